//! Webhooks in hand: taken, kept, noted what came of them, and let go. Leases are counted on the database's clock.

use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{COLUMNS, Leased, Outcome, Store, leased};
use crate::webhooks::{Attempt, WebhookError};

/// How long a webhook is leased, in seconds; a lease is renewed well before. After so long another process takes over
/// from one that was killed.
const LEASE_SECONDS: f64 = 10.0;

impl Store {
    /// Takes up to `most` webhooks that are due, behind the end of the log, and in nobody's hand.
    pub async fn lease(&self, now: DateTime<Utc>, end: i64, most: i64) -> Result<Vec<Leased>, WebhookError> {
        let query = format!(
            "UPDATE webhooks.webhooks SET holder = $1, leased_until = clock_timestamp() + make_interval(secs => $2)
             WHERE webhook IN (
                 SELECT webhook FROM webhooks.webhooks
                 WHERE standing = 'active' AND next_attempt <= $3 AND checkpoint < $4
                   AND (leased_until IS NULL OR leased_until <= clock_timestamp())
                 ORDER BY next_attempt, webhook LIMIT $5 FOR UPDATE SKIP LOCKED)
             RETURNING {COLUMNS}"
        );
        let rows = sqlx::query(AssertSqlSafe(query))
            .bind(self.holder)
            .bind(LEASE_SECONDS)
            .bind(now)
            .bind(end)
            .bind(most)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(leased).collect()
    }

    /// Keeps a webhook in hand. False when it is no longer ours.
    pub async fn renew(&self, id: Uuid) -> Result<bool, WebhookError> {
        let done = sqlx::query(
            "UPDATE webhooks.webhooks SET leased_until = clock_timestamp() + make_interval(secs => $3)
             WHERE webhook = $1 AND holder = $2",
        )
        .bind(id)
        .bind(self.holder)
        .bind(LEASE_SECONDS)
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Notes that everything up to a position was taken, and keeps the webhook in hand. False when it is no longer ours.
    pub async fn advance(
        &self,
        id: Uuid,
        from: i64,
        to: i64,
        taken: Option<&Attempt>,
    ) -> Result<bool, WebhookError> {
        let done = sqlx::query(
            "WITH moved AS (
                 UPDATE webhooks.webhooks
                 SET checkpoint = $4, failures = 0, failing_since = NULL, failure = NULL,
                     leased_until = clock_timestamp() + make_interval(secs => $5)
                 WHERE webhook = $1 AND holder = $2 AND checkpoint = $3 AND standing = 'active'
                 RETURNING webhook),
             noted AS (
                 INSERT INTO webhooks.attempts (webhook, position, at, attempt, status, milliseconds)
                 SELECT webhook, $4, $6, $7, $8, $9 FROM moved WHERE $6::timestamptz IS NOT NULL)
             SELECT webhook FROM moved",
        )
        .bind(id)
        .bind(self.holder)
        .bind(from)
        .bind(to)
        .bind(LEASE_SECONDS)
        .bind(taken.map(|attempt| attempt.at))
        .bind(taken.map_or(0, |attempt| attempt.attempt as i32))
        .bind(taken.and_then(|attempt| attempt.status).map(i32::from))
        .bind(taken.map_or(0, |attempt| attempt.milliseconds))
        .fetch_optional(&self.pool)
        .await?;
        Ok(done.is_some())
    }

    /// Notes that a change was not taken, and lets go of the webhook.
    pub async fn put_back(&self, id: Uuid, from: i64, outcome: &Outcome) -> Result<(), WebhookError> {
        let attempt = &outcome.attempt;
        sqlx::query(
            "WITH moved AS (
                 UPDATE webhooks.webhooks
                 SET failures = $5, failing_since = coalesce(failing_since, $6), failure = $8, standing = $10,
                     next_attempt = $11, holder = NULL, leased_until = NULL
                 WHERE webhook = $1 AND holder = $2 AND checkpoint = $3 AND standing = 'active'
                 RETURNING webhook)
             INSERT INTO webhooks.attempts (webhook, position, at, attempt, status, failure, milliseconds)
             SELECT webhook, $4, $6, $5, $7, $8, $9 FROM moved",
        )
        .bind(id)
        .bind(self.holder)
        .bind(from)
        .bind(attempt.position)
        .bind(attempt.attempt as i32)
        .bind(attempt.at)
        .bind(attempt.status.map(i32::from))
        .bind(&attempt.failure)
        .bind(attempt.milliseconds)
        .bind(outcome.standing.name())
        .bind(outcome.next_attempt)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Lets go of a webhook that cannot be served for a reason of ours, until then.
    pub async fn put_off(&self, id: Uuid, reason: &str, until: DateTime<Utc>) -> Result<(), WebhookError> {
        sqlx::query(
            "UPDATE webhooks.webhooks SET failure = $3, next_attempt = $4, holder = NULL, leased_until = NULL
             WHERE webhook = $1 AND holder = $2",
        )
        .bind(id)
        .bind(self.holder)
        .bind(reason)
        .bind(until)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Lets go of a webhook.
    pub async fn release(&self, id: Uuid) -> Result<(), WebhookError> {
        sqlx::query(
            "UPDATE webhooks.webhooks SET holder = NULL, leased_until = NULL WHERE webhook = $1 AND holder = $2",
        )
        .bind(id)
        .bind(self.holder)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Lets go of all webhooks that this process has in hand.
    pub async fn release_all(&self) -> Result<(), WebhookError> {
        sqlx::query("UPDATE webhooks.webhooks SET holder = NULL, leased_until = NULL WHERE holder = $1")
            .bind(self.holder)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// When the next webhook that is behind the end of the log may be tried.
    pub async fn next_due(&self, end: i64) -> Result<Option<DateTime<Utc>>, WebhookError> {
        Ok(sqlx::query_scalar(
            "SELECT min(greatest(next_attempt, leased_until)) FROM webhooks.webhooks
             WHERE standing = 'active' AND checkpoint < $1",
        )
        .bind(end)
        .fetch_one(&self.pool)
        .await?)
    }
}
