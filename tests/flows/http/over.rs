//! What is over, and what it refuses in whose words.

use reqwest::Method;
use serde_json::{Value, json};

use super::pair::{Series, enrolment};
use super::server::{Answer, Server};

/// Tells a programme something in the caller's language; `key` names the request.
async fn say(series: &Series<'_>, language: &str, key: &str, path: &str, body: Option<Value>) -> Answer {
    let headers = [("idempotency-key", key), ("accept-language", language)];
    let path = format!("{}{path}", series.path);
    series.server.send(Method::POST, &series.token, &path, body, &headers).await
}

#[tokio::test]
async fn a_programme_is_completed_when_nothing_is_to_come_and_then_refuses_every_change() {
    let server = Server::start(&[]).await;
    let series = Series::published(&server).await;
    let malmo = series.enrol("1280", &[("Anna", "Ek", "culture"), ("Bo", "Ask", "business")]).await.made();
    let waits = series.enrol("1281", &[("Cilla", "Dahl", "culture"), ("Dan", "Ro", "business")]).await.made();

    // As long as a seminar is to come, it is neither completed nor put away.
    let open = say(&series, "sv", "a", "/complete", None).await;
    assert_eq!(open.refused(), (409, "programme-not-over"));
    let last =
        server.get(&series.token, &format!("{}/seminars/1", Series::PATH)).await.body["ends_on"].clone();
    let detail = open.body["detail"].as_str().unwrap();
    assert!(detail.contains(last.as_str().unwrap()), "{detail}");
    let away = say(&series, "nb", "b", "/archive", None).await;
    assert_eq!(away.refused(), (409, "programme-not-completed"));
    assert_eq!(away.body["detail"], "Det er publisert. Avslutt det før det arkiveres.");

    // The seminar is called off: what becomes free is offered to nobody, and nobody enrols.
    let off = say(&series, "sv", "c", "/seminars/1/cancel", Some(json!({ "reason": "Snöstorm" }))).await;
    assert!(off.status.is_success(), "{off:?}");
    let path = format!("{}/enrolments/{malmo}/withdraw", series.path);
    let left = server.post(&series.token, &path, json!({})).await;
    assert!(left.status.is_success(), "{left:?}");
    assert_eq!(series.status(&left, &waits).await["status"], "queued");
    let more = enrolment("1283", &[("Eva", "By", "culture"), ("Ola", "Nes", "business")]);
    let more = say(&series, "sv", "d", "/enrolments", Some(more)).await;
    assert_eq!(more.refused(), (409, "register-over"));
    assert!(more.body["title"].as_str().unwrap().starts_with("Det finns inget kvar"), "{more:?}");

    // So it can be completed, and from then on nothing of it changes.
    let stages = [("/complete", "completed", "genomfört"), ("/archive", "archived", "arkiverat")];
    for (path, stage, said) in stages {
        let done = say(&series, "sv", path, path, None).await;
        let shown = server.get(&series.token, &done.seen_by(Series::PATH)).await;
        assert_eq!(shown.body["stage"], stage, "{done:?}");
        let partner = json!({ "county": "13", "region": "Region Halland", "allocation": 0 });
        let change = say(&series, "sv", &format!("after{path}"), "/partners", Some(partner)).await;
        assert_eq!(change.refused(), (409, "programme-finished"));
        assert_eq!(change.body["detail"], format!("Programmet är {said} och kan inte ändras mer."));
        // What is true already is no error, and a repeated request gets the first answer.
        let again = say(&series, "sv", &format!("again{path}"), path, None).await;
        assert!(again.status.is_success() && again.body["facts"] == 0, "{again:?}");
    }
}

#[tokio::test]
async fn a_refusal_is_repeated_to_whoever_repeats_the_request_and_an_unread_request_is_not() {
    let server = Server::start(&[]).await;
    let series = Series::published(&server).await;
    let refused = say(&series, "sv", "k", "/complete", None).await;
    assert_eq!(refused.refused(), (409, "programme-not-over"));
    let again = say(&series, "en", "k", "/complete", None).await;
    assert_eq!((again.refused(), again.header("idempotency-replayed")), (refused.refused(), "true"));
    // The refusal is the same, and said to whoever asks in their language.
    assert_eq!(
        (&refused.body["title"], &again.body["title"]),
        (&json!("Programmet är inte slut"), &json!("The programme is not over"))
    );
    // The same key for another request is a mistake; one that could not be read has not used it up.
    let other = say(&series, "sv", "k", "/close", None).await;
    assert_eq!(other.refused(), (422, "idempotency-key-reused"));
    let unread = say(&series, "sv", "u", "/council", Some(json!({ "person": 7 }))).await;
    assert_eq!(unread.refused(), (422, "body-invalid"));
    let closed = say(&series, "sv", "u", "/close", None).await;
    assert!(closed.status.is_success(), "{closed:?}");
}
