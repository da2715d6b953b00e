//! The trend over the seminars: who was expected, who came, how much was attended and how far roles were covered.

use std::collections::BTreeSet;

use parvis_events::ids::PersonId;
use parvis_projections::programmes::SeminarRow;

use super::attendance::{Visit, visits};
use super::subject::Subject;
use super::table::{Cell, Column, Sheet};
use super::{Export, Format, Reach};

/// The trend over the seminars.
pub(super) const EXPORT: Export = Export {
    name: "trend",
    title: "Utveckling över seminarierna",
    file_stem: "utveckling-over-seminarierna",
    about: "who was expected and who came to each seminar, what was attended and how far roles were covered",
    formats: Format::ALL,
    reach: Reach::ProgrammeOnly,
    build,
};

struct Line<'a> {
    programme: String,
    seminar: &'a SeminarRow,
    expected: u32,
    /// Whether it has been held; before that nobody can have come.
    held: bool,
    came: usize,
    municipalities: usize,
    offered: u32,
    attended: u32,
    role_offered: u32,
    role_covered: u32,
}

impl Line<'_> {
    /// What only a seminar that has been held has.
    fn once_held(&self, cell: Cell) -> Cell {
        if self.held { cell } else { Cell::Empty }
    }
}

fn build(subject: &Subject<'_>) -> Vec<Sheet> {
    let visits = visits(subject);
    let lines: Vec<Line<'_>> =
        subject.seminars.iter().map(|seminar| line(subject, seminar, &visits)).collect();
    vec![Sheet::of("Seminarier", &columns(), &lines)]
}

fn line<'a>(subject: &Subject<'_>, seminar: &'a SeminarRow, visits: &[Visit]) -> Line<'a> {
    let attendance = &subject.house.attendance;
    let here = |visit: &&Visit| visit.seminar == seminar.seminar;
    let came: BTreeSet<PersonId> = visits.iter().filter(here).map(|visit| visit.person).collect();
    let mut municipalities: BTreeSet<&str> =
        visits.iter().filter(here).map(|visit| visit.locality.code.as_str()).collect();
    municipalities.remove("");
    let mut line = Line {
        programme: subject.programme.code.to_string(),
        seminar,
        expected: subject.house.register.expected(subject.id(), seminar.seminar),
        held: attendance.was_held(seminar.seminar),
        came: came.len(),
        municipalities: municipalities.len(),
        offered: 0,
        attended: 0,
        role_offered: 0,
        role_covered: 0,
    };
    for member in subject.house.register.expected_at(subject.id(), seminar.seminar) {
        if let Some(row) = attendance.seminars.get(&(subject.id(), member.person, seminar.seminar)) {
            line.offered = line.offered.saturating_add(row.minutes_offered);
            line.attended = line.attended.saturating_add(row.minutes_attended);
        }
    }
    for row in attendance.coverage.of(subject.id()).filter(|row| row.seminar == seminar.seminar) {
        line.role_offered = line.role_offered.saturating_add(row.minutes_offered);
        line.role_covered = line.role_covered.saturating_add(row.minutes_covered);
    }
    line
}

fn columns<'a>() -> [Column<Line<'a>>; 12] {
    [
        ("Programkod", |line| Cell::text(&line.programme)),
        ("Seminarienr", |line| Cell::Integer(line.seminar.number.into())),
        ("Seminarium", |line| Cell::text(&line.seminar.theme)),
        ("Startdatum", |line| Cell::Date(line.seminar.starts_on)),
        ("Ort", |line| Cell::text(&line.seminar.place)),
        ("Väntade", |line| Cell::Integer(line.expected.into())),
        ("Kom", |line| line.once_held(Cell::Integer(i64::try_from(line.came).unwrap_or(i64::MAX)))),
        ("Kommuner", |line| Cell::Integer(i64::try_from(line.municipalities).unwrap_or(i64::MAX))),
        ("Erbjudna timmar", |line| Cell::hours(line.offered)),
        ("Närvarotimmar", |line| Cell::hours(line.attended)),
        ("Närvaro %", |line| line.once_held(Cell::share(line.attended, line.offered))),
        ("Täckning %", |line| line.once_held(Cell::share(line.role_covered, line.role_offered))),
    ]
}

#[cfg(test)]
mod tests {
    use super::EXPORT;
    use crate::exports::{Scope, find, sample};

    #[test]
    fn every_seminar_has_a_row_and_coverage_counts_deputies() {
        let (house, programme) = (sample::house(), sample::programme());
        let document = EXPORT.document(&house, programme, Scope::Programme).unwrap();
        let sheet = &document.sheets[0];
        assert_eq!(sheet.column("Seminarienr"), ["1", "2"]);
        let coverage = find("coverage").unwrap().document(&house, programme, Scope::Seminar(2)).unwrap();
        let sum = |column: &str| {
            let rows = coverage.sheets[0].column(column);
            rows.iter().map(|n| n.parse::<f64>().unwrap()).sum::<f64>()
        };
        let expected = sum("Täckta timmar") / sum("Erbjudna timmar") * 100.0;
        let told: f64 = sheet.column("Täckning %")[1].parse().unwrap();
        assert!((told - expected).abs() < 0.06, "{told} {expected}");
    }
}
