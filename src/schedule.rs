//! What recurs: when each job's turn comes, by `cron` expressions on wall time.
//!
//! An expression is evaluated on local wall time and mapped to an instant once, so a job neither
//! skips the hour that spring takes away nor runs twice in the hour that autumn repeats.

use chrono::{DateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use cron::Schedule;
use parvis_events::time::{end_of_day, instant};
use parvis_projections::House;
use parvis_projections::letters::Fate;
use parvis_projections::register::Status;

use crate::needs;

/// Something that is done again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Job {
    /// Holds and offers expire, reserved places are released.
    Register,
    /// Reminders that fall due are queued.
    Reminders,
    /// Evaluations open after their seminar and close after their time.
    Evaluations,
    /// What people needed is disposed of once it is over.
    Needs,
    /// Letters are sent.
    Outbox,
    /// Changes are sent to webhooks that were not told as they happened.
    Webhooks,
}

/// Every job, in the order they run when their turns coincide.
pub const JOBS: [Job; 6] =
    [Job::Register, Job::Evaluations, Job::Reminders, Job::Needs, Job::Outbox, Job::Webhooks];

impl Job {
    /// When it runs: seconds, minutes, hours, day of month, month, day of week; local wall time.
    pub const fn expression(self) -> &'static str {
        match self {
            Self::Register => "0 0 * * * *",
            Self::Reminders => "0 */15 * * * *",
            Self::Evaluations => "0 30 6 * * *",
            Self::Needs => "0 15 3 * * *",
            Self::Outbox | Self::Webhooks => "0 * * * * *",
        }
    }

    /// Its name in logs and as an actor.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Register => "job:register",
            Self::Reminders => "job:reminders",
            Self::Evaluations => "job:evaluations",
            Self::Needs => "job:needs",
            Self::Outbox => "job:outbox",
            Self::Webhooks => "job:webhooks",
        }
    }

    /// The earliest instant at which the job has something to do, by what is known now.
    pub fn next_due(self, house: &House) -> Option<DateTime<Utc>> {
        match self {
            Self::Register => next_expiry(house),
            Self::Reminders => house.reminders.next_due(),
            Self::Evaluations => next_evaluation(house),
            Self::Needs => needs::next_due(house),
            Self::Outbox => {
                house.letters.letters.rows().filter(|row| row.fate == Fate::Waiting).map(|row| row.due).min()
            }
            // The views do not know what receivers have been told.
            Self::Webhooks => None,
        }
    }
}

/// The turns of all jobs in one time zone.
#[derive(Clone, Debug)]
pub struct Timetable {
    zone: Tz,
    jobs: Vec<(Job, Schedule)>,
}

/// An expression that is not one.
#[derive(Debug, thiserror::Error)]
#[error("the schedule {0:?} cannot be read")]
pub struct BadExpression(&'static str, #[source] cron::error::Error);

impl Timetable {
    /// The turns of all jobs, on the wall clock of a zone.
    ///
    /// # Errors
    /// When an expression cannot be read.
    pub fn new(zone: Tz) -> Result<Self, BadExpression> {
        let jobs = JOBS
            .into_iter()
            .map(|job| {
                let schedule: Schedule =
                    job.expression().parse().map_err(|error| BadExpression(job.expression(), error))?;
                Ok((job, schedule))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { zone, jobs })
    }

    /// The first turn of a job at or after an instant.
    pub fn turn(&self, job: Job, from: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let (_, schedule) = self.jobs.iter().find(|(one, _)| *one == job)?;
        // Wall time stands in for UTC here, so that the expression sees no clock change.
        let wall = from.with_timezone(&self.zone).naive_local() - TimeDelta::nanoseconds(1);
        schedule
            .after(&Utc.from_utc_datetime(&wall))
            .map(|turn| instant(self.zone, turn.naive_utc()))
            // In the repeated hour of autumn a wall time may lie before the instant it was asked for.
            .take(130)
            .find(|turn| *turn >= from)
    }

    /// The next turn at which some job has something to do, not before `now`.
    pub fn next(&self, house: &House, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        JOBS.into_iter().filter_map(|job| self.turn(job, job.next_due(house)?.max(now))).min()
    }

    /// The jobs whose turn is exactly at an instant.
    pub fn at(&self, at: DateTime<Utc>) -> Vec<Job> {
        JOBS.into_iter().filter(|job| self.turn(*job, at) == Some(at)).collect()
    }
}

fn next_expiry(house: &House) -> Option<DateTime<Utc>> {
    let ends = house
        .register
        .enrolments
        .rows()
        .filter(|row| matches!(row.status, Status::Incomplete | Status::Offered))
        .filter_map(|row| row.until);
    let releases = house.register.terms.rows().filter(|row| !row.released).filter_map(|row| {
        let zone = house.programmes.programmes.get(&(row.programme,))?.zone;
        Some(end_of_day(zone, row.release?))
    });
    ends.chain(releases).min()
}

fn next_evaluation(house: &House) -> Option<DateTime<Utc>> {
    let closings = house.evaluations.evaluations.rows().filter(|row| !row.closed).map(|row| row.closes);
    let openings =
        house.programmes.programmes.rows().filter(|row| row.evaluation_days.is_some()).flat_map(|row| {
            house.programmes.seminars_of(row.programme).into_iter().filter_map(|seminar| {
                let opened = house.evaluations.of(row.programme).any(|e| e.seminar == Some(seminar.seminar));
                let last =
                    house.programmes.sessions_of(seminar.seminar).last().map_or(NaiveTime::MIN, |s| s.ends);
                (!opened).then(|| instant(row.zone, seminar.ends_on.and_time(last)))
            })
        });
    closings.chain(openings).min()
}

#[cfg(test)]
mod tests {
    use super::{Job, Timetable};
    use chrono_tz::Europe::Stockholm;

    fn turns(job: Job, from: &str, count: usize) -> Vec<String> {
        let timetable = Timetable::new(Stockholm).unwrap();
        let mut at = from.parse().unwrap();
        let mut found = Vec::new();
        for _ in 0..count {
            let turn = timetable.turn(job, at).unwrap();
            found.push(turn.to_rfc3339());
            at = turn + chrono::TimeDelta::seconds(1);
        }
        found
    }

    #[test]
    fn a_job_comes_at_the_same_wall_time_in_winter_and_summer() {
        assert_eq!(turns(Job::Evaluations, "2018-03-24T00:00:00Z", 2)[0], "2018-03-24T05:30:00+00:00");
        assert_eq!(turns(Job::Evaluations, "2018-03-24T06:00:00Z", 1)[0], "2018-03-25T04:30:00+00:00");
    }

    #[test]
    fn the_repeated_hour_of_autumn_runs_each_turn_once() {
        let found = turns(Job::Register, "2018-10-27T23:30:00Z", 4);
        assert_eq!(
            found,
            [
                "2018-10-28T00:00:00+00:00",
                "2018-10-28T02:00:00+00:00",
                "2018-10-28T03:00:00+00:00",
                "2018-10-28T04:00:00+00:00"
            ]
        );
    }

    #[test]
    fn the_skipped_hour_of_spring_loses_no_turn() {
        let found = turns(Job::Register, "2018-03-25T00:30:00Z", 2);
        assert_eq!(found, ["2018-03-25T01:00:00+00:00", "2018-03-25T02:00:00+00:00"]);
    }

    #[test]
    fn a_turn_at_the_very_instant_counts() {
        assert_eq!(turns(Job::Outbox, "2018-05-01T10:00:00Z", 1), ["2018-05-01T10:00:00+00:00"]);
    }
}
