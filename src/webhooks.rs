//! Webhooks: changes sent to whoever asked for them, signed, in order, and again until they are taken.
//!
//! Each webhook has a checkpoint of its own and gets its changes one by one in the order of the log. A change that
//! is not taken is sent again, later and later, for three days; then the webhook is parked and the operator told,
//! and `replay` sends it on its way again. What was taken is noted after it was sent, so a crash in between sends a change
//! twice, with the same id. A lease sees to it that several processes send each change once.
//! Source: "Standard Webhooks" 1.0 for ids, signatures and retries.

mod deliver;
mod patience;
mod post;
mod signature;
mod store;
mod target;
pub mod telling;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use sqlx::PgPool;
use uuid::Uuid;
use zeroize::Zeroizing;

pub use self::deliver::Round;
use self::post::Poster;
pub use self::post::{PostError, PosterError};
use self::signature::Secret;
use self::store::Store;
pub use self::target::{Network, Target, TargetError, UnknownNetwork};
use crate::chance::Chance;
use crate::changes::{Feed, FeedError, Reach, Wanted};
use crate::people::Strongbox;

/// What secrets of webhooks are sealed for.
pub const STRONGBOX: &str = "webhooks";
/// How many webhooks there may be.
const MOST: i64 = 1_000;
/// How long messages are signed with the old secret too after it was rotated.
const OVERLAP: TimeDelta = TimeDelta::hours(24);

/// How far webhooks may reach, as the operator sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Which networks.
    pub network: Network,
    /// A PEM file of authorities that are trusted beside the public ones.
    pub authorities: Option<PathBuf>,
    /// How long a receiver may take to answer, its body included.
    pub answer_patience: Duration,
}

impl Default for Limits {
    /// The public internet by https, with public authorities, and fifteen seconds to answer.
    fn default() -> Self {
        Self { network: Network::Public, authorities: None, answer_patience: Duration::from_secs(15) }
    }
}

/// Why something could not be done with a webhook.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// The database failed.
    #[error("the webhooks cannot be read or written")]
    Database(#[from] sqlx::Error),
    /// The address cannot be used.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// No such webhook.
    #[error("there is no webhook {0}; `parvis webhook list` names those there are")]
    Unknown(Uuid),
    /// The secret cannot be sealed or opened.
    #[error(
        "the secret of a webhook does not open; put back the master key that belongs to this database, \
         or rotate the secret"
    )]
    Secret,
    /// Too many.
    #[error("there are {MOST} webhooks already; remove one that is not needed")]
    TooMany,
    /// A position that is not in the log.
    #[error("position {0} is not in the log, which ends at {1}")]
    NoSuchPosition(i64, i64),
    /// The changes cannot be read.
    #[error(transparent)]
    Feed(#[from] FeedError),
    /// What was kept cannot be read.
    #[error("what is kept of a webhook cannot be read or written")]
    Kept(#[from] serde_json::Error),
    /// The system has no randomness to give.
    #[error("the system has no randomness to give")]
    Chance(#[source] rand::rngs::SysError),
    /// Messages cannot be sent.
    #[error(transparent)]
    Poster(#[from] PosterError),
}

/// Whether a webhook gets its changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It does.
    Active,
    /// Somebody stopped it for a while.
    Paused,
    /// Its receiver took nothing for so long that it was given up.
    Parked,
}

impl Standing {
    /// Its name, as it is kept and shown.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Parked => "parked",
        }
    }
}

/// A webhook, without its secret.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Webhook {
    /// Its id.
    pub id: Uuid,
    /// Where changes go.
    pub url: String,
    /// Which changes.
    pub wanted: Wanted,
    /// Which changes its maker may see.
    pub reach: Reach,
    /// Who made it: a token, an account, or `operator`.
    pub made_by: String,
    /// When, UTC.
    pub made_at: DateTime<Utc>,
    /// Whether it gets its changes.
    pub standing: Standing,
    /// Everything up to here was taken, or was not wanted.
    pub checkpoint: i64,
    /// How often the change that comes next was not taken.
    pub failures: u32,
    /// Since when it has not been taken, UTC.
    pub failing_since: Option<DateTime<Utc>>,
    /// Not to be tried again before, UTC.
    pub next_attempt: DateTime<Utc>,
    /// Why the last attempt failed, in a word.
    pub failure: Option<String>,
    /// Until when messages are signed with the old secret too, UTC.
    pub old_secret_until: Option<DateTime<Utc>>,
}

/// One attempt to hand over a change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attempt {
    /// Position of the change.
    pub position: i64,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Which attempt it was, from 1.
    pub attempt: u32,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// Why it failed, in a word; absent when the change was taken.
    pub failure: Option<String>,
    /// How long it took.
    pub milliseconds: i64,
}

/// What somebody who adds a webhook says.
#[derive(Clone, Debug)]
pub struct Addition {
    /// Where changes are to go.
    pub url: String,
    /// Which changes.
    pub wanted: Wanted,
    /// Which changes the maker may see.
    pub reach: Reach,
    /// Who makes it.
    pub made_by: String,
    /// What comes after this position is sent; absent: what comes from now on.
    pub after: Option<i64>,
}

/// A webhook that was just made or got a new secret, which is shown this once.
#[derive(Debug)]
pub struct Revealed {
    /// The webhook.
    pub webhook: Webhook,
    /// `whsec_` and base64.
    pub secret: Zeroizing<String>,
}

/// From when on a new secret holds alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// After a day, in which messages carry both signatures.
    Overlapping,
    /// At once: the old one is known to others.
    AtOnce,
}

/// The webhooks of one database.
#[derive(Clone, Debug)]
pub struct Webhooks {
    store: Store,
    feed: Feed,
    poster: Poster,
    strongbox: Strongbox,
    chance: Arc<Chance>,
}

impl Webhooks {
    /// Opens the webhooks, making their tables on the first start.
    ///
    /// # Errors
    /// When the database fails, or the authorities cannot be read.
    pub async fn open(
        pool: PgPool,
        feed: Feed,
        strongbox: Strongbox,
        chance: Arc<Chance>,
        limits: &Limits,
    ) -> Result<Self, WebhookError> {
        let poster = Poster::new(limits)?;
        // A simulation may repeat its chance; which process holds what must never be the same twice.
        let holder = Chance::of_the_system().map_err(WebhookError::Chance)?.uuid();
        let store = Store::open(pool, holder).await?;
        Ok(Self { store, feed, poster, strongbox, chance })
    }

    /// Adds a webhook.
    ///
    /// # Errors
    /// When the address or the position cannot be used, or the database fails.
    pub async fn add(&self, addition: Addition, now: DateTime<Utc>) -> Result<Revealed, WebhookError> {
        let target = Target::parse(&addition.url, self.poster.network())?;
        let end = self.feed.end().await?;
        let checkpoint = addition.after.unwrap_or(end);
        if !(0..=end).contains(&checkpoint) {
            return Err(WebhookError::NoSuchPosition(checkpoint, end));
        }
        if self.store.count().await? >= MOST {
            return Err(WebhookError::TooMany);
        }
        let webhook = Webhook {
            id: self.chance.uuid(),
            url: target.to_string(),
            wanted: addition.wanted,
            reach: addition.reach,
            made_by: addition.made_by,
            made_at: now,
            standing: Standing::Active,
            checkpoint,
            failures: 0,
            failing_since: None,
            next_attempt: now,
            failure: None,
            old_secret_until: None,
        };
        let secret = Secret::make(&self.chance);
        self.store.insert(&webhook, &self.sealed(webhook.id, &secret)?).await?;
        Ok(Revealed { webhook, secret: secret.shown() })
    }

    /// All webhooks, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self) -> Result<Vec<Webhook>, WebhookError> {
        self.store.all().await
    }

    /// A webhook.
    ///
    /// # Errors
    /// When there is none with this id, or the database fails.
    pub async fn get(&self, id: Uuid) -> Result<Webhook, WebhookError> {
        self.store.get(id).await?.ok_or(WebhookError::Unknown(id))
    }

    /// Removes a webhook and what is kept of its attempts.
    ///
    /// # Errors
    /// When there is none with this id, or the database fails.
    pub async fn remove(&self, id: Uuid) -> Result<(), WebhookError> {
        found(id, self.store.remove(id).await?)
    }

    /// Gives a webhook a new secret.
    ///
    /// # Errors
    /// When there is none with this id, or the database fails.
    pub async fn rotate(
        &self,
        id: Uuid,
        rotation: Rotation,
        now: DateTime<Utc>,
    ) -> Result<Revealed, WebhookError> {
        let secret = Secret::make(&self.chance);
        let old_until = match rotation {
            Rotation::Overlapping => Some(now + OVERLAP),
            Rotation::AtOnce => None,
        };
        let sealed = self.sealed(id, &secret)?;
        found(id, self.store.rotate(id, &sealed, old_until).await?)?;
        Ok(Revealed { webhook: self.get(id).await?, secret: secret.shown() })
    }

    /// Sends a webhook on its way again: from where it stopped, or once more what comes after a position.
    ///
    /// # Errors
    /// When there is none with this id, the position is not in the log, or the database fails.
    pub async fn replay(&self, id: Uuid, after: Option<i64>, now: DateTime<Utc>) -> Result<(), WebhookError> {
        let end = self.feed.end().await?;
        if let Some(position) = after.filter(|position| !(0..=end).contains(position)) {
            return Err(WebhookError::NoSuchPosition(position, end));
        }
        found(id, self.store.resume(id, after, now).await?)
    }

    /// Stops a webhook until it is replayed.
    ///
    /// # Errors
    /// When there is none with this id, or the database fails.
    pub async fn pause(&self, id: Uuid) -> Result<(), WebhookError> {
        found(id, self.store.pause(id).await?)
    }

    /// The latest attempts of a webhook, the last one first.
    ///
    /// # Errors
    /// When there is none with this id, or the database fails.
    pub async fn attempts(&self, id: Uuid, limit: i64) -> Result<Vec<Attempt>, WebhookError> {
        self.get(id).await?;
        self.store.attempts(id, limit).await
    }

    fn sealed(&self, id: Uuid, secret: &Secret) -> Result<Vec<u8>, WebhookError> {
        self.strongbox.seal(id, secret.bytes()).ok_or(WebhookError::Secret)
    }

    fn opened(&self, id: Uuid, sealed: &[u8]) -> Result<Secret, WebhookError> {
        self.strongbox.open(id, sealed).and_then(Secret::kept).ok_or(WebhookError::Secret)
    }
}

/// Whether a statement about a webhook met one.
fn found(id: Uuid, rows: u64) -> Result<(), WebhookError> {
    if rows == 0 { Err(WebhookError::Unknown(id)) } else { Ok(()) }
}
