//! The rows of the register.

use chrono::{DateTime, NaiveDate, Utc};
use parvis_events::ids::{EnrolmentId, PersonId, ProgrammeId, SessionId};
use parvis_events::values::{CountyCode, MunicipalityCode};

use crate::table::{Column, row};

/// Where an enrolment stands, as lists show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// A role is missing; the seats are held.
    Incomplete,
    /// Handed in, not yet decided; lasts only within one decision.
    Submitted,
    /// Has a place.
    Admitted,
    /// Waits for a place.
    Queued,
    /// Was offered a place.
    Offered,
    /// Declined the place offered.
    Declined,
    /// Ran out of time.
    Expired,
    /// Withdrawn.
    Withdrawn,
    /// Withdrawn after the deadline.
    LateWithdrawal,
    /// A member whose place somebody else took.
    Replaced,
}

impl Column for Status {
    const SQL: &'static str = "text";
}

impl Status {
    /// Its name in tables and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete",
            Self::Submitted => "submitted",
            Self::Admitted => "admitted",
            Self::Queued => "queued",
            Self::Offered => "offered",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::LateWithdrawal => "late-withdrawal",
            Self::Replaced => "replaced",
        }
    }

    /// Whether the enrolment has or wants a place.
    pub const fn active(self) -> bool {
        matches!(self, Self::Incomplete | Self::Submitted | Self::Admitted | Self::Queued | Self::Offered)
    }
}

row! {
    /// An enrolment.
    EnrolmentRow in "enrolments", key [enrolment: EnrolmentId], of_programme true {
        /// Its id.
        enrolment: EnrolmentId,
        /// Its programme.
        programme: ProgrammeId,
        /// What people call it.
        reference: String,
        /// The order it was submitted in, from 1.
        number: u32,
        /// The municipality, by its code of the day.
        municipality: MunicipalityCode,
        /// The county, of the day.
        county: CountyCode,
        /// Who answers for it.
        contact: PersonId,
        /// Where it stands.
        status: Status,
        /// County whose reserved place it has, if it has a reserved one.
        reserved_for: Option<CountyCode>,
        /// End of the hold or the offer, UTC.
        until: Option<DateTime<Utc>>,
        /// Its place in the queue, from 1, while it waits.
        queue_place: Option<u32>,
        /// Requirements nobody fills, separated by spaces.
        missing: String,
        /// Whether an exception from the rule was granted.
        dispensed: bool,
        /// When it was submitted, UTC.
        submitted_at: DateTime<Utc>,
        /// When it last changed, UTC.
        changed_at: DateTime<Utc>,
    }
}

row! {
    /// Somebody who takes part, or did.
    ParticipantRow in "participants", key [enrolment: EnrolmentId, person: PersonId], of_programme true {
        /// The enrolment.
        enrolment: EnrolmentId,
        /// Who.
        person: PersonId,
        /// The programme.
        programme: ProgrammeId,
        /// Their roles, separated by spaces.
        roles: String,
        /// Whom they replaced, if anyone.
        replaces: Option<PersonId>,
        /// `admitted` and the like follow the enrolment; `withdrawn`, `late-withdrawal`, `replaced` are their own.
        status: Status,
        /// When they joined, UTC.
        joined_at: DateTime<Utc>,
        /// When something about them last changed, UTC.
        changed_at: DateTime<Utc>,
    }
}

row! {
    /// Somebody who stands in for a member at one session.
    DeputyRow in "deputies", key [enrolment: EnrolmentId, member: PersonId, deputy: PersonId, session: SessionId], of_programme true {
        /// The enrolment.
        enrolment: EnrolmentId,
        /// Whose place.
        member: PersonId,
        /// Who comes.
        deputy: PersonId,
        /// To what.
        session: SessionId,
        /// The programme.
        programme: ProgrammeId,
    }
}

row! {
    /// How full a programme is: one row to see at a glance.
    OverviewRow in "overview", key [programme: ProgrammeId], of_programme true {
        /// The programme.
        programme: ProgrammeId,
        /// Places there are.
        places: u32,
        /// Places taken: admitted, offered and held.
        places_taken: u32,
        /// Enrolments ever submitted.
        applied: u32,
        /// Enrolments that have a place.
        admitted: u32,
        /// Enrolments that wait.
        queued: u32,
        /// Enrolments with an open offer.
        offered: u32,
        /// Enrolments whose seats are held.
        incomplete: u32,
        /// Enrolments that ran out of time.
        expired: u32,
        /// Enrolments that declined.
        declined: u32,
        /// Enrolments withdrawn.
        withdrawn: u32,
        /// People with a place.
        participants: u32,
        /// Places still reserved by allocation, not yet released.
        released: bool,
    }
}

row! {
    /// The terms of a register, as far as views need them.
    TermsRow in "terms", key [programme: ProgrammeId], of_programme true {
        /// The programme.
        programme: ProgrammeId,
        /// Places there are.
        places: u32,
        /// Whether reserved places have become common.
        released: bool,
        /// The last day reserved places stay reserved; absent when nothing is reserved or for ever.
        release: Option<NaiveDate>,
        /// The participation rule, as stored.
        rule: serde_json::Value,
    }
}
