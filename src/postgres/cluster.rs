//! One cluster in one data directory: made, started, followed, stopped.
//!
//! Who holds the lock file owns the server; the kernel lets go of the lock when that process ends, however it
//! ends. So whoever gets the lock knows that a server still found running is an orphan, and whoever does not get
//! it waits for the owner's server to be ready.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::binaries::{Binaries, Search};
use super::place::{Place, remove_socket_directory};
use super::process::{self, Server, Signal};
use super::{PostgresError, SUPERUSER};

/// How long a start may take, recovery after a crash included.
pub const START_PATIENCE: Duration = Duration::from_mins(2);
/// How long a fast shutdown may take before the server is stopped at once.
const FAST_PATIENCE: Duration = Duration::from_secs(20);
/// How long an immediate shutdown may take before we give up.
const IMMEDIATE_PATIENCE: Duration = Duration::from_secs(10);
/// How long sessions of a killed server may keep its shared memory.
const REMNANT_PATIENCE: Duration = Duration::from_secs(15);
/// How long to sleep between two looks at `postmaster.pid`.
const LOOK_AGAIN: Duration = Duration::from_millis(10);
/// A server log longer than this is set aside at the next start.
const LOG_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// How much of the log an error shows.
const LOG_LINES_SHOWN: usize = 12;

/// Settings of every private server: durable, modest, silent towards the network.
const SETTINGS: [&str; 19] = [
    "listen_addresses=",
    "port=5432",
    "unix_socket_permissions=0700",
    "fsync=on",
    "full_page_writes=on",
    "synchronous_commit=on",
    "max_connections=100",
    "shared_buffers=48MB",
    "work_mem=8MB",
    "maintenance_work_mem=48MB",
    "max_wal_size=512MB",
    "max_parallel_workers_per_gather=0",
    "jit=off",
    "timezone=UTC",
    "log_timezone=UTC",
    "logging_collector=off",
    "log_destination=stderr",
    "log_checkpoints=off",
    "log_line_prefix=%m [%p] ",
];

/// A server that can be connected to.
#[derive(Debug)]
pub struct Cluster {
    /// The directory of the server's socket.
    pub socket_directory: PathBuf,
    /// Present if this process started the server and must stop it.
    pub owned: Option<OwnedServer>,
}

/// A server this process started. Dropping it stops the server.
#[derive(Debug)]
pub struct OwnedServer {
    server: Server,
    socket_directory: PathBuf,
    /// Held until the server has stopped: fields are dropped after `drop` has run.
    _lock: File,
}

impl OwnedServer {
    /// Stops the server: in good order if it can, at once if that takes too long.
    pub fn stop(&self) {
        self.server.signal(Signal::FastShutdown);
        if self.server.wait(FAST_PATIENCE).is_none() {
            tracing::warn!(
                pid = self.server.pid(),
                "Postgres does not stop in good order, stopping it at once"
            );
            self.server.signal(Signal::ImmediateShutdown);
            if self.server.wait(IMMEDIATE_PATIENCE).is_none() {
                tracing::error!(pid = self.server.pid(), "Postgres does not stop");
            }
        }
        remove_socket_directory(&self.socket_directory);
    }
}

impl Drop for OwnedServer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Starts the server of `data_dir`, making the cluster first if there is none, or finds the one running there.
/// Blocks.
///
/// # Errors
/// See [`PostgresError`]; each says what to do.
pub fn acquire(data_dir: &Path, search: &Search) -> Result<Cluster, PostgresError> {
    let place = Place::prepare(data_dir)?;
    let path = place.lock();
    let lock =
        OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(failed_at(&path))?;
    let deadline = Instant::now() + START_PATIENCE;
    loop {
        match lock.try_lock() {
            Ok(()) => return start(&place, search, lock),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(source)) => {
                return Err(PostgresError::Directory { path, source });
            }
        }
        if let Some(running) = Postmaster::read(&place.cluster()).filter(|running| running.ready) {
            return Ok(Cluster { socket_directory: running.socket_directory, owned: None });
        }
        if Instant::now() > deadline {
            return Err(PostgresError::OwnerNeverReady { log: place.log() });
        }
        thread::sleep(LOOK_AGAIN);
    }
}

/// Starts the server as its owner.
fn start(place: &Place, search: &Search, lock: File) -> Result<Cluster, PostgresError> {
    end_orphan(&place.cluster())?;
    let binaries = match made_by(&place.cluster()) {
        Some(major) => search.of_version(major)?,
        None => make(place, search)?,
    };
    let log = place.log();
    set_aside_if_long(&log);
    let log_start = fs::metadata(&log).map_or(0, |log| log.len());
    let socket_directory = place.make_socket_directory()?;
    match spawn_until_ready(place, &binaries, &socket_directory, log_start) {
        Ok(server) => {
            tracing::debug!(pid = server.pid(), major = binaries.major, "private Postgres started");
            let owned = OwnedServer { server, socket_directory: socket_directory.clone(), _lock: lock };
            Ok(Cluster { socket_directory, owned: Some(owned) })
        }
        Err(error) => {
            remove_socket_directory(&socket_directory);
            Err(error)
        }
    }
}

/// Starts the server, again while sessions of a killed predecessor still hold its shared memory: they notice the
/// death of their server when they next wait for something.
fn spawn_until_ready(
    place: &Place,
    binaries: &Binaries,
    socket_directory: &Path,
    log_start: u64,
) -> Result<Server, PostgresError> {
    let deadline = Instant::now() + REMNANT_PATIENCE;
    loop {
        match wait_until_ready(spawn(place, binaries, socket_directory)?, place, log_start) {
            Err(PostgresError::StartFailed { said, .. })
                if said.contains("is still in use") && Instant::now() < deadline =>
            {
                thread::sleep(LOOK_AGAIN * 20);
            }
            done => return done,
        }
    }
}

fn spawn(place: &Place, binaries: &Binaries, socket_directory: &Path) -> Result<Server, PostgresError> {
    let log = place.log();
    let open = || OpenOptions::new().create(true).append(true).open(&log).map_err(failed_at(&log));
    let (mut command, directory) = place.command(&binaries.postgres, &place.cluster())?;
    for setting in SETTINGS {
        command.arg("-c").arg(setting);
    }
    let mut sockets = std::ffi::OsString::from("unix_socket_directories=");
    sockets.push(socket_directory);
    command.arg("-c").arg(sockets).stdin(Stdio::null()).stdout(open()?).stderr(open()?);
    Server::spawn(command, directory)
        .map_err(|source| PostgresError::NotRunnable { program: binaries.postgres.clone(), source })
}

fn wait_until_ready(server: Server, place: &Place, log_start: u64) -> Result<Server, PostgresError> {
    let deadline = Instant::now() + START_PATIENCE;
    loop {
        let ready = Postmaster::read(&place.cluster()).is_some_and(|it| it.ready && it.pid == server.pid());
        if ready {
            return Ok(server);
        }
        if let Some(status) = server.wait(LOOK_AGAIN) {
            let said = end_of_log(&place.log(), log_start);
            return Err(PostgresError::StartFailed { status, said, log: place.log() });
        }
        if Instant::now() > deadline {
            server.signal(Signal::ImmediateShutdown);
            server.wait(IMMEDIATE_PATIENCE);
            return Err(PostgresError::StartTooSlow { seconds: START_PATIENCE.as_secs(), log: place.log() });
        }
    }
}

/// Makes a new cluster beside its final place and moves it there when it is whole, so that an interrupted
/// attempt leaves nothing that looks like a cluster.
fn make(place: &Place, search: &Search) -> Result<Binaries, PostgresError> {
    let binaries = search.newest()?;
    let unfinished = place.unfinished_cluster();
    place.make_private(&unfinished).map_err(failed_at(&unfinished))?;
    let (mut command, directory) = place.command(&binaries.initdb, &unfinished)?;
    command.args(["--encoding=UTF8", "--locale=C", "--auth=trust", "--data-checksums", "--no-instructions"]);
    command.arg(format!("--username={SUPERUSER}")).stdin(Stdio::null());
    let output = process::run(command, directory.as_ref())
        .map_err(|source| PostgresError::NotRunnable { program: binaries.initdb.clone(), source })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(PostgresError::InitFailed { status: output.status, said });
    }
    place.finish_cluster().map_err(failed_at(&place.cluster()))?;
    Ok(binaries)
}

/// Stops a server whose owner is gone, and removes the traces of one that was killed.
fn end_orphan(cluster: &Path) -> Result<(), PostgresError> {
    let Some(left) = Postmaster::read(cluster) else {
        return Ok(());
    };
    let begun = Instant::now();
    while left.is_running_in(cluster) {
        let waited = begun.elapsed();
        if waited > FAST_PATIENCE + IMMEDIATE_PATIENCE {
            return Err(PostgresError::OrphanStays { pid: left.pid });
        }
        // Nobody uses it any more, so it is asked politely first, and asked again: signals can come too early.
        let fast = waited < FAST_PATIENCE;
        process::signal_other(left.pid, if fast { Signal::FastShutdown } else { Signal::ImmediateShutdown });
        thread::sleep(LOOK_AGAIN * 5);
    }
    remove_socket_directory(&left.socket_directory);
    // The process id in it may belong to somebody else by now, which would keep the server from starting.
    let _ = fs::remove_file(cluster.join("postmaster.pid"));
    Ok(())
}

/// What a server wrote about itself in `postmaster.pid`.
///
/// Source: PostgreSQL, src/include/utils/pidfile.h: line 1 process id, 5 socket directory, 8 status.
#[derive(Debug, PartialEq, Eq)]
struct Postmaster {
    pid: u32,
    socket_directory: PathBuf,
    ready: bool,
}

impl Postmaster {
    fn read(cluster: &Path) -> Option<Self> {
        Self::parse(&fs::read_to_string(cluster.join("postmaster.pid")).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let pid = lines.first()?.parse().ok()?;
        let socket_directory = PathBuf::from(*lines.get(4).unwrap_or(&""));
        Some(Self { pid, socket_directory, ready: lines.get(7) == Some(&"ready") })
    }

    /// Whether the process is alive and really the server of this cluster: process ids are used again.
    fn is_running_in(&self, cluster: &Path) -> bool {
        if !process::exists(self.pid) {
            return false;
        }
        if cfg!(target_os = "linux") {
            let works_in = fs::metadata(format!("/proc/{}/cwd", self.pid)).map(|it| (it.dev(), it.ino()));
            let here = fs::metadata(cluster).map(|it| (it.dev(), it.ino()));
            return matches!((works_in, here), (Ok(works_in), Ok(here)) if works_in == here);
        }
        let name =
            std::process::Command::new("ps").args(["-o", "comm=", "-p", &self.pid.to_string()]).output();
        name.is_ok_and(|name| String::from_utf8_lossy(&name.stdout).contains("postgres"))
    }
}

/// The major version that made the cluster; none if there is no whole cluster.
fn made_by(cluster: &Path) -> Option<u32> {
    fs::read_to_string(cluster.join("PG_VERSION")).ok()?.trim().parse().ok()
}

fn failed_at(path: &Path) -> impl FnOnce(io::Error) -> PostgresError + use<> {
    let path = path.to_path_buf();
    move |source| PostgresError::Directory { path, source }
}

fn set_aside_if_long(log: &Path) {
    if fs::metadata(log).is_ok_and(|it| it.len() > LOG_BYTES_MAX) {
        // One earlier log is enough to look back; failing to move it hinders nothing.
        let _ = fs::rename(log, log.with_extension("log.1"));
    }
}

fn end_of_log(log: &Path, start: u64) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    let fresh = bytes.get(start as usize..).unwrap_or_default();
    let text = String::from_utf8_lossy(fresh);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LOG_LINES_SHOWN)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postmaster_pid_is_read_line_by_line() {
        let text = "4711\n/data/postgres\n1795407020\n5432\n/data/socket\n\n 10117126         4\nready   \n";
        let expected = Postmaster { pid: 4711, socket_directory: PathBuf::from("/data/socket"), ready: true };
        assert_eq!(Postmaster::parse(text), Some(expected));
        assert!(!Postmaster::parse(&text.replace("ready   ", "starting")).unwrap().ready);
        assert!(!Postmaster::parse("4711\n").unwrap().ready);
        assert_eq!(Postmaster::parse(""), None);
    }

    #[test]
    fn a_process_id_used_by_somebody_else_is_no_server_of_ours() {
        let directory = tempfile::tempdir().unwrap();
        let file = Postmaster { pid: std::process::id(), socket_directory: PathBuf::new(), ready: true };
        assert!(!file.is_running_in(directory.path()));
    }

    #[test]
    fn only_what_the_failed_start_said_is_shown_and_not_too_much() {
        let directory = tempfile::tempdir().unwrap();
        let log = directory.path().join("postgres.log");
        let lines: Vec<String> = (1..=30).map(|line| format!("line {line}")).collect();
        fs::write(&log, format!("before\n{}\n", lines.join("\n"))).unwrap();
        let shown = end_of_log(&log, 7);
        assert!(shown.starts_with("line 19\n") && shown.ends_with("line 30"), "{shown}");
        assert_eq!(end_of_log(&log, 1_000_000), "");
    }
}
