//! `register-{programme}`: pairs, places, allocation, the queue, withdrawals and deputies.

mod allocation;
mod answers;
mod by_hand;
mod deputies;
mod dispensations;
mod drafts;
mod enrolling;
mod fitting;
mod invitations;
mod meetings;
mod members;
mod merging;
mod over;
mod queue;
mod why;
mod withdrawing;

use chrono::{DateTime, Utc};
use parvis_events::participation::Member;
use parvis_events::register::{Command, Event, PassReason, Pool, QueueReason, Terms};

use crate::samples::{business_of, culture_of, enrolment, person, submission, terms, value};

/// When a hold begun at [`crate::samples::NOW`] runs out: local midnight after 14 days, in winter time.
const HOLD_ENDS: &str = "2018-03-15T23:00:00Z";
/// When an offer made at [`crate::samples::NOW`] runs out: local midnight after 7 days.
const OFFER_ENDS: &str = "2018-03-08T23:00:00Z";
/// An instant after the withdrawal deadline.
const LATE: &str = "2018-05-16T09:00:00Z";

fn until(text: &str) -> DateTime<Utc> {
    value(text)
}

fn reserved(county: &str) -> Pool {
    Pool::Reserved(value(county))
}

/// A register with so many places, all common.
fn open(places: u32) -> Vec<Event> {
    with(terms(places, &[]))
}

fn with(terms: Terms) -> Vec<Event> {
    vec![Event::TermsSet { terms }]
}

/// Both managers of a town enrol.
fn pair(town: &str) -> Event {
    Event::Submitted(submission(town, vec![culture_of(town), business_of(town)]))
}

/// Only its culture manager does.
fn half(town: &str) -> Event {
    Event::Submitted(submission(town, vec![culture_of(town)]))
}

fn granted(town: &str) -> Event {
    Event::PlaceGranted { enrolment: enrolment(town), pool: Pool::Common }
}

fn granted_from(town: &str, county: &str) -> Event {
    Event::PlaceGranted { enrolment: enrolment(town), pool: reserved(county) }
}

fn held(town: &str) -> Event {
    Event::SeatsHeld { enrolment: enrolment(town), pool: Pool::Common, until: until(HOLD_ENDS) }
}

fn queued(town: &str) -> Event {
    Event::Queued { enrolment: enrolment(town), reason: QueueReason::ProgrammeFull }
}

fn waiting(town: &str) -> Event {
    Event::Queued { enrolment: enrolment(town), reason: QueueReason::AllocationTaken }
}

fn offered(town: &str) -> Event {
    Event::PlaceOffered { enrolment: enrolment(town), pool: Pool::Common, until: until(OFFER_ENDS) }
}

fn passed(town: &str, in_favour_of: &str, reason: PassReason) -> Event {
    Event::PassedOver { enrolment: enrolment(town), in_favour_of: enrolment(in_favour_of), reason }
}

/// One place, taken by Malmö; Lund waits for it.
fn full_with_a_queue() -> Vec<Event> {
    [open(1), vec![pair("Malmö"), granted("Malmö"), pair("Lund"), queued("Lund")]].concat()
}

/// As before, but Malmö left and Lund was offered its place.
fn with_an_offer() -> Vec<Event> {
    let gone = Event::Withdrawn { enrolment: enrolment("Malmö"), late: false };
    [full_with_a_queue(), vec![gone, offered("Lund")]].concat()
}

fn added(town: &str, member: Member) -> Event {
    Event::MemberAdded { enrolment: enrolment(town), member }
}

fn replace(town: &str, leaving: &str, member: Member) -> Command {
    Command::ReplaceMember { enrolment: enrolment(town), leaving: person(leaving), member }
}

fn replaced(town: &str, leaving: &str, member: Member, late: bool) -> Event {
    Event::MemberReplaced { enrolment: enrolment(town), leaving: person(leaving), member, late }
}

fn half_held() -> Vec<Event> {
    [open(2), vec![half("Malmö"), held("Malmö")]].concat()
}

fn admitted() -> Vec<Event> {
    [open(2), vec![pair("Malmö"), granted("Malmö")]].concat()
}
