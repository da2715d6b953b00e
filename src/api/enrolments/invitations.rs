//! Asking a colleague to join.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use parvis_events::ids::InvitationId;
use parvis_events::register::Command;
use parvis_events::values::{ProgrammeCode, RoleCode};
use parvis_projections::register::{InvitationRow, InvitationStatus, roles_of};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::submitting::MemberGiven;
use super::{Place, find};
use crate::api::answer::{Receipt, Shown};
use crate::api::body::{At, Body};
use crate::api::errand::Errand;
use crate::api::look::Look;
use crate::api::people::{PersonShown, meet, shown};
use crate::api::problem::Problem;
use crate::api::scopes::Power;
use crate::api::values;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new()
        .routes(routes!(list, invite))
        .routes(routes!(accept))
        .routes(routes!(decline))
        .routes(routes!(withdraw))
}

/// A colleague asked to join.
#[derive(Debug, Serialize, ToSchema)]
struct InvitationShown {
    /// Its id.
    id: Uuid,
    /// Who is asked.
    person: PersonShown,
    /// The roles they would have.
    roles: Vec<String>,
    /// When the link no longer opens anything.
    until: DateTime<Utc>,
    /// open, accepted, declined or withdrawn.
    #[schema(example = "open")]
    status: &'static str,
}

/// List an enrolment's invitations
#[utoipa::path(
    get, path = "/programmes/{programme}/enrolments/{enrolment}/invitations", tag = "enrolments",
    security(("token" = ["read"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
    ),
    responses((status = 200, description = "All of them, the latest last", body = [InvitationShown])),
)]
async fn list(
    look: Look,
    At((code, id)): At<(ProgrammeCode, Uuid)>,
) -> Result<Shown<Vec<InvitationShown>>, Problem> {
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let enrolment = parvis_events::ids::EnrolmentId::new(id);
    find(&views, programme, enrolment)?;
    let rows = views.register.invitations.rows().filter(|row| row.enrolment == enrolment);
    let mut rows: Vec<&InvitationRow> = rows.collect();
    rows.sort_by_key(|row| (row.invited_at, row.invitation));
    let body = rows.into_iter().map(|row| InvitationShown {
        id: row.invitation.uuid(),
        person: shown(&look, &views, row.person, &code),
        roles: roles_of(&row.roles).into_iter().map(String::from).collect(),
        until: row.until,
        status: match row.status {
            InvitationStatus::Open => "open",
            InvitationStatus::Accepted => "accepted",
            InvitationStatus::Declined => "declined",
            InvitationStatus::Withdrawn => "withdrawn",
        },
    });
    let body = body.collect();
    Ok(Shown::of(&views, body))
}

/// Ask a colleague to join, by a letter with a link
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/invitations", tag = "enrolments",
    security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
    ),
    request_body = MemberGiven,
    responses((status = 201, description = "Asked", body = Receipt)),
)]
async fn invite(
    errand: Errand,
    At((code, id)): At<(ProgrammeCode, Uuid)>,
    Body(given): Body<MemberGiven>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    let mut people = Vec::new();
    let roles: BTreeSet<RoleCode> = given.roles;
    let person = {
        errand.office().runner.catch_up().await?;
        let kept = errand.office().runner.house().await;
        meet(&errand, &kept.house, &mut people, given.person, place.language).await?
    };
    let invitation = errand.id("invitation");
    let command = Command::InviteMember {
        enrolment: place.id,
        invitation: InvitationId::new(invitation),
        person,
        roles,
    };
    let receipt = place.tell(&errand, &people, command).await?;
    let location = format!("/api/v1/programmes/{code}/enrolments/{id}/invitations");
    Ok(receipt.named(invitation, location))
}

/// Join, on behalf of whoever was asked
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/invitations/{invitation}/accept",
    tag = "enrolments", security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
        ("invitation" = Uuid, Path, description = "The invitation"),
    ),
    responses((status = 200, description = "Joined", body = Receipt)),
)]
async fn accept(
    errand: Errand,
    At((code, id, invitation)): At<(ProgrammeCode, Uuid, Uuid)>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    let invitation = InvitationId::new(invitation);
    place.tell(&errand, &[], Command::AcceptInvitation { enrolment: place.id, invitation }).await
}

/// Say no, on behalf of whoever was asked
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/invitations/{invitation}/decline",
    tag = "enrolments", security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
        ("invitation" = Uuid, Path, description = "The invitation"),
    ),
    responses((status = 200, description = "Declined", body = Receipt)),
)]
async fn decline(
    errand: Errand,
    At((code, id, invitation)): At<(ProgrammeCode, Uuid, Uuid)>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    let invitation = InvitationId::new(invitation);
    place.tell(&errand, &[], Command::DeclineInvitation { enrolment: place.id, invitation }).await
}

/// Ask the colleague no longer
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/invitations/{invitation}/withdraw",
    tag = "enrolments", security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
        ("invitation" = Uuid, Path, description = "The invitation"),
    ),
    responses((status = 200, description = "Taken back", body = Receipt)),
)]
async fn withdraw(
    errand: Errand,
    At((code, id, invitation)): At<(ProgrammeCode, Uuid, Uuid)>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    let invitation = InvitationId::new(invitation);
    place.tell(&errand, &[], Command::WithdrawInvitation { enrolment: place.id, invitation }).await
}
