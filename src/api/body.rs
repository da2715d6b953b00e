//! What comes with a request: bodies and parameters, read strictly and refused with every fault at once.

use std::marker::PhantomData;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::response::IntoResponse as _;
use parvis_words::Value as Said;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;

use super::look::COMMON;
use super::openapi;
use super::problem::{self, FieldError, Problem};
use super::query;
use super::query::parameter_fault;
use super::schema;
use crate::reception::Reception;

/// A JSON body that follows the schema documented for it.
#[derive(Clone, Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + ToSchema> FromRequest<Reception> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, reception: &Reception) -> Result<Self, Problem> {
        let bytes = read(request, reception).await?;
        parse(&bytes, T::name().as_ref()).map(Self)
    }
}

/// A JSON body of a type of the domain, `D`, that follows the schema of `S`, by which it is documented.
#[derive(Clone, Debug)]
pub struct As<S, D> {
    /// What was given.
    pub value: D,
    documented: PhantomData<fn() -> S>,
}

impl<S: ToSchema, D: DeserializeOwned> FromRequest<Reception> for As<S, D> {
    type Rejection = Problem;

    async fn from_request(request: Request, reception: &Reception) -> Result<Self, Problem> {
        let bytes = read(request, reception).await?;
        Ok(Self { value: parse(&bytes, S::name().as_ref())?, documented: PhantomData })
    }
}

async fn read(request: Request, reception: &Reception) -> Result<Bytes, Problem> {
    if !is_json(request.headers()) {
        return Err(Problem::new(&problem::WRONG_MEDIA_TYPE));
    }
    Bytes::from_request(request, reception).await.map_err(|error| unread(&error, reception))
}

/// Why the bytes of a body could not be read.
pub(super) fn unread(error: &BytesRejection, reception: &Reception) -> Problem {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        let limit = i64::try_from(reception.settings().body_limit_bytes).unwrap_or(i64::MAX);
        return Problem::new(&problem::TOO_LARGE).with("limit", limit);
    }
    Problem::new(&problem::BAD_REQUEST)
}

/// Whether a body says it is JSON.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

fn parse<T: DeserializeOwned>(bytes: &[u8], documented: &str) -> Result<T, Problem> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        let place = |number: usize| Said::Number(i64::try_from(number).unwrap_or(i64::MAX));
        Problem::new(&problem::NOT_JSON)
            .with("line", place(error.line()))
            .with("column", place(error.column()))
    })?;
    let document = openapi::document();
    let schema = &document["components"]["schemas"][documented];
    let faults = schema::check(document, schema, &value);
    if !faults.is_empty() {
        return Err(invalid(faults));
    }
    // What a schema cannot say, such as that a day exists in a zone, the types themselves do.
    serde_path_to_error::deserialize(value).map_err(|error| {
        let pointer = pointer(error.path());
        invalid(vec![FieldError { pointer, code: "value", values: Vec::new() }])
    })
}

/// Fields that are not what they should be.
pub fn invalid(faults: Vec<FieldError>) -> Problem {
    let count = i64::try_from(faults.len()).unwrap_or(i64::MAX);
    Problem::new(&problem::INVALID).with("count", count).at(faults)
}

/// One field that is not what it should be, found by more than its schema.
pub fn fault(pointer: &str, code: &'static str) -> Problem {
    invalid(vec![FieldError { pointer: pointer.to_owned(), code, values: Vec::new() }])
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let segments = path.iter().map(|segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    });
    segments.collect()
}

/// Parameters after the question mark, but those that every read takes ([`super::look::COMMON`]).
#[derive(Clone, Debug)]
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Reception> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Reception) -> Result<Self, Problem> {
        query::check(parts)?;
        let names = |pair: &&str| pair.split('=').next().unwrap_or_default().to_owned();
        let pairs: Vec<&str> = parts.uri.query().unwrap_or_default().split('&').collect();
        let own: Vec<&str> =
            pairs.iter().copied().filter(|pair| !COMMON.contains(&names(pair).as_str())).collect();
        let uri: Uri =
            format!("/?{}", own.join("&")).parse().map_err(|_| Problem::new(&problem::BAD_REQUEST))?;
        Query::<T>::try_from_uri(&uri).map(|Query(asked)| Self(asked)).map_err(|error| {
            // The name of the parameter, as far as the reader knows it; never what was given, which may be a name.
            let told = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            let (named, quoted) = (told.split(':').next().unwrap_or_default(), told.split('`').nth(1));
            let name = own.iter().map(names).find(|name| name == named || Some(name.as_str()) == quoted);
            let name = name.or_else(|| own.first().map(names)).unwrap_or_default();
            parameter_fault(&name, "value")
        })
    }
}

/// Parts of the path; what is not written as it should be does not exist.
#[derive(Clone, Debug)]
pub struct At<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Reception> for At<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, reception: &Reception) -> Result<Self, Problem> {
        Path::<T>::from_request_parts(parts, reception).await.map(|Path(at)| Self(at)).map_err(|error| {
            match error.into_response().status().as_u16() {
                500 => Problem::new(&problem::INTERNAL),
                _ => Problem::new(&problem::NOT_FOUND),
            }
        })
    }
}
