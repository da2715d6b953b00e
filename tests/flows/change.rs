//! The same input gives the same output, and another input another one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::played::{self, example, play};
use crate::support::{self};
use crate::{mail, sheets};

/// Every file below a directory, with its bytes.
fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![root.to_path_buf()];
    while let Some(directory) = waiting.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.insert(path.strip_prefix(root).unwrap().to_path_buf(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

async fn played_again(input: &Path) -> (TempDir, Value) {
    let database = support::database().await;
    let out = tempfile::tempdir().unwrap();
    let report = play(database.pool.clone(), input, out.path()).await.unwrap();
    let summary = serde_json::to_value(&report.summary).unwrap();
    let written: Value = serde_json::from_slice(&fs::read(out.path().join("summary.json")).unwrap()).unwrap();
    assert_eq!(summary, written);
    (out, summary)
}

#[tokio::test]
async fn the_same_input_gives_the_same_bytes() {
    let first = played::kkn().await.out;
    let (second, _) = played_again(&example("kkn-2018")).await;
    let (first, second) = (tree(&first), tree(second.path()));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    assert!(first.len() > 900);
    for (path, bytes) in &first {
        assert!(*bytes == second[path], "{} differs", path.display());
    }
}

/// The example without Tomelilla, which is the last to get a place, and with another name for somebody in Växjö.
fn changed_input() -> TempDir {
    let input = tempfile::tempdir().unwrap();
    for name in ["programme.toml", "evaluations.csv"] {
        fs::copy(example("kkn-2018").join(name), input.path().join(name)).unwrap();
    }
    let without = |name: &str, drop: &[&str]| {
        let text = fs::read_to_string(example("kkn-2018").join(name)).unwrap();
        let kept = text.split_inclusive('\n').filter(|line| !drop.iter().any(|word| line.contains(word)));
        let text: String = kept.collect();
        fs::write(input.path().join(name), text.replace("Ljungbåge;Yngve", "Nynamn;Zelma")).unwrap();
    };
    without("enrolments.csv", &[";A-23;"]);
    without("attendance.csv", &[";D-043;", ";D-044;"]);
    input
}

#[tokio::test]
async fn a_changed_journal_changes_every_output() {
    let before = played::kkn().await.out;
    let (after, summary) = played_again(changed_input().path()).await;
    assert_eq!(summary["municipalities"]["applied"], 25);

    for stem in ["deltagarlista", "narvaro"] {
        let names = |rows: Vec<sheets::Row>| -> BTreeSet<String> {
            rows.into_iter().map(|mut row| row.remove("Efternamn").unwrap()).collect()
        };
        let csv = format!("{stem}.csv");
        let (old, new) =
            (names(sheets::csv(&before.join(&csv))), names(sheets::csv(&after.path().join(&csv))));
        assert_eq!(new, names(sheets::xlsx(&after.path().join(format!("{stem}.xlsx")))));
        let (gone, come): (Vec<&String>, Vec<&String>) =
            (old.difference(&new).collect(), new.difference(&old).collect());
        for name in ["Sälghejda", "Sandbåge", "Ljungbåge"] {
            assert!(gone.contains(&&name.to_owned()), "{name} is in {stem} no more");
        }
        assert!(come.contains(&&"Nynamn".to_owned()), "{come:?}");
    }
    let to = |out: &Path, name: &str| {
        mail::all(&out.join("letters")).into_iter().filter(|mail| mail.name == name).count()
    };
    assert_eq!(
        (to(&before, "Zelma Nynamn"), to(after.path(), "Zelma Nynamn")),
        (0, to(&before, "Yngve Ljungbåge"))
    );
    assert!(to(&before, "Pontus Sälghejda") > 10 && to(after.path(), "Pontus Sälghejda") == 0);

    let (before, after) = (tree(&before), tree(after.path()));
    for name in ["deltagarlista.xlsx", "narvaro.xlsx", "utvardering.json", "utvardering.pdf", "summary.json"]
    {
        assert!(before[Path::new(name)] != after[Path::new(name)], "{name} is as before");
    }
    let certificates = |files: &BTreeMap<PathBuf, Vec<u8>>| -> BTreeSet<Vec<u8>> {
        let pdfs = files.iter().filter(|(path, _)| path.starts_with("kursintyg"));
        pdfs.map(|(_, bytes)| bytes.clone()).collect()
    };
    assert!(certificates(&before) != certificates(&after));
}

#[tokio::test]
async fn the_predecessors_run_through_the_same_code() {
    for (name, participants) in [("kkn-2014", 30), ("kultur-resmal-2016", 30)] {
        let (out, summary) = played_again(&example(name)).await;
        assert_eq!(summary["participants"], participants, "{name}");
        assert_eq!(sheets::csv(&out.path().join("deltagarlista.csv")).len(), participants, "{name}");
        let papers = fs::read_dir(out.path().join("kursintyg")).unwrap().count();
        assert_eq!(summary["certificates"]["issued"], papers, "{name}");
        assert!(papers > 20, "{name}");
        let mails = mail::all(&out.path().join("letters"));
        let letters: u64 =
            summary["letters"].as_object().unwrap().values().map(|value| value.as_u64().unwrap()).sum();
        assert_eq!(mails.len() as u64, letters, "{name}");
    }
}
