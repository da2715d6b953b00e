//! What is in the way of publishing a programme.

use parvis_events::programme::{Programme, check as find_flaws};
use parvis_events::values::ProgrammeCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::answer::Shown;
use crate::api::body::At;
use crate::api::look::Look;
use crate::api::problem::{Problem, rejections};
use crate::api::scopes::Power;
use crate::api::values;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(check))
}

/// Everything that keeps a programme from being published.
#[derive(Debug, Serialize, ToSchema)]
struct Checked {
    /// Each with a stable code, what it is about, what is wrong and its remedy. Empty when nothing is in the way.
    problems: Vec<Flaw>,
}

/// One thing that keeps a programme from being published.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct Flaw {
    /// Its stable code.
    #[schema(example = "allocations-too-large")]
    code: String,
    /// What it is about: plan, partner, participation, seminar, enrolment, reminder, certificate or evaluation.
    about: String,
    /// Which one, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    which: Option<Value>,
    /// What is wrong.
    detail: String,
    /// What to do about it.
    remedy: String,
    /// The values that the texts speak of.
    values: Value,
}

/// Check a programme: every problem at once
#[utoipa::path(
    get, path = "/programmes/{programme}/check", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "What is in the way of publishing", body = Checked)),
)]
async fn check(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<Checked>, Problem> {
    let (views, programme) = look.at_programme(Power::Coordinate, &code).await?;
    let (state, revision) = look.reception.office().handle.look::<Programme>(programme.uuid()).await?;
    let mut found = rejections::flaws(&find_flaws(&state));
    rejections::say(&mut found, look.language);
    let problems = serde_json::from_value(found)?;
    Ok(Shown::of(&views, Checked { problems }).at(revision))
}
