use super::{BallotRow, parse};
use crate::import::programme;
use parvis_events::evaluation::Answer;
use parvis_events::ids::SeminarId;
use parvis_events::programme::State;

const KKN: &str = include_str!("../../../examples/kkn-2018/programme.toml");
const HEADER: &str = "Seminarienr;Roll;Region;helhet;kunskap;exempel;kontakter;samverkan;kommentar";
const BALLOT: &str = "1;Turismchef;Region Halland;5;vet ej;;1;4;\"Bra; fortsätt\"";

fn kkn() -> State {
    programme::parse("programme.toml", KKN).unwrap().as_held().unwrap()
}

fn read(rows: &str) -> Result<Vec<BallotRow>, String> {
    parse("v.csv", &format!("\u{feff}{HEADER}\r\n{rows}\r\n"), &kkn())
        .map_err(|problems| problems.to_string())
}

#[test]
fn a_ballot_is_read_with_its_groups() {
    let ballots = read(BALLOT).unwrap();
    let [row] = ballots.as_slice() else { panic!("{ballots:?}") };
    assert_eq!(row.seminar, SeminarId::named(&["KKN-2018", "1"]));
    assert_eq!(
        (row.role_group.as_deref(), row.county.as_ref().unwrap().as_str()),
        (Some("development"), "13")
    );
    let answer = |code: &str| row.ballot.0.get(&code.parse().unwrap()).cloned();
    assert_eq!(answer("helhet"), Some(Answer::Grade(5)));
    assert_eq!(answer("kunskap"), Some(Answer::DontKnow));
    assert_eq!(answer("exempel"), None);
    assert_eq!(answer("kommentar"), Some(Answer::Text("Bra; fortsätt".into())));
}

#[test]
fn groups_may_be_left_out_or_named_by_code() {
    let group = |row: &str| read(row).unwrap().remove(0).role_group;
    assert_eq!(group("1;;;5;;;;;"), None);
    assert_eq!(group("1;development;;5;;;;;").as_deref(), Some("development"));
    assert_eq!(group("1;culture;;5;;;;;").as_deref(), Some("culture"));
    assert_eq!(read("1;;08;5;;;;;").unwrap()[0].county.as_ref().unwrap().as_str(), "08");
}

#[test]
fn whatever_is_wrong_with_a_ballot_is_told() {
    for (from, to, expected) in [
        ("1;T", "6;T", "v.csv, line 2, column Seminarienr: \"6\" is no seminar of the programme"),
        ("Turismchef", "Rektor", "column Roll: \"Rektor\" is no role of the programme; use Kulturchef"),
        (
            "Region Halland",
            "Region Gotland",
            "column Region: \"Region Gotland\" is no region of the programme",
        ),
        (";5;", ";6;", "column helhet: \"6\" is no grade of the question; write 1 to 5, vet ej, or nothing"),
        (";5;", ";mycket;", "is no grade"),
    ] {
        let text = read(&BALLOT.replacen(from, to, 1)).unwrap_err();
        assert!(text.contains(expected), "{text}");
    }
    let long = "å".repeat(4001);
    assert!(read(&format!("1;;;;;;;;{long}")).unwrap_err().contains("column kommentar"));
}

#[test]
fn the_header_holds_the_questions_of_the_form() {
    let text = format!("{}\n{BALLOT}\n", HEADER.replace("exempel", "lokal"));
    let problems = parse("v.csv", &text, &kkn()).unwrap_err().to_string();
    assert!(problems.contains("column exempel: the column is missing"), "{problems}");
    assert!(problems.contains("\"lokal\" is no column of this file"), "{problems}");
    assert!(parse("v.csv", &text, &State::default()).unwrap_err().to_string().contains("no evaluation form"));
}
