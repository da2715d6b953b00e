//! Letters: which wait, which were sent, and which did not arrive.

mod deeds;

use chrono::{DateTime, Utc};
use parvis_events::ids::LetterId;
use parvis_events::letter::{Letters, Rejection};
use parvis_events::values::ProgrammeCode;
use parvis_projections::letters::LetterRow;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answer::{Listed, Page, Shown, page};
use super::body::{Asked, At};
use super::look::{Look, Views};
use super::people::{PersonShown, shown};
use super::problem::{Problem, rejections};
use super::scopes::Power;
use super::values;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get)).merge(deeds::routes())
}

/// A letter.
#[derive(Debug, Serialize, ToSchema)]
struct LetterShown {
    /// Its id.
    id: Uuid,
    /// What it is: receipt, admitted, offered, seminar-reminder …
    kind: &'static str,
    /// Who gets it.
    recipient: PersonShown,
    /// What became of it: waiting, sent, failed, missed, or settled when somebody has dealt with it otherwise.
    #[schema(value_type = values::LetterStatus)]
    status: Value,
    /// Not to be sent before.
    due: DateTime<Utc>,
    /// When it was queued.
    queued_at: DateTime<Utc>,
    /// When a server accepted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_at: Option<DateTime<Utc>>,
    /// Failed attempts.
    attempts: u32,
    /// Whether an earlier attempt may have arrived too.
    uncertain: bool,
    /// Whether it came back, though a server had accepted it.
    returned: bool,
    /// How often somebody had it sent once more.
    rounds: u32,
}

/// Which letters are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Those that are waiting, sent, failed, missed or settled.
    #[param(inline, value_type = Option<values::LetterStatus>)]
    status: Option<String>,
    /// Entries on the page.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<usize>,
    /// `next` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
}

/// List letters, in the order they were queued
#[utoipa::path(
    get, path = "/programmes/{programme}/letters", tag = "letters", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"), Wanted),
    responses((status = 200, description = "A page of letters", body = Listed<LetterShown>)),
)]
async fn list(
    look: Look,
    At(code): At<ProgrammeCode>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Shown<Listed<LetterShown>>, Problem> {
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let is = |row: &&LetterRow| wanted.status.as_ref().is_none_or(|wish| status(row) == wish.as_str());
    let rows = views.letters.letters.rows().filter(|row| row.programme == programme);
    let mut rows: Vec<&LetterRow> = rows.filter(is).collect();
    rows.sort_by_key(|row| row.number);
    let asked = Page { limit: wanted.limit, cursor: wanted.cursor.clone() };
    page(
        &look,
        &views,
        &asked,
        rows,
        |row| row.letter.to_string(),
        |row| letter_shown(&look, &views, &code, row),
    )
}

/// Show a letter
#[utoipa::path(
    get, path = "/programmes/{programme}/letters/{letter}", tag = "letters", security(("token" = ["read"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("letter" = Uuid, Path, description = "The letter"),
    ),
    responses((status = 200, description = "The letter and what became of it", body = LetterShown)),
)]
async fn get(look: Look, At((code, id)): At<(ProgrammeCode, Uuid)>) -> Result<Shown<LetterShown>, Problem> {
    look.caller.must(Power::Read, &code)?;
    let revision = look.reception.office().handle.look::<Letters>(id).await?.1;
    look.reception.office().runner.catch_up().await?;
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let row = views.letters.letters.get(&(LetterId::new(id),)).filter(|row| row.programme == programme);
    let row = row.ok_or_else(|| rejections::told(&Rejection::NotQueued))?;
    let body = letter_shown(&look, &views, &code, row);
    Ok(Shown::of(&views, body).at(revision))
}

fn status(row: &LetterRow) -> Value {
    serde_json::to_value(row.fate).unwrap_or_default()
}

fn letter_shown(look: &Look, views: &Views<'_>, code: &ProgrammeCode, row: &LetterRow) -> LetterShown {
    LetterShown {
        id: row.letter.uuid(),
        kind: row.kind.name(),
        recipient: shown(look, views, row.recipient, code),
        status: status(row),
        due: row.due,
        queued_at: row.queued_at,
        sent_at: row.sent_at,
        attempts: row.attempts,
        uncertain: row.uncertain,
        returned: row.returned,
        rounds: row.rounds,
    }
}
