//! An enrolment as the coordinator sees it: who is in it, where it stands and why, what happened, and what can be
//! decided about it.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use parvis_events::ids::EnrolmentId;
use parvis_events::register::{Register, Situation};
use parvis_events::values::RoleCode;
use parvis_projections::letters::LetterRow;
use parvis_projections::programmes::RoleRow;
use parvis_projections::register::{EnrolmentRow, ParticipantRow, Status, roles_of};
use parvis_words::text;

use super::history::{Step, who};
use super::member::Choice;
use super::{Asked, Desk, Head, Tab, letters};
use crate::web::enrolment::{days_of, deputies_of};
use crate::web::failure::Failure;
use crate::web::page::{Page, show_as};
use crate::web::programme::capitalised;
use crate::web::rights::Deed;
use crate::web::standing::{self, Standing};
use crate::web::{Web, WebError};
use crate::why;

/// Somebody in the enrolment, or who was.
struct Person {
    id: String,
    name: String,
    title: String,
    role: String,
    email: String,
    phone: String,
    /// What became of somebody who is no longer in it; else empty.
    left: String,
    contact: bool,
}

/// A letter about the enrolment.
struct Letter {
    address: String,
    kind: String,
    to: String,
    state: String,
    when: String,
}

/// What can be decided.
#[derive(Default)]
struct Deeds {
    admit: bool,
    offer: bool,
    refuse: bool,
    dispense: bool,
    withdraw: bool,
}

/// A form that did not go through: what was typed, and why.
#[derive(Default)]
pub(super) struct Tried {
    pub deed: &'static str,
    pub choice: String,
    pub person: String,
    pub reason: String,
    /// The roles that were ticked.
    pub roles: Vec<String>,
    /// What is wrong with it, in words.
    pub problem: String,
    /// The revision that was looked at, when the enrolment has changed since.
    pub stale: bool,
    /// The revision that was looked at.
    pub seen: i64,
}

#[derive(Template)]
#[template(path = "coordinator/enrolment.html")]
struct EnrolmentPage {
    page: Page,
    head: Head,
    id: EnrolmentId,
    seen: i64,
    /// The municipality, or the person where people take part by themselves.
    subject: String,
    standing: Standing,
    status: String,
    region: String,
    reference: String,
    number: u32,
    submitted: String,
    via: String,
    dispensed: bool,
    contact_apart: Option<Person>,
    people: Vec<Person>,
    former: Vec<Person>,
    /// Who comes in whose place, and on which days.
    deputies: Vec<(String, String)>,
    heading: String,
    steps: Vec<Step>,
    /// What happened since the reader looked, when they were too late.
    meanwhile: Vec<Step>,
    letters: Vec<Letter>,
    may_see_letters: bool,
    /// The roles that somebody who fills all of them alone can have; none where there are no roles to fill.
    roles: Vec<Choice>,
    deeds: Deeds,
    any: bool,
    tried: Tried,
}

/// `GET /arbete/{code}/anmalan/{id}`.
pub(in crate::web) async fn get(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = Desk::as_of(&web, &page, &code, Deed::SeeHistory, &asked).await?;
    shown(&web, page, &desk, &id, Tried::default(), StatusCode::OK).await
}

/// An enrolment of the programme.
///
/// # Errors
/// When there is none.
pub(super) fn find<'a>(desk: &'a Desk, id: &str) -> Result<&'a EnrolmentRow, Failure> {
    let id: EnrolmentId = id.parse().map_err(|_| Failure::NotFound)?;
    let row = desk.views.register.enrolment(id).ok_or(Failure::NotFound)?;
    if row.programme == desk.programme.programme { Ok(row) } else { Err(Failure::NotFound) }
}

/// The page, with a form that did not go through.
///
/// # Errors
/// When there is no such enrolment, or the log cannot be read.
pub(super) async fn shown(
    web: &Web,
    page: Page,
    desk: &Desk,
    id: &str,
    tried: Tried,
    status: StatusCode,
) -> Result<Response, Failure> {
    let row = find(desk, id)?;
    let handle = &web.office().handle;
    let (state, revision) = handle.look::<Register>(row.register.uuid()).await.map_err(WebError::from)?;
    let situation = state.enrolment(row.enrolment).map(|found| &found.situation);
    let told = match desk.past {
        None => why::explain(handle, &desk.views, row.enrolment, page.language).await,
        Some(_) => why::explain_as_of(handle, &desk.views, row.enrolment, page.language, desk.until()).await,
    };
    let told = told.map_err(WebError::from)?;
    let steps: Vec<Step> =
        told.iter().flat_map(|told| &told.steps).map(|step| step_of(&page, desk, step)).collect();
    let meanwhile = if tried.stale { since(web, &page, desk, row, tried.seen).await? } else { vec![] };
    let deeds = deeds(desk, row, situation);
    let seen = revision.map_or(-1, parvis_log::Revision::get);
    let people = people(&page, desk, row);
    let (former, people): (Vec<Person>, Vec<Person>) =
        people.into_iter().partition(|person| !person.left.is_empty());
    let contact = !people.iter().any(|person| person.contact);
    let sees_protected = desk.roles.may(Deed::SeeProtected);
    let subject = standing::subject(&page, &desk.views, &desk.programme, row, sees_protected);
    let mut standing = standing::of(&page, &desk.views, &desk.programme, row);
    if standing::alone(&desk.programme) {
        standing.sentence = page.t2("standing", "municipality", &subject, "status", &standing.status);
    }
    if let Some(until) = desk.until_when(&page, row) {
        standing.more = until;
    }
    let built = EnrolmentPage {
        head: desk.head(&page, Tab::Register, &format!("/anmalan/{}", row.enrolment)),
        id: row.enrolment,
        seen,
        subject,
        status: capitalised(&standing.status),
        standing,
        region: desk.views.programmes.region(desk.programme.programme, &row.county),
        reference: row.reference.clone(),
        number: row.number,
        submitted: desk.moment(&page, row.submitted_at),
        via: page.t(&format!("desk-via-{}", row.via.name())),
        dispensed: row.dispensed,
        contact_apart: contact.then(|| contact_of(&page, desk, row)),
        people,
        former,
        deputies: deputies(&page, desk, row),
        heading: told.map(|told| told.heading).unwrap_or_default(),
        steps,
        meanwhile,
        letters: letters_about(&page, desk, row),
        may_see_letters: desk.roles.may(Deed::SeeLetters),
        roles: roles(desk, row, &tried),
        any: deeds.admit || deeds.offer || deeds.refuse || deeds.dispense || deeds.withdraw,
        deeds,
        tried,
        page,
    };
    Ok(show_as(status, &built))
}

/// The roles that fill a requirement, ticked as they were sent, or as those who are in it have them.
fn roles(desk: &Desk, row: &EnrolmentRow, tried: &Tried) -> Vec<Choice> {
    let held: BTreeSet<RoleCode> =
        standing::members(&desk.views, row).iter().flat_map(|member| roles_of(&member.roles)).collect();
    let all = desk.views.programmes.roles.rows();
    let mut rows: Vec<_> =
        all.filter(|role| role.programme == row.programme && role.requirement.is_some()).collect();
    rows.sort_by_key(|role| role.number);
    let chosen = |role: &RoleCode| match tried.deed {
        "dispens" => tried.roles.iter().any(|ticked| ticked == role.as_str()),
        _ => held.contains(role),
    };
    let choice = |role: &RoleRow| Choice {
        value: role.role.to_string(),
        name: role.name.clone(),
        chosen: chosen(&role.role),
    };
    rows.into_iter().map(choice).collect()
}

fn step_of(page: &Page, desk: &Desk, told: &why::Told) -> Step {
    Step {
        at: told.at,
        when: desk.moment(page, told.at),
        who: who(page, desk, &told.actor),
        text: told.text.clone(),
        rule: told.rule_text.clone(),
        decisive: told.decisive,
    }
}

/// What happened to the enrolment since a revision: as many of its last steps as there are facts about it since.
///
/// # Errors
/// When the log cannot be read.
pub(super) async fn since(
    web: &Web,
    page: &Page,
    desk: &Desk,
    row: &EnrolmentRow,
    seen: i64,
) -> Result<Vec<Step>, Failure> {
    let from = parvis_log::Revision::new(seen).next();
    let handle = &web.office().handle;
    let facts = handle.history::<Register>(row.register.uuid(), from, 1_000).await.map_err(WebError::from)?;
    let about = facts.iter().filter(|(fact, ..)| fact.enrolment() == Some(row.enrolment));
    let times: Vec<_> = about.map(|(_, said, ..)| said.decided_at).collect();
    let told = why::explain(handle, &desk.views, row.enrolment, page.language).await;
    let told = told.map_err(WebError::from)?;
    let steps = told.iter().flat_map(|told| &told.steps).filter(|step| times.contains(&step.at));
    Ok(steps.map(|step| step_of(page, desk, step)).collect())
}

/// What can be decided about the enrolment as it stands.
fn deeds(desk: &Desk, row: &EnrolmentRow, situation: Option<&Situation>) -> Deeds {
    if !desk.can(Deed::DecideEnrolments) {
        return Deeds::default();
    }
    match situation {
        Some(Situation::Incomplete { .. } | Situation::Queued) => {
            Deeds { admit: true, offer: true, refuse: true, dispense: row.incomplete, withdraw: true }
        }
        Some(Situation::Offered { .. }) => {
            Deeds { admit: true, refuse: true, withdraw: true, ..Deeds::default() }
        }
        Some(Situation::Admitted { .. }) => {
            Deeds { dispense: row.incomplete, withdraw: true, ..Deeds::default() }
        }
        Some(Situation::Declined | Situation::Expired(_) | Situation::Refused) => {
            Deeds { admit: true, offer: true, ..Deeds::default() }
        }
        Some(Situation::Draft | Situation::Withdrawn) | None => Deeds::default(),
    }
}

fn people(page: &Page, desk: &Desk, row: &EnrolmentRow) -> Vec<Person> {
    let mut members: Vec<&ParticipantRow> = desk.views.register.participants.of(row.enrolment).collect();
    let left = |member: &ParticipantRow| {
        member.status != row.status
            && matches!(member.status, Status::Withdrawn | Status::LateWithdrawal | Status::Replaced)
    };
    members.sort_by_key(|member| (left(member), member.joined_at, member.person));
    members
        .into_iter()
        .map(|member| {
            let gone = left(member);
            let role = standing::role_names(page, &desk.views, member);
            let known = person(page, desk, member.person);
            // Whose title is what they are in the programme is not called so twice.
            let title = if known.title.to_lowercase() == role.to_lowercase() {
                String::new()
            } else {
                known.title.clone()
            };
            Person {
                role,
                title,
                left: if gone {
                    page.t(&format!("enrolment-status-{}", member.status.name()))
                } else {
                    String::new()
                },
                contact: member.person == row.contact,
                ..known
            }
        })
        .collect()
}

fn deputies(page: &Page, desk: &Desk, row: &EnrolmentRow) -> Vec<(String, String)> {
    let protected = desk.roles.may(Deed::SeeProtected);
    let name = |id| standing::name_for(page, &desk.views, id, None, protected);
    deputies_of(&desk.views, row.enrolment)
        .into_iter()
        .map(|ids @ (member, deputy)| {
            let (stands_in, absent) = (name(deputy), name(member));
            let sentence = page.t2("enrolment-deputy", "deputy", &stands_in, "member", &absent);
            (sentence, days_of(page, &desk.views, row.enrolment, ids))
        })
        .collect()
}

fn contact_of(page: &Page, desk: &Desk, row: &EnrolmentRow) -> Person {
    Person {
        role: page.t("role-of-contact").to_lowercase(),
        contact: true,
        ..person(page, desk, row.contact)
    }
}

fn person(page: &Page, desk: &Desk, id: parvis_events::ids::PersonId) -> Person {
    let protected = desk.roles.may(Deed::SeeProtected);
    let row = desk.views.people.get(id).filter(|row| !row.erased && (!row.protected || protected));
    Person {
        id: id.to_string(),
        name: standing::name_for(page, &desk.views, id, None, protected),
        title: row.map(|row| row.title.clone()).unwrap_or_default(),
        role: String::new(),
        email: row.map(|row| row.email.clone()).unwrap_or_default(),
        phone: row.map(|row| row.phone.clone()).unwrap_or_default(),
        left: String::new(),
        contact: false,
    }
}

/// The letters about the enrolment, the newest first.
fn letters_about(page: &Page, desk: &Desk, row: &EnrolmentRow) -> Vec<Letter> {
    if !desk.roles.may(Deed::SeeLetters) {
        return Vec::new();
    }
    let id = row.enrolment.to_string();
    let about = |letter: &&LetterRow| {
        letter.content.pointer("/subject/enrolment").and_then(|found| found.as_str()) == Some(&id)
    };
    let mut found: Vec<&LetterRow> =
        desk.views.letters.letters.of(desk.programme.programme).filter(about).collect();
    found.sort_by_key(|letter| std::cmp::Reverse(letter.number));
    found
        .into_iter()
        .map(|letter| Letter {
            address: desk.at(&format!("/brev/{}", letter.letter)),
            kind: capitalised(&text(page.language, &format!("letter-kind-{}", letter.kind.name()))),
            to: desk.name(page, letter.recipient),
            state: letters::state(page, letter.fate),
            when: desk.moment(page, letter.sent_at.unwrap_or(letter.due)),
        })
        .collect()
}
