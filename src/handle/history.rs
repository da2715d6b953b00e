//! What has happened in a stream, in order and opened: for "what changed" and "why".

use chrono::{DateTime, Utc};
use parvis_events::Stream;
use parvis_events::codec::{self, Stored};
use parvis_log::{Position, ReadStream, RecordedEvent, Revision};
use uuid::Uuid;

use super::{Handle, HandleError, PAGE, stream_name};
use crate::facts::Metadata;

/// A fact of a stream, what was said around it, and where it stands in the stream and in the log.
pub type Past<E> = (E, Metadata, Revision, Position);

impl Handle {
    /// Facts of a stream from a revision on, `limit` at most, in order. Personal fields are opened; what has no key any
    /// more is erased.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub async fn history<S>(
        &self,
        id: Uuid,
        from: Revision,
        limit: usize,
    ) -> Result<Vec<Past<S::Event>>, HandleError>
    where
        S: Stream,
        S::Event: Stored,
    {
        let name = stream_name::<S>(id)?;
        let mut past: Vec<Past<S::Event>> = Vec::new();
        let mut next = Some(from);
        while let Some(from) = next.filter(|_| past.len() < limit) {
            let read = ReadStream::forwards(from, PAGE.min(limit - past.len()));
            let slice = self.log.read_stream(&name, read).await?;
            let opened = self.open::<S::Event>(&slice.events).await?;
            let facts = opened.into_iter().zip(&slice.events);
            past.extend(facts.map(|((fact, said), event)| (fact, said, event.revision, event.position)));
            next = slice.next;
        }
        Ok(past)
    }

    /// The facts of a stream that were recorded at an instant, in order and opened.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub async fn history_as_of<S>(
        &self,
        id: Uuid,
        at: DateTime<Utc>,
    ) -> Result<Vec<Past<S::Event>>, HandleError>
    where
        S: Stream,
        S::Event: Stored,
    {
        let name = stream_name::<S>(id)?;
        let (mut known, mut next) = (0, Some(Revision::FIRST));
        while let Some(from) = next {
            let slice = self.log.read_stream(&name, ReadStream::forwards(from, PAGE)).await?;
            let by_then = slice.events.iter().take_while(|event| event.recorded_at <= at).count();
            known += by_then;
            next = slice.next.filter(|_| by_then == slice.events.len());
        }
        self.history::<S>(id, Revision::FIRST, known).await
    }

    /// Whether a fact from a revision on is of a kind.
    pub(super) async fn happened<S>(
        &self,
        id: Uuid,
        from: Revision,
        concerns: &(impl Fn(&S::Event) -> bool + Send),
    ) -> Result<bool, HandleError>
    where
        S: Stream,
        S::Event: Stored,
    {
        let mut from = from;
        loop {
            let page = self.history::<S>(id, from, PAGE).await?;
            if page.iter().any(|(fact, ..)| concerns(fact)) {
                return Ok(true);
            }
            match page.last() {
                Some((.., revision, _)) if page.len() == PAGE => from = revision.next(),
                Some(_) | None => return Ok(false),
            }
        }
    }

    /// Reads events as facts of one stream and opens them.
    pub(super) async fn open<E: Stored>(
        &self,
        events: &[RecordedEvent],
    ) -> Result<Vec<(E, Metadata)>, HandleError> {
        let mut facts = Vec::with_capacity(events.len());
        let mut said = Vec::with_capacity(events.len());
        for event in events {
            let metadata: Metadata =
                serde_json::from_slice(&event.metadata).map_err(HandleError::Metadata)?;
            facts.push(codec::decode::<E>(&event.kind, metadata.schema, &event.data)?);
            said.push(metadata);
        }
        self.ring.unseal(&mut facts).await?;
        Ok(facts.into_iter().zip(said).collect())
    }
}
