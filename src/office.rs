//! Everything a door needs, opened once: log, keys, views, policy, ballots and outbox.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use parvis_events::ids::ProgrammeId;
use parvis_events::register::{Command as RegisterCommand, Register};
use parvis_events::values::ProgrammeCode;
use parvis_log::{Log, Options, Position};
use sqlx::PgPool;
use uuid::Uuid;

use crate::ballots::{BallotBox, BallotError};
use crate::chance::Chance;
use crate::changes::Feed;
use crate::clock::Clock;
use crate::erasure::Journal;
use crate::evaluate;
use crate::facts::Cause;
use crate::handle::{Handle, HandleError};
use crate::letters;
use crate::links::Links;
use crate::needs;
use crate::outbox::{MailError, Mailer, Outbox, OutboxError, Sender};
use crate::people::{KeyRing, MasterKey, PeopleError};
use crate::policy::{Policy, PolicyError};
use crate::runner::{Runner, RunnerError};
use crate::schedule::Job;
use crate::webhooks::{self, WebhookError, Webhooks};

/// The file in the data directory that holds the master key.
pub const MASTER_KEY_FILE: &str = "master.key";
/// The directory in the data directory that letters go to when there is no mail server.
pub const LETTERS_DIRECTORY: &str = "letters";

/// How an office is set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where everything is kept that is not in the database.
    pub data_dir: PathBuf,
    /// The master key in hexadecimal; otherwise it lies in the data directory.
    pub master_key: Option<String>,
    /// The mail server; without one, letters become files.
    pub smtp_url: Option<String>,
    /// Where letters are put as files; the data directory's `letters` if nothing else is said and there is no server.
    pub letters_dir: Option<PathBuf>,
    /// Address letters come from.
    pub mail_from: String,
    /// Start of links in letters and certificates, without a slash at the end.
    pub base_url: String,
    /// How far webhooks may reach.
    pub webhooks: webhooks::Limits,
    /// What time it is.
    pub clock: Clock,
    /// Where chance comes from.
    pub chance: Arc<Chance>,
}

/// Why an office cannot be opened, or a job in it failed.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The log cannot be opened.
    #[error("the log cannot be opened")]
    Log(#[from] parvis_log::LogError),
    /// The keys cannot be opened.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The views failed.
    #[error(transparent)]
    Runner(#[from] RunnerError),
    /// The policy failed.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The ballot box failed.
    #[error(transparent)]
    Ballots(#[from] BallotError),
    /// The outbox failed.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    /// The webhooks failed.
    #[error(transparent)]
    Webhooks(#[from] WebhookError),
    /// A command failed.
    #[error(transparent)]
    Handle(#[from] HandleError),
    /// The mail server's address is wrong.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The sender's address is wrong.
    #[error("PARVIS_MAIL_FROM is not an e-mail address")]
    MailFrom(#[source] lettre::address::AddressError),
    /// The data directory cannot be made.
    #[error("the data directory {} cannot be made", .0.display())]
    DataDir(PathBuf, #[source] std::io::Error),
    /// No such programme.
    #[error("there is no programme with code {0}; `parvis import programme FILE` makes one")]
    UnknownProgramme(String),
}

/// An open office.
#[derive(Clone, Debug)]
pub struct Office {
    /// The log.
    pub log: Log,
    /// Decides commands.
    pub handle: Handle,
    /// Keeps the views.
    pub runner: Runner,
    /// Reacts to facts.
    pub policy: Policy,
    /// Holds ballots.
    pub ballots: BallotBox,
    /// Sends letters.
    pub outbox: Outbox,
    /// Tells what happens.
    pub feed: Feed,
    /// Sends it to whoever asked.
    pub webhooks: Webhooks,
    /// Seals people.
    pub ring: KeyRing,
    /// Remembers who was erased.
    pub journal: Journal,
    /// What time it is.
    pub clock: Clock,
    /// Where chance comes from.
    pub chance: Arc<Chance>,
    /// Start of links.
    pub base_url: String,
    /// Makes links that open something, and reads them.
    pub links: Links,
}

impl Office {
    /// Opens everything in a database, making what does not exist yet.
    ///
    /// # Errors
    /// What cannot be opened, and what to do about it.
    pub async fn open(pool: PgPool, settings: &Settings) -> Result<Self, OfficeError> {
        Self::open_telling(pool, settings, |_, _| {}).await
    }

    /// The same; when this release has other views, `progress` is told how far they are made, and the end of the log.
    ///
    /// # Errors
    /// What cannot be opened, and what to do about it.
    pub async fn open_telling(
        pool: PgPool,
        settings: &Settings,
        progress: impl FnMut(Position, Position),
    ) -> Result<Self, OfficeError> {
        let chance = Arc::clone(&settings.chance);
        let options = Options { clock: Arc::new(settings.clock.clone()), ..Options::default() };
        let log = Log::open(pool.clone(), options).await?;
        let master = master_key(settings)?;
        let links = Links::new(&master, &settings.base_url);
        let ring = KeyRing::open(pool.clone(), master, Arc::clone(&chance)).await?;
        let handle = Handle::new(log.clone(), ring.clone(), Arc::clone(&chance));
        let runner = Runner::open_telling(pool.clone(), log.clone(), ring.clone(), progress).await?;
        let policy = Policy::open(pool.clone(), &log, handle.clone(), runner.clone(), ring.clone()).await?;
        let ballots = BallotBox::open(pool.clone(), handle.clone(), Arc::clone(&chance)).await?;
        let sender = Sender {
            address: settings.mail_from.parse().map_err(OfficeError::MailFrom)?,
            links: links.clone(),
        };
        let outbox =
            Outbox::open(pool.clone(), handle.clone(), runner.clone(), mailer(settings)?, sender).await?;
        let feed = Feed::new(log.clone(), runner.clone());
        let strongbox = ring.strongbox(webhooks::STRONGBOX);
        let journal = Journal::at(&settings.data_dir, pool.clone());
        let webhooks =
            Webhooks::open(pool, feed.clone(), strongbox, Arc::clone(&chance), &settings.webhooks).await?;
        Ok(Self {
            log,
            handle,
            runner,
            policy,
            ballots,
            outbox,
            feed,
            webhooks,
            ring,
            journal,
            clock: settings.clock.clone(),
            chance,
            base_url: settings.base_url.clone(),
            links,
        })
    }

    /// A cause of something that happens now.
    pub fn cause(&self, actor: &str) -> Cause {
        self.cause_at(actor, self.clock.now())
    }

    /// A cause of something that is entered for an earlier instant.
    pub fn cause_at(&self, actor: &str, at: DateTime<Utc>) -> Cause {
        Cause { actor: actor.to_owned(), correlation: self.chance.uuid(), causation: None, at }
    }

    /// Brings views and letters up to date with the log.
    ///
    /// # Errors
    /// When the log, the views or the database fail.
    pub async fn settle(&self) -> Result<(), OfficeError> {
        // What the policy writes are facts too; it ends because letters call for no letters.
        loop {
            self.runner.catch_up().await?;
            if self.policy.catch_up().await? == 0 {
                return Ok(());
            }
        }
    }

    /// Does one job now.
    ///
    /// # Errors
    /// When the log, the views or the database fail; the job goes on where it stopped at its next turn.
    #[tracing::instrument(skip(self), fields(job = job.name()))]
    pub async fn work(&self, job: Job) -> Result<(), OfficeError> {
        let cause = self.cause(job.name());
        match job {
            Job::Register => {
                for programme in self.registers().await? {
                    let done =
                        self.handle.run::<Register>(programme, RegisterCommand::LetTimePass, &cause).await;
                    // One register that cannot be read holds up no other.
                    if let Err(error) = done {
                        tracing::error!(%programme, error = %error, "time cannot pass in a register");
                    }
                }
            }
            Job::Reminders => {
                let due = letters::reminders_due(&self.runner.house().await.house, cause.at);
                self.policy.queue(due, &cause).await?;
            }
            Job::Evaluations => {
                let house = self.runner.house().await.house.clone();
                evaluate::let_time_pass(&self.handle, &self.ballots, &house, &cause).await?;
            }
            Job::Needs => {
                let house = self.runner.house().await.house.clone();
                needs::dispose_due(&self.handle, &self.ring, &house, &cause).await?;
            }
            Job::Outbox => {
                let round = self.outbox.send_due(cause.at, Utc::now()).await?;
                tracing::debug!(sent = round.sent, failed = round.failed, missed = round.missed, "outbox");
            }
            Job::Webhooks => {
                let round = self.webhooks.deliver_due(&self.clock).await?;
                tracing::debug!(
                    taken = round.taken,
                    failed = round.failed,
                    parked = round.parked,
                    "webhooks"
                );
            }
        }
        self.settle().await
    }

    /// The programme with a code.
    ///
    /// # Errors
    /// When there is none.
    pub async fn programme(&self, code: &str) -> Result<ProgrammeId, OfficeError> {
        let unknown = || OfficeError::UnknownProgramme(code.to_owned());
        let wanted: ProgrammeCode = code.parse().map_err(|_| unknown())?;
        self.runner.refresh().await?;
        let kept = self.runner.house().await;
        kept.house.programmes.coded(&wanted).map(|row| row.programme).ok_or_else(unknown)
    }

    async fn registers(&self) -> Result<Vec<Uuid>, OfficeError> {
        let kept = self.runner.house().await;
        Ok(kept.house.register.terms.rows().map(|row| row.register.uuid()).collect())
    }
}

fn master_key(settings: &Settings) -> Result<MasterKey, OfficeError> {
    if let Some(text) = &settings.master_key {
        return Ok(MasterKey::parse(text, "PARVIS_MASTER_KEY")?);
    }
    let directory: &Path = &settings.data_dir;
    std::fs::create_dir_all(directory).map_err(|error| OfficeError::DataDir(directory.into(), error))?;
    // The master key is never repeatable, also where everything else is.
    let chance = Chance::of_the_system()
        .map_err(|error| OfficeError::DataDir(directory.into(), std::io::Error::other(error)))?;
    Ok(MasterKey::read_or_make(&directory.join(MASTER_KEY_FILE), &chance)?)
}

fn mailer(settings: &Settings) -> Result<Mailer, OfficeError> {
    let fallback = settings.data_dir.join(LETTERS_DIRECTORY);
    let directory = match (&settings.letters_dir, &settings.smtp_url) {
        (Some(directory), _) => Some(directory.as_path()),
        (None, None) => Some(fallback.as_path()),
        (None, Some(_)) => None,
    };
    Ok(Mailer::new(settings.smtp_url.as_deref(), directory)?)
}
