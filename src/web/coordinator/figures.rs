//! Figures that name nobody: participation by municipality, region and role, coverage, the trend over the seminars, and
//! the areas of culture. Each is a table with a bar in each row, and the same numbers as a file.

mod curve;

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use parvis_events::ids::SeminarId;
use parvis_events::time::local_date;
use parvis_events::values::RoleCode;
use parvis_projections::attendance::percent;
use parvis_words::numbers;

use self::curve::Curve;
use super::{Asked, Desk, Head, Tab};
use crate::exports::table::Cell;
use crate::exports::{self, Scope};
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

/// How a figure is made of a list: which columns it shows, each with the key of its name.
struct Shape {
    export: &'static str,
    /// The key of what the rows are.
    label: &'static str,
    /// The columns that name a row.
    names: &'static [usize],
    columns: &'static [(usize, &'static str)],
    /// The column that the bars show, and what is full; 0 for the longest.
    bar: (usize, u32),
    /// Whether the last row sums the others up.
    total: bool,
}

const SHAPES: [Shape; 4] = [
    Shape {
        export: "trend",
        label: "figure-seminar",
        names: &[1, 2],
        columns: &[
            (3, "figure-date"),
            (5, "figure-expected"),
            (6, "figure-came"),
            (10, "figure-attendance"),
            (11, "figure-coverage"),
        ],
        bar: (10, 100),
        total: false,
    },
    Shape {
        export: "regions",
        label: "programme-region",
        names: &[2],
        columns: &[
            (3, "figure-reserved"),
            (4, "figure-enrolments"),
            (5, "figure-admitted"),
            (7, "figure-people"),
            (8, "figure-hours"),
        ],
        bar: (5, 0),
        total: true,
    },
    Shape {
        export: "roles",
        label: "verify-role",
        names: &[1],
        columns: &[(2, "figure-people"), (4, "figure-hours"), (5, "figure-attendance")],
        bar: (5, 100),
        total: false,
    },
    Shape {
        export: "municipalities",
        label: "verify-municipality",
        names: &[2],
        columns: &[
            (4, "programme-region"),
            (5, "figure-enrolments"),
            (6, "figure-admitted"),
            (7, "figure-people"),
            (8, "figure-hours"),
        ],
        bar: (8, 0),
        total: true,
    },
];

const AREAS: Shape = Shape {
    export: "areas",
    label: "figure-area",
    names: &[0, 1],
    columns: &[
        (2, "figure-seminars"),
        (3, "figure-visits"),
        (4, "figure-people"),
        (5, "figure-municipalities"),
        (6, "figure-hours"),
    ],
    bar: (3, 0),
    total: false,
};

#[derive(Template)]
#[template(path = "coordinator/figures.html")]
struct FiguresPage {
    page: Page,
    head: Head,
    sums: Vec<(String, String)>,
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
        figures,
        page: page.clone(),
    };
    Ok(show(&built))
}

/// The column of the coverage, in the list of the trend.
const COVERAGE: usize = 11;
/// The columns of the trend that say something when a seminar has begun: who came, attendance, coverage.
const AFTERWARDS: [usize; 3] = [6, 10, COVERAGE];
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

    /// The day that is shown, on the programme's calendar.
    fn today(&self) -> NaiveDate {
        local_date(self.desk.programme.zone, self.desk.until())
    }

    /// Whether the seminar of a row of the trend has begun.
    fn has_begun(&self, row: &[Cell]) -> bool {
        matches!(row.get(3), Some(Cell::Date(day)) if *day <= self.today())
    }

    /// The seminars that have begun: sums count these, since nobody can have come to the others yet.
    fn begun(&self) -> BTreeSet<SeminarId> {
        let seminars = self.desk.views.programmes.seminars_of(self.desk.programme.programme);
        let today = self.today();
        seminars.into_iter().filter(|row| row.starts_on <= today).map(|row| row.seminar).collect()
    }

    fn figure(&self, shape: &Shape) -> Option<Figure> {
        let export = exports::find(shape.export)?;
        let document =
            export.document(&self.desk.views, self.desk.programme.programme, Scope::Programme).ok()?;
        let sheet = document.sheets.into_iter().next()?;
        let count = sheet.rows.len();
        let length = |row: &Vec<Cell>| row.get(shape.bar.0).map_or(0.0, value);
        let summing = |at: usize| shape.total && at + 1 == count;
        let full = if shape.bar.1 > 0 {
            f64::from(shape.bar.1)
        } else {
            let rows = sheet.rows.iter().enumerate().filter(|(at, _)| !summing(*at));
            rows.map(|(_, row)| length(row)).fold(0.0, f64::max)
        };
        let columns: Vec<(usize, &str)> =
            shape.columns.iter().copied().filter(|(at, _)| self.shows(shape, *at)).collect();
        let rows = sheet.rows.iter().enumerate().map(|(at, row)| {
            let to_come = shape.export == "trend" && !self.has_begun(row);
            let names: Vec<String> =
                shape.names.iter().filter_map(|at| row.get(*at)).map(|c| self.said(c)).collect();
            let total = summing(at);
            Row {
                label: if total { self.page.t("figure-total") } else { names.join(". ") },
                cells: columns
                    .iter()
                    .filter_map(|(at, _)| Some((*at, row.get(*at)?)))
                    .map(|(at, cell)| {
                        if to_come && AFTERWARDS.contains(&at) { NOTHING.to_owned() } else { self.said(cell) }
                    })
                    .collect(),
                percent: if total || full <= 0.0 { 0 } else { whole(length(row) * 100.0 / full) },
                total,
            }
        });
        Some(Figure {
            id: shape.export,
            title: self.page.t(&format!("figure-title-{}", shape.export)),
            about: self.page.t(&format!("figure-about-{}", shape.export)),
            label: self.page.t(shape.label),
            columns: columns
                .iter()
                .map(|(at, key)| {
                    let words = sheet.rows.first().and_then(|row| row.get(*at));
                    (self.page.t(key), !matches!(words, Some(Cell::Text(_) | Cell::Date(_) | Cell::Empty)))
                })
                .collect(),
            rows: rows.collect(),
            files: self.files(shape.export),
            curve: None,
            empty: String::new(),
            remedy: String::new(),
        })
    }

    /// The areas of culture: those that anything was about, year by year; the file has all of them. Where no seminar is
    /// marked with an area, what to do about it instead of a table of noughts.
    fn areas(&self) -> Option<Figure> {
        let mut figure = self.figure(&AREAS)?;
        let marked = self.desk.views.programmes.seminars_of(self.desk.programme.programme);
        if marked.iter().all(|seminar| seminar.areas.is_empty()) {
            figure.rows.clear();
            figure.empty = self.page.t("figure-areas-empty");
            if self.desk.can(Deed::ShapeProgramme)
                && let Some(first) = marked.first()
            {
                figure.remedy = self.desk.at(&format!("/seminarium/{}", first.number));
            }
            return Some(figure);
        }
        let nought = |cell: &String| !cell.chars().any(|digit| ('1'..='9').contains(&digit));
        figure.rows.retain(|row| !row.cells.iter().all(nought));
        // The last row of a year sums it up, and its bar would only say that it is the longest.
        let sum = parvis_words::text(
            crate::web::programme::main_language(&self.desk.programme),
            "export-word-total",
        );
        for row in &mut figure.rows {
            row.total = row.label.ends_with(&sum);
        }
        Some(figure)
    }

    /// The numbers as files.
    fn files(&self, export: &str) -> Vec<(String, &'static str)> {
        [("csv", "CSV"), ("xlsx", "Excel")]
            .into_iter()
            .map(|(ending, name)| (self.desk.at(&format!("/filer/{export}.{ending}")), name))
            .collect()
    }

    /// How far each required role was filled over all seminars, in person and by deputies.
    fn coverage(&self) -> Figure {
        let mut sums: BTreeMap<RoleCode, [u32; 3]> = BTreeMap::new();
        let begun = self.begun();
        let rows = self.desk.views.attendance.coverage.of(self.desk.programme.programme);
        for row in rows.filter(|row| begun.contains(&row.seminar)) {
            let sum = sums.entry(row.requirement.clone()).or_default();
            for (sum, more) in
                sum.iter_mut().zip([row.minutes_covered, row.minutes_by_deputy, row.minutes_offered])
            {
                *sum = sum.saturating_add(more);
            }
        }
        let share = |share: f64| numbers::percent(self.page.language, share, 1);
        let rows = sums.into_iter().map(|(requirement, [covered, by_deputy, offered])| Row {
            label: self.requirement(&requirement),
            cells: vec![
                numbers::hours_bare(self.page.language, offered),
                numbers::hours_bare(self.page.language, covered),
                numbers::hours_bare(self.page.language, by_deputy),
                share(percent(covered, offered)),
            ],
            percent: whole(percent(covered, offered)),
            total: false,
        });
        let columns = ["figure-offered", "figure-covered", "figure-by-deputy", "figure-coverage"];
        Figure {
            id: "coverage",
            title: self.page.t("figure-title-coverage"),
            about: self.page.t("figure-about-coverage"),
            label: self.page.t("verify-role"),
            columns: columns.map(|key| (self.page.t(key), true)).to_vec(),
            rows: rows.collect(),
            files: self.files("coverage"),
            curve: None,
            empty: String::new(),
            remedy: String::new(),
        }
    }

    fn requirement(&self, requirement: &RoleCode) -> String {
        let roles = self.desk.views.programmes.roles.rows();
        let mut found: Vec<_> = roles
            .filter(|row| {
                row.programme == self.desk.programme.programme
                    && row.requirement.as_ref() == Some(requirement)
            })
            .collect();
        found.sort_by_key(|row| row.number);
        let names: Vec<&str> = found.iter().map(|row| row.name.as_str()).collect();
        if names.is_empty() {
            requirement.to_string()
        } else {
            parvis_words::names::alternatives(self.page.language, &names)
        }
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
        let begun = self.begun();
        let rows = house.attendance.seminars.rows().filter(|row| row.programme == id);
        for row in rows.filter(|row| begun.contains(&row.seminar)) {
            attended = attended.saturating_add(row.minutes_attended);
            offered = offered.saturating_add(row.minutes_offered);
        }
        let (mut covered, mut wanted) = (0_u32, 0_u32);
        for row in house.attendance.coverage.of(id).filter(|row| begun.contains(&row.seminar)) {
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

    fn said(&self, cell: &Cell) -> String {
        let language = self.page.language;
        match cell {
            Cell::Integer(number) => {
                u64::try_from(*number).map_or_else(|_| number.to_string(), |n| numbers::whole(language, n))
            }
            Cell::Decimal { value, places } => numbers::decimal(language, *value, usize::from(*places)),
            Cell::Date(day) => self.page.day(*day),
            Cell::Empty | Cell::Text(_) | Cell::Time(_) | Cell::DateTime(_) => cell.plain(),
        }
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

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and 100
fn whole(percent: f64) -> u32 {
    percent.clamp(0.0, 100.0).round() as u32
}
