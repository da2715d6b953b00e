//! The SQL of the log, written once per schema.

use std::sync::Arc;

use sha2::{Digest, Sha256};
use sqlx::postgres::{PgArguments, PgRow, Postgres};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Row};

use crate::chain::Hash;
use crate::names::Names;
use crate::{ContentType, Position, ReadError, RecordedEvent, Revision};

/// One statement, ready to be run many times: Postgres plans it once per connection.
pub(crate) type Sql = Arc<str>;

/// A query of a statement.
pub(crate) fn query(sql: &Sql) -> Query<'static, Postgres, PgArguments> {
    sqlx::query(AssertSqlSafe(Arc::clone(sql)))
}

/// All statements for one schema, and its lock numbers.
#[derive(Debug)]
pub(crate) struct Statements {
    pub migration_lock: i64,
    pub append_lock: i64,
    pub channel: String,
    pub head: Sql,
    pub hashes: Sql,
    pub streams: Sql,
    pub revisions: Sql,
    pub ids: Sql,
    pub moved: Sql,
    pub insert_one: Sql,
    pub insert_one_with_stream: Sql,
    pub insert: Sql,
    pub insert_with_streams: Sql,
    pub stream: Sql,
    pub stream_forwards: Sql,
    pub stream_backwards: Sql,
    pub stream_at: Sql,
    pub names: Sql,
    pub window: Sql,
    pub window_filtered: Sql,
    pub stream_window: Sql,
    pub places: Sql,
    pub copy_headers: Sql,
    pub copy_events: Sql,
    pub verify: Sql,
    pub leaves: Sql,
}

/// What a read returns of an event; [`event`] turns the row into one.
const COLUMNS: &str = "e.position, e.stream_id, e.revision, e.id, e.kind, e.content_type, e.data, e.metadata, e.recorded_at, e.hash";
/// The same columns of a subquery.
const FOUND: &str = "found.position, found.stream_id, found.revision, found.id, found.kind, found.content_type, found.data, \
     found.metadata, found.recorded_at, found.hash";
/// What a replay sends of each event, and which events.
const HEADER: &str = "position, stream_id, revision, id, kind, recorded_at";
const WINDOW: &str = "FROM {schema}.event WHERE position > $1 AND position <= $2 ORDER BY position";
/// All that a hash covers, with the payload by its digests.
const STORED: &str = "SELECT e.position, s.name, e.revision, e.id, e.kind, e.content_type, e.recorded_at, e.hash, \
     e.stream_id, coalesce(sha256(e.data), e.data_digest) AS data_digest, \
     coalesce(sha256(e.metadata), e.metadata_digest) AS metadata_digest \
     FROM {schema}.event e LEFT JOIN {schema}.stream s ON s.id = e.stream_id";
/// The parameters $3 to $6: prefixes and regular expression of the stream, then of the event type.
const FILTER: &str = "($3::text[] IS NULL OR s.name ^@ ANY ($3)) AND ($4::text IS NULL OR s.name ~ $4) \
     AND ($5::text[] IS NULL OR e.kind ^@ ANY ($5)) AND ($6::text IS NULL OR e.kind ~ $6)";
const INSERT: &str = "INSERT INTO {schema}.event \
     (position, stream_id, revision, recorded_at, id, hash, kind, content_type, data, metadata) SELECT";
/// The row of a batch of one.
const ONE: &str = "$2::bigint, $3::bigint, $4::bigint, $5::timestamptz, $6::uuid, $7::bytea, $8::text, $9::text, $10::bytea, $11::bytea";
/// The rows of a batch.
const MANY: &str = "* FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::timestamptz[], $7::uuid[], $8::bytea[], \
     $9::text[], $10::text[], $11::bytea[], $12::bytea[])";
/// The condition under which anything is written: no other process is writing.
const LOCKED: &str = "pg_try_advisory_xact_lock($1)";
/// The same for a batch, and that its first position is free. One row alone is not worth the look: if its position is
/// taken, the primary key says so.
const FREE: &str =
    "pg_try_advisory_xact_lock($1) AND NOT EXISTS (SELECT FROM {schema}.event WHERE position = $2)";

/// That no stream has one of these names.
fn absent(names: &str) -> String {
    format!("NOT EXISTS (SELECT FROM {{schema}}.stream WHERE name = ANY ({names}::text[]))")
}

/// What the writer needs to know of streams: number, end, and the last thing said about each.
const STREAMS: &str = "SELECT asked.name, s.id, last.revision, last.position, meta.data FROM unnest($1::text[]) AS asked (name) \
                 LEFT JOIN LATERAL (SELECT id FROM {schema}.stream WHERE name = asked.name LIMIT 1) s ON true \
                 LEFT JOIN LATERAL (SELECT revision, position FROM {schema}.event WHERE stream_id = s.id \
                     ORDER BY revision DESC LIMIT 1) last ON true \
                 LEFT JOIN LATERAL (SELECT id FROM {schema}.stream WHERE name = '$$' || asked.name LIMIT 1) m ON true \
                 LEFT JOIN LATERAL (SELECT data FROM {schema}.event WHERE stream_id = m.id \
                     ORDER BY revision DESC LIMIT 1) meta ON true";

/// The same of one stream, for readers.
const STREAM: &str = "SELECT s.id, last.revision, meta.data FROM (SELECT $1::text AS name) asked \
                 LEFT JOIN {schema}.stream s ON s.name = asked.name \
                 LEFT JOIN LATERAL (SELECT revision FROM {schema}.event WHERE stream_id = s.id \
                     ORDER BY revision DESC LIMIT 1) last ON true \
                 LEFT JOIN {schema}.stream m ON m.name = '$$' || asked.name \
                 LEFT JOIN LATERAL (SELECT data FROM {schema}.event WHERE stream_id = m.id \
                     ORDER BY revision DESC LIMIT 1) meta ON true";

/// Where event ids stand in a stream.
const IDS: &str = "SELECT e.stream_id, e.revision, e.position, e.id \
                 FROM unnest($1::bigint[], $2::uuid[]) AS asked (stream_id, id) \
                 CROSS JOIN LATERAL (SELECT * FROM {schema}.event WHERE stream_id = asked.stream_id \
                     AND id = asked.id OFFSET 0) e";

/// Which events stand at revisions of a stream.
const REVISIONS: &str = "SELECT e.stream_id, e.revision, e.position, e.id \
                 FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS asked (stream_id, first, last) \
                 CROSS JOIN LATERAL (SELECT * FROM {schema}.event WHERE stream_id = asked.stream_id \
                     AND revision BETWEEN asked.first AND asked.last OFFSET 0) e";

impl Statements {
    pub(crate) fn new(schema: &str) -> Self {
        let sql = |text: &str| -> Sql { text.replace("{schema}", schema).into() };
        let event = "{schema}.event e JOIN {schema}.stream s ON s.id = e.stream_id";
        Statements {
            migration_lock: lock_number("migrate", schema),
            append_lock: lock_number("append", schema),
            channel: format!("{schema}_events"),
            head: sql(
                "SELECT position, hash, recorded_at FROM {schema}.event ORDER BY position DESC LIMIT 1",
            ),
            hashes: sql(
                "SELECT position, hash FROM {schema}.event WHERE position = ANY ($1) ORDER BY position",
            ),
            streams: sql(STREAMS),
            revisions: sql(REVISIONS),
            ids: sql(IDS),
            moved: sql(
                "SELECT DISTINCT s.name FROM {schema}.event e JOIN {schema}.stream s ON s.id = e.stream_id \
                 WHERE e.position > $1",
            ),
            insert_one: sql(&format!("{INSERT} {ONE} WHERE {LOCKED}")),
            insert_one_with_stream: sql(&format!(
                "WITH created AS (INSERT INTO {{schema}}.stream (id, name) \
                     SELECT $3, $12::text WHERE {LOCKED} AND {} RETURNING id) \
                 {INSERT} {ONE} FROM created",
                absent("$13")
            )),
            insert: sql(&format!("{INSERT} {MANY} WHERE (SELECT {FREE})")),
            insert_with_streams: sql(&format!(
                "WITH guard AS MATERIALIZED (SELECT {FREE} AND {} AS free), \
                 created AS (INSERT INTO {{schema}}.stream (id, name) \
                     SELECT * FROM unnest($13::bigint[], $14::text[]) WHERE (SELECT free FROM guard)) \
                 {INSERT} {MANY} WHERE (SELECT free FROM guard)",
                absent("$15")
            )),
            stream: sql(STREAM),
            stream_forwards: sql(&format!(
                "SELECT {COLUMNS} FROM {{schema}}.event e WHERE e.stream_id = $1 AND e.revision BETWEEN $2 AND $3 \
                 AND e.recorded_at >= $4 AND e.data IS NOT NULL ORDER BY e.stream_id, e.revision LIMIT $5"
            )),
            stream_backwards: sql(&format!(
                "SELECT {COLUMNS} FROM {{schema}}.event e WHERE e.stream_id = $1 AND e.revision BETWEEN $2 AND $3 \
                 AND e.recorded_at >= $4 AND e.data IS NOT NULL ORDER BY e.stream_id DESC, e.revision DESC LIMIT $5"
            )),
            stream_at: sql("SELECT revision FROM {schema}.event WHERE stream_id = $1 AND position <= $2 \
                 ORDER BY stream_id DESC, revision DESC LIMIT 1"),
            names: sql("SELECT id, name FROM {schema}.stream WHERE id = ANY ($1)"),
            window: sql(&format!(
                "SELECT {COLUMNS} FROM {{schema}}.event e WHERE e.position > $1 AND e.position <= $2 ORDER BY e.position"
            )),
            window_filtered: sql(&format!(
                "WITH seen AS (SELECT count(*) AS events, min(position) AS first, max(position) AS last \
                     FROM {{schema}}.event WHERE position > $1 AND position <= $2) \
                 SELECT {FOUND}, seen.events, seen.first, seen.last FROM seen LEFT JOIN LATERAL \
                     (SELECT {COLUMNS} FROM {event} WHERE e.position > $1 AND e.position <= $2 \
                     AND e.data IS NOT NULL AND {FILTER}) found ON true ORDER BY found.position"
            )),
            stream_window: sql(&format!(
                "SELECT {COLUMNS}, ({FILTER}) AS wanted FROM {event} WHERE e.stream_id = $1 AND e.revision > $2 \
                 AND e.position <= $7 ORDER BY e.stream_id, e.revision LIMIT $8"
            )),
            places: sql(
                "SELECT array_agg(stream_id), array_agg(revision), min(position), max(position) FROM \
                 (SELECT position, stream_id, revision FROM {schema}.event \
                 WHERE position > $1 AND position <= $2 ORDER BY position) place",
            ),
            copy_headers: sql(&format!("COPY (SELECT {HEADER} {WINDOW}) TO STDOUT (FORMAT binary)")),
            copy_events: sql(&format!(
                "COPY (SELECT {HEADER}, data, metadata, content_type {WINDOW}) TO STDOUT (FORMAT binary)"
            )),
            verify: sql(&format!("{STORED} WHERE e.position > $1 ORDER BY e.position LIMIT $2")),
            leaves: sql(&format!("{STORED} WHERE e.position = ANY ($1)")),
        }
    }
}

/// A number for an advisory lock that other programs of the same database are unlikely to use.
fn lock_number(purpose: &str, schema: &str) -> i64 {
    let digest: [u8; 32] = Sha256::digest(format!("parvis-log {purpose} {schema}")).into();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}

/// The event of a row of [`COLUMNS`], which are taken by their places because that is faster; `None` when its payload
/// was scavenged.
pub(crate) fn event(row: &PgRow, names: &Names) -> Result<Option<RecordedEvent>, ReadError> {
    let position = Position::new(row.try_get(0)?);
    let Some(data) = row.try_get::<Option<Vec<u8>>, _>(6)? else { return Ok(None) };
    let corrupt = |reason: &str| ReadError::Corrupt { position, reason: reason.to_owned() };
    let stream =
        names.get(&row.try_get(1)?).cloned().ok_or_else(|| corrupt("its stream is not on record"))?;
    Ok(Some(RecordedEvent {
        position,
        stream,
        revision: Revision::new(row.try_get(2)?),
        id: row.try_get(3)?,
        kind: row.try_get(4)?,
        content_type: ContentType::stored(row.try_get(5)?),
        data,
        metadata: row.try_get::<Option<Vec<u8>>, _>(7)?.unwrap_or_default(),
        recorded_at: row.try_get(8)?,
        hash: Hash::stored(row.try_get(9)?).map_err(|_| corrupt("its hash is not 32 bytes long"))?,
    }))
}
