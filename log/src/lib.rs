//! An event log on Postgres, with the semantics of EventStoreDB: streams of events with expected revisions and
//! idempotent retries, one order over all of them, subscriptions that miss nothing, and proof that nothing was changed.
//! It keeps bytes and knows no domain.
//!
//! ```no_run
//! use parvis_log::{Expected, Log, Message, NewEvent, Options, ReadStream, StreamName, Subscribe};
//!
//! # async fn example(pool: sqlx::PgPool, id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! let log = Log::open(pool, Options::default()).await?;
//! let seminar = StreamName::parse("seminar-1")?;
//!
//! let planned = NewEvent::json(id, "planned", r#"{"place":"Malmö"}"#);
//! let written = log.append(&seminar, Expected::NoStream, vec![planned]).await?;
//!
//! let history = log.read_stream(&seminar, ReadStream::default()).await?;
//! assert_eq!(history.last_revision, Some(written.last_revision));
//!
//! let mut subscription = log.subscribe(Subscribe::default());
//! while let Message::Events(events) = subscription.next().await? {
//!     println!("{} events up to {}", events.len(), subscription.position());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The same and more as programs is in `examples/first_steps.rs` and `examples/views.rs`, which a test runs. The README has the promises, each
//! with the test that holds it, the limits, the rights a role needs, and why it is built as it is.
//!
//! # Building a view anew
//!
//! [`Log::replay`] lends every event out of the buffer it came in. A view that needs less asks for less: by
//! [`Log::replay_places`] a count per stream reads no payload at all. The position it returns is where a subscription goes on.
//!
//! ```no_run
//! # use std::{collections::BTreeMap, ops::ControlFlow};
//! # use parvis_log::{Log, ReadError, Replay, Subscribe};
//! # async fn example(log: Log) -> Result<(), ReadError> {
//! let mut events_per_stream: BTreeMap<String, u64> = BTreeMap::new();
//! let reached = log.replay_places(Replay::default(), |place| {
//!     *events_per_stream.entry(place.stream.to_string()).or_default() += 1;
//!     ControlFlow::Continue(())
//! }).await?;
//! let subscription = log.subscribe(Subscribe { after: reached, ..Subscribe::default() });
//! # Ok(())
//! # }
//! ```
//!
//! # What may happen, and what to do
//!
//! - [`AppendError::WrongExpectedRevision`]: somebody was faster. Read again, decide again, write again.
//! - [`AppendError::is_transient`]: the machine was the cause. Write the same again, with the same ids.
//! - [`ReadError::Gap`] at a subscription: the log was changed from outside. Stop, and run [`Log::verify`].
//! - [`ReadError::BeyondEnd`]: the checkpoint is of another log, or the log is an older copy. Rebuild what was read.
//!
//! # Metrics and traces
//!
//! The log reports to the recorder of the `metrics` crate that the program installs; the README has the names and units.
//! At level `debug` it opens `tracing` spans: `append` around each call, `append_batch` around each batch with its size and how
//! long its first request has waited, `commit` within it, and `subscription_read` with how far the subscription is behind.

#![warn(missing_docs)]

mod admission;
mod cache;
mod chain;
mod clock;
mod copied;
mod error;
mod event;
mod failure;
mod filter;
mod known;
mod log;
mod metadata;
mod names;
mod options;
mod proof;
mod read;
mod replay;
mod scavenge;
mod schema;
mod sheet;
mod sql;
mod stats;
mod store;
mod subscription;
mod telemetry;
mod ticket;
mod values;
mod verify;
mod wake;
mod writer;

pub use chain::{Hash, HashError};
pub use clock::{Clock, SystemClock};
pub use error::{AppendError, Fault, LogError, ReadError, VerifyError};
pub use event::{Appended, Expected, NewEvent, RecordedEvent, Write};
pub use filter::{Filter, Match};
pub use log::{Head, Log};
pub use metadata::StreamMetadata;
pub use options::{MAX_EVENT_BYTES, MAX_READ_EVENTS, MAX_WRITE_BYTES, MAX_WRITE_EVENTS, Options, WakeUps};
pub use proof::{Proof, ProofError, Step};
pub use read::{Direction, ReadAll, ReadStream, StreamSlice, StreamState};
pub use replay::{Header, LentEvent, Place, Replay};
pub use scavenge::Scavenged;
pub use stats::{Stats, StreamLength};
pub use subscription::{Message, Subscribe, Subscription, Target};
pub use ticket::{Fate, Queued, Ticket};
pub use values::{
    ContentType, ContentTypeError, MAX_CONTENT_TYPE_BYTES, MAX_KIND_BYTES, MAX_STREAM_NAME_BYTES, MediaType,
    Position, Revision, StreamName, StreamNameError,
};
pub use verify::Verified;
