//! The log of this repository.

use std::ops::ControlFlow;

use async_trait::async_trait;
use parvis_log::{
    AppendError, Expected, Log, NewEvent, Options, Position, ReadAll, Replay, Revision, StreamName,
};
use sqlx::PgPool;
use uuid::Uuid;

use crate::peer::{Cursor, Mark, Outcome, Peer, Sort, data, mark, stream_name, stream_number};

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
        let mut outcome = Ok(());
        self.log
            .replay(Replay::default(), |event| keep(mark(event.data).map(&mut *each), &mut outcome))
            .await?;
        outcome.map(|()| true)
    }

    async fn replay_streams(&self, each: &mut (dyn FnMut(usize) + Send)) -> anyhow::Result<bool> {
        let mut outcome = Ok(());
        self.log
            .replay_places(Replay::default(), |place| {
                keep(stream_number(place.stream.as_str()).map(&mut *each), &mut outcome)
            })
            .await?;
        outcome.map(|()| true)
    }
}

/// Goes on, or keeps why not.
fn keep(step: anyhow::Result<()>, outcome: &mut anyhow::Result<()>) -> ControlFlow<()> {
    match step {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            *outcome = Err(error);
            ControlFlow::Break(())
        }
    }
}
