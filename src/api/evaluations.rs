//! Evaluations: what was asked, and what participants thought, never who thought it. Ballots come by the pages.

use chrono::{DateTime, Utc};
use parvis_events::evaluation::{Command, Evaluation};
use parvis_events::ids::PersonId;
use parvis_events::values::ProgrammeCode;
use parvis_projections::summary;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answer::{Receipt, Shown};
use super::body::{At, Body};
use super::errand::Errand;
use super::look::Look;
use super::problem::{self, Problem};
use super::scopes::Power;
use super::values;
use crate::evaluate::of_seminar;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(show)).routes(routes!(approve))
}

/// An evaluation.
#[derive(Debug, Serialize, ToSchema)]
struct EvaluationShown {
    /// Its id.
    id: Uuid,
    /// Number of the seminar; absent when the whole programme is evaluated.
    #[serde(skip_serializing_if = "Option::is_none")]
    seminar: Option<u8>,
    /// How many were invited.
    invited: u32,
    /// Ballots counted.
    counted: u32,
    /// Last instant to answer.
    closes: DateTime<Utc>,
    /// Whether it is closed.
    closed: bool,
    /// Whether its summary is approved.
    approved: bool,
}

/// List evaluations
#[utoipa::path(
    get, path = "/programmes/{programme}/evaluations", tag = "evaluations", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "All of them", body = [EvaluationShown])),
)]
async fn list(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<Vec<EvaluationShown>>, Problem> {
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let number = |seminar| views.programmes.seminars.get(&(seminar,)).map(|row| row.number);
    let mut rows: Vec<EvaluationShown> = views
        .evaluations
        .of(programme)
        .map(|row| EvaluationShown {
            id: row.evaluation.uuid(),
            seminar: row.seminar.and_then(number),
            invited: row.invited,
            counted: row.counted,
            closes: row.closes,
            closed: row.closed,
            approved: row.approver.is_some(),
        })
        .collect();
    rows.sort_by_key(|row| (row.seminar, row.id));
    Ok(Shown::of(&views, rows))
}

/// Show the summary of a programme's evaluations
///
/// Breakdowns of groups smaller than the least group are left out, with whatever would let them be computed.
#[utoipa::path(
    get, path = "/programmes/{programme}/evaluation-summary", tag = "evaluations", security(("token" = ["evaluate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "The summary", body = Object)),
)]
async fn show(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<Value>, Problem> {
    let (views, programme) = look.at_programme(Power::Evaluate, &code).await?;
    let found = summary::evaluation(&views, programme).ok_or_else(|| Problem::new(&problem::NOT_FOUND))?;
    Ok(Shown::of(&views, serde_json::to_value(found)?))
}

/// Who approves.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "approver": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10" }))]
struct ApprovalGiven {
    /// Who approves: a person's id.
    approver: Uuid,
}

/// Approve the summary of a seminar's evaluation
#[utoipa::path(
    post, path = "/programmes/{programme}/seminars/{number}/evaluation/approve", tag = "evaluations",
    security(("token" = ["evaluate"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Number of the seminar"),
    ),
    request_body = ApprovalGiven, responses((status = 200, description = "It may be shown", body = Receipt)),
)]
async fn approve(
    errand: Errand,
    At((code, number)): At<(ProgrammeCode, u8)>,
    Body(given): Body<ApprovalGiven>,
) -> Result<Receipt, Problem> {
    let programme = errand.at_programme(Power::Evaluate, &code).await?;
    let evaluation = {
        let kept = errand.office().runner.house().await;
        of_seminar(super::seminars::numbered(&kept.house, programme, number)?.seminar)
    };
    let command = Command::ApproveSummary { approver: PersonId::new(given.approver) };
    Ok(errand.run::<Evaluation>(evaluation.uuid(), command, |_| true).await?.into())
}
