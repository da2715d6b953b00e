//! Reading a stream, and reading everything.

use crate::metadata::BEGINNING;
use crate::names::Names;
use crate::options::MAX_READ_EVENTS;
use crate::sql;
use crate::{Filter, Log, Position, ReadError, RecordedEvent, Revision, StreamMetadata, StreamName};
use sqlx::Row as _;
use sqlx::postgres::PgRow;

/// Which way a read goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// From the older to the younger.
    #[default]
    Forwards,
    /// From the younger to the older.
    Backwards,
}

/// Which part of a stream is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadStream {
    /// The first revision of the answer, or the nearest there is: backwards, [`Revision::TOMBSTONE`] begins at the end.
    pub from: Revision,
    /// Which way.
    pub direction: Direction,
    /// Events in the answer at most, 1 to [`MAX_READ_EVENTS`].
    pub limit: usize,
}

impl Default for ReadStream {
    /// From the first event, 1,000 at most.
    fn default() -> Self {
        ReadStream { from: Revision::FIRST, direction: Direction::Forwards, limit: 1_000 }
    }
}

impl ReadStream {
    /// From a revision towards the end.
    pub fn forwards(from: Revision, limit: usize) -> Self {
        ReadStream { from, direction: Direction::Forwards, limit }
    }

    /// From the end towards the beginning.
    pub fn last(limit: usize) -> Self {
        ReadStream { from: Revision::TOMBSTONE, direction: Direction::Backwards, limit }
    }
}

/// What a stream is found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamState {
    /// It has never been written to.
    Absent,
    /// It has events, and all that were asked for can be read.
    Present,
    /// It has events, but those before this revision are hidden by `$tb`, `$maxCount` or `$maxAge`, and some of them were asked for.
    Truncated {
        /// The first revision that can be read.
        first_readable: Revision,
    },
    /// It was deleted and may come back; the next write continues its numbers.
    Deleted,
    /// It was ended for good.
    Tombstoned,
}

/// A part of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamSlice {
    /// What the stream is.
    pub state: StreamState,
    /// The events, in the direction of the read.
    pub events: Vec<RecordedEvent>,
    /// The revision to expect at the next write; `None` when the stream is absent or deleted.
    pub last_revision: Option<Revision>,
    /// Where to go on reading; `None` when the read reached the end of its direction.
    pub next: Option<Revision>,
}

/// Which part of the whole log is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadAll {
    /// The first position of the answer, or the nearest there is: backwards, [`Position::END`] begins at the end.
    pub from: Position,
    /// Which way.
    pub direction: Direction,
    /// Events in the answer at most, 1 to [`MAX_READ_EVENTS`].
    pub limit: usize,
    /// Which events.
    pub filter: Filter,
}

impl Default for ReadAll {
    /// From the first event, 1,000 at most, without a filter.
    fn default() -> Self {
        ReadAll {
            from: Position::START,
            direction: Direction::Forwards,
            limit: 1_000,
            filter: Filter::default(),
        }
    }
}

impl ReadAll {
    /// What comes after a checkpoint.
    pub fn after(checkpoint: Position, limit: usize) -> Self {
        ReadAll { from: checkpoint.next(), limit, ..ReadAll::default() }
    }

    /// The last events, the youngest first.
    pub fn last(limit: usize) -> Self {
        ReadAll { from: Position::END, direction: Direction::Backwards, limit, ..ReadAll::default() }
    }
}

/// Where a stream stands, as reads and subscriptions need it.
pub(crate) struct Described {
    pub id: Option<i64>,
    pub last: Option<Revision>,
    pub metadata: StreamMetadata,
}

/// What stands between two positions.
pub(crate) struct Window {
    /// The events that were wanted and still have their payload.
    pub events: Vec<RecordedEvent>,
    /// The first and last position there are, and how many; `None` when there are none.
    pub seen: Option<(i64, i64, i64)>,
}

/// Positions looked at in one go when a filter leaves some out.
const FILTERED_WINDOW: usize = 10_000;

fn check(limit: usize) -> Result<i64, ReadError> {
    if (1..=MAX_READ_EVENTS).contains(&limit) {
        Ok(limit as i64)
    } else {
        Err(ReadError::Limit { asked: limit, limit: MAX_READ_EVENTS })
    }
}

impl Log {
    /// Reads a part of a stream, and says what the stream is.
    ///
    /// # Errors
    /// When the limit is out of bounds or the database fails. An absent or deleted stream is no error.
    pub async fn read_stream(&self, stream: &StreamName, read: ReadStream) -> Result<StreamSlice, ReadError> {
        let limit = check(read.limit)?;
        let described = self.describe(stream).await?;
        let empty =
            |state, last_revision| StreamSlice { state, events: Vec::new(), last_revision, next: None };
        let (Some(id), Some(last)) = (described.id, described.last) else {
            let state =
                if described.metadata.is_deleted() { StreamState::Deleted } else { StreamState::Absent };
            return Ok(empty(state, None));
        };
        if last == Revision::TOMBSTONE {
            return Ok(empty(StreamState::Tombstoned, Some(last)));
        }
        if described.metadata.is_deleted() {
            return Ok(empty(StreamState::Deleted, None));
        }
        let first = described.metadata.first_readable(last);
        let oldest = described.metadata.oldest_readable(self.inner.options.clock.now());
        let (sql, low, high) = match read.direction {
            Direction::Forwards => (&self.inner.statements.stream_forwards, read.from.max(first), last),
            Direction::Backwards => (&self.inner.statements.stream_backwards, first, read.from.min(last)),
        };
        let query = sql::query(sql).bind(id).bind(low.get()).bind(high.get()).bind(oldest).bind(limit);
        let rows = query.fetch_all(&self.inner.pool).await?;
        let names = Names::from_iter([(id, stream.clone())]);
        let mut events = Vec::with_capacity(rows.len());
        for row in &rows {
            events.extend(sql::event(row, &names)?);
        }
        let first = if oldest > BEGINNING { self.first_alive(id, first, last, oldest).await? } else { first };
        let asked_low = if read.direction == Direction::Forwards { read.from } else { Revision::FIRST };
        let reached_low = read.direction == Direction::Forwards || rows.len() < read.limit;
        let state = if asked_low < first && reached_low {
            StreamState::Truncated { first_readable: first }
        } else {
            StreamState::Present
        };
        let next = events.last().map(|event| event.revision).and_then(|edge| match read.direction {
            Direction::Forwards => (edge < last).then(|| edge.next()),
            Direction::Backwards => (edge > first).then(|| Revision::new(edge.get() - 1)),
        });
        Ok(StreamSlice { state, events, last_revision: Some(last), next })
    }

    /// Reads events of all streams in the order of their positions.
    ///
    /// Fewer events than the limit mean that there are no more in this direction.
    ///
    /// # Errors
    /// When the limit is out of bounds, a regular expression is wrong, or the database fails.
    pub async fn read_all(&self, read: ReadAll) -> Result<Vec<RecordedEvent>, ReadError> {
        check(read.limit)?;
        let mut events = Vec::new();
        let end = self.head().await?.position.get();
        // The log is read in windows of positions, so that no statement looks at more than it was meant to.
        let width = if read.filter.is_all() { read.limit } else { read.limit.max(FILTERED_WINDOW) } as i64;
        let mut from = match read.direction {
            Direction::Forwards => read.from.get().max(1),
            Direction::Backwards => read.from.get().min(end),
        };
        while events.len() < read.limit && (1..=end).contains(&from) {
            let (low, high) = match read.direction {
                Direction::Forwards => (from, from.saturating_add(width - 1)),
                Direction::Backwards => ((from - width + 1).max(1), from),
            };
            let mut window = self.window(low - 1, high, &read.filter).await?.events;
            match read.direction {
                Direction::Forwards => from = high.saturating_add(1),
                Direction::Backwards => {
                    window.reverse();
                    from = low - 1;
                }
            }
            window.truncate(read.limit - events.len());
            events.append(&mut window);
        }
        Ok(events)
    }

    /// Reads the positions after `after` up to `last`, and what of them passes the filter.
    pub(crate) async fn window(&self, after: i64, last: i64, filter: &Filter) -> Result<Window, ReadError> {
        let statements = &self.inner.statements;
        if filter.is_all() {
            let query = sql::query(&statements.window).bind(after).bind(last);
            let rows = query.fetch_all(&self.inner.pool).await?;
            let seen = match (rows.first(), rows.last()) {
                (Some(first), Some(last)) => Some((first.try_get(0)?, last.try_get(0)?, rows.len() as i64)),
                _ => None,
            };
            return Ok(Window { events: self.events(&rows).await?, seen });
        }
        let query = filter.bind(sql::query(&statements.window_filtered).bind(after).bind(last));
        let mut rows = query.fetch_all(&self.inner.pool).await.map_err(Filter::explain)?;
        let seen = match rows.first() {
            Some(row) => {
                let edges: (Option<i64>, Option<i64>) = (row.try_get("first")?, row.try_get("last")?);
                let count: i64 = row.try_get("events")?;
                edges.0.zip(edges.1).map(|(first, last)| (first, last, count))
            }
            None => None,
        };
        // When nothing passes, one row says what was looked at.
        rows.retain(|row| row.try_get::<Option<i64>, _>(0).is_ok_and(|position| position.is_some()));
        Ok(Window { events: self.events(&rows).await?, seen })
    }

    /// The events of rows.
    pub(crate) async fn events(&self, rows: &[PgRow]) -> Result<Vec<RecordedEvent>, ReadError> {
        let streams = rows.iter().map(|row| row.try_get(1)).collect::<Result<Vec<i64>, _>>()?;
        let names = self.names(streams.into_iter()).await?;
        let mut events = Vec::with_capacity(rows.len());
        for row in rows {
            events.extend(sql::event(row, &names)?);
        }
        Ok(events)
    }

    /// What is said about a stream; nothing, if nothing was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn stream_metadata(&self, stream: &StreamName) -> Result<StreamMetadata, ReadError> {
        Ok(self.describe(stream).await?.metadata)
    }

    pub(crate) async fn describe(&self, stream: &StreamName) -> Result<Described, ReadError> {
        let query = sql::query(&self.inner.statements.stream).bind(stream.as_str().to_owned());
        let row = query.fetch_one(&self.inner.pool).await?;
        let last: Option<i64> = row.try_get("revision")?;
        let metadata: Option<Vec<u8>> = row.try_get("data")?;
        Ok(Described {
            id: row.try_get("id")?,
            last: last.map(Revision::new),
            metadata: StreamMetadata::stored(metadata.as_deref()),
        })
    }

    /// The first revision young enough to be read; one past the end if none is.
    async fn first_alive(
        &self,
        id: i64,
        first: Revision,
        last: Revision,
        oldest: chrono::DateTime<chrono::Utc>,
    ) -> Result<Revision, ReadError> {
        let query = sql::query(&self.inner.statements.stream_forwards);
        let row = query
            .bind(id)
            .bind(first.get())
            .bind(last.get())
            .bind(oldest)
            .bind(1_i64)
            .fetch_optional(&self.inner.pool)
            .await?;
        let revision: Option<i64> = row.map(|row| row.try_get("revision")).transpose()?;
        Ok(revision.map_or(last.next(), Revision::new))
    }
}
