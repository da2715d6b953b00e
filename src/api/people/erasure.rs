//! Protected identities, and wishes to be forgotten.
//!
//! Sources: rules "Protected identity" and "Personal data can be destroyed, the log cannot".

use parvis_events::ids::PersonId;
use parvis_events::person::{Command, ErasureDecision, Person};
use parvis_events::values::Line;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::known;
use crate::api::answer::Receipt;
use crate::api::body::{At, Body};
use crate::api::errand::Errand;
use crate::api::problem::Problem;
use crate::api::scopes::Power;
use crate::api::values;
use crate::erasure;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new()
        .routes(routes!(protect))
        .routes(routes!(lift_protection))
        .routes(routes!(request_erasure))
        .routes(routes!(decide_erasure))
}

/// A decision on a wish to be forgotten.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "decision": "refuse", "basis": "Arkivlagen 3 §" }))]
struct Decision {
    /// What is decided; `erase` destroys the key at once.
    decision: Decided,
    /// The legal basis.
    #[schema(value_type = values::Line)]
    basis: Line,
}

/// What an authority can decide on a wish to be forgotten.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Decided {
    /// The data stays: archive law prevails.
    Refuse,
    /// The data stays, and is shown to few.
    Restrict,
    /// The data is destroyed, everywhere and for good.
    Erase,
}

async fn tell(errand: &Errand, person: Uuid, command: Command) -> Result<Receipt, Problem> {
    known(errand, PersonId::new(person), Power::Registrar).await?;
    Ok(errand.run::<Person>(person, command, |_| true).await?.into())
}

/// Protect a person's identity
#[utoipa::path(
    post, path = "/people/{person}/protection", tag = "people", security(("token" = ["registrar"])),
    params(("person" = Uuid, Path, description = "Who")),
    responses((status = 200, description = "Protected", body = Receipt)),
)]
async fn protect(errand: Errand, At(person): At<Uuid>) -> Result<Receipt, Problem> {
    tell(&errand, person, Command::ProtectIdentity).await
}

/// End the protection of a person's identity
#[utoipa::path(
    post, path = "/people/{person}/protection/lift", tag = "people", security(("token" = ["registrar"])),
    params(("person" = Uuid, Path, description = "Who")),
    responses((status = 200, description = "No longer protected", body = Receipt)),
)]
async fn lift_protection(errand: Errand, At(person): At<Uuid>) -> Result<Receipt, Problem> {
    tell(&errand, person, Command::LiftProtection).await
}

/// Take down a wish to be forgotten
#[utoipa::path(
    post, path = "/people/{person}/erasure-request", tag = "people", security(("token" = ["registrar"])),
    params(("person" = Uuid, Path, description = "Who")),
    responses((status = 200, description = "Taken down; it waits for its decision", body = Receipt)),
)]
async fn request_erasure(errand: Errand, At(person): At<Uuid>) -> Result<Receipt, Problem> {
    tell(&errand, person, Command::RequestErasure).await
}

/// Decide on a wish to be forgotten
///
/// `erase` destroys the person's key: names vanish from lists, exports, waiting letters and restored backups.
#[utoipa::path(
    post, path = "/people/{person}/erasure-decision", tag = "people", security(("token" = ["registrar"])),
    params(("person" = Uuid, Path, description = "Who")), request_body = Decision,
    responses((status = 200, description = "Decided, and carried out", body = Receipt)),
)]
async fn decide_erasure(
    errand: Errand,
    At(person): At<Uuid>,
    Body(given): Body<Decision>,
) -> Result<Receipt, Problem> {
    let decision = match given.decision {
        Decided::Refuse => ErasureDecision::Refuse,
        Decided::Restrict => ErasureDecision::Restrict,
        Decided::Erase => ErasureDecision::Erase,
    };
    let decided =
        tell(&errand, person, Command::DecideErasure { decision, basis: given.basis.clone() }).await?;
    if decision != ErasureDecision::Erase {
        return Ok(decided);
    }
    let erased = erasure::erase(errand.office(), PersonId::new(person), given.basis, &errand.cause).await?;
    Ok(Receipt { facts: decided.facts + erased.facts, ..erased.done.into() })
}
