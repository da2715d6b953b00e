//! The Postgres that all tests of a run share, whichever runner starts them.
//!
//! `cargo nextest` gives each test a process, `cargo test` each test program; neither has a place to start
//! something once. So the first test that needs a server starts a process that holds one (`server_process.rs`),
//! and that process ends when no test has used it for some seconds.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};

/// How long the server may take to start, on a machine busy with compiling.
const START_PATIENCE: Duration = Duration::from_mins(2);

/// The lock that tells the holding process that it is needed; kept until this process ends.
static IN_USE: Mutex<Option<File>> = Mutex::new(None);

/// What to connect to the server with: the one `DATABASE_URL` names, else the shared one.
pub async fn options() -> PgConnectOptions {
    match std::env::var("DATABASE_URL") {
        Ok(url) if !url.is_empty() => url.parse().expect("DATABASE_URL is not an address of a Postgres"),
        _ => shared().await,
    }
}

async fn shared() -> PgConnectOptions {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("postgres");
    fs::create_dir_all(&directory).unwrap();
    // One at a time: either a server is there when we get the lock, or we are to start it.
    let start = File::create(directory.join("start.lock")).unwrap();
    start.lock().unwrap();
    announce_use(&directory);
    let address = directory.join("url");
    if let Some(options) = answering(&address).await {
        return options;
    }
    let _ = fs::remove_file(&address);
    let log = directory.join("server_process.log");
    start_holding_process(&directory, &log);
    let deadline = Instant::now() + START_PATIENCE;
    loop {
        if let Some(options) = answering(&address).await {
            return options;
        }
        let said = fs::read_to_string(&log).unwrap_or_default();
        assert!(!said.contains("Error:"), "the tests' Postgres did not start:\n{said}");
        assert!(Instant::now() < deadline, "the tests' Postgres was not ready in time:\n{said}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn announce_use(directory: &Path) {
    let mut in_use = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
    if in_use.is_none() {
        let users = File::create(directory.join("users.lock")).unwrap();
        users.lock_shared().unwrap();
        *in_use = Some(users);
    }
}

/// The server at the address written to `file`, if it answers.
async fn answering(file: &Path) -> Option<PgConnectOptions> {
    let options: PgConnectOptions = fs::read_to_string(file).ok()?.parse().ok()?;
    let connection: PgConnection = options.connect().await.ok()?;
    connection.close().await.ok()?;
    Some(options)
}

fn start_holding_process(directory: &Path, log: &PathBuf) {
    use std::os::unix::process::CommandExt;
    let log = File::create(log).unwrap();
    let mut process = Command::new(env!("CARGO_BIN_EXE_parvis-test-postgres"))
        .arg("serve")
        .arg(directory)
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        // It outlives this test, and a runner that ends the test's process group must leave it alone.
        .process_group(0)
        .spawn()
        .unwrap();
    // Should it end before this process does, it must not linger as a zombie.
    thread::spawn(move || process.wait());
}
