//! Rows in memory that remember which of them changed, and how they look as SQL tables.
//!
//! Rows travel to and from Postgres as JSON (`jsonb_populate_recordset`, `to_jsonb`), so each row
//! type is declared once, and its table has ordinary typed columns that any tool can read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rpds::{RedBlackTreeMapSync, RedBlackTreeSetSync};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

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
columns!("uuid": Uuid, parvis_events::ids::ProgrammeId, parvis_events::ids::SeminarId);
columns!("uuid": parvis_events::ids::SessionId, parvis_events::ids::EnrolmentId);
columns!("uuid": parvis_events::ids::PersonId, parvis_events::ids::CertificateId);
columns!("uuid": parvis_events::ids::LetterId, parvis_events::ids::EvaluationId);
columns!("uuid": parvis_events::ids::RegisterId, parvis_events::ids::InvitationId);

/// An id by which rows are found: of a programme, a person and so on.
pub trait Link {
    /// The id, if there is one.
    fn link(&self) -> Option<Uuid>;
}

impl<T: Link> Link for Option<T> {
    fn link(&self) -> Option<Uuid> {
        self.as_ref().and_then(Link::link)
    }
}

macro_rules! links {
    ($($id:ident),+ $(,)?) => {
        $(impl Link for parvis_events::ids::$id {
            fn link(&self) -> Option<Uuid> {
                Some(self.uuid())
            }
        })+
    };
}

links!(ProgrammeId, SeminarId, SessionId, EnrolmentId, PersonId, EvaluationId, RegisterId);

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

/// Declares a row type: its table, its key, the ids it is found by, and its columns.
macro_rules! row {
    (
        $(#[$meta:meta])*
        $name:ident in $table:literal, key [$($key:ident: $key_ty:ty),+],
        $(links [$($link:ident: $link_ty:ty),+],)? of_programme $of:literal {
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

            const LINKS: &'static [&'static str] = &[$($(stringify!($link)),+)?];

            fn key(&self) -> Self::Key {
                ($(self.$key.clone(),)+)
            }

            fn link(&self, place: usize) -> Option<uuid::Uuid> {
                let links: &[Option<uuid::Uuid>] = &[$($($crate::table::Link::link(&self.$link)),+)?];
                links.get(place).copied().flatten()
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

        $($(
            impl $crate::table::LinkedBy<$link_ty> for $name {
                const PLACE: usize =
                    $crate::table::place(<Self as $crate::table::Row>::LINKS, stringify!($link));
            }
        )+)?
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

            fn untouch(&mut self) {
                $(self.$field.untouch();)+
            }

            fn leave_changes(&mut self) {
                $(self.$field.leave_change();)+
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
mod tests {
    use parvis_events::ids::{PersonId, ProgrammeId};

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

    row! {
        /// A row that is found by whose it is.
        Owned in "owned", key [id: u32], links [programme: ProgrammeId, person: PersonId], of_programme true {
            /// Key.
            id: u32,
            /// Whose.
            programme: ProgrammeId,
            /// Of whom, if anyone.
            person: Option<PersonId>,
        }
    }

    #[test]
    fn rows_are_found_by_the_ids_they_have_now() {
        let programmes = ["a", "b"].map(|name| ProgrammeId::named(&[name]));
        let person = PersonId::named(&["somebody"]);
        let row = |id, of: usize, person| Owned { id, programme: programmes[of], person };
        let mut table = Table::default();
        table.load(vec![serde_json::to_value(row(3, 1, None)).unwrap()]).unwrap();
        table.put(row(1, 0, Some(person)));
        table.put(row(2, 0, None));
        let ids = |table: &Table<Owned>| {
            let of = |at: usize| table.of(programmes[at]).map(|row| row.id).collect::<Vec<_>>();
            (of(0), of(1), table.of(person).map(|row| row.id).collect::<Vec<_>>())
        };
        assert_eq!(ids(&table), (vec![1, 2], vec![3], vec![1]));
        let before = table.clone();
        table.update(&(1,), |row| row.programme = programmes[1]);
        table.update_of(programmes[1], |row| row.person = Some(person));
        assert_eq!(ids(&table), (vec![2], vec![1, 3], vec![1, 3]));
        table.replace_of(programmes[1], vec![row(3, 1, None), row(4, 0, None)]);
        assert_eq!(ids(&table), (vec![2, 4], vec![3], vec![]));
        table.remove(&(3,));
        assert_eq!(ids(&table), (vec![2, 4], vec![], vec![]));
        // A copy is what it was when it was taken.
        assert_eq!(ids(&before), (vec![1, 2], vec![3], vec![1]));
    }

    #[test]
    fn the_table_is_created_with_typed_columns() {
        assert_eq!(
            Sample::shape().create("views"),
            "CREATE TABLE \"views\".\"sample\" (\"id\" bigint NOT NULL, \"word\" text, PRIMARY KEY (\"id\"))"
        );
    }
}
