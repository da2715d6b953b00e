//! The appends of three known products, written anew in SQL from their documented schemas. They are baselines of the
//! SQL alone: the products' own clients add to it.

use async_trait::async_trait;
use sqlx::{PgPool, Row};
use uuid::Uuid;

use crate::peer::{Cursor, Mark, Outcome, Peer, Sort, data, mark, stream_name};
use crate::peers::naive::outcome;

/// What makes one product's append different from another's.
pub struct Baseline {
    pool: PgPool,
    name: &'static str,
    append: &'static str,
    follow: &'static str,
}

/// message-db: a function takes an advisory lock per category, checks the stream's version, and inserts.
const MESSAGE_DB: &str = r"
CREATE TABLE messages (global_position bigserial PRIMARY KEY, position bigint NOT NULL, time timestamp NOT NULL DEFAULT now(),
    stream_name text NOT NULL, type text NOT NULL, data jsonb, metadata jsonb, id uuid NOT NULL UNIQUE);
CREATE UNIQUE INDEX ON messages (stream_name, position);
CREATE INDEX ON messages (split_part(stream_name, '-', 1), global_position);
CREATE FUNCTION write_all(name text, expected bigint, ids uuid[], bodies text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    version bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(split_part(name, '-', 1), 0));
    SELECT coalesce(max(position), -1) INTO version FROM messages WHERE stream_name = name;
    IF version <> expected - 1 THEN
        RAISE EXCEPTION 'wrong expected version' USING ERRCODE = 'P0001';
    END IF;
    FOR each IN 1 .. array_length(ids, 1) LOOP
        INSERT INTO messages (id, stream_name, position, type, data, metadata)
        VALUES (ids[each], name, version + each, 'counted', bodies[each]::jsonb, '{}');
    END LOOP;
END $$";

/// commanded/eventstore: events, and links that put them into their stream and into `$all`, whose counter is one row.
const COMMANDED: &str = r"
CREATE TABLE streams (stream_id bigserial PRIMARY KEY, stream_uuid text NOT NULL UNIQUE, stream_version bigint NOT NULL DEFAULT 0);
INSERT INTO streams (stream_id, stream_uuid) VALUES (0, '$all');
CREATE TABLE events (event_id uuid PRIMARY KEY, event_type text NOT NULL, data bytea NOT NULL, metadata bytea, created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE stream_events (event_id uuid NOT NULL REFERENCES events, stream_id bigint NOT NULL REFERENCES streams,
    stream_version bigint NOT NULL, original_stream_id bigint, original_stream_version bigint, PRIMARY KEY (event_id, stream_id));
CREATE UNIQUE INDEX ON stream_events (stream_id, stream_version);
CREATE FUNCTION write_all(name text, expected bigint, ids uuid[], bodies text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    own bigint;
    total bigint;
    n bigint := array_length(ids, 1);
BEGIN
    IF expected = 0 THEN
        INSERT INTO streams (stream_uuid, stream_version) VALUES (name, n) ON CONFLICT DO NOTHING RETURNING stream_id INTO own;
    ELSE
        UPDATE streams SET stream_version = stream_version + n WHERE stream_uuid = name AND stream_version = expected
            RETURNING stream_id INTO own;
    END IF;
    IF own IS NULL THEN
        RAISE EXCEPTION 'wrong expected version' USING ERRCODE = 'P0001';
    END IF;
    INSERT INTO events (event_id, event_type, data, metadata)
        SELECT u.id, 'counted', convert_to(u.body, 'UTF8'), '' FROM unnest(ids, bodies) AS u (id, body);
    INSERT INTO stream_events (event_id, stream_id, stream_version, original_stream_id, original_stream_version)
        SELECT u.id, own, expected + u.n, own, expected + u.n FROM unnest(ids) WITH ORDINALITY AS u (id, n);
    UPDATE streams SET stream_version = stream_version + n WHERE stream_id = 0 RETURNING stream_version - n INTO total;
    INSERT INTO stream_events (event_id, stream_id, stream_version, original_stream_id, original_stream_version)
        SELECT u.id, 0, total + u.n, own, expected + u.n FROM unnest(ids) WITH ORDINALITY AS u (id, n);
END $$";

/// Marten: a row per stream with its version, and events numbered by a sequence.
const MARTEN: &str = r"
CREATE TABLE mt_streams (id text PRIMARY KEY, type text, version bigint NOT NULL, timestamp timestamptz NOT NULL DEFAULT now(), created timestamptz NOT NULL DEFAULT now());
CREATE SEQUENCE mt_events_sequence;
CREATE TABLE mt_events (seq_id bigint PRIMARY KEY, id uuid NOT NULL, stream_id text NOT NULL REFERENCES mt_streams, version bigint NOT NULL,
    data jsonb NOT NULL, type text NOT NULL, timestamp timestamptz NOT NULL DEFAULT now(), mt_dotnet_type text);
CREATE UNIQUE INDEX ON mt_events (stream_id, version);
CREATE FUNCTION write_all(name text, expected bigint, ids uuid[], bodies text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    n bigint := array_length(ids, 1);
    done bigint;
BEGIN
    IF expected = 0 THEN
        INSERT INTO mt_streams (id, version) VALUES (name, n) ON CONFLICT DO NOTHING RETURNING version INTO done;
    ELSE
        UPDATE mt_streams SET version = version + n, timestamp = now() WHERE id = name AND version = expected RETURNING version INTO done;
    END IF;
    IF done IS NULL THEN
        RAISE EXCEPTION 'wrong expected version' USING ERRCODE = 'P0001';
    END IF;
    FOR each IN 1 .. n LOOP
        INSERT INTO mt_events (seq_id, id, stream_id, version, data, type)
        VALUES (nextval('mt_events_sequence'), ids[each], name, expected + each, bodies[each]::jsonb, 'counted');
    END LOOP;
END $$";

impl Baseline {
    pub async fn message_db(pool: PgPool) -> anyhow::Result<Self> {
        let follow = "SELECT global_position AS at, data::text AS data FROM messages \
             WHERE global_position > $1 ORDER BY global_position LIMIT $2";
        Self::new(pool, "message-db (SQL)", MESSAGE_DB, follow).await
    }

    pub async fn commanded(pool: PgPool) -> anyhow::Result<Self> {
        let follow = "SELECT l.stream_version AS at, convert_from(e.data, 'UTF8') AS data FROM stream_events l \
             JOIN events e USING (event_id) WHERE l.stream_id = 0 AND l.stream_version > $1 ORDER BY l.stream_version LIMIT $2";
        Self::new(pool, "commanded/eventstore (SQL)", COMMANDED, follow).await
    }

    pub async fn marten(pool: PgPool) -> anyhow::Result<Self> {
        let follow = "SELECT seq_id AS at, data::text AS data FROM mt_events WHERE seq_id > $1 ORDER BY seq_id LIMIT $2";
        Self::new(pool, "Marten (SQL)", MARTEN, follow).await
    }

    async fn new(
        pool: PgPool,
        name: &'static str,
        schema: &'static str,
        follow: &'static str,
    ) -> anyhow::Result<Self> {
        sqlx::raw_sql(schema).execute(&pool).await?;
        Ok(Baseline { pool, name, append: "SELECT write_all($1, $2, $3, $4)", follow })
    }
}

#[async_trait]
impl Peer for Baseline {
    fn name(&self) -> &'static str {
        self.name
    }

    fn sort(&self) -> Sort {
        Sort::SqlBaseline
    }

    async fn append(&self, stream: usize, expected: i64, count: usize) -> anyhow::Result<Outcome> {
        let revisions: Vec<i64> = (expected..).take(count).collect();
        let result = sqlx::query(self.append)
            .bind(stream_name(stream))
            .bind(expected)
            .bind(revisions.iter().map(|_| Uuid::new_v4()).collect::<Vec<_>>())
            .bind(revisions.iter().map(|revision| data(stream, *revision)).collect::<Vec<_>>())
            .execute(&self.pool)
            .await;
        outcome(result.map(|_| ()))
    }

    async fn follow(&self, cursor: &mut Cursor, limit: i64) -> anyhow::Result<Option<Vec<Mark>>> {
        let rows = sqlx::query(self.follow).bind(cursor.number).bind(limit).fetch_all(&self.pool).await?;
        if let Some(last) = rows.last() {
            cursor.number = last.get("at");
        }
        let marks = rows.iter().map(|row| mark(row.get::<&str, _>("data").as_bytes()));
        marks.collect::<Result<Vec<_>, _>>().map(Some)
    }
}
