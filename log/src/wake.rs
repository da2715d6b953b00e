//! How readers learn that there is something new.
//!
//! Within a process the writer says so directly. Other processes are told by `NOTIFY`, sent after the commit on a
//! connection of its own, at most once per [`SHORTEST_GAP`]: a notification inside the writing transaction would
//! queue all commits behind one lock. Nothing depends on a notification: one task per process also looks at the end
//! of the log now and then, and serves all subscriptions.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use sqlx::{Connection, PgConnection, PgPool, Row as _};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::options::WakeUps;
use crate::sql::{self, Statements};
use crate::{Options, Position};

/// Time between two notifications at least.
const SHORTEST_GAP: Duration = Duration::from_millis(5);
/// Time before a lost connection is tried again.
const RECONNECT_AFTER: Duration = Duration::from_secs(1);

/// The last known end of the log, and the tasks that keep it fresh. They end with the log.
pub(crate) struct Wake {
    head: watch::Sender<Position>,
    listening: OnceLock<Task>,
    _telling: Option<Task>,
    looking: Looking,
}

struct Task(JoinHandle<()>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What the task that looks for others' events works with.
#[derive(Clone)]
struct Looking {
    pool: PgPool,
    statements: Arc<Statements>,
    poll_every: Duration,
    wake_ups: WakeUps,
    head: watch::Sender<Position>,
}

impl Wake {
    pub(crate) fn new(
        pool: &PgPool,
        options: &Options,
        statements: &Arc<Statements>,
        head: watch::Sender<Position>,
    ) -> Self {
        let telling = (options.wake_ups == WakeUps::Notify).then(|| {
            let tell = tell(pool.connect_options(), statements.channel.clone(), head.subscribe());
            Task(tokio::spawn(tell))
        });
        let looking = Looking {
            pool: pool.clone(),
            statements: Arc::clone(statements),
            poll_every: options.poll_every,
            wake_ups: options.wake_ups,
            head: head.clone(),
        };
        Wake { head, listening: OnceLock::new(), _telling: telling, looking }
    }

    /// The last known end of the log, which others' events advance too from now on.
    pub(crate) fn watch(&self) -> watch::Receiver<Position> {
        self.listening.get_or_init(|| Task(tokio::spawn(look(self.looking.clone()))));
        self.head.subscribe()
    }

    /// Takes note of an end of the log that a read has seen.
    pub(crate) fn seen(&self, position: Position) {
        advance(&self.head, position);
    }
}

fn advance(head: &watch::Sender<Position>, position: Position) {
    head.send_if_modified(|known| {
        let later = position > *known;
        *known = position.max(*known);
        later
    });
}

/// Tells other processes of this one's commits. Many commits in a row make one notification.
async fn tell(options: Arc<PgConnectOptions>, channel: String, mut head: watch::Receiver<Position>) {
    let mut connection: Option<PgConnection> = None;
    while head.changed().await.is_ok() {
        let position = *head.borrow_and_update();
        if connection.is_none() {
            connection = connect(&options).await;
        }
        if let Some(open) = connection.as_mut() {
            let told = sqlx::query("SELECT pg_notify($1, $2)")
                .bind(&channel)
                .bind(position.to_string())
                .execute(open)
                .await;
            if let Err(error) = told {
                tracing::warn!(%error, "other processes were not told of new events; they will find them by looking");
                connection = None;
            }
        } else {
            tokio::time::sleep(RECONNECT_AFTER).await;
        }
        tokio::time::sleep(SHORTEST_GAP).await;
    }
}

/// A notification need not survive a crash, so its commit does not wait for the disk.
async fn connect(options: &PgConnectOptions) -> Option<PgConnection> {
    let mut connection = PgConnection::connect_with(options).await.ok()?;
    sqlx::query("SET synchronous_commit = off").execute(&mut connection).await.ok()?;
    Some(connection)
}

/// Keeps the known end of the log fresh: by listening, and by looking.
async fn look(looking: Looking) {
    let mut listener: Option<PgListener> = None;
    loop {
        if listener.is_none() && looking.wake_ups == WakeUps::Notify {
            listener = listen(&looking).await;
        }
        // What was missed while nobody listened is found here.
        match sql::query(&looking.statements.head).fetch_optional(&looking.pool).await {
            Ok(Some(row)) => advance(&looking.head, Position::new(row.try_get("position").unwrap_or(0))),
            Ok(None) => {}
            Err(sqlx::Error::PoolClosed) => return,
            Err(error) => tracing::debug!(%error, "the end of the log could not be looked at"),
        }
        match listener.as_mut() {
            Some(open) => {
                if !told(open, &looking).await {
                    listener = None;
                }
            }
            None => tokio::time::sleep(looking.poll_every).await,
        }
    }
}

async fn listen(looking: &Looking) -> Option<PgListener> {
    let options = looking.pool.connect_options().as_ref().clone();
    let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(options);
    let mut listener = PgListener::connect_with(&pool).await.ok()?;
    listener.ignore_pool_close_event(true);
    listener.listen(&looking.statements.channel).await.ok()?;
    Some(listener)
}

/// Takes in notifications until it is time to look again. `false` when the connection was lost.
async fn told(listener: &mut PgListener, looking: &Looking) -> bool {
    let until = tokio::time::Instant::now() + looking.poll_every;
    loop {
        match tokio::time::timeout_at(until, listener.try_recv()).await {
            Err(_) => return true,
            Ok(Ok(Some(notification))) => {
                if let Ok(position) = notification.payload().parse() {
                    advance(&looking.head, position);
                }
            }
            Ok(Ok(None) | Err(_)) => return false,
        }
    }
}
