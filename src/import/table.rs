//! A CSV file as rows of named cells. Source: RFC 4180, with `;` as Nordic spreadsheets write it.

use std::rc::Rc;
use std::str::FromStr;

use chrono::NaiveDateTime;
use parvis_events::values::ValueError;

use super::problem::{Findings, Place, Problems};
use super::{MOST_BYTES, MOST_ROWS, local_stamp, too_large, without_mark};

/// One row of a table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Line of the file it begins on, from 1.
    pub line: usize,
    columns: Rc<[String]>,
    cells: Vec<String>,
}

/// One cell of a row, without the blanks around its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'a> {
    pub line: usize,
    pub column: &'a str,
    pub text: &'a str,
}

impl Row {
    /// The cell of a column; an empty one where the file has no such column.
    pub(super) fn cell<'a>(&'a self, column: &'a str) -> Cell<'a> {
        let at = self.columns.iter().position(|name| name == column);
        let text = at.and_then(|at| self.cells.get(at)).map_or("", |text| text.trim());
        Cell { line: self.line, column, text }
    }
}

impl Cell<'_> {
    pub(super) fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn place(self) -> Place {
        Place::cell(self.line, self.column, self.text)
    }

    /// Notes what is wrong with the cell.
    pub(super) fn note(self, findings: &mut Findings, fact: impl Into<String>, remedy: impl Into<String>) {
        let place = if self.is_empty() { Place::column(self.line, self.column) } else { self.place() };
        findings.note(place, fact, remedy);
    }

    /// The value the cell must hold.
    pub(super) fn value<T: FromStr<Err = ValueError>>(self, findings: &mut Findings) -> Option<T> {
        self.text.parse().map_err(|error| findings.note_value(self.place(), error)).ok()
    }

    /// The local time stamp the cell must hold.
    pub(super) fn stamp(self, findings: &mut Findings) -> Option<NaiveDateTime> {
        let stamp = local_stamp(self.text);
        if stamp.is_none() {
            let fact = if self.is_empty() { "nothing is given" } else { "is no time stamp" };
            self.note(findings, fact, "write date and local time as 2018-02-05 09:12");
        }
        stamp
    }

    /// Notes when the cell holds something that means nothing here.
    pub(super) fn must_be_empty(self, findings: &mut Findings, deed: &str) {
        if !self.is_empty() {
            self.note(findings, format!("means nothing in a row of {deed}"), "leave the cell empty");
        }
    }
}

/// Whether the header of a table names a column.
pub(super) fn has_column(text: &str, column: &str) -> bool {
    let header = without_mark(text).lines().next().unwrap_or_default();
    header.split(';').any(|name| name.trim().trim_matches('"') == column)
}

/// Reads a table that must have these columns, in any order, and no others.
///
/// Rows without a single filled cell are left out.
///
/// # Errors
/// When the file is too large or its header is not the expected one. Rows of a wrong length are noted
/// in `findings` and left out.
pub(super) fn read(
    file_name: &str,
    text: &str,
    columns: &[&str],
    findings: &mut Findings,
) -> Result<Vec<Row>, Problems> {
    if text.len() > MOST_BYTES {
        return Err(too_large(file_name, text.len()));
    }
    let text = without_mark(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let first = records.next().and_then(Result::ok).unwrap_or_default();
    let header: Vec<String> = first.iter().map(|name| name.trim().to_owned()).collect();
    check_header(file_name, &header, columns)?;
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        let fact = "a quotation mark is opened and not closed, or stands alone";
        findings.note(Place::file(), fact, "close it, or write it twice within a quoted cell");
    }
    let header: Rc<[String]> = header.into();
    let mut lines = Lines { text: text.as_bytes(), passed: 0, line: 1 };
    let mut rows = Vec::new();
    for record in records {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                return Err(Problems::one(file_name, Place::file(), &error.to_string(), "save it again"));
            }
        };
        let line = lines.at(record.position().map_or(0, csv::Position::byte));
        let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        while cells.len() > header.len() && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if rows.len() == MOST_ROWS {
            let fact = format!("the file has more than {MOST_ROWS} rows");
            return Err(Problems::one(file_name, Place::line(line), &fact, "split it"));
        }
        if cells.len() == header.len() {
            rows.push(Row { line, columns: Rc::clone(&header), cells });
        } else {
            let fact = format!("the row has {} cells, the header {}", cells.len(), header.len());
            findings.note(Place::line(line), fact, "check its semicolons and quotation marks");
        }
    }
    Ok(rows)
}

/// Counts lines along with the records: the reader itself is one line behind after CRLF.
struct Lines<'a> {
    text: &'a [u8],
    passed: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the record that begins at, or after line breaks behind, this byte.
    fn at(&mut self, byte: u64) -> usize {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(next) = self.text.get(self.passed)
            && (self.passed < byte || matches!(next, b'\r' | b'\n'))
        {
            self.line += usize::from(*next == b'\n');
            self.passed += 1;
        }
        self.line
    }
}

fn check_header(file_name: &str, header: &[String], columns: &[&str]) -> Result<(), Problems> {
    let mut findings = Findings::new(file_name);
    let all = columns.join(";");
    if header.iter().all(String::is_empty) {
        let remedy = format!("begin it with the header {all}");
        return Err(Problems::one(file_name, Place::file(), "the file has no header", &remedy));
    }
    if let [only] = header
        && columns.len() > 1
        && only.contains([',', '\t'])
    {
        let remedy = "save it with semicolons between the cells";
        return Err(Problems::one(
            file_name,
            Place::line(1),
            "the cells are not separated by semicolons",
            remedy,
        ));
    }
    for missing in columns.iter().filter(|column| !header.iter().any(|name| name == *column)) {
        let remedy = format!("add it; the header is {all}");
        findings.note(Place::column(1, missing), "the column is missing", remedy);
    }
    for (at, name) in header.iter().enumerate() {
        let place = Place::cell(1, &format!("no. {}", at + 1), name);
        if !columns.contains(&name.as_str()) {
            findings.note(place, "is no column of this file", format!("remove it; the header is {all}"));
        } else if header.iter().take(at).any(|earlier| earlier == name) {
            findings.note(place, "stands in the header twice", "remove one of the two columns");
        }
    }
    findings.finish(Some(()))
}

#[cfg(test)]
mod tests {
    use super::{Findings, MOST_ROWS, read};

    fn rows(text: &str) -> Result<Vec<(usize, String)>, String> {
        let mut findings = Findings::new("x.csv");
        let rows =
            read("x.csv", text, &["A", "B"], &mut findings).map_err(|problems| problems.to_string())?;
        let found = rows.iter().map(|row| (row.line, row.cell("B").text.to_owned())).collect();
        findings.finish(Some(found)).map_err(|problems| problems.to_string())
    }

    #[test]
    fn rows_are_read_with_or_without_byte_order_mark_and_carriage_return() {
        let expected = vec![(2, "1".to_owned()), (4, "x;y".to_owned())];
        assert_eq!(rows("\u{feff}A;B\r\na; 1 \r\n;\r\nb;\"x;y\"\r\n").unwrap(), expected);
        assert_eq!(rows("A;B\na;1\n\nb;\"x;y\";\n").unwrap(), expected);
        assert_eq!(rows("B;A\n1;a\n").unwrap(), vec![(2, "1".to_owned())]);
    }

    #[test]
    fn a_wrong_header_is_told_column_by_column() {
        assert_eq!(
            rows("A;C\n1;2\n").unwrap_err(),
            "x.csv, line 1, column B: the column is missing; add it; the header is A;B\n\
             x.csv, line 1, column no. 2: \"C\" is no column of this file; remove it; the header is A;B"
        );
        assert!(rows("A;B;A\n").unwrap_err().contains("twice"));
        assert!(rows("").unwrap_err().contains("has no header"));
        assert!(rows("A,B\n1,2\n").unwrap_err().contains("with semicolons"));
    }

    #[test]
    fn a_row_of_a_wrong_length_and_an_open_quotation_mark_are_refused() {
        assert!(rows("A;B\n1;2;3\n").unwrap_err().contains("line 2: the row has 3 cells, the header 2"));
        assert!(rows("A;B\n1;\"2\n3;4\n").unwrap_err().contains("not closed"));
    }

    #[test]
    fn too_many_rows_are_refused() {
        let text = format!("A;B\n{}", "1;2\n".repeat(MOST_ROWS + 1));
        assert!(rows(&text).unwrap_err().contains("more than 100000 rows"));
    }
}
