//! How a log is set up.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::{Clock, LogError, SystemClock};

/// Largest event: data and metadata together, in bytes.
pub const MAX_EVENT_BYTES: usize = 16 * 1024 * 1024;
/// Largest write: data and metadata of all its events, in bytes.
pub const MAX_WRITE_BYTES: usize = 64 * 1024 * 1024;
/// Most events in one write, over all its streams.
pub const MAX_WRITE_EVENTS: usize = 10_000;
/// Most events a single read returns.
pub const MAX_READ_EVENTS: usize = 100_000;

/// How a log is set up. The default is right for most uses.
#[derive(Clone)]
pub struct Options {
    /// The Postgres schema that holds the log's tables. Default `log`.
    pub schema: String,
    /// Where the times of events come from. Default: the machine's clock.
    pub clock: Arc<dyn Clock>,
    /// Writes that may wait for the writer. Default 1,024.
    pub queue_capacity: usize,
    /// How long a write waits for room in a full queue before it errs. Default 5 s.
    pub queue_wait: Duration,
    /// Writes that are committed together at most. Default 256.
    pub max_batch: usize,
    /// Events that are committed together at most, unless one write alone has more. Default 2,000.
    pub max_batch_events: usize,
    /// How long the writer tries to reach a database that went away before it answers with an error. Default 10 s.
    pub retry_for: Duration,
    /// Streams whose last revision the writer remembers. Default 50,000.
    pub cached_streams: usize,
    /// How often a log without wake-ups looks for events of other processes. Default 1 s.
    pub poll_every: Duration,
    /// Whether other processes are told of new events. Default: they are.
    pub wake_ups: WakeUps,
}

/// Whether processes tell each other of new events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WakeUps {
    /// By `NOTIFY` after the commit, on a connection of its own. Polling stays the truth.
    Notify,
    /// Not at all: other processes see new events at their next poll.
    PollOnly,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            schema: "log".to_owned(),
            clock: Arc::new(SystemClock),
            queue_capacity: 1_024,
            queue_wait: Duration::from_secs(5),
            max_batch: 256,
            max_batch_events: 2_000,
            retry_for: Duration::from_secs(10),
            cached_streams: 50_000,
            poll_every: Duration::from_secs(1),
            wake_ups: WakeUps::Notify,
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("schema", &self.schema)
            .field("queue_capacity", &self.queue_capacity)
            .field("max_batch", &self.max_batch)
            .finish_non_exhaustive()
    }
}

impl Options {
    /// Refuses options that make no sense. The schema name is the only text that enters SQL, so it is held to
    /// characters that need no quoting.
    pub(crate) fn check(&self) -> Result<(), LogError> {
        let mut characters = self.schema.chars();
        let starts_well = characters.next().is_some_and(|first| first.is_ascii_lowercase());
        let goes_on_well =
            characters.all(|each| each.is_ascii_lowercase() || each.is_ascii_digit() || each == '_');
        if !starts_well || !goes_on_well || self.schema.len() > 40 {
            return Err(LogError::Schema(self.schema.clone()));
        }
        for (name, value) in [
            ("queue_capacity", self.queue_capacity),
            ("max_batch", self.max_batch),
            ("max_batch_events", self.max_batch_events),
            ("cached_streams", self.cached_streams),
        ] {
            if value == 0 {
                return Err(LogError::Option { name, rule: "at least 1" });
            }
        }
        if self.poll_every < Duration::from_millis(1) {
            return Err(LogError::Option { name: "poll_every", rule: "at least a millisecond" });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_name_that_needs_quoting_is_refused() {
        for schema in ["", "Log", "1log", "log;", "l\"og", "å", &"a".repeat(41)] {
            let options = Options { schema: schema.to_owned(), ..Options::default() };
            assert!(matches!(options.check(), Err(LogError::Schema(_))), "{schema:?}");
        }
        assert!(Options::default().check().is_ok());
    }
}
