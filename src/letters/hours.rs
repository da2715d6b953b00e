//! The hours at which people are written to.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Timelike, Utc};
use parvis_events::time::instant;

/// Nobody is written to before this hour of the day, local time, or from [`LATEST_HOUR`] on.
const EARLIEST_HOUR: u32 = 7;
/// See [`EARLIEST_HOUR`].
const LATEST_HOUR: u32 = 20;
/// The hour at which letters of the night go out instead, local time.
const MORNING_HOUR: TimeDelta = TimeDelta::hours(8);

/// The same instant by day; in the morning for what happens in the evening or at night.
pub(super) fn by_day(zone: chrono_tz::Tz, at: DateTime<Utc>) -> DateTime<Utc> {
    let local = at.with_timezone(&zone);
    let day = local.date_naive();
    let morning = |day: chrono::NaiveDate| instant(zone, day.and_time(NaiveTime::MIN) + MORNING_HOUR);
    if local.hour() < EARLIEST_HOUR {
        morning(day)
    } else if local.hour() >= LATEST_HOUR {
        morning(day.checked_add_days(Days::new(1)).unwrap_or(day))
    } else {
        at
    }
}

#[cfg(test)]
mod tests {
    use super::by_day;
    use chrono_tz::Europe::Stockholm;

    #[test]
    fn nobody_is_written_to_at_night() {
        for (at, expected) in [
            ("2018-02-26T23:00:00Z", "2018-02-27T07:00:00+00:00"),
            ("2018-02-27T19:00:00Z", "2018-02-28T07:00:00+00:00"),
            ("2018-02-27T05:59:00Z", "2018-02-27T07:00:00+00:00"),
            ("2018-02-27T06:00:00Z", "2018-02-27T06:00:00+00:00"),
            ("2018-06-01T17:59:00Z", "2018-06-01T17:59:00+00:00"),
            ("2018-06-01T18:00:00Z", "2018-06-02T06:00:00+00:00"),
        ] {
            assert_eq!(by_day(Stockholm, at.parse().unwrap()).to_rfc3339(), expected, "{at}");
        }
    }
}
