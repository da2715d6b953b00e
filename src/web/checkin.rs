//! Check-in in the room, on the phones of those who help: one glance tells how many have come, one tap marks somebody
//! present, several helpers see each other's taps, and it goes on when the network is gone.
//!
//! Every page works by plain forms. Where there is JavaScript, `assets/checkin/taps.js` puts each tap into a queue on the
//! phone, as an observation with an id and a time of its own, and sends it when it can; [`queue`] takes what arrives,
//! however often, and [`stream`] tells the other phones. What is to be cached for a phone without a network is cached by
//! `assets/checkin/service-worker.js`, and is gone once somebody signs out. Source: rule "Attendance is observed, then decided".

mod arrival;
mod closing;
mod code;
mod desk;
pub(super) mod doors;
mod noting;
mod papers;
mod person;
mod queue;
mod roll;
mod search;
mod seat;
mod stream;
mod walk_in;

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderName};
use axum::response::Response;
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use parvis_events::ids::SessionId;
use parvis_events::time::instant;
use parvis_projections::House;
use parvis_projections::programmes::{ProgrammeRow, SeminarRow, SessionRow};
use parvis_words::dates;

use super::failure::Failure;
use super::mine::signed_in;
use super::page::{Page, Reader};
use super::programme::capitalised;
use super::rights::{Deed, Roles, Work};
use super::seminar::numbered;
use super::{Web, assets};
use crate::runner::Kept;

/// What the pages of check-in may run and reach: scripts of ours, and ourselves.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; style-src 'self'; \
                      img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// Where codes are read, the camera may be asked for; nowhere else.
const WITH_CAMERA: &str = "camera=(self), geolocation=(), microphone=()";

/// The pages of check-in.
pub(super) fn routes() -> Router<Web> {
    let room = "/program/{code}/seminarium/{number}/incheckning";
    let below = |path: &str| format!("{room}/{path}");
    Router::new()
        .route(room, get(desk::get).post(desk::tap))
        .route(&below("sok"), post(desk::search))
        .route(&below("observationer"), post(queue::take))
        .route(&below("strom"), get(stream::follow))
        .route(&below("ny"), get(walk_in::form).post(walk_in::take))
        .route(&below("person/{person}"), get(person::get).post(person::note))
        .route(&below("avsluta"), get(closing::ask).post(closing::close))
        .route(&below("koder"), get(code::of_all))
        .route(&below("utan-nat"), get(desk::without_network))
        .route(&below("narvarolista/{file}"), get(papers::sheet))
        .route(&below("lista/{file}"), get(papers::list))
        .route("/program/{code}/min-kod", get(code::own))
        .route("/service-worker.js", get(assets::service_worker))
}

/// A seminar's room, for somebody who may do something there.
struct Room {
    kept: Arc<Kept>,
    programme: ProgrammeRow,
    seminar: SeminarRow,
    /// Its sessions in order of time; at least one.
    sessions: Vec<SessionRow>,
    roles: Roles,
    reader: Reader,
}

impl Room {
    /// Enters the room in an address.
    ///
    /// # Errors
    /// When there is none, it has no sessions, nobody is signed in, or the reader lacks the role.
    fn enter(web: &Web, page: &Page, (code, number): &(String, u8), deed: Deed) -> Result<Self, Failure> {
        let reader = signed_in(page)?;
        let kept = web.house();
        let work = Work::at(&kept.house, code, &reader, deed)?;
        let (programme, roles) = (work.programme.clone(), work.roles);
        let seminar = numbered(&kept.house, &programme, *number)?.clone();
        let sessions: Vec<SessionRow> =
            kept.house.programmes.sessions_of(seminar.seminar).into_iter().cloned().collect();
        if sessions.is_empty() {
            return Err(Failure::NotFound);
        }
        Ok(Self { kept, programme, seminar, sessions, roles, reader })
    }

    fn house(&self) -> &House {
        &self.kept.house
    }

    /// The same room with the views as they stand now.
    fn renewed(self, web: &Web) -> Self {
        Self { kept: web.house(), ..self }
    }

    /// The path of its page.
    fn path(&self) -> String {
        format!("/program/{}/seminarium/{}/incheckning", self.programme.code, self.seminar.number)
    }

    /// The path of its page at a session.
    fn path_at(&self, session: &SessionRow) -> String {
        format!("{}?pass={}", self.path(), session.number)
    }

    /// The session with a number; else the one that goes on or comes next, or the last.
    ///
    /// # Errors
    /// When there is no session with that number.
    fn session(&self, number: Option<u32>, now: DateTime<Utc>) -> Result<&SessionRow, Failure> {
        if let Some(number) = number {
            return self.sessions.iter().find(|row| row.number == number).ok_or(Failure::NotFound);
        }
        let ends = |row: &SessionRow| instant(self.programme.zone, row.date.and_time(row.ends));
        let coming = self.sessions.iter().find(|row| ends(row) > now);
        coming.or(self.sessions.last()).ok_or(Failure::NotFound)
    }

    /// The session with an id.
    fn session_of(&self, id: SessionId) -> Option<&SessionRow> {
        self.sessions.iter().find(|row| row.session == id)
    }

    /// When the roll was closed, if it is.
    fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.house().attendance.rolls.get(&(self.seminar.seminar,)).and_then(|roll| roll.closed_at)
    }

    /// An instant as the clock on the wall of the room shows it: "09:02".
    fn clock(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.programme.zone).format("%H:%M").to_string()
    }
}

/// "Tisdag 29 maj 2018 kl. 9.00–12.00, Förmiddag".
fn session_name(page: &Page, session: &SessionRow) -> String {
    let day = dates::weekday_date(page.language, session.date);
    let hours = dates::time_range(page.language, session.starts, session.ends);
    capitalised(&format!("{day} {hours}, {}", session.title))
}

/// Lets a page run our scripts.
fn scripted(mut response: Response) -> Response {
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

/// Lets a page ask for the camera too.
fn with_camera(response: Response) -> Response {
    let mut response = scripted(response);
    let name = HeaderName::from_static("permissions-policy");
    response.headers_mut().insert(name, HeaderValue::from_static(WITH_CAMERA));
    response
}
