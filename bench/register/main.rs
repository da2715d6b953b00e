//! How fast commands on a register are answered, and how fast views follow: on a private Postgres with fsync on.

// A measuring program says what it expects by unwrapping.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod commands;
mod views;

#[path = "../../tests/support/registers.rs"]
mod registers;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Parser;
use parvis::chance::Chance;
use parvis::clock::Clock;
use parvis::office::{Office, Settings};
use parvis::postgres;
use serde_json::{Value, json};
use sqlx::PgPool;

/// Measures the register and the views.
#[derive(Parser)]
struct Arguments {
    /// Everything in under a minute, with small numbers.
    #[arg(long)]
    quick: bool,
    /// Writes the results to this file as JSON as well.
    #[arg(long)]
    json: Option<PathBuf>,
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
    let machine = machine(&database.pool()).await;
    println!("{machine}");

    let mut results = vec![json!({ "machine": machine })];
    let office = open(database.pool(), home.path()).await;
    results.push(commands::large_register(&office, &database.pool(), home.path(), &scale).await);
    results.push(commands::all_at_once(&[Arc::new(office)], "one process", &scale).await);
    let two =
        [open(database.pool(), home.path()).await, open(second(&database.pool()).await, home.path()).await];
    results.push(commands::all_at_once(&two.map(Arc::new), "two on one database", &scale).await);
    results.push(views::folded(&scale));
    results.push(views::started(&database.pool(), home.path(), &scale).await);

    for result in &results {
        println!("{result}");
    }
    if let Some(path) = arguments.json {
        std::fs::write(path, serde_json::to_string_pretty(&results).unwrap()).unwrap();
    }
    database.close().await;
}

/// An office, as a process opens it.
pub async fn open(pool: PgPool, home: &Path) -> Office {
    let settings = Settings {
        data_dir: home.to_path_buf(),
        master_key: Some("5eed".repeat(16)),
        smtp_url: None,
        letters_dir: None,
        mail_from: "noreply@parvis.example".to_owned(),
        base_url: "https://parvis.example".to_owned(),
        webhooks: parvis::webhooks::Limits::default(),
        clock: Clock::simulated(registers::NOW.parse().unwrap()),
        chance: Arc::new(Chance::of_the_system().unwrap()),
    };
    Office::open(pool, &settings).await.unwrap()
}

async fn second(pool: &PgPool) -> PgPool {
    let options = pool.connect_options().as_ref().clone();
    sqlx::postgres::PgPoolOptions::new().max_connections(10).connect_with(options).await.unwrap()
}

/// Machine, settings and versions.
async fn machine(pool: &PgPool) -> Value {
    let setting = async |name: &str| -> String {
        sqlx::query_scalar("SELECT current_setting($1)").bind(name).fetch_one(pool).await.unwrap()
    };
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name\t: ")).unwrap_or("unknown");
    json!({
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "processor": model,
        "load_before": std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim(),
        "postgres": setting("server_version").await,
        "fsync": setting("fsync").await,
        "synchronous_commit": setting("synchronous_commit").await,
        "parvis": env!("CARGO_PKG_VERSION"),
        "optimised": !cfg!(debug_assertions),
    })
}

/// The value that a part of all lies below, in milliseconds.
pub fn quantile(times: &mut [f64], part: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    let at = (times.len() as f64 * part) as usize;
    let value = times.get(at.min(times.len().saturating_sub(1))).copied().unwrap_or_default();
    (value * 1_000.0).round() / 1_000.0
}
