//! Who is missing from an enrolment, in words.

use parvis_events::participation::{Lack, ParticipationRule};
use parvis_events::programme::Participation;
use parvis_events::values::RoleCode;
use parvis_projections::House;
use parvis_projections::programmes::{ProgrammeRow, RoleRow};
use parvis_projections::register::EnrolmentRow;
use parvis_words::{Language, names, text, text_with};

/// What an enrolment lacks, as the register's view has it. The roles are in the order of their codes.
pub fn of(row: &EnrolmentRow) -> Lack {
    let roles = row.missing.split_whitespace().filter_map(|role| role.parse().ok()).collect();
    Lack { roles, people: row.people_missing }
}

/// Who is missing: "näringslivschef eller turismchef", "två personer till"; empty when nobody is.
pub fn words(language: Language, house: &House, programme: &ProgrammeRow, lack: &Lack) -> String {
    if !lack.roles.is_empty() {
        let wanted: Vec<String> =
            lack.roles.iter().map(|role| requirement(language, house, programme, role)).collect();
        return names::list(language, &wanted);
    }
    if lack.people == 0 {
        return String::new();
    }
    let stored = programme.participation.clone();
    let participation: Option<Participation> = stored.and_then(|value| serde_json::from_value(value).ok());
    match participation.map(|participation| participation.rule) {
        // Every role is taken, some of them by one and the same person.
        Some(ParticipationRule::Pair { .. }) => text(language, "letter-missing-colleague"),
        Some(
            ParticipationRule::Team { .. } | ParticipationRule::Individual | ParticipationRule::OpenMeeting,
        )
        | None => text_with(language, "missing-people", &[("count", lack.people.into())]),
    }
}

/// The roles that fill a requirement, in the programme's order: "näringslivschef eller turismchef".
fn requirement(
    language: Language,
    house: &House,
    programme: &ProgrammeRow,
    requirement: &RoleCode,
) -> String {
    let fills = |row: &&RoleRow| {
        row.programme == programme.programme && row.requirement.as_ref() == Some(requirement)
    };
    let mut rows: Vec<&RoleRow> = house.programmes.roles.rows().filter(fills).collect();
    rows.sort_by_key(|row| row.number);
    let named: Vec<String> = rows.into_iter().map(|row| names::within(&row.name)).collect();
    if named.is_empty() { requirement.to_string() } else { names::alternatives(language, &named) }
}
