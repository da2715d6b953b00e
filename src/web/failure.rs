//! Pages that say that something did not work, and what to do instead.
//!
//! A handler answers with a [`Failure`], which is a bare status; the outermost layer dresses every bare
//! status, also those of the framework, in a page in the language of whoever asked.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use tower_http::csrf::ProtectionError;

use super::page::{self, Page};
use super::{Web, WebError, assets};
use crate::handle::HandleError;
use crate::serve::RequestId;

/// Why a page cannot be shown.
#[derive(Debug)]
pub(super) enum Failure {
    /// There is nothing there.
    NotFound,
    /// Not for this reader.
    Forbidden,
    /// What was sent cannot be read.
    Unreadable,
    /// Too often.
    TooMany {
        /// How long to wait before trying again.
        seconds: u64,
    },
    /// Not any more; what there is instead, as a path of ours.
    See(String),
    /// Only for somebody who is signed in; where to go on afterwards.
    SignIn(String),
    /// Our own fault; noted where it is turned into a response.
    Ours(WebError),
}

impl<E: Into<WebError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Ours(error.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::Forbidden => StatusCode::FORBIDDEN.into_response(),
            Self::Unreadable => StatusCode::BAD_REQUEST.into_response(),
            Self::TooMany { seconds } => {
                (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, seconds.to_string())]).into_response()
            }
            Self::See(path) => Redirect::to(&path).into_response(),
            Self::SignIn(onwards) => {
                let query = [("till", onwards.as_str())];
                let query = as_query(&query);
                Redirect::to(&format!("/logga-in?{query}")).into_response()
            }
            Self::Ours(WebError::Handle(HandleError::Busy)) => {
                StatusCode::SERVICE_UNAVAILABLE.into_response()
            }
            Self::Ours(error) => {
                let shown = anyhow::Error::new(error);
                tracing::error!(error = %format!("{shown:#}"), "a page could not be shown");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// Pairs as the query of an address.
pub(super) fn as_query(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    pairs.join("&")
}

/// A text as part of an address. Source: RFC 3986, section 2.
pub(super) fn escaped(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage {
    page: Page,
    title: String,
    text: String,
    /// By which the operator finds what went wrong; empty when nothing of ours did.
    reference: String,
    /// Where to try again; empty when that is of no use.
    again: String,
}

/// Dresses bare failures in a page.
pub(super) async fn dress(State(web): State<Web>, request: Request, next: Next) -> Response {
    if !assets::present() {
        let said = "This build has no pages to show: run script/setup and build again.\n";
        return (StatusCode::SERVICE_UNAVAILABLE, said).into_response();
    }
    let (parts, body) = request.into_parts();
    let (asked, is_read) = (page::Asked::of(&parts), parts.method.is_safe());
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || is_page(&response) {
        return response;
    }
    let foreign = response.extensions().get::<ProtectionError>().is_some();
    let key = match status {
        StatusCode::FORBIDDEN if foreign => "error-403-origin",
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            "error-400"
        }
        StatusCode::FORBIDDEN => "error-403",
        StatusCode::NOT_FOUND => "error-404",
        StatusCode::METHOD_NOT_ALLOWED => "error-405",
        StatusCode::PAYLOAD_TOO_LARGE => "error-413",
        StatusCode::TOO_MANY_REQUESTS => "error-429",
        StatusCode::SERVICE_UNAVAILABLE => "error-503",
        status if status.is_server_error() => "error-500",
        _ => "error-400",
    };
    // Whoever is signed in keeps their menu; a database that fails shows the page without it.
    let page = asked.page(&web).await;
    let again =
        if is_read && status == StatusCode::TOO_MANY_REQUESTS { page.path.clone() } else { String::new() };
    let (title, text) = (page.t(&format!("{key}-title")), said(&page, key, response.headers()));
    let reference = page.request.filter(|_| status == StatusCode::INTERNAL_SERVER_ERROR);
    let reference = reference.map(|RequestId(id)| id.to_string()).unwrap_or_default();
    let mut dressed = page::show_as(status, &FailurePage { page, title, text, reference, again });
    for (name, value) in response.headers() {
        if name.as_str() != "content-length" && !dressed.headers().contains_key(name) {
            dressed.headers_mut().insert(name.clone(), value.clone());
        }
    }
    dressed
}

/// What failed, and what to do; with how long to wait, where the answer says so.
fn said(page: &Page, key: &str, headers: &HeaderMap) -> String {
    let wait = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse::<u32>().ok());
    match wait {
        Some(seconds) if key == "error-429" => wait_for(page, seconds),
        _ => page.t(key),
    }
}

/// How long to wait before trying again: seconds up to a minute and a half, then whole minutes.
fn wait_for(page: &Page, seconds: u32) -> String {
    if seconds <= 90 {
        page.count("error-429-seconds", "seconds", seconds)
    } else {
        page.count("error-429-minutes", "minutes", seconds.div_ceil(60))
    }
}

impl Web {
    /// A page for whoever's address asked for more than there is room for. Nobody is looked up for it.
    pub(crate) fn too_often(&self, parts: &Parts, seconds: u64) -> Response {
        let page = page::Asked::of(parts).for_nobody(self);
        let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
        let again = if parts.method.is_safe() { page.path.clone() } else { String::new() };
        let (title, text) = (page.t("error-429-title"), wait_for(&page, seconds));
        let shown = FailurePage { page, title, text, reference: String::new(), again };
        let mut response = page::show_as(StatusCode::TOO_MANY_REQUESTS, &shown);
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
        super::secured(response, false)
    }
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html")
}

/// What is where nothing is.
pub(super) async fn nothing_there() -> Failure {
    Failure::NotFound
}

#[cfg(test)]
mod tests {
    use super::as_query;

    #[test]
    fn what_goes_into_an_address_cannot_end_it() {
        let pairs = [("till", "/program/KKN-2018?a=b&c=å")];
        assert_eq!(as_query(&pairs), "till=/program/KKN-2018%3Fa%3Db%26c%3D%C3%A5");
    }
}
