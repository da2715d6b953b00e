//! One enrolment: who is in it and where it stands.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Dispensation, Pool, Submission, Terms};
use crate::ids::{PersonId, SessionId};
use crate::participation::Member;

/// Where an enrolment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Situation {
    /// A role is missing; the seats are held until then.
    Incomplete { pool: Pool, until: DateTime<Utc> },
    /// Waiting for a place.
    Queued,
    /// Offered a place until then.
    Offered { pool: Pool, until: DateTime<Utc> },
    /// Has a place.
    Admitted { pool: Pool },
    /// Declined the place offered.
    Declined,
    /// Was not completed, or did not answer an offer, in time.
    Expired,
    /// Withdrawn.
    Withdrawn,
}

impl Situation {
    /// The pool a place is taken from, when one is taken.
    pub fn pool(&self) -> Option<&Pool> {
        match self {
            Self::Incomplete { pool, .. } | Self::Offered { pool, .. } | Self::Admitted { pool } => {
                Some(pool)
            }
            Self::Queued | Self::Declined | Self::Expired | Self::Withdrawn => None,
        }
    }

    /// Whether the enrolment still wants a place or has one.
    pub fn active(&self) -> bool {
        match self {
            Self::Incomplete { .. } | Self::Queued | Self::Offered { .. } | Self::Admitted { .. } => true,
            Self::Declined | Self::Expired | Self::Withdrawn => false,
        }
    }
}

/// Somebody standing in for a member at named sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deputyship {
    /// Whose place.
    pub member: PersonId,
    /// Who comes.
    pub deputy: PersonId,
    /// To what.
    pub sessions: BTreeSet<SessionId>,
}

/// One enrolment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// As submitted.
    pub submission: Submission,
    /// Who takes part now.
    pub members: Vec<Member>,
    /// Who took part before.
    pub former: BTreeSet<PersonId>,
    /// The exception from the rule that is in force, and whom it is about.
    pub dispensation: Option<(Dispensation, PersonId)>,
    /// Where it stands.
    pub situation: Situation,
    /// Who stands in for whom.
    pub deputies: Vec<Deputyship>,
}

impl Enrolment {
    /// Whether it consists of what the rule asks for, or was granted an exception.
    pub fn complete(&self, terms: &Terms) -> bool {
        self.dispensation.is_some() || terms.rule.complete(&self.members)
    }

    /// Takes somebody out, with the deputies and the exception that were theirs alone.
    pub(super) fn lose(&mut self, person: PersonId) {
        self.members.retain(|m| m.person != person);
        self.deputies.retain(|d| d.member != person);
        self.former.insert(person);
        if self.dispensation == Some((Dispensation::OnePersonAllRoles, person)) {
            self.dispensation = None;
        }
    }

    /// Takes somebody in, who is nobody's deputy from then on.
    pub(super) fn gain(&mut self, member: &Member) {
        self.deputies.retain(|d| d.deputy != member.person);
        self.members.retain(|m| m.person != member.person);
        self.members.push(member.clone());
    }
}
