//! Certificates to look at and to test with.

use chrono::NaiveDate;
use parvis_events::certificates::{CertifiedSeminar, Snapshot};
use parvis_events::values::{Language, Period};

pub fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn seminar(number: u8, theme: &str, from: NaiveDate, place: &str, minutes_attended: u32) -> CertifiedSeminar {
    CertifiedSeminar {
        number,
        theme: theme.into(),
        period: Period { from, to: from.succ_opt().unwrap() },
        place: place.into(),
        minutes_attended,
        minutes_offered: 690,
    }
}

pub fn kkn() -> Snapshot {
    let issuers =
        ["Region Skåne", "Region Halland", "Region Kronoberg", "Region Blekinge", "Region Kalmar län"];
    Snapshot {
        given_name: "Åsa".into(),
        family_name: "Provlind".into(),
        title: "Kulturchef".into(),
        role: "Kulturchef".into(),
        municipality: "Malmö stad".into(),
        issuers: issuers.map(str::to_owned).to_vec(),
        programme_code: "KKN-2018".into(),
        programme: "Kulturella och kreativa näringar 2018–2019".into(),
        period: Period { from: on(2018, 5, 29), to: on(2019, 5, 24) },
        seminars: vec![
            seminar(1, "Vad är KKN?", on(2018, 5, 29), "Malmö", 690),
            seminar(2, "Kommunens strategiska roll", on(2018, 10, 3), "Växjö", 690),
            seminar(3, "Kommunens operativa roll", on(2018, 12, 12), "Karlskrona", 405),
            seminar(4, "Företagsfrämjande infrastruktur och system", on(2019, 3, 6), "Kalmar", 690),
            seminar(5, "Affärsutveckling", on(2019, 5, 23), "Varberg", 690),
        ],
        least_percent: 80,
        signatory_name: "Torvald Provmånsson".into(),
        signatory_title: "Tillförordnad kulturdirektör".into(),
        case_number: "TEST-2018-000123".into(),
        languages: vec![Language::Swedish, Language::English],
        test_data: true,
    }
}
