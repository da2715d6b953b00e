//! The names of streams by their numbers. They never change, so each is asked for once and then remembered.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{PoisonError, RwLock};

use sqlx::Row as _;

use crate::{Log, ReadError, StreamName, sql};

/// Names that a process remembers; beyond, it forgets them all and begins again.
const REMEMBERED: usize = 200_000;

/// The names of streams by their numbers.
pub(crate) type Names = HashMap<i64, StreamName, BuildHasherDefault<Spread>>;

/// The numbers are positions, which need spreading and nothing else. Nobody can choose them freely.
#[derive(Default)]
pub(crate) struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(self.0 << 8 | u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        let product = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ (product >> 32);
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The names that reads have met.
#[derive(Default)]
pub(crate) struct Remembered(RwLock<Names>);

impl Log {
    /// The names of these streams. One that is not on record is not in the answer.
    pub(crate) async fn names(&self, streams: impl Iterator<Item = i64>) -> Result<Names, ReadError> {
        let mut names = Names::default();
        let mut missing: Vec<i64> = Vec::new();
        {
            let remembered = self.inner.names.0.read().unwrap_or_else(PoisonError::into_inner);
            for stream in streams {
                if names.contains_key(&stream) {
                    continue;
                }
                match remembered.get(&stream) {
                    Some(name) => drop(names.insert(stream, name.clone())),
                    None => missing.push(stream),
                }
            }
        }
        if missing.is_empty() {
            return Ok(names);
        }
        missing.sort_unstable();
        missing.dedup();
        let rows = sql::query(&self.inner.statements.names).bind(missing).fetch_all(&self.inner.pool).await?;
        let mut remembered = self.inner.names.0.write().unwrap_or_else(PoisonError::into_inner);
        if remembered.len() > REMEMBERED {
            remembered.clear();
        }
        for row in rows {
            let (stream, name): (i64, _) = (row.try_get(0)?, StreamName::stored(row.try_get(1)?));
            remembered.insert(stream, name.clone());
            names.insert(stream, name);
        }
        Ok(names)
    }
}
