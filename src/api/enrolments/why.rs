//! Why an enrolment stands where it stands: the facts and rules that led there, in the caller's language.

use chrono::{DateTime, Utc};
use parvis_events::ids::EnrolmentId;
use parvis_events::values::ProgrammeCode;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::find;
use crate::api::answer::Shown;
use crate::api::body::At;
use crate::api::look::Look;
use crate::api::problem::Problem;
use crate::api::scopes::Power;
use crate::api::values;
use crate::reception::Reception;
use crate::why::explain;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(why))
}

/// Why an enrolment stands where it stands.
#[derive(Debug, Serialize, ToSchema)]
struct WhyShown {
    /// The enrolment.
    enrolment: Uuid,
    /// What people call it.
    reference: String,
    /// Where it stands.
    status: String,
    /// Where it stands since when, in a line.
    heading: String,
    /// What led there, in order.
    steps: Vec<StepShown>,
}

/// One step.
#[derive(Debug, Serialize, ToSchema)]
struct StepShown {
    /// When it was decided.
    at: DateTime<Utc>,
    /// The type of the fact.
    #[schema(example = "place-granted")]
    fact: &'static str,
    /// The rule it follows from.
    #[schema(example = "queue")]
    rule: &'static str,
    /// What happened, with the numbers of the moment.
    text: String,
    /// What the rule says.
    rule_text: String,
    /// Who did it: a token's id, an account, a job or a file.
    by: String,
    /// Whether this is what made the enrolment stand where it stands.
    decisive: bool,
}

/// Explain why an enrolment stands where it stands
///
/// The facts and rules that led there, each with the numbers of its moment, in the language of `Accept-Language`.
#[utoipa::path(
    get, path = "/programmes/{programme}/enrolments/{enrolment}/why", tag = "enrolments",
    security(("token" = ["read-personal"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
    ),
    responses((status = 200, description = "The steps, in order", body = WhyShown)),
)]
async fn why(look: Look, At((code, id)): At<(ProgrammeCode, Uuid)>) -> Result<Shown<WhyShown>, Problem> {
    let (views, programme) = look.at_programme(Power::ReadPersonal, &code).await?;
    let enrolment = EnrolmentId::new(id);
    find(&views, programme, enrolment)?;
    let house: parvis_projections::House = views.clone();
    let handle = &look.reception.office().handle;
    let told = explain(handle, &house, enrolment, look.language).await?;
    let told = told.ok_or_else(|| Problem::new(&crate::api::problem::NOT_FOUND))?;
    let steps = told.steps.into_iter().map(|step| StepShown {
        at: step.at,
        fact: step.fact,
        rule: step.rule,
        text: step.text,
        rule_text: step.rule_text,
        by: step.actor,
        decisive: step.decisive,
    });
    let body = WhyShown {
        enrolment: told.enrolment.uuid(),
        reference: told.reference,
        status: told.status,
        heading: told.heading,
        steps: steps.collect(),
    };
    Ok(Shown::of(&views, body))
}
