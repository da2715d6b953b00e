//! Which letters there are, and what became of them.

use chrono::{DateTime, Utc};
use parvis_events::codec::Fact;
use parvis_events::ids::{LetterId, PersonId, ProgrammeId};
use parvis_events::letter::{Event, Letter, LetterKind};
use serde_json::Value;
use uuid::Uuid;

use crate::Envelope;
use crate::table::{Column, row, view};

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// To be sent.
    Waiting,
    /// Accepted by a server.
    Sent,
    /// Given up.
    Failed,
    /// Too late.
    Missed,
    /// Did not arrive, and somebody has dealt with it.
    Settled,
}

impl Column for Fate {
    const SQL: &'static str = "text";
}

row! {
    /// A letter.
    LetterRow in "letters", key [letter: LetterId], links [programme: ProgrammeId, recipient: PersonId], of_programme true {
        /// Its id.
        letter: LetterId,
        /// The programme.
        programme: ProgrammeId,
        /// What it is.
        kind: LetterKind,
        /// Who gets it.
        recipient: PersonId,
        /// Its place in the order letters were queued, from the log's position.
        number: i64,
        /// Not to be sent before, UTC.
        due: DateTime<Utc>,
        /// Pointless after, UTC.
        pointless_after: Option<DateTime<Utc>>,
        /// What became of it.
        fate: Fate,
        /// Failed attempts.
        attempts: u32,
        /// When it was queued, UTC.
        queued_at: DateTime<Utc>,
        /// When a server accepted it, UTC.
        sent_at: Option<DateTime<Utc>>,
        /// Its Message-ID, once sent.
        message_id: Option<String>,
        /// Whether an earlier attempt may have arrived too.
        uncertain: bool,
        /// Whether it came back, though a server had accepted it.
        returned: bool,
        /// How often somebody had it sent once more.
        rounds: u32,
        /// What else belongs to the request that called for it.
        correlation: Uuid,
        /// The letter as queued, as stored.
        content: Value,
    }
}

view! {
    /// Which letters there are.
    Letters, "letters", "Which letters wait, which were sent, and which did not arrive?" {
        /// Letters.
        letters: LetterRow,
    }
}

impl LetterRow {
    /// The letter as it was queued.
    ///
    /// # Errors
    /// When the row was not written by this view.
    pub fn letter(&self) -> Result<Letter, serde_json::Error> {
        serde_json::from_value(self.content.clone())
    }
}

impl Letters {
    /// Folds one fact.
    pub fn evolve(&mut self, envelope: &Envelope) {
        let Fact::Letter(event) = &envelope.fact else { return };
        let key = (LetterId::new(envelope.stream_id),);
        match event {
            Event::Queued(letter) => self.letters.put(LetterRow {
                letter: letter.letter,
                programme: letter.programme,
                kind: letter.kind,
                recipient: letter.recipient,
                number: envelope.position,
                due: letter.due,
                pointless_after: letter.pointless_after,
                fate: Fate::Waiting,
                attempts: 0,
                queued_at: envelope.decided_at,
                sent_at: None,
                message_id: None,
                uncertain: false,
                returned: false,
                rounds: 0,
                correlation: envelope.correlation,
                content: serde_json::to_value(letter).unwrap_or_default(),
            }),
            Event::Sent { message_id, uncertain } => self.letters.update(&key, |row| {
                row.fate = Fate::Sent;
                row.sent_at = Some(envelope.decided_at);
                row.message_id = Some(message_id.clone());
                row.uncertain = *uncertain;
            }),
            Event::Failed { attempt, permanent, .. } => self.letters.update(&key, |row| {
                row.attempts = *attempt;
                if *permanent {
                    row.fate = Fate::Failed;
                }
            }),
            Event::Missed => self.letters.update(&key, |row| row.fate = Fate::Missed),
            Event::Returned => self.letters.update(&key, |row| {
                row.fate = Fate::Failed;
                row.returned = true;
            }),
            Event::QueuedAgain { due, pointless_after } => self.letters.update(&key, |row| {
                row.fate = Fate::Waiting;
                row.due = *due;
                row.pointless_after = *pointless_after;
                row.attempts = 0;
                row.sent_at = None;
                row.uncertain = false;
                row.returned = false;
                row.rounds = row.rounds.saturating_add(1);
            }),
            Event::Settled { .. } => self.letters.update(&key, |row| row.fate = Fate::Settled),
        }
    }
}
