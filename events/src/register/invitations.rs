//! A colleague joins by a link. Source: rules "Pair" and "Half pair".

use std::collections::BTreeSet;

use super::decisions::Desk;
use super::rejection::Rejection;
use super::{Event, Invitation, Reply};
use crate::ids::{EnrolmentId, InvitationId, PersonId};
use crate::participation::Member;
use crate::values::RoleCode;

impl Desk<'_> {
    pub(super) fn invite(
        &self,
        id: EnrolmentId,
        invitation: InvitationId,
        person: PersonId,
        roles: BTreeSet<RoleCode>,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find(id)?;
        let already = Rejection::AlreadyInvited { reference: found.submission.reference.clone() };
        if let Some(known) = found.invitation(invitation) {
            let same = known.person == person && known.roles == roles;
            return if same { Ok(vec![]) } else { Err(already) };
        }
        let found = self.find_active(id)?;
        let member = Member { person, roles };
        if found.members.contains(&member) {
            return Ok(vec![]);
        }
        let open = |known: &Invitation| known.reply == Reply::Open && self.now < known.until;
        if found.invitations.iter().any(|known| known.person == person && open(known)) {
            return Err(already);
        }
        self.check_roles(&member)?;
        self.check_free(person, id)?;
        self.check_seats(found.members.len() + 1)?;
        // While seats are held for the colleague, the link lasts as long as they are.
        let until = found.situation.until().unwrap_or_else(|| self.in_days(self.terms.hold_days));
        let Member { person, roles } = member;
        Ok(vec![Event::MemberInvited { enrolment: id, invitation, person, roles, until }])
    }

    pub(super) fn accept_invitation(
        &self,
        id: EnrolmentId,
        invitation: InvitationId,
    ) -> Result<Vec<Event>, Rejection> {
        let known = self.invitation(id, invitation)?;
        match known.reply {
            Reply::Accepted => return Ok(vec![]),
            Reply::Declined => return Err(Rejection::InvitationOver("declined")),
            Reply::Withdrawn => return Err(Rejection::InvitationOver("taken back")),
            Reply::Open => {}
        }
        let found = self.find_active(id)?;
        if self.now >= known.until {
            return Err(Rejection::InvitationExpired { until: known.until });
        }
        let accepted = Event::InvitationAccepted { enrolment: id, invitation };
        if found.has(known.person) {
            return Ok(vec![accepted]);
        }
        let member = Member { person: known.person, roles: known.roles.clone() };
        self.check_roles(&member)?;
        self.check_free(member.person, id)?;
        self.check_seats(found.members.len() + 1)?;
        Ok(self.and_settle(found, vec![accepted, Event::MemberAdded { enrolment: id, member }]))
    }

    pub(super) fn decline_invitation(
        &self,
        id: EnrolmentId,
        invitation: InvitationId,
    ) -> Result<Vec<Event>, Rejection> {
        match self.invitation(id, invitation)?.reply {
            Reply::Open => Ok(vec![Event::InvitationDeclined { enrolment: id, invitation }]),
            Reply::Declined => Ok(vec![]),
            Reply::Accepted => Err(Rejection::InvitationOver("accepted")),
            Reply::Withdrawn => Err(Rejection::InvitationOver("taken back")),
        }
    }

    pub(super) fn withdraw_invitation(
        &self,
        id: EnrolmentId,
        invitation: InvitationId,
    ) -> Result<Vec<Event>, Rejection> {
        match self.invitation(id, invitation)?.reply {
            Reply::Open => Ok(vec![Event::InvitationWithdrawn { enrolment: id, invitation }]),
            // Nobody is asked any more, which is what was wanted.
            Reply::Declined | Reply::Withdrawn => Ok(vec![]),
            Reply::Accepted => Err(Rejection::InvitationOver("accepted")),
        }
    }

    fn invitation(&self, id: EnrolmentId, invitation: InvitationId) -> Result<&Invitation, Rejection> {
        self.find(id)?.invitation(invitation).ok_or(Rejection::UnknownInvitation)
    }
}
