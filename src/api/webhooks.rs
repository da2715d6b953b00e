//! Webhooks: `/api/v1/webhooks`, for whoever wants to be sent what happens instead of asking for it.
//!
//! A webhook is sent what the token that made it may read, and stops when that token ends. Whoever administers the whole
//! installation sees all of them; others see their own token's.

mod shown;

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse as _, Response};
use parvis_events::values::ProgrammeCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use self::shown::{ShownWebhook, WebhookAttempt};
use super::body::{At, Body};
use super::caller::Caller;
use super::errand::Errand;
use super::idempotency::KeptBody;
use super::problem::{self, Problem};
use super::scopes::Power;
use super::values;
use crate::changes::{Reach, Wanted};
use crate::reception::Reception;
use crate::webhooks::{Addition, Revealed, Rotation, Webhook, WebhookError};

/// How many attempts are shown.
const ATTEMPTS: i64 = 100;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(get, remove))
        .routes(routes!(rotate))
        .routes(routes!(replay))
        .routes(routes!(pause))
        .routes(routes!(ping))
        .routes(routes!(deliveries))
}

/// A webhook that is wanted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "url": "https://example.org/parvis", "programmes": ["KKN-2018"], "types": ["place-granted"] }))]
struct NewWebhook {
    /// Where messages are sent, by https.
    #[schema(value_type = values::WebAddress)]
    url: String,
    /// Only what happens in these programmes; without it, in all the token may read.
    #[serde(default)]
    #[schema(value_type = Vec<values::ProgrammeCode>, max_items = 100)]
    programmes: BTreeSet<ProgrammeCode>,
    /// Only changes of these types; without it, of all.
    #[serde(default)]
    #[schema(value_type = Vec<values::ChangeType>, max_items = 100)]
    types: BTreeSet<String>,
    /// Only changes of these streams or categories; without it, of all.
    #[serde(default)]
    #[schema(value_type = Vec<values::StreamName>, max_items = 100)]
    streams: BTreeSet<String>,
    /// Send what comes after this position; without it, what comes from now on.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 4_294_967_295_i64)]
    after: Option<i64>,
}

/// Whether an old secret holds on for a day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "at_once": false }))]
struct SecretRotation {
    /// End the old secret now: it is known to others.
    at_once: bool,
}

/// Where to go on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "after": 1200 }))]
struct WebhookReplay {
    /// Send what comes after this position; without it, go on where the webhook stopped.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 4_294_967_295_i64)]
    after: Option<i64>,
}

/// All webhooks the caller may see.
#[derive(Debug, Serialize, ToSchema)]
struct WebhookList {
    /// The oldest first.
    items: Vec<ShownWebhook>,
}

/// Attempts to hand over changes.
#[derive(Debug, Serialize, ToSchema)]
struct WebhookDeliveries {
    /// The last one first; those of thirty days, a hundred at most.
    items: Vec<WebhookAttempt>,
}

/// A webhook with its secret, which is shown this once.
#[derive(Debug, Serialize, ToSchema)]
struct WebhookMade {
    /// The webhook.
    webhook: ShownWebhook,
    /// What messages are signed with: `whsec_` and base64. Absent where the answer is given again.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

/// The answer with the secret; what is kept in case it is asked for again has none.
fn revealed(revealed: &Revealed, status: StatusCode) -> Result<Response, Problem> {
    let kept = WebhookMade { webhook: revealed.webhook.clone().into(), secret: None };
    let told =
        WebhookMade { webhook: revealed.webhook.clone().into(), secret: Some(revealed.secret.to_string()) };
    let mut response = (status, Json(told)).into_response();
    if status == StatusCode::CREATED {
        let place = format!("/api/v1/webhooks/{}", revealed.webhook.id);
        response.headers_mut().insert(LOCATION, place.parse().map_err(|_| Problem::new(&problem::INTERNAL))?);
    }
    response.extensions_mut().insert(KeptBody(serde_json::to_string(&kept)?));
    Ok(response)
}

/// The webhook, if the caller may see it.
async fn own(reception: &Reception, caller: &Caller, id: Uuid) -> Result<Webhook, Problem> {
    caller.must_somewhere(Power::Administer)?;
    let webhook = reception.office().webhooks.get(id).await?;
    let may = caller.programmes(Power::Administer).is_none() || webhook.made_by == caller.actor();
    may.then_some(webhook).ok_or_else(|| Problem::new(&problem::NOT_FOUND))
}

/// List webhooks
#[utoipa::path(
    get, path = "/webhooks", tag = "webhooks", security(("token" = ["administer"])),
    responses((status = 200, description = "Webhooks", body = WebhookList)),
)]
async fn list(State(reception): State<Reception>, caller: Caller) -> Result<Json<WebhookList>, Problem> {
    caller.must_somewhere(Power::Administer)?;
    let everywhere = caller.programmes(Power::Administer).is_none();
    let all = reception.office().webhooks.list().await?;
    let visible = all.into_iter().filter(|webhook| everywhere || webhook.made_by == caller.actor());
    Ok(Json(WebhookList { items: visible.map(Into::into).collect() }))
}

/// Add a webhook
///
/// Each change is a POST of `{"type", "timestamp", "data"}`, signed after "Standard Webhooks", sent in order and again
/// until it is answered with 2xx, for three days. The secret is shown in this answer and never again.
#[utoipa::path(
    post, path = "/webhooks", tag = "webhooks", security(("token" = ["administer", "read"])), request_body = NewWebhook,
    responses((status = 201, description = "Added", body = WebhookMade)),
)]
async fn add(errand: Errand, Body(new): Body<NewWebhook>) -> Result<Response, Problem> {
    errand.caller.must_somewhere(Power::Administer)?;
    errand.caller.must_somewhere(Power::Read)?;
    let addition = Addition {
        url: new.url,
        wanted: Wanted { programmes: new.programmes, types: new.types, streams: new.streams },
        reach: errand.caller.programmes(Power::Read).map_or(Reach::Everything, Reach::Programmes),
        made_by: errand.caller.actor(),
        after: new.after,
    };
    let made = errand.office().webhooks.add(addition, errand.cause.at).await?;
    revealed(&made, StatusCode::CREATED)
}

/// Show a webhook
#[utoipa::path(
    get, path = "/webhooks/{webhook}", tag = "webhooks", security(("token" = ["administer"])),
    params(("webhook" = Uuid, Path, description = "Which")),
    responses((status = 200, description = "The webhook", body = ShownWebhook)),
)]
async fn get(
    State(reception): State<Reception>,
    caller: Caller,
    At(id): At<Uuid>,
) -> Result<Json<ShownWebhook>, Problem> {
    Ok(Json(own(&reception, &caller, id).await?.into()))
}

/// Remove a webhook
#[utoipa::path(
    delete, path = "/webhooks/{webhook}", tag = "webhooks", security(("token" = ["administer"])),
    params(("webhook" = Uuid, Path, description = "Which")),
    responses((status = 204, description = "Removed")),
)]
async fn remove(
    State(reception): State<Reception>,
    caller: Caller,
    At(id): At<Uuid>,
) -> Result<StatusCode, Problem> {
    own(&reception, &caller, id).await?;
    reception.office().webhooks.remove(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give a webhook a new secret
///
/// For a day messages carry a signature of each, unless the old one is ended at once.
#[utoipa::path(
    post, path = "/webhooks/{webhook}/rotate", tag = "webhooks", security(("token" = ["administer"])),
    params(("webhook" = Uuid, Path, description = "Which")), request_body = SecretRotation,
    responses((status = 200, description = "The new secret", body = WebhookMade)),
)]
async fn rotate(
    errand: Errand,
    At(id): At<Uuid>,
    Body(turn): Body<SecretRotation>,
) -> Result<Response, Problem> {
    own(&errand.reception, &errand.caller, id).await?;
    let rotation = if turn.at_once { Rotation::AtOnce } else { Rotation::Overlapping };
    let rotated = errand.office().webhooks.rotate(id, rotation, errand.cause.at).await?;
    revealed(&rotated, StatusCode::OK)
}

/// Send a webhook on its way again
#[utoipa::path(
    post, path = "/webhooks/{webhook}/replay", tag = "webhooks", security(("token" = ["administer"])),
    params(("webhook" = Uuid, Path, description = "Which")), request_body = WebhookReplay,
    responses((status = 200, description = "On its way", body = ShownWebhook)),
)]
async fn replay(
    errand: Errand,
    At(id): At<Uuid>,
    Body(again): Body<WebhookReplay>,
) -> Result<Json<ShownWebhook>, Problem> {
    own(&errand.reception, &errand.caller, id).await?;
    errand.office().webhooks.replay(id, again.after, errand.cause.at).await?;
    Ok(Json(errand.office().webhooks.get(id).await?.into()))
}

/// Stop a webhook for a while
#[utoipa::path(
    post, path = "/webhooks/{webhook}/pause", tag = "webhooks", security(("token" = ["administer"])),
    params(("webhook" = Uuid, Path, description = "Which")),
    responses((status = 200, description = "Stopped until it is replayed", body = ShownWebhook)),
)]
async fn pause(errand: Errand, At(id): At<Uuid>) -> Result<Json<ShownWebhook>, Problem> {
    own(&errand.reception, &errand.caller, id).await?;
    errand.office().webhooks.pause(id).await?;
    Ok(Json(errand.office().webhooks.get(id).await?.into()))
}

/// Send a webhook a message that says nothing
#[utoipa::path(
    post, path = "/webhooks/{webhook}/ping", tag = "webhooks", security(("token" = ["administer"])),
    params(("webhook" = Uuid, Path, description = "Which")),
    responses((status = 200, description = "What came of it: `status` of the receiver's answer, `failure` in a word", body = WebhookAttempt)),
)]
async fn ping(errand: Errand, At(id): At<Uuid>) -> Result<Json<WebhookAttempt>, Problem> {
    own(&errand.reception, &errand.caller, id).await?;
    let attempt = errand.office().webhooks.ping(id, &errand.office().clock).await?;
    Ok(Json(attempt.into()))
}

/// List the latest attempts of a webhook
#[utoipa::path(
    get, path = "/webhooks/{webhook}/deliveries", tag = "webhooks", security(("token" = ["administer"])),
    params(("webhook" = Uuid, Path, description = "Which")),
    responses((status = 200, description = "Attempts", body = WebhookDeliveries)),
)]
async fn deliveries(
    State(reception): State<Reception>,
    caller: Caller,
    At(id): At<Uuid>,
) -> Result<Json<WebhookDeliveries>, Problem> {
    own(&reception, &caller, id).await?;
    let attempts = reception.office().webhooks.attempts(id, ATTEMPTS).await?;
    Ok(Json(WebhookDeliveries { items: attempts.into_iter().map(Into::into).collect() }))
}

impl From<WebhookError> for Problem {
    fn from(error: WebhookError) -> Self {
        match error {
            WebhookError::Database(error) => error.into(),
            WebhookError::Feed(error) => error.into(),
            WebhookError::Target(error) => Self::new(&problem::BAD_TARGET)
                .with("reason", error.code())
                .with("address", error.address())
                .member("reason", error.code().into()),
            WebhookError::Unknown(_) => Self::new(&problem::NOT_FOUND),
            WebhookError::TooMany => Self::new(&problem::TOO_MANY_WEBHOOKS),
            WebhookError::NoSuchPosition(after, head) => {
                Self::new(&problem::BEYOND_END).with("after", after).with("end", head)
            }
            WebhookError::Secret
            | WebhookError::Kept(_)
            | WebhookError::Chance(_)
            | WebhookError::Poster(_) => {
                tracing::error!(error = %error, "a webhook cannot be served");
                Self::new(&problem::INTERNAL)
            }
        }
    }
}
