//! How many follow what happens at a time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::api::problem::{self, Problem};

/// How many may follow with one token.
const PER_TOKEN: usize = 8;
/// How many may follow in all.
const IN_ALL: usize = 1_000;
/// When it may be worth asking again, in seconds.
const ASK_AGAIN: u64 = 10;

/// Those who follow, counted by token.
#[derive(Clone, Debug, Default)]
pub struct Readers(Arc<Mutex<HashMap<String, usize>>>);

/// A place among them, given back when it is dropped.
#[derive(Debug)]
pub struct Place {
    readers: Readers,
    token: String,
}

impl Readers {
    /// Takes a place for a token.
    ///
    /// # Errors
    /// When there is none left.
    pub fn admit(&self, token: &str) -> Result<Place, Problem> {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = counted.values().sum();
        let own = counted.entry(token.to_owned()).or_default();
        if *own >= PER_TOKEN || all >= IN_ALL {
            let limit = i64::try_from(PER_TOKEN).unwrap_or(i64::MAX);
            return Err(Problem::new(&problem::TOO_MANY_READERS).with("limit", limit).retry_after(ASK_AGAIN));
        }
        *own += 1;
        metrics::gauge!("changes_readers").increment(1);
        Ok(Place { readers: self.clone(), token: token.to_owned() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        metrics::gauge!("changes_readers").decrement(1);
        let mut counted = self.readers.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = counted.get_mut(&self.token) {
            *own -= 1;
            if *own == 0 {
                counted.remove(&self.token);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PER_TOKEN, Readers};

    #[test]
    fn a_token_has_so_many_places_and_gets_them_back() {
        let readers = Readers::default();
        let mut places: Vec<_> = (0..PER_TOKEN).map(|_| readers.admit("a").unwrap()).collect();
        assert!(readers.admit("a").is_err());
        assert!(readers.admit("b").is_ok());
        places.pop();
        assert!(readers.admit("a").is_ok());
        drop(places);
        assert!(readers.0.lock().unwrap().is_empty());
    }
}
