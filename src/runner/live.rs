//! Views that follow the log by themselves.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use parvis_log::{Message, ReadError, Subscribe};
use sqlx::{Connection as _, PgConnection};
use tokio::task::JoinHandle;

use super::storing::{STALLED, Written};
use super::{BATCH, Runner, RunnerError};

/// How often somebody who has nothing to write looks whether the lease is free.
const LOOK_FOR_LEASE: Duration = Duration::from_secs(1);
/// How long somebody who leaves writing to another waits before looking how far that is.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// How long to wait after the database failed.
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// Keeps the views live for as long as it exists.
#[derive(Debug)]
pub struct Live {
    runner: Runner,
    tasks: [JoinHandle<()>; 2],
}

impl Drop for Live {
    fn drop(&mut self) {
        self.runner.shared.live.fetch_sub(1, Ordering::Relaxed);
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Runner {
    /// Follows the log: facts are folded as soon as they are written, and the tables follow, by this process or by another
    /// that does the same.
    pub fn live(&self) -> Live {
        self.shared.live.fetch_add(1, Ordering::Relaxed);
        let tasks = [tokio::spawn(follow(self.clone())), tokio::spawn(write(self.clone()))];
        Live { runner: self.clone(), tasks }
    }

    /// Folds what of these events was not folded yet. False when they do not follow on it.
    async fn take_next(&self, mut events: Vec<parvis_log::RecordedEvent>) -> Result<bool, RunnerError> {
        let mut desk = self.shared.desk.lock().await;
        let at = desk.kept.checkpoint;
        events.retain(|event| event.position.get() > at);
        if events.first().is_some_and(|first| first.position.get() != at + 1) {
            return Ok(false);
        }
        self.take_in(&mut desk, &events).await?;
        Ok(true)
    }
}

async fn follow(runner: Runner) {
    loop {
        let request = Subscribe {
            after: runner.position(),
            batch: BATCH,
            name: "views".to_owned(),
            ..Subscribe::default()
        };
        let mut subscription = runner.log.subscribe(request);
        loop {
            match subscription.next().await {
                Ok(Message::Events(events)) => match runner.take_next(events).await {
                    Ok(true) => {}
                    // The views were made anew; follow from where they are now.
                    Ok(false) => break,
                    Err(error) => {
                        tracing::warn!(%error, "facts could not be folded; trying again");
                        break;
                    }
                },
                Ok(Message::Progress(_) | Message::CaughtUp(_) | Message::FellBehind(_)) => {}
                Err(error @ (ReadError::Gap { .. } | ReadError::BeyondEnd { .. })) => {
                    tracing::error!(%error, "the views stand still: the log is not what they were folded from");
                    return;
                }
                Err(error) => {
                    tracing::warn!(%error, "the log could not be followed; trying again");
                    break;
                }
            }
        }
        tokio::time::sleep(TRY_AGAIN / 10).await;
    }
}

/// The connection that the tables are written on, which holds the lease if it could be had.
struct Desk {
    connection: PgConnection,
    ours: bool,
    /// Where the tables were when they last moved, and when that was.
    others: (Option<i64>, Instant),
}

async fn write(runner: Runner) {
    let mut shown = runner.shared.shown.subscribe();
    let mut desk: Option<Desk> = None;
    loop {
        match write_once(&runner, &mut desk).await {
            Ok(Written::Yes) => {
                // Elapsed, it looks whether the lease is free by now.
                let _ = tokio::time::timeout(LOOK_FOR_LEASE, shown.changed()).await;
            }
            Ok(Written::Leased(_)) => tokio::time::sleep(LOOK_AGAIN).await,
            Err(error) => {
                tracing::warn!(%error, "the tables of views could not be written; trying again");
                desk = None;
                tokio::time::sleep(TRY_AGAIN).await;
            }
        }
    }
}

async fn write_once(runner: &Runner, held: &mut Option<Desk>) -> Result<Written, RunnerError> {
    if held.is_none() {
        let connection = PgConnection::connect_with(&runner.pool.connect_options()).await?;
        *held = Some(Desk { connection, ours: false, others: (None, Instant::now()) });
    }
    let Some(desk) = held else { return Ok(Written::Leased(None)) };
    if !desk.ours {
        desk.ours = Runner::take_lease(&mut desk.connection).await?;
    }
    let stalled = desk.others.1.elapsed() >= STALLED;
    let written = runner.store(&mut desk.connection, stalled).await?;
    match written {
        Written::Leased(at) if at == desk.others.0 => {}
        Written::Leased(at) => desk.others = (at, Instant::now()),
        Written::Yes => desk.others = (None, Instant::now()),
    }
    Ok(written)
}
