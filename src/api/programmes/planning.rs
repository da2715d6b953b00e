//! Planning a programme, changing its plan, and publishing it.

use chrono::NaiveDate;
use chrono_tz::Tz;
use parvis_events::ids::{PersonId, ProgrammeId};
use parvis_events::programme::{Command, Plan};
use parvis_events::values::{Country, Language, Line, Paragraph, Period, ProgrammeCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::tell;
use crate::api::answer::Receipt;
use crate::api::body::{At, Body, fault};
use crate::api::errand::Errand;
use crate::api::problem::Problem;
use crate::api::scopes::Power;
use crate::api::values;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(plan)).routes(routes!(change)).routes(routes!(publish))
}

/// What a programme is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "KKN-2026", "name": "Kulturella och kreativa näringar", "purpose": "Djupare kunskap och nya kontakter.",
    "organiser": "Region Skåne", "country": "SE", "languages": ["sv"], "zone": "Europe/Stockholm",
    "from": "2026-09-01", "to": "2027-05-31", "places": 20, "coordinator": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10"
}))]
struct PlanGiven {
    /// The code people know it by; it never changes.
    #[schema(value_type = values::ProgrammeCode)]
    code: ProgrammeCode,
    /// Its name.
    #[schema(value_type = values::Line)]
    name: Line,
    /// What it is for, in a few sentences.
    #[schema(value_type = values::Paragraph)]
    purpose: Paragraph,
    /// The organising region or municipality.
    #[schema(value_type = values::Line)]
    organiser: Line,
    /// Country whose municipalities take part.
    #[schema(value_type = values::Country)]
    country: Country,
    /// Languages of pages, letters and certificates, the main one first.
    #[schema(value_type = Vec<values::Language>, max_items = 3)]
    languages: Vec<Language>,
    /// IANA zone of every local time.
    #[schema(value_type = values::Zone)]
    zone: Tz,
    /// First day.
    from: NaiveDate,
    /// Last day.
    to: NaiveDate,
    /// Places; a pair takes one place with two seats.
    #[schema(maximum = 100_000)]
    places: u32,
    /// Case number in the organiser's register.
    #[serde(default)]
    #[schema(value_type = Option<values::Line>)]
    case_number: Option<Line>,
    /// Whom participants turn to: a person's id.
    coordinator: Uuid,
    /// Whether the people are invented.
    #[serde(default)]
    test_data: bool,
}

impl PlanGiven {
    fn plan(self) -> Result<Plan, Problem> {
        Ok(Plan {
            programme: ProgrammeId::named(&[self.code.as_str()]),
            code: self.code,
            name: self.name,
            purpose: self.purpose,
            organiser: self.organiser,
            country: self.country,
            languages: self.languages,
            zone: self.zone,
            period: period(self.from, self.to)?,
            places: self.places,
            case_number: self.case_number,
            coordinator: PersonId::new(self.coordinator),
            test_data: self.test_data,
        })
    }
}

/// First to last day.
pub(super) fn period(from: NaiveDate, to: NaiveDate) -> Result<Period, Problem> {
    Period::new(from, to).map_err(|_| fault("/to", "value"))
}

/// Plan a programme
///
/// It is a draft until it is published; meanwhile its parts may have problems, which `check` finds.
#[utoipa::path(
    post, path = "/programmes", tag = "programmes", security(("token" = ["coordinate"])), request_body = PlanGiven,
    responses((status = 201, description = "Planned", body = Receipt)),
)]
async fn plan(errand: Errand, Body(given): Body<PlanGiven>) -> Result<Receipt, Problem> {
    errand.caller.must(Power::Coordinate, &given.code)?;
    let code = given.code.clone();
    let plan = given.plan()?;
    let programme = plan.programme;
    let done = tell(&errand, programme, vec![Command::Plan(plan)]).await?;
    Ok(done.named(programme.uuid(), format!("/api/v1/programmes/{code}")))
}

/// Change a programme's plan
#[utoipa::path(
    post, path = "/programmes/{programme}/plan", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    request_body = PlanGiven,
    responses((status = 200, description = "Changed", body = Receipt)),
)]
async fn change(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    Body(given): Body<PlanGiven>,
) -> Result<Receipt, Problem> {
    let programme = errand.at_programme(Power::Coordinate, &code).await?;
    if given.code != code {
        return Err(fault("/code", "value"));
    }
    let plan = Plan { programme, ..given.plan()? };
    tell(&errand, programme, vec![Command::ChangePlan(plan)]).await
}

/// When municipalities may enrol.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "from": "2026-05-01", "to": "2026-06-15", "withdrawal_deadline": "2026-08-15" }))]
struct Opening {
    /// First day of enrolling.
    from: NaiveDate,
    /// Last day of enrolling.
    to: NaiveDate,
    /// Last day a withdrawal is not late.
    withdrawal_deadline: NaiveDate,
}

/// Publish a programme: municipalities may enrol
///
/// Refused with every problem that `check` finds; also opens again what was closed.
#[utoipa::path(
    post, path = "/programmes/{programme}/publish", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    request_body = Opening,
    responses((status = 200, description = "Published", body = Receipt)),
)]
async fn publish(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    Body(given): Body<Opening>,
) -> Result<Receipt, Problem> {
    let programme = errand.at_programme(Power::Coordinate, &code).await?;
    let enrolment = period(given.from, given.to)?;
    let withdrawal_deadline = given.withdrawal_deadline;
    tell(&errand, programme, vec![Command::OpenEnrolment { enrolment, withdrawal_deadline }]).await
}
