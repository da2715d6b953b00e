//! The log of this repository.

use async_trait::async_trait;
use parvis_log::{
    AppendError, Expected, Log, Message, NewEvent, Options, Position, ReadAll, Revision, StreamName,
    Subscribe,
};
use sqlx::PgPool;
use uuid::Uuid;

use crate::peer::{Cursor, Mark, Outcome, Peer, Sort, data, mark, stream_name};

pub struct Ours {
    log: Log,
    streams: Vec<StreamName>,
}

impl Ours {
    pub async fn new(pool: PgPool) -> anyhow::Result<Self> {
        let log = Log::open(pool, Options::default()).await?;
        let streams = (0..crate::peer::STREAMS).map(|stream| StreamName::parse(stream_name(stream)));
        Ok(Ours { log, streams: streams.collect::<Result<_, _>>()? })
    }
}

pub fn event(stream: usize, revision: i64) -> NewEvent {
    NewEvent::json(Uuid::new_v4(), "counted", data(stream, revision))
}

#[async_trait]
impl Peer for Ours {
    fn name(&self) -> &'static str {
        "parvis-log"
    }

    fn sort(&self) -> Sort {
        Sort::Ours
    }

    async fn append(&self, stream: usize, expected: i64, count: usize) -> anyhow::Result<Outcome> {
        let events = (expected..).take(count).map(|revision| event(stream, revision)).collect();
        let expected =
            if expected == 0 { Expected::NoStream } else { Expected::Exact(Revision::new(expected - 1)) };
        match self.log.append(&self.streams[stream], expected, events).await {
            Ok(_) => Ok(Outcome::Written),
            Err(AppendError::WrongExpectedRevision { .. }) => Ok(Outcome::Conflict),
            Err(error) => Err(error.into()),
        }
    }

    async fn follow(&self, cursor: &mut Cursor, limit: i64) -> anyhow::Result<Option<Vec<Mark>>> {
        let read = ReadAll::after(Position::new(cursor.number), limit as usize);
        let events = self.log.read_all(read).await?;
        if let Some(last) = events.last() {
            cursor.number = last.position.get();
        }
        events.iter().map(|event| mark(&event.data)).collect::<Result<Vec<_>, _>>().map(Some)
    }

    async fn replay(&self, each: &mut (dyn FnMut(Mark) + Send)) -> anyhow::Result<bool> {
        let mut subscription = self.log.subscribe(Subscribe { batch: 5_000, ..Subscribe::default() });
        loop {
            match subscription.next().await? {
                Message::Events(events) => {
                    for event in &events {
                        each(mark(&event.data)?);
                    }
                }
                Message::CaughtUp(_) => return Ok(true),
                Message::Progress(_) | Message::FellBehind(_) => {}
            }
        }
    }
}
