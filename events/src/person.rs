//! `person-{id}`: who somebody is, sealed with a key of their own.
//!
//! Sources: rules "Same address, two people", "Protected identity" and "Personal data can be
//! destroyed, the log cannot". For a public authority erasure is a decision with a basis.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::personal::PersonDetails;
use crate::personal::{HasPersonal, Personal, PersonalVisitor};
use crate::stream::Stream;
use crate::values::{Language, Line};

/// What an authority can decide on a wish for erasure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErasureDecision {
    /// The data stays: archive law prevails.
    Refuse,
    /// The data stays, and is shown to few.
    Restrict,
    /// The data is destroyed.
    Erase,
}

/// What has happened to what is known of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// The person became known.
    #[serde(rename = "person-registered")]
    Registered { person: PersonId, details: Personal<PersonDetails>, language: Language },
    /// Something about them changed.
    #[serde(rename = "contact-changed")]
    ContactChanged { person: PersonId, details: Personal<PersonDetails>, language: Language },
    /// Their identity is protected from now on.
    #[serde(rename = "protected-identity-set")]
    ProtectedIdentitySet,
    /// Their identity needs no protection any more.
    #[serde(rename = "protected-identity-lifted")]
    ProtectedIdentityLifted,
    /// They asked to be forgotten.
    #[serde(rename = "erasure-requested")]
    ErasureRequested,
    /// The authority decided on that.
    #[serde(rename = "erasure-decided")]
    ErasureDecided {
        decision: ErasureDecision,
        /// The legal basis.
        basis: Line,
    },
    /// The key was destroyed.
    #[serde(rename = "person-erased")]
    Erased,
}

impl HasPersonal for Event {
    fn visit_personal<V: PersonalVisitor>(&mut self, visitor: &mut V) -> Result<(), V::Error> {
        match self {
            Self::Registered { person, details, .. } | Self::ContactChanged { person, details, .. } => {
                visitor.visit(*person, details)
            }
            Self::ProtectedIdentitySet
            | Self::ProtectedIdentityLifted
            | Self::ErasureRequested
            | Self::ErasureDecided { .. }
            | Self::Erased => Ok(()),
        }
    }
}

/// What the decisions on a person need to remember; nothing that says who it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Whether they are known.
    pub registered: bool,
    /// What is known of them, as it was read.
    pub details: Option<Personal<PersonDetails>>,
    /// The language of their letters.
    pub language: Language,
    /// Whether their identity is protected.
    pub protected: bool,
    /// Whether a wish for erasure waits for its decision.
    pub erasure_requested: bool,
    /// The last decision.
    pub decided: Option<ErasureDecision>,
    /// Whether the key is destroyed.
    pub erased: bool,
}

fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Registered { details, language, .. } | Event::ContactChanged { details, language, .. } => {
            state.registered = true;
            state.details = Some(details.clone());
            state.language = *language;
        }
        Event::ProtectedIdentitySet => state.protected = true,
        Event::ProtectedIdentityLifted => state.protected = false,
        Event::ErasureRequested => state.erasure_requested = true,
        Event::ErasureDecided { decision, .. } => {
            state.erasure_requested = false;
            state.decided = Some(*decision);
        }
        Event::Erased => {
            state.erased = true;
            state.details = None;
        }
    }
    state
}

/// What somebody wants to be known, or forgotten, of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Make them known, or bring what is known up to date.
    Register { person: PersonId, details: PersonDetailsGiven, language: Language },
    /// Protect their identity.
    ProtectIdentity,
    /// End the protection.
    LiftProtection,
    /// Ask for erasure.
    RequestErasure,
    /// Decide on it.
    DecideErasure { decision: ErasureDecision, basis: Line },
    /// Note that the key was destroyed.
    Erase,
}

/// Details as handed in; debug output shows nothing of them.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonDetailsGiven(pub PersonDetails);

impl std::fmt::Debug for PersonDetailsGiven {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonDetailsGiven(..)")
    }
}

/// Why something may not happen to what is known of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Nobody known.
    #[error("the person is not registered")]
    NotRegistered,
    /// Gone.
    #[error("the person was erased")]
    PersonErased,
    /// Erasing takes a decision to erase.
    #[error("there is no decision to erase the person")]
    NotDecided,
}

fn decide(state: &State, command: Command) -> Result<Vec<Event>, Rejection> {
    if state.erased {
        return match command {
            Command::Erase => Ok(vec![]),
            Command::Register { .. }
            | Command::ProtectIdentity
            | Command::LiftProtection
            | Command::RequestErasure
            | Command::DecideErasure { .. } => Err(Rejection::PersonErased),
        };
    }
    if let Command::Register { person, details, language } = command {
        return Ok(register(state, person, details.0, language));
    }
    if !state.registered {
        return Err(Rejection::NotRegistered);
    }
    match command {
        Command::Register { .. } => Ok(vec![]),
        Command::ProtectIdentity if state.protected => Ok(vec![]),
        Command::ProtectIdentity => Ok(vec![Event::ProtectedIdentitySet]),
        Command::LiftProtection if state.protected => Ok(vec![Event::ProtectedIdentityLifted]),
        Command::LiftProtection => Ok(vec![]),
        Command::RequestErasure if state.erasure_requested => Ok(vec![]),
        Command::RequestErasure => Ok(vec![Event::ErasureRequested]),
        Command::DecideErasure { decision, .. }
            if state.decided == Some(decision) && !state.erasure_requested =>
        {
            Ok(vec![])
        }
        Command::DecideErasure { decision, basis } => Ok(vec![Event::ErasureDecided { decision, basis }]),
        Command::Erase if state.decided == Some(ErasureDecision::Erase) => Ok(vec![Event::Erased]),
        Command::Erase => Err(Rejection::NotDecided),
    }
}

fn register(state: &State, person: PersonId, details: PersonDetails, language: Language) -> Vec<Event> {
    let known = state.details.as_ref().and_then(Personal::clear);
    if known == Some(&details) && state.language == language {
        return vec![];
    }
    let details = Personal::Clear(details);
    vec![if state.registered {
        Event::ContactChanged { person, details, language }
    } else {
        Event::Registered { person, details, language }
    }]
}

/// The stream of a person.
#[derive(Clone, Copy, Debug)]
pub struct Person;

impl Stream for Person {
    type Event = Event;
    type State = State;
    type Command = Command;
    type Rejection = Rejection;

    const CATEGORY: &'static str = "person";

    fn evolve(state: State, event: &Event) -> State {
        evolve(state, event)
    }

    fn decide(state: &State, command: Command, _now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
        decide(state, command)
    }
}
