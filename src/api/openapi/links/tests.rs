//! Every link leads to an operation that is there, fills what it takes, and finds what it points at.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::document;

struct Link {
    from: String,
    name: String,
    says: Value,
    operation: Value,
    answer: Value,
}

fn operations() -> BTreeMap<String, (String, Value)> {
    let paths = document()["paths"].as_object().unwrap();
    let each = paths.iter().flat_map(|(path, item)| {
        item.as_object().unwrap().iter().map(move |(method, operation)| (method, path, operation))
    });
    each.map(|(method, path, operation)| {
        let id = operation["operationId"].as_str().unwrap().to_owned();
        (id, (format!("{method} {path}"), operation.clone()))
    })
    .collect()
}

fn links() -> Vec<Link> {
    let mut found = Vec::new();
    for (from, operation) in operations().into_values() {
        for (status, answer) in operation["responses"].as_object().unwrap() {
            for (name, link) in answer["links"].as_object().into_iter().flatten() {
                found.push(Link {
                    from: format!("{from} {status}"),
                    name: name.clone(),
                    says: link.clone(),
                    operation: operation.clone(),
                    answer: answer.clone(),
                });
            }
        }
    }
    found
}

fn resolved(schema: &Value) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return resolved(document().pointer(&reference[1..]).unwrap());
    }
    let forms = ["oneOf", "allOf"].iter().filter_map(|keyword| schema[keyword].as_array()).flatten();
    let forms: Vec<&Value> = forms.filter(|form| form["type"] != "null").collect();
    if let [only] = forms[..] { resolved(only) } else { schema.clone() }
}

/// What a JSON pointer finds in whatever follows a schema.
fn found_at(schema: &Value, pointer: &str) -> Value {
    pointer.split('/').skip(1).fold(resolved(schema), |schema, step| {
        let inner = if step == "0" { &schema["items"] } else { &schema["properties"][step] };
        resolved(inner)
    })
}

fn has(operation: &Value, place: &str, name: &str) -> bool {
    let parameters = operation["parameters"].as_array().unwrap();
    parameters.iter().any(|one| one["in"] == place && one["name"] == name)
}

#[test]
fn every_link_leads_to_an_operation_and_gives_it_what_it_takes() {
    let operations = operations();
    let all = links();
    assert!(all.len() > 300, "{} links", all.len());
    for Link { from, name, says, operation, answer } in &all {
        let about = format!("{from} → {name}");
        let (_, target) = &operations[says["operationId"].as_str().unwrap()];
        let given = says["parameters"].as_object().unwrap();
        for (parameter, expression) in given {
            let (place, parameter) = parameter.split_once('.').unwrap();
            assert!(has(target, place, parameter), "{about} gives an unknown {place}.{parameter}");
            let expression = expression.as_str().unwrap();
            if let Some(name) = expression.strip_prefix("$request.path.") {
                assert!(has(operation, "path", name), "{about} takes {expression}");
            } else if let Some(header) = expression.strip_prefix("$response.header.") {
                assert!(answer["headers"][header].is_object(), "{about} takes {expression}");
            } else {
                let (body, pointer) = expression.split_once('#').unwrap();
                let content = if body == "$request.body" { &operation["requestBody"] } else { answer };
                let schema = &content["content"]["application/json"]["schema"];
                assert!(!found_at(schema, pointer)["type"].is_null(), "{about} takes {expression}");
            }
        }
        let needed = target["parameters"].as_array().unwrap().iter().filter(|one| one["in"] == "path");
        for one in needed {
            let name = one["name"].as_str().unwrap();
            assert!(given.contains_key(&format!("path.{name}")), "{about} leaves out {name}");
        }
    }
}

#[test]
fn whatever_is_made_is_linked_and_whatever_takes_an_id_is_linked_to() {
    let linked: BTreeSet<String> =
        links().iter().map(|link| link.says["operationId"].as_str().unwrap().to_owned()).collect();
    for (id, (name, operation)) in operations() {
        let answer = &operation["responses"]["201"];
        let links = answer["links"].as_object().into_iter().flatten();
        let told = links.flat_map(|(_, link)| link["parameters"].as_object().unwrap().values());
        let new = told.filter_map(Value::as_str).any(|found| found.contains(".body#"));
        assert!(answer.is_null() || new, "{name} makes what it does not link to");
        let takes = operation["parameters"].as_array().unwrap().iter().any(|one| one["in"] == "path");
        // Whose number is printed on a certificate, and what is named by a word, needs no answer to find it.
        let by_word = name.contains("/certificates/{number}") || name.contains("/exports/{export}");
        assert!(!takes || by_word || linked.contains(&id), "nothing links to {name}");
    }
}

#[test]
fn links_say_where_in_the_answer_the_id_is() {
    let paths = &document()["paths"];
    let made = &paths["/api/v1/programmes/{programme}/enrolments"]["post"]["responses"]["201"]["links"];
    let why = &made["get_programmes_programme_enrolments_enrolment_why"]["parameters"];
    assert_eq!(why["path.programme"], "$request.path.programme");
    assert_eq!(why["path.enrolment"], "$response.body#/id");
    assert_eq!(why["header.Parvis-At-Least"], "$response.header.Parvis-Position");
    let planned = &paths["/api/v1/programmes"]["post"]["responses"]["201"]["links"];
    assert_eq!(planned["get_programmes_programme"]["parameters"]["path.programme"], "$request.body#/code");
    let listed = &paths["/api/v1/programmes/{programme}/queue"]["get"]["responses"]["200"]["links"];
    let accept = &listed["post_programmes_programme_enrolments_enrolment_offer_accept"];
    assert_eq!(accept["parameters"]["path.enrolment"], "$response.body#/items/0/id");
    let shown = &paths["/api/v1/programmes/{programme}/enrolments/{enrolment}"]["get"]["responses"]["200"];
    let replace = &shown["links"]["post_programmes_programme_enrolments_enrolment_members_person_replace"];
    assert_eq!(replace["parameters"]["path.person"], "$response.body#/members/0/person/id");
    let contact = &shown["links"]["get_people_person_of_contact"];
    assert_eq!(contact["parameters"]["path.person"], "$response.body#/contact/id");
}
