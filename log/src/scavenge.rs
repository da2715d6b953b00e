//! Making room: the payloads that nobody can read any more give way to their digests.
//!
//! An event is never deleted. Its row stays, with its place in the chain, so positions stay contiguous and the log
//! still verifies; data and metadata are replaced by their SHA-256, which is all the chain needs.

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, Row as _};

use crate::metadata::BEGINNING;
use crate::{Log, Position, ReadError, Revision, StreamMetadata, StreamName};

/// Streams looked at in one go.
const STREAMS: i64 = 500;
/// Events emptied in one transaction.
const EVENTS: i64 = 1_000;

/// What a scavenge did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scavenged {
    /// Streams of which something was removed.
    pub streams: u64,
    /// Events whose payload was removed.
    pub events: u64,
    /// Bytes of payload removed. Postgres reuses the room after its next vacuum.
    pub bytes: u64,
}

/// The part of a stream that nobody can read.
struct Hidden {
    stream_id: i64,
    /// Where the stream ended when its metadata was read: if it comes back meanwhile, what is new is not touched.
    last: Revision,
    before: Revision,
    older_than: DateTime<Utc>,
}

impl Log {
    /// Removes the payloads that `$maxAge`, `$maxCount`, `$tb`, deletion and tombstones hide, and of all
    /// but the last thing said about a stream. It works in small transactions beside readers and writers, and can be stopped and run again.
    ///
    /// The role it runs as must be allowed to update the columns `data`, `metadata`, `data_digest` and
    /// `metadata_digest` of `event`; a writer needs none of that.
    ///
    /// # Errors
    /// When the database fails. What was done up to then stays done.
    pub async fn scavenge(&self, mut progress: impl FnMut(Scavenged)) -> Result<Scavenged, ReadError> {
        let mut done = Scavenged::default();
        let mut after = 0;
        loop {
            let hidden = self.hidden(&mut after).await?;
            let Some(hidden) = hidden else { return Ok(done) };
            for part in hidden {
                let before = done.events;
                self.empty(&part, &mut done).await?;
                done.streams += u64::from(done.events > before);
            }
            progress(done);
        }
    }

    /// The hidden parts of the next streams that have metadata or a tombstone; `None` when there are no more streams.
    async fn hidden(&self, after: &mut i64) -> Result<Option<Vec<Hidden>>, ReadError> {
        let schema = &self.inner.options.schema;
        let sql = format!(
            "SELECT s.id, s.name, last.revision, meta.data \
             FROM (SELECT * FROM {schema}.stream WHERE id > $1 ORDER BY id LIMIT $2) s \
             CROSS JOIN LATERAL (SELECT revision FROM {schema}.event WHERE stream_id = s.id \
                 ORDER BY revision DESC LIMIT 1) last \
             LEFT JOIN {schema}.stream m ON m.name = '$$' || s.name \
             LEFT JOIN LATERAL (SELECT data FROM {schema}.event WHERE stream_id = m.id \
                 ORDER BY revision DESC LIMIT 1) meta ON true ORDER BY s.id"
        );
        let rows =
            sqlx::query(AssertSqlSafe(sql)).bind(*after).bind(STREAMS).fetch_all(&self.inner.pool).await?;
        let Some(edge) = rows.last() else { return Ok(None) };
        *after = edge.try_get("id")?;
        let now = self.inner.options.clock.now();
        let mut hidden = Vec::new();
        for row in &rows {
            let stream = StreamName::stored(row.try_get("name")?);
            let last = Revision::new(row.try_get("revision")?);
            let metadata: Option<Vec<u8>> = row.try_get("data")?;
            let metadata = StreamMetadata::stored(metadata.as_deref());
            if let Some((before, older_than)) = hidden_part(&stream, last, &metadata, now) {
                hidden.push(Hidden { stream_id: row.try_get("id")?, last, before, older_than });
            }
        }
        Ok(Some(hidden))
    }

    /// Empties the hidden part of a stream, a bounded number of events at a time.
    async fn empty(&self, part: &Hidden, done: &mut Scavenged) -> Result<(), ReadError> {
        let schema = &self.inner.options.schema;
        let sql = format!(
            "WITH gone AS (SELECT position, octet_length(data) + coalesce(octet_length(metadata), 0) AS bytes \
                 FROM {schema}.event WHERE stream_id = $1 AND data IS NOT NULL \
                 AND revision <= $6 AND (revision < $2 OR recorded_at < $3) AND position > $4 ORDER BY revision LIMIT $5), \
             emptied AS (UPDATE {schema}.event e SET data = NULL, metadata = NULL, data_digest = sha256(e.data), \
                 metadata_digest = sha256(e.metadata) FROM gone WHERE e.position = gone.position RETURNING e.position) \
             SELECT (SELECT count(*) FROM emptied) AS events, coalesce(sum(bytes), 0)::bigint AS bytes, \
                 coalesce(max(position), 0) AS last FROM gone"
        );
        let mut after = 0_i64;
        loop {
            let query = sqlx::query(AssertSqlSafe(sql.clone()))
                .bind(part.stream_id)
                .bind(part.before.get())
                .bind(part.older_than)
                .bind(after)
                .bind(EVENTS)
                .bind(part.last.get());
            let row = query.fetch_one(&self.inner.pool).await?;
            let events: i64 = row.try_get("events")?;
            done.events += events as u64;
            done.bytes += row.try_get::<i64, _>("bytes")? as u64;
            if events < EVENTS {
                return Ok(());
            }
            after = Position::new(row.try_get("last")?).get();
        }
    }
}

/// Before which revision, and before which moment, nobody can read a stream. `None` when all of it can be read.
fn hidden_part(
    stream: &StreamName,
    last: Revision,
    metadata: &StreamMetadata,
    now: DateTime<Utc>,
) -> Option<(Revision, DateTime<Utc>)> {
    if last == Revision::TOMBSTONE || metadata.is_deleted() {
        return Some((Revision::TOMBSTONE, BEGINNING));
    }
    if stream.is_metastream() {
        // Only the last thing said about a stream counts; the others are history that `$$` reads show until now.
        return Some((last, BEGINNING));
    }
    let (before, older_than) = (metadata.first_readable(last), metadata.oldest_readable(now));
    (before > Revision::FIRST || older_than > BEGINNING).then_some((before, older_than))
}
