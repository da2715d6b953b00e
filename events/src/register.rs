//! `register-{programme}`: who is enrolled, who has a place, and who waits for one. An open meeting has a
//! register of its own, `register-{seminar}`.
//!
//! The unit is the enrolment, never the person. A place seats a whole enrolment: both or neither.
//! Sources: rules "Pair", "Places are both-or-neither", "Allocation", "Half pair", "Queue",
//! "Late withdrawal" and "Deputy per session".

mod answers;
mod by_hand;
mod commands;
mod decisions;
mod deputies;
mod due;
mod enrolling;
mod enrolment;
mod event;
mod invitations;
mod members;
mod places;
mod rejection;
mod state;
pub mod why;

use std::collections::{BTreeMap, BTreeSet};
use std::slice;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub use self::commands::{Channel, Command, Submission};
pub use self::enrolment::{Deputyship, Ended, Enrolment, Given, Invitation, Reply, Situation};
pub use self::event::{Event, needs_key};
pub use self::places::Taken;
pub use self::rejection::Rejection;
pub use self::state::State;
use crate::ids::{PersonId, ProgrammeId, SeminarId};
use crate::participation::{EnrolmentQuestion, Member, ParticipationRule};
use crate::stream::Stream;
use crate::time::end_of_day;
use crate::values::{Country, CountyCode, MunicipalityCode, Period, RoleCode};

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
    /// The last day there is something to come to; absent where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    /// Whether nothing is held: the meeting is called off, or every seminar is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub called_off: bool,
}

impl Terms {
    /// Whether there is nothing left to come to: nobody enrols any more or is offered a place.
    pub fn over(&self, now: DateTime<Utc>) -> bool {
        self.called_off || self.last_day.is_some_and(|day| now >= end_of_day(self.zone, day))
    }
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
    /// The coordinator gave the place to somebody else by hand.
    DecidedByHand,
}

/// What a coordinator can decide by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HandDecision {
    /// Give a place.
    Admit,
    /// Offer a place.
    Offer,
    /// Give none.
    Refuse,
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

impl Dispensation {
    /// Whether the exception, granted for somebody, covers what these members lack: whoever fills all roles alone
    /// must be there and hold them.
    pub fn covers(self, granted_for: PersonId, rule: &ParticipationRule, members: &[Member]) -> bool {
        match self {
            Self::RoleVacant => true,
            Self::OnePersonAllRoles => members.iter().any(|member| {
                member.person == granted_for && rule.lack(slice::from_ref(member)).roles.is_empty()
            }),
        }
    }

    /// Whether the exception, granted for somebody, ends when a member leaves.
    pub fn ends_with(self, granted_for: PersonId, leaving: PersonId) -> bool {
        self == Self::OnePersonAllRoles && granted_for == leaving
    }
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
        state::evolve(state, event)
    }

    fn decide(state: &State, command: Command, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
        decisions::decide(state, command, now)
    }
}
