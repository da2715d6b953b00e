//! The participant list: who takes part, a row per person.
//!
//! Of a whole programme: everyone who has a place, so there are as many rows as the overview counts
//! participants. Of a seminar: those who have a place there, and the deputies named for it. Whoever signs up meeting
//! by meeting has a row for each meeting. Source: "Participant list".

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use parvis_events::ids::PersonId;
use parvis_projections::programmes::SeminarRow;
use parvis_projections::register::DeputyRow;

use super::subject::{Listed, Subject};
use super::table::{Cell, Column, Sheet};
use super::{Export, Format, Reach, terms};

/// The participant list.
pub(super) const EXPORT: Export = Export {
    name: "participants",
    title: "Deltagarlista",
    file_stem: "deltagarlista",
    about: "who has a place; with a seminar also who stands in for whom there",
    formats: Format::ALL,
    reach: Reach::ProgrammeOrSeminar,
    build,
};

struct Line<'a> {
    subject: &'a Subject<'a>,
    /// The seminar the list is about, or the meeting the person comes to.
    seminar: Option<&'a SeminarRow>,
    listed: Listed,
    /// Whom the person stands in for at the seminar, or whose place they took for good; or empty.
    stands_in_for: String,
    status: &'static str,
    queue_place: Option<u32>,
    /// Absent for a deputy, whose naming is no enrolment.
    joined_at: Option<DateTime<Utc>>,
    changed_at: Option<DateTime<Utc>>,
}

fn build(subject: &Subject<'_>) -> Vec<Sheet> {
    let mut lines = lines(subject);
    lines.sort_by(|a, b| {
        let meeting = |line: &Line<'_>| line.seminar.map(|row| row.number);
        subject.order(&a.listed, &b.listed).then_with(|| meeting(a).cmp(&meeting(b)))
    });
    vec![Sheet::of("Deltagarlista", &columns(), &lines)]
}

fn columns<'a>() -> [Column<Line<'a>>; 24] {
    [
        ("Programkod", |line| line.subject.code()),
        ("Program", |line| Cell::text(&line.subject.programme.name)),
        ("Seminarienr", |line| Cell::maybe(line.seminar, |row| Cell::Integer(row.number.into()))),
        ("Seminarium", |line| Cell::maybe(line.seminar, |row| Cell::text(&row.theme))),
        ("Startdatum", |line| Cell::maybe(line.days().map(|row| row.starts_on).min(), Cell::Date)),
        ("Slutdatum", |line| Cell::maybe(line.days().map(|row| row.ends_on).max(), Cell::Date)),
        ("Ort", |line| Cell::maybe(line.seminar, |row| Cell::text(&row.place))),
        ("Anmälnings-ID", |line| Cell::text(&line.listed.reference)),
        ("Deltagar-ID", |line| Cell::text(line.listed.called())),
        ("Efternamn", |line| Cell::text(&line.listed.shown.family_name)),
        ("Förnamn", |line| Cell::text(&line.listed.shown.given_name)),
        ("Befattning", |line| Cell::text(&line.listed.shown.title)),
        ("Roll", |line| Cell::text(&line.listed.role)),
        ("Ersätter", |line| Cell::text(&line.stands_in_for)),
        ("Kommunkod", |line| Cell::text(&line.listed.locality.code)),
        ("Kommun", |line| Cell::text(&line.listed.locality.name)),
        ("Länskod", |line| Cell::text(&line.listed.locality.county)),
        ("Region", |line| Cell::text(&line.listed.locality.region)),
        ("E-post", |line| Cell::text(&line.listed.shown.email)),
        ("Telefon", |line| Cell::text(&line.listed.shown.phone)),
        ("Status", |line| Cell::text(line.status)),
        ("Köplats", |line| Cell::maybe(line.queue_place, |place| Cell::Integer(place.into()))),
        ("Anmäld", |line| Cell::maybe(line.joined_at, |at| line.subject.local(at))),
        ("Ändrad", |line| Cell::maybe(line.changed_at, |at| line.subject.local(at))),
    ]
}

impl<'a> Line<'a> {
    /// The seminars whose first and last day the row tells.
    fn days(&self) -> impl Iterator<Item = &'a SeminarRow> {
        let all: &[&SeminarRow] = if self.seminar.is_some() { &[] } else { &self.subject.seminars };
        self.seminar.into_iter().chain(all.iter().copied())
    }
}

fn lines<'a>(subject: &'a Subject<'a>) -> Vec<Line<'a>> {
    let register = &subject.house.register;
    let mut standing_in = standing_in(subject);
    let mut lines = Vec::new();
    for row in subject.participants() {
        let enrolment = register.enrolment(row.enrolment);
        let members = standing_in.remove(&row.person).unwrap_or_default();
        let members = members.iter().map(|deputy| deputy.member);
        let meeting = row.seminar.and_then(|meeting| subject.house.programmes.seminars.get(&(meeting,)));
        lines.push(Line {
            subject,
            seminar: subject.seminar.or(meeting),
            listed: subject.listed(row.person, &row.roles, Some(row.enrolment)),
            stands_in_for: subject.names(members.chain(row.replaces)),
            status: terms::standing(row.status),
            queue_place: enrolment.and_then(|row| row.queue_place),
            joined_at: Some(row.joined_at),
            // Being admitted changes the enrolment, and with it what the row says of the person.
            changed_at: Some(enrolment.map_or(row.changed_at, |found| found.changed_at.max(row.changed_at))),
        });
    }
    for (deputy, named) in standing_in {
        let Some(first) = named.first() else { continue };
        let member = register.participants.get(&(first.enrolment, first.member));
        let roles = member.map(|row| row.roles.as_str()).unwrap_or_default();
        lines.push(Line {
            subject,
            seminar: subject.seminar,
            listed: subject.listed(deputy, roles, Some(first.enrolment)),
            stands_in_for: subject.names(named.iter().map(|row| row.member)),
            status: terms::DEPUTY,
            queue_place: None,
            joined_at: None,
            changed_at: None,
        });
    }
    lines
}

/// Who stands in at the seminar; nobody for a whole programme, where everyone is named once.
fn standing_in<'a>(subject: &Subject<'a>) -> BTreeMap<PersonId, Vec<&'a DeputyRow>> {
    let mut found: BTreeMap<PersonId, Vec<&DeputyRow>> = BTreeMap::new();
    if subject.seminar.is_some() {
        for row in subject.deputies() {
            found.entry(row.deputy).or_default().push(row);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::EXPORT;
    use crate::exports::table::{Cell, Sheet};
    use crate::exports::{Scope, sample};
    use parvis_events::ids::RegisterId;
    use parvis_events::person::Event as Known;
    use parvis_projections::House;

    fn sheet(house: &House, scope: Scope) -> Sheet {
        EXPORT.document(house, sample::programme(), scope).unwrap().sheets.remove(0)
    }

    #[test]
    fn the_columns_are_those_of_the_format() {
        let sheet = sheet(&sample::house(), Scope::Programme);
        assert_eq!(
            sheet.header.join("; "),
            "Programkod; Program; Seminarienr; Seminarium; Startdatum; Slutdatum; Ort; Anmälnings-ID; \
             Deltagar-ID; Efternamn; Förnamn; Befattning; Roll; Ersätter; Kommunkod; Kommun; Länskod; Region; \
             E-post; Telefon; Status; Köplats; Anmäld; Ändrad"
        );
    }

    #[test]
    fn of_a_programme_everyone_with_a_place_has_one_row() {
        let house = sample::house();
        let sheet = sheet(&house, Scope::Programme);
        let overview = house.register.overview.get(&(RegisterId::new(sample::programme().uuid()),)).unwrap();
        assert_eq!(sheet.rows.len(), usize::try_from(overview.participants).unwrap());
        let simon = sample::person("Simon");
        assert_eq!(
            sheet.lines()[0],
            format!(
                "KKN-2018|KKN 2018–2019|||2018-05-29|2019-05-24||A-01|{simon}|Flint|Simon|Kulturdirektör|\
                 Kulturchef||1280|Malmö|12|Region Skåne|simon@kommun.example|+46 70-174 06 06|Antagen||\
                 2018-02-05 08:12|2018-02-05 08:12"
            )
        );
    }

    #[test]
    fn rows_are_in_the_order_of_the_swedish_alphabet() {
        let sheet = sheet(&sample::house(), Scope::Programme);
        let columns = ["Kommun", "Roll", "Efternamn"].map(|name| sheet.column(name));
        let rows: Vec<String> = (0..sheet.rows.len())
            .map(|at| columns.each_ref().map(|column| column[at].as_str()).join("|"))
            .collect();
        assert_eq!(
            rows,
            [
                "Malmö|Kulturchef|Flint",
                "Malmö|Näringslivschef|Öst",
                "Åstorp|Kulturchef|Ås",
                "Åstorp|Turismchef|Zorn",
                "Älmhult|Kulturchef, Näringslivschef|Ek",
                "Östra Göinge|Kulturchef|Skyddad",
                "Östra Göinge|Näringslivschef|Grå",
            ]
        );
    }

    #[test]
    fn of_a_seminar_its_deputies_are_listed_with_whom_they_stand_in_for() {
        let house = sample::house();
        let first = sheet(&house, Scope::Seminar(1));
        assert_eq!(first.rows.len(), 7);
        let second = sheet(&house, Scope::Seminar(2));
        let (vera, line) = (sample::person("Vera"), second.lines().remove(1));
        assert_eq!(second.rows.len(), 8);
        assert_eq!(
            line,
            format!(
                "KKN-2018|KKN 2018–2019|2|Affärsutveckling|2019-05-23|2019-05-24|Älmhult|A-01|{vera}|Vik|Vera|\
                 Utvecklare|Näringslivschef|Åsa Öst|1280|Malmö|12|Region Skåne|vera@kommun.example||\
                 Ersättare|||"
            )
        );
    }

    #[test]
    fn who_took_a_place_for_good_names_whose_it_was_and_when() {
        let sheet = sheet(&sample::house(), Scope::Programme);
        assert_eq!(sheet.column("Ersätter")[6], "Berta Ärlig");
        assert_eq!(sheet.column("Anmäld")[6], "2018-06-15 12:00");
        // The partner's enrolment changed with it.
        assert_eq!(sheet.column("Ändrad")[5], "2018-06-15 12:00");
    }

    #[test]
    fn codes_are_words_and_keep_their_zero() {
        let sheet = sheet(&sample::house(), Scope::Programme);
        assert_eq!(sheet.column("Kommunkod")[4], "0765");
        assert_eq!(sheet.column("Länskod")[4], "07");
        let at = sheet.header.iter().position(|name| name == "Kommunkod").unwrap();
        assert!(sheet.rows.iter().all(|row| matches!(row[at], Cell::Text(_))));
    }

    #[test]
    fn the_protected_and_the_erased_are_counted_but_not_named() {
        let simon = sample::person("Simon");
        let house = sample::house_after(&[(simon.uuid(), Known::Erased.into())]);
        let sheet = sheet(&house, Scope::Programme);
        assert_eq!(sheet.rows.len(), 7);
        for (word, id) in [("Skyddad", sample::person("Erik")), ("Raderad", simon)] {
            let line = sheet.lines().into_iter().find(|line| line.contains(&id.to_string())).unwrap();
            assert!(line.contains(&format!("|{id}|{word}|||Kulturchef|")), "{line}");
            assert!(line.contains("||||Antagen|") || line.contains("|||Antagen|"), "{line}");
            for trace in ["Simon", "Flint", "Erik", "Hemlig", "@", "70-", "000"] {
                assert!(!line.contains(trace), "{trace} in {line}");
            }
        }
    }
}
