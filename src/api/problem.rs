//! What went wrong, as problem details (RFC 9457): a stable code, and words in the caller's language.
//!
//! A [`Kind`] is a code and its status; its texts are `problem-CODE` and `problem-CODE.detail` in
//! `words/locales/*/problems.ftl`. This file has the kinds of the doors themselves; [`rejections`] maps what the
//! domain refuses. A test holds that every kind has its texts in every language, speaking of just its values.

mod from;
mod pages;
pub mod rejections;
#[cfg(test)]
mod tests;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use parvis_words::{Language, Value as Said};
use serde_json::{Map, Value, json};

pub use self::pages::router as pages;

/// A kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name, which never changes.
    pub code: &'static str,
    /// The status of an answer that tells of it.
    pub status: StatusCode,
    /// The values its detail speaks of.
    pub values: &'static [&'static str],
}

impl Kind {
    /// A kind.
    pub const fn new(code: &'static str, status: StatusCode, values: &'static [&'static str]) -> Self {
        Self { code, status, values }
    }
}

macro_rules! kinds {
    ($($(#[$meta:meta])* $name:ident = $code:literal, $status:ident, [$($value:literal),*];)+) => {
        $($(#[$meta])* pub static $name: Kind = Kind::new($code, StatusCode::$status, &[$($value),*]);)+

        /// The kinds of the doors themselves.
        pub static OF_THE_DOORS: &[&Kind] = &[$(&$name),+];
    };
}

kinds! {
    /// Nothing has this address.
    NOT_FOUND = "not-found", NOT_FOUND, [];
    /// The address takes other methods.
    METHOD_NOT_ALLOWED = "method-not-allowed", METHOD_NOT_ALLOWED, [];
    /// The program failed; the trace says how.
    INTERNAL = "internal", INTERNAL_SERVER_ERROR, [];
    /// It took too long, or something needed is away for a while.
    UNAVAILABLE = "unavailable", SERVICE_UNAVAILABLE, [];
    /// The views have not reached the position asked for.
    BEHIND = "views-behind", SERVICE_UNAVAILABLE, ["position"];
    /// Others changed the same thing again and again meanwhile.
    BUSY = "busy", SERVICE_UNAVAILABLE, [];
    /// What the caller saw has changed since.
    STALE = "stale", CONFLICT, [];
    /// A command came without its key.
    NO_KEY = "idempotency-key-missing", BAD_REQUEST, [];
    /// The key was used for another request.
    KEY_REUSED = "idempotency-key-reused", UNPROCESSABLE_ENTITY, [];
    /// The first request with the key is still in progress.
    KEY_IN_USE = "idempotency-key-in-use", CONFLICT, [];
    /// Asked too often.
    TOO_MANY_REQUESTS = "too-many-requests", TOO_MANY_REQUESTS, [];
    /// No token came with the request.
    NO_TOKEN = "token-missing", UNAUTHORIZED, [];
    /// The token opens nothing.
    BAD_TOKEN = "token-invalid", UNAUTHORIZED, [];
    /// The token lacks a scope.
    FORBIDDEN = "scope-missing", FORBIDDEN, ["scope"];
    /// The body is larger than allowed.
    TOO_LARGE = "body-too-large", PAYLOAD_TOO_LARGE, ["limit"];
    /// The body is no JSON by its header.
    WRONG_MEDIA_TYPE = "media-type-unsupported", UNSUPPORTED_MEDIA_TYPE, [];
    /// The body is no JSON.
    NOT_JSON = "body-not-json", BAD_REQUEST, ["line", "column"];
    /// The request cannot be read at all.
    BAD_REQUEST = "bad-request", BAD_REQUEST, [];
    /// Fields of the body are not what they should be; each is named.
    INVALID = "body-invalid", UNPROCESSABLE_ENTITY, ["count"];
    /// A parameter of the address is not what it should be; it is named.
    BAD_PARAMETER = "parameter-invalid", BAD_REQUEST, ["parameter"];
    /// A header is not what it should be.
    BAD_HEADER = "header-invalid", BAD_REQUEST, ["header"];
    /// The reader followed another log.
    BEYOND_END = "position-beyond-end", BAD_REQUEST, ["after", "end"];
    /// Too many follow what happens with one token.
    TOO_MANY_READERS = "changes-too-many-readers", TOO_MANY_REQUESTS, ["limit"];
    /// Messages must not go to the address of a webhook.
    BAD_TARGET = "webhook-address-refused", UNPROCESSABLE_ENTITY, ["reason", "address"];
    /// There are as many webhooks as there may be.
    TOO_MANY_WEBHOOKS = "webhook-too-many", CONFLICT, [];
}

/// A field, or a parameter of the address, that is not what it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    /// Where: a JSON pointer (RFC 6901) into the body, or the name of the parameter.
    pub pointer: String,
    /// What is wrong: `required`, `type`, `pattern` …
    pub code: &'static str,
    /// What its text `field-CODE` speaks of.
    pub values: Vec<(&'static str, Said<'static>)>,
}

/// Something that went wrong, to be told in the caller's language by [`super::speak`].
#[derive(Clone, Debug)]
pub struct Problem(Box<Parts>);

#[derive(Clone, Debug)]
struct Parts {
    kind: &'static Kind,
    values: Vec<(&'static str, Said<'static>)>,
    fields: Vec<FieldError>,
    members: Map<String, Value>,
    retry_after_seconds: Option<u64>,
}

impl Problem {
    /// A problem of a kind.
    pub fn new(kind: &'static Kind) -> Self {
        Self(Box::new(Parts {
            kind,
            values: Vec::new(),
            fields: Vec::new(),
            members: Map::new(),
            retry_after_seconds: None,
        }))
    }

    /// With a value that its detail speaks of.
    pub fn with(mut self, name: &'static str, value: impl Into<Said<'static>>) -> Self {
        self.0.values.push((name, value.into()));
        self
    }

    /// With the fields that are not what they should be.
    pub fn at(mut self, fields: Vec<FieldError>) -> Self {
        self.0.fields = fields;
        self
    }

    /// With a member of its own, for programs.
    pub fn member(mut self, name: &str, value: Value) -> Self {
        self.0.members.insert(name.to_owned(), value);
        self
    }

    /// With how long to wait before trying again.
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.0.retry_after_seconds = Some(seconds);
        self
    }

    /// Its kind.
    pub fn kind(&self) -> &'static Kind {
        self.0.kind
    }

    /// How long to wait before trying again, in seconds.
    pub fn retry_after_seconds(&self) -> Option<u64> {
        self.0.retry_after_seconds
    }

    /// Whether it was decided by what has happened, and so is the answer to its request for good.
    pub fn is_decision(&self) -> bool {
        self.0.kind == &STALE || rejections::all().any(|kind| kind == self.0.kind)
    }

    /// It as it is kept, in no language yet.
    pub fn kept(&self) -> Value {
        let values = self.0.values.iter().map(|(name, value)| {
            let value = match value {
                Said::Text(text) => json!(text),
                Said::Number(number) => json!(number),
            };
            ((*name).to_owned(), value)
        });
        let values: Map<String, Value> = values.collect();
        json!({ "code": self.0.kind.code, "values": values, "members": self.0.members })
    }

    /// A problem that was kept, if there still is such a kind.
    pub fn from_kept(kept: &Value) -> Option<Self> {
        let kind = all().find(|kind| kept["code"] == kind.code)?;
        let mut problem = Self::new(kind);
        for name in kind.values {
            problem = match &kept["values"][*name] {
                Value::String(text) => problem.with(name, text.clone()),
                value => problem.with(name, value.as_i64().unwrap_or_default()),
            };
        }
        problem.0.members = kept["members"].as_object().cloned().unwrap_or_default();
        Some(problem)
    }

    /// The problem in words.
    pub fn said(&self, language: Language) -> Value {
        let Parts { kind, values, fields, members, .. } = &*self.0;
        let mut said = members.clone();
        if let Some(problems) = said.get_mut("problems") {
            rejections::say(problems, language);
        }
        said.insert("type".into(), json!(format!("/problems/{}", kind.code)));
        said.insert("title".into(), json!(title(kind, language)));
        said.insert("status".into(), json!(kind.status.as_u16()));
        said.insert("detail".into(), json!(text(language, &format!("problem-{}.detail", kind.code), values)));
        said.insert("code".into(), json!(kind.code));
        if !fields.is_empty() {
            let of_address = *kind == &BAD_PARAMETER;
            let fields: Vec<Value> = fields.iter().map(|field| field.said(language, of_address)).collect();
            said.insert("errors".into(), json!(fields));
        }
        Value::Object(said)
    }
}

/// What a kind is called.
pub fn title(kind: &Kind, language: Language) -> String {
    text(language, &format!("problem-{}", kind.code), &[])
}

impl FieldError {
    fn said(&self, language: Language, of_address: bool) -> Value {
        let detail = text(language, &format!("field-{}", self.code), &self.values);
        if of_address {
            return json!({ "parameter": self.pointer, "code": self.code, "detail": detail });
        }
        json!({ "pointer": format!("#{}", self.pointer), "code": self.code, "detail": detail })
    }
}

/// A text, in Swedish where the language lacks it; its key where both do.
fn text(language: Language, key: &str, values: &[(&'static str, Said<'static>)]) -> String {
    parvis_words::text_with(language, key, values)
}

/// A text in exactly this language, for tests.
#[cfg(test)]
fn exactly(
    language: Language,
    key: &str,
    values: &[(&'static str, Said<'static>)],
) -> Result<String, String> {
    parvis_words::try_text(language, key, values).map_err(|error| error.to_string())
}

/// Every kind there is.
pub fn all() -> impl Iterator<Item = &'static Kind> {
    OF_THE_DOORS.iter().copied().chain(rejections::all())
}

/// The answer carries the problem; words come when the caller's language is known.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.0.kind.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
