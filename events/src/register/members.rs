//! Members come and go, offers are answered, enrolments withdrawn. Sources: rules "Half pair" and "Late withdrawal".

use std::slice;

use super::decisions::Desk;
use super::rejection::Rejection;
use super::{Dispensation, Ended, Event, Situation};
use crate::ids::{EnrolmentId, PersonId};
use crate::participation::Member;
use crate::personal::Personal;

impl Desk<'_> {
    pub(super) fn add_member(&self, id: EnrolmentId, member: Member) -> Result<Vec<Event>, Rejection> {
        let found = self.find_active(id)?;
        if found.members.contains(&member) {
            return Ok(vec![]);
        }
        self.check_roles(&member)?;
        self.check_free(member.person, id)?;
        self.check_seats(found.members.len() + 1)?;
        Ok(self.and_settle(found, vec![Event::MemberAdded { enrolment: id, member }]))
    }

    pub(super) fn replace_member(
        &self,
        id: EnrolmentId,
        leaving: PersonId,
        member: Member,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find_active(id)?;
        let leaves = found.has(leaving);
        if found.members.contains(&member) && (!leaves || leaving == member.person) {
            return Ok(vec![]);
        }
        if !leaves {
            return Err(Rejection::NotAMember { reference: found.submission.reference.clone() });
        }
        self.check_roles(&member)?;
        if leaving != member.person {
            self.check_free(member.person, id)?;
        }
        let late = self.late(found);
        Ok(self.and_settle(found, vec![Event::MemberReplaced { enrolment: id, leaving, member, late }]))
    }

    pub(super) fn withdraw_member(
        &self,
        id: EnrolmentId,
        person: PersonId,
        reason: Option<String>,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        let reference = found.submission.reference.clone();
        if found.situation == Situation::Draft {
            return Err(Rejection::StillADraft { reference });
        }
        let member = found.has(person);
        if !member || !found.situation.active() {
            let belonged = member || found.former.contains(&person);
            return if belonged { Ok(vec![]) } else { Err(Rejection::NotAMember { reference }) };
        }
        if found.members.len() == 1 {
            return self.withdraw(id);
        }
        let (late, reason) = (self.late(found), reason.map(Personal::Clear));
        Ok(self.and_settle(found, vec![Event::MemberWithdrawn { enrolment: id, person, late, reason }]))
    }

    pub(super) fn withdraw(&self, id: EnrolmentId) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        if found.situation == Situation::Draft {
            return Err(Rejection::StillADraft { reference: found.submission.reference.clone() });
        }
        if !found.situation.active() {
            return Ok(vec![]);
        }
        let late = self.late(found);
        Ok(self.and_promote(vec![Event::Withdrawn { enrolment: id, late }]))
    }

    pub(super) fn grant_dispensation(
        &self,
        id: EnrolmentId,
        kind: Dispensation,
        mut granted_for: Member,
        reason: &str,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find_active(id)?;
        let person = granted_for.person;
        let Some(so_far) = found.members.iter().find(|member| member.person == person) else {
            return Err(Rejection::NotAMember { reference: found.submission.reference.clone() });
        };
        if granted_for.roles.is_empty() {
            granted_for.roles.clone_from(&so_far.roles);
        }
        let covers = kind.covers(person, &self.terms.rule, slice::from_ref(&granted_for));
        let changed = *so_far != granted_for;
        if found.dispensation == Some((kind, person)) && covers && !changed {
            return Ok(vec![]);
        }
        if reason.trim().is_empty() {
            return Err(Rejection::NoReason);
        }
        self.check_roles(&granted_for)?;
        if !covers {
            return Err(Rejection::RolesNotHeld { roles: self.terms.rule.lack(&[granted_for]).roles });
        }
        let reason = Personal::Clear(reason.trim().to_owned());
        let granted = Event::DispensationGranted { enrolment: id, kind, person, reason };
        let late = self.late(found);
        let other = Event::MemberReplaced { enrolment: id, leaving: person, member: granted_for, late };
        let facts = if changed { vec![other, granted] } else { vec![granted] };
        Ok(self.and_settle(found, facts))
    }

    pub(super) fn accept(&self, id: EnrolmentId) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        let reference = found.submission.reference.clone();
        match &found.situation {
            Situation::Offered { .. } => Ok(vec![Event::OfferAccepted { enrolment: id }]),
            Situation::Admitted { .. } => Ok(vec![]),
            Situation::Expired(Ended::Offer) => Err(Rejection::OfferHasExpired { reference }),
            Situation::Expired(Ended::Hold) => Err(Rejection::NotActive { reference }),
            Situation::Draft
            | Situation::Incomplete { .. }
            | Situation::Queued
            | Situation::Declined
            | Situation::Withdrawn
            | Situation::Refused => Err(Rejection::NoOffer { reference }),
        }
    }

    pub(super) fn decline(&self, id: EnrolmentId) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        let reference = found.submission.reference.clone();
        match &found.situation {
            Situation::Offered { .. } => Ok(self.and_promote(vec![Event::OfferDeclined { enrolment: id }])),
            Situation::Declined => Ok(vec![]),
            Situation::Expired(Ended::Offer) => Err(Rejection::OfferHasExpired { reference }),
            Situation::Expired(Ended::Hold) => Err(Rejection::NotActive { reference }),
            Situation::Draft
            | Situation::Incomplete { .. }
            | Situation::Queued
            | Situation::Admitted { .. }
            | Situation::Withdrawn
            | Situation::Refused => Err(Rejection::NoOffer { reference }),
        }
    }
}
