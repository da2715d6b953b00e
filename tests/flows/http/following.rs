//! Lines that stay open: readers that are slow, tokens that end, heads that never come; and what operators see of it.

use std::time::{Duration, Instant};

use parvis_events::ids::PersonId;
use parvis_events::person::{Command, Person};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use super::server::Server;
use crate::support::played::{KKN, office};
use crate::support::registers::NOW;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_mins(1);

fn address(server: &Server) -> std::net::SocketAddr {
    server.base.strip_prefix("http://").unwrap().parse().unwrap()
}

/// The value of a number that operators are shown.
async fn figure(server: &Server, name: &str) -> f64 {
    let shown = server.get("", "/metrics").await;
    let text = shown.body.as_str().unwrap().to_owned();
    let line = text.lines().find(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')));
    line.map_or(0.0, |line| line.rsplit(' ').next().unwrap().parse().unwrap())
}

async fn until(server: &Server, name: &str, value: f64) {
    let began = Instant::now();
    while (figure(server, name).await - value).abs() > 0.01 {
        assert!(began.elapsed() < PATIENCE, "{name} does not become {value}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Follows what happens on a line that takes little at a time.
async fn follow(server: &Server, token: &str, after: i64) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let mut line = socket.connect(address(server)).await.unwrap();
    let head = format!(
        "GET /api/v1/changes HTTP/1.1\r\nHost: parvis\r\nAccept: text/event-stream\r\n\
         Authorization: Bearer {token}\r\nLast-Event-ID: {after}\r\nConnection: close\r\n\r\n"
    );
    line.write_all(head.as_bytes()).await.unwrap();
    line
}

/// Everything that still comes on a line, as events: positions of changes, and the last word.
async fn rest(line: &mut TcpStream) -> (Vec<i64>, Option<Value>) {
    let mut bytes = Vec::new();
    tokio::time::timeout(PATIENCE, line.read_to_end(&mut bytes)).await.expect("the line ends").unwrap();
    events(&String::from_utf8(bytes).unwrap())
}

fn events(text: &str) -> (Vec<i64>, Option<Value>) {
    let (mut positions, mut last) = (Vec::new(), None);
    // Chunks may begin anywhere; what is looked for stands on lines of its own.
    for block in text.split("\n\n") {
        let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name));
        match field("event: ") {
            Some("change") => positions.push(field("id: ").unwrap().parse().unwrap()),
            Some("end") => last = field("data: ").map(|data| serde_json::from_str(data).unwrap()),
            Some(_) | None => {}
        }
    }
    (positions, last)
}

/// Has so much happen that no buffer between server and reader holds it.
async fn happen(server: &Server) {
    let home = tempfile::tempdir().unwrap();
    let office = office(&server.database.pool, home.path(), NOW).await;
    let (person, cause) = (PersonId::named(&[KKN, "D-004"]).uuid(), office.cause("registrar"));
    for _ in 0..10 {
        let mut batch = office.handle.batch();
        for _ in 0..500 {
            batch.decide::<Person>(person, Command::ProtectIdentity, &cause).await.unwrap();
            batch.decide::<Person>(person, Command::LiftProtection, &cause).await.unwrap();
        }
        batch.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_reader_that_takes_nothing_is_let_go_and_goes_on_where_it_stopped() {
    let server = Server::played(&["--reader-patience", "1"]).await;
    happen(&server).await;
    let token = server.token(&["read:*"]);
    let mut slow = follow(&server, &token, 0).await;
    until(&server, "changes_readers_left_total{reason=\"too-slow\"}", 1.0).await;
    let (mut positions, last) = rest(&mut slow).await;
    let last = last.expect("a last word");
    assert_eq!(last["reason"], "too-slow");
    let at = last["after"].as_i64().unwrap();
    assert_eq!(positions.last(), Some(&at), "it is told where to go on");
    until(&server, "changes_readers", 0.0).await;

    let page = server.get(&token, "/api/v1/changes?after=end").await;
    let end: i64 = page.body["next"].as_str().unwrap().parse().unwrap();
    assert!(at < end, "it was let go before the end");
    let mut cursor = at.to_string();
    while cursor.parse::<i64>().unwrap() < end {
        let page = server.get(&token, &format!("/api/v1/changes?limit=1000&after={cursor}")).await;
        positions.extend(
            page.body["items"].as_array().unwrap().iter().map(|one| one["position"].as_i64().unwrap()),
        );
        page.body["next"].as_str().unwrap().clone_into(&mut cursor);
    }
    assert_eq!(positions, (1..=end).collect::<Vec<_>>(), "each change once, in order");
}

#[tokio::test]
async fn a_line_ends_with_the_token_it_was_opened_by_however_much_there_is_to_tell() {
    let server = Server::start(&["--sign-of-life", "1"]).await;
    let (reader, writer) = (server.token(&["read:*"]), server.token(&["enrol:*"]));
    let mut line = follow(&server, &reader, 0).await;
    until(&server, "changes_readers", 1.0).await;
    let id = reader.split('_').nth(1).unwrap();
    server.program.does(&["token", "revoke", id]);
    // Something happens all the time, so the line is never idle.
    let happening = async {
        for number in 0.. {
            let body = super::pair::person("Anna", &format!("Ek {number}"));
            server.post(&writer, "/api/v1/people", body).await.made();
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let (positions, last) = tokio::select! {
        told = rest(&mut line) => told,
        () = happening => unreachable!("it goes on for ever"),
    };
    let last = last.expect("a last word");
    assert_eq!(last, json!({ "reason": "token-ended", "after": positions.last().unwrap() }));
    until(&server, "changes_readers_left_total{reason=\"token-ended\"}", 1.0).await;
    assert_eq!(server.get(&reader, "/api/v1/changes").await.refused(), (401, "token-invalid"));
}

#[tokio::test]
async fn whoever_hangs_up_is_no_longer_counted() {
    let server = Server::start(&["--sign-of-life", "1"]).await;
    let reader = server.token(&["read:*"]);
    let line = follow(&server, &reader, 0).await;
    until(&server, "changes_readers", 1.0).await;
    drop(line);
    until(&server, "changes_readers", 0.0).await;
}

#[tokio::test]
async fn a_head_that_never_comes_to_its_end_is_not_waited_for() {
    let server = Server::start(&["--head-patience", "1"]).await;
    for beginning in ["", "GET /healthz HTTP/1.1\r\nHost: par"] {
        let mut line = TcpStream::connect(address(&server)).await.unwrap();
        line.write_all(beginning.as_bytes()).await.unwrap();
        let began = Instant::now();
        let mut answer = Vec::new();
        tokio::time::timeout(PATIENCE, line.read_to_end(&mut answer)).await.expect("it is closed").unwrap();
        assert!(began.elapsed() >= Duration::from_millis(900), "{beginning:?} had a second");
        assert!(!String::from_utf8_lossy(&answer).contains("200 OK"));
    }
    // Whoever is slow but in time is answered.
    let mut line = TcpStream::connect(address(&server)).await.unwrap();
    for part in ["GET /healthz HTTP/1.1\r\n", "Host: parvis\r\n", "Connection: close\r\n\r\n"] {
        line.write_all(part.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let mut answer = String::new();
    line.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}

#[tokio::test]
async fn operators_see_how_webhooks_stand() {
    let server = Server::start(&[]).await;
    let token = server.token(&["administer:*", "read:*", "enrol:*"]);
    // Nobody has this name, so nothing is ever taken.
    let wanted = json!({ "url": "https://nobody.invalid/parvis", "after": 0 });
    let made = server.post(&token, "/api/v1/webhooks", wanted).await;
    assert_eq!(made.status, 201, "{made:?}");
    server.post(&token, "/api/v1/people", super::pair::person("Anna", "Ek")).await.made();
    until(&server, "webhooks{standing=\"active\"}", 1.0).await;
    until(&server, "webhooks_failing", 1.0).await;
    assert!(figure(&server, "webhook_lag_changes").await >= 1.0);
    assert!(figure(&server, "webhook_attempts_total{outcome=\"failed\"}").await >= 1.0);
    let id = made.body["webhook"]["id"].as_str().unwrap();
    let paused = server.post(&token, &format!("/api/v1/webhooks/{id}/pause"), Value::Null).await;
    assert!(paused.status.is_success(), "{paused:?}");
    until(&server, "webhooks{standing=\"paused\"}", 1.0).await;
    assert!(
        figure(&server, "webhook_lag_changes").await < 0.5,
        "a webhook that was stopped holds nothing up"
    );
}
