//! What keeps somebody from something is told in their language, also where it is told again.

use serde_json::{Value, json};

use super::pair::person;
use super::server::Server;

/// The problem with this code among those of an answer.
fn told(body: &Value, code: &str) -> Value {
    let problems = body["problems"].as_array().unwrap_or_else(|| panic!("{body}"));
    problems.iter().find(|problem| problem["code"] == code).unwrap_or_else(|| panic!("{body}")).clone()
}

/// A draft that has nothing yet, and places that nobody has.
async fn drafted(server: &Server, token: &str) -> String {
    let coordinator = server.post(token, "/api/v1/people", person("Siv", "Alm")).await.made();
    let plan = json!({
        "code": "TEST-1", "name": "Prov", "purpose": "Att pröva.", "organiser": "Region Skåne", "country": "SE",
        "languages": ["sv"], "zone": "Europe/Stockholm", "from": "2027-01-01", "to": "2027-12-31", "places": 20,
        "coordinator": coordinator, "test_data": true,
    });
    server.post(token, "/api/v1/programmes", plan).await.made();
    let partner = json!({ "county": "12", "region": "Region Skåne", "allocation": 17 });
    let path = "/api/v1/programmes/TEST-1";
    let joined = server.post(token, &format!("{path}/partners"), partner).await;
    assert!(joined.status.is_success(), "{joined:?}");
    joined.seen_by(&format!("{path}/check"))
}

#[tokio::test]
async fn what_is_wrong_with_a_programme_is_told_in_the_callers_language() {
    let server = Server::start(&[]).await;
    let token = server.token(&["coordinate:*"]);
    let check = drafted(&server, &token).await;
    for (language, fact, remedy) in [
        ("sv", "fördelningen är 17 av 20 platser", "fördela 3 till"),
        ("nb", "fordelingen er 17 av 20 plasser", "fordel 3 til"),
        ("en", "the allocations sum to 17 of 20 places", "share out 3 more"),
    ] {
        let headers = [("accept-language", language)];
        let found = server.send(reqwest::Method::GET, &token, &check, None, &headers).await;
        let problem = told(&found.body, "allocations-too-small");
        assert_eq!((&problem["detail"], &problem["remedy"]), (&json!(fact), &json!(remedy)));
        assert_eq!(problem["values"], json!({ "places": 20, "allocated": 17, "missing": 3 }));
    }
    // A refusal that was kept is told again in the language of whoever asks again.
    let opening = json!({ "from": "2026-12-01", "to": "2026-12-20", "withdrawal_deadline": "2026-12-31" });
    let publish = async |language| {
        let headers = [("idempotency-key", "the-same"), ("accept-language", language)];
        server.post_with(&token, "/api/v1/programmes/TEST-1/publish", opening.clone(), &headers).await
    };
    let first = publish("sv").await;
    assert_eq!(first.refused(), (409, "programme-not-ready"));
    assert_eq!(told(&first.body, "allocations-too-small")["remedy"], "fördela 3 till");
    let again = publish("en").await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(told(&again.body, "allocations-too-small")["remedy"], "share out 3 more");
}

#[tokio::test]
async fn why_an_address_of_a_webhook_is_refused_is_told_in_the_callers_language() {
    let server = Server::start(&[]).await;
    let token = server.token(&["administer:*", "read:*"]);
    for (url, reason, said) in [
        ("https://10.0.0.7/parvis", "not-public", "10.0.0.7 ligger inte på det öppna internet"),
        ("https://example.org/#part", "fragment", "har en del efter #"),
    ] {
        let headers = [("idempotency-key", reason), ("accept-language", "sv")];
        let refused = server.post_with(&token, "/api/v1/webhooks", json!({ "url": url }), &headers).await;
        assert_eq!(refused.refused(), (422, "webhook-address-refused"), "{url}");
        assert_eq!(refused.body["reason"], reason);
        assert!(refused.body["detail"].as_str().unwrap().contains(said), "{refused:?}");
    }
}

#[tokio::test]
async fn what_was_decided_of_a_programme_is_read_back_as_it_was_given() {
    let server = Server::start(&[]).await;
    let token = server.token(&["coordinate:*"]);
    drafted(&server, &token).await;
    let form = json!({
        "questions": [
            { "code": "usefulness", "text": "Hur användbart var det?", "kind": "scale", "highest": 5, "low": "inte alls", "high": "mycket" },
            { "code": "missing", "text": "Vad saknade du?", "kind": "text" },
        ],
        "least_group": 5, "open_days": 14,
    });
    let path = "/api/v1/programmes/TEST-1/evaluation-form";
    assert_eq!(server.get(&token, path).await.refused(), (404, "not-found"));
    let decided = server.post(&token, path, form.clone()).await;
    assert!(decided.status.is_success(), "{decided:?}");
    let shown = server.get(&token, path).await;
    assert_eq!(shown.body, form);
    // And changed by whoever has seen it, with what was read and one thing else.
    let mut changed = shown.body.clone();
    changed["open_days"] = json!(21);
    let headers = [("idempotency-key", "change"), ("if-match", shown.header("etag"))];
    let done = server.post_with(&token, path, changed.clone(), &headers).await;
    assert_eq!(done.body["facts"], 1, "{done:?}");
    assert_eq!(server.get(&token, path).await.body, changed);
}
