//! An event log on Postgres.

mod admission;
mod cache;
mod chain;
mod clock;
mod error;
mod event;
mod filter;
mod log;
mod metadata;
mod options;
mod proof;
mod read;
mod scavenge;
mod schema;
mod sql;
mod stats;
mod store;
mod subscription;
mod telemetry;
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
pub use scavenge::Scavenged;
pub use stats::{Stats, StreamLength};
pub use subscription::{Message, Subscribe, Subscription, Target};
pub use values::{
    ContentType, ContentTypeError, MAX_CONTENT_TYPE_BYTES, MAX_KIND_BYTES, MAX_STREAM_NAME_BYTES, MediaType,
    Position, Revision, StreamName, StreamNameError,
};
pub use verify::Verified;
