//! Reading the log again from a position on, as fast as it can be sent: for whoever builds a view anew.
//!
//! A replay sends no more of each event than its reader asks for, several windows of positions at once, and lends the
//! events out of the buffers they came in. Nothing is copied per event, and nobody waits for a page to be ready.

use std::collections::VecDeque;
use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use futures::TryStreamExt as _;
use sqlx::postgres::{PgPoolCopyExt as _, PgRow};
use sqlx::{Row as _, ValueRef as _};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::copied::{Copied, Numbers};
use crate::names::Names;
use crate::{ContentType, Log, Position, ReadError, Revision, StreamName, sql};

/// Windows that are read at the same time: one is folded while the next ones come.
const WINDOWS: usize = 3;
/// Positions in the first window. The next ones are larger, as long as the events are small.
const FIRST_WIDTH: i64 = 500;
const LONGEST_WIDTH: i64 = 10_000;
/// A window with more bytes than this makes the ones after it smaller.
const LARGE_WINDOW_BYTES: usize = 8 << 20;

/// Which part of the log is replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replay {
    /// The checkpoint: what comes after it is replayed.
    pub after: Position,
    /// The last position that is replayed, or the end of the log at this moment if that is earlier.
    pub to: Position,
}

impl Default for Replay {
    /// Everything there is.
    fn default() -> Self {
        Replay { after: Position::START, to: Position::END }
    }
}

/// Where an event stands. It is all that a count or an index of streams needs, and is read from an index alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Its place in the log.
    pub position: Position,
    /// The stream it belongs to.
    pub stream: &'a StreamName,
    /// Its place in the stream.
    pub revision: Revision,
}

/// All that is known of an event but what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header<'a> {
    /// Where it stands.
    pub place: Place<'a>,
    /// The id its writer gave it.
    pub id: Uuid,
    /// The event type.
    pub kind: &'a str,
    /// When it was written: UTC, microseconds.
    pub recorded_at: DateTime<Utc>,
}

/// An event on loan, for as long as it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LentEvent<'a> {
    /// Where it stands, and what is known of it.
    pub header: Header<'a>,
    /// What `data` is.
    pub content_type: ContentType,
    /// The bytes that were written.
    pub data: &'a [u8],
    /// The metadata bytes that were written.
    pub metadata: &'a [u8],
}

/// How much of each event is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parts {
    Places,
    Headers,
    Whole,
}

/// A window as it came.
struct Window {
    after: i64,
    last: i64,
    body: Body,
    names: Names,
}

enum Body {
    /// One row: the numbers of streams and revisions, in order of positions.
    Places(PgRow),
    Copied(Copied),
}

impl Log {
    /// Lends every event of a part of the log, in order, until `each` breaks off. Returns the position reached, from which
    /// a subscription goes on. Events whose payload was scavenged are left out, as in every other read.
    ///
    /// ```no_run
    /// # use std::{collections::BTreeMap, ops::ControlFlow};
    /// # use parvis_log::{Log, ReadError, Replay};
    /// # async fn example(log: Log) -> Result<(), ReadError> {
    /// let mut bytes_by_type: BTreeMap<String, usize> = BTreeMap::new();
    /// let reached = log.replay(Replay::default(), |event| {
    ///     *bytes_by_type.entry(event.header.kind.to_owned()).or_default() += event.data.len();
    ///     ControlFlow::Continue(())
    /// }).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ReadError::Gap`] when a position is missing, [`ReadError::BeyondEnd`] when the checkpoint is beyond the end of the
    /// log, or the database fails. What was lent before stays lent: build beside what is in use.
    pub async fn replay(
        &self,
        part: Replay,
        mut each: impl FnMut(LentEvent<'_>) -> ControlFlow<()>,
    ) -> Result<Position, ReadError> {
        self.replay_windows(part, Parts::Whole, |window| window.each_event(&mut each)).await
    }

    /// As [`Log::replay`], without the payload, and so about three times as fast. Events whose payload was scavenged are
    /// there as well: their places and types remain.
    ///
    /// # Errors
    /// As [`Log::replay`].
    pub async fn replay_headers(
        &self,
        part: Replay,
        mut each: impl FnMut(Header<'_>) -> ControlFlow<()>,
    ) -> Result<Position, ReadError> {
        self.replay_windows(part, Parts::Headers, |window| window.each_header(&mut each)).await
    }

    /// As [`Log::replay_headers`], and of each event no more than its stream and its place there.
    ///
    /// # Errors
    /// As [`Log::replay`].
    pub async fn replay_places(
        &self,
        part: Replay,
        mut each: impl FnMut(Place<'_>) -> ControlFlow<()>,
    ) -> Result<Position, ReadError> {
        self.replay_windows(part, Parts::Places, |window| window.each_place(&mut each)).await
    }

    /// Reads the windows of a part in order, and ahead of the one in hand.
    async fn replay_windows(
        &self,
        part: Replay,
        parts: Parts,
        mut fold: impl FnMut(&Window) -> Result<ControlFlow<Position>, ReadError>,
    ) -> Result<Position, ReadError> {
        let head = self.head().await?.position;
        if part.after > head {
            return Err(ReadError::BeyondEnd { checkpoint: part.after, head });
        }
        let to = part.to.min(head).get();
        let (mut asked, mut width) = (part.after.get(), FIRST_WIDTH);
        let mut ahead: VecDeque<JoinHandle<Result<Window, ReadError>>> = VecDeque::new();
        loop {
            // Up to the head everything is committed, so a window does not change any more.
            while ahead.len() < WINDOWS && asked < to {
                let (log, after, last) = (self.clone(), asked, (asked + width).min(to));
                ahead.push_back(tokio::spawn(async move { log.fetch(after, last, parts).await }));
                asked = last;
            }
            let Some(fetching) = ahead.pop_front() else { return Ok(part.after.max(Position::new(to))) };
            let window = fetching.await.map_err(|_| ReadError::Database(sqlx::Error::WorkerCrashed))??;
            if let ControlFlow::Break(position) = fold(&window)? {
                return Ok(position);
            }
            width = if window.bytes() > LARGE_WINDOW_BYTES { width / 2 } else { width * 2 };
            width = width.clamp(1, LONGEST_WIDTH);
        }
    }

    async fn fetch(&self, after: i64, last: i64, parts: Parts) -> Result<Window, ReadError> {
        let statements = &self.inner.statements;
        let (columns, copy) = match parts {
            Parts::Places => {
                let query = sql::query(&statements.places).bind(after).bind(last);
                let row = query.fetch_one(&self.inner.pool).await?;
                let names = self.names(numbers(&row, 0)?.iter()).await?;
                return Ok(Window { after, last, body: Body::Places(row), names });
            }
            Parts::Headers => (6, &statements.copy_headers),
            Parts::Whole => (9, &statements.copy_events),
        };
        // COPY takes no parameters; these are numbers.
        let statement = copy.replace("$1", &after.to_string()).replace("$2", &last.to_string());
        let mut bytes: Vec<u8> = Vec::new();
        let mut chunks = self.inner.pool.copy_out_raw(&statement).await?;
        while let Some(chunk) = chunks.try_next().await? {
            bytes.extend_from_slice(&chunk);
        }
        let copied = Copied::new(bytes, columns);
        let streams = copied.rows().map(|row| row.number(1)).collect::<Option<Vec<i64>>>();
        let names = self.names(streams.unwrap_or_default().into_iter()).await?;
        Ok(Window { after, last, body: Body::Copied(copied), names })
    }
}

/// The numbers in a column of a row that has them all.
fn numbers(row: &PgRow, column: usize) -> Result<Numbers<'_>, ReadError> {
    let raw = row.try_get_raw(column)?;
    if raw.is_null() {
        return Ok(Numbers::default());
    }
    let bytes = raw.as_bytes().map_err(sqlx::Error::Decode)?;
    Numbers::of(bytes)
        .ok_or_else(|| ReadError::Database(sqlx::Error::Protocol("no array of numbers".to_owned())))
}

impl Window {
    fn bytes(&self) -> usize {
        match &self.body {
            Body::Places(_) => 0,
            Body::Copied(copied) => copied.bytes(),
        }
    }

    fn name(&self, position: i64, stream: i64) -> Result<&StreamName, ReadError> {
        self.names.get(&stream).ok_or_else(|| corrupt(position, "its stream is not on record"))
    }

    fn each_place(
        &self,
        each: &mut impl FnMut(Place<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<Position>, ReadError> {
        let Body::Places(row) = &self.body else { return Ok(ControlFlow::Continue(())) };
        let (streams, revisions) = (numbers(row, 0)?, numbers(row, 1)?);
        let edges: (Option<i64>, Option<i64>) = (row.try_get(2)?, row.try_get(3)?);
        let count = streams.iter().len() as i64;
        follows(self.after + 1, edges.0.unwrap_or(self.last + 1))?;
        follows(self.last, edges.1.unwrap_or(self.last))?;
        follows(self.last + 1, self.after + 1 + count)?;
        for (position, (stream, revision)) in (self.after + 1..).zip(streams.iter().zip(revisions.iter())) {
            let (stream, revision) = (self.name(position, stream)?, Revision::new(revision));
            let position = Position::new(position);
            if each(Place { position, stream, revision }).is_break() {
                return Ok(ControlFlow::Break(position));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn each_header(
        &self,
        each: &mut impl FnMut(Header<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<Position>, ReadError> {
        self.each_row(|header, _| each(header))
    }

    fn each_event(
        &self,
        each: &mut impl FnMut(LentEvent<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<Position>, ReadError> {
        self.each_row(|header, row| {
            let Some(data) = row.bytes(6) else { return ControlFlow::Continue(()) };
            let content_type = ContentType::stored(row.text(8).unwrap_or_default());
            each(LentEvent { header, content_type, data, metadata: row.bytes(7).unwrap_or_default() })
        })
    }

    /// Asserts that no position is missing, and lends what each row begins with.
    fn each_row(
        &self,
        mut each: impl FnMut(Header<'_>, &crate::copied::Fields<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<Position>, ReadError> {
        let Body::Copied(copied) = &self.body else { return Ok(ControlFlow::Continue(())) };
        let mut next = self.after + 1;
        for row in copied.rows() {
            let position = row.number(0).unwrap_or(0);
            follows(next, position)?;
            let header = self.header(position, &row)?;
            if each(header, &row).is_break() {
                return Ok(ControlFlow::Break(Position::new(position)));
            }
            next += 1;
        }
        follows(next, self.last + 1)?;
        Ok(ControlFlow::Continue(()))
    }

    fn header<'a>(&'a self, position: i64, row: &crate::copied::Fields<'a>) -> Result<Header<'a>, ReadError> {
        let missing = |what: &'static str| move || corrupt(position, what);
        let stream = self.name(position, row.number(1).ok_or_else(missing("it has no stream"))?)?;
        let revision = Revision::new(row.number(2).ok_or_else(missing("it has no revision"))?);
        Ok(Header {
            place: Place { position: Position::new(position), stream, revision },
            id: row.uuid(3).ok_or_else(missing("it has no id"))?,
            kind: row.text(4).ok_or_else(missing("its type is no text"))?,
            recorded_at: row.moment(5).ok_or_else(missing("it has no time"))?,
        })
    }
}

fn corrupt(position: i64, reason: &str) -> ReadError {
    ReadError::Corrupt { position: Position::new(position), reason: reason.to_owned() }
}

fn follows(expected: i64, found: i64) -> Result<(), ReadError> {
    if expected == found {
        return Ok(());
    }
    Err(ReadError::Gap { expected: Position::new(expected), found: Position::new(found) })
}
