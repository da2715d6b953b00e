//! What the coordinator decides over the head of the rules, with a reason. Source: rule "Queue".

use super::decisions::Desk;
use super::places::offered_until;
use super::rejection::Rejection;
use super::{Enrolment, Event, HandDecision, PassReason, Pool, Situation};
use crate::ids::EnrolmentId;
use crate::personal::Personal;

impl Desk<'_> {
    pub(super) fn decide_by_hand(
        &self,
        id: EnrolmentId,
        decision: HandDecision,
        reason: &str,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        if already(found, decision)? {
            return Ok(vec![]);
        }
        if reason.trim().is_empty() {
            return Err(Rejection::NoReason);
        }
        let reason = Personal::Clear(reason.trim().to_owned());
        let by_hand = Event::DecidedByHand { enrolment: id, decision, contact: found.contact, reason };
        if decision == HandDecision::Refuse {
            return Ok(self.and_promote(vec![by_hand, Event::Refused { enrolment: id }]));
        }
        if !found.complete(self.terms) || found.members.is_empty() {
            return Err(Rejection::NotComplete { reference: found.submission.reference.clone() });
        }
        let pool = match found.situation.pool() {
            Some(pool) => pool.clone(),
            None => self.pool_for(found)?,
        };
        let place = match decision {
            HandDecision::Offer => {
                let until = offered_until(self.terms, self.now).ok_or(Rejection::Over)?;
                Event::PlaceOffered { enrolment: id, pool, until }
            }
            HandDecision::Admit | HandDecision::Refuse => Event::PlaceGranted { enrolment: id, pool },
        };
        let mut facts = vec![by_hand];
        facts.extend(self.ahead_of(found).map(|ahead| Event::PassedOver {
            enrolment: ahead.id(),
            in_favour_of: id,
            reason: PassReason::DecidedByHand,
        }));
        facts.push(place);
        Ok(facts)
    }

    /// The pool a place is taken from by hand. Whoever comes back must not meet themselves elsewhere, and fit into the terms
    /// of today.
    fn pool_for(&self, found: &Enrolment) -> Result<Pool, Rejection> {
        if !found.situation.active() {
            self.check_seats(found.members.len())?;
            for member in &found.members {
                self.check_roles(member)?;
                self.check_free(member.person, found.id())?;
            }
            if let Some(reference) = self.enrolled(&found.submission.municipality) {
                return Err(Rejection::MunicipalityAlreadyEnrolled { reference });
            }
        }
        let county = &found.submission.county;
        let pool = self.state.taken().any_free_pool(self.terms, self.state.released, county);
        pool.ok_or(Rejection::NoFreePlace { places: self.terms.places })
    }

    /// Who waited for a place longer: those ahead in the queue, or the whole queue if it does not stand in it. Nobody
    /// where it had its place already.
    fn ahead_of<'a>(&'a self, found: &'a Enrolment) -> impl Iterator<Item = &'a Enrolment> {
        let has_one = found.situation.pool().is_some();
        self.state.queue().take_while(move |waiting| !has_one && waiting.id() != found.id())
    }
}

/// Whether the decision changes nothing; an error where it cannot be taken at all.
fn already(found: &Enrolment, decision: HandDecision) -> Result<bool, Rejection> {
    let reference = found.submission.reference.clone();
    match (&found.situation, decision) {
        (Situation::Draft, _) => Err(Rejection::StillADraft { reference }),
        (Situation::Withdrawn, HandDecision::Admit | HandDecision::Offer) => {
            Err(Rejection::NotActive { reference })
        }
        (Situation::Admitted { .. }, HandDecision::Admit)
        | (Situation::Offered { .. }, HandDecision::Offer)
        | (Situation::Refused, HandDecision::Refuse) => Ok(true),
        (Situation::Admitted { .. }, HandDecision::Offer | HandDecision::Refuse) => {
            Err(Rejection::HasPlace { reference })
        }
        (Situation::Declined | Situation::Expired(_) | Situation::Withdrawn, HandDecision::Refuse) => {
            Err(Rejection::NotActive { reference })
        }
        (
            Situation::Incomplete { .. } | Situation::Queued | Situation::Offered { .. },
            HandDecision::Admit | HandDecision::Offer | HandDecision::Refuse,
        )
        | (
            Situation::Declined | Situation::Expired(_) | Situation::Refused,
            HandDecision::Admit | HandDecision::Offer,
        ) => Ok(false),
    }
}
