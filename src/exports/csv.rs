//! CSV as Nordic organisers open it: in a spreadsheet, by double-clicking.
//!
//! UTF-8 with BOM, semicolons, CRLF, ISO dates, decimal comma. Source: RFC 4180, and "Formats".

use ::csv::{Terminator, WriterBuilder};

use super::ExportError;
use super::table::{Cell, Document};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes the first sheet; others are left out, as the format has no place for them.
///
/// # Errors
/// When the writer gives up, which memory never does.
pub(super) fn write(document: &Document) -> Result<Vec<u8>, ExportError> {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    if let Some(sheet) = document.sheets.first() {
        writer.write_record(sheet.header.iter().map(|name| guard(name))).map_err(ExportError::Csv)?;
        for row in &sheet.rows {
            writer.write_record(row.iter().map(field)).map_err(ExportError::Csv)?;
        }
    }
    writer.into_inner().map_err(|error| ExportError::Csv(error.into_error().into()))
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) => guard(words),
        Cell::Decimal { .. } => cell.plain().replace('.', ","),
        Cell::Empty | Cell::Integer(_) | Cell::Date(_) | Cell::Time(_) | Cell::DateTime(_) => cell.plain(),
    }
}

/// Makes words harmless that a spreadsheet would take for a formula: an apostrophe is put in front.
///
/// Quoting does not help, because a spreadsheet reckons after it has unquoted. So words whose first
/// visible character is `=`, `+`, `-`, `@` (or a full-width form of one), or whose first character is
/// a tab or a line break, get an apostrophe. So do words that begin with apostrophes before such a
/// beginning, which makes the way back ([`unguard`]) unambiguous: take one apostrophe away.
///
/// A telephone number such as `+46 70-174 06 06` is left as it is: two numbers side by side are no
/// formula and a hyphen between digits is no number, so spreadsheets keep it as text, with its plus.
/// `+46701740606` would become a number without its plus and `+46-70-1740606` a difference, so these
/// get the apostrophe and keep every character. Source: OWASP, "CSV Injection".
pub fn guard(words: &str) -> String {
    if dangerous(words) { format!("'{words}") } else { words.to_owned() }
}

/// The words that [`guard`] was given.
pub fn unguard(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(words) if dangerous(words) => words,
        Some(_) | None => field,
    }
}

fn dangerous(words: &str) -> bool {
    let bare = words.trim_start_matches('\'');
    if bare.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let visible = bare.trim_start();
    visible.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && !stays_text(bare)
}

/// Whether the words are a telephone number that no spreadsheet reads as a number or a formula.
fn stays_text(words: &str) -> bool {
    let Some(number) = words.strip_prefix('+') else { return false };
    let bytes = number.as_bytes();
    let side_by_side =
        bytes.windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b' ' && w[2].is_ascii_digit());
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || " -()/".contains(c))
        && number.contains('-')
        && side_by_side
}

#[cfg(test)]
mod tests {
    use super::{guard, unguard, write};
    use crate::exports::table::{Cell, Document, Sheet};

    fn document(rows: Vec<Vec<Cell>>) -> Document {
        let header = vec!["Namn".to_owned(), "Värde".to_owned()];
        Document {
            export: "sample",
            title: "Prov".into(),
            programme: "KKN-2018".into(),
            organiser: "Region Skåne".into(),
            zone: chrono_tz::Europe::Stockholm,
            test_data: true,
            sheets: vec![Sheet { title: "Prov".into(), header, rows }],
        }
    }

    #[test]
    fn the_file_has_a_bom_semicolons_crlf_iso_dates_and_a_decimal_comma() {
        let day: chrono::NaiveDate = "2018-05-29".parse().unwrap();
        let at = day.and_hms_opt(9, 5, 59).unwrap();
        let bytes = write(&document(vec![
            vec![Cell::text("0765"), Cell::Decimal { value: -7.5, places: 2 }],
            vec![Cell::text("a;b \"c\"\nd"), Cell::Integer(-3)],
            vec![Cell::Date(day), Cell::DateTime(at)],
            vec![Cell::Time(at.time()), Cell::Empty],
        ]))
        .unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "\u{feff}Namn;Värde\r\n\
             0765;-7,50\r\n\
             \"a;b \"\"c\"\"\nd\";-3\r\n\
             2018-05-29;2018-05-29 09:05\r\n\
             09:05;\r\n"
        );
    }

    #[test]
    fn what_would_be_a_formula_gets_an_apostrophe() {
        for formula in ["=1+1", "@SUM(A1)", "-1+1", "+1", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "'=1", "''-"]
        {
            assert_eq!(guard(formula), format!("'{formula}"));
        }
        for harmless in ["", "Malmö", "a=b", "'t Hooft", "0765", "070-174 06 06", "a@b.example", "'"] {
            assert_eq!(guard(harmless), harmless);
        }
    }

    #[test]
    fn a_telephone_number_keeps_its_plus() {
        for kept in ["+46 70-174 06 06", "+46 (0)40-628 04 90"] {
            assert_eq!(guard(kept), kept);
        }
        for reckoned in ["+46701740606", "+46-70-1740606", "+46 701 740 606", "+46 (0)70", "+46 70-1 2+A1"] {
            assert_eq!(guard(reckoned), format!("'{reckoned}"));
        }
    }

    proptest::proptest! {
        #[test]
        fn guarding_can_be_undone_and_never_leaves_a_formula(words in "['=+@\t\r\n 0-9a-]{0,8}") {
            let guarded = guard(&words);
            proptest::prop_assert_eq!(unguard(&guarded), words.as_str());
            proptest::prop_assert!(!guarded.starts_with(['=', '@', '-', '\t', '\r', '\n']));
        }
    }
}
