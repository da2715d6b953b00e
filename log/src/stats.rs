//! What a log amounts to.

use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, Row as _};

use crate::{Head, Log, ReadError};

/// What a log amounts to.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Stats {
    /// The end of the log.
    pub head: Head,
    /// How many streams there are, metadata streams and deleted ones included.
    pub streams: u64,
    /// How many events there are; as positions are contiguous, this is the last position.
    pub events: u64,
    /// Bytes on disk, indexes included.
    pub bytes: u64,
    /// Bytes of the indexes alone.
    pub index_bytes: u64,
    /// When the first event was recorded.
    pub first_recorded_at: Option<DateTime<Utc>>,
    /// When the last event was recorded.
    pub last_recorded_at: Option<DateTime<Utc>>,
    /// The rate: events of the hour before the last event.
    pub events_last_hour: u64,
    /// The slowest write of this process since it opened the log, in milliseconds.
    pub slowest_append_ms: u64,
    /// The streams with the most events, the longest first, ten at most.
    pub longest_streams: Vec<StreamLength>,
}

/// How long a stream is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct StreamLength {
    /// The stream's name.
    pub stream: String,
    /// How many events it has.
    pub events: u64,
}

impl Log {
    /// Counts what there is. It reads the index of all streams, so it is for people, not for every request.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn stats(&self) -> Result<Stats, ReadError> {
        let schema = &self.inner.options.schema;
        let head = self.head().await?;
        let totals = format!(
            "SELECT (SELECT count(*) FROM {schema}.stream) AS streams, \
             pg_total_relation_size('{schema}.event') + pg_total_relation_size('{schema}.stream') AS bytes, \
             pg_indexes_size('{schema}.event') + pg_indexes_size('{schema}.stream') AS index_bytes, \
             (SELECT recorded_at FROM {schema}.event ORDER BY position LIMIT 1) AS first, \
             (SELECT recorded_at FROM {schema}.event ORDER BY position DESC LIMIT 1) AS last"
        );
        let row = sqlx::query(AssertSqlSafe(totals)).fetch_one(&self.inner.pool).await?;
        let last: Option<DateTime<Utc>> = row.try_get("last")?;
        Ok(Stats {
            head,
            streams: row.try_get::<i64, _>("streams")? as u64,
            events: head.position.get() as u64,
            bytes: row.try_get::<i64, _>("bytes")? as u64,
            index_bytes: row.try_get::<i64, _>("index_bytes")? as u64,
            first_recorded_at: row.try_get("first")?,
            last_recorded_at: last,
            events_last_hour: self
                .events_since(last.map(|last| last - chrono::TimeDelta::hours(1)), head)
                .await?,
            slowest_append_ms: self.inner.slowest_append_ms.load(Ordering::Relaxed),
            longest_streams: self.longest_streams().await?,
        })
    }

    /// Times never go back, so the first event of a span is found by halving.
    async fn events_since(&self, since: Option<DateTime<Utc>>, head: Head) -> Result<u64, ReadError> {
        let Some(since) = since else { return Ok(0) };
        let sql =
            format!("SELECT recorded_at >= $2 FROM {}.event WHERE position = $1", self.inner.options.schema);
        let (mut low, mut high) = (0, head.position.get());
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            let query = sqlx::query_scalar(AssertSqlSafe(sql.clone())).bind(middle).bind(since);
            let young: bool = query.fetch_optional(&self.inner.pool).await?.unwrap_or(false);
            if young { high = middle } else { low = middle }
        }
        Ok((head.position.get() - low) as u64)
    }

    async fn longest_streams(&self) -> Result<Vec<StreamLength>, ReadError> {
        let schema = &self.inner.options.schema;
        // A tombstone's revision says nothing of the length, so streams that have one are counted by what is before it.
        let sql = format!(
            "SELECT s.name, coalesce(last.revision + 1, 0) AS events FROM {schema}.stream s \
             LEFT JOIN LATERAL (SELECT revision FROM {schema}.event WHERE stream_id = s.id \
                 AND revision < 9223372036854775807 ORDER BY revision DESC LIMIT 1) last ON true \
             ORDER BY events DESC, s.name LIMIT 10"
        );
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&self.inner.pool).await?;
        rows.iter()
            .map(|row| {
                Ok(StreamLength {
                    stream: row.try_get("name")?,
                    events: row.try_get::<i64, _>("events")? as u64,
                })
            })
            .collect()
    }
}
