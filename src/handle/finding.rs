//! Where a stream stands: from memory, and from the log what came after.

use std::collections::HashSet;
use std::sync::Arc;

use parvis_events::Stream;
use parvis_events::codec::Stored;
use parvis_log::{ReadStream, Revision, StreamName, Ticket};
use uuid::Uuid;

use super::memory::{AnyState, Known};
use super::{Handle, HandleError, PAGE};

/// What decisions may stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Footing {
    /// On what is written, whatever else is under way.
    Written,
    /// On what is written once nothing is under way any more; for whoever has the stream's turn.
    Settled,
    /// On what was handed in, written or not.
    HandedIn,
}

/// Where a stream stands.
pub(super) struct Found {
    pub state: AnyState,
    pub revision: Option<Revision>,
    /// What was handed in and not yet written, on which this stands.
    pub after: Option<Ticket>,
    /// The age of the memory.
    pub age: u64,
}

impl Handle {
    /// Where a stream stands by now.
    pub(super) async fn find<S>(&self, name: &StreamName, footing: Footing) -> Result<Found, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + Sync + 'static,
    {
        loop {
            let look = self.memory.look(name);
            match (look.tip, footing) {
                (Some((known, ticket)), Footing::HandedIn) => {
                    let Known { state, revision } = known;
                    return Ok(Found { state, revision, after: Some(ticket), age: look.age });
                }
                (Some((_, ticket)), Footing::Settled) => {
                    ticket.written().await;
                }
                (Some(_), Footing::Written) | (None, _) => {
                    let known = self.catch_up::<S>(name, look.settled).await?;
                    self.memory.settle(name, known.clone(), look.age);
                    let Known { state, revision } = known;
                    return Ok(Found { state, revision, after: None, age: look.age });
                }
            }
        }
    }

    /// A state brought up to date with the log: what came after it is read, or everything.
    async fn catch_up<S>(&self, name: &StreamName, known: Option<Known>) -> Result<Known, HandleError>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + Sync + 'static,
    {
        let revision = known.as_ref().and_then(|known| known.revision);
        let remembered = known.and_then(|known| known.state.downcast::<S::State>().ok());
        let mut state: Arc<S::State> = remembered.unwrap_or_default();
        let mut from = revision.map_or(Revision::FIRST, Revision::next);
        loop {
            let slice = self.log.read_stream(name, ReadStream::forwards(from, PAGE)).await?;
            if slice.last_revision < revision {
                // The log is not the one it was: it was restored from an older copy.
                return Box::pin(self.catch_up::<S>(name, None)).await;
            }
            if !slice.events.is_empty() {
                let opened = self.open::<S::Event>(&slice.events).await?;
                let before = Arc::unwrap_or_clone(state);
                state = Arc::new(opened.iter().map(|(event, _)| event).fold(before, S::evolve));
            }
            match slice.next {
                Some(next) => from = next,
                None => return Ok(Known { state, revision: slice.last_revision }),
            }
        }
    }

    /// The ids of the events of a stream up to a revision.
    pub(super) async fn ids(
        &self,
        name: &StreamName,
        until: Option<Revision>,
    ) -> Result<HashSet<Uuid>, HandleError> {
        let mut ids = HashSet::new();
        let mut next = until.map(|_| Revision::FIRST);
        while let Some(from) = next.filter(|from| Some(*from) <= until) {
            let slice = self.log.read_stream(name, ReadStream::forwards(from, PAGE)).await?;
            ids.extend(
                slice.events.iter().filter(|event| Some(event.revision) <= until).map(|event| event.id),
            );
            next = slice.next;
        }
        Ok(ids)
    }
}
