//! The reference: one insert per transaction, with positions from a sequence. Its readers lose events, because a
//! number is taken before its transaction commits, and a reader that has seen a later one does not look back.

use async_trait::async_trait;
use sqlx::{PgPool, Row};
use uuid::Uuid;

use crate::peer::{Cursor, Mark, Outcome, Peer, Sort, data, mark, stream_name, stream_number};

pub struct Naive {
    pool: PgPool,
}

impl Naive {
    pub async fn new(pool: PgPool) -> anyhow::Result<Self> {
        sqlx::raw_sql(
            "CREATE TABLE naive (position bigserial PRIMARY KEY, stream text COLLATE \"C\" NOT NULL, \
             revision bigint NOT NULL, id uuid NOT NULL, kind text NOT NULL, data bytea NOT NULL, \
             metadata bytea NOT NULL, recorded_at timestamptz NOT NULL DEFAULT now(), UNIQUE (stream, revision))",
        )
        .execute(&pool)
        .await?;
        Ok(Naive { pool })
    }
}

pub fn outcome(result: Result<(), sqlx::Error>) -> anyhow::Result<Outcome> {
    match result {
        Ok(()) => Ok(Outcome::Written),
        Err(error) => match error.as_database_error().and_then(sqlx::error::DatabaseError::code).as_deref() {
            Some("23505" | "P0001" | "40001") => Ok(Outcome::Conflict),
            _ => Err(error.into()),
        },
    }
}

#[async_trait]
impl Peer for Naive {
    fn name(&self) -> &'static str {
        "naive insert"
    }

    fn sort(&self) -> Sort {
        Sort::Reference
    }

    async fn append(&self, stream: usize, expected: i64, count: usize) -> anyhow::Result<Outcome> {
        let name = stream_name(stream);
        let result = if count == 1 {
            sqlx::query(
                "INSERT INTO naive (stream, revision, id, kind, data, metadata) VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(name)
            .bind(expected)
            .bind(Uuid::new_v4())
            .bind("counted")
            .bind(data(stream, expected).into_bytes())
            .bind(Vec::<u8>::new())
            .execute(&self.pool)
            .await
        } else {
            let revisions: Vec<i64> = (expected..).take(count).collect();
            sqlx::query(
                "INSERT INTO naive (stream, revision, id, kind, data, metadata) \
                 SELECT $1, u.revision, u.id, 'counted', u.data, '' FROM unnest($2::bigint[], $3::uuid[], $4::bytea[]) \
                 AS u (revision, id, data)",
            )
            .bind(name)
            .bind(&revisions)
            .bind(revisions.iter().map(|_| Uuid::new_v4()).collect::<Vec<_>>())
            .bind(revisions.iter().map(|revision| data(stream, *revision).into_bytes()).collect::<Vec<_>>())
            .execute(&self.pool)
            .await
        };
        outcome(result.map(|_| ()))
    }

    async fn follow(&self, cursor: &mut Cursor, limit: i64) -> anyhow::Result<Option<Vec<Mark>>> {
        let rows = sqlx::query(
            "SELECT position, stream, revision, id, kind, data, metadata, recorded_at FROM naive \
             WHERE position > $1 ORDER BY position LIMIT $2",
        )
        .bind(cursor.number)
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        if let Some(last) = rows.last() {
            cursor.number = last.get("position");
        }
        rows.iter().map(|row| mark(row.get("data"))).collect::<Result<Vec<_>, _>>().map(Some)
    }

    async fn replay_streams(&self, each: &mut (dyn FnMut(usize) + Send)) -> anyhow::Result<bool> {
        let mut after = 0_i64;
        loop {
            let rows = sqlx::query(
                "SELECT position, stream FROM naive WHERE position > $1 ORDER BY position LIMIT 5000",
            )
            .bind(after)
            .fetch_all(&self.pool)
            .await?;
            let Some(last) = rows.last() else { return Ok(true) };
            after = last.get(0);
            for row in &rows {
                each(stream_number(row.get(1))?);
            }
        }
    }
}
