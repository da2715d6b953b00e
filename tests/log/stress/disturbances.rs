//! What goes on beside the log: other transactions, lost backends, a small disk, a clock that jumps.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use parvis_log::Clock;
use sqlx::PgPool;

use crate::load::Going;

/// A clock that is set back, and forth, at every look.
#[derive(Default)]
pub struct Jumping(AtomicI64);

impl Clock for Jumping {
    fn now(&self) -> DateTime<Utc> {
        let look = self.0.fetch_add(1, Ordering::Relaxed);
        Utc::now() - TimeDelta::seconds(look * 7_919 % 3_600)
    }
}

/// A table of somebody else's, for [`roll_back`]. Made once: Postgres lets two sessions that make the same table at once collide,
/// `IF NOT EXISTS` or not.
pub async fn foreign_table(pool: &PgPool) {
    sqlx::query("CREATE TABLE foreign_table (n bigint)").execute(pool).await.expect("a table");
}

/// Transactions of somebody else that are rolled back, without end.
pub async fn roll_back(pool: PgPool, going: Going) {
    while going.load(Ordering::Relaxed) {
        let Ok(mut transaction) = pool.begin().await else { continue };
        let insert = "INSERT INTO foreign_table SELECT generate_series(1, 50)";
        let _ = sqlx::query(insert).execute(&mut *transaction).await;
        let _ = transaction.rollback().await;
    }
}

/// Ends the log's own connections in the middle of what they do, without end. Returns how often.
pub async fn terminate(pool: PgPool, going: Going) -> u64 {
    let mut ended = 0;
    while going.load(Ordering::Relaxed) {
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        let terminated: Result<i64, _> = sqlx::query_scalar(
            "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%INSERT INTO log.event%'",
        )
        .fetch_one(&pool)
        .await;
        ended += terminated.unwrap_or(0).unsigned_abs();
    }
    ended
}

/// A process of the server that serves this database.
pub async fn some_backend(pool: &PgPool) -> Option<i32> {
    sqlx::query_scalar("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() LIMIT 1")
        .fetch_optional(pool)
        .await
        .ok()
        .flatten()
}

/// A small disk, for as long as this value lives.
pub struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// `None` when this user may not mount one.
    pub fn mount(mebibytes: u32) -> Option<SmallDisk> {
        let directory = tempfile::tempdir().ok()?;
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={mebibytes}m"), "tmpfs"])
            .arg(directory.path())
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then_some(SmallDisk(directory))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Fills the disk but for this many bytes. Returns the file that does it.
    pub fn fill_but(&self, bytes: u64) -> std::path::PathBuf {
        let ballast = self.path().join("ballast");
        let output =
            Command::new("df").args(["--output=avail", "-B1"]).arg(self.path()).output().expect("df");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let free: u64 =
            text.lines().last().and_then(|line| line.trim().parse().ok()).expect("a number of bytes");
        // The log takes room meanwhile, so the last of it may be gone before the ballast is complete.
        if let Err(error) = std::fs::write(&ballast, vec![0; free.saturating_sub(bytes) as usize]) {
            assert_eq!(error.kind(), std::io::ErrorKind::StorageFull, "ballast");
        }
        ballast
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}
