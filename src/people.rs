//! The key ring: every person's data is sealed with a key of their own.
//!
//! Keys lie in `vault.person_keys`, wrapped by a master key that lies outside the database. Sealed
//! fields stay in the log for ever; destroying a person's key makes them unreadable everywhere at
//! once: in views that are rebuilt, in letters that wait, and in backups of the log.
//! Source: rule "Personal data can be destroyed, the log cannot".

mod fields;
mod sealing;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use parvis_events::ids::PersonId;
use parvis_events::personal::HasPersonal;
use sqlx::{PgPool, Row as _};
use zeroize::Zeroizing;

use self::fields::{Opener, Owners, Sealer};
pub use self::sealing::Strongbox;
use self::sealing::{KEY_BYTES, Key, derived, open, seal};
use crate::chance::Chance;

/// Why something could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// The database failed.
    #[error("the keys of personal data cannot be read")]
    Database(#[from] sqlx::Error),
    /// The master key does not open the wrapped keys.
    #[error(
        "the master key does not fit this database; put back the file master.key that belongs to it, \
         or set PARVIS_MASTER_KEY"
    )]
    WrongMasterKey,
    /// The master key file is missing or damaged.
    #[error("the master key in {0} must be {KEY_BYTES} bytes in hexadecimal")]
    BadMasterKey(String),
    /// The master key file cannot be read or made.
    #[error("the master key {0} cannot be read or made")]
    MasterKeyFile(String, #[source] std::io::Error),
    /// A person's key was destroyed, so nothing about them can be sealed any more.
    #[error("person {0} was erased; nothing more can be recorded about them")]
    Erased(PersonId),
    /// What is sealed was changed.
    #[error("a sealed field of person {0} does not open; it was changed behind the program's back")]
    Tampered(PersonId),
    /// A field is not what it should be.
    #[error("a personal field cannot be written or read")]
    Field(#[source] serde_json::Error),
}

/// Seals and opens personal fields.
#[derive(Debug, Clone)]
pub struct KeyRing {
    pool: PgPool,
    master: Arc<MasterKey>,
    chance: Arc<Chance>,
    opened: Arc<Mutex<BTreeMap<PersonId, Key>>>,
    told: Told,
}

/// Whoever remembers what keys had sealed, and is told when one is destroyed.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Tell>>>);

type Tell = Box<dyn Fn() + Send + Sync>;

impl std::fmt::Debug for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Told(..)")
    }
}

/// The key that wraps all others; it never enters the database.
pub struct MasterKey(Key);

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(..)")
    }
}

impl MasterKey {
    /// Reads a key from hexadecimal text; `place` names where it came from.
    ///
    /// # Errors
    /// When it is not 32 bytes in hexadecimal.
    pub fn parse(text: &str, place: &str) -> Result<Self, PeopleError> {
        let bytes = hex::decode(text.trim()).map_err(|_| PeopleError::BadMasterKey(place.into()))?;
        let key: [u8; KEY_BYTES] = bytes.try_into().map_err(|_| PeopleError::BadMasterKey(place.into()))?;
        Ok(Self(Zeroizing::new(key)))
    }

    /// A key for one purpose, from which this one cannot be found.
    pub(crate) fn derive(&self, purpose: &str) -> Key {
        derived(&self.0, purpose)
    }

    /// Reads the key from a file, or makes one there (mode 600) on the first start.
    ///
    /// # Errors
    /// When the file cannot be read or made, or does not hold a key.
    pub fn read_or_make(path: &Path, chance: &Chance) -> Result<Self, PeopleError> {
        let place = path.display().to_string();
        let failed = |error| PeopleError::MasterKeyFile(place.clone(), error);
        match fs::read_to_string(path) {
            Ok(text) => return Self::parse(&text, &place),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
        let key: [u8; KEY_BYTES] = chance.bytes();
        let made = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        match made {
            Ok(mut file) => {
                writeln!(file, "{}", hex::encode(key)).and_then(|()| file.sync_all()).map_err(failed)?;
                Ok(Self(Zeroizing::new(key)))
            }
            // Another process was first: its key is the one.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Self::parse(&fs::read_to_string(path).map_err(failed)?, &place)
            }
            Err(error) => Err(failed(error)),
        }
    }
}

impl KeyRing {
    /// Opens the ring, making its table on the first start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(pool: PgPool, master: MasterKey, chance: Arc<Chance>) -> Result<Self, PeopleError> {
        sqlx::raw_sql(
            "CREATE SCHEMA IF NOT EXISTS vault;
             CREATE TABLE IF NOT EXISTS vault.person_keys (
                 person uuid PRIMARY KEY,
                 wrapped bytea NOT NULL
             )",
        )
        .execute(&pool)
        .await?;
        Ok(Self { pool, master: Arc::new(master), chance, opened: Arc::default(), told: Told::default() })
    }

    /// Seals every clear personal field of these facts, making keys for persons who have none yet.
    ///
    /// # Errors
    /// When a person was erased, or the database fails.
    pub async fn seal<F: HasPersonal>(&self, facts: &mut [F]) -> Result<(), PeopleError> {
        let mut owners = Owners::default();
        for fact in facts.iter_mut() {
            let Ok(()) = fact.visit_personal(&mut owners);
        }
        if owners.0.is_empty() {
            return Ok(());
        }
        self.make_missing(&owners.0).await?;
        let keys = self.keys(&owners.0).await?;
        for fact in facts {
            fact.visit_personal(&mut Sealer { keys: &keys, chance: &self.chance })?;
        }
        Ok(())
    }

    /// Opens every sealed personal field of these facts; what has no key any more becomes erased.
    ///
    /// # Errors
    /// When a sealed field was changed, or the database fails.
    pub async fn unseal<F: HasPersonal>(&self, facts: &mut [F]) -> Result<(), PeopleError> {
        let mut owners = Owners::default();
        for fact in facts.iter_mut() {
            let Ok(()) = fact.visit_personal(&mut owners);
        }
        if owners.0.is_empty() {
            return Ok(());
        }
        let keys = self.keys(&owners.0).await?;
        for fact in facts {
            fact.visit_personal(&mut Opener { keys: &keys })?;
        }
        Ok(())
    }

    /// Destroys a person's key for good.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn destroy(&self, person: PersonId) -> Result<(), PeopleError> {
        // The empty row stays as a mark, so that no new key is ever made for the person.
        sqlx::query(
            "INSERT INTO vault.person_keys (person, wrapped) VALUES ($1, '')
             ON CONFLICT (person) DO UPDATE SET wrapped = ''",
        )
        .bind(person.uuid())
        .execute(&self.pool)
        .await?;
        self.forget(person);
        Ok(())
    }

    /// Those of these keys that are there and not destroyed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn living(&self, keys: &BTreeSet<PersonId>) -> Result<BTreeSet<PersonId>, PeopleError> {
        let keys: Vec<uuid::Uuid> = keys.iter().map(|key| key.uuid()).collect();
        let living: Vec<uuid::Uuid> = sqlx::query_scalar(
            "SELECT person FROM vault.person_keys WHERE person = ANY($1) AND wrapped <> ''",
        )
        .bind(keys)
        .fetch_all(&self.pool)
        .await?;
        Ok(living.into_iter().map(PersonId::new).collect())
    }

    /// All keys that were destroyed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn destroyed(&self) -> Result<BTreeSet<PersonId>, PeopleError> {
        let destroyed: Vec<uuid::Uuid> =
            sqlx::query_scalar("SELECT person FROM vault.person_keys WHERE wrapped = ''")
                .fetch_all(&self.pool)
                .await?;
        Ok(destroyed.into_iter().map(PersonId::new).collect())
    }

    /// How many keys there are, once one of them was opened with the master key.
    ///
    /// # Errors
    /// When the master key does not open it, or the database fails.
    pub async fn check(&self) -> Result<i64, PeopleError> {
        let one = sqlx::query("SELECT person, wrapped FROM vault.person_keys WHERE wrapped <> '' LIMIT 1")
            .fetch_optional(&self.pool)
            .await?;
        if let Some(row) = one {
            let wrapped: Vec<u8> = row.try_get("wrapped")?;
            open(&self.master.0, row.try_get("person")?, &wrapped).ok_or(PeopleError::WrongMasterKey)?;
        }
        let all = sqlx::query_scalar("SELECT count(*) FROM vault.person_keys WHERE wrapped <> ''");
        Ok(all.fetch_one(&self.pool).await?)
    }

    /// A box for secrets of another kind, under a key of its own that follows from the master key.
    pub fn strongbox(&self, purpose: &str) -> Strongbox {
        Strongbox::new(self.master.derive(purpose), Arc::clone(&self.chance))
    }

    /// Forgets a key held in memory, because the log says the person was erased.
    pub fn forget(&self, person: PersonId) {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).remove(&person);
        // After the key is gone, so that nobody opens with it what is forgotten here.
        for tell in self.told.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            tell();
        }
    }

    /// Has somebody told whenever a key is destroyed or forgotten.
    pub fn when_forgetting(&self, tell: impl Fn() + Send + Sync + 'static) {
        self.told.0.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(tell));
    }

    /// Makes the keys of persons who have none yet, in one go, for facts that are about to be sealed one after the other.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn prepare(&self, persons: impl IntoIterator<Item = PersonId>) -> Result<(), PeopleError> {
        self.make_missing(&persons.into_iter().collect()).await
    }

    async fn make_missing(&self, owners: &BTreeSet<PersonId>) -> Result<(), PeopleError> {
        let missing: Vec<PersonId> = {
            let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
            owners.iter().filter(|owner| !opened.contains_key(owner)).copied().collect()
        };
        if missing.is_empty() {
            return Ok(());
        }
        let mut new: BTreeMap<PersonId, Key> = BTreeMap::new();
        let mut wrapped = Vec::new();
        for owner in &missing {
            let key = Zeroizing::new(self.chance.bytes::<KEY_BYTES>());
            wrapped.push(
                seal(&self.master.0, &self.chance, owner.uuid(), key.as_slice())
                    .ok_or(PeopleError::WrongMasterKey)?,
            );
            new.insert(*owner, key);
        }
        // The commit need not wait for the disk: what is sealed is written after it, and its commit takes this along.
        let made: Vec<uuid::Uuid> = sqlx::query_scalar(
            "WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))
             INSERT INTO vault.person_keys (person, wrapped)
             SELECT new.person, new.wrapped FROM quick, unnest($1::uuid[], $2::bytea[]) AS new (person, wrapped)
             ON CONFLICT DO NOTHING RETURNING person",
        )
        .bind(missing.iter().map(|person| person.uuid()).collect::<Vec<_>>())
        .bind(wrapped)
        .fetch_all(&self.pool)
        .await?;
        // A key that was there already, or was destroyed, is looked up when it is needed.
        new.retain(|person, _| made.contains(&person.uuid()));
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).extend(new);
        Ok(())
    }

    /// The keys that exist, from memory or the database.
    async fn keys(&self, owners: &BTreeSet<PersonId>) -> Result<BTreeMap<PersonId, Key>, PeopleError> {
        let (mut keys, missing) = {
            let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
            let keys: BTreeMap<PersonId, Key> =
                owners.iter().filter_map(|owner| Some((*owner, opened.get(owner)?.clone()))).collect();
            let missing: Vec<uuid::Uuid> =
                owners.iter().filter(|owner| !keys.contains_key(owner)).map(|owner| owner.uuid()).collect();
            (keys, missing)
        };
        if missing.is_empty() {
            return Ok(keys);
        }
        let rows = sqlx::query(
            "SELECT person, wrapped FROM vault.person_keys WHERE person = ANY($1) AND wrapped <> ''",
        )
        .bind(missing)
        .fetch_all(&self.pool)
        .await?;
        for row in rows {
            let person = PersonId::new(row.try_get("person")?);
            let wrapped: Vec<u8> = row.try_get("wrapped")?;
            let key = open(&self.master.0, person.uuid(), &wrapped).ok_or(PeopleError::WrongMasterKey)?;
            let key: [u8; KEY_BYTES] = key.as_slice().try_into().map_err(|_| PeopleError::WrongMasterKey)?;
            keys.insert(person, Zeroizing::new(key));
        }
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).extend(keys.clone());
        Ok(keys)
    }
}
