//! The one trait all streams share.

use chrono::{DateTime, Utc};

/// A consistency boundary: how its facts fold into a state, and how a command is decided on it.
///
/// Both functions are total: they never panic, whatever the state. What is already true is not an
/// error but yields no facts (`Ok(vec![])`), so a repeated command changes nothing.
pub trait Stream {
    /// What has happened, in the past tense.
    type Event: Clone + std::fmt::Debug + PartialEq;
    /// What the decisions need to remember; `Default` is the state before the first fact.
    type State: Clone + Default + std::fmt::Debug;
    /// What somebody wants to happen, in the imperative.
    type Command: Clone + std::fmt::Debug;
    /// Why it may not happen, stated as a fact.
    type Rejection: std::error::Error + Clone + PartialEq + Send + Sync + 'static;

    /// The first part of the stream's name: `programme` in `programme-{id}`.
    const CATEGORY: &'static str;

    /// Folds one fact into the state.
    fn evolve(state: Self::State, event: &Self::Event) -> Self::State;

    /// Decides a command at the instant `now`.
    ///
    /// # Errors
    /// The rejection, when a rule of the domain forbids what the command asks for.
    fn decide(
        state: &Self::State,
        command: Self::Command,
        now: DateTime<Utc>,
    ) -> Result<Vec<Self::Event>, Self::Rejection>;

    /// Folds a sequence of facts, from the empty state.
    fn fold<'a>(events: impl IntoIterator<Item = &'a Self::Event>) -> Self::State
    where
        Self::Event: 'a,
    {
        events.into_iter().fold(Self::State::default(), Self::evolve)
    }
}
