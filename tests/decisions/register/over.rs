//! After the last day, or when everything is called off, nobody enrols or is offered a place. Source: rule "Queue".

use parvis_events::register::{
    Channel, Command, Event, HandDecision, Pool, Register, Rejection, Submission, Terms,
};
use parvis_events::testing::given;

use super::{granted, half, offered, open, pair, queued, until, with};
use crate::samples::{NOW, business_of, culture_of, enrolment, submission, terms, value};
use crate::table::{hold, leads, refused};

/// The last day is 30 May; it is over at local midnight, in summer time.
const LAST: &str = "2018-05-30T21:59:59Z";
const OVER: &str = "2018-05-30T22:00:00Z";

fn until_30_may(places: u32) -> Terms {
    Terms { last_day: Some(value("2018-05-30")), ..terms(places, &[]) }
}

fn called_off(places: u32) -> Terms {
    Terms { called_off: true, ..terms(places, &[]) }
}

/// Malmö has the only place, Lund and Ystad wait.
fn full(terms: Terms) -> Vec<Event> {
    let facts =
        vec![pair("Malmö"), granted("Malmö"), pair("Lund"), queued("Lund"), pair("Ystad"), queued("Ystad")];
    [with(terms), facts].concat()
}

fn leave() -> Command {
    Command::Withdraw { enrolment: enrolment("Malmö") }
}

fn left(late: bool) -> Event {
    Event::Withdrawn { enrolment: enrolment("Malmö"), late }
}

fn offered_until(town: &str, end: &str) -> Event {
    Event::PlaceOffered { enrolment: enrolment(town), pool: Pool::Common, until: until(end) }
}

fn hand_in(via: Channel) -> Command {
    Command::Submit(Submission {
        via,
        ..submission("Halmstad", vec![culture_of("Halmstad"), business_of("Halmstad")])
    })
}

fn handed_in(via: Channel) -> Event {
    match hand_in(via) {
        Command::Submit(submission) => Event::Submitted(submission),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_place_that_becomes_free_is_offered_until_the_last_day_and_not_after() {
    // What is offered on the last day stands until its end, and no longer.
    given::<Register>(LAST, full(until_30_may(1)))
        .when(leave())
        .then(&[left(true), offered_until("Lund", OVER)]);
    given::<Register>(OVER, full(until_30_may(1))).when(leave()).then(&[left(true)]).again_nothing(leave());
    // Where no last day is known, time alone ends nothing.
    given::<Register>(OVER, full(terms(1, &[])))
        .when(leave())
        .then(&[left(true), offered_until("Lund", "2018-06-07T22:00:00Z")]);
}

#[test]
fn an_offer_that_runs_out_with_the_last_day_goes_on_to_nobody() {
    let past = [full(until_30_may(1)), vec![left(true), offered_until("Lund", OVER)]].concat();
    given::<Register>(OVER, past)
        .when(Command::LetTimePass)
        .then(&[Event::OfferExpired { enrolment: enrolment("Lund") }])
        .again_nothing(Command::LetTimePass);
}

#[test]
fn what_is_called_off_is_offered_to_nobody_unless_it_is_held_after_all() {
    let off = || [full(called_off(1)), vec![left(false)]].concat();
    given::<Register>(NOW, full(called_off(1))).when(leave()).then(&[left(false)]);
    given::<Register>(NOW, off()).when(Command::LetTimePass).then_nothing();
    let held_after_all = until_30_may(1);
    given::<Register>(NOW, off())
        .when(Command::SetTerms(held_after_all.clone()))
        .then(&[Event::TermsSet { terms: held_after_all }, offered("Lund")]);
}

#[test]
fn nobody_enrols_by_themselves_in_what_is_over_and_the_organiser_still_notes_who_came() {
    let late =
        |terms: Terms| Terms { enrolment: crate::samples::period("2018-02-01", "2018-06-30"), ..terms };
    let over = with(late(until_30_may(2)));
    let hold_out =
        [over.clone(), vec![half("Lund"), queued("Lund"), pair("Ystad"), queued("Ystad")]].concat();
    let by = |via| (hand_in(via), vec![handed_in(via), granted("Halmstad")]);
    let (paper, noted) = by(Channel::Paper);
    let (door, came) = by(Channel::Door);
    let (member, joins) = by(Channel::Member);
    hold::<Register>(
        OVER,
        vec![
            refused("the contact", &over, hand_in(Channel::Contact), Rejection::Over),
            refused("a member", &over, member.clone(), Rejection::Over),
            refused("a file", &over, hand_in(Channel::File), Rejection::Over),
            leads("on paper", &over, paper.clone(), noted.clone()),
            leads("at the door", &over, door, came),
            leads("on paper, past nobody who still waits", &hold_out, paper, noted),
        ],
    );
    hold::<Register>(
        LAST,
        vec![
            leads("a member, on the last day", &over, member.clone(), joins),
            refused("a member, called off", &with(late(called_off(2))), member, Rejection::Over),
        ],
    );
}

#[test]
fn by_hand_a_place_can_still_be_given_to_who_came_and_not_offered() {
    let past = [full(until_30_may(2))].concat();
    let by_hand = |decision| Command::DecideByHand {
        enrolment: enrolment("Lund"),
        decision,
        reason: "Took part".into(),
    };
    given::<Register>(OVER, past.clone()).when(by_hand(HandDecision::Offer)).then_rejected(&Rejection::Over);
    let admitted = given::<Register>(OVER, past).when(by_hand(HandDecision::Admit)).result.unwrap();
    assert_eq!(admitted.last(), Some(&granted("Lund")));
    let open = [open(2), vec![pair("Lund"), queued("Lund")]].concat();
    assert!(given::<Register>(OVER, open).when(by_hand(HandDecision::Offer)).result.is_ok());
}
