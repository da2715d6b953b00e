//! The names and meanings of the log's metrics. Whoever runs the program installs the recorder.
//!
//! | metric | kind | meaning |
//! |---|---|---|
//! | `log_append_seconds` | histogram | from asking for a write to its answer |
//! | `log_append_wait_seconds` | histogram | from asking to the writer's taking it up |
//! | `log_commit_seconds` | histogram | from taking up a batch to its commit |
//! | `log_batch_requests`, `log_batch_events` | histogram | size of a batch |
//! | `log_appended_events_total` | counter | events taken into batches |
//! | `log_append_refused_total` | counter | writes refused by their expectation |
//! | `log_append_failed_total` | counter | batches given up |
//! | `log_reconnects_total` | counter | times the writer lost its database |
//! | `log_head_position` | gauge | last known position |
//! | `log_subscription_lag_events` | gauge, by `subscription` | events a subscription is behind |

use std::time::Duration;

use crate::writer::Request;
use crate::{AppendError, Appended, Position};

/// How much a batch holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BatchSize {
    requests: usize,
    events: usize,
}

impl BatchSize {
    pub(crate) fn of(batch: &[Request]) -> Self {
        BatchSize { requests: batch.len(), events: batch.iter().map(|request| request.events).sum() }
    }
}

/// Tells the installed recorder what each metric is.
pub(crate) fn describe() {
    use metrics::Unit;
    metrics::describe_histogram!(
        "log_append_seconds",
        Unit::Seconds,
        "From asking for a write to its answer"
    );
    metrics::describe_histogram!(
        "log_append_wait_seconds",
        Unit::Seconds,
        "From asking for a write to its being taken up"
    );
    metrics::describe_histogram!("log_commit_seconds", Unit::Seconds, "From taking up a batch to its commit");
    metrics::describe_histogram!("log_batch_requests", "Writes committed together");
    metrics::describe_histogram!("log_batch_events", "Events committed together");
    metrics::describe_counter!("log_appended_events_total", "Events taken into batches");
    metrics::describe_counter!("log_append_refused_total", "Writes refused by their expectation");
    metrics::describe_counter!("log_append_failed_total", "Batches given up");
    metrics::describe_counter!("log_reconnects_total", "Times the writer lost its database");
    metrics::describe_gauge!("log_head_position", "Last known position of the log");
    metrics::describe_gauge!("log_subscription_lag_events", "Events a subscription is behind");
}

pub(crate) fn waited(wait: Duration) {
    metrics::histogram!("log_append_wait_seconds").record(wait.as_secs_f64());
}

pub(crate) fn committed(size: BatchSize, took: Duration) {
    metrics::histogram!("log_commit_seconds").record(took.as_secs_f64());
    metrics::histogram!("log_batch_requests").record(size.requests as f64);
    metrics::histogram!("log_batch_events").record(size.events as f64);
    metrics::counter!("log_appended_events_total").increment(size.events as u64);
}

pub(crate) fn answered(answer: &Result<Vec<Appended>, AppendError>, took: Duration) {
    metrics::histogram!("log_append_seconds").record(took.as_secs_f64());
    match answer {
        Ok(appended) => {
            if let Some(last) = appended.last() {
                metrics::gauge!("log_head_position").set(last.last_position.get() as f64);
            }
        }
        Err(_) => metrics::counter!("log_append_refused_total").increment(1),
    }
}

pub(crate) fn failed() {
    metrics::counter!("log_append_failed_total").increment(1);
}

pub(crate) fn reconnected() {
    metrics::counter!("log_reconnects_total").increment(1);
}

pub(crate) fn lag(subscription: &str, head: Position, at: Position) {
    metrics::gauge!("log_subscription_lag_events", "subscription" => subscription.to_owned())
        .set((head.get() - at.get()).max(0) as f64);
}
