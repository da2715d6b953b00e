//! The chart of the trend: how attendance and coverage went from seminar to seminar, drawn and told.

use parvis_words::{Value, numbers, text_with};

use super::{COVERAGE, Drawer, value};
use crate::exports::table::Cell;
use crate::exports::{self, Scope};

/// How two shares went from seminar to seminar.
pub(super) struct Curve {
    /// What the lines show, for whoever cannot see them.
    pub text: String,
    pub attendance: String,
    /// Empty where there are no roles to cover.
    pub coverage: String,
    /// The seminars, below the curve.
    pub marks: Vec<String>,
    /// What stands beside it: full, half, nothing.
    pub scale: [String; 3],
}

impl Drawer<'_> {
    /// Attendance and coverage from seminar to seminar; nothing to draw where there is one seminar only.
    pub(super) fn curve(&self) -> Option<Curve> {
        let export = exports::find("trend")?;
        let document =
            export.document(&self.desk.views, self.desk.programme.programme, Scope::Programme).ok()?;
        let rows = document.sheets.into_iter().next()?.rows;
        // Seminars that are still to come have no attendance to show.
        let rows: Vec<Vec<Cell>> =
            rows.into_iter().filter(|row| row.get(6).is_some_and(|came| value(came) > 0.0)).collect();
        if rows.len() < 2 {
            return None;
        }
        let last = f64::from(u32::try_from(rows.len() - 1).unwrap_or(1));
        let line = |column: usize| {
            let points: Vec<String> = rows
                .iter()
                .zip(0_u32..)
                .map(|(row, at)| {
                    let share = row.get(column).map_or(0.0, value);
                    format!("{:.2},{:.2}", f64::from(at) * 100.0 / last, 100.0 - share)
                })
                .collect();
            points.join(" ")
        };
        let marks: Vec<String> =
            rows.iter().filter_map(|row| row.get(1)).map(|cell| self.said(cell)).collect();
        let mut text = vec![self.page.t("figure-curve"), self.told(&rows, 10, "figure-sum-attendance")];
        let mut coverage = String::new();
        if self.covers() {
            text.push(self.told(&rows, COVERAGE, "figure-sum-coverage"));
            coverage = line(COVERAGE);
        }
        let scale = [1.0, 0.5, 0.0].map(|share| numbers::percent(self.page.language, share * 100.0, 0));
        Some(Curve { text: text.join(" "), attendance: line(10), coverage, marks, scale })
    }

    /// What a line shows, in words: where it begins and ends, and its highest and lowest point.
    fn told(&self, rows: &[Vec<Cell>], column: usize, what: &str) -> String {
        let shares: Vec<(String, f64)> =
            rows.iter().filter_map(|row| Some((self.said(row.get(1)?), value(row.get(column)?)))).collect();
        let by = |a: &&(String, f64), b: &&(String, f64)| a.1.total_cmp(&b.1);
        let (Some(first), Some(last)) = (shares.first(), shares.last()) else { return String::new() };
        // Of seminars that are equal the first is named.
        let highest = shares.iter().rev().max_by(by).unwrap_or(first);
        let lowest = shares.iter().min_by(by).unwrap_or(first);
        let share = |share: f64| Value::from(numbers::percent(self.page.language, share, 1));
        let said = [
            ("what", Value::from(self.page.t(what))),
            ("first", share(first.1)),
            ("last", share(last.1)),
            ("highest", share(highest.1)),
            ("highest-at", Value::from(highest.0.clone())),
            ("lowest", share(lowest.1)),
            ("lowest-at", Value::from(lowest.0.clone())),
        ];
        text_with(self.page.language, "figure-curve-line", &said)
    }
}
