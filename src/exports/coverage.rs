//! Coverage: how far each municipality's roles were filled at each seminar.
//!
//! Two measures side by side: the role's coverage, to which a deputy's hours count, and the personal
//! attendance of the member who has the role. Source: rule "Deputy per session".

use parvis_events::values::RoleCode;
use parvis_projections::attendance::percent;
use parvis_projections::programmes::SeminarRow;
use parvis_projections::register::{EnrolmentRow, Status, roles_of};

use super::subject::{Locality, Subject};
use super::table::{Cell, Column, Sheet};
use super::{Export, Format, Reach};

/// The coverage list.
pub(super) const EXPORT: Export = Export {
    name: "coverage",
    title: "Täckning av roller",
    file_stem: "tackning",
    about: "how far each municipality's roles were filled at each seminar, in person and by deputies",
    formats: Format::ALL,
    reach: Reach::ProgrammeOrSeminar,
    build,
};

struct Line<'a> {
    subject: &'a Subject<'a>,
    enrolment: &'a EnrolmentRow,
    locality: Locality,
    /// The requirement in words.
    role: String,
    seminar: &'a SeminarRow,
    offered: u32,
    covered: u32,
    by_deputy: u32,
    in_person: u32,
}

fn build(subject: &Subject<'_>) -> Vec<Sheet> {
    let mut requirements: Vec<RoleCode> = Vec::new();
    for requirement in subject.roles(|_| true).into_iter().filter_map(|row| row.requirement.clone()) {
        if !requirements.contains(&requirement) {
            requirements.push(requirement);
        }
    }
    let enrolments = subject.house.register.enrolments.rows();
    let admitted = enrolments.filter(|row| row.programme == subject.id() && row.status == Status::Admitted);
    let mut lines = Vec::new();
    for row in admitted {
        for requirement in &requirements {
            let here = |seminar: &&&SeminarRow| row.seminar.is_none_or(|meeting| meeting == seminar.seminar);
            for seminar in subject.seminars.iter().filter(here) {
                lines.push(line(subject, row, requirement, seminar));
            }
        }
    }
    lines.sort_by(|a, b| {
        let key = |line: &'_ Line<'_>| (line.enrolment.number, line.seminar.number);
        subject
            .compare([&a.locality.name, &a.role], [&b.locality.name, &b.role])
            .then_with(|| key(a).cmp(&key(b)))
    });
    vec![Sheet::of("Täckning", &columns(), &lines)]
}

fn columns<'a>() -> [Column<Line<'a>>; 16] {
    [
        ("Programkod", |line| line.subject.code()),
        ("Seminarienr", |line| Cell::Integer(line.seminar.number.into())),
        ("Seminarium", |line| Cell::text(&line.seminar.theme)),
        ("Startdatum", |line| Cell::Date(line.seminar.starts_on)),
        ("Anmälnings-ID", |line| Cell::text(&line.enrolment.reference)),
        ("Kommunkod", |line| Cell::text(&line.locality.code)),
        ("Kommun", |line| Cell::text(&line.locality.name)),
        ("Länskod", |line| Cell::text(&line.locality.county)),
        ("Region", |line| Cell::text(&line.locality.region)),
        ("Roll", |line| Cell::text(&line.role)),
        ("Erbjudna timmar", |line| Cell::hours(line.offered)),
        ("Täckta timmar", |line| Cell::hours(line.covered)),
        ("Varav ersättare", |line| Cell::hours(line.by_deputy)),
        ("Täckning %", |line| Cell::percent(percent(line.covered, line.offered))),
        ("Personlig närvaro timmar", |line| Cell::hours(line.in_person)),
        ("Personlig närvaro %", |line| Cell::percent(percent(line.in_person, line.offered))),
    ]
}

/// One role of one municipality at one seminar; a role nobody has is not covered at all.
fn line<'a>(
    subject: &'a Subject<'a>,
    enrolment: &'a EnrolmentRow,
    requirement: &RoleCode,
    seminar: &'a SeminarRow,
) -> Line<'a> {
    let attendance = &subject.house.attendance;
    let fills = |roles: &str| {
        let roles = roles_of(roles);
        !subject
            .roles(|row| row.requirement.as_ref() == Some(requirement) && roles.contains(&row.role))
            .is_empty()
    };
    let members = subject.house.register.admitted(subject.id());
    let in_person = members
        .filter(|row| row.enrolment == enrolment.enrolment && fills(&row.roles))
        .filter_map(|row| attendance.seminars.get(&(subject.id(), row.person, seminar.seminar)))
        .map(|row| row.minutes_attended)
        .max();
    let covered = attendance.coverage.get(&(enrolment.enrolment, requirement.clone(), seminar.seminar));
    let sessions = subject.house.programmes.sessions_of(seminar.seminar);
    Line {
        subject,
        enrolment,
        locality: subject.locality(enrolment),
        role: subject.requirement_name(requirement),
        seminar,
        offered: sessions.iter().map(|session| session.minutes).sum(),
        covered: covered.map_or(0, |row| row.minutes_covered),
        by_deputy: covered.map_or(0, |row| row.minutes_by_deputy),
        in_person: in_person.unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::EXPORT;
    use crate::exports::{Scope, sample};

    #[test]
    fn a_deputy_covers_the_role_but_does_not_attend_for_the_member() {
        let document = EXPORT.document(&sample::house(), sample::programme(), Scope::Seminar(2)).unwrap();
        let lines = document.sheets[0].lines();
        // Four municipalities with a place, two requirements each.
        assert_eq!(lines.len(), 8);
        let place = "A-01|1280|Malmö|12|Region Skåne";
        assert_eq!(
            lines[..2],
            [
                format!(
                    "KKN-2018|2|Affärsutveckling|2019-05-23|{place}|Kulturchef|5.50|3.50|0.00|63.6|3.50|63.6"
                ),
                format!(
                    "KKN-2018|2|Affärsutveckling|2019-05-23|{place}|Näringslivschef/Turismchef|5.50|3.50|3.50|\
                     63.6|0.00|0.0"
                ),
            ]
        );
    }

    #[test]
    fn of_a_programme_each_seminar_has_its_row() {
        let document = EXPORT.document(&sample::house(), sample::programme(), Scope::Programme).unwrap();
        let sheet = &document.sheets[0];
        assert_eq!(sheet.rows.len(), 4 * 2 * 2);
        assert_eq!(sheet.column("Seminarienr")[..4], ["1", "2", "1", "2"]);
        assert_eq!(sheet.column("Kommun")[12], "Östra Göinge");
    }
}
