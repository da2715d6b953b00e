//! How all webhooks stand, in numbers.

use sqlx::Row as _;

use super::Store;
use crate::webhooks::WebhookError;

/// How all webhooks stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Those that get their changes.
    pub active: i64,
    /// Those that somebody stopped.
    pub paused: i64,
    /// Those that were given up.
    pub parked: i64,
    /// Active ones whose next change was not taken yet.
    pub failing: i64,
    /// How many changes the last of the active ones is behind.
    pub behind: i64,
}

impl Store {
    /// How all webhooks stand, the log ending at a position.
    pub async fn figures(&self, end: i64) -> Result<Figures, WebhookError> {
        let row = sqlx::query(
            "SELECT count(*) FILTER (WHERE standing = 'active') AS active,
                    count(*) FILTER (WHERE standing = 'paused') AS paused,
                    count(*) FILTER (WHERE standing = 'parked') AS parked,
                    count(*) FILTER (WHERE standing = 'active' AND failures > 0) AS failing,
                    coalesce(max($1 - checkpoint) FILTER (WHERE standing = 'active'), 0) AS behind
             FROM webhooks.webhooks",
        )
        .bind(end)
        .fetch_one(&self.pool)
        .await?;
        Ok(Figures {
            active: row.try_get("active")?,
            paused: row.try_get("paused")?,
            parked: row.try_get("parked")?,
            failing: row.try_get("failing")?,
            behind: row.try_get("behind")?,
        })
    }
}
