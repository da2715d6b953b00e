//! CSV files and workbooks as rows of named cells.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use chrono::{NaiveDate, NaiveTime, TimeDelta};

/// A row: its cells by the names of their columns.
pub type Row = BTreeMap<String, String>;

/// The rows of a CSV file of the house: UTF-8 with a mark, semicolons, CRLF.
pub fn csv(path: &Path) -> Vec<Row> {
    parsed(&fs::read(path).unwrap())
}

/// The same, of its bytes.
pub fn parsed(bytes: &[u8]) -> Vec<Row> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(text.ends_with("\r\n"));
    rows_of(text)
}

/// The rows of an input file, which may come without mark.
pub fn input(path: &Path) -> Vec<Row> {
    let text = fs::read_to_string(path).unwrap();
    rows_of(text.trim_start_matches('\u{feff}'))
}

fn rows_of(text: &str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect()
        })
        .collect()
}

/// The rows of the first sheet of a workbook.
pub fn xlsx(path: &Path) -> Vec<Row> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(fs::read(path).unwrap())).expect("a workbook");
    let range = book.worksheet_range_at(0).expect("a sheet").unwrap();
    let mut rows = range.rows();
    let header: Vec<String> = rows.next().expect("a header").iter().map(shown).collect();
    rows.map(|row| header.iter().cloned().zip(row.iter().map(shown)).collect()).collect()
}

/// A cell as the CSV shows it.
fn shown(cell: &Data) -> String {
    match cell {
        Data::DateTime(stamp) => {
            // Days since the last but one of 1899, times as fractions of a day.
            let seconds = (stamp.as_f64() * 86_400.0).round() as i64;
            let epoch = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap().and_time(NaiveTime::MIN);
            let at = epoch + TimeDelta::seconds(seconds);
            let form = match (seconds / 86_400, seconds % 86_400) {
                (0, _) => "%H:%M",
                (_, 0) => "%Y-%m-%d",
                _ => "%Y-%m-%d %H:%M",
            };
            at.format(form).to_string()
        }
        other => other.to_string(),
    }
}

/// Whether a cell of a workbook says the same as one of a text file; numbers may have other decimals.
pub fn same(text: &str, book: &str) -> bool {
    let decimal = text.replace(',', ".").parse::<f64>().ok().filter(|_| text.contains(','));
    text == book
        || decimal.zip(book.parse().ok()).is_some_and(|(text, book): (f64, f64)| (text - book).abs() < 0.0051)
}
