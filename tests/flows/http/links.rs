//! The document's links, followed by a client that knows nothing else of the program.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::pair::Series;
use super::server::{Answer, Server};

/// A request: which operation, and what its path was filled with.
#[derive(Clone, Debug)]
struct Step {
    operation: String,
    path: BTreeMap<String, String>,
}

/// Method, path and description of each operation, by its id.
fn operations(document: &Value) -> BTreeMap<String, (String, String, Value)> {
    let mut found = BTreeMap::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            found.insert(id, (method.clone(), path.clone(), operation.clone()));
        }
    }
    found
}

fn address(template: &str, path: &BTreeMap<String, String>) -> String {
    path.iter()
        .fold(template.to_owned(), |address, (name, value)| address.replace(&format!("{{{name}}}"), value))
}

/// The steps that the links of an answer lead to, but those whose values the answer lacks, as an empty list does.
fn next(operation: &Value, step: &Step, sent: &Value, answer: &Answer) -> Vec<Step> {
    let links = operation["responses"][answer.status.as_str()]["links"].as_object();
    let value = |expression: &str| -> Option<String> {
        if let Some(name) = expression.strip_prefix("$request.path.") {
            return step.path.get(name).cloned();
        }
        let body = if expression.starts_with("$request.body") { sent } else { &answer.body };
        match body.pointer(expression.split_once('#')?.1)? {
            Value::String(text) => Some(text.clone()),
            value => Some(value.to_string()),
        }
    };
    let follow = |link: &Value| {
        let mut path = BTreeMap::new();
        for (name, expression) in link["parameters"].as_object().unwrap() {
            if let Some(name) = name.strip_prefix("path.") {
                path.insert(name.to_owned(), value(expression.as_str().unwrap())?);
            }
        }
        Some(Step { operation: link["operationId"].as_str().unwrap().to_owned(), path })
    };
    links.into_iter().flatten().filter_map(|(_, link)| follow(link)).collect()
}

#[tokio::test]
async fn whoever_follows_links_from_the_list_of_programmes_gets_to_see_everything() {
    let server = Server::played(&["--per-token", "100000", "--per-address", "100000"]).await;
    let token = server.token(&["read-personal:*", "coordinate:*", "certify:*", "evaluate:*", "registrar:*"]);
    let document = server.get("", "/api/openapi.json").await.body;
    let operations = operations(&document);
    let mut waiting = vec![Step { operation: "get_programmes".to_owned(), path: BTreeMap::new() }];
    let (mut seen, mut commands) = (BTreeSet::new(), BTreeSet::new());
    while let Some(step) = waiting.pop() {
        let (method, path, operation) = &operations[&step.operation];
        if method != "get" {
            commands.insert(step.operation);
            continue;
        }
        if !seen.insert(step.operation.clone()) {
            continue;
        }
        let answer = server.get(&token, &address(path, &step.path)).await;
        assert_eq!(answer.status, 200, "{step:?}: {answer:?}");
        waiting.extend(next(operation, &step, &Value::Null, &answer));
    }
    let unseen: Vec<&String> = operations
        .iter()
        .filter(|(id, (method, path, _))| {
            method == "get" && path.starts_with("/api/v1/programmes/") && !seen.contains(*id)
        })
        .map(|(id, _)| id)
        .collect();
    // An export is named by a word, and nobody in this programme was invited by a link.
    assert_eq!(unseen, ["get_programmes_programme_exports_export"]);
    assert!(seen.contains("get_people_person"), "{seen:?}");
    assert!(commands.len() > 40, "{commands:?}");
}

#[tokio::test]
async fn what_a_command_made_is_found_at_its_links_at_once() {
    let server = Server::start(&[]).await;
    let series = Series::published(&server).await;
    let document = server.get("", "/api/openapi.json").await.body;
    let operations = operations(&document);
    let made = series.enrol("1280", &[("Anna", "Ek", "culture"), ("Bo", "Ask", "business")]).await;
    let step = Step {
        operation: "post_programmes_programme_enrolments".to_owned(),
        path: [("programme".to_owned(), "TEST-1".to_owned())].into(),
    };
    let position = made.header("parvis-position").to_owned();
    let links = next(&operations[&step.operation].2, &step, &json!({}), &made);
    let mut shown = 0;
    for step in links {
        let (method, path, _) = &operations[&step.operation];
        if method != "get" {
            continue;
        }
        let at = address(path, &step.path);
        let answer = server
            .send(reqwest::Method::GET, &series.token, &at, None, &[("parvis-at-least", &position)])
            .await;
        assert_eq!(answer.status, 200, "{at}: {answer:?}");
        assert_eq!(step.path["enrolment"], made.made());
        shown += 1;
    }
    assert!(shown >= 3, "{shown} reads of what was made");
}
