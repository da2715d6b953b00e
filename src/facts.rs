//! What is said around a fact, and facts as they come out of the log.

use chrono::{DateTime, Utc};
use parvis_events::codec::{self, Fact};
use parvis_log::RecordedEvent;
use parvis_projections::Envelope;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who wants something, when, and because of what. Never holds anything personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// An account, a job or the importer ("import", "job:outbox").
    pub actor: String,
    /// One for all that follows from one request.
    pub correlation: Uuid,
    /// The event that made this necessary, if one did.
    pub causation: Option<Uuid>,
    /// The instant decisions are taken for, UTC.
    pub at: DateTime<Utc>,
}

/// What is stored around a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Schema version of the data.
    pub schema: u16,
    /// Who did it.
    pub actor: String,
    /// What else belongs to the same request.
    pub correlation: Uuid,
    /// The event that made this necessary, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub causation: Option<Uuid>,
    /// The instant the decision was taken for, UTC.
    pub decided_at: DateTime<Utc>,
}

/// Why a recorded event is not a fact this program can read.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableFact {
    /// The stream's name does not end in an id.
    #[error("the stream name {0:?} has no id")]
    StreamName(String),
    /// The metadata is damaged.
    #[error("the metadata of the event at position {0} cannot be read")]
    Metadata(i64, #[source] serde_json::Error),
    /// The data is.
    #[error(transparent)]
    Codec(#[from] codec::CodecError),
}

impl Metadata {
    /// What is stored around the facts of one decision.
    pub fn of(cause: &Cause, schema: u16) -> Self {
        Self {
            schema,
            actor: cause.actor.clone(),
            correlation: cause.correlation,
            causation: cause.causation,
            decided_at: cause.at,
        }
    }
}

/// Reads a recorded event; personal fields stay sealed.
///
/// # Errors
/// When the event is not one this program wrote, or a later release did.
pub fn read(event: &RecordedEvent) -> Result<Envelope, UnreadableFact> {
    let category = event.stream.category();
    let name = event.stream.as_str();
    let stream_id = name
        .strip_prefix(category)
        .and_then(|rest| rest.strip_prefix('-'))
        .and_then(|id| Uuid::parse_str(id).ok())
        .ok_or_else(|| UnreadableFact::StreamName(name.to_owned()))?;
    let position = event.position.get();
    let metadata: Metadata =
        serde_json::from_slice(&event.metadata).map_err(|error| UnreadableFact::Metadata(position, error))?;
    let fact: Fact = codec::decode_fact(category, &event.kind, metadata.schema, &event.data)?;
    Ok(Envelope {
        position,
        stream_id,
        recorded_at: event.recorded_at,
        decided_at: metadata.decided_at,
        actor: metadata.actor,
        correlation: metadata.correlation,
        fact,
    })
}
