//! Decisions on several streams, written together or not at all.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use parvis_events::Stream;
use parvis_events::codec::{self, Stored};
use parvis_log::{AppendError, ContentType, Expected, NewEvent, Revision, StreamName, Ticket, Write};
use tokio::sync::MutexGuard;
use uuid::Uuid;

use super::memory::{AnyState, Known, Step, turn_of};
use super::{Done, Footing, Handle, HandleError, stream_name};
use crate::facts::{Cause, Metadata};

/// One stream of a batch: its state as decided so far, and what is to be written.
struct Desk {
    state: AnyState,
    /// The revision it was looked at.
    revision: Option<Revision>,
    /// What was handed in and not yet written by then, on which all this stands.
    after: Option<Ticket>,
    /// The age of the memory by then.
    age: u64,
    events: Vec<NewEvent>,
    /// The ids of the events it had and of those that are to be written, once somebody asks.
    ids: Option<HashSet<Uuid>>,
}

impl Desk {
    /// The state so far; a stream's name says which kind of state it has.
    fn state<S: Stream<State: Send + Sync + 'static>>(&self) -> Arc<S::State> {
        Arc::clone(&self.state).downcast().unwrap_or_default()
    }

    /// The revision once everything is written.
    fn reached(&self) -> Option<Revision> {
        let written = i64::try_from(self.events.len()).unwrap_or(i64::MAX);
        let before = self.revision.map_or(-1, Revision::get);
        (before.saturating_add(written) >= 0).then(|| Revision::new(before.saturating_add(written)))
    }
}

/// Decisions on several streams.
pub struct Batch<'a> {
    handle: &'a Handle,
    footing: Footing,
    desks: BTreeMap<StreamName, Desk>,
    /// Streams in the order they first got a fact.
    order: Vec<StreamName>,
    /// The stream that was decided on last.
    last: Option<StreamName>,
    /// The turns this batch has, by number.
    turns: BTreeMap<usize, MutexGuard<'a, ()>>,
}

impl std::fmt::Debug for Batch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batch").field("streams", &self.order).finish_non_exhaustive()
    }
}

impl<'a> Batch<'a> {
    pub(super) fn new(handle: &'a Handle, footing: Footing) -> Self {
        Self {
            handle,
            footing,
            desks: BTreeMap::new(),
            order: Vec::new(),
            last: None,
            turns: BTreeMap::new(),
        }
    }

    /// Waits for the turns of streams, before any of them is looked at. Whoever takes several takes them in one order, so
    /// nobody waits for somebody who waits.
    pub(super) async fn take_turns(&mut self, streams: impl IntoIterator<Item = &StreamName>) {
        let numbers: BTreeSet<usize> = streams.into_iter().map(turn_of).collect();
        for number in numbers {
            let turn = self.handle.memory.turn(number).lock().await;
            self.turns.insert(number, turn);
        }
    }

    /// The streams that were looked at.
    pub(super) fn streams(&self) -> Vec<StreamName> {
        self.desks.keys().cloned().collect()
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
        S::State: Send + Sync + 'static,
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
        S::State: Send + Sync + 'static,
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
        S::State: Send + Sync + 'static,
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
        S::State: Send + Sync + 'static,
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
        S::State: Send + Sync + 'static,
    {
        let (handle, name) = (self.handle, stream_name::<S>(id)?);
        let desk = self.desk::<S>(id).await?;
        if desk.ids.is_none() {
            let mut ids = handle.ids(&name, desk.revision).await?;
            ids.extend(desk.events.iter().map(|event| event.id));
            desk.ids = Some(ids);
        }
        Ok(desk.ids.as_ref().is_some_and(|ids| ids.contains(&fact_of(entry, 0))))
    }

    /// The state of a stream after the decisions of this batch so far.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub async fn state<S>(&mut self, id: Uuid) -> Result<Arc<S::State>, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + Sync + 'static,
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
        S::State: Send + Sync + 'static,
    {
        let handle = self.handle;
        let name = stream_name::<S>(id)?;
        let desk = self.desk::<S>(id).await?;
        let state = desk.state::<S>();
        let events = match S::decide(&state, command, cause.at) {
            Ok(events) => events,
            Err(why) => return Err(self.refused(&name, HandleError::Rejected(Box::new(why))).await),
        };
        self.last = Some(name.clone());
        if events.is_empty() {
            return Ok(0);
        }
        let mut sealed = events.clone();
        handle.ring.seal(&mut sealed).await?;
        let written = encode(&sealed, cause, event_id)?;
        let desk = self.desk::<S>(id).await?;
        // Nobody but us should hold the state when it changes, or all of it would be copied.
        desk.state = Arc::new(());
        let state = events.iter().fold(Arc::unwrap_or_clone(state), S::evolve);
        desk.state = Arc::new(state);
        if let Some(ids) = &mut desk.ids {
            ids.extend(written.iter().map(|event| event.id));
        }
        desk.events.extend(written);
        if !self.order.contains(&name) {
            self.order.push(name);
        }
        Ok(events.len())
    }

    /// What a rejection comes to. One that stands on what was handed in holds only if that is written.
    async fn refused(&mut self, name: &StreamName, why: HandleError) -> HandleError {
        let after = self.desks.get(name).and_then(|desk| desk.after.clone());
        let Some(after) = after else { return why };
        // Others need not wait for the answer.
        self.turns.clear();
        if after.written().await { why } else { moved() }
    }

    /// A stream as this batch has it, looked at when it is first asked for.
    async fn desk<S>(&mut self, id: Uuid) -> Result<&mut Desk, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + Sync + 'static,
    {
        let name = stream_name::<S>(id)?;
        if !self.desks.contains_key(&name) {
            let found = self.handle.find::<S>(&name, self.footing).await?;
            let desk = Desk {
                state: found.state,
                revision: found.revision,
                after: found.after,
                age: found.age,
                events: Vec::new(),
                ids: None,
            };
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
    /// When a stream has moved on since it was looked at, or the log fails.
    pub async fn commit(mut self) -> Result<Done, HandleError> {
        let facts = self.len();
        let after: Vec<Ticket> = self.desks.values().filter_map(|desk| desk.after.clone()).collect();
        let mut revision =
            self.last.as_ref().and_then(|last| self.desks.get(last)).and_then(|desk| desk.revision);
        if facts == 0 {
            self.turns.clear();
            for ticket in after {
                if !ticket.written().await {
                    return Err(moved());
                }
            }
            return Ok(Done { position: None, facts, revision });
        }
        self.take_missing_turns().await?;
        let (writes, steps) = self.writes();
        let queued = self.handle.log.enqueue(writes, after).await.map_err(HandleError::Append)?;
        let ticket = queued.ticket();
        let memory = &self.handle.memory;
        // Nothing is waited for in between, and the turns are ours: the memory and the queue have one order.
        for step in &steps {
            memory.hand_in(step, &ticket);
        }
        self.turns.clear();
        let appended = queued.written().await.map_err(HandleError::Append)?;
        for (step, appended) in steps.into_iter().zip(&appended) {
            if Some(&step.stream) == self.last.as_ref() {
                revision = Some(appended.last_revision);
            }
            if !appended.idempotent {
                memory.settle(&step.stream, step.to, step.age);
            }
        }
        Ok(Done { position: appended.iter().map(|one| one.last_position).max(), facts, revision })
    }

    /// Takes the turns of the streams that are written to. With turns in hand others are not waited for.
    async fn take_missing_turns(&mut self) -> Result<(), HandleError> {
        let memory = &self.handle.memory;
        let wanted: BTreeSet<usize> = self.order.iter().map(turn_of).collect();
        let missing: Vec<usize> =
            wanted.into_iter().filter(|number| !self.turns.contains_key(number)).collect();
        let patient = self.turns.is_empty();
        for number in missing {
            let turn = memory.turn(number);
            let turn = if patient { turn.lock().await } else { turn.try_lock().map_err(|_| moved())? };
            self.turns.insert(number, turn);
        }
        Ok(())
    }

    /// What is to be written, and what it makes of the streams.
    fn writes(&mut self) -> (Vec<Write>, Vec<Step>) {
        let (mut writes, mut steps) = (Vec::new(), Vec::new());
        for stream in std::mem::take(&mut self.order) {
            if let Some(desk) = self.desks.remove(&stream) {
                let expected = desk.revision.map_or(Expected::NoStream, Expected::Exact);
                let to = Known { revision: desk.reached(), state: desk.state };
                steps.push(Step { stream: stream.clone(), from: desk.revision, to, age: desk.age });
                writes.push(Write { stream, expected, events: desk.events });
            }
        }
        (writes, steps)
    }
}

/// The batch stood on something that did not come true.
fn moved() -> HandleError {
    HandleError::Append(AppendError::Orphaned)
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
