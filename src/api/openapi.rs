//! The OpenAPI 3.1 document, made of the code, and its pages.
//!
//! Each operation states its own; what all have in common (problems, tokens, keys, positions) is said here once.
//! The pages hold everything they need: they ask no other host, and run no script but their own.

#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use serde_json::{Map, Value, json};
use utoipa_swagger_ui::Config;

use super::problem::{self, Problem};
use super::scopes::TABLE;
use crate::reception::Reception;

/// Where the document is.
const ADDRESS: &str = "/api/openapi.json";
/// What is no view: reads of it take no position and no earlier moment.
const BESIDE_THE_VIEWS: [&str; 2] = ["/api/v1/changes", "/api/v1/webhooks"];
/// What the pages may do. Their pictures are in their style sheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let described = super::routes().into_openapi();
    complete(serde_json::to_value(described).unwrap_or_default())
});

/// The document.
pub fn document() -> &'static Value {
    &DOCUMENT
}

/// The document and its pages.
pub(super) fn router() -> Router<Reception> {
    Router::new()
        .route(ADDRESS, get(async || ([(CONTENT_TYPE, "application/json")], document().to_string())))
        .route("/api/docs", get(async || Redirect::permanent("/api/docs/")))
        .route("/api/docs/", get(async || page("")))
        .route("/api/docs/{*file}", get(async |Path(file): Path<String>| page(&file)))
}

fn page(file: &str) -> Result<Response, Problem> {
    static CONFIG: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
        let config = Config::from(ADDRESS).validator_url("none").try_it_out_enabled(true).filter(true);
        Arc::new(config.display_request_duration(true).doc_expansion("none"))
    });
    let found = utoipa_swagger_ui::serve(file, Arc::clone(&CONFIG)).map_err(|error| {
        tracing::error!(error = %error, "a page of the documentation cannot be made");
        Problem::new(&problem::INTERNAL)
    })?;
    let found = found.ok_or_else(|| Problem::new(&problem::NOT_FOUND))?;
    let mut response = ([(CONTENT_TYPE, found.content_type)], found.bytes.into_owned()).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("max-age=3600"));
    Ok(response)
}

/// Says what all operations have in common.
fn complete(mut document: Value) -> Value {
    document["openapi"] = json!("3.1.0");
    document["info"] = json!({
        "title": "Parvis",
        "version": "1",
        "summary": "Training programmes of the public sector: enrolment in pairs, attendance, certificates, evaluation",
        "description": about(),
        "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
    });
    document["servers"] = json!([{ "url": "/", "description": "This installation" }]);
    document["components"]["securitySchemes"] = json!({ "token": {
        "type": "http", "scheme": "bearer", "bearerFormat": "parvis_…",
        "description": "A token that `parvis token issue` printed. Each operation names the power it takes.",
    } });
    document["components"]["schemas"]["Problem"] = problem_schema();
    document["components"]["responses"] = json!({ "Problem": {
        "description": "What went wrong, with a stable code and words in the caller's language (RFC 9457)",
        "headers": { "Retry-After": { "description": "Seconds to wait", "schema": { "type": "integer" } } },
        "content": { "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" },
            "example": {
                "type": "/problems/scope-missing", "title": "Scope missing", "status": 403, "code": "scope-missing",
                "detail": "This takes the scope enrol:KKN-2018, which the token does not have.",
                "instance": "urn:uuid:0a1b2c3d-0000-4000-8000-000000000000",
            },
        } },
    } });
    let Some(paths) = document["paths"].as_object_mut() else { return document };
    for (path, item) in paths.iter_mut() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if let Some(operation) = operation.as_object_mut() {
                join(path, method, operation);
            }
        }
    }
    document
}

/// What an operation has in common with the others of its kind, and a name of its own.
fn join(path: &str, method: &str, operation: &mut Map<String, Value>) {
    let words: Vec<&str> = path.split(['/', '{', '}', '-']).filter(|word| !word.is_empty()).skip(2).collect();
    operation.insert("operationId".into(), json!(format!("{method}_{}", words.join("_"))));
    let open = operation.get("security").is_some_and(|needed| needed == &json!([{}]));
    let mut statuses = vec!["400", "404", "429", "500", "503"];
    if !open {
        statuses.extend(["401", "403"]);
    }
    let mut parameters =
        operation.remove("parameters").and_then(|found| found.as_array().cloned()).unwrap_or_default();
    parameters.push(header(
        "Accept-Language",
        "Language of problems: sv, nb or en",
        false,
        json!({ "type": "string", "example": "sv" }),
    ));
    if method == "post" {
        statuses.extend(["409", "410", "413", "422"]);
        if operation.contains_key("requestBody") {
            statuses.push("415");
        }
        let text = json!({ "type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$" });
        let about = "A new random value for each command, the same when it is sent again: a repeated command gets the first answer";
        parameters.push(header("Idempotency-Key", about, true, text));
        let tag = json!({ "type": "string", "pattern": "^(?:\\*|\"[0-9]{1,9}\")$" });
        let about =
            "The ETag of what was read: the command is refused with what has changed since, if something has";
        parameters.push(header("If-Match", about, false, tag));
    } else if path.starts_with("/api/v1/")
        && !open
        && !BESIDE_THE_VIEWS.iter().any(|root| path.starts_with(root))
    {
        let position = json!({ "type": "integer", "minimum": 0, "maximum": 4_294_967_295_u64 });
        let about = "Position the answer must stand at least at (`Parvis-Position` of an earlier answer); waits two seconds for it";
        parameters.push(query("at_least", about, position.clone()));
        parameters.push(header("Parvis-At-Least", about, false, position));
        let about = "Show what was known then: `2018-04-01` (to its end), `2018-04-01T12:00` (local) or with an offset";
        let moment = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?$";
        parameters.push(query("as_of", about, json!({ "type": "string", "pattern": moment })));
    }
    operation.insert("parameters".into(), json!(parameters));
    if let Some(responses) = operation.entry("responses").or_insert(json!({})).as_object_mut() {
        for status in statuses {
            responses.entry(status).or_insert(json!({ "$ref": "#/components/responses/Problem" }));
        }
    }
}

fn header(name: &str, about: &str, required: bool, schema: Value) -> Value {
    json!({ "name": name, "in": "header", "description": about, "required": required, "schema": schema })
}

fn query(name: &str, about: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "description": about, "required": false, "schema": schema })
}

fn problem_schema() -> Value {
    json!({
        "type": "object",
        "description": "Problem details (RFC 9457). `type` is an address whose page explains the code.",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": { "type": "string", "format": "uri-reference" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "code": { "type": "string", "description": "Stable; `/problems` lists all" },
            "instance": { "type": "string", "format": "uri", "description": "The request, by its id" },
            "errors": { "type": "array", "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {
                    "pointer": { "type": "string", "description": "The field, as a JSON pointer (RFC 6901) in a fragment" },
                    "code": { "type": "string" },
                    "detail": { "type": "string" },
                },
            } },
            "changes": { "type": "array", "description": "Of a stale edit: what has changed since", "items": {
                "type": "object",
                "required": ["fact", "at", "by", "revision", "position"],
                "properties": {
                    "fact": { "type": "string" },
                    "at": { "type": "string", "format": "date-time" },
                    "by": { "type": "string", "description": "A token's id, a page's account, a job or a file" },
                    "revision": { "type": "integer" },
                    "position": { "type": "integer" },
                },
            } },
        },
    })
}

fn about() -> String {
    let rows: Vec<String> = TABLE
        .iter()
        .map(|row| {
            let includes: Vec<&str> = row.includes.iter().map(|power| power.name()).collect();
            format!("| `{}` | {} | {} |", row.name, row.may, includes.join(", "))
        })
        .collect();
    format!(
        "Commands are POST with an `Idempotency-Key`; their answer says which facts followed, at which `position` and \
         `revision`. Send `If-Match` with the `ETag` you read to be told when somebody was faster. Reads take `at_least` \
         (a position, to see what you have just done) and `as_of` (an earlier moment). Lists come in pages: pass `next` \
         as `cursor`, or follow `Link`. Whatever is refused comes as problem details with a stable code.\n\n\
         A scope is a power in one programme or in all: `read:KKN-2018`, `coordinate:*`.\n\n\
         | power | lets its holder | includes |\n|---|---|---|\n{}",
        rows.join("\n")
    )
}
