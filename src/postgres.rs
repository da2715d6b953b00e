//! The private Postgres: a server of our own in the data directory, for whoever names no other.
//!
//! [`open`] finds the server programs, makes a cluster on the first day, starts it on a Unix socket that only this
//! user can reach, and stops it when the [`Database`] is closed or dropped. The server never outlives this
//! process. A second process that opens the same data directory uses the server of the first; it loses its
//! connections when the first one ends.
//!
//! What lies in the data directory: `postgres/` (the cluster), `postgres.log` (what the server says),
//! `postgres.lock` (locked by the owner) and, while it runs, `socket/`.

mod binaries;
mod cluster;
mod place;
mod process;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use binaries::Search;
use cluster::Cluster;

/// The role that owns everything in a private cluster.
pub const SUPERUSER: &str = "parvis";
/// The longest name Postgres keeps whole.
const NAME_BYTES_MAX: usize = 63;
/// Connections a [`Database`] holds at most.
const CONNECTIONS_MAX: u32 = 10;
/// How long a caller waits for a free connection.
const CONNECTION_PATIENCE: Duration = Duration::from_secs(30);
/// How long to sleep before another try when a running server is just going away.
const TRY_AGAIN: Duration = Duration::from_millis(100);

/// A database that can be used, and the server it lives in if that is ours.
#[derive(Debug)]
pub struct Database {
    // Dropped before the server, which ends what is left of its connections.
    pool: PgPool,
    options: PgConnectOptions,
    url: String,
    cluster: Option<Cluster>,
}

/// Opens `database` in the private cluster of `data_dir`; both are made if they do not exist.
///
/// # Errors
/// See [`PostgresError`]; each says what to do.
pub async fn open(data_dir: &Path, database: &str) -> Result<Database, PostgresError> {
    if database.is_empty() || database.len() > NAME_BYTES_MAX || database.contains('\0') {
        return Err(PostgresError::Name { name: database.to_owned() });
    }
    let deadline = Instant::now() + cluster::START_PATIENCE;
    loop {
        let data_dir = data_dir.to_path_buf();
        let acquired =
            tokio::task::spawn_blocking(move || cluster::acquire(&data_dir, &Search::of_this_machine()));
        let cluster =
            acquired.await.map_err(|error| PostgresError::Interrupted(io::Error::other(error)))??;
        let owned = cluster.owned.is_some();
        let server = PgConnectOptions::new_without_pgpass()
            .socket(&cluster.socket_directory)
            .port(5432)
            .username(SUPERUSER)
            .password("");
        match ensure_exists(&server, database).await {
            Ok(()) => {
                let options = server.database(database);
                let mut url = options.to_url_lossy();
                // What sqlx adds there is unknown to other programs.
                url.set_query(None);
                return connected(options, url.into(), Some(cluster)).await;
            }
            // The owner of the server we found may be stopping it: then it is our turn to start one.
            Err(_) if !owned && Instant::now() < deadline => tokio::time::sleep(TRY_AGAIN).await,
            Err(source) => return Err(PostgresError::Connection(source)),
        }
    }
}

/// Where PostgreSQL's programs are on this machine, `pg_dump` and `pg_restore` among them.
///
/// # Errors
/// When there are none; the message says what to install.
pub fn binaries_directory() -> Result<PathBuf, PostgresError> {
    let newest = binaries::Search::of_this_machine().newest()?;
    Ok(newest.postgres.parent().map(Path::to_path_buf).unwrap_or_default())
}

/// Connects to the database that `url` names, on a server somebody else looks after.
///
/// # Errors
/// [`PostgresError::Connection`] when the address cannot be read or nobody answers there.
pub async fn connect(url: &str) -> Result<Database, PostgresError> {
    let options: PgConnectOptions = url.parse().map_err(PostgresError::Connection)?;
    connected(options, url.to_owned(), None).await
}

impl Database {
    /// A pool of connections; clones share them.
    pub fn pool(&self) -> PgPool {
        self.pool.clone()
    }

    /// What to connect with beside the pool, for example to listen.
    pub fn options(&self) -> &PgConnectOptions {
        &self.options
    }

    /// The address, for other programs of the same user: `postgres://parvis@%2Fdata%2Fsocket:5432/name`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether this process started the server and will stop it.
    pub fn owns_server(&self) -> bool {
        self.cluster.as_ref().is_some_and(|cluster| cluster.owned.is_some())
    }

    /// Ends the connections, then stops the server if it is ours. Dropping does the same, but blocks.
    pub async fn close(self) {
        self.pool.close().await;
        // Stopping waits for the server's last checkpoint.
        let cluster = self.cluster;
        if tokio::task::spawn_blocking(move || drop(cluster)).await.is_err() {
            tracing::error!("stopping the private Postgres was interrupted");
        }
    }
}

async fn connected(
    options: PgConnectOptions,
    url: String,
    cluster: Option<Cluster>,
) -> Result<Database, PostgresError> {
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS_MAX)
        .acquire_timeout(CONNECTION_PATIENCE)
        .connect_with(options.clone())
        .await
        .map_err(PostgresError::Connection)?;
    Ok(Database { pool, options, url, cluster })
}

/// Makes `database` unless it is there.
async fn ensure_exists(server: &PgConnectOptions, database: &str) -> Result<(), sqlx::Error> {
    let mut connection = server.clone().database("postgres").connect().await?;
    let there: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
        .bind(database)
        .fetch_one(&mut connection)
        .await?;
    if !there {
        let quoted = database.replace('"', "\"\"");
        let made = sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE \"{quoted}\"")))
            .execute(&mut connection)
            .await;
        // Another process may have made it in the meantime; which of the two codes it is depends on how close.
        made.map(|_| ()).or_else(|error| {
            match error.as_database_error().and_then(sqlx::error::DatabaseError::code) {
                Some(code) if code == "42P04" || code == "23505" => Ok(()),
                _ => Err(error),
            }
        })?;
    }
    connection.close().await
}

/// Why there is no private Postgres, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PostgresError {
    /// Nowhere on this machine are the server programs.
    #[error(
        "PostgreSQL's server programs (initdb, postgres; version {} or newer) are not installed. Install them:\n  \
         Debian, Ubuntu:  apt-get install postgresql\n  \
         Fedora:          dnf install postgresql-server\n  \
         macOS:           brew install postgresql@17\n\
         or name their directory in PG_BIN_DIR, or a running server in DATABASE_URL",
        binaries::OLDEST_MAJOR
    )]
    BinariesMissing,
    /// `PG_BIN_DIR` names a directory without them.
    #[error(
        "PG_BIN_DIR names {}, which does not hold initdb and postgres of version {} or newer: correct it, or unset it to search the usual places",
        directory.display(), binaries::OLDEST_MAJOR
    )]
    NamedBinariesMissing {
        /// The directory named.
        directory: PathBuf,
    },
    /// The cluster was made by a major version that is not installed.
    #[error(
        "the data directory was made by PostgreSQL {made_by}, but version {found} is installed: install PostgreSQL {made_by} as well (Debian: apt-get install postgresql-{made_by}), or name its directory in PG_BIN_DIR"
    )]
    OtherVersion {
        /// Major version of the cluster.
        made_by: u32,
        /// Major version installed.
        found: u32,
    },
    /// A directory or file cannot be used.
    #[error("{} cannot be used: make it writable, or name another data directory in PARVIS_DATA_DIR", path.display())]
    Directory {
        /// The path concerned.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The cluster belongs to another user, and we are not root.
    #[error(
        "the database in {} belongs to user {owner}: run as that user or as root, or name another data directory in PARVIS_DATA_DIR",
        path.display()
    )]
    NotOurs {
        /// The data directory.
        path: PathBuf,
        /// Its owner's user id.
        owner: u32,
    },
    /// We are root, and there is nobody to run the server as.
    #[error(
        "PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody: run as an ordinary user"
    )]
    NoServerUser,
    /// The server's user cannot walk down to the data directory.
    #[error(
        "the server's user ({uid}) cannot get at {}, because a directory above it is closed to others: name another data directory in PARVIS_DATA_DIR",
        path.display()
    )]
    Unreachable {
        /// The data directory.
        path: PathBuf,
        /// The user id the server would have.
        uid: u32,
    },
    /// No directory is short enough, and open to the server, to hold its socket.
    #[error("neither {} nor the temporary directory can hold the server's socket: set TMPDIR to a short, writable path", path.display())]
    NoSocketDirectory {
        /// The data directory.
        path: PathBuf,
    },
    /// A program was found but cannot be run.
    #[error("{} cannot be run: reinstall PostgreSQL, or name the directory of its programs in PG_BIN_DIR", program.display())]
    NotRunnable {
        /// The program.
        program: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// `initdb` failed.
    #[error("initdb could not make the database cluster ({status}):\n{said}")]
    InitFailed {
        /// How it ended.
        status: ExitStatus,
        /// What it printed.
        said: String,
    },
    /// The server ended instead of becoming ready.
    #[error("the private Postgres did not start ({status}); the end of {}:\n{said}", log.display())]
    StartFailed {
        /// How it ended.
        status: ExitStatus,
        /// The end of its log.
        said: String,
        /// The whole log.
        log: PathBuf,
    },
    /// The server neither ended nor became ready.
    #[error("the private Postgres was not ready after {seconds} seconds: see {}", log.display())]
    StartTooSlow {
        /// How long we waited.
        seconds: u64,
        /// Its log.
        log: PathBuf,
    },
    /// Another process owns the data directory, but its server is not there.
    #[error("another parvis process is using the data directory, but its Postgres does not become ready: see {}, or end that process", log.display())]
    OwnerNeverReady {
        /// The server's log.
        log: PathBuf,
    },
    /// A server without owner does not stop.
    #[error(
        "a Postgres left over by an earlier process (process {pid}) does not stop: end it with `kill -QUIT {pid}`"
    )]
    OrphanStays {
        /// Its process id.
        pid: u32,
    },
    /// A database name Postgres would not keep.
    #[error("{name:?} cannot name a database: use 1 to {NAME_BYTES_MAX} bytes")]
    Name {
        /// The name given.
        name: String,
    },
    /// The start was cancelled with the runtime.
    #[error("the start of the private Postgres was interrupted")]
    Interrupted(#[source] io::Error),
    /// The server does not let us in.
    #[error("the database does not answer: check DATABASE_URL, or see postgres.log in the data directory")]
    Connection(#[source] sqlx::Error),
}
