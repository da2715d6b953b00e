//! Appends to logs of several sizes.
//!
//! Right after a checkpoint Postgres writes the whole page into its own log the first time each page is touched. A small
//! log has few pages, so it soon has them all behind it; a large one touches pages of its indexes for the first time for
//! minutes. Both moments are measured, and what Postgres wrote per event beside them.

use std::time::Duration;

use serde::Serialize;
use sqlx::{PgPool, Row};

use crate::candidates;
use crate::cluster::Cluster;
use crate::work::{self, Appends};

/// The writers that append.
const WRITERS: usize = 32;

/// Appends at one size.
#[derive(Clone, Debug, Serialize)]
pub struct AtSize {
    /// Events that were there before.
    pub events: i64,
    /// Right after a checkpoint.
    pub after_checkpoint: Written,
    /// Later on, with no checkpoint in between.
    pub later: Written,
}

/// What a measurement came to.
#[derive(Clone, Debug, Serialize)]
pub struct Written {
    pub appends: Appends,
    /// Bytes that Postgres wrote to its own log, per event.
    pub wal_bytes: f64,
    /// Whole pages among them, per event.
    pub whole_pages: f64,
}

/// Fills a log of its own to a size and measures it; between the two measurements it is written to for `warm_up`.
pub async fn measure(
    server: &Cluster,
    events: i64,
    span: Duration,
    warm_up: Duration,
) -> anyhow::Result<AtSize> {
    let ours = candidates::ours(server, events).await?;
    work::fill(&ours.work, events, 1_000).await?;
    sqlx::query("CHECKPOINT").execute(&ours.pool).await?;
    let after_checkpoint = written(&ours, span).await?;
    // Each page that is touched often has been touched by then.
    work::append(&ours.work, WRITERS, 1, warm_up).await?;
    let later = written(&ours, span).await?;
    Ok(AtSize { events, after_checkpoint, later })
}

async fn written(ours: &candidates::Entrant, span: Duration) -> anyhow::Result<Written> {
    let before = wal(&ours.pool).await?;
    let appends = work::append(&ours.work, WRITERS, 1, span).await?;
    let after = wal(&ours.pool).await?;
    let events = (appends.events_per_second * span.as_secs_f64()).max(1.0);
    Ok(Written {
        wal_bytes: (after.0 - before.0) / events,
        whole_pages: (after.1 - before.1) / events,
        appends,
    })
}

/// Bytes and whole pages that the server has written to its own log. Its processes report a second late.
async fn wal(pool: &PgPool) -> anyhow::Result<(f64, f64)> {
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let row =
        sqlx::query("SELECT wal_bytes::float8, wal_fpi::float8 FROM pg_stat_wal").fetch_one(pool).await?;
    Ok((row.get(0), row.get(1)))
}
