//! One way from a command to facts, used by every door.
//!
//! A command is decided on the state its stream has now, and written only if the stream is still
//! there; otherwise it is decided again. Several streams can be decided together and are then written
//! together or not at all.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use parvis_events::Stream;
use parvis_events::codec::{self, CodecError, Stored};
use parvis_log::{
    AppendError, ContentType, Direction, Expected, Log, NewEvent, Position, ReadError, ReadStream, Revision,
    StreamName, StreamNameError, Write,
};
use uuid::Uuid;

use crate::chance::Chance;
use crate::facts::{Cause, Metadata};
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

    /// Starts a batch: decisions on several streams that are written together or not at all.
    pub fn batch(&self) -> Batch<'_> {
        Batch { handle: self, desks: BTreeMap::new(), order: Vec::new() }
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
            let read = ReadStream { from, direction: Direction::Forwards, limit: PAGE };
            let slice = self.log.read_stream(name, read).await?;
            ids.extend(slice.events.iter().map(|event| event.id));
            let mut events = Vec::with_capacity(slice.events.len());
            for event in &slice.events {
                let metadata: Metadata =
                    serde_json::from_slice(&event.metadata).map_err(HandleError::Metadata)?;
                events.push(codec::decode::<S::Event>(&event.kind, metadata.schema, &event.data)?);
            }
            self.ring.unseal(&mut events).await?;
            state = events.iter().fold(state, S::evolve);
            match slice.next {
                Some(next) => from = next,
                None => return Ok((state, slice.last_revision)),
            }
        }
    }
}

/// One stream of a batch: its state as decided so far, and what is to be written.
struct Desk {
    state: Box<dyn Any + Send>,
    revision: Option<Revision>,
    events: Vec<NewEvent>,
    /// The ids of the events it had, and of those that are to be written.
    ids: BTreeSet<Uuid>,
}

impl Desk {
    /// The state so far; a stream's name says which kind of state it has.
    fn state<S: Stream<State: 'static>>(&self) -> S::State {
        self.state.downcast_ref::<S::State>().cloned().unwrap_or_default()
    }
}

/// Decisions on several streams.
pub struct Batch<'a> {
    handle: &'a Handle,
    desks: BTreeMap<StreamName, Desk>,
    /// Streams in the order they first got a fact.
    order: Vec<StreamName>,
}

impl std::fmt::Debug for Batch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batch").field("streams", &self.order).finish_non_exhaustive()
    }
}

impl Batch<'_> {
    /// Decides a command on a stream as it stands after the earlier decisions of this batch.
    ///
    /// # Errors
    /// The rejection, or why reading failed; the batch is then as it was before.
    pub async fn decide<S>(
        &mut self,
        id: Uuid,
        command: S::Command,
        cause: &Cause,
    ) -> Result<usize, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + 'static,
    {
        let chance = Arc::clone(&self.handle.chance);
        self.decide_with::<S>(id, command, cause, |_| chance.uuid()).await
    }

    /// Decides what an entry of a file asks for; its facts carry ids by which [`Batch::took`] knows the entry again.
    ///
    /// # Errors
    /// As [`Batch::decide`].
    pub async fn decide_entry<S>(
        &mut self,
        id: Uuid,
        entry: Uuid,
        command: S::Command,
        cause: &Cause,
    ) -> Result<usize, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + 'static,
    {
        self.decide_with::<S>(id, command, cause, |number| fact_of(entry, number)).await
    }

    /// Whether a stream has facts of an entry already.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub async fn took<S>(&mut self, id: Uuid, entry: Uuid) -> Result<bool, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + 'static,
    {
        Ok(self.desk::<S>(id).await?.ids.contains(&fact_of(entry, 0)))
    }

    /// The state of a stream after the decisions of this batch so far.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub async fn state<S>(&mut self, id: Uuid) -> Result<S::State, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + 'static,
    {
        Ok(self.desk::<S>(id).await?.state::<S>())
    }

    /// The revision a stream had before this batch; absent when it has no facts.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub async fn revision<S>(&mut self, id: Uuid) -> Result<Option<Revision>, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + 'static,
    {
        Ok(self.desk::<S>(id).await?.revision)
    }

    async fn decide_with<S>(
        &mut self,
        id: Uuid,
        command: S::Command,
        cause: &Cause,
        event_id: impl Fn(usize) -> Uuid,
    ) -> Result<usize, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + 'static,
    {
        let handle = self.handle;
        let desk = self.desk::<S>(id).await?;
        let state = desk.state::<S>();
        let events =
            S::decide(&state, command, cause.at).map_err(|why| HandleError::Rejected(Box::new(why)))?;
        let mut sealed = events.clone();
        handle.ring.seal(&mut sealed).await?;
        let written = encode(&sealed, cause, event_id)?;
        desk.state = Box::new(events.iter().fold(state, S::evolve));
        desk.ids.extend(written.iter().map(|event| event.id));
        desk.events.extend(written);
        let name = stream_name::<S>(id)?;
        if !events.is_empty() && !self.order.contains(&name) {
            self.order.push(name);
        }
        Ok(events.len())
    }

    /// A stream as this batch has it, read when it is first asked for.
    async fn desk<S>(&mut self, id: Uuid) -> Result<&mut Desk, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + 'static,
    {
        let name = stream_name::<S>(id)?;
        if !self.desks.contains_key(&name) {
            let mut ids = BTreeSet::new();
            let (state, revision) = self.handle.read::<S>(&name, &mut ids).await?;
            let desk = Desk { state: Box::new(state), revision, events: Vec::new(), ids };
            self.desks.insert(name.clone(), desk);
        }
        // It was there, or was put there just now.
        self.desks.get_mut(&name).ok_or(HandleError::Busy)
    }

    /// How many facts are to be written.
    pub fn len(&self) -> usize {
        self.desks.values().map(|desk| desk.events.len()).sum()
    }

    /// Whether nothing is to be written.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes everything, or nothing.
    ///
    /// # Errors
    /// When a stream has moved on since it was read, or the log fails.
    pub async fn commit(mut self) -> Result<Done, HandleError> {
        let facts = self.len();
        let mut writes = Vec::new();
        for stream in self.order {
            if let Some(desk) = self.desks.remove(&stream) {
                let expected = desk.revision.map_or(Expected::NoStream, Expected::Exact);
                writes.push(Write { stream, expected, events: desk.events });
            }
        }
        if writes.is_empty() {
            return Ok(Done::default());
        }
        let appended = self.handle.log.append_many(writes).await.map_err(HandleError::Append)?;
        let position = appended.iter().map(|one| one.last_position).max();
        Ok(Done { position, facts })
    }
}

fn encode<E: Stored>(
    events: &[E],
    cause: &Cause,
    event_id: impl Fn(usize) -> Uuid,
) -> Result<Vec<NewEvent>, HandleError> {
    let write = |(number, event): (usize, &E)| {
        let encoded = codec::encode(event)?;
        let metadata =
            serde_json::to_vec(&Metadata::of(cause, encoded.schema)).map_err(HandleError::Metadata)?;
        Ok(NewEvent {
            id: event_id(number),
            kind: encoded.kind,
            content_type: ContentType::Json,
            data: encoded.data,
            metadata,
        })
    };
    events.iter().enumerate().map(write).collect()
}

/// The id of the nth fact that follows from an entry of a file.
fn fact_of(entry: Uuid, number: usize) -> Uuid {
    Uuid::new_v5(&entry, number.to_string().as_bytes())
}

/// The name of a stream: its category and an id.
///
/// # Errors
/// When the category is no part of a stream name.
pub fn stream_name<S: Stream>(id: Uuid) -> Result<StreamName, StreamNameError> {
    StreamName::parse(format!("{}-{id}", S::CATEGORY))
}
