//! The JSON API, `/api/v1`: one resource per file below, each with its routes.
//!
//! To add a resource, write its file with a `routes()` and merge it in [`routes`]; its operations appear in
//! `/api/openapi.json` and `/api/docs` by themselves. A command is an [`errand::Errand`], a read a [`look::Look`];
//! a body is read by [`body::Body`] against the schema documented for it, and what is refused is a
//! [`problem::Problem`].

pub mod answer;
pub mod body;
pub mod caller;
pub mod changes;
pub mod errand;
pub mod idempotency;
pub mod look;
pub mod openapi;
pub mod people;
pub mod problem;
pub mod schema;
pub mod scopes;
pub mod speak;
pub mod tokens;
pub mod values;
pub mod webhooks;

use axum::{Router, middleware};
use utoipa_axum::router::OpenApiRouter;

use crate::reception::Reception;

/// The operations, with what the document says of them. Each takes a token.
fn routes() -> OpenApiRouter<Reception> {
    let v1 = OpenApiRouter::new().merge(people::routes()).merge(changes::routes()).merge(webhooks::routes());
    OpenApiRouter::new().nest("/api/v1", v1)
}

/// The API's routes.
pub(crate) fn router(reception: &Reception) -> Router<Reception> {
    let (guarded, _) = routes().split_for_parts();
    let once = middleware::from_fn_with_state(reception.clone(), idempotency::once);
    Router::new().merge(guarded.route_layer(once)).merge(openapi::router()).merge(problem::pages())
}
