//! Lists of a network of open meetings: whoever is admitted to a meeting is expected at that meeting, and only there.

use parvis_events::codec::Fact;
use parvis_events::ids::{EnrolmentId, PersonId, ProgrammeId, RegisterId, SeminarId, SessionId};
use parvis_events::participation::{Member, ParticipationRule};
use parvis_events::person::Event as Known;
use parvis_events::personal::{PersonDetails, Personal};
use parvis_events::programme::Event as Programme;
use parvis_events::register::{Channel, Event as Register, Meeting, Pool, QueueReason, Submission, Terms};
use parvis_events::values::{Country, Language, Period};
use parvis_projections::{Envelope, House};
use serde_json::json;
use uuid::Uuid;

use super::sample::{at, person};
use super::table::Sheet;
use super::{Scope, find, sign_in};

fn network() -> ProgrammeId {
    ProgrammeId::named(&["network"])
}

fn meeting(number: u8) -> SeminarId {
    SeminarId::named(&["network", &number.to_string()])
}

fn session(number: u8) -> SessionId {
    SessionId::named(&["network", &number.to_string()])
}

fn enrolment(name: &str, number: u8) -> EnrolmentId {
    EnrolmentId::named(&[name, &number.to_string()])
}

/// Two meetings of the network, on 6 March and 3 April 2024, two hours each.
fn programme_facts() -> Vec<(Uuid, Fact)> {
    let plan = json!({
        "programme": network(), "code": "NAT-2024", "name": "Nätverksträffar", "purpose": "Prov.",
        "organiser": "Region Värmland", "country": "SE", "languages": ["sv"], "zone": "Europe/Stockholm",
        "period": {"from": "2024-01-01", "to": "2024-12-31"}, "places": 2, "coordinator": person("Disa"),
        "test_data": true,
    });
    let rule = json!({
        "rule": {"kind": "open-meeting"}, "roles": [{"code": "participant", "name": "Deltagare"}],
        "hold_days": 7, "offer_days": 3,
    });
    let reminder = json!({
        "code": "a-week-before", "letter": "seminar-reminder", "offset": {"before": 7},
        "anchor": "seminar-start", "at": "09:00:00",
    });
    let seminar = |number: u8, date: &str| {
        json!({
            "id": meeting(number), "number": number, "theme": format!("Träff {number}"),
            "sessions": [{"id": session(number), "date": date, "starts": "13:00:00", "ends": "15:00:00",
                "title": "Eftermiddag"}],
            "venue": {"name": "Provhuset", "place": "Karlstad"},
        })
    };
    let told = [
        json!({"type": "programme-planned", "data": plan}),
        json!({"type": "participation-rule-set", "data": rule}),
        json!({"type": "seminar-scheduled", "data": seminar(1, "2024-03-06")}),
        json!({"type": "seminar-scheduled", "data": seminar(2, "2024-04-03")}),
        json!({"type": "reminder-rule-set", "data": reminder}),
    ];
    told.into_iter()
        .map(|event| (network().uuid(), serde_json::from_value::<Programme>(event).unwrap().into()))
        .collect()
}

fn terms(number: u8) -> Terms {
    let day = |text: &str| text.parse().unwrap();
    Terms {
        rule: ParticipationRule::OpenMeeting,
        roles: ["participant".parse().unwrap()].into(),
        places: 2,
        allocations: [].into(),
        release: None,
        hold_days: 7,
        offer_days: 3,
        enrolment: Period::new(day("2024-01-01"), day("2024-03-01")).unwrap(),
        withdrawal_deadline: day("2024-03-01"),
        zone: chrono_tz::Europe::Stockholm,
        country: Country::Sweden,
        invited: [].into(),
        closed: false,
        questions: vec![],
        meeting: Some(Meeting { programme: network(), seminar: meeting(number) }),
        last_day: None,
        called_off: false,
    }
}

/// Anna comes to both meetings, Bo to the first, Cilla to the second; Erik waits for the first.
fn house() -> House {
    let mut facts = programme_facts();
    for (given, family) in
        [("Anna", "Ek"), ("Bo", "Al"), ("Cilla", "Gran"), ("Erik", "Tall"), ("Disa", "Krona")]
    {
        let details = Personal::Clear(PersonDetails {
            reference: String::new(),
            given_name: given.into(),
            family_name: family.into(),
            title: String::new(),
            email: format!("{}@kommun.example", given.to_lowercase()),
            phone: String::new(),
        });
        let id: PersonId = person(given);
        let known = Known::Registered { person: id, details, language: Language::Swedish };
        facts.push((id.uuid(), known.into()));
    }
    for number in [1, 2] {
        facts.push((meeting(number).uuid(), Register::TermsSet { terms: terms(number) }.into()));
    }
    for (name, number, seated) in
        [("Anna", 1, true), ("Bo", 1, true), ("Erik", 1, false), ("Anna", 2, true), ("Cilla", 2, true)]
    {
        let id = enrolment(name, number);
        let submission = Submission {
            enrolment: id,
            reference: format!("{name}-{number}").parse().unwrap(),
            municipality: "1780".parse().unwrap(),
            county: "17".parse().unwrap(),
            contact: person(name),
            members: vec![Member { person: person(name), roles: ["participant".parse().unwrap()].into() }],
            via: Channel::Member,
        };
        let placed = if seated {
            Register::PlaceGranted { enrolment: id, pool: Pool::Common }
        } else {
            Register::Queued { enrolment: id, reason: QueueReason::ProgrammeFull }
        };
        facts.push((meeting(number).uuid(), Register::Submitted(submission).into()));
        facts.push((meeting(number).uuid(), placed.into()));
    }
    let envelopes: Vec<Envelope> = facts
        .into_iter()
        .zip(1..)
        .map(|((stream_id, fact), position)| Envelope {
            position,
            stream_id,
            recorded_at: at("2024-01-10T08:00:00Z"),
            decided_at: at("2024-01-10T08:00:00Z"),
            actor: "test".into(),
            correlation: stream_id,
            fact,
        })
        .collect();
    let mut house = House::default();
    house.fold(&envelopes);
    house
}

fn sheet(export: &str, scope: Scope) -> Sheet {
    find(export).unwrap().document(&house(), network(), scope).unwrap().sheets.remove(0)
}

#[test]
fn a_meetings_list_has_those_who_come_to_it_and_the_networks_list_a_row_for_each_meeting() {
    assert_eq!(sheet("participants", Scope::Seminar(1)).column("Förnamn"), ["Bo", "Anna"]);
    assert_eq!(sheet("participants", Scope::Seminar(2)).column("Förnamn"), ["Anna", "Cilla"]);
    let all = sheet("participants", Scope::Programme);
    assert_eq!(all.column("Förnamn"), ["Bo", "Anna", "Anna", "Cilla"]);
    assert_eq!(all.column("Seminarienr"), ["1", "1", "2", "2"]);
    assert_eq!(all.column("Startdatum"), ["2024-03-06", "2024-03-06", "2024-04-03", "2024-04-03"]);
}

#[test]
fn each_meeting_has_a_queue_and_an_overview_of_its_own() {
    let enrolments = sheet("enrolments", Scope::Programme);
    assert_eq!(enrolments.column("Anmälnings-ID"), ["Anna-1", "Bo-1", "Erik-1", "Anna-2", "Cilla-2"]);
    assert_eq!(enrolments.column("Ordning"), ["1", "2", "3", "1", "2"]);
    let house = house();
    let overview = |number| house.register.overview.get(&(RegisterId::new(meeting(number).uuid()),)).unwrap();
    let figures =
        |number| (overview(number).participants, overview(number).queued, overview(number).places_taken);
    assert_eq!((figures(1), figures(2)), ((2, 1, 2), (2, 0, 2)));
    assert_eq!(overview(1).programme, network());
    assert_eq!(overview(2).seminar, Some(meeting(2)));
}

#[test]
fn people_are_expected_reminded_and_measured_at_their_own_meetings() {
    let house = house();
    let expected = |number| house.attendance.sessions.get(&(session(number),)).unwrap().expected;
    assert_eq!((expected(1), expected(2)), (2, 2));
    let offered =
        |name: &str| house.attendance.persons.get(&(network(), person(name))).unwrap().minutes_offered;
    assert_eq!((offered("Anna"), offered("Bo"), offered("Cilla")), (240, 120, 120));
    assert_eq!(house.attendance.persons.len(), 3, "Anna is one person, and Erik has no place");
    let reminded: Vec<(PersonId, Option<SeminarId>)> =
        house.reminders.due.rows().map(|row| (row.recipient, row.seminar)).collect();
    assert_eq!(reminded.len(), 4);
    for (name, number) in [("Anna", 1), ("Bo", 1), ("Anna", 2), ("Cilla", 2)] {
        assert!(reminded.contains(&(person(name), Some(meeting(number)))), "{name} {number}");
    }
    let attendance = sheet("attendance", Scope::Programme);
    let rows: Vec<(String, String)> =
        attendance.column("Förnamn").into_iter().zip(attendance.column("Seminarienr")).collect();
    let row = |name: &str, number: &str| (name.to_owned(), number.to_owned());
    assert_eq!(rows, [row("Bo", "1"), row("Anna", "1"), row("Anna", "2"), row("Cilla", "2")]);
}

#[test]
fn the_sign_in_sheet_of_a_meeting_has_those_who_come_to_it() {
    let sheets = sign_in::sheets(&house(), network(), 2).unwrap();
    assert_eq!(sheets.len(), 1);
    let names: Vec<&str> = sheets[0].rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Anna Ek", "Cilla Gran"]);
}
