//! What happens in a register.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Dispensation, HandDecision, PassReason, Pool, QueueReason, Submission, Terms};
use crate::ids::{EnrolmentId, InvitationId, PersonId, SessionId};
use crate::participation::{Answers, Member, Needs};
use crate::personal::{HasPersonal, Personal, PersonalVisitor};
use crate::values::{QuestionCode, RoleCode};

/// A pattern for the facts that speak of places and of whole enrolments, and say nothing of who takes part: whoever looks for
/// people passes over them. A new fact compiles nowhere before it is one of these or has an arm of its own.
#[macro_export]
macro_rules! facts_of_places {
    () => {
        $crate::register::Event::TermsSet { .. }
            | $crate::register::Event::Submitted(_)
            | $crate::register::Event::SeatsHeld { .. }
            | $crate::register::Event::PlaceGranted { .. }
            | $crate::register::Event::Queued { .. }
            | $crate::register::Event::PassedOver { .. }
            | $crate::register::Event::PlaceOffered { .. }
            | $crate::register::Event::OfferAccepted { .. }
            | $crate::register::Event::OfferDeclined { .. }
            | $crate::register::Event::OfferExpired { .. }
            | $crate::register::Event::HoldExpired { .. }
            | $crate::register::Event::DecidedByHand { .. }
            | $crate::register::Event::Refused { .. }
            | $crate::register::Event::Withdrawn { .. }
            | $crate::register::Event::AllocationReleased { .. }
    };
}

/// What has happened in a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// The register opened, or its terms changed.
    #[serde(rename = "register-terms-set")]
    TermsSet { terms: Terms },
    /// Somebody began an enrolment and has not handed it in; or changed what they had begun.
    #[serde(rename = "enrolment-drafted")]
    Drafted(Submission),
    /// What was begun will not be handed in.
    #[serde(rename = "draft-discarded")]
    DraftDiscarded { enrolment: EnrolmentId },
    /// A municipality enrolled.
    #[serde(rename = "enrolment-submitted")]
    Submitted(Submission),
    /// A colleague was asked to join, by a link.
    #[serde(rename = "member-invited")]
    MemberInvited {
        enrolment: EnrolmentId,
        invitation: InvitationId,
        /// Who is asked.
        person: PersonId,
        /// The roles they would have.
        roles: BTreeSet<RoleCode>,
        /// When the link no longer opens anything.
        until: DateTime<Utc>,
    },
    /// The colleague joins; `member-added` follows.
    #[serde(rename = "invitation-accepted")]
    InvitationAccepted { enrolment: EnrolmentId, invitation: InvitationId },
    /// The colleague does not join.
    #[serde(rename = "invitation-declined")]
    InvitationDeclined { enrolment: EnrolmentId, invitation: InvitationId },
    /// The colleague is no longer asked.
    #[serde(rename = "invitation-withdrawn")]
    InvitationWithdrawn { enrolment: EnrolmentId, invitation: InvitationId },
    /// Somebody else answers for the enrolment from now on.
    #[serde(rename = "contact-person-changed")]
    ContactChanged {
        enrolment: EnrolmentId,
        /// Who answered for it until now.
        former: PersonId,
        /// Who does from now on.
        contact: PersonId,
    },
    /// Somebody answered the programme's questions; these are all their answers from now on.
    #[serde(rename = "answers-given")]
    AnswersGiven {
        enrolment: EnrolmentId,
        /// Whose answers.
        person: PersonId,
        /// Which questions they answer, which stays known when the answers are not.
        answered: BTreeSet<QuestionCode>,
        /// What they say.
        answers: Personal<Answers>,
    },
    /// Somebody said what they need in order to take part; sealed with a key of its own.
    #[serde(rename = "needs-stated")]
    NeedsStated {
        enrolment: EnrolmentId,
        /// Who needs it.
        person: PersonId,
        /// How often needs had been disposed of before: what is stated later has another key.
        #[serde(default, skip_serializing_if = "is_zero")]
        round: u32,
        /// What it is.
        needs: Personal<Needs>,
    },
    /// Everything that was needed is no longer known: its keys are destroyed.
    #[serde(rename = "needs-disposed")]
    NeedsDisposed {
        /// How many people had said what they need.
        people: u32,
    },
    /// Somebody joined an enrolment.
    #[serde(rename = "member-added")]
    MemberAdded { enrolment: EnrolmentId, member: Member },
    /// Somebody took another's place for good.
    #[serde(rename = "member-replaced")]
    MemberReplaced {
        enrolment: EnrolmentId,
        leaving: PersonId,
        member: Member,
        /// After the deadline.
        late: bool,
    },
    /// One member withdrew; the enrolment goes on.
    #[serde(rename = "member-withdrawn")]
    MemberWithdrawn {
        enrolment: EnrolmentId,
        person: PersonId,
        /// After the deadline.
        late: bool,
        /// What the member said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Personal<String>>,
    },
    /// An exception from the participation rule was granted.
    #[serde(rename = "dispensation-granted")]
    DispensationGranted {
        enrolment: EnrolmentId,
        kind: Dispensation,
        /// Whom it is about.
        person: PersonId,
        /// Why.
        reason: Personal<String>,
    },
    /// The seats of an incomplete enrolment are held for a while.
    #[serde(rename = "seats-held")]
    SeatsHeld { enrolment: EnrolmentId, pool: Pool, until: DateTime<Utc> },
    /// The enrolment was admitted.
    #[serde(rename = "place-granted")]
    PlaceGranted { enrolment: EnrolmentId, pool: Pool },
    /// The enrolment has to wait.
    #[serde(rename = "queued")]
    Queued { enrolment: EnrolmentId, reason: QueueReason },
    /// A free place went to somebody further back in the queue.
    #[serde(rename = "passed-over")]
    PassedOver { enrolment: EnrolmentId, in_favour_of: EnrolmentId, reason: PassReason },
    /// A free place was offered.
    #[serde(rename = "place-offered")]
    PlaceOffered { enrolment: EnrolmentId, pool: Pool, until: DateTime<Utc> },
    /// The offer was accepted; the enrolment is admitted.
    #[serde(rename = "offer-accepted")]
    OfferAccepted { enrolment: EnrolmentId },
    /// The offer was declined.
    #[serde(rename = "offer-declined")]
    OfferDeclined { enrolment: EnrolmentId },
    /// Nobody answered the offer in time.
    #[serde(rename = "offer-expired")]
    OfferExpired { enrolment: EnrolmentId },
    /// The enrolment was not completed in time.
    #[serde(rename = "hold-expired")]
    HoldExpired { enrolment: EnrolmentId },
    /// The coordinator decided by hand; what it came to follows.
    #[serde(rename = "decided-by-hand")]
    DecidedByHand {
        enrolment: EnrolmentId,
        decision: HandDecision,
        /// The contact, with whose key the reason is sealed.
        contact: PersonId,
        /// Why.
        reason: Personal<String>,
    },
    /// The enrolment will get no place.
    #[serde(rename = "enrolment-refused")]
    Refused { enrolment: EnrolmentId },
    /// The whole enrolment was withdrawn.
    #[serde(rename = "enrolment-withdrawn")]
    Withdrawn {
        enrolment: EnrolmentId,
        /// After the deadline.
        late: bool,
    },
    /// What was reserved became common.
    #[serde(rename = "allocation-released")]
    AllocationReleased { places_left: u32 },
    /// Somebody attends named sessions in a member's place.
    #[serde(rename = "deputy-named")]
    DeputyNamed {
        enrolment: EnrolmentId,
        /// Whose place.
        member: PersonId,
        /// Who comes.
        deputy: PersonId,
        /// To what.
        sessions: BTreeSet<SessionId>,
    },
    /// A deputy is not needed after all.
    #[serde(rename = "deputy-removed")]
    DeputyRemoved { enrolment: EnrolmentId, member: PersonId, deputy: PersonId },
}

impl Event {
    /// The type it is stored under.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::TermsSet { .. } => "register-terms-set",
            Self::Drafted(_) => "enrolment-drafted",
            Self::DraftDiscarded { .. } => "draft-discarded",
            Self::Submitted(_) => "enrolment-submitted",
            Self::MemberInvited { .. } => "member-invited",
            Self::InvitationAccepted { .. } => "invitation-accepted",
            Self::InvitationDeclined { .. } => "invitation-declined",
            Self::InvitationWithdrawn { .. } => "invitation-withdrawn",
            Self::ContactChanged { .. } => "contact-person-changed",
            Self::AnswersGiven { .. } => "answers-given",
            Self::NeedsStated { .. } => "needs-stated",
            Self::NeedsDisposed { .. } => "needs-disposed",
            Self::MemberAdded { .. } => "member-added",
            Self::MemberReplaced { .. } => "member-replaced",
            Self::MemberWithdrawn { .. } => "member-withdrawn",
            Self::DispensationGranted { .. } => "dispensation-granted",
            Self::SeatsHeld { .. } => "seats-held",
            Self::PlaceGranted { .. } => "place-granted",
            Self::Queued { .. } => "queued",
            Self::PassedOver { .. } => "passed-over",
            Self::PlaceOffered { .. } => "place-offered",
            Self::OfferAccepted { .. } => "offer-accepted",
            Self::OfferDeclined { .. } => "offer-declined",
            Self::OfferExpired { .. } => "offer-expired",
            Self::HoldExpired { .. } => "hold-expired",
            Self::DecidedByHand { .. } => "decided-by-hand",
            Self::Refused { .. } => "enrolment-refused",
            Self::Withdrawn { .. } => "enrolment-withdrawn",
            Self::AllocationReleased { .. } => "allocation-released",
            Self::DeputyNamed { .. } => "deputy-named",
            Self::DeputyRemoved { .. } => "deputy-removed",
        }
    }

    /// The enrolment it is about; absent for what is about the whole register.
    pub const fn enrolment(&self) -> Option<EnrolmentId> {
        match self {
            Self::TermsSet { .. } | Self::AllocationReleased { .. } | Self::NeedsDisposed { .. } => None,
            Self::Drafted(submission) | Self::Submitted(submission) => Some(submission.enrolment),
            Self::DraftDiscarded { enrolment }
            | Self::MemberAdded { enrolment, .. }
            | Self::MemberReplaced { enrolment, .. }
            | Self::MemberWithdrawn { enrolment, .. }
            | Self::DispensationGranted { enrolment, .. }
            | Self::SeatsHeld { enrolment, .. }
            | Self::PlaceGranted { enrolment, .. }
            | Self::Queued { enrolment, .. }
            | Self::PassedOver { enrolment, .. }
            | Self::PlaceOffered { enrolment, .. }
            | Self::OfferAccepted { enrolment }
            | Self::OfferDeclined { enrolment }
            | Self::OfferExpired { enrolment }
            | Self::HoldExpired { enrolment }
            | Self::DecidedByHand { enrolment, .. }
            | Self::Refused { enrolment }
            | Self::Withdrawn { enrolment, .. }
            | Self::MemberInvited { enrolment, .. }
            | Self::InvitationAccepted { enrolment, .. }
            | Self::InvitationDeclined { enrolment, .. }
            | Self::InvitationWithdrawn { enrolment, .. }
            | Self::ContactChanged { enrolment, .. }
            | Self::AnswersGiven { enrolment, .. }
            | Self::NeedsStated { enrolment, .. }
            | Self::DeputyNamed { enrolment, .. }
            | Self::DeputyRemoved { enrolment, .. } => Some(*enrolment),
        }
    }

    /// Whether it says where an enrolment stands, and not only who is in it.
    pub const fn situates(&self) -> bool {
        match self {
            Self::Drafted(_)
            | Self::Submitted(_)
            | Self::SeatsHeld { .. }
            | Self::PlaceGranted { .. }
            | Self::Queued { .. }
            | Self::PlaceOffered { .. }
            | Self::OfferAccepted { .. }
            | Self::OfferDeclined { .. }
            | Self::OfferExpired { .. }
            | Self::HoldExpired { .. }
            | Self::Refused { .. }
            | Self::Withdrawn { .. } => true,
            Self::TermsSet { .. }
            | Self::DraftDiscarded { .. }
            | Self::MemberAdded { .. }
            | Self::MemberReplaced { .. }
            | Self::MemberWithdrawn { .. }
            | Self::DispensationGranted { .. }
            | Self::PassedOver { .. }
            | Self::DecidedByHand { .. }
            | Self::MemberInvited { .. }
            | Self::InvitationAccepted { .. }
            | Self::InvitationDeclined { .. }
            | Self::InvitationWithdrawn { .. }
            | Self::ContactChanged { .. }
            | Self::AnswersGiven { .. }
            | Self::NeedsStated { .. }
            | Self::NeedsDisposed { .. }
            | Self::AllocationReleased { .. }
            | Self::DeputyNamed { .. }
            | Self::DeputyRemoved { .. } => false,
        }
    }
}

impl HasPersonal for Event {
    fn visit_personal<V: PersonalVisitor>(&mut self, visitor: &mut V) -> Result<(), V::Error> {
        match self {
            Self::MemberWithdrawn { person, reason: Some(reason), .. }
            | Self::DispensationGranted { person, reason, .. }
            | Self::DecidedByHand { contact: person, reason, .. } => visitor.visit(*person, reason),
            Self::AnswersGiven { person, answers, .. } => visitor.visit(*person, answers),
            Self::NeedsStated { enrolment, person, round, needs } => {
                visitor.visit(needs_key(*enrolment, *person, *round), needs)
            }
            _ => Ok(()),
        }
    }
}

/// Under what id the key lies that seals somebody's needs: one of its own, so that they can be destroyed
/// while everything else about the person stays.
pub fn needs_key(enrolment: EnrolmentId, person: PersonId, round: u32) -> PersonId {
    PersonId::named(&["needs", &enrolment.to_string(), &person.to_string(), &round.to_string()])
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde hands over a reference
fn is_zero(number: &u32) -> bool {
    *number == 0
}
