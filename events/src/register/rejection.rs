//! Why something may not happen in a register, and what to do instead.

use chrono::{DateTime, NaiveDate, Utc};

use crate::values::{CountyCode, Line, MunicipalityCode, QuestionCode, RoleCode};

/// Why something may not happen in a register.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Enrolment was never opened.
    #[error("enrolment is not open")]
    NotOpen,
    /// New terms would have fewer places than are taken.
    #[error("{taken} places are already taken, so there cannot be only {places}")]
    PlacesAlreadyTaken { taken: u32, places: u32 },
    /// New terms would have fewer seats to a place than an enrolment has members.
    #[error("enrolment {reference} has {members} members, so a place cannot seat only {seats}")]
    MembersExceedSeats { reference: Line, members: u32, seats: u32 },
    /// New terms would not know a role that somebody has.
    #[error("somebody in enrolment {reference} has the role {role}; give them another before it goes")]
    RoleInUse { reference: Line, role: RoleCode },
    /// New terms would let a municipality have one enrolment only, and it has more.
    #[error("the municipality of enrolment {reference} has another enrolment; withdraw one of them first")]
    SeveralOfMunicipality { reference: Line },
    /// Too early.
    #[error("enrolment opens on {opens}")]
    NotYetOpen { opens: NaiveDate },
    /// Too late.
    #[error("enrolment closed on {closed}")]
    Closed { closed: NaiveDate },
    /// Closed before its last day, or the meeting is called off.
    #[error("the organiser has closed enrolment; ask the coordinator, who can still enter a paper enrolment")]
    ClosedByOrganiser,
    /// Nothing is left to come to.
    #[error("there is nothing left to come to; if a seminar is still to be held, give it its new date first")]
    Over,
    /// The municipality is not on the invitation list.
    #[error("municipality {0} is not on the programme's invitation list")]
    MunicipalityNotInvited(MunicipalityCode),
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
    /// A decision against the rule needs a reason.
    #[error("no reason is given; say why this is decided against the rule")]
    NoReason,
    /// Whoever is to fill all the roles alone does not hold them all.
    #[error("the person does not hold every role; give them the roles first, or let the role stay vacant ({})", list(roles.iter().map(RoleCode::as_str)))]
    RolesNotHeld { roles: Vec<RoleCode> },
    /// A deputy needs sessions.
    #[error("name the sessions the deputy comes to")]
    NoSessions,
    /// A deputy is for those who have a place.
    #[error("enrolment {reference} has no place yet, so it cannot send a deputy")]
    NotAdmitted { reference: Line },
    /// It must be handed in first.
    #[error("enrolment {reference} is a draft; hand it in first")]
    StillADraft { reference: Line },
    /// It was handed in, so it cannot be thrown away.
    #[error("enrolment {reference} was handed in; withdraw it instead")]
    NotADraft { reference: Line },
    /// Questions that must be answered before handing in.
    #[error("these questions must be answered before the enrolment is handed in: {}", list(questions.iter().map(QuestionCode::as_str)))]
    AnswersMissing { questions: Vec<QuestionCode> },
    /// No such invitation.
    #[error("there is no such invitation")]
    UnknownInvitation,
    /// The same id was used for another invitation, or the person has one already.
    #[error("the person is already invited to enrolment {reference}; withdraw that invitation first")]
    AlreadyInvited { reference: Line },
    /// Too late.
    #[error("the invitation ran out {until}; ask whoever sent it for another")]
    InvitationExpired { until: DateTime<Utc> },
    /// It was answered or taken back.
    #[error("the invitation was {0}; ask whoever sent it for another")]
    InvitationOver(&'static str),
    /// Neither a member nor the contact.
    #[error("the person is neither a member nor the contact of enrolment {reference}")]
    NotConcerned { reference: Line },
    /// No such question.
    #[error("the programme asks no question {0}")]
    UnknownQuestion(QuestionCode),
    /// The answer is of another kind, or out of bounds.
    #[error("the answer to {question} does not fit; it must be {wanted}")]
    AnswerDoesNotFit { question: QuestionCode, wanted: String },
    /// A question to members was answered by somebody who is none.
    #[error("question {0} is asked of each member; the person is none")]
    AskedOfMembers(QuestionCode),
    /// The programme does not ask for it, so it must not be kept.
    #[error("the programme does not ask for {0}, so it is not kept")]
    NotAsked(&'static str),
    /// A place is for complete enrolments.
    #[error("enrolment {reference} is not complete; complete it or grant a dispensation first")]
    NotComplete { reference: Line },
    /// All places are taken.
    #[error("all {places} places are taken; add places or wait until one is free")]
    NoFreePlace { places: u32 },
    /// It has a place.
    #[error("enrolment {reference} has a place; withdraw it instead")]
    HasPlace { reference: Line },
    /// One session, two deputies.
    #[error("another deputy comes in the member's place to one of these sessions; take that one back first")]
    DeputyAlreadyNamed,
    /// One session, two places.
    #[error("the deputy comes in somebody else's place to one of these sessions ({reference})")]
    DeputyTaken { reference: Line },
    /// Whoever is a deputy would sit on two chairs.
    #[error("one of the members is a deputy in enrolment {reference}; take that back first")]
    IsADeputy { reference: Line },
    /// A meeting has no deputies: whoever comes signs up.
    #[error("a meeting has no deputies; withdraw the one and sign up the other")]
    NoDeputiesAtMeetings,
}

fn list<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    codes.collect::<Vec<_>>().join(", ")
}
