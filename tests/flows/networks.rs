//! Programmes of other kinds than pairs, played through: open meetings, and a municipality's own training in Norwegian.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support;
use crate::support::played::{example, play};

async fn played(name: &str) -> (TempDir, Value) {
    let database = support::database().await;
    let out = tempfile::tempdir().unwrap();
    let report = play(database.pool.clone(), &example(name), out.path()).await.unwrap();
    (out, serde_json::to_value(&report.summary).unwrap())
}

fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    text.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_network_of_open_meetings_is_played_through_and_reported_by_area() {
    let (out, summary) = played("natverk-varmland").await;
    assert_eq!(
        (summary["seminars"].as_u64(), summary["certificates"]["issued"].as_u64()),
        (Some(6), Some(0))
    );
    // Everybody is reminded of the meetings they signed up for and of no other; three of them wait, two are late.
    let reminded = summary["letters"]["seminar-reminder"].as_u64().unwrap();
    assert!((60..=73).contains(&reminded), "{summary}");
    let report = lines(&out.path().join("arsrapport-kulturomraden.csv"));
    assert_eq!(report[0], "År;Kulturområde;Seminarier;Deltaganden;Personer;Kommuner;Närvarotimmar");
    let of = |start: &str| report.iter().find(|line| line.starts_with(start)).unwrap().clone();
    assert!(of("2024;Enskilda arkiv;").starts_with("2024;Enskilda arkiv;1;8;8;"), "{report:?}");
    assert!(of("2024;Totalt;").starts_with("2024;Totalt;3;32;"), "{report:?}");
    assert!(of("2025;Totalt;").starts_with("2025;Totalt;3;36;"), "{report:?}");
    assert_eq!(report.len(), 1 + 8 + 8);
}

#[tokio::test]
async fn a_norwegian_programme_speaks_norwegian_in_lists_letters_and_certificates() {
    let (out, summary) = played("rana-2025").await;
    assert_eq!(summary["participants"], 19, "{summary}");
    let list = lines(&out.path().join("deltagarlista.csv"));
    assert!(
        list[0].starts_with("Programkode;Program;Samlingsnr;Samling;Startdato;Sluttdato;Sted;"),
        "{}",
        list[0]
    );
    assert!(list.iter().any(|line| line.contains(";Tatt opp;")));
    assert!(!list.concat().contains("Antagen"));
    let attendance = lines(&out.path().join("narvaro.csv"));
    assert!(attendance.iter().any(|line| line.contains(";Til stede;")));
    let letters = fs::read_dir(out.path().join("letters")).unwrap();
    let texts: Vec<String> = letters
        .map(|entry| String::from_utf8_lossy(&fs::read(entry.unwrap().path()).unwrap()).into_owned())
        .collect();
    assert!(texts.iter().all(|text| text.contains("Content-Language: nb") || !text.contains("Hej ")));
    assert!(out.path().join("kursintyg").read_dir().unwrap().count() >= 15, "{summary}");
}
