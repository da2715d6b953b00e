//! Calendars to subscribe to or to download.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use icalendar::Calendar;
use parvis_projections::House;
use parvis_projections::programmes::{ProgrammeRow, SeminarRow};
use parvis_projections::register::Status;
use parvis_words::{Language, text};

use super::Web;
use super::failure::Failure;
use super::mine::signed_in;
use super::page::Page;
use super::programme::{all_seminars, public};
use super::seminar::numbered;
use crate::calendar;
use crate::links::Links;

/// `GET /program/{code}/kalender.ics`: all seminars, also one that was called off, so that it leaves calendars.
pub(super) async fn programme(State(web): State<Web>, Path(code): Path<String>) -> Result<Response, Failure> {
    let now = web.now();
    let kept = web.house();
    let row = public(&kept.house, &code)?;
    let mut feed = calendar::subscribed(&row.name);
    for seminar in all_seminars(&kept.house, row) {
        add(&mut feed, &kept.house, row, seminar, now);
    }
    Ok(answer(&feed, &row.code.to_string()))
}

/// `GET /program/{code}/seminarium/{number}/kalender.ics`.
pub(super) async fn seminar(
    State(web): State<Web>,
    Path((code, number)): Path<(String, u8)>,
) -> Result<Response, Failure> {
    let now = web.now();
    let kept = web.house();
    let row = public(&kept.house, &code)?;
    let seminar = numbered(&kept.house, row, number)?;
    let mut entries = calendar::empty();
    add(&mut entries, &kept.house, row, seminar, now);
    Ok(answer(&entries, &format!("{}-{number}", row.code)))
}

/// `GET /kalender/{token}.ics`: the sessions somebody is expected at, and those they come to in another's place.
///
/// A seminar that was called off is among them, so that it leaves calendars. Whoever has the address can fetch it, as
/// calendars cannot sign in; a new address can be asked for.
pub(super) async fn own(State(web): State<Web>, Path(token): Path<String>) -> Result<Response, Failure> {
    let token = token.strip_suffix(".ics").unwrap_or(&token);
    let person = Links::calendar_owner(token).ok_or(Failure::NotFound)?;
    let number = web.sessions().calendar_number(person).await?;
    if !web.office().links.opens_calendar(token, number) {
        return Err(Failure::NotFound);
    }
    let (now, kept) = (web.now(), web.house());
    let house = &kept.house;
    let row = house.people.get(person).filter(|row| !row.erased).ok_or(Failure::NotFound)?;
    let language = Language::from_tag(row.language.tag()).unwrap_or_default();
    let mut feed = calendar::subscribed(&text(language, "own-calendar-name"));
    for seminar in house.programmes.seminars.rows() {
        let Some(programme) = house.programmes.programmes.get(&(seminar.programme,)) else { continue };
        let mut places = house.register.participants.of(person);
        let place = places.any(|place| {
            place.programme == seminar.programme
                && place.status == Status::Admitted
                && place.comes_to(seminar.seminar)
        });
        for session in house.programmes.sessions_of(seminar.seminar) {
            if place || house.register.stands_in_for(person, session.session).is_some() {
                let entry = calendar::entry(programme, seminar, session, now);
                let own = calendar::Own::of(language, &web.office().links, programme, seminar, person);
                feed.push(calendar::for_somebody(entry, &own));
            }
        }
    }
    Ok(answer(&feed, "parvis"))
}

/// `POST /min-sida/kalender`: a new address; the old one opens nothing any more.
pub(super) async fn renew(State(web): State<Web>, page: Page) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    web.sessions().renew_calendar(reader.person).await?;
    Ok(Redirect::to("/min-sida#kalender").into_response())
}

fn add(feed: &mut Calendar, house: &House, row: &ProgrammeRow, seminar: &SeminarRow, now: DateTime<Utc>) {
    for session in house.programmes.sessions_of(seminar.seminar) {
        feed.push(calendar::entry(row, seminar, session, now));
    }
}

/// A calendar as an answer; `name` is plain ASCII.
fn answer(feed: &Calendar, name: &str) -> Response {
    let mut response = feed.to_string().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{name}.ics\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}
