//! What the program does by itself when a fact comes in: it queues letters and flags certificates.
//!
//! The policy remembers its own checkpoint and never runs on history: a rebuild of the views sends
//! nothing, and a database that was filled before the policy existed starts at its end.

use parvis_events::certificates::{Certificates, Command as CertificateCommand};
use parvis_events::codec::Fact;
use parvis_events::ids::{PersonId, SeminarId};
use parvis_events::letter::{Command as LetterCommand, Letter, Letters};
use parvis_events::{attendance, person};
use parvis_log::{Log, Position, RecordedEvent};
use parvis_projections::{Envelope, House};
use sqlx::PgPool;
use std::time::Duration;

use crate::facts::Cause;
use crate::handle::{Batch, Handle, HandleError};
use crate::letters;
use crate::needs;
use crate::people::{KeyRing, PeopleError};
use crate::runner::{Runner, RunnerError};

/// How long the policy waits for the views to have what it reacts to.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why the policy could not go on.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// The database failed.
    #[error("the policy's checkpoint cannot be read or written")]
    Database(#[from] sqlx::Error),
    /// The views failed.
    #[error(transparent)]
    Runner(#[from] RunnerError),
    /// A command failed.
    #[error(transparent)]
    Handle(#[from] HandleError),
    /// Keys could not be destroyed.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The log failed.
    #[error(transparent)]
    Read(#[from] parvis_log::ReadError),
}

/// The policy of one database.
#[derive(Clone, Debug)]
pub struct Policy {
    pool: PgPool,
    handle: Handle,
    runner: Runner,
    ring: KeyRing,
}

impl Policy {
    /// Opens the policy; on the first start it begins at the end of the log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(
        pool: PgPool,
        log: &Log,
        handle: Handle,
        runner: Runner,
        ring: KeyRing,
    ) -> Result<Self, PolicyError> {
        sqlx::raw_sql(
            "CREATE SCHEMA IF NOT EXISTS policy;
             CREATE TABLE IF NOT EXISTS policy.checkpoint (one bool PRIMARY KEY CHECK (one), position bigint NOT NULL)",
        )
        .execute(&pool)
        .await?;
        let head = log.head().await?.position.get();
        sqlx::query("INSERT INTO policy.checkpoint VALUES (true, $1) ON CONFLICT DO NOTHING")
            .bind(head)
            .execute(&pool)
            .await?;
        Ok(Self { pool, handle, runner, ring })
    }

    /// Reacts to every fact since the last time. Returns how many facts it wrote itself.
    ///
    /// # Errors
    /// When the log, the views or the database fail; the next call goes on where this one stopped, and
    /// what was already queued is not queued again.
    #[tracing::instrument(skip_all)]
    pub async fn catch_up(&self) -> Result<usize, PolicyError> {
        let mut written = 0;
        loop {
            let checkpoint: i64 =
                sqlx::query_scalar("SELECT position FROM policy.checkpoint").fetch_one(&self.pool).await?;
            let events = self.runner.after(checkpoint).await?;
            let Some(last) = events.last() else { return Ok(written) };
            written += self.react(&events, last.position).await?;
            let mut transaction = self.pool.begin().await?;
            // A crash that loses this commit has the same facts read again, and nothing queued twice.
            sqlx::query("SET LOCAL synchronous_commit = off").execute(&mut *transaction).await?;
            sqlx::query("UPDATE policy.checkpoint SET position = greatest(position, $1)")
                .bind(last.position.get())
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
        }
    }

    async fn react(&self, events: &[RecordedEvent], position: Position) -> Result<usize, PolicyError> {
        let (envelopes, _) = self.runner.open_facts(events).await?;
        let kept = self.runner.at_least(position, PATIENCE).await?;
        let mut written = 0;
        for envelope in &envelopes {
            if matches!(envelope.fact, Fact::Person(person::Event::Erased)) {
                needs::forget(&self.ring, &kept.house, PersonId::new(envelope.stream_id)).await?;
            }
            let letters = letters::called_for(envelope, &kept.house);
            let flag = flag(envelope, &kept.house);
            if letters.is_empty() && flag.is_none() {
                continue;
            }
            let cause = caused_by(events, envelope);
            written += self.queue(letters, &cause).await?;
            if let Some((programme, command)) = flag {
                written += self.handle.run::<Certificates>(programme, command, &cause).await?.facts;
            }
        }
        Ok(written)
    }

    /// Queues letters, all in one write; those that another process has queued already are left out.
    ///
    /// # Errors
    /// When the log fails.
    pub async fn queue(&self, letters: Vec<Letter>, cause: &Cause) -> Result<usize, HandleError> {
        // Another process reads the same facts and may be faster; then there is nothing left to do.
        let mut attempts = self.handle.attempts();
        loop {
            let mut batch = attempts.start().await;
            let decided = decide(&mut batch, &letters, cause).await;
            if let Some(((), done)) = attempts.finish(batch, decided).await? {
                return Ok(done.facts);
            }
        }
    }
}

async fn decide(batch: &mut Batch<'_>, letters: &[Letter], cause: &Cause) -> Result<(), HandleError> {
    for letter in letters {
        let command = LetterCommand::Queue(letter.clone());
        batch.decide::<Letters>(letter.letter.uuid(), command, cause).await?;
    }
    Ok(())
}

/// The cause that a fact is of what follows from it.
fn caused_by(events: &[RecordedEvent], envelope: &Envelope) -> Cause {
    let event = events.iter().find(|event| event.position.get() == envelope.position);
    Cause {
        actor: "policy".to_owned(),
        correlation: envelope.correlation,
        causation: event.map(|event| event.id),
        at: envelope.decided_at,
    }
}

/// A correction of attendance after a certificate was issued flags the certificate.
fn flag(envelope: &Envelope, house: &House) -> Option<(uuid::Uuid, CertificateCommand)> {
    let Fact::Attendance(attendance::Event::Corrected { person, .. }) = &envelope.fact else { return None };
    let seminar = SeminarId::new(envelope.stream_id);
    let programme = house.attendance.rolls.get(&(seminar,))?.programme;
    let total = house.attendance.persons.get(&(programme, *person))?;
    let command =
        CertificateCommand::Flag { person: *person, seminar, minutes_attended_now: total.minutes_attended };
    Some((programme.uuid(), command))
}
