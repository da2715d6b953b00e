//! People over HTTP: listed for whoever may see them, and one person however many introduce them at once.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::last_place::NO_LIMITS;
use super::pair::{Series, enrolment, person};
use super::server::Server;

#[tokio::test]
async fn people_are_listed_by_name_with_what_they_have_to_do_with_for_whoever_may_see_them() {
    let server = Server::played(&[]).await;
    let (one, all) = (server.token(&["read-personal:KKN-2018"]), server.token(&["read-personal:*"]));
    let mut path = "/api/v1/people?programme=KKN-2018&limit=40".to_owned();
    let mut found: Vec<Value> = Vec::new();
    loop {
        let page = server.get(&one, &path).await;
        found.extend(page.body["items"].as_array().unwrap_or_else(|| panic!("{page:?}")).iter().cloned());
        let Some(next) = page.body["next"].as_str() else { break };
        path = format!("/api/v1/people?programme=KKN-2018&limit=40&cursor={next}");
    }
    let ids: BTreeSet<&str> = found.iter().map(|one| one["person"]["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), found.len(), "each once");
    let capacity = |word: &str| {
        let has = |one: &&Value| {
            one["programmes"][0]["capacities"].as_array().unwrap().iter().any(|found| found == word)
        };
        found.iter().filter(has).count()
    };
    assert_eq!((capacity("coordinator"), capacity("signatory") > 0), (1, true));
    assert!(
        capacity("member") >= 39 && capacity("contact") >= 20 && capacity("council") >= 5,
        "{}",
        found.len()
    );
    assert!(found.iter().all(|one| one["programmes"][0]["programme"] == "KKN-2018"));

    // Whoever may read one programme's people may not read everybody.
    assert_eq!(server.get(&one, "/api/v1/people").await.refused(), (403, "scope-missing"));
    let reader = server.token(&["read:*"]);
    assert_eq!(server.get(&reader, "/api/v1/people").await.refused(), (403, "scope-missing"));
    let everybody = server.get(&all, "/api/v1/people?limit=200").await;
    assert!(everybody.body["items"].as_array().unwrap().len() >= found.len());

    // By a part of the name; nobody is found by a name they are protected for.
    let somebody = &found.last().unwrap()["person"];
    let part = somebody["family_name"].as_str().unwrap().to_lowercase();
    let by_name = format!("/api/v1/people?programme=KKN-2018&name={part}");
    let count =
        async |token: &str, path: &str| server.get(token, path).await.body["items"].as_array().unwrap().len();
    let before = count(&one, &by_name).await;
    assert!(before > 0 && before < found.len());
    let registrar = server.token(&["registrar:*"]);
    let protection = format!("/api/v1/people/{}/protection", somebody["id"].as_str().unwrap());
    let protected = server.post(&registrar, &protection, Value::Null).await;
    let by_name = protected.seen_by(&by_name);
    assert_eq!((count(&one, &by_name).await, count(&registrar, &by_name).await), (before - 1, before));
}

#[tokio::test]
async fn requests_that_introduce_the_same_person_at_once_mean_one_person() {
    let one = Server::start(&NO_LIMITS).await;
    let other = one.beside(&NO_LIMITS);
    let token = one.token(&["enrol:*", "read-personal:*"]);
    for number in 0..20 {
        let name = format!("Ek {number}");
        let introduce = |server| {
            let server: &Server = server;
            server.post(&token, "/api/v1/people", person("Anna", &name))
        };
        let answers = tokio::join!(introduce(&one), introduce(&other), introduce(&one), introduce(&other));
        let answers = [answers.0, answers.1, answers.2, answers.3];
        let ids: BTreeSet<String> = answers.iter().map(super::server::Answer::made).collect();
        assert_eq!(ids.len(), 1, "round {number}");
        let facts: u64 = answers.iter().map(|answer| answer.body["facts"].as_u64().unwrap()).sum();
        assert_eq!(facts, 1, "round {number}");
    }
    let listed = one.get(&token, "/api/v1/people?name=anna&limit=200").await;
    assert_eq!(listed.body["items"].as_array().unwrap().len(), 20);
}

#[tokio::test]
async fn two_municipalities_that_enrol_at_once_with_the_same_new_contact_have_one_contact() {
    let one = Server::start(&NO_LIMITS).await;
    let other = one.beside(&NO_LIMITS);
    let series = Series::published(&one).await;
    let contact = person("Kim", "Delad");
    let hand_in = |server, code: &str| {
        let server: &Server = server;
        let mut body = enrolment(code, &[("Anna", code, "culture")]);
        body["contact"] = contact.clone();
        server.send(
            reqwest::Method::POST,
            &series.token,
            "/api/v1/programmes/TEST-1/enrolments",
            Some(body),
            if code == "1280" { &[("idempotency-key", "one")] } else { &[("idempotency-key", "other")] },
        )
    };
    let (first, second) = tokio::join!(hand_in(&one, "1280"), hand_in(&other, "1281"));
    let last =
        if first.body["position"].as_u64() > second.body["position"].as_u64() { &first } else { &second };
    let mut contacts = BTreeSet::new();
    for answer in [&first, &second] {
        let shown = series.status(last, &answer.made()).await;
        contacts.insert(shown["contact"]["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(contacts.len(), 1);
    let listed = one.get(&one.token(&["read-personal:*"]), &last.seen_by("/api/v1/people?name=kim")).await;
    assert_eq!(listed.body["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        listed.body["items"][0]["programmes"],
        json!([{ "programme": "TEST-1", "capacities": ["contact"] }])
    );
}
