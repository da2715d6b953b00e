//! Participation by region: municipalities, enrolments, people and hours, with a row of totals.

use std::collections::{BTreeMap, BTreeSet};

use parvis_events::ids::PersonId;
use parvis_projections::register::Status;
use parvis_words as words;

use super::attendance::visits;
use super::subject::{Locality, Subject};
use super::table::{Cell, Column, Sheet};
use super::{Export, Format, Reach};

/// Participation by region.
pub(super) const EXPORT: Export = Export {
    name: "regions",
    title: "Deltagande per region",
    file_stem: "deltagande-per-region",
    about: "how many municipalities, enrolments, people and hours each region has, and in all",
    formats: Format::ALL,
    reach: Reach::ProgrammeOnly,
    build,
};

#[derive(Default)]
struct Line {
    programme: String,
    county: String,
    region: String,
    reserved: u32,
    enrolments: u32,
    admitted: u32,
    municipalities: BTreeSet<String>,
    people: BTreeSet<PersonId>,
    minutes: u32,
}

fn build(subject: &Subject<'_>) -> Vec<Sheet> {
    let mut lines: BTreeMap<String, Line> = BTreeMap::new();
    let programme = subject.programme.code.to_string();
    for row in subject.house.programmes.partners.rows().filter(|row| row.programme == subject.id()) {
        let line = Line {
            programme: programme.clone(),
            county: row.county.to_string(),
            region: row.region.clone(),
            reserved: row.allocation,
            ..Line::default()
        };
        lines.insert(row.county.to_string(), line);
    }
    let register = &subject.house.register;
    for row in register.enrolments.of(subject.id()) {
        let locality = subject.locality(row);
        let code = locality.code.clone();
        let line = line(&mut lines, &programme, locality);
        line.enrolments += 1;
        if row.status == Status::Admitted {
            line.admitted += 1;
            line.municipalities.insert(code);
        }
    }
    for member in register.admitted(subject.id()) {
        if let Some(row) = register.enrolment(member.enrolment) {
            line(&mut lines, &programme, subject.locality(row)).people.insert(member.person);
        }
    }
    for visit in visits(subject) {
        line(&mut lines, &programme, visit.locality).minutes += visit.minutes;
    }
    let mut lines: Vec<Line> = lines.into_values().collect();
    lines.sort_by(|a, b| subject.compare([&a.region], [&b.region]).then_with(|| a.county.cmp(&b.county)));
    lines.push(total(subject, &lines));
    vec![Sheet::of("Regioner", &columns(), &lines)]
}

fn line<'l>(lines: &'l mut BTreeMap<String, Line>, programme: &str, locality: Locality) -> &'l mut Line {
    lines.entry(locality.county.clone()).or_insert_with(|| Line {
        programme: programme.to_owned(),
        county: locality.county,
        region: locality.region,
        ..Line::default()
    })
}

/// Whoever has a place for two regions counts once in all.
fn total(subject: &Subject<'_>, lines: &[Line]) -> Line {
    Line {
        programme: subject.programme.code.to_string(),
        county: String::new(),
        region: words::text(subject.language, "export-word-total"),
        reserved: lines.iter().map(|line| line.reserved).sum(),
        enrolments: lines.iter().map(|line| line.enrolments).sum(),
        admitted: lines.iter().map(|line| line.admitted).sum(),
        municipalities: lines.iter().flat_map(|line| line.municipalities.iter().cloned()).collect(),
        people: lines.iter().flat_map(|line| line.people.iter().copied()).collect(),
        minutes: lines.iter().map(|line| line.minutes).sum(),
    }
}

fn columns() -> [Column<Line>; 9] {
    [
        ("Programkod", |line| Cell::text(&line.programme)),
        ("Länskod", |line| Cell::text(&line.county)),
        ("Region", |line| Cell::text(&line.region)),
        ("Reserverade platser", |line| Cell::Integer(line.reserved.into())),
        ("Anmälningar", |line| Cell::Integer(line.enrolments.into())),
        ("Antagna", |line| Cell::Integer(line.admitted.into())),
        ("Kommuner", |line| Cell::Integer(i64::try_from(line.municipalities.len()).unwrap_or(i64::MAX))),
        ("Personer", |line| Cell::Integer(i64::try_from(line.people.len()).unwrap_or(i64::MAX))),
        ("Närvarotimmar", |line| Cell::hours(line.minutes)),
    ]
}

#[cfg(test)]
mod tests {
    use super::EXPORT;
    use crate::exports::{Scope, find, sample};

    #[test]
    fn regions_add_up_to_what_municipalities_do() {
        let (house, programme) = (sample::house(), sample::programme());
        let document = EXPORT.document(&house, programme, Scope::Programme).unwrap();
        let regions = &document.sheets[0];
        let municipalities =
            find("municipalities").unwrap().document(&house, programme, Scope::Programme).unwrap();
        for column in ["Anmälningar", "Antagna", "Personer", "Närvarotimmar"] {
            let last = |sheet: &crate::exports::table::Sheet| sheet.column(column).last().cloned().unwrap();
            assert_eq!(last(regions), last(&municipalities.sheets[0]), "{column}");
            let sum: f64 =
                regions.column(column).iter().rev().skip(1).map(|n| n.parse::<f64>().unwrap()).sum();
            let total: f64 = last(regions).parse().unwrap();
            assert!((sum - total).abs() < 0.011, "{column}: {sum} {total}");
        }
    }
}
