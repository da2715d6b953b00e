//! "Min sida": the enrolments somebody has to do with, their certificates, and what else is theirs.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use parvis_events::ids::{PersonId, SeminarId};
use parvis_projections::House;
use parvis_projections::programmes::ProgrammeRow;
use parvis_projections::register::{EnrolmentRow, Status};

use super::Web;
use super::checkin::doors::{self, Door};
use super::enrolment::{self, Found};
use super::evaluation;
use super::failure::Failure;
use super::page::{Page, Reader, show};
use super::programme::{capitalised, language_mark};
use super::rights::{Deed, Roles};
use super::standing::{self, Standing};

/// An enrolment in the list.
struct Card {
    /// How it stands, in a word.
    status: String,
    address: String,
    programme: String,
    lang: String,
    standing: Standing,
    /// The next seminar, when and where; empty where none is to come.
    next: String,
}

/// A day somebody comes in another's place.
struct Stand {
    programme: String,
    lang: String,
    address: String,
    dates: String,
    place: String,
}

/// A certificate of one's own.
struct Paper {
    number: String,
    programme: String,
    lang: String,
}

/// A programme somebody works with.
struct Work {
    name: String,
    lang: String,
    address: String,
}

#[derive(Template)]
#[template(path = "mine.html")]
struct MinePage {
    page: Page,
    name: String,
    cards: Vec<Card>,
    stands: Vec<Stand>,
    papers: Vec<Paper>,
    work: Vec<Work>,
    /// Rooms where somebody helps with check-in.
    rooms: Vec<Door>,
    /// Their own codes for check-in.
    codes: Vec<Door>,
    /// Name and seminar of each evaluation that waits for an answer.
    evaluations: Vec<(String, SeminarId)>,
    /// The address of one's own calendar; empty for whoever has no place anywhere.
    calendar: String,
}

/// Asserts that somebody is signed in.
///
/// # Errors
/// When nobody is: the way to the door, and back.
pub(super) fn signed_in(page: &Page) -> Result<Reader, Failure> {
    page.reader.clone().ok_or_else(|| Failure::SignIn(page.path.clone()))
}

/// `GET /min-sida`.
pub(super) async fn get(State(web): State<Web>, page: Page) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let evaluations = evaluation::open_to(&web, &page, reader.person).await?;
    let number = web.sessions().calendar_number(reader.person).await?;
    let kept = web.house();
    let house = &kept.house;
    let work = work(&page, house, reader.person);
    let cards = cards(&page, house, reader.person, web.now());
    let (stands, papers) = (stands(&page, house, reader.person), papers(&page, house, reader.person));
    let calendar = if cards.is_empty() && stands.is_empty() {
        String::new()
    } else {
        web.office().links.calendar(reader.person, number)
    };
    let rooms = doors::rooms(&page, house, reader.person, web.now());
    let codes = doors::codes(&page, house, reader.person, web.now());
    let name = reader.name;
    Ok(show(&MinePage { page, name, cards, stands, papers, work, rooms, codes, evaluations, calendar }))
}

/// The enrolments somebody may see, those that go on first.
pub(super) fn enrolments_of(house: &House, person: PersonId) -> Vec<&EnrolmentRow> {
    let mut found: Vec<&EnrolmentRow> = house
        .register
        .enrolments
        .rows()
        .filter(|row| Roles::by_enrolment(house, row, person).may(Deed::SeeEnrolment))
        .collect();
    found.sort_by_key(|row| (!row.status.active(), std::cmp::Reverse(row.submitted_at)));
    found
}

fn programme_of(house: &House, row: &EnrolmentRow) -> Option<ProgrammeRow> {
    house.programmes.programmes.get(&(row.programme,)).cloned()
}

fn cards(page: &Page, house: &House, person: PersonId, now: DateTime<Utc>) -> Vec<Card> {
    enrolments_of(house, person)
        .into_iter()
        .filter_map(|row| {
            let programme = programme_of(house, row)?;
            let standing = standing::of(page, house, &programme, row);
            Some(Card {
                address: format!("/min-sida/anmalan/{}", row.enrolment),
                lang: language_mark(page, &programme),
                status: capitalised(&standing.status),
                standing,
                next: next(page, &Found::seen_by(house, &programme, row, person), now),
                programme: programme.name,
            })
        })
        .collect()
}

/// The next seminar of an enrolment that has its place: "Härnäst: seminarium 1, 29–30 maj 2018, Malmö".
fn next(page: &Page, found: &Found, now: DateTime<Utc>) -> String {
    if found.row.status != Status::Admitted {
        return String::new();
    }
    let coming = enrolment::coming(found, now);
    coming.first().map_or_else(String::new, |seminar| {
        let days = page.days(seminar.starts_on, seminar.ends_on);
        let number = seminar.number.to_string();
        page.t2("mine-next", "number", &number, "when", &format!("{days}, {}", seminar.place))
    })
}

fn stands(page: &Page, house: &House, person: PersonId) -> Vec<Stand> {
    let mut seminars = BTreeSet::new();
    for row in house.register.deputies.of(person) {
        seminars.extend(house.programmes.sessions.get(&(row.session,)).map(|session| session.seminar));
    }
    seminars
        .into_iter()
        .filter_map(|id| {
            let seminar = house.programmes.seminars.get(&(id,))?;
            let programme = house.programmes.programmes.get(&(seminar.programme,))?;
            Some(Stand {
                programme: programme.name.clone(),
                lang: language_mark(page, programme),
                address: format!("/program/{}/seminarium/{}", programme.code, seminar.number),
                dates: page.days(seminar.starts_on, seminar.ends_on),
                place: seminar.place.clone(),
            })
        })
        .collect()
}

fn papers(page: &Page, house: &House, person: PersonId) -> Vec<Paper> {
    let own = house.certificates.certificates.of(person);
    own.filter(|row| row.snapshot.is_some() && standing::holds(row.validity))
        .filter_map(|row| {
            let programme = house.programmes.programmes.get(&(row.programme,))?;
            Some(Paper {
                number: row.number.clone(),
                programme: programme.name.clone(),
                lang: language_mark(page, programme),
            })
        })
        .collect()
}

/// The programmes whose register somebody may see.
fn work(page: &Page, house: &House, person: PersonId) -> Vec<Work> {
    let programmes = house.programmes.programmes.rows();
    programmes
        .filter(|programme| Roles::staff(house, person, programme.programme).may(Deed::SeeRegister))
        .map(|programme| Work {
            lang: language_mark(page, programme),
            address: format!("/arbete/{}", programme.code),
            name: programme.name.clone(),
        })
        .collect()
}
