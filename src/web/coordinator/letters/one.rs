//! A letter, or a reminder to come, as its receiver reads it: what happened to it, and what can be done about it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use parvis_events::ids::LetterId;
use parvis_events::letter::{Event, Letter, Letters};
use parvis_projections::letters::{Fate, LetterRow};

use super::{colour, state};
use crate::letters::reminder;
use crate::web::Web;
use crate::web::coordinator::history::{Step, past};
use crate::web::coordinator::{Asked, Desk, Head, Tab};
use crate::web::failure::Failure;
use crate::web::page::{Page, show_as};
use crate::web::programme::capitalised;
use crate::web::rights::Deed;
use crate::web::standing;

/// What somebody tried to do about a letter, and why it was not done.
#[derive(Default)]
pub(super) struct Tried {
    pub problem: String,
    /// What is wrong with the address that was typed.
    pub address_problem: String,
    /// The address that was typed; absent where none was.
    pub address: Option<String>,
    /// How it was said to have been dealt with.
    pub how: String,
    /// The revision whose page was used, where something has happened since.
    pub stale_since: Option<i64>,
}

#[derive(Template)]
#[template(path = "coordinator/letter.html")]
struct LetterPage {
    page: Page,
    head: Head,
    id: LetterId,
    seen: i64,
    kind: String,
    to: String,
    state: String,
    colour: &'static str,
    facts: Vec<(String, String)>,
    subject: String,
    body: String,
    /// Why the text cannot be shown; or empty.
    unsayable: String,
    sent: bool,
    enrolment: String,
    municipality: String,
    steps: Vec<Step>,
    /// What happened since the reader looked, when they were too late.
    meanwhile: Vec<Step>,
    may_send: bool,
    may_return: bool,
    may_settle: bool,
    /// The receiver's address; empty where the reader may not see it.
    address: String,
    all: String,
    tried: Tried,
}

/// `GET /arbete/{code}/brev/{id}`.
pub(in crate::web) async fn one(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = Desk::as_of(&web, &page, &code, Deed::SeeLetters, &asked).await?;
    shown(&web, page, &desk, &id, Tried::default(), StatusCode::OK).await
}

/// The page of a letter, with what was tried.
///
/// # Errors
/// When there is no such letter, or the log cannot be read.
pub(super) async fn shown(
    web: &Web,
    page: Page,
    desk: &Desk,
    id: &str,
    tried: Tried,
    status: StatusCode,
) -> Result<Response, Failure> {
    let id: LetterId = id.parse().map_err(|_| Failure::NotFound)?;
    let row = desk.views.letters.letters.get(&(id,));
    let row = row.filter(|row| row.programme == desk.programme.programme);
    let due = desk.views.reminders.due.get(&(id,));
    let due = due.filter(|row| row.programme == desk.programme.programme);
    let letter = match (row, due) {
        (Some(row), _) => row.letter().map_err(|_| Failure::NotFound)?,
        (None, Some(due)) => reminder(&desk.views, due),
        (None, None) => return Err(Failure::NotFound),
    };
    let recipient = desk.views.people.get(letter.recipient).filter(|row| !row.erased);
    let hidden = recipient.is_some_and(|row| row.protected) && !desk.roles.may(Deed::SeeProtected);
    let preview = if hidden { None } else { web.office().outbox.preview(&desk.views, &letter).ok() };
    let enrolment = letter.subject.enrolment.and_then(|id| desk.views.register.enrolment(id));
    let facts_of_it = past::<Letters>(web, desk, id.uuid()).await?;
    let step = |(fact, said): (&Event, _)| Step::of(&page, desk, said, told(&page, fact));
    let steps = facts_of_it.iter().map(|(fact, said, ..)| step((fact, said))).collect();
    let since = tried.stale_since.unwrap_or(i64::MAX);
    let later = facts_of_it.iter().filter(|(_, _, revision, _)| revision.get() > since);
    let meanwhile = later.map(|(fact, said, ..)| step((fact, said))).collect();
    let fate = row.map(|row| row.fate);
    let may = desk.can(Deed::SendLetters);
    let built = LetterPage {
        head: desk.head(&page, Tab::Letters, &format!("/brev/{id}")),
        id,
        seen: facts_of_it.last().map_or(-1, |(_, _, revision, _)| revision.get()),
        kind: capitalised(&page.t(&format!("letter-kind-{}", letter.kind.name()))),
        to: desk.name(&page, letter.recipient),
        state: row
            .map_or_else(|| capitalised(&page.t("letters-planned-state")), |row| state(&page, row.fate)),
        colour: row.map_or("info", |row| colour(row.fate)),
        facts: facts(&page, desk, &letter, row),
        unsayable: if preview.is_none() { page.t("letters-unsayable") } else { String::new() },
        subject: preview.as_ref().map(|said| said.subject.clone()).unwrap_or_default(),
        body: preview.map(|said| said.body).unwrap_or_default(),
        sent: fate == Some(Fate::Sent),
        enrolment: enrolment.map(|row| desk.at(&format!("/anmalan/{}", row.enrolment))).unwrap_or_default(),
        municipality: enrolment.map(|row| standing::municipality(&desk.programme, row)).unwrap_or_default(),
        steps,
        meanwhile,
        may_send: may && matches!(fate, Some(Fate::Failed | Fate::Missed | Fate::Settled)),
        may_return: may && fate == Some(Fate::Sent),
        may_settle: may && matches!(fate, Some(Fate::Failed | Fate::Missed)),
        address: recipient.filter(|_| !hidden).map(|row| row.email.clone()).unwrap_or_default(),
        all: desk.at("/brev"),
        tried,
        page: page.clone(),
    };
    Ok(show_as(status, &built))
}

/// What is known of a letter beside what happened to it.
fn facts(page: &Page, desk: &Desk, letter: &Letter, row: Option<&LetterRow>) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut say = |key: &str, said: String| facts.push((page.t(key), said));
    say("letters-due", desk.moment(page, row.map_or(letter.due, |row| row.due)));
    if let Some(at) = row.and_then(|row| row.sent_at) {
        say("letters-sent", desk.moment(page, at));
    }
    if let Some(row) = row.filter(|row| row.attempts > 0) {
        say("letters-attempts", row.attempts.to_string());
    }
    if row.is_some_and(|row| row.uncertain) {
        say("letters-uncertain", page.t("letters-uncertain-text"));
    }
    let end = row.map_or(letter.pointless_after, |row| row.pointless_after);
    if let (Some(end), true) = (end, row.is_none_or(|row| row.fate == Fate::Waiting)) {
        say("letters-pointless", desk.moment(page, end));
    }
    facts
}

/// What happened to a letter, in plain words.
fn told(page: &Page, fact: &Event) -> String {
    match fact {
        Event::Queued(_) => page.t("past-letter-queued"),
        Event::Sent { uncertain: true, .. } => page.t("past-letter-sent-uncertain"),
        Event::Sent { uncertain: false, .. } => page.t("past-letter-sent"),
        Event::Failed { permanent, reason, .. } => {
            let key = if *permanent { "past-letter-given-up" } else { "past-letter-failed" };
            page.t1(key, "reason", &why(page, reason))
        }
        Event::Missed => page.t("past-letter-missed"),
        Event::Returned => page.t("past-letter-returned"),
        Event::QueuedAgain { .. } => page.t("past-letter-again"),
        Event::Settled { how } => page.t(&format!("past-letter-{}", how.name())),
    }
}

/// Why an attempt failed, by the code that was recorded: "mottagarens server sa nej (550)".
fn why(page: &Page, code: &str) -> String {
    let status = code.strip_prefix("smtp-").filter(|status| status.starts_with(|c: char| c.is_ascii_digit()));
    let Some(status) = status else {
        let key = match code {
            "smtp-unreachable" | "smtp-silent" | "smtp-address" => "letter-failure-unreachable",
            "bad-address" => "letter-failure-address",
            "no-recipient" => "letter-failure-recipient",
            "no-subject" => "letter-failure-subject",
            _ => "letter-failure-other",
        };
        return page.t1(key, "code", code);
    };
    let key = if status.starts_with('5') { "letter-failure-refused" } else { "letter-failure-later" };
    page.t1(key, "code", status)
}
