//! JSON for machines: each row an object by column, numbers as numbers, dates as ISO 8601.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::ExportError;
use super::table::{Cell, Document, Sheet};

/// Writes all sheets. Local times are without offset; `zone` names the zone they are in.
///
/// # Errors
/// When the writer gives up.
pub(super) fn write(document: &Document, written_at: DateTime<Utc>) -> Result<Vec<u8>, ExportError> {
    let value = json!({
        "export": document.export,
        "title": document.title,
        "programme": document.programme,
        "organiser": document.organiser,
        "zone": document.zone.name(),
        "test_data": document.test_data,
        "written_at": written_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        "sheets": document.sheets.iter().map(sheet).collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&value).map_err(ExportError::Json)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn sheet(sheet: &Sheet) -> Value {
    let row = |cells: &Vec<Cell>| -> Map<String, Value> {
        sheet.header.iter().cloned().zip(cells.iter().map(value)).collect()
    };
    json!({
        "title": sheet.title,
        "columns": sheet.header,
        "rows": sheet.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(words) => json!(words),
        Cell::Integer(number) => json!(number),
        Cell::Decimal { value, places } => {
            let scale = 10_f64.powi(i32::from(*places));
            json!((value * scale).round() / scale)
        }
        Cell::Date(_) | Cell::Time(_) => json!(cell.plain()),
        Cell::DateTime(at) => json!(at.format("%Y-%m-%dT%H:%M:%S").to_string()),
    }
}

#[cfg(test)]
mod tests {
    use crate::exports::{Format, Request, Scope, find, sample};

    #[test]
    fn rows_are_objects_with_numbers_and_iso_dates() {
        let request = Request {
            programme: sample::programme(),
            scope: Scope::Seminar(1),
            format: Format::Json,
            written_at: sample::at("2019-06-10T12:00:00Z"),
        };
        let file = find("attendance").unwrap().write(&sample::house(), &request).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&file.bytes).unwrap();
        assert_eq!(json["programme"], "KKN-2018");
        assert_eq!(json["zone"], "Europe/Stockholm");
        assert_eq!(json["test_data"], true);
        assert_eq!(json["written_at"], "2019-06-10T12:00:00Z");
        assert_eq!(json["sheets"].as_array().unwrap().len(), 2);
        let sheet = &json["sheets"][0];
        assert_eq!(sheet["columns"][0], "Programkod");
        let row = &sheet["rows"][0];
        assert_eq!(row["Datum"], "2018-05-29");
        assert_eq!(row["Starttid"], "10:00");
        assert_eq!(row["Timmar"], 2.0);
        assert_eq!(row["Seminarienr"], 1);
        assert_eq!(row["Utcheckad"], serde_json::Value::Null);
        assert_eq!(row["Incheckad"], "2018-05-29T09:42:00");
    }
}
