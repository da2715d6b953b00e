//! The names and meanings of the log's metrics; the README has them in a table, and a test holds the two together. Whoever
//! runs the program installs the recorder.

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

/// The span of a batch, with the time its first request has waited.
pub(crate) fn batch_span(batch: &[Request]) -> tracing::Span {
    let longest_wait_us = || batch.iter().map(|request| request.queued_at.elapsed().as_micros()).max();
    tracing::debug_span!(
        "append_batch",
        requests = batch.len(),
        events = BatchSize::of(batch).events,
        waited_us = longest_wait_us().unwrap_or_default() as u64
    )
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
    metrics::describe_histogram!(
        "log_commit_seconds",
        Unit::Seconds,
        "From taking up a batch to its commit or refusal"
    );
    metrics::describe_histogram!("log_batch_requests", "Writes taken up together");
    metrics::describe_histogram!("log_batch_events", "Events taken up together");
    metrics::describe_counter!("log_appended_events_total", "Events written");
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
}

pub(crate) fn answered(answer: &Result<Vec<Appended>, AppendError>, took: Duration) {
    metrics::histogram!("log_append_seconds").record(took.as_secs_f64());
    match answer {
        Ok(appended) => {
            let written = appended.iter().filter(|appended| !appended.idempotent);
            let events = written.map(|each| each.last_position.get() - each.first_position.get() + 1);
            metrics::counter!("log_appended_events_total").increment(events.sum::<i64>() as u64);
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
        .set(behind(head, at) as f64);
}

/// How many events lie between a reader and the end of the log.
pub(crate) fn behind(head: Position, at: Position) -> i64 {
    (head.get() - at.get()).max(0)
}
