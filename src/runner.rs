//! Keeps the views: facts in, rows and checkpoint out, in one transaction.
//!
//! Every process folds for itself, in memory, where readers look; the fold is the same everywhere. The tables are written
//! beside that, by whoever holds the lease, and only if their checkpoint is where the writer thinks it is, so each fact
//! counts once: see `storing`. A fact that cannot be read parks its stream: the stream's later facts wait, everything
//! else goes on.

mod folding;
mod live;
mod storing;
mod tables;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use parvis_log::{Log, Position, ReadError, RecordedEvent};
use parvis_projections::{House, house};
use sqlx::{PgConnection, PgPool};
use tokio::sync::{Mutex, watch};

pub use self::live::Live;
use self::storing::Unwritten;
pub use self::tables::{TableDifference, ViewStatus};
use crate::people::{KeyRing, PeopleError};

/// The schema views live in.
const LIVE: &str = "views";
/// Where a rebuild is made before it is swapped in.
const REBUILT: &str = "views_rebuilt";
/// How long whoever waits for a position sleeps before looking again.
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// How long it relies on others to fold.
const LOOK_ANYWAY: Duration = Duration::from_millis(500);
/// How many facts are folded and committed at a time.
const BATCH: usize = 2_000;

/// Why views could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum RunnerError {
    /// The database failed.
    #[error("the views cannot be read or written")]
    Database(#[from] sqlx::Error),
    /// The log could not be read.
    #[error("the facts cannot be read")]
    Read(#[from] ReadError),
    /// Positions are not contiguous; a fact is missing.
    #[error(
        "after position {checkpoint} the log goes on at {found}; a fact is missing and no view may go on"
    )]
    Gap { checkpoint: i64, found: i64 },
    /// A row does not have its table's shape.
    #[error("a row of the views cannot be read or written")]
    Row(#[from] serde_json::Error),
    /// Personal data could not be opened.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The position was not reached in time.
    #[error("the views did not reach position {0} in time")]
    TooSlow(Position),
}

/// A stream whose facts wait because one of them cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    /// The stream.
    pub stream: String,
    /// Position of the fact that cannot be read.
    pub position: i64,
    /// Why.
    pub reason: String,
}

/// What a rebuild came to.
#[derive(Clone, Debug)]
pub struct Rebuilt {
    /// The position it stands at.
    pub position: Position,
    /// Table by table, how it differs from what was live.
    pub tables: Vec<TableDifference>,
}

/// The views in memory, and where they stand. A copy costs next to nothing.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The rows.
    pub house: House,
    /// The position they stand at.
    pub checkpoint: i64,
    parked: BTreeMap<String, Parked>,
}

/// Keeps the views of one database.
#[derive(Clone, Debug)]
pub struct Runner {
    pool: PgPool,
    log: Log,
    ring: KeyRing,
    shared: Arc<Shared>,
}

/// What clones of a runner share.
#[derive(Debug, Default)]
struct Shared {
    desk: Mutex<Desk>,
    /// What readers see: the views as they were after the last fold.
    shown: watch::Sender<Arc<Kept>>,
    /// Held by whoever writes the tables in this process.
    writing: Mutex<()>,
    /// How many tasks keep the views live.
    live: AtomicUsize,
}

/// Where facts are folded, one batch at a time.
#[derive(Debug, Default)]
struct Desk {
    kept: Kept,
    /// The position of the tables, as far as this process knows.
    stored: i64,
    unwritten: Unwritten,
}

impl Runner {
    /// Opens the views, making or rebuilding their tables when this release has other ones.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(pool: PgPool, log: Log, ring: KeyRing) -> Result<Self, RunnerError> {
        Self::open_telling(pool, log, ring, |_, _| {}).await
    }

    /// The same; `progress` is told how far a rebuild is, and the end of the log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_telling(
        pool: PgPool,
        log: Log,
        ring: KeyRing,
        progress: impl FnMut(Position, Position),
    ) -> Result<Self, RunnerError> {
        let runner = Self { pool, log, ring, shared: Arc::default() };
        let version = tables::version(&runner.pool, LIVE).await?;
        if version == Some(house::VERSION) {
            let kept = runner.reload().await?;
            let mut desk = runner.shared.desk.lock().await;
            desk.stored = kept.checkpoint;
            runner.show(&kept);
            desk.kept = kept;
        } else {
            runner.rebuild(progress).await?;
        }
        Ok(runner)
    }

    /// Folds every fact there is by now and sees to it that the tables have them. Returns the position the views stand
    /// at.
    ///
    /// # Errors
    /// When the log has a gap, or the database fails.
    #[tracing::instrument(skip_all)]
    pub async fn catch_up(&self) -> Result<Position, RunnerError> {
        while self.fold_next().await? {
            // The tables follow batch by batch, so that a long way is not lost when the process ends in the middle.
            Box::pin(self.store_or_wait()).await?;
        }
        Box::pin(self.store_or_wait()).await?;
        Ok(self.position())
    }

    /// Folds every fact there is by now. Where something keeps the views live, the tables follow by themselves and are not
    /// waited for.
    ///
    /// # Errors
    /// When the log has a gap, or the database fails.
    pub async fn refresh(&self) -> Result<Position, RunnerError> {
        if self.shared.live.load(Ordering::Relaxed) == 0 {
            return self.catch_up().await;
        }
        while self.fold_next().await? {}
        Ok(self.position())
    }

    /// The views as they stand. What is handed out stays as it is while they go on.
    #[allow(clippy::unused_async)] // whoever asks need not know that nothing is waited for
    pub async fn house(&self) -> Arc<Kept> {
        self.now()
    }

    /// The same, for whoever does not wait.
    pub fn now(&self) -> Arc<Kept> {
        self.shared.shown.borrow().clone()
    }

    /// The position the views stand at.
    pub fn position(&self) -> Position {
        Position::new(self.shared.shown.borrow().checkpoint)
    }

    /// The views once they stand at least at `position`; waits for the facts to be there, but not for ever.
    ///
    /// # Errors
    /// `TooSlow` when they are not there within `patience`.
    pub async fn at_least(&self, position: Position, patience: Duration) -> Result<Arc<Kept>, RunnerError> {
        let deadline = Instant::now() + patience;
        let mut shown = self.shared.shown.subscribe();
        while self.position() < position {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(RunnerError::TooSlow(position));
            }
            if self.shared.live.load(Ordering::Relaxed) > 0 {
                // Somebody folds; should that fail, this process looks for itself now and then.
                let there = shown.wait_for(|kept| Position::new(kept.checkpoint) >= position);
                if tokio::time::timeout(left.min(LOOK_ANYWAY), there).await.is_ok() {
                    break;
                }
            }
            if !self.fold_next().await? {
                tokio::time::sleep(left.min(LOOK_AGAIN)).await;
            }
        }
        Ok(self.now())
    }

    /// Folds the next facts, if there are any.
    async fn fold_next(&self) -> Result<bool, RunnerError> {
        let mut desk = self.shared.desk.lock().await;
        let events = self.after(desk.kept.checkpoint).await?;
        self.take_in(&mut desk, &events).await?;
        Ok(!events.is_empty())
    }

    /// Folds events that follow on what was folded last, and shows what they come to.
    async fn take_in(&self, desk: &mut Desk, events: &[RecordedEvent]) -> Result<(), RunnerError> {
        let Some(last) = events.last() else { return Ok(()) };
        let newly_parked = self.fold(&mut desk.kept, events).await?;
        desk.unwritten.park(newly_parked);
        desk.kept.checkpoint = last.position.get();
        self.show(&desk.kept);
        Ok(())
    }

    fn show(&self, kept: &Kept) {
        self.shared.shown.send_replace(Arc::new(kept.clone()));
    }

    /// The views as their tables hold them, not as this process remembers them.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub async fn stored(&self) -> Result<House, RunnerError> {
        Ok(self.reload().await?.house)
    }

    /// The views as they were known at an instant: folded from the facts recorded by then.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub async fn as_of(&self, instant: DateTime<Utc>) -> Result<House, RunnerError> {
        let mut kept = Kept::default();
        loop {
            let mut events = self.after(kept.checkpoint).await?;
            let Some(last) = events.last() else { return Ok(kept.house) };
            let (next, reached) = (last.position.get(), last.recorded_at > instant);
            events.retain(|event| event.recorded_at <= instant);
            self.fold(&mut kept, &events).await?;
            kept.checkpoint = next;
            if reached {
                return Ok(kept.house);
            }
        }
    }

    /// Folds all facts anew beside the live tables, says how they differ, and swaps them in.
    ///
    /// Readers see the old tables until the swap, and never half of anything.
    ///
    /// # Errors
    /// When the log has a gap, or the database fails.
    pub async fn rebuild(
        &self,
        mut progress: impl FnMut(Position, Position),
    ) -> Result<Rebuilt, RunnerError> {
        let _writing = self.shared.writing.lock().await;
        let head = self.log.head().await?.position;
        let mut kept = Kept::default();
        while kept.checkpoint < head.get() && self.fold_more(&mut kept).await? {
            progress(Position::new(kept.checkpoint), head);
        }
        // What came meanwhile is folded while nobody else folds; readers go on with what they see.
        let mut desk = self.shared.desk.lock().await;
        while self.fold_more(&mut kept).await? {}
        let parked: Vec<Parked> = kept.parked.values().cloned().collect();
        let mut transaction = self.pool.begin().await?;
        tables::make(&mut transaction, REBUILT, &kept.house).await?;
        self.write(&mut transaction, REBUILT, &mut kept, &parked).await?;
        tables::set_checkpoint(&mut transaction, REBUILT, kept.checkpoint).await?;
        let differences = tables::compare(&mut transaction, LIVE, REBUILT, &kept.house).await?;
        tables::swap(&mut transaction, LIVE, REBUILT).await?;
        transaction.commit().await?;
        let position = Position::new(kept.checkpoint);
        self.show(&kept);
        *desk = Desk { stored: kept.checkpoint, kept, unwritten: Unwritten::default() };
        Ok(Rebuilt { position, tables: differences })
    }

    /// Folds the next facts beside the live views.
    async fn fold_more(&self, kept: &mut Kept) -> Result<bool, RunnerError> {
        let events = self.after(kept.checkpoint).await?;
        let Some(last) = events.last() else { return Ok(false) };
        self.fold(kept, &events).await?;
        kept.checkpoint = last.position.get();
        Ok(true)
    }

    /// How each view stands.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub async fn list(&self) -> Result<Vec<ViewStatus>, RunnerError> {
        Ok(tables::list(&self.pool, LIVE, &self.now().house).await?)
    }

    /// The streams that wait.
    #[allow(clippy::unused_async)] // as `house`
    pub async fn parked(&self) -> Vec<Parked> {
        self.now().parked.values().cloned().collect()
    }

    async fn write(
        &self,
        connection: &mut PgConnection,
        schema: &str,
        kept: &mut Kept,
        parked: &[Parked],
    ) -> Result<(), RunnerError> {
        for view in kept.house.views_mut() {
            let shapes = view.shapes();
            for change in view.take_changes()? {
                if let Some(shape) = shapes.iter().find(|shape| shape.table == change.table) {
                    tables::write(connection, schema, shape, &change).await?;
                }
            }
        }
        Ok(tables::park(connection, schema, parked).await?)
    }

    async fn reload(&self) -> Result<Kept, RunnerError> {
        tables::load(&self.pool, LIVE).await
    }
}
