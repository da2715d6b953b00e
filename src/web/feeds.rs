//! Calendars to subscribe to or to download.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use icalendar::Calendar;
use parvis_projections::House;
use parvis_projections::programmes::{ProgrammeRow, SeminarRow};

use super::Web;
use super::failure::Failure;
use super::programme::{all_seminars, public};
use super::seminar::numbered;
use crate::calendar;

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
