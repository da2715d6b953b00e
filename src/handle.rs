//! One way from a command to facts, used by every door.
//!
//! A command is decided on the state its stream has now, and written only if the stream is still
//! there; otherwise it is decided again. Several streams can be decided together and are then written
//! together or not at all.

mod batch;
mod history;

use std::collections::BTreeSet;
use std::sync::Arc;

use parvis_events::Stream;
use parvis_events::codec::{CodecError, Stored};
use parvis_log::{AppendError, Log, Position, ReadError, ReadStream, Revision, StreamName, StreamNameError};
use uuid::Uuid;

pub use self::batch::Batch;
pub use self::history::Past;

use crate::chance::Chance;
use crate::facts::Cause;
use crate::people::{KeyRing, PeopleError};

/// How often a command is decided anew because somebody else was faster.
pub(crate) const ATTEMPTS: u32 = 4;
/// How many events of a stream are read at a time.
const PAGE: usize = 1_000;

/// Why a command had no effect.
#[derive(Debug, thiserror::Error)]
pub enum HandleError {
    /// A rule of the domain forbids it.
    #[error(transparent)]
    Rejected(Box<dyn std::error::Error + Send + Sync>),
    /// Others were faster again and again.
    #[error("others changed the same thing at the same time; try again")]
    Busy,
    /// The stream has moved on since whoever asks looked at it.
    #[error("it was changed meanwhile (revision {expected} was expected, {}); look at what changed and try again", reached(*.actual))]
    Stale {
        /// The revision that was looked at.
        expected: Revision,
        /// The revision the stream has reached; absent when it has no facts.
        actual: Option<Revision>,
    },
    /// The log refused or failed.
    #[error("the facts could not be written")]
    Append(#[source] AppendError),
    /// The log could not be read.
    #[error("the facts could not be read")]
    Read(#[from] ReadError),
    /// An event could not be written or read.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// The metadata of an event could not be written or read.
    #[error("the metadata of an event cannot be written or read")]
    Metadata(#[source] serde_json::Error),
    /// Personal data could not be sealed or opened.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// A stream cannot have this name.
    #[error(transparent)]
    StreamName(#[from] StreamNameError),
}

impl HandleError {
    /// The rejection, when a rule of the domain is why.
    pub fn rejection<R: std::error::Error + 'static>(&self) -> Option<&R> {
        match self {
            Self::Rejected(why) => why.downcast_ref(),
            Self::Busy
            | Self::Stale { .. }
            | Self::Append(_)
            | Self::Read(_)
            | Self::Codec(_)
            | Self::Metadata(_)
            | Self::People(_)
            | Self::StreamName(_) => None,
        }
    }
}

fn reached(actual: Option<Revision>) -> String {
    actual.map_or_else(|| "and it has no facts".to_owned(), |revision| format!("it is at {revision}"))
}

/// What a command came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Position of the last fact; a view that is at least there shows it. Absent when nothing had to change.
    pub position: Option<Position>,
    /// How many facts were written.
    pub facts: usize,
    /// The revision that the stream decided on (of a batch: the last one) has reached, also when nothing had to
    /// change; absent when it has no facts.
    pub revision: Option<Revision>,
}

/// Decides commands and writes what follows.
#[derive(Clone, Debug)]
pub struct Handle {
    log: Log,
    ring: KeyRing,
    chance: Arc<Chance>,
}

impl Handle {
    /// A handle on a log.
    pub fn new(log: Log, ring: KeyRing, chance: Arc<Chance>) -> Self {
        Self { log, ring, chance }
    }

    /// Decides one command on one stream.
    ///
    /// # Errors
    /// The rejection, or why reading or writing failed.
    #[tracing::instrument(skip_all, fields(stream = S::CATEGORY, id = %id, correlation = %cause.correlation))]
    pub async fn run<S>(&self, id: Uuid, command: S::Command, cause: &Cause) -> Result<Done, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + 'static,
    {
        for _ in 0..ATTEMPTS {
            let mut batch = self.batch();
            batch.decide::<S>(id, command.clone(), cause).await?;
            match batch.commit().await {
                Err(HandleError::Append(AppendError::WrongExpectedRevision { .. })) => {}
                outcome => return outcome,
            }
        }
        Err(HandleError::Busy)
    }

    /// Decides one command on a stream that is still where whoever asks saw it.
    ///
    /// A stream that has moved on is an answer of its own, whatever the command would come to: what was looked at is
    /// no longer so, even if what is asked for happens to be true by now, or forbidden.
    ///
    /// # Errors
    /// `Stale` when the stream is at another revision; otherwise as [`Handle::run`].
    pub async fn run_expecting<S>(
        &self,
        id: Uuid,
        command: S::Command,
        cause: &Cause,
        expected: Revision,
    ) -> Result<Done, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + 'static,
    {
        self.run_unless::<S>(id, command, cause, expected, |_| true).await
    }

    /// Decides one command, unless something has happened since `seen` that concerns it.
    ///
    /// Many share a stream: a register grows by every enrolment. `concerns` says which facts would have changed what was
    /// looked at, such as those of one enrolment; others do not make it stale.
    ///
    /// # Errors
    /// `Stale` when a fact after `seen` concerns it, or the stream has not come so far; otherwise as [`Handle::run`].
    #[tracing::instrument(skip_all, fields(stream = S::CATEGORY, id = %id, correlation = %cause.correlation))]
    pub async fn run_unless<S>(
        &self,
        id: Uuid,
        command: S::Command,
        cause: &Cause,
        seen: Revision,
        concerns: impl Fn(&S::Event) -> bool + Send,
    ) -> Result<Done, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + 'static,
    {
        for _ in 0..ATTEMPTS {
            let mut batch = self.batch();
            let actual = batch.revision::<S>(id).await?;
            let stale = HandleError::Stale { expected: seen, actual };
            if actual < Some(seen) {
                return Err(stale);
            }
            if actual > Some(seen) && self.happened::<S>(id, seen.next(), &concerns).await? {
                return Err(stale);
            }
            batch.decide::<S>(id, command.clone(), cause).await?;
            match batch.commit().await {
                Err(HandleError::Append(AppendError::WrongExpectedRevision { .. })) => {}
                outcome => return outcome,
            }
        }
        Err(HandleError::Busy)
    }

    /// Starts a batch: decisions on several streams that are written together or not at all.
    pub fn batch(&self) -> Batch<'_> {
        Batch::new(self)
    }

    /// The state of a stream, and the revision of its last event.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub async fn load<S>(&self, id: Uuid) -> Result<(S::State, Option<Revision>), HandleError>
    where
        S: Stream,
        S::Event: Stored,
    {
        let mut ids = BTreeSet::new();
        self.read::<S>(&stream_name::<S>(id)?, &mut ids).await
    }

    /// The same, with the ids of all events.
    async fn read<S>(
        &self,
        name: &StreamName,
        ids: &mut BTreeSet<Uuid>,
    ) -> Result<(S::State, Option<Revision>), HandleError>
    where
        S: Stream,
        S::Event: Stored,
    {
        let mut state = S::State::default();
        let mut from = Revision::FIRST;
        loop {
            let slice = self.log.read_stream(name, ReadStream::forwards(from, PAGE)).await?;
            ids.extend(slice.events.iter().map(|event| event.id));
            let events: Vec<S::Event> =
                self.open(&slice.events).await?.into_iter().map(|(event, _)| event).collect();
            state = events.iter().fold(state, S::evolve);
            match slice.next {
                Some(next) => from = next,
                None => return Ok((state, slice.last_revision)),
            }
        }
    }
}

/// The name of a stream: its category and an id.
///
/// # Errors
/// When the category is no part of a stream name.
pub fn stream_name<S: Stream>(id: Uuid) -> Result<StreamName, StreamNameError> {
    StreamName::parse(format!("{}-{id}", S::CATEGORY))
}
