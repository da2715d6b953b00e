//! The list of enrolments: where each stands, and its place in the queue.

use chrono::TimeDelta;
use parvis_events::time::local_date;
use parvis_events::values::RoleCode;
use parvis_projections::register::EnrolmentRow;

use super::subject::{Locality, Subject};
use super::table::{Cell, Column, Sheet};
use super::{Export, Format, Reach, terms};

/// The list of enrolments.
pub(super) const EXPORT: Export = Export {
    name: "enrolments",
    title: "Anmälningar och kö",
    file_stem: "anmalningar",
    about: "where each enrolment stands, what it lacks, and its place in the queue",
    formats: Format::ALL,
    reach: Reach::ProgrammeOnly,
    build,
};

struct Line<'a> {
    subject: &'a Subject<'a>,
    row: &'a EnrolmentRow,
    locality: Locality,
    /// People who belong to it as it stands.
    people: i64,
}

/// In the order they were submitted, which is the order of the queue.
fn build(subject: &Subject<'_>) -> Vec<Sheet> {
    let register = &subject.house.register;
    let mut rows: Vec<&EnrolmentRow> =
        register.enrolments.rows().filter(|row| row.programme == subject.id()).collect();
    // Each meeting has a queue of its own.
    let meeting = |row: &EnrolmentRow| {
        row.seminar.and_then(|id| subject.house.programmes.seminars.get(&(id,))).map(|seminar| seminar.number)
    };
    rows.sort_by_key(|row| (meeting(row), row.number));
    let lines: Vec<Line<'_>> = rows
        .into_iter()
        .map(|row| {
            // Whoever left has a status of their own.
            let people =
                register.participants.of(row.enrolment).filter(|member| member.status == row.status).count();
            let people = i64::try_from(people).unwrap_or(i64::MAX);
            Line { subject, row, locality: subject.locality(row), people }
        })
        .collect();
    vec![Sheet::of("Anmälningar", &columns(), &lines)]
}

fn columns<'a>() -> [Column<Line<'a>>; 17] {
    [
        ("Programkod", |line| line.subject.code()),
        ("Ordning", |line| Cell::Integer(line.row.number.into())),
        ("Anmälnings-ID", |line| Cell::text(&line.row.reference)),
        ("Kommunkod", |line| Cell::text(&line.locality.code)),
        ("Kommun", |line| Cell::text(&line.locality.name)),
        ("Länskod", |line| Cell::text(&line.locality.county)),
        ("Region", |line| Cell::text(&line.locality.region)),
        ("Kontakt", |line| Cell::text(line.subject.shown(line.row.contact).full_name())),
        ("Kontaktens e-post", |line| Cell::text(line.subject.shown(line.row.contact).email)),
        ("Personer", |line| Cell::Integer(line.people)),
        ("Saknar", Line::missing),
        ("Dispens", |line| Cell::text(if line.row.dispensed { "Ja" } else { "Nej" })),
        ("Status", |line| Cell::text(terms::standing(line.row.status))),
        ("Köplats", |line| Cell::maybe(line.row.queue_place, |place| Cell::Integer(place.into()))),
        ("Sista dag", Line::last_day),
        ("Anmäld", |line| line.subject.local(line.row.submitted_at)),
        ("Ändrad", |line| line.subject.local(line.row.changed_at)),
    ]
}

impl Line<'_> {
    /// The roles nobody fills, in words.
    fn missing(&self) -> Cell {
        let codes = self.row.missing.split_whitespace().filter_map(|code| code.parse::<RoleCode>().ok());
        let names: Vec<String> = codes.map(|code| self.subject.requirement_name(&code)).collect();
        Cell::text(names.join(", "))
    }

    /// The last day the seats are held or the offer is open: deadlines end with their day.
    fn last_day(&self) -> Cell {
        let last = |until| local_date(self.subject.programme.zone, until - TimeDelta::seconds(1));
        Cell::maybe(self.row.until, |until| Cell::Date(last(until)))
    }
}

#[cfg(test)]
mod tests {
    use super::EXPORT;
    use crate::exports::{Scope, sample};
    use parvis_events::ids::EnrolmentId;
    use parvis_events::register::{Event, Pool};

    #[test]
    fn enrolments_are_listed_in_the_order_of_the_queue() {
        let enrolment = EnrolmentId::named(&["A-03"]);
        let until = sample::at("2018-02-20T23:00:00Z");
        let held = Event::SeatsHeld { enrolment, pool: Pool::Common, until };
        let house = sample::house_after(&[(sample::programme().uuid(), held.into())]);
        let document = EXPORT.document(&house, sample::programme(), Scope::Programme).unwrap();
        let lines = document.sheets[0].lines();
        assert_eq!(lines.len(), 5);
        assert_eq!(
            lines[2..],
            [
                "KKN-2018|3|A-03|1277|Åstorp|12|Region Skåne|Maja Zorn|maja@kommun.example|2||Nej|Ofullständig||\
                 2018-02-20|2018-02-06 09:00|2019-06-09 10:00",
                "KKN-2018|4|A-04|1256|Östra Göinge|12|Region Skåne|Skyddad||2||Nej|Antagen|||2018-02-07 09:00|\
                 2018-06-15 12:00",
                "KKN-2018|5|A-05|1290|Kristianstad|12|Region Skåne|Cilla Dahl|cilla@kommun.example|1|\
                 Näringslivschef/Turismchef|Nej|I kö|1||2018-02-08 09:00|2018-02-08 09:00",
            ]
        );
    }
}
