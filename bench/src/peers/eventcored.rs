//! `eventcore-postgres`: positions are UUIDs of version 7, made by the writers.

use async_trait::async_trait;
use eventcore_postgres::PostgresEventStore;
use eventcore_types::{
    BatchSize, Event, EventFilter, EventPage, EventReader, EventStore, EventStoreError, StreamId,
    StreamPosition, StreamVersion, StreamWrites,
};
use sqlx08::PgPool;

use crate::peer::{
    Cursor, EVENT_BYTES, Mark, Outcome, Peer, REVISION_BASE, STREAM_BASE, Sort, stream_name, unmark,
};

pub struct Eventcored {
    store: PostgresEventStore,
}

#[derive(Clone, serde::Serialize, serde::Deserialize)]
struct Counted {
    id: StreamId,
    s: u64,
    r: i64,
    pad: String,
}

impl Event for Counted {
    fn stream_id(&self) -> &StreamId {
        &self.id
    }

    fn event_type_name() -> &'static str {
        "counted"
    }
}

impl Eventcored {
    pub async fn new(pool: PgPool) -> anyhow::Result<Self> {
        let store = PostgresEventStore::from_pool(pool);
        store.migrate().await;
        Ok(Eventcored { store })
    }
}

#[async_trait]
impl Peer for Eventcored {
    fn name(&self) -> &'static str {
        "eventcore-postgres"
    }

    fn sort(&self) -> Sort {
        Sort::Library
    }

    async fn append(&self, stream: usize, expected: i64, count: usize) -> anyhow::Result<Outcome> {
        let id = StreamId::try_new(stream_name(stream))?;
        let mut writes =
            StreamWrites::new().register_stream(id.clone(), StreamVersion::new(expected as usize))?;
        for revision in (expected..).take(count) {
            let (s, r) = (STREAM_BASE + stream as u64, REVISION_BASE + revision);
            let pad = "x".repeat(EVENT_BYTES - 64);
            writes = writes.append(Counted { id: id.clone(), s, r, pad })?;
        }
        match self.store.append_events(writes).await {
            Ok(_) => Ok(Outcome::Written),
            Err(EventStoreError::VersionConflict { .. }) => Ok(Outcome::Conflict),
            Err(error) => Err(anyhow::anyhow!("{error}")),
        }
    }

    async fn follow(&self, cursor: &mut Cursor, limit: i64) -> anyhow::Result<Option<Vec<Mark>>> {
        let limit = BatchSize::new(limit as usize);
        let page = match cursor.id {
            Some(id) => EventPage::after(StreamPosition::new(id), limit),
            None => EventPage::first(limit),
        };
        let read = EventReader::read_events::<Counted>(&self.store, EventFilter::all(), page).await;
        let events = read.map_err(|error| anyhow::anyhow!("{error}"))?;
        if let Some((_, last)) = events.last() {
            cursor.id = Some(last.into_inner());
        }
        Ok(Some(events.iter().map(|(event, _)| unmark(event.s, event.r)).collect()))
    }
}
