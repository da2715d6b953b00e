//! Webhooks and their attempts as they are shown: never with a secret.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::values;
use crate::changes::{Reach, Wanted};
use crate::webhooks::{Attempt, Standing, Webhook};

/// A webhook, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10", "url": "https://example.org/parvis",
    "wanted": { "types": ["place-granted"] }, "reach": { "programmes": ["KKN-2018"] }, "made_by": "token:0011223344556677",
    "made_at": "2018-03-01T09:00:00Z", "standing": "active", "checkpoint": 1207, "failures": 0, "failing_since": null,
    "next_attempt": "2018-03-01T09:00:00Z", "failure": null, "old_secret_until": null,
}))]
pub(super) struct ShownWebhook {
    /// Its id.
    id: Uuid,
    /// Where changes go.
    url: String,
    /// Which changes: `programmes`, `types` and `streams`, each absent where it wants all.
    #[schema(value_type = Object)]
    wanted: Wanted,
    /// Which changes its maker may see: `everything`, or `programmes` with their codes.
    #[schema(value_type = Value)]
    reach: Reach,
    /// Who made it: a token, an account, or `operator`.
    made_by: String,
    /// When.
    made_at: DateTime<Utc>,
    /// Whether it gets its changes: `paused` by somebody, `parked` when its receiver took nothing for so long.
    #[schema(value_type = values::WebhookStanding)]
    standing: Standing,
    /// Everything up to this position was taken, or was not wanted.
    checkpoint: i64,
    /// How often the change that comes next was not taken.
    failures: u32,
    /// Since when it has not been taken.
    failing_since: Option<DateTime<Utc>>,
    /// Not to be tried again before.
    next_attempt: DateTime<Utc>,
    /// Why the last attempt failed, in a word.
    failure: Option<String>,
    /// Until when messages are signed with the old secret too.
    old_secret_until: Option<DateTime<Utc>>,
}

impl From<Webhook> for ShownWebhook {
    fn from(webhook: Webhook) -> Self {
        let Webhook {
            id,
            url,
            wanted,
            reach,
            made_by,
            made_at,
            standing,
            checkpoint,
            failures,
            failing_since,
            next_attempt,
            failure,
            old_secret_until,
        } = webhook;
        Self {
            id,
            url,
            wanted,
            reach,
            made_by,
            made_at,
            standing,
            checkpoint,
            failures,
            failing_since,
            next_attempt,
            failure,
            old_secret_until,
        }
    }
}

/// An attempt to hand over a change, or a message that says nothing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "position": 1207, "at": "2018-03-01T09:00:00Z", "attempt": 1, "status": 204, "failure": null, "milliseconds": 31
}))]
pub(super) struct WebhookAttempt {
    /// Position of the change.
    position: i64,
    /// When.
    at: DateTime<Utc>,
    /// Which attempt it was, from 1.
    attempt: u32,
    /// The HTTP status, if there was an answer.
    status: Option<u16>,
    /// Why it failed, in a word; null when the change was taken.
    failure: Option<String>,
    /// How long it took.
    milliseconds: i64,
}

impl From<Attempt> for WebhookAttempt {
    fn from(Attempt { position, at, attempt, status, failure, milliseconds }: Attempt) -> Self {
        Self { position, at, attempt, status, failure, milliseconds }
    }
}
