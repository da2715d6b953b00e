//! One person at the seminar: what was noted of them, by whom; and what a tap cannot say.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Utc;
use parvis_events::attendance::{Command, Method, Status};
use parvis_events::ids::{ObservationId, PersonId};
use parvis_projections::attendance::ObservationRow;
use parvis_projections::programmes::SessionRow;
use uuid::Uuid;

use super::noting::{DESK, Sighting};
use super::roll::Roll;
use super::{Room, session_name};
use crate::web::Web;
use crate::web::deeds::Outcome;
use crate::web::failure::Failure;
use crate::web::fields::{Filled, Problem};
use crate::web::page::{Page, show, show_as};
use crate::web::rights::Deed;

/// What can be noted, by its name in the form.
pub(super) const CHOICES: [(&str, Status); 4] = [
    ("narvarande", Status::Present),
    ("delvis", Status::Partly),
    ("forhinder", Status::ExcusedAbsence),
    ("franvarande", Status::UnexcusedAbsence),
];

/// Something to choose.
struct Choice {
    name: &'static str,
    text: String,
    chosen: bool,
}

/// One session, with what was noted at it and what can be.
struct Part {
    number: u32,
    session: String,
    /// What is taken to be true, in words.
    now: String,
    /// What was noted, in the order it arrived.
    history: Vec<String>,
    /// What was put right and why; empty when nothing was.
    corrected: String,
    /// Whether its form is open, since it was sent or asked for.
    open: bool,
    choices: Vec<Choice>,
    minutes: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "checkin/person.html")]
struct PersonPage {
    page: Page,
    path: String,
    person: PersonId,
    name: String,
    role: String,
    note: String,
    parts: Vec<Part>,
    /// Whether what is noted now needs a reason.
    closed: String,
    may_note: bool,
    may_replace: bool,
    pass: u32,
    problems: Vec<Problem>,
    refused: String,
}

/// What the address says.
#[derive(Default, serde::Deserialize)]
pub(super) struct Asked {
    pass: Option<u32>,
}

/// `GET …/incheckning/person/{person}`.
pub(super) async fn get(
    State(web): State<Web>,
    Path((code, number, person)): Path<(String, u8, Uuid)>,
    axum::extract::Query(asked): axum::extract::Query<Asked>,
    page: Page,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &(code, number), Deed::CheckIn)?;
    let filled =
        Filled::new(asked.pass.map(|pass| ("pass".to_owned(), pass.to_string())).into_iter().collect());
    Ok(show(&build(&web, &room, page, PersonId::new(person), &filled, String::new())?))
}

/// `POST …/incheckning/person/{person}`: notes what a tap cannot say, or puts right what stands on a closed roll.
pub(super) async fn note(
    State(web): State<Web>,
    Path((code, number, person)): Path<(String, u8, Uuid)>,
    page: Page,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &(code, number), Deed::CheckIn)?;
    let person = PersonId::new(person);
    let mut filled = Filled::new(pairs);
    let session = room.session(filled.text("pass").parse().ok(), web.now())?.clone();
    on_list(&web, &room, &page, &session, person)?;
    let closed = room.closed_at().is_some();
    if closed && !room.roles.may(Deed::CloseRoll) {
        return Err(Failure::Forbidden);
    }
    let mut refused = String::new();
    if let Some((status, minutes)) = read(&page, &mut filled, &session, closed) {
        let command = if closed {
            let reason = filled.text("skal").to_owned();
            let session_minutes = Some(session.minutes);
            let session = session.session;
            Command::Correct { person, session, status, minutes, reason, session_minutes, made: None }
        } else {
            let id = ObservationId::new(web.chance().uuid());
            let (method, device) = (Method::List, DESK.to_owned());
            room.observe(&session, Sighting { id, person, status, minutes, method, device, at: web.now() })
        };
        match room.decide(&web, &page, command).await? {
            Outcome::Done => {
                let address = format!("{}/person/{person}?pass={}", room.path(), session.number);
                return Ok(Redirect::to(&address).into_response());
            }
            Outcome::Refused(text) => refused = text,
        }
    }
    let built = build(&web, &room.renewed(&web), page, person, &filled, refused)?;
    Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &built))
}

/// Asserts that somebody stands on the list of a session.
fn on_list(
    web: &Web,
    room: &Room,
    page: &Page,
    session: &SessionRow,
    person: PersonId,
) -> Result<(), Failure> {
    let roll = Roll::of(room, page, &web.office().links, session);
    roll.line(person).map(|_| ()).ok_or(Failure::NotFound)
}

/// What was chosen, and for how long they were there; what is wrong is noted.
fn read(page: &Page, filled: &mut Filled, session: &SessionRow, closed: bool) -> Option<(Status, u32)> {
    let chosen = CHOICES.iter().find(|(name, _)| *name == filled.text("status")).map(|(_, status)| *status);
    if chosen.is_none() {
        filled.complain("status", page.t("checkin-choose-status"));
    }
    let minutes = match chosen? {
        Status::Present => Some(session.minutes),
        Status::ExcusedAbsence | Status::UnexcusedAbsence => Some(0),
        Status::Partly => {
            let minutes = filled.text("minuter").parse().ok();
            let minutes = minutes.filter(|minutes| (1..=session.minutes).contains(minutes));
            if minutes.is_none() {
                filled.complain("minuter", page.count("checkin-refused-minutes", "minutes", session.minutes));
            }
            minutes
        }
    };
    if closed && filled.text("skal").is_empty() {
        filled.complain("skal", page.t("checkin-refused-reason"));
        return None;
    }
    Some((chosen?, minutes?))
}

fn build(
    web: &Web,
    room: &Room,
    page: Page,
    person: PersonId,
    filled: &Filled,
    refused: String,
) -> Result<PersonPage, Failure> {
    let pass = filled.text("pass").parse().ok();
    let session = room.session(pass, web.now())?;
    let roll = Roll::of(room, &page, &web.office().links, session);
    let line = roll.line(person).ok_or(Failure::NotFound)?;
    let parts = room.sessions.iter().map(|row| part(room, &page, row, person, filled)).collect();
    let closed = room.closed_in_words(&page);
    Ok(PersonPage {
        path: room.path(),
        person,
        name: line.name.clone(),
        role: line.role.clone(),
        note: line.note.clone(),
        parts,
        may_note: closed.is_empty() || room.roles.may(Deed::CloseRoll),
        may_replace: closed.is_empty() && line.slot == Some(person) && !line.is_here(),
        pass: session.number,
        problems: filled.problems.clone(),
        refused,
        closed,
        page,
    })
}

fn part(room: &Room, page: &Page, session: &SessionRow, person: PersonId, filled: &Filled) -> Part {
    let row = room.house().attendance.marks.get(&(session.session, person));
    let mark = room.mark(page, session, person);
    let open = filled.text("pass").parse() == Ok(session.number);
    let sent = if open { filled.text("status") } else { "" };
    let now = row.map(|row| row.status);
    let choices = CHOICES
        .iter()
        .map(|(name, status)| Choice {
            name,
            text: page.t(&format!("checkin-status-{name}")),
            chosen: if sent.is_empty() { now == Some(*status) } else { sent == *name },
        })
        .collect();
    let corrected = row.and_then(|row| {
        let at = row.corrected_at?;
        let day = page.day(parvis_events::time::local_date(room.programme.zone, at));
        Some(page.t2("checkin-corrected", "date", &day, "reason", row.remark.as_deref().unwrap_or("–")))
    });
    let minutes = row.filter(|row| row.status == Status::Partly).map(|row| row.minutes.to_string());
    Part {
        number: session.number,
        session: session_name(page, session),
        now: said(page, row.map(|row| row.status), &mark.text),
        history: history(room, page, session, person),
        corrected: corrected.unwrap_or_default(),
        open,
        choices,
        minutes: if open && !sent.is_empty() {
            filled.text("minuter").to_owned()
        } else {
            minutes.unwrap_or_default()
        },
        reason: if open { filled.text("skal").to_owned() } else { String::new() },
    }
}

fn said(page: &Page, status: Option<Status>, text: &str) -> String {
    match status {
        None => page.t("checkin-nothing-noted"),
        Some(Status::Present | Status::Partly) => page.t1("checkin-came", "when", text),
        Some(Status::ExcusedAbsence | Status::UnexcusedAbsence) => text.to_owned(),
    }
}

/// Every observation, also those that were taken back, in the order they arrived.
fn history(room: &Room, page: &Page, session: &SessionRow, person: PersonId) -> Vec<String> {
    let all = room.house().attendance.observations.of(session.session);
    let mut rows: Vec<&ObservationRow> = all.filter(|row| row.person == person).collect();
    rows.sort_by_key(|row| row.number);
    rows.into_iter().map(|row| observation(room, page, row)).collect()
}

fn observation(room: &Room, page: &Page, row: &ObservationRow) -> String {
    let status = CHOICES.iter().find(|(_, status)| *status == row.status).map_or("", |(name, _)| *name);
    let method = match row.method {
        Method::Sheet => "checkin-by-sheet",
        Method::List => "checkin-by-list",
        Method::Code => "checkin-by-code",
    };
    let time = |at: chrono::DateTime<Utc>| room.clock(at);
    let status = page.t(&format!("checkin-status-{status}"));
    let mut said = format!("{}: {status}, {}", time(row.observed_at), page.t(method));
    let by = by(room, page, &row.recorded_by);
    if !by.is_empty() {
        said = format!("{said}, {by}");
    }
    if (row.recorded_at - row.observed_at).num_minutes() >= 1 {
        said = format!("{said} ({})", page.t1("checkin-arrived", "time", &time(row.recorded_at)));
    }
    if let Some(at) = row.retracted_at {
        let by = self::by(room, page, &row.retracted_by);
        said = format!("{said}. {}", page.t2("checkin-taken-back", "time", &time(at), "name", &by));
    }
    said
}

/// The name of whoever did something on a page; what was done elsewhere is told by nobody's name.
fn by(room: &Room, page: &Page, actor: &str) -> String {
    let person = actor.strip_prefix("person:").and_then(|id| id.parse().ok());
    person.map(|person| room.name(page, person)).unwrap_or_default()
}
