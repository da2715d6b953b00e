//! A command sent twice is done once: whoever repeats a request with the same `Idempotency-Key` gets the first answer.
//!
//! The first request with a key claims it; its answer is kept for a day, bound to the token. A claim whose process died
//! is void ([`presence`]), and the request may be sent again: ids made for it come from the key (`Errand::id`), and what
//! is true already yields no facts, so nothing happens twice. Kept are answers that decided something: receipts and
//! rejections. A request that could not be read, was not allowed or failed leaves its key free.
//! Source: draft-ietf-httpapi-idempotency-key-header.

pub mod presence;

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, ETAG, HeaderName, IF_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;

use self::presence::CLASS;
use super::answer::POSITION;
use super::caller::Caller;
use super::people::introductions;
use super::problem::{self, Problem};
use crate::reception::Reception;

/// The header.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Says that an answer was given before.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// How long an answer is kept.
const KEPT: &str = "24 hours";
/// How long a request may be in progress before its key is free again, whatever has become of its process.
const CLAIMED: &str = "60 seconds";
/// How often old answers are thrown away.
const SWEEP: Duration = Duration::from_hours(1);
/// Headers that belong to an answer.
const HEADERS: [HeaderName; 3] = [ETAG, LOCATION, POSITION];

/// The table.
pub(crate) const TABLE: &str = "SELECT pg_advisory_xact_lock(7812731);
    CREATE SCHEMA IF NOT EXISTS api;
    CREATE TABLE IF NOT EXISTS api.answers (
        token text NOT NULL, key text NOT NULL, fingerprint bytea NOT NULL, at timestamptz NOT NULL DEFAULT now(),
        status smallint, headers jsonb, body text, problem jsonb, process int, PRIMARY KEY (token, key));
    ALTER TABLE api.answers ADD COLUMN IF NOT EXISTS process int;
    CREATE INDEX IF NOT EXISTS answers_by_age ON api.answers (at)";

/// The key of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(pub String);

/// The body of an answer as it is kept, where that must not be the one that was sent: without the secret in it.
#[derive(Clone, Debug)]
pub struct KeptBody(pub String);

/// What became of a claim.
enum Claim {
    /// The request is the first with its key.
    First,
    /// It was answered before.
    Answered(Box<Response>),
}

/// Lets each command through once.
pub async fn once(
    State(reception): State<Reception>,
    caller: Caller,
    request: Request,
    next: Next,
) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    match guarded(&reception, &caller, request, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn guarded(
    reception: &Reception,
    caller: &Caller,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let key = key(request.headers())?;
    let (mut parts, body) = request.into_parts();
    let limit = reception.settings().body_limit_bytes;
    let bytes = to_bytes(body, limit).await.map_err(|_| {
        Problem::new(&problem::TOO_LARGE).with("limit", i64::try_from(limit).unwrap_or(i64::MAX))
    })?;
    let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
    let fingerprint = fingerprint(&key, target, parts.headers.get(IF_MATCH), &bytes);
    if let Claim::Answered(answer) = claim(reception, caller, &key, &fingerprint).await? {
        return Ok(*answer);
    }
    parts.extensions.insert(key.clone());
    parts.extensions.insert(caller.clone());
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    keep(reception, caller, &key, response).await
}

/// The key in the headers: 1 to 200 visible characters.
fn key(headers: &HeaderMap) -> Result<Key, Problem> {
    let value = headers.get(IDEMPOTENCY_KEY).ok_or_else(|| Problem::new(&problem::NO_KEY))?;
    let wrong = || Problem::new(&problem::BAD_HEADER).with("header", "Idempotency-Key");
    let text = value.to_str().map_err(|_| wrong())?.trim();
    let fits = (1..=200).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then(|| Key(text.to_owned())).ok_or_else(wrong)
}

/// Tells requests apart without keeping them: the key is mixed in, so equal bodies of others have other fingerprints.
fn fingerprint(key: &Key, target: &str, seen: Option<&HeaderValue>, body: &Bytes) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in [key.0.as_bytes(), target.as_bytes(), seen.map_or(&[][..], HeaderValue::as_bytes), body] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}

async fn claim(
    reception: &Reception,
    caller: &Caller,
    key: &Key,
    fingerprint: &[u8],
) -> Result<Claim, Problem> {
    // One statement, so of two at once one inserts and the other finds it. Its commit need not wait for the disk: the
    // facts that follow are written after it, and their commit takes it along.
    let claimed = sqlx::query(
        "WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))
         INSERT INTO api.answers AS a (token, key, fingerprint, process) SELECT $1, $2, $3, $6 FROM quick
         ON CONFLICT (token, key) DO UPDATE SET fingerprint = $3, at = now(), status = NULL, process = $6
         WHERE a.at < now() - $4::interval
            OR (a.status IS NULL AND a.fingerprint = $3 AND (a.at < now() - $5::interval OR (
                a.process IS NOT NULL AND NOT EXISTS (
                    SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                    WHERE l.locktype = 'advisory' AND d.datname = current_database() AND l.granted
                      AND l.classid::bigint = $7 AND l.objid::bigint = a.process AND l.objsubid = 2))))
         RETURNING true",
    )
    .bind(caller.token())
    .bind(&key.0)
    .bind(fingerprint)
    .bind(KEPT)
    .bind(CLAIMED)
    .bind(reception.presence().number())
    .bind(CLASS)
    .fetch_optional(reception.pool())
    .await?;
    if claimed.is_some() {
        return Ok(Claim::First);
    }
    let found = sqlx::query("SELECT * FROM api.answers WHERE token = $1 AND key = $2")
        .bind(caller.token())
        .bind(&key.0)
        .fetch_optional(reception.pool())
        .await?;
    // Whoever had it has let go of it this moment.
    let Some(row) = found else { return Err(Problem::new(&problem::KEY_IN_USE).retry_after(1)) };
    if row.try_get::<Vec<u8>, _>("fingerprint")? != fingerprint {
        return Err(Problem::new(&problem::KEY_REUSED));
    }
    let Some(status) = row.try_get::<Option<i16>, _>("status")? else {
        return Err(Problem::new(&problem::KEY_IN_USE).retry_after(1));
    };
    answered(status, &row).map(|answer| Claim::Answered(Box::new(answer)))
}

/// The answer that was given first.
fn answered(status: i16, row: &sqlx::postgres::PgRow) -> Result<Response, Problem> {
    let mut response = if let Some(kept) = row.try_get::<Option<Value>, _>("problem")? {
        Problem::from_kept(&kept).unwrap_or_else(|| Problem::new(&problem::INTERNAL)).into_response()
    } else {
        let body: String = row.try_get("body")?;
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = StatusCode::from_u16(status.unsigned_abs()).unwrap_or(StatusCode::OK);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let kept: Value = row.try_get("headers")?;
        for name in HEADERS {
            let value = kept[name.as_str()].as_str().and_then(|value| HeaderValue::from_str(value).ok());
            if let Some(value) = value {
                headers.insert(name, value);
            }
        }
        response
    };
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

/// Keeps an answer that decided something; otherwise lets go of the key.
async fn keep(
    reception: &Reception,
    caller: &Caller,
    key: &Key,
    response: Response,
) -> Result<Response, Problem> {
    let told = response.extensions().get::<Problem>();
    let decided = response.status().is_success() || told.is_some_and(Problem::is_decision);
    if !decided {
        sqlx::query("DELETE FROM api.answers WHERE token = $1 AND key = $2 AND status IS NULL")
            .bind(caller.token())
            .bind(&key.0)
            .execute(reception.pool())
            .await?;
        return Ok(response);
    }
    let problem = told.map(Problem::kept);
    let fit_to_keep = response.extensions().get::<KeptBody>().cloned();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|_| Problem::new(&problem::INTERNAL))?;
    let headers: serde_json::Map<String, Value> = HEADERS
        .into_iter()
        .filter_map(|name| Some((name.to_string(), parts.headers.get(&name)?.to_str().ok()?.into())))
        .collect();
    sqlx::query(
        "WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))
         UPDATE api.answers SET status = $3, headers = $4, body = $5, problem = $6 FROM quick
         WHERE token = $1 AND key = $2",
    )
    .bind(caller.token())
    .bind(&key.0)
    .bind(i16::try_from(parts.status.as_u16()).unwrap_or_default())
    .bind(Value::Object(headers))
    .bind(fit_to_keep.map_or_else(|| String::from_utf8_lossy(&bytes).into_owned(), |KeptBody(body)| body))
    .bind(problem)
    .execute(reception.pool())
    .await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

/// Throws old answers away, and shows others that this process is there, for as long as it is polled.
pub async fn look_after(reception: &Reception) {
    let presence = reception.presence().keep(reception.pool(), &reception.office().chance);
    tokio::join!(presence, sweep(reception));
}

async fn sweep(reception: &Reception) {
    loop {
        let gone = sqlx::query("DELETE FROM api.answers WHERE at < now() - $1::interval")
            .bind(KEPT)
            .execute(reception.pool())
            .await;
        if let Err(error) = gone {
            tracing::warn!(error = %error, "old answers cannot be thrown away");
        }
        if let Err(error) = introductions::forget(reception.pool()).await {
            tracing::warn!(error = %error, "introductions cannot be forgotten");
        }
        tokio::time::sleep(SWEEP).await;
    }
}
