//! Dates and times of day as people write them, in local time.
//!
//! Source: Myndigheternas skrivregler (Språkrådet) for Swedish, Språkrådet's rules for Norwegian, and
//! British usage for English.

use std::fmt::Write;

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::{Language, Value, text, text_with};

/// "29 maj 2018", "29. mai 2018", "29 May 2018".
pub fn date(language: Language, date: NaiveDate) -> String {
    text_with(language, "date", &[("day", day(date)), ("month", month(language, date)), ("year", year(date))])
}

/// "29 maj": the date without its year, where the year is plain from what stands beside it.
pub fn day_month(language: Language, date: NaiveDate) -> String {
    text_with(language, "day-month", &[("day", day(date)), ("month", month(language, date))])
}

/// "tisdag 29 maj 2018".
pub fn weekday_date(language: Language, at: NaiveDate) -> String {
    let weekday = text(language, &format!("weekday-{}", at.weekday().number_from_monday()));
    text_with(language, "weekday-date", &[("weekday", weekday.into()), ("date", date(language, at).into())])
}

/// From one day to another, no part said twice: "29–30 maj 2018", "30 maj–1 juni 2018"; across a
/// turn of the year both dates in full; one day as that day.
pub fn date_range(language: Language, from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        return date(language, from);
    }
    let (key, values) = if (from.year(), from.month()) == (to.year(), to.month()) {
        let values =
            vec![("from", day(from)), ("to", day(to)), ("month", month(language, to)), ("year", year(to))];
        ("date-range-in-month", values)
    } else if from.year() == to.year() {
        let values = vec![("from", day_month(language, from).into()), ("to", date(language, to).into())];
        ("date-range", values)
    } else {
        let values = vec![("from", date(language, from).into()), ("to", date(language, to).into())];
        ("date-range", values)
    };
    text_with(language, key, &values)
}

/// "kl. 9.00", "kl. 09.00", "09:00".
pub fn time(language: Language, at: NaiveTime) -> String {
    text_with(language, "time", &[("time", clock(language, at).into())])
}

/// "kl. 9.00–12.00", "kl. 09.00–12.00", "09:00–12:00".
pub fn time_range(language: Language, from: NaiveTime, to: NaiveTime) -> String {
    let values = [("from", clock(language, from).into()), ("to", clock(language, to).into())];
    text_with(language, "time-range", &values)
}

/// "9.00–12.00" without "kl.", for tables.
pub fn time_range_bare(language: Language, from: NaiveTime, to: NaiveTime) -> String {
    format!("{}–{}", clock(language, from), clock(language, to))
}

fn clock(language: Language, at: NaiveTime) -> String {
    let pattern = text(language, "time-pattern");
    let mut shown = String::new();
    if write!(shown, "{}", at.format(&pattern)).is_err() {
        return at.to_string();
    }
    shown
}

fn day(date: NaiveDate) -> Value<'static> {
    date.day().into()
}

fn month(language: Language, date: NaiveDate) -> Value<'static> {
    text(language, &format!("month-{}", date.month())).into()
}

fn year(date: NaiveDate) -> Value<'static> {
    date.year().to_string().into()
}

#[cfg(test)]
mod tests {
    use super::{date, date_range, time, time_range, weekday_date};
    use crate::Language::{Bokmal, English, Swedish};
    use chrono::{NaiveDate, NaiveTime};

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn at(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn a_date_is_written_as_each_language_writes_it() {
        assert_eq!(date(Swedish, on(2018, 5, 29)), "29 maj 2018");
        assert_eq!(date(Bokmal, on(2018, 5, 29)), "29. mai 2018");
        assert_eq!(date(English, on(2018, 5, 29)), "29 May 2018");
        assert_eq!(weekday_date(Swedish, on(2018, 5, 29)), "tisdag 29 maj 2018");
        assert_eq!(weekday_date(Bokmal, on(2018, 5, 29)), "tirsdag 29. mai 2018");
        assert_eq!(weekday_date(English, on(2018, 5, 29)), "Tuesday 29 May 2018");
    }

    #[test]
    fn a_range_says_no_part_twice() {
        assert_eq!(date_range(Swedish, on(2018, 5, 29), on(2018, 5, 30)), "29–30 maj 2018");
        assert_eq!(date_range(Bokmal, on(2018, 5, 29), on(2018, 5, 30)), "29.–30. mai 2018");
        assert_eq!(date_range(English, on(2018, 5, 29), on(2018, 5, 30)), "29–30 May 2018");
        assert_eq!(date_range(Swedish, on(2018, 5, 30), on(2018, 6, 1)), "30 maj–1 juni 2018");
        assert_eq!(date_range(Bokmal, on(2018, 5, 30), on(2018, 6, 1)), "30. mai–1. juni 2018");
        assert_eq!(
            date_range(Swedish, on(2018, 5, 29), on(2019, 5, 24)),
            "29 maj 2018–24 maj 2019",
            "the same month of another year is not the same month"
        );
        assert_eq!(date_range(Swedish, on(2018, 5, 29), on(2018, 5, 29)), "29 maj 2018");
    }

    #[test]
    fn times_of_day_follow_each_languages_rules() {
        assert_eq!(time(Swedish, at(9, 0)), "kl.\u{a0}9.00");
        assert_eq!(time_range(Swedish, at(9, 0), at(12, 0)), "kl.\u{a0}9.00–12.00");
        assert_eq!(time_range(Bokmal, at(9, 0), at(12, 30)), "kl.\u{a0}09.00–12.30");
        assert_eq!(time_range(English, at(9, 0), at(16, 5)), "09:00–16:05");
    }
}
