//! The page in the room, and what its forms do.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Datelike as _, Utc};
use parvis_events::attendance::{Method, Status};
use parvis_events::ids::{ObservationId, PersonId};
use parvis_projections::programmes::SessionRow;
use parvis_words::dates;
use serde::Deserialize;

use super::noting::{DESK, Sighting};
use super::person::CHOICES;
use super::roll::{Group, Line, Roll};
use super::{Room, scripted, with_camera};
use crate::web::deeds::Outcome;
use crate::web::failure::{Failure, as_query};
use crate::web::page::{Page, show, show_as};
use crate::web::programme::language_mark;
use crate::web::rights::Deed;
use crate::web::{Web, assets};

/// A session to choose.
struct Pass {
    number: u32,
    title: String,
    day: String,
    hours: String,
    chosen: bool,
}

/// A part of the list to choose: its name in the address, what it is called, and whether it is shown.
struct Part {
    name: &'static str,
    text: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "checkin/desk.html")]
struct DeskPage {
    page: Page,
    path: String,
    number: u8,
    theme: String,
    lang: String,
    place: String,
    passes: Vec<Pass>,
    pass: u32,
    session_id: String,
    /// How long the session lasts, in minutes.
    minutes: u32,
    /// Whether the seminar is called off.
    cancelled: bool,
    reader: String,
    zone: String,
    groups: Vec<Group>,
    guests: Vec<Line>,
    /// Whether none of them is shown.
    no_guests: bool,
    here: usize,
    places: usize,
    extra: usize,
    parts: Vec<Part>,
    part: String,
    /// Whether nobody is shown.
    nobody: bool,
    /// Whether there is nobody to show: nobody has a place, and nobody has come without one.
    empty: bool,
    /// What can be noted, by its name and in words.
    choices: Vec<(&'static str, String)>,
    typed: String,
    /// Whom a code that was typed belongs to.
    coded: bool,
    position: i64,
    /// When the roll was closed, in words; empty while it is open.
    closed: String,
    refused: String,
    may_close: bool,
    may_take_out: bool,
    /// The days of the seminar, for their sheets: as in addresses, and in words.
    days: Vec<(String, String)>,
    /// The way back here from signing in.
    onwards: String,
    /// What the script says, as JSON.
    words: String,
    script: &'static str,
    decoder: &'static str,
}

/// What the address of the page says.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    pass: Option<u32>,
    visa: Option<String>,
}

/// What is shown of the list.
#[derive(Default)]
struct View {
    pass: Option<u32>,
    part: String,
    typed: String,
    refused: String,
}

/// `GET …/incheckning`.
pub(super) async fn get(
    State(web): State<Web>,
    Path(at): Path<(String, u8)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &at, Deed::CheckIn)?;
    let view = View { pass: asked.pass, part: asked.visa.unwrap_or_default(), ..View::default() };
    Ok(with_camera(show(&build(&web, &room, page, view)?)))
}

/// What was typed into the search.
#[derive(Deserialize)]
pub(super) struct Typed {
    pass: Option<u32>,
    #[serde(default)]
    sok: String,
}

/// `POST …/incheckning/sok`: names are no part of an address, where logs and histories would keep them.
pub(super) async fn search(
    State(web): State<Web>,
    Path(at): Path<(String, u8)>,
    page: Page,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &at, Deed::CheckIn)?;
    let view = View { pass: typed.pass, typed: typed.sok.trim().to_owned(), ..View::default() };
    Ok(with_camera(show(&build(&web, &room, page, view)?)))
}

/// A tap.
#[derive(Deserialize)]
pub(super) struct Tap {
    pass: u32,
    /// "kod" when a code was typed.
    #[serde(default)]
    satt: String,
    narvarande: Option<String>,
    angra: Option<String>,
}

/// `POST …/incheckning`: marks somebody present, or takes that back.
pub(super) async fn tap(
    State(web): State<Web>,
    Path(at): Path<(String, u8)>,
    page: Page,
    Form(tap): Form<Tap>,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &at, Deed::CheckIn)?;
    let session = room.session(Some(tap.pass), web.now())?.clone();
    let whom = |text: &str| {
        let person: PersonId = text.parse().map_err(|_| Failure::Unreadable)?;
        let roll = Roll::of(&room, &page, &web.office().links, &session);
        roll.line(person).map(|_| person).ok_or(Failure::Unreadable)
    };
    let (person, command) = match (&tap.narvarande, &tap.angra) {
        (Some(person), None) => {
            let person = whom(person)?;
            let seen = Sighting {
                id: ObservationId::new(web.chance().uuid()),
                person,
                status: Status::Present,
                minutes: session.minutes,
                method: if tap.satt == "kod" { Method::Code } else { Method::List },
                device: DESK.to_owned(),
                at: web.now(),
            };
            (person, room.observe(&session, seen))
        }
        (None, Some(person)) => {
            let person = whom(person)?;
            (person, room.take_back(&session, person, web.now()))
        }
        (Some(_), Some(_)) | (None, None) => return Err(Failure::Unreadable),
    };
    match room.decide(&web, &page, command).await? {
        Outcome::Done => Ok(Redirect::to(&format!("{}#p-{person}", room.path_at(&session))).into_response()),
        Outcome::Refused(refused) => {
            let view = View { pass: Some(tap.pass), refused, ..View::default() };
            let built = build(&web, &room.renewed(&web), page, view)?;
            Ok(with_camera(show_as(StatusCode::CONFLICT, &built)))
        }
    }
}

fn build(web: &Web, room: &Room, page: Page, view: View) -> Result<DeskPage, Failure> {
    let session = room.session(view.pass, web.now())?;
    let mut roll = Roll::of(room, &page, &web.office().links, session);
    let coded = !view.typed.is_empty() && roll.coded(&view.typed).is_some();
    if !view.typed.is_empty() {
        roll.keep(&view.typed);
    }
    match view.part.as_str() {
        "saknas" => roll.show(|line| !line.is_here()),
        "har" => roll.show(Line::is_here),
        _ => {}
    }
    let nobody = roll.lines().all(|line| line.hidden);
    let empty = roll.lines().next().is_none();
    let part = |name: &'static str, key: &str| Part {
        name,
        text: page.t(key),
        chosen: name == view.part || name.is_empty() && !matches!(view.part.as_str(), "saknas" | "har"),
    };
    Ok(DeskPage {
        path: room.path(),
        number: room.seminar.number,
        theme: room.seminar.theme.clone(),
        lang: language_mark(&page, &room.programme),
        place: room.seminar.place.clone(),
        passes: passes(room, &page, session),
        pass: session.number,
        session_id: session.session.to_string(),
        minutes: session.minutes,
        cancelled: room.seminar.cancelled,
        reader: room.reader.person.to_string(),
        zone: room.programme.zone.to_string(),
        here: roll.here,
        places: roll.places,
        extra: roll.extra,
        nobody,
        empty,
        choices: CHOICES.iter().map(|(name, _)| (*name, page.t(&format!("checkin-status-{name}")))).collect(),
        groups: roll.groups,
        no_guests: roll.guests.iter().all(|line| line.hidden),
        guests: roll.guests,
        parts: vec![part("", "checkin-all"), part("saknas", "checkin-missing"), part("har", "checkin-here")],
        part: view.part,
        typed: view.typed,
        coded,
        position: room.kept.checkpoint,
        closed: room.closed_in_words(&page),
        refused: view.refused,
        may_close: room.roles.may(Deed::CloseRoll),
        may_take_out: room.roles.may(Deed::TakeOutAttendance),
        days: days(room, &page),
        onwards: as_query(&[("till", &room.path_at(session))]),
        words: words(&page),
        script: assets::check_in_script(),
        decoder: assets::decoder(),
        page,
    })
}

/// What the script says; `{name}` and the like are for the script to fill in.
fn words(page: &Page) -> String {
    let plain = [
        "undo",
        "waits",
        "on",
        "off",
        "hold",
        "no-camera",
        "unknown-code",
        "unreadable",
        "excused",
        "unexcused",
        "nothing-noted",
        "choose-status",
        "refused-reason",
        "put-right",
        "none-expected",
    ];
    let mut said: BTreeMap<&str, String> =
        plain.into_iter().map(|key| (key, page.t(&format!("checkin-{key}")))).collect();
    for (key, name) in [
        ("of", "places"),
        ("extra", "extra"),
        ("about", "name"),
        ("is-here", "name"),
        ("undone", "name"),
        ("dismiss", "name"),
        ("hits", "count"),
        ("others", "count"),
        ("sending", "count"),
        ("off-waiting", "count"),
        ("noted", "name"),
        ("trouble", "count"),
        ("came", "when"),
        ("refused-minutes", "minutes"),
    ] {
        said.insert(key, page.t1(&format!("checkin-{key}"), name, &format!("{{{name}}}")));
    }
    said.insert("partly", page.t2("checkin-partly", "time", "{time}", "minutes", "{minutes}"));
    said.insert("already", page.t2("checkin-already", "name", "{name}", "time", "{time}"));
    serde_json::to_string(&said).unwrap_or_default()
}

fn passes(room: &Room, page: &Page, chosen: &SessionRow) -> Vec<Pass> {
    let pass = |row: &SessionRow| Pass {
        number: row.number,
        title: row.title.clone(),
        day: dates::day_month(page.language, row.date),
        hours: dates::time_range_bare(page.language, row.starts, row.ends),
        chosen: row.number == chosen.number,
    };
    room.sessions.iter().map(pass).collect()
}

fn days(room: &Room, page: &Page) -> Vec<(String, String)> {
    let mut days: Vec<_> = room.sessions.iter().map(|row| row.date).collect();
    days.dedup();
    days.into_iter()
        .map(|day| {
            let address = format!("{}-{:02}-{:02}", day.year(), day.month(), day.day());
            (address, dates::day_month(page.language, day))
        })
        .collect()
}

impl Room {
    /// When the roll was closed, in words; empty while it is open.
    pub(super) fn closed_in_words(&self, page: &Page) -> String {
        let said = |at: DateTime<Utc>| {
            let local = at.with_timezone(&self.programme.zone);
            let time = dates::time(page.language, local.time());
            page.t2("checkin-closed", "date", &page.day(local.date_naive()), "time", &time)
        };
        self.closed_at().map(said).unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "checkin/without_network.html")]
struct WithoutNetworkPage {
    page: Page,
    path: String,
    script: &'static str,
}

/// `GET …/incheckning/utan-nat`: what a phone shows instead of a page it does not have.
pub(super) async fn without_network(
    State(web): State<Web>,
    Path(at): Path<(String, u8)>,
    page: Page,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &at, Deed::CheckIn)?;
    let path = room.path();
    Ok(scripted(show(&WithoutNetworkPage { path, script: assets::check_in_script(), page })))
}
