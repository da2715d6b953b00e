//! What the coordinator decides over the head of the rules, with a reason. Source: rule "Queue".

use parvis_events::personal::Personal;
use parvis_events::register::{Command, Event, HandDecision, PassReason, Pool, Register, Rejection};
use parvis_events::testing::given;

use super::{
    full_with_a_queue, granted, granted_from, half, held, offered, open, pair, passed, queued, reserved,
    until, waiting, with, with_an_offer,
};
use crate::samples::{NOW, enrolment, person, terms, value};
use crate::table::{hold, leads, refused};

fn decide(town: &str, decision: HandDecision) -> Command {
    Command::DecideByHand { enrolment: enrolment(town), decision, reason: " Island without a bridge ".into() }
}

fn decided(town: &str, decision: HandDecision) -> Event {
    Event::DecidedByHand {
        enrolment: enrolment(town),
        decision,
        contact: person(&format!("{town}, contact")),
        reason: Personal::Clear("Island without a bridge".into()),
    }
}

fn refused_by_hand(town: &str) -> Event {
    Event::Refused { enrolment: enrolment(town) }
}

/// Two places, one of them free for whoever is complete; Lund waits incomplete, Ystad behind it.
fn a_place_nobody_could_take() -> Vec<Event> {
    let gone = Event::Withdrawn { enrolment: enrolment("Halmstad"), late: false };
    [
        open(2),
        vec![pair("Malmö"), granted("Malmö"), pair("Halmstad"), granted("Halmstad")],
        vec![half("Lund"), queued("Lund"), half("Ystad"), queued("Ystad"), gone],
    ]
    .concat()
}

/// Skåne's only place is taken, Halland's is not: Lund and Ystad wait for one that is reserved for others.
fn a_place_reserved_for_others() -> Vec<Event> {
    [
        with(terms(2, &[("12", 1), ("13", 1)])),
        vec![pair("Malmö"), granted_from("Malmö", "12"), pair("Lund"), waiting("Lund")],
        vec![pair("Ystad"), waiting("Ystad")],
    ]
    .concat()
}

#[test]
fn a_place_is_given_or_offered_past_those_ahead_who_are_told_so() {
    let from_halland = |town| Event::PlaceGranted { enrolment: enrolment(town), pool: reserved("13") };
    let offer = Event::PlaceOffered {
        enrolment: enrolment("Ystad"),
        pool: reserved("13"),
        until: until(super::OFFER_ENDS),
    };
    hold::<Register>(
        NOW,
        vec![
            leads(
                "the first in the queue passes nobody",
                &a_place_reserved_for_others(),
                decide("Lund", HandDecision::Admit),
                vec![decided("Lund", HandDecision::Admit), from_halland("Lund")],
            ),
            leads(
                "the second passes the first",
                &a_place_reserved_for_others(),
                decide("Ystad", HandDecision::Admit),
                vec![
                    decided("Ystad", HandDecision::Admit),
                    passed("Lund", "Ystad", PassReason::DecidedByHand),
                    from_halland("Ystad"),
                ],
            ),
            leads(
                "offered instead",
                &a_place_reserved_for_others(),
                decide("Ystad", HandDecision::Offer),
                vec![
                    decided("Ystad", HandDecision::Offer),
                    passed("Lund", "Ystad", PassReason::DecidedByHand),
                    offer,
                ],
            ),
            leads(
                "an offer made into a place passes nobody any more",
                &with_an_offer(),
                decide("Lund", HandDecision::Admit),
                vec![decided("Lund", HandDecision::Admit), granted("Lund")],
            ),
            leads("has a place", &full_with_a_queue(), decide("Malmö", HandDecision::Admit), vec![]),
            leads("has an offer", &with_an_offer(), decide("Lund", HandDecision::Offer), vec![]),
        ],
    );
}

#[test]
fn the_pool_with_most_places_left_gives_its_own_when_the_county_has_none() {
    let past = [
        with(terms(6, &[("12", 1), ("13", 2), ("07", 3)])),
        vec![pair("Malmö"), granted_from("Malmö", "12"), pair("Lund"), waiting("Lund")],
    ]
    .concat();
    let from = |county| Event::PlaceGranted { enrolment: enrolment("Lund"), pool: reserved(county) };
    given::<Register>(NOW, past.clone())
        .when(decide("Lund", HandDecision::Admit))
        .then(&[decided("Lund", HandDecision::Admit), from("07")]);
    let one_less = vec![pair("Växjö"), granted_from("Växjö", "07")];
    given::<Register>(NOW, [past, one_less].concat())
        .when(decide("Lund", HandDecision::Admit))
        .then(&[decided("Lund", HandDecision::Admit), from("07")]);
    let same = [
        with(terms(3, &[("12", 1), ("13", 1), ("07", 1)])),
        vec![pair("Malmö"), granted_from("Malmö", "12"), pair("Lund"), waiting("Lund")],
    ]
    .concat();
    given::<Register>(NOW, same)
        .when(decide("Lund", HandDecision::Admit))
        .then(&[decided("Lund", HandDecision::Admit), from("07")]);
}

#[test]
fn there_are_never_more_places_than_there_are() {
    let full = Rejection::NoFreePlace { places: 1 };
    hold::<Register>(
        NOW,
        vec![
            refused("given", &full_with_a_queue(), decide("Lund", HandDecision::Admit), full.clone()),
            refused("offered", &full_with_a_queue(), decide("Lund", HandDecision::Offer), full),
        ],
    );
}

#[test]
fn what_ran_out_or_was_declined_or_refused_can_be_taken_up_again() {
    let expired = Event::OfferExpired { enrolment: enrolment("Lund") };
    let declined = Event::OfferDeclined { enrolment: enrolment("Lund") };
    let was_refused = [decided("Lund", HandDecision::Refuse), refused_by_hand("Lund")];
    for ended in [vec![expired], vec![declined], was_refused.to_vec()] {
        let past = [with_an_offer(), ended.clone()].concat();
        given::<Register>(NOW, past.clone())
            .when(decide("Lund", HandDecision::Admit))
            .then(&[decided("Lund", HandDecision::Admit), granted("Lund")]);
        // Whoever waits meanwhile is passed over, also those who came later: it stood in the queue no more.
        let behind = [past, vec![half("Ystad"), queued("Ystad")]].concat();
        given::<Register>(NOW, behind).when(decide("Lund", HandDecision::Offer)).then(&[
            decided("Lund", HandDecision::Offer),
            passed("Ystad", "Lund", PassReason::DecidedByHand),
            offered("Lund"),
        ]);
        // The municipality has enrolled anew meanwhile.
        let mut anew = crate::samples::submission("Lund", vec![crate::samples::culture_of("Ystad")]);
        (anew.enrolment, anew.reference) = (enrolment("Lund, anew"), value("L-2"));
        let twice = [with_an_offer(), ended, vec![Event::Submitted(anew)]].concat();
        given::<Register>(NOW, twice)
            .when(decide("Lund", HandDecision::Admit))
            .then_rejected(&Rejection::MunicipalityAlreadyEnrolled { reference: value("L-2") });
    }
}

#[test]
fn a_refusal_frees_what_was_held_or_offered_for_the_next() {
    let held_then_waiting =
        [open(1), vec![half("Malmö"), held("Malmö"), pair("Lund"), queued("Lund")]].concat();
    let offered_then_waiting = [with_an_offer(), vec![pair("Ystad"), queued("Ystad")]].concat();
    hold::<Register>(
        NOW,
        vec![
            leads(
                "from the queue",
                &full_with_a_queue(),
                decide("Lund", HandDecision::Refuse),
                vec![decided("Lund", HandDecision::Refuse), refused_by_hand("Lund")],
            ),
            leads(
                "held",
                &held_then_waiting,
                decide("Malmö", HandDecision::Refuse),
                vec![decided("Malmö", HandDecision::Refuse), refused_by_hand("Malmö"), offered("Lund")],
            ),
            leads(
                "offered",
                &offered_then_waiting,
                decide("Lund", HandDecision::Refuse),
                vec![decided("Lund", HandDecision::Refuse), refused_by_hand("Lund"), offered("Ystad")],
            ),
        ],
    );
}

#[test]
fn what_cannot_be_decided_by_hand_says_what_to_do_instead() {
    let lund = || value("Lund");
    let draft = Event::Drafted(crate::samples::submission("Ystad", vec![]));
    let gone = Event::Withdrawn { enrolment: enrolment("Lund"), late: false };
    let left = [with_an_offer(), vec![gone]].concat();
    let no_reason = Command::DecideByHand {
        enrolment: enrolment("Lund"),
        decision: HandDecision::Refuse,
        reason: "  ".into(),
    };
    let admit = HandDecision::Admit;
    hold::<Register>(
        NOW,
        vec![
            refused(
                "incomplete in the queue",
                &a_place_nobody_could_take(),
                decide("Ystad", admit),
                Rejection::NotComplete { reference: value("Ystad") },
            ),
            refused(
                "incomplete with held seats",
                &[open(1), vec![half("Malmö"), held("Malmö")]].concat(),
                decide("Malmö", admit),
                Rejection::NotComplete { reference: value("Malmö") },
            ),
            refused("no reason", &full_with_a_queue(), no_reason, Rejection::NoReason),
            refused(
                "refused though it has a place",
                &full_with_a_queue(),
                decide("Malmö", HandDecision::Refuse),
                Rejection::HasPlace { reference: value("Malmö") },
            ),
            refused(
                "offered though it has a place",
                &full_with_a_queue(),
                decide("Malmö", HandDecision::Offer),
                Rejection::HasPlace { reference: value("Malmö") },
            ),
            refused("withdrawn", &left, decide("Lund", admit), Rejection::NotActive { reference: lund() }),
            refused(
                "withdrawn, refused",
                &left,
                decide("Lund", HandDecision::Refuse),
                Rejection::NotActive { reference: lund() },
            ),
            refused(
                "a draft",
                &[open(1), vec![draft]].concat(),
                decide("Ystad", admit),
                Rejection::StillADraft { reference: value("Ystad") },
            ),
            refused("unknown", &open(1), decide("Lund", admit), Rejection::UnknownEnrolment),
        ],
    );
}

#[test]
fn a_dispensation_first_makes_an_incomplete_one_admissible_by_hand() {
    let dispensed = Event::DispensationGranted {
        enrolment: enrolment("Ystad"),
        kind: parvis_events::register::Dispensation::RoleVacant,
        person: person("Ystad, culture"),
        reason: Personal::Clear("The post is vacant".into()),
    };
    // Lund waits ahead, incomplete; the place goes to Ystad as soon as it may have it.
    given::<Register>(NOW, [a_place_nobody_could_take(), vec![dispensed]].concat())
        .when(decide("Ystad", HandDecision::Admit))
        .then(&[
            decided("Ystad", HandDecision::Admit),
            passed("Lund", "Ystad", PassReason::DecidedByHand),
            Event::PlaceGranted { enrolment: enrolment("Ystad"), pool: Pool::Common },
        ]);
}
