//! What every door does: keys, stale edits, pages, languages, limits, and problems instead of failures.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::{Value, json};

use super::pair::{Series, person};
use super::server::{Server, serve};

#[tokio::test]
async fn a_command_sent_again_with_its_key_gets_the_first_answer_and_nothing_happens_twice() {
    let server = Server::start(&[]).await;
    let token = server.token(&["enrol:*"]);
    let key = [("idempotency-key", "the-same-key")];
    let first = server.post_with(&token, "/api/v1/people", person("Anna", "Ek"), &key).await;
    let again = server.post_with(&token, "/api/v1/people", person("Anna", "Ek"), &key).await;
    assert_eq!((first.status, first.made()), (again.status, again.made()));
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.header("parvis-position"), again.header("parvis-position"));
    assert_eq!(first.header("etag"), again.header("etag"));

    let other = server.post_with(&token, "/api/v1/people", person("Bo", "Ask"), &key).await;
    assert_eq!(other.refused(), (422, "idempotency-key-reused"));
    let none = server.post_with(&token, "/api/v1/people", person("Bo", "Ask"), &[]).await;
    assert_eq!(none.refused(), (400, "idempotency-key-missing"));
    // Another token's key is another key.
    let others = server.token(&["enrol:*"]);
    assert!(server.post_with(&others, "/api/v1/people", person("Bo", "Ask"), &key).await.status.is_success());
    // Same name and address: the same person. The same address alone: another.
    let known = server.post(&token, "/api/v1/people", person("Anna", "Ek")).await;
    assert_eq!((known.made(), &known.body["facts"]), (first.made(), &json!(0)));
    let mut shares = person("Anna", "Ek");
    shares["given_name"] = json!("Lisa");
    assert_ne!(server.post(&token, "/api/v1/people", shares).await.made(), first.made());
}

#[tokio::test]
async fn an_edit_on_something_older_is_refused_with_what_changed_and_by_whom() {
    let server = Server::start(&[]).await;
    let series = Series::published(&server).await;
    let path = format!("{}/partners", Series::PATH);
    let shown = server.get(&series.token, Series::PATH).await;
    let seen = shown.header("etag").to_owned();
    let member = server.post(&series.token, "/api/v1/people", person("Maj", "Lind")).await.made();
    series.tell("/council", json!({ "person": member, "county": "12" })).await;

    let partner = json!({ "county": "12", "region": "Region Skåne i dag", "allocation": 1 });
    let headers = [("idempotency-key", "a"), ("if-match", seen.as_str())];
    let stale = server.post_with(&series.token, &path, partner.clone(), &headers).await;
    assert_eq!(stale.refused(), (409, "stale"));
    let change = &stale.body["changes"][0];
    assert_eq!(change["fact"], "council-member-appointed");
    assert!(change["by"].as_str().unwrap().starts_with("token:"), "{change}");

    let now = server.get(&series.token, Series::PATH).await.header("etag").to_owned();
    let headers = [("idempotency-key", "b"), ("if-match", now.as_str())];
    assert!(server.post_with(&series.token, &path, partner, &headers).await.status.is_success());

    // Of a register only what concerns the very enrolment makes an edit stale.
    let first = series.enrol("1280", &[("Anna", "Ek", "culture")]).await;
    let enrolment = format!("{}/enrolments/{}", Series::PATH, first.made());
    let seen = server.get(&series.token, &first.seen_by(&enrolment)).await.header("etag").to_owned();
    series.enrol("1281", &[("Cilla", "Dahl", "culture")]).await.made();
    let add = |given: &str| json!({ "person": person(given, "Ask"), "roles": ["business"] });
    let headers = [("idempotency-key", "c"), ("if-match", seen.as_str())];
    let added = server.post_with(&series.token, &format!("{enrolment}/members"), add("Bo"), &headers).await;
    assert!(added.status.is_success(), "{added:?}");
    let headers = [("idempotency-key", "d"), ("if-match", seen.as_str())];
    let again = server.post_with(&series.token, &format!("{enrolment}/members"), add("Ulf"), &headers).await;
    assert_eq!(again.refused(), (409, "stale"));
    assert_eq!(again.body["changes"][0]["fact"], "member-added");
}

#[tokio::test]
async fn whatever_is_wrong_with_a_request_is_told_as_a_problem_in_the_callers_language() {
    let server = Server::start(&["--body-limit", "2000"]).await;
    let token = server.token(&["enrol:*", "read:*"]);
    let sv = [("idempotency-key", "x"), ("accept-language", "sv")];

    let body = json!({ "given_name": " ", "family_name": "Ek", "email": "no address", "shoe_size": 42 });
    let invalid = server.post_with(&token, "/api/v1/people", body, &sv).await;
    assert_eq!(invalid.refused(), (422, "body-invalid"));
    assert_eq!(invalid.header("content-language"), "sv");
    let mut pointers: Vec<&str> = invalid.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    pointers.sort_unstable();
    assert_eq!(pointers, ["#/email", "#/given_name", "#/shoe_size"]);
    assert!(invalid.body["detail"].as_str().unwrap().starts_with("3 fält"), "{invalid:?}");
    // The page of the problem's type explains it.
    let page = server.get("", invalid.body["type"].as_str().unwrap()).await;
    assert!(page.status.is_success() && page.body.as_str().unwrap().contains("body-invalid"));

    let get = |path: &'static str| server.get(&token, path);
    assert_eq!(get("/api/v1/nowhere").await.refused(), (404, "not-found"));
    assert_eq!(get("/api/v1/programmes?limit=0").await.refused(), (400, "parameter-invalid"));
    assert_eq!(get("/api/v1/programmes?colour=red").await.refused(), (400, "parameter-invalid"));
    assert_eq!(get("/api/v1/programmes?as_of=soon").await.refused(), (400, "parameter-invalid"));
    assert_eq!(get("/api/v1/programmes?at_least=999999").await.refused(), (503, "views-behind"));
    assert_eq!(server.get("", "/api/v1/programmes").await.refused(), (401, "token-missing"));
    assert_eq!(server.get("parvis_x", "/api/v1/programmes").await.refused(), (401, "token-invalid"));
    let put = server.send(Method::PUT, &token, "/api/v1/programmes", None, &[]).await;
    assert_eq!(put.refused(), (405, "method-not-allowed"));
    assert!(put.header("allow").contains("POST"), "{put:?}");

    let large = json!({ "given_name": "x".repeat(3000) });
    let large = server.post_with(&token, "/api/v1/people", large, &[("idempotency-key", "y")]).await;
    assert_eq!(large.refused(), (413, "body-too-large"));
    let client = reqwest::Client::new();
    let raw = |kind: &'static str, text: &'static str| {
        let request = client.post(format!("{}/api/v1/people", server.base)).bearer_auth(&token);
        request.header("idempotency-key", "z").header("content-type", kind).body(text).send()
    };
    assert_eq!(raw("text/plain", "{}").await.unwrap().status(), 415);
    assert_eq!(raw("application/json", "{\"given").await.unwrap().status(), 400);
    assert_eq!(raw("application/json", "[]").await.unwrap().status(), 422);
}

#[tokio::test]
async fn lists_come_in_pages_that_hold_each_entry_once() {
    let server = Server::start(&[]).await;
    let series = Series::published(&server).await;
    let mut last = None;
    for (municipality, name) in
        [("1280", "Öst"), ("1281", "Åhs"), ("1283", "Ek"), ("1285", "Zorn"), ("1290", "Ask")]
    {
        let enrolled = series.enrol(municipality, &[("Anna", name, "culture")]).await;
        enrolled.made();
        last = Some(enrolled);
    }
    let last = last.unwrap();
    let mut path = last.seen_by(&format!("{}/enrolments?limit=2", Series::PATH));
    let mut names = Vec::new();
    loop {
        let page = server.get(&series.token, &path).await;
        let items = page.body["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        names.extend(items.iter().map(|item| item["municipality_name"].as_str().unwrap().to_owned()));
        let Some(link) = page.header("link").strip_prefix('<').and_then(|rest| rest.split('>').next()) else {
            break;
        };
        link.clone_into(&mut path);
    }
    assert_eq!(names, ["Eslöv", "Helsingborg", "Kristianstad", "Lund", "Malmö"]);
    // A page that holds just what there is is the last; after the end there is nothing, and no cursor is made up.
    for (query, count) in [("limit=5", 5), ("limit=200", 5), ("limit=4", 4)] {
        let page = server.get(&series.token, &format!("{}/enrolments?{query}", Series::PATH)).await;
        assert_eq!(page.body["items"].as_array().unwrap().len(), count, "{query}");
        assert_eq!(page.body.get("next").is_some(), count < 5, "{query}");
        assert_eq!(page.header("link").is_empty(), count == 5, "{query}");
    }
    let first = server.get(&series.token, &format!("{}/enrolments?limit=1", Series::PATH)).await;
    let cursor = first.body["next"].as_str().unwrap();
    let (_, _, list): (String, usize, String) =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(cursor).unwrap()).unwrap();
    let beyond = URL_SAFE_NO_PAD.encode(json!(["nobody", 5, list]).to_string());
    let page = server.get(&series.token, &format!("{}/enrolments?cursor={beyond}", Series::PATH)).await;
    assert_eq!((&page.body["items"], page.body.get("next")), (&json!([]), None));
    for wrong in ["limit=201", "cursor=x", "cursor=W10", "cursor="] {
        let refused = server.get(&series.token, &format!("{}/enrolments?{wrong}", Series::PATH)).await;
        assert_eq!(refused.refused(), (400, "parameter-invalid"), "{wrong}");
    }
    // A cursor of another list is none of this one.
    let others = server.get(&series.token, &format!("{}/queue?cursor={cursor}", Series::PATH)).await;
    assert_eq!(others.refused(), (400, "parameter-invalid"));
    assert_eq!(others.body["errors"][0]["code"], "cursor", "{others:?}");
    let queued = server.get(&series.token, &format!("{}/enrolments?status=queued", Series::PATH)).await;
    assert_eq!(queued.body["items"].as_array().unwrap().len(), 4);
    // Whoever may not read people sees that they are there, and not who.
    let blind = server.token(&["read:TEST-1"]);
    let listed = server.get(&blind, &format!("{}/enrolments", Series::PATH)).await;
    assert!(!listed.body.to_string().contains("Zorn"), "{listed:?}");
    assert_eq!(listed.body["items"][0]["contact"]["masked"], "not-permitted");
    // As of before anything was known there is no such programme.
    let before = format!("{}?as_of=2020-01-01", Series::PATH);
    assert_eq!(server.get(&series.token, &before).await.refused(), (404, "not-found"));
}

#[tokio::test]
async fn whoever_asks_too_often_waits_and_a_revoked_token_opens_nothing() {
    let server = Server::start(&["--per-token", "5"]).await;
    let token = server.token(&["read:*"]);
    let mut refused = None;
    for _ in 0..8 {
        let answer = server.get(&token, "/api/v1/programmes").await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("the limit was never reached");
    assert_eq!(refused.refused(), (429, "too-many-requests"));
    assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
    let id = token.split('_').nth(1).unwrap();
    server.program.does(&["token", "revoke", id]);
    assert_eq!(server.get(&token, "/api/v1/programmes").await.refused(), (401, "token-invalid"));
    assert!(server.program.does(&["token", "list"]).contains("revoked"));
}

#[tokio::test]
async fn two_processes_answer_for_one_database() {
    let server = Server::start(&[]).await;
    let series = Series::published(&server).await;
    let (mut child, base) = serve(&server.program, &[]);
    let done = series.enrol("1280", &[("Anna", "Ek", "culture"), ("Bo", "Ask", "business")]).await;
    let path = done.seen_by(&format!("{}/enrolments/{}", Series::PATH, done.made()));
    let client = reqwest::Client::new();
    let shown: Value = client
        .get(format!("{base}{path}"))
        .bearer_auth(&series.token)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(shown["status"], "admitted", "{shown}");
    // Asked to stop, it stops by itself.
    std::process::Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(child.wait().unwrap().success());
}

#[tokio::test]
async fn health_metrics_and_documents_are_there() {
    let server = Server::start(&[]).await;
    assert_eq!(server.get("", "/healthz").await.body["alive"], true);
    let ready = server.get("", "/readyz").await;
    assert_eq!((ready.status.as_u16(), &ready.body["ready"]), (200, &json!(true)));
    let metrics = server.get("", "/metrics").await;
    assert!(metrics.body.as_str().unwrap().contains("http_requests_total"), "{metrics:?}");
    let proxied =
        server.send(Method::GET, "", "/metrics", None, &[("x-forwarded-for", "198.51.100.7")]).await;
    assert_eq!(proxied.refused(), (401, "token-missing"));
    let answer = server.get("", "/api/openapi.json").await;
    assert_eq!(answer.body["openapi"], "3.1.0");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let docs = server.get("", "/api/docs/").await;
    let page = docs.body.as_str().unwrap();
    assert!(page.contains("swagger-ui") && page.contains("width=device-width"), "{page}");
    let style = server.get("", "/api/docs/parvis.css").await;
    assert_eq!((style.status.as_u16(), style.header("content-type")), (200, "text/css; charset=utf-8"));
    assert!(docs.header("content-security-policy").starts_with("default-src 'none'; script-src 'self'"));
    let initializer = server.get("", "/api/docs/swagger-initializer.js").await;
    let script = initializer.body.as_str().unwrap();
    assert!(script.contains("/api/openapi.json") && !script.contains("petstore"), "{script}");
}
