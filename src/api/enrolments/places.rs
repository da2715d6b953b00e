//! Places: withdrawing from one, answering an offer, exceptions and decisions by hand.

use std::collections::BTreeSet;

use parvis_events::ids::PersonId;
use parvis_events::register::{Command, Dispensation, HandDecision};
use parvis_events::values::{Paragraph, ProgrammeCode, RoleCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Place;
use crate::api::answer::Receipt;
use crate::api::body::{At, Body};
use crate::api::errand::Errand;
use crate::api::problem::Problem;
use crate::api::scopes::Power;
use crate::api::values;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new()
        .routes(routes!(withdraw))
        .routes(routes!(accept))
        .routes(routes!(decline))
        .routes(routes!(dispense))
        .routes(routes!(decide))
}

/// Withdraw an enrolment, from its place or from the queue
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/withdraw", tag = "enrolments",
    security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
    ),
    responses((status = 200, description = "Withdrawn; the queue moves", body = Receipt)),
)]
async fn withdraw(errand: Errand, At((code, id)): At<(ProgrammeCode, Uuid)>) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    place.tell(&errand, &[], Command::Withdraw { enrolment: place.id }).await
}

/// Accept the place offered
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/offer/accept", tag = "enrolments",
    security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
    ),
    responses((status = 200, description = "Admitted", body = Receipt)),
)]
async fn accept(errand: Errand, At((code, id)): At<(ProgrammeCode, Uuid)>) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    place.tell(&errand, &[], Command::AcceptOffer { enrolment: place.id }).await
}

/// Decline the place offered
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/offer/decline", tag = "enrolments",
    security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
    ),
    responses((status = 200, description = "Declined; the place is offered to the next", body = Receipt)),
)]
async fn decline(errand: Errand, At((code, id)): At<(ProgrammeCode, Uuid)>) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    place.tell(&errand, &[], Command::DeclineOffer { enrolment: place.id }).await
}

/// An exception from the participation rule.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "role-vacant", "person": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10", "reason": "Tjänsten är vakant till hösten"
}))]
struct DispensationGiven {
    /// What is granted.
    kind: Exception,
    /// Whom it is about.
    person: Uuid,
    /// Codes of the roles this person has from now on; left out, they stay as they are. Whoever is to fill all roles
    /// alone must hold one for each requirement.
    #[serde(default)]
    #[schema(value_type = Vec<values::RoleCode>)]
    roles: BTreeSet<RoleCode>,
    /// Why; sealed with the person's key.
    #[schema(value_type = values::Paragraph)]
    reason: Paragraph,
}

/// What can be granted against the rule.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Exception {
    /// One person fills all the roles alone.
    OnePersonAllRoles,
    /// A role stays empty.
    RoleVacant,
}

/// Grant an exception from the rule
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/dispensation", tag = "enrolments",
    security(("token" = ["coordinate"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
    ),
    request_body = DispensationGiven,
    responses((status = 200, description = "Granted", body = Receipt)),
)]
async fn dispense(
    errand: Errand,
    At((code, id)): At<(ProgrammeCode, Uuid)>,
    Body(given): Body<DispensationGiven>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Coordinate, &code, id).await?;
    let kind = match given.kind {
        Exception::OnePersonAllRoles => Dispensation::OnePersonAllRoles,
        Exception::RoleVacant => Dispensation::RoleVacant,
    };
    let (person, roles, reason) = (PersonId::new(given.person), given.roles, given.reason.into());
    let command = Command::GrantDispensation { enrolment: place.id, kind, person, roles, reason };
    place.tell(&errand, &[], command).await
}

/// A decision by hand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "decision": "offer", "reason": "Värdkommun för seminarium 3" }))]
struct DecisionGiven {
    /// What is decided.
    decision: ByHand,
    /// Why; sealed with the contact's key.
    #[schema(value_type = values::Paragraph)]
    reason: Paragraph,
}

/// What can be decided by hand.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum ByHand {
    /// It gets a place, ahead of the queue.
    Admit,
    /// It is offered one.
    Offer,
    /// It will get none.
    Refuse,
}

/// Decide over the head of the rules, with a reason; never beyond the places there are
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/decision", tag = "enrolments",
    security(("token" = ["coordinate"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
    ),
    request_body = DecisionGiven,
    responses((status = 200, description = "Decided; each one passed over has the reason on record", body = Receipt)),
)]
async fn decide(
    errand: Errand,
    At((code, id)): At<(ProgrammeCode, Uuid)>,
    Body(given): Body<DecisionGiven>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Coordinate, &code, id).await?;
    let decision = match given.decision {
        ByHand::Admit => HandDecision::Admit,
        ByHand::Offer => HandDecision::Offer,
        ByHand::Refuse => HandDecision::Refuse,
    };
    let reason = given.reason.into();
    place.tell(&errand, &[], Command::DecideByHand { enrolment: place.id, decision, reason }).await
}
