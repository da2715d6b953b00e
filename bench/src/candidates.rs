//! Everybody in a database of their own, on one server.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

use crate::cluster::Cluster;
use crate::peer::{Peer, Sort};
use crate::peers::baselines::Baseline;
use crate::peers::disintegrated::Disintegrated;
use crate::peers::eventcored::Eventcored;
use crate::peers::naive::Naive;
use crate::peers::ours::Ours;
use crate::peers::postgres_es::PostgresEs;
use crate::work::Candidate;

/// One who takes part, and the database it has.
pub struct Entrant {
    pub work: Arc<Candidate>,
    pub pool: PgPool,
}

/// Connections per candidate. With more writers than this, those that have none wait in the pool, which is what
/// programs do; it was the best of the sizes tried for the candidates that need a connection per write.
const CONNECTIONS: u32 = 32;

async fn database(server: &Cluster, name: &str) -> anyhow::Result<PgPool> {
    server.database(name).await.close().await;
    let options = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(Duration::from_secs(60));
    Ok(options.test_before_acquire(false).connect_with(server.options(name)).await?)
}

/// The same for the libraries, which bring an earlier release of sqlx.
async fn database_08(server: &Cluster, name: &str) -> anyhow::Result<(PgPool, sqlx08::PgPool)> {
    let pool = database(server, name).await?;
    let options = sqlx08::postgres::PgConnectOptions::from_str(&server.url(name))?;
    let settings = sqlx08::postgres::PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(Duration::from_secs(60));
    Ok((pool, settings.test_before_acquire(false).connect_with(options).await?))
}

/// All candidates that are wanted.
pub async fn all(server: &Cluster, wanted: impl Fn(&str, Sort) -> bool) -> anyhow::Result<Vec<Entrant>> {
    let mut entrants: Vec<Entrant> = Vec::new();
    let mut enter = |peer: Arc<dyn Peer>, pool: PgPool| {
        entrants.push(Entrant { work: Arc::new(Candidate::new(peer)), pool });
    };
    if wanted("parvis-log", Sort::Ours) {
        let pool = database(server, "ours").await?;
        enter(Arc::new(Ours::new(pool.clone()).await?), pool);
    }
    if wanted("naive insert", Sort::Reference) {
        let pool = database(server, "naive").await?;
        enter(Arc::new(Naive::new(pool.clone()).await?), pool);
    }
    if wanted("postgres-es", Sort::Library) {
        let (pool, theirs) = database_08(server, "postgres_es").await?;
        enter(Arc::new(PostgresEs::new(theirs).await?), pool);
    }
    if wanted("eventcore-postgres", Sort::Library) {
        let (pool, theirs) = database_08(server, "eventcore").await?;
        enter(Arc::new(Eventcored::new(theirs).await?), pool);
    }
    if wanted("disintegrate-postgres", Sort::Library) {
        let (pool, theirs) = database_08(server, "disintegrate").await?;
        enter(Arc::new(Disintegrated::new(theirs).await?), pool);
    }
    if wanted("message-db (SQL)", Sort::SqlBaseline) {
        let pool = database(server, "message_db").await?;
        enter(Arc::new(Baseline::message_db(pool.clone()).await?), pool);
    }
    if wanted("commanded/eventstore (SQL)", Sort::SqlBaseline) {
        let pool = database(server, "commanded").await?;
        enter(Arc::new(Baseline::commanded(pool.clone()).await?), pool);
    }
    if wanted("Marten (SQL)", Sort::SqlBaseline) {
        let pool = database(server, "marten").await?;
        enter(Arc::new(Baseline::marten(pool.clone()).await?), pool);
    }
    Ok(entrants)
}

/// A fresh log for a size of its own.
pub async fn ours(server: &Cluster, size: i64) -> anyhow::Result<Entrant> {
    let pool = database(server, &format!("ours_{size}")).await?;
    let peer = Arc::new(Ours::new(pool.clone()).await?);
    Ok(Entrant { work: Arc::new(Candidate::new(peer)), pool })
}
