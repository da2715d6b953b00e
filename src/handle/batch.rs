//! Decisions on several streams, written together or not at all.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use parvis_events::Stream;
use parvis_events::codec::{self, Stored};
use parvis_log::{ContentType, Expected, NewEvent, Revision, StreamName, Write};
use uuid::Uuid;

use super::{Done, Handle, HandleError, stream_name};
use crate::facts::{Cause, Metadata};

/// One stream of a batch: its state as decided so far, and what is to be written.
struct Desk {
    state: Box<dyn Any + Send>,
    /// The revision it was read at.
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
    /// The stream that was decided on last.
    last: Option<StreamName>,
}

impl std::fmt::Debug for Batch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batch").field("streams", &self.order).finish_non_exhaustive()
    }
}

impl<'a> Batch<'a> {
    pub(super) fn new(handle: &'a Handle) -> Self {
        Self { handle, desks: BTreeMap::new(), order: Vec::new(), last: None }
    }

    /// Goes on only if a stream is still where whoever asks saw it.
    ///
    /// # Errors
    /// `Stale` when it was at another revision before this batch, or why reading failed. Should it move on after
    /// that, [`Batch::commit`] fails.
    pub async fn expect<S>(&mut self, id: Uuid, expected: Revision) -> Result<(), HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + 'static,
    {
        let actual = self.revision::<S>(id).await?;
        if actual == Some(expected) { Ok(()) } else { Err(HandleError::Stale { expected, actual }) }
    }

    /// The revision a stream had before this batch.
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
            self.order.push(name.clone());
        }
        self.last = Some(name);
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
        let mut revision =
            self.last.as_ref().and_then(|last| self.desks.get(last)).and_then(|desk| desk.revision);
        let mut writes = Vec::new();
        for stream in self.order {
            if let Some(desk) = self.desks.remove(&stream) {
                let expected = desk.revision.map_or(Expected::NoStream, Expected::Exact);
                writes.push(Write { stream, expected, events: desk.events });
            }
        }
        if writes.is_empty() {
            return Ok(Done { position: None, facts, revision });
        }
        let last = writes.iter().position(|write| Some(&write.stream) == self.last.as_ref());
        let appended = self.handle.log.append_many(writes).await.map_err(HandleError::Append)?;
        let position = appended.iter().map(|one| one.last_position).max();
        if let Some(decided) = last.and_then(|last| appended.get(last)) {
            revision = Some(decided.last_revision);
        }
        Ok(Done { position, facts, revision })
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
