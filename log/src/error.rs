//! What can go wrong, by what was being done.

use crate::{Expected, Position, Revision, StreamName};

/// Why a log could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The schema name would need quoting, or is too long.
    #[error(
        "{0:?} is no schema name: a lower-case letter, then at most 39 lower-case letters, digits or underscores"
    )]
    Schema(String),
    /// One of the options makes no sense.
    #[error("option {name} must be {rule}")]
    Option {
        /// Which one.
        name: &'static str,
        /// What it must be.
        rule: &'static str,
    },
    /// The tables were made by a later release.
    #[error("the log's tables have version {found}, this program knows versions up to {known}")]
    TooNew {
        /// The version of the tables.
        found: i32,
        /// The last version this program knows.
        known: i32,
    },
    /// The database's encoding cannot hold every text.
    #[error("the database's encoding is {0}; the log needs UTF8")]
    Encoding(String),
    /// Postgres failed.
    #[error("the log could not be opened")]
    Database(#[from] sqlx::Error),
}

/// Why a write was not made.
///
/// All but [`AppendError::Unknown`] and [`AppendError::Closed`] mean that nothing was written.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AppendError {
    /// The stream is not where the writer thought it was, or knows only some of the events.
    #[error("stream {stream} was expected at {expected}, but {}", end(*actual))]
    WrongExpectedRevision {
        /// The stream.
        stream: StreamName,
        /// What the writer assumed.
        expected: Expected,
        /// Where the stream ends; `None` when it does not exist or is deleted.
        actual: Option<Revision>,
    },
    /// The stream was ended for good.
    #[error("stream {stream} is tombstoned and takes no more events")]
    Tombstoned {
        /// The stream.
        stream: StreamName,
    },
    /// A write this one stands on was not made; see [`Log::enqueue`](crate::Log::enqueue).
    #[error("a write this one stands on was not made")]
    Orphaned,
    /// The write has no events.
    #[error("there is nothing to write")]
    Empty,
    /// Something exceeds a limit of the log.
    #[error("{what} is {actual}, the limit is {limit}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// How large it is.
        actual: usize,
        /// How large it may be.
        limit: usize,
    },
    /// An event type that is empty, or contains NUL.
    #[error("event type {0:?} is empty or contains the character NUL")]
    Kind(String),
    /// `$$` streams are written by setting stream metadata only.
    #[error("stream {0} holds metadata, which is set and not appended")]
    Metastream(StreamName),
    /// The queue stayed full for as long as a writer may wait.
    #[error("the log is overloaded: its queue stayed full")]
    Overloaded,
    /// The database failed before the write; it can be tried again.
    #[error("the database refused the write")]
    Database(#[source] std::sync::Arc<sqlx::Error>),
    /// The connection was lost while the write was being committed, and could not be restored in time to look.
    /// Writing the same events with the same ids and expectation settles it.
    #[error("it is unknown whether the write was made: write again with the same ids")]
    Unknown(#[source] std::sync::Arc<sqlx::Error>),
    /// The log was closed while the write waited.
    #[error("the log is closed")]
    Closed,
}

fn end(actual: Option<Revision>) -> String {
    actual.map_or_else(|| "it has no events".to_owned(), |revision| format!("it ends at revision {revision}"))
}

impl AppendError {
    /// Whether the same write can succeed without anybody changing it: the machine was the cause, not the writer.
    pub fn is_transient(&self) -> bool {
        matches!(self, AppendError::Overloaded | AppendError::Database(_) | AppendError::Unknown(_))
    }
}

/// Why a read failed.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The regular expression of a filter is wrong.
    #[error("filter: {0}")]
    Filter(String),
    /// The limit is 0 or larger than a read may be.
    #[error("a read returns 1 to {limit} events, not {asked}")]
    Limit {
        /// What was asked for.
        asked: usize,
        /// The most a read returns.
        limit: usize,
    },
    /// What is stored is no event; [`Log::verify`](crate::Log::verify) says more.
    #[error("what is stored at position {position} is no event: {reason}")]
    Corrupt {
        /// Where.
        position: Position,
        /// What is wrong.
        reason: String,
    },
    /// The events of a batch are not contiguous. Nothing of the batch was handed out.
    #[error("position {expected} was to come next, but {found} did: the log has been changed from outside")]
    Gap {
        /// The position that must come next.
        expected: Position,
        /// The position that came.
        found: Position,
    },
    /// The checkpoint is beyond the end of the log: it belongs to another log, or the log was restored from an older copy.
    #[error("checkpoint {checkpoint} is beyond the end of the log, {head}")]
    BeyondEnd {
        /// Where the reader says it is.
        checkpoint: Position,
        /// Where the log ends.
        head: Position,
    },
    /// Postgres failed.
    #[error("the log could not be read")]
    Database(#[from] sqlx::Error),
}

/// Why the chain does not verify.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The first event that is not as it was written.
    #[error("the log is broken at position {position}: {fault}")]
    Broken {
        /// Where the first broken event stands, or should have stood.
        position: Position,
        /// What is wrong with it.
        fault: Fault,
    },
    /// The log could not be read to its end.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// What is wrong with a stored event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is no event at this position, but there are later ones.
    #[error("the event is missing")]
    Missing,
    /// A field, or an event before it, is not what was written.
    #[error("the stored hash is not that of the event and its predecessors")]
    Hash,
    /// The stream's revisions have a gap or a repetition here.
    #[error("its revision does not follow the one before it in its stream")]
    Revision,
    /// It is older than the event before it.
    #[error("it is older than the event before it")]
    Time,
    /// The event belongs to a stream that is not on record.
    #[error("its stream is not on record")]
    Stream,
    /// The log ends before a head that was noted elsewhere.
    #[error("the log ends before the noted head")]
    Truncated,
    /// The hash is not that of the head that was noted elsewhere.
    #[error("the hash is not the noted one")]
    Noted,
}
