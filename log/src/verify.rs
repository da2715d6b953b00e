//! Checking that the log is as it was written: the whole of it, or one event against a head noted elsewhere.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use crate::chain::{Chain, Hash, Sealed};
use crate::metadata::BEGINNING;
use crate::{Fault, Head, Log, Position, ReadError, Revision, VerifyError, sql};

/// Rows looked at in one go.
const BATCH: i64 = 2_000;
/// Streams whose revisions are followed in memory. Beyond it the database's uniqueness and the hashes still hold.
const FOLLOWED_STREAMS: usize = 1_000_000;

/// What a verification has found to be whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The end of the log that was reached.
    pub head: Head,
    /// How many events were checked.
    pub events: u64,
}

/// A row as it is verified: all stored fields, and the digests of its payload.
pub(crate) struct Stored {
    position: Position,
    stream: Option<String>,
    stream_id: i64,
    revision: Revision,
    id: Uuid,
    kind: String,
    content_type: String,
    recorded_at: DateTime<Utc>,
    data_digest: Option<Hash>,
    metadata_digest: Option<Hash>,
    pub(crate) hash: Option<Hash>,
}

impl Stored {
    pub(crate) fn of(row: &PgRow) -> Result<Self, ReadError> {
        let digest = |column: &str| -> Result<Option<Hash>, sqlx::Error> {
            Ok(row.try_get::<Option<&[u8]>, _>(column)?.and_then(|bytes| Hash::stored(bytes).ok()))
        };
        Ok(Stored {
            position: Position::new(row.try_get("position")?),
            stream: row.try_get("name")?,
            stream_id: row.try_get("stream_id")?,
            revision: Revision::new(row.try_get("revision")?),
            id: row.try_get("id")?,
            kind: row.try_get("kind")?,
            content_type: row.try_get("content_type")?,
            recorded_at: row.try_get("recorded_at")?,
            data_digest: digest("data_digest")?,
            metadata_digest: digest("metadata_digest")?,
            hash: digest("hash")?,
        })
    }

    /// The leaf of the event; `None` when a part of it is not there.
    pub(crate) fn leaf(&self) -> Option<Hash> {
        let sealed = Sealed {
            position: self.position,
            stream: self.stream.as_deref()?,
            revision: self.revision,
            id: self.id,
            kind: &self.kind,
            content_type: &self.content_type,
            recorded_at: self.recorded_at,
            data_digest: self.data_digest?,
            metadata_digest: self.metadata_digest?,
        };
        Some(sealed.leaf())
    }
}

/// A walk along the log, event by event.
struct Walk {
    chain: Chain,
    recorded_at: DateTime<Utc>,
    revisions: HashMap<i64, Revision>,
}

impl Walk {
    fn step(&mut self, stored: &Stored) -> Result<(), Fault> {
        let next = self.chain.position() + 1;
        if stored.position.get() != next {
            return Err(Fault::Missing);
        }
        if stored.stream.is_none() {
            return Err(Fault::Stream);
        }
        let hash = stored.leaf().map(|leaf| self.chain.push(leaf));
        if hash.is_none() || hash != stored.hash {
            return Err(Fault::Hash);
        }
        if stored.recorded_at < self.recorded_at {
            return Err(Fault::Time);
        }
        self.recorded_at = stored.recorded_at;
        self.follow(stored)
    }

    fn follow(&mut self, stored: &Stored) -> Result<(), Fault> {
        // A stream's number is the position of its first event.
        let begins = stored.stream_id == stored.position.get();
        let follows = match self.revisions.get(&stored.stream_id) {
            Some(last) => stored.revision == last.next() || stored.revision == Revision::TOMBSTONE,
            None => begins || self.revisions.len() >= FOLLOWED_STREAMS,
        };
        let first_is_first =
            !begins || stored.revision == Revision::FIRST || stored.revision == Revision::TOMBSTONE;
        if !follows || !first_is_first {
            return Err(Fault::Revision);
        }
        if self.revisions.len() < FOLLOWED_STREAMS || self.revisions.contains_key(&stored.stream_id) {
            self.revisions.insert(stored.stream_id, stored.revision);
        }
        Ok(())
    }
}

impl Log {
    /// Walks the log from its first event and checks every stored field, every hash and every order. Memory stays
    /// constant in the number of events. `progress` is told how far the walk is, and where it will end.
    ///
    /// That nothing was cut off the end, or that all was not written anew, shows only against a head noted
    /// elsewhere: use [`Log::verify_against`].
    ///
    /// # Errors
    /// [`VerifyError::Broken`] names the first event that is not as it was written.
    pub async fn verify(&self, progress: impl FnMut(Position, Position)) -> Result<Verified, VerifyError> {
        self.walk(None, progress).await
    }

    /// As [`Log::verify`], and checks that the log still goes through a head noted earlier.
    ///
    /// # Errors
    /// As [`Log::verify`]; also when the log ends before the noted head, or has another hash there.
    pub async fn verify_against(
        &self,
        noted: Head,
        progress: impl FnMut(Position, Position),
    ) -> Result<Verified, VerifyError> {
        self.walk(Some(noted), progress).await
    }

    async fn walk(
        &self,
        noted: Option<Head>,
        mut progress: impl FnMut(Position, Position),
    ) -> Result<Verified, VerifyError> {
        let mut end = self.head().await?.position;
        let mut walk = Walk { chain: Chain::default(), recorded_at: BEGINNING, revisions: HashMap::new() };
        let broken = |position, fault| Err(VerifyError::Broken { position, fault });
        loop {
            let at = Position::new(walk.chain.position());
            let query = sql::query(&self.inner.statements.verify).bind(at.get()).bind(BATCH);
            let rows = query.fetch_all(&self.inner.pool).await.map_err(ReadError::from)?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let position = Position::new(walk.chain.position()).next();
                if let Err(fault) = walk.step(&Stored::of(row)?) {
                    return broken(position, fault);
                }
                if noted.is_some_and(|noted| noted.position == position && noted.hash != walk.chain.head()) {
                    return broken(position, Fault::Noted);
                }
            }
            let at = Position::new(walk.chain.position());
            end = end.max(at);
            progress(at, end);
        }
        let head = Head { position: Position::new(walk.chain.position()), hash: walk.chain.head() };
        if let Some(noted) = noted.filter(|noted| noted.position > head.position) {
            return broken(head.position.next().min(noted.position), Fault::Truncated);
        }
        Ok(Verified { head, events: head.position.get() as u64 })
    }
}
