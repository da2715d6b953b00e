//! A programme as it is shown.

use chrono::NaiveDate;
use parvis_projections::programmes::ProgrammeRow;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// A programme.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProgrammeShown {
    /// Its id.
    id: Uuid,
    /// The code people know it by.
    code: String,
    /// Its name.
    name: String,
    /// What it is for.
    purpose: String,
    /// The organiser.
    organiser: String,
    /// Where it stands: draft, open, closed, completed or archived.
    #[schema(example = "open")]
    stage: Value,
    /// Country of its municipalities.
    country: Value,
    /// IANA zone of its local times.
    zone: &'static str,
    /// Languages, the main one first.
    languages: Vec<String>,
    /// First day.
    from: NaiveDate,
    /// Last day.
    to: NaiveDate,
    /// Places, of one enrolment each.
    places: u32,
    /// Seats a place has.
    seats_per_place: u32,
    /// Case number in the organiser's register.
    #[serde(skip_serializing_if = "Option::is_none")]
    case_number: Option<String>,
    /// Whom participants turn to.
    coordinator: Uuid,
    /// Whether its people are invented.
    test_data: bool,
    /// First day of enrolling, once published.
    #[serde(skip_serializing_if = "Option::is_none")]
    enrolment_from: Option<NaiveDate>,
    /// Last day of enrolling.
    #[serde(skip_serializing_if = "Option::is_none")]
    enrolment_to: Option<NaiveDate>,
    /// Last day a withdrawal is not late.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawal_deadline: Option<NaiveDate>,
    /// Who may take part, as it was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    participation: Option<Value>,
}

impl ProgrammeShown {
    /// What the views know of it.
    pub fn of(row: &ProgrammeRow) -> Self {
        Self {
            id: row.programme.uuid(),
            code: row.code.to_string(),
            name: row.name.clone(),
            purpose: row.purpose.clone(),
            organiser: row.organiser.clone(),
            stage: serde_json::to_value(row.stage).unwrap_or_default(),
            country: serde_json::to_value(row.country).unwrap_or_default(),
            zone: row.zone.name(),
            languages: row.languages.split_whitespace().map(str::to_owned).collect(),
            from: row.period_from,
            to: row.period_to,
            places: row.places,
            seats_per_place: row.seats_per_place,
            case_number: row.case_number.clone(),
            coordinator: row.coordinator.uuid(),
            test_data: row.test_data,
            enrolment_from: row.enrolment_from,
            enrolment_to: row.enrolment_to,
            withdrawal_deadline: row.withdrawal_deadline,
            participation: row.participation.clone(),
        }
    }
}
