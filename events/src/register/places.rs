//! How many places are left, for whom, and who is next.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::state::evolve;
use super::{Enrolment, Event, PassReason, Pool, QueueReason, State, Terms};
use crate::ids::EnrolmentId;
use crate::time::{end_of_day, local_date};
use crate::values::CountyCode;

/// How many places are taken from each pool: admitted, offered or held. Kept as facts come in, not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    common: u32,
    reserved: BTreeMap<CountyCode, u32>,
    all: u32,
}

impl Taken {
    /// How many are taken altogether.
    pub fn all(&self) -> u32 {
        self.all
    }

    /// How many are taken from a pool.
    pub fn from(&self, pool: &Pool) -> u32 {
        match pool {
            Pool::Common => self.common,
            Pool::Reserved(county) => self.reserved_for(county),
        }
    }

    fn reserved_for(&self, county: &CountyCode) -> u32 {
        self.reserved.get(county).copied().unwrap_or(0)
    }

    pub(super) fn take(&mut self, pool: &Pool) {
        self.all = self.all.saturating_add(1);
        match pool {
            Pool::Common => self.common = self.common.saturating_add(1),
            Pool::Reserved(county) => {
                let places = self.reserved.entry(county.clone()).or_default();
                *places = places.saturating_add(1);
            }
        }
    }

    pub(super) fn give_back(&mut self, pool: &Pool) {
        self.all = self.all.saturating_sub(1);
        match pool {
            Pool::Common => self.common = self.common.saturating_sub(1),
            Pool::Reserved(county) => {
                if let Some(places) = self.reserved.get_mut(county) {
                    *places = places.saturating_sub(1);
                }
                self.reserved.retain(|_, places| *places > 0);
            }
        }
    }

    /// The pool that has a free place for a municipality of this county.
    fn free_pool(&self, terms: &Terms, released: bool, county: &CountyCode) -> Option<Pool> {
        // The whole is checked first: no sum of pools may ever exceed the places there are.
        if self.all >= terms.places {
            return None;
        }
        if released || terms.allocations.is_empty() {
            return Some(Pool::Common);
        }
        let reserved = terms.allocations.get(county).copied().unwrap_or(0);
        if self.reserved_for(county) < reserved {
            return Some(Pool::Reserved(county.clone()));
        }
        let all_reserved: u32 = terms.allocations.values().fold(0, |sum, places| sum.saturating_add(*places));
        (self.common < terms.places.saturating_sub(all_reserved)).then_some(Pool::Common)
    }

    /// A pool with a free place, whoever it is reserved for: the county's own, the common one, or that of the county
    /// with most places left, the lowest code where several have as many.
    pub(super) fn any_free_pool(&self, terms: &Terms, released: bool, county: &CountyCode) -> Option<Pool> {
        self.free_pool(terms, released, county).or_else(|| {
            if self.all >= terms.places {
                return None;
            }
            let left = |county: &CountyCode, places: u32| places.saturating_sub(self.reserved_for(county));
            let most = terms
                .allocations
                .iter()
                .map(|(county, places)| (left(county, *places), county))
                .filter(|(left, _)| *left > 0)
                .max_by(|(a, a_code), (b, b_code)| a.cmp(b).then_with(|| b_code.cmp(a_code)));
            most.map(|(_, county)| Pool::Reserved(county.clone()))
        })
    }
}

impl State {
    /// How many places are taken: admitted, offered or held.
    pub fn places_taken(&self) -> u32 {
        self.taken().all()
    }

    /// How many seats those places have.
    pub fn seats_taken(&self) -> u32 {
        let per_place = self.terms.as_ref().map_or(0, |terms| terms.rule.seats_per_place());
        self.places_taken().saturating_mul(per_place)
    }

    /// The pool that has a free place for a municipality of this county.
    pub fn free_pool(&self, terms: &Terms, county: &CountyCode) -> Option<Pool> {
        self.taken().free_pool(terms, self.released, county)
    }

    /// Why a municipality has to wait when no pool has a place for it.
    pub(super) fn queue_reason(&self, terms: &Terms) -> QueueReason {
        if self.places_taken() >= terms.places {
            QueueReason::ProgrammeFull
        } else {
            QueueReason::AllocationTaken
        }
    }

    /// Queued enrolments that would take a place from this pool if they were complete.
    pub(super) fn waiting_for<'a>(
        &'a self,
        terms: &'a Terms,
        pool: &'a Pool,
    ) -> impl Iterator<Item = &'a Enrolment> {
        self.queue().filter(move |e| self.free_pool(terms, &e.submission.county).as_ref() == Some(pool))
    }
}

/// The end of the day that lies so many days after the local date of `now`.
pub(super) fn days_from(terms: &Terms, now: DateTime<Utc>, days: u16) -> DateTime<Utc> {
    let today: NaiveDate = local_date(terms.zone, now);
    end_of_day(terms.zone, today.checked_add_days(Days::new(days.into())).unwrap_or(today))
}

/// Until when an offer made now stands: no longer than there is something to come to. None when that is over.
pub(super) fn offered_until(terms: &Terms, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let until = days_from(terms, now, terms.offer_days);
    let last = terms.last_day.map(|day| end_of_day(terms.zone, day));
    (!terms.over(now)).then(|| last.map_or(until, |last| until.min(last)))
}

/// The facts, and whatever the queue makes of the places they free.
pub(super) fn and_promote(state: &State, facts: Vec<Event>, terms: &Terms, now: DateTime<Utc>) -> Vec<Event> {
    let after = facts.iter().fold(state.clone(), evolve);
    let mut all = facts;
    all.extend(promote(&after, terms, now));
    all
}

/// Offers free places to those who wait, in order, until no place fits anyone.
///
/// Whoever is passed over gets the reason recorded. Nothing is offered when there is nothing left to come to. Returns
/// the facts, in order. One walk along the queue is enough: a place that is taken makes no other place free, so nobody
/// who was passed over fits later.
fn promote(state: &State, terms: &Terms, now: DateTime<Utc>) -> Vec<Event> {
    let mut facts = Vec::new();
    let mut taken = state.taken().clone();
    let mut passed: Vec<(EnrolmentId, PassReason)> = Vec::new();
    let Some(until) = offered_until(terms, now) else { return facts };
    for waiting in state.queue() {
        if taken.all() >= terms.places {
            break;
        }
        let id = waiting.id();
        if !waiting.complete(terms) {
            passed.push((id, PassReason::Incomplete));
        } else if let Some(pool) = taken.free_pool(terms, state.released, &waiting.submission.county) {
            taken.take(&pool);
            facts.extend(passed.iter().map(|(enrolment, reason)| Event::PassedOver {
                enrolment: *enrolment,
                in_favour_of: id,
                reason: *reason,
            }));
            facts.push(Event::PlaceOffered { enrolment: id, pool, until });
        } else {
            passed.push((id, PassReason::ReservedForOthers));
        }
    }
    facts
}
