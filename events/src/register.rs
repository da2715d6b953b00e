//! `register-{programme}`: who is enrolled, who has a place, and who waits for one.
//!
//! The unit is the enrolment, never the person. A place seats a whole enrolment: both or neither.
//! Sources: rules "Pair", "Places are both-or-neither", "Allocation", "Half pair", "Queue",
//! "Late withdrawal" and "Deputy per session".

mod commands;
mod decisions;
mod due;
mod enrolment;
mod places;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub use self::commands::{Command, Rejection, Submission};
pub use self::enrolment::{Deputyship, Enrolment, Situation};
use crate::ids::{EnrolmentId, PersonId, ProgrammeId, SeminarId, SessionId};
use crate::participation::{EnrolmentQuestion, Member, ParticipationRule};
use crate::personal::{HasPersonal, Personal, PersonalVisitor};
use crate::stream::Stream;
use crate::values::{Country, CountyCode, Line, MunicipalityCode, Period, RoleCode};

/// The terms the register runs by, taken over from the programme when enrolment opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// What one enrolment must consist of.
    pub rule: ParticipationRule,
    /// The roles a member may have.
    pub roles: BTreeSet<RoleCode>,
    /// How many enrolments can be admitted.
    pub places: u32,
    /// Places reserved by county; empty when all places are common.
    pub allocations: BTreeMap<CountyCode, u32>,
    /// The last day reserved places stay reserved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<NaiveDate>,
    /// How many days the seats of an incomplete enrolment are held.
    pub hold_days: u16,
    /// How many days an offer stays open.
    pub offer_days: u16,
    /// First and last day of enrolling.
    pub enrolment: Period,
    /// Last day a withdrawal is not late.
    pub withdrawal_deadline: NaiveDate,
    /// IANA zone of the dates above.
    pub zone: Tz,
    /// Country of the municipality codes.
    pub country: Country,
    /// The municipalities on the invitation list; empty means every one of the counties above.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub invited: BTreeSet<MunicipalityCode>,
    /// Whether enrolment was closed before its last day, or the meeting is called off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
    /// What those who enrol are asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<EnrolmentQuestion>,
    /// The meeting this is the register of; absent for a programme's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Meeting>,
}

/// The open meeting a register is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The programme.
    pub programme: ProgrammeId,
    /// Its seminar.
    pub seminar: SeminarId,
}

/// Where a place is taken from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "pool", content = "county", rename_all = "kebab-case")]
pub enum Pool {
    /// The places reserved for a county.
    Reserved(CountyCode),
    /// The places open to all.
    Common,
}

/// Why an enrolment has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QueueReason {
    /// All places of the programme are taken.
    ProgrammeFull,
    /// The county's reserved places are taken, and what others have reserved is not released yet.
    AllocationTaken,
    /// A place is free, but others who enrolled before wait for it until they are complete.
    OthersWait,
}

/// Why an enrolment further ahead in the queue was not offered a free place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassReason {
    /// A role is not filled.
    Incomplete,
    /// The free place is reserved for another county.
    ReservedForOthers,
}

/// What was granted against the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dispensation {
    /// One person fills all the roles alone.
    OnePersonAllRoles,
    /// A role stays empty.
    RoleVacant,
}

/// What has happened in a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// The register opened, or its terms changed.
    #[serde(rename = "register-terms-set")]
    TermsSet { terms: Terms },
    /// A municipality enrolled.
    #[serde(rename = "enrolment-submitted")]
    Submitted(Submission),
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

impl HasPersonal for Event {
    fn visit_personal<V: PersonalVisitor>(&mut self, visitor: &mut V) -> Result<(), V::Error> {
        match self {
            Self::MemberWithdrawn { person, reason: Some(reason), .. }
            | Self::DispensationGranted { person, reason, .. } => visitor.visit(*person, reason),
            _ => Ok(()),
        }
    }
}

/// What the decisions on a register need to remember.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The terms, once enrolment was opened.
    pub terms: Option<Terms>,
    /// Whether reserved places have become common.
    pub released: bool,
    /// Enrolments in the order they were submitted.
    pub enrolments: Vec<Enrolment>,
    by_id: BTreeMap<EnrolmentId, usize>,
}

impl State {
    /// The enrolment with this id.
    pub fn enrolment(&self, id: EnrolmentId) -> Option<&Enrolment> {
        self.by_id.get(&id).and_then(|at| self.enrolments.get(*at))
    }

    /// The enrolment with this reference.
    pub fn referenced(&self, reference: &Line) -> Option<&Enrolment> {
        self.enrolments.iter().find(|enrolment| enrolment.submission.reference == *reference)
    }

    fn enrolment_mut(&mut self, id: EnrolmentId) -> Option<&mut Enrolment> {
        self.by_id.get(&id).copied().and_then(|at| self.enrolments.get_mut(at))
    }

    fn situate(&mut self, id: EnrolmentId, situation: Situation) {
        if let Some(found) = self.enrolment_mut(id) {
            found.situation = situation;
        }
    }
}

fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::TermsSet { terms } => state.terms = Some(terms.clone()),
        Event::Submitted(submission) => {
            state.by_id.insert(submission.enrolment, state.enrolments.len());
            state.enrolments.push(Enrolment {
                submission: submission.clone(),
                members: submission.members.clone(),
                former: BTreeSet::new(),
                dispensation: None,
                situation: Situation::Queued,
                deputies: Vec::new(),
            });
        }
        Event::MemberAdded { enrolment, member } => {
            if let Some(found) = state.enrolment_mut(*enrolment) {
                found.gain(member);
            }
        }
        Event::MemberReplaced { enrolment, leaving, member, .. } => {
            if let Some(found) = state.enrolment_mut(*enrolment) {
                // Somebody who only gets other roles stays who they are.
                if *leaving != member.person {
                    found.lose(*leaving);
                }
                found.gain(member);
            }
        }
        Event::MemberWithdrawn { enrolment, person, .. } => {
            if let Some(found) = state.enrolment_mut(*enrolment) {
                found.lose(*person);
            }
        }
        Event::DispensationGranted { enrolment, kind, person, .. } => {
            if let Some(found) = state.enrolment_mut(*enrolment) {
                found.dispensation = Some((*kind, *person));
            }
        }
        Event::SeatsHeld { enrolment, pool, until } => {
            state.situate(*enrolment, Situation::Incomplete { pool: pool.clone(), until: *until });
        }
        Event::PlaceGranted { enrolment, pool } => {
            state.situate(*enrolment, Situation::Admitted { pool: pool.clone() });
        }
        Event::Queued { enrolment, .. } => state.situate(*enrolment, Situation::Queued),
        Event::PassedOver { .. } => {}
        Event::PlaceOffered { enrolment, pool, until } => {
            state.situate(*enrolment, Situation::Offered { pool: pool.clone(), until: *until });
        }
        Event::OfferAccepted { enrolment } => {
            if let Some(found) = state.enrolment_mut(*enrolment)
                && let Some(pool) = found.situation.pool().cloned()
            {
                found.situation = Situation::Admitted { pool };
            }
        }
        Event::OfferDeclined { enrolment } => state.situate(*enrolment, Situation::Declined),
        Event::OfferExpired { enrolment } | Event::HoldExpired { enrolment } => {
            state.situate(*enrolment, Situation::Expired);
        }
        Event::Withdrawn { enrolment, .. } => state.situate(*enrolment, Situation::Withdrawn),
        Event::AllocationReleased { .. } => state.released = true,
        Event::DeputyNamed { enrolment, member, deputy, sessions } => {
            if let Some(found) = state.enrolment_mut(*enrolment) {
                found.deputies.retain(|d| (d.member, d.deputy) != (*member, *deputy));
                found.deputies.push(Deputyship {
                    member: *member,
                    deputy: *deputy,
                    sessions: sessions.clone(),
                });
            }
        }
        Event::DeputyRemoved { enrolment, member, deputy } => {
            if let Some(found) = state.enrolment_mut(*enrolment) {
                found.deputies.retain(|d| (d.member, d.deputy) != (*member, *deputy));
            }
        }
    }
    state
}

/// The stream of a register.
#[derive(Clone, Copy, Debug)]
pub struct Register;

impl Stream for Register {
    type Event = Event;
    type State = State;
    type Command = Command;
    type Rejection = Rejection;

    const CATEGORY: &'static str = "register";

    fn evolve(state: State, event: &Event) -> State {
        evolve(state, event)
    }

    fn decide(state: &State, command: Command, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
        decisions::decide(state, command, now)
    }
}
