//! How many places are left, for whom, and who is next.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{Enrolment, Event, PassReason, Pool, QueueReason, Situation, State, Terms, evolve};
use crate::ids::EnrolmentId;
use crate::time::{end_of_day, local_date};
use crate::values::CountyCode;

impl State {
    /// How many places are taken: admitted, offered or held.
    pub fn places_taken(&self) -> u32 {
        self.taken(|_| true)
    }

    /// How many seats those places have.
    pub fn seats_taken(&self) -> u32 {
        let per_place = self.terms.as_ref().map_or(0, |terms| terms.rule.seats_per_place());
        self.places_taken().saturating_mul(per_place)
    }

    /// The pool that has a free place for a municipality of this county.
    pub fn free_pool(&self, terms: &Terms, county: &CountyCode) -> Option<Pool> {
        // The whole is checked first: no sum of pools may ever exceed the places there are.
        if self.places_taken() >= terms.places {
            return None;
        }
        if self.released || terms.allocations.is_empty() {
            return Some(Pool::Common);
        }
        let reserved = terms.allocations.get(county).copied().unwrap_or(0);
        let own = Pool::Reserved(county.clone());
        if self.taken(|pool| *pool == own) < reserved {
            return Some(own);
        }
        let all_reserved: u32 = terms.allocations.values().fold(0, |sum, places| sum.saturating_add(*places));
        let common = terms.places.saturating_sub(all_reserved);
        (self.taken(|pool| *pool == Pool::Common) < common).then_some(Pool::Common)
    }

    /// Why a municipality has to wait when no pool has a place for it.
    pub(super) fn queue_reason(&self, terms: &Terms) -> QueueReason {
        if self.places_taken() >= terms.places {
            QueueReason::ProgrammeFull
        } else {
            QueueReason::AllocationTaken
        }
    }

    /// Queued enrolments in the order of the queue, which is the order they were submitted.
    pub fn queue(&self) -> impl Iterator<Item = &Enrolment> {
        self.enrolments.iter().filter(|enrolment| enrolment.situation == Situation::Queued)
    }

    /// Queued enrolments that would take a place from this pool if they were complete.
    pub(super) fn waiting_for<'a>(
        &'a self,
        terms: &'a Terms,
        pool: &'a Pool,
    ) -> impl Iterator<Item = &'a Enrolment> {
        self.queue().filter(move |e| self.free_pool(terms, &e.submission.county).as_ref() == Some(pool))
    }

    fn taken(&self, counts: impl Fn(&Pool) -> bool) -> u32 {
        let taken =
            self.enrolments.iter().filter_map(|e| e.situation.pool()).filter(|pool| counts(pool)).count();
        u32::try_from(taken).unwrap_or(u32::MAX)
    }
}

/// The end of the day that lies so many days after the local date of `now`.
pub(super) fn days_from(terms: &Terms, now: DateTime<Utc>, days: u16) -> DateTime<Utc> {
    let today: NaiveDate = local_date(terms.zone, now);
    end_of_day(terms.zone, today.checked_add_days(Days::new(days.into())).unwrap_or(today))
}

/// The facts, and whatever the queue makes of the places they free.
pub(super) fn and_promote(state: &State, facts: Vec<Event>, terms: &Terms, now: DateTime<Utc>) -> Vec<Event> {
    let after = facts.iter().fold(state.clone(), evolve);
    let mut all = facts;
    all.extend(promote(after, terms, now));
    all
}

/// Offers free places to those who wait, in order, until no place fits anyone.
///
/// Whoever is passed over gets the reason recorded. Returns the facts, in order.
fn promote(mut state: State, terms: &Terms, now: DateTime<Utc>) -> Vec<Event> {
    let mut facts = Vec::new();
    // Each round takes one enrolment out of the queue, so the rounds are bounded by its length.
    while let Some(round) = next_in_queue(&state, terms, now) {
        state = round.iter().fold(state, evolve);
        facts.extend(round);
    }
    facts
}

fn next_in_queue(state: &State, terms: &Terms, now: DateTime<Utc>) -> Option<Vec<Event>> {
    let mut passed: Vec<(EnrolmentId, PassReason)> = Vec::new();
    for waiting in state.queue() {
        let id = waiting.submission.enrolment;
        if !waiting.complete(terms) {
            passed.push((id, PassReason::Incomplete));
        } else if let Some(pool) = state.free_pool(terms, &waiting.submission.county) {
            let mut facts: Vec<Event> = passed
                .into_iter()
                .map(|(enrolment, reason)| Event::PassedOver { enrolment, in_favour_of: id, reason })
                .collect();
            let until = days_from(terms, now, terms.offer_days);
            facts.push(Event::PlaceOffered { enrolment: id, pool, until });
            return Some(facts);
        } else {
            passed.push((id, PassReason::ReservedForOthers));
        }
    }
    None
}
