//! Answers: what was read, with where it stands; and receipts of commands, which hold nothing personal.

use axum::Json;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, LINK, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use parvis_log::{Position, Revision};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::look::{Look, Views};
use super::problem::{self, Problem};
use super::query::parameter_fault;
use crate::handle::Done;

/// The header that says which position of the log an answer stands at.
pub const POSITION: HeaderName = HeaderName::from_static("parvis-position");
/// The most entries of one page.
pub const LIMIT_MAX: usize = 200;
/// Entries of a page when nothing else is asked for.
const LIMIT: usize = 50;

/// What a command came to.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(example = json!({ "id": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10", "facts": 2, "position": 1207, "revision": 41 }))]
pub struct Receipt {
    /// The id of what was made; absent when nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// How many facts followed; 0 when everything was so already.
    pub facts: usize,
    /// Position of the last fact: a read with `at_least` shows it. Absent when nothing had to change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<i64>,
    /// Revision reached, which `If-Match` takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
    /// Where what was made stands; told in a header.
    #[serde(skip)]
    pub location: Option<String>,
}

impl From<Done> for Receipt {
    fn from(done: Done) -> Self {
        Self {
            id: None,
            facts: done.facts,
            position: done.position.map(Position::get),
            revision: done.revision.map(Revision::get),
            location: None,
        }
    }
}

impl Receipt {
    /// With the id of what was made, and where it stands.
    pub fn named(self, id: Uuid, location: String) -> Self {
        Self { id: Some(id), location: Some(location), ..self }
    }

    /// Of something new, which stands at a path.
    pub fn made(done: Done, id: Uuid, location: String) -> Self {
        Self { id: Some(id), location: Some(location), ..done.into() }
    }
}

impl IntoResponse for Receipt {
    fn into_response(self) -> Response {
        let mut headers = HeaderMap::new();
        put(&mut headers, POSITION, self.position.map(|position| position.to_string()));
        put(&mut headers, ETAG, self.revision.map(etag));
        put(&mut headers, LOCATION, self.location.clone());
        let status = if self.location.is_some() { StatusCode::CREATED } else { StatusCode::OK };
        (status, headers, Json(self)).into_response()
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: Option<String>) {
    if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
        headers.insert(name, value);
    }
}

/// The entity tag of a revision. Source: RFC 9110 section 8.8.3.
pub fn etag(revision: i64) -> String {
    format!("\"{revision}\"")
}

/// Something that was read.
#[derive(Clone, Debug)]
pub struct Shown<T> {
    body: T,
    headers: HeaderMap,
    /// What was known earlier is nothing to edit.
    earlier: bool,
}

impl<T: Serialize> Shown<T> {
    /// What the views show.
    pub fn of(views: &Views<'_>, body: T) -> Self {
        let mut headers = HeaderMap::new();
        put(&mut headers, POSITION, views.position().map(|position| position.to_string()));
        Self { body, headers, earlier: views.as_of.is_some() }
    }

    /// With the revision of its stream, which `If-Match` takes; what was known earlier has none.
    pub fn at(mut self, revision: Option<Revision>) -> Self {
        let revision = revision.filter(|_| !self.earlier);
        put(&mut self.headers, ETAG, revision.map(|revision| etag(revision.get())));
        self
    }
}

impl<T: Serialize> IntoResponse for Shown<T> {
    fn into_response(self) -> Response {
        (self.headers, Json(self.body)).into_response()
    }
}

/// A page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Listed<T> {
    /// The entries, in an order that stays the same.
    pub items: Vec<T>,
    /// What to pass as `cursor` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Which page of a list is wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Entries on it.
    pub limit: Option<usize>,
    /// Where it begins.
    pub cursor: Option<String>,
}

/// Which page is wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageAsked {
    /// Entries on the page.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<usize>,
    /// `next` of the page before.
    #[param(max_length = 200)]
    pub cursor: Option<String>,
}

impl PageAsked {
    /// The page.
    pub fn page(&self) -> Page {
        Page { limit: self.limit, cursor: self.cursor.clone() }
    }
}

/// The place in a list where a page ends: the entry, its number in case it disappears meanwhile, and which list it is.
/// Nothing personal, for it stands in addresses.
#[derive(Serialize, Deserialize)]
struct Cursor(String, usize, String);

/// What tells a list from others: the beginning of its address's digest.
fn list_named(path: &str) -> String {
    hex::encode(&Sha256::digest(path.as_bytes())[..4])
}

/// The page of `all` that is wanted, with the address of the next one.
///
/// # Errors
/// When the cursor is none of this list, or the limit is out of bounds.
pub fn page<A, T: Serialize>(
    look: &Look,
    views: &Views<'_>,
    page: &Page,
    all: Vec<A>,
    name: impl Fn(&A) -> String,
    show: impl Fn(A) -> T,
) -> Result<Shown<Listed<T>>, Problem> {
    let wrong = || parameter_fault("cursor", "cursor");
    let limit = page.limit.unwrap_or(LIMIT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(parameter_fault("limit", "value"));
    }
    let list = list_named(look.uri.path());
    let begin = match &page.cursor {
        None => 0,
        Some(text) => {
            let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
            let Cursor(last, number, of) = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
            if of != list {
                return Err(wrong());
            }
            all.iter().position(|entry| name(entry) == last).map_or(number, |at| at + 1)
        }
    };
    let more = all.len() > begin.saturating_add(limit);
    let shown: Vec<A> = all.into_iter().skip(begin).take(limit).collect();
    let next = match shown.last() {
        Some(last) if more => {
            let cursor = serde_json::to_vec(&Cursor(name(last), begin + shown.len(), list))?;
            Some(URL_SAFE_NO_PAD.encode(cursor))
        }
        Some(_) | None => None,
    };
    let link = next.as_ref().map(|cursor| format!("<{}>; rel=\"next\"", next_page(look, cursor)));
    let mut answer = Shown::of(views, Listed { items: shown.into_iter().map(show).collect(), next });
    put(&mut answer.headers, LINK, link);
    Ok(answer)
}

/// The address asked for, with another cursor.
fn next_page(look: &Look, cursor: &str) -> String {
    let query = look.uri.query().unwrap_or_default();
    let others = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let pairs: Vec<&str> = others.collect();
    let sign = if pairs.is_empty() { "" } else { "&" };
    format!("{}?{}{sign}cursor={cursor}", look.uri.path(), pairs.join("&"))
}

/// A document to save or to look at.
pub fn document(media_type: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, media_type.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// Does what keeps a processor busy for a while, such as setting a document, beside the tasks that answer others.
///
/// # Errors
/// When it fails.
pub async fn aside<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, Problem>
where
    T: Send + 'static,
    E: Send + 'static,
    Problem: From<E>,
{
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(error = %error, "work that was set aside did not come to its end");
        Problem::new(&problem::INTERNAL)
    });
    Ok(done??)
}
