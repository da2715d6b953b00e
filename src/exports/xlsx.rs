//! Workbooks: codes as text, real dates and numbers, a header that stays in sight.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet,
    XlsxError,
};

use super::ExportError;
use super::table::{Cell, Document, Sheet};

/// Narrowest and widest column, in characters.
const WIDTHS: (usize, usize) = (6, 48);
/// Room for the filter's arrow beside a column's name, in characters.
const ARROW: usize = 3;
/// Longest text a cell holds.
const LONGEST_TEXT: usize = 32_767;
const A4: u8 = 9;

/// Writes all sheets. The same document and instant give the same bytes.
///
/// # Errors
/// When a sheet exceeds what a workbook can hold.
pub(super) fn write(document: &Document, written_at: DateTime<Utc>) -> Result<Vec<u8>, ExportError> {
    build(document, written_at).map_err(|error| ExportError::Xlsx(Box::new(error)))
}

fn build(document: &Document, written_at: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_timestamp(written_at.timestamp())?;
    let mut properties = DocProperties::new()
        .set_title(&document.title)
        .set_subject(&document.programme)
        .set_author(&document.organiser)
        .set_company(&document.organiser)
        .set_creation_datetime(&made);
    if document.test_data {
        properties = properties.set_comment("Testdata: personerna är påhittade.");
    }
    workbook.set_properties(&properties);
    let looks = Looks::new();
    for sheet in &document.sheets {
        let worksheet = workbook.add_worksheet();
        fill(worksheet, sheet, &looks)?;
        set_up_page(worksheet, document)?;
    }
    workbook.save_to_buffer()
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet, looks: &Looks) -> Result<(), XlsxError> {
    worksheet.set_name(&sheet.title)?;
    for (name, column) in sheet.header.iter().zip(0..) {
        worksheet.write_string_with_format(0, column, name, &looks.header)?;
        worksheet.set_column_width(column, width(sheet, usize::from(column)))?;
    }
    for (row, at) in sheet.rows.iter().zip(1..) {
        for (cell, column) in row.iter().zip(0..) {
            put(worksheet, (at, column), cell, looks)?;
        }
    }
    worksheet.set_freeze_panes(1, 0)?;
    let last_row = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    if let Some(last_column) = u16::try_from(sheet.header.len()).ok().and_then(|count| count.checked_sub(1)) {
        worksheet.autofilter(0, 0, last_row, last_column)?;
        worksheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    }
    Ok(())
}

fn put(worksheet: &mut Worksheet, at: (u32, u16), cell: &Cell, looks: &Looks) -> Result<(), XlsxError> {
    let (row, column) = at;
    let (number, look) = match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(words) => {
            let words: String = words.chars().take(LONGEST_TEXT).collect();
            worksheet.write_string_with_format(row, column, words, &looks.text)?;
            return Ok(());
        }
        Cell::Integer(number) => (*number as f64, &looks.integer),
        Cell::Decimal { value, places } => {
            (*value, if *places == 1 { &looks.tenths } else { &looks.hundredths })
        }
        Cell::Date(date) => (serial(date.and_time(NaiveTime::MIN)), &looks.date),
        Cell::Time(time) => (day_share(*time), &looks.time),
        Cell::DateTime(moment) => (serial(*moment), &looks.moment),
    };
    worksheet.write_number_with_format(row, column, number, look)?;
    Ok(())
}

/// Days since 30 December 1899, as spreadsheets count from March 1900 on (ISO/IEC 29500-1, 18.17.4).
fn serial(at: NaiveDateTime) -> f64 {
    let days = NaiveDate::from_ymd_opt(1899, 12, 30).map_or(0, |first| (at.date() - first).num_days());
    days as f64 + day_share(at.time())
}

fn day_share(time: NaiveTime) -> f64 {
    f64::from(time.num_seconds_from_midnight()) / 86_400.0
}

fn width(sheet: &Sheet, column: usize) -> f64 {
    let longest = |words: &str| words.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let name = sheet.header.get(column).map_or(0, |name| longest(name) + ARROW);
    let cells = sheet.rows.iter().filter_map(|row| row.get(column)).map(|cell| longest(&cell.plain()) + 1);
    cells.fold(name, usize::max).clamp(WIDTHS.0, WIDTHS.1) as f64
}

fn set_up_page(worksheet: &mut Worksheet, document: &Document) -> Result<(), XlsxError> {
    worksheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    worksheet.set_repeat_rows(0, 0)?;
    // In a footer, an ampersand begins a code; doubled, it stands for itself.
    let title: String = document.title.chars().take(100).collect::<String>().replace('&', "&&");
    let note = if document.test_data { "Testdata" } else { "" };
    worksheet.set_footer(format!("&L{title}&C{note}&R&P (&N)"));
    Ok(())
}

/// How cells look.
struct Looks {
    header: Format,
    text: Format,
    integer: Format,
    tenths: Format,
    hundredths: Format,
    date: Format,
    time: Format,
    moment: Format,
}

impl Looks {
    fn new() -> Self {
        let of = |format: &str| Format::new().set_num_format(format).set_align(FormatAlign::Top);
        Self {
            header: Format::new()
                .set_num_format("@")
                .set_bold()
                .set_background_color(Color::RGB(0x00E8_EEF2))
                .set_border_bottom(FormatBorder::Thin),
            // "@" keeps a code a text even after somebody has edited the cell.
            text: of("@"),
            integer: of("0"),
            tenths: of("0.0"),
            hundredths: of("0.00"),
            date: of("yyyy-mm-dd"),
            time: of("hh:mm"),
            moment: of("yyyy-mm-dd hh:mm"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::exports::table::{Cell, Document, Sheet};
    use crate::exports::{Format, Request, Scope, find, sample};
    use calamine::{Data, DataType, Reader, Xlsx, open_workbook_from_rs};
    use std::io::Cursor;

    type Book = Xlsx<Cursor<Vec<u8>>>;

    fn written(export: &str, scope: Scope) -> Vec<u8> {
        let request = Request {
            programme: sample::programme(),
            scope,
            format: Format::Xlsx,
            written_at: sample::at("2019-06-10T12:00:00Z"),
        };
        find(export).unwrap().write(&sample::house(), &request).unwrap().bytes
    }

    fn opened(bytes: Vec<u8>) -> Book {
        open_workbook_from_rs(Cursor::new(bytes)).unwrap()
    }

    #[test]
    fn a_reader_finds_words_numbers_and_dates_as_what_they_are() {
        let mut book = opened(written("attendance", Scope::Programme));
        assert_eq!(book.sheet_names(), ["Närvaro", "Per dag"]);
        let sheet = book.worksheet_range("Närvaro").unwrap();
        let rows: Vec<&[Data]> = sheet.rows().collect();
        assert_eq!(rows.len(), 1 + 30);
        let at = |name: &str| rows[0].iter().position(|cell| *cell == Data::String(name.into())).unwrap();
        let cell = |row: usize, name: &str| rows[row][at(name)].clone();
        assert_eq!(cell(1, "Seminarienr"), Data::Float(1.0));
        assert_eq!(cell(1, "Timmar"), Data::Float(2.0));
        assert_eq!(cell(1, "Kommunkod"), Data::String("1280".into()));
        assert_eq!(cell(1, "Utcheckad"), Data::Empty);
        let date = |row: usize, name: &str| match cell(row, name) {
            Data::DateTime(found) => found.to_ymd_hms_milli(),
            other => panic!("{other:?} is no date"),
        };
        assert_eq!(date(1, "Datum"), (2018, 5, 29, 0, 0, 0, 0));
        assert_eq!(date(1, "Incheckad"), (2018, 5, 29, 9, 42, 0, 0));
        assert_eq!(date(1, "Starttid").3, 10);
        let wide = book.worksheet_range("Per dag").unwrap();
        assert_eq!(wide.get_value((0, 8)), Some(&Data::String("2018-05-29".into())));
        assert_eq!(wide.height(), 1 + 9);
    }

    #[test]
    fn codes_keep_their_zero_phones_their_plus_and_formulas_stay_words() {
        let mut book = opened(written("participants", Scope::Programme));
        let sheet = book.worksheet_range("Deltagarlista").unwrap();
        let texts: Vec<String> = sheet.used_cells().filter_map(|(_, _, cell)| cell.as_string()).collect();
        for expected in ["0765", "07", "+46 70-174 06 06", "+46701740607", "=1+1"] {
            assert!(texts.iter().any(|text| text == expected), "{expected}");
        }
        assert!(book.worksheet_formula("Deltagarlista").unwrap().is_empty());
    }

    #[test]
    fn an_empty_list_and_a_very_long_text_can_be_written() {
        let sheet = |rows| Sheet { title: "Prov".into(), header: vec!["Namn".into()], rows };
        let document = |rows| Document {
            export: "sample",
            title: "Prov & försök".into(),
            programme: "KKN-2018".into(),
            organiser: "Region Skåne".into(),
            zone: chrono_tz::Europe::Stockholm,
            test_data: false,
            sheets: vec![sheet(rows)],
        };
        let at = sample::at("2019-06-10T12:00:00Z");
        assert!(write(&document(vec![]), at).is_ok());
        let long = write(&document(vec![vec![Cell::text("å".repeat(40_000))]]), at).unwrap();
        let mut book = opened(long);
        let range = book.worksheet_range("Prov").unwrap();
        assert_eq!(
            range.get_value((1, 0)).and_then(Data::get_string).map(|s| s.chars().count()),
            Some(32_767)
        );
    }
}
