//! Waiting, being offered a place, answering, and what time does. Sources: rules "Queue" and "Half pair".

use parvis_events::register::{Command, Event, PassReason, Pool, QueueReason, Register, Rejection};
use parvis_events::testing::given;

use super::{
    HOLD_ENDS, OFFER_ENDS, full_with_a_queue, granted, half, held, offered, open, pair, passed, queued,
    until, with_an_offer,
};
use crate::samples::{NOW, business_of, culture_of, enrolment, submission, value};
use crate::table::{hold, leads, refused};

fn accept(town: &str) -> Command {
    Command::AcceptOffer { enrolment: enrolment(town) }
}

fn decline(town: &str) -> Command {
    Command::DeclineOffer { enrolment: enrolment(town) }
}

fn accepted(town: &str) -> Event {
    Event::OfferAccepted { enrolment: enrolment(town) }
}

fn declined(town: &str) -> Event {
    Event::OfferDeclined { enrolment: enrolment(town) }
}

fn offer_expired(town: &str) -> Event {
    Event::OfferExpired { enrolment: enrolment(town) }
}

fn hold_expired(town: &str) -> Event {
    Event::HoldExpired { enrolment: enrolment(town) }
}

fn offered_until(town: &str, end: &str) -> Event {
    Event::PlaceOffered { enrolment: enrolment(town), pool: Pool::Common, until: until(end) }
}

#[test]
fn an_offer_is_accepted_or_declined() {
    let followed = [
        open(1),
        vec![pair("Malmö"), granted("Malmö"), pair("Lund"), queued("Lund"), pair("Ystad"), queued("Ystad")],
        vec![Event::Withdrawn { enrolment: enrolment("Malmö"), late: false }, offered("Lund")],
    ]
    .concat();
    hold::<Register>(
        NOW,
        vec![
            leads("accepted", &followed, accept("Lund"), vec![accepted("Lund")]),
            leads("declined", &followed, decline("Lund"), vec![declined("Lund"), offered("Ystad")]),
            leads("declined, nobody waits", &with_an_offer(), decline("Lund"), vec![declined("Lund")]),
        ],
    );
}

#[test]
fn an_offer_stands_until_local_midnight_whether_or_not_the_clock_has_ticked() {
    given::<Register>("2018-03-08T22:59:59Z", with_an_offer()).when(accept("Lund")).then(&[accepted("Lund")]);
    let reference = || value("Lund");
    let ticked = [with_an_offer(), vec![offer_expired("Lund")]].concat();
    hold::<Register>(
        OFFER_ENDS,
        vec![
            refused(
                "before the tick",
                &with_an_offer(),
                accept("Lund"),
                Rejection::OfferHasExpired { reference: reference() },
            ),
            refused(
                "after it",
                &ticked,
                accept("Lund"),
                Rejection::OfferHasExpired { reference: reference() },
            ),
            refused(
                "no, before the tick",
                &with_an_offer(),
                decline("Lund"),
                Rejection::OfferHasExpired { reference: reference() },
            ),
            refused(
                "no, after it",
                &ticked,
                decline("Lund"),
                Rejection::OfferHasExpired { reference: reference() },
            ),
        ],
    );
}

#[test]
fn only_an_offer_can_be_answered() {
    let gone =
        [full_with_a_queue(), vec![Event::Withdrawn { enrolment: enrolment("Lund"), late: false }]].concat();
    let no = [with_an_offer(), vec![declined("Lund")]].concat();
    let half_pair = [open(1), vec![half("Lund"), held("Lund")]].concat();
    let yes = [with_an_offer(), vec![accepted("Lund")]].concat();
    let hold_over = [half_pair.clone(), vec![Event::HoldExpired { enrolment: enrolment("Lund") }]].concat();
    let nothing = || Rejection::NoOffer { reference: value("Lund") };
    let over = || Rejection::NotActive { reference: value("Lund") };
    hold::<Register>(
        NOW,
        vec![
            refused("waiting: yes", &full_with_a_queue(), accept("Lund"), nothing()),
            refused("waiting: no", &full_with_a_queue(), decline("Lund"), nothing()),
            refused("withdrawn: yes", &gone, accept("Lund"), nothing()),
            refused("withdrawn: no", &gone, decline("Lund"), nothing()),
            refused("declined: yes after all", &no, accept("Lund"), nothing()),
            refused("incomplete: yes", &half_pair, accept("Lund"), nothing()),
            refused("incomplete: no", &half_pair, decline("Lund"), nothing()),
            refused("never completed: yes", &hold_over, accept("Lund"), over()),
            refused("never completed: no", &hold_over, decline("Lund"), over()),
            refused("accepted: no after all", &yes, decline("Lund"), nothing()),
            refused("unknown: yes", &yes, accept("Ystad"), Rejection::UnknownEnrolment),
            refused("unknown: no", &yes, decline("Ystad"), Rejection::UnknownEnrolment),
            leads("accepted: yes again", &yes, accept("Lund"), vec![]),
            leads("declined: no again", &no, decline("Lund"), vec![]),
        ],
    );
}

#[test]
fn a_hold_expires_at_local_midnight_and_the_queue_moves() {
    let past = [open(1), vec![half("Malmö"), held("Malmö"), pair("Lund"), queued("Lund")]].concat();
    given::<Register>("2018-03-15T22:59:59Z", past.clone()).when(Command::LetTimePass).then_nothing();
    given::<Register>(HOLD_ENDS, past)
        .when(Command::LetTimePass)
        .then(&[hold_expired("Malmö"), offered_until("Lund", "2018-03-23T23:00:00Z")])
        .again_nothing(Command::LetTimePass);
}

#[test]
fn an_unanswered_offer_goes_on_to_the_next() {
    let past = [with_an_offer(), vec![half("Ystad"), queued("Ystad"), pair("Halmstad"), queued("Halmstad")]]
        .concat();
    given::<Register>(OFFER_ENDS, past)
        .when(Command::LetTimePass)
        .then(&[
            offer_expired("Lund"),
            passed("Ystad", "Halmstad", PassReason::Incomplete),
            offered_until("Halmstad", "2018-03-16T23:00:00Z"),
        ])
        .again_nothing(Command::LetTimePass);
}

#[test]
fn everything_that_is_due_at_once_happens_at_once() {
    let past = [
        open(2),
        vec![half("Malmö"), held("Malmö"), pair("Lund"), queued("Lund")],
        vec![
            offered_until("Lund", HOLD_ENDS),
            pair("Ystad"),
            queued("Ystad"),
            pair("Halmstad"),
            queued("Halmstad"),
        ],
    ]
    .concat();
    let end = "2018-03-23T23:00:00Z";
    given::<Register>(HOLD_ENDS, past)
        .when(Command::LetTimePass)
        .then(&[
            hold_expired("Malmö"),
            offer_expired("Lund"),
            offered_until("Ystad", end),
            offered_until("Halmstad", end),
        ])
        .again_nothing(Command::LetTimePass);
}

#[test]
fn whatever_is_asked_after_a_deadline_finds_it_passed() {
    let past = [open(1), vec![half("Malmö"), held("Malmö"), pair("Lund"), queued("Lund")]].concat();
    let sent = submission("Ystad", vec![culture_of("Ystad"), business_of("Ystad")]);
    given::<Register>(HOLD_ENDS, past)
        .when(Command::Submit(sent.clone()))
        .then(&[
            hold_expired("Malmö"),
            offered_until("Lund", "2018-03-23T23:00:00Z"),
            pair("Ystad"),
            queued("Ystad"),
        ])
        .again_nothing(Command::Submit(sent));
}

#[test]
fn time_passes_over_what_is_settled() {
    let past = [
        with_an_offer(),
        vec![Event::OfferAccepted { enrolment: enrolment("Lund") }, pair("Ystad"), queued("Ystad")],
    ]
    .concat();
    given::<Register>("2019-05-01T09:00:00Z", past).when(Command::LetTimePass).then_nothing();
    given::<Register>("2019-05-01T09:00:00Z", vec![])
        .when(Command::LetTimePass)
        .then_rejected(&Rejection::NotOpen);
}

#[test]
fn a_newcomer_who_takes_a_free_place_passes_over_the_half_pairs_that_wait_for_it() {
    let past = [
        open(1),
        vec![pair("Malmö"), granted("Malmö"), half("Lund"), queued("Lund")],
        vec![Event::Withdrawn { enrolment: enrolment("Malmö"), late: false }],
    ]
    .concat();
    let whole = submission("Ystad", vec![culture_of("Ystad"), business_of("Ystad")]);
    let part = submission("Ystad", vec![culture_of("Ystad")]);
    let behind = Event::Queued { enrolment: enrolment("Ystad"), reason: QueueReason::OthersWait };
    hold::<Register>(
        NOW,
        vec![
            leads(
                "a pair",
                &past,
                Command::Submit(whole),
                vec![pair("Ystad"), passed("Lund", "Ystad", PassReason::Incomplete), granted("Ystad")],
            ),
            leads("half a pair waits its turn", &past, Command::Submit(part), vec![half("Ystad"), behind]),
        ],
    );
}
