//! Attendance: person by session, and a wide sheet with a column per day.
//!
//! Source: "Attendance (person × session)".

mod attendees;
mod visits;
mod wide;

use parvis_events::attendance::{Method, Status};
use parvis_projections::attendance::AttendanceRow;
use parvis_projections::programmes::{SeminarRow, SessionRow};

use self::attendees::{Attendee, attendees};
pub(super) use self::visits::{Visit, visits};
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
        ("Deltagar-ID", |line| Cell::text(line.attendee.listed.called())),
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

#[cfg(test)]
mod tests {
    use super::EXPORT;
    use crate::exports::table::Sheet;
    use crate::exports::{Scope, sample};
    use parvis_projections::House;

    fn sheets(house: &House, scope: Scope) -> [Sheet; 2] {
        let sheets = EXPORT.document(house, sample::programme(), scope).unwrap().sheets;
        sheets.try_into().unwrap()
    }

    #[test]
    fn the_columns_are_those_of_the_format() {
        let [long, wide] = sheets(&sample::house(), Scope::Programme);
        assert_eq!(
            long.header.join("; "),
            "Programkod; Seminarienr; Seminarium; Datum; Pass; Starttid; Sluttid; Timmar; Deltagar-ID; Efternamn; \
             Förnamn; Roll; Kommunkod; Kommun; Region; Ersätter; Närvarostatus; Närvarotimmar; Incheckad; \
             Utcheckad; Registreringssätt; Registrerad av; Registrerad; Rättad; Anmärkning"
        );
        assert_eq!(
            wide.header.join("; "),
            "Deltagar-ID; Efternamn; Förnamn; Roll; Kommunkod; Kommun; Region; Ersätter; 2018-05-29; 2018-05-30; \
             2019-05-23; 2019-05-24; Närvarotimmar; Närvaro %"
        );
    }

    #[test]
    fn every_participant_has_a_row_for_every_session() {
        let house = sample::house();
        let [long, _] = sheets(&house, Scope::Programme);
        // Seven participants at four sessions, one deputy at one, and one who has left since at one.
        assert_eq!(long.rows.len(), 7 * 4 + 1 + 1);
        let (simon, lines) = (sample::person("Simon"), long.lines());
        let who = format!("{simon}|Flint|Simon|Kulturchef|1280|Malmö|Region Skåne|");
        assert_eq!(
            lines[..3],
            [
                format!(
                    "KKN-2018|1|Vad är KKN?|2018-05-29|Förmiddag|10:00|12:00|2.00|{who}|Närvarande|2.00|\
                     2018-05-29 09:42||Kod|importer|2018-05-29 09:42||"
                ),
                format!(
                    "KKN-2018|1|Vad är KKN?|2018-05-30|Eftermiddag|13:00|16:30|3.50|{who}|Delvis|1.67|\
                     2018-05-30 13:00||Kod|importer|2018-05-30 13:00||"
                ),
                format!(
                    "KKN-2018|2|Affärsutveckling|2019-05-23|Förmiddag|10:00|12:00|2.00|{who}|Ej registrerad|||\
                     |||||"
                ),
            ]
        );
        // Read off a sheet: nobody saw when he came.
        assert!(lines[3].ends_with("|Närvarande|3.50|||Närvarolista|importer|2019-05-24 12:56||"));
    }

    #[test]
    fn a_correction_says_when_and_why_but_not_of_the_protected() {
        let [long, _] = sheets(&sample::house(), Scope::Programme);
        let lines = long.lines();
        let corrected = |name: &str| {
            let id = sample::person(name).to_string();
            lines.iter().find(|line| line.contains(&id) && line.contains("|2019-06-03 11:00|")).unwrap()
        };
        assert!(
            corrected("Åsa")
                .ends_with("|Delvis|1.00|||Kod|importer|2018-05-29 10:10|2019-06-03 11:00|-kom senare")
        );
        assert!(corrected("Erik").ends_with("|2019-06-03 11:00|"));
        assert!(corrected("Erik").contains("|Skyddad||Kulturchef|"));
    }

    #[test]
    fn deputies_and_leavers_are_listed_where_they_were() {
        let [long, _] = sheets(&sample::house(), Scope::Programme);
        let (vera, berta) = (sample::person("Vera"), sample::person("Berta"));
        let of = |id: &str| long.lines().into_iter().filter(|line| line.contains(id)).collect::<Vec<_>>();
        let vera = of(&vera.to_string());
        assert_eq!(vera.len(), 1);
        assert!(vera[0].contains("|2019-05-24|Eftermiddag|"), "{}", vera[0]);
        assert!(vera[0].contains("|Vik|Vera|Näringslivschef|1280|Malmö|Region Skåne|Åsa Öst|Närvarande|"));
        let berta = of(&berta.to_string());
        assert_eq!(berta.len(), 1);
        assert!(berta[0].contains("|Ärlig|Berta|Turismchef|1256|Östra Göinge|Region Skåne||Närvarande|"));
    }

    #[test]
    fn the_wide_sheet_has_the_hours_of_each_day_and_the_sums_of_the_views() {
        let house = sample::house();
        let [_, wide] = sheets(&house, Scope::Programme);
        let ends: Vec<String> = wide
            .lines()
            .iter()
            .map(|line| {
                line.split('|').skip(1).filter(|cell| !cell.contains('-')).collect::<Vec<_>>().join("|")
            })
            .collect();
        assert_eq!(
            ends,
            [
                "Flint|Simon|Kulturchef|1280|Malmö|Region Skåne||2.00|1.67||3.50|7.17|65.2",
                "Vik|Vera|Näringslivschef|1280|Malmö|Region Skåne|Åsa Öst||||3.50|3.50|",
                "Öst|Åsa|Näringslivschef|1280|Malmö|Region Skåne||1.00||||1.00|9.1",
                "Ås|Nils|Kulturchef|1277|Åstorp|Region Skåne||||||0.00|0.0",
                "Zorn|Maja|Turismchef|1277|Åstorp|Region Skåne||||||0.00|0.0",
                "Ek|Örjan|Kulturchef, Näringslivschef|0765|Älmhult|Region Kronoberg||||||0.00|0.0",
                "Skyddad||Kulturchef|1256|Östra Göinge|Region Skåne|||||3.33|3.33|30.3",
                "Grå|Gun|Näringslivschef|1256|Östra Göinge|Region Skåne||||||0.00|0.0",
                "Ärlig|Berta|Turismchef|1256|Östra Göinge|Region Skåne||2.00||||2.00|",
            ]
        );
    }

    #[test]
    fn of_a_seminar_only_its_sessions_count() {
        let [long, wide] = sheets(&sample::house(), Scope::Seminar(1));
        assert_eq!(long.rows.len(), 7 * 2 + 1);
        assert_eq!(wide.header[8..], ["2018-05-29", "2018-05-30", "Närvarotimmar", "Närvaro %"]);
        assert!(wide.lines()[0].ends_with("|2.00|1.67|3.67|66.7"));
    }
}
