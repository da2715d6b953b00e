//! `attendance-{seminar}`: who was seen at which session.
//!
//! Attendance is observed, then decided: every observation is kept, the earliest of several identical
//! ones counts, and after the roll is closed a change needs a reason. Source: rule "Attendance is
//! observed, then decided".
//!
//! Until then a mistake is taken back: that takes away just the observations that were seen by whoever takes them
//! back, so what somebody else saw meanwhile, perhaps without a network, still counts (an observed-remove set).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{ObservationId, PersonId, ProgrammeId, SessionId};
use crate::personal::{HasPersonal, Personal, PersonalVisitor};
use crate::stream::Stream;

/// What somebody's attendance at a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Was there.
    Present,
    /// Was there for part of it.
    Partly,
    /// Was not there, and had said so.
    ExcusedAbsence,
    /// Was not there.
    UnexcusedAbsence,
}

/// How an observation was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Read off a signed sheet.
    Sheet,
    /// Tapped on a list in the room.
    List,
    /// Scanned from a code.
    Code,
}

/// One observation of one person at one session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// Named by the device, so that syncing twice changes nothing.
    pub id: ObservationId,
    /// Who was observed; a deputy under their own id.
    pub person: PersonId,
    /// The session.
    pub session: SessionId,
    /// What was observed.
    pub status: Status,
    /// How many minutes the person attended; 0 for an absence.
    pub minutes: u32,
    /// How it was observed.
    pub method: Method,
    /// The device or desk it was observed at.
    pub device: String,
    /// When it was observed, by the device's clock.
    pub observed_at: DateTime<Utc>,
}

/// What is taken to be true of a person at a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The status.
    pub status: Status,
    /// Minutes attended.
    pub minutes: u32,
    /// When it was first observed, or corrected.
    pub at: DateTime<Utc>,
    /// When it was last observed, or corrected.
    pub last: DateTime<Utc>,
    /// Whether it was corrected afterwards.
    pub corrected: bool,
}

/// What has happened on an attendance roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// The roll was laid out.
    #[serde(rename = "roll-opened")]
    RollOpened { programme: ProgrammeId },
    /// Somebody was observed.
    #[serde(rename = "attendance-observed")]
    Observed(Observation),
    /// What was taken to be true was put right.
    #[serde(rename = "attendance-corrected")]
    Corrected {
        person: PersonId,
        session: SessionId,
        status: Status,
        minutes: u32,
        /// Why.
        reason: Personal<String>,
        at: DateTime<Utc>,
        /// Named by the device, so that sending it twice changes nothing; absent where it was made at a desk.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<ObservationId>,
    },
    /// Observations were taken back: they were a mistake, and count no more.
    #[serde(rename = "observations-retracted")]
    Retracted {
        person: PersonId,
        session: SessionId,
        /// Which; never empty.
        observations: BTreeSet<ObservationId>,
        /// When, by the clock of the device that took them back.
        at: DateTime<Utc>,
    },
    /// The organiser declared the roll complete.
    #[serde(rename = "roll-closed")]
    RollClosed,
}

impl HasPersonal for Event {
    fn visit_personal<V: PersonalVisitor>(&mut self, visitor: &mut V) -> Result<(), V::Error> {
        match self {
            Self::Corrected { person, reason, .. } => visitor.visit(*person, reason),
            Self::RollOpened { .. } | Self::Observed(_) | Self::Retracted { .. } | Self::RollClosed => Ok(()),
        }
    }
}

/// What the decisions on a roll need to remember.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The programme, once the roll is laid out.
    pub programme: Option<ProgrammeId>,
    /// Observations and corrections already known, also those that were taken back.
    pub seen: BTreeSet<ObservationId>,
    /// Those that count, in the order they came.
    pub kept: BTreeMap<(PersonId, SessionId), Vec<Observation>>,
    /// What is taken to be true.
    pub marks: BTreeMap<(PersonId, SessionId), Mark>,
    /// Whether the roll is closed.
    pub closed: bool,
}

/// What is taken to be true after one more observation.
///
/// A correction outranks every observation. Of identical observations the earliest counts; of
/// different ones the latest, since that is somebody putting it right.
pub fn observe(before: Option<&Mark>, observation: &Observation) -> Mark {
    let seen = Mark {
        status: observation.status,
        minutes: observation.minutes,
        at: observation.observed_at,
        last: observation.observed_at,
        corrected: false,
    };
    match before {
        Some(mark) if mark.corrected => mark.clone(),
        Some(mark) if (mark.status, mark.minutes) == (seen.status, seen.minutes) => {
            Mark { at: mark.at.min(seen.at), last: mark.last.max(seen.last), ..seen }
        }
        Some(mark) if mark.last > seen.last => mark.clone(),
        Some(_) | None => seen,
    }
}

fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::RollOpened { programme } => state.programme = Some(*programme),
        Event::Observed(observation) => {
            state.seen.insert(observation.id);
            let key = (observation.person, observation.session);
            let mark = observe(state.marks.get(&key), observation);
            state.marks.insert(key, mark);
            state.kept.entry(key).or_default().push(observation.clone());
        }
        Event::Retracted { person, session, observations, .. } => {
            retract(&mut state, (*person, *session), observations);
        }
        Event::Corrected { person, session, status, minutes, at, id, .. } => {
            state.seen.extend(id);
            let mark = Mark { status: *status, minutes: *minutes, at: *at, last: *at, corrected: true };
            state.marks.insert((*person, *session), mark);
        }
        Event::RollClosed => state.closed = true,
    }
    state
}

/// What is left decides anew; a correction stands whatever was observed.
fn retract(state: &mut State, key: (PersonId, SessionId), taken_back: &BTreeSet<ObservationId>) {
    let Some(kept) = state.kept.get_mut(&key) else { return };
    kept.retain(|observation| !taken_back.contains(&observation.id));
    if state.marks.get(&key).is_some_and(|mark| mark.corrected) {
        return;
    }
    let left = kept.iter().fold(None, |mark: Option<Mark>, seen| Some(observe(mark.as_ref(), seen)));
    match left {
        Some(mark) => drop(state.marks.insert(key, mark)),
        None => drop(state.marks.remove(&key)),
    }
}

/// A correction that a device made, perhaps without a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// The device's name for it.
    pub id: ObservationId,
    /// When, by the device's clock.
    pub at: DateTime<Utc>,
}

/// What somebody wants of a roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Keep an observation. The door knows the seminar's sessions and hands in the session's length.
    Observe {
        programme: ProgrammeId,
        observation: Observation,
        /// Length of the session in minutes; absent if the seminar has no such session.
        session_minutes: Option<u32>,
    },
    /// Take observations back that were a mistake. What is not known, or was taken back before, is left out.
    Retract {
        person: PersonId,
        session: SessionId,
        observations: BTreeSet<ObservationId>,
        /// When, by the device's clock.
        at: DateTime<Utc>,
    },
    /// Put right what is taken to be true.
    Correct {
        person: PersonId,
        session: SessionId,
        status: Status,
        minutes: u32,
        reason: String,
        session_minutes: Option<u32>,
        /// By which device; absent where it is made now.
        made: Option<Made>,
    },
    /// Declare the roll complete.
    CloseRoll,
}

/// Why something may not happen on a roll.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Nothing was ever observed.
    #[error("no attendance was recorded for this seminar yet")]
    NoRoll,
    /// The seminar has no such session.
    #[error("the seminar has no such session")]
    UnknownSession,
    /// More minutes than the session lasts.
    #[error("{minutes} minutes were given, but the session lasts {session_minutes}")]
    TooManyMinutes { minutes: u32, session_minutes: u32 },
    /// Minutes and status contradict each other.
    #[error("the status and the {minutes} minutes contradict each other")]
    MinutesContradictStatus { minutes: u32 },
    /// The roll is closed.
    #[error("the roll is closed; correct the attendance instead, with a reason")]
    RollIsClosed,
    /// A correction needs a reason.
    #[error("a correction needs a reason")]
    NoReason,
    /// Somebody else has corrected the same since.
    #[error("the attendance was corrected again at {at}, which stands")]
    CorrectedSince { at: DateTime<Utc> },
}

fn check_minutes(status: Status, minutes: u32, session_minutes: Option<u32>) -> Result<(), Rejection> {
    let session_minutes = session_minutes.ok_or(Rejection::UnknownSession)?;
    if minutes > session_minutes {
        return Err(Rejection::TooManyMinutes { minutes, session_minutes });
    }
    let absent = matches!(status, Status::ExcusedAbsence | Status::UnexcusedAbsence);
    if absent != (minutes == 0) {
        return Err(Rejection::MinutesContradictStatus { minutes });
    }
    Ok(())
}

fn decide(state: &State, command: Command, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
    match command {
        Command::Observe { programme, observation, session_minutes } => {
            if state.seen.contains(&observation.id) {
                return Ok(vec![]);
            }
            check_minutes(observation.status, observation.minutes, session_minutes)?;
            if state.closed {
                return Err(Rejection::RollIsClosed);
            }
            let mut facts = Vec::new();
            if state.programme.is_none() {
                facts.push(Event::RollOpened { programme });
            }
            facts.push(Event::Observed(observation));
            Ok(facts)
        }
        Command::Retract { person, session, observations, at } => {
            let kept = state.kept.get(&(person, session)).into_iter().flatten().map(|seen| seen.id);
            let observations: BTreeSet<ObservationId> = kept.filter(|id| observations.contains(id)).collect();
            if observations.is_empty() {
                return Ok(vec![]);
            }
            if state.closed {
                return Err(Rejection::RollIsClosed);
            }
            Ok(vec![Event::Retracted { person, session, observations, at }])
        }
        Command::Correct { person, session, status, minutes, reason, session_minutes, made } => {
            if made.is_some_and(|made| state.seen.contains(&made.id)) {
                return Ok(vec![]);
            }
            check_minutes(status, minutes, session_minutes)?;
            if state.programme.is_none() {
                return Err(Rejection::NoRoll);
            }
            if reason.trim().is_empty() {
                return Err(Rejection::NoReason);
            }
            let known = state.marks.get(&(person, session));
            if known.is_some_and(|mark| (mark.status, mark.minutes) == (status, minutes)) {
                return Ok(vec![]);
            }
            let (id, at) = (made.map(|made| made.id), made.map_or(now, |made| made.at.min(now)));
            // Of corrections the last one made counts, in whatever order they arrive.
            if let Some(since) = known.filter(|mark| mark.corrected && mark.at > at) {
                return Err(Rejection::CorrectedSince { at: since.at });
            }
            let reason = Personal::Clear(reason.trim().to_owned());
            Ok(vec![Event::Corrected { person, session, status, minutes, reason, at, id }])
        }
        Command::CloseRoll if state.closed => Ok(vec![]),
        Command::CloseRoll if state.programme.is_none() => Err(Rejection::NoRoll),
        Command::CloseRoll => Ok(vec![Event::RollClosed]),
    }
}

/// The stream of a seminar's attendance.
#[derive(Clone, Copy, Debug)]
pub struct Attendance;

impl Stream for Attendance {
    type Event = Event;
    type State = State;
    type Command = Command;
    type Rejection = Rejection;

    const CATEGORY: &'static str = "attendance";

    fn evolve(state: State, event: &Event) -> State {
        evolve(state, event)
    }

    fn decide(state: &State, command: Command, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
        decide(state, command, now)
    }
}
