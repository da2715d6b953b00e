//! The tokens that programs come in with: made here, shown once, kept as a hash.
//!
//! Tokens are rows and not facts: they are keys of this installation, not something that happened in a programme,
//! and a copy of the log elsewhere must open no door here. What is done with one is a fact all the same: its id is
//! the actor of every fact that follows. Rows stay when a token is revoked, so an id always finds its name.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};
use sqlx::{PgPool, Row as _};

use super::scopes::Scope;
use crate::chance::Chance;

/// How every token begins, so that scanners for leaked secrets know one.
const PREFIX: &str = "parvis_";
/// Random bytes of a token's id.
const ID_BYTES: usize = 8;
/// Random bytes of its secret: 256 bits, so that its hash needs no salt and no slowness.
const SECRET_BYTES: usize = 32;

const TABLE: &str = "SELECT pg_advisory_xact_lock(7812731);
    CREATE SCHEMA IF NOT EXISTS api;
    CREATE TABLE IF NOT EXISTS api.tokens (
        id text PRIMARY KEY, name text NOT NULL, hash bytea NOT NULL, scopes text[] NOT NULL,
        issued_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, revoked_at timestamptz, last_used date)";

/// The tokens of one database.
#[derive(Clone, Debug)]
pub struct Tokens {
    pool: PgPool,
    chance: Arc<Chance>,
}

/// A token as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its id, the first part of the token.
    pub id: String,
    /// What whoever issued it called it.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it was issued, UTC.
    pub issued_at: DateTime<Utc>,
    /// When it ends by itself, UTC.
    pub expires_at: DateTime<Utc>,
    /// When it was revoked, UTC.
    pub revoked_at: Option<DateTime<Utc>>,
    /// The last day it was used, UTC; nothing finer is kept.
    pub last_used: Option<NaiveDate>,
}

/// A token that was just made.
pub struct Issued {
    /// Its id.
    pub id: String,
    /// The token itself, which is nowhere else.
    pub secret: String,
}

impl std::fmt::Debug for Issued {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Issued").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Token {
    /// Whether it opens anything at an instant.
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

impl Tokens {
    /// Opens the tokens of a database, making their table when it is not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(pool: PgPool, chance: Arc<Chance>) -> Result<Self, sqlx::Error> {
        sqlx::raw_sql(TABLE).execute(&pool).await?;
        Ok(Self { pool, chance })
    }

    /// Makes a token that holds for some days.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn issue(
        &self,
        name: &str,
        scopes: &[Scope],
        days: u32,
        now: DateTime<Utc>,
    ) -> Result<Issued, sqlx::Error> {
        let id = hex::encode(self.chance.bytes::<ID_BYTES>());
        let secret: [u8; SECRET_BYTES] = self.chance.bytes();
        sqlx::query("INSERT INTO api.tokens (id, name, hash, scopes, issued_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(&id)
            .bind(name)
            .bind(hash(&secret))
            .bind(scopes.iter().map(ToString::to_string).collect::<Vec<_>>())
            .bind(now)
            .bind(now + TimeDelta::days(days.into()))
            .execute(&self.pool)
            .await?;
        Ok(Issued { secret: format!("{PREFIX}{id}_{}", hex::encode(secret)), id })
    }

    /// All tokens, in the order they were issued.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self) -> Result<Vec<Token>, sqlx::Error> {
        let rows =
            sqlx::query("SELECT * FROM api.tokens ORDER BY issued_at, id").fetch_all(&self.pool).await?;
        rows.iter().map(token).collect()
    }

    /// Ends a token for good. False when there is none with this id that still holds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke(&self, id: &str, now: DateTime<Utc>) -> Result<bool, sqlx::Error> {
        let done = sqlx::query("UPDATE api.tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL")
            .bind(id)
            .bind(now)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Whether a token that was recognised earlier still holds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn still_holds(&self, id: &str, now: DateTime<Utc>) -> Result<bool, sqlx::Error> {
        let row =
            sqlx::query("SELECT * FROM api.tokens WHERE id = $1").bind(id).fetch_optional(&self.pool).await?;
        Ok(row.as_ref().map(token).transpose()?.is_some_and(|token| token.holds(now)))
    }

    /// The token that somebody shows, if it is one of ours and still holds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recognise(&self, shown: &str, now: DateTime<Utc>) -> Result<Option<Token>, sqlx::Error> {
        let Some((id, secret)) = parts(shown) else { return Ok(None) };
        let row = sqlx::query("SELECT * FROM api.tokens WHERE id = $1")
            .bind(&id)
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let kept: Vec<u8> = row.try_get("hash")?;
        let found = token(&row)?;
        if !same(&kept, &hash(&secret)) || !found.holds(now) {
            return Ok(None);
        }
        let today = now.date_naive();
        if found.last_used != Some(today) {
            sqlx::query("UPDATE api.tokens SET last_used = $2 WHERE id = $1")
                .bind(&id)
                .bind(today)
                .execute(&self.pool)
                .await?;
        }
        Ok(Some(found))
    }
}

fn token(row: &sqlx::postgres::PgRow) -> Result<Token, sqlx::Error> {
    let scopes: Vec<String> = row.try_get("scopes")?;
    Ok(Token {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        // A scope that a later release no longer knows gives nothing.
        scopes: scopes.iter().filter_map(|text| text.parse().ok()).collect(),
        issued_at: row.try_get("issued_at")?,
        expires_at: row.try_get("expires_at")?,
        revoked_at: row.try_get("revoked_at")?,
        last_used: row.try_get("last_used")?,
    })
}

/// The id and the secret in a token.
fn parts(shown: &str) -> Option<(String, Vec<u8>)> {
    let (id, secret) = shown.strip_prefix(PREFIX)?.split_once('_')?;
    let secret = hex::decode(secret).ok().filter(|secret| secret.len() == SECRET_BYTES)?;
    (id.len() == 2 * ID_BYTES).then(|| (id.to_owned(), secret))
}

fn hash(secret: &[u8]) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}

/// Compares in the same time wherever the first difference lies.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |differing, (a, b)| differing | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::{parts, same};

    #[test]
    fn only_what_looks_like_a_token_is_looked_up() {
        let secret = "ab".repeat(32);
        assert!(parts(&format!("parvis_0011223344556677_{secret}")).is_some());
        for wrong in ["", "parvis_", "parvis_0011223344556677", "parvis_0011223344556677_zz", "bearer"] {
            assert!(parts(wrong).is_none(), "{wrong}");
        }
        assert!(parts(&format!("parvis_00_{secret}")).is_none());
    }

    #[test]
    fn hashes_are_compared_whole() {
        assert!(same(&[1, 2], &[1, 2]));
        assert!(!same(&[1, 2], &[1, 3]) && !same(&[1], &[1, 2]) && !same(&[3, 2], &[1, 2]));
    }
}
