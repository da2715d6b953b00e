//! Sends the letters that wait: lease, write, hand over, record.
//!
//! A letter is handed over at least once. It is leased before and recorded after; a crash between
//! the two lets the lease run out, and the next attempt carries the same Message-ID and is recorded as
//! uncertain. A letter whose moment has passed is recorded as missed.
//! Source: rule "Letters are sent at least once".

mod mailer;
mod message;
mod note;
mod texts;

use chrono::{DateTime, TimeDelta, Utc};
use parvis_events::ids::LetterId;
use parvis_events::letter::{Command, Letter, Letters};
use parvis_projections::House;
use sqlx::{PgPool, Row as _};
use uuid::Uuid;

pub use self::mailer::{MailError, Mailer};
pub use self::message::{MessageError, Sender};
pub use self::note::Note;
use crate::facts::Cause;
use crate::handle::{Handle, HandleError};
use crate::runner::{Runner, RunnerError};

/// How many letters are handed over before what became of them is recorded; so many at most can
/// reach their receivers twice after a crash.
const CHUNK: i64 = 20;
/// How long a letter is leased. Longer than any server keeps a connection waiting.
const LEASE: TimeDelta = TimeDelta::minutes(10);
/// How often a letter is tried before it is given up.
const ATTEMPTS: i32 = 8;

/// Why the outbox could not go on.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// The database failed.
    #[error("the outbox cannot be read or written")]
    Database(#[from] sqlx::Error),
    /// The views failed.
    #[error(transparent)]
    Runner(#[from] RunnerError),
    /// What became of a letter could not be recorded.
    #[error(transparent)]
    Handle(#[from] HandleError),
    /// A note could not be written.
    #[error(transparent)]
    Message(#[from] MessageError),
    /// A note could not be handed over.
    #[error(transparent)]
    Mail(#[from] MailError),
}

/// What one round came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Letters a server accepted.
    pub sent: usize,
    /// Attempts that failed.
    pub failed: usize,
    /// Letters whose moment had passed.
    pub missed: usize,
}

/// The outbox of one database.
#[derive(Clone, Debug)]
pub struct Outbox {
    pool: PgPool,
    handle: Handle,
    runner: Runner,
    mailer: Mailer,
    sender: Sender,
}

/// A letter as somebody other than its receiver may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

/// A text whose links that begin so are cut off after that.
fn without_secrets(text: &str, beginning: &str) -> String {
    let mut parts = text.split(beginning);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(char::is_whitespace).unwrap_or(part.len());
        shown.push_str(beginning);
        shown.push('…');
        shown.push_str(&part[end..]);
    }
    shown
}

/// A letter in hand.
struct Leased {
    letter: LetterId,
    attempts: i32,
    uncertain: bool,
}

impl Outbox {
    /// Opens the outbox, making its table on the first start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(
        pool: PgPool,
        handle: Handle,
        runner: Runner,
        mailer: Mailer,
        sender: Sender,
    ) -> Result<Self, OutboxError> {
        sqlx::raw_sql(
            "CREATE SCHEMA IF NOT EXISTS outbox;
             CREATE TABLE IF NOT EXISTS outbox.leases (
                 letter uuid PRIMARY KEY,
                 until timestamptz NOT NULL,
                 attempts int NOT NULL,
                 in_hand bool NOT NULL,
                 uncertain bool NOT NULL
             )",
        )
        .execute(&pool)
        .await?;
        Ok(Self { pool, handle, runner, mailer, sender })
    }

    /// Sends whatever is due at `now`. `wall` is the machine's time, which leases are counted in.
    ///
    /// # Errors
    /// When the database or the log fails. A letter that cannot be sent is no error; it is recorded.
    #[tracing::instrument(skip_all)]
    pub async fn send_due(&self, now: DateTime<Utc>, wall: DateTime<Utc>) -> Result<Round, OutboxError> {
        let mut round = Round::default();
        loop {
            let leased = self.lease(now, wall).await?;
            if leased.is_empty() {
                return Ok(round);
            }
            self.send(&leased, now, wall, &mut round).await?;
            self.runner.catch_up().await?;
        }
    }

    /// Hands a note over at once. It is neither queued nor recorded: its text must not outlive it.
    ///
    /// # Errors
    /// When the address cannot be used, or the server does not accept it.
    pub async fn hand_over(&self, note: &Note, now: DateTime<Utc>) -> Result<(), OutboxError> {
        let message = note::write(note, &self.sender, now)?;
        // Named like other letters, so that whoever reads the directory finds it among them.
        Ok(self.mailer.send(&message, &format!("00000-note-{}", note.id)).await?)
    }

    /// What a letter says, as it would be written now. The links in it that let somebody in are left out: they are their
    /// receiver's.
    ///
    /// # Errors
    /// When its receiver or what it is about is not known any more.
    pub fn preview(&self, house: &House, letter: &Letter) -> Result<Preview, MessageError> {
        let links = &self.sender.links;
        let said = message::say(house, letter, links)?;
        let secret = format!("{}/invitation/", links.base_url());
        Ok(Preview { subject: said.text.subject, body: without_secrets(&said.text.body, &secret) })
    }

    /// Whether the mail server answers; absent where letters become files.
    ///
    /// # Errors
    /// When it does not.
    pub async fn reach(&self) -> Result<Option<()>, MailError> {
        self.mailer.reach().await
    }

    async fn send(
        &self,
        leased: &[Leased],
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        round: &mut Round,
    ) -> Result<(), OutboxError> {
        let mut done = Vec::new();
        let mut batch = self.handle.batch();
        for one in leased {
            let (command, cause) = self.attempt(one, now).await?;
            match &command {
                Command::RecordSent { .. } => round.sent += 1,
                Command::RecordMissed => round.missed += 1,
                _ => round.failed += 1,
            }
            match &command {
                Command::RecordFailure { permanent: false, .. } => self.put_back(one, wall).await?,
                _ => done.push(one.letter.uuid()),
            }
            batch.decide::<Letters>(one.letter.uuid(), command, &cause).await?;
        }
        batch.commit().await?;
        sqlx::query("DELETE FROM outbox.leases WHERE letter = ANY($1)")
            .bind(done)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Writes a letter and hands it over. What became of it comes back as the command that records it.
    #[tracing::instrument(skip_all, fields(letter = %leased.letter, correlation = tracing::field::Empty))]
    async fn attempt(&self, leased: &Leased, now: DateTime<Utc>) -> Result<(Command, Cause), OutboxError> {
        let mut cause = Cause {
            actor: crate::schedule::Job::Outbox.name().to_owned(),
            correlation: leased.letter.uuid(),
            causation: None,
            at: now,
        };
        let prepared = {
            let kept = self.runner.house().await;
            self.prepare(&kept.house, leased.letter, now, &mut cause)
        };
        tracing::Span::current().record("correlation", tracing::field::display(cause.correlation));
        let command = match prepared {
            Prepared::Missed => Command::RecordMissed,
            Prepared::Impossible(reason) => Command::RecordFailure { permanent: true, reason },
            Prepared::Ready { name, message, message_id } => match self.mailer.send(&message, &name).await {
                Ok(()) => Command::RecordSent { message_id, uncertain: leased.uncertain },
                Err(error) => {
                    let permanent = error.permanent() || leased.attempts >= ATTEMPTS;
                    tracing::warn!(letter = %leased.letter, permanent, reason = %error.code(), "a letter was not sent");
                    Command::RecordFailure { permanent, reason: error.code() }
                }
            },
        };
        Ok((command, cause))
    }

    fn prepare(&self, house: &House, id: LetterId, now: DateTime<Utc>, cause: &mut Cause) -> Prepared {
        let Some(row) = house.letters.letters.get(&(id,)) else {
            return Prepared::Impossible("unknown-letter".to_owned());
        };
        let Ok(letter) = row.letter() else { return Prepared::Impossible("unreadable-letter".to_owned()) };
        cause.causation = Some(id.uuid());
        cause.correlation = row.correlation;
        // What was queued again counts as it was decided then.
        if row.pointless_after.is_some_and(|end| now >= end) {
            return Prepared::Missed;
        }
        let again = if row.rounds > 0 { format!("-{}", row.rounds) } else { String::new() };
        match message::write(house, &letter, &self.sender, (now, row.rounds)) {
            Ok(written) => Prepared::Ready {
                name: format!("{:05}-{}-{}{again}", row.number, letter.kind.name(), letter.letter),
                message: Box::new(written.message),
                message_id: written.message_id,
            },
            Err(error) => Prepared::Impossible(error.code().to_owned()),
        }
    }

    /// Takes letters that are due and that nobody has in hand.
    async fn lease(&self, now: DateTime<Utc>, wall: DateTime<Utc>) -> Result<Vec<Leased>, OutboxError> {
        let rows = sqlx::query(
            "INSERT INTO outbox.leases AS l (letter, until, attempts, in_hand, uncertain)
             SELECT v.letter, $2 + make_interval(secs => $3), 1, true, false
             FROM views.letters v
             WHERE v.fate = 'waiting' AND v.due <= $1
               AND NOT EXISTS (SELECT FROM outbox.leases x WHERE x.letter = v.letter AND x.until > $2)
             ORDER BY v.number
             LIMIT $4
             ON CONFLICT (letter) DO UPDATE
             SET until = EXCLUDED.until, attempts = l.attempts + 1, in_hand = true,
                 uncertain = l.uncertain OR l.in_hand
             WHERE l.until <= $2
             RETURNING l.letter, l.attempts, l.uncertain,
                 (SELECT number FROM views.letters n WHERE n.letter = l.letter) AS number",
        )
        .bind(now)
        .bind(wall)
        .bind(LEASE.num_seconds() as f64)
        .bind(CHUNK)
        .fetch_all(&self.pool)
        .await?;
        let mut leased = rows
            .into_iter()
            .map(|row| {
                let letter: Uuid = row.try_get("letter")?;
                let number: i64 = row.try_get("number")?;
                let one = Leased {
                    letter: LetterId::new(letter),
                    attempts: row.try_get("attempts")?,
                    uncertain: row.try_get("uncertain")?,
                };
                Ok((number, one))
            })
            .collect::<Result<Vec<_>, sqlx::Error>>()?;
        leased.sort_by_key(|(number, one)| (*number, one.letter));
        Ok(leased.into_iter().map(|(_, one)| one).collect())
    }

    /// Puts a letter back for a later attempt: after 1, 2, 4 … minutes, 4 hours at most.
    async fn put_back(&self, one: &Leased, wall: DateTime<Utc>) -> Result<(), OutboxError> {
        let minutes = 1_i64.checked_shl(u32::try_from(one.attempts - 1).unwrap_or(0)).unwrap_or(240).min(240);
        sqlx::query("UPDATE outbox.leases SET until = $2, in_hand = false WHERE letter = $1")
            .bind(one.letter.uuid())
            .bind(wall + TimeDelta::minutes(minutes))
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

enum Prepared {
    Missed,
    Impossible(String),
    Ready { name: String, message: Box<lettre::Message>, message_id: String },
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn a_link_that_lets_somebody_in_is_not_shown_to_others() {
        let text = "Hej!\nhttps://a.example/invitation/abc\nhttps://a.example/program/X https://a.example/invitation/d.";
        assert_eq!(
            without_secrets(text, "https://a.example/invitation/"),
            "Hej!\nhttps://a.example/invitation/…\nhttps://a.example/program/X https://a.example/invitation/…"
        );
        assert_eq!(without_secrets("Hej!", "https://a.example/invitation/"), "Hej!");
    }
}
