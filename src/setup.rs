//! Changing a programme: the one door that files, API and pages go through.
//!
//! Whatever a change means for the programme's registers is written in the same append, so a register never runs by
//! terms its programme no longer has.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use parvis_events::attendance::Attendance;
use parvis_events::ids::{ProgrammeId, SeminarId, SessionId};
use parvis_events::programme::{Command, Programme, State};
use parvis_events::register::{Command as RegisterCommand, Deputyship, Enrolment, Register, Situation};
use parvis_events::values::Session;
use parvis_log::Revision;
use uuid::Uuid;

pub use self::words::{Told, told, told_of};
use crate::facts::Cause;
use crate::handle::{Batch, Done, Handle, HandleError};

/// Why a change that the programme itself would allow is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Attendance was taken at a session that would disappear.
    #[error(
        "attendance was taken at the session {title} of seminar {number} on {date}; keep the session, and change its hours or title instead"
    )]
    SessionAttended {
        /// Number of the seminar.
        number: u8,
        /// Title of the session.
        title: String,
        /// Its day.
        date: NaiveDate,
    },
}

/// Changes a programme, all commands as one: they happen together or not at all, and what counts is how the programme
/// stands after the last.
///
/// With `expected` the programme must still be where whoever asks saw it.
///
/// # Errors
/// The rejection of the programme or of one of its registers; `Stale` when it has moved on; or why reading or writing
/// failed.
#[tracing::instrument(skip_all, fields(%programme, correlation = %cause.correlation))]
pub async fn change(
    handle: &Handle,
    programme: ProgrammeId,
    commands: Vec<Command>,
    cause: &Cause,
    expected: Option<Revision>,
) -> Result<Done, HandleError> {
    let command = match <[Command; 1]>::try_from(commands) {
        Ok([one]) => one,
        Err(several) => Command::Together(several),
    };
    let mut attempts = handle.attempts();
    loop {
        let mut batch = attempts.start().await;
        let decided = decide_expecting(&mut batch, programme, &command, cause, expected).await;
        if let Some(((), done)) = attempts.finish(batch, decided).await? {
            return Ok(done);
        }
    }
}

async fn decide_expecting(
    batch: &mut Batch<'_>,
    programme: ProgrammeId,
    command: &Command,
    cause: &Cause,
    expected: Option<Revision>,
) -> Result<(), HandleError> {
    if let Some(expected) = expected {
        batch.expect::<Programme>(programme.uuid(), expected).await?;
    }
    decide(batch, programme, command.clone(), None, cause).await
}

/// Decides a command on a programme and what it means for the registers, as part of a batch. `entry` names the line of
/// a file that asks for it.
///
/// # Errors
/// As [`change`], except that nothing is written.
pub async fn decide(
    batch: &mut Batch<'_>,
    programme: ProgrammeId,
    command: Command,
    entry: Option<Uuid>,
    cause: &Cause,
) -> Result<(), HandleError> {
    let id = programme.uuid();
    let before = batch.state::<Programme>(id).await?;
    match entry {
        Some(entry) => batch.decide_entry::<Programme>(id, entry, command, cause).await?,
        None => batch.decide::<Programme>(id, command, cause).await?,
    };
    let after = batch.state::<Programme>(id).await?;
    let gone = sessions_gone(&before, &after);
    for (seminar, sessions) in &gone {
        refuse_attended(batch, &before, *seminar, sessions).await?;
    }
    let gone: BTreeSet<SessionId> = gone.values().flatten().map(|session| session.id).collect();
    for (register, terms) in after.registers() {
        batch.decide::<Register>(register.uuid(), RegisterCommand::SetTerms(terms), cause).await?;
        if !gone.is_empty() {
            dismiss_deputies(batch, register.uuid(), &gone, cause).await?;
        }
    }
    Ok(())
}

/// The sessions that a programme has no more, by seminar.
fn sessions_gone<'a>(before: &'a State, after: &State) -> BTreeMap<SeminarId, Vec<&'a Session>> {
    let mut gone: BTreeMap<SeminarId, Vec<&Session>> = BTreeMap::new();
    for seminar in before.seminars.values() {
        let lost = seminar.sessions.iter().filter(|session| after.session(session.id).is_none());
        for session in lost {
            gone.entry(seminar.id).or_default().push(session);
        }
    }
    gone
}

/// What was observed stays: a session that somebody was seen at can get other hours, but cannot disappear.
async fn refuse_attended(
    batch: &mut Batch<'_>,
    before: &State,
    seminar: SeminarId,
    sessions: &[&Session],
) -> Result<(), HandleError> {
    let roll = batch.state::<Attendance>(seminar.uuid()).await?;
    let attended = |id: SessionId| roll.marks.keys().any(|(_, session)| *session == id);
    let Some(session) = sessions.iter().find(|session| attended(session.id)) else { return Ok(()) };
    let number = before.seminars.get(&seminar).map_or(0, |found| found.number);
    Err(HandleError::Rejected(Box::new(Refusal::SessionAttended {
        number,
        title: session.title.to_string(),
        date: session.date,
    })))
}

/// Deputies are let off from sessions that are no more; who has none left is not needed.
async fn dismiss_deputies(
    batch: &mut Batch<'_>,
    register: Uuid,
    gone: &BTreeSet<SessionId>,
    cause: &Cause,
) -> Result<(), HandleError> {
    let state = batch.state::<Register>(register).await?;
    let commands: Vec<RegisterCommand> = state
        .enrolments()
        .flat_map(|enrolment| {
            enrolment
                .deputies
                .iter()
                .filter(|deputyship| !deputyship.sessions.is_disjoint(gone))
                .map(|deputyship| without(enrolment, deputyship, gone))
        })
        .collect();
    for command in commands {
        batch.decide::<Register>(register, command, cause).await?;
    }
    Ok(())
}

fn without(enrolment: &Enrolment, deputyship: &Deputyship, gone: &BTreeSet<SessionId>) -> RegisterCommand {
    let Deputyship { member, deputy, sessions } = deputyship.clone();
    let (id, left) = (enrolment.submission.enrolment, &sessions - gone);
    if left.is_empty() || !matches!(enrolment.situation, Situation::Admitted { .. }) {
        RegisterCommand::RemoveDeputy { enrolment: id, member, deputy }
    } else {
        RegisterCommand::NameDeputy { enrolment: id, member, deputy, sessions: left }
    }
}
