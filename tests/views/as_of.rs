//! A look back shows what was known then.

use chrono::{DateTime, Utc};
use parvis_projections::register::Status;
use sqlx::PgPool;

use crate::dump::{self, Dump, assert_same};
use crate::support;
use crate::support::played::{self, KKN, office};

/// Folds what was recorded by an instant as the only facts of a database of its own.
async fn folded_alone(from: &PgPool, until: DateTime<Utc>) -> Dump {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let rows: Vec<serde_json::Value> = sqlx::query_scalar(
        "SELECT jsonb_build_object('stream', (SELECT name FROM log.stream WHERE id = e.stream_id)) || to_jsonb(e)
         FROM log.event e WHERE recorded_at <= $1 ORDER BY position",
    )
    .bind(until)
    .fetch_all(from)
    .await
    .unwrap();
    let keys: Vec<serde_json::Value> =
        sqlx::query_scalar("SELECT to_jsonb(k) FROM vault.person_keys k").fetch_all(from).await.unwrap();
    drop(office(&database.pool, home.path(), "2018-01-01T00:00:00Z").await);
    let rows = serde_json::Value::Array(rows);
    sqlx::query(
        "INSERT INTO log.stream SELECT DISTINCT stream_id, stream
         FROM jsonb_to_recordset($1) AS r (stream_id bigint, stream text)",
    )
    .bind(&rows)
    .execute(&database.pool)
    .await
    .unwrap();
    for (table, rows) in [("log.event", rows), ("vault.person_keys", serde_json::Value::Array(keys))] {
        let query = format!("INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, $1)");
        sqlx::query(sqlx::AssertSqlSafe(query)).bind(rows).execute(&database.pool).await.unwrap();
    }
    let alone = office(&database.pool, home.path(), "2018-01-01T00:00:00Z").await;
    alone.runner.catch_up().await.unwrap();
    dump::stored(&database.pool).await
}

#[tokio::test]
async fn a_look_back_is_what_folding_up_to_then_gives() {
    let played = played::kkn().await;
    let pool = &played.database.pool;
    let home = tempfile::tempdir().unwrap();
    let office = office(pool, home.path(), "2019-08-01T00:00:00Z").await;
    let mut sizes = Vec::new();
    for at in ["2018-02-20T23:00:00Z", "2018-05-30T12:00:00Z", "2018-12-20T12:00:00Z"] {
        let at: DateTime<Utc> = at.parse().unwrap();
        let then = dump::of_house(&mut office.runner.as_of(at).await.unwrap());
        assert_same(&then, &folded_alone(pool, at).await);
        sizes.push(then["letters"].len());
    }
    assert!(sizes[0] > 20 && sizes.is_sorted_by(|a, b| a < b), "{sizes:?}");
    let now = dump::of_house(&mut office.runner.as_of(office.clock.now()).await.unwrap());
    assert_same(&now, &dump::stored(pool).await);
}

#[tokio::test]
async fn a_look_back_knows_nothing_of_what_came_later() {
    let played = played::kkn().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&played.database.pool, home.path(), "2019-08-01T00:00:00Z").await;
    let programme = office.programme(KKN).await.unwrap();
    let place = async |at: &str| {
        let house = office.runner.as_of(at.parse().unwrap()).await.unwrap();
        let seminar = house.programmes.seminars_of(programme)[2];
        let helsingborg = house.register.enrolments.rows().find(|row| row.reference == "A-05").cloned();
        (
            seminar.starts_on.to_string(),
            helsingborg.map(|row| row.status),
            house.register.admitted(programme).count(),
        )
    };
    assert_eq!(place("2018-02-06T00:00:00Z").await, ("2018-11-28".to_owned(), None, 8));
    assert_eq!(place("2018-02-10T00:00:00Z").await.1, Some(Status::Incomplete));
    assert_eq!(place("2018-06-01T00:00:00Z").await, ("2018-11-28".to_owned(), Some(Status::Admitted), 39));
    assert_eq!(place("2018-11-21T00:00:00Z").await, ("2018-12-12".to_owned(), Some(Status::Admitted), 39));
}
