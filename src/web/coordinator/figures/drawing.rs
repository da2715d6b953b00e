//! How figures are drawn: tables with bars, made of the lists that are also their files.

use std::collections::BTreeMap;

use parvis_events::values::RoleCode;
use parvis_projections::attendance::percent;
use parvis_words::numbers;

use super::shapes::{AREAS, Shape};
use super::{Drawer, Figure, NOTHING, Row, value};
use crate::exports::table::Cell;
use crate::exports::{self, Scope};
use crate::web::rights::Deed;

impl Drawer<'_> {
    pub(super) fn figure(&self, shape: &Shape) -> Option<Figure> {
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
        // A sum of one row says nothing.
        let needless = |at: usize| summing(at) && count == 2;
        let shown = sheet.rows.iter().enumerate().filter(|(at, _)| !needless(*at));
        let rows = shown.map(|(at, row)| {
            let names: Vec<String> =
                shape.names.iter().filter_map(|at| row.get(*at)).map(|c| self.said(c)).collect();
            let total = summing(at);
            Row {
                label: if total { self.page.t("figure-total") } else { names.join(". ") },
                cells: columns
                    .iter()
                    .filter_map(|(at, _)| row.get(*at))
                    .map(|cell| if total && *cell == Cell::Empty { String::new() } else { self.said(cell) })
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
                    let mut cells = sheet.rows.iter().filter_map(|row| row.get(*at));
                    let words = cells.any(|cell| matches!(cell, Cell::Text(_) | Cell::Date(_)));
                    (self.page.t(key), !words)
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
    pub(super) fn areas(&self) -> Option<Figure> {
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
    pub(super) fn coverage(&self) -> Figure {
        let mut sums: BTreeMap<RoleCode, [u32; 3]> = BTreeMap::new();
        let held = self.held();
        let rows = self.desk.views.attendance.coverage.of(self.desk.programme.programme);
        for row in rows.filter(|row| held.contains(&row.seminar)) {
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
            parvis_words::names::choice(self.page.language, &names)
        }
    }

    pub(super) fn said(&self, cell: &Cell) -> String {
        let language = self.page.language;
        match cell {
            Cell::Integer(number) => {
                u64::try_from(*number).map_or_else(|_| number.to_string(), |n| numbers::whole(language, n))
            }
            Cell::Decimal { value, places } => numbers::decimal(language, *value, usize::from(*places)),
            Cell::Date(day) => self.page.day(*day),
            Cell::Empty => NOTHING.to_owned(),
            Cell::Text(_) | Cell::Time(_) | Cell::DateTime(_) => cell.plain(),
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and 100
fn whole(percent: f64) -> u32 {
    percent.clamp(0.0, 100.0).round() as u32
}
