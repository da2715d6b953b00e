//! Certificates are set, whatever they say, and always to the same bytes.
#![allow(clippy::unwrap_used)] // a test fails by panicking

mod samples;

use std::time::Instant;

use parvis_documents::{Certificate, certificate};
use parvis_events::certificates::Snapshot;
use parvis_events::values::{Language, Period};
use samples::{kkn, on};

const URL: &str = "https://parvis.example/intyg/KKN-2018-0017";

fn set(name: &str, snapshot: &Snapshot) -> Vec<u8> {
    let minutes = |of: fn(&parvis_events::certificates::CertifiedSeminar) -> u32| {
        snapshot.seminars.iter().map(of).sum()
    };
    let pdf = certificate(&Certificate {
        snapshot,
        number: "KKN-2018-0017",
        date: on(2019, 6, 11),
        minutes_attended: minutes(|seminar| seminar.minutes_attended),
        minutes_offered: minutes(|seminar| seminar.minutes_offered),
        verification_url: URL,
    })
    .unwrap();
    keep(name, &pdf);
    pdf
}

/// Keeps a document to look at, where `PARVIS_SAMPLES` names a folder.
fn keep(name: &str, pdf: &[u8]) {
    if let Some(folder) = std::env::var_os("PARVIS_SAMPLES") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), pdf).unwrap();
    }
}

fn pages(pdf: &[u8]) -> usize {
    let needle = b"/Type/Page/";
    let spaced = b"/Type /Page\n";
    pdf.windows(needle.len()).filter(|w| *w == needle).count()
        + pdf.windows(spaced.len()).filter(|w| *w == spaced).count()
}

fn contains(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_certificate_is_one_archivable_accessible_page() {
    let pdf = set("kkn", &kkn());
    assert!(pdf.starts_with(b"%PDF-1."));
    for mark in ["pdfaid:part>2", "pdfaid:conformance>A", "pdfuaid:part>1", "/Lang"] {
        assert!(contains(&pdf, mark), "{mark}");
    }
    assert_eq!(pages(&pdf), 1);
}

#[test]
fn the_same_certificate_has_the_same_bytes() {
    assert_eq!(set("same", &kkn()), set("same", &kkn()));
}

#[test]
fn names_that_look_like_markup_or_cannot_be_printed_are_harmless() {
    let mut snapshot = kkn();
    snapshot.given_name = "#panic() $x$ *[".into();
    snapshot.family_name = "\\u{1} 王 🎭 </w>".into();
    set("markup", &snapshot);
}

#[test]
fn long_names_one_seminar_and_no_case_number_fit() {
    let mut snapshot = kkn();
    snapshot.test_data = false;
    snapshot.given_name = "Anna-Karin Wilhelmina".into();
    snapshot.family_name = "Oxenstierna-Lagercrantz von Döbeln".into();
    snapshot.title = "Avdelningschef för kultur, fritid, besöksnäring och medborgarservice".into();
    snapshot.municipality = "Upplands Väsby kommun".into();
    snapshot.seminars[1].theme =
        "Kommunens strategiska roll i ett regionalt utvecklingsarbete som bygger på samverkan mellan kultur, \
         näringsliv och besöksnäring"
            .into();
    assert_eq!(pages(&set("long", &snapshot)), 1);
    snapshot.seminars.truncate(1);
    snapshot.case_number.clear();
    assert_eq!(pages(&set("one", &snapshot)), 1);
    snapshot.languages = vec![Language::Bokmal];
    snapshot.issuers = vec!["Rana kommune".into()];
    assert_eq!(pages(&set("rana", &snapshot)), 1);
}

#[test]
fn ten_seminars_fit_too() {
    let mut snapshot = kkn();
    let first = snapshot.seminars.clone();
    snapshot.seminars.extend(first);
    assert_eq!(pages(&set("ten", &snapshot)), 1);
}

/// A bound that holds without optimisation too; in release one takes a few milliseconds.
#[test]
fn certificates_are_set_quickly() {
    set("warm", &kkn());
    let start = Instant::now();
    for number in 0..20 {
        let mut snapshot = kkn();
        snapshot.given_name = format!("Person {number}");
        snapshot.period = Period { from: on(2018, 5, 29), to: on(2019, 5, 24) };
        set("quick", &snapshot);
    }
    let each = start.elapsed() / 20;
    println!("{each:?} a certificate");
    assert!(each.as_millis() < 500, "{each:?}");
}
