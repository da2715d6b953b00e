//! The OpenAPI 3.1 document, made of the code, and its pages.
//!
//! Each operation states its own; what all have in common (problems, tokens, keys, positions) is said here once.

mod links;
mod pages;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

pub(super) use self::pages::router;
use super::scopes::TABLE;

/// Where the document is.
const ADDRESS: &str = "/api/openapi.json";
/// What is no view: reads of it take no position and no earlier moment.
const BESIDE_THE_VIEWS: [&str; 2] = ["/api/v1/changes", "/api/v1/webhooks"];
/// What the operations are about, in the order the pages show them.
const TAGS: [(&str, &str); 11] = [
    (
        "programmes",
        "Plan, check, publish, change, copy and archive a programme; its partners, council and rules",
    ),
    ("seminars", "Seminars with their sessions: put on the calendar, described, moved, called off"),
    (
        "enrolments",
        "Enrolling in pairs: drafts, places, the queue, offers, members, deputies, and why it stands as it does",
    ),
    ("attendance", "Who was there: observed, taken back, corrected; the end of the roll; sign-in sheets"),
    ("certificates", "Issued, revoked, reissued, as PDF, and verified by anyone who has the number"),
    ("evaluations", "How far each has come, and summaries in which nobody can be told"),
    ("people", "Registered, changed, protected; wishes for erasure"),
    ("letters", "What was sent to whom, what became of it, and sending it again"),
    ("exports", "Lists as XLSX, CSV and JSON"),
    ("changes", "What happens, as it happens: server-sent events or pages, from any position"),
    ("webhooks", "Having it sent, signed, to an address of yours"),
];

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let described = super::routes().into_openapi();
    complete(serde_json::to_value(described).unwrap_or_default())
});

/// The document.
pub fn document() -> &'static Value {
    &DOCUMENT
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
    let tags = TAGS.iter().map(|(name, about)| json!({ "name": name, "description": about }));
    document["tags"] = tags.collect();
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
    links::add(&mut document);
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
        for (status, answer) in responses.iter_mut().filter(|(status, _)| status.starts_with('2')) {
            let headers = answer_headers(path, method, status, answer);
            if !headers.is_empty() {
                answer["headers"] = Value::Object(headers);
            }
        }
    }
}

/// The headers of an answer that succeeded: where it stands, and where what was made stands.
fn answer_headers(path: &str, method: &str, status: &str, answer: &Value) -> Map<String, Value> {
    let mut headers = answer["headers"].as_object().cloned().unwrap_or_default();
    let mut says = |name: &str, about: &str, schema: Value| {
        headers.insert(name.to_owned(), json!({ "description": about, "schema": schema }));
    };
    let schema = &answer["content"]["application/json"]["schema"];
    let name = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()).unwrap_or_default();
    let view = method == "get" && !BESIDE_THE_VIEWS.iter().any(|root| path.starts_with(root));
    if name == "Receipt" || (view && !schema.is_null()) {
        let about = "Position of the log the answer stands at; `at_least` takes it";
        says("Parvis-Position", about, json!({ "type": "integer" }));
        let about = "Revision of what was read or changed; `If-Match` takes it. Absent where there is no such revision";
        says("ETag", about, json!({ "type": "string" }));
    }
    if name.starts_with("Listed_") {
        says("Link", "The next page (`rel=\"next\"`); absent on the last", json!({ "type": "string" }));
    }
    if method == "post" {
        let about = "`true` when the command was carried out before, and this is its first answer again";
        says("Idempotency-Replayed", about, json!({ "type": "string" }));
    }
    if status == "201" {
        says(
            "Location",
            "Where what was made stands",
            json!({ "type": "string", "format": "uri-reference" }),
        );
    }
    headers
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
                "required": ["code", "detail"],
                "properties": {
                    "pointer": { "type": "string", "description": "The field, as a JSON pointer (RFC 6901) in a fragment" },
                    "parameter": { "type": "string", "description": "Or the parameter of the address" },
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
