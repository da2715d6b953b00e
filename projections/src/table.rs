//! Rows in memory that remember which of them changed, and how they look as SQL tables.
//!
//! Rows travel to and from Postgres as JSON (`jsonb_populate_recordset`, `to_jsonb`), so each row
//! type is declared once, and its table has ordinary typed columns that any tool can read.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A Rust type that can be a column.
pub trait Column {
    /// The type in Postgres.
    const SQL: &'static str;
    /// Whether the column may be null.
    const NULLABLE: bool = false;
}

impl<T: Column> Column for Option<T> {
    const SQL: &'static str = T::SQL;
    const NULLABLE: bool = true;
}

macro_rules! columns {
    ($sql:literal: $($ty:ty),+ $(,)?) => {
        $(impl Column for $ty { const SQL: &'static str = $sql; })+
    };
}

columns!("text": String, parvis_events::values::Language, parvis_events::values::Country);
columns!("text": parvis_events::values::ProgrammeCode, parvis_events::values::MunicipalityCode);
columns!("text": parvis_events::values::CountyCode, parvis_events::values::RoleCode);
columns!("text": parvis_events::values::QuestionCode, parvis_events::values::ReminderCode);
columns!("text": parvis_events::values::Line, parvis_events::programme::Stage, chrono_tz::Tz);
columns!("text": parvis_events::attendance::Status, parvis_events::attendance::Method);
columns!("text": parvis_events::certificates::Validity, parvis_events::letter::LetterKind);
columns!("text": parvis_events::evaluation::Facet);
columns!("bigint": u8, u16, u32, i64);
columns!("double precision": f64);
columns!("boolean": bool);
columns!("date": NaiveDate);
columns!("time": NaiveTime);
columns!("timestamptz": DateTime<Utc>);
columns!("jsonb": Value);
columns!("uuid": uuid::Uuid, parvis_events::ids::ProgrammeId, parvis_events::ids::SeminarId);
columns!("uuid": parvis_events::ids::SessionId, parvis_events::ids::EnrolmentId);
columns!("uuid": parvis_events::ids::PersonId, parvis_events::ids::CertificateId);
columns!("uuid": parvis_events::ids::LetterId, parvis_events::ids::EvaluationId);
columns!("uuid": parvis_events::ids::RegisterId, parvis_events::ids::InvitationId);

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

    /// Its key.
    fn key(&self) -> Self::Key;

    /// How its table looks.
    fn shape() -> Shape;
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
#[derive(Clone, Debug)]
pub struct Table<R: Row> {
    rows: BTreeMap<R::Key, R>,
    changed: BTreeSet<R::Key>,
    removed: BTreeMap<R::Key, R>,
}

impl<R: Row> Default for Table<R> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), changed: BTreeSet::new(), removed: BTreeMap::new() }
    }
}

impl<R: Row> Table<R> {
    /// The row with this key.
    pub fn get(&self, key: &R::Key) -> Option<&R> {
        self.rows.get(key)
    }

    /// All rows, in the order of their keys.
    pub fn rows(&self) -> impl Iterator<Item = &R> {
        self.rows.values()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Inserts or replaces a row; an equal one counts as no change.
    pub fn put(&mut self, row: R) {
        let key = row.key();
        if self.rows.get(&key) != Some(&row) {
            self.removed.remove(&key);
            self.changed.insert(key.clone());
            self.rows.insert(key, row);
        }
    }

    /// Changes the row with this key, if there is one. The key itself must stay.
    pub fn update(&mut self, key: &R::Key, change: impl FnOnce(&mut R)) {
        if let Some(found) = self.rows.get(key) {
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

    /// Removes the row with this key, if there is one.
    pub fn remove(&mut self, key: &R::Key) {
        if let Some(row) = self.rows.remove(key) {
            self.changed.remove(key);
            self.removed.insert(key.clone(), row);
        }
    }

    /// Makes the matching rows be exactly these; rows that stay the same count as no change.
    pub fn replace_where(&mut self, matches: impl Fn(&R) -> bool, with: Vec<R>) {
        let keep: BTreeSet<R::Key> = with.iter().map(Row::key).collect();
        let gone: Vec<R::Key> = self
            .rows
            .iter()
            .filter(|(key, row)| matches(row) && !keep.contains(*key))
            .map(|(key, _)| key.clone())
            .collect();
        for key in gone {
            self.remove(&key);
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
            self.rows.insert(row.key(), row);
        }
        Ok(())
    }

    /// What changed since the last call.
    ///
    /// # Errors
    /// When a row cannot be written as JSON.
    pub fn take_change(&mut self) -> Result<Change, serde_json::Error> {
        let changed = std::mem::take(&mut self.changed);
        let upserts = changed
            .iter()
            .filter_map(|key| self.rows.get(key))
            .map(serde_json::to_value)
            .collect::<Result<Vec<_>, _>>()?;
        let deletes = std::mem::take(&mut self.removed)
            .values()
            .map(serde_json::to_value)
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Change { table: R::shape().table, upserts, deletes })
    }
}

/// Declares a row type: its table, its key and its columns.
macro_rules! row {
    (
        $(#[$meta:meta])*
        $name:ident in $table:literal, key [$($key:ident: $key_ty:ty),+], of_programme $of:literal {
            $($(#[$field_meta:meta])* $field:ident: $ty:ty,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $ty,)+
        }

        impl $crate::table::Row for $name {
            type Key = ($($key_ty,)+);

            fn key(&self) -> Self::Key {
                ($(self.$key.clone(),)+)
            }

            fn shape() -> $crate::table::Shape {
                $crate::table::Shape {
                    table: $table,
                    columns: vec![$((
                        stringify!($field),
                        <$ty as $crate::table::Column>::SQL,
                        <$ty as $crate::table::Column>::NULLABLE,
                    ),)+],
                    key: &[$(stringify!($key),)+],
                    of_programme: $of,
                }
            }
        }
    };
}

/// Declares a view: its name, the question it answers, and its tables.
macro_rules! view {
    (
        $(#[$meta:meta])*
        $name:ident, $title:literal, $question:literal {
            $($(#[$field_meta:meta])* $field:ident: $row:ty,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $crate::table::Table<$row>,)+
        }

        impl $crate::table::Tables for $name {
            fn name(&self) -> &'static str {
                $title
            }

            fn question(&self) -> &'static str {
                $question
            }

            fn shapes(&self) -> Vec<$crate::table::Shape> {
                vec![$(<$row as $crate::table::Row>::shape(),)+]
            }

            fn load(&mut self, table: &str, rows: Vec<serde_json::Value>) -> Result<(), serde_json::Error> {
                $(
                    if table == <$row as $crate::table::Row>::shape().table {
                        return self.$field.load(rows);
                    }
                )+
                Ok(())
            }

            fn take_changes(&mut self) -> Result<Vec<$crate::table::Change>, serde_json::Error> {
                Ok(vec![$(self.$field.take_change()?,)+])
            }
        }
    };
}

pub(crate) use {row, view};

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

    /// What changed since the last call, table by table.
    ///
    /// # Errors
    /// When a row cannot be written as JSON.
    fn take_changes(&mut self) -> Result<Vec<Change>, serde_json::Error>;
}

#[cfg(test)]
mod tests {
    use super::{Row, Table};

    row! {
        /// A row to try with.
        Sample in "sample", key [id: u32], of_programme false {
            /// Key.
            id: u32,
            /// Something.
            word: Option<String>,
        }
    }

    fn sample(id: u32, word: &str) -> Sample {
        Sample { id, word: Some(word.into()) }
    }

    #[test]
    fn only_what_changed_is_written() {
        let mut table = Table::default();
        table.load(vec![serde_json::json!({"id": 1, "word": "a"})]).unwrap();
        table.put(sample(1, "a"));
        table.put(sample(2, "b"));
        let change = table.take_change().unwrap();
        assert_eq!(change.upserts, [serde_json::json!({"id": 2, "word": "b"})]);
        assert!(table.take_change().unwrap().upserts.is_empty());
    }

    #[test]
    fn replacing_removes_what_is_no_longer_there() {
        let mut table = Table::default();
        table.put(sample(1, "a"));
        table.put(sample(2, "b"));
        table.take_change().unwrap();
        table.replace_where(|_| true, vec![sample(2, "b"), sample(3, "c")]);
        let change = table.take_change().unwrap();
        assert_eq!(change.deletes, [serde_json::json!({"id": 1, "word": "a"})]);
        assert_eq!(change.upserts, [serde_json::json!({"id": 3, "word": "c"})]);
    }

    #[test]
    fn the_table_is_created_with_typed_columns() {
        assert_eq!(
            Sample::shape().create("views"),
            "CREATE TABLE \"views\".\"sample\" (\"id\" bigint NOT NULL, \"word\" text, PRIMARY KEY (\"id\"))"
        );
    }
}
