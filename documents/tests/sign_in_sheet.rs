//! Sign-in sheets are set for any number of people and sessions.
#![allow(clippy::unwrap_used)] // a test fails by panicking

use chrono::{NaiveDate, NaiveTime};
use parvis_documents::{SignInRow, SignInSession, SignInSheet, sign_in_sheet};
use parvis_words::Language;

const MUNICIPALITIES: [&str; 10] = [
    "Bromölla",
    "Hässleholm",
    "Höganäs",
    "Karlshamn",
    "Lessebo",
    "Malmö",
    "Mörbylånga",
    "Varberg",
    "Västervik",
    "Älmhult",
];

fn row(municipality: &str, name: &str, role: &str, replaces: &str) -> SignInRow {
    SignInRow {
        municipality: municipality.into(),
        name: name.into(),
        role: role.into(),
        replaces: replaces.into(),
    }
}

fn session(title: &str, from: u32, to: u32) -> SignInSession {
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    SignInSession { title: title.into(), starts: at(from), ends: at(to) }
}

fn kkn() -> SignInSheet {
    SignInSheet {
        language: Language::Swedish,
        programme: "Kulturella och kreativa näringar 2018–2019".into(),
        seminar: 4,
        theme: "Företagsfrämjande infrastruktur och system".into(),
        date: NaiveDate::from_ymd_opt(2019, 3, 6).unwrap(),
        sessions: vec![session("Förmiddag", 10, 12), session("Eftermiddag", 13, 17)],
        venue: "Konferenssal Slottsparken, Exempelgatan 44, Kalmar".into(),
        organisers: vec!["Region Skåne".into(), "Region Kalmar län".into()],
        case_number: "TEST-2018-000123".into(),
        test_data: true,
        rows: MUNICIPALITIES
            .iter()
            .flat_map(|municipality| {
                [
                    row(municipality, "Åsa-Katarina Exempelström Provlind", "Kulturchef", ""),
                    row(municipality, "Bo Testberg", "Näringslivschef", "Cilla Exempelkvist"),
                ]
            })
            .collect(),
    }
}

fn set(name: &str, sheet: &SignInSheet) -> Vec<u8> {
    let pdf = sign_in_sheet(sheet).unwrap();
    if let Some(folder) = std::env::var_os("PARVIS_SAMPLES") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), &pdf).unwrap();
    }
    pdf
}

#[test]
fn a_sheet_has_the_same_bytes_each_time() {
    let pdf = set("sheet", &kkn());
    assert!(pdf.starts_with(b"%PDF-1."));
    assert_eq!(pdf, set("sheet", &kkn()));
}

#[test]
fn a_sheet_without_people_sessions_or_case_number_can_be_set() {
    let mut sheet = kkn();
    sheet.rows.clear();
    sheet.sessions.clear();
    sheet.case_number.clear();
    sheet.test_data = false;
    sheet.language = Language::Bokmal;
    set("sheet-empty", &sheet);
}
