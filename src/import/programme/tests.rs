use super::{ProgrammeFile, parse};
use crate::import::problem::Problems;
use parvis_events::programme::{Anchor, Command};
use parvis_events::time::DayOffset;

const KKN: &str = include_str!("../../../examples/kkn-2018/programme.toml");

fn kkn() -> ProgrammeFile {
    parse("programme.toml", KKN).unwrap()
}

/// What is told of the file when one text in it is replaced by another.
#[track_caller]
fn problems(from: &str, to: &str) -> Problems {
    assert!(KKN.contains(from), "{from}");
    parse("programme.toml", &KKN.replacen(from, to, 1)).unwrap_err()
}

#[track_caller]
fn only_problem(from: &str, to: &str) -> String {
    let found = problems(from, to);
    assert_eq!(found.all().len(), 1, "{found}");
    found.to_string()
}

#[test]
fn the_file_sets_up_the_whole_programme() {
    let file = kkn();
    let planned = file.as_planned().unwrap();
    assert_eq!(file.people.len(), 7);
    assert_eq!(planned.partners.values().map(|partner| partner.allocation).sum::<u32>(), 20);
    assert_eq!(planned.council.len(), 5);
    assert_eq!(planned.reminders.len(), 4);
    assert_eq!(planned.evaluation.as_ref().unwrap().questions.len(), 6);
    let first = planned.seminar_numbered(1).unwrap();
    assert_eq!((first.sessions.len(), first.venue.place.as_str()), (4, "Malmö"));
    assert_eq!(file.certificates_at.unwrap().to_rfc3339(), "2019-06-11T07:00:00+00:00");
    let (open, others) = file.set_up.split_last().unwrap();
    assert!(matches!(open.what, Command::OpenEnrolment { .. }));
    assert_eq!(open.at.to_rfc3339(), "2018-02-04T23:00:00+00:00");
    assert!(others.iter().all(|step| step.at.to_rfc3339() == "2018-01-15T08:00:00+00:00"));
    let weeks = planned.reminders.values().find(|rule| rule.offset == DayOffset::Before(14)).unwrap();
    assert_eq!(weeks.anchor, Anchor::SeminarStart);
}

#[test]
fn a_moved_seminar_keeps_its_sessions_ids() {
    let file = kkn();
    let (planned, held) = (file.as_planned().unwrap(), file.as_held().unwrap());
    let (before, after) = (planned.seminar_numbered(3).unwrap(), held.seminar_numbered(3).unwrap());
    let ids = |seminar: &parvis_events::programme::Seminar| -> Vec<_> {
        seminar.sessions.iter().map(|session| session.id).collect()
    };
    assert_eq!(ids(before), ids(after));
    assert_eq!(after.sessions.first().unwrap().date.to_string(), "2018-12-12");
    assert_eq!(held.seminar_numbered(4).unwrap().venue.name.as_str(), "Konferenssal Slottsparken");
}

#[test]
fn a_byte_order_mark_is_allowed_and_the_same_text_gives_the_same_file() {
    assert_eq!(parse("programme.toml", &format!("\u{feff}{KKN}")).unwrap(), kkn());
}

#[test]
fn allocations_that_do_not_sum_are_told_with_the_difference() {
    assert_eq!(
        only_problem("allocation = 8", "allocation = 7"),
        "programme.toml, line 5: the allocations sum to 19 of 20 places; share out 1 more"
    );
}

#[test]
fn a_missing_an_unknown_and_a_wrong_key_are_told_with_line_and_key() {
    assert_eq!(
        only_problem("organiser = \"Region Skåne\"\n", ""),
        "programme.toml, line 5, column programme.organiser: is missing; add it"
    );
    let text = only_problem("places = 20", "places = 20\nplatser = 20");
    assert!(
        text.contains("line 19, column programme.platser: is no key of this table; use one of"),
        "{text}"
    );
    let text = only_problem("places = 20", "places = \"tjugo\"");
    assert!(text.contains("column programme.places: is a string; write a whole number"), "{text}");
    let text = only_problem("places = 20", "places = -1");
    assert!(text.contains("out of range"), "{text}");
}

#[test]
fn wrong_values_are_told_with_what_is_allowed() {
    for (from, to, expected) in [
        ("code = \"KKN-2018\"", "code = \"kkn\"", "\"kkn\" is not a programme code"),
        ("country = \"SE\"", "country = \"DK\"", "\"DK\" is not known; use `SE` or `NO`"),
        ("\"sv\", \"en\"", "\"sv\", \"fi\"", "\"fi\" is not known; use one of `sv`, `nb`, `en`"),
        ("Europe/Stockholm", "Europe/Malmö", "use an IANA name"),
        ("kind = \"pair\"", "kind = \"trio\"", "use pair, team, individual or open-meeting"),
        ("letter = \"incomplete\"", "letter = \"receipt\"", "line 295: the letter receipt of the reminder"),
        ("anchor = \"hold-end\"", "anchor = \"new-year\"", "use one of `seminar-start`"),
        ("direction = \"before\"", "direction = \"during\"", "use before or after"),
        ("starts = \"10:00\"", "starts = \"tio\"", "is not a local time"),
        ("2018-01-15T09:00:00", "2018-01-15T09:00:00+01:00", "without an offset"),
        (
            "\"business\", \"tourism\"]",
            "\"business\", \"sport\"]",
            "names the role sport, which the programme does not have; add the role",
        ),
        ("kind = \"scale\"", "kind = \"stars\"", "use scale or text"),
        ("action = \"complete\"", "action = \"repeat\"", "use move-seminar"),
        ("ends = \"12:00\"", "ends = \"09:00\"", "ends before it begins"),
        ("to = 2019-06-28", "to = 2017-06-28", "is before the first day"),
        ("[signatory]", "[undersigned]", "nobody signs the certificates"),
        ("least_percent = 80", "least_percent = 0", "is no share of attendance; state 1 to 100"),
        ("at = 2019-02-26T14:30:00", "at = 2018-02-26T14:30:00", "put the changes in order of time"),
        ("seminar = 3", "seminar = 9", "the programme has no such seminar"),
        ("number = 2", "number = 1", "is the number of a seminar above; give it one of its own"),
    ] {
        let text = problems(from, to).to_string();
        assert!(text.contains(expected), "{from} → {to}: {text}");
    }
}

#[test]
fn broken_toml_is_told_with_its_line() {
    let text = problems("places = 20", "places = = 20").to_string();
    assert!(text.starts_with("programme.toml, line 18: is not TOML"), "{text}");
}

#[test]
fn several_problems_are_told_at_once() {
    let text =
        KKN.replacen("country = \"SE\"", "country = \"DK\"", 1).replacen("highest = 5", "highest = \"x\"", 2);
    let problems = parse("programme.toml", &text).unwrap_err();
    assert_eq!(problems.all().len(), 3, "{problems}");
}

#[test]
fn a_seminar_can_be_cancelled_and_a_team_rule_set() {
    let text = KKN
        .replacen("action = \"move-seminar\"\nseminar = 4\nvenue = \"Konferenssal Slottsparken\"\nplace = \"Kalmar\"\naddress = \"Exempelgatan 44, Kalmar\"\nhost = \"08\"", "action = \"cancel-seminar\"\nseminar = 4\nreason = \"Snöstorm\"", 1)
        .replacen("kind = \"pair\"", "kind = \"team\"\nmin = 2\nmax = 4", 1);
    let start = text.find("[[participation.requirement]]").unwrap();
    let end = text.find("[enrolment]").unwrap();
    let text = format!("{}{}", &text[..start], &text[end..]);
    let held = parse("programme.toml", &text).unwrap_or_else(|e| panic!("{e}")).as_held().unwrap();
    assert_eq!(held.seminars_in_order().len(), 4);
}
