//! Whether the process that claimed a key is still there.
//!
//! Each process holds a lock in the database under a number of its own, and writes the number into its claims. The lock
//! ends with the connection it is held on, so also with a process that was killed: whoever repeats a request then need
//! not wait until the claim runs out by itself.

use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use sqlx::{ConnectOptions as _, Connection as _, PgConnection, PgPool};
use tokio::sync::Mutex;

use crate::chance::Chance;

/// The class of these locks; PostgreSQL tells advisory locks apart by two numbers.
pub(super) const CLASS: i32 = 7_812_732;
/// How often the connection is looked after.
const LOOK: Duration = Duration::from_secs(5);
/// No number: the process cannot prove that it is there, and its claims run out by the clock.
const NONE: i32 = 0;

/// That this process is there.
#[derive(Debug)]
pub struct Presence {
    number: AtomicI32,
    connection: Mutex<Option<PgConnection>>,
}

impl Presence {
    /// Shows that this process is there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn show(pool: &PgPool, chance: &Chance) -> Result<Self, sqlx::Error> {
        let (connection, number) = lock(pool, chance).await?;
        Ok(Self { number: AtomicI32::new(number), connection: Mutex::new(Some(connection)) })
    }

    /// The number that claims are made under; absent while the process cannot prove that it is there.
    pub fn number(&self) -> Option<i32> {
        Some(self.number.load(Ordering::Acquire)).filter(|number| *number != NONE)
    }

    /// Goes on showing it, for as long as it is polled, on another connection should the first one break.
    pub async fn keep(&self, pool: &PgPool, chance: &Chance) {
        loop {
            tokio::time::sleep(LOOK).await;
            let mut connection = self.connection.lock().await;
            let stands = match connection.as_mut() {
                Some(connection) => connection.ping().await.is_ok(),
                None => false,
            };
            if stands {
                continue;
            }
            self.number.store(NONE, Ordering::Release);
            *connection = None;
            match lock(pool, chance).await {
                Ok((another, number)) => {
                    *connection = Some(another);
                    self.number.store(number, Ordering::Release);
                }
                Err(error) => {
                    tracing::warn!(error = %error, "other processes cannot see that this one is there");
                }
            }
        }
    }
}

/// A connection of its own, with the lock under a number that nobody else has.
async fn lock(pool: &PgPool, chance: &Chance) -> Result<(PgConnection, i32), sqlx::Error> {
    let mut connection = pool.connect_options().connect().await?;
    loop {
        let number = i32::from_le_bytes(chance.bytes()).saturating_abs();
        if number == NONE {
            continue;
        }
        let taken: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1, $2)")
            .bind(CLASS)
            .bind(number)
            .fetch_one(&mut connection)
            .await?;
        if taken {
            return Ok((connection, number));
        }
    }
}
