//! A process that holds a private Postgres for tests, which come and go faster than a server starts.
//!
//! - `parvis-test-postgres hold DIR` opens the database `held` in `DIR`, says `owner URL` or `guest URL`, and closes
//!   it when its standard input ends.
//! - `parvis-test-postgres serve DIR` makes a fresh cluster below `DIR`, writes its address to `DIR/url`, and ends,
//!   leaving nothing behind, when nobody has held a lock on `DIR/users.lock` for some seconds. The other side is
//!   `shared_server.rs`.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use parvis::postgres;

/// How long the server stays without users: longer than the pause between two test programs.
const IDLE_MAX: Duration = Duration::from_secs(5);
/// How often to look for users.
const LOOK: Duration = Duration::from_millis(250);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["hold", directory] => hold(Path::new(directory)).await,
        ["serve", directory] => serve(Path::new(directory)).await,
        _ => bail!("usage: parvis-test-postgres hold|serve DIR"),
    }
}

async fn hold(directory: &Path) -> anyhow::Result<()> {
    let database = postgres::open(directory, "held").await?;
    println!("{} {}", if database.owns_server() { "owner" } else { "guest" }, database.url());
    tokio::task::spawn_blocking(|| io::stdin().read_to_end(&mut Vec::new())).await??;
    database.close().await;
    Ok(())
}

async fn serve(directory: &Path) -> anyhow::Result<()> {
    remove_leftovers(directory)?;
    let home = directory.join(format!("cluster-{}", std::process::id()));
    let database = postgres::open(&home, "postgres").await?;
    let (unfinished, address) = (directory.join("url.new"), directory.join("url"));
    fs::write(&unfinished, database.url())?;
    fs::rename(&unfinished, &address)?;

    let users = File::create(directory.join("users.lock"))?;
    let start = File::create(directory.join("start.lock"))?;
    let mut last_used = Instant::now();
    loop {
        tokio::time::sleep(LOOK).await;
        if users.try_lock().is_err() {
            last_used = Instant::now();
            continue;
        }
        users.unlock()?;
        if last_used.elapsed() < IDLE_MAX {
            continue;
        }
        // Nobody can become a user while we hold this, so the second look is final.
        start.lock()?;
        if users.try_lock().is_ok() {
            break;
        }
        start.unlock()?;
    }
    fs::remove_file(&address).context("removing the address")?;
    database.close().await;
    fs::remove_dir_all(&home).context("removing the cluster")?;
    Ok(())
}

/// Removes clusters whose process was killed.
fn remove_leftovers(directory: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let is_cluster = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("cluster-"));
        let unused = || File::create(path.join("postgres.lock")).is_ok_and(|lock| lock.try_lock().is_ok());
        if is_cluster && unused() {
            fs::remove_dir_all(&path)?;
        }
    }
    Ok(())
}
