//! Who is signed in: single-use links by mail, and the sessions they open.
//!
//! What a browser or a letter holds is random and never stored; the tables hold its digest, so whoever reads the
//! database can neither sign in nor take over a session. Instants are the machine's, whatever a simulation says.

mod attempts;

use chrono::{DateTime, TimeDelta, Utc};
use parvis_events::ids::PersonId;
use sha2::{Digest as _, Sha256};
use sqlx::{PgConnection, PgPool, Row as _};

use super::failure::Failure;
use crate::chance::Chance;

pub(super) use self::attempts::ATTEMPT_MINUTES;

/// How long a link opens anything.
pub(super) const LINK_MINUTES: i64 = 20;
/// A session that nobody uses for this long is over.
const IDLE: TimeDelta = TimeDelta::hours(4);
/// A session is over after this long, however much it is used.
const LONGEST: TimeDelta = TimeDelta::hours(16);
/// How much a session's last use may lag behind, so that reading a page seldom writes.
const LAG: TimeDelta = TimeDelta::minutes(1);
/// How long tries are counted together.
const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// The tables of links, sessions and tries.
#[derive(Clone, Debug)]
pub(super) struct Sessions {
    pool: PgPool,
}

/// Whether there is room for another try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// There is.
    There,
    /// There will be in so many seconds.
    In(u64),
}

impl Room {
    /// Goes on if there is room.
    ///
    /// # Errors
    /// When there is none, as a page says it.
    pub(super) const fn or_wait(self) -> Result<(), Failure> {
        match self {
            Self::There => Ok(()),
            Self::In(seconds) => Err(Failure::TooMany { seconds }),
        }
    }
}

/// A link that still opens something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Whom it signs in.
    pub person: PersonId,
    /// Where to go on.
    pub onwards: String,
}

impl Sessions {
    /// Opens the tables, making them on the first start.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn open(pool: PgPool) -> Result<Self, sqlx::Error> {
        sqlx::raw_sql(
            "SET client_min_messages = warning;
             CREATE SCHEMA IF NOT EXISTS web;
             CREATE TABLE IF NOT EXISTS web.links (
                 digest bytea PRIMARY KEY, person uuid NOT NULL, until timestamptz NOT NULL, onwards text NOT NULL);
             CREATE TABLE IF NOT EXISTS web.sessions (
                 digest bytea PRIMARY KEY, person uuid NOT NULL, began timestamptz NOT NULL, used timestamptz NOT NULL);
             CREATE INDEX IF NOT EXISTS sessions_of_person ON web.sessions (person);
             CREATE TABLE IF NOT EXISTS web.attempts (
                 digest bytea PRIMARY KEY, nonce text NOT NULL, verifier text NOT NULL, onwards text NOT NULL,
                 until timestamptz NOT NULL);
             CREATE TABLE IF NOT EXISTS web.identities (digest bytea PRIMARY KEY, person uuid NOT NULL);
             CREATE INDEX IF NOT EXISTS identities_of_person ON web.identities (person);
             CREATE TABLE IF NOT EXISTS web.calendars (person uuid PRIMARY KEY, number int NOT NULL);
             CREATE TABLE IF NOT EXISTS web.tries (what bytea NOT NULL, at timestamptz NOT NULL);
             CREATE INDEX IF NOT EXISTS tries_of ON web.tries (what, at);
             CREATE INDEX IF NOT EXISTS tries_at ON web.tries (at)",
        )
        .execute(&pool)
        .await?;
        Ok(Self { pool })
    }

    /// Makes a link that signs a person in once. Returns the secret that goes into the letter.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn link(
        &self,
        person: PersonId,
        onwards: &str,
        chance: &Chance,
        now: DateTime<Utc>,
    ) -> Result<String, sqlx::Error> {
        let secret = secret(chance);
        sqlx::query("DELETE FROM web.links WHERE until <= $1").bind(now).execute(&self.pool).await?;
        sqlx::query("INSERT INTO web.links (digest, person, until, onwards) VALUES ($1, $2, $3, $4)")
            .bind(digest(&secret))
            .bind(person.uuid())
            .bind(now + TimeDelta::minutes(LINK_MINUTES))
            .bind(onwards)
            .execute(&self.pool)
            .await?;
        Ok(secret)
    }

    /// What a link would open; looking uses nothing up.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn peek(&self, secret: &str, now: DateTime<Utc>) -> Result<Option<Link>, sqlx::Error> {
        let row = sqlx::query("SELECT person, onwards FROM web.links WHERE digest = $1 AND until > $2")
            .bind(digest(secret))
            .bind(now)
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| {
            Ok(Link { person: PersonId::new(row.try_get("person")?), onwards: row.try_get("onwards")? })
        })
        .transpose()
    }

    /// Uses a link up and begins a session. Returns the session's secret, for the browser, and the link.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn begin(
        &self,
        secret_of_link: &str,
        chance: &Chance,
        now: DateTime<Utc>,
    ) -> Result<Option<(String, Link)>, sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        // Of two who use the same link at once, one deletes the row; the other finds none.
        let row =
            sqlx::query("DELETE FROM web.links WHERE digest = $1 AND until > $2 RETURNING person, onwards")
                .bind(digest(secret_of_link))
                .bind(now)
                .fetch_optional(&mut *transaction)
                .await?;
        let Some(row) = row else { return Ok(None) };
        let person = PersonId::new(row.try_get("person")?);
        let secret = opened(&mut transaction, person, chance, now).await?;
        let link = Link { person, onwards: row.try_get("onwards")? };
        transaction.commit().await?;
        Ok(Some((secret, link)))
    }

    /// Begins a session for somebody who has shown who they are. Returns its secret, for the browser.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn open_session(
        &self,
        person: PersonId,
        chance: &Chance,
        now: DateTime<Utc>,
    ) -> Result<String, sqlx::Error> {
        opened(&mut *self.pool.acquire().await?, person, chance, now).await
    }

    /// Whose session it is, if it goes on.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn whose(
        &self,
        secret: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<PersonId>, sqlx::Error> {
        let row = sqlx::query(
            "SELECT person, used FROM web.sessions WHERE digest = $1 AND used > $2 AND began > $3",
        )
        .bind(digest(secret))
        .bind(now - IDLE)
        .bind(now - LONGEST)
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let used: DateTime<Utc> = row.try_get("used")?;
        if now - used > LAG {
            sqlx::query("UPDATE web.sessions SET used = $2 WHERE digest = $1")
                .bind(digest(secret))
                .bind(now)
                .execute(&self.pool)
                .await?;
        }
        Ok(Some(PersonId::new(row.try_get("person")?)))
    }

    /// Whether a session goes on. Asking is no use of it.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn goes_on(&self, secret: &str, now: DateTime<Utc>) -> Result<bool, sqlx::Error> {
        sqlx::query_scalar(
            "SELECT EXISTS (SELECT FROM web.sessions WHERE digest = $1 AND used > $2 AND began > $3)",
        )
        .bind(digest(secret))
        .bind(now - IDLE)
        .bind(now - LONGEST)
        .fetch_one(&self.pool)
        .await
    }

    /// Ends one session.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn end(&self, secret: &str) -> Result<(), sqlx::Error> {
        sqlx::query("DELETE FROM web.sessions WHERE digest = $1")
            .bind(digest(secret))
            .execute(&self.pool)
            .await
            .map(|_| ())
    }

    /// Ends every session of a person, and every link that would begin another. Returns how many sessions went on.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn end_everywhere(&self, person: PersonId) -> Result<u64, sqlx::Error> {
        // The links first: one that is followed meanwhile begins no session that would stay.
        sqlx::query("DELETE FROM web.links WHERE person = $1")
            .bind(person.uuid())
            .execute(&self.pool)
            .await?;
        let ended = sqlx::query("DELETE FROM web.sessions WHERE person = $1")
            .bind(person.uuid())
            .execute(&self.pool)
            .await?;
        Ok(ended.rows_affected())
    }

    /// How often somebody asked for a new address of their calendar.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn calendar_number(&self, person: PersonId) -> Result<i32, sqlx::Error> {
        let found = sqlx::query_scalar("SELECT number FROM web.calendars WHERE person = $1")
            .bind(person.uuid())
            .fetch_optional(&self.pool)
            .await?;
        Ok(found.unwrap_or_default())
    }

    /// Gives somebody's calendar a new address; earlier ones open nothing any more.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn renew_calendar(&self, person: PersonId) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO web.calendars AS c VALUES ($1, 1) ON CONFLICT (person) DO UPDATE SET number = c.number + 1",
        )
        .bind(person.uuid())
        .execute(&self.pool)
        .await
        .map(|_| ())
    }

    /// Counts a try. Refuses it when there have been `most` of its kind in the last quarter of an hour, with how many
    /// seconds it takes until there is room for another. What is tried is kept as a digest, and only so long.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn count(&self, what: &str, most: i64, now: DateTime<Utc>) -> Result<Room, sqlx::Error> {
        let what = digest(what);
        sqlx::query("DELETE FROM web.tries WHERE at <= $1").bind(now - WINDOW).execute(&self.pool).await?;
        sqlx::query("INSERT INTO web.tries (what, at) VALUES ($1, $2)")
            .bind(&what)
            .bind(now)
            .execute(&self.pool)
            .await?;
        let tries: i64 = sqlx::query_scalar("SELECT count(*) FROM web.tries WHERE what = $1")
            .bind(&what)
            .fetch_one(&self.pool)
            .await?;
        if tries <= most {
            return Ok(Room::There);
        }
        let in_the_way: DateTime<Utc> =
            sqlx::query_scalar("SELECT at FROM web.tries WHERE what = $1 ORDER BY at DESC OFFSET $2 LIMIT 1")
                .bind(&what)
                .bind(most - 1)
                .fetch_one(&self.pool)
                .await?;
        let seconds = (in_the_way + WINDOW - now).num_seconds();
        Ok(Room::In(u64::try_from(seconds).unwrap_or_default() + 1))
    }
}

async fn opened(
    connection: &mut PgConnection,
    person: PersonId,
    chance: &Chance,
    now: DateTime<Utc>,
) -> Result<String, sqlx::Error> {
    let secret = secret(chance);
    sqlx::query("DELETE FROM web.sessions WHERE used <= $1 OR began <= $2")
        .bind(now - IDLE)
        .bind(now - LONGEST)
        .execute(&mut *connection)
        .await?;
    sqlx::query("INSERT INTO web.sessions (digest, person, began, used) VALUES ($1, $2, $3, $3)")
        .bind(digest(&secret))
        .bind(person.uuid())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(secret)
}

/// 192 random bits, as they stand in addresses and cookies.
fn secret(chance: &Chance) -> String {
    hex::encode(chance.bytes::<24>())
}

/// Fast on purpose: what is digested cannot be guessed.
fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
