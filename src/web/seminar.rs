//! The page of a seminar: its hours, who speaks, its place and how to get in, and where it can be followed.
//!
//! Anyone may know that it can be followed online; the address is for those who have a place, so that nobody else joins.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use parvis_projections::House;
use parvis_projections::programmes::{ProgrammeRow, SeminarRow, SessionRow};
use parvis_projections::register::ParticipantRow;
use parvis_words::{dates, names};

use super::Web;
use super::enrol::open::open_terms;
use super::failure::Failure;
use super::page::{Page, show};
use super::programme::{self, SeminarLine, language_mark, public, speaking};
use super::rights::{Deed, Roles};
use super::sign_in::full_name;

/// Somebody who speaks.
struct Speaker {
    name: String,
    topic: String,
}

/// Where it can be followed.
enum Online {
    /// In the room only.
    No,
    /// Online too, by those who have a place.
    ForOthers,
    /// Online too, at this address.
    At(String),
}

/// A session in the list of hours.
struct SessionLine {
    day: String,
    hours: String,
    title: String,
}

#[derive(Template)]
#[template(path = "seminar.html")]
struct SeminarPage {
    page: Page,
    code: String,
    number: u8,
    above: String,
    theme: String,
    lang: String,
    dates: String,
    town: String,
    place: String,
    /// How to get in and around, or empty.
    access: String,
    host: String,
    /// Names of the areas of culture it is about.
    areas: Vec<String>,
    speakers: Vec<Speaker>,
    online: Online,
    /// Whether one can enrol in just this meeting today.
    open: bool,
    cancelled: bool,
    changed: bool,
    sessions: Vec<SessionLine>,
    others: Vec<SeminarLine>,
    /// Whether the reader helps with check-in here.
    may_check_in: bool,
}

/// `GET /program/{code}/seminarium/{number}`.
pub(super) async fn get(
    State(web): State<Web>,
    Path((code, number)): Path<(String, u8)>,
    page: Page,
) -> Result<Response, Failure> {
    let kept = web.house();
    let row = public(&kept.house, &code)?;
    let seminar = numbered(&kept.house, row, number)?;
    let built = build(speaking(page, row), &kept.house, row, seminar, web.now());
    Ok(show(&built))
}

/// The seminar with a number; of several with the same one, the one that is to be held.
///
/// # Errors
/// When there is none.
pub(super) fn numbered<'a>(
    house: &'a House,
    row: &ProgrammeRow,
    number: u8,
) -> Result<&'a SeminarRow, Failure> {
    let mut found = programme::all_seminars(house, row);
    found.retain(|seminar| seminar.number == number);
    found.sort_by_key(|seminar| seminar.cancelled);
    found.first().copied().ok_or(Failure::NotFound)
}

fn build(
    page: Page,
    house: &House,
    row: &ProgrammeRow,
    seminar: &SeminarRow,
    now: DateTime<Utc>,
) -> SeminarPage {
    let sessions = house
        .programmes
        .sessions_of(seminar.seminar)
        .into_iter()
        .map(|session| SessionLine {
            day: dates::weekday_date(page.language, session.date),
            hours: dates::time_range(page.language, session.starts, session.ends),
            title: session.title.clone(),
        })
        .collect();
    let online = online(&page, house, seminar);
    let mut others = programme::seminars(&page, house, row);
    others.retain(|line| line.number != seminar.number && !line.cancelled);
    SeminarPage {
        code: row.code.to_string(),
        number: seminar.number,
        above: page.t2("seminar-above", "programme", &row.name, "number", &seminar.number.to_string()),
        theme: seminar.theme.clone(),
        lang: language_mark(&page, row),
        dates: page.days(seminar.starts_on, seminar.ends_on),
        town: seminar.place.clone(),
        place: names::place(&seminar.venue, &seminar.address, &seminar.place),
        access: seminar.access.clone(),
        areas: seminar
            .areas
            .split_whitespace()
            .map(|area| page.t(&format!("cultural-area-{area}")))
            .collect(),
        speakers: speakers(house, seminar),
        online,
        open: open_terms(house, row, Some(seminar), now).is_some(),
        host: seminar
            .host
            .as_ref()
            .map(|county| house.programmes.region(row.programme, county))
            .unwrap_or_default(),
        cancelled: seminar.cancelled,
        changed: seminar.sequence > 0,
        sessions,
        others,
        may_check_in: page
            .reader
            .as_ref()
            .is_some_and(|reader| Roles::staff(house, reader.person, row.programme).may(Deed::CheckIn)),
        page,
    }
}

/// Who speaks, in order; nobody whose identity is protected or who was erased.
fn speakers(house: &House, seminar: &SeminarRow) -> Vec<Speaker> {
    let mut rows: Vec<_> =
        house.programmes.speakers.rows().filter(|row| row.seminar == seminar.seminar).collect();
    rows.sort_by_key(|row| row.number);
    rows.into_iter()
        .filter_map(|row| {
            let person = house.people.get(row.person).filter(|person| !person.erased && !person.protected)?;
            Some(Speaker { name: full_name(person), topic: row.topic.clone() })
        })
        .collect()
}

fn online(page: &Page, house: &House, seminar: &SeminarRow) -> Online {
    let Some(address) = &seminar.online else { return Online::No };
    let expected = page.reader.as_ref().is_some_and(|reader| {
        let comes = |row: &ParticipantRow| row.person == reader.person;
        let stands_in = |row: &SessionRow| house.register.stands_in_for(reader.person, row.session).is_some();
        let works = Roles::staff(house, reader.person, seminar.programme).may(Deed::SeeRegister);
        works
            || house.register.expected_at(seminar.programme, seminar.seminar).any(comes)
            || house.programmes.sessions_of(seminar.seminar).into_iter().any(stands_in)
    });
    if expected { Online::At(address.clone()) } else { Online::ForOthers }
}
