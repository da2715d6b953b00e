//! `certificates-{programme}`: snapshots, flags, and decisions with a reason. Source: rule 9.

use parvis_events::Stream;
use parvis_events::certificates::{
    Certificates, Command, Event, Issue, Rejection, Snapshot, Validity, entitled,
};
use parvis_events::ids::CertificateId;
use parvis_events::personal::Personal;
use parvis_events::testing::given;
use parvis_events::values::Language;

use crate::samples::{NOW, period, person, seminar_id, value};
use crate::table::{hold, leads, refused};

fn snapshot() -> Snapshot {
    Snapshot {
        given_name: "Anna".into(),
        family_name: "Provsson".into(),
        title: "Kulturchef".into(),
        role: "Kultur".into(),
        municipality: "Malmö".into(),
        issuers: vec!["Region Skåne".into()],
        programme_code: "KKN-2018".into(),
        programme: "Kulturella och kreativa näringar".into(),
        period: period("2018-05-29", "2019-05-24"),
        seminars: vec![],
        least_percent: 80,
        signatory_name: "Sign Ator".into(),
        signatory_title: "Kulturdirektör".into(),
        case_number: String::new(),
        languages: vec![Language::Swedish],
        test_data: true,
    }
}

fn id(number: &str) -> CertificateId {
    CertificateId::named(&[number])
}

fn certificate(number: &str, name: &str) -> Issue {
    Issue {
        certificate: id(number),
        number: value(number),
        person: person(name),
        date: value("2019-05-24"),
        minutes_attended: 800,
        minutes_offered: 1000,
        snapshot: Personal::Clear(snapshot()),
    }
}

fn issue(issue: Issue) -> Command {
    Command::Issue { issue, least_percent: 80 }
}

/// Anna has certificate 1.
fn issued() -> Vec<Event> {
    vec![Event::Issued(certificate("1", "Anna"))]
}

fn flag(minutes_attended_now: u32) -> Command {
    Command::Flag { person: person("Anna"), seminar: seminar_id(1), minutes_attended_now }
}

fn flagged(minutes_attended_now: u32) -> Event {
    Event::Flagged { certificate: id("1"), seminar: seminar_id(1), minutes_attended_now }
}

fn revoke(number: &str, reason: &str) -> Command {
    Command::Revoke { certificate: id(number), reason: reason.into() }
}

fn reason() -> Personal<String> {
    Personal::Clear("Hours put right".into())
}

fn revoked() -> Vec<Event> {
    let fact = Event::Revoked { certificate: id("1"), person: person("Anna"), reason: reason() };
    [issued(), vec![fact]].concat()
}

fn reissue(replaces: &str, issue: Issue, reason: &str) -> Command {
    Command::Reissue { replaces: id(replaces), issue, least_percent: 80, reason: reason.into() }
}

fn reissued() -> Vec<Event> {
    let fact = Event::Reissued { replaces: id("1"), issue: certificate("2", "Anna"), reason: reason() };
    [issued(), vec![fact]].concat()
}

fn validity(facts: &[Event], number: &str) -> Validity {
    Certificates::fold(facts).certificates[&id(number)].validity
}

#[test]
fn a_certificate_is_issued_to_whoever_attended_the_share_the_rule_asks_for() {
    let with = |minutes_attended, minutes_offered| {
        issue(Issue { minutes_attended, minutes_offered, ..certificate("1", "Anna") })
    };
    let short = |attended_minutes, offered_minutes| Rejection::NotEntitled {
        attended_minutes,
        offered_minutes,
        least_percent: 80,
    };
    let mut again = certificate("2", "Anna");
    again.minutes_attended = 900;
    let taken = Issue { number: value("1"), ..certificate("2", "Bo") };
    hold::<Certificates>(
        NOW,
        vec![
            leads("exactly the share", &[], issue(certificate("1", "Anna")), issued()),
            refused("a minute short", &[], with(799, 1000), short(799, 1000)),
            refused("nothing offered", &[], with(0, 0), short(0, 0)),
            leads("issued before", &issued(), issue(certificate("1", "Anna")), vec![]),
            leads("has one that holds", &issued(), issue(again), vec![]),
            leads(
                "another person",
                &issued(),
                issue(certificate("2", "Bo")),
                vec![Event::Issued(certificate("2", "Bo"))],
            ),
            refused("a number that is taken", &issued(), issue(taken), Rejection::NumberTaken(value("1"))),
            leads(
                "a new one after the old was revoked",
                &revoked(),
                issue(certificate("2", "Anna")),
                vec![Event::Issued(certificate("2", "Anna"))],
            ),
        ],
    );
}

#[test]
fn the_share_is_counted_without_rounding_and_without_overflow() {
    for (attended, offered, percent, expected) in [
        (2, 3, 66, true),
        (2, 3, 67, false),
        (u32::MAX, u32::MAX, 100, true),
        (u32::MAX - 1, u32::MAX, 100, false),
        (1, 0, 1, false),
    ] {
        assert_eq!(entitled(attended, offered, percent), expected, "{attended}/{offered} at {percent} %");
    }
}

#[test]
fn a_later_correction_flags_the_certificate_and_never_rewrites_it() {
    let once = [issued(), vec![flagged(700)]].concat();
    hold::<Certificates>(
        NOW,
        vec![
            leads("other minutes", &issued(), flag(700), vec![flagged(700)]),
            leads("the same minutes as certified", &issued(), flag(800), vec![]),
            leads("flagged before", &once, flag(700), vec![]),
            leads("corrected once more", &once, flag(650), vec![flagged(650)]),
            leads("corrected back", &once, flag(800), vec![flagged(800)]),
            leads("nothing was certified", &[], flag(700), vec![]),
            leads("no longer holds", &revoked(), flag(700), vec![]),
        ],
    );
    let state = Certificates::fold(&once);
    let found = &state.certificates[&id("1")];
    assert_eq!((found.minutes_attended, found.minutes_known, found.validity), (800, 700, Validity::Flagged));
    assert!(state.holding(person("Anna")).is_some(), "a flagged certificate holds until somebody decides");
}

#[test]
fn revoking_is_a_decision_with_a_reason() {
    let fact = revoked().split_off(1);
    let reference = || Rejection::NotHolding { number: value("1") };
    hold::<Certificates>(
        NOW,
        vec![
            leads("revoked", &issued(), revoke("1", " Hours put right "), fact.clone()),
            leads(
                "flagged, then revoked",
                &[issued(), vec![flagged(700)]].concat(),
                revoke("1", "Hours put right"),
                fact,
            ),
            leads("revoked before", &revoked(), revoke("1", "Hours put right"), vec![]),
            refused("no reason", &issued(), revoke("1", "\t"), Rejection::NoReason),
            refused("replaced", &reissued(), revoke("1", "Hours put right"), reference()),
            refused("unknown", &issued(), revoke("2", "Hours put right"), Rejection::UnknownCertificate),
        ],
    );
    assert_eq!(validity(&revoked(), "1"), Validity::Revoked);
    assert!(Certificates::fold(&revoked()).holding(person("Anna")).is_none());
}

#[test]
fn reissuing_replaces_one_certificate_by_another_of_the_same_person() {
    let fact = reissued().split_off(1);
    let new = || certificate("2", "Anna");
    let why = "Hours put right";
    let with_bo = [issued(), vec![Event::Issued(certificate("2", "Bo"))]].concat();
    let number = |number| value(number);
    let same_id = Issue { certificate: id("1"), ..new() };
    let of_bo = Issue { number: number("3"), ..new() };
    let short = Issue { minutes_attended: 700, ..new() };
    let same_number = Issue { number: number("1"), ..new() };
    hold::<Certificates>(
        NOW,
        vec![
            leads("reissued", &issued(), reissue("1", new(), why), fact),
            leads("reissued before", &reissued(), reissue("1", new(), why), vec![]),
            refused("no reason", &issued(), reissue("1", new(), ""), Rejection::NoReason),
            refused("unknown", &[], reissue("1", new(), why), Rejection::UnknownCertificate),
            refused(
                "revoked",
                &revoked(),
                reissue("1", new(), why),
                Rejection::NotHolding { number: number("1") },
            ),
            refused(
                "replaced by another",
                &reissued(),
                reissue("1", certificate("3", "Anna"), why),
                Rejection::NotHolding { number: number("1") },
            ),
            refused(
                "not entitled",
                &issued(),
                reissue("1", short, why),
                Rejection::NotEntitled { attended_minutes: 700, offered_minutes: 1000, least_percent: 80 },
            ),
            refused(
                "the same number",
                &issued(),
                reissue("1", same_number, why),
                Rejection::NumberTaken(number("1")),
            ),
            refused(
                "in its own place",
                &issued(),
                reissue("1", same_id, why),
                Rejection::CertificateTaken { number: number("1") },
            ),
            refused(
                "in the place of a third",
                &with_bo,
                reissue("1", of_bo, why),
                Rejection::CertificateTaken { number: number("2") },
            ),
            refused(
                "of another person",
                &issued(),
                reissue("1", certificate("2", "Bo"), why),
                Rejection::OfAnotherPerson { number: number("1") },
            ),
        ],
    );
    assert_eq!(validity(&reissued(), "1"), Validity::Replaced);
    assert_eq!(validity(&reissued(), "2"), Validity::Issued);
}

#[test]
fn what_a_certificate_says_is_not_shown_in_debug_output() {
    let outcome = given::<Certificates>(NOW, vec![]).when(issue(certificate("1", "Anna")));
    assert!(!format!("{:?}", outcome.result).contains("Provsson"));
}
