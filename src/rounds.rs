//! The recurring jobs, each when its turn comes, for `parvis run` and `parvis serve`.

use chrono::{TimeDelta, Utc};
use futures::FutureExt as _;

use crate::office::Office;
use crate::schedule::{JOBS, Timetable};

/// Does the jobs until `stop` ends; a job that is under way comes to its end first. Several processes may do them: what
/// one has done the others find done.
///
/// Webhooks are told of what happens as it happens, and go by no timetable but their own.
pub async fn go(office: &Office, timetable: &Timetable, stop: impl Future<Output = ()>) {
    let stop = stop.shared();
    let telling = office.webhooks.run(&office.clock, stop.clone());
    tokio::join!(jobs(office, timetable, stop), telling);
}

async fn jobs(office: &Office, timetable: &Timetable, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    let mut after = Utc::now();
    loop {
        let turns = JOBS.into_iter().filter_map(|job| timetable.turn(job, after));
        // Each job comes again for ever.
        let Some(turn) = turns.min() else { return };
        let wait = (turn - Utc::now()).to_std().unwrap_or_default();
        tokio::select! {
            () = &mut stop => return,
            () = tokio::time::sleep(wait) => {}
        }
        if let Err(error) = office.settle().await {
            tracing::error!(error = %format!("{:#}", anyhow::Error::from(error)), "the views cannot be brought up to date");
        }
        for job in timetable.at(turn) {
            // A job that fails has its next turn; the others are not held up.
            if let Err(error) = office.work(job).await {
                let error = anyhow::Error::from(error);
                tracing::error!(job = job.name(), error = %format!("{error:#}"), "a job failed");
            }
        }
        after = turn + TimeDelta::seconds(1);
    }
}
