//! Where the world is received: what every request stands on, whichever door it came to.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use parvis_log::Position;
use sqlx::PgPool;
use tokio::sync::{Semaphore, watch};

use crate::api::changes::Readers;
use crate::api::idempotency;
use crate::api::idempotency::presence::Presence;
use crate::api::people::introductions;
use crate::api::tokens::Tokens;
use crate::office::{Office, OfficeError};
use crate::oidc::Provider;
use crate::serve::limits::Limits;
use crate::web::{self, Web};

/// How the doors are set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Largest request body, in bytes.
    pub body_limit_bytes: usize,
    /// How long a request may take before it is given up.
    pub request_patience: Duration,
    /// How long the head of a request may take to come, and a connection may lie idle before the next one.
    pub head_patience: Duration,
    /// Whether a proxy of ours stands in front and states whom it speaks for (`X-Forwarded-For`).
    pub behind_proxy: bool,
    /// Requests a minute from one address before it has to wait.
    pub requests_per_minute_and_address: u32,
    /// Requests a minute with one token before it has to wait.
    pub requests_per_minute_and_token: u32,
    /// How often whoever follows what happens is shown that the line still stands, and their token is looked at.
    pub sign_of_life: Duration,
    /// How long they may leave what was sent unread before they are let go.
    pub reader_patience: Duration,
    /// Where a demo's letters lie, for its pages to show; absent for work that is in earnest.
    pub demo_letters: Option<PathBuf>,
    /// The organisation's own door, by which those who work with programmes may come in to the pages.
    pub provider: Option<Provider>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            body_limit_bytes: 1024 * 1024,
            request_patience: Duration::from_secs(30),
            // Longer than the proxies of this world keep connections that lie idle, so that it is they who end them.
            head_patience: Duration::from_secs(75),
            behind_proxy: false,
            requests_per_minute_and_address: 1_200,
            requests_per_minute_and_token: 6_000,
            sign_of_life: Duration::from_secs(15),
            reader_patience: Duration::from_secs(30),
            demo_letters: None,
            provider: None,
        }
    }
}

/// The open office and what the doors need besides; cheap to clone.
#[derive(Clone, Debug)]
pub struct Reception(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    office: Office,
    pool: PgPool,
    settings: Settings,
    tokens: Tokens,
    web: Web,
    limits: Limits,
    looking_back: Semaphore,
    readers: Readers,
    presence: Presence,
    closing: watch::Sender<bool>,
}

fn failed(error: sqlx::Error) -> OfficeError {
    OfficeError::Runner(error.into())
}

/// How many may look at an earlier moment at once: each folds the log anew.
const LOOKING_BACK: usize = 2;

impl Reception {
    /// Opens the doors' own tables beside the office's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(office: Office, pool: PgPool, settings: Settings) -> Result<Self, OfficeError> {
        let tokens = Tokens::open(pool.clone(), Arc::clone(&office.chance)).await.map_err(failed)?;
        for table in [idempotency::TABLE, introductions::TABLE] {
            sqlx::raw_sql(table).execute(&pool).await.map_err(failed)?;
        }
        let presence = Presence::show(&pool, &office.chance).await.map_err(failed)?;
        let limits = Limits::new(&settings);
        let pages = web::Settings {
            demo_letters: settings.demo_letters.clone(),
            provider: settings.provider.clone(),
        };
        let web = Web::open(office.clone(), pool.clone(), pages).await.map_err(failed)?;
        Ok(Self(Arc::new(Inner {
            office,
            pool,
            limits,
            settings,
            tokens,
            web,
            looking_back: Semaphore::new(LOOKING_BACK),
            readers: Readers::default(),
            presence,
            closing: watch::Sender::new(false),
        })))
    }

    /// The office.
    pub fn office(&self) -> &Office {
        &self.0.office
    }

    /// Connections, for what the doors keep themselves.
    pub fn pool(&self) -> &PgPool {
        &self.0.pool
    }

    /// How the doors are set up.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Who may come in by a token.
    pub fn tokens(&self) -> &Tokens {
        &self.0.tokens
    }

    /// The pages.
    pub fn web(&self) -> &Web {
        &self.0.web
    }

    /// How often somebody may ask.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// Who follows what happens.
    pub fn readers(&self) -> &Readers {
        &self.0.readers
    }

    /// That this process is there, for others to see.
    pub fn presence(&self) -> &Presence {
        &self.0.presence
    }

    /// Taken while the log is folded for an earlier moment.
    pub fn looking_back(&self) -> &Semaphore {
        &self.0.looking_back
    }

    /// The position the views stand at.
    pub async fn position(&self) -> Position {
        Position::new(self.0.office.runner.house().await.checkpoint)
    }

    /// Ends what would go on for ever, such as a feed that somebody listens to.
    pub fn close(&self) {
        self.0.web.close();
        self.0.closing.send_replace(true);
    }

    /// Waits until the doors close; whoever answers without end listens to it.
    pub async fn closing(&self) {
        let mut closing = self.0.closing.subscribe();
        // The sender lives as long as this reception.
        let _ = closing.wait_for(|closing| *closing).await;
    }
}
