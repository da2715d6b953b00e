//! What is told of one fact.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::Rule;
use crate::ids::PersonId;
use crate::participation::{Lack, Member};
use crate::register::{
    Channel, Dispensation, Enrolment, Event, HandDecision, PassReason, Pool, QueueReason, State,
};
use crate::values::{CountyCode, Line, QuestionCode, RoleCode};

/// How full a register was at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Places there were.
    pub places: u32,
    /// Places taken: admitted, offered or held.
    pub taken: u32,
    /// The enrolment's county.
    pub county: Option<CountyCode>,
    /// Places reserved for that county.
    pub county_places: u32,
    /// How many of those were taken.
    pub county_taken: u32,
    /// Places open to all; all of them once the reserved ones were released.
    pub common_places: u32,
    /// How many of those were taken.
    pub common_taken: u32,
}

impl Numbers {
    pub(super) fn of(state: &State, county: Option<CountyCode>) -> Self {
        let Some(terms) = state.terms.as_deref() else { return Self::default() };
        let reserved: u32 = terms.allocations.values().fold(0, |sum, places| sum.saturating_add(*places));
        let open = if state.released { terms.places } else { terms.places.saturating_sub(reserved) };
        let own = county.clone().map(Pool::Reserved);
        Self {
            places: terms.places,
            taken: state.places_taken(),
            county_places: county.as_ref().and_then(|code| terms.allocations.get(code)).copied().unwrap_or(0),
            county_taken: own.map_or(0, |pool| state.taken().from(&pool)),
            common_places: open,
            common_taken: state.taken().from(&Pool::Common),
            county,
        }
    }
}

/// On what grounds a place was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// One was free.
    Free,
    /// The seats were held, and nobody is missing any more.
    Completed,
    /// The coordinator decided so.
    ByHand,
}

/// Somebody who was further ahead and did not get the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// What people call the enrolment.
    pub reference: Line,
    /// Why it did not.
    pub reason: PassReason,
}

/// What happened, with the numbers of the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account {
    /// Begun, or changed before it was handed in.
    Drafted { via: Channel },
    /// Thrown away.
    DraftDiscarded,
    /// Handed in, as the so manieth of the register.
    Submitted { via: Channel, number: usize, members: Vec<Member>, lack: Lack },
    /// Seats are held.
    Held { until: DateTime<Utc>, pool: Pool, numbers: Numbers },
    /// Admitted.
    Granted { grounds: Grounds, pool: Pool, numbers: Numbers, passed: Vec<Passed> },
    /// Has to wait, at this place in the queue.
    Queued { reason: QueueReason, numbers: Numbers, queue_place: Option<usize> },
    /// A free place went to another.
    PassedOver { reason: PassReason, in_favour_of: Line },
    /// A place was offered.
    Offered { until: DateTime<Utc>, pool: Pool, numbers: Numbers, passed: Vec<Passed> },
    /// It was accepted.
    OfferAccepted,
    /// It was declined.
    OfferDeclined,
    /// It was not answered in time.
    OfferExpired,
    /// The enrolment was not completed in time.
    HoldExpired,
    /// The coordinator decided; the reason is gone after erasure.
    DecidedByHand { decision: HandDecision, reason: Option<String> },
    /// No place, by that decision.
    Refused,
    /// Withdrawn.
    Withdrawn { late: bool },
    /// Reserved places became common while it waited.
    Released { places_left: u32 },
    /// Somebody joined.
    MemberAdded { person: PersonId, roles: BTreeSet<RoleCode> },
    /// Somebody took another's place, or got other roles.
    MemberReplaced { leaving: PersonId, person: PersonId, roles: BTreeSet<RoleCode>, late: bool },
    /// Somebody left.
    MemberWithdrawn { person: PersonId, late: bool, reason: Option<String> },
    /// An exception was granted; the reason is gone after erasure.
    Dispensed { kind: Dispensation, person: PersonId, reason: Option<String> },
    /// A colleague was asked to join.
    Invited { person: PersonId, until: DateTime<Utc> },
    /// The colleague said yes.
    InvitationAccepted { person: Option<PersonId> },
    /// The colleague said no.
    InvitationDeclined { person: Option<PersonId> },
    /// The colleague is no longer asked.
    InvitationWithdrawn { person: Option<PersonId> },
    /// Somebody else answers for it.
    ContactChanged { former: PersonId, contact: PersonId },
    /// Somebody answered questions.
    Answered { person: PersonId, questions: BTreeSet<QuestionCode> },
    /// Somebody said what they need.
    NeedsStated { person: PersonId },
    /// What was needed is no longer known.
    NeedsDisposed,
    /// Somebody comes in a member's place.
    DeputyNamed { member: PersonId, deputy: PersonId, sessions: usize },
    /// Not after all.
    DeputyRemoved { member: PersonId, deputy: PersonId },
}

/// What a fact says of the people of an enrolment; absent for what it says of its place.
pub(super) fn of_people(event: &Event, found: Option<&Enrolment>) -> Option<(Rule, Account)> {
    let invited = |id| found.and_then(|found| found.invitation(id)).map(|invitation| invitation.person);
    let told = match event {
        Event::Drafted(submission) => (Rule::Enrolling, Account::Drafted { via: submission.via }),
        Event::DraftDiscarded { .. } => (Rule::Enrolling, Account::DraftDiscarded),
        Event::MemberAdded { member, .. } => {
            (Rule::Pair, Account::MemberAdded { person: member.person, roles: member.roles.clone() })
        }
        Event::MemberReplaced { leaving, member, late, .. } => {
            let (leaving, person, roles, late) = (*leaving, member.person, member.roles.clone(), *late);
            let rule = if late { Rule::Withdrawal } else { Rule::Pair };
            (rule, Account::MemberReplaced { leaving, person, roles, late })
        }
        Event::MemberWithdrawn { person, late, reason, .. } => {
            let reason = reason.as_ref().and_then(|reason| reason.clear().cloned());
            (Rule::Withdrawal, Account::MemberWithdrawn { person: *person, late: *late, reason })
        }
        Event::DispensationGranted { kind, person, reason, .. } => {
            let (kind, person, reason) = (*kind, *person, reason.clear().cloned());
            (Rule::Pair, Account::Dispensed { kind, person, reason })
        }
        Event::MemberInvited { person, until, .. } => {
            (Rule::HalfPair, Account::Invited { person: *person, until: *until })
        }
        Event::InvitationAccepted { invitation, .. } => {
            (Rule::HalfPair, Account::InvitationAccepted { person: invited(*invitation) })
        }
        Event::InvitationDeclined { invitation, .. } => {
            (Rule::HalfPair, Account::InvitationDeclined { person: invited(*invitation) })
        }
        Event::InvitationWithdrawn { invitation, .. } => {
            (Rule::HalfPair, Account::InvitationWithdrawn { person: invited(*invitation) })
        }
        Event::ContactChanged { former, contact, .. } => {
            (Rule::Enrolling, Account::ContactChanged { former: *former, contact: *contact })
        }
        Event::AnswersGiven { person, answered, .. } => {
            (Rule::Enrolling, Account::Answered { person: *person, questions: answered.clone() })
        }
        Event::NeedsStated { person, .. } => (Rule::Needs, Account::NeedsStated { person: *person }),
        Event::DeputyNamed { member, deputy, sessions, .. } => {
            let (member, deputy, sessions) = (*member, *deputy, sessions.len());
            (Rule::Deputy, Account::DeputyNamed { member, deputy, sessions })
        }
        Event::DeputyRemoved { member, deputy, .. } => {
            (Rule::Deputy, Account::DeputyRemoved { member: *member, deputy: *deputy })
        }
        crate::facts_of_places!() => return None,
        Event::NeedsDisposed { .. } => return None,
    };
    Some(told)
}
