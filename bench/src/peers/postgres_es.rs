//! `postgres-es`, the Postgres repository of cqrs-es. It keeps no order over all streams, so nobody can follow it.

use async_trait::async_trait;
use cqrs_es::persist::{PersistedEventRepository, PersistenceError, SerializedEvent};
use serde_json::json;
use sqlx08::PgPool;

use crate::peer::{Cursor, Mark, Outcome, Peer, REVISION_BASE, STREAM_BASE, Sort, data, stream_name};

pub struct PostgresEs {
    repository: ::postgres_es::PostgresEventRepository,
}

impl PostgresEs {
    pub async fn new(pool: PgPool) -> anyhow::Result<Self> {
        sqlx08::query(
            "CREATE TABLE events (aggregate_type text, aggregate_id text, sequence bigint CHECK (sequence >= 0), \
             event_type text NOT NULL, event_version text NOT NULL, payload json NOT NULL, metadata json NOT NULL, \
             PRIMARY KEY (aggregate_type, aggregate_id, sequence))",
        )
        .execute(&pool)
        .await?;
        Ok(PostgresEs { repository: ::postgres_es::PostgresEventRepository::new(pool) })
    }
}

/// The type parameter that the repository asks for.
#[derive(Default, serde::Serialize, serde::Deserialize)]
struct Counter;

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Counted;

impl cqrs_es::DomainEvent for Counted {
    fn event_type(&self) -> String {
        "counted".to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("never")]
struct Never;

impl cqrs_es::Aggregate for Counter {
    const TYPE: &'static str = "counter";
    type Command = ();
    type Event = Counted;
    type Error = Never;
    type Services = ();

    async fn handle(
        &mut self,
        _command: (),
        _services: &(),
        _sink: &cqrs_es::event_sink::EventSink<Self>,
    ) -> Result<(), Never> {
        Ok(())
    }

    fn apply(&mut self, _event: Counted) {}
}

#[async_trait]
impl Peer for PostgresEs {
    fn name(&self) -> &'static str {
        "postgres-es"
    }

    fn sort(&self) -> Sort {
        Sort::Library
    }

    async fn append(&self, stream: usize, expected: i64, count: usize) -> anyhow::Result<Outcome> {
        let pad = data(stream, expected).len() - 40;
        let events: Vec<_> = (expected..)
            .take(count)
            .map(|revision| {
                SerializedEvent::new(
                    stream_name(stream),
                    revision as usize + 1,
                    "counter".to_owned(),
                    "counted".to_owned(),
                    "1".to_owned(),
                    json!({"s": STREAM_BASE + stream as u64, "r": REVISION_BASE + revision, "pad": "x".repeat(pad)}),
                    json!({}),
                )
            })
            .collect();
        match self.repository.persist::<Counter>(&events, None).await {
            Ok(()) => Ok(Outcome::Written),
            Err(PersistenceError::OptimisticLockError) => Ok(Outcome::Conflict),
            Err(error) => Err(anyhow::anyhow!("{error}")),
        }
    }

    async fn follow(&self, _cursor: &mut Cursor, _limit: i64) -> anyhow::Result<Option<Vec<Mark>>> {
        Ok(None)
    }
}
