//! The decisions of a register: what each command comes to, and what they have in common.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::commands::Command;
use super::due::{due, due_before_other_terms};
use super::places::{and_promote, days_from};
use super::rejection::Rejection;
use super::state::evolve;
use super::{Enrolment, Event, Pool, Situation, State, Terms};
use crate::ids::{EnrolmentId, PersonId};
use crate::participation::Member;
use crate::time::end_of_day;
use crate::values::Line;

/// The state, the terms and the clock of one decision.
pub(super) struct Desk<'a> {
    pub state: &'a State,
    pub terms: &'a Terms,
    pub now: DateTime<Utc>,
}

pub(super) fn decide(state: &State, command: Command, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
    if let Command::SetTerms(terms) = command {
        return set_terms(state, terms, now);
    }
    let Some(terms) = &state.terms else { return Err(Rejection::NotOpen) };
    // What is due by now happens first, so that no answer depends on when the clock last ticked.
    let due = due(state, terms, now);
    let passed = due.iter().fold(state.clone(), evolve);
    let desk = Desk { state: &passed, terms, now };
    let decided = match command {
        Command::SetTerms(_) => vec![],
        Command::Draft(submission) => desk.draft(submission)?,
        Command::DiscardDraft { enrolment } => desk.discard(enrolment)?,
        Command::Submit(submission) => desk.submit(submission)?,
        Command::AddMember { enrolment, member } => desk.add_member(enrolment, member)?,
        Command::ReplaceMember { enrolment, leaving, member } => {
            desk.replace_member(enrolment, leaving, member)?
        }
        Command::WithdrawMember { enrolment, person, reason } => {
            desk.withdraw_member(enrolment, person, reason)?
        }
        Command::Withdraw { enrolment } => desk.withdraw(enrolment)?,
        Command::GrantDispensation { enrolment, kind, person, roles, reason } => {
            desk.grant_dispensation(enrolment, kind, Member { person, roles }, &reason)?
        }
        Command::AcceptOffer { enrolment } => desk.accept(enrolment)?,
        Command::DeclineOffer { enrolment } => desk.decline(enrolment)?,
        Command::DecideByHand { enrolment, decision, reason } => {
            desk.decide_by_hand(enrolment, decision, &reason)?
        }
        Command::LetTimePass => return Ok(due),
        Command::NameDeputy { enrolment, member, deputy, sessions } => {
            desk.name_deputy(enrolment, member, deputy, sessions)?
        }
        Command::RemoveDeputy { enrolment, member, deputy } => {
            desk.remove_deputy(enrolment, member, deputy)?
        }
        Command::InviteMember { enrolment, invitation, person, roles } => {
            desk.invite(enrolment, invitation, person, roles)?
        }
        Command::AcceptInvitation { enrolment, invitation } => {
            desk.accept_invitation(enrolment, invitation)?
        }
        Command::DeclineInvitation { enrolment, invitation } => {
            desk.decline_invitation(enrolment, invitation)?
        }
        Command::WithdrawInvitation { enrolment, invitation } => {
            desk.withdraw_invitation(enrolment, invitation)?
        }
        Command::ChangeContact { enrolment, contact } => desk.change_contact(enrolment, contact)?,
        Command::GiveAnswers { enrolment, person, answers } => {
            desk.give_answers(enrolment, person, answers)?
        }
        Command::StateNeeds { enrolment, person, needs } => desk.state_needs(enrolment, person, needs)?,
        Command::DisposeNeeds => desk.dispose_needs(),
    };
    Ok(if decided.is_empty() { decided } else { [due, decided].concat() })
}

/// Takes over other terms, if everybody who is in fits into them. Whoever was incomplete and no longer is gets the place that
/// was held, and an offer to one who no longer is complete becomes a hold; what has a place keeps it.
fn set_terms(state: &State, terms: Terms, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
    if state.terms.as_deref() == Some(&terms) {
        return Ok(vec![]);
    }
    // What has ended by the terms so far has, whether or not the clock has ticked since.
    let former = state.terms.as_deref();
    let mut facts = former.map(|former| due_before_other_terms(state, former, now)).unwrap_or_default();
    let passed = facts.iter().fold(state.clone(), evolve);
    let (taken, places) = (passed.places_taken(), terms.places);
    if taken > places {
        return Err(Rejection::PlacesAlreadyTaken { taken, places });
    }
    check_fits(&passed, &terms)?;
    facts.push(Event::TermsSet { terms: terms.clone() });
    for enrolment in passed.enrolments() {
        let id = enrolment.id();
        match (&enrolment.situation, enrolment.complete(&terms)) {
            (Situation::Incomplete { pool, .. }, true) => {
                facts.push(Event::PlaceGranted { enrolment: id, pool: pool.clone() });
            }
            (Situation::Offered { pool, .. }, false) => {
                let until = days_from(&terms, now, terms.hold_days);
                facts.push(Event::SeatsHeld { enrolment: id, pool: pool.clone(), until });
            }
            (
                Situation::Draft
                | Situation::Incomplete { .. }
                | Situation::Queued
                | Situation::Offered { .. }
                | Situation::Admitted { .. }
                | Situation::Declined
                | Situation::Expired(_)
                | Situation::Withdrawn
                | Situation::Refused,
                _,
            ) => {}
        }
    }
    Ok(and_promote(state, facts, &terms, now))
}

/// Whether everybody who is in fits into other terms: their seats, their roles, and how many a municipality may send.
fn check_fits(state: &State, terms: &Terms) -> Result<(), Rejection> {
    let seats = terms.rule.seats_per_place();
    // Two that became one municipality on the way both stay; two of one are not made to one by a change of terms.
    let several = state.terms.as_deref().is_some_and(|former| !former.rule.one_per_municipality());
    let one = several && terms.rule.one_per_municipality();
    let mut seen = BTreeSet::new();
    for enrolment in state.enrolments().filter(|enrolment| enrolment.situation.active()) {
        let reference = || enrolment.submission.reference.clone();
        let members = u32::try_from(enrolment.members.len()).unwrap_or(u32::MAX);
        if members > seats {
            return Err(Rejection::MembersExceedSeats { reference: reference(), members, seats });
        }
        let mut roles = enrolment.members.iter().flat_map(|member| &member.roles);
        if let Some(role) = roles.find(|role| !terms.roles.contains(role)) {
            return Err(Rejection::RoleInUse { reference: reference(), role: role.clone() });
        }
        if !seen.insert(&enrolment.submission.municipality) && one {
            return Err(Rejection::SeveralOfMunicipality { reference: reference() });
        }
    }
    Ok(())
}

impl<'a> Desk<'a> {
    pub(super) fn find(&self, id: EnrolmentId) -> Result<&'a Enrolment, Rejection> {
        self.state.enrolment(id).ok_or(Rejection::UnknownEnrolment)
    }

    /// An enrolment that was handed in and still wants a place or has one.
    pub(super) fn find_active(&self, id: EnrolmentId) -> Result<&'a Enrolment, Rejection> {
        let found = self.find(id)?;
        let reference = found.submission.reference.clone();
        match found.situation {
            Situation::Draft => Err(Rejection::StillADraft { reference }),
            Situation::Incomplete { .. }
            | Situation::Queued
            | Situation::Offered { .. }
            | Situation::Admitted { .. } => Ok(found),
            Situation::Declined | Situation::Expired(_) | Situation::Withdrawn | Situation::Refused => {
                Err(Rejection::NotActive { reference })
            }
        }
    }

    /// An enrolment that is still being made, or still wants a place or has one.
    pub(super) fn find_open(&self, id: EnrolmentId) -> Result<&'a Enrolment, Rejection> {
        match self.find_active(id) {
            Err(Rejection::StillADraft { .. }) => self.find(id),
            found => found,
        }
    }

    /// Whether a change is late: after the deadline, from an enrolment that takes a place.
    pub(super) fn late(&self, found: &Enrolment) -> bool {
        found.situation.pool().is_some()
            && self.now >= end_of_day(self.terms.zone, self.terms.withdrawal_deadline)
    }

    pub(super) fn and_promote(&self, facts: Vec<Event>) -> Vec<Event> {
        and_promote(self.state, facts, self.terms, self.now)
    }

    pub(super) fn hold(&self, enrolment: EnrolmentId, pool: Pool) -> Event {
        Event::SeatsHeld { enrolment, pool, until: self.in_days(self.terms.hold_days) }
    }

    pub(super) fn in_days(&self, days: u16) -> DateTime<Utc> {
        days_from(self.terms, self.now, days)
    }

    /// Whether somebody is in no active enrolment, and comes to nothing in somebody else's place but here.
    pub(super) fn check_free(&self, person: PersonId, here: EnrolmentId) -> Result<(), Rejection> {
        for other in self.state.enrolments().filter(|other| other.situation.active()) {
            let reference = || -> Line { other.submission.reference.clone() };
            if other.has(person) {
                return Err(Rejection::PersonAlreadyEnrolled { reference: reference() });
            }
            if other.id() != here && other.deputies.iter().any(|deputy| deputy.deputy == person) {
                return Err(Rejection::IsADeputy { reference: reference() });
            }
        }
        Ok(())
    }

    /// The facts, and what follows for the seats when they make an enrolment complete or incomplete.
    pub(super) fn and_settle(&self, before: &Enrolment, mut facts: Vec<Event>) -> Vec<Event> {
        let id = before.id();
        let mut after = before.clone();
        for fact in &facts {
            after.apply(fact);
        }
        let complete = after.complete(self.terms);
        let broken = before.complete(self.terms) && !complete;
        match &before.situation {
            Situation::Incomplete { pool, .. } if complete => {
                facts.push(Event::PlaceGranted { enrolment: id, pool: pool.clone() });
                facts
            }
            // Late, the partner keeps the place and people talk to each other; early, the seats are held
            // for a replacement, as for any half pair. An offer is no place yet.
            Situation::Admitted { pool } if broken && !self.late(before) => {
                facts.push(self.hold(id, pool.clone()));
                facts
            }
            Situation::Offered { pool, .. } if broken => {
                facts.push(self.hold(id, pool.clone()));
                facts
            }
            Situation::Queued => self.and_promote(facts),
            Situation::Draft
            | Situation::Incomplete { .. }
            | Situation::Offered { .. }
            | Situation::Admitted { .. }
            | Situation::Declined
            | Situation::Expired(_)
            | Situation::Withdrawn
            | Situation::Refused => facts,
        }
    }
}
