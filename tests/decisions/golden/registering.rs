//! Samples of a register.

use std::collections::BTreeSet;

use parvis_events::register::{
    Channel, Dispensation, Event, HandDecision, PassReason, Pool, QueueReason, Submission,
};

use super::{samples, sealed};
use crate::samples::{
    business_of, culture_of, enrolment, invitation, member, person, session_id, submission, terms, value,
};

samples! { Event;
    Event::TermsSet { .. } => "register-terms-set": Event::TermsSet { terms: terms(20, &[("12", 10), ("13", 4)]) };
    Event::Submitted(_) => "enrolment-submitted":
        Event::Submitted(submission("Malmö", vec![culture_of("Malmö"), business_of("Malmö")]));
    Event::MemberAdded { .. } => "member-added":
        Event::MemberAdded { enrolment: enrolment("Malmö"), member: member("Bo", &["business", "tourism"]) };
    Event::MemberReplaced { .. } => "member-replaced": Event::MemberReplaced {
        enrolment: enrolment("Malmö"),
        leaving: person("Bo"),
        member: member("Cecilia", &["tourism"]),
        late: true,
    };
    Event::MemberWithdrawn { .. } => "member-withdrawn": Event::MemberWithdrawn {
        enrolment: enrolment("Malmö"),
        person: person("Bo"),
        late: false,
        reason: Some(sealed()),
    };
    Event::DispensationGranted { .. } => "dispensation-granted": Event::DispensationGranted {
        enrolment: enrolment("Malmö"),
        kind: Dispensation::OnePersonAllRoles,
        person: person("Bo"),
        reason: sealed(),
    };
    Event::SeatsHeld { .. } => "seats-held": Event::SeatsHeld {
        enrolment: enrolment("Malmö"),
        pool: Pool::Reserved(value("12")),
        until: value("2018-03-15T23:00:00Z"),
    };
    Event::PlaceGranted { .. } => "place-granted":
        Event::PlaceGranted { enrolment: enrolment("Malmö"), pool: Pool::Common };
    Event::Queued { .. } => "queued":
        Event::Queued { enrolment: enrolment("Malmö"), reason: QueueReason::AllocationTaken };
    Event::PassedOver { .. } => "passed-over": Event::PassedOver {
        enrolment: enrolment("Malmö"),
        in_favour_of: enrolment("Lund"),
        reason: PassReason::ReservedForOthers,
    };
    Event::PlaceOffered { .. } => "place-offered": Event::PlaceOffered {
        enrolment: enrolment("Malmö"),
        pool: Pool::Common,
        until: value("2018-03-08T23:00:00Z"),
    };
    Event::OfferAccepted { .. } => "offer-accepted": Event::OfferAccepted { enrolment: enrolment("Malmö") };
    Event::OfferDeclined { .. } => "offer-declined": Event::OfferDeclined { enrolment: enrolment("Malmö") };
    Event::OfferExpired { .. } => "offer-expired": Event::OfferExpired { enrolment: enrolment("Malmö") };
    Event::HoldExpired { .. } => "hold-expired": Event::HoldExpired { enrolment: enrolment("Malmö") };
    Event::Withdrawn { .. } => "enrolment-withdrawn":
        Event::Withdrawn { enrolment: enrolment("Malmö"), late: true };
    Event::AllocationReleased { .. } => "allocation-released": Event::AllocationReleased { places_left: 3 };
    Event::DeputyNamed { .. } => "deputy-named": Event::DeputyNamed {
        enrolment: enrolment("Malmö"),
        member: person("Bo"),
        deputy: person("Disa"),
        sessions: BTreeSet::from([session_id("Dag 1"), session_id("Dag 2")]),
    };
    Event::DeputyRemoved { .. } => "deputy-removed": Event::DeputyRemoved {
        enrolment: enrolment("Malmö"),
        member: person("Bo"),
        deputy: person("Disa"),
    };
    Event::Drafted(_) => "enrolment-drafted": Event::Drafted(Submission {
        via: Channel::Member,
        ..submission("Malmö", vec![culture_of("Malmö")])
    });
    Event::DraftDiscarded { .. } => "draft-discarded":
        Event::DraftDiscarded { enrolment: enrolment("Malmö") };
    Event::MemberInvited { .. } => "member-invited": Event::MemberInvited {
        enrolment: enrolment("Malmö"),
        invitation: invitation("Bo"),
        person: person("Bo"),
        roles: BTreeSet::from([value("business")]),
        until: value("2018-03-15T23:00:00Z"),
    };
    Event::InvitationAccepted { .. } => "invitation-accepted":
        Event::InvitationAccepted { enrolment: enrolment("Malmö"), invitation: invitation("Bo") };
    Event::InvitationDeclined { .. } => "invitation-declined":
        Event::InvitationDeclined { enrolment: enrolment("Malmö"), invitation: invitation("Bo") };
    Event::InvitationWithdrawn { .. } => "invitation-withdrawn":
        Event::InvitationWithdrawn { enrolment: enrolment("Malmö"), invitation: invitation("Bo") };
    Event::ContactChanged { .. } => "contact-person-changed": Event::ContactChanged {
        enrolment: enrolment("Malmö"),
        former: person("Anna"),
        contact: person("Bo"),
    };
    Event::AnswersGiven { .. } => "answers-given": Event::AnswersGiven {
        enrolment: enrolment("Malmö"),
        person: person("Bo"),
        answered: BTreeSet::from([value("dinner"), value("group")]),
        answers: sealed(),
    };
    Event::NeedsStated { .. } => "needs-stated": Event::NeedsStated {
        enrolment: enrolment("Malmö"),
        person: person("Bo"),
        round: 1,
        needs: sealed(),
    };
    Event::NeedsDisposed { .. } => "needs-disposed": Event::NeedsDisposed { people: 7 };
    Event::DecidedByHand { .. } => "decided-by-hand": Event::DecidedByHand {
        enrolment: enrolment("Malmö"),
        decision: HandDecision::Admit,
        contact: person("Anna"),
        reason: sealed(),
    };
    Event::Refused { .. } => "enrolment-refused": Event::Refused { enrolment: enrolment("Malmö") };
}
