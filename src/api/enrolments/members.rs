//! Who takes part: joining, being replaced, withdrawing.

use parvis_events::ids::PersonId;
use parvis_events::participation::Member;
use parvis_events::register::Command;
use parvis_events::values::{Paragraph, ProgrammeCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Place;
use super::submitting::MemberGiven;
use crate::api::answer::Receipt;
use crate::api::body::{At, Body};
use crate::api::errand::Errand;
use crate::api::people::{Introduced, meet};
use crate::api::problem::Problem;
use crate::api::scopes::Power;
use crate::api::values;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(add)).routes(routes!(replace)).routes(routes!(withdraw))
}

/// Why a member withdraws.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "Ny tjänst" }))]
struct Leaving {
    /// What the member said; sealed with their key.
    #[serde(default)]
    #[schema(value_type = Option<values::Paragraph>)]
    reason: Option<Paragraph>,
}

/// The member of a request, and whoever becomes known with it.
async fn member(
    errand: &Errand,
    place: &Place,
    given: MemberGiven,
) -> Result<(Member, Vec<Introduced>), Problem> {
    errand.office().runner.catch_up().await?;
    let kept = errand.office().runner.house().await;
    let mut people = Vec::new();
    let person = meet(errand, &kept.house, &mut people, given.person, place.language).await?;
    Ok((Member { person, roles: given.roles }, people))
}

/// Add a member to an enrolment that has room
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/members", tag = "enrolments",
    security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
    ),
    request_body = MemberGiven,
    responses((status = 200, description = "Added; an enrolment that is complete by it gets its place", body = Receipt)),
)]
async fn add(
    errand: Errand,
    At((code, id)): At<(ProgrammeCode, Uuid)>,
    Body(given): Body<MemberGiven>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    let (member, people) = member(&errand, &place, given).await?;
    place.tell(&errand, &people, Command::AddMember { enrolment: place.id, member }).await
}

/// Let somebody else take a member's place for good
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/members/{person}/replace", tag = "enrolments",
    security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
        ("person" = Uuid, Path, description = "Who leaves"),
    ),
    request_body = MemberGiven,
    responses((status = 200, description = "Replaced", body = Receipt)),
)]
async fn replace(
    errand: Errand,
    At((code, id, leaving)): At<(ProgrammeCode, Uuid, Uuid)>,
    Body(given): Body<MemberGiven>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    let (member, people) = member(&errand, &place, given).await?;
    let leaving = PersonId::new(leaving);
    place.tell(&errand, &people, Command::ReplaceMember { enrolment: place.id, leaving, member }).await
}

/// Let one member withdraw
///
/// After the deadline it is a late withdrawal: the others keep their seats, and a replacement is asked for.
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/members/{person}/withdraw", tag = "enrolments",
    security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
        ("person" = Uuid, Path, description = "Who withdraws"),
    ),
    request_body = Leaving,
    responses((status = 200, description = "Withdrawn", body = Receipt)),
)]
async fn withdraw(
    errand: Errand,
    At((code, id, person)): At<(ProgrammeCode, Uuid, Uuid)>,
    Body(given): Body<Leaving>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    let reason = given.reason.map(String::from);
    let command = Command::WithdrawMember { enrolment: place.id, person: PersonId::new(person), reason };
    place.tell(&errand, &[], command).await
}
