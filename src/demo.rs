//! A whole programme, played through from its files on a simulated clock.
//!
//! The demo has no way in of its own: it reads files as an import does, decides commands as every
//! door does, and lets the jobs take their turns. Only the clock is simulated; it goes from one
//! thing that happens to the next.

mod input;
mod outputs;
mod timeline;

use std::collections::VecDeque;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, Days, TimeDelta, Utc};
use indicatif::{ProgressBar, ProgressStyle};
use parvis_events::ids::ProgrammeId;
use parvis_events::time::end_of_day;

pub use self::input::Input;
pub use self::outputs::{LETTERS, Report, prepare};
use self::timeline::{Step, StepKind};
use crate::office::Office;
use crate::schedule::Timetable;
use crate::{certify, evaluate, intake};

/// How long after the programme's last day the clock still runs, so that the last letters go out.
const EPILOGUE_DAYS: u64 = 30;
/// No series has this many moments; a clock that does is stuck.
const MOST_MOMENTS: usize = 200_000;

/// Plays a programme through and writes everything that comes of it to a directory.
///
/// # Errors
/// When a file is refused, the office fails, or the directory cannot be written.
pub async fn play(office: &Office, input: &Input, out: &Path) -> Result<Report> {
    let programme = input.programme.id;
    let zone = input.zone()?;
    let mut steps: VecDeque<Step> = timeline::steps(input)?.into();
    let (Some(first), Some(last)) = (steps.front().map(|step| step.at), steps.back().map(|step| step.at))
    else {
        bail!("the programme file asks for nothing");
    };
    let closing =
        input.period()?.to.checked_add_days(Days::new(EPILOGUE_DAYS)).context("the period ends too late")?;
    let end = input.until.unwrap_or_else(|| end_of_day(zone, closing).max(last));
    steps.retain(|step| step.at <= end);
    let timetable = Timetable::new(zone)?;
    let bar = progress(first, end);
    let mut now = first - TimeDelta::seconds(1);
    office.clock.advance(now);
    for _ in 0..MOST_MOMENTS {
        let turn = {
            let kept = office.runner.house().await;
            timetable.next(&kept.house, now + TimeDelta::seconds(1)).filter(|turn| *turn <= end)
        };
        let step = steps.front().map(|step| step.at);
        let Some(next) = [turn, step].into_iter().flatten().min() else {
            bar.finish_and_clear();
            office.clock.advance(input.until.unwrap_or(now));
            return outputs::write(office, input, out).await;
        };
        now = next;
        office.clock.advance(now);
        show(&bar, first, now, zone);
        if turn == Some(now) {
            for job in timetable.at(now) {
                office.work(job).await?;
            }
        }
        while steps.front().is_some_and(|step| step.at <= now)
            && let Some(step) = steps.pop_front()
        {
            take(office, input, programme, step).await?;
        }
        office.settle().await?;
    }
    bail!("the simulated clock does not come to an end")
}

/// Does what a file asks for at this point.
async fn take(office: &Office, input: &Input, programme: ProgrammeId, step: Step) -> Result<()> {
    let cause = office.cause_at("import", step.at);
    match step.kind {
        StepKind::Programme(people, commands) => {
            intake::programme(&office.handle, programme, &people, &commands, &cause)
                .await
                .with_context(|| input.path("programme.toml"))?;
        }
        StepKind::Register(actions) => {
            intake::register(&office.handle, programme, &actions, &cause)
                .await
                .with_context(|| input.path("enrolments.csv"))?;
        }
        StepKind::Attendance(rows) => {
            intake::attendance(&office.handle, &rows, &cause)
                .await
                .with_context(|| input.path("attendance.csv"))?;
        }
        StepKind::Ballots(rows) => {
            intake::ballots(&office.ballots, &rows, &cause)
                .await
                .with_context(|| input.path("evaluations.csv"))?;
        }
        StepKind::Certificates => {
            office.runner.catch_up().await?;
            let kept = office.runner.house().await;
            let cause = office.cause_at("coordinator", step.at);
            certify::issue_all(&office.handle, &kept.house, programme, &cause).await?;
            let approver = kept.house.programmes.programmes.get(&(programme,)).map(|row| row.coordinator);
            if let Some(approver) = approver {
                evaluate::approve_all(&office.handle, &kept.house, programme, approver, &cause).await?;
            }
        }
    }
    Ok(())
}

fn progress(first: DateTime<Utc>, end: DateTime<Utc>) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from((end - first).num_days()).unwrap_or(0));
    if let Ok(style) = ProgressStyle::with_template("{msg:>12} {wide_bar} {pos}/{len} days") {
        bar.set_style(style);
    }
    bar
}

fn show(bar: &ProgressBar, first: DateTime<Utc>, now: DateTime<Utc>, zone: chrono_tz::Tz) {
    bar.set_position(u64::try_from((now - first).num_days()).unwrap_or(0));
    bar.set_message(now.with_timezone(&zone).format("%Y-%m-%d").to_string());
}
