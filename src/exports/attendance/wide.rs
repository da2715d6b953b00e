//! The wide sheet: a row per person, a column per day, then hours and per cent.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use parvis_projections::attendance::percent;
use parvis_projections::programmes::SessionRow;

use super::attendees::Attendee;
use crate::exports::subject::Subject;
use crate::exports::table::{Cell, Column, Sheet};

/// Makes the sheet. Hours and per cent of participants are those of the views, and so of certificates;
/// a deputy has hours but no share, since not all sessions were meant for them.
pub(super) fn sheet(subject: &Subject<'_>, attendees: &[Attendee<'_>]) -> Sheet {
    let columns: [Column<(&Subject<'_>, &Attendee<'_>)>; 8] = [
        ("Deltagar-ID", |(_, attendee)| Cell::text(attendee.listed.called())),
        ("Efternamn", |(_, attendee)| Cell::text(&attendee.listed.shown.family_name)),
        ("Förnamn", |(_, attendee)| Cell::text(&attendee.listed.shown.given_name)),
        ("Roll", |(_, attendee)| Cell::text(&attendee.listed.role)),
        ("Kommunkod", |(_, attendee)| Cell::text(&attendee.listed.locality.code)),
        ("Kommun", |(_, attendee)| Cell::text(&attendee.listed.locality.name)),
        ("Region", |(_, attendee)| Cell::text(&attendee.listed.locality.region)),
        ("Ersätter", |(subject, attendee)| Cell::text(attendee.stands_in_for_any(subject))),
    ];
    let lines: Vec<(&Subject<'_>, &Attendee<'_>)> = attendees.iter().map(|who| (subject, who)).collect();
    let mut sheet = Sheet::of("Per dag", &columns, &lines);
    let sessions: Vec<&SessionRow> = subject.sessions().into_iter().map(|(_, session)| session).collect();
    let days: BTreeSet<NaiveDate> = sessions.iter().map(|session| session.date).collect();
    sheet.header.extend(days.iter().map(ToString::to_string));
    sheet.header.extend(["Närvarotimmar".to_owned(), "Närvaro %".to_owned()]);
    for (row, attendee) in sheet.rows.iter_mut().zip(attendees) {
        row.extend(days.iter().map(|day| hours_on(&sessions, attendee, *day)));
        row.extend(total(subject, attendee));
    }
    sheet
}

/// Hours of a day; nothing where nothing was recorded.
fn hours_on(sessions: &[&SessionRow], attendee: &Attendee<'_>, day: NaiveDate) -> Cell {
    let of_day = sessions.iter().filter(|session| session.date == day);
    let marks = of_day.filter_map(|session| attendee.marks.get(&session.session));
    let minutes = marks.map(|mark| mark.minutes).reduce(|a, b| a + b);
    Cell::maybe(minutes, Cell::hours)
}

fn total(subject: &Subject<'_>, attendee: &Attendee<'_>) -> [Cell; 2] {
    let (programme, person) = (subject.id(), attendee.listed.person);
    let attendance = &subject.house.attendance;
    if !attendee.participant() {
        let minutes = attendee.marks.values().map(|mark| mark.minutes).sum();
        return [Cell::hours(minutes), Cell::Empty];
    }
    let (attended, share) = match subject.seminar {
        None => attendance
            .persons
            .get(&(programme, person))
            .map_or((0, 0.0), |row| (row.minutes_attended, row.percent)),
        Some(seminar) => {
            attendance.seminars.get(&(programme, person, seminar.seminar)).map_or((0, 0.0), |row| {
                (row.minutes_attended, percent(row.minutes_attended, row.minutes_offered))
            })
        }
    };
    [Cell::hours(attended), Cell::percent(share)]
}
