//! Tells problems in the caller's language, and makes problem details of whatever else was refused on the way.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT, ACCEPT_LANGUAGE, ALLOW, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, VARY,
    WWW_AUTHENTICATE,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use parvis_words::Language;
use serde_json::json;

use super::problem::{self, Problem};
use crate::reception::Reception;
use crate::serve::RequestId;

/// The media type of problem details (RFC 9457).
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Puts words to problems.
pub async fn speak(
    State(reception): State<Reception>,
    id: RequestId,
    request: Request,
    next: Next,
) -> Response {
    let language = language_of(request.headers());
    let page = wants_page(&request);
    let asks = request.method() == Method::OPTIONS;
    let mut response = next.run(request).await;
    if asks && response.status() == StatusCode::METHOD_NOT_ALLOWED {
        // Whoever asks what an address takes is told, by the header `Allow` that the router adds. Source: RFC 9110 section 9.3.7.
        *response.status_mut() = StatusCode::NO_CONTENT;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(CONTENT_LENGTH);
        return response;
    }
    let told = response.extensions().get::<Problem>().cloned();
    let bare = || (!page && !is_told(&response)).then(|| of_status(response.status(), &reception)).flatten();
    match told.or_else(bare) {
        Some(problem) => tell(&problem, language, id, response),
        None => response,
    }
}

/// The language that the headers ask for; English when they ask for none that is spoken here.
///
/// Source: RFC 9110 section 12.5.4.
pub fn language_of(headers: &HeaderMap) -> Language {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut wishes: Vec<(f32, Language)> = asked
        .split(',')
        .filter_map(|wish| {
            let mut parts = wish.split(';').map(str::trim);
            let language = Language::from_tag(parts.next()?)?;
            let weight =
                parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok())?;
            (weight > 0.0).then_some((weight, language))
        })
        .collect();
    // Stable, so of equal wishes the first counts.
    wishes.sort_by(|a, b| b.0.total_cmp(&a.0));
    wishes.first().map_or(Language::English, |(_, language)| *language)
}

/// Whether a person looks at the answer: outside the API and with a browser.
pub fn wants_page(request: &Request) -> bool {
    let accepts = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    !request.uri().path().starts_with("/api/") && accepts.contains("text/html")
}

/// Whether an answer says in its body already what is the matter.
fn is_told(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let refused = response.status().is_client_error() || response.status().is_server_error();
    !refused || kind.contains("json") || kind.contains("html")
}

/// What a bare status of a layer means.
fn of_status(status: StatusCode, reception: &Reception) -> Option<Problem> {
    let kind = match status.as_u16() {
        404 => &problem::NOT_FOUND,
        405 => &problem::METHOD_NOT_ALLOWED,
        413 => {
            let limit = i64::try_from(reception.settings().body_limit_bytes).unwrap_or(i64::MAX);
            return Some(Problem::new(&problem::TOO_LARGE).with("limit", limit));
        }
        415 => &problem::WRONG_MEDIA_TYPE,
        500 => &problem::INTERNAL,
        503 => return Some(Problem::new(&problem::UNAVAILABLE).retry_after(1)),
        400..=499 => &problem::BAD_REQUEST,
        _ => return None,
    };
    Some(Problem::new(kind))
}

fn tell(problem: &Problem, language: Language, RequestId(id): RequestId, mut response: Response) -> Response {
    let mut said = problem.said(language);
    said["instance"] = json!(format!("urn:uuid:{id}"));
    *response.status_mut() = problem.kind().status;
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    let allow = headers.remove(ALLOW);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    headers.append(VARY, HeaderValue::from_static("accept-language"));
    if let Some(allow) = allow {
        headers.insert(ALLOW, allow);
    }
    if let Some(seconds) = problem.retry_after_seconds() {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    if problem.kind().status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"parvis\""));
    }
    *response.body_mut() = said.to_string().into();
    response
}

#[cfg(test)]
mod tests {
    use super::language_of;
    use axum::http::HeaderMap;
    use parvis_words::Language;

    fn language(asked: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert("accept-language", asked.parse().unwrap());
        language_of(&headers)
    }

    #[test]
    fn the_dearest_language_that_is_spoken_here_is_used() {
        assert_eq!(language("sv"), Language::Swedish);
        assert_eq!(language("de, no;q=0.4, sv;q=0.7"), Language::Swedish);
        assert_eq!(language("nb-NO,nb;q=0.9,en;q=0.8"), Language::Bokmal);
        assert_eq!(language("sv;q=0, en;q=0.1"), Language::English);
        assert_eq!(language("fi"), Language::English);
        assert_eq!(language_of(&HeaderMap::new()), Language::English);
    }
}
