//! The list of certificates: what was certified, to whom, and whether it holds.

use parvis_events::certificates::Snapshot;
use parvis_projections::attendance::percent;
use parvis_projections::certificates::CertificateRow;

use super::subject::{Listed, Subject};
use super::table::{Cell, Column, Sheet};
use super::{Export, Format, Reach, terms};

/// The list of certificates.
pub(super) const EXPORT: Export = Export {
    name: "certificates",
    title: "Kursintyg",
    file_stem: "kursintyg",
    about: "which certificates were issued, what they say, and whether they hold",
    formats: Format::ALL,
    reach: Reach::ProgrammeOnly,
    build,
};

struct Line<'a> {
    subject: &'a Subject<'a>,
    row: &'a CertificateRow,
    /// What the certificate says; gone if the person was erased.
    says: Option<Snapshot>,
    /// What is known of the person now, and how much of it is shown.
    listed: Listed,
}

fn build(subject: &Subject<'_>) -> Vec<Sheet> {
    let rows = subject.house.certificates.of(subject.id());
    let lines: Vec<Line<'_>> = rows
        .into_iter()
        .map(|row| Line { subject, row, says: row.says(), listed: holder(subject, row) })
        .collect();
    vec![Sheet::of("Kursintyg", &columns(), &lines)]
}

fn columns<'a>() -> [Column<Line<'a>>; 16] {
    [
        ("Programkod", |line| line.subject.code()),
        ("Intygsnummer", |line| Cell::text(&line.row.number)),
        ("Utfärdat", |line| Cell::Date(line.row.date)),
        ("Deltagar-ID", |line| Cell::text(line.listed.shown.called(line.row.person))),
        ("Efternamn", |line| line.name(|says| &says.family_name, &line.listed.shown.family_name)),
        ("Förnamn", |line| line.name(|says| &says.given_name, &line.listed.shown.given_name)),
        ("Roll", |line| line.said(|says| &says.role, &line.listed.role)),
        ("Kommun", |line| line.said(|says| &says.municipality, &line.listed.locality.name)),
        ("Närvarotimmar", |line| Cell::hours(line.row.minutes_attended)),
        ("Erbjudna timmar", |line| Cell::hours(line.row.minutes_offered)),
        ("Närvaro %", |line| Cell::percent(percent(line.row.minutes_attended, line.row.minutes_offered))),
        ("Status", |line| Cell::text(terms::validity(line.row.validity))),
        ("Statusdatum", |line| Cell::maybe(line.row.judged_at, |at| line.subject.local(at))),
        ("Närvarotimmar nu", |line| Cell::maybe(line.row.minutes_known, Cell::hours)),
        ("Ersätter intyg", Line::replaced),
        ("Testdata", |line| Cell::text(if line.subject.programme.test_data { "Ja" } else { "Nej" })),
    ]
}

impl Line<'_> {
    /// A name as it was certified, unless the person is masked by now.
    fn name(&self, certified: fn(&Snapshot) -> &String, shown: &str) -> Cell {
        match (&self.says, self.listed.shown.mask) {
            (Some(says), None) => Cell::text(certified(says)),
            (Some(_), Some(_)) | (None, _) => Cell::text(shown),
        }
    }

    /// Something as it was certified, or else as it is known now.
    fn said(&self, certified: fn(&Snapshot) -> &String, known: &str) -> Cell {
        Cell::text(self.says.as_ref().map_or(known, |says| certified(says)))
    }

    /// The number of the certificate it replaced.
    fn replaced(&self) -> Cell {
        let certificates = &self.subject.house.certificates.certificates;
        let row = self.row.replaces.and_then(|id| certificates.get(&(id,)));
        Cell::maybe(row, |row| Cell::text(&row.number))
    }
}

fn holder(subject: &Subject<'_>, row: &CertificateRow) -> Listed {
    let mut participants = subject.house.register.participants.rows();
    match participants.find(|found| found.programme == subject.id() && found.person == row.person) {
        Some(found) => subject.listed(row.person, &found.roles, Some(found.enrolment)),
        None => subject.listed(row.person, "", None),
    }
}

#[cfg(test)]
mod tests {
    use super::EXPORT;
    use crate::exports::{Scope, sample};
    use parvis_events::person::Event as Known;
    use parvis_projections::House;

    fn lines(house: &House) -> Vec<String> {
        EXPORT.document(house, sample::programme(), Scope::Programme).unwrap().sheets[0].lines()
    }

    #[test]
    fn a_certificate_says_what_it_said_when_it_was_issued() {
        let (simon, erik) = (sample::person("Simon"), sample::person("Erik"));
        assert_eq!(
            lines(&sample::house()),
            [
                format!(
                    "KKN-2018|KKN-001|2019-06-04|{simon}|Flint-Gammal|Simon|Kulturchef|Malmö|7.17|11.00|65.2|\
                     Ersatt|2019-06-06 10:00|7.00||Ja"
                ),
                format!(
                    "KKN-2018|KKN-002|2019-06-04|{erik}|Skyddad||Kulturchef|Malmö|3.50|11.00|31.8|Utfärdat||||Ja"
                ),
                format!(
                    "KKN-2018|KKN-003|2019-06-04|{simon}|Flint|Simon|Kulturchef|Malmö|7.00|11.00|63.6|\
                     Utfärdat|||KKN-001|Ja"
                ),
            ]
        );
    }

    #[test]
    fn after_erasure_the_certificate_stays_without_the_name() {
        let simon = sample::person("Simon");
        let lines = lines(&sample::house_after(&[(simon.uuid(), Known::Erased.into())]));
        assert_eq!(lines.len(), 3);
        assert!(lines[2].contains(&format!("|{simon}|Raderad||Kulturchef|Malmö|")), "{}", lines[2]);
        assert!(!lines.concat().contains("Flint"));
    }
}
