//! Two servers on one database, and the one that writes the views is killed: the other goes on.

use std::process::Child;
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::json;
use sqlx::PgPool;

use crate::http::server::serve;
use crate::program::Program;
use crate::support;

const PATIENCE: Duration = Duration::from_secs(20);

/// A server that does not outlive the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Which connection holds the lease of the views, as soon as one other than `but` does.
async fn holder(pool: &PgPool, but: Option<i32>) -> i32 {
    let until = Instant::now() + PATIENCE;
    loop {
        let held: Option<i32> = sqlx::query_scalar(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 \
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
             AND (classid::bigint << 32) | objid::bigint = hashtextextended('parvis views: who writes them', 0)",
        )
        .fetch_optional(pool)
        .await
        .unwrap();
        if let Some(pid) = held.filter(|pid| Some(*pid) != but) {
            return pid;
        }
        assert!(Instant::now() < until, "nobody but {but:?} took the lease");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Makes somebody known; the position of the fact.
async fn introduce(base: &str, token: &str, name: &str) -> i64 {
    let person = json!({ "given_name": name, "family_name": "Alm", "email": "siv.alm@kommun.example" });
    let request = Client::new().post(format!("{base}/api/v1/people")).bearer_auth(token).json(&person);
    let answer = request.header("idempotency-key", name).send().await.unwrap();
    assert!(answer.status().is_success(), "{answer:?}");
    answer.headers()["parvis-position"].to_str().unwrap().parse().unwrap()
}

/// Waits until the tables stand at a position.
async fn stored(pool: &PgPool, position: i64) {
    let until = Instant::now() + PATIENCE;
    loop {
        let at: i64 =
            sqlx::query_scalar("SELECT min(position) FROM views.checkpoint").fetch_one(pool).await.unwrap();
        if at >= position {
            return;
        }
        assert!(Instant::now() < until, "the tables stand at {at}, not at {position}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn another_server_writes_the_views_when_the_one_that_did_is_killed() {
    let database = support::database().await;
    let program = Program::on(&database.url);
    let token =
        program.does(&["token", "issue", "--name", "test", "--scope", "coordinate"]).trim().to_owned();
    let (first, one) = serve(&program, &[]);
    let mut first = Running(first);
    let writer = holder(&database.pool, None).await;
    let (second, other) = serve(&program, &[]);
    let _second = Running(second);
    stored(&database.pool, introduce(&one, &token, "Siv").await).await;

    // Child::kill is SIGKILL: no connection is closed in good order.
    first.0.kill().unwrap();
    first.0.wait().unwrap();
    stored(&database.pool, introduce(&other, &token, "Maj").await).await;
    let successor = holder(&database.pool, Some(writer)).await;
    assert_ne!(successor, writer);

    let rebuilt = program.does(&["views", "rebuild", "--exact"]);
    assert!(rebuilt.contains("every row was as the log says"), "{rebuilt}");
}
