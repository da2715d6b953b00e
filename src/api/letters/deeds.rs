//! What somebody does about a letter that did not arrive.

use parvis_events::ids::LetterId;
use parvis_events::letter::{Command, Letters, Rejection, Settlement};
use parvis_events::values::ProgrammeCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::api::answer::Receipt;
use crate::api::body::{At, Body};
use crate::api::errand::Errand;
use crate::api::problem::{Problem, rejections};
use crate::api::scopes::Power;
use crate::api::values;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(send_again)).routes(routes!(settle)).routes(routes!(returned))
}

/// How somebody has dealt with it.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum How {
    /// The receiver was told in another way.
    ToldOtherwise,
    /// Nobody needs to be told any more.
    NoLongerNeeded,
}

/// That a letter has been dealt with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "how": "told-otherwise" }))]
struct SettlementGiven {
    /// How.
    how: How,
}

/// Send a letter once more
///
/// For one that failed, came back or was too late; it goes out with the next round. Once more changes nothing while it waits.
#[utoipa::path(
    post, path = "/programmes/{programme}/letters/{letter}/send-again", tag = "letters",
    security(("token" = ["coordinate"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("letter" = Uuid, Path, description = "The letter"),
    ),
    responses((status = 200, description = "It waits to be sent", body = Receipt)),
)]
async fn send_again(errand: Errand, At((code, id)): At<(ProgrammeCode, Uuid)>) -> Result<Receipt, Problem> {
    run(&errand, &code, id, Command::SendAgain).await
}

/// Tick a letter off
///
/// For one that failed, came back or was too late, and that nobody has to send any more.
#[utoipa::path(
    post, path = "/programmes/{programme}/letters/{letter}/settle", tag = "letters",
    security(("token" = ["coordinate"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("letter" = Uuid, Path, description = "The letter"),
    ),
    request_body = SettlementGiven,
    responses((status = 200, description = "It is dealt with", body = Receipt)),
)]
async fn settle(
    errand: Errand,
    At((code, id)): At<(ProgrammeCode, Uuid)>,
    Body(given): Body<SettlementGiven>,
) -> Result<Receipt, Problem> {
    let how = match given.how {
        How::ToldOtherwise => Settlement::ToldOtherwise,
        How::NoLongerNeeded => Settlement::NoLongerNeeded,
    };
    run(&errand, &code, id, Command::Settle { how }).await
}

/// Note that a letter came back
///
/// For one that a server accepted and that bounced later; it counts as failed from then on.
#[utoipa::path(
    post, path = "/programmes/{programme}/letters/{letter}/returned", tag = "letters",
    security(("token" = ["coordinate"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("letter" = Uuid, Path, description = "The letter"),
    ),
    responses((status = 200, description = "It counts as failed", body = Receipt)),
)]
async fn returned(errand: Errand, At((code, id)): At<(ProgrammeCode, Uuid)>) -> Result<Receipt, Problem> {
    run(&errand, &code, id, Command::RecordReturned).await
}

/// Decides a command on a letter of the programme; any fact since what the caller saw makes it stale.
async fn run(errand: &Errand, code: &ProgrammeCode, id: Uuid, command: Command) -> Result<Receipt, Problem> {
    let programme = errand.at_programme(Power::Coordinate, code).await?;
    let kept = errand.office().runner.house().await;
    let row = kept.house.letters.letters.get(&(LetterId::new(id),));
    if row.is_none_or(|row| row.programme != programme) {
        return Err(rejections::told(&Rejection::NotQueued));
    }
    Ok(errand.run::<Letters>(id, command, |_| true).await?.into())
}
