//! Tables before they are files: what stands in a cell, not how a file writes it.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use parvis_projections::attendance::percent;

/// A list, ready to be written in any format.
#[derive(Clone, Debug)]
pub struct Document {
    /// Name of the export.
    pub export: &'static str,
    /// Its title ("Deltagarlista – KKN 2018–2019").
    pub title: String,
    /// Code of the programme.
    pub programme: String,
    /// The organiser.
    pub organiser: String,
    /// IANA zone of its times.
    pub zone: Tz,
    /// Whether its people are invented.
    pub test_data: bool,
    /// Its tables; the first is the one a format without sheets writes.
    pub sheets: Vec<Sheet>,
}

/// One table. Every row has as many cells as the header.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its title: at most 31 characters, none of `[]:*?/\` (a workbook's limits).
    pub title: String,
    /// Names of the columns.
    pub header: Vec<String>,
    /// Rows, in order.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words; also codes and numbers that nobody reckons with.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fixed number of decimals.
    Decimal {
        /// The number.
        value: f64,
        /// How many decimals are shown.
        places: u8,
    },
    /// A date, in the programme's zone.
    Date(NaiveDate),
    /// A time of day, in the programme's zone; shown in minutes.
    Time(NaiveTime),
    /// A date and a time of day, in the programme's zone; shown in minutes.
    DateTime(NaiveDateTime),
}

/// A column: its name, and what it shows of a line.
pub type Column<T> = (&'static str, fn(&T) -> Cell);

impl Sheet {
    /// The table of these columns with a row for each line.
    pub fn of<T>(title: &str, columns: &[Column<T>], lines: &[T]) -> Self {
        Self {
            title: title.to_owned(),
            header: columns.iter().map(|(name, _)| (*name).to_owned()).collect(),
            rows: lines.iter().map(|line| columns.iter().map(|(_, cell)| cell(line)).collect()).collect(),
        }
    }
}

impl Cell {
    /// Words; no words leave the cell empty.
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }

    /// What there may be.
    pub fn maybe<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// Minutes as hours, with two decimals.
    pub fn hours(minutes: u32) -> Self {
        Self::Decimal { value: f64::from(minutes) / 60.0, places: 2 }
    }

    /// A share in per cent, with one decimal.
    pub fn percent(value: f64) -> Self {
        Self::Decimal { value, places: 1 }
    }

    /// Some minutes of others in per cent, with one decimal; nothing where there were no others.
    pub fn share(part: u32, whole: u32) -> Self {
        if whole == 0 { Self::Empty } else { Self::percent(percent(part, whole)) }
    }

    /// As plain words: ISO 8601 dates and times, a decimal point.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(words) => words.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Decimal { value, places } => format!("{value:.*}", usize::from(*places)),
            Self::Date(date) => date.format("%Y-%m-%d").to_string(),
            Self::Time(time) => time.format("%H:%M").to_string(),
            Self::DateTime(at) => at.format("%Y-%m-%d %H:%M").to_string(),
        }
    }
}

#[cfg(test)]
impl Sheet {
    /// The rows as plain words, cells separated by bars.
    pub fn lines(&self) -> Vec<String> {
        let plain = |row: &Vec<Cell>| row.iter().map(Cell::plain).collect::<Vec<_>>().join("|");
        self.rows.iter().map(plain).collect()
    }

    /// What stands in a column, as plain words, row by row.
    pub fn column(&self, name: &str) -> Vec<String> {
        let at = self.header.iter().position(|title| title == name).unwrap();
        self.rows.iter().map(|row| row[at].plain()).collect()
    }
}
