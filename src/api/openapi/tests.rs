//! The document is whole, says nothing twice, and its examples follow its schemas.

use std::collections::BTreeSet;

use regex::Regex;
use serde_json::{Value, json};

use super::document;
use crate::api::schema;

fn operations() -> Vec<(String, String, Value)> {
    let paths = document()["paths"].as_object().unwrap();
    let of = |(path, item): (&String, &Value)| {
        let methods = item.as_object().unwrap().iter();
        methods
            .map(|(method, operation)| (path.clone(), method.clone(), operation.clone()))
            .collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

#[test]
fn every_operation_has_a_name_of_its_own_a_summary_a_power_and_its_problems() {
    let all = operations();
    assert!(all.len() > 70, "{} operations", all.len());
    let names: BTreeSet<&str> =
        all.iter().map(|(.., operation)| operation["operationId"].as_str().unwrap()).collect();
    assert_eq!(names.len(), all.len());
    for (path, method, operation) in &all {
        assert!(operation["summary"].as_str().is_some_and(|text| text.len() > 5), "{method} {path}");
        assert!(operation["tags"][0].is_string() && operation["security"].is_array(), "{method} {path}");
        assert!(operation["responses"]["429"].is_object() && operation["responses"]["400"].is_object());
        let keys = operation["parameters"].as_array().unwrap().iter();
        let keyed = keys.filter(|parameter| parameter["name"] == "Idempotency-Key").count();
        assert_eq!(keyed, usize::from(method == "post"), "{method} {path}");
    }
}

#[test]
fn every_body_has_an_example_that_follows_its_schema_by_our_check_and_by_anothers() {
    let mut tried = 0;
    for (path, method, operation) in operations() {
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        let Some(reference) = body["$ref"].as_str() else { continue };
        let found = document().pointer(reference.strip_prefix('#').unwrap()).unwrap();
        let first = found["oneOf"][0]["$ref"].as_str();
        let shown =
            first.map_or(found, |first| document().pointer(first.strip_prefix('#').unwrap()).unwrap());
        let example = &shown["example"];
        assert!(!example.is_null(), "{method} {path}: {reference} has no example");
        assert!(schema::check(document(), body, example).is_empty(), "{method} {path}");
        let whole = json!({ "$ref": reference, "components": document()["components"] });
        let judge = jsonschema::validator_for(&whole).unwrap();
        assert!(judge.is_valid(example), "{method} {path}: {:?}", judge.validate(example));
        // What is no object, and an unknown field, neither takes.
        let mut more = example.clone();
        more["unheard_of"] = json!(1);
        for wrong in [json!([]), more] {
            assert_eq!(
                schema::check(document(), body, &wrong).is_empty(),
                judge.is_valid(&wrong),
                "{method} {path}"
            );
            assert!(!judge.is_valid(&wrong), "{method} {path} takes {wrong}");
        }
        tried += 1;
    }
    assert!(tried > 25, "{tried} bodies");
}

#[test]
fn patterns_compile_and_schemas_of_bodies_use_only_what_is_checked() {
    const DESCRIBING: [&str; 6] = ["default", "description", "example", "examples", "readOnly", "title"];
    fn walk(schema: &Value, findings: &mut Vec<String>) {
        let Some(fields) = schema.as_object() else { return };
        for (keyword, value) in fields {
            let known =
                schema::UNDERSTOOD.contains(&keyword.as_str()) || DESCRIBING.contains(&keyword.as_str());
            if !known {
                findings.push(keyword.clone());
            }
            match keyword.as_str() {
                "pattern" => assert!(Regex::new(value.as_str().unwrap()).is_ok(), "{value}"),
                "properties" => value.as_object().unwrap().values().for_each(|inner| walk(inner, findings)),
                "items" | "additionalProperties" | "propertyNames" => walk(value, findings),
                "oneOf" | "anyOf" | "allOf" => {
                    value.as_array().unwrap().iter().for_each(|inner| walk(inner, findings));
                }
                _ => {}
            }
        }
    }
    let mut findings = Vec::new();
    document()["components"]["schemas"]
        .as_object()
        .unwrap()
        .values()
        .for_each(|schema| walk(schema, &mut findings));
    assert!(findings.is_empty(), "keywords that nobody checks: {findings:?}");
}

/// A text that may be anything may hold what a database cannot keep, such as a zero character.
#[test]
fn every_text_that_can_be_sent_says_what_it_may_be() {
    fn walk(schema: &Value, at: &str, seen: &mut BTreeSet<String>, findings: &mut Vec<String>) {
        if let Some(reference) = schema["$ref"].as_str() {
            if seen.insert(reference.to_owned()) {
                walk(document().pointer(&reference[1..]).unwrap(), reference, seen, findings);
            }
            return;
        }
        if schema.is_null() {
            return;
        }
        let text = schema["type"] == "string"
            || schema["type"].as_array().is_some_and(|all| all.contains(&json!("string")));
        let formats = ["uuid", "date", "date-time"];
        let bounded = ["enum", "pattern", "const"].iter().any(|keyword| !schema[*keyword].is_null())
            || schema["format"].as_str().is_some_and(|format| formats.contains(&format));
        if text && !bounded {
            findings.push(at.to_owned());
        }
        for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
            walk(inner, &format!("{at}/{name}"), seen, findings);
        }
        for keyword in ["items", "additionalProperties", "propertyNames"] {
            walk(&schema[keyword], at, seen, findings);
        }
        for inner in
            ["oneOf", "anyOf", "allOf"].iter().filter_map(|keyword| schema[*keyword].as_array()).flatten()
        {
            walk(inner, at, seen, findings);
        }
    }
    let (mut seen, mut findings) = (BTreeSet::new(), Vec::new());
    for (path, _, operation) in operations() {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        walk(schema, &path, &mut seen, &mut findings);
    }
    assert!(seen.len() > 40, "{} schemas", seen.len());
    assert!(findings.is_empty(), "texts that may be anything: {findings:?}");
}
