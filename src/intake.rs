//! What files ask for, done: the one way in for imports, whoever reads them.
//!
//! Each function takes what a parser has checked, decides all of it in memory, and writes it in one
//! piece or not at all. An entry that was taken before is left out, so a file that has grown gives what it has
//! grown by, and the same file again nothing.

use chrono::{DateTime, Utc};
use parvis_events::attendance::{Attendance, Command as AttendanceCommand};
use parvis_events::ids::{PersonId, ProgrammeId, RegisterId, SeminarId};
use parvis_events::person::{Command as PersonCommand, Person, PersonDetailsGiven};
use parvis_events::programme::{Command as ProgrammeCommand, Programme};
use parvis_events::register::{Command as RegisterCommand, Register};
use std::collections::BTreeMap;

use crate::ballots::{BallotBox, BallotError, BoxedBallot};
use crate::facts::Cause;
use crate::handle::{Batch, Done, Handle, HandleError};
use crate::import::enrolments::RegisterAction;
use crate::import::evaluations::BallotRow;
use crate::import::{KnownPerson, Timed};
use crate::{evaluate, setup};

/// Why a file's contents were refused; nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// A line asks for something that a rule forbids.
    #[error("line {line}")]
    Line {
        /// Line of the file.
        line: usize,
        /// Why.
        source: HandleError,
    },
    /// The whole failed.
    #[error(transparent)]
    Handle(#[from] HandleError),
    /// Ballots were refused.
    #[error(transparent)]
    Ballots(#[from] BallotError),
}

/// Makes people known.
///
/// # Errors
/// When the log fails, or a person was erased.
pub async fn people(
    batch: &mut Batch<'_>,
    people: impl IntoIterator<Item = &KnownPerson>,
    cause: &Cause,
) -> Result<(), HandleError> {
    for known in people {
        let command = PersonCommand::Register {
            person: known.person,
            details: PersonDetailsGiven(known.details.clone()),
            language: known.language,
        };
        batch.decide::<Person>(known.person.uuid(), command, cause).await?;
    }
    Ok(())
}

/// Decides commands on a programme, and what they mean for its registers.
///
/// # Errors
/// The first line that is refused.
pub async fn programme(
    handle: &Handle,
    programme: ProgrammeId,
    known: &[KnownPerson],
    steps: &[Timed<ProgrammeCommand>],
    cause: &Cause,
) -> Result<Done, IntakeError> {
    let mut batch = handle.batch();
    people(&mut batch, known, cause).await?;
    for step in steps {
        if batch.took::<Programme>(programme.uuid(), step.entry).await? {
            continue;
        }
        let cause = Cause { at: step.at, ..cause.clone() };
        setup::decide(&mut batch, programme, step.what.clone(), Some(step.entry), &cause)
            .await
            .map_err(|source| IntakeError::Line { line: step.line, source })?;
    }
    Ok(batch.commit().await?)
}

/// Decides actions on the registers of a programme, letting time pass in each between them.
///
/// # Errors
/// The first line that is refused.
pub async fn register(
    handle: &Handle,
    programme: ProgrammeId,
    actions: &[Timed<RegisterAction>],
    cause: &Cause,
) -> Result<Done, IntakeError> {
    let mut batch = handle.batch();
    let mut last_said: BTreeMap<PersonId, KnownPerson> = BTreeMap::new();
    for action in actions {
        let register = action.what.register(programme);
        if batch.took::<Register>(register.uuid(), action.entry).await? {
            // Done before; but what is said of people may have been corrected in the file.
            last_said.extend(action.what.people.iter().map(|known| (known.person, known.clone())));
            continue;
        }
        pass_time(&mut batch, register, action.at, cause).await?;
        let cause = Cause { at: action.at, ..cause.clone() };
        people(&mut batch, &action.what.people, &cause).await?;
        action.what.people.iter().for_each(|known| drop(last_said.remove(&known.person)));
        batch
            .decide_entry::<Register>(register.uuid(), action.entry, action.what.command.clone(), &cause)
            .await
            .map_err(|source| IntakeError::Line { line: action.line, source })?;
    }
    people(&mut batch, last_said.values(), cause).await?;
    Ok(batch.commit().await?)
}

/// Lets holds and offers expire, each at its own instant, up to an instant.
async fn pass_time(
    batch: &mut Batch<'_>,
    register: RegisterId,
    until: DateTime<Utc>,
    cause: &Cause,
) -> Result<(), HandleError> {
    let mut last = None;
    loop {
        let state = batch.state::<Register>(register.uuid()).await?;
        let Some(due) = state.next_due().filter(|due| *due <= until && Some(*due) != last) else {
            return Ok(());
        };
        last = Some(due);
        let cause = Cause { at: due, ..cause.clone() };
        batch.decide::<Register>(register.uuid(), RegisterCommand::LetTimePass, &cause).await?;
    }
}

/// Decides observations and corrections, seminar by seminar.
///
/// # Errors
/// The first line that is refused.
pub async fn attendance(
    handle: &Handle,
    rows: &[Timed<(SeminarId, AttendanceCommand)>],
    cause: &Cause,
) -> Result<Done, IntakeError> {
    let mut batch = handle.batch();
    for row in rows {
        let cause = Cause { at: row.at, ..cause.clone() };
        let (seminar, command) = &row.what;
        if batch.took::<Attendance>(seminar.uuid(), row.entry).await? {
            continue;
        }
        batch
            .decide_entry::<Attendance>(seminar.uuid(), row.entry, command.clone(), &cause)
            .await
            .map_err(|source| IntakeError::Line { line: row.line, source })?;
    }
    Ok(batch.commit().await?)
}

/// Puts ballots into the box, and counts what can be counted.
///
/// # Errors
/// When an evaluation is not open, or just these ballots were put in before.
pub async fn ballots(
    ballot_box: &BallotBox,
    rows: &[BallotRow],
    cause: &Cause,
) -> Result<usize, IntakeError> {
    let mut by_seminar: BTreeMap<SeminarId, Vec<BoxedBallot>> = BTreeMap::new();
    for row in rows {
        by_seminar.entry(row.seminar).or_default().push(BoxedBallot {
            ballot: row.ballot.clone(),
            role: row.role_group.clone(),
            region: row.county.as_ref().map(ToString::to_string),
        });
    }
    for (seminar, ballots) in by_seminar {
        let evaluation = evaluate::of_seminar(seminar);
        ballot_box.put_in(evaluation, ballots).await?;
        ballot_box.count(evaluation, cause).await?;
    }
    Ok(rows.len())
}
