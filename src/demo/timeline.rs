//! What the files ask for, put in order of time.

use anyhow::Result;
use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use parvis_events::attendance::Command as AttendanceCommand;
use parvis_events::ids::SeminarId;
use parvis_events::programme::Command;
use parvis_events::time::instant;

use super::Input;
use crate::import::enrolments::RegisterAction;
use crate::import::evaluations::BallotRow;
use crate::import::{KnownPerson, Timed};

/// Devices in the room hand over what they have observed at the latest after this long.
const SYNC_AFTER: TimeDelta = TimeDelta::hours(3);
/// How many days after a seminar the ballots of the sample arrive; the file has no times, and must not.
const BALLOTS_AFTER_DAYS: u64 = 3;

/// Something the files ask for.
#[derive(Debug)]
pub struct Step {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: StepKind,
}

/// What the files ask for.
#[derive(Debug)]
pub enum StepKind {
    /// Commands on the programme, with the people they speak of.
    Programme(Vec<KnownPerson>, Vec<Timed<Command>>),
    /// Actions on the register.
    Register(Vec<Timed<RegisterAction>>),
    /// What devices hand over.
    Attendance(Vec<Timed<(SeminarId, AttendanceCommand)>>),
    /// The ballots of one seminar.
    Ballots(Vec<BallotRow>),
    /// Issue certificates and approve the evaluation.
    Certificates,
}

/// All steps, in order of time.
///
/// # Errors
/// When the programme is not planned.
pub fn steps(input: &Input) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    let mut people = input.programme.people.clone();
    for group in together(input.programme_steps(), |a, b| a.at == b.at) {
        // The first step introduces everybody the programme file tells of.
        let people = std::mem::take(&mut people);
        push(&mut steps, group, |commands| StepKind::Programme(people, commands));
    }
    for group in together(input.enrolments.clone(), |a, b| a.at == b.at) {
        push(&mut steps, group, StepKind::Register);
    }
    let same_sync = |first: &Timed<(SeminarId, AttendanceCommand)>,
                     next: &Timed<(SeminarId, AttendanceCommand)>| {
        first.what.0 == next.what.0 && next.at - first.at < SYNC_AFTER
    };
    for group in together(input.attendance.clone(), same_sync) {
        push(&mut steps, group, StepKind::Attendance);
    }
    steps.extend(ballots(input)?);
    steps.extend(input.programme.certificates_at.map(|at| Step { at, kind: StepKind::Certificates }));
    steps.sort_by_key(|step| step.at);
    Ok(steps)
}

/// Splits a list, in order, into runs whose members all belong with the run's first.
fn together<T>(list: Vec<Timed<T>>, belongs: impl Fn(&Timed<T>, &Timed<T>) -> bool) -> Vec<Vec<Timed<T>>> {
    let mut runs: Vec<Vec<Timed<T>>> = Vec::new();
    for one in list {
        match runs.last_mut() {
            Some(run) if run.first().is_some_and(|first| belongs(first, &one)) => run.push(one),
            Some(_) | None => runs.push(vec![one]),
        }
    }
    runs
}

/// A run happens when its last member does.
fn push<T>(steps: &mut Vec<Step>, run: Vec<Timed<T>>, kind: impl FnOnce(Vec<Timed<T>>) -> StepKind) {
    if let Some(at) = run.iter().map(|one| one.at).max() {
        steps.push(Step { at, kind: kind(run) });
    }
}

fn ballots(input: &Input) -> Result<Vec<Step>> {
    let zone = input.zone()?;
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    let mut steps = Vec::new();
    for seminar in input.held.seminars_in_order() {
        let rows: Vec<BallotRow> =
            input.ballots.iter().filter(|row| row.seminar == seminar.id).cloned().collect();
        let day = seminar.period().and_then(|days| days.to.checked_add_days(Days::new(BALLOTS_AFTER_DAYS)));
        if let (Some(day), false) = (day, rows.is_empty()) {
            steps.push(Step { at: instant(zone, day.and_time(noon)), kind: StepKind::Ballots(rows) });
        }
    }
    Ok(steps)
}
