//! Exports: every list that leaves the house, in each of its formats, also as of an earlier moment.

mod papers;

use axum::response::Response;
use chrono::NaiveDate;
use parvis_events::values::ProgrammeCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::answer::{Shown, document};
use super::body::{Asked, At};
use super::look::Look;
use super::problem::{self, Problem};
use super::query::parameter_fault;
use super::scopes::Power;
use super::values;
use crate::exports::{EXPORTS, Format, Reach, Request, Scope, Sight, find};
use crate::papers::PAPERS;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get)).merge(papers::routes())
}

/// A list that can be exported.
#[derive(Debug, Serialize, ToSchema)]
struct ExportShown {
    /// Its name in addresses.
    name: &'static str,
    /// What it answers.
    about: &'static str,
    /// What it can be written as, the usual one first.
    formats: Vec<&'static str>,
    /// Whether it can be about one seminar.
    by_seminar: bool,
}

/// List what can be exported
#[utoipa::path(
    get, path = "/exports", tag = "exports", security(("token" = ["read-personal"])),
    responses((status = 200, description = "All of it", body = [ExportShown])),
)]
async fn list(look: Look) -> Result<Shown<Vec<ExportShown>>, Problem> {
    look.caller.must_somewhere(Power::ReadPersonal)?;
    let views = look.views().await?;
    let all = EXPORTS.into_iter().map(|export| ExportShown {
        name: export.name,
        about: export.about,
        formats: export.formats.iter().map(|format| format.name()).collect(),
        by_seminar: export.reach == Reach::ProgrammeOrSeminar,
    });
    let papers = PAPERS.into_iter().map(|paper| ExportShown {
        name: paper.name,
        about: paper.about,
        formats: paper.formats.to_vec(),
        by_seminar: paper.by_seminar,
    });
    let all = all.chain(papers).collect();
    Ok(Shown::of(&views, all))
}

/// What an export is to be.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// As what; otherwise what is usual for the export.
    #[param(inline, value_type = Option<values::ExportFormat>)]
    format: Option<String>,
    /// One seminar, by its number; otherwise the whole programme.
    seminar: Option<u8>,
    /// Of a sign-in sheet, which day of the seminar.
    day: Option<NaiveDate>,
}

/// What the caller may see of people whose identity is protected.
fn sight(look: &Look, code: &ProgrammeCode) -> Sight {
    if look.caller.may(Power::ReadProtected, code) { Sight::Full } else { Sight::Masked }
}

/// Export a list
///
/// People whose identity is protected are masked, unless the token may read them (`read-protected`). `evaluation` takes
/// the power `evaluate` instead; `sign-in-sheet` is of one `seminar` and one `day` of it.
#[utoipa::path(
    get, path = "/programmes/{programme}/exports/{export}", tag = "exports", security(("token" = ["read-personal"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("export" = String, Path, description = "Name of the export, as `/exports` lists them", max_length = 40),
        Wanted,
    ),
    responses((status = 200, description = "The file", content(
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("text/csv"),
        (serde_json::Value = "application/json"),
        ("application/pdf"),
    ))),
)]
async fn get(
    look: Look,
    At((code, export)): At<(ProgrammeCode, String)>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Response, Problem> {
    if let Some(paper) = PAPERS.iter().find(|paper| paper.name == export) {
        return papers::asked(&look, &code, paper, &wanted).await;
    }
    look.caller.must(Power::ReadPersonal, &code)?;
    if wanted.day.is_some() {
        return Err(parameter_fault("day", "value"));
    }
    let export = find(&export).ok_or_else(|| Problem::new(&problem::NOT_FOUND))?;
    let wrong = || parameter_fault("format", "value");
    let format = match &wanted.format {
        Some(name) => Format::named(name).ok_or_else(wrong)?,
        None => export.formats.first().copied().ok_or_else(wrong)?,
    };
    let (views, programme) = look.at_programme(Power::ReadPersonal, &code).await?;
    let request = Request {
        programme,
        scope: wanted.seminar.map_or(Scope::Programme, Scope::Seminar),
        format,
        written_at: views.as_of.unwrap_or_else(|| look.reception.office().clock.now()),
    };
    let file = export.write_by(&views, &request, sight(&look, &code))?;
    Ok(document(file.media_type, &file.name, file.bytes))
}
