//! Local time and instants.
//!
//! People agree on local times ("09:00 in Malmö"); those are what is stored, with the IANA zone,
//! and they are turned into an instant as late as possible. Source: rule "Local time".

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// The instant of a local time in a zone.
///
/// A local time that the spring change skips is taken one hour later; one that the autumn change
/// repeats is taken at its first occurrence.
pub fn instant(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    let mut at = local;
    // No zone skips more than a day (Samoa, 2011), so the walk over a gap is bounded.
    for _ in 0..=24 {
        if let Some(found) = zone.from_local_datetime(&at).earliest() {
            return found.with_timezone(&Utc);
        }
        at += TimeDelta::hours(1);
    }
    local.and_utc()
}

/// The first instant after a local date: a deadline of 3 May lasts to the end of that day.
pub fn end_of_day(zone: Tz, date: NaiveDate) -> DateTime<Utc> {
    let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
    instant(zone, next.and_time(NaiveTime::MIN))
}

/// The first instant of a local date.
pub fn start_of_day(zone: Tz, date: NaiveDate) -> DateTime<Utc> {
    instant(zone, date.and_time(NaiveTime::MIN))
}

/// The local date of an instant.
pub fn local_date(zone: Tz, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// A whole number of days before or after something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayOffset {
    /// So many days before.
    Before(u16),
    /// So many days after.
    After(u16),
}

impl DayOffset {
    /// The date that lies so many days from `anchor`; the anchor itself where the calendar ends.
    pub fn from(self, anchor: NaiveDate) -> NaiveDate {
        match self {
            Self::Before(days) => anchor.checked_sub_days(Days::new(days.into())),
            Self::After(days) => anchor.checked_add_days(Days::new(days.into())),
        }
        .unwrap_or(anchor)
    }
}

#[cfg(test)]
mod tests {
    use super::{DayOffset, end_of_day, instant};
    use chrono::NaiveDate;
    use chrono_tz::Europe::Stockholm;

    fn local(y: i32, m: u32, d: u32, h: u32, min: u32) -> chrono::NaiveDateTime {
        NaiveDate::from_ymd_opt(y, m, d).unwrap().and_hms_opt(h, min, 0).unwrap()
    }

    #[test]
    fn the_skipped_hour_of_spring_is_taken_one_hour_later() {
        let at = instant(Stockholm, local(2019, 3, 31, 2, 30));
        assert_eq!(at.to_rfc3339(), "2019-03-31T01:30:00+00:00");
    }

    #[test]
    fn the_repeated_hour_of_autumn_is_taken_the_first_time() {
        let at = instant(Stockholm, local(2018, 10, 28, 2, 30));
        assert_eq!(at.to_rfc3339(), "2018-10-28T00:30:00+00:00");
    }

    #[test]
    fn a_day_ends_at_local_midnight() {
        let at = end_of_day(Stockholm, NaiveDate::from_ymd_opt(2018, 5, 3).unwrap());
        assert_eq!(at.to_rfc3339(), "2018-05-03T22:00:00+00:00");
    }

    #[test]
    fn offsets_count_calendar_days() {
        let anchor = NaiveDate::from_ymd_opt(2018, 5, 29).unwrap();
        assert_eq!(DayOffset::Before(7).from(anchor).to_string(), "2018-05-22");
        assert_eq!(DayOffset::After(3).from(anchor).to_string(), "2018-06-01");
    }
}
