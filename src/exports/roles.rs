//! Participation by role: people with a place, and how much they attended of what has been held so far.

use std::collections::BTreeSet;

use parvis_events::ids::PersonId;
use parvis_projections::programmes::RoleRow;
use parvis_projections::register::{ParticipantRow, roles_of};

use super::subject::Subject;
use super::table::{Cell, Column, Sheet};
use super::{Export, Format, Reach};

/// Participation by role.
pub(super) const EXPORT: Export = Export {
    name: "roles",
    title: "Deltagande per roll",
    file_stem: "deltagande-per-roll",
    about: "how many people each role has, and how much they attended of the seminars held so far",
    formats: Format::ALL,
    reach: Reach::ProgrammeOnly,
    build,
};

struct Line {
    programme: String,
    role: String,
    people: usize,
    offered: u32,
    attended: u32,
}

fn build(subject: &Subject<'_>) -> Vec<Sheet> {
    let lines: Vec<Line> = subject.roles(|_| true).into_iter().map(|role| line(subject, role)).collect();
    vec![Sheet::of("Roller", &columns(), &lines)]
}

/// Whoever has two roles counts in both.
fn line(subject: &Subject<'_>, role: &RoleRow) -> Line {
    let has = |row: &&ParticipantRow| roles_of(&row.roles).contains(&role.role);
    let people: BTreeSet<PersonId> =
        subject.house.register.admitted(subject.id()).filter(has).map(|row| row.person).collect();
    let (mut offered, mut attended) = (0_u32, 0_u32);
    for seminar in subject.held() {
        let rows = &subject.house.attendance.seminars;
        for row in people.iter().filter_map(|person| rows.get(&(subject.id(), *person, seminar.seminar))) {
            offered = offered.saturating_add(row.minutes_offered);
            attended = attended.saturating_add(row.minutes_attended);
        }
    }
    let programme = subject.programme.code.to_string();
    Line { programme, role: role.name.clone(), people: people.len(), offered, attended }
}

fn columns() -> [Column<Line>; 6] {
    [
        ("Programkod", |line| Cell::text(&line.programme)),
        ("Roll", |line| Cell::text(&line.role)),
        ("Personer", |line| Cell::Integer(i64::try_from(line.people).unwrap_or(i64::MAX))),
        ("Erbjudna timmar", |line| Cell::hours(line.offered)),
        ("Närvarotimmar", |line| Cell::hours(line.attended)),
        ("Närvaro %", |line| Cell::share(line.attended, line.offered)),
    ]
}

#[cfg(test)]
mod tests {
    use super::EXPORT;
    use crate::exports::{Scope, find, sample};

    #[test]
    fn hours_of_seminars_still_to_come_are_not_among_those_offered() {
        let (mut house, programme) = (sample::house(), sample::programme());
        let hours = |house: &parvis_projections::House| -> Vec<f64> {
            let document = EXPORT.document(house, programme, Scope::Programme).unwrap();
            let hours = document.sheets[0].column("Erbjudna timmar");
            hours.iter().map(|hours| hours.parse().unwrap()).collect()
        };
        let all = hours(&house);
        let last = house.programmes.seminars_of(programme).last().unwrap().seminar;
        house.attendance.rolls.remove(&(last,));
        let some = hours(&house);
        assert!(some.iter().zip(&all).all(|(some, all)| some < all), "{some:?} {all:?}");
        let trend = find("trend").unwrap().document(&house, programme, Scope::Programme).unwrap();
        for column in ["Kom", "Närvaro %", "Täckning %"] {
            let told = trend.sheets[0].column(column);
            assert!(!told[0].is_empty() && told[1].is_empty(), "{column}: {told:?}");
        }
    }

    #[test]
    fn every_role_of_the_programme_has_a_row_in_its_order() {
        let document = EXPORT.document(&sample::house(), sample::programme(), Scope::Programme).unwrap();
        let sheet = &document.sheets[0];
        assert_eq!(sheet.column("Roll"), ["Kulturchef", "Näringslivschef", "Turismchef"]);
        let people: usize = sheet.column("Personer").iter().map(|n| n.parse::<usize>().unwrap()).sum();
        assert!(people > 0);
        for (offered, attended) in sheet.column("Erbjudna timmar").iter().zip(sheet.column("Närvarotimmar"))
        {
            assert!(attended.parse::<f64>().unwrap() <= offered.parse::<f64>().unwrap());
        }
    }
}
