//! A programme that comes in file by file, and again.

use std::fs;

use crate::program::Program;
use crate::sheets;
use crate::support::played::{KKN, example};

fn import(program: &Program, kind: &str, file: &str) -> bool {
    let file = if file.contains('/') {
        file.to_owned()
    } else {
        example("kkn-2018").join(file).display().to_string()
    };
    let mut arguments = vec!["import", kind, &file];
    if kind != "programme" {
        arguments.extend(["--programme", KKN]);
    }
    let said = program.run(&arguments);
    assert!(said.ok || kind == "evaluations", "{kind}: {}", said.err);
    said.ok
}

const FILES: [(&str, &str); 4] = [
    ("programme", "programme.toml"),
    ("enrolments", "enrolments.csv"),
    ("attendance", "attendance.csv"),
    ("evaluations", "evaluations.csv"),
];

fn export(program: &Program, what: &str) -> Vec<sheets::Row> {
    let said = program.does(&["export", what, "--programme", KKN, "--format", "csv", "--out", "-"]);
    sheets::parsed(said.as_bytes())
}

#[test]
fn files_come_in_one_after_the_other_and_again_they_change_nothing() {
    let program = Program::alone();
    let mut heads = vec![(0, String::new())];
    for (kind, file) in FILES {
        assert!(import(&program, kind, file));
        heads.push(program.head());
    }
    assert!(heads.windows(2).all(|pair| pair[0].0 < pair[1].0), "{heads:?}");
    assert_eq!(export(&program, "participants").len(), 39);
    assert_eq!(export(&program, "attendance").len(), 782);

    for (kind, file) in FILES {
        // Ballots are anonymous: the same ones are refused, for they cannot be told from new ones.
        assert_eq!(import(&program, kind, file), kind != "evaluations");
        assert_eq!(&program.head(), heads.last().unwrap(), "{kind} came in twice");
    }
    program.does(&["log", "verify"]);
    program.does(&["views", "rebuild", "--exact"]);
    take_up_what_is_new(&program);
}

/// A journal that has grown gives what it has grown by; a corrected address is taken over.
fn take_up_what_is_new(program: &Program) {
    let text = fs::read_to_string(example("kkn-2018").join("enrolments.csv")).unwrap();
    let text = text.replace("johan.hasselvraka@malmo.example", "johan@malmo.example");
    let late = "2019-04-02 10:00;avbokning deltagare;A-01;1280;Malmö;D-001;;;;;;;;;\r\n";
    let grown = program.home().join("enrolments.csv");
    fs::write(&grown, format!("{text}{late}")).unwrap();
    let (before, _) = program.head();
    assert!(import(program, "enrolments", grown.to_str().unwrap()));
    let kinds = kinds_after(program, before);
    assert_eq!(
        kinds.iter().filter(|kind| !kind.starts_with("letter-")).collect::<Vec<_>>(),
        ["contact-changed", "member-withdrawn"]
    );
    assert_eq!(export(program, "participants").len(), 38);
    let (head, _) = program.head();
    assert!(import(program, "enrolments", grown.to_str().unwrap()));
    assert_eq!(program.head().0, head);
}

fn kinds_after(program: &Program, position: u64) -> Vec<String> {
    let tail = program.does(&["log", "tail", "--all", "--format", "json"]);
    let mut kinds: Vec<String> = tail
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|event| event["position"].as_u64().unwrap() > position)
        .map(|event| event["type"].as_str().unwrap().to_owned())
        .collect();
    kinds.sort();
    kinds
}
