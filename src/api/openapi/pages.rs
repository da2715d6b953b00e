//! The document's pages at `/api/docs`. They hold everything they need: they ask no other host, and run no script but
//! their own.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use utoipa_swagger_ui::Config;

use super::{ADDRESS, document};
use crate::api::problem::{self, Problem};
use crate::reception::Reception;

/// What the pages may do. Their pictures are in their style sheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// The page. Swagger UI's own lays itself out for a screen of 980 pixels, whatever there is, and asks for another document.
const PAGE: &str = include_str!("pages/index.html");
/// What makes it fit a telephone, and shows where the keyboard is.
const STYLE: &str = include_str!("pages/parvis.css");

/// The document and its pages.
pub(in crate::api) fn router() -> Router<Reception> {
    Router::new()
        .route(ADDRESS, get(async || ([(CONTENT_TYPE, "application/json")], document().to_string())))
        .route("/api/docs", get(async || Redirect::permanent("/api/docs/")))
        .route("/api/docs/", get(async || page("")))
        .route("/api/docs/{*file}", get(async |Path(file): Path<String>| page(&file)))
}

fn page(file: &str) -> Result<Response, Problem> {
    let (kind, bytes) = match file {
        "" | "index.html" => ("text/html; charset=utf-8".to_owned(), PAGE.as_bytes().to_vec()),
        "parvis.css" => ("text/css; charset=utf-8".to_owned(), STYLE.as_bytes().to_vec()),
        file => of_swagger(file)?,
    };
    let mut response = ([(CONTENT_TYPE, kind)], bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("max-age=3600"));
    Ok(response)
}

fn of_swagger(file: &str) -> Result<(String, Vec<u8>), Problem> {
    static CONFIG: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
        let config = Config::from(ADDRESS).validator_url("none").try_it_out_enabled(true).filter(true);
        Arc::new(config.use_base_layout().display_request_duration(true).doc_expansion("none"))
    });
    let found = utoipa_swagger_ui::serve(file, Arc::clone(&CONFIG)).map_err(|error| {
        tracing::error!(error = %error, "a page of the documentation cannot be made");
        Problem::new(&problem::INTERNAL)
    })?;
    let found = found.ok_or_else(|| Problem::new(&problem::NOT_FOUND))?;
    Ok((found.content_type, found.bytes.into_owned()))
}
