//! The page of an enrolment, for those who are in it: where it stands, what comes next, and what can be done.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, NaiveTime, Utc};
use parvis_events::ids::{EnrolmentId, InvitationId, PersonId};
use parvis_events::time::{instant, local_date};
use parvis_projections::House;
use parvis_projections::programmes::{ProgrammeRow, SeminarRow};
use parvis_projections::register::{EnrolmentRow, InvitationStatus, Status};
use parvis_words::{dates, names};

use super::Web;
use super::checkin::doors;
use super::failure::Failure;
use super::mine::signed_in;
use super::page::{Page, Reader, show};
use super::programme::{self, Contact, language_mark};
use super::rights::{Deed, Roles};
use super::standing::{self, Standing};

/// Somebody in the enrolment.
struct Person {
    name: String,
    title: String,
    role: String,
    own: bool,
    /// Where somebody else can take the place; empty where the reader may not say so.
    replace: String,
}

/// A colleague who was asked to join and has not answered.
struct Invited {
    id: InvitationId,
    name: String,
    until: String,
}

/// Somebody who comes in another's place.
struct Deputy {
    name: String,
    member: String,
    days: String,
    /// What takes the deputy back: member and deputy.
    ids: (PersonId, PersonId),
    may_remove: bool,
}

/// What comes next.
struct Next {
    address: String,
    theme: String,
    number: u8,
    dates: String,
    place: String,
    hours: Vec<String>,
}

#[derive(Template)]
#[template(path = "enrolment.html")]
struct EnrolmentPage {
    page: Page,
    id: EnrolmentId,
    lang: String,
    code: String,
    programme: String,
    reference: String,
    submitted: String,
    standing: Standing,
    contact_name: String,
    people: Vec<Person>,
    invited: Vec<Invited>,
    deputies: Vec<Deputy>,
    next: Option<Next>,
    /// Whether every seminar has been held.
    over: bool,
    /// Where the reader's own code for check-in is; empty where nobody will ask for it.
    own_code: String,
    may_answer: bool,
    may_send_deputy: bool,
    may_leave: bool,
    may_add: bool,
    may_change_contact: bool,
    may_answer_questions: bool,
    coordinator: Contact,
    test_data: bool,
}

/// An enrolment with what belongs to it, for a reader who may see it.
pub(super) struct Found<'a> {
    pub house: &'a House,
    pub programme: &'a ProgrammeRow,
    pub row: &'a EnrolmentRow,
    pub roles: Roles,
    pub reader: PersonId,
}

impl<'a> Found<'a> {
    /// The enrolment in an address.
    ///
    /// # Errors
    /// When there is none, or the reader has nothing to do with it; the two look the same.
    pub(super) fn of(house: &'a House, id: &str, reader: &Reader) -> Result<Self, Failure> {
        let id: EnrolmentId = id.parse().map_err(|_| Failure::NotFound)?;
        let row = house.register.enrolment(id).ok_or(Failure::NotFound)?;
        let programme = house.programmes.programmes.get(&(row.programme,)).ok_or(Failure::NotFound)?;
        let found = Self::seen_by(house, programme, row, reader.person);
        if found.roles.may(Deed::SeeEnrolment) { Ok(found) } else { Err(Failure::NotFound) }
    }

    /// An enrolment with the roles that somebody has in it.
    pub(super) fn seen_by(
        house: &'a House,
        programme: &'a ProgrammeRow,
        row: &'a EnrolmentRow,
        reader: PersonId,
    ) -> Self {
        Self { house, programme, row, roles: Roles::by_enrolment(house, row, reader), reader }
    }

    /// Whether the reader may do a deed, and it makes sense now.
    pub(super) fn can(&self, deed: Deed) -> bool {
        let sensible = match deed {
            Deed::AnswerOffer => self.row.status == Status::Offered,
            Deed::SendDeputy | Deed::SendDeputyForOthers => {
                self.row.status == Status::Admitted && self.row.seminar.is_none()
            }
            Deed::LeaveOneself | Deed::ReplaceOneself => {
                self.row.status.active() && self.is_member(self.reader)
            }
            Deed::AddColleague => self.row.status.active() && self.has_room(),
            Deed::AnswerQuestions => self.row.status.active() && self.asks_anything(),
            Deed::WithdrawEnrolment | Deed::ReplaceOthers | Deed::ChangeContact => self.row.status.active(),
            // What is no matter of an enrolment does not depend on one.
            _ => true,
        };
        sensible && self.roles.may(deed)
    }

    /// Whether somebody can still join.
    fn has_room(&self) -> bool {
        let seats = usize::try_from(self.programme.seats_per_place).unwrap_or(usize::MAX);
        standing::members(self.house, self.row).len() < seats
    }

    /// Whether the programme asks those who enrol anything.
    fn asks_anything(&self) -> bool {
        let mut asked = self.house.programmes.enrolment_questions.rows();
        asked.any(|question| question.programme == self.programme.programme)
    }

    /// Whether somebody is a member now.
    pub(super) fn is_member(&self, person: PersonId) -> bool {
        standing::members(self.house, self.row).iter().any(|member| member.person == person)
    }

    /// Somebody's name as the reader may see it.
    pub(super) fn name(&self, page: &Page, person: PersonId) -> String {
        standing::name_for(page, self.house, person, Some(self.reader), false)
    }
}

/// `GET /min-sida/anmalan/{id}`.
pub(super) async fn get(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let now = web.now();
    let kept = web.house();
    let found = Found::of(&kept.house, &id, &reader)?;
    let built = build(page, &found, now);
    Ok(show(&built))
}

fn build(page: Page, found: &Found, now: DateTime<Utc>) -> EnrolmentPage {
    let (row, programme) = (found.row, found.programme);
    let next = (row.status == Status::Admitted).then(|| next(&page, found, now)).flatten();
    let over = row.status == Status::Admitted && next.is_none() && holds_seminars(found);
    // When all is over, nothing about it can be changed that would matter to anybody.
    let can = |deed| !over && found.can(deed);
    EnrolmentPage {
        id: row.enrolment,
        lang: language_mark(&page, programme),
        code: programme.code.to_string(),
        programme: programme.name.clone(),
        reference: row.reference.clone(),
        submitted: page.day(local_date(programme.zone, row.submitted_at)),
        standing: standing::of(&page, found.house, programme, row),
        contact_name: found.name(&page, row.contact),
        people: people(&page, found, over),
        invited: invited(&page, found, now),
        deputies: deputies(&page, found),
        over,
        own_code: if next.is_some() { own_code(&page, found, now) } else { String::new() },
        may_answer: can(Deed::AnswerOffer),
        may_send_deputy: next.is_some() && (can(Deed::SendDeputy) || can(Deed::SendDeputyForOthers)),
        may_leave: can(Deed::LeaveOneself) || can(Deed::WithdrawEnrolment),
        may_add: can(Deed::AddColleague),
        may_change_contact: can(Deed::ChangeContact),
        may_answer_questions: can(Deed::AnswerQuestions),
        coordinator: programme::contact(found.house.people.get(programme.coordinator)),
        test_data: programme.test_data,
        next,
        page,
    }
}

/// Whether the enrolment is for any seminar at all.
fn holds_seminars(found: &Found) -> bool {
    let seminars = found.house.programmes.seminars_of(found.programme.programme);
    seminars.iter().any(|seminar| found.row.seminar.is_none_or(|meeting| meeting == seminar.seminar))
}

/// Where the reader's own code is, if they have one in this programme.
fn own_code(page: &Page, found: &Found, now: DateTime<Utc>) -> String {
    let address = format!("/program/{}/min-kod", found.programme.code);
    let codes = doors::codes(page, found.house, found.reader, now);
    if codes.iter().any(|door| door.address == address) { address } else { String::new() }
}

fn people(page: &Page, found: &Found, over: bool) -> Vec<Person> {
    standing::members(found.house, found.row)
        .into_iter()
        .map(|member| {
            let shown = found.house.people.get(member.person).filter(|row| !row.protected && !row.erased);
            let role = standing::role_names(page, found.house, member);
            // A title that says no more than the role is left out.
            let title = shown
                .map(|row| row.title.clone())
                .filter(|title| title.to_lowercase() != role.to_lowercase());
            Person {
                name: found.name(page, member.person),
                title: title.unwrap_or_default(),
                role,
                own: member.person == found.reader,
                replace: if !over
                    && (found.can(Deed::ReplaceOthers)
                        || member.person == found.reader && found.can(Deed::ReplaceOneself))
                {
                    format!("/min-sida/anmalan/{}/kollega/{}", found.row.enrolment, member.person)
                } else {
                    String::new()
                },
            }
        })
        .collect()
}

fn invited(page: &Page, found: &Found, now: DateTime<Utc>) -> Vec<Invited> {
    let rows = found.house.register.invitations.of(found.row.enrolment);
    rows.filter(|row| row.status == InvitationStatus::Open && now < row.until)
        .map(|row| Invited {
            id: row.invitation,
            name: found.name(page, row.person),
            until: page.last_day(found.programme.zone, row.until),
        })
        .collect()
}

fn deputies(page: &Page, found: &Found) -> Vec<Deputy> {
    deputies_of(found.house, found.row.enrolment)
        .into_iter()
        .map(|ids @ (member, deputy)| Deputy {
            name: found.name(page, deputy),
            member: found.name(page, member),
            days: days_of(page, found.house, found.row.enrolment, ids),
            ids,
            may_remove: member == found.reader && found.can(Deed::SendDeputy)
                || found.can(Deed::SendDeputyForOthers),
        })
        .collect()
}

/// Who comes in whose place: member and deputy, each two once.
pub(super) fn deputies_of(house: &House, enrolment: EnrolmentId) -> Vec<(PersonId, PersonId)> {
    let rows = house.register.deputies.of(enrolment);
    let mut pairs: Vec<(PersonId, PersonId)> = rows.map(|row| (row.member, row.deputy)).collect();
    pairs.sort();
    pairs.dedup();
    pairs
}

/// The days a deputy comes, in words.
pub(super) fn days_of(
    page: &Page,
    house: &House,
    enrolment: EnrolmentId,
    (member, deputy): (PersonId, PersonId),
) -> String {
    let rows = house.register.deputies.of(enrolment);
    let mut days: Vec<chrono::NaiveDate> = rows
        .filter(|row| (row.member, row.deputy) == (member, deputy))
        .filter_map(|row| house.programmes.sessions.get(&(row.session,)))
        .map(|session| session.date)
        .collect();
    days.sort_unstable();
    days.dedup();
    let days: Vec<String> = days.into_iter().map(|day| page.day(day)).collect();
    names::list(page.language, &days)
}

/// The seminars of the enrolment that are not over, in order of time.
pub(super) fn coming<'a>(found: &Found<'a>, now: DateTime<Utc>) -> Vec<&'a SeminarRow> {
    let mut seminars = found.house.programmes.seminars_of(found.programme.programme);
    seminars.retain(|seminar| {
        let sessions = found.house.programmes.sessions_of(seminar.seminar);
        let end = sessions.last().map_or(NaiveTime::MIN, |session| session.ends);
        found.row.seminar.is_none_or(|meeting| meeting == seminar.seminar)
            && instant(found.programme.zone, seminar.ends_on.and_time(end)) > now
    });
    seminars.sort_by_key(|seminar| seminar.starts_on);
    seminars
}

fn next(page: &Page, found: &Found, now: DateTime<Utc>) -> Option<Next> {
    let seminar = *coming(found, now).first()?;
    let sessions = found.house.programmes.sessions_of(seminar.seminar);
    let hours = sessions
        .into_iter()
        .map(|session| {
            let day = dates::weekday_date(page.language, session.date);
            format!("{day} {}", dates::time_range(page.language, session.starts, session.ends))
        })
        .collect();
    Some(Next {
        address: format!("/program/{}/seminarium/{}", found.programme.code, seminar.number),
        theme: seminar.theme.clone(),
        number: seminar.number,
        dates: page.days(seminar.starts_on, seminar.ends_on),
        place: names::place(&seminar.venue, &seminar.address, &seminar.place),
        hours,
    })
}
