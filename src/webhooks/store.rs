//! The tables of webhooks. Leases are counted on the database's clock, which all processes share.

mod figures;
mod leases;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, PgPool, Row as _};
use uuid::Uuid;

pub use self::figures::Figures;
use super::{Attempt, Standing, Webhook, WebhookError};

/// How long attempts are kept.
const KEPT: TimeDelta = TimeDelta::days(30);

const COLUMNS: &str = "webhook, url, wanted, reach, made_by, made_at, standing, checkpoint, failures, failing_since, \
    next_attempt, failure, secret, old_secret, old_secret_until";

/// The webhooks as they are kept.
#[derive(Clone, Debug)]
pub struct Store {
    pool: PgPool,
    /// Names this process in leases.
    holder: Uuid,
}

/// A webhook in hand.
#[derive(Clone, Debug)]
pub struct Leased {
    /// The webhook.
    pub webhook: Webhook,
    /// Its secret, sealed.
    pub secret: Vec<u8>,
    /// The secret it had before, sealed, while that still holds.
    pub old_secret: Option<Vec<u8>>,
}

/// What an attempt came to, to be noted.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The attempt.
    pub attempt: Attempt,
    /// Where the webhook stands then.
    pub standing: Standing,
    /// When it may be tried again.
    pub next_attempt: DateTime<Utc>,
}

impl Store {
    /// Opens the tables, making them on the first start.
    pub async fn open(pool: PgPool, holder: Uuid) -> Result<Self, WebhookError> {
        sqlx::raw_sql(
            "CREATE SCHEMA IF NOT EXISTS webhooks;
             CREATE TABLE IF NOT EXISTS webhooks.webhooks (
                 webhook uuid PRIMARY KEY,
                 number bigint GENERATED ALWAYS AS IDENTITY,
                 url text NOT NULL,
                 wanted jsonb NOT NULL,
                 reach jsonb NOT NULL,
                 made_by text NOT NULL,
                 made_at timestamptz NOT NULL,
                 standing text NOT NULL CHECK (standing IN ('active', 'paused', 'parked')),
                 checkpoint bigint NOT NULL,
                 failures int NOT NULL,
                 failing_since timestamptz,
                 next_attempt timestamptz NOT NULL,
                 failure text,
                 secret bytea NOT NULL,
                 old_secret bytea,
                 old_secret_until timestamptz,
                 holder uuid,
                 leased_until timestamptz
             );
             CREATE TABLE IF NOT EXISTS webhooks.attempts (
                 number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                 webhook uuid NOT NULL REFERENCES webhooks.webhooks ON DELETE CASCADE,
                 position bigint NOT NULL,
                 at timestamptz NOT NULL,
                 attempt int NOT NULL,
                 status int,
                 failure text,
                 milliseconds bigint NOT NULL
             );
             CREATE INDEX IF NOT EXISTS attempts_of_a_webhook ON webhooks.attempts (webhook, number)",
        )
        .execute(&pool)
        .await?;
        Ok(Self { pool, holder })
    }

    /// How many webhooks there are.
    pub async fn count(&self) -> Result<i64, WebhookError> {
        Ok(sqlx::query_scalar("SELECT count(*) FROM webhooks.webhooks").fetch_one(&self.pool).await?)
    }

    /// Keeps a new webhook.
    pub async fn insert(&self, webhook: &Webhook, secret: &[u8]) -> Result<(), WebhookError> {
        sqlx::query(
            "INSERT INTO webhooks.webhooks
                 (webhook, url, wanted, reach, made_by, made_at, standing, checkpoint, failures, next_attempt, secret)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)",
        )
        .bind(webhook.id)
        .bind(&webhook.url)
        .bind(Json(&webhook.wanted))
        .bind(Json(&webhook.reach))
        .bind(&webhook.made_by)
        .bind(webhook.made_at)
        .bind(webhook.standing.name())
        .bind(webhook.checkpoint)
        .bind(webhook.next_attempt)
        .bind(secret)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// All webhooks, the oldest first.
    pub async fn all(&self) -> Result<Vec<Webhook>, WebhookError> {
        let query = format!("SELECT {COLUMNS} FROM webhooks.webhooks ORDER BY number");
        let rows = sqlx::query(AssertSqlSafe(query)).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok(leased(row)?.webhook)).collect()
    }

    /// One webhook.
    pub async fn get(&self, id: Uuid) -> Result<Option<Webhook>, WebhookError> {
        Ok(self.in_full(id).await?.map(|found| found.webhook))
    }

    /// One webhook with its secrets.
    pub async fn in_full(&self, id: Uuid) -> Result<Option<Leased>, WebhookError> {
        let query = format!("SELECT {COLUMNS} FROM webhooks.webhooks WHERE webhook = $1");
        let row = sqlx::query(AssertSqlSafe(query)).bind(id).fetch_optional(&self.pool).await?;
        row.as_ref().map(leased).transpose()
    }

    /// Removes a webhook. How many there were.
    pub async fn remove(&self, id: Uuid) -> Result<u64, WebhookError> {
        let done = sqlx::query("DELETE FROM webhooks.webhooks WHERE webhook = $1").bind(id);
        Ok(done.execute(&self.pool).await?.rows_affected())
    }

    /// Puts a new secret in place of the old one, which holds until then, or no longer.
    pub async fn rotate(
        &self,
        id: Uuid,
        secret: &[u8],
        old_until: Option<DateTime<Utc>>,
    ) -> Result<u64, WebhookError> {
        // Whoever has the webhook in hand signs with the old secret and is to stop.
        let done = sqlx::query(
            "UPDATE webhooks.webhooks
             SET secret = $2, old_secret = CASE WHEN $3::timestamptz IS NULL THEN NULL ELSE secret END,
                 old_secret_until = $3, holder = NULL, leased_until = NULL
             WHERE webhook = $1",
        )
        .bind(id)
        .bind(secret)
        .bind(old_until)
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected())
    }

    /// Sends a webhook on its way from its checkpoint or another position.
    pub async fn resume(
        &self,
        id: Uuid,
        after: Option<i64>,
        now: DateTime<Utc>,
    ) -> Result<u64, WebhookError> {
        let done = sqlx::query(
            "UPDATE webhooks.webhooks
             SET standing = 'active', checkpoint = coalesce($2, checkpoint), failures = 0, failing_since = NULL,
                 failure = NULL, next_attempt = $3, holder = NULL, leased_until = NULL
             WHERE webhook = $1",
        )
        .bind(id)
        .bind(after)
        .bind(now)
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected())
    }

    /// Stops a webhook.
    pub async fn pause(&self, id: Uuid) -> Result<u64, WebhookError> {
        let done = sqlx::query(
            "UPDATE webhooks.webhooks SET standing = 'paused', holder = NULL, leased_until = NULL
             WHERE webhook = $1",
        );
        Ok(done.bind(id).execute(&self.pool).await?.rows_affected())
    }

    /// Stops webhooks whose token was revoked or has expired.
    pub async fn pause_orphans(&self) -> Result<(), WebhookError> {
        // Where no door was ever opened there are no tokens.
        let tokens: bool =
            sqlx::query_scalar("SELECT to_regclass('api.tokens') IS NOT NULL").fetch_one(&self.pool).await?;
        if tokens {
            sqlx::query(
                "UPDATE webhooks.webhooks w
                 SET standing = 'paused', failure = 'token-ended', holder = NULL, leased_until = NULL
                 WHERE standing = 'active' AND made_by LIKE 'token:%' AND NOT EXISTS (
                     SELECT FROM api.tokens t WHERE t.id = substr(w.made_by, 7)
                       AND t.revoked_at IS NULL AND t.expires_at > clock_timestamp())",
            )
            .execute(&self.pool)
            .await?;
        }
        Ok(())
    }

    /// The latest attempts of a webhook, the last one first.
    pub async fn attempts(&self, id: Uuid, limit: i64) -> Result<Vec<Attempt>, WebhookError> {
        let rows = sqlx::query(
            "SELECT position, at, attempt, status, failure, milliseconds FROM webhooks.attempts
             WHERE webhook = $1 ORDER BY number DESC LIMIT $2",
        )
        .bind(id)
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        let attempt = |row: &PgRow| {
            let (attempt, status): (i32, Option<i32>) = (row.try_get("attempt")?, row.try_get("status")?);
            Ok(Attempt {
                position: row.try_get("position")?,
                at: row.try_get("at")?,
                attempt: attempt as u32,
                status: status.map(|status| status as u16),
                failure: row.try_get("failure")?,
                milliseconds: row.try_get("milliseconds")?,
            })
        };
        rows.iter().map(attempt).collect()
    }

    /// Forgets attempts of more than a month ago.
    pub async fn forget_old_attempts(&self, now: DateTime<Utc>) -> Result<(), WebhookError> {
        sqlx::query("DELETE FROM webhooks.attempts WHERE at < $1")
            .bind(now - KEPT)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

fn leased(row: &PgRow) -> Result<Leased, WebhookError> {
    let standing: String = row.try_get("standing")?;
    let failures: i32 = row.try_get("failures")?;
    let (wanted, reach) = (row.try_get::<Json<_>, _>("wanted")?, row.try_get::<Json<_>, _>("reach")?);
    Ok(Leased {
        webhook: Webhook {
            id: row.try_get("webhook")?,
            url: row.try_get("url")?,
            wanted: wanted.0,
            reach: reach.0,
            made_by: row.try_get("made_by")?,
            made_at: row.try_get("made_at")?,
            standing: match standing.as_str() {
                "active" => Standing::Active,
                "paused" => Standing::Paused,
                _ => Standing::Parked,
            },
            checkpoint: row.try_get("checkpoint")?,
            failures: failures as u32,
            failing_since: row.try_get("failing_since")?,
            next_attempt: row.try_get("next_attempt")?,
            failure: row.try_get("failure")?,
            old_secret_until: row.try_get("old_secret_until")?,
        },
        secret: row.try_get("secret")?,
        old_secret: row.try_get("old_secret")?,
    })
}
