//! Evaluations of seminars: opened when a seminar is over, closed when their time is.

use chrono::{DateTime, NaiveTime, Utc};
use parvis_events::evaluation::{Command, Evaluation};
use parvis_events::ids::{EvaluationId, PersonId, ProgrammeId, SeminarId};
use parvis_events::programme::Programme;
use parvis_events::time::instant;
use parvis_projections::House;
use parvis_projections::programmes::SeminarRow;

use crate::ballots::{BallotBox, BallotError};
use crate::facts::Cause;
use crate::handle::{Done, Handle, HandleError};
use crate::letters::closing;

/// The evaluation of a seminar.
pub fn of_seminar(seminar: SeminarId) -> EvaluationId {
    EvaluationId::named(&[&seminar.to_string()])
}

/// Opens the evaluation of a seminar for those who have a place and are not known to have been absent.
///
/// # Errors
/// When the log fails. A programme without an evaluation form has nothing to open.
pub async fn open(
    handle: &Handle,
    house: &House,
    programme: ProgrammeId,
    seminar: &SeminarRow,
    cause: &Cause,
) -> Result<Done, HandleError> {
    let (state, _) = handle.load::<Programme>(programme.uuid()).await?;
    let (Some(form), Some(plan)) = (state.evaluation, state.plan) else { return Ok(Done::default()) };
    // The same people as get the request: whoever is known not to have been there is not asked.
    let there = house.register.expected_at(programme, seminar.seminar).filter(|participant| {
        !house.attendance.absent_throughout(&house.programmes, seminar.seminar, participant.person)
    });
    let invited = u32::try_from(there.count()).unwrap_or(u32::MAX);
    let closes = closing(plan.zone, seminar.ends_on, form.open_days);
    let command = Command::Open { programme, seminar: Some(seminar.seminar), form, invited, closes };
    handle.run::<Evaluation>(of_seminar(seminar.seminar).uuid(), command, cause).await
}

/// Opens what is to be opened and closes what is to be closed by now. Returns how many of each.
///
/// # Errors
/// When the log or the ballot box fails.
pub async fn let_time_pass(
    handle: &Handle,
    ballots: &BallotBox,
    house: &House,
    cause: &Cause,
) -> Result<(usize, usize), BallotError> {
    let (mut opened, mut closed) = (0, 0);
    for programme in house.programmes.programmes.rows().filter(|row| row.evaluation_days.is_some()) {
        for seminar in house.programmes.seminars_of(programme.programme) {
            let known = house.evaluations.of(programme.programme).any(|e| e.seminar == Some(seminar.seminar));
            if !known && is_over(house, programme.zone, seminar, cause.at) {
                open(handle, house, programme.programme, seminar, cause).await?;
                opened += 1;
            }
        }
    }
    for evaluation in house.evaluations.evaluations.rows().filter(|row| !row.closed && cause.at >= row.closes)
    {
        ballots.close(evaluation.evaluation, cause).await?;
        closed += 1;
    }
    Ok((opened, closed))
}

/// Approves the summaries of every closed evaluation of a programme.
///
/// # Errors
/// When the log fails.
pub async fn approve_all(
    handle: &Handle,
    house: &House,
    programme: ProgrammeId,
    approver: PersonId,
    cause: &Cause,
) -> Result<usize, HandleError> {
    let mut batch = handle.batch();
    for evaluation in house.evaluations.of(programme).filter(|row| row.closed) {
        let command = Command::ApproveSummary { approver };
        batch.decide::<Evaluation>(evaluation.evaluation.uuid(), command, cause).await?;
    }
    Ok(batch.commit().await?.facts)
}

fn is_over(house: &House, zone: chrono_tz::Tz, seminar: &SeminarRow, now: DateTime<Utc>) -> bool {
    let last = house.programmes.sessions_of(seminar.seminar).last().map_or(NaiveTime::MIN, |s| s.ends);
    now >= instant(zone, seminar.ends_on.and_time(last))
}
