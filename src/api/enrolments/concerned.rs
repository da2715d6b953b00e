//! Which enrolment a fact of a register is about: what makes an edit of it stale.

use parvis_events::ids::EnrolmentId;
use parvis_events::register::Event;

/// Whether a fact is about an enrolment, and changes something of it: that somebody else got a place does not.
pub(super) fn concerns(enrolment: EnrolmentId) -> impl Fn(&Event) -> bool + Send + Copy {
    move |fact| !matches!(fact, Event::PassedOver { .. }) && fact.enrolment() == Some(enrolment)
}
