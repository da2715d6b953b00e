//! Places reserved by county, before and after they are released. Source: rule "Allocation".

use parvis_events::register::{Command, Event, PassReason, Pool, Register, Rejection};
use parvis_events::testing::given;

use super::{granted, granted_from, half, pair, passed, queued, reserved, until, waiting, with};
use crate::samples::{NOW, business_of, culture_of, enrolment, submission, terms};
use crate::table::{hold, leads, refused};

/// The first instant after the last day that reserved places stay reserved.
const RELEASED: &str = "2018-04-15T22:00:00Z";

fn submit(town: &str) -> Command {
    Command::Submit(submission(town, vec![culture_of(town), business_of(town)]))
}

/// Three places: one for Skåne, one for Halland, one common.
fn shared() -> Vec<Event> {
    with(terms(3, &[("12", 1), ("13", 1)]))
}

#[test]
fn a_county_takes_its_own_places_first_then_common_ones_then_waits() {
    let first = [shared(), vec![pair("Malmö"), granted_from("Malmö", "12")]].concat();
    let second = [first.clone(), vec![pair("Lund"), granted("Lund")]].concat();
    let third = [second.clone(), vec![pair("Ystad"), waiting("Ystad")]].concat();
    let fourth = [third.clone(), vec![pair("Halmstad"), granted_from("Halmstad", "13")]].concat();
    hold::<Register>(
        NOW,
        vec![
            leads("its own", &shared(), submit("Malmö"), vec![pair("Malmö"), granted_from("Malmö", "12")]),
            leads("a common one", &first, submit("Lund"), vec![pair("Lund"), granted("Lund")]),
            leads("none", &second, submit("Ystad"), vec![pair("Ystad"), waiting("Ystad")]),
            leads(
                "another county's own, though somebody waits",
                &third,
                submit("Halmstad"),
                vec![pair("Halmstad"), granted_from("Halmstad", "13")],
            ),
            leads("none at all", &fourth, submit("Varberg"), vec![pair("Varberg"), queued("Varberg")]),
        ],
    );
}

#[test]
fn half_a_pair_is_held_seats_of_its_countys_places() {
    let alone = submission("Malmö", vec![culture_of("Malmö")]);
    let held = Event::SeatsHeld {
        enrolment: enrolment("Malmö"),
        pool: reserved("12"),
        until: until(super::HOLD_ENDS),
    };
    given::<Register>(NOW, shared()).when(Command::Submit(alone)).then(&[half("Malmö"), held]);
}

#[test]
fn a_county_without_an_allocation_is_not_invited() {
    let none_for_halland = with(terms(2, &[("12", 2), ("13", 0)]));
    hold::<Register>(
        NOW,
        vec![
            refused("Kronoberg", &shared(), submit("Växjö"), Rejection::NotInvited("07".parse().unwrap())),
            leads(
                "an allocation of none waits for the release",
                &none_for_halland,
                submit("Halmstad"),
                vec![pair("Halmstad"), waiting("Halmstad")],
            ),
        ],
    );
}

#[test]
fn a_freed_reserved_place_is_offered_to_its_county_and_whoever_is_passed_over_is_told_why() {
    let past = [
        shared(),
        vec![pair("Malmö"), granted_from("Malmö", "12"), pair("Lund"), granted("Lund")],
        vec![pair("Halmstad"), granted_from("Halmstad", "13"), pair("Ystad"), queued("Ystad")],
        vec![pair("Varberg"), queued("Varberg")],
    ]
    .concat();
    let withdraw = Command::Withdraw { enrolment: enrolment("Halmstad") };
    given::<Register>(NOW, past)
        .when(withdraw.clone())
        .then(&[
            Event::Withdrawn { enrolment: enrolment("Halmstad"), late: false },
            passed("Ystad", "Varberg", PassReason::ReservedForOthers),
            Event::PlaceOffered {
                enrolment: enrolment("Varberg"),
                pool: reserved("13"),
                until: until(super::OFFER_ENDS),
            },
        ])
        .again_nothing(withdraw);
}

#[test]
fn what_is_left_at_the_release_goes_to_the_queue_in_order_of_enrolment() {
    let past = [
        with(terms(4, &[("12", 1), ("13", 3)])),
        vec![pair("Malmö"), granted_from("Malmö", "12"), half("Lund"), waiting("Lund")],
        vec![pair("Ystad"), waiting("Ystad"), pair("Halmstad"), granted_from("Halmstad", "13")],
    ]
    .concat();
    let offer = |town: &str| Event::PlaceOffered {
        enrolment: enrolment(town),
        pool: Pool::Common,
        until: until("2018-04-23T22:00:00Z"),
    };
    given::<Register>("2018-04-15T21:59:59Z", past.clone()).when(Command::LetTimePass).then_nothing();
    given::<Register>(RELEASED, past)
        .when(Command::LetTimePass)
        .then(&[
            Event::AllocationReleased { places_left: 2 },
            passed("Lund", "Ystad", PassReason::Incomplete),
            offer("Ystad"),
        ])
        .again_nothing(Command::LetTimePass);
}

#[test]
fn after_the_release_all_places_are_common() {
    let past = [shared(), vec![pair("Malmö"), granted_from("Malmö", "12")]].concat();
    let released = [past.clone(), vec![Event::AllocationReleased { places_left: 2 }]].concat();
    let full =
        [released.clone(), vec![pair("Lund"), granted("Lund"), pair("Ystad"), granted("Ystad")]].concat();
    hold::<Register>(
        "2018-04-16T09:00:00Z",
        vec![
            leads("a common place", &released, submit("Lund"), vec![pair("Lund"), granted("Lund")]),
            leads(
                "and no more than there are",
                &full,
                submit("Halmstad"),
                vec![pair("Halmstad"), queued("Halmstad")],
            ),
            leads(
                "before the clock has ticked, the release happens first",
                &past,
                submit("Lund"),
                vec![Event::AllocationReleased { places_left: 2 }, pair("Lund"), granted("Lund")],
            ),
        ],
    );
}

#[test]
fn a_release_counts_what_expires_at_the_same_instant_as_left() {
    let hold =
        Event::SeatsHeld { enrolment: enrolment("Halmstad"), pool: reserved("13"), until: until(RELEASED) };
    let offer =
        Event::PlaceOffered { enrolment: enrolment("Varberg"), pool: reserved("13"), until: until(RELEASED) };
    let past = [
        with(terms(3, &[("12", 1), ("13", 2)])),
        vec![pair("Malmö"), granted_from("Malmö", "12"), half("Halmstad"), hold],
        vec![
            pair("Varberg"),
            waiting("Varberg"),
            offer,
            pair("Lund"),
            waiting("Lund"),
            pair("Ystad"),
            waiting("Ystad"),
        ],
    ]
    .concat();
    let offer = |town: &str| Event::PlaceOffered {
        enrolment: enrolment(town),
        pool: Pool::Common,
        until: until("2018-04-23T22:00:00Z"),
    };
    given::<Register>(RELEASED, past)
        .when(Command::LetTimePass)
        .then(&[
            Event::HoldExpired { enrolment: enrolment("Halmstad") },
            Event::OfferExpired { enrolment: enrolment("Varberg") },
            Event::AllocationReleased { places_left: 2 },
            offer("Lund"),
            offer("Ystad"),
        ])
        .again_nothing(Command::LetTimePass);
}

#[test]
fn places_stay_reserved_for_ever_when_no_release_is_set() {
    let mut terms = terms(2, &[("12", 1), ("13", 1)]);
    terms.release = None;
    let past = [with(terms), vec![pair("Malmö"), granted_from("Malmö", "12"), pair("Lund"), waiting("Lund")]]
        .concat();
    given::<Register>("2019-05-01T09:00:00Z", past).when(Command::LetTimePass).then_nothing();
}
