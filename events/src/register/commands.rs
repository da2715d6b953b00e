//! What somebody may want of a register, and why it may not happen.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Dispensation, Terms};
use crate::ids::{EnrolmentId, PersonId, SessionId};
use crate::participation::Member;
use crate::values::{CountyCode, Line, MunicipalityCode, RoleCode};

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
}

/// What somebody wants of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open the register, or change its terms.
    SetTerms(Terms),
    /// Hand in an enrolment.
    Submit(Submission),
    /// Add a member to an enrolment that has room.
    AddMember { enrolment: EnrolmentId, member: Member },
    /// Let somebody else take a member's place for good.
    ReplaceMember { enrolment: EnrolmentId, leaving: PersonId, member: Member },
    /// Let one member go.
    WithdrawMember { enrolment: EnrolmentId, person: PersonId, reason: Option<String> },
    /// Withdraw the whole enrolment, from its place or from the queue.
    Withdraw { enrolment: EnrolmentId },
    /// Grant an exception from the rule.
    GrantDispensation { enrolment: EnrolmentId, kind: Dispensation, person: PersonId, reason: String },
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

/// Why something may not happen in a register.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Enrolment was never opened.
    #[error("enrolment is not open")]
    NotOpen,
    /// New terms would have fewer places than are taken.
    #[error("{taken} places are already taken, so there cannot be only {places}")]
    PlacesAlreadyTaken { taken: u32, places: u32 },
    /// Too early.
    #[error("enrolment opens on {opens}")]
    NotYetOpen { opens: NaiveDate },
    /// Too late.
    #[error("enrolment closed on {closed}")]
    Closed { closed: NaiveDate },
    /// No such municipality that day.
    #[error("there is no municipality with code {0}")]
    UnknownMunicipality(MunicipalityCode),
    /// The county given is not the municipality's.
    #[error("municipality {municipality} is not in county {county}")]
    WrongCounty { municipality: MunicipalityCode, county: CountyCode },
    /// The programme is not offered there.
    #[error("the programme is not offered in county {0}")]
    NotInvited(CountyCode),
    /// The municipality has an enrolment.
    #[error("the municipality is already enrolled ({reference}); change that enrolment instead")]
    MunicipalityAlreadyEnrolled { reference: Line },
    /// The person is in another enrolment, or twice in this one.
    #[error("one of the members is already enrolled ({reference})")]
    PersonAlreadyEnrolled { reference: Line },
    /// The same id or reference was used for something else.
    #[error("enrolment {reference} was already handed in, with other particulars")]
    AlreadySubmitted { reference: Line },
    /// Nobody in it.
    #[error("the enrolment has no member; name at least one")]
    NoMembers,
    /// More members than a place has seats.
    #[error("a place seats {seats}; the enrolment has more members")]
    TooManyMembers { seats: u32 },
    /// The programme has no such role.
    #[error("the programme has no role {0}")]
    UnknownRole(RoleCode),
    /// A member without a role.
    #[error("a member has no role; state at least one")]
    NoRole,
    /// No such enrolment.
    #[error("there is no such enrolment")]
    UnknownEnrolment,
    /// It is over.
    #[error("enrolment {reference} is no longer active")]
    NotActive { reference: Line },
    /// Not a member.
    #[error("the person is not a member of enrolment {reference}")]
    NotAMember { reference: Line },
    /// Nothing was offered.
    #[error("enrolment {reference} has no offer to answer")]
    NoOffer { reference: Line },
    /// The offer has run out.
    #[error("the offer to enrolment {reference} has expired")]
    OfferHasExpired { reference: Line },
    /// A dispensation needs a reason.
    #[error("a dispensation needs a reason")]
    NoReason,
    /// A deputy needs sessions.
    #[error("name the sessions the deputy comes to")]
    NoSessions,
    /// A deputy is for those who have a place.
    #[error("enrolment {reference} has no place yet, so it cannot send a deputy")]
    NotAdmitted { reference: Line },
}
