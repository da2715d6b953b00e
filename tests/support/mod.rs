//! What tests of all kinds stand on. A test program takes it in with `#[path = "../support/mod.rs"] mod support;`.
//!
//! [`database`] gives a test a database of its own, with all tables and nothing in them. It lies in the server that
//! `DATABASE_URL` names, else in a private one that the tests of a run share and start by themselves.

// Each test program uses the part it needs, and tests say what they expect by unwrapping.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod played;
pub mod registers;
pub mod rounds;
mod shared_server;
mod template;

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

/// Connections a test may hold at once; several tests run side by side.
const CONNECTIONS_MAX: u32 = 12;

/// A database for one test, dropped with this value.
#[derive(Debug)]
pub struct TestDatabase {
    /// Connections to it.
    pub pool: PgPool,
    /// Its address, for other processes.
    pub url: String,
    name: String,
    server: PgConnectOptions,
}

/// Makes a database with all tables and nothing in them.
pub async fn database() -> TestDatabase {
    let server = shared_server::options().await;
    let template = template::ready(&server).await;
    copy_of(server, &template).await
}

/// Makes a database that is a copy of a template.
async fn copy_of(server: PgConnectOptions, template: &str) -> TestDatabase {
    let name = unique_name();
    let mut connection = server.connect().await.unwrap();
    execute(&mut connection, format!("CREATE DATABASE {name} TEMPLATE {template}")).await.unwrap();
    connection.close().await.unwrap();
    let options = server.clone().database(&name);
    let url = options.to_url_lossy().to_string();
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS_MAX).connect_with(options).await.unwrap();
    TestDatabase { pool, url, name, server }
}

impl TestDatabase {
    /// What the database is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What to connect to the server's own database with.
    pub fn server(&self) -> &PgConnectOptions {
        &self.server
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // A thread with a runtime of its own: the test's runtime may be the one that is just unwinding.
        let (name, server) = (self.name.clone(), self.server.clone());
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut connection = server.connect().await?;
                execute(&mut connection, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
                connection.close().await
            })
        });
        let dropped = dropping.join();
        if !std::thread::panicking() {
            dropped.unwrap().unwrap();
        }
    }
}

/// Runs a statement made by the tests themselves.
async fn execute(connection: &mut PgConnection, statement: String) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(connection).await.map(|_| ())
}

/// A name no other test on the server uses, in this run or another.
fn unique_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    format!("parvis_test_{now}_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
