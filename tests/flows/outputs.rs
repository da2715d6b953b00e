//! What the demo leaves behind, file against file and against the log.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::played::{self, Played, example};
use crate::{mail, sheets};

fn summary(out: &Path) -> Value {
    serde_json::from_slice(&fs::read(out.join("summary.json")).unwrap()).unwrap()
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap_or_else(|| panic!("{value} is no number"))).unwrap()
}

fn files(directory: &Path, extension: &str) -> BTreeSet<String> {
    let files = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            assert!(path.extension().is_some_and(|found| found == extension), "{}", path.display());
            path.file_stem().unwrap().to_str().unwrap().to_owned()
        })
        .collect()
}

#[tokio::test]
async fn the_summary_has_the_keys_it_must_have() {
    let Played { out, .. } = played::kkn().await;
    let summary = summary(&out);
    let wanted = [
        "municipalities",
        "participants",
        "seminars",
        "sessions",
        "attendance_observations",
        "certificates",
        "letters",
        "events",
        "head_hash",
    ];
    assert_eq!(keys(&summary), BTreeSet::from(wanted));
    let municipalities = keys(&summary["municipalities"]);
    let wanted = BTreeSet::from(["applied", "admitted", "queued", "expired", "withdrawn"]);
    assert!(municipalities.is_superset(&wanted), "{municipalities:?}");
    assert_eq!(keys(&summary["certificates"]), BTreeSet::from(["issued", "flagged", "revoked"]));
}

#[tokio::test]
async fn the_figures_are_those_of_the_case_and_of_the_log() {
    let Played { out, database } = played::kkn().await;
    let summary = summary(&out);
    let municipalities = summary["municipalities"].as_object().unwrap();
    assert_eq!(number(&municipalities["applied"]), 26);
    assert_eq!(number(&municipalities["admitted"]), 20);
    assert_eq!(number(&municipalities["queued"]), 2);
    assert_eq!(number(&municipalities["expired"]), 2);
    assert_eq!(number(&municipalities["withdrawn"]), 2);
    let others = municipalities.iter().filter(|(name, _)| *name != "applied").map(|(_, value)| number(value));
    assert_eq!(others.sum::<usize>(), 26, "each municipality is counted once");
    assert_eq!((number(&summary["seminars"]), number(&summary["sessions"])), (5, 20));

    let count = async |kind: &str| -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM log.event WHERE kind = $1")
            .bind(kind)
            .fetch_one(&database.pool)
            .await
            .unwrap()
    };
    let recorded = |value: &Value| i64::try_from(number(value)).unwrap();
    assert_eq!(count("attendance-observed").await, recorded(&summary["attendance_observations"]));
    assert_eq!(count("certificate-issued").await, recorded(&summary["certificates"]["issued"]));
    assert_eq!(count("certificate-flagged").await, recorded(&summary["certificates"]["flagged"]));
    assert_eq!(count("certificate-flagged").await, 1, "one correction comes after the certificates");
    let letters: i64 = summary["letters"].as_object().unwrap().values().map(recorded).sum();
    assert_eq!(count("letter-sent").await, letters);
    assert_eq!(count("letter-queued").await, letters, "every letter was sent");
    let head = played::office(&database.pool, &out, "2019-08-01T00:00:00Z").await.log.head().await.unwrap();
    assert_eq!(head.position.get(), recorded(&summary["events"]));
    assert_eq!(head.hash.to_string(), summary["head_hash"]);
}

#[tokio::test]
async fn the_files_agree_with_the_figures() {
    let Played { out, .. } = played::kkn().await;
    let summary = summary(&out);
    let participants = sheets::csv(&out.join("deltagarlista.csv"));
    assert_eq!(participants.len(), number(&summary["participants"]));
    let places: BTreeSet<&String> = participants.iter().map(|row| &row["Anmälnings-ID"]).collect();
    assert_eq!(places.len(), number(&summary["municipalities"]["admitted"]));

    let certificates = files(&out.join("kursintyg"), "pdf");
    assert_eq!(certificates.len(), number(&summary["certificates"]["issued"]));
    for number in &certificates {
        let pdf = fs::read(out.join("kursintyg").join(format!("{number}.pdf"))).unwrap();
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 5_000, "{number}");
    }

    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for mail in mail::all(&out.join("letters")) {
        *kinds.entry(mail.kind).or_default() += 1;
    }
    let letters: BTreeMap<String, usize> = summary["letters"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(kind, value)| (kind.clone(), number(value)))
        .collect();
    assert_eq!(kinds, letters);
}

#[tokio::test]
async fn workbooks_hold_the_same_rows_as_the_text_files() {
    let Played { out, .. } = played::kkn().await;
    for stem in ["deltagarlista", "narvaro"] {
        let (text, book) =
            (sheets::csv(&out.join(format!("{stem}.csv"))), sheets::xlsx(&out.join(format!("{stem}.xlsx"))));
        assert_eq!(text.len(), book.len(), "{stem}");
        for (text, book) in text.iter().zip(&book) {
            assert_eq!(text.keys().collect::<Vec<_>>(), book.keys().collect::<Vec<_>>());
            for (column, cell) in text {
                assert!(sheets::same(cell, &book[column]), "{stem}, {column}: {cell:?}, {:?}", book[column]);
            }
        }
        assert!(book.iter().any(|row| row["Kommunkod"] == "0765"), "a code keeps its zero");
    }
}

#[tokio::test]
async fn every_participant_has_a_row_for_every_session() {
    let Played { out, .. } = played::kkn().await;
    let participants: BTreeSet<String> = sheets::csv(&out.join("deltagarlista.csv"))
        .into_iter()
        .map(|mut row| row.remove("Deltagar-ID").unwrap())
        .collect();
    let marks = sheets::csv(&out.join("narvaro.csv"));
    for person in &participants {
        let sessions: BTreeSet<_> = marks
            .iter()
            .filter(|row| row["Deltagar-ID"] == *person)
            .map(|row| (&row["Seminarienr"], &row["Datum"], &row["Pass"]))
            .collect();
        assert_eq!(sessions.len(), 20);
    }
    let deputies: BTreeSet<_> = marks.iter().filter(|row| !row["Ersätter"].is_empty()).collect();
    assert_eq!(deputies.len(), 2, "a deputy came to the two sessions of one day");
}

#[tokio::test]
async fn the_evaluation_counts_every_ballot_of_the_file() {
    let Played { out, .. } = played::kkn().await;
    let ballots = sheets::input(&example("kkn-2018").join("evaluations.csv")).len();
    let evaluation: Value = serde_json::from_slice(&fs::read(out.join("utvardering.json")).unwrap()).unwrap();
    let seminars = evaluation["seminars"].as_array().unwrap();
    assert_eq!(seminars.len(), 5);
    let answered: usize = seminars.iter().map(|seminar| number(&seminar["answered"])).sum();
    assert_eq!(answered, ballots);
    assert!(fs::read(out.join("utvardering.pdf")).unwrap().starts_with(b"%PDF-"));
}
