//! An invented programme to decide about: its people, towns, dates and particulars.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::str::FromStr;

use chrono_tz::Europe::Stockholm;
use parvis_events::ids::{EnrolmentId, InvitationId, PersonId, ProgrammeId, SeminarId, SessionId};
use parvis_events::participation::{Member, ParticipationRule, Requirement, RoleName};
use parvis_events::personal::PersonDetails;
use parvis_events::programme::{AnswerKind, EvaluationForm, Participation, Partner, Plan, Question, Seminar};
use parvis_events::register::{Channel, Submission, Terms};
use parvis_events::values::{Country, Language, Period, Session, Venue};

/// An instant within enrolment, before every deadline.
pub const NOW: &str = "2018-03-01T09:00:00Z";

/// A value written as text.
#[track_caller]
pub fn value<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub fn period(from: &str, to: &str) -> Period {
    Period::new(value(from), value(to)).unwrap()
}

pub fn person(name: &str) -> PersonId {
    PersonId::named(&[name])
}

pub fn member(name: &str, roles: &[&str]) -> Member {
    Member { person: person(name), roles: roles.iter().map(|role| value(role)).collect() }
}

pub fn enrolment(town: &str) -> EnrolmentId {
    EnrolmentId::named(&[town])
}

pub fn invitation(name: &str) -> InvitationId {
    InvitationId::named(&[name])
}

pub fn programme() -> ProgrammeId {
    ProgrammeId::named(&["KKN-2018"])
}

pub fn seminar_id(number: u8) -> SeminarId {
    SeminarId::named(&[&number.to_string()])
}

pub fn session_id(name: &str) -> SessionId {
    SessionId::named(&[name])
}

/// Culture, and one of business and tourism.
pub fn pair_rule() -> ParticipationRule {
    ParticipationRule::Pair {
        requirements: vec![
            Requirement { name: value("culture"), any_of: vec![value("culture")] },
            Requirement { name: value("development"), any_of: vec![value("business"), value("tourism")] },
        ],
    }
}

/// Terms with so many places, and so many of them reserved for each county.
pub fn terms(places: u32, allocations: &[(&str, u32)]) -> Terms {
    Terms {
        rule: pair_rule(),
        roles: BTreeSet::from(["culture", "business", "tourism"].map(value)),
        places,
        allocations: allocations.iter().map(|(county, places)| (value(county), *places)).collect(),
        release: (!allocations.is_empty()).then(|| value("2018-04-15")),
        hold_days: 14,
        offer_days: 7,
        enrolment: period("2018-02-01", "2018-04-30"),
        withdrawal_deadline: value("2018-05-15"),
        zone: Stockholm,
        country: Country::Sweden,
        invited: BTreeSet::new(),
        closed: false,
        questions: vec![],
        meeting: None,
        last_day: None,
        called_off: false,
    }
}

/// The code and county of a town that takes part.
fn codes(town: &str) -> (&'static str, &'static str) {
    match town {
        "Malmö" => ("1280", "12"),
        "Lund" => ("1281", "12"),
        "Ystad" => ("1286", "12"),
        "Halmstad" => ("1380", "13"),
        "Varberg" => ("1383", "13"),
        "Växjö" => ("0780", "07"),
        other => panic!("{other} takes no part"),
    }
}

pub fn culture_of(town: &str) -> Member {
    member(&format!("{town}, culture"), &["culture"])
}

pub fn business_of(town: &str) -> Member {
    member(&format!("{town}, business"), &["business"])
}

/// A town's enrolment with these members.
pub fn submission(town: &str, members: Vec<Member>) -> Submission {
    let (code, county) = codes(town);
    Submission {
        enrolment: enrolment(town),
        reference: value(town),
        municipality: value(code),
        county: value(county),
        contact: person(&format!("{town}, contact")),
        members,
        via: Channel::File,
    }
}

pub fn plan() -> Plan {
    Plan {
        programme: programme(),
        code: value("KKN-2018"),
        name: value("Kulturella och kreativa näringar"),
        purpose: value("Fördjupad kunskap.\nNya kontakter."),
        organiser: value("Region Skåne"),
        country: Country::Sweden,
        languages: vec![Language::Swedish, Language::English],
        zone: Stockholm,
        period: period("2018-05-01", "2019-05-31"),
        places: 20,
        case_number: Some(value("2018-000123")),
        coordinator: person("coordinator"),
        test_data: true,
    }
}

pub fn partner(county: &str, allocation: u32) -> Partner {
    Partner { county: value(county), region: value(&format!("Region {county}")), allocation }
}

pub fn participation() -> Participation {
    let named = |code, name| RoleName { code: value(code), name: value(name) };
    Participation {
        rule: pair_rule(),
        roles: vec![
            named("culture", "Kulturchef"),
            named("business", "Näringslivschef"),
            named("tourism", "Turismchef"),
        ],
        hold_days: 14,
        offer_days: 7,
        release: Some(value("2018-04-15")),
        invited: BTreeSet::new(),
        questions: vec![],
        closes_days_before: 0,
    }
}

pub fn session(name: &str, date: &str, starts: &str, ends: &str) -> Session {
    Session {
        id: session_id(name),
        date: value(date),
        starts: value(starts),
        ends: value(ends),
        title: value(name),
    }
}

pub fn venue(place: &str) -> Venue {
    Venue {
        name: value("Rådhuset"),
        place: value(place),
        address: Some(value("Storgatan 1")),
        host: Some(value("12")),
        access: None,
        capacity: None,
    }
}

/// The first seminar, of two days.
pub fn seminar() -> Seminar {
    Seminar {
        id: seminar_id(1),
        number: 1,
        theme: value("Vad är KKN?"),
        sessions: vec![
            session("Dag 1", "2018-05-29", "09:30:00", "16:30:00"),
            session("Dag 2", "2018-05-30", "09:00:00", "15:00:00"),
        ],
        venue: venue("Malmö"),
        speakers: vec![],
        online: None,
        areas: BTreeSet::new(),
    }
}

pub fn form() -> EvaluationForm {
    EvaluationForm {
        questions: vec![
            Question {
                code: value("usefulness"),
                text: value("Hur användbart var seminariet?"),
                answer: AnswerKind::Scale { highest: 5, low: value("Inte alls"), high: value("Mycket") },
            },
            Question { code: value("other"), text: value("Något mer?"), answer: AnswerKind::Text },
        ],
        least_group: 5,
        open_days: 14,
    }
}

pub fn details(given_name: &str) -> PersonDetails {
    PersonDetails {
        reference: String::new(),
        given_name: given_name.into(),
        family_name: "Provsson".into(),
        title: "Kulturchef".into(),
        email: "kultur@kommun.example".into(),
        phone: "+46 40 12 34 56".into(),
    }
}
