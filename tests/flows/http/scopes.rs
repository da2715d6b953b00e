//! Every operation is refused without the power that the document says it takes.

use reqwest::Method;
use serde_json::{Value, json};

use super::server::Server;

const POWERS: [&str; 10] = [
    "read",
    "read-personal",
    "read-protected",
    "enrol",
    "coordinate",
    "organise",
    "certify",
    "evaluate",
    "registrar",
    "administer",
];

/// Powers that bring another one along.
fn bring(power: &str) -> Vec<&'static str> {
    let all: Vec<&'static str> = POWERS.into_iter().collect();
    all.into_iter()
        .filter(|other| {
            let includes: &[&str] = match *other {
                "read-personal" | "organise" | "certify" | "evaluate" => &["read"],
                "read-protected" => &["read", "read-personal"],
                "coordinate" => &["read", "enrol"],
                "registrar" => &["read", "read-personal", "read-protected"],
                _ => &[],
            };
            *other == power || includes.contains(&power)
        })
        .collect()
}

/// A body that follows the documented schema: the example.
fn example(document: &Value, operation: &Value) -> Value {
    let reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str();
    let Some(reference) = reference else { return Value::Null };
    let schema = document.pointer(reference.strip_prefix('#').unwrap()).unwrap();
    let schema = match schema["oneOf"][0]["$ref"].as_str() {
        Some(first) => document.pointer(first.strip_prefix('#').unwrap()).unwrap(),
        None => schema,
    };
    assert!(!schema["example"].is_null(), "{reference} has no example");
    schema["example"].clone()
}

#[tokio::test]
async fn every_operation_is_refused_without_its_power() {
    let server = Server::start(&[]).await;
    let document = server.get("", "/api/openapi.json").await.body;
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Some(power) = operation["security"][0]["token"][0].as_str() else {
                assert_eq!(operation["security"], json!([{}]), "{method} {path} names no power");
                continue;
            };
            let without = bring(power);
            let scopes: Vec<String> = POWERS
                .iter()
                .filter(|other| !without.contains(other))
                .map(|other| format!("{other}:*"))
                .collect();
            let token = server.token(&scopes.iter().map(String::as_str).collect::<Vec<_>>());
            let id = "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10";
            let mut concrete = path.clone();
            for (name, value) in [
                ("programme", "TEST-1"),
                ("number", "1"),
                ("export", "participants"),
                ("county", "12"),
                ("reminder", "two-weeks"),
                ("date", "2026-05-29"),
            ] {
                concrete = concrete.replace(&format!("{{{name}}}"), value);
            }
            while let (Some(from), Some(to)) = (concrete.find('{'), concrete.find('}')) {
                concrete.replace_range(from..=to, id);
            }
            let method: Method = method.to_uppercase().parse().unwrap();
            let key = format!("k{tried}");
            let headers = [("idempotency-key", key.as_str())];
            let answer = server
                .send(method.clone(), &token, &concrete, Some(example(&document, operation)), &headers)
                .await;
            assert_eq!(answer.refused(), (403, "scope-missing"), "{method} {path} without {power}");
            tried += 1;
        }
    }
    assert!(tried > 60, "{tried} operations");
}
