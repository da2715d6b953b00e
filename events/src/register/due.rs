//! What happens without anybody asking: deadlines pass.

use chrono::{DateTime, Utc};

use super::places::and_promote;
use super::state::evolve;
use super::{Event, Situation, State, Terms};
use crate::time::end_of_day;

/// Everything that is due by now: holds and offers expire, allocations are released, the queue moves.
pub(super) fn due(state: &State, terms: &Terms, now: DateTime<Utc>) -> Vec<Event> {
    let mut facts = expired(state, now);
    let release = terms.release.is_some_and(|day| now >= end_of_day(terms.zone, day));
    if release && !state.released && !terms.allocations.is_empty() {
        let after = facts.iter().fold(state.clone(), evolve);
        let places_left = terms.places.saturating_sub(after.places_taken());
        facts.push(Event::AllocationReleased { places_left });
    }
    if facts.is_empty() { facts } else { and_promote(state, facts, terms, now) }
}

/// What is due of it before other terms come: holds and offers that have ended, and what the queue makes of them by the
/// terms so far. A release is left to the terms that come, which may say otherwise.
pub(super) fn due_before_other_terms(state: &State, terms: &Terms, now: DateTime<Utc>) -> Vec<Event> {
    let facts = expired(state, now);
    if facts.is_empty() { facts } else { and_promote(state, facts, terms, now) }
}

fn expired(state: &State, now: DateTime<Utc>) -> Vec<Event> {
    let mut facts: Vec<Event> = Vec::new();
    for enrolment in state.ended(now) {
        let id = enrolment.id();
        match &enrolment.situation {
            Situation::Incomplete { .. } => facts.push(Event::HoldExpired { enrolment: id }),
            Situation::Offered { .. } => facts.push(Event::OfferExpired { enrolment: id }),
            Situation::Draft
            | Situation::Queued
            | Situation::Admitted { .. }
            | Situation::Declined
            | Situation::Expired(_)
            | Situation::Withdrawn
            | Situation::Refused => {}
        }
    }
    facts
}
