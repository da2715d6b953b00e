//! The scenarios.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use parvis_log::{Log, Options};
use sqlx::{Connection, PgConnection, PgPool};

use crate::cluster::Cluster;
use crate::load::{Load, options, polling};
use crate::proxy::Proxy;
use crate::tally::Tally;
use crate::{child, disturbances};

/// A way to make a log lose events.
#[derive(Clone, Copy, Debug)]
pub enum Scenario {
    ManyWriters,
    WriterKilled,
    PostgresKilled,
    RollbackStorm,
    LongForeignTransaction,
    ConnectionCut,
    DumpAndRestore,
    ClockSetBack,
    DiskFull,
}

impl Scenario {
    pub const ALL: [Scenario; 9] = [
        Scenario::ManyWriters,
        Scenario::WriterKilled,
        Scenario::PostgresKilled,
        Scenario::RollbackStorm,
        Scenario::LongForeignTransaction,
        Scenario::ConnectionCut,
        Scenario::DumpAndRestore,
        Scenario::ClockSetBack,
        Scenario::DiskFull,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Scenario::ManyWriters => "many-writers",
            Scenario::WriterKilled => "writer-killed",
            Scenario::PostgresKilled => "postgres-killed",
            Scenario::RollbackStorm => "rollback-storm",
            Scenario::LongForeignTransaction => "long-foreign-transaction",
            Scenario::ConnectionCut => "connection-cut",
            Scenario::DumpAndRestore => "dump-and-restore",
            Scenario::ClockSetBack => "clock-set-back",
            Scenario::DiskFull => "disk-full",
        }
    }

    /// Runs for about this long. `None`: it cannot be run here.
    pub async fn run(self, span: Duration) -> Option<Tally> {
        match self {
            Scenario::ManyWriters => Some(many_writers(span).await),
            Scenario::WriterKilled => Some(writer_killed(span).await),
            Scenario::PostgresKilled => Some(postgres_killed(span).await),
            Scenario::RollbackStorm => Some(rollback_storm(span).await),
            Scenario::LongForeignTransaction => Some(long_foreign_transaction(span).await),
            Scenario::ConnectionCut => Some(connection_cut(span).await),
            Scenario::DumpAndRestore => Some(dump_and_restore(span).await),
            Scenario::ClockSetBack => Some(clock_set_back(span).await),
            Scenario::DiskFull => disk_full(span).await,
        }
    }
}

/// Two logs on one database, as two processes would have them.
async fn two_logs(pool: &PgPool) -> Vec<Log> {
    vec![
        Log::open(pool.clone(), options()).await.expect("a log"),
        Log::open(pool.clone(), options()).await.expect("a log"),
    ]
}

async fn many_writers(span: Duration) -> Tally {
    let cluster = Cluster::start(&[]);
    let pool = cluster.database("stressed").await;
    let load = Load::start(&two_logs(&pool).await, 32, cluster.pool("stressed").await).await;
    tokio::time::sleep(span).await;
    load.finish().await
}

async fn writer_killed(span: Duration) -> Tally {
    let cluster = Cluster::start(&[]);
    let pool = cluster.database("stressed").await;
    let log = Log::open(pool, polling()).await.expect("a log");
    let address = cluster.url("stressed");
    let kills = (span.as_millis() / 400).max(4) as u32;
    let killing = move || {
        child::kill_repeatedly(&address, kills, |kill| {
            Duration::from_millis(u64::from(150 + kill * 73 % 400))
        })
    };
    let acknowledged = tokio::task::spawn_blocking(killing).await.expect("killed processes");
    let mut tally = Tally::of(&log, &acknowledged, &[]).await;
    tally.notes.push(format!("[killed {kills} times]"));
    tally
}

async fn postgres_killed(span: Duration) -> Tally {
    let mut cluster = Cluster::start(&[]);
    let pool = cluster.database("stressed").await;
    let load = Load::start(&two_logs(&pool).await, 32, cluster.pool("stressed").await).await;
    let until = Instant::now() + span;
    let mut kills: u32 = 0;
    while kills < 2 || Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(u64::from(300 + kills * 67 % 300))).await;
        if kills.is_multiple_of(2) {
            cluster.kill();
            cluster.begin();
        } else if let Some(backend) = disturbances::some_backend(&pool).await {
            Cluster::kill_backend(backend);
        }
        kills += 1;
    }
    let mut tally = load.finish().await;
    tally.notes.push(format!("[killed {kills} times]"));
    tally
}

async fn rollback_storm(span: Duration) -> Tally {
    let cluster = Cluster::start(&[]);
    let pool = cluster.database("stressed").await;
    let others = cluster.pool("stressed").await;
    disturbances::foreign_table(&others).await;
    let load = Load::start(&two_logs(&pool).await, 32, cluster.pool("stressed").await).await;
    let rolling: Vec<_> =
        (0..4).map(|_| tokio::spawn(disturbances::roll_back(others.clone(), load.going.clone()))).collect();
    let ending = tokio::spawn(disturbances::terminate(others, load.going.clone()));
    tokio::time::sleep(span).await;
    let mut tally = load.finish().await;
    for task in rolling {
        task.await.expect("rollbacks");
    }
    tally.notes.push(format!("[connections ended {}]", ending.await.expect("a count")));
    tally
}

async fn long_foreign_transaction(span: Duration) -> Tally {
    let cluster = Cluster::start(&[]);
    let pool = cluster.database("stressed").await;
    let logs = two_logs(&pool).await;
    // It has a number and a snapshot, and stays open while everything else happens.
    let mut foreign = PgConnection::connect_with(&cluster.options("stressed")).await.expect("a connection");
    for statement in [
        "CREATE TABLE foreign_table (n bigint)",
        "BEGIN ISOLATION LEVEL REPEATABLE READ",
        "INSERT INTO foreign_table VALUES (1)",
        "SELECT count(*) FROM log.event",
    ] {
        sqlx::query(statement).execute(&mut foreign).await.expect("a transaction");
    }
    let load = Load::start(&logs, 32, cluster.pool("stressed").await).await;
    tokio::time::sleep(span).await;
    let tally = load.finish().await;
    sqlx::query("COMMIT").execute(&mut foreign).await.expect("its end");
    tally
}

async fn connection_cut(span: Duration) -> Tally {
    let cluster = Cluster::start(&[]);
    let direct = cluster.database("stressed").await;
    Log::open(direct, options()).await.expect("a log");
    let proxy = Proxy::start(&cluster.socket(), 23);
    let cut_short = sqlx::postgres::PgPoolOptions::new()
        .max_connections(4)
        .connect_lazy_with(proxy.options(&cluster.options("stressed")));
    let log = loop {
        // Opening may be cut short as well.
        if let Ok(log) = Log::open(cut_short.clone(), options()).await {
            break log;
        }
    };
    let load = Load::start(&[log], 32, cluster.pool("stressed").await).await;
    tokio::time::sleep(span).await;
    let mut tally = load.finish().await;
    tally.notes.push(format!("[cut {} times]", proxy.cuts()));
    tally
}

async fn dump_and_restore(span: Duration) -> Tally {
    let cluster = Cluster::start(&[]);
    let pool = cluster.database("stressed").await;
    let load = Load::start(&two_logs(&pool).await, 8, cluster.pool("stressed").await).await;
    tokio::time::sleep(span / 2).await;
    let before = load.finish().await;
    let noted = Log::open(pool, options()).await.expect("a log").head().await.expect("its end");

    let fresh = Cluster::start(&[]);
    let restored = fresh.database("stressed").await;
    let mut dump =
        cluster.command("pg_dump").arg("stressed").stdout(Stdio::piped()).spawn().expect("pg_dump");
    let dumped = dump.stdout.take().expect("a dump");
    let loaded = fresh
        .command("psql")
        .args(["-qX", "-v", "ON_ERROR_STOP=1", "stressed"])
        .stdin(dumped)
        .stdout(Stdio::null())
        .status();
    assert!(
        loaded.expect("psql").success() && dump.wait().expect("pg_dump").success(),
        "the dump was not restored"
    );

    let log = Log::open(restored.clone(), options()).await.expect("a restored log");
    log.verify_against(noted, |_, _| {}).await.expect("the same log as before");
    // The log goes on where it stopped, and its last readers with it.
    let load = Load::start_as("second", std::slice::from_ref(&log), 8, restored).await;
    tokio::time::sleep(span / 2).await;
    let mut tally = load.finish().await;
    log.verify_against(noted, |_, _| {}).await.expect("an extension of the log before");
    tally.acknowledged += before.acknowledged;
    tally.lost += before.lost + before.stored.saturating_sub(tally.stored);
    tally.duplicated += before.duplicated;
    tally.reordered += before.reordered;
    tally.skipped += before.skipped;
    tally
}

async fn clock_set_back(span: Duration) -> Tally {
    let cluster = Cluster::start(&[]);
    let pool = cluster.database("stressed").await;
    let clock = Arc::new(disturbances::Jumping::default());
    let log = Log::open(pool.clone(), Options { clock, ..options() }).await.expect("a log");
    let other = Log::open(pool, options()).await.expect("a log");
    let load = Load::start(&[log, other], 16, cluster.pool("stressed").await).await;
    tokio::time::sleep(span).await;
    load.finish().await
}

async fn disk_full(span: Duration) -> Option<Tally> {
    let disk = disturbances::SmallDisk::mount(160)?;
    let settings = ["max_wal_size=32MB", "min_wal_size=32MB", "shared_buffers=16MB"];
    let mut cluster = Cluster::start_in(disk.path(), &settings);
    let pool = cluster.database("stressed").await;
    let load = Load::start(&two_logs(&pool).await, 16, cluster.pool("stressed").await).await;
    tokio::time::sleep(span / 3).await;
    let ballast = disk.fill_but(300_000);
    tokio::time::sleep(span.max(Duration::from_secs(3))).await;
    std::fs::remove_file(ballast).expect("ballast");
    let ran_out = load.retried.load(Ordering::Relaxed);
    // A server that could not write its journal has stopped itself.
    cluster.ensure();
    tokio::time::sleep(span / 3).await;
    let mut tally = load.finish().await;
    tally.notes.push(format!("[failed for want of room {ran_out} times]"));
    drop(pool);
    drop(cluster);
    Some(tally)
}
