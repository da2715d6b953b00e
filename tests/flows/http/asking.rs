//! Asking: what an address takes, what is wrong with a parameter, and on what an edit may stand.

use reqwest::Method;
use serde_json::{Value, json};

use super::pair::Series;
use super::server::{Answer, Server};

/// What is said of each parameter: its name and the code.
fn told(answer: &Answer) -> Vec<(&str, &str)> {
    assert_eq!(answer.refused(), (400, "parameter-invalid"));
    let errors = answer.body["errors"].as_array().unwrap();
    assert!(
        errors.iter().all(|one| one["detail"].as_str().is_some_and(|text| text.len() > 20)),
        "{answer:?}"
    );
    errors.iter().map(|one| (one["parameter"].as_str().unwrap(), one["code"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn each_parameter_that_is_not_as_documented_is_named_with_the_reason_in_the_callers_language() {
    let server = Server::start(&[]).await;
    let series = Series::published(&server).await;
    let ask = async |path: &str| server.get(&series.token, &format!("{}{path}", Series::PATH)).await;
    let typo = ask("/enrolments?status=admited&limit=0&colour=red&limit=3").await;
    assert_eq!(
        told(&typo),
        [
            ("status", "choice"),
            ("limit", "too-small"),
            ("colour", "unknown-parameter"),
            ("limit", "repeated")
        ]
    );
    let said = typo.body["errors"].to_string();
    assert!(said.contains("admitted, queued") && said.contains("municipality, county"), "{said}");
    assert_eq!(told(&ask("/letters?status=lost").await), [("status", "choice")]);
    assert_eq!(told(&ask("/enrolments?municipality=Lund").await), [("municipality", "pattern")]);
    assert_eq!(told(&ask("?as_of=soon").await), [("as_of", "pattern")]);
    assert_eq!(told(&ask("?at_least=-1").await), [("at_least", "too-small")]);
    assert_eq!(told(&ask("/overview?limit=1").await), [("limit", "unknown-parameter")]);
    let command = server.post(&series.token, &format!("{}/close?force=yes", Series::PATH), Value::Null).await;
    assert_eq!(told(&command), [("force", "no-parameters")]);
    let path = format!("{}/enrolments?limit=many", Series::PATH);
    let in_swedish = server.send(Method::GET, &series.token, &path, None, &[("accept-language", "sv")]).await;
    assert_eq!(in_swedish.body["errors"][0]["detail"], "Värdet ska vara integer.");
    // Whoever is not known is told so, whatever they ask.
    assert_eq!(server.get("", &path).await.refused(), (401, "token-missing"));
    let verify = server.get("", "/api/v1/certificates/X-1?colour=red").await;
    assert_eq!(told(&verify), [("colour", "unknown-parameter")]);
}

#[tokio::test]
async fn an_address_tells_which_methods_it_takes() {
    let server = Server::start(&[]).await;
    let series = Series::published(&server).await;
    let ask = async |method: Method, path: &str| server.send(method, &series.token, path, None, &[]).await;
    let list = format!("{}/enrolments", Series::PATH);
    let options = ask(Method::OPTIONS, &list).await;
    assert_eq!((options.status.as_u16(), options.header("allow")), (204, "GET,HEAD,POST"));
    assert_eq!(options.body, "");
    assert_eq!(ask(Method::OPTIONS, "/api/v1/nowhere").await.refused(), (404, "not-found"));
    let head = ask(Method::HEAD, &list).await;
    assert_eq!((head.status.as_u16(), head.body), (200, json!("")));
    assert_eq!(ask(Method::HEAD, &format!("{list}?colour=red")).await.status, 400);
    let delete = ask(Method::DELETE, &list).await;
    assert_eq!((delete.refused(), delete.header("allow")), ((405, "method-not-allowed"), "GET,HEAD,POST"));
}

#[tokio::test]
async fn a_seminar_is_changed_on_what_was_read_of_it_and_never_on_what_was_known_earlier() {
    let server = Server::start(&[]).await;
    let series = Series::published(&server).await;
    let path = format!("{}/seminars/1", Series::PATH);
    let shown = server.get(&series.token, &path).await;
    let sessions = server.get(&series.token, &format!("{path}/sessions")).await;
    assert_eq!(sessions.body, shown.body["sessions"]);
    assert_eq!(sessions.header("etag"), shown.header("etag"));
    let speaker = server
        .post(
            &series.token,
            "/api/v1/people",
            json!({ "given_name": "Siv", "family_name": "Tal", "email": "siv.tal@ort.example" }),
        )
        .await
        .made();
    let theme = |theme: &str| json!({ "theme": theme, "speakers": [{ "person": speaker, "topic": "Platsens kultur" }] });
    let etag = shown.header("etag").to_owned();
    let describe = async |key: &str, text: &str| {
        let headers = [("idempotency-key", key), ("if-match", etag.as_str())];
        server.post_with(&series.token, &format!("{path}/describe"), theme(text), &headers).await
    };
    let first = describe("one", "Vad är kultur?").await;
    assert_eq!(first.status, 200, "{first:?}");
    let second = describe("two", "Vad är näring?").await;
    assert_eq!(second.refused(), (409, "stale"));
    assert_eq!(second.body["changes"][0]["fact"], "seminar-described");
    let now = server.get(&series.token, &first.seen_by(&path)).await;
    assert_eq!(now.body["theme"], "Vad är kultur?");
    assert_eq!(now.body["speakers"][0]["topic"], "Platsens kultur");
    assert_eq!(now.body["speakers"][0]["person"]["family_name"], "Tal");
    assert_ne!(now.header("etag"), etag);
    let tomorrow = (chrono::Utc::now() + chrono::Duration::days(1)).format("%Y-%m-%d").to_string();
    let earlier = server.get(&series.token, &format!("{path}?as_of={tomorrow}")).await;
    assert_eq!((earlier.status.as_u16(), earlier.header("etag")), (200, ""));
}

#[tokio::test]
async fn a_letter_is_shown_by_itself_with_what_became_of_it() {
    let server = Server::played(&[]).await;
    let token = server.token(&["read-personal:KKN-2018", "coordinate:KKN-2018"]);
    let path = "/api/v1/programmes/KKN-2018/letters";
    let listed = server.get(&token, &format!("{path}?status=sent&limit=1")).await;
    let letter = &listed.body["items"][0];
    let one = format!("{path}/{}", letter["id"].as_str().unwrap());
    let shown = server.get(&token, &one).await;
    assert_eq!(&shown.body, letter);
    let etag = shown.header("etag").to_owned();
    assert!(!etag.is_empty(), "{shown:?}");
    let returned = server
        .post_with(
            &token,
            &format!("{one}/returned"),
            Value::Null,
            &[("idempotency-key", "r"), ("if-match", &etag)],
        )
        .await;
    assert_eq!(returned.status, 200, "{returned:?}");
    let now = server.get(&token, &returned.seen_by(&one)).await;
    assert_eq!((&now.body["returned"], &now.body["status"]), (&json!(true), &json!("failed")));
    let stale = server
        .post_with(
            &token,
            &format!("{one}/send-again"),
            Value::Null,
            &[("idempotency-key", "s"), ("if-match", &etag)],
        )
        .await;
    assert_eq!(stale.refused(), (409, "stale"));
    let nobodys = server.get(&token, &format!("{path}/00000000-0000-4000-8000-000000000000")).await;
    assert_eq!(nobodys.refused(), (404, "letter-unknown"));
}

#[tokio::test]
async fn a_webhook_wants_changes_by_names_that_can_be_names() {
    let server = Server::start(&[]).await;
    let token = server.token(&["administer:*", "read:*"]);
    let wanted = json!({
        "url": "https://example.org/parvis", "types": ["Place granted", "place-granted"], "streams": ["\u{0}z", "register"],
    });
    let refused = server.post(&token, "/api/v1/webhooks", wanted).await;
    assert_eq!(refused.refused(), (422, "body-invalid"));
    let mut pointers: Vec<&str> = refused.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["pointer"].as_str().unwrap())
        .collect();
    pointers.sort_unstable();
    assert_eq!(pointers, ["#/streams/0", "#/types/0"]);
    let made = server
        .post(
            &token,
            "/api/v1/webhooks",
            json!({ "url": "https://example.org/parvis", "streams": ["register"] }),
        )
        .await;
    assert_eq!((made.status.as_u16(), &made.body["webhook"]["standing"]), (201, &json!("active")));
    let one = server.get(&token, made.header("location")).await;
    assert_eq!(one.body, made.body["webhook"]);
}
