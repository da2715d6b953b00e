//! Earlier moments that were looked at of late, so that whoever leafs through a day does not fold the log anew for each page.
//!
//! What was known at the end of a day stays what was known; only when somebody's key is destroyed is everything forgotten,
//! since the views of then would still name them. Source: rules "As of" and "Personal data can be destroyed".

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use parvis_projections::House;
use tokio::sync::Semaphore;

use crate::people::KeyRing;
use crate::runner::{Runner, RunnerError};

/// How many moments are remembered; each is the whole house.
const MOMENTS: usize = 4;
/// How many may fold the log anew at once.
const FOLDING: usize = 2;
/// A moment is remembered once it lies this far back: by then nothing is being written that was recorded before it.
const SETTLED: TimeDelta = TimeDelta::minutes(10);

/// The moments that are remembered.
#[derive(Debug)]
pub(in crate::web) struct Earlier {
    kept: Arc<Mutex<Kept>>,
    folding: Semaphore,
}

#[derive(Debug, Default)]
struct Kept {
    /// The one that was looked at last comes first.
    moments: Vec<(DateTime<Utc>, Arc<House>)>,
    /// How often everything was forgotten.
    forgotten: u64,
}

impl Earlier {
    /// Nothing is remembered yet, and all of it is forgotten whenever a key is destroyed.
    pub(in crate::web) fn new(ring: &KeyRing) -> Self {
        let kept: Arc<Mutex<Kept>> = Arc::default();
        let told = Arc::clone(&kept);
        ring.when_forgetting(move || {
            let mut kept = told.lock().unwrap_or_else(PoisonError::into_inner);
            kept.moments.clear();
            kept.forgotten += 1;
        });
        Self { kept, folding: Semaphore::new(FOLDING) }
    }

    /// The views as they were known at an instant before now.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub(super) async fn at(
        &self,
        runner: &Runner,
        instant: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Arc<House>, RunnerError> {
        if let Some(found) = self.find(instant) {
            return Ok(found);
        }
        // The semaphore is never closed.
        let _folding = self.folding.acquire().await.ok();
        // Whoever was before may have folded the same.
        if let Some(found) = self.find(instant) {
            return Ok(found);
        }
        let forgotten = self.kept.lock().unwrap_or_else(PoisonError::into_inner).forgotten;
        let house = Arc::new(runner.as_of(instant).await?);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.forgotten == forgotten && instant + SETTLED < now {
            kept.moments.insert(0, (instant, Arc::clone(&house)));
            kept.moments.truncate(MOMENTS);
        }
        Ok(house)
    }

    fn find(&self, instant: DateTime<Utc>) -> Option<Arc<House>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.moments.iter().position(|(moment, _)| *moment == instant)?;
        let found = kept.moments.remove(at);
        let house = Arc::clone(&found.1);
        kept.moments.insert(0, found);
        Some(house)
    }
}
