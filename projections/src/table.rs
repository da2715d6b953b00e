//! Rows in memory that remember which of them changed, and how they look as SQL tables.
//!
//! Rows travel to and from Postgres as JSON (`jsonb_populate_recordset`, `to_jsonb`), so each row
//! type is declared once, and its table has ordinary typed columns that any tool can read.

mod columns;
mod declare;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rpds::{RedBlackTreeMapSync, RedBlackTreeSetSync};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

pub use self::columns::{AnyCase, Column, Link};
pub(crate) use self::declare::{row, view};

/// How a table looks in Postgres.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Name of the table.
    pub table: &'static str,
    /// Columns: name, type, nullable.
    pub columns: Vec<(&'static str, &'static str, bool)>,
    /// Columns of the primary key.
    pub key: &'static [&'static str],
    /// Whether each row belongs to one programme (column `programme`).
    pub of_programme: bool,
}

impl Shape {
    /// The statement that creates the table in a schema.
    pub fn create(&self, schema: &str) -> String {
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|(name, sql, nullable)| {
                format!("\"{name}\" {sql}{}", if *nullable { "" } else { " NOT NULL" })
            })
            .collect();
        let key: Vec<String> = self.key.iter().map(|name| format!("\"{name}\"")).collect();
        format!(
            "CREATE TABLE \"{schema}\".\"{}\" ({}, PRIMARY KEY ({}))",
            self.table,
            columns.join(", "),
            key.join(", ")
        )
    }
}

/// A row of a table.
pub trait Row: Clone + PartialEq + Serialize + DeserializeOwned {
    /// What tells rows apart.
    type Key: Clone + Ord;

    /// The columns by which rows are found, besides the key.
    const LINKS: &'static [&'static str];

    /// Its key.
    fn key(&self) -> Self::Key;

    /// The id in one of the columns by which rows are found.
    fn link(&self, place: usize) -> Option<Uuid>;

    /// How its table looks.
    fn shape() -> Shape;
}

/// A row that can be found by an id of this type.
pub trait LinkedBy<I: Link>: Row {
    /// Which of [`Row::LINKS`] it is.
    const PLACE: usize;
}

/// The place of a name among others.
pub const fn place(names: &[&str], name: &str) -> usize {
    let mut at = 0;
    while at < names.len() {
        if same(names[at].as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
    names.len()
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// What is to be written to one table.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Which table.
    pub table: &'static str,
    /// Rows to insert or replace, as JSON objects.
    pub upserts: Vec<Value>,
    /// Rows to delete, as JSON objects.
    pub deletes: Vec<Value>,
}

/// Rows in memory, in the order of their keys.
///
/// A copy shares the rows with the original until either changes, so it costs next to nothing. It is for looking at: what
/// is to be written is the original's to know.
#[derive(Debug)]
pub struct Table<R: Row> {
    rows: RedBlackTreeMapSync<R::Key, Arc<R>>,
    /// Which rows have an id, for each of the columns by which rows are found.
    links: Vec<RedBlackTreeMapSync<Uuid, RedBlackTreeSetSync<R::Key>>>,
    changed: BTreeSet<R::Key>,
    /// The rows touched since [`Table::untouch`], as they were before.
    touched: BTreeMap<R::Key, Option<Arc<R>>>,
    removed: BTreeMap<R::Key, Arc<R>>,
}

impl<R: Row> Default for Table<R> {
    fn default() -> Self {
        let links = vec![RedBlackTreeMapSync::default(); R::LINKS.len()];
        Self {
            rows: RedBlackTreeMapSync::default(),
            links,
            changed: BTreeSet::new(),
            touched: BTreeMap::new(),
            removed: BTreeMap::new(),
        }
    }
}

impl<R: Row> Clone for Table<R> {
    fn clone(&self) -> Self {
        Self { rows: self.rows.clone(), links: self.links.clone(), ..Self::default() }
    }
}

impl<R: Row> Table<R> {
    /// The row with this key.
    pub fn get(&self, key: &R::Key) -> Option<&R> {
        self.rows.get(key).map(AsRef::as_ref)
    }

    /// All rows, in the order of their keys.
    pub fn rows(&self) -> impl Iterator<Item = &R> {
        self.rows.values().map(AsRef::as_ref)
    }

    /// The rows with this id, in the order of their keys, without looking at others.
    pub fn of<I: Link>(&self, id: I) -> impl Iterator<Item = &R>
    where
        R: LinkedBy<I>,
    {
        let keys = id.link().and_then(|id| self.links.get(R::PLACE)?.get(&id));
        keys.into_iter().flat_map(RedBlackTreeSetSync::iter).filter_map(|key| self.get(key))
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.size()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many rows have this id.
    pub fn count_of<I: Link>(&self, id: I) -> usize
    where
        R: LinkedBy<I>,
    {
        let keys = id.link().and_then(|id| self.links.get(R::PLACE)?.get(&id));
        keys.map_or(0, RedBlackTreeSetSync::size)
    }

    /// The keys of the rows that were touched since [`Table::untouch`], and the rows as they were before.
    pub fn touched(&self) -> impl Iterator<Item = (&R::Key, Option<&R>)> {
        self.touched.iter().map(|(key, before)| (key, before.as_deref()))
    }

    /// Forgets which rows were touched.
    pub fn untouch(&mut self) {
        self.touched.clear();
    }

    /// Inserts or replaces a row; an equal one counts as no change.
    pub fn put(&mut self, row: R) {
        let key = row.key();
        if self.get(&key) != Some(&row) {
            self.touch(&key);
            self.removed.remove(&key);
            self.changed.insert(key.clone());
            self.set(key, row);
        }
    }

    fn touch(&mut self, key: &R::Key) {
        if !self.touched.contains_key(key) {
            self.touched.insert(key.clone(), self.rows.get(key).cloned());
        }
    }

    /// Puts a row in its place, and where it is found.
    fn set(&mut self, key: R::Key, row: R) {
        let row = Arc::new(row);
        let before = self.rows.get(&key).cloned();
        self.relink(&key, before.as_deref(), Some(&row));
        self.rows.insert_mut(key, row);
    }

    fn relink(&mut self, key: &R::Key, before: Option<&R>, after: Option<&R>) {
        for (place, rows) in self.links.iter_mut().enumerate() {
            let link = |row: Option<&R>| row.and_then(|row| row.link(place));
            let (before, after) = (link(before), link(after));
            if before == after {
                continue;
            }
            if let Some(before) = before
                && let Some(keys) = rows.get_mut(&before)
            {
                keys.remove_mut(key);
                if keys.is_empty() {
                    rows.remove_mut(&before);
                }
            }
            let Some(after) = after else { continue };
            if let Some(keys) = rows.get_mut(&after) {
                keys.insert_mut(key.clone());
            } else {
                let mut keys = RedBlackTreeSetSync::default();
                keys.insert_mut(key.clone());
                rows.insert_mut(after, keys);
            }
        }
    }

    /// Changes the row with this key, if there is one. The key itself must stay.
    pub fn update(&mut self, key: &R::Key, change: impl FnOnce(&mut R)) {
        if let Some(found) = self.get(key) {
            let mut row = found.clone();
            change(&mut row);
            self.put(row);
        }
    }

    /// Changes every row that matches.
    pub fn update_where(&mut self, matches: impl Fn(&R) -> bool, change: impl Fn(&mut R)) {
        let keys: Vec<R::Key> =
            self.rows.iter().filter(|(_, row)| matches(row)).map(|(k, _)| k.clone()).collect();
        for key in keys {
            self.update(&key, &change);
        }
    }

    /// Changes every row with this id.
    pub fn update_of<I: Link>(&mut self, id: I, change: impl Fn(&mut R))
    where
        R: LinkedBy<I>,
    {
        let keys: Vec<R::Key> = self.of(id).map(Row::key).collect();
        for key in keys {
            self.update(&key, &change);
        }
    }

    /// Removes the row with this key, if there is one.
    pub fn remove(&mut self, key: &R::Key) {
        if let Some(row) = self.rows.get(key).cloned() {
            self.touch(key);
            self.rows.remove_mut(key);
            self.relink(key, Some(&row), None);
            self.changed.remove(key);
            self.removed.insert(key.clone(), row);
        }
    }

    /// Makes the rows with this id be exactly these; rows that stay the same count as no change.
    pub fn replace_of<I: Link>(&mut self, id: I, with: Vec<R>)
    where
        R: LinkedBy<I>,
    {
        let gone = self.of(id).map(Row::key).collect();
        self.replace(gone, with);
    }

    /// Makes the matching rows be exactly these; rows that stay the same count as no change.
    pub fn replace_where(&mut self, matches: impl Fn(&R) -> bool, with: Vec<R>) {
        let gone = self.rows().filter(|row| matches(row)).map(Row::key).collect();
        self.replace(gone, with);
    }

    /// Makes the matching rows among those with this id be exactly these.
    pub fn replace_among<I: Link>(&mut self, id: I, matches: impl Fn(&R) -> bool, with: Vec<R>)
    where
        R: LinkedBy<I>,
    {
        let gone = self.of(id).filter(|row| matches(row)).map(Row::key).collect();
        self.replace(gone, with);
    }

    fn replace(&mut self, gone: Vec<R::Key>, with: Vec<R>) {
        let keep: BTreeSet<R::Key> = with.iter().map(Row::key).collect();
        for key in gone.iter().filter(|key| !keep.contains(key)) {
            self.remove(key);
        }
        for row in with {
            self.put(row);
        }
    }

    /// Takes over rows as they are stored; they count as unchanged.
    ///
    /// # Errors
    /// When a row is not of the table's shape.
    pub fn load(&mut self, rows: Vec<Value>) -> Result<(), serde_json::Error> {
        for row in rows {
            let row: R = serde_json::from_value(row)?;
            self.set(row.key(), row);
        }
        Ok(())
    }

    /// Forgets what changed.
    pub fn leave_change(&mut self) {
        self.changed.clear();
        self.removed.clear();
    }

    /// What changed since the last call.
    ///
    /// # Errors
    /// When a row cannot be written as JSON.
    pub fn take_change(&mut self) -> Result<Change, serde_json::Error> {
        let changed = std::mem::take(&mut self.changed);
        let upserts = changed
            .iter()
            .filter_map(|key| self.get(key))
            .map(serde_json::to_value)
            .collect::<Result<Vec<_>, _>>()?;
        let deletes = std::mem::take(&mut self.removed)
            .values()
            .map(|row| serde_json::to_value(&**row))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Change { table: R::shape().table, upserts, deletes })
    }
}

/// What every view can be asked, whatever its rows.
pub trait Tables: Send + Sync {
    /// Its name, as in `views list`.
    fn name(&self) -> &'static str;

    /// The question it answers.
    fn question(&self) -> &'static str;

    /// Its tables.
    fn shapes(&self) -> Vec<Shape>;

    /// Takes over the stored rows of one of its tables.
    ///
    /// # Errors
    /// When a row is not of the table's shape.
    fn load(&mut self, table: &str, rows: Vec<Value>) -> Result<(), serde_json::Error>;

    /// Forgets which rows were touched, once all that follows from them is up to date.
    fn untouch(&mut self);

    /// Takes what changed as written, because somebody else wrote the same.
    fn leave_changes(&mut self);

    /// What changed since the last call, table by table.
    ///
    /// # Errors
    /// When a row cannot be written as JSON.
    fn take_changes(&mut self) -> Result<Vec<Change>, serde_json::Error>;
}

#[cfg(test)]
mod tests;
