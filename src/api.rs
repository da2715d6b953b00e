//! The JSON API, `/api/v1`: one resource per file below, each with its routes.
//!
//! To add a resource, write its file with a `routes()` and merge it in [`routes`]; its operations appear in
//! `/api/openapi.json` and `/api/docs` by themselves. A command is an [`errand::Errand`], a read a [`look::Look`];
//! a body is read by [`body::Body`] against the schema documented for it, and what is refused is a
//! [`problem::Problem`].

pub mod answer;
mod attendance;
pub mod body;
pub mod caller;
mod certificates;
pub mod changes;
mod enrolments;
pub mod errand;
mod evaluations;
mod exports;
pub mod idempotency;
mod letters;
pub mod look;
pub mod openapi;
pub mod people;
pub mod problem;
mod programmes;
pub mod query;
pub mod schema;
pub mod scopes;
mod seminars;
pub mod speak;
pub mod tokens;
pub mod values;
pub mod webhooks;

use axum::{Router, middleware};
use utoipa_axum::router::OpenApiRouter;

use crate::reception::Reception;

/// The operations that take a token.
fn guarded() -> OpenApiRouter<Reception> {
    let v1 = OpenApiRouter::new()
        .merge(programmes::routes())
        .merge(seminars::routes())
        .merge(enrolments::routes())
        .merge(attendance::routes())
        .merge(certificates::routes())
        .merge(evaluations::routes())
        .merge(people::routes())
        .merge(letters::routes())
        .merge(exports::routes())
        .merge(changes::routes())
        .merge(webhooks::routes());
    OpenApiRouter::new().nest("/api/v1", v1)
}

/// The operations that anyone may ask for.
fn open() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().nest("/api/v1", certificates::open_routes())
}

/// All operations, with what the document says of them.
fn routes() -> OpenApiRouter<Reception> {
    guarded().merge(open())
}

/// The API's routes.
pub(crate) fn router(reception: &Reception) -> Router<Reception> {
    let once = middleware::from_fn_with_state(reception.clone(), idempotency::once);
    let (guarded, _) = guarded().split_for_parts();
    let (open, _) = open().split_for_parts();
    guarded.route_layer(once).merge(open).merge(openapi::router()).merge(problem::pages())
}
