//! Figures that name nobody: participation by municipality, region and role, coverage, the trend over the seminars, and
//! the areas of culture. Each is a table with a bar in each row, and the same numbers as a file.

mod curve;
mod drawing;
mod shapes;

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use parvis_events::ids::SeminarId;
use parvis_projections::attendance::percent;
use parvis_words::numbers;

use self::curve::Curve;
use self::shapes::{SHAPES, Shape};
use super::{Asked, Desk, Head, Tab};
use crate::exports::table::Cell;
use crate::web::Web;
use crate::web::failure::Failure;
use crate::web::page::{Page, show};
use crate::web::rights::Deed;

/// A row of a figure.
struct Row {
    label: String,
    cells: Vec<String>,
    /// How long its bar is, in per cent of the longest.
    percent: u32,
    /// Whether it sums the others up.
    total: bool,
}

/// A figure: a table with bars, and where the numbers can be fetched.
struct Figure {
    id: &'static str,
    title: String,
    about: String,
    label: String,
    columns: Vec<(String, bool)>,
    rows: Vec<Row>,
    files: Vec<(String, &'static str)>,
    curve: Option<Curve>,
    /// What is said where there is nothing to count; the usual words where it is empty.
    empty: String,
    /// Where something can be done about that; or empty.
    remedy: String,
}

#[derive(Template)]
#[template(path = "coordinator/figures.html")]
struct FiguresPage {
    page: Page,
    head: Head,
    sums: Vec<(String, String)>,
    /// Of how many seminars shares tell; empty where all have been held.
    so_far: String,
    figures: Vec<Figure>,
}

/// `GET /arbete/{code}/siffror`.
pub(in crate::web) async fn get(
    State(web): State<Web>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = Desk::as_of(&web, &page, &code, Deed::SeeFigures, &asked).await?;
    let drawer = Drawer { page: &page, desk: &desk };
    let mut figures: Vec<Figure> = SHAPES.iter().filter_map(|shape| drawer.figure(shape)).collect();
    let curve = drawer.curve();
    if let Some(trend) = figures.iter_mut().find(|figure| figure.id == "trend") {
        trend.curve = curve;
    }
    if drawer.covers() {
        figures.insert(figures.len().min(3), drawer.coverage());
    } else if let Some(trend) = figures.iter_mut().find(|figure| figure.id == "trend") {
        trend.about = page.t("figure-about-trend-alone");
    }
    figures.extend(drawer.areas());
    let built = FiguresPage {
        head: desk.head(&page, Tab::Figures, "/siffror"),
        sums: drawer.sums(),
        so_far: drawer.so_far(),
        figures,
        page: page.clone(),
    };
    Ok(show(&built))
}

/// The column of the coverage, in the list of the trend.
const COVERAGE: usize = 11;
/// What stands where there is no number yet.
const NOTHING: &str = "–";

struct Drawer<'a> {
    page: &'a Page,
    desk: &'a Desk,
}

impl Drawer<'_> {
    /// Whether there are roles to cover: those whose people come in pairs have some.
    fn covers(&self) -> bool {
        self.desk.programme.participation_kind.as_deref() == Some("pair")
    }

    /// Whether a column is shown: coverage only where there are roles to cover.
    fn shows(&self, shape: &Shape, column: usize) -> bool {
        shape.export != "trend" || column != COVERAGE || self.covers()
    }

    /// The seminars that have been held: shares count these, since nobody can have come to the others yet.
    fn held(&self) -> BTreeSet<SeminarId> {
        let seminars = self.desk.views.programmes.seminars_of(self.desk.programme.programme);
        let held = |seminar: &SeminarId| self.desk.views.attendance.was_held(*seminar);
        seminars.into_iter().map(|row| row.seminar).filter(held).collect()
    }

    /// Of how many seminars shares tell, where some are still to come; else empty.
    fn so_far(&self) -> String {
        let all = self.desk.views.programmes.seminars_of(self.desk.programme.programme).len();
        let held = self.held().len();
        if held == all {
            return String::new();
        }
        let key = if self.covers() { "figure-so-far" } else { "figure-so-far-alone" };
        self.page.t2(key, "held", &held.to_string(), "all", &all.to_string())
    }

    /// What the figures come to in all.
    fn sums(&self) -> Vec<(String, String)> {
        let house = &*self.desk.views;
        let id = self.desk.programme.programme;
        let mut places = (0, 0, 0);
        for row in house.register.overview.of(id) {
            places = (places.0 + row.places_taken, places.1 + row.places, places.2 + row.participants);
        }
        let (mut attended, mut offered) = (0_u32, 0_u32);
        let held = self.held();
        let rows = house.attendance.seminars.rows().filter(|row| row.programme == id);
        for row in rows.filter(|row| held.contains(&row.seminar)) {
            attended = attended.saturating_add(row.minutes_attended);
            offered = offered.saturating_add(row.minutes_offered);
        }
        let (mut covered, mut wanted) = (0_u32, 0_u32);
        for row in house.attendance.coverage.of(id).filter(|row| held.contains(&row.seminar)) {
            covered = covered.saturating_add(row.minutes_covered);
            wanted = wanted.saturating_add(row.minutes_offered);
        }
        let share = |part, whole| {
            if whole == 0 {
                NOTHING.to_owned()
            } else {
                numbers::percent(self.page.language, percent(part, whole), 1)
            }
        };
        let taken = self.page.t2("desk-of", "part", &places.0.to_string(), "whole", &places.1.to_string());
        let mut sums = vec![
            (self.page.t("desk-figure-taken"), taken),
            (self.page.t("register-participants"), numbers::whole(self.page.language, places.2.into())),
            (self.page.t("figure-sum-attendance"), share(attended, offered)),
        ];
        if self.covers() {
            sums.push((self.page.t("figure-sum-coverage"), share(covered, wanted)));
        }
        sums
    }
}

#[allow(clippy::cast_precision_loss)] // counts of people and hours
fn value(cell: &Cell) -> f64 {
    match cell {
        Cell::Integer(number) => *number as f64,
        Cell::Decimal { value, .. } => *value,
        Cell::Empty | Cell::Text(_) | Cell::Date(_) | Cell::Time(_) | Cell::DateTime(_) => 0.0,
    }
}
