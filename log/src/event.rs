//! What goes into the log and what comes out of it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{ContentType, Hash, Position, Revision, StreamName};

/// An event that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// Identifies the event within its stream: writing again with the same ids is recognised.
    pub id: Uuid,
    /// The event type, a literal of the writer's.
    pub kind: String,
    /// What `data` is.
    pub content_type: ContentType,
    /// The event itself. Stored and returned bit for bit.
    pub data: Vec<u8>,
    /// What surrounds the event: who, why, which version. Stored and returned bit for bit.
    pub metadata: Vec<u8>,
}

impl NewEvent {
    /// A JSON event without metadata.
    pub fn json(id: Uuid, kind: impl Into<String>, data: impl Into<Vec<u8>>) -> Self {
        NewEvent {
            id,
            kind: kind.into(),
            content_type: ContentType::Json,
            data: data.into(),
            metadata: Vec::new(),
        }
    }

    /// The bytes that count against the limits of the log.
    pub(crate) fn bytes(&self) -> usize {
        self.data.len() + self.metadata.len()
    }
}

/// An event as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedEvent {
    /// Its place in the log.
    pub position: Position,
    /// The stream it belongs to.
    pub stream: StreamName,
    /// Its place in the stream.
    pub revision: Revision,
    /// The id its writer gave it.
    pub id: Uuid,
    /// The event type.
    pub kind: String,
    /// What `data` is.
    pub content_type: ContentType,
    /// The bytes that were written.
    pub data: Vec<u8>,
    /// The metadata bytes that were written.
    pub metadata: Vec<u8>,
    /// When it was written: UTC, microseconds, never before the event at the position before it.
    pub recorded_at: DateTime<Utc>,
    /// The head of the hash chain at this event; it covers this event and all before it.
    pub hash: Hash,
}

/// What a write assumes about its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    Any,
    /// The stream has never been written to, or is deleted and starts anew.
    NoStream,
    /// The stream has events and is not deleted.
    StreamExists,
    /// The last event of the stream has this revision.
    Exact(Revision),
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Expected::Any => f.write_str("any revision"),
            Expected::NoStream => f.write_str("no stream"),
            Expected::StreamExists => f.write_str("an existing stream"),
            Expected::Exact(revision) => write!(f, "revision {revision}"),
        }
    }
}

/// Events for one stream, one of several in an atomic write.
#[derive(Clone, Debug)]
pub struct Write {
    /// The stream they go to.
    pub stream: StreamName,
    /// What the writer assumes about it.
    pub expected: Expected,
    /// What is written, in order.
    pub events: Vec<NewEvent>,
}

/// Where a write ended up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The place of its first event in the log.
    pub first_position: Position,
    /// The place of its last event in the log: wait for this one to read your own write.
    pub last_position: Position,
    /// The place of its last event in the stream: expect this one at the next write.
    pub last_revision: Revision,
    /// The events were there already, and nothing was written now.
    pub idempotent: bool,
}
