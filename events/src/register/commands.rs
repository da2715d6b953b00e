//! What somebody may want of a register.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Dispensation, HandDecision, Terms};
use crate::ids::{EnrolmentId, InvitationId, PersonId, SessionId};
use crate::participation::{Answers, Member, Needs};
use crate::values::{CountyCode, Line, MunicipalityCode, RoleCode};

/// By which way an enrolment came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// The municipality's contact person.
    Contact,
    /// One of the managers, who invites the colleague.
    Member,
    /// The coordinator, from a paper.
    Paper,
    /// Whoever takes the roll, of somebody who came to an open meeting without having signed up.
    Door,
    /// A file.
    #[default]
    File,
}

impl Channel {
    /// Its name in tables and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Member => "member",
            Self::Paper => "paper",
            Self::Door => "door",
            Self::File => "file",
        }
    }

    #[allow(clippy::trivially_copy_pass_by_ref)] // serde hands over a reference
    fn is_file(&self) -> bool {
        *self == Self::File
    }

    /// Whether the organiser enters what somebody else has said, so that nobody can be asked back.
    pub const fn on_behalf(self) -> bool {
        match self {
            Self::Paper | Self::Door | Self::File => true,
            Self::Contact | Self::Member => false,
        }
    }
}

/// An enrolment as it is handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Its id.
    pub enrolment: EnrolmentId,
    /// What people call it (Anmälnings-ID).
    pub reference: Line,
    /// The municipality, by its code of the day.
    pub municipality: MunicipalityCode,
    /// The municipality's county, of the day.
    pub county: CountyCode,
    /// Who answers for the enrolment.
    pub contact: PersonId,
    /// Who takes part.
    pub members: Vec<Member>,
    /// By which way it came in.
    #[serde(default, skip_serializing_if = "Channel::is_file")]
    pub via: Channel,
}

/// What somebody wants of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open the register, or change its terms.
    SetTerms(Terms),
    /// Begin an enrolment without handing it in, or change what was begun.
    Draft(Submission),
    /// Throw away what was begun.
    DiscardDraft { enrolment: EnrolmentId },
    /// Hand in an enrolment, begun before or not.
    Submit(Submission),
    /// Ask a colleague to join, by a link.
    InviteMember {
        enrolment: EnrolmentId,
        invitation: InvitationId,
        person: PersonId,
        roles: BTreeSet<RoleCode>,
    },
    /// Join by the link. Who holds the link gets in: its secrecy is the door's matter.
    AcceptInvitation { enrolment: EnrolmentId, invitation: InvitationId },
    /// Say no to the link.
    DeclineInvitation { enrolment: EnrolmentId, invitation: InvitationId },
    /// Ask the colleague no longer.
    WithdrawInvitation { enrolment: EnrolmentId, invitation: InvitationId },
    /// Let somebody else answer for the enrolment.
    ChangeContact { enrolment: EnrolmentId, contact: PersonId },
    /// Answer the programme's questions; these are all the person's answers from now on.
    GiveAnswers { enrolment: EnrolmentId, person: PersonId, answers: Answers },
    /// Say what somebody needs in order to take part.
    StateNeeds { enrolment: EnrolmentId, person: PersonId, needs: Needs },
    /// Record that the keys of all needs are destroyed.
    DisposeNeeds,
    /// Decide over the head of the rules, with a reason; never beyond the places there are.
    DecideByHand { enrolment: EnrolmentId, decision: HandDecision, reason: String },
    /// Add a member to an enrolment that has room.
    AddMember { enrolment: EnrolmentId, member: Member },
    /// Let somebody else take a member's place for good.
    ReplaceMember { enrolment: EnrolmentId, leaving: PersonId, member: Member },
    /// Let one member go.
    WithdrawMember { enrolment: EnrolmentId, person: PersonId, reason: Option<String> },
    /// Withdraw the whole enrolment, from its place or from the queue.
    Withdraw { enrolment: EnrolmentId },
    /// Grant an exception from the rule.
    GrantDispensation {
        enrolment: EnrolmentId,
        kind: Dispensation,
        /// Whom it is granted for.
        person: PersonId,
        /// The roles this person has from now on; none leaves them as they are.
        roles: BTreeSet<RoleCode>,
        reason: String,
    },
    /// Accept the place offered.
    AcceptOffer { enrolment: EnrolmentId },
    /// Decline the place offered.
    DeclineOffer { enrolment: EnrolmentId },
    /// Let everything happen that is due by now: holds and offers expire, allocations are released.
    LetTimePass,
    /// Send somebody to named sessions in a member's place.
    NameDeputy { enrolment: EnrolmentId, member: PersonId, deputy: PersonId, sessions: BTreeSet<SessionId> },
    /// Take a deputy back.
    RemoveDeputy { enrolment: EnrolmentId, member: PersonId, deputy: PersonId },
}
