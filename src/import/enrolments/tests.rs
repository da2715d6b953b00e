use super::{COLUMNS, RegisterAction, parse};
use crate::import::{Timed, programme, rehearsal};
use parvis_events::Stream;
use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::programme::State;
use parvis_events::register::{Command, Dispensation, Event, Register};
use parvis_events::values::RoleCode;

const KKN: &str = include_str!("../../../examples/kkn-2018/programme.toml");
const PAIR: &str = "\
2018-02-05 08:12;anmälan;A-01;1280;Malmö;D-001;Löv;Anna;Kulturchef;Kulturchef;a@malmo.example;070-174 06 05;;;
2018-02-05 08:12;anmälan;A-01;1280;Malmö;D-002;Sten;Bo;Näringslivschef;business;b@malmo.example;;;;";

fn kkn() -> State {
    programme::parse("programme.toml", KKN).unwrap().as_planned().unwrap()
}

fn file(rows: &[&str]) -> String {
    format!("{}\n{}\n", COLUMNS.join(";"), rows.join("\n"))
}

fn read(rows: &[&str]) -> Vec<Timed<RegisterAction>> {
    parse("e.csv", &file(rows), &kkn()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The one problem of a file.
#[track_caller]
fn problem(rows: &[&str]) -> String {
    let problems = parse("e.csv", &file(rows), &kkn()).unwrap_err();
    assert_eq!(problems.all().len(), 1, "{problems}");
    problems.to_string()
}

fn person(id: &str) -> PersonId {
    PersonId::named(&["KKN-2018", id])
}

#[test]
fn rows_of_one_enrolment_and_time_are_one_submission() {
    let actions = read(&[PAIR]);
    let [Timed { at, line, what, .. }] = actions.as_slice() else { panic!("{actions:?}") };
    assert_eq!((at.to_rfc3339().as_str(), *line), ("2018-02-05T07:12:00+00:00", 2));
    assert_eq!(what.people.len(), 2);
    let Command::Submit(submission) = &what.command else { panic!("{what:?}") };
    assert_eq!(submission.enrolment, EnrolmentId::named(&["KKN-2018", "A-01"]));
    assert_eq!((submission.county.as_str(), submission.contact), ("12", person("D-001")));
    let roles: Vec<&str> = submission.members.iter().flat_map(|m| &m.roles).map(RoleCode::as_str).collect();
    assert_eq!(roles, ["culture", "business"]);
}

#[test]
fn a_contact_person_may_take_part_or_not() {
    let contact =
        "2018-02-05 08:12;anmälan;A-01;1280;Malmö;D-009;Ås;Eva;Handläggare;kontakt;e@malmo.example;;;;";
    let actions = read(&[PAIR, contact]);
    let Command::Submit(submission) = &actions[0].what.command else { panic!() };
    assert_eq!((submission.members.len(), submission.contact), (2, person("D-009")));
    let actions = read(&[&PAIR.replace(";business;", ";business + Kontakt;")]);
    let Command::Submit(submission) = &actions[0].what.command else { panic!() };
    assert_eq!((submission.members.len(), submission.contact), (2, person("D-002")));
}

#[test]
fn every_event_becomes_its_command() {
    let id = EnrolmentId::named(&["KKN-2018", "A-01"]);
    let half = "2018-02-05 08:00;anmälan;A-01;1280;Malmö;D-001;Löv;Anna;Chef;Kulturchef+Turismchef;a@malmo.example;;;;";
    let actions = read(&[
        half,
        "2018-02-05 09:00;dispens;A-01;;;D-001;;;;;;;;;Delad tjänst",
        "2018-02-05 10:00;komplettering;A-01;1280;Malmö stad;D-002;Sten;Bo;Chef;Turismchef;b@malmo.example;;;;",
        "2018-02-05 11:00;byte;A-01;;;D-003;Å;Eva;Chef;tourism;e@malmo.example;;D-002;;",
        "2018-02-05 12:00;ersättare;A-01;;;D-004;Ö;Jan;Chef;;j@malmo.example;;D-003;seminarium 2 dag 1, seminarium 3 dag 2 förmiddag;",
        "2018-02-05 13:00;ersättare återtas;A-01;;;D-004;;;;;;;D-003;;",
        "2018-02-05 14:00;avbokning deltagare;A-01;;;D-003;;;;;;;;;Ny tjänst",
        "2018-02-05 15:00;tackar ja;A-01;;;;;;;;;;;;",
        "2018-02-05 16:00;tackar nej;A-01;;;;;;;;;;;;",
        "2018-02-05 17:00;avbokning;A-01;;;;;;;;;;;;",
    ]);
    let commands: Vec<&Command> = actions.iter().skip(1).map(|action| &action.what.command).collect();
    let [dispensed, added, replaced, named, removed, left, accepted, declined, withdrawn] =
        commands.as_slice()
    else {
        panic!("{commands:?}")
    };
    assert!(matches!(dispensed, Command::GrantDispensation { kind: Dispensation::OnePersonAllRoles, .. }));
    assert!(matches!(added, Command::AddMember { member, .. } if member.person == person("D-002")));
    assert!(matches!(replaced, Command::ReplaceMember { leaving, .. } if *leaving == person("D-002")));
    assert!(matches!(named, Command::NameDeputy { sessions, member, .. }
        if sessions.len() == 3 && *member == person("D-003")));
    assert!(matches!(removed, Command::RemoveDeputy { deputy, .. } if *deputy == person("D-004")));
    assert!(matches!(left, Command::WithdrawMember { reason: Some(reason), .. } if reason == "Ny tjänst"));
    assert_eq!(**accepted, Command::AcceptOffer { enrolment: id });
    assert_eq!(**declined, Command::DeclineOffer { enrolment: id });
    assert_eq!(**withdrawn, Command::Withdraw { enrolment: id });
}

#[test]
fn a_municipality_must_be_known_and_its_name_agree_with_its_code() {
    let text = problem(&[&PAIR.replace("1280", "1299").replacen("1299", "1280", 1)]);
    assert!(text.starts_with("e.csv, line 3, column Kommunkod: \"1299\" is no municipality"), "{text}");
    let text = problem(&[&PAIR.replacen("Malmö", "Lund", 1)]);
    assert_eq!(
        text,
        "e.csv, line 2, column Kommun: \"Lund\" is not the name of municipality 1280; write \"Malmö\", or correct the code"
    );
    let text = problem(&[PAIR, "2018-02-06 08:00;avbokning;A-01;1281;Lund;;;;;;;;;;"]);
    assert!(text.contains("is not the municipality of enrolment A-01; write 1280"), "{text}");
    let lund = PAIR.lines().nth(1).unwrap().replace("1280;Malmö", "1281;Lund");
    let text = problem(&[PAIR.lines().next().unwrap(), &lund]);
    assert!(text.contains("is not the municipality 1280 of the rest"), "{text}");
}

#[test]
fn unknown_people_roles_and_enrolments_are_told() {
    for (rows, expected) in [
        (
            vec![PAIR.replace(";business;", ";Rektor;")],
            "column Roll: \"Rektor\" names no role of the programme",
        ),
        (vec![PAIR.replace(";business;", ";;")], "column Roll: nothing is given; use Kulturchef"),
        (
            vec![PAIR.into(), "2018-02-06 08:00;avbokning;A-02;;;;;;;;;;;;".into()],
            "\"A-02\" was not handed in before",
        ),
        (
            vec![PAIR.into(), "2018-02-06 08:00;avbokning deltagare;A-01;;;D-7;;;;;;;;;".into()],
            "column Deltagar-ID: \"D-7\" has not appeared before",
        ),
        (
            vec![
                PAIR.into(),
                "2018-02-06 08:00;byte;A-01;;;D-3;Å;Eva;Chef;culture;e@x.example;;D-7;;".into(),
            ],
            "column Avser: \"D-7\" has not appeared before",
        ),
        (vec![PAIR.replace("b@malmo.example", "b@malmo")], "\"b@malmo\" is not an e-mail address"),
        (
            vec![PAIR.replace("070-174 06 05", "ring mig")],
            "column Telefon: \"ring mig\" is not a telephone number",
        ),
        (vec![PAIR.replace(";Bo;", ";;")], "column Förnamn: nothing is given; fill it in"),
        (vec![PAIR.replace("D-002", "D-001").replace("Bo;", "Anna;")], "stands twice in the enrolment"),
        (vec![PAIR.replace("D-002", "D-001")], "is somebody else on line 2"),
    ] {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let text = problem(&rows);
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn times_events_and_cells_that_mean_nothing_are_told() {
    for (row, expected) in [
        (
            "2018-02-04 08:00;avbokning;A-01;;;;;;;;;;;;",
            "column Tidpunkt: \"2018-02-04 08:00\" is before the row above",
        ),
        (
            "4/2 2018;avbokning;A-01;;;;;;;;;;;;",
            "is no time stamp; write date and local time as 2018-02-05 09:12",
        ),
        (
            "2018-02-06 08:00;avbruten;A-01;;;;;;;;;;;;",
            "column Händelse: \"avbruten\" is no event of a register; use anmälan",
        ),
        ("2018-02-06 08:00;avbokning;A-01;;;D-001;;;;;;;;;", "means nothing in a row of avbokning"),
        ("2018-02-06 08:00;dispens;A-01;;;D-001;;;;;;;;;", "column Skäl: nothing is given; say why"),
        (
            "2018-02-06 08:00;komplettering;A-01;;;D-5;Å;Eva;Chef;kontakt;e@x.example;;;;",
            "is no role of a participant",
        ),
        (
            "2018-02-06 08:00;ersättare;A-01;;;D-5;Å;Eva;Chef;;e@x.example;;D-001;2018-10-03;",
            "write seminarium 2",
        ),
        (
            "2018-02-06 08:00;ersättare;A-01;;;D-5;Å;Eva;Chef;;e@x.example;;D-001;seminarium 2 dag 3;",
            "names no session",
        ),
        (
            "2018-02-06 08:00;ersättare;A-01;;;D-5;Å;Eva;Chef;;e@x.example;;D-001;seminarium 9;",
            "names no session",
        ),
    ] {
        let text = problem(&[PAIR, row]);
        assert!(text.contains(expected), "{row}: {text}");
    }
    let again = PAIR.lines().next().unwrap().replace("08:12", "08:13");
    assert!(problem(&[PAIR, &again]).contains("was handed in on line 2 already"));
}

#[test]
fn somebody_known_needs_no_particulars_and_new_ones_are_told_once() {
    let leaves = "2018-02-06 08:00;avbokning deltagare;A-01;;;D-002;Sten;Bo;Konsult;;b@konsult.example;;;;";
    let actions = read(&[PAIR, leaves]);
    assert_eq!(actions[1].what.people.len(), 1);
    let actions = read(&[PAIR, "2018-02-06 08:00;avbokning deltagare;A-01;;;D-002;;;;;;;;;"]);
    assert!(actions[1].what.people.is_empty());
}

#[test]
fn what_the_register_would_refuse_is_told_with_its_line() {
    let actions = read(&[
        PAIR,
        "2018-02-06 08:00;tackar ja;A-01;;;;;;;;;;;;",
        "2018-02-06 08:00;tackar nej;A-01;;;;;;;;;;;;",
    ]);
    let terms = kkn_open();
    let problems = rehearsal::rehearse("e.csv", &actions, &terms).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "e.csv, line 5: enrolment A-01 has no offer to answer; correct or remove the row"
    );
}

fn kkn_open() -> parvis_events::register::State {
    Register::fold(&[Event::TermsSet { terms: kkn().terms().unwrap() }])
}

#[test]
fn a_journal_needs_its_programme() {
    let problems = parse("e.csv", &file(&[PAIR]), &State::default()).unwrap_err();
    assert!(problems.to_string().contains("import the programme first"));
}
