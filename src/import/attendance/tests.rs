use std::collections::BTreeSet;

use super::{COLUMNS, check_people, parse};
use crate::import::{Timed, programme};
use parvis_events::attendance::{Command, Method, Status};
use parvis_events::ids::{PersonId, SeminarId};
use parvis_events::programme::State;

const KKN: &str = include_str!("../../../examples/kkn-2018/programme.toml");
const SEEN: &str = "2018-05-29 09:51;närvaro;1;2018-05-29;Förmiddag;D-001;närvarande;120;kod;surfplatta-1;";

fn kkn() -> State {
    programme::parse("programme.toml", KKN).unwrap().as_held().unwrap()
}

fn file(rows: &[&str]) -> String {
    format!("{}\r\n{}\r\n", COLUMNS.join(";"), rows.join("\r\n"))
}

fn read(rows: &[&str]) -> Vec<Timed<(SeminarId, Command)>> {
    parse("a.csv", &file(rows), &kkn()).unwrap_or_else(|problems| panic!("{problems}"))
}

#[track_caller]
fn problem(rows: &[&str]) -> String {
    let problems = parse("a.csv", &file(rows), &kkn()).unwrap_err();
    assert_eq!(problems.all().len(), 1, "{problems}");
    problems.to_string()
}

#[test]
fn an_observation_is_read_and_named_by_what_it_says() {
    let rolls = read(&[SEEN]);
    let (seminar, Command::Observe { observation, session_minutes, .. }) = &rolls[0].what else { panic!() };
    assert_eq!(*seminar, SeminarId::named(&["KKN-2018", "1"]));
    assert_eq!(
        (observation.status, observation.minutes, *session_minutes),
        (Status::Present, 120, Some(120))
    );
    assert_eq!((observation.method, observation.device.as_str()), (Method::Code, "surfplatta-1"));
    assert_eq!(observation.observed_at.to_rfc3339(), "2018-05-29T07:51:00+00:00");
    assert_eq!(read(&[SEEN]), rolls);
    let other = read(&[&SEEN.replace("surfplatta-1", "surfplatta-2")]);
    let Command::Observe { observation: other, .. } = &other[0].what.1 else { panic!() };
    assert_ne!(other.id, observation.id);
}

#[test]
fn minutes_that_go_without_saying_may_be_left_out() {
    let minutes = |row: &str| match &read(&[row])[0].what.1 {
        Command::Observe { observation, .. } => observation.minutes,
        other => panic!("{other:?}"),
    };
    assert_eq!(minutes(&SEEN.replace(";120;", ";;")), 120);
    assert_eq!(minutes(&SEEN.replace("närvarande;120", "giltig frånvaro;")), 0);
    assert_eq!(minutes(&SEEN.replace("närvarande;120", "delvis;45")), 45);
}

#[test]
fn corrections_and_closings_are_read() {
    let rolls = read(&[
        SEEN,
        "2018-06-01 11:00;stängning;1;;;;;;;;",
        "2018-06-04 09:00;rättelse;1;2018-05-29;förmiddag;D-001;delvis;30;;;Gick tidigt",
    ]);
    assert_eq!(rolls[1].what.1, Command::CloseRoll);
    assert!(
        matches!(&rolls[2].what.1, Command::Correct { minutes: 30, reason, .. } if reason == "Gick tidigt")
    );
}

#[test]
fn whatever_is_wrong_with_a_row_is_told() {
    for (from, to, expected) in [
        (
            "närvaro;1;",
            "närvaro;8;",
            "column Seminarienr: \"8\" is no seminar of the programme; use one of 1, 2, 3, 4, 5",
        ),
        (
            "2018-05-29;F",
            "2018-05-28;F",
            "column Datum: \"2018-05-28\" is no day of the seminar; use 2018-05-29 or 2018-05-30",
        ),
        ("2018-05-29;F", "29/5;F", "is no date"),
        (
            "Förmiddag",
            "Kväll",
            "column Pass: \"Kväll\" is no session of that day; use Förmiddag or Eftermiddag",
        ),
        ("närvarande", "sjuk", "column Närvarostatus: \"sjuk\" is not known; use närvarande, delvis"),
        (";120;", ";121;", "column Minuter: \"121\" is longer than the session; write 1 to 120"),
        (";120;", ";0;", "contradicts the attendance"),
        ("närvarande;120", "ogiltig frånvaro;120", "contradicts the absence; write 0"),
        ("närvarande;120", "delvis;", "is no number of minutes"),
        (";kod;", ";telepati;", "use närvarolista, avprickning, kod"),
        ("surfplatta-1", "", "column Enhet: nothing is given"),
        ("D-001", "", "column Deltagar-ID: nothing is given"),
        ("närvaro;", "noterad;", "use närvaro, rättelse or stängning"),
        ("surfplatta-1;", "surfplatta-1;Sjuk", "column Skäl: \"Sjuk\" means nothing in a row of närvaro"),
        ("2018-05-29 09:51", "i går", "is no time stamp"),
    ] {
        let text = problem(&[&SEEN.replacen(from, to, 1)]);
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn order_contradictions_and_missing_reasons_are_told() {
    assert!(problem(&[SEEN, &SEEN.replace("09:51", "09:50")]).contains("line 3, column Tidpunkt"));
    assert!(problem(&[SEEN, &SEEN.replace("närvarande;120", "delvis;60")]).contains("contradicts line 2"));
    let correction = "2018-06-04 09:00;rättelse;1;2018-05-29;Förmiddag;D-001;delvis;30;;;";
    assert!(problem(&[correction]).contains("column Skäl: nothing is given"));
    assert!(
        problem(&["2018-06-04 09:00;stängning;1;2018-05-29;;;;;;;"])
            .contains("means nothing in a row of stängning")
    );
}

#[test]
fn dates_are_those_the_seminar_was_held_on() {
    let moved = "2018-12-12 09:51;närvaro;3;2018-12-12;Förmiddag;D-001;närvarande;120;kod;surfplatta-1;";
    assert_eq!(read(&[moved]).len(), 1);
    let planned = programme::parse("programme.toml", KKN).unwrap().as_planned().unwrap();
    assert!(parse("a.csv", &file(&[moved]), &planned).is_err());
}

#[test]
fn strangers_on_the_roll_are_told_with_their_line() {
    let rolls = read(&[SEEN, &SEEN.replace("D-001", "D-999")]);
    let known = BTreeSet::from([PersonId::named(&["KKN-2018", "D-001"])]);
    let text = check_people("a.csv", &rolls, &known).unwrap_err().to_string();
    assert!(
        text.starts_with("a.csv, line 3, column Deltagar-ID: the register knows nobody by this id"),
        "{text}"
    );
}
