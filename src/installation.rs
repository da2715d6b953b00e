//! What a database is used for: the demo never touches one that holds anything else.

use sqlx::{AssertSqlSafe, PgPool};

/// Schemas the program makes.
const OURS: [&str; 10] =
    ["api", "ballots", "log", "outbox", "parvis", "policy", "vault", "views", "web", "webhooks"];

/// Why the demo does not start.
#[derive(Debug, thiserror::Error)]
pub enum InstallationError {
    /// The database holds something that is not ours.
    #[error(
        "the database holds tables of something else (schema {0}); \
         the demo wants an empty database: name another one in DATABASE_URL"
    )]
    Foreign(String),
    /// The database holds real work.
    #[error(
        "the database holds {0} events that no demo wrote; the demo starts from an empty database: \
         name another directory in PARVIS_DATA_DIR, or another database in DATABASE_URL"
    )]
    InUse(i64),
    /// The database failed.
    #[error("the database cannot be read")]
    Database(#[from] sqlx::Error),
}

/// Empties a database that holds nothing or an earlier demo, and marks it as a demo's.
///
/// # Errors
/// When the database holds anything else; nothing is touched then.
pub async fn prepare_demo(pool: &PgPool) -> Result<(), InstallationError> {
    refuse_foreign(pool).await?;
    if !is_demo(pool).await? {
        let events = events(pool).await?;
        if events > 0 {
            return Err(InstallationError::InUse(events));
        }
    }
    let mut statements: Vec<String> =
        OURS.iter().map(|schema| format!("DROP SCHEMA IF EXISTS {schema} CASCADE")).collect();
    statements.push("SET LOCAL client_min_messages = warning".to_owned());
    statements.rotate_right(1);
    statements.push(MARK.to_owned());
    statements.push("INSERT INTO parvis.installation VALUES (true, 'demo')".to_owned());
    let mut transaction = pool.begin().await?;
    sqlx::raw_sql(AssertSqlSafe(statements.join("; "))).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// Notes that a person's work goes into the database, so that no later demo empties it.
///
/// # Errors
/// When the database fails.
pub async fn note_use(pool: &PgPool) -> Result<(), InstallationError> {
    let statements = format!(
        "{MARK}; INSERT INTO parvis.installation VALUES (true, 'use') ON CONFLICT (one) DO UPDATE SET kind = 'use'"
    );
    sqlx::raw_sql(AssertSqlSafe(statements)).execute(pool).await?;
    Ok(())
}

const MARK: &str = "SET client_min_messages = warning;
    CREATE SCHEMA IF NOT EXISTS parvis;
    CREATE TABLE IF NOT EXISTS parvis.installation (one bool PRIMARY KEY CHECK (one), kind text NOT NULL)";

async fn refuse_foreign(pool: &PgPool) -> Result<(), InstallationError> {
    let foreign: Option<String> = sqlx::query_scalar(
        "SELECT n.nspname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname <> ALL ($1)
           AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
         ORDER BY 1 LIMIT 1",
    )
    .bind(OURS.map(str::to_owned).to_vec())
    .fetch_optional(pool)
    .await?;
    foreign.map_or(Ok(()), |schema| Err(InstallationError::Foreign(schema)))
}

/// Whether the database holds a demo, whose people are invented.
///
/// # Errors
/// When the database fails.
pub async fn is_demo(pool: &PgPool) -> Result<bool, sqlx::Error> {
    if !exists(pool, "parvis.installation").await? {
        return Ok(false);
    }
    let kind: Option<String> =
        sqlx::query_scalar("SELECT kind FROM parvis.installation").fetch_optional(pool).await?;
    Ok(kind.as_deref() == Some("demo"))
}

async fn events(pool: &PgPool) -> Result<i64, sqlx::Error> {
    if !exists(pool, "log.event").await? {
        return Ok(0);
    }
    sqlx::query_scalar("SELECT count(*) FROM log.event").fetch_one(pool).await
}

async fn exists(pool: &PgPool, table: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT to_regclass($1) IS NOT NULL").bind(table).fetch_one(pool).await
}
