//! `parvis serve`: the doors that open to the network, and what goes on behind them.
//!
//! A request's way: [`seen`] gives it an id, a span and its place in the metrics; [`speak`](crate::api::speak) turns
//! whatever was refused into problem details in the caller's language; headers, panics, time and size are looked
//! after; [`limits`] lets nobody ask too often; then a door of [`doors`] takes it.

mod connections;
mod follow;
mod headers;
mod health;
pub mod limits;
mod metrics;
mod seen;

use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::{Router, middleware};
use chrono_tz::Tz;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tower::ServiceExt as _;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

pub use self::metrics::install as install_metrics;
pub use self::seen::RequestId;
use crate::api;
use crate::api::problem::{self, Problem};
use crate::reception::Reception;
use crate::rounds;
use crate::schedule::Timetable;
use crate::web;

/// How long requests that are under way may go on once the doors close.
const CLOSING_PATIENCE: Duration = Duration::from_secs(10);

/// Every door. To open another, write its file and merge it here.
fn doors(reception: &Reception) -> Router<Reception> {
    Router::new().merge(health::router()).merge(metrics::router()).merge(api::router(reception))
}

/// The doors with everything a request passes before and after them.
pub fn router(reception: Reception) -> Router {
    let settings = reception.settings().clone();
    let pages = web::router(reception.web().clone());
    doors(&reception)
        .fallback(move |request: Request| elsewhere(pages, request))
        .method_not_allowed_fallback(async || Problem::new(&problem::METHOD_NOT_ALLOWED))
        .layer(middleware::from_fn_with_state(reception.clone(), limits::by_address))
        .layer(RequestBodyLimitLayer::new(settings.body_limit_bytes))
        .layer(DefaultBodyLimit::max(settings.body_limit_bytes))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, settings.request_patience))
        .layer(CatchPanicLayer::custom(seen::after_panic))
        .layer(middleware::from_fn_with_state(reception.clone(), api::speak::speak))
        .layer(middleware::from_fn_with_state(reception.clone(), headers::secure))
        .layer(middleware::from_fn_with_state(reception.clone(), seen::see))
        .with_state(reception)
}

/// What no other door takes: the pages do, but for what a program asked for in vain.
async fn elsewhere(pages: Router, request: Request) -> Response {
    if request.uri().path().starts_with("/api/") {
        return Problem::new(&problem::NOT_FOUND).into_response();
    }
    let Ok(response) = pages.oneshot(request).await;
    response
}

/// Answers requests, keeps the views live and does what recurs, until `stop` ends.
///
/// # Errors
/// When no timetable can be made.
pub async fn run(
    reception: Reception,
    listener: TcpListener,
    zone: Tz,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let timetable = Timetable::new(zone)?;
    let following = tokio::spawn(follow::follow(reception.clone()));
    let doing_rounds = tokio::spawn({
        let reception = reception.clone();
        async move { rounds::go(reception.office(), &timetable, reception.closing()).await }
    });
    let sweeping = tokio::spawn({
        let reception = reception.clone();
        async move { api::idempotency::look_after(&reception).await }
    });
    let (ended, end) = oneshot::channel();
    let closing = {
        let reception = reception.clone();
        async move {
            stop.await;
            reception.close();
            // Nobody waits for it any more when the server has failed already.
            let _ = ended.send(());
        }
    };
    let serving = connections::serve(reception.clone(), listener, router(reception.clone()), closing);
    tokio::select! {
        () = serving => {}
        () = patience(end) => tracing::warn!("some requests did not end in time and were cut off"),
    }
    reception.close();
    sweeping.abort();
    // A job that is under way comes to its end, so that no letter is sent without being recorded.
    let _ = tokio::time::timeout(CLOSING_PATIENCE, futures::future::join(following, doing_rounds)).await;
    Ok(())
}

/// Ends some time after the doors began to close.
async fn patience(end: oneshot::Receiver<()>) {
    if end.await.is_err() {
        // The server itself has ended.
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(CLOSING_PATIENCE).await;
}
