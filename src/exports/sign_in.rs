//! Sign-in sheets: one a day of a seminar, with those who are expected and their deputies.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use parvis_documents::{SignInRow, SignInSession, SignInSheet};
use parvis_events::ids::{ProgrammeId, SessionId};
use parvis_projections::House;
use parvis_projections::programmes::SessionRow;
use parvis_words::{Language, names};

use super::subject::{Listed, Subject};
use super::{ExportError, Scope, Sight};

/// The sheets of a seminar, a day each, in order.
///
/// # Errors
/// When there is no such programme or seminar.
pub fn sheets(house: &House, programme: ProgrammeId, seminar: u8) -> Result<Vec<SignInSheet>, ExportError> {
    sheets_for(house, programme, seminar, Sight::Masked)
}

/// The same, for whoever may see so much.
///
/// # Errors
/// When there is no such programme or seminar.
pub fn sheets_for(
    house: &House,
    programme: ProgrammeId,
    seminar: u8,
    sight: Sight,
) -> Result<Vec<SignInSheet>, ExportError> {
    let subject = Subject::new(house, programme, Scope::Seminar(seminar))?.by(sight.into());
    let days: BTreeSet<NaiveDate> = subject.sessions().iter().map(|(_, session)| session.date).collect();
    Ok(days.into_iter().filter_map(|day| sheet(&subject, day)).collect())
}

fn sheet(subject: &Subject<'_>, date: NaiveDate) -> Option<SignInSheet> {
    let seminar = subject.seminar?;
    let sessions: Vec<&SessionRow> =
        subject.sessions().into_iter().map(|(_, session)| session).filter(|row| row.date == date).collect();
    let programme = subject.programme;
    let partners = subject.house.programmes.partners.rows();
    let regions = partners.filter(|row| row.programme == subject.id() && row.region != programme.organiser);
    Some(SignInSheet {
        language: programme.languages.split(' ').next().and_then(Language::from_tag).unwrap_or_default(),
        programme: programme.name.clone(),
        seminar: seminar.number,
        theme: seminar.theme.clone(),
        date,
        venue: names::place(&seminar.venue, &seminar.address, &seminar.place),
        organisers: std::iter::once(programme.organiser.clone())
            .chain(regions.map(|row| row.region.clone()))
            .collect(),
        case_number: programme.case_number.clone().unwrap_or_default(),
        test_data: programme.test_data,
        rows: rows(subject, &sessions),
        sessions: sessions
            .into_iter()
            .map(|row| SignInSession { title: row.title.clone(), starts: row.starts, ends: row.ends })
            .collect(),
    })
}

/// Those who have a place, each followed by whoever stands in for them that day.
fn rows(subject: &Subject<'_>, sessions: &[&SessionRow]) -> Vec<SignInRow> {
    let register = &subject.house.register;
    let of_day: BTreeSet<SessionId> = sessions.iter().map(|row| row.session).collect();
    let mut expected: Vec<Listed> = subject
        .participants()
        .into_iter()
        .map(|row| subject.listed(row.person, &row.roles, Some(row.enrolment)))
        .collect();
    expected.sort_by(|a, b| subject.order(a, b));
    let mut rows = Vec::new();
    for listed in expected {
        let deputies: BTreeSet<_> = register
            .deputies
            .rows()
            .filter(|row| row.member == listed.person && of_day.contains(&row.session))
            .map(|row| row.deputy)
            .collect();
        let name = listed.shown.full_name();
        for deputy in deputies {
            rows.push(row(&listed, subject.shown(deputy).full_name(), name.clone()));
        }
        rows.push(row(&listed, name, String::new()));
    }
    rows
}

fn row(listed: &Listed, name: String, replaces: String) -> SignInRow {
    SignInRow { municipality: listed.locality.name.clone(), name, role: listed.role.clone(), replaces }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::sheets;

    #[test]
    fn each_day_has_its_sheet_with_deputies_beside_whom_they_replace() {
        let house = sample::house();
        let days = sheets(&house, sample::programme(), 2).unwrap();
        assert!(!days.is_empty());
        for sheet in &days {
            assert!(!sheet.sessions.is_empty() && !sheet.rows.is_empty());
            for (at, row) in sheet.rows.iter().enumerate().filter(|(_, row)| !row.replaces.is_empty()) {
                let next = &sheet.rows[at + 1];
                assert!(next.name == row.replaces || next.replaces == row.replaces, "{}", sheet.date);
            }
        }
        assert!(days.iter().any(|sheet| sheet.rows.iter().any(|row| !row.replaces.is_empty())));
        assert!(sheets(&house, sample::programme(), 99).is_err());
    }
}
