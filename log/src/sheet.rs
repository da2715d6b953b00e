//! A judged batch as it goes to Postgres: its rows stamped, chained, and bound to one statement.

use chrono::{DateTime, Utc};
use sqlx::postgres::{PgArguments, Postgres};
use sqlx::query::Query;

use crate::admission::Row;
use crate::chain::{Chain, Hash, Sealed};
use crate::clock::{self, Clock};
use crate::metadata::BEGINNING;
use crate::sql::{self, Statements};
use crate::{Position, StreamName};

/// The end of the log as the writer last saw it.
#[derive(Clone, Debug)]
pub(crate) struct End {
    pub chain: Chain,
    pub recorded_at: DateTime<Utc>,
}

impl Default for End {
    fn default() -> Self {
        End { chain: Chain::default(), recorded_at: BEGINNING }
    }
}

/// A batch with its positions, times and hashes, ready to be inserted.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub rows: Vec<Row>,
    pub created: Vec<(i64, StreamName)>,
    /// Streams that were taken for absent without a look: the batch may be written only if they and what would be said
    /// about them are.
    pub presumed: Vec<StreamName>,
    pub hashes: Vec<Hash>,
    pub times: Vec<DateTime<Utc>>,
    pub end: End,
}

impl Sheet {
    /// Stamps and chains the rows of a batch.
    pub(crate) fn seal(
        rows: Vec<Row>,
        created: Vec<(i64, StreamName)>,
        presumed: Vec<StreamName>,
        mut end: End,
        clock: &dyn Clock,
    ) -> Self {
        let mut hashes = Vec::with_capacity(rows.len());
        let mut times = Vec::with_capacity(rows.len());
        for row in &rows {
            end.recorded_at = clock::stamp(clock, end.recorded_at);
            let leaf = Sealed {
                position: Position::new(end.chain.position()).next(),
                stream: row.stream.as_str(),
                revision: row.revision,
                id: row.event.id,
                kind: &row.event.kind,
                content_type: row.event.content_type.as_str(),
                recorded_at: end.recorded_at,
                data_digest: Hash::of(&row.event.data),
                metadata_digest: Hash::of(&row.event.metadata),
            };
            hashes.push(end.chain.push(leaf.leaf()));
            times.push(end.recorded_at);
        }
        Sheet { rows, created, presumed, hashes, times, end }
    }

    /// The statement that writes the batch if nobody else has written since it was judged. One row alone is spared the
    /// arrays, which take a fifth of such a statement's time.
    pub(crate) fn insert<'s>(&'s self, statements: &'s Statements) -> Bound<'s> {
        let first = self.end.chain.position() - self.rows.len() as i64 + 1;
        let bind = |statement| sql::query(statement).bind(statements.append_lock).bind(first);
        match (self.rows.as_slice(), self.created.as_slice()) {
            ([row], []) if self.presumed.is_empty() => self.bind_one(bind(&statements.insert_one), row),
            ([row], [(_, name)]) => {
                let query = self.bind_one(bind(&statements.insert_one_with_stream), row);
                query.bind(name.as_str()).bind(self.presumed_names())
            }
            (_, []) if self.presumed.is_empty() => self.bind_many(bind(&statements.insert), first),
            _ => self
                .bind_many(bind(&statements.insert_with_streams), first)
                .bind(self.created.iter().map(|(id, _)| *id).collect::<Vec<_>>())
                .bind(self.created.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>())
                .bind(self.presumed_names()),
        }
    }

    /// The names that must not be there: of the streams that were presumed absent, and of what would be said about them.
    fn presumed_names(&self) -> Vec<String> {
        self.presumed.iter().flat_map(|name| [name.clone(), name.metastream()]).map(String::from).collect()
    }

    fn bind_one<'s>(&'s self, query: Bound<'s>, row: &'s Row) -> Bound<'s> {
        query
            .bind(row.stream_id)
            .bind(row.revision.get())
            .bind(self.times.first())
            .bind(row.event.id)
            .bind(self.hashes.first().map(|hash| hash.as_bytes().as_slice()))
            .bind(row.event.kind.as_str())
            .bind(row.event.content_type.as_str())
            .bind(row.event.data.as_slice())
            .bind(row.event.metadata.as_slice())
    }

    fn bind_many<'s>(&'s self, query: Bound<'s>, first: i64) -> Bound<'s> {
        let rows = &self.rows;
        query
            .bind((first..).take(rows.len()).collect::<Vec<i64>>())
            .bind(rows.iter().map(|row| row.stream_id).collect::<Vec<_>>())
            .bind(rows.iter().map(|row| row.revision.get()).collect::<Vec<_>>())
            .bind(&self.times)
            .bind(rows.iter().map(|row| row.event.id).collect::<Vec<_>>())
            .bind(self.hashes.iter().map(|hash| hash.as_bytes().as_slice()).collect::<Vec<_>>())
            .bind(rows.iter().map(|row| row.event.kind.as_str()).collect::<Vec<_>>())
            .bind(rows.iter().map(|row| row.event.content_type.as_str()).collect::<Vec<_>>())
            .bind(rows.iter().map(|row| row.event.data.as_slice()).collect::<Vec<_>>())
            .bind(rows.iter().map(|row| row.event.metadata.as_slice()).collect::<Vec<_>>())
    }
}

type Bound<'s> = Query<'s, Postgres, PgArguments>;
