//! Somebody attends named sessions in a member's place. Source: rule "Deputy per session".

use std::collections::BTreeSet;

use parvis_events::Stream;
use parvis_events::ids::SessionId;
use parvis_events::register::{Command, Event, Register, Rejection};

use super::{LATE, full_with_a_queue, granted, half, held, open, pair, with_an_offer};
use crate::samples::{NOW, culture_of, enrolment, member, person, session_id, value};
use crate::table::{hold, leads, refused};

fn sessions(names: &[&str]) -> BTreeSet<SessionId> {
    names.iter().map(|name| session_id(name)).collect()
}

fn name(town: &str, member: &str, deputy: &str, at: &[&str]) -> Command {
    let (member, deputy, sessions) = (person(member), person(deputy), sessions(at));
    Command::NameDeputy { enrolment: enrolment(town), member, deputy, sessions }
}

fn named(deputy: &str, at: &[&str]) -> Event {
    Event::DeputyNamed {
        enrolment: enrolment("Malmö"),
        member: person("Malmö, culture"),
        deputy: person(deputy),
        sessions: sessions(at),
    }
}

fn remove(town: &str, deputy: &str) -> Command {
    let (member, deputy) = (person("Malmö, culture"), person(deputy));
    Command::RemoveDeputy { enrolment: enrolment(town), member, deputy }
}

fn removed(deputy: &str) -> Event {
    let (member, deputy) = (person("Malmö, culture"), person(deputy));
    Event::DeputyRemoved { enrolment: enrolment("Malmö"), member, deputy }
}

fn admitted() -> Vec<Event> {
    [open(2), vec![pair("Malmö"), granted("Malmö")]].concat()
}

fn with_disa() -> Vec<Event> {
    [admitted(), vec![named("Disa", &["1"])]].concat()
}

#[test]
fn a_deputy_is_named_for_sessions_and_removed_at_any_time() {
    let rows = || {
        vec![
            leads(
                "named",
                &admitted(),
                name("Malmö", "Malmö, culture", "Disa", &["1", "2"]),
                vec![named("Disa", &["1", "2"])],
            ),
            leads("named before", &with_disa(), name("Malmö", "Malmö, culture", "Disa", &["1"]), vec![]),
            leads(
                "named for other sessions instead",
                &with_disa(),
                name("Malmö", "Malmö, culture", "Disa", &["2"]),
                vec![named("Disa", &["2"])],
            ),
            leads(
                "another for another session",
                &with_disa(),
                name("Malmö", "Malmö, culture", "Eva", &["2"]),
                vec![named("Eva", &["2"])],
            ),
            leads("removed", &with_disa(), remove("Malmö", "Disa"), vec![removed("Disa")]),
            leads("never named", &with_disa(), remove("Malmö", "Eva"), vec![]),
        ]
    };
    hold::<Register>(NOW, rows());
    hold::<Register>(LATE, rows());
}

#[test]
fn a_deputy_stands_in_for_a_member_of_an_enrolment_with_a_place() {
    let reference = || value("Malmö");
    let half_pair = [open(1), vec![half("Malmö"), held("Malmö")]].concat();
    let command = |member, deputy| name("Malmö", member, deputy, &["1"]);
    hold::<Register>(
        NOW,
        vec![
            refused(
                "no place yet",
                &half_pair,
                command("Malmö, culture", "Disa"),
                Rejection::NotAdmitted { reference: reference() },
            ),
            refused(
                "waiting",
                &full_with_a_queue(),
                name("Lund", "Lund, culture", "Disa", &["1"]),
                Rejection::NotAdmitted { reference: value("Lund") },
            ),
            refused(
                "offered",
                &with_an_offer(),
                name("Lund", "Lund, culture", "Disa", &["1"]),
                Rejection::NotAdmitted { reference: value("Lund") },
            ),
            refused(
                "gone",
                &with_an_offer(),
                command("Malmö, culture", "Disa"),
                Rejection::NotActive { reference: reference() },
            ),
            refused(
                "for a stranger",
                &admitted(),
                command("Anna", "Disa"),
                Rejection::NotAMember { reference: reference() },
            ),
            refused(
                "by the colleague",
                &admitted(),
                command("Malmö, culture", "Malmö, business"),
                Rejection::PersonAlreadyEnrolled { reference: reference() },
            ),
            refused(
                "to nothing",
                &admitted(),
                name("Malmö", "Malmö, culture", "Disa", &[]),
                Rejection::NoSessions,
            ),
            refused(
                "unknown",
                &admitted(),
                name("Lund", "Anna", "Disa", &["1"]),
                Rejection::UnknownEnrolment,
            ),
            refused("unknown, removed", &admitted(), remove("Lund", "Disa"), Rejection::UnknownEnrolment),
        ],
    );
}

/// How many deputies Malmö has after these facts.
fn deputies_after(fact: Event) -> usize {
    let state = Register::fold(&[with_disa(), vec![fact]].concat());
    state.enrolment(enrolment("Malmö")).unwrap().deputies.len()
}

#[test]
fn deputies_go_with_the_member_they_stand_in_for() {
    let enrolment = enrolment("Malmö");
    let replaced = |leaving: &str, member| Event::MemberReplaced {
        enrolment,
        leaving: person(leaving),
        member,
        late: false,
    };
    let left =
        |name: &str| Event::MemberWithdrawn { enrolment, person: person(name), late: true, reason: None };
    let carl = || member("Carl", &["culture"]);
    assert_eq!(deputies_after(replaced("Malmö, culture", carl())), 0);
    assert_eq!(deputies_after(left("Malmö, culture")), 0);
    assert_eq!(deputies_after(left("Malmö, business")), 1, "the colleague's leaving changes nothing");
    assert_eq!(deputies_after(replaced("Malmö, culture", culture_of("Malmö"))), 1, "only the role changed");
}

#[test]
fn a_deputy_who_becomes_a_member_is_a_deputy_no_more() {
    let enrolment = enrolment("Malmö");
    let disa = || member("Disa", &["business"]);
    let replaced =
        Event::MemberReplaced { enrolment, leaving: person("Malmö, business"), member: disa(), late: true };
    assert_eq!(deputies_after(replaced), 0);
    assert_eq!(deputies_after(Event::MemberAdded { enrolment, member: disa() }), 0);
}

#[test]
fn one_deputy_comes_for_one_member_to_one_session() {
    let both = [admitted(), vec![named("Disa", &["1", "2"])]].concat();
    let from_lund = vec![pair("Lund"), granted("Lund")];
    let for_lund = |deputy, at| name("Lund", "Lund, culture", deputy, at);
    let lund = |deputy: &str, at: &[&str]| Event::DeputyNamed {
        enrolment: enrolment("Lund"),
        member: person("Lund, culture"),
        deputy: person(deputy),
        sessions: sessions(at),
    };
    hold::<Register>(
        NOW,
        vec![
            refused(
                "two deputies for one member at one session",
                &both,
                name("Malmö", "Malmö, culture", "Eva", &["2", "3"]),
                Rejection::DeputyAlreadyNamed,
            ),
            refused(
                "one deputy for both members at one session",
                &both,
                name("Malmö", "Malmö, business", "Disa", &["2"]),
                Rejection::DeputyTaken { reference: value("Malmö") },
            ),
            leads(
                "one deputy for both members at different sessions",
                &with_disa(),
                name("Malmö", "Malmö, business", "Disa", &["2"]),
                vec![Event::DeputyNamed {
                    enrolment: enrolment("Malmö"),
                    member: person("Malmö, business"),
                    deputy: person("Disa"),
                    sessions: sessions(&["2"]),
                }],
            ),
            refused(
                "one deputy for two municipalities at one session",
                &[both.clone(), from_lund.clone()].concat(),
                for_lund("Disa", &["1"]),
                Rejection::DeputyTaken { reference: value("Malmö") },
            ),
            leads(
                "one deputy for two municipalities at different sessions",
                &[both.clone(), from_lund.clone()].concat(),
                for_lund("Disa", &["3"]),
                vec![lund("Disa", &["3"])],
            ),
            refused(
                "a deputy with a seat of their own",
                &[admitted(), from_lund].concat(),
                name("Malmö", "Malmö, culture", "Lund, culture", &["1"]),
                Rejection::PersonAlreadyEnrolled { reference: value("Lund") },
            ),
        ],
    );
}

#[test]
fn whoever_comes_in_anothers_place_enrols_when_that_is_taken_back() {
    let disa = crate::samples::submission("Lund", vec![member("Disa", &["culture"])]);
    let submit = || Command::Submit(disa.clone());
    hold::<Register>(
        NOW,
        vec![
            refused("a deputy", &with_disa(), submit(), Rejection::IsADeputy { reference: value("Malmö") }),
            leads(
                "taken back",
                &[with_disa(), vec![removed("Disa")]].concat(),
                submit(),
                vec![Event::Submitted(disa.clone()), held("Lund")],
            ),
        ],
    );
}
