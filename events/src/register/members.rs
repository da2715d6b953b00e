//! Members come and go, offers are answered, enrolments withdrawn. Sources: rules "Half pair" and "Late withdrawal".

use super::decisions::Desk;
use super::rejection::Rejection;
use super::{Dispensation, Event, Situation};
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
        person: PersonId,
        reason: &str,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find_active(id)?;
        if found.dispensation == Some((kind, person)) {
            return Ok(vec![]);
        }
        if !found.has(person) {
            return Err(Rejection::NotAMember { reference: found.submission.reference.clone() });
        }
        if reason.trim().is_empty() {
            return Err(Rejection::NoReason);
        }
        let reason = Personal::Clear(reason.trim().to_owned());
        Ok(self.and_settle(found, vec![Event::DispensationGranted { enrolment: id, kind, person, reason }]))
    }

    pub(super) fn accept(&self, id: EnrolmentId) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        let reference = found.submission.reference.clone();
        match &found.situation {
            Situation::Offered { .. } => Ok(vec![Event::OfferAccepted { enrolment: id }]),
            Situation::Admitted { .. } => Ok(vec![]),
            Situation::Expired => Err(Rejection::OfferHasExpired { reference }),
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
        match &found.situation {
            Situation::Offered { .. } => Ok(self.and_promote(vec![Event::OfferDeclined { enrolment: id }])),
            Situation::Declined => Ok(vec![]),
            Situation::Draft
            | Situation::Incomplete { .. }
            | Situation::Queued
            | Situation::Admitted { .. }
            | Situation::Expired
            | Situation::Withdrawn
            | Situation::Refused => Err(Rejection::NoOffer { reference: found.submission.reference.clone() }),
        }
    }
}
