//! A fact with what is known about its happening.

use chrono::{DateTime, Utc};
use parvis_events::codec::Fact;
use uuid::Uuid;

/// A fact as it comes out of the log, its personal fields opened as far as keys exist.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// Position in the log, from 1.
    pub position: i64,
    /// The id in the stream's name: what follows the category.
    pub stream_id: Uuid,
    /// When it was recorded, UTC.
    pub recorded_at: DateTime<Utc>,
    /// The instant the decision was taken for, UTC; differs from `recorded_at` for what is entered later.
    pub decided_at: DateTime<Utc>,
    /// Who did it: an account, a job or the importer, never a name.
    pub actor: String,
    /// One for all that follows from one request.
    pub correlation: Uuid,
    /// What happened.
    pub fact: Fact,
}
