//! The page of a seminar: its hours and its place.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use parvis_projections::House;
use parvis_projections::programmes::{ProgrammeRow, SeminarRow};
use parvis_words::{dates, names};

use super::Web;
use super::failure::Failure;
use super::page::{Page, show};
use super::programme::{self, SeminarLine, language_mark, public, speaking};

/// A session in the list of hours.
struct SessionLine {
    day: String,
    hours: String,
    title: String,
}

#[derive(Template)]
#[template(path = "seminar.html")]
struct SeminarPage {
    page: Page,
    code: String,
    number: u8,
    above: String,
    theme: String,
    lang: String,
    dates: String,
    town: String,
    place: String,
    host: String,
    cancelled: bool,
    changed: bool,
    sessions: Vec<SessionLine>,
    others: Vec<SeminarLine>,
}

/// `GET /program/{code}/seminarium/{number}`.
pub(super) async fn get(
    State(web): State<Web>,
    Path((code, number)): Path<(String, u8)>,
    page: Page,
) -> Result<Response, Failure> {
    let kept = web.house();
    let row = public(&kept.house, &code)?;
    let seminar = numbered(&kept.house, row, number)?;
    let built = build(speaking(page, row), &kept.house, row, seminar);
    Ok(show(&built))
}

/// The seminar with a number; of several with the same one, the one that is to be held.
///
/// # Errors
/// When there is none.
pub(super) fn numbered<'a>(
    house: &'a House,
    row: &ProgrammeRow,
    number: u8,
) -> Result<&'a SeminarRow, Failure> {
    let mut found = programme::all_seminars(house, row);
    found.retain(|seminar| seminar.number == number);
    found.sort_by_key(|seminar| seminar.cancelled);
    found.first().copied().ok_or(Failure::NotFound)
}

fn build(page: Page, house: &House, row: &ProgrammeRow, seminar: &SeminarRow) -> SeminarPage {
    let sessions = house
        .programmes
        .sessions_of(seminar.seminar)
        .into_iter()
        .map(|session| SessionLine {
            day: dates::weekday_date(page.language, session.date),
            hours: dates::time_range(page.language, session.starts, session.ends),
            title: session.title.clone(),
        })
        .collect();
    let mut others = programme::seminars(&page, house, row);
    others.retain(|line| line.number != seminar.number && !line.cancelled);
    SeminarPage {
        code: row.code.to_string(),
        number: seminar.number,
        above: page.t2("seminar-above", "programme", &row.name, "number", &seminar.number.to_string()),
        theme: seminar.theme.clone(),
        lang: language_mark(&page, row),
        dates: page.days(seminar.starts_on, seminar.ends_on),
        town: seminar.place.clone(),
        place: names::place(&seminar.venue, &seminar.address, &seminar.place),
        host: seminar
            .host
            .as_ref()
            .map(|county| house.programmes.region(row.programme, county))
            .unwrap_or_default(),
        cancelled: seminar.cancelled,
        changed: seminar.sequence > 0,
        sessions,
        others,
        page,
    }
}
