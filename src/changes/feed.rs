//! The feed: changes after a position, page by page, and word of when there are more.
//!
//! What was written last lies in memory, read once for all readers: a hundred readers that are up to
//! date cost the database as much as one. Whoever is further behind reads from the log.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use parvis_log::{Log, Message, Position, ReadAll, ReadError, RecordedEvent, Subscribe, Subscription};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::{Change, Known, Reach, Wanted, read};
use crate::runner::{Runner, RunnerError};

/// How many of the latest changes are kept in memory.
const KEPT: usize = 2_000;
/// How many positions one page looks at, at most.
const LOOKED_AT: i64 = 10_000;
/// How many events are read in one go, at least and at most.
const NARROWEST: usize = 50;
const WIDEST: usize = 2_000;
/// How long a page waits for the views to have what it tells of.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long the reader of the latest changes waits after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// Why a page could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The reader's position is not of this log.
    #[error(
        "position {after} lies beyond the end of the log, {head}; the reader followed another database, \
         or this one was restored from an older copy"
    )]
    BeyondEnd { after: i64, head: i64 },
    /// The log or the views failed.
    #[error(transparent)]
    Runner(#[from] RunnerError),
    /// The log failed.
    #[error("the changes cannot be read")]
    Read(#[from] ReadError),
}

/// Some changes, in order.
#[derive(Clone, Debug)]
pub struct Page {
    /// Those that are wanted and may be seen.
    pub changes: Vec<Arc<Change>>,
    /// Everything up to this position was looked at; the next page begins after it.
    pub upto: i64,
    /// Whether nothing stood after it.
    pub at_end: bool,
}

/// The feed of one database. Clones share what they keep in memory.
#[derive(Clone, Debug)]
pub struct Feed {
    log: Log,
    runner: Runner,
    tail: Arc<Tail>,
}

/// The latest changes, and the task that reads them, which ends with the feed.
#[derive(Debug)]
struct Tail {
    kept: Mutex<Kept>,
    end: watch::Sender<i64>,
    task: OnceLock<JoinHandle<()>>,
}

/// All changes after one position up to another.
#[derive(Debug, Default)]
struct Kept {
    after: i64,
    upto: i64,
    changes: VecDeque<Arc<Change>>,
}

impl Drop for Tail {
    fn drop(&mut self) {
        if let Some(task) = self.task.get() {
            task.abort();
        }
    }
}

impl Tail {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in what was written after `upto`.
    fn extend(&self, changes: Vec<Change>, upto: i64) {
        let mut kept = self.kept();
        kept.changes.extend(changes.into_iter().map(Arc::new));
        kept.upto = upto;
        while kept.changes.len() > KEPT {
            if let Some(oldest) = kept.changes.pop_front() {
                kept.after = oldest.position;
            }
        }
        drop(kept);
        self.end.send_replace(upto);
    }

    /// What is kept after a position and how far that goes, if all of it is.
    fn after(&self, position: i64) -> Option<(Vec<Arc<Change>>, i64)> {
        let kept = self.kept();
        if self.task.get().is_none() || position < kept.after || position > kept.upto {
            return None;
        }
        let first = kept.changes.partition_point(|change| change.position <= position);
        Some((kept.changes.range(first..).map(Arc::clone).collect(), kept.upto))
    }
}

impl Feed {
    /// The feed of a log, resolved by these views.
    pub fn new(log: Log, runner: Runner) -> Self {
        let tail = Tail { kept: Mutex::default(), end: watch::Sender::new(0), task: OnceLock::new() };
        Self { log, runner, tail: Arc::new(tail) }
    }

    /// The last position of the log, as it moves on. The first caller has the latest changes kept in memory from now on.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub async fn watch(&self) -> Result<watch::Receiver<i64>, FeedError> {
        if self.tail.task.get().is_none() {
            let head = self.log.head().await?.position;
            self.tail.task.get_or_init(|| {
                *self.tail.kept() = Kept { after: head.get(), upto: head.get(), changes: VecDeque::new() };
                self.tail.end.send_replace(head.get());
                tokio::spawn(follow(self.log.clone(), self.runner.clone(), Arc::downgrade(&self.tail)))
            });
        }
        Ok(self.tail.end.subscribe())
    }

    /// The last position of the log.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub async fn end(&self) -> Result<i64, FeedError> {
        Ok(self.log.head().await?.position.get())
    }

    /// Up to `limit` changes after a position. Fewer do not mean that there are no more; `at_end` does.
    ///
    /// # Errors
    /// When the position lies beyond the end, or the log or the views fail.
    pub async fn page(
        &self,
        after: i64,
        wanted: &Wanted,
        reach: &Reach,
        limit: usize,
    ) -> Result<Page, FeedError> {
        let mut page = Page { changes: Vec::new(), upto: after, at_end: false };
        // Little is read for little, and more each time where little of it is wanted.
        let mut width = limit.clamp(NARROWEST, WIDEST);
        while page.changes.len() < limit && page.upto - after < LOOKED_AT {
            let (changes, upto) = self.stretch(page.upto, width).await?;
            if upto == page.upto {
                page.at_end = true;
                break;
            }
            page.upto = upto;
            width = (2 * width).min(WIDEST);
            for change in &changes {
                if !wanted.wants(change) {
                    continue;
                }
                // What is wanted is asked of what may be seen, so that nobody finds out the rest by asking.
                if let Some(shown) = reach.shown(change).filter(|shown| wanted.wants(shown)) {
                    page.changes.push(shown);
                    if page.changes.len() == limit {
                        page.upto = change.position;
                        break;
                    }
                }
            }
        }
        Ok(page)
    }

    /// So many events after a position at most, without a gap.
    async fn events(&self, after: i64, width: usize) -> Result<Vec<RecordedEvent>, FeedError> {
        let events = self.log.read_all(ReadAll::after(Position::new(after), width)).await?;
        for (event, checkpoint) in events.iter().zip(after..) {
            let found = event.position.get();
            if found != checkpoint + 1 {
                return Err(RunnerError::Gap { checkpoint, found }.into());
            }
        }
        Ok(events)
    }

    /// All changes after a position as far as they are read in one go, and how far that is.
    async fn stretch(&self, after: i64, width: usize) -> Result<(Vec<Arc<Change>>, i64), FeedError> {
        if let Some(kept) = self.tail.after(after) {
            return Ok(kept);
        }
        let events = self.events(after, width).await?;
        let Some(last) = events.last() else {
            let head = self.end().await?;
            return if after > head {
                Err(FeedError::BeyondEnd { after, head })
            } else {
                Ok((vec![], after))
            };
        };
        let upto = last.position.get();
        let changes = changes(&self.runner, &events, last.position).await?;
        Ok((changes.into_iter().map(Arc::new).collect(), upto))
    }
}

/// Reads events as changes, once the views have them.
async fn changes(
    runner: &Runner,
    events: &[RecordedEvent],
    upto: Position,
) -> Result<Vec<Change>, RunnerError> {
    let kept = runner.at_least(upto, PATIENCE).await?;
    let known = Known::new(&kept.house);
    Ok(events.iter().filter_map(|event| read(event, &known)).collect())
}

/// Keeps the latest changes until the feed is gone.
async fn follow(log: Log, runner: Runner, tail: std::sync::Weak<Tail>) {
    let mut subscription: Option<Subscription> = None;
    loop {
        let Some(upto) = tail.upgrade().map(|tail| tail.kept().upto) else { return };
        let following = subscription.get_or_insert_with(|| {
            let name = "changes".to_owned();
            log.subscribe(Subscribe { after: Position::new(upto), name, ..Subscribe::default() })
        });
        let message = following.next().await;
        let Err(error) = take(message, &runner, &tail).await else { continue };
        tracing::warn!(error = %error, "the latest changes cannot be read; trying again");
        // What was read and not taken in is read again.
        subscription = None;
        tokio::time::sleep(AFTER_FAILURE).await;
    }
}

async fn take(
    message: Result<Message, ReadError>,
    runner: &Runner,
    tail: &std::sync::Weak<Tail>,
) -> Result<(), FeedError> {
    let (events, upto) = match message? {
        Message::Events(events) => {
            let Some(last) = events.last().map(|event| event.position) else { return Ok(()) };
            (events, last)
        }
        Message::Progress(upto) => (Vec::new(), upto),
        Message::CaughtUp(_) | Message::FellBehind(_) => return Ok(()),
    };
    let changes = changes(runner, &events, upto).await?;
    if let Some(tail) = tail.upgrade() {
        tail.extend(changes, upto.get());
    }
    Ok(())
}
