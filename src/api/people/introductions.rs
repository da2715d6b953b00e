//! Two requests that introduce the same person at the same moment, at this process or at another, mean one person.
//!
//! Until the views show somebody, an introduction is remembered by a fingerprint of name and address and the id it was
//! given. The fingerprint is made with a key that follows from the master key, and forgotten within two hours: it says
//! who somebody is to nobody, and cannot be asked about somebody who is erased later.

use parvis_events::ids::PersonId;
use parvis_projections::House;
use sqlx::PgPool;
use uuid::Uuid;

use super::Particulars;
use crate::api::errand::Errand;
use crate::api::problem::{self, Problem};

/// What the key of fingerprints is for.
const PURPOSE: &str = "introductions";
/// How long an introduction is remembered at least; by then every view shows the person.
const KEPT: &str = "1 hour";
/// How often an id that became somebody else's meanwhile is given up for another.
const ATTEMPTS: usize = 3;

/// The table.
pub(crate) const TABLE: &str = "SELECT pg_advisory_xact_lock(7812731);
    CREATE SCHEMA IF NOT EXISTS api;
    CREATE TABLE IF NOT EXISTS api.introductions (
        fingerprint bytea PRIMARY KEY, person uuid NOT NULL, at timestamptz NOT NULL DEFAULT now())";

/// The id of somebody the views do not show: `wish`, or what another request has given them a moment ago.
///
/// # Errors
/// When the database fails.
pub(super) async fn id(
    errand: &Errand,
    views: &House,
    given: &Particulars,
    wish: Uuid,
) -> Result<PersonId, Problem> {
    let office = errand.office();
    let plain = [given.email.as_str(), given.given_name.as_str(), given.family_name.as_str()];
    let plain = plain.map(str::to_lowercase);
    let texts = plain.each_ref().map(String::as_str);
    let fingerprint = office.ring.strongbox(PURPOSE).fingerprint(&texts).to_vec();
    let mut outdated = None;
    for _ in 0..ATTEMPTS {
        let person = meet(errand.reception.pool(), &fingerprint, wish, outdated).await?;
        // Whom the views know by this id is known by another name or address since, or erased.
        if views.people.get(PersonId::new(person)).is_none() {
            return Ok(PersonId::new(person));
        }
        outdated = Some(person);
    }
    Err(Problem::new(&problem::BUSY).retry_after(1))
}

/// One statement, so of two at once one writes its wish and the other reads it.
async fn meet(
    pool: &PgPool,
    fingerprint: &[u8],
    wish: Uuid,
    outdated: Option<Uuid>,
) -> Result<Uuid, sqlx::Error> {
    sqlx::query_scalar(
        "WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))
         INSERT INTO api.introductions AS i (fingerprint, person) SELECT $1, $2 FROM quick
         ON CONFLICT (fingerprint) DO UPDATE
         SET person = CASE WHEN i.person = $3 THEN $2 ELSE i.person END, at = now()
         RETURNING person",
    )
    .bind(fingerprint)
    .bind(wish)
    .bind(outdated)
    .fetch_one(pool)
    .await
}

/// Forgets introductions that every view shows by now.
///
/// # Errors
/// When the database fails.
pub(crate) async fn forget(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM api.introductions WHERE at < now() - $1::interval")
        .bind(KEPT)
        .execute(pool)
        .await?;
    Ok(())
}
