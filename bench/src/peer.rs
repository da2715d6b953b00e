//! What is measured, and what it has to be able to do.

use anyhow::Context as _;
use async_trait::async_trait;

/// Size of an event's data in bytes.
pub const EVENT_BYTES: usize = 256;
/// How many streams the events are spread over.
pub const STREAMS: usize = 20_000;

/// How a candidate is to be read in the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// The log of this repository.
    Ours,
    /// A plain insert per transaction, which loses events at its readers.
    Reference,
    /// A published library, used as its documentation says.
    Library,
    /// The append of a known product, written anew in SQL from its documented schema.
    SqlBaseline,
}

/// Whether a write was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Written,
    Conflict,
}

/// Where a reader is; each candidate uses what it needs.
#[derive(Clone, Debug, Default)]
pub struct Cursor {
    pub number: i64,
    pub id: Option<uuid::Uuid>,
}

/// Something that stores events.
#[async_trait]
pub trait Peer: Send + Sync {
    fn name(&self) -> &'static str;
    fn sort(&self) -> Sort;

    fn identity(&self) -> (&'static str, Sort) {
        (self.name(), self.sort())
    }

    /// Writes events to a stream that has `expected` events so far.
    async fn append(&self, stream: usize, expected: i64, count: usize) -> anyhow::Result<Outcome>;

    /// Reads on from a cursor as its subscribers would. `None`: it has no order over all streams.
    async fn follow(&self, cursor: &mut Cursor, limit: i64) -> anyhow::Result<Option<Vec<Mark>>>;

    /// Reads everything from the beginning, in the way it is made for. `false`: it has no order over all streams.
    async fn replay(&self, each: &mut (dyn FnMut(Mark) + Send)) -> anyhow::Result<bool> {
        let mut cursor = Cursor::default();
        loop {
            let Some(read) = self.follow(&mut cursor, 5_000).await? else { return Ok(false) };
            if read.is_empty() {
                return Ok(true);
            }
            read.into_iter().for_each(&mut *each);
        }
    }

    /// Reads the stream of every event and nothing else, which is all that a counter per stream needs. `false`: it has no
    /// way to ask for less than whole events.
    async fn replay_streams(&self, _each: &mut (dyn FnMut(usize) + Send)) -> anyhow::Result<bool> {
        Ok(false)
    }
}

/// The stream of a name made by [`stream_name`].
pub fn stream_number(name: &str) -> anyhow::Result<usize> {
    name.strip_prefix("counter-").and_then(|digits| digits.parse().ok()).context("a stream of another bench")
}

/// What an event says: which stream it belongs to, and its number in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub stream: usize,
    pub revision: i64,
}

/// The data of an event: JSON of [`EVENT_BYTES`] bytes, because some candidates store nothing else.
pub fn data(stream: usize, revision: i64) -> String {
    let start =
        format!("{{\"s\":{},\"r\":{},\"pad\":\"", STREAM_BASE + stream as u64, REVISION_BASE + revision);
    let pad = EVENT_BYTES - start.len() - 2;
    format!("{start}{}\"}}", "x".repeat(pad))
}

/// Reads what [`data`] wrote, as bytes or as a JSON document.
pub fn mark(data: &[u8]) -> anyhow::Result<Mark> {
    #[derive(serde::Deserialize)]
    struct Body {
        s: u64,
        r: i64,
    }
    let body: Body = serde_json::from_slice(data)?;
    Ok(unmark(body.s, body.r))
}

/// Takes off the leading digit that keeps the numbers at one width.
pub fn unmark(stream: u64, revision: i64) -> Mark {
    Mark { stream: (stream - STREAM_BASE) as usize, revision: revision - REVISION_BASE }
}

/// Added to numbers so that they are all equally long.
pub const STREAM_BASE: u64 = 10_000_000;
pub const REVISION_BASE: i64 = 1_000_000_000;

pub fn stream_name(stream: usize) -> String {
    format!("counter-{stream:05}")
}
