//! The decisions of a register.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::commands::{Command, Rejection, Submission};
use super::due::due;
use super::places::{and_promote, days_from};
use super::{Dispensation, Enrolment, Event, PassReason, Pool, QueueReason, Situation, State, Terms, evolve};
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
        return set_terms(state, terms, now);
    }
    let Some(terms) = &state.terms else { return Err(Rejection::NotOpen) };
    // What is due by now happens first, so that no answer depends on when the clock last ticked.
    let due = due(state, terms, now);
    let passed = due.iter().fold(state.clone(), evolve);
    let desk = Desk { state: &passed, terms, now };
    let decided = match command {
        Command::SetTerms(_) => vec![],
        Command::Submit(submission) => desk.submit(submission)?,
        Command::AddMember { enrolment, member } => desk.add_member(enrolment, member)?,
        Command::ReplaceMember { enrolment, leaving, member } => {
            desk.replace_member(enrolment, leaving, member)?
        }
        Command::WithdrawMember { enrolment, person, reason } => {
            desk.withdraw_member(enrolment, person, reason)?
        }
        Command::Withdraw { enrolment } => desk.withdraw(enrolment)?,
        Command::GrantDispensation { enrolment, kind, person, reason } => {
            desk.grant_dispensation(enrolment, kind, person, &reason)?
        }
        Command::AcceptOffer { enrolment } => desk.accept(enrolment)?,
        Command::DeclineOffer { enrolment } => desk.decline(enrolment)?,
        Command::LetTimePass => return Ok(due),
        Command::NameDeputy { enrolment, member, deputy, sessions } => {
            desk.name_deputy(enrolment, member, deputy, sessions)?
        }
        Command::RemoveDeputy { enrolment, member, deputy } => {
            let found = desk.find(enrolment)?;
            let named = found.deputies.iter().any(|d| (d.member, d.deputy) == (member, deputy));
            if named { vec![Event::DeputyRemoved { enrolment, member, deputy }] } else { vec![] }
        }
    };
    Ok(if decided.is_empty() { decided } else { [due, decided].concat() })
}

fn set_terms(state: &State, terms: Terms, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
    if state.terms.as_ref() == Some(&terms) {
        return Ok(vec![]);
    }
    let (taken, places) = (state.places_taken(), terms.places);
    if taken > places {
        return Err(Rejection::PlacesAlreadyTaken { taken, places });
    }
    let mut facts = vec![Event::TermsSet { terms: terms.clone() }];
    for enrolment in state.enrolments.iter().filter(|enrolment| enrolment.complete(&terms)) {
        if let Situation::Incomplete { pool, .. } = &enrolment.situation {
            let enrolment = enrolment.submission.enrolment;
            facts.push(Event::PlaceGranted { enrolment, pool: pool.clone() });
        }
    }
    Ok(and_promote(state, facts, &terms, now))
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

    /// Whether a change is late: after the deadline, from an enrolment that takes a place.
    fn late(&self, found: &Enrolment) -> bool {
        found.situation.pool().is_some()
            && self.now >= end_of_day(self.terms.zone, self.terms.withdrawal_deadline)
    }

    fn and_promote(&self, facts: Vec<Event>) -> Vec<Event> {
        and_promote(self.state, facts, self.terms, self.now)
    }

    fn hold(&self, enrolment: EnrolmentId, pool: Pool) -> Event {
        Event::SeatsHeld { enrolment, pool, until: days_from(self.terms, self.now, self.terms.hold_days) }
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
        let mut facts = vec![Event::Submitted(submission)];
        match self.state.free_pool(self.terms, &county) {
            Some(pool) if complete => {
                facts.extend(self.state.waiting_for(self.terms, &pool).map(|ahead| Event::PassedOver {
                    enrolment: ahead.submission.enrolment,
                    in_favour_of: enrolment,
                    reason: PassReason::Incomplete,
                }));
                facts.push(Event::PlaceGranted { enrolment, pool });
            }
            Some(pool) if self.state.waiting_for(self.terms, &pool).next().is_some() => {
                facts.push(Event::Queued { enrolment, reason: QueueReason::OthersWait });
            }
            Some(pool) => facts.push(self.hold(enrolment, pool)),
            None => {
                facts.push(Event::Queued { enrolment, reason: self.state.queue_reason(self.terms) });
            }
        }
        Ok(facts)
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
            self.check_roles(member)?;
            self.check_free(member.person)?;
        }
        self.check_seats(submission.members.len())
    }

    fn check_roles(&self, member: &Member) -> Result<(), Rejection> {
        if member.roles.is_empty() {
            return Err(Rejection::NoRole);
        }
        if let Some(unknown) = member.roles.iter().find(|role| !self.terms.roles.contains(role)) {
            return Err(Rejection::UnknownRole(unknown.clone()));
        }
        Ok(())
    }

    /// Whether somebody is in no active enrolment.
    fn check_free(&self, person: PersonId) -> Result<(), Rejection> {
        let other = self.state.enrolments.iter().find(|enrolment| {
            enrolment.situation.active() && enrolment.members.iter().any(|m| m.person == person)
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
        self.check_roles(&member)?;
        self.check_free(member.person)?;
        self.check_seats(found.members.len() + 1)?;
        Ok(self.and_settle(found, Event::MemberAdded { enrolment: id, member }))
    }

    fn replace_member(
        &self,
        id: EnrolmentId,
        leaving: PersonId,
        member: Member,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find_active(id)?;
        let leaves = found.members.iter().any(|m| m.person == leaving);
        if found.members.contains(&member) && (!leaves || leaving == member.person) {
            return Ok(vec![]);
        }
        if !leaves {
            return Err(Rejection::NotAMember { reference: found.submission.reference.clone() });
        }
        self.check_roles(&member)?;
        if leaving != member.person {
            self.check_free(member.person)?;
        }
        let late = self.late(found);
        Ok(self.and_settle(found, Event::MemberReplaced { enrolment: id, leaving, member, late }))
    }

    /// The fact, and what follows for the seats when it makes an enrolment complete or incomplete.
    fn and_settle(&self, before: &Enrolment, fact: Event) -> Vec<Event> {
        let id = before.submission.enrolment;
        let after = evolve(self.state.clone(), &fact);
        let complete = after.enrolment(id).is_some_and(|enrolment| enrolment.complete(self.terms));
        let broken = before.complete(self.terms) && !complete;
        match &before.situation {
            Situation::Incomplete { pool, .. } if complete => {
                vec![fact, Event::PlaceGranted { enrolment: id, pool: pool.clone() }]
            }
            // Late, the partner keeps the place and people talk to each other; early, the seats are held
            // for a replacement, as for any half pair. An offer is no place yet.
            Situation::Admitted { pool } if broken && !self.late(before) => {
                vec![fact, self.hold(id, pool.clone())]
            }
            Situation::Offered { pool, .. } if broken => vec![fact, self.hold(id, pool.clone())],
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
            let belonged = member || found.former.contains(&person);
            let reference = found.submission.reference.clone();
            return if belonged { Ok(vec![]) } else { Err(Rejection::NotAMember { reference }) };
        }
        if found.members.len() == 1 {
            return self.withdraw(id);
        }
        let (late, reason) = (self.late(found), reason.map(Personal::Clear));
        Ok(self.and_settle(found, Event::MemberWithdrawn { enrolment: id, person, late, reason }))
    }

    fn withdraw(&self, id: EnrolmentId) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        if !found.situation.active() {
            return Ok(vec![]);
        }
        let late = self.late(found);
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
        if found.dispensation == Some((kind, person)) {
            return Ok(vec![]);
        }
        if !found.members.iter().any(|m| m.person == person) {
            return Err(Rejection::NotAMember { reference: found.submission.reference.clone() });
        }
        if reason.trim().is_empty() {
            return Err(Rejection::NoReason);
        }
        let reason = Personal::Clear(reason.trim().to_owned());
        Ok(self.and_settle(found, Event::DispensationGranted { enrolment: id, kind, person, reason }))
    }

    fn accept(&self, id: EnrolmentId) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        let reference = found.submission.reference.clone();
        match &found.situation {
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
