//! Somebody comes who does not stand on the list: the form.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use parvis_events::attendance::{Method, Status};
use parvis_events::ids::{ObservationId, PersonId};
use parvis_events::personal::PersonDetails;
use parvis_events::values::{EmailAddress, Line};
use serde::Deserialize;

use super::arrival::Arrival;
use super::noting::{DESK, Sighting, refusal};
use super::roll::Roll;
use super::seat::{Seat, Seats};
use super::{Room, scripted, session_name};
use crate::web::failure::Failure;
use crate::web::fields::{Field, Filled, Kind, Problem};
use crate::web::page::{Page, show, show_as};
use crate::web::rights::Deed;
use crate::web::{Web, WebError, assets};

/// The fields, what each takes, and whether it may be left out.
const FIELDS: [(&str, Kind, bool); 4] = [
    ("fornamn", Kind::Text, false),
    ("efternamn", Kind::Text, false),
    ("befattning", Kind::Text, true),
    ("epost", Kind::Email, true),
];

/// Somebody whose place can be taken.
struct Choice {
    id: PersonId,
    text: String,
    chosen: bool,
}

/// Something of a list.
struct Listed {
    code: String,
    name: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "checkin/walk_in.html")]
struct WalkInPage {
    page: Page,
    path: String,
    pass: u32,
    session_id: String,
    reader: String,
    session: String,
    fields: Vec<Field>,
    choices: Vec<Choice>,
    choice_problem: String,
    /// The municipalities whose people get a place; empty where no place is given at the door.
    places: Vec<Listed>,
    roles: Vec<Listed>,
    role_problem: String,
    problems: Vec<Problem>,
    refused: String,
    closed: String,
    script: &'static str,
}

/// What the address says.
#[derive(Deserialize)]
pub(super) struct Asked {
    pass: Option<u32>,
    /// Whose place is taken, if that is known already.
    #[serde(rename = "for")]
    instead_of: Option<String>,
}

/// `GET …/incheckning/ny`.
pub(super) async fn form(
    State(web): State<Web>,
    Path(at): Path<(String, u8)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &at, Deed::CheckIn)?;
    let chosen = asked.instead_of.map(|member| ("for".to_owned(), member));
    let filled = Filled::new(chosen.into_iter().collect());
    Ok(scripted(show(&build(&web, &room, page, asked.pass, &filled, String::new())?)))
}

/// `POST …/incheckning/ny`.
pub(super) async fn take(
    State(web): State<Web>,
    Path(at): Path<(String, u8)>,
    page: Page,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &at, Deed::CheckIn)?;
    let mut filled = Filled::new(pairs);
    let pass = filled.text("pass").parse().ok();
    let session = room.session(pass, web.now())?.clone();
    let mut refused = String::new();
    if let Some((details, instead_of, seat)) = read(&room, &page, &mut filled) {
        let known = room.who(PersonId::new(web.chance().uuid()), details);
        let seen = Sighting {
            id: ObservationId::new(web.chance().uuid()),
            person: known.person,
            status: Status::Present,
            minutes: session.minutes,
            method: Method::List,
            device: DESK.to_owned(),
            at: web.now(),
        };
        let arrival = Arrival { known, instead_of, seat, seen };
        let cause = web.cause(&page, &room.reader.actor());
        let mut attempts = web.office().handle.attempts();
        let done = loop {
            let mut batch = attempts.start().await;
            let decided = room.arrive(&mut batch, &session, arrival.clone(), &cause).await;
            match attempts.finish(batch, decided).await {
                Ok(Some(((), done))) => break Ok(done),
                Ok(None) => {}
                Err(error) => break Err(error),
            }
        };
        match done {
            Ok(done) => {
                web.shown(done).await;
                let person = arrival.known.person;
                return Ok(Redirect::to(&format!("{}#p-{person}", room.path_at(&session))).into_response());
            }
            Err(error) => {
                refused = refusal(&page, &error).ok_or(Failure::Ours(WebError::Handle(error)))?;
            }
        }
    }
    let built = build(&web, &room, page, pass, &filled, refused)?;
    Ok(scripted(show_as(StatusCode::UNPROCESSABLE_ENTITY, &built)))
}

/// Reads the form; what is wrong with it is noted.
fn read(
    room: &Room,
    page: &Page,
    filled: &mut Filled,
) -> Option<(PersonDetails, Option<PersonId>, Option<Seat>)> {
    let given_name: Option<Line> = filled.value(page, "fornamn", Kind::Text);
    let family_name: Option<Line> = filled.value(page, "efternamn", Kind::Text);
    let title: Option<String> = if filled.text("befattning").is_empty() {
        Some(String::new())
    } else {
        filled.value::<Line>(page, "befattning", Kind::Text).map(Into::into)
    };
    let email: Option<String> = if filled.text("epost").is_empty() {
        Some(String::new())
    } else {
        filled.value::<EmailAddress>(page, "epost", Kind::Email).map(Into::into)
    };
    let instead_of = match filled.text("for") {
        "" => Some(None),
        id => {
            let member = id.parse().ok().filter(|member| room.enrolment_of(*member).is_some());
            if member.is_none() {
                filled.complain("for", page.t("deputy-choose-member"));
            }
            member.map(Some)
        }
    };
    // Whoever comes in another's place is written to.
    if filled.text("epost").is_empty() && !filled.text("for").is_empty() {
        filled.complain("epost", page.t("checkin-deputy-email"));
        return None;
    }
    let seat = room.seat(filled.text("kommun"), filled.text("roll"));
    if seat.is_none() && !filled.text("kommun").is_empty() && filled.text("for").is_empty() {
        filled.complain("roll", page.t("enrol-choose-role"));
        return None;
    }
    let details = PersonDetails {
        reference: String::new(),
        given_name: given_name?.into(),
        family_name: family_name?.into(),
        title: title?,
        email: email?,
        phone: String::new(),
    };
    Some((details, instead_of?, seat))
}

fn build(
    web: &Web,
    room: &Room,
    page: Page,
    pass: Option<u32>,
    filled: &Filled,
    refused: String,
) -> Result<WalkInPage, Failure> {
    let session = room.session(pass, web.now())?;
    let roll = Roll::of(room, &page, &web.office().links, session);
    let chosen = filled.text("for");
    let mut choices = Vec::new();
    for group in &roll.groups {
        for line in group.lines.iter().filter(|line| line.slot == Some(line.person) && !line.is_here()) {
            let text = format!(
                "{}: {}",
                group.name,
                parvis_words::names::with_role(page.language, &line.name, &line.role)
            );
            choices.push(Choice { id: line.person, text, chosen: line.person.to_string() == chosen });
        }
    }
    let fields = FIELDS
        .into_iter()
        .map(|(name, kind, optional)| Field { optional, ..filled.field(&page, name, kind, "off") })
        .collect();
    let seats = room.seats(page.language).unwrap_or(Seats { places: Vec::new(), roles: Vec::new() });
    let listed = |all: Vec<(String, String)>, chosen: &str| {
        all.into_iter().map(|(code, name)| Listed { chosen: code == chosen, code, name }).collect()
    };
    Ok(WalkInPage {
        places: listed(seats.places, filled.text("kommun")),
        // One role is no choice.
        roles: if seats.roles.len() > 1 { listed(seats.roles, filled.text("roll")) } else { Vec::new() },
        role_problem: filled.problem("roll"),
        path: room.path(),
        pass: session.number,
        session_id: session.session.to_string(),
        reader: room.reader.person.to_string(),
        session: session_name(&page, session),
        fields,
        choices,
        choice_problem: filled.problem("for"),
        problems: filled.problems.clone(),
        refused,
        closed: room.closed_in_words(&page),
        script: assets::check_in_script(),
        page,
    })
}
