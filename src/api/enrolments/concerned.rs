//! Which enrolment a fact of a register is about: what makes an edit of it stale.

use parvis_events::ids::EnrolmentId;
use parvis_events::register::Event;

/// Whether a fact is about an enrolment.
pub(super) fn concerns(enrolment: EnrolmentId) -> impl Fn(&Event) -> bool + Send + Copy {
    move |fact| about(fact) == Some(enrolment)
}

fn about(fact: &Event) -> Option<EnrolmentId> {
    match fact {
        Event::Drafted(submission) | Event::Submitted(submission) => Some(submission.enrolment),
        Event::DraftDiscarded { enrolment }
        | Event::MemberInvited { enrolment, .. }
        | Event::InvitationAccepted { enrolment, .. }
        | Event::InvitationDeclined { enrolment, .. }
        | Event::InvitationWithdrawn { enrolment, .. }
        | Event::ContactChanged { enrolment, .. }
        | Event::AnswersGiven { enrolment, .. }
        | Event::NeedsStated { enrolment, .. }
        | Event::MemberAdded { enrolment, .. }
        | Event::MemberReplaced { enrolment, .. }
        | Event::MemberWithdrawn { enrolment, .. }
        | Event::DispensationGranted { enrolment, .. }
        | Event::SeatsHeld { enrolment, .. }
        | Event::PlaceGranted { enrolment, .. }
        | Event::Queued { enrolment, .. }
        | Event::PlaceOffered { enrolment, .. }
        | Event::OfferAccepted { enrolment }
        | Event::OfferDeclined { enrolment }
        | Event::OfferExpired { enrolment }
        | Event::HoldExpired { enrolment }
        | Event::DecidedByHand { enrolment, .. }
        | Event::Refused { enrolment }
        | Event::Withdrawn { enrolment, .. }
        | Event::DeputyNamed { enrolment, .. }
        | Event::DeputyRemoved { enrolment, .. } => Some(*enrolment),
        // It changes nothing of the enrolment itself; nor do these.
        Event::PassedOver { .. }
        | Event::TermsSet { .. }
        | Event::NeedsDisposed { .. }
        | Event::AllocationReleased { .. } => None,
    }
}
