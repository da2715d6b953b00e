//! Documents to read and to print: sign-in sheets, and the summary of evaluations.

use axum::response::Response;
use chrono::NaiveDate;
use parvis_events::ids::ProgrammeId;
use parvis_events::values::ProgrammeCode;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Wanted, sight};
use crate::api::answer::{Shown, aside, document};
use crate::api::body::At;
use crate::api::look::{Look, Views};
use crate::api::problem::{self, Problem};
use crate::api::query::parameter_fault;
use crate::api::scopes::Power;
use crate::api::values;
use crate::exports::sign_in;
use crate::papers::{self, EVALUATION, Paper};
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(sheets)).routes(routes!(sheet)).routes(routes!(evaluation))
}

/// A sheet to sign in on.
#[derive(Debug, Serialize, ToSchema)]
struct SheetShown {
    /// The day.
    date: NaiveDate,
    /// Its sessions, each with a column.
    sessions: usize,
    /// Who is expected, deputies included.
    people: usize,
    /// Where the document stands.
    pdf: String,
}

/// List a seminar's sign-in sheets, one a day
#[utoipa::path(
    get, path = "/programmes/{programme}/seminars/{number}/sign-in-sheets", tag = "seminars",
    security(("token" = ["read-personal"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Number of the seminar"),
    ),
    responses((status = 200, description = "All of them, in order", body = [SheetShown])),
)]
async fn sheets(
    look: Look,
    At((code, number)): At<(ProgrammeCode, u8)>,
) -> Result<Shown<Vec<SheetShown>>, Problem> {
    let (views, programme) = look.at_programme(Power::ReadPersonal, &code).await?;
    let all = sign_in::sheets(&views, programme, number)?.into_iter().map(|sheet| SheetShown {
        date: sheet.date,
        sessions: sheet.sessions.len(),
        people: sheet.rows.len(),
        pdf: format!("/api/v1/programmes/{code}/seminars/{number}/sign-in-sheets/{}", sheet.date),
    });
    let all = all.collect();
    Ok(Shown::of(&views, all))
}

/// Show a day's sign-in sheet as a document
///
/// People whose identity is protected are masked, unless the token may read them (`read-protected`).
#[utoipa::path(
    get, path = "/programmes/{programme}/seminars/{number}/sign-in-sheets/{date}", tag = "seminars",
    security(("token" = ["read-personal"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Number of the seminar"),
        ("date" = NaiveDate, Path, description = "The day"),
    ),
    responses((status = 200, description = "A4 in landscape, tagged, archivable PDF", content(("application/pdf")))),
)]
async fn sheet(
    look: Look,
    At((code, number, date)): At<(ProgrammeCode, u8, NaiveDate)>,
) -> Result<Response, Problem> {
    let (views, programme) = look.at_programme(Power::ReadPersonal, &code).await?;
    signed(&look, &code, &views, programme, (number, Some(date))).await
}

/// Show the summary of a programme's evaluations as a document
#[utoipa::path(
    get, path = "/programmes/{programme}/evaluation-summary/pdf", tag = "evaluations",
    security(("token" = ["evaluate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "Tagged, archivable PDF", content(("application/pdf")))),
)]
async fn evaluation(look: Look, At(code): At<ProgrammeCode>) -> Result<Response, Problem> {
    let (views, programme) = look.at_programme(Power::Evaluate, &code).await?;
    evaluated(&views, programme, "pdf").await
}

/// What is asked for like a list.
pub(super) async fn asked(
    look: &Look,
    code: &ProgrammeCode,
    paper: &Paper,
    wanted: &Wanted,
) -> Result<Response, Problem> {
    let wrong = |parameter: &'static str| parameter_fault(parameter, "value");
    let format = wanted.format.as_deref().unwrap_or(paper.formats[0]);
    if !paper.formats.contains(&format) {
        return Err(wrong("format"));
    }
    if paper.name == EVALUATION {
        let (views, programme) = look.at_programme(Power::Evaluate, code).await?;
        if wanted.seminar.is_some() || wanted.day.is_some() {
            return Err(wrong(if wanted.day.is_some() { "day" } else { "seminar" }));
        }
        return evaluated(&views, programme, format).await;
    }
    let (views, programme) = look.at_programme(Power::ReadPersonal, code).await?;
    let number = wanted.seminar.ok_or_else(|| wrong("seminar"))?;
    signed(look, code, &views, programme, (number, wanted.day)).await
}

async fn evaluated(views: &Views<'_>, programme: ProgrammeId, format: &str) -> Result<Response, Problem> {
    // What is shown of the views is a handful of tables that share their rows, so a copy costs next to nothing.
    let (house, wanted) = ((**views).clone(), format.to_owned());
    let made = aside(move || papers::evaluation(&house, programme, &wanted)).await?;
    let made = made.ok_or_else(|| Problem::new(&problem::NOT_FOUND))?;
    let kind = if format == "json" { "application/json" } else { "application/pdf" };
    Ok(document(kind, &papers::evaluation_name(format), made))
}

/// The sheet of a day; of the only one, where none is named.
async fn signed(
    look: &Look,
    code: &ProgrammeCode,
    views: &Views<'_>,
    programme: ProgrammeId,
    (number, day): (u8, Option<NaiveDate>),
) -> Result<Response, Problem> {
    let mut sheets = sign_in::sheets_for(views, programme, number, sight(look, code))?;
    match day {
        Some(day) => sheets.retain(|sheet| sheet.date == day),
        None if sheets.len() > 1 => {
            return Err(parameter_fault("day", "value"));
        }
        None => {}
    }
    let sheet = sheets.pop().ok_or_else(|| Problem::new(&problem::NOT_FOUND))?;
    let name = papers::sheet_name(number, sheet.date);
    let pdf = aside(move || parvis_documents::sign_in_sheet(&sheet)).await?;
    Ok(document("application/pdf", &name, pdf))
}
