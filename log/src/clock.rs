//! Where the log gets its time from.

use chrono::{DateTime, SubsecRound, Utc};

/// Tells the time that events are stamped with.
///
/// The log cuts it to microseconds, and never lets an event be older than the one before it: a clock
/// that is set back repeats the last time until it has caught up.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> DateTime<Utc>;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// The moment an event is stamped with: what the clock says, in microseconds, but never before `last`.
pub(crate) fn stamp(clock: &dyn Clock, last: DateTime<Utc>) -> DateTime<Utc> {
    clock.now().trunc_subsecs(6).max(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Stopped(DateTime<Utc>);

    impl Clock for Stopped {
        fn now(&self) -> DateTime<Utc> {
            self.0
        }
    }

    #[test]
    fn a_clock_set_back_repeats_the_last_time() {
        let last = DateTime::from_timestamp(1_000, 0).unwrap();
        let early = Stopped(DateTime::from_timestamp(999, 0).unwrap());
        assert_eq!(stamp(&early, last), last);
    }

    #[test]
    fn a_stamp_has_microseconds() {
        let fine = Stopped(DateTime::from_timestamp(1_000, 123_456_789).unwrap());
        assert_eq!(stamp(&fine, DateTime::UNIX_EPOCH).timestamp_subsec_nanos(), 123_456_000);
    }
}
