//! What the writer knows of the database: its connection, the end of the chain, and the streams it remembers.
//!
//! A batch is judged against what was read *before* it is written. That is sound because the insert names its
//! positions: it succeeds only when the position after the remembered head is still free, that is, when nobody
//! has written since. Otherwise the batch is judged again under the lock.

use std::sync::Arc;

use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::{Connection, PgConnection, Row as _};
use uuid::Uuid;

use crate::cache::Cache;
use crate::chain::{self, Chain, Hash};
use crate::known::{self, Known, Lookup, StreamState, Work};
use crate::metadata::BEGINNING;
use crate::sheet::{End, Sheet};
use crate::sql::{self, Statements};
use crate::{Position, Revision, StreamMetadata, StreamName};

/// Events moved by others are looked up one by one up to this many; beyond, everything remembered is forgotten.
const MOVED_LIMIT: i64 = 10_000;

/// What is done about streams that are not remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unmet {
    /// They are looked up.
    LookedUp,
    /// Those that are expected not to exist are taken for absent, which the insert checks; the others are looked up.
    Presumed,
}

/// The writer's side of the database.
pub(crate) struct Store {
    options: Arc<PgConnectOptions>,
    statements: Arc<Statements>,
    connection: Option<PgConnection>,
    pub end: Option<End>,
    pub cache: Cache,
}

impl Store {
    pub(crate) fn new(
        options: Arc<PgConnectOptions>,
        statements: Arc<Statements>,
        cached_streams: usize,
    ) -> Self {
        Store { options, statements, connection: None, end: None, cache: Cache::new(cached_streams) }
    }

    /// The connection, made anew if it was lost. Its settings keep plans to index lookups, whatever the
    /// statistics say of tables that grow from nothing, and let no forgotten transaction hold the lock.
    pub(crate) async fn connection(&mut self) -> Result<&mut PgConnection, sqlx::Error> {
        if self.connection.is_none() {
            let mut connection = PgConnection::connect_with(&self.options).await?;
            sqlx::raw_sql(
                "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off; \
                 SET plan_cache_mode = force_generic_plan; SET default_transaction_isolation = 'read committed'; \
                 SET idle_in_transaction_session_timeout = '10s'; SET lock_timeout = '5s'; SET statement_timeout = '60s'; \
                 SET client_min_messages = warning",
            )
            .execute(&mut connection)
            .await?;
            self.connection = Some(connection);
        }
        self.connection.as_mut().ok_or(sqlx::Error::PoolClosed)
    }

    /// Forgets the connection after it failed.
    pub(crate) fn disconnect(&mut self) {
        self.connection = None;
    }

    /// Closes the connection in good order.
    pub(crate) async fn close(mut self) {
        if let Some(connection) = self.connection.take() {
            // The log is ending; that a broken connection cannot be closed well changes nothing.
            let _ = connection.close().await;
        }
    }

    /// Begins a transaction and waits for the other processes' turn to end.
    pub(crate) async fn lock(&mut self) -> Result<(), sqlx::Error> {
        let lock = self.statements.append_lock;
        let connection = self.connection().await?;
        sqlx::query("BEGIN").execute(&mut *connection).await?;
        sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(lock).execute(&mut *connection).await?;
        Ok(())
    }

    pub(crate) async fn unlock(&mut self, how: &'static str) -> Result<(), sqlx::Error> {
        sqlx::query(how).execute(self.connection().await?).await?;
        Ok(())
    }

    /// Reads the end of the log, and forgets the streams that others wrote to since it was last read. Says whether it had moved.
    pub(crate) async fn refresh(&mut self) -> Result<bool, sqlx::Error> {
        let statements = Arc::clone(&self.statements);
        let head = sql::query(&statements.head).fetch_optional(self.connection().await?).await?;
        let position: i64 = head.as_ref().map(|row| row.try_get("position")).transpose()?.unwrap_or(0);
        let known = self.end.as_ref().map(|end| end.chain.position());
        if known == Some(position) {
            return Ok(false);
        }
        match known {
            Some(known) if position > known && position - known <= MOVED_LIMIT => {
                let moved =
                    sql::query(&statements.moved).bind(known).fetch_all(self.connection().await?).await?;
                for row in moved {
                    let stream = StreamName::stored(row.try_get("name")?);
                    if let Some(described) = stream.described() {
                        self.cache.forget(&described);
                    }
                    self.cache.forget(&stream);
                }
            }
            _ => self.cache.clear(),
        }
        let open = sql::query(&statements.hashes)
            .bind(chain::open_positions(position))
            .fetch_all(self.connection().await?)
            .await?;
        let open = open.iter().map(position_and_hash).collect::<Result<Vec<_>, _>>()?;
        let recorded_at = head.map(|row| row.try_get("recorded_at")).transpose()?.unwrap_or(BEGINNING);
        self.end = Some(End { chain: Chain::resume(open), recorded_at });
        Ok(true)
    }

    /// Whether an event with this hash stands at this position: a batch that was sent, and never answered, was committed.
    pub(crate) async fn stands(&mut self, position: i64, hash: Hash) -> Result<bool, sqlx::Error> {
        let statements = Arc::clone(&self.statements);
        let found = sql::query(&statements.hashes)
            .bind(vec![position])
            .fetch_optional(self.connection().await?)
            .await?;
        Ok(found.as_ref().map(position_and_hash).transpose()? == Some((position, hash)))
    }

    /// Gathers what the rules need to know for a batch.
    pub(crate) async fn known<'a>(
        &mut self,
        head: i64,
        works: impl Iterator<Item = &'a Work> + Clone,
        unmet: Unmet,
    ) -> Result<Known, sqlx::Error> {
        let mut known = Known { head, ..Known::default() };
        if unmet == Unmet::Presumed {
            for name in works.clone().flat_map(known::begun_by) {
                if !known.streams.contains_key(name) && self.cache.get(name).is_none() {
                    known.streams.insert(name.clone(), StreamState::default());
                    known.presumed.push(name.clone());
                }
            }
        }
        self.load(&mut known, works.clone().flat_map(known::streams_of).collect()).await?;
        // A deleted stream that is written to comes back, which is said in its metastream.
        let deleted =
            known.streams.iter().filter(|(_, state)| state.metadata.as_ref().is_some_and(|m| m.is_deleted()));
        let metastreams: Vec<StreamName> = deleted.map(|(name, _)| name.metastream()).collect();
        self.load(&mut known, metastreams).await?;

        let mut ranges: (Vec<i64>, Vec<i64>, Vec<i64>) = Default::default();
        let mut ids: (Vec<i64>, Vec<Uuid>) = Default::default();
        for claim in works.flat_map(known::claims_of) {
            let Some(state) = known.streams.get(&claim.stream) else { continue };
            let Some(id) = state.id else { continue };
            match known::lookup(&claim, state) {
                Lookup::Nothing => {}
                Lookup::Revisions(asked) => {
                    for (first, last) in asked {
                        ranges.0.push(id);
                        ranges.1.push(first.get());
                        ranges.2.push(last.get());
                    }
                }
                Lookup::Ids => {
                    ids.0.extend(std::iter::repeat_n(id, claim.ids.len()));
                    ids.1.extend(claim.ids);
                }
            }
        }
        self.look_up(&mut known, ranges, ids).await?;
        Ok(known)
    }

    async fn load(&mut self, known: &mut Known, names: Vec<StreamName>) -> Result<(), sqlx::Error> {
        let mut missing: Vec<String> = Vec::new();
        for name in names {
            if known.streams.contains_key(&name) {
                continue;
            }
            if let Some(state) = self.cache.get(&name) {
                known.streams.insert(name, state);
            } else {
                missing.push(name.as_str().to_owned());
                known.streams.insert(name, StreamState::default());
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let statements = Arc::clone(&self.statements);
        for row in sql::query(&statements.streams).bind(missing).fetch_all(self.connection().await?).await? {
            let name = StreamName::stored(row.try_get("name")?);
            let revision: Option<i64> = row.try_get("revision")?;
            let position: Option<i64> = row.try_get("position")?;
            let metadata: Option<Vec<u8>> = row.try_get("data")?;
            let state = StreamState {
                id: row.try_get("id")?,
                last: revision
                    .zip(position)
                    .map(|(revision, position)| (Revision::new(revision), Position::new(position))),
                metadata: metadata.map(|bytes| Box::new(StreamMetadata::stored(Some(&bytes)))),
            };
            known.streams.insert(name, state);
        }
        Ok(())
    }

    async fn look_up(
        &mut self,
        known: &mut Known,
        ranges: (Vec<i64>, Vec<i64>, Vec<i64>),
        ids: (Vec<i64>, Vec<Uuid>),
    ) -> Result<(), sqlx::Error> {
        let statements = Arc::clone(&self.statements);
        if !ranges.0.is_empty() {
            let query = sql::query(&statements.revisions).bind(ranges.0).bind(ranges.1).bind(ranges.2);
            for row in query.fetch_all(self.connection().await?).await? {
                let (stream, revision, position, id) = place(&row)?;
                known.revisions.insert((stream, revision), (position, id));
            }
        }
        if !ids.0.is_empty() {
            let query = sql::query(&statements.ids).bind(ids.0).bind(ids.1);
            for row in query.fetch_all(self.connection().await?).await? {
                let (stream, revision, position, id) = place(&row)?;
                let first = known.ids.entry((stream, id)).or_insert((revision, position));
                *first = (*first).min((revision, position));
            }
        }
        Ok(())
    }

    /// Writes a batch if its first position is still free, no other process is writing, and what was presumed is true.
    /// Says whether it was written.
    pub(crate) async fn insert(&mut self, sheet: &Sheet) -> Result<bool, sqlx::Error> {
        let statements = Arc::clone(&self.statements);
        let written = sheet.insert(&statements).execute(self.connection().await?).await?.rows_affected();
        Ok(written == sheet.rows.len() as u64)
    }
}

fn position_and_hash(row: &PgRow) -> Result<(i64, Hash), sqlx::Error> {
    let hash = Hash::stored(row.try_get("hash")?).map_err(|error| sqlx::Error::Decode(error.into()))?;
    Ok((row.try_get("position")?, hash))
}

fn place(row: &PgRow) -> Result<(i64, Revision, Position, Uuid), sqlx::Error> {
    Ok((
        row.try_get("stream_id")?,
        Revision::new(row.try_get("revision")?),
        Position::new(row.try_get("position")?),
        row.try_get("id")?,
    ))
}
