//! How fast commands on a register are answered, and how fast views follow: on a private Postgres with fsync on.

// A measuring program says what it expects by unwrapping.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod commands;
mod http;
mod views;

#[path = "../common/machine.rs"]
mod machine;
#[path = "../common/programmes.rs"]
mod programmes;
#[path = "../../tests/support/registers.rs"]
mod registers;
#[path = "../common/results.rs"]
mod results;
#[path = "../common/server.rs"]
mod server;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Parser;
use parvis::office::Office;
use parvis::postgres;
use serde_json::json;
use sqlx::PgPool;

use crate::results::Results;

/// Measures the register and the views.
#[derive(Parser)]
struct Arguments {
    /// Everything in under a minute, with small numbers.
    #[arg(long)]
    quick: bool,
    /// Writes the results to this file as JSON as well.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Only what has this in its name, beside the large register: `process`, `http`, `views`.
    #[arg(long)]
    only: Option<String>,
}

/// How much of everything.
pub struct Scale {
    /// Enrolments and facts of the large register.
    pub enrolments: usize,
    pub facts: usize,
    /// Commands that are timed.
    pub commands: usize,
    /// Registers that all municipalities enrol in, one after the other.
    pub registers: usize,
    /// Programmes, and pairs in each, whose views are folded.
    pub programmes: usize,
    pub pairs: usize,
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    let scale = if arguments.quick {
        Scale { enrolments: 500, facts: 3_000, commands: 200, registers: 2, programmes: 5, pairs: 200 }
    } else {
        Scale {
            enrolments: 2_000,
            facts: 20_000,
            commands: 1_000,
            registers: 10,
            programmes: 50,
            pairs: 1_000,
        }
    };
    let home = tempfile::tempdir().unwrap();
    let database = postgres::open(home.path(), "bench").await.unwrap();
    let machine = machine::machine(&database.pool()).await;

    let mut results = Results::of(json!({ "machine": machine }));
    let office = open(database.pool(), home.path()).await;
    results.push(commands::large_register(&office, &database.pool(), home.path(), &scale).await);
    let wanted = |name: &str| arguments.only.as_ref().is_none_or(|only| only == name);
    if wanted("process") {
        results.push(commands::all_at_once(&[Arc::new(office)], "one process", &scale).await);
        let two = [
            open(database.pool(), home.path()).await,
            open(second(&database.pool()).await, home.path()).await,
        ];
        results.push(commands::all_at_once(&two.map(Arc::new), "two on one database", &scale).await);
    }
    if wanted("http") {
        for servers in [1, 2] {
            results.push(http::all_at_once(&database.pool(), home.path(), servers, &scale).await);
        }
    }
    if wanted("views") {
        results.push(views::folded(&scale));
        results.push(views::started(&database.pool(), home.path(), &scale).await);
    }

    results.write(arguments.json.as_deref());
    database.close().await;
}

/// An office, as a process opens it.
pub async fn open(pool: PgPool, home: &Path) -> Office {
    server::open(pool, home, "https://parvis.example").await
}

/// More connections to the same database, as another process has.
pub async fn second(pool: &PgPool) -> PgPool {
    let options = pool.connect_options().as_ref().clone();
    sqlx::postgres::PgPoolOptions::new().max_connections(10).connect_with(options).await.unwrap()
}
