//! Reminders that are due, as letters.

use chrono::{DateTime, Utc};
use parvis_events::letter::{Letter, Subject};
use parvis_projections::House;
use parvis_projections::reminders::ReminderDueRow;

/// The reminders that are due by now, as letters.
pub fn reminders_due(house: &House, now: DateTime<Utc>) -> Vec<Letter> {
    let mut due: Vec<_> = house.reminders.due.rows().filter(|row| row.due <= now).collect();
    due.sort_by_key(|row| (row.due, row.letter));
    due.into_iter().map(|row| reminder(house, row)).collect()
}

/// A reminder to come as the letter it will be.
pub fn reminder(house: &House, row: &ReminderDueRow) -> Letter {
    let sequence = row
        .seminar
        .and_then(|seminar| house.programmes.seminars.get(&(seminar,)))
        .map_or(0, |seminar| seminar.sequence);
    let until = row.enrolment.and_then(|id| house.register.enrolment(id)).and_then(|e| e.until);
    Letter {
        letter: row.letter,
        kind: row.kind,
        recipient: row.recipient,
        programme: row.programme,
        subject: Subject {
            enrolment: row.enrolment,
            seminar: row.seminar,
            sequence,
            until,
            ..Subject::default()
        },
        due: row.due,
        pointless_after: Some(row.pointless_after),
    }
}
