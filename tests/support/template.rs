//! The database every test's own is a copy of: copying costs some 40 milliseconds, laying the tables anew far more.

use std::fs;
use std::time::UNIX_EPOCH;

use parvis_log::{Log, Options};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::{ConnectOptions, Connection};

use super::execute;

/// How the names of all templates begin.
const PREFIX: &str = "parvis_template_";
/// The advisory lock that lets one test make the template while the others wait.
const LOCK: i64 = 0x7061_7276_6973;
/// The same for a template made from another one.
const FILLING: i64 = LOCK + 1;

/// The name of a template that holds the tables of the program under test; makes it if needed.
pub async fn ready(server: &PgConnectOptions) -> String {
    let name = format!("{PREFIX}{}", fingerprint());
    let mut connection = server.connect().await.unwrap();
    if !exists(&mut connection, &name).await {
        execute(&mut connection, format!("SELECT pg_advisory_lock({LOCK})")).await.unwrap();
        if !exists(&mut connection, &name).await {
            make(server, &mut connection, &name).await;
        }
    }
    // Closing the connection lets go of the lock.
    connection.close().await.unwrap();
    name
}

/// The name of a template that `make` fills, starting from another one; made once, then copied like any other.
pub async fn filled<F: Future<Output = ()>>(
    server: &PgConnectOptions,
    from: &str,
    what: &str,
    make: impl FnOnce(PgConnectOptions) -> F,
) -> String {
    let name = format!("{from}_{what}");
    let mut connection = server.connect().await.unwrap();
    if !exists(&mut connection, &name).await {
        execute(&mut connection, format!("SELECT pg_advisory_lock({FILLING})")).await.unwrap();
        if !exists(&mut connection, &name).await {
            execute(&mut connection, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.unwrap();
            execute(&mut connection, format!("CREATE DATABASE {name} TEMPLATE {from}")).await.unwrap();
            make(server.clone().database(&name)).await;
            close_to_connections(&mut connection, &name).await;
        }
    }
    connection.close().await.unwrap();
    name
}

/// Marks a template as complete. Nobody may be connected to a database while it is copied.
async fn close_to_connections(connection: &mut PgConnection, name: &str) {
    let done = format!("ALTER DATABASE {name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false");
    execute(connection, done).await.unwrap();
    sqlx::query("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = $1")
        .bind(name)
        .execute(connection)
        .await
        .unwrap();
}

/// Whether the template is there and complete: it is marked as a template last.
async fn exists(connection: &mut PgConnection, name: &str) -> bool {
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1 AND datistemplate)")
        .bind(name)
        .fetch_one(connection)
        .await
        .unwrap()
}

async fn make(server: &PgConnectOptions, connection: &mut PgConnection, name: &str) {
    remove_older(connection).await;
    execute(connection, format!("CREATE DATABASE {name} TEMPLATE template0")).await.unwrap();
    lay_tables(server.clone().database(name)).await;
    close_to_connections(connection, name).await;
}

/// Lays the tables every database of the program has.
async fn lay_tables(database: PgConnectOptions) {
    let pool = PgPoolOptions::new().max_connections(2).connect_with(database).await.unwrap();
    drop(Log::open(pool.clone(), Options::default()).await.unwrap());
    pool.close().await;
}

/// Removes templates of earlier builds, and one whose making was interrupted.
async fn remove_older(connection: &mut PgConnection) {
    let older: Vec<String> =
        sqlx::query_scalar("SELECT datname::text FROM pg_database WHERE datname LIKE $1")
            .bind(format!("{PREFIX}%"))
            .fetch_all(&mut *connection)
            .await
            .unwrap();
    for name in older {
        execute(connection, format!("ALTER DATABASE {name} WITH IS_TEMPLATE false")).await.unwrap();
        execute(connection, format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
    }
}

/// Changes with every build of the program, and so with every change of its tables.
fn fingerprint() -> u128 {
    let program = fs::metadata(env!("CARGO_BIN_EXE_parvis")).unwrap();
    program.modified().unwrap().duration_since(UNIX_EPOCH).unwrap().as_nanos()
}
