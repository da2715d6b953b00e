//! `/problems/CODE`: what a problem's type means, for whoever follows the address.

use axum::Router;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LANGUAGE, VARY};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use parvis_words::{Language, Value as Said};

use super::{Kind, NOT_FOUND, Problem, all, text, title};
use crate::api::speak::language_of;
use crate::reception::Reception;

/// The pages.
pub fn router() -> Router<Reception> {
    Router::new().route("/problems/{code}", get(page)).route("/problems", get(list))
}

async fn page(Path(code): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let kind = all().find(|kind| kind.code == code).ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let language = language_of(&headers);
    let (heading, status) = (title(kind, language), kind.status.as_u16());
    let body = format!(
        "<h1>{}</h1><p>{}</p><p><code>{}</code> · HTTP {status}</p>",
        escaped(&heading),
        escaped(&explanation(kind, language)),
        kind.code
    );
    Ok(html(language, &heading, &body))
}

async fn list(headers: HeaderMap) -> Response {
    let language = language_of(&headers);
    let items: Vec<String> = all()
        .map(|kind| {
            let code = kind.code;
            format!(
                "<li><a href=\"/problems/{code}\"><code>{code}</code></a> {}</li>",
                escaped(&title(kind, language))
            )
        })
        .collect();
    let heading = text(language, "problems-heading", &[]);
    html(language, &heading, &format!("<h1>{}</h1><ul>{}</ul>", escaped(&heading), items.join("")))
}

/// The detail with the names of its values where an answer has the values themselves.
fn explanation(kind: &'static Kind, language: Language) -> String {
    let named: Vec<(&'static str, Said<'static>)> =
        kind.values.iter().map(|name| (*name, Said::from(format!("‹{name}›")))).collect();
    text(language, &format!("problem-{}.detail", kind.code), &named)
}

fn html(language: Language, heading: &str, body: &str) -> Response {
    let page = format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{} – Parvis</title><body><main>{body}</main></body></html>",
        language.tag(),
        escaped(heading)
    );
    ([(CONTENT_LANGUAGE, language.tag()), (VARY, "accept-language")], Html(page)).into_response()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
