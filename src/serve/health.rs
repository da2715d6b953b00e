//! Whether the program is alive, and whether it can answer: for whoever restarts it or sends it requests.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::reception::Reception;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many facts the views may be behind.
const LAG_MAX: i64 = 1_000;

pub(super) fn router() -> Router<Reception> {
    Router::new().route("/healthz", get(async || Json(json!({ "alive": true })))).route("/readyz", get(ready))
}

/// Ready while the database answers and the views are near the end of the log.
async fn ready(State(reception): State<Reception>) -> (StatusCode, Json<Value>) {
    let head = tokio::time::timeout(PATIENCE, reception.office().log.head()).await;
    let Ok(Ok(head)) = head else {
        return (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "ready": false, "database": false })));
    };
    let Ok(position) = tokio::time::timeout(PATIENCE, reception.position()).await else {
        return (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "ready": false, "database": true })));
    };
    let behind = head.position.get() - position.get();
    let ready = behind <= LAG_MAX;
    let parked = reception.office().runner.parked().await.len();
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (
        status,
        Json(json!({ "ready": ready, "database": true, "views_behind": behind, "parked_streams": parked })),
    )
}
