//! Numbers for operators, in the text format of Prometheus.
//!
//! They tell how much goes on and where, so they are not for everybody: a request from this very machine gets them
//! (a collector usually runs there), any other needs a token with the scope `administer`. A request that a proxy
//! passed on is not from this machine, whatever its address says.

use std::net::SocketAddr;
use std::sync::OnceLock;

use axum::Router;
use axum::extract::{ConnectInfo, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, FORWARDED, HeaderName};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use crate::api::caller::Caller;
use crate::api::problem::Problem;
use crate::api::scopes::Power;
use crate::reception::Reception;
use crate::webhooks;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Upper bounds of the histograms that count seconds.
const SECONDS: [f64; 12] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0, 30.0];

static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();

/// Installs the recorder that all rooms report to. Once per process; a second call changes nothing.
///
/// # Errors
/// When another recorder was installed.
pub fn install() -> anyhow::Result<()> {
    if HANDLE.get().is_some() {
        return Ok(());
    }
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
        .install_recorder()?;
    metrics::describe_counter!("http_requests_total", "Requests answered, by route and status");
    metrics::describe_histogram!(
        "http_request_seconds",
        metrics::Unit::Seconds,
        "From a request to its answer"
    );
    metrics::describe_gauge!("changes_readers", "Who follows what happens just now");
    metrics::describe_counter!("changes_told_total", "Changes told to those who follow");
    metrics::describe_counter!(
        "changes_readers_left_total",
        "Lines on which changes were told that ended, by why"
    );
    webhooks::telling::describe();
    let _ = HANDLE.set(handle);
    Ok(())
}

pub(super) fn router() -> Router<Reception> {
    Router::new().route("/metrics", get(show))
}

async fn show(
    State(reception): State<Reception>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let passed_on = headers.contains_key(FORWARDED_FOR) || headers.contains_key(FORWARDED);
    if !from.ip().is_loopback() || passed_on {
        Caller::of(&reception, &headers).await?.must_everywhere(Power::Administer)?;
    }
    if let Err(error) = reception.office().webhooks.measure().await {
        tracing::warn!(error = %error, "how webhooks stand cannot be measured");
    }
    let text = HANDLE.get().map(|handle| {
        handle.run_upkeep();
        handle.render()
    });
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text.unwrap_or_default())
        .into_response())
}
