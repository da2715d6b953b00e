//! Histories of a register of up to 500 commands.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use parvis_events::Stream;
use parvis_events::ids::EnrolmentId;
use parvis_events::register::why::why;
use parvis_events::register::{Command, Enrolment, Event, Pool, Register, Situation, State, Terms};
use parvis_events::time::end_of_day;
use proptest::prelude::{Strategy, TestCaseError};
use proptest::{collection, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::wishes::{Wish, command, first_terms, wish};
use super::{histories, told};
use crate::samples::value;

type Holds = Result<(), TestCaseError>;

/// A register on its way through a history.
struct Way {
    state: State,
    history: Vec<(DateTime<Utc>, Event)>,
    now: DateTime<Utc>,
    /// Enrolments that changed after the deadline, or had a place when the terms changed: they may go on incomplete.
    excused: BTreeSet<EnrolmentId>,
}

impl Way {
    fn begin(terms: Terms) -> Self {
        let first = Event::TermsSet { terms };
        let now = value("2018-02-01T08:00:00Z");
        Self { state: Register::fold([&first]), history: vec![(now, first)], now, excused: BTreeSet::new() }
    }

    fn take(&mut self, hours: i64, wish: &Wish) -> Holds {
        self.now += TimeDelta::hours(hours);
        let terms = std::sync::Arc::clone(self.state.terms.as_ref().unwrap());
        let command = command(wish, &self.state, &terms);
        let facts = told::<Register>(&self.state, &command, self.now, true)?;
        self.check_order(&facts)?;
        self.check_offers(&facts)?;
        let before = std::mem::take(&mut self.state);
        self.state = facts.iter().fold(before.clone(), Register::evolve);
        for fact in &facts {
            if let Event::MemberWithdrawn { enrolment, late: true, .. }
            | Event::MemberReplaced { enrolment, late: true, .. } = fact
            {
                self.excused.insert(*enrolment);
            }
        }
        if facts.iter().any(|fact| matches!(fact, Event::TermsSet { .. })) {
            let has_place = |e: &&Enrolment| matches!(e.situation, Situation::Admitted { .. });
            self.excused.extend(before.enrolments().filter(has_place).map(Enrolment::id));
        }
        self.check_places(&before, &facts)?;
        self.check_counts()?;
        self.check_people()?;
        self.check_situations(&command)?;
        self.history.extend(facts.into_iter().map(|fact| (self.now, fact)));
        Ok(())
    }

    /// What is kept is what would be counted.
    fn check_counts(&self) -> Holds {
        let mut counted: BTreeMap<Pool, u32> = BTreeMap::new();
        for pool in self.state.enrolments().filter_map(|enrolment| enrolment.situation.pool()) {
            *counted.entry(pool.clone()).or_default() += 1;
        }
        prop_assert_eq!(self.state.places_taken(), counted.values().sum::<u32>());
        let counties = ["12", "13", "07"].map(|county| Pool::Reserved(value(county)));
        for pool in counties.into_iter().chain([Pool::Common]) {
            prop_assert_eq!(self.state.taken().from(&pool), counted.get(&pool).copied().unwrap_or(0));
        }
        let waiting = self.state.enrolments().filter(|enrolment| enrolment.situation == Situation::Queued);
        prop_assert!(waiting.map(Enrolment::id).eq(self.state.queue().map(Enrolment::id)));
        let terms = self.state.terms.as_ref().unwrap();
        let ends = self.state.enrolments().filter_map(|enrolment| enrolment.situation.until());
        let release = terms.release.filter(|_| !self.state.released && !terms.allocations.is_empty());
        let release = release.map(|day| end_of_day(terms.zone, day));
        prop_assert_eq!(self.state.next_due(), ends.chain(release).min());
        Ok(())
    }

    /// Every enrolment explains itself: by rules, up to the fact that made it stand where it stands.
    fn check_reasons(&self) -> Holds {
        for enrolment in self.state.enrolments().chain(self.state.drafts()) {
            let facts = self.history.iter().map(|(at, fact)| (*at, fact));
            let Some(told) = why(facts, enrolment.id()) else {
                return Err(TestCaseError::fail("no account"));
            };
            prop_assert_eq!(&told.enrolment, enrolment);
            prop_assert!(!told.steps.is_empty());
            prop_assert!(told.steps.is_sorted_by_key(|step| (step.at, step.fact)));
            let decisive = &told.steps[told.decisive];
            // Up to the decisive fact it came to stand where it stands, and nothing after moved it.
            let so_far = Register::fold(self.history[..=decisive.fact].iter().map(|(_, fact)| fact));
            let then = so_far.enrolment(enrolment.id()).map(|found| found.situation.clone());
            prop_assert_eq!(then.as_ref(), Some(&enrolment.situation));
            prop_assert!(!decisive.rule.name().is_empty());
            let own = |fact: &Event| fact.enrolment() == Some(enrolment.id());
            let moved =
                self.history[decisive.fact + 1..].iter().any(|(_, fact)| own(fact) && fact.situates());
            prop_assert!(!moved, "something else decided");
            let all = self.history.iter().filter(|(_, fact)| own(fact)).count();
            let told_of = told.steps.iter().filter(|step| own(&self.history[step.fact].1)).count();
            prop_assert_eq!(told_of, all, "every fact of the enrolment is told of");
        }
        Ok(())
    }

    /// Places and seats never exceed what there is, nor what is reserved by the terms a place is taken under.
    fn check_places(&self, before: &State, facts: &[Event]) -> Holds {
        let terms = self.state.terms.as_ref().unwrap();
        prop_assert!(self.state.places_taken() <= terms.places);
        prop_assert!(self.state.seats_taken() <= terms.places * terms.rule.seats_per_place());
        let mut state = before.clone();
        for fact in facts {
            let after = Register::evolve(state.clone(), fact);
            for enrolment in after.enrolments() {
                let Some(pool) = enrolment.situation.pool() else { continue };
                let had = state.enrolment(enrolment.id()).and_then(|found| found.situation.pool());
                if had != Some(pool) {
                    Self::check_pool(&after, pool)?;
                }
            }
            state = after;
        }
        Ok(())
    }

    fn check_pool(state: &State, pool: &Pool) -> Holds {
        let terms = state.terms.as_ref().unwrap();
        let reserved: u32 = terms.allocations.values().sum();
        let limit = match pool {
            Pool::Reserved(county) => terms.allocations.get(county).copied().unwrap_or(0),
            Pool::Common if state.released => terms.places,
            Pool::Common => terms.places - reserved,
        };
        let taken = state.enrolments().filter(|e| e.situation.pool() == Some(pool)).count();
        prop_assert!(taken <= limit as usize, "{taken} of {limit} in {pool:?}");
        Ok(())
    }

    /// Nobody is in two active enrolments; a municipality has one, unless individuals enrol.
    fn check_people(&self) -> Holds {
        let active: Vec<&Enrolment> = self.state.enrolments().filter(|e| e.situation.active()).collect();
        let people: Vec<_> = active.iter().flat_map(|e| e.members.iter().map(|m| m.person)).collect();
        prop_assert_eq!(people.iter().collect::<BTreeSet<_>>().len(), people.len());
        let terms = self.state.terms.as_ref().unwrap();
        if terms.rule.one_per_municipality() {
            let towns: BTreeSet<_> = active.iter().map(|e| &e.submission.municipality).collect();
            prop_assert_eq!(towns.len(), active.len());
        }
        for enrolment in active {
            prop_assert!(!enrolment.members.is_empty());
            prop_assert!(enrolment.members.len() <= terms.rule.seats_per_place() as usize);
            prop_assert!(enrolment.members.iter().all(|member| member.roles.is_subset(&terms.roles)));
            for deputy in &enrolment.deputies {
                prop_assert!(!people.contains(&deputy.deputy), "a deputy with a seat of their own");
                prop_assert!(enrolment.members.iter().all(|member| member.person != deputy.deputy));
                prop_assert!(enrolment.members.iter().any(|member| member.person == deputy.member));
            }
        }
        Ok(())
    }

    /// Nobody who fits is left waiting as long as there is something to come to, and who is complete is what the situation says.
    fn check_situations(&self, command: &Command) -> Holds {
        let terms = self.state.terms.as_ref().unwrap();
        for enrolment in self.state.enrolments() {
            let complete = enrolment.complete(terms);
            let id = enrolment.submission.enrolment;
            match &enrolment.situation {
                Situation::Queued => {
                    let free = self.state.free_pool(terms, &enrolment.submission.county);
                    let over = terms.over(self.now);
                    prop_assert!(
                        !complete || over || free.is_none(),
                        "left waiting for {free:?} after {command:?}"
                    );
                }
                Situation::Incomplete { .. } => prop_assert!(!complete, "held though complete"),
                Situation::Offered { .. } => prop_assert!(complete, "offered though incomplete"),
                Situation::Admitted { .. } => {
                    prop_assert!(complete || self.excused.contains(&id), "admitted though incomplete");
                }
                Situation::Draft
                | Situation::Declined
                | Situation::Expired(_)
                | Situation::Withdrawn
                | Situation::Refused => {}
            }
            if let Situation::Incomplete { until, .. } | Situation::Offered { until, .. } =
                enrolment.situation
                && *command == Command::LetTimePass
            {
                prop_assert!(self.now < until, "not expired");
            }
        }
        Ok(())
    }

    /// Nothing is offered that there is nothing left of, or for longer than there is.
    fn check_offers(&self, facts: &[Event]) -> Holds {
        let mut terms = self.state.terms.clone().unwrap();
        for fact in facts {
            if let Event::TermsSet { terms: new } = fact {
                terms = std::sync::Arc::new(new.clone());
            }
            if let Event::PlaceOffered { until, .. } = fact {
                let end = terms.last_day.map(|day| end_of_day(terms.zone, day));
                prop_assert!(!terms.over(self.now), "offered though it is over");
                prop_assert!(end.is_none_or(|end| *until <= end), "offered for longer than it lasts");
            }
        }
        Ok(())
    }

    /// Nobody behind another gets a place unless it is recorded why the other was passed over.
    fn check_order(&self, facts: &[Event]) -> Holds {
        let mut state = self.state.clone();
        for (at, fact) in facts.iter().enumerate() {
            let recorded = |ahead: &Enrolment, favoured: EnrolmentId| {
                facts[..at].iter().any(|fact| {
                    matches!(fact, Event::PassedOver { enrolment, in_favour_of, .. }
                        if *enrolment == ahead.submission.enrolment && *in_favour_of == favoured)
                })
            };
            let ahead_of = |id: EnrolmentId| state.queue().take_while(move |e| e.submission.enrolment != id);
            let terms = state.terms.as_ref().unwrap();
            // Nobody waits any more for what is over.
            let wants = |e: &Enrolment, pool: &Pool| {
                !terms.over(self.now) && state.free_pool(terms, &e.submission.county).as_ref() == Some(pool)
            };
            let was_queued = |id| state.queue().any(|e| e.submission.enrolment == id);
            match fact {
                Event::PlaceOffered { enrolment, .. } => {
                    prop_assert!(ahead_of(*enrolment).all(|ahead| recorded(ahead, *enrolment)));
                }
                Event::PlaceGranted { enrolment, pool } if was_queued(*enrolment) => {
                    prop_assert!(
                        ahead_of(*enrolment).all(|ahead| !wants(ahead, pool) || recorded(ahead, *enrolment))
                    );
                }
                Event::SeatsHeld { enrolment, pool, .. } if was_queued(*enrolment) => {
                    prop_assert!(
                        !ahead_of(*enrolment).any(|e| wants(e, pool)),
                        "seats held past those who wait for them"
                    );
                }
                _ => {}
            }
            state = Register::evolve(state, fact);
        }
        Ok(())
    }
}

/// Hours until the next command: mostly few, sometimes days.
fn hours() -> impl Strategy<Value = i64> {
    prop_oneof![3 => 0..3i64, 2 => 3..30i64, 1 => 30..200i64]
}

proptest! {
    #![proptest_config(histories(256))]

    #[test]
    fn a_register_keeps_its_rules_through_any_history(
        terms in first_terms(),
        steps in collection::vec((hours(), wish()), 1..=500),
    ) {
        let mut way = Way::begin(terms);
        for (hours, wish) in &steps {
            way.take(*hours, wish)?;
        }
        let again = Register::fold(way.history.iter().map(|(_, fact)| fact));
        prop_assert_eq!(format!("{again:?}"), format!("{:?}", way.state));
        way.check_reasons()?;
    }
}

#[test]
fn any_command_to_a_register_without_terms_is_refused_or_sets_them() {
    let wishes = [Wish::Wait, Wish::Accept { at: 1 }, Wish::Withdraw { at: 1 }];
    let terms = crate::samples::terms(1, &[]);
    for wish in wishes {
        let command = command(&wish, &State::default(), &terms);
        assert!(Register::decide(&State::default(), command, value(crate::samples::NOW)).is_err());
    }
}
