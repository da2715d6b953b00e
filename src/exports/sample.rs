//! A small house for tests: two seminars, five municipalities, everything invented.

use chrono::{DateTime, NaiveDate, Utc};
use parvis_events::areas::CulturalArea;
use parvis_events::attendance::{Event as Seen, Method, Observation, Status};
use parvis_events::certificates::{Event as Certified, Issue, Snapshot};
use parvis_events::codec::Fact;
use parvis_events::ids::{
    CertificateId, EnrolmentId, ObservationId, PersonId, ProgrammeId, SeminarId, SessionId,
};
use parvis_events::participation::{Member, ParticipationRule, Requirement, RoleName};
use parvis_events::person::Event as Known;
use parvis_events::personal::{PersonDetails, Personal};
use parvis_events::programme::{CertificateRule, Event as Programme, Participation, Partner, Plan, Seminar};
use parvis_events::register::{Channel, Event as Register, Pool, QueueReason, Submission, Terms};
use parvis_events::values::{Country, Language, Line, Period, Session, Venue};
use parvis_projections::{Envelope, House};
use uuid::Uuid;

/// The programme.
pub fn programme() -> ProgrammeId {
    named_programme("kkn")
}

/// Another programme.
pub fn named_programme(name: &str) -> ProgrammeId {
    ProgrammeId::named(&[name])
}

/// A person, by given name.
pub fn person(name: &str) -> PersonId {
    PersonId::named(&[name])
}

/// An instant.
pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The house after all its facts.
pub fn house() -> House {
    house_after(&[])
}

/// The house with one municipality more, which enrolled in 2006, when its code was another.
pub fn house_with_heby() -> House {
    let mut facts = Vec::new();
    all_facts(&mut facts);
    let when = "2006-10-02T08:00:00Z";
    let enrolled = enrolment("A-06");
    let submitted = Register::Submitted(Submission {
        enrolment: enrolled,
        reference: line("A-06"),
        municipality: "1917".parse().unwrap(),
        county: "19".parse().unwrap(),
        contact: person("Hilda"),
        members: [("Hilda", "culture"), ("Hans", "business")]
            .map(|(name, role)| Member { person: person(name), roles: [role.parse().unwrap()].into() })
            .into(),
        via: Channel::File,
    });
    facts.push((when, programme().uuid(), submitted.into()));
    let granted = Register::PlaceGranted { enrolment: enrolled, pool: Pool::Common };
    facts.push((when, programme().uuid(), granted.into()));
    folded(facts)
}

/// The house after all its facts and some more.
pub fn house_after(more: &[(Uuid, Fact)]) -> House {
    let mut facts = Vec::new();
    all_facts(&mut facts);
    facts.extend(more.iter().map(|(stream, fact)| ("2019-06-09T08:00:00Z", *stream, fact.clone())));
    folded(facts)
}

fn all_facts(facts: &mut Facts) {
    programme_facts(facts);
    people_facts(facts);
    register_facts(facts);
    attendance_facts(facts);
    certificate_facts(facts);
}

fn folded(facts: Facts) -> House {
    let envelopes: Vec<Envelope> = facts
        .into_iter()
        .zip(1..)
        .map(|((when, stream_id, fact), position)| Envelope {
            position,
            stream_id,
            recorded_at: at(when),
            decided_at: at(when),
            actor: "importer".into(),
            correlation: stream_id,
            fact,
        })
        .collect();
    let mut house = House::default();
    house.fold(&envelopes);
    house
}

type Facts = Vec<(&'static str, Uuid, Fact)>;

fn line(text: &str) -> Line {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn seminar(number: u8) -> SeminarId {
    SeminarId::named(&[&number.to_string()])
}

fn session(date: &str, title: &str) -> SessionId {
    SessionId::named(&[date, title])
}

fn enrolment(reference: &str) -> EnrolmentId {
    EnrolmentId::named(&[reference])
}

fn rule() -> ParticipationRule {
    let requirement = |name: &str, roles: &[&str]| Requirement {
        name: name.parse().unwrap(),
        any_of: roles.iter().map(|role| role.parse().unwrap()).collect(),
    };
    ParticipationRule::Pair {
        requirements: vec![
            requirement("culture", &["culture"]),
            requirement("development", &["business", "tourism"]),
        ],
    }
}

fn programme_facts(facts: &mut Facts) {
    let id = programme();
    let mut add = |event: Programme| facts.push(("2018-01-15T08:00:00Z", id.uuid(), event.into()));
    add(Programme::Planned(Plan {
        programme: id,
        code: "KKN-2018".parse().unwrap(),
        name: line("KKN 2018–2019"),
        purpose: "Prov.".parse().unwrap(),
        organiser: line("Region Skåne"),
        country: Country::Sweden,
        languages: vec![Language::Swedish],
        zone: chrono_tz::Europe::Stockholm,
        period: Period::new(day("2018-01-15"), day("2019-06-28")).unwrap(),
        places: 4,
        case_number: None,
        coordinator: person("Disa"),
        test_data: true,
    }));
    for (county, region) in [("12", "Region Skåne"), ("07", "Region Kronoberg")] {
        add(Programme::PartnerJoined(Partner {
            county: county.parse().unwrap(),
            region: line(region),
            allocation: 2,
        }));
    }
    let role = |code: &str, name: &str| RoleName { code: code.parse().unwrap(), name: line(name) };
    add(Programme::ParticipationRuleSet(Participation {
        rule: rule(),
        roles: vec![
            role("culture", "Kulturchef"),
            role("business", "Näringslivschef"),
            role("tourism", "Turismchef"),
        ],
        hold_days: 14,
        offer_days: 7,
        release: None,
        invited: [].into(),
        questions: Vec::new(),
        closes_days_before: 0,
    }));
    add(Programme::CertificateRuleSet(CertificateRule {
        least_percent: 80,
        signatory: Some(person("Disa")),
    }));
    for (number, theme, place, dates) in [
        (1, "Vad är KKN?", "Malmö", ["2018-05-29", "2018-05-30"]),
        (2, "Affärsutveckling", "Älmhult", ["2019-05-23", "2019-05-24"]),
    ] {
        let pass = |date: &str, title: &str, hours: [&str; 2]| Session {
            id: session(date, title),
            date: day(date),
            starts: hours[0].parse().unwrap(),
            ends: hours[1].parse().unwrap(),
            title: line(title),
        };
        add(Programme::SeminarScheduled(Seminar {
            id: seminar(number),
            number,
            theme: line(theme),
            sessions: vec![
                pass(dates[0], "Förmiddag", ["10:00:00", "12:00:00"]),
                pass(dates[1], "Eftermiddag", ["13:00:00", "16:30:00"]),
            ],
            venue: Venue {
                name: line("Provhuset"),
                place: line(place),
                address: None,
                host: None,
                access: None,
                capacity: None,
            },
            speakers: Vec::new(),
            online: None,
            areas: if number == 1 { [CulturalArea::Museums, CulturalArea::Crafts].into() } else { [].into() },
        }));
    }
}

fn people_facts(facts: &mut Facts) {
    let people = [
        ("Simon", "Flint", "Kulturdirektör", "+46 70-174 06 06"),
        ("Åsa", "Öst", "=1+1", "+46701740607"),
        ("Örjan", "Ek", "Chef", ""),
        ("Maja", "Zorn", "", ""),
        ("Nils", "Ås", "", "040-12 34 56"),
        ("Berta", "Ärlig", "", ""),
        ("Cilla", "Dahl", "", ""),
        ("Erik", "Hemlig", "Kulturchef", "070-000 00 00"),
        ("Gun", "Grå", "", ""),
        ("Vera", "Vik", "Utvecklare", ""),
        ("Disa", "Krona", "Samordnare", ""),
    ];
    for (given, family, title, phone) in people {
        let details = Personal::Clear(PersonDetails {
            reference: String::new(),
            given_name: given.into(),
            family_name: family.into(),
            title: title.into(),
            email: format!("{}@kommun.example", given.to_lowercase()),
            phone: phone.into(),
        });
        let id = person(given);
        let registered = Known::Registered { person: id, details, language: Language::Swedish };
        facts.push(("2018-02-01T08:00:00Z", id.uuid(), registered.into()));
    }
    facts.push(("2018-02-01T08:00:00Z", person("Erik").uuid(), Known::ProtectedIdentitySet.into()));
}

fn register_facts(facts: &mut Facts) {
    let mut add = |when, event: Register| facts.push((when, programme().uuid(), event.into()));
    let terms = Terms {
        rule: rule(),
        roles: ["culture", "business", "tourism"].map(|role| role.parse().unwrap()).into(),
        places: 4,
        allocations: [].into(),
        release: None,
        hold_days: 14,
        offer_days: 7,
        enrolment: Period::new(day("2018-02-01"), day("2018-03-01")).unwrap(),
        withdrawal_deadline: day("2018-05-01"),
        zone: chrono_tz::Europe::Stockholm,
        country: Country::Sweden,
        invited: [].into(),
        closed: false,
        questions: Vec::new(),
        meeting: None,
        last_day: None,
        called_off: false,
    };
    add("2018-02-01T08:00:00Z", Register::TermsSet { terms });
    let member = |(name, role): (&str, &str)| Member {
        person: person(name),
        roles: role.split(' ').map(|role| role.parse().unwrap()).collect(),
    };
    let granted =
        |reference: &str| Register::PlaceGranted { enrolment: enrolment(reference), pool: Pool::Common };
    for (when, reference, municipality, members) in [
        ("2018-02-05T07:12:00Z", "A-01", "1280", vec![("Simon", "culture"), ("Åsa", "business")]),
        ("2018-02-05T08:00:00Z", "A-02", "0765", vec![("Örjan", "culture business")]),
        ("2018-02-06T08:00:00Z", "A-03", "1277", vec![("Maja", "tourism"), ("Nils", "culture")]),
        ("2018-02-07T08:00:00Z", "A-04", "1256", vec![("Erik", "culture"), ("Berta", "tourism")]),
        ("2018-02-08T08:00:00Z", "A-05", "1290", vec![("Cilla", "culture")]),
    ] {
        let submission = Submission {
            enrolment: enrolment(reference),
            reference: line(reference),
            municipality: municipality.parse().unwrap(),
            county: municipality[..2].parse().unwrap(),
            contact: person(members[0].0),
            members: members.into_iter().map(member).collect(),
            via: Channel::File,
        };
        add(when, Register::Submitted(submission));
        if reference == "A-05" {
            let reason = QueueReason::ProgrammeFull;
            add(when, Register::Queued { enrolment: enrolment(reference), reason });
        } else {
            add(when, granted(reference));
        }
    }
    let replaced = Register::MemberReplaced {
        enrolment: enrolment("A-04"),
        leaving: person("Berta"),
        member: member(("Gun", "business")),
        late: false,
    };
    add("2018-06-15T10:00:00Z", replaced);
    let named = Register::DeputyNamed {
        enrolment: enrolment("A-01"),
        member: person("Åsa"),
        deputy: person("Vera"),
        sessions: [session("2019-05-24", "Eftermiddag")].into(),
    };
    add("2019-05-20T10:00:00Z", named);
}

fn attendance_facts(facts: &mut Facts) {
    for number in [1, 2] {
        let opened = Seen::RollOpened { programme: programme() };
        facts.push(("2018-05-29T07:00:00Z", seminar(number).uuid(), opened.into()));
    }
    for (number, name, pass, status, minutes, when) in [
        (1, "Simon", ("2018-05-29", "Förmiddag"), Status::Present, 120, "2018-05-29T07:42:00Z"),
        (1, "Simon", ("2018-05-30", "Eftermiddag"), Status::Partly, 100, "2018-05-30T11:00:00Z"),
        (1, "Åsa", ("2018-05-29", "Förmiddag"), Status::ExcusedAbsence, 0, "2018-05-29T08:10:00Z"),
        (1, "Berta", ("2018-05-29", "Förmiddag"), Status::Present, 120, "2018-05-29T07:50:00Z"),
        (2, "Vera", ("2019-05-24", "Eftermiddag"), Status::Present, 210, "2019-05-24T10:55:00Z"),
        (2, "Simon", ("2019-05-24", "Eftermiddag"), Status::Present, 210, "2019-05-24T10:56:00Z"),
        (2, "Erik", ("2019-05-24", "Eftermiddag"), Status::Present, 210, "2019-05-24T10:57:00Z"),
    ] {
        let observation = Observation {
            id: ObservationId::named(&[name, pass.0]),
            person: person(name),
            session: session(pass.0, pass.1),
            status,
            minutes,
            method: if number == 1 { Method::Code } else { Method::Sheet },
            device: "surfplatta-1".into(),
            observed_at: at(when),
        };
        facts.push((when, seminar(number).uuid(), Seen::Observed(observation).into()));
    }
    for (name, minutes) in [("Åsa", 60), ("Erik", 200)] {
        let pass = if name == "Åsa" { ("2018-05-29", "Förmiddag") } else { ("2019-05-24", "Eftermiddag") };
        let corrected = Seen::Corrected {
            person: person(name),
            session: session(pass.0, pass.1),
            status: Status::Partly,
            minutes,
            reason: Personal::Clear("-kom senare".into()),
            at: at("2019-06-03T09:00:00Z"),
            id: None,
        };
        let stream = if name == "Åsa" { seminar(1) } else { seminar(2) };
        facts.push(("2019-06-03T09:00:00Z", stream.uuid(), corrected.into()));
    }
}

fn certificate_facts(facts: &mut Facts) {
    let issue = |number: &str, name: &str, family: &str, minutes: u32| Issue {
        certificate: CertificateId::named(&[number]),
        number: line(number),
        person: person(name),
        date: day("2019-06-04"),
        minutes_attended: minutes,
        minutes_offered: 660,
        snapshot: Personal::Clear(Snapshot {
            given_name: name.into(),
            family_name: family.into(),
            title: "Chef".into(),
            role: "Kulturchef".into(),
            municipality: "Malmö".into(),
            issuers: vec!["Region Skåne".into()],
            programme_code: "KKN-2018".into(),
            programme: "KKN 2018–2019".into(),
            period: Period::new(day("2018-05-29"), day("2019-05-24")).unwrap(),
            seminars: vec![],
            least_percent: 80,
            signatory_name: "Disa Krona".into(),
            signatory_title: "Samordnare".into(),
            case_number: String::new(),
            languages: vec![Language::Swedish],
            test_data: true,
        }),
    };
    let mut add = |when, event: Certified| facts.push((when, programme().uuid(), event.into()));
    add("2019-06-04T08:00:00Z", Certified::Issued(issue("KKN-001", "Simon", "Flint-Gammal", 430)));
    add("2019-06-04T08:00:00Z", Certified::Issued(issue("KKN-002", "Erik", "Hemlig", 210)));
    let certificate = CertificateId::named(&["KKN-001"]);
    let flagged = Certified::Flagged { certificate, seminar: seminar(1), minutes_attended_now: 420 };
    add("2019-06-05T08:00:00Z", flagged);
    add(
        "2019-06-06T08:00:00Z",
        Certified::Reissued {
            replaces: certificate,
            issue: issue("KKN-003", "Simon", "Flint", 420),
            reason: Personal::Clear("Rättat".into()),
        },
    );
}
