//! Participation by municipality: enrolments, people and hours, with a row of totals.
//!
//! By the codes of the day or of today; what has merged since is one row by those of today, and the totals are the
//! same. Source: rule "Reference data".

use std::collections::{BTreeMap, BTreeSet};

use parvis_events::ids::PersonId;
use parvis_projections::register::Status;
use parvis_words as words;

use super::attendance::visits;
use super::subject::{Locality, Subject};
use super::table::{Cell, Column, Sheet};
use super::{Export, Format, Reach};

/// Participation by municipality.
pub(super) const EXPORT: Export = Export {
    name: "municipalities",
    title: "Deltagande per kommun",
    file_stem: "deltagande-per-kommun",
    about: "how many enrolments, people and hours each municipality has, and in all",
    formats: Format::ALL,
    reach: Reach::ProgrammeOnly,
    build,
};

#[derive(Default)]
struct Line {
    programme: String,
    locality: Locality,
    enrolments: u32,
    admitted: u32,
    people: BTreeSet<PersonId>,
    minutes: u32,
}

fn build(subject: &Subject<'_>) -> Vec<Sheet> {
    let mut lines: BTreeMap<String, Line> = BTreeMap::new();
    let programme = subject.programme.code.to_string();
    let register = &subject.house.register;
    for row in register.enrolments.rows().filter(|row| row.programme == subject.id()) {
        let line = line(&mut lines, &programme, subject.locality(row));
        line.enrolments += 1;
        line.admitted += u32::from(row.status == Status::Admitted);
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
    lines.sort_by(|a, b| {
        let key = |line: &Line| line.locality.code.clone();
        subject.compare([&a.locality.name], [&b.locality.name]).then_with(|| key(a).cmp(&key(b)))
    });
    lines.push(total(subject, &lines));
    vec![Sheet::of("Kommuner", &columns(), &lines)]
}

fn line<'l>(lines: &'l mut BTreeMap<String, Line>, programme: &str, locality: Locality) -> &'l mut Line {
    lines.entry(locality.code.clone()).or_insert_with(|| Line {
        programme: programme.to_owned(),
        locality,
        ..Line::default()
    })
}

/// Whoever has a place for two municipalities counts once in all.
fn total(subject: &Subject<'_>, lines: &[Line]) -> Line {
    let name = words::text(subject.language, "export-word-total");
    Line {
        programme: subject.programme.code.to_string(),
        locality: Locality { name, ..Locality::default() },
        enrolments: lines.iter().map(|line| line.enrolments).sum(),
        admitted: lines.iter().map(|line| line.admitted).sum(),
        people: lines.iter().flat_map(|line| line.people.iter().copied()).collect(),
        minutes: lines.iter().map(|line| line.minutes).sum(),
    }
}

fn columns() -> [Column<Line>; 9] {
    [
        ("Programkod", |line| Cell::text(&line.programme)),
        ("Kommunkod", |line| Cell::text(&line.locality.code)),
        ("Kommun", |line| Cell::text(&line.locality.name)),
        ("Länskod", |line| Cell::text(&line.locality.county)),
        ("Region", |line| Cell::text(&line.locality.region)),
        ("Anmälningar", |line| Cell::Integer(line.enrolments.into())),
        ("Antagna", |line| Cell::Integer(line.admitted.into())),
        ("Personer", |line| Cell::Integer(i64::try_from(line.people.len()).unwrap_or(i64::MAX))),
        ("Närvarotimmar", |line| Cell::hours(line.minutes)),
    ]
}

#[cfg(test)]
mod tests {
    use super::EXPORT;
    use crate::exports::{Codes, EXPORTS, Scope, sample};

    #[test]
    fn every_municipality_has_a_row_and_the_last_row_has_the_totals() {
        let document = EXPORT.document(&sample::house(), sample::programme(), Scope::Programme).unwrap();
        let sheet = &document.sheets[0];
        assert_eq!(
            sheet.header.join("; "),
            "Programkod; Kommunkod; Kommun; Länskod; Region; Anmälningar; Antagna; Personer; Närvarotimmar"
        );
        let lines = sheet.lines();
        assert_eq!(lines.last().unwrap(), "KKN-2018||Totalt|||5|4|7|17.00");
        for column in ["Anmälningar", "Antagna"] {
            let numbers: Vec<i64> = sheet.column(column).iter().map(|n| n.parse().unwrap()).collect();
            let (total, parts) = numbers.split_last().unwrap();
            assert_eq!(parts.iter().sum::<i64>(), *total, "{column}");
        }
    }

    /// Heby, which was 1917 in Västmanland when it enrolled in 2006 and is 0331 in Uppsala now.
    #[test]
    fn codes_then_and_codes_now_differ_where_a_municipality_has_changed_and_have_equal_totals() {
        let house = sample::house_with_heby();
        let rows = |export: &super::Export, codes| {
            let document = export.document_by(&house, sample::programme(), Scope::Programme, codes).unwrap();
            document.sheets[0].clone()
        };
        let (then, now) = (rows(&EXPORT, Codes::Then), rows(&EXPORT, Codes::Now));
        let of_heby = |sheet: &crate::exports::table::Sheet| {
            sheet.lines().into_iter().find(|line| line.contains("|Heby|")).unwrap()
        };
        assert!(
            of_heby(&then).starts_with("KKN-2018|1917|Heby|19|Västmanlands län|1|1|2|"),
            "{}",
            of_heby(&then)
        );
        assert!(of_heby(&now).starts_with("KKN-2018|0331|Heby|03|Uppsala län|1|1|2|"), "{}", of_heby(&now));
        assert_eq!(then.lines().last(), now.lines().last());
        for export in EXPORTS {
            let (then, now) = (rows(export, Codes::Then), rows(export, Codes::Now));
            assert_eq!((then.rows.len(), &then.header), (now.rows.len(), &now.header), "{}", export.name);
            if then.header.iter().any(|name| name == "Kommunkod") {
                assert!(then.column("Kommunkod").contains(&"1917".to_owned()), "{}", export.name);
                assert!(now.column("Kommunkod").contains(&"0331".to_owned()), "{}", export.name);
                assert!(!now.column("Kommunkod").contains(&"1917".to_owned()), "{}", export.name);
            }
        }
    }
}
