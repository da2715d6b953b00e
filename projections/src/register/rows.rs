//! The rows of the register.

use chrono::{DateTime, NaiveDate, Utc};
use parvis_events::ids::{
    EnrolmentId, InvitationId, PersonId, ProgrammeId, RegisterId, SeminarId, SessionId,
};
use parvis_events::register::{Channel, Dispensation, HandDecision, Reply};
use parvis_events::values::{CountyCode, MunicipalityCode, QuestionCode};

use crate::table::{Column, row};

/// Where an enrolment stands, as lists show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Begun and not handed in.
    Draft,
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
    /// Refused by the coordinator.
    Refused,
}

impl Column for Status {
    const SQL: &'static str = "text";
}

impl Column for Dispensation {
    const SQL: &'static str = "text";
}

impl Column for HandDecision {
    const SQL: &'static str = "text";
}

impl Column for Channel {
    const SQL: &'static str = "text";
}

/// What became of an invitation, as lists show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InvitationStatus {
    /// Not answered.
    Open,
    /// The colleague joined.
    Accepted,
    /// The colleague said no.
    Declined,
    /// The colleague is no longer asked.
    Withdrawn,
}

impl Column for InvitationStatus {
    const SQL: &'static str = "text";
}

impl From<Reply> for InvitationStatus {
    fn from(reply: Reply) -> Self {
        match reply {
            Reply::Open => Self::Open,
            Reply::Accepted => Self::Accepted,
            Reply::Declined => Self::Declined,
            Reply::Withdrawn => Self::Withdrawn,
        }
    }
}

impl Status {
    /// Its name in tables and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
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
            Self::Refused => "refused",
        }
    }

    /// Whether the enrolment has or wants a place.
    pub const fn active(self) -> bool {
        matches!(self, Self::Incomplete | Self::Submitted | Self::Admitted | Self::Queued | Self::Offered)
    }
}

row! {
    /// An enrolment.
    EnrolmentRow in "enrolments", key [enrolment: EnrolmentId], links [contact: PersonId, programme: ProgrammeId, register: RegisterId], of_programme true {
        /// Its id.
        enrolment: EnrolmentId,
        /// Its programme.
        programme: ProgrammeId,
        /// The open meeting it is for; absent where it is for the whole programme.
        seminar: Option<SeminarId>,
        /// The register it stands in: the programme's or the meeting's.
        register: RegisterId,
        /// What people call it.
        reference: String,
        /// The order it was submitted in among those of its register, from 1.
        number: u32,
        /// The municipality, by its code of the day.
        municipality: MunicipalityCode,
        /// The county, of the day.
        county: CountyCode,
        /// Who answers for it.
        contact: PersonId,
        /// By which way it came in.
        via: Channel,
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
        /// How many more people the participation rule asks for, at the least.
        people_missing: u32,
        /// Required questions without an answer, separated by spaces.
        missing_answers: String,
        /// The exception from the rule that was granted last, unless it has ended.
        dispensation: Option<Dispensation>,
        /// Whom it was granted for.
        dispensed_for: Option<PersonId>,
        /// Whether it covers what is missing as things stand.
        dispensed: bool,
        /// Whether somebody is missing and no exception covers it; nobody is where everybody left.
        incomplete: bool,
        /// When it was submitted, UTC.
        submitted_at: DateTime<Utc>,
        /// When it last changed, UTC.
        changed_at: DateTime<Utc>,
    }
}

row! {
    /// Somebody who takes part, or did.
    ParticipantRow in "participants", key [enrolment: EnrolmentId, person: PersonId], links [enrolment: EnrolmentId, person: PersonId, programme: ProgrammeId], of_programme true {
        /// The enrolment.
        enrolment: EnrolmentId,
        /// Who.
        person: PersonId,
        /// The programme.
        programme: ProgrammeId,
        /// The open meeting they come to; absent where they take part in the whole programme.
        seminar: Option<SeminarId>,
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
    DeputyRow in "deputies", key [enrolment: EnrolmentId, member: PersonId, deputy: PersonId, session: SessionId], links [enrolment: EnrolmentId, deputy: PersonId, session: SessionId, programme: ProgrammeId], of_programme true {
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
    /// How full a register is: one row to see at a glance.
    OverviewRow in "overview", key [register: RegisterId], links [programme: ProgrammeId], of_programme true {
        /// The register.
        register: RegisterId,
        /// The programme.
        programme: ProgrammeId,
        /// The open meeting it is for; absent where it is for the whole programme.
        seminar: Option<SeminarId>,
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
        /// Enrolments refused by the coordinator.
        refused: u32,
        /// Enrolments begun and not handed in; not among those submitted.
        drafts: u32,
        /// People with a place.
        participants: u32,
        /// Whether reserved places have become common.
        released: bool,
    }
}

row! {
    /// The terms of a register, as far as views need them.
    TermsRow in "terms", key [register: RegisterId], links [programme: ProgrammeId], of_programme true {
        /// The register.
        register: RegisterId,
        /// The programme.
        programme: ProgrammeId,
        /// The open meeting it is for; absent where it is for the whole programme.
        seminar: Option<SeminarId>,
        /// Places there are.
        places: u32,
        /// Whether reserved places have become common.
        released: bool,
        /// The last day reserved places stay reserved; absent when nothing is reserved or for ever.
        release: Option<NaiveDate>,
        /// The participation rule, as stored.
        rule: serde_json::Value,
        /// First day of enrolling.
        opens: NaiveDate,
        /// Last day of enrolling.
        closes: NaiveDate,
        /// Whether it was closed before its last day.
        closed: bool,
        /// Last day a withdrawal is not late.
        withdrawal_deadline: NaiveDate,
        /// What those who enrol are asked, as stored.
        questions: serde_json::Value,
    }
}

row! {
    /// An enrolment that was begun and not handed in.
    DraftRow in "drafts", key [enrolment: EnrolmentId], links [contact: PersonId, programme: ProgrammeId, register: RegisterId], of_programme true {
        /// Its id.
        enrolment: EnrolmentId,
        /// Its programme.
        programme: ProgrammeId,
        /// The open meeting it is for; absent where it is for the whole programme.
        seminar: Option<SeminarId>,
        /// The register it will stand in.
        register: RegisterId,
        /// What people call it.
        reference: String,
        /// The municipality, by its code of the day.
        municipality: MunicipalityCode,
        /// The county, of the day.
        county: CountyCode,
        /// Who answers for it.
        contact: PersonId,
        /// By which way it comes in.
        via: Channel,
        /// Who is to take part and in which roles, as stored.
        members: serde_json::Value,
        /// References of others' drafts and enrolments of the same municipality, separated by spaces.
        alike: String,
        /// When it was begun, UTC.
        drafted_at: DateTime<Utc>,
        /// When it last changed, UTC.
        changed_at: DateTime<Utc>,
    }
}

row! {
    /// A colleague asked to join an enrolment.
    InvitationRow in "invitations", key [invitation: InvitationId], links [enrolment: EnrolmentId, person: PersonId, programme: ProgrammeId], of_programme true {
        /// Its id.
        invitation: InvitationId,
        /// The enrolment.
        enrolment: EnrolmentId,
        /// The programme.
        programme: ProgrammeId,
        /// The open meeting; absent where it is for the whole programme.
        seminar: Option<SeminarId>,
        /// Who is asked.
        person: PersonId,
        /// The roles they would have, separated by spaces.
        roles: String,
        /// When the link no longer opens anything, UTC.
        until: DateTime<Utc>,
        /// What became of it.
        status: InvitationStatus,
        /// When it was made, UTC.
        invited_at: DateTime<Utc>,
        /// When it was answered or taken back, UTC.
        answered_at: Option<DateTime<Utc>>,
    }
}

row! {
    /// What somebody answered to a question of the programme.
    AnswerRow in "answers", key [enrolment: EnrolmentId, person: PersonId, question: QuestionCode], links [enrolment: EnrolmentId, person: PersonId, programme: ProgrammeId], of_programme true {
        /// The enrolment.
        enrolment: EnrolmentId,
        /// Who answered.
        person: PersonId,
        /// The question.
        question: QuestionCode,
        /// The programme.
        programme: ProgrammeId,
        /// The open meeting; absent where it is for the whole programme.
        seminar: Option<SeminarId>,
        /// What: a text, a number, or yes or no; gone after erasure.
        answer: Option<serde_json::Value>,
        /// When, UTC.
        answered_at: DateTime<Utc>,
    }
}

row! {
    /// What the coordinator decided by hand.
    HandDecisionRow in "hand_decisions", key [enrolment: EnrolmentId, decided_at: DateTime<Utc>], links [enrolment: EnrolmentId, contact: PersonId, programme: ProgrammeId], of_programme true {
        /// The enrolment.
        enrolment: EnrolmentId,
        /// When, UTC.
        decided_at: DateTime<Utc>,
        /// The programme.
        programme: ProgrammeId,
        /// The open meeting; absent where it is for the whole programme.
        seminar: Option<SeminarId>,
        /// What was decided.
        decision: HandDecision,
        /// The contact, with whose key the reason is sealed.
        contact: PersonId,
        /// Why; gone after erasure.
        reason: Option<String>,
        /// Who decided: an account, never a name.
        decided_by: String,
    }
}

row! {
    /// That somebody said what they need in order to take part. What it is stands in no table.
    NeedRow in "needs", key [enrolment: EnrolmentId, person: PersonId], links [enrolment: EnrolmentId, register: RegisterId, programme: ProgrammeId], of_programme true {
        /// The enrolment.
        enrolment: EnrolmentId,
        /// Who needs it.
        person: PersonId,
        /// The programme.
        programme: ProgrammeId,
        /// The open meeting; absent where it is for the whole programme.
        seminar: Option<SeminarId>,
        /// The register.
        register: RegisterId,
        /// How often needs had been disposed of before; part of the name of its key.
        round: u32,
        /// When it was said, UTC.
        stated_at: DateTime<Utc>,
    }
}
