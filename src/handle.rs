//! One way from a command to facts, used by every door.
//!
//! A command is decided on the state its stream has now, and written only if the stream is still
//! there; otherwise it is decided again. Several streams can be decided together and are then written
//! together or not at all. What a process remembers of streams saves reading, and is never what counts: see
//! `memory`.

mod batch;
mod finding;
mod history;
mod memory;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parvis_events::Stream;
use parvis_events::codec::{CodecError, Stored};
use parvis_log::{AppendError, Log, Position, ReadError, Revision, StreamName, StreamNameError};
use uuid::Uuid;

pub use self::batch::Batch;
use self::finding::Footing;
pub use self::history::Past;
use self::memory::Memory;

use crate::chance::Chance;
use crate::facts::Cause;
use crate::people::{KeyRing, PeopleError};

/// How long a command is decided anew because somebody else was faster.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest pause before it is decided anew.
const LONGEST_PAUSE: Duration = Duration::from_millis(3);
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

    /// Whether somebody else was faster, so that it can be decided anew.
    pub fn overtaken(&self) -> bool {
        matches!(self, Self::Append(AppendError::WrongExpectedRevision { .. } | AppendError::Orphaned))
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
    memory: Arc<Memory>,
}

impl Handle {
    /// A handle on a log. Clones share what they remember.
    pub fn new(log: Log, ring: KeyRing, chance: Arc<Chance>) -> Self {
        let memory = Arc::new(Memory::new());
        let remembering = Arc::downgrade(&memory);
        ring.when_forgetting(move || {
            if let Some(memory) = remembering.upgrade() {
                memory.forget();
            }
        });
        Self { log, ring, chance, memory }
    }

    /// Decides one command on one stream.
    ///
    /// Commands on one stream are decided one after the other, each on what the one before it is about to write.
    ///
    /// # Errors
    /// The rejection, or why reading or writing failed.
    #[tracing::instrument(skip_all, fields(stream = S::CATEGORY, id = %id, correlation = %cause.correlation))]
    pub async fn run<S>(&self, id: Uuid, command: S::Command, cause: &Cause) -> Result<Done, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + Sync + 'static,
    {
        let name = stream_name::<S>(id)?;
        let until = Instant::now() + PATIENCE;
        loop {
            let mut batch = Batch::new(self, Footing::HandedIn);
            batch.take_turns([&name]).await;
            let outcome = match batch.decide::<S>(id, command.clone(), cause).await {
                Ok(_) => batch.commit().await,
                Err(error) => Err(error),
            };
            match outcome {
                Err(error) if error.overtaken() => self.try_again(until).await?,
                outcome => return outcome,
            }
        }
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
        S::State: Send + Sync + 'static,
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
        S::State: Send + Sync + 'static,
    {
        let name = stream_name::<S>(id)?;
        let until = Instant::now() + PATIENCE;
        loop {
            let mut batch = Batch::new(self, Footing::Settled);
            batch.take_turns([&name]).await;
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
                Err(error) if error.overtaken() => self.try_again(until).await?,
                outcome => return outcome,
            }
        }
    }

    /// Attempts to decide on several streams and to write it together: each with an empty batch, until one is not
    /// overtaken by others.
    ///
    /// ```ignore
    /// let mut attempts = handle.attempts();
    /// let (value, done) = loop {
    ///     let mut batch = attempts.start().await;
    ///     let decided = decide(&mut batch).await;
    ///     if let Some(done) = attempts.finish(batch, decided).await? {
    ///         break done;
    ///     }
    /// };
    /// ```
    pub fn attempts(&self) -> Attempts<'_> {
        Attempts { handle: self, until: Instant::now() + PATIENCE, streams: BTreeSet::new() }
    }

    /// The same where it is known that others want the same stream at the same time: they take turns from the first.
    ///
    /// # Errors
    /// When the category is no part of a stream name.
    pub fn attempts_on<S: Stream>(&self, id: Uuid) -> Result<Attempts<'_>, HandleError> {
        let streams = BTreeSet::from([stream_name::<S>(id)?]);
        Ok(Attempts { streams, ..self.attempts() })
    }

    /// Starts a batch: decisions on several streams that are written together or not at all. If others are faster, its
    /// commit fails; [`Handle::attempts`] decide anew.
    pub fn batch(&self) -> Batch<'_> {
        Batch::new(self, Footing::Written)
    }

    /// The state of a stream, and the revision of its last event.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub async fn load<S>(&self, id: Uuid) -> Result<(S::State, Option<Revision>), HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + Sync + 'static,
    {
        let (state, revision) = self.look::<S>(id).await?;
        Ok((Arc::unwrap_or_clone(state), revision))
    }

    /// The same, without copying a state that is remembered.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub async fn look<S>(&self, id: Uuid) -> Result<(Arc<S::State>, Option<Revision>), HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + Sync + 'static,
    {
        let found = self.find::<S>(&stream_name::<S>(id)?, Footing::Written).await?;
        Ok((found.state.downcast().unwrap_or_default(), found.revision))
    }

    /// Waits a moment, so that processes that compete do not meet again at once.
    async fn try_again(&self, until: Instant) -> Result<(), HandleError> {
        if Instant::now() >= until {
            return Err(HandleError::Busy);
        }
        let [some] = rand::random::<[u8; 1]>();
        tokio::time::sleep(LONGEST_PAUSE * u32::from(some) / u32::from(u8::MAX)).await;
        Ok(())
    }
}

/// Attempts to write decisions on several streams together; see [`Handle::attempts`].
#[derive(Debug)]
pub struct Attempts<'a> {
    handle: &'a Handle,
    until: Instant,
    /// What it is about, which shows at the first attempt. Should that be overtaken, the next has the streams' turns.
    streams: BTreeSet<StreamName>,
}

impl<'a> Attempts<'a> {
    /// Starts an attempt.
    pub async fn start(&self) -> Batch<'a> {
        let mut batch = Batch::new(self.handle, Footing::HandedIn);
        batch.take_turns(&self.streams).await;
        batch
    }

    /// Writes what was decided. Absent when others were faster: then start again.
    ///
    /// # Errors
    /// The error of what was decided, or why writing failed.
    pub async fn finish<T>(
        &mut self,
        batch: Batch<'a>,
        decided: Result<T, HandleError>,
    ) -> Result<Option<(T, Done)>, HandleError> {
        self.streams.extend(batch.streams());
        let outcome = match decided {
            Ok(value) => batch.commit().await.map(|done| (value, done)),
            Err(error) => {
                drop(batch);
                Err(error)
            }
        };
        match outcome {
            Err(error) if error.overtaken() => {
                self.handle.try_again(self.until).await?;
                Ok(None)
            }
            outcome => outcome.map(Some),
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
