//! Who writes the tables of views, and when.
//!
//! Two guards. The *lease* is an advisory lock of the database: a process that keeps the views live holds it as long as
//! its connection lasts, so a killed holder lets go at once; others write only when nobody holds it, or when the holder
//! has fallen behind for [`STALLED`]. The lease saves work and is not what counts. The *checkpoint* is: rows are written in
//! the transaction that moves it from where the writer thinks it is. A writer that finds it elsewhere has lost nothing,
//! because its own rows are the same: it writes those that follow from later facts, or none.

use parvis_projections::house;
use parvis_projections::table::Change;
use sqlx::{Connection as _, PgConnection};
use std::time::{Duration, Instant};

use super::{LIVE, Parked, Runner, RunnerError, tables};

/// How long the holder of the lease may be behind before others write in its place.
pub(super) const STALLED: Duration = Duration::from_secs(3);
/// How long somebody who waits for the holder sleeps before looking again.
const LOOK_AGAIN: Duration = Duration::from_millis(10);
/// The name the lease is derived from.
const LEASE: &str = "parvis views: who writes them";

/// What was folded and is not in the tables yet, as far as this process knows. May say more than is missing, never less.
#[derive(Debug, Default)]
pub(super) struct Unwritten {
    /// Changes in the order they were taken; later ones of the same rows count.
    changes: Vec<Change>,
    parked: Vec<Parked>,
}

/// What an attempt to write came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// The tables are where the views are.
    Yes,
    /// Somebody else holds the lease, and the tables are here.
    Leased(Option<i64>),
}

impl Unwritten {
    pub(super) fn park(&mut self, parked: Vec<Parked>) {
        self.parked.extend(parked);
    }
}

impl Runner {
    /// Writes the tables, or waits for whoever holds the lease to do so; should that take too long, writes all the same.
    pub(super) async fn store_or_wait(&self) -> Result<(), RunnerError> {
        let position = self.position().get();
        let until = Instant::now() + STALLED;
        loop {
            let written = {
                // A connection is taken last: whoever folds has the desk and waits for one, so that nobody with a
                // connection in hand may wait for what others have.
                let _writing = self.shared.writing.lock().await;
                if self.all_written().await {
                    return Ok(());
                }
                let mut connection = self.pool.acquire().await?;
                self.write_tables(&mut connection, Instant::now() >= until).await?
            };
            match written {
                Written::Leased(at) if at < Some(position) => tokio::time::sleep(LOOK_AGAIN).await,
                Written::Leased(_) | Written::Yes => return Ok(()),
            }
        }
    }

    /// Whether the tables are where the views are.
    async fn all_written(&self) -> bool {
        let desk = self.shared.desk.lock().await;
        desk.stored >= desk.kept.checkpoint
    }

    /// Takes the lease on a connection, for as long as it lasts.
    pub(super) async fn take_lease(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
        sqlx::query_scalar("SELECT pg_try_advisory_lock(hashtextextended($1, 0))")
            .bind(LEASE)
            .fetch_one(connection)
            .await
    }

    /// Brings the tables to where the views are, unless somebody else holds the lease; `insist` does not mind.
    pub(super) async fn store(
        &self,
        connection: &mut PgConnection,
        insist: bool,
    ) -> Result<Written, RunnerError> {
        let _writing = self.shared.writing.lock().await;
        if self.all_written().await {
            return Ok(Written::Yes);
        }
        self.write_tables(connection, insist).await
    }

    /// The same for whoever has the turn to write.
    async fn write_tables(
        &self,
        connection: &mut PgConnection,
        insist: bool,
    ) -> Result<Written, RunnerError> {
        let mut transaction = connection.begin().await?;
        // Rows and checkpoint go together, so a crash that loses this commit only has the facts folded
        // again; the disk need not be waited for.
        sqlx::query("SET LOCAL synchronous_commit = off").execute(&mut *transaction).await?;
        let ours: bool = sqlx::query_scalar("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))")
            .bind(LEASE)
            .fetch_one(&mut *transaction)
            .await?;
        if !ours && !insist {
            let at = tables::checkpoint(&mut transaction, LIVE).await?;
            return self.leave_to_others(at).await;
        }
        let (from, to, unwritten) = self.take_unwritten().await?;
        let written = self.write_from(&mut transaction, (from, to), &unwritten).await;
        let outcome = match written {
            Ok(None) => transaction.commit().await.map_err(RunnerError::from).map(|()| Some(to)),
            Ok(Some(at)) => transaction.rollback().await.map_err(RunnerError::from).map(|()| at),
            Err(error) => Err(error),
        };
        match outcome {
            Ok(Some(at)) if at >= to => Ok(self.stored_at(at).await),
            Ok(at) => {
                tracing::warn!(
                    ?at,
                    from,
                    "the tables of views are not what this process left; taking them over"
                );
                self.take_over().await?;
                Ok(Written::Yes)
            }
            Err(error) => {
                self.put_back(unwritten).await;
                Err(error)
            }
        }
    }

    /// What is to be written, and between which positions.
    async fn take_unwritten(&self) -> Result<(i64, i64, Unwritten), RunnerError> {
        let mut desk = self.shared.desk.lock().await;
        let mut unwritten = std::mem::take(&mut desk.unwritten);
        for view in desk.kept.house.views_mut() {
            unwritten.changes.extend(view.take_changes()?);
        }
        Ok((desk.stored, desk.kept.checkpoint, unwritten))
    }

    /// Moves the checkpoint and writes the rows. If the checkpoint is elsewhere, between the two positions, the same rows
    /// are right from there; beyond, nothing is to be done, and the place is the answer.
    async fn write_from(
        &self,
        connection: &mut PgConnection,
        (mut from, to): (i64, i64),
        unwritten: &Unwritten,
    ) -> Result<Option<Option<i64>>, RunnerError> {
        while !tables::move_checkpoint(connection, LIVE, from, to).await? {
            match tables::checkpoint(connection, LIVE).await? {
                Some(at) if (from + 1..to).contains(&at) => from = at,
                at => return Ok(Some(at)),
            }
        }
        let shapes: Vec<_> = self.now().house.views().iter().flat_map(|view| view.shapes()).collect();
        for change in &unwritten.changes {
            if let Some(shape) = shapes.iter().find(|shape| shape.table == change.table) {
                tables::write(connection, LIVE, shape, change).await?;
            }
        }
        tables::park(connection, LIVE, &unwritten.parked).await?;
        Ok(None)
    }

    /// Somebody else writes. Once they are as far as this process, nothing of what it knows is missing.
    async fn leave_to_others(&self, at: Option<i64>) -> Result<Written, RunnerError> {
        let mut desk = self.shared.desk.lock().await;
        if let Some(stored) = at.filter(|at| *at >= desk.kept.checkpoint) {
            desk.unwritten = Unwritten::default();
            for view in desk.kept.house.views_mut() {
                view.leave_changes();
            }
            desk.stored = stored;
            return Ok(Written::Yes);
        }
        Ok(Written::Leased(at))
    }

    async fn stored_at(&self, position: i64) -> Written {
        let mut desk = self.shared.desk.lock().await;
        desk.stored = desk.stored.max(position);
        Written::Yes
    }

    /// What could not be written is written next time, before what changed since.
    async fn put_back(&self, mut unwritten: Unwritten) {
        let mut desk = self.shared.desk.lock().await;
        let later = std::mem::take(&mut desk.unwritten);
        unwritten.changes.extend(later.changes);
        unwritten.parked.extend(later.parked);
        desk.unwritten = unwritten;
    }

    /// Takes over the tables as they are, which somebody made anew meanwhile, and folds what they lack.
    async fn take_over(&self) -> Result<(), RunnerError> {
        let version = tables::version(&self.pool, LIVE).await?;
        let mut desk = self.shared.desk.lock().await;
        if version != Some(house::VERSION) {
            tracing::error!(
                ?version,
                "another release keeps the tables of views now; this process writes them no more"
            );
            desk.stored = i64::MAX;
            return Ok(());
        }
        let mut kept = self.reload().await?;
        let stored = kept.checkpoint;
        // Readers never see less than they have seen.
        while kept.checkpoint < desk.kept.checkpoint && self.fold_more(&mut kept).await? {}
        self.show(&kept);
        let parked = kept.parked.values().cloned().collect();
        *desk = super::Desk { kept, stored, unwritten: Unwritten { changes: Vec::new(), parked } };
        Ok(())
    }
}
