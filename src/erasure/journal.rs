//! The journal of erasures: a file beside the master key that no copy of the database brings back in time.
//!
//! It holds ids and instants, nothing that says who anybody was. Each entry names the log it is about by the hash of
//! its first event, so that one directory can serve several databases. A demo keeps no journal: its people are invented.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use parvis_events::ids::PersonId;
use serde::{Deserialize, Serialize};
use sqlx::PgPool;

use crate::installation;

/// The file in the data directory that holds the journal, one JSON object a line.
pub const JOURNAL_FILE: &str = "erasures.jsonl";

/// Why the journal failed.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The file cannot be read or written.
    #[error("the journal of erasures {} cannot be read or written", .0.display())]
    File(PathBuf, #[source] std::io::Error),
    /// A line is not one of ours.
    #[error("line {line} of the journal of erasures {} cannot be read; mend it or take it out", .path.display())]
    Line { path: PathBuf, line: usize, source: serde_json::Error },
    /// The database failed.
    #[error("the database cannot be asked which log it holds")]
    Database(#[from] sqlx::Error),
    /// An entry cannot be written.
    #[error("an entry of the journal of erasures cannot be written")]
    Entry(#[source] serde_json::Error),
}

/// A key that was destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Whose, or under what id.
    pub key: PersonId,
    /// When, UTC.
    pub erased_at: DateTime<Utc>,
    /// The legal basis, where it is a person's own key and the basis is known.
    pub basis: Option<String>,
}

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
struct Written {
    log: String,
    key: PersonId,
    erased_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<String>,
}

/// The journal of one database.
#[derive(Clone, Debug)]
pub struct Journal {
    path: PathBuf,
    pool: PgPool,
}

impl Journal {
    /// The journal in a data directory.
    pub fn at(data_dir: &Path, pool: PgPool) -> Self {
        Self { path: data_dir.join(JOURNAL_FILE), pool }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many keys are noted as destroyed in this database's log; absent for a log that is empty, or a demo's.
    ///
    /// # Errors
    /// When the file cannot be read, or the database fails.
    pub async fn count(&self) -> Result<Option<usize>, JournalError> {
        Ok(self.entries().await?.map(|entries| entries.len()))
    }

    /// What was noted about this database's log. Absent for a log that is empty, or a demo's.
    pub(super) async fn entries(&self) -> Result<Option<Vec<Entry>>, JournalError> {
        let Some(log) = self.log().await? else { return Ok(None) };
        let of_this_log = self.read()?.into_iter().filter(|written| written.log == log);
        let entry =
            |written: Written| Entry { key: written.key, erased_at: written.erased_at, basis: written.basis };
        Ok(Some(of_this_log.map(entry).collect()))
    }

    /// Adds entries that are not there yet, and waits until the disk has them.
    pub(super) async fn note(&self, entries: Vec<Entry>) -> Result<(), JournalError> {
        let Some(log) = self.log().await? else { return Ok(()) };
        let known: BTreeSet<PersonId> = self
            .read()?
            .into_iter()
            .filter(|written| written.log == log)
            .map(|written| written.key)
            .collect();
        let mut text = String::new();
        for entry in entries.into_iter().filter(|entry| !known.contains(&entry.key)) {
            let (key, erased_at, basis) = (entry.key, entry.erased_at, entry.basis);
            let written = Written { log: log.clone(), key, erased_at, basis };
            text.push_str(&serde_json::to_string(&written).map_err(JournalError::Entry)?);
            text.push('\n');
        }
        if text.is_empty() { Ok(()) } else { self.append(&text) }
    }

    /// Adds keys that the database knows to be destroyed and the journal does not.
    pub(super) async fn add_missing(
        &self,
        known: &[Entry],
        destroyed: &BTreeSet<PersonId>,
        now: DateTime<Utc>,
    ) -> Result<(), JournalError> {
        let noted: BTreeSet<PersonId> = known.iter().map(|entry| entry.key).collect();
        let missing = destroyed.difference(&noted);
        let entries: Vec<Entry> =
            missing.map(|key| Entry { key: *key, erased_at: now, basis: None }).collect();
        if entries.is_empty() { Ok(()) } else { self.note(entries).await }
    }

    /// Names the log by the hash of its first event.
    async fn log(&self) -> Result<Option<String>, JournalError> {
        if installation::is_demo(&self.pool).await? {
            return Ok(None);
        }
        Ok(sqlx::query_scalar("SELECT encode(hash, 'hex') FROM log.event WHERE position = 1")
            .fetch_optional(&self.pool)
            .await?)
    }

    fn read(&self) -> Result<Vec<Written>, JournalError> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.failed(error)),
        };
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let read = |(at, line): (usize, &str)| {
            serde_json::from_str(line).map_err(|source| JournalError::Line {
                path: self.path.clone(),
                line: at + 1,
                source,
            })
        };
        lines.map(read).collect()
    }

    fn append(&self, text: &str) -> Result<(), JournalError> {
        let write = || {
            if let Some(directory) = self.path.parent() {
                fs::create_dir_all(directory)?;
            }
            let mut file = fs::OpenOptions::new().append(true).create(true).mode(0o600).open(&self.path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        write().map_err(|error| self.failed(error))
    }

    fn failed(&self, error: std::io::Error) -> JournalError {
        JournalError::File(self.path.clone(), error)
    }
}
