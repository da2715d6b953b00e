//! The start page: which programmes there are, those one can enrol in first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use parvis_events::programme::Stage;
use parvis_events::time::local_date;
use parvis_projections::programmes::ProgrammeRow;

use super::Web;
use super::failure::Failure;
use super::page::{Page, show};
use super::programme::{enrolment_line, language_mark, stage_name};

/// A programme among others.
struct Card {
    address: String,
    name: String,
    /// The attribute that says which language the name is in, where it is not the page's.
    lang: String,
    organiser: String,
    dates: String,
    places: String,
    stage: String,
    colour: &'static str,
    note: String,
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    page: Page,
    cards: Vec<Card>,
}

/// `GET /`.
pub(super) async fn get(State(web): State<Web>, page: Page) -> Result<Response, Failure> {
    let now = web.now();
    let kept = web.house();
    let mut rows: Vec<&ProgrammeRow> =
        kept.house.programmes.programmes.rows().filter(|row| shown(row.stage)).collect();
    rows.sort_by(|a, b| {
        (rank(a.stage), std::cmp::Reverse(a.period_from), &a.code).cmp(&(
            rank(b.stage),
            std::cmp::Reverse(b.period_from),
            &b.code,
        ))
    });
    let cards = rows.into_iter().map(|row| card(&page, row, local_date(row.zone, now))).collect();
    Ok(show(&HomePage { page, cards }))
}

/// Whether anyone may see a programme.
pub(super) const fn shown(stage: Stage) -> bool {
    match stage {
        Stage::Unknown | Stage::Draft => false,
        Stage::Open | Stage::Closed | Stage::Completed | Stage::Archived => true,
    }
}

const fn rank(stage: Stage) -> u8 {
    match stage {
        Stage::Open => 0,
        Stage::Closed => 1,
        Stage::Completed => 2,
        Stage::Archived | Stage::Draft | Stage::Unknown => 3,
    }
}

fn card(page: &Page, row: &ProgrammeRow, today: NaiveDate) -> Card {
    Card {
        address: format!("/program/{}", row.code),
        name: row.name.clone(),
        lang: language_mark(page, row),
        organiser: row.organiser.clone(),
        dates: page.days(row.period_from, row.period_to),
        places: page.count("home-places", "places", row.places),
        stage: stage_name(page, row.stage),
        colour: if row.stage == Stage::Open { "success" } else { "neutral" },
        note: if row.stage == Stage::Open { enrolment_line(page, row, today) } else { String::new() },
    }
}
