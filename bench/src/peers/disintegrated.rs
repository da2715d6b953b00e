//! `disintegrate-postgres`: appends are serializable transactions that query for conflicting events.

use std::sync::Mutex;

use async_trait::async_trait;
use disintegrate::{Event, EventStore, StreamItem, query};
use disintegrate_postgres::{Error, PgEventStore};
use disintegrate_serde::serde::json::Json;
use futures::StreamExt;
use sqlx08::PgPool;

use crate::peer::{
    Cursor, EVENT_BYTES, Mark, Outcome, Peer, REVISION_BASE, STREAM_BASE, STREAMS, Sort, stream_name, unmark,
};

#[derive(Debug, Clone, PartialEq, Eq, Event, serde::Serialize, serde::Deserialize)]
enum Counting {
    Counted {
        #[id]
        counter: String,
        s: u64,
        r: i64,
        pad: String,
    },
}

pub struct Disintegrated {
    store: PgEventStore<Counting, Json<Counting>>,
    /// The last event id per stream, which an append has to name.
    last: Vec<Mutex<i64>>,
}

impl Disintegrated {
    /// One of its functions has a hexadecimal number, which Postgres reads from version 16 on. It is installed
    /// unchecked and then given the same number in decimal digits.
    pub async fn new(pool: PgPool) -> anyhow::Result<Self> {
        sqlx08::query("ALTER ROLE test SET check_function_bodies = off").execute(&pool).await?;
        let unchecked = PgPool::connect_with(pool.connect_options().as_ref().clone()).await?;
        let store = PgEventStore::try_new(unchecked, Json::<Counting>::default()).await?;
        drop(store);
        sqlx08::query("ALTER ROLE test RESET check_function_bodies").execute(&pool).await?;
        let made: String =
            sqlx08::query_scalar("SELECT pg_get_functiondef('event_store_begin_epoch'::regproc)")
                .fetch_one(&pool)
                .await?;
        sqlx08::query(&made.replace("0xFFFFFFFF", "4294967295")).execute(&pool).await?;
        let store = PgEventStore::new_uninitialized(pool, Json::<Counting>::default());
        Ok(Disintegrated { store, last: (0..STREAMS).map(|_| Mutex::new(0)).collect() })
    }
}

#[async_trait]
impl Peer for Disintegrated {
    fn name(&self) -> &'static str {
        "disintegrate-postgres"
    }

    fn sort(&self) -> Sort {
        Sort::Library
    }

    async fn append(&self, stream: usize, expected: i64, count: usize) -> anyhow::Result<Outcome> {
        let counter = stream_name(stream);
        let events = (expected..).take(count).map(|revision| Counting::Counted {
            counter: counter.clone(),
            s: STREAM_BASE + stream as u64,
            r: REVISION_BASE + revision,
            pad: "x".repeat(EVENT_BYTES - 70),
        });
        let last = *self.last[stream].lock().expect("a number");
        let of_this_counter = query!(Counting; counter == counter.clone());
        match self.store.append(events.collect(), of_this_counter, last).await {
            Ok(written) => {
                let id = written.last().map_or(last, |event| event.id());
                *self.last[stream].lock().expect("a number") = id;
                Ok(Outcome::Written)
            }
            Err(Error::Concurrency) => Ok(Outcome::Conflict),
            // What serializable transactions report before they commit is a conflict as well.
            Err(Error::Database(error)) if serialization(&error) => Ok(Outcome::Conflict),
            Err(error) => Err(error.into()),
        }
    }

    async fn follow(&self, cursor: &mut Cursor, _limit: i64) -> anyhow::Result<Option<Vec<Mark>>> {
        let after = query!(Counting).change_origin(cursor.number);
        let mut items = EventStore::stream(&self.store, &after);
        let mut marks = Vec::new();
        while let Some(item) = items.next().await {
            if let StreamItem::Event(event) = item? {
                cursor.number = event.id();
                let Counting::Counted { s, r, .. } = event.into_inner();
                marks.push(unmark(s, r));
            }
        }
        Ok(Some(marks))
    }
}

fn serialization(error: &sqlx08::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).as_deref() == Some("40001")
}
