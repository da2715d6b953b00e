//! The yearly report by cultural area: seminars, participants and municipalities per area and year.
//!
//! A seminar of two areas counts in both, and once in the year's total. Source: the Swedish culture model.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;
use parvis_events::areas::CulturalArea;
use parvis_events::ids::PersonId;
use parvis_projections::programmes::SeminarRow;
use parvis_words as words;

use super::attendance::{Visit, visits};
use super::subject::Subject;
use super::table::{Cell, Column, Sheet};
use super::{Export, Format, Reach};

/// The report by cultural area.
pub(super) const EXPORT: Export = Export {
    name: "areas",
    title: "Årsrapport per kulturområde",
    file_stem: "arsrapport-kulturomraden",
    about: "how many seminars, participants and municipalities each cultural area had, year by year",
    formats: Format::ALL,
    reach: Reach::ProgrammeOnly,
    build,
};

/// What there was of one area, or of all, in one year.
#[derive(Default)]
struct Line {
    year: i32,
    area: String,
    seminars: u32,
    /// Participations: somebody who came twice counts twice.
    participations: u32,
    people: BTreeSet<PersonId>,
    municipalities: BTreeSet<String>,
    minutes: u32,
}

fn build(subject: &Subject<'_>) -> Vec<Sheet> {
    let mut years: BTreeMap<i32, Vec<&SeminarRow>> = BTreeMap::new();
    for seminar in &subject.seminars {
        years.entry(seminar.starts_on.year()).or_default().push(seminar);
    }
    let (visits, mut lines) = (visits(subject), Vec::new());
    for (year, seminars) in years {
        let of = |area: CulturalArea| -> Vec<&SeminarRow> {
            let about = |row: &&SeminarRow| row.areas.split_whitespace().any(|name| name == area.name());
            seminars.iter().copied().filter(about).collect()
        };
        for area in CulturalArea::ALL {
            let name = words::text(subject.language, &format!("cultural-area-{}", area.name()));
            lines.push(line(&visits, year, name, &of(area)));
        }
        let none: Vec<&SeminarRow> = seminars.iter().copied().filter(|row| row.areas.is_empty()).collect();
        if !none.is_empty() {
            let name = words::text(subject.language, "cultural-area-none");
            lines.push(line(&visits, year, name, &none));
        }
        let all = words::text(subject.language, "export-word-total");
        lines.push(line(&visits, year, all, &seminars));
    }
    vec![Sheet::of("Kulturområden", &columns(), &lines)]
}

fn line(visits: &[Visit], year: i32, area: String, seminars: &[&SeminarRow]) -> Line {
    let mut line = Line { year, area, ..Line::default() };
    for seminar in seminars {
        line.seminars += 1;
        for visit in visits.iter().filter(|visit| visit.seminar == seminar.seminar) {
            line.participations += 1;
            line.people.insert(visit.person);
            line.municipalities.insert(visit.locality.code.clone());
            line.minutes += visit.minutes;
        }
    }
    line.municipalities.remove("");
    line
}

fn columns() -> [Column<Line>; 7] {
    [
        ("År", |line| Cell::Integer(line.year.into())),
        ("Kulturområde", |line| Cell::text(&line.area)),
        ("Seminarier", |line| Cell::Integer(line.seminars.into())),
        ("Deltaganden", |line| Cell::Integer(line.participations.into())),
        ("Personer", |line| Cell::Integer(i64::try_from(line.people.len()).unwrap_or(i64::MAX))),
        ("Kommuner", |line| Cell::Integer(i64::try_from(line.municipalities.len()).unwrap_or(i64::MAX))),
        ("Närvarotimmar", |line| Cell::hours(line.minutes)),
    ]
}

#[cfg(test)]
mod tests {
    use super::EXPORT;
    use crate::exports::{Scope, sample};

    #[test]
    fn every_year_has_each_area_and_its_total() {
        let document = EXPORT.document(&sample::house(), sample::programme(), Scope::Programme).unwrap();
        let lines = document.sheets[0].lines();
        // Seminar 1 in 2018 is about crafts and museums, seminar 2 in 2019 about no area.
        assert_eq!(lines.len(), 8 + 9);
        let of = |year: &str, area: &str| {
            lines.iter().find(|line| line.starts_with(&format!("{year}|{area}|"))).unwrap().clone()
        };
        let crafts = of("2018", "Hemslöjd");
        assert_eq!(crafts.replace("Hemslöjd", ""), of("2018", "Museer").replace("Museer", ""));
        assert_eq!(crafts.replace("Hemslöjd", ""), of("2018", "Totalt").replace("Totalt", ""));
        assert!(of("2018", "Film").ends_with("|0|0|0|0|0.00"));
        assert!(of("2019", "Utan område").starts_with("2019|Utan område|1|"));
    }
}
