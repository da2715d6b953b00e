//! The handle that programs hold.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use sqlx::PgPool;
use tokio::sync::{mpsc, oneshot, watch};
use tracing::Instrument as _;
use uuid::Uuid;

use crate::known::Work;
use crate::names::Remembered;
use crate::options::{MAX_EVENT_BYTES, MAX_WRITE_BYTES, MAX_WRITE_EVENTS};
use crate::sql::{self, Statements};
use crate::store::Store;
use crate::ticket::{Queued, Stub, Ticket};
use crate::values::MAX_KIND_BYTES;
use crate::wake::Wake;
use crate::writer::{Bounds, Request, Writer};
use crate::{
    AppendError, Appended, Expected, Hash, LogError, NewEvent, Options, Position, ReadError, StreamMetadata,
    StreamName, Write, chain, schema, telemetry,
};
use sqlx::Row as _;

/// The end of a log. Noted outside the database, it lets anybody check later that nothing before it has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Head {
    /// The last position; [`Position::START`] for an empty log.
    pub position: Position,
    /// The hash of the event there, which covers every event up to it.
    pub hash: Hash,
}

/// An event log in a Postgres schema. Clones share one writer; when the last one is dropped, the writer finishes
/// what is queued and stops.
///
/// Besides the pool's, a log uses one connection for writing, one for telling other processes, and, once there is a
/// subscription, one for being told.
#[derive(Clone)]
pub struct Log {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub pool: PgPool,
    pub options: Options,
    pub statements: Arc<Statements>,
    pub wake: Wake,
    pub names: Remembered,
    pub slowest_append_ms: AtomicU64,
    /// How many writes were handed in with a ticket.
    tickets: AtomicU64,
    queue: mpsc::Sender<Request>,
}

impl std::fmt::Debug for Log {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Log").field("options", &self.inner.options).finish_non_exhaustive()
    }
}

impl Log {
    /// Opens the log in a schema of the pool's database, and makes or updates its tables if need be. Any number of
    /// processes may do this at once.
    ///
    /// # Errors
    /// When the options make no sense, the tables are of a later release, the database's encoding is not UTF8, or
    /// Postgres fails.
    pub async fn open(pool: PgPool, options: Options) -> Result<Log, LogError> {
        options.check()?;
        let statements = Arc::new(Statements::new(&options.schema));
        let mut connection = pool.acquire().await?;
        schema::migrate(&mut connection, &options.schema, &statements).await?;
        drop(connection);
        telemetry::describe();

        let (queue, requests) = mpsc::channel(options.queue_capacity);
        let (head, _) = watch::channel(Position::START);
        let store = Store::new(pool.connect_options(), Arc::clone(&statements), options.cached_streams);
        let bounds = Bounds {
            max_batch: options.max_batch,
            max_batch_events: options.max_batch_events,
            max_batch_bytes: MAX_WRITE_BYTES,
            retry_for: options.retry_for,
        };
        let writer = Writer::new(store, Arc::clone(&options.clock), bounds, head.clone());
        tokio::spawn(writer.run(requests));
        let wake = Wake::new(&pool, &options, &statements, head);
        Ok(Log {
            inner: Arc::new(Inner {
                pool,
                options,
                statements,
                wake,
                names: Remembered::default(),
                slowest_append_ms: AtomicU64::new(0),
                tickets: AtomicU64::new(0),
                queue,
            }),
        })
    }

    /// Appends events to a stream. They are all written or none is.
    ///
    /// When the answer is an error that [may pass](AppendError::is_transient), or the caller was dropped before it
    /// came, write the same events again with the same ids and expectation: what was written already is recognised.
    ///
    /// # Errors
    /// When the expectation does not hold, an event exceeds a limit, or the database fails; see [`AppendError`].
    pub async fn append(
        &self,
        stream: &StreamName,
        expected: Expected,
        events: Vec<NewEvent>,
    ) -> Result<Appended, AppendError> {
        let write = Write { stream: stream.clone(), expected, events };
        self.append_many(vec![write]).await.and_then(only)
    }

    /// Appends to several streams at once: all of it is written or nothing is. The answers are in the order of the writes.
    ///
    /// A retry of which only a part is known is refused: the ids have been used for something else.
    ///
    /// # Errors
    /// As [`Log::append`]; the first write that cannot be made decides.
    pub async fn append_many(&self, writes: Vec<Write>) -> Result<Vec<Appended>, AppendError> {
        let (events, bytes) = check_writes(&writes)?;
        self.ask(Work::Append(writes), events, bytes).await
    }

    /// Puts a write into the queue, and does not wait for it to be made. What is put into the queue later by the same
    /// program is written later.
    ///
    /// With the tickets of writes handed in before, this one stands on them: it is made only if they were. So the next write
    /// to a stream can be decided on the assumption that the last one succeeds, and expect the revision that it will have. The
    /// revision alone would not do: if the last one fails because another program wrote as many events, it fits.
    ///
    /// # Errors
    /// When an event exceeds a limit, or the queue stays full; whether the write was made is known later.
    pub async fn enqueue(&self, writes: Vec<Write>, after: Vec<Ticket>) -> Result<Queued, AppendError> {
        let (events, bytes) = check_writes(&writes)?;
        let (stub, ticket) = Stub::new(self.inner.tickets.fetch_add(1, Ordering::Relaxed));
        let (answer, answered) = oneshot::channel();
        let work = Work::Append(writes);
        let queued_at = Instant::now();
        self.send(Request { work, events, bytes, queued_at, after, stub: Some(stub), answer }).await?;
        Ok(Queued { answer: answered, ticket })
    }

    /// Says something about a stream, in place of all that was said before. `expected` is about the stream `$$name`
    /// that holds what is said; [`Expected::Any`] does not care. The same `id` again changes nothing.
    ///
    /// # Errors
    /// As [`Log::append`].
    pub async fn set_stream_metadata(
        &self,
        stream: &StreamName,
        expected: Expected,
        id: Uuid,
        metadata: StreamMetadata,
    ) -> Result<Appended, AppendError> {
        ordinary(stream)?;
        let work = Work::SetMetadata { stream: stream.clone(), expected, id, metadata };
        self.ask(work, 1, 0).await.and_then(only)
    }

    /// Deletes a stream: it reads as deleted, and comes back with its numbers continued when it is written to again.
    /// A stream that is deleted already stays so, and the answer says that nothing was written.
    ///
    /// # Errors
    /// When the expectation about the stream does not hold, or as [`Log::append`].
    pub async fn delete_stream(
        &self,
        stream: &StreamName,
        expected: Expected,
    ) -> Result<Appended, AppendError> {
        ordinary(stream)?;
        self.ask(Work::Delete { stream: stream.clone(), expected }, 1, 0).await.and_then(only)
    }

    /// Ends a stream for good: it can never be written to again. Again changes nothing.
    ///
    /// # Errors
    /// When the expectation about the stream does not hold, or as [`Log::append`].
    pub async fn tombstone_stream(
        &self,
        stream: &StreamName,
        expected: Expected,
    ) -> Result<Appended, AppendError> {
        ordinary(stream)?;
        self.ask(Work::Tombstone { stream: stream.clone(), expected }, 1, 0).await.and_then(only)
    }

    /// The end of the log at this moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn head(&self) -> Result<Head, ReadError> {
        let Some(row) = sql::query(&self.inner.statements.head).fetch_optional(&self.inner.pool).await?
        else {
            return Ok(Head { position: Position::START, hash: Hash::ZERO });
        };
        let position = Position::new(row.try_get("position")?);
        let hash = chain::Hash::stored(row.try_get("hash")?)
            .map_err(|error| ReadError::Corrupt { position, reason: error.to_string() })?;
        Ok(Head { position, hash })
    }

    /// Queues a piece of work and waits for its answer. A full queue is waited for, for a while.
    async fn ask(&self, work: Work, events: usize, bytes: usize) -> Result<Vec<Appended>, AppendError> {
        let (answer, answered) = oneshot::channel();
        let queued_at = Instant::now();
        let request = Request { work, events, bytes, queued_at, after: Vec::new(), stub: None, answer };
        let span = tracing::debug_span!("append", events, bytes);
        let asking = async {
            self.send(request).await?;
            answered.await.unwrap_or(Err(AppendError::Closed))
        };
        let asked = Instant::now();
        let answer = asking.instrument(span).await;
        self.inner.slowest_append_ms.fetch_max(asked.elapsed().as_millis() as u64, Ordering::Relaxed);
        answer
    }

    async fn send(&self, request: Request) -> Result<(), AppendError> {
        let sent = self.inner.queue.send_timeout(request, self.inner.options.queue_wait).await;
        sent.map_err(|error| match error {
            mpsc::error::SendTimeoutError::Timeout(_) => AppendError::Overloaded,
            mpsc::error::SendTimeoutError::Closed(_) => AppendError::Closed,
        })
    }
}

fn only(appended: Vec<Appended>) -> Result<Appended, AppendError> {
    appended.into_iter().next().ok_or(AppendError::Closed)
}

fn ordinary(stream: &StreamName) -> Result<(), AppendError> {
    if stream.is_metastream() { Err(AppendError::Metastream(stream.clone())) } else { Ok(()) }
}

/// How many events and bytes some writes have, if they may be made.
fn check_writes(writes: &[Write]) -> Result<(usize, usize), AppendError> {
    let (mut events, mut bytes) = (0, 0);
    for write in writes {
        if write.events.is_empty() {
            return Err(AppendError::Empty);
        }
        if write.stream.is_metastream() {
            return Err(AppendError::Metastream(write.stream.clone()));
        }
        for event in &write.events {
            check_event(event)?;
            bytes += event.bytes();
        }
        events += write.events.len();
    }
    if writes.is_empty() {
        return Err(AppendError::Empty);
    }
    check_size("the number of events in a write", events, MAX_WRITE_EVENTS)?;
    check_size("the number of bytes in a write", bytes, MAX_WRITE_BYTES)?;
    Ok((events, bytes))
}

fn check_event(event: &NewEvent) -> Result<(), AppendError> {
    if event.kind.is_empty() || event.kind.contains('\0') {
        return Err(AppendError::Kind(event.kind.clone()));
    }
    check_size("the length of an event type in bytes", event.kind.len(), MAX_KIND_BYTES)?;
    check_size("the size of an event in bytes", event.bytes(), MAX_EVENT_BYTES)
}

fn check_size(what: &'static str, actual: usize, limit: usize) -> Result<(), AppendError> {
    if actual > limit { Err(AppendError::TooLarge { what, actual, limit }) } else { Ok(()) }
}
