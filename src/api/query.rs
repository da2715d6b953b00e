//! Parameters after the question mark, checked against what the documentation shows for the very operation: each one
//! that is unknown, given twice or not what it should be is named, with the reason.

use axum::extract::{MatchedPath, Query};
use axum::http::Method;
use axum::http::request::Parts;
use serde_json::{Value, json};

use super::openapi;
use super::problem::{self, FieldError, Problem};
use super::schema;

/// Asserts that the parameters of a request are those of its operation.
///
/// # Errors
/// Every parameter that is not as it is documented.
pub fn check(parts: &Parts) -> Result<(), Problem> {
    let Some(path) = parts.extensions.get::<MatchedPath>() else { return Ok(()) };
    let method = if parts.method == Method::HEAD { Method::GET } else { parts.method.clone() };
    let operation = &openapi::document()["paths"][path.as_str()][method.as_str().to_ascii_lowercase()];
    if operation.is_null() {
        return Ok(());
    }
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
    let Query(pairs) = pairs.map_err(|_| Problem::new(&problem::BAD_REQUEST))?;
    let faults = faults(operation, &pairs);
    let Some(first) = faults.first() else { return Ok(()) };
    let named = first.pointer.clone();
    Err(Problem::new(&problem::BAD_PARAMETER).with("parameter", named).at(faults))
}

/// One parameter that is not what it should be, found by more than its schema.
pub fn parameter_fault(name: &str, code: &'static str) -> Problem {
    let fault = FieldError { pointer: name.to_owned(), code, values: Vec::new() };
    Problem::new(&problem::BAD_PARAMETER).with("parameter", name.to_owned()).at(vec![fault])
}

fn faults(operation: &Value, pairs: &[(String, String)]) -> Vec<FieldError> {
    let all = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let known: Vec<&Value> = all.iter().filter(|one| one["in"] == "query").collect();
    let names: Vec<&str> = known.iter().filter_map(|one| one["name"].as_str()).collect();
    let fault = |name: &str, code| FieldError { pointer: name.to_owned(), code, values: Vec::new() };
    let mut found = Vec::new();
    for (number, (name, text)) in pairs.iter().enumerate() {
        let Some(described) = known.iter().find(|one| one["name"] == name.as_str()) else {
            found.push(if names.is_empty() {
                fault(name, "no-parameters")
            } else {
                FieldError {
                    values: vec![("expected", names.join(", ").into())],
                    ..fault(name, "unknown-parameter")
                }
            });
            continue;
        };
        if pairs.iter().take(number).any(|(before, _)| before == name) {
            found.push(fault(name, "repeated"));
            continue;
        }
        let schema = not_null(&described["schema"]);
        let faults = schema::check(openapi::document(), &schema, &read(&schema, text));
        found.extend(faults.into_iter().map(|fault| FieldError { pointer: name.clone(), ..fault }));
    }
    let given = |one: &&&Value| pairs.iter().any(|(name, _)| one["name"] == name.as_str());
    let missing = known.iter().filter(|one| one["required"] == true && !given(one));
    found.extend(missing.filter_map(|one| one["name"].as_str()).map(|name| fault(name, "required")));
    found
}

/// A schema without `null`, which no address can say.
fn not_null(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(kinds) = schema["type"].as_array() {
        let others: Vec<&Value> = kinds.iter().filter(|kind| **kind != "null").collect();
        schema["type"] = if let [only] = others[..] { only.clone() } else { json!(others) };
    }
    schema
}

/// A value as an address writes it.
fn read(schema: &Value, text: &str) -> Value {
    match schema["type"].as_str() {
        Some("integer") => text.parse().map_or_else(|_| json!(text), |number: i64| json!(number)),
        Some("boolean") => text.parse().map_or_else(|_| json!(text), |truth: bool| json!(truth)),
        Some(_) | None => json!(text),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::faults;

    #[test]
    fn each_parameter_that_is_not_as_documented_is_named_with_the_reason() {
        let operation = json!({ "parameters": [
            { "name": "limit", "in": "query", "schema": { "type": ["integer", "null"], "minimum": 1 } },
            { "name": "status", "in": "query", "schema": { "type": "string", "enum": ["sent", "failed"] } },
            { "name": "whose", "in": "query", "required": true, "schema": { "type": "string" } },
            { "name": "programme", "in": "path", "required": true, "schema": { "type": "string" } },
        ] });
        let found = |pairs: &[(&str, &str)]| {
            let pairs: Vec<_> =
                pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
            let found = faults(&operation, &pairs);
            found.into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect::<Vec<_>>()
        };
        assert!(found(&[("whose", "mine"), ("limit", "7"), ("status", "sent")]).is_empty());
        assert_eq!(
            found(&[("limit", "0"), ("limit", "9"), ("status", "lost"), ("colour", "red")]),
            [
                "limit too-small",
                "limit repeated",
                "status choice",
                "colour unknown-parameter",
                "whose required"
            ]
        );
        assert_eq!(found(&[("whose", "x"), ("limit", "many"), ("programme", "x")]).len(), 2);
        let pairs = [("limit".to_owned(), "1".to_owned())];
        assert_eq!(faults(&json!({}), &pairs)[0].code, "no-parameters");
    }
}
