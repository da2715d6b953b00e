//! `/api/v1/changes`: what happens, as server-sent events that can be resumed, or page by page.
//!
//! The id of an event is its position in the log. Whoever comes back with the last one they have got, in
//! `Last-Event-ID` or `after`, goes on there, after a cut line and after a restart of the program alike.
//! Source: HTML Living Standard, section "Server-sent events".

mod readers;
mod stream;

use axum::Json;
use axum::extract::State;
use axum::http::header::{ACCEPT, CACHE_CONTROL};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::time::{Duration, Instant, timeout_at};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use self::readers::{Place, Readers};
use super::body::Asked;
use super::caller::Caller;
use super::problem::{self, Problem};
use super::query::parameter_fault;
use super::scopes::Power;
use crate::changes::{Change, FeedError, Page, Reach, Wanted};
use crate::reception::Reception;

/// The header in which a browser says what it got last.
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// The media type of server-sent events.
const EVENT_STREAM: &str = "text/event-stream";
/// The most changes of one page.
const LIMIT_MAX: usize = 1_000;
/// Changes of a page when nothing else is asked for.
const LIMIT: usize = 100;
/// How long somebody may wait for a change, in seconds.
const WAIT_MAX: u64 = 25;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(changes))
}

/// Where to begin, and what is wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asking {
    after: Option<String>,
    cursor: Option<String>,
    limit: Option<usize>,
    wait: Option<u64>,
    programme: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    stream: Option<String>,
}

/// Some changes, in the order they happened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "items": [{
    "position": 412, "id": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10",
    "stream": "register-9d6f33d1-4d57-4d57-9d6f-0f3c5d0c7f10", "revision": 40, "type": "place-granted",
    "programmes": [{ "id": "9d6f33d1-4d57-4d57-9d6f-0f3c5d0c7f10", "code": "KKN-2018" }],
    "seminar": null, "enrolment": "33d14d57-9d6f-4d57-9d6f-0f3c5d0c7f10", "person": null,
    "decided_at": "2018-03-01T09:00:00Z", "recorded_at": "2018-03-01T09:00:00.120Z", "actor": "token",
    "correlation": "0f3c5d0c-9d6f-4d57-9d6f-33d14d577f10",
    "data": { "enrolment": "33d14d57-9d6f-4d57-9d6f-0f3c5d0c7f10", "pool": { "pool": "reserved", "county": "12" } }
}], "next": "412", "at_end": true }))]
struct ChangesPage {
    /// What happened; nothing in it says who anybody is.
    items: Vec<Value>,
    /// What to pass as `cursor` to go on; also on the last page, for more will happen.
    next: String,
    /// Whether nothing more has happened yet.
    at_end: bool,
}

/// Follow what happens
///
/// With `Accept: text/event-stream` the answer has no end: an event `change` for each change, its id the position; a
/// sign of life every 15 seconds, with the position reached; an event `end` with a `reason` before the program hangs up. Come
/// back with `Last-Event-ID` (or `after`) and nothing is missed or told twice. Otherwise a page of changes.
///
/// Changes of programmes that the token may read, and of people who have to do with them.
#[utoipa::path(
    get, path = "/changes", tag = "changes", security(("token" = ["read"])),
    params(
        ("after" = Option<String>, Query, description = "Position after which to begin; `end` for what comes from now on. Without it, from the first change", pattern = "^(?:end|[0-9]{1,15})$"),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before", pattern = "^[0-9]{1,15}$"),
        ("Last-Event-ID" = Option<String>, Header, description = "The id of the last event; goes before `after`", pattern = "^[0-9]{1,15}$"),
        ("limit" = Option<usize>, Query, description = "Changes of a page", minimum = 1, maximum = 1000),
        ("wait" = Option<u64>, Query, description = "Seconds a page waits for a change when there is none yet", minimum = 0, maximum = 25),
        ("programme" = Option<String>, Query, description = "Codes, separated by commas", max_length = 1000, pattern = "^[A-Z][A-Z0-9-]{0,19}(?:,[A-Z][A-Z0-9-]{0,19})*$"),
        ("type" = Option<String>, Query, description = "Types, separated by commas, such as `place-granted,queued`", max_length = 1000, pattern = "^[a-z][a-z-]*(?:,[a-z][a-z-]*)*$"),
        ("stream" = Option<String>, Query, description = "Streams or their categories, separated by commas, such as `register`", max_length = 1000, pattern = "^[a-z][a-z0-9-]*(?:,[a-z][a-z0-9-]*)*$"),
    ),
    responses((status = 200, description = "What happened", content((ChangesPage = "application/json"), (String = "text/event-stream")))),
)]
async fn changes(
    State(reception): State<Reception>,
    caller: Caller,
    headers: HeaderMap,
    Asked(asking): Asked<Asking>,
) -> Result<Response, Problem> {
    caller.must_somewhere(Power::Read)?;
    let wanted = wanted(&asking)?;
    let stated = beginning(&reception, &asking).await?;
    let after = match headers.get(LAST_EVENT_ID) {
        Some(value) => {
            let wrong = || Problem::new(&problem::BAD_HEADER).with("header", "Last-Event-ID");
            value.to_str().ok().and_then(position).ok_or_else(wrong)?
        }
        None => stated,
    };
    within_bounds(&asking)?;
    if streaming(&headers) {
        return stream::answer(reception, caller, wanted, after).await;
    }
    let page = waited_for(&reception, &caller, &wanted, &asking, after).await?;
    let items =
        page.changes.iter().map(|change| serde_json::to_value(&**change)).collect::<Result<_, _>>()?;
    let body = ChangesPage { items, next: page.upto.to_string(), at_end: page.at_end };
    let mut response = Json(body).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// A page, once there is something on it or the time to wait is over.
async fn waited_for(
    reception: &Reception,
    caller: &Caller,
    wanted: &Wanted,
    asking: &Asking,
    after: i64,
) -> Result<Page, Problem> {
    let (limit, wait) = (asking.limit.unwrap_or(LIMIT), asking.wait.unwrap_or(0));
    let until = Instant::now() + Duration::from_secs(wait);
    let feed = &reception.office().feed;
    let mut end = if wait > 0 { Some(feed.watch().await?) } else { None };
    let _place = if wait > 0 { Some(reception.readers().admit(caller.token())?) } else { None };
    let mut at = after;
    loop {
        let page = feed.page(at, wanted, &reach(caller), limit).await?;
        at = page.upto;
        let Some(end) = end.as_mut().filter(|_| page.changes.is_empty()) else { return Ok(page) };
        if page.at_end {
            let more = tokio::select! {
                more = timeout_at(until, end.wait_for(|end| *end > at)) => more.is_ok_and(|found| found.is_ok()),
                () = reception.closing() => false,
            };
            if !more {
                return Ok(page);
            }
        }
    }
}

fn within_bounds(asking: &Asking) -> Result<(), Problem> {
    let out_of_bounds = |parameter| Err(parameter_fault(parameter, "value"));
    if asking.limit.is_some_and(|limit| !(1..=LIMIT_MAX).contains(&limit)) {
        return out_of_bounds("limit");
    }
    if asking.wait.is_some_and(|wait| wait > WAIT_MAX) {
        return out_of_bounds("wait");
    }
    Ok(())
}

/// Which programmes' changes the caller may see.
fn reach(caller: &Caller) -> Reach {
    match caller.programmes(Power::Read) {
        None => Reach::Everything,
        Some(codes) => Reach::Programmes(codes),
    }
}

fn position(text: &str) -> Option<i64> {
    let plain = !text.is_empty() && text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

async fn beginning(reception: &Reception, asking: &Asking) -> Result<i64, Problem> {
    let wrong = |parameter| parameter_fault(parameter, "value");
    let after = match asking.after.as_deref() {
        Some("end") => reception.office().feed.end().await?,
        Some(after) => position(after).ok_or_else(|| wrong("after"))?,
        None => 0,
    };
    match &asking.cursor {
        Some(cursor) => position(cursor).ok_or_else(|| wrong("cursor")),
        None => Ok(after),
    }
}

fn wanted(asking: &Asking) -> Result<Wanted, Problem> {
    let wrong = |parameter| parameter_fault(parameter, "value");
    let words = |list: &Option<String>| {
        list.iter().flat_map(|list| list.split(',')).map(str::to_owned).collect::<Vec<_>>()
    };
    let (types, streams) = (words(&asking.kind), words(&asking.stream));
    let letters = |word: &String| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let named = |word: &String| word.starts_with(|first: char| first.is_ascii_lowercase());
    if !types.iter().all(|word| named(word) && letters(word)) {
        return Err(wrong("type"));
    }
    let plain = |word: &String| {
        word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if !streams.iter().all(|word| named(word) && plain(word)) {
        return Err(wrong("stream"));
    }
    let programmes = words(&asking.programme).iter().map(|code| code.parse()).collect::<Result<_, _>>();
    Ok(Wanted {
        programmes: programmes.map_err(|_| wrong("programme"))?,
        types: types.into_iter().collect(),
        streams: streams.into_iter().collect(),
    })
}

/// Whether the caller asks for events rather than a page.
fn streaming(headers: &HeaderMap) -> bool {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepts.split(',').any(|kind| kind.split(';').next().unwrap_or_default().trim() == EVENT_STREAM)
}

impl From<FeedError> for Problem {
    fn from(error: FeedError) -> Self {
        match error {
            FeedError::BeyondEnd { after, head } => {
                Self::new(&problem::BEYOND_END).with("after", after).with("end", head)
            }
            FeedError::Runner(error) => error.into(),
            FeedError::Read(error) => error.into(),
        }
    }
}

/// The event that tells of a change.
fn told(change: &Change) -> Result<axum::response::sse::Event, axum::Error> {
    axum::response::sse::Event::default().event("change").id(change.position.to_string()).json_data(change)
}
