//! What happened, when and by whom, in plain words.

mod programme;

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use parvis_events::Stream;
use parvis_events::attendance::{self, Attendance};
use parvis_events::certificates;
use parvis_events::codec::Stored;
use parvis_events::ids::{CertificateId, PersonId, SeminarId};
use parvis_events::programme::{Event, Programme};
use parvis_log::Revision;
use parvis_words::numbers;
use uuid::Uuid;

pub(super) use self::programme::{about_seminar, say};
use super::{Asked, Desk, Head, Tab};
use crate::facts::Metadata;
use crate::handle::Past;
use crate::web::failure::Failure;
use crate::web::page::{Page, show};
use crate::web::rights::Deed;
use crate::web::{Web, WebError};

/// Something that happened.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// When, for the order.
    pub at: DateTime<Utc>,
    /// The same in words.
    pub when: String,
    /// Who did it.
    pub who: String,
    /// What happened.
    pub text: String,
    /// The rule it follows from, or empty.
    pub rule: String,
    /// Whether it made things stand as they do.
    pub decisive: bool,
}

impl Step {
    pub(super) fn of(page: &Page, desk: &Desk, said: &Metadata, text: String) -> Self {
        Self {
            at: said.decided_at,
            when: desk.moment(page, said.decided_at),
            who: who(page, desk, &said.actor),
            text,
            rule: String::new(),
            decisive: false,
        }
    }
}

/// Who did something, as facts name them.
pub(super) fn who(page: &Page, desk: &Desk, actor: &str) -> String {
    let (kind, rest) = actor.split_once(':').unwrap_or((actor, ""));
    let person = match kind {
        "person" => rest.parse::<PersonId>().ok(),
        _ => None,
    };
    if let Some(person) = person {
        return desk.name(page, person);
    }
    let key = match kind {
        "import" => "who-import",
        "token" => "who-token",
        "job" | "policy" => "who-job",
        "web" | "invitation" => "who-form",
        "coordinator" => "who-coordinator",
        _ => "who-other",
    };
    page.t(key)
}

/// The facts of a stream, as far as they were known on the day that is shown.
///
/// # Errors
/// When the stream cannot be read.
pub(super) async fn past<S>(web: &Web, desk: &Desk, id: Uuid) -> Result<Vec<Past<S::Event>>, Failure>
where
    S: Stream,
    S::Event: Stored,
{
    let handle = &web.office().handle;
    let past = match desk.past {
        None => handle.history::<S>(id, Revision::FIRST, usize::MAX).await,
        Some(_) => handle.history_as_of::<S>(id, desk.until()).await,
    };
    Ok(past.map_err(WebError::from)?)
}

/// What happened to a seminar: how it was planned, and how its roll was kept.
///
/// # Errors
/// When the log cannot be read.
pub(super) async fn of_seminar(
    web: &Web,
    page: &Page,
    desk: &Desk,
    seminar: SeminarId,
) -> Result<Vec<Step>, Failure> {
    let mut steps = Vec::new();
    let facts = past::<Programme>(web, desk, desk.programme.programme.uuid()).await?;
    for (number, (fact, said, ..)) in facts.iter().enumerate() {
        if about_seminar(fact) == Some(seminar) {
            let before = facts.iter().take(number).map(|(fact, ..)| fact);
            steps.push(Step::of(page, desk, said, say(page, desk, fact, before)));
        }
    }
    let roll = past::<Attendance>(web, desk, seminar.uuid()).await?;
    steps.extend(of_roll(page, desk, &roll));
    steps.sort_by_key(|step| step.at);
    Ok(steps)
}

/// How a roll was kept: observations day by day, corrections one by one.
fn of_roll(page: &Page, desk: &Desk, facts: &[Past<attendance::Event>]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut observed: BTreeMap<(String, String), (u32, &Metadata)> = BTreeMap::new();
    for (fact, said, ..) in facts {
        match fact {
            attendance::Event::RollOpened { .. } => {}
            attendance::Event::Observed(_) => {
                let key = (desk.day(page, said.decided_at), said.actor.clone());
                observed.entry(key).or_insert((0, said)).0 += 1;
            }
            attendance::Event::Corrected { person, status, reason, .. } => {
                let name = desk.name(page, *person);
                let status = page.t(&format!("attendance-status-{}", attended(*status)));
                let reason = reason.clear().cloned().unwrap_or_else(|| page.t("past-reason-erased"));
                let values = [("person", name.into()), ("status", status.into()), ("reason", reason.into())];
                let text = parvis_words::text_with(page.language, "past-attendance-corrected", &values);
                steps.push(Step::of(page, desk, said, text));
            }
            attendance::Event::Retracted { person, .. } => {
                let name = desk.name(page, *person);
                steps.push(Step::of(page, desk, said, page.t1("past-attendance-retracted", "person", &name)));
            }
            attendance::Event::RollClosed => {
                steps.push(Step::of(page, desk, said, page.t("past-roll-closed")));
            }
        }
    }
    steps.extend(observed.into_values().map(|(count, said)| {
        Step::of(page, desk, said, page.count("past-attendance-observed", "count", count))
    }));
    steps
}

const fn attended(status: attendance::Status) -> &'static str {
    match status {
        attendance::Status::Present => "present",
        attendance::Status::Partly => "partly",
        attendance::Status::ExcusedAbsence => "excused-absence",
        attendance::Status::UnexcusedAbsence => "unexcused-absence",
    }
}

/// What a fact did to a certificate; absent where it is about another.
pub(super) fn about_certificate(
    page: &Page,
    desk: &Desk,
    (fact, said, ..): &Past<certificates::Event>,
    certificate: CertificateId,
) -> Option<Step> {
    Some(Step::of(page, desk, said, certificate_told(page, desk, fact, certificate)?))
}

fn certificate_told(
    page: &Page,
    desk: &Desk,
    fact: &certificates::Event,
    id: CertificateId,
) -> Option<String> {
    let hours = |minutes: u32| numbers::hours(page.language, minutes);
    let issued = |issue: &certificates::Issue| {
        let attended = numbers::hours_bare(page.language, issue.minutes_attended);
        page.t2("past-certificate-issued", "attended", &attended, "offered", &hours(issue.minutes_offered))
    };
    let erased = || page.t("past-reason-erased");
    match fact {
        certificates::Event::Issued(issue) if issue.certificate == id => Some(issued(issue)),
        certificates::Event::Flagged { certificate, seminar, minutes_attended_now } if *certificate == id => {
            let number = desk.views.programmes.seminars.get(&(*seminar,)).map_or(0, |row| row.number);
            let (number, now) = (number.to_string(), hours(*minutes_attended_now));
            Some(page.t2("past-certificate-flagged", "number", &number, "hours", &now))
        }
        certificates::Event::Revoked { certificate, reason, .. } if *certificate == id => {
            let reason = reason.clear().cloned().unwrap_or_else(erased);
            Some(page.t1("past-certificate-revoked", "reason", &reason))
        }
        certificates::Event::Reissued { replaces, issue, reason } if *replaces == id => {
            let reason = reason.clear().cloned().unwrap_or_else(erased);
            Some(page.t2("past-certificate-replaced", "number", issue.number.as_str(), "reason", &reason))
        }
        certificates::Event::Reissued { issue, .. } if issue.certificate == id => Some(issued(issue)),
        certificates::Event::Issued(_)
        | certificates::Event::Flagged { .. }
        | certificates::Event::Revoked { .. }
        | certificates::Event::Reissued { .. } => None,
    }
}

#[derive(Template)]
#[template(path = "coordinator/history_page.html")]
struct HistoryPage {
    page: Page,
    head: Head,
    /// Where the programme itself is shown.
    programme: String,
    steps: Vec<Step>,
}

/// `GET /arbete/{code}/program/historik`.
pub(in crate::web) async fn get(
    State(web): State<Web>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = Desk::as_of(&web, &page, &code, Deed::ShapeProgramme, &asked).await?;
    let steps = of_programme(&web, &page, &desk).await?;
    let head = desk.head(&page, Tab::Programme, "/program/historik");
    let programme = desk.at("/program");
    Ok(show(&HistoryPage { page, head, programme, steps }))
}

/// All that happened to a programme, the newest first.
async fn of_programme(web: &Web, page: &Page, desk: &Desk) -> Result<Vec<Step>, Failure> {
    let facts: Vec<Past<Event>> = past::<Programme>(web, desk, desk.programme.programme.uuid()).await?;
    let mut steps: Vec<Step> = facts
        .iter()
        .enumerate()
        .map(|(number, (fact, said, ..))| {
            let before = facts.iter().take(number).map(|(fact, ..)| fact);
            Step::of(page, desk, said, say(page, desk, fact, before))
        })
        .collect();
    steps.reverse();
    Ok(steps)
}
