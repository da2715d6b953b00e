//! Forgetting a person: decided, carried out everywhere at once, and again wherever an old copy comes back.
//!
//! The keys of an erased person are destroyed in the database; a copy of the database from before still has them. So
//! what was erased is also noted in a journal outside the database, ids only, and whoever opens a database carries out what
//! its journal says: a restored copy forgets again what had been forgotten.
//! Source: rule "Personal data can be destroyed, the log cannot".

mod journal;

use std::collections::BTreeSet;

use parvis_events::codec::Fact;
use parvis_events::ids::{PersonId, RegisterId};
use parvis_events::person::{Command, ErasureDecision, Person, Rejection};
use parvis_events::register::{self, Register, needs_key};
use parvis_events::values::Line;
use parvis_log::{Direction, ReadStream, Revision};

use self::journal::Entry;
pub use self::journal::{JOURNAL_FILE, Journal, JournalError};
use crate::facts::{self, Cause};
use crate::handle::{Done, HandleError, stream_name};
use crate::office::{Office, OfficeError};
use crate::people::PeopleError;

/// How many events of a register are read at a time.
const PAGE: usize = 1_000;
/// The basis that is recorded where the journal knows none.
const NO_BASIS: &str = "Erasure carried out before, again after a copy was restored";

/// Why a person could not be erased.
#[derive(Debug, thiserror::Error)]
pub enum ErasureError {
    /// The journal failed; nothing was destroyed.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A command was refused, or the log failed.
    #[error(transparent)]
    Handle(#[from] HandleError),
    /// A key could not be destroyed.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The views failed.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// The log failed.
    #[error("the facts cannot be read")]
    Read(#[from] parvis_log::ReadError),
}

/// What an erasure came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    /// Keys that were destroyed: the person's own, and one for each time they said what they need.
    pub keys: usize,
    /// Facts that were written; none when the person had been erased before.
    pub facts: usize,
    /// What noting it came to.
    pub done: Done,
}

/// Erases a person: decides it, notes it, destroys the keys, and has everything that shows them forget them.
///
/// Again changes nothing. If the program is killed in the middle, whoever opens the database next carries it through.
///
/// # Errors
/// When the person is not known, or the log, the journal or the database fails.
pub async fn erase(
    office: &Office,
    person: PersonId,
    basis: Line,
    cause: &Cause,
) -> Result<Erased, ErasureError> {
    let decide = Command::DecideErasure { decision: ErasureDecision::Erase, basis: basis.clone() };
    let mut facts = match office.handle.run::<Person>(person.uuid(), decide, cause).await {
        Ok(done) => done.facts,
        Err(error) if error.rejection() == Some(&Rejection::PersonErased) => 0,
        Err(error) => return Err(error.into()),
    };
    let mut keys = needs_keys(office, person).await?;
    keys.insert(person);
    let entries = keys.iter().map(|key| Entry {
        key: *key,
        erased_at: cause.at,
        basis: (*key == person).then(|| basis.to_string()),
    });
    // The journal comes first: what it says is carried through whatever happens now.
    office.journal.note(entries.collect()).await?;
    let before = office.ring.living(&keys).await?;
    for key in &keys {
        office.ring.destroy(*key).await?;
    }
    let done = office.handle.run::<Person>(person.uuid(), Command::Erase, cause).await?;
    facts += done.facts;
    office.settle().await?;
    Ok(Erased { keys: before.len(), facts, done })
}

/// Carries out what the journal says and this database does not know: it was restored from a copy of before, or an
/// erasure was cut short. Returns how many people were erased by this; notes in the journal what only the database knows.
///
/// # Errors
/// When the log, the journal or the database fails.
pub async fn carry_out(office: &Office, cause: &Cause) -> Result<usize, ErasureError> {
    let Some(entries) = office.journal.entries().await? else { return Ok(0) };
    office.journal.add_missing(&entries, &office.ring.destroyed().await?, cause.at).await?;
    if entries.is_empty() {
        return Ok(0);
    }
    let keys: BTreeSet<PersonId> = entries.iter().map(|entry| entry.key).collect();
    for key in office.ring.living(&keys).await? {
        office.ring.destroy(key).await?;
    }
    let unaware: Vec<&Entry> = {
        let kept = office.runner.house().await;
        let shown = |entry: &&Entry| kept.house.people.get(entry.key).is_some_and(|row| !row.erased);
        entries.iter().filter(shown).collect()
    };
    for entry in &unaware {
        let basis = entry.basis.as_deref().unwrap_or(NO_BASIS).parse();
        let Ok(basis) = basis.or_else(|_| NO_BASIS.parse()) else { continue };
        let decide = Command::DecideErasure { decision: ErasureDecision::Erase, basis };
        office.handle.run::<Person>(entry.key.uuid(), decide, cause).await?;
        office.handle.run::<Person>(entry.key.uuid(), Command::Erase, cause).await?;
    }
    if !unaware.is_empty() {
        office.settle().await?;
    }
    Ok(unaware.len())
}

/// The keys under which lies what a person said they need, ever, in any register.
async fn needs_keys(office: &Office, person: PersonId) -> Result<BTreeSet<PersonId>, ErasureError> {
    let registers: Vec<RegisterId> = {
        let kept = office.runner.house().await;
        kept.house.register.terms.rows().map(|row| row.register).collect()
    };
    let mut keys = BTreeSet::new();
    for register in registers {
        let name = stream_name::<Register>(register.uuid()).map_err(HandleError::from)?;
        let mut from = Some(Revision::FIRST);
        while let Some(at) = from {
            let read = ReadStream { from: at, direction: Direction::Forwards, limit: PAGE };
            let slice = office.log.read_stream(&name, read).await?;
            for event in &slice.events {
                // What cannot be read parks its stream; whoever mends that is told there.
                if let Ok(envelope) = facts::read(event)
                    && let Fact::Register(register::Event::NeedsStated {
                        enrolment,
                        person: whose,
                        round,
                        ..
                    }) = envelope.fact
                    && whose == person
                {
                    keys.insert(needs_key(enrolment, person, round));
                }
            }
            from = slice.next;
        }
    }
    Ok(keys)
}
