//! Each request gets an id, a span and its place in the metrics. Nothing personal enters any of them: of the address
//! only the route's pattern is kept, never the path itself and never the query.

use std::any::Any;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tracing::Instrument as _;
use uuid::Uuid;

use crate::api::problem::{self, Problem};
use crate::reception::Reception;

/// The header a request's id comes and goes in.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request; facts that follow from it carry it as their correlation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(pub Uuid);

pub(super) async fn see(State(reception): State<Reception>, mut request: Request, next: Next) -> Response {
    let id = stated(request.headers()).unwrap_or_else(|| reception.office().chance.uuid());
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    request.extensions_mut().insert(RequestId(id));
    let span = tracing::info_span!("request", %id, method, route, status = tracing::field::Empty);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    span.record("status", status);
    // The pages lie behind the other doors, and tell in their answer which of them it was.
    let route = response.extensions().get::<MatchedPath>().map_or(route, |inner| inner.as_str().to_owned());
    span.record("route", route.as_str());
    let labels = [("method", method.to_owned()), ("route", route), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels[..2]).record(began.elapsed().as_secs_f64());
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// What a caller gets when the program has failed it; the trace says more.
pub(super) fn after_panic(cause: Box<dyn Any + Send>) -> Response {
    let said = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let said = said.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_default();
    tracing::error!(panic = said, "a request ended in a panic");
    Problem::new(&problem::INTERNAL).into_response()
}

/// The id a caller gave the request, if it is a UUID: anything else might say who somebody is.
fn stated(headers: &HeaderMap) -> Option<Uuid> {
    Uuid::parse_str(headers.get(REQUEST_ID)?.to_str().ok()?).ok()
}

/// The method, one of a few, so that nobody can make up labels without end.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
