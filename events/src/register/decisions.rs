//! The decisions of a register.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::commands::{Command, Rejection, Submission};
use super::places::{days_from, promote};
use super::{Dispensation, Enrolment, Event, Situation, State, Terms, evolve};
use crate::geography;
use crate::ids::{EnrolmentId, PersonId, SessionId};
use crate::participation::Member;
use crate::personal::Personal;
use crate::time::{end_of_day, local_date};

/// The state, the terms and the clock of one decision.
struct Desk<'a> {
    state: &'a State,
    terms: &'a Terms,
    now: DateTime<Utc>,
}

pub(super) fn decide(state: &State, command: Command, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
    if let Command::SetTerms(terms) = command {
        let same = state.terms.as_ref() == Some(&terms);
        return Ok(if same { vec![] } else { vec![Event::TermsSet { terms }] });
    }
    let Some(terms) = &state.terms else { return Err(Rejection::NotOpen) };
    let desk = Desk { state, terms, now };
    match command {
        Command::SetTerms(_) => Ok(vec![]),
        Command::Submit(submission) => desk.submit(submission),
        Command::AddMember { enrolment, member } => desk.add_member(enrolment, member),
        Command::ReplaceMember { enrolment, leaving, member } => {
            desk.replace_member(enrolment, leaving, member)
        }
        Command::WithdrawMember { enrolment, person, reason } => {
            desk.withdraw_member(enrolment, person, reason)
        }
        Command::Withdraw { enrolment } => desk.withdraw(enrolment),
        Command::GrantDispensation { enrolment, kind, person, reason } => {
            desk.grant_dispensation(enrolment, kind, person, &reason)
        }
        Command::AcceptOffer { enrolment } => desk.accept(enrolment),
        Command::DeclineOffer { enrolment } => desk.decline(enrolment),
        Command::LetTimePass => Ok(desk.let_time_pass()),
        Command::NameDeputy { enrolment, member, deputy, sessions } => {
            desk.name_deputy(enrolment, member, deputy, sessions)
        }
        Command::RemoveDeputy { enrolment, member, deputy } => {
            let found = desk.find(enrolment)?;
            let named = found.deputies.iter().any(|d| (d.member, d.deputy) == (member, deputy));
            Ok(if named { vec![Event::DeputyRemoved { enrolment, member, deputy }] } else { vec![] })
        }
    }
}

impl Desk<'_> {
    fn find(&self, id: EnrolmentId) -> Result<&Enrolment, Rejection> {
        self.state.enrolment(id).ok_or(Rejection::UnknownEnrolment)
    }

    fn find_active(&self, id: EnrolmentId) -> Result<&Enrolment, Rejection> {
        let found = self.find(id)?;
        if found.situation.active() {
            Ok(found)
        } else {
            Err(Rejection::NotActive { reference: found.submission.reference.clone() })
        }
    }

    fn late(&self) -> bool {
        self.now >= end_of_day(self.terms.zone, self.terms.withdrawal_deadline)
    }

    /// The facts, and whatever the queue makes of the places they free.
    fn and_promote(&self, facts: Vec<Event>) -> Vec<Event> {
        let after = facts.iter().fold(self.state.clone(), evolve);
        let mut all = facts;
        all.extend(promote(after, self.terms, self.now));
        all
    }

    fn submit(&self, submission: Submission) -> Result<Vec<Event>, Rejection> {
        let known =
            self.state.enrolment(submission.enrolment).or(self.state.referenced(&submission.reference));
        if let Some(found) = known {
            return if found.submission == submission {
                Ok(vec![])
            } else {
                Err(Rejection::AlreadySubmitted { reference: submission.reference })
            };
        }
        self.check_submission(&submission)?;
        let (enrolment, county) = (submission.enrolment, submission.county.clone());
        let complete = self.terms.rule.complete(&submission.members);
        let outcome = match self.state.free_pool(self.terms, &county) {
            Some(pool) if complete => Event::PlaceGranted { enrolment, pool },
            Some(pool) => {
                let until = days_from(self.terms, self.now, self.terms.hold_days);
                Event::SeatsHeld { enrolment, pool, until }
            }
            None => Event::Queued { enrolment, reason: self.state.queue_reason(self.terms) },
        };
        Ok(vec![Event::Submitted(submission), outcome])
    }

    fn check_submission(&self, submission: &Submission) -> Result<(), Rejection> {
        let today = local_date(self.terms.zone, self.now);
        if today < self.terms.enrolment.from {
            return Err(Rejection::NotYetOpen { opens: self.terms.enrolment.from });
        }
        if today > self.terms.enrolment.to {
            return Err(Rejection::Closed { closed: self.terms.enrolment.to });
        }
        let Some(found) = geography::municipality(self.terms.country, &submission.municipality, today) else {
            return Err(Rejection::UnknownMunicipality(submission.municipality.clone()));
        };
        let county = submission.county.clone();
        if found.county_code != county {
            return Err(Rejection::WrongCounty { municipality: submission.municipality.clone(), county });
        }
        if !self.terms.allocations.is_empty() && !self.terms.allocations.contains_key(&county) {
            return Err(Rejection::NotInvited(county));
        }
        if self.terms.rule.one_per_municipality() {
            let other = self
                .state
                .enrolments
                .iter()
                .find(|e| e.situation.active() && e.submission.municipality == submission.municipality);
            if let Some(other) = other {
                return Err(Rejection::MunicipalityAlreadyEnrolled {
                    reference: other.submission.reference.clone(),
                });
            }
        }
        if submission.members.is_empty() {
            return Err(Rejection::NoMembers);
        }
        let mut seen = Vec::new();
        for member in &submission.members {
            if seen.contains(&member.person) {
                return Err(Rejection::PersonAlreadyEnrolled { reference: submission.reference.clone() });
            }
            seen.push(member.person);
            self.check_member(member)?;
        }
        self.check_seats(submission.members.len())
    }

    fn check_member(&self, member: &Member) -> Result<(), Rejection> {
        if member.roles.is_empty() {
            return Err(Rejection::NoRole);
        }
        if let Some(unknown) = member.roles.iter().find(|role| !self.terms.roles.contains(role)) {
            return Err(Rejection::UnknownRole(unknown.clone()));
        }
        let other = self.state.enrolments.iter().find(|enrolment| {
            enrolment.situation.active() && enrolment.members.iter().any(|m| m.person == member.person)
        });
        match other {
            Some(other) => {
                Err(Rejection::PersonAlreadyEnrolled { reference: other.submission.reference.clone() })
            }
            None => Ok(()),
        }
    }

    fn check_seats(&self, members: usize) -> Result<(), Rejection> {
        let seats = self.terms.rule.seats_per_place();
        if members > usize::try_from(seats).unwrap_or(usize::MAX) {
            return Err(Rejection::TooManyMembers { seats });
        }
        Ok(())
    }

    fn add_member(&self, id: EnrolmentId, member: Member) -> Result<Vec<Event>, Rejection> {
        let found = self.find_active(id)?;
        if found.members.contains(&member) {
            return Ok(vec![]);
        }
        self.check_member(&member)?;
        self.check_seats(found.members.len() + 1)?;
        Ok(self.and_admit(found, Event::MemberAdded { enrolment: id, member }))
    }

    fn replace_member(
        &self,
        id: EnrolmentId,
        leaving: PersonId,
        member: Member,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find_active(id)?;
        let leaves = found.members.iter().any(|m| m.person == leaving);
        if !leaves && found.members.contains(&member) {
            return Ok(vec![]);
        }
        if !leaves {
            return Err(Rejection::NotAMember { reference: found.submission.reference.clone() });
        }
        if leaving != member.person {
            self.check_member(&member)?;
        }
        let fact = Event::MemberReplaced { enrolment: id, leaving, member, late: self.late() };
        Ok(self.and_admit(found, fact))
    }

    /// The fact, and what follows when it completes an enrolment whose seats were held.
    fn and_admit(&self, before: &Enrolment, fact: Event) -> Vec<Event> {
        let id = before.submission.enrolment;
        let after = evolve(self.state.clone(), &fact);
        let complete = after.enrolment(id).is_some_and(|enrolment| enrolment.complete(self.terms));
        match &before.situation {
            Situation::Incomplete { pool, .. } if complete => {
                vec![fact, Event::PlaceGranted { enrolment: id, pool: pool.clone() }]
            }
            Situation::Queued => self.and_promote(vec![fact]),
            Situation::Incomplete { .. }
            | Situation::Offered { .. }
            | Situation::Admitted { .. }
            | Situation::Declined
            | Situation::Expired
            | Situation::Withdrawn => vec![fact],
        }
    }

    fn withdraw_member(
        &self,
        id: EnrolmentId,
        person: PersonId,
        reason: Option<String>,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        let member = found.members.iter().any(|m| m.person == person);
        if !member || !found.situation.active() {
            let belonged = found.submission.members.iter().any(|m| m.person == person);
            let reference = found.submission.reference.clone();
            return if belonged { Ok(vec![]) } else { Err(Rejection::NotAMember { reference }) };
        }
        let late = self.late();
        if found.members.len() == 1 {
            return self.withdraw(id);
        }
        let mut facts =
            vec![Event::MemberWithdrawn { enrolment: id, person, late, reason: reason.map(Personal::Clear) }];
        // Late, the partner keeps the seat and people talk to each other; early, the seats are held for a
        // replacement, as for any half pair.
        let after = facts.iter().fold(self.state.clone(), evolve);
        let complete = after.enrolment(id).is_some_and(|enrolment| enrolment.complete(self.terms));
        if let (false, false, Some(pool)) = (late, complete, found.situation.pool()) {
            let until = days_from(self.terms, self.now, self.terms.hold_days);
            facts.push(Event::SeatsHeld { enrolment: id, pool: pool.clone(), until });
        }
        Ok(facts)
    }

    fn withdraw(&self, id: EnrolmentId) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        if !found.situation.active() {
            return Ok(vec![]);
        }
        let late = self.late() && found.situation.pool().is_some();
        Ok(self.and_promote(vec![Event::Withdrawn { enrolment: id, late }]))
    }

    fn grant_dispensation(
        &self,
        id: EnrolmentId,
        kind: Dispensation,
        person: PersonId,
        reason: &str,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find_active(id)?;
        if found.dispensed {
            return Ok(vec![]);
        }
        if !found.members.iter().any(|m| m.person == person) {
            return Err(Rejection::NotAMember { reference: found.submission.reference.clone() });
        }
        if reason.trim().is_empty() {
            return Err(Rejection::NoReason);
        }
        let reason = Personal::Clear(reason.trim().to_owned());
        Ok(self.and_admit(found, Event::DispensationGranted { enrolment: id, kind, person, reason }))
    }

    fn accept(&self, id: EnrolmentId) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        let reference = found.submission.reference.clone();
        match &found.situation {
            Situation::Offered { until, .. } if self.now >= *until => {
                Err(Rejection::OfferHasExpired { reference })
            }
            Situation::Offered { .. } => Ok(vec![Event::OfferAccepted { enrolment: id }]),
            Situation::Admitted { .. } => Ok(vec![]),
            Situation::Expired => Err(Rejection::OfferHasExpired { reference }),
            Situation::Incomplete { .. } | Situation::Queued | Situation::Declined | Situation::Withdrawn => {
                Err(Rejection::NoOffer { reference })
            }
        }
    }

    fn decline(&self, id: EnrolmentId) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        match &found.situation {
            Situation::Offered { .. } => Ok(self.and_promote(vec![Event::OfferDeclined { enrolment: id }])),
            Situation::Declined => Ok(vec![]),
            Situation::Incomplete { .. }
            | Situation::Queued
            | Situation::Admitted { .. }
            | Situation::Expired
            | Situation::Withdrawn => {
                Err(Rejection::NoOffer { reference: found.submission.reference.clone() })
            }
        }
    }

    fn let_time_pass(&self) -> Vec<Event> {
        let mut facts: Vec<Event> = Vec::new();
        for enrolment in &self.state.enrolments {
            let id = enrolment.submission.enrolment;
            match &enrolment.situation {
                Situation::Incomplete { until, .. } if self.now >= *until => {
                    facts.push(Event::HoldExpired { enrolment: id });
                }
                Situation::Offered { until, .. } if self.now >= *until => {
                    facts.push(Event::OfferExpired { enrolment: id });
                }
                Situation::Incomplete { .. }
                | Situation::Offered { .. }
                | Situation::Queued
                | Situation::Admitted { .. }
                | Situation::Declined
                | Situation::Expired
                | Situation::Withdrawn => {}
            }
        }
        let due = self.terms.release.is_some_and(|day| self.now >= end_of_day(self.terms.zone, day));
        if due && !self.state.released && !self.terms.allocations.is_empty() {
            let after = facts.iter().fold(self.state.clone(), evolve);
            let places_left = self.terms.places.saturating_sub(after.places_taken());
            facts.push(Event::AllocationReleased { places_left });
        }
        if facts.is_empty() { facts } else { self.and_promote(facts) }
    }

    fn name_deputy(
        &self,
        id: EnrolmentId,
        member: PersonId,
        deputy: PersonId,
        sessions: BTreeSet<SessionId>,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find_active(id)?;
        let reference = found.submission.reference.clone();
        if !matches!(found.situation, Situation::Admitted { .. }) {
            return Err(Rejection::NotAdmitted { reference });
        }
        if !found.members.iter().any(|m| m.person == member) {
            return Err(Rejection::NotAMember { reference });
        }
        if sessions.is_empty() {
            return Err(Rejection::NoSessions);
        }
        if found.members.iter().any(|m| m.person == deputy) {
            return Err(Rejection::PersonAlreadyEnrolled { reference });
        }
        let same =
            found.deputies.iter().any(|d| d.member == member && d.deputy == deputy && d.sessions == sessions);
        Ok(if same { vec![] } else { vec![Event::DeputyNamed { enrolment: id, member, deputy, sessions }] })
    }
}
