//! Attendance: person by session, and a wide sheet with a column per day.
//!
//! Source: "Attendance (person × session)".

mod attendees;
mod wide;

use parvis_events::attendance::{Method, Status};
use parvis_projections::attendance::AttendanceRow;
use parvis_projections::programmes::{SeminarRow, SessionRow};

use self::attendees::{Attendee, attendees};
use super::subject::Subject;
use super::table::{Cell, Column, Sheet};
use super::{Export, Format, Reach, terms};

/// The attendance list.
pub(super) const EXPORT: Export = Export {
    name: "attendance",
    title: "Närvaro",
    file_stem: "narvaro",
    about: "who attended which session, and how many hours; a second sheet has a column per day",
    formats: Format::ALL,
    reach: Reach::ProgrammeOrSeminar,
    build,
};

struct Line<'a> {
    subject: &'a Subject<'a>,
    attendee: &'a Attendee<'a>,
    seminar: &'a SeminarRow,
    session: &'a SessionRow,
    mark: Option<&'a AttendanceRow>,
}

fn build(subject: &Subject<'_>) -> Vec<Sheet> {
    let attendees = attendees(subject);
    let sessions = subject.sessions();
    let mut lines = Vec::new();
    for attendee in &attendees {
        for (seminar, session) in &sessions {
            if attendee.expected_at(session.session) {
                let mark = attendee.marks.get(&session.session).copied();
                lines.push(Line { subject, attendee, seminar, session, mark });
            }
        }
    }
    vec![Sheet::of("Närvaro", &columns(), &lines), wide::sheet(subject, &attendees)]
}

fn columns<'a>() -> [Column<Line<'a>>; 25] {
    [
        ("Programkod", |line| line.subject.code()),
        ("Seminarienr", |line| Cell::Integer(line.seminar.number.into())),
        ("Seminarium", |line| Cell::text(&line.seminar.theme)),
        ("Datum", |line| Cell::Date(line.session.date)),
        ("Pass", |line| Cell::text(&line.session.title)),
        ("Starttid", |line| Cell::Time(line.session.starts)),
        ("Sluttid", |line| Cell::Time(line.session.ends)),
        ("Timmar", |line| Cell::hours(line.session.minutes)),
        ("Deltagar-ID", |line| Cell::text(line.attendee.listed.person.to_string())),
        ("Efternamn", |line| Cell::text(&line.attendee.listed.shown.family_name)),
        ("Förnamn", |line| Cell::text(&line.attendee.listed.shown.given_name)),
        ("Roll", |line| Cell::text(&line.attendee.listed.role)),
        ("Kommunkod", |line| Cell::text(&line.attendee.listed.locality.code)),
        ("Kommun", |line| Cell::text(&line.attendee.listed.locality.name)),
        ("Region", |line| Cell::text(&line.attendee.listed.locality.region)),
        ("Ersätter", |line| Cell::text(line.attendee.stands_in_for(line.subject, line.session.session))),
        ("Närvarostatus", |line| {
            Cell::text(line.mark.map_or(terms::NOT_RECORDED, |mark| terms::attended(mark.status)))
        }),
        ("Närvarotimmar", |line| Cell::maybe(line.mark, |mark| Cell::hours(mark.minutes))),
        ("Incheckad", Line::checked_in),
        // Nobody is asked to check out; the column is there for lists that are merged with others.
        ("Utcheckad", |_| Cell::Empty),
        ("Registreringssätt", |line| {
            Cell::maybe(line.mark.and_then(|mark| mark.method), |method| Cell::text(terms::method(method)))
        }),
        ("Registrerad av", |line| Cell::maybe(line.mark, |mark| Cell::text(&mark.recorded_by))),
        ("Registrerad", |line| Cell::maybe(line.mark, |mark| line.subject.local(mark.recorded_at))),
        ("Rättad", |line| {
            Cell::maybe(line.mark.and_then(|mark| mark.corrected_at), |at| line.subject.local(at))
        }),
        ("Anmärkning", Line::remark),
    ]
}

impl Line<'_> {
    /// When the person was seen arriving. A sheet that is read off afterwards does not tell, nor does
    /// an observation that turned out wrong.
    fn checked_in(&self) -> Cell {
        let Some(mark) = self.mark else { return Cell::Empty };
        let there = matches!(mark.status, Status::Present | Status::Partly);
        let seen = matches!(mark.method, Some(Method::List | Method::Code));
        if there && seen && mark.corrected_at.is_none() {
            self.subject.local(mark.observed_at)
        } else {
            Cell::Empty
        }
    }

    /// Why it was corrected; not for somebody who is masked, since reasons speak of people.
    fn remark(&self) -> Cell {
        let remark = self.mark.and_then(|mark| mark.remark.as_ref());
        Cell::maybe(remark.filter(|_| self.attendee.listed.shown.mask.is_none()), Cell::text)
    }
}
