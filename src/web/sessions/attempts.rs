//! Attempts to sign in through an organisation, and whom its provider means.

use chrono::{DateTime, TimeDelta, Utc};
use parvis_events::ids::PersonId;
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;

use super::{Sessions, digest, secret};
use crate::chance::Chance;
use crate::oidc::Attempt;

/// How long an attempt may take.
pub(in crate::web) const ATTEMPT_MINUTES: i64 = 10;

impl Sessions {
    /// Begins an attempt. Returns the secret that the browser holds, and what the provider is given.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::web) async fn attempt(
        &self,
        onwards: &str,
        chance: &Chance,
        now: DateTime<Utc>,
    ) -> Result<(String, Attempt), sqlx::Error> {
        let held = secret(chance);
        let attempt = Attempt { state: state(&held), nonce: secret(chance), verifier: secret(chance) };
        sqlx::query("DELETE FROM web.attempts WHERE until <= $1").bind(now).execute(&self.pool).await?;
        sqlx::query(
            "INSERT INTO web.attempts (digest, nonce, verifier, onwards, until) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(digest(&held))
        .bind(&attempt.nonce)
        .bind(&attempt.verifier)
        .bind(onwards)
        .bind(now + TimeDelta::minutes(ATTEMPT_MINUTES))
        .execute(&self.pool)
        .await?;
        Ok((held, attempt))
    }

    /// Ends an attempt that the browser holds and the provider answers. Returns it, and where to go on; absent when it was
    /// ended before, or took too long. An answer to something else ends nothing: anybody can send a browser here.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::web) async fn end_attempt(
        &self,
        held: &str,
        answered: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<(Attempt, String)>, sqlx::Error> {
        if answered != state(held) {
            return Ok(None);
        }
        let row = sqlx::query(
            "DELETE FROM web.attempts WHERE digest = $1 AND until > $2 RETURNING nonce, verifier, onwards",
        )
        .bind(digest(held))
        .bind(now)
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| {
            let (nonce, verifier) = (row.try_get("nonce")?, row.try_get("verifier")?);
            Ok((Attempt { state: state(held), nonce, verifier }, row.try_get("onwards")?))
        })
        .transpose()
    }

    /// Whom a provider means by a subject, if they have been here before.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::web) async fn identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<PersonId>, sqlx::Error> {
        let found = sqlx::query_scalar("SELECT person FROM web.identities WHERE digest = $1")
            .bind(account(issuer, subject))
            .fetch_optional(&self.pool)
            .await?;
        Ok(found.map(PersonId::new))
    }

    /// Notes whom a provider means by a subject.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::web) async fn note_identity(
        &self,
        issuer: &str,
        subject: &str,
        person: PersonId,
    ) -> Result<(), sqlx::Error> {
        sqlx::query("INSERT INTO web.identities (digest, person) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(account(issuer, subject))
            .bind(person.uuid())
            .execute(&self.pool)
            .await
            .map(|_| ())
    }

    /// Whether a provider means somebody by an account of theirs.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::web) async fn has_identity(&self, person: PersonId) -> Result<bool, sqlx::Error> {
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM web.identities WHERE person = $1)")
            .bind(person.uuid())
            .fetch_one(&self.pool)
            .await
    }

    /// Forgets by which accounts somebody was known.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::web) async fn forget_identities(&self, person: PersonId) -> Result<(), sqlx::Error> {
        sqlx::query("DELETE FROM web.identities WHERE person = $1")
            .bind(person.uuid())
            .execute(&self.pool)
            .await
            .map(|_| ())
    }
}

/// What an account is kept as, so that the table names none.
fn account(issuer: &str, subject: &str) -> Vec<u8> {
    digest(&format!("{issuer}\n{subject}"))
}

/// What stands in the address follows from what the browser holds, and says nothing of it.
fn state(held: &str) -> String {
    hex::encode(Sha256::digest(format!("state {held}")))
}
