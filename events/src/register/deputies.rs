//! Somebody attends named sessions in a member's place. Source: rule "Deputy per session".

use std::collections::BTreeSet;

use super::decisions::Desk;
use super::rejection::Rejection;
use super::{Enrolment, Event, Situation};
use crate::ids::{EnrolmentId, PersonId, SessionId};
use crate::participation::ParticipationRule;

impl Desk<'_> {
    pub(super) fn name_deputy(
        &self,
        id: EnrolmentId,
        member: PersonId,
        deputy: PersonId,
        sessions: BTreeSet<SessionId>,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find_active(id)?;
        let reference = found.submission.reference.clone();
        if self.terms.rule == ParticipationRule::OpenMeeting {
            return Err(Rejection::NoDeputiesAtMeetings);
        }
        if !matches!(found.situation, Situation::Admitted { .. }) {
            return Err(Rejection::NotAdmitted { reference });
        }
        if !found.has(member) {
            return Err(Rejection::NotAMember { reference });
        }
        if sessions.is_empty() {
            return Err(Rejection::NoSessions);
        }
        if found.deputies.iter().any(|d| d.member == member && d.deputy == deputy && d.sessions == sessions) {
            return Ok(vec![]);
        }
        self.check_deputy(found, member, deputy, &sessions)?;
        Ok(vec![Event::DeputyNamed { enrolment: id, member, deputy, sessions }])
    }

    /// One deputy for one member at one session, and nobody who has or waits for a seat of their own.
    fn check_deputy(
        &self,
        found: &Enrolment,
        member: PersonId,
        deputy: PersonId,
        sessions: &BTreeSet<SessionId>,
    ) -> Result<(), Rejection> {
        let meets = |other: &BTreeSet<SessionId>| !other.is_disjoint(sessions);
        let another = |d: &&super::Deputyship| d.member == member && d.deputy != deputy;
        if found.deputies.iter().filter(another).any(|d| meets(&d.sessions)) {
            return Err(Rejection::DeputyAlreadyNamed);
        }
        for other in self.state.enrolments().filter(|other| other.situation.active()) {
            let reference = || other.submission.reference.clone();
            if other.has(deputy) {
                return Err(Rejection::PersonAlreadyEnrolled { reference: reference() });
            }
            let elsewhere = |d: &&super::Deputyship| {
                d.deputy == deputy && (other.id() != found.id() || d.member != member)
            };
            if other.deputies.iter().filter(elsewhere).any(|d| meets(&d.sessions)) {
                return Err(Rejection::DeputyTaken { reference: reference() });
            }
        }
        Ok(())
    }

    pub(super) fn remove_deputy(
        &self,
        id: EnrolmentId,
        member: PersonId,
        deputy: PersonId,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        let named = found.deputies.iter().any(|d| (d.member, d.deputy) == (member, deputy));
        Ok(if named { vec![Event::DeputyRemoved { enrolment: id, member, deputy }] } else { vec![] })
    }
}
