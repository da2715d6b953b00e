//! The databases that tests get.

use parvis_log::{Log, Options, Position};
use sqlx::ConnectOptions;

use crate::support;

#[tokio::test]
async fn two_tests_do_not_see_each_other() {
    let (one, other) = (support::database().await, support::database().await);
    assert_ne!(one.name(), other.name());
    sqlx::raw_sql("CREATE TABLE mine (word text)").execute(&one.pool).await.unwrap();
    let seen: bool =
        sqlx::query_scalar("SELECT to_regclass('mine') IS NOT NULL").fetch_one(&other.pool).await.unwrap();
    assert!(!seen);
}

#[tokio::test]
async fn a_tests_database_has_an_empty_log() {
    let database = support::database().await;
    let log = Log::open(database.pool.clone(), Options::default()).await.unwrap();
    assert_eq!(log.head().await.unwrap().position, Position::START);
}

#[tokio::test]
async fn a_tests_database_is_gone_after_the_test_even_with_open_connections() {
    let database = support::database().await;
    let (name, server) = (database.name().to_owned(), database.server().clone());
    let _open = database.pool.acquire().await.unwrap();
    drop(database);
    let mut connection = server.connect().await.unwrap();
    let there: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
        .bind(name)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert!(!there);
}

#[tokio::test]
async fn the_address_of_a_tests_database_leads_there() {
    let database = support::database().await;
    let there = parvis::postgres::connect(&database.url).await.unwrap();
    let name: String =
        sqlx::query_scalar("SELECT current_database()::text").fetch_one(&there.pool()).await.unwrap();
    assert_eq!(name, database.name());
    assert!(!there.owns_server());
    there.close().await;
}
