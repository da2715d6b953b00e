//! Deputies: who attends named sessions in a member's place. Source: rule "Deputy per session".

use std::collections::BTreeSet;

use parvis_events::ids::{PersonId, SessionId};
use parvis_events::register::Command;
use parvis_events::values::ProgrammeCode;
use parvis_projections::register::DeputyRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Place;
use crate::api::answer::{Listed, PageAsked, Receipt, Shown, page};
use crate::api::body::{Asked, At, Body};
use crate::api::errand::Errand;
use crate::api::look::Look;
use crate::api::people::{PersonShown, Whom, meet, shown};
use crate::api::problem::Problem;
use crate::api::scopes::Power;
use crate::api::values;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(name)).routes(routes!(remove))
}

/// Somebody who stands in for a member at one session.
#[derive(Debug, Serialize, ToSchema)]
struct DeputyShown {
    /// The enrolment.
    enrolment: Uuid,
    /// The session.
    session: Uuid,
    /// Whose place.
    member: PersonShown,
    /// Who comes.
    deputy: PersonShown,
}

/// List deputies, session by session
#[utoipa::path(
    get, path = "/programmes/{programme}/deputies", tag = "enrolments", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"), PageAsked),
    responses((status = 200, description = "A page of deputies", body = Listed<DeputyShown>)),
)]
async fn list(
    look: Look,
    At(code): At<ProgrammeCode>,
    Asked(asked): Asked<PageAsked>,
) -> Result<Shown<Listed<DeputyShown>>, Problem> {
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let when = |row: &DeputyRow| {
        let session = views.programmes.sessions.get(&(row.session,));
        (session.map(|session| (session.date, session.starts)), row.session, row.deputy)
    };
    let rows = views.register.deputies.rows().filter(|row| row.programme == programme);
    let mut rows: Vec<&DeputyRow> = rows.collect();
    rows.sort_by_key(|row| when(row));
    page(
        &look,
        &views,
        &asked.page(),
        rows,
        |row| format!("{} {} {}", row.session, row.member, row.deputy),
        |row| DeputyShown {
            enrolment: row.enrolment.uuid(),
            session: row.session.uuid(),
            member: shown(&look, &views, row.member, &code),
            deputy: shown(&look, &views, row.deputy, &code),
        },
    )
}

/// Who comes in a member's place, and to what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "deputy": { "given_name": "Siv", "family_name": "Alm", "email": "siv.alm@malmo.example" },
    "sessions": ["6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10"]
}))]
struct DeputyGiven {
    /// Who comes.
    deputy: Whom,
    /// To which sessions.
    #[schema(value_type = Vec<Uuid>, min_items = 1, max_items = 100)]
    sessions: BTreeSet<Uuid>,
}

/// Send somebody to named sessions in a member's place
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/members/{person}/deputies", tag = "enrolments",
    security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
        ("person" = Uuid, Path, description = "Whose place"),
    ),
    request_body = DeputyGiven,
    responses((status = 200, description = "Named; naming the same deputy again replaces the sessions", body = Receipt)),
)]
async fn name(
    errand: Errand,
    At((code, id, member)): At<(ProgrammeCode, Uuid, Uuid)>,
    Body(given): Body<DeputyGiven>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    let mut people = Vec::new();
    let deputy = {
        errand.office().runner.catch_up().await?;
        let kept = errand.office().runner.house().await;
        let programmes = &kept.house.programmes;
        let known = |session: &Uuid| {
            let row = programmes.sessions.get(&(SessionId::new(*session),));
            row.is_some_and(|row| {
                programmes.coded(&code).is_some_and(|found| found.programme == row.programme)
            })
        };
        if !given.sessions.iter().all(known) {
            return Err(crate::api::body::fault("/sessions", "value"));
        }
        meet(&errand, &kept.house, &mut people, given.deputy, place.language).await?
    };
    let command = Command::NameDeputy {
        enrolment: place.id,
        member: PersonId::new(member),
        deputy,
        sessions: given.sessions.into_iter().map(SessionId::new).collect(),
    };
    let receipt = place.tell(&errand, &people, command).await?;
    Ok(Receipt { id: Some(deputy.uuid()), ..receipt })
}

/// Take a deputy back
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/members/{person}/deputies/{deputy}/remove",
    tag = "enrolments", security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
        ("person" = Uuid, Path, description = "Whose place"),
        ("deputy" = Uuid, Path, description = "Who does not come after all"),
    ),
    responses((status = 200, description = "Taken back", body = Receipt)),
)]
async fn remove(
    errand: Errand,
    At((code, id, member, deputy)): At<(ProgrammeCode, Uuid, Uuid, Uuid)>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    let (member, deputy) = (PersonId::new(member), PersonId::new(deputy));
    place.tell(&errand, &[], Command::RemoveDeputy { enrolment: place.id, member, deputy }).await
}
