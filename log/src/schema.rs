//! The tables of the log, and how they come to be.
//!
//! - `event` has one row per event. Its primary key is the position, so two writers can never take the same one; its
//!   index also holds the stream and the revision, so whoever needs no more of an event reads nothing else.
//! - `stream` gives a stream its number, the position of its first event, so that rows and indexes stay narrow.
//! - `release` remembers which version of these tables exists.
//!
//! A trigger refuses every change of a stored event but one: replacing payloads by their digests. There are no check
//! constraints: Postgres prepares each one anew for every statement, which took a tenth of an append, and what they
//! would keep out is found by [`Log::verify`](crate::Log::verify).

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::LogError;
use crate::sql::Statements;

/// The version of the tables that this release writes.
const VERSION: i32 = 2;

const CREATE: &str = r#"
CREATE TABLE {schema}.release (
    version integer PRIMARY KEY,
    installed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE {schema}.stream (
    id bigint PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE
);
COMMENT ON COLUMN {schema}.stream.id IS 'the position of the stream''s first event';

CREATE TABLE {schema}.event (
    position bigint,
    stream_id bigint NOT NULL,
    revision bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    id uuid NOT NULL,
    hash bytea NOT NULL,
    kind text COLLATE "C" NOT NULL,
    content_type text COLLATE "C" NOT NULL,
    data bytea,
    metadata bytea,
    data_digest bytea,
    metadata_digest bytea,
    PRIMARY KEY (position) INCLUDE (stream_id, revision),
    UNIQUE (stream_id, revision)
);
CREATE INDEX event_stream_id_id_idx ON {schema}.event (stream_id, id);
COMMENT ON COLUMN {schema}.event.data_digest IS 'set when the data was scavenged';

CREATE FUNCTION {schema}.keep_event() RETURNS trigger LANGUAGE plpgsql AS $keep$
BEGIN
    IF TG_TABLE_NAME = 'event' AND TG_OP = 'UPDATE' THEN
        IF ROW(NEW.position, NEW.stream_id, NEW.revision, NEW.recorded_at, NEW.id, NEW.hash, NEW.kind, NEW.content_type)
         = ROW(OLD.position, OLD.stream_id, OLD.revision, OLD.recorded_at, OLD.id, OLD.hash, OLD.kind, OLD.content_type)
            AND NEW.data IS NULL AND NEW.data_digest = coalesce(OLD.data_digest, sha256(OLD.data))
            AND NEW.metadata IS NULL AND NEW.metadata_digest = coalesce(OLD.metadata_digest, sha256(OLD.metadata))
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$keep$;
CREATE TRIGGER keep_event BEFORE UPDATE OR DELETE ON {schema}.event
    FOR EACH ROW EXECUTE FUNCTION {schema}.keep_event();
CREATE TRIGGER keep_events BEFORE TRUNCATE ON {schema}.event
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.keep_event();
CREATE TRIGGER keep_stream BEFORE UPDATE OR DELETE ON {schema}.stream
    FOR EACH ROW EXECUTE FUNCTION {schema}.keep_event();
"#;

/// From version 1, which had check constraints and nothing but the position in the index of the primary key.
const FROM_1: &str = r"
ALTER TABLE {schema}.event DROP CONSTRAINT IF EXISTS event_position_check, DROP CONSTRAINT IF EXISTS event_revision_check,
    DROP CONSTRAINT IF EXISTS event_hash_check;
CREATE UNIQUE INDEX event_place_key ON {schema}.event (position) INCLUDE (stream_id, revision);
ALTER TABLE {schema}.event DROP CONSTRAINT event_pkey;
ALTER TABLE {schema}.event ADD CONSTRAINT event_pkey PRIMARY KEY USING INDEX event_place_key;
";

/// Brings the tables to the present version. Several processes may do so at once: the first one works, the
/// others wait and find it done. A role that may not create tables can open a log that is up to date.
pub(crate) async fn migrate(
    connection: &mut PgConnection,
    schema: &str,
    statements: &Statements,
) -> Result<(), LogError> {
    let encoding: String = sqlx::query_scalar("SHOW server_encoding").fetch_one(&mut *connection).await?;
    if encoding != "UTF8" {
        return Err(LogError::Encoding(encoding));
    }
    if installed(connection, schema).await? == VERSION {
        return Ok(());
    }
    let mut transaction = connection.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(statements.migration_lock)
        .execute(&mut *transaction)
        .await?;
    let found = installed(&mut transaction, schema).await?;
    if found > VERSION {
        return Err(LogError::TooNew { found, known: VERSION });
    }
    if found == 0 {
        let exists: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)")
            .bind(schema)
            .fetch_one(&mut *transaction)
            .await?;
        if !exists {
            sqlx::query(AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).execute(&mut *transaction).await?;
        }
    }
    if found < VERSION {
        let text = if found == 0 { CREATE } else { FROM_1 };
        sqlx::raw_sql(AssertSqlSafe(text.replace("{schema}", schema))).execute(&mut *transaction).await?;
        sqlx::query(AssertSqlSafe(format!("INSERT INTO {schema}.release (version) VALUES ($1)")))
            .bind(VERSION)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// The version of the tables there are; 0 when there are none.
async fn installed(connection: &mut PgConnection, schema: &str) -> Result<i32, LogError> {
    // Not to_regclass: within a transaction it may answer from what was cached before another process made the table.
    let exists: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
         WHERE n.nspname = $1 AND c.relname = 'release')",
    )
    .bind(schema)
    .fetch_one(&mut *connection)
    .await?;
    if !exists {
        return Ok(0);
    }
    let version: Option<i32> =
        sqlx::query_scalar(AssertSqlSafe(format!("SELECT max(version) FROM {schema}.release")))
            .fetch_one(&mut *connection)
            .await?;
    Ok(version.unwrap_or(0))
}
