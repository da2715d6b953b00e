//! Why an enrolment stands where it stands, fact by fact, with the numbers of the moment.

use chrono::{DateTime, Utc};
use parvis_events::participation::Lack;
use parvis_events::personal::Personal;
use parvis_events::register::why::{Account, Grounds, Numbers, Passed, Rule, Why, why};
use parvis_events::register::{Channel, Ended, Event, HandDecision, PassReason, QueueReason, Situation};

use super::{
    full_with_a_queue, granted, granted_from, half, held, offered, open, pair, passed, queued, reserved,
    waiting, with,
};
use crate::samples::{NOW, enrolment, member, person, terms, value};

fn account_of(town: &str, facts: &[Event]) -> Why {
    let at: DateTime<Utc> = value(NOW);
    why(facts.iter().map(|fact| (at, fact)), enrolment(town)).unwrap()
}

fn rules(why: &Why) -> Vec<Rule> {
    why.steps.iter().map(|step| step.rule).collect()
}

/// The numbers of a programme without allocations.
fn numbers(taken: u32, places: u32) -> Numbers {
    Numbers {
        places,
        taken,
        county: Some(value("12")),
        county_places: 0,
        county_taken: 0,
        common_places: places,
        common_taken: taken,
    }
}

#[test]
fn a_place_is_told_with_how_many_were_taken() {
    let told = account_of("Malmö", &full_with_a_queue());
    assert_eq!(rules(&told), [Rule::Pair, Rule::Places]);
    assert_eq!((told.steps[0].fact, told.steps[1].fact, told.decisive), (1, 2, 1));
    let Account::Submitted { via, number, members, lack } = &told.steps[0].account else { panic!() };
    assert_eq!((*via, *number, members.len(), lack), (Channel::File, 1, 2, &Lack::default()));
    let Account::Granted { grounds, numbers: at, passed, .. } = &told.steps[1].account else { panic!() };
    assert_eq!((*grounds, at, passed.len()), (Grounds::Free, &numbers(0, 1), 0));
}

#[test]
fn waiting_is_told_with_the_place_in_the_queue() {
    let past = [full_with_a_queue(), vec![pair("Ystad"), queued("Ystad")]].concat();
    for (town, place) in [("Lund", 1), ("Ystad", 2)] {
        let told = account_of(town, &past);
        let expected = Account::Queued {
            reason: QueueReason::ProgrammeFull,
            numbers: numbers(1, 1),
            queue_place: Some(place),
        };
        assert_eq!(told.steps[told.decisive].account, expected);
        assert_eq!(told.steps[told.decisive].rule, Rule::Places);
    }
}

#[test]
fn whoever_was_passed_over_is_told_for_whom_and_whoever_was_not_past_whom() {
    let past = [
        with(terms(2, &[("12", 1), ("13", 1)])),
        vec![pair("Malmö"), granted_from("Malmö", "12"), pair("Lund"), waiting("Lund")],
        vec![
            pair("Ystad"),
            waiting("Ystad"),
            Event::DecidedByHand {
                enrolment: enrolment("Ystad"),
                decision: HandDecision::Admit,
                contact: person("Ystad, contact"),
                reason: Personal::Clear("Island".into()),
            },
            passed("Lund", "Ystad", PassReason::DecidedByHand),
            granted_from("Ystad", "13"),
        ],
    ]
    .concat();
    let lund = account_of("Lund", &past);
    assert_eq!(rules(&lund), [Rule::Pair, Rule::Allocation, Rule::ByHand]);
    assert_eq!(lund.decisive, 1, "being passed over changes nothing");
    let passed_over = Account::PassedOver { reason: PassReason::DecidedByHand, in_favour_of: value("Ystad") };
    assert_eq!(lund.steps[2].account, passed_over);
    let ystad = account_of("Ystad", &past);
    assert_eq!(rules(&ystad), [Rule::Pair, Rule::Allocation, Rule::ByHand, Rule::ByHand]);
    let decided = Account::DecidedByHand { decision: HandDecision::Admit, reason: Some("Island".into()) };
    assert_eq!(ystad.steps[2].account, decided);
    let Account::Granted { grounds, pool, numbers, passed } = &ystad.steps[3].account else { panic!() };
    assert_eq!((*grounds, pool), (Grounds::ByHand, &reserved("13")));
    assert_eq!((numbers.taken, numbers.places, numbers.county_taken, numbers.county_places), (1, 2, 1, 1));
    assert_eq!(passed, &[Passed { reference: value("Lund"), reason: PassReason::DecidedByHand }]);
}

#[test]
fn a_half_pair_is_told_from_its_hold_to_its_place_or_its_end() {
    let joined = Event::MemberAdded { enrolment: enrolment("Malmö"), member: member("Bo", &["business"]) };
    let past = [open(1), vec![half("Malmö"), held("Malmö"), joined, granted("Malmö")]].concat();
    let told = account_of("Malmö", &past);
    assert_eq!(rules(&told), [Rule::Pair, Rule::HalfPair, Rule::Pair, Rule::HalfPair]);
    let Account::Submitted { lack, .. } = &told.steps[0].account else { panic!() };
    assert_eq!(lack, &Lack { roles: vec![value("development")], people: 1 });
    assert!(matches!(&told.steps[3].account, Account::Granted { grounds: Grounds::Completed, .. }));
    let expired = Event::HoldExpired { enrolment: enrolment("Malmö") };
    let told = account_of("Malmö", &[open(1), vec![half("Malmö"), held("Malmö"), expired]].concat());
    assert_eq!(told.steps[told.decisive].account, Account::HoldExpired);
    assert_eq!(told.enrolment.situation, Situation::Expired(Ended::Hold));
}

#[test]
fn what_is_said_after_the_decision_is_told_but_does_not_decide() {
    let answered = Event::AnswersGiven {
        enrolment: enrolment("Malmö"),
        person: person("Malmö, culture"),
        answered: [value("dinner")].into(),
        answers: Personal::Erased,
    };
    let told = account_of("Malmö", &[full_with_a_queue(), vec![answered]].concat());
    assert_eq!((told.steps.len(), told.decisive), (3, 1));
    assert_eq!(told.steps[2].rule, Rule::Enrolling);
}

#[test]
fn an_offer_tells_who_stood_ahead_and_a_release_what_became_common() {
    let gone = Event::Withdrawn { enrolment: enrolment("Malmö"), late: false };
    let past = [
        open(1),
        vec![pair("Malmö"), granted("Malmö"), half("Ystad"), queued("Ystad"), pair("Lund"), queued("Lund")],
        vec![gone, passed("Ystad", "Lund", PassReason::Incomplete), offered("Lund")],
    ]
    .concat();
    let told = account_of("Lund", &past);
    let Account::Offered { numbers: at, passed, .. } = &told.steps[2].account else { panic!() };
    assert_eq!(at, &numbers(0, 1));
    assert_eq!(passed, &[Passed { reference: value("Ystad"), reason: PassReason::Incomplete }]);
    let released = Event::AllocationReleased { places_left: 3 };
    let told = account_of("Ystad", &[past, vec![released]].concat());
    assert_eq!(told.steps[3].account, Account::Released { places_left: 3 });
    assert_eq!(told.decisive, 1);
}

#[test]
fn an_enrolment_nobody_handed_in_has_no_account() {
    let at: DateTime<Utc> = value(NOW);
    let past = full_with_a_queue();
    assert!(why(past.iter().map(|fact| (at, fact)), enrolment("Ystad")).is_none());
}
