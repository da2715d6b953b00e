//! Programmes: planning, checking, publishing, ending and copying them.

mod checking;
mod ending;
mod parts;
mod planning;
mod shown;

use parvis_events::ids::ProgrammeId;
use parvis_events::programme::{Command, Event, Programme};
use parvis_events::values::ProgrammeCode;
use parvis_projections::programmes::ProgrammeRow;
use parvis_words::collation::Collator;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::shown::ProgrammeShown;
use super::answer::{Listed, PageAsked, Receipt, Shown, page};
use super::body::{Asked, At};
use super::errand::Errand;
use super::look::Look;
use super::problem::Problem;
use super::scopes::Power;
use super::values;
use crate::handle::HandleError;
use crate::reception::Reception;
use crate::setup;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(get))
        .merge(checking::routes())
        .merge(planning::routes())
        .merge(ending::routes())
        .merge(parts::routes())
}

/// The language texts of a programme are in, and its lists sorted by: its first.
pub(super) fn first_language(row: &ProgrammeRow) -> parvis_words::Language {
    let first = row.languages.split_whitespace().next().unwrap_or_default();
    parvis_words::Language::from_tag(first).unwrap_or_default()
}

/// List the programmes that the token may read
#[utoipa::path(
    get, path = "/programmes", tag = "programmes", security(("token" = ["read"])), params(PageAsked),
    responses((status = 200, description = "A page of programmes, in order of name", body = Listed<ProgrammeShown>)),
)]
async fn list(look: Look, Asked(asked): Asked<PageAsked>) -> Result<Shown<Listed<ProgrammeShown>>, Problem> {
    look.caller.must_somewhere(Power::Read)?;
    let views = look.views().await?;
    let rows = views.programmes.programmes.rows().filter(|row| look.caller.may(Power::Read, &row.code));
    let mut rows: Vec<&ProgrammeRow> = rows.collect();
    Collator::new(parvis_words::Language::Swedish).sort_by_key(&mut rows, |row| row.name.as_str());
    page(&look, &views, &asked.page(), rows, |row| row.programme.to_string(), ProgrammeShown::of)
}

/// Show a programme
#[utoipa::path(
    get, path = "/programmes/{programme}", tag = "programmes", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "The programme", body = ProgrammeShown)),
)]
async fn get(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<ProgrammeShown>, Problem> {
    let programme = look.at_programme(Power::Read, &code).await?.1;
    let revision = look.reception.office().handle.look::<Programme>(programme.uuid()).await?.1;
    look.reception.office().runner.catch_up().await?;
    let (views, _) = look.at_programme(Power::Read, &code).await?;
    let body = ProgrammeShown::of(views.coded(&code)?);
    Ok(Shown::of(&views, body).at(revision))
}

/// Changes a programme, if it still stands where the caller saw it.
pub(super) async fn tell(
    errand: &Errand,
    programme: ProgrammeId,
    commands: Vec<Command>,
) -> Result<Receipt, Problem> {
    let handle = &errand.office().handle;
    match setup::change(handle, programme, commands, &errand.cause, errand.seen).await {
        Err(HandleError::Stale { expected, .. }) => {
            Err(errand.stale::<Programme>(programme.uuid(), expected, |_: &Event| true).await?)
        }
        outcome => Ok(outcome?.into()),
    }
}
