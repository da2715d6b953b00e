//! `person-{id}`: becoming known, being protected, being forgotten. Sources: rules 13, 14 and 16.

use parvis_events::person::{Command, ErasureDecision, Event, Person, PersonDetailsGiven, Rejection};
use parvis_events::personal::Personal;
use parvis_events::values::Language;
use parvis_events::{Stream, person as people};

use crate::samples::{NOW, details, person, value};
use crate::table::{hold, leads, refused};

fn register(name: &str, language: Language) -> Command {
    Command::Register { person: person("Anna"), details: PersonDetailsGiven(details(name)), language }
}

fn registered() -> Vec<Event> {
    let details = Personal::Clear(details("Anna"));
    vec![Event::Registered { person: person("Anna"), details, language: Language::Swedish }]
}

fn changed(name: &str, language: Language) -> Event {
    Event::ContactChanged { person: person("Anna"), details: Personal::Clear(details(name)), language }
}

fn decide(decision: ErasureDecision) -> Command {
    Command::DecideErasure { decision, basis: value("Arkivlagen") }
}

fn decided(decision: ErasureDecision) -> Event {
    Event::ErasureDecided { decision, basis: value("Arkivlagen") }
}

fn and(more: Vec<Event>) -> Vec<Event> {
    [registered(), more].concat()
}

fn erased() -> Vec<Event> {
    and(vec![Event::ErasureRequested, decided(ErasureDecision::Erase), Event::Erased])
}

#[test]
fn a_person_becomes_known_and_what_is_known_is_brought_up_to_date() {
    let sealed = vec![Event::Registered {
        person: person("Anna"),
        details: Personal::Sealed("c2VhbGVk".into()),
        language: Language::Swedish,
    }];
    hold::<Person>(
        NOW,
        vec![
            leads("new", &[], register("Anna", Language::Swedish), registered()),
            leads("known", &registered(), register("Anna", Language::Swedish), vec![]),
            leads(
                "another name",
                &registered(),
                register("Anne", Language::Swedish),
                vec![changed("Anne", Language::Swedish)],
            ),
            leads(
                "another language",
                &registered(),
                register("Anna", Language::Bokmal),
                vec![changed("Anna", Language::Bokmal)],
            ),
            leads(
                "known, but not readable here",
                &sealed,
                register("Anna", Language::Swedish),
                vec![changed("Anna", Language::Swedish)],
            ),
        ],
    );
}

#[test]
fn two_people_may_share_an_address() {
    let two = [person("Anna"), person("Bo")].map(|person| {
        let details = Personal::Clear(details("Anna"));
        Event::Registered { person, details, language: Language::Swedish }
    });
    assert_ne!(two[0], two[1]);
    for known in two {
        assert!(Person::fold(&[known]).registered);
    }
}

#[test]
fn an_identity_is_protected_until_that_is_lifted() {
    let protected = and(vec![Event::ProtectedIdentitySet]);
    let lifted = and(vec![Event::ProtectedIdentitySet, Event::ProtectedIdentityLifted]);
    hold::<Person>(
        NOW,
        vec![
            leads("protected", &registered(), Command::ProtectIdentity, vec![Event::ProtectedIdentitySet]),
            leads("protected before", &protected, Command::ProtectIdentity, vec![]),
            leads("lifted", &protected, Command::LiftProtection, vec![Event::ProtectedIdentityLifted]),
            leads("never protected", &registered(), Command::LiftProtection, vec![]),
            leads("protected anew", &lifted, Command::ProtectIdentity, vec![Event::ProtectedIdentitySet]),
        ],
    );
    assert!(Person::fold(&erased_while_protected()).protected, "also who is erased stays protected");
}

fn erased_while_protected() -> Vec<Event> {
    and(vec![Event::ProtectedIdentitySet, decided(ErasureDecision::Erase), Event::Erased])
}

#[test]
fn erasure_is_asked_for_then_decided_then_done() {
    let requested = and(vec![Event::ErasureRequested]);
    let may = and(vec![Event::ErasureRequested, decided(ErasureDecision::Erase)]);
    let no = and(vec![Event::ErasureRequested, decided(ErasureDecision::Refuse)]);
    let changed_mind = [may.clone(), vec![decided(ErasureDecision::Restrict)]].concat();
    let asked_again = [no.clone(), vec![Event::ErasureRequested]].concat();
    let refuse = || decide(ErasureDecision::Refuse);
    hold::<Person>(
        NOW,
        vec![
            leads("asked for", &registered(), Command::RequestErasure, vec![Event::ErasureRequested]),
            leads("asked for before", &requested, Command::RequestErasure, vec![]),
            leads("refused", &requested, refuse(), vec![decided(ErasureDecision::Refuse)]),
            leads("refused before", &no, refuse(), vec![]),
            leads("asked for again", &no, Command::RequestErasure, vec![Event::ErasureRequested]),
            leads("refused again", &asked_again, refuse(), vec![decided(ErasureDecision::Refuse)]),
            leads(
                "granted after all",
                &no,
                decide(ErasureDecision::Erase),
                vec![decided(ErasureDecision::Erase)],
            ),
            leads(
                "decided unasked",
                &registered(),
                decide(ErasureDecision::Restrict),
                vec![decided(ErasureDecision::Restrict)],
            ),
            leads("done", &may, Command::Erase, vec![Event::Erased]),
            leads("done before", &erased(), Command::Erase, vec![]),
            refused("not decided", &requested, Command::Erase, Rejection::NotDecided),
            refused("refused, then done", &no, Command::Erase, Rejection::NotDecided),
            refused("decided otherwise since", &changed_mind, Command::Erase, Rejection::NotDecided),
        ],
    );
}

#[test]
fn nothing_is_known_of_a_stranger_and_nothing_more_of_the_erased() {
    let row = |given: Vec<Event>, rejection: Rejection| {
        move |command: Command| refused::<Person>("gone or never there", &given, command, rejection)
    };
    let commands = || {
        vec![
            Command::ProtectIdentity,
            Command::LiftProtection,
            Command::RequestErasure,
            decide(ErasureDecision::Erase),
        ]
    };
    hold(NOW, commands().into_iter().map(row(vec![], Rejection::NotRegistered)).collect());
    hold(NOW, commands().into_iter().map(row(erased(), Rejection::PersonErased)).collect());
    hold(NOW, vec![row(vec![], Rejection::NotRegistered)(Command::Erase)]);
    hold(NOW, vec![row(erased(), Rejection::PersonErased)(register("Anna", Language::Swedish))]);
    assert_eq!(Person::fold(&erased()).details, None);
}

#[test]
fn no_command_shows_a_name_in_debug_output() {
    let command = register("Anna", Language::Swedish);
    let state: people::State = Person::fold(&registered());
    assert!(!format!("{command:?}{state:?}{:?}", registered()).contains("Provsson"));
}
