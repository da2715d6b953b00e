//! The end of a roll call: who has come, who has not, and what it means to close the roll.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use parvis_events::attendance::Command;

use super::roll::{Presence, Roll};
use super::{Room, session_name};
use crate::web::Web;
use crate::web::deeds::Outcome;
use crate::web::failure::Failure;
use crate::web::page::{Page, show, show_as};
use crate::web::programme::language_mark;
use crate::web::rights::Deed;

/// A session, summed up.
struct Sum {
    name: String,
    here: usize,
    places: usize,
    extra: usize,
    away: usize,
    /// Those of whom nothing is noted.
    open: Vec<String>,
}

#[derive(Template)]
#[template(path = "checkin/closing.html")]
struct ClosingPage {
    page: Page,
    path: String,
    theme: String,
    lang: String,
    sums: Vec<Sum>,
    closed: String,
    refused: String,
}

/// `GET …/incheckning/avsluta`.
pub(super) async fn ask(
    State(web): State<Web>,
    Path(at): Path<(String, u8)>,
    page: Page,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &at, Deed::CloseRoll)?;
    Ok(show(&build(&web, &room, page, String::new())))
}

/// `POST …/incheckning/avsluta`.
pub(super) async fn close(
    State(web): State<Web>,
    Path(at): Path<(String, u8)>,
    page: Page,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &at, Deed::CloseRoll)?;
    match room.decide(&web, &page, Command::CloseRoll).await? {
        Outcome::Done => Ok(Redirect::to(&room.path()).into_response()),
        Outcome::Refused(text) => Ok(show_as(StatusCode::CONFLICT, &build(&web, &room, page, text))),
    }
}

fn build(web: &Web, room: &Room, page: Page, refused: String) -> ClosingPage {
    let sums = room
        .sessions
        .iter()
        .map(|session| {
            let roll = Roll::of(room, &page, &web.office().links, session);
            // A place that a deputy has come for has nothing open.
            let covered =
                |slot| roll.lines().any(|line| line.slot == slot && line.mark.state != Presence::None);
            let open = roll.lines().filter(|line| line.slot == Some(line.person) && !covered(line.slot));
            Sum {
                name: session_name(&page, session),
                here: roll.here,
                places: roll.places,
                extra: roll.extra,
                away: roll.lines().filter(|line| line.mark.state == Presence::Away).count(),
                open: open.map(|line| line.name.clone()).collect(),
            }
        })
        .collect();
    ClosingPage {
        path: room.path(),
        theme: room.seminar.theme.clone(),
        lang: language_mark(&page, &room.programme),
        sums,
        closed: room.closed_in_words(&page),
        refused,
        page,
    }
}
