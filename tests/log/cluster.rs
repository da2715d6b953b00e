//! A Postgres server of a test's own, which can be killed, started again, and filled to the brim.
//! Several programs use it, none of them all of it.

#![allow(dead_code)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool};
use tempfile::TempDir;

/// Starts the server, and stops it when nobody is at the other end any more. If that came unannounced, it clears up.
const SUPERVISE: &str = r#"
exec 3<&0
"$@" 3<&- & server=$!
echo $server > "$PIDFILE"
(
    read -r word
    kill -QUIT $server
    [ -n "$word" ] || [ -z "$OURS" ] || {
        while kill -0 $server; do sleep 0.1; done
        rm -rf "$OURS"
    }
) <&3 2>/dev/null &
wait $server
"#;

/// A server on a socket in a directory that goes away with it.
pub struct Cluster {
    directory: PathBuf,
    user: Option<(u32, u32)>,
    server: Option<Child>,
    settings: Vec<String>,
    keep: Option<TempDir>,
}

impl Cluster {
    /// Makes a cluster in a fresh directory and starts it.
    pub fn start(settings: &[&str]) -> Cluster {
        let keep = tempfile::Builder::new().prefix("parvis-log-").tempdir().expect("a directory");
        let directory = keep.path().to_path_buf();
        let mut cluster = Cluster::prepare(&directory, settings);
        cluster.keep = Some(keep);
        cluster.begin();
        cluster
    }

    /// Makes a cluster in this directory and starts it.
    pub fn start_in(directory: &Path, settings: &[&str]) -> Cluster {
        let mut cluster = Cluster::prepare(directory, settings);
        cluster.begin();
        cluster
    }

    fn prepare(directory: &Path, settings: &[&str]) -> Cluster {
        // Postgres refuses to run as root, so as root the server is handed to the user it was installed for.
        let root = fs::metadata("/proc/self").expect("a process").uid() == 0;
        let user = root.then(postgres_user);
        if let Some((uid, gid)) = user {
            std::os::unix::fs::chown(directory, Some(uid), Some(gid)).expect("a directory to hand over");
        }
        let settings = settings.iter().map(|setting| (*setting).to_owned()).collect();
        let cluster =
            Cluster { directory: directory.to_path_buf(), user, server: None, settings, keep: None };
        let made = cluster
            .command("initdb")
            .args(["--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C", "--username=test"])
            .arg(cluster.data())
            .output()
            .expect("initdb");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        cluster
    }

    /// Starts the server and waits until it answers.
    pub fn begin(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            self.launch();
            while Instant::now() < deadline {
                if self
                    .command("pg_isready")
                    .arg("-qh")
                    .arg(&self.directory)
                    .status()
                    .expect("pg_isready")
                    .success()
                {
                    return;
                }
                let ended = self.server.as_mut().and_then(|server| server.try_wait().ok().flatten());
                if ended.is_some() {
                    // What is left of a killed server still holds its memory; it goes away by itself.
                    break;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
            assert!(
                Instant::now() < deadline,
                "{}",
                fs::read_to_string(self.directory.join("log")).unwrap_or_default()
            );
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// The server is a child of a shell that reads from us: when we are gone, however that came, it stops the server.
    fn launch(&mut self) {
        let log =
            fs::OpenOptions::new().create(true).append(true).open(self.directory.join("log")).expect("a log");
        let mut shell = self.command("sh");
        shell.args(["-c", SUPERVISE, "sh"]);
        let settings = self.settings.iter().flat_map(|setting| ["-c", setting]);
        shell
            .arg(programs().join("postgres"))
            .arg("-D")
            .arg(self.data())
            .arg("-k")
            .arg(&self.directory)
            .args(["-c", "listen_addresses=", "-c", "max_connections=200"])
            .args(settings)
            .env("PIDFILE", self.directory.join("pid"))
            .env("OURS", self.keep.as_ref().map_or(Path::new(""), TempDir::path))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(log);
        self.server = Some(shell.spawn().expect("a server"));
    }

    /// Kills the server as a power cut would: no process of it does anything more.
    pub fn kill(&mut self) {
        self.signal("KILL");
        self.reap();
    }

    /// Stops the server in good order.
    pub fn stop(&mut self) {
        self.signal("INT");
        self.reap();
    }

    /// Starts the server if it has stopped itself.
    pub fn ensure(&mut self) {
        let ended = self.server.as_mut().is_none_or(|server| matches!(server.try_wait(), Ok(Some(_))));
        if ended {
            self.begin();
        }
    }

    /// The server's socket.
    pub fn socket(&self) -> PathBuf {
        self.directory.join(".s.PGSQL.5432")
    }

    /// Kills one backend, after which the server starts itself afresh.
    pub fn kill_backend(pid: i32) {
        let _ = Command::new("kill").args(["-KILL", &pid.to_string()]).status();
    }

    fn signal(&self, signal: &str) {
        let pid = fs::read_to_string(self.data().join("postmaster.pid")).unwrap_or_default();
        if let Some(pid) = pid.lines().next() {
            let _ = Command::new("kill").args([&format!("-{signal}"), pid]).stderr(Stdio::null()).status();
        }
    }

    fn reap(&mut self) {
        if let Some(mut server) = self.server.take() {
            if let Some(mut stdin) = server.stdin.take() {
                // The server is stopped by us, so its directory is not left behind.
                let _ = stdin.write_all(b"keep\n");
            }
            let _ = server.wait();
        }
    }

    /// How to reach a database of the server.
    pub fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.directory)
            .username("test")
            .password("")
            .database(database)
    }

    /// The same as an address, for other programs.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://test@localhost/{database}?host={}", self.directory.display())
    }

    /// A few connections to a database.
    pub async fn pool(&self, database: &str) -> PgPool {
        PgPoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(20))
            .connect_with(self.options(database))
            .await
            .expect("a pool")
    }

    /// A fresh database.
    pub async fn database(&self, name: &str) -> PgPool {
        let mut connection =
            PgConnection::connect_with(&self.options("postgres")).await.expect("a connection");
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .execute(&mut connection)
            .await
            .expect("a database");
        self.pool(name).await
    }

    /// A program of Postgres, run as the server's user.
    pub fn command(&self, program: &str) -> Command {
        let installed = programs().join(program);
        let mut command = Command::new(if installed.exists() { installed } else { program.into() });
        command.current_dir("/").env("PGHOST", &self.directory).env("PGUSER", "test");
        if let Some((uid, gid)) = self.user {
            command.uid(uid).gid(gid);
        }
        command
    }

    fn data(&self) -> PathBuf {
        self.directory.join("data")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.signal("QUIT");
        self.reap();
    }
}

fn postgres_user() -> (u32, u32) {
    let users = fs::read_to_string("/etc/passwd").expect("users");
    let fields = users
        .lines()
        .map(|line| line.split(':').collect::<Vec<_>>())
        .find(|fields| fields[0] == "postgres")
        .expect("a user named postgres");
    (fields[2].parse().expect("a number"), fields[3].parse().expect("a number"))
}

/// Where the programs of Postgres are.
pub fn programs() -> PathBuf {
    if let Some(directory) = std::env::var_os("PG_BIN_DIR") {
        return directory.into();
    }
    let output = Command::new("pg_config").arg("--bindir").output();
    if let Some(output) = output.ok().filter(|output| output.status.success()) {
        let directory = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
        if directory.join("initdb").exists() {
            return directory;
        }
    }
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        versions.map(|entry| entry.path().join("bin")).filter(|bin| bin.join("initdb").exists()).collect();
    found.sort();
    found.pop().expect("Postgres: set PG_BIN_DIR to the directory that holds initdb")
}
