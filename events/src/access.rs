//! `access-{account}`: who may do what, programme by programme.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, ProgrammeId};
use crate::personal::{HasPersonal, PersonalVisitor};
use crate::stream::Stream;

/// What somebody may be trusted with in a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// Sets up the programme and decides hard cases.
    Coordinator,
    /// Takes attendance and exports it.
    Organiser,
    /// Reads lists and summaries.
    CouncilMember,
    /// Checks people in, nothing else.
    CheckInHelper,
    /// Discloses and disposes.
    Registrar,
    /// Watches over personal data.
    DataProtectionOfficer,
}

/// A right in a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// Where.
    pub programme: ProgrammeId,
    /// What.
    pub right: Right,
}

/// What has happened to somebody's rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// A right was granted.
    #[serde(rename = "role-granted")]
    Granted { person: PersonId, grant: Grant },
    /// A right was taken back.
    #[serde(rename = "role-revoked")]
    Revoked { person: PersonId, grant: Grant },
}

impl HasPersonal for Event {
    fn visit_personal<V: PersonalVisitor>(&mut self, _: &mut V) -> Result<(), V::Error> {
        Ok(())
    }
}

/// What somebody may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Rights in force.
    pub grants: BTreeSet<Grant>,
}

fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Granted { grant, .. } => {
            state.grants.insert(*grant);
        }
        Event::Revoked { grant, .. } => {
            state.grants.remove(grant);
        }
    }
    state
}

/// What somebody wants of another's rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Grant a right.
    Grant { person: PersonId, grant: Grant },
    /// Take a right back.
    Revoke { person: PersonId, grant: Grant },
}

/// Nothing is refused: a right is granted or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {}

fn decide(state: &State, command: Command) -> Vec<Event> {
    match command {
        Command::Grant { grant, .. } if state.grants.contains(&grant) => vec![],
        Command::Grant { person, grant } => vec![Event::Granted { person, grant }],
        Command::Revoke { person, grant } if state.grants.contains(&grant) => {
            vec![Event::Revoked { person, grant }]
        }
        Command::Revoke { .. } => vec![],
    }
}

/// The stream of an account's rights.
#[derive(Clone, Copy, Debug)]
pub struct Access;

impl Stream for Access {
    type Event = Event;
    type State = State;
    type Command = Command;
    type Rejection = Rejection;

    const CATEGORY: &'static str = "access";

    fn evolve(state: State, event: &Event) -> State {
        evolve(state, event)
    }

    fn decide(state: &State, command: Command, _now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
        Ok(decide(state, command))
    }
}
