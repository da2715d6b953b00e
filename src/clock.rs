//! What time it is: the machine's, or a simulated one that is moved by hand.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, SubsecRound, Utc};

/// A clock that every room asks, so that a simulation reaches them all.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    Machine,
    /// Stands still until it is set.
    Simulated(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A simulated clock that stands at this instant.
    pub fn simulated(at: DateTime<Utc>) -> Self {
        Self::Simulated(Arc::new(Mutex::new(at)))
    }

    /// The present moment, UTC, in whole microseconds as Postgres keeps them.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::Machine => Utc::now().trunc_subsecs(6),
            Self::Simulated(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a simulated clock forward; it never goes back, and the machine's clock is left alone.
    pub fn advance(&self, to: DateTime<Utc>) {
        if let Self::Simulated(at) = self {
            let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
            *at = to.max(*at);
        }
    }
}

impl parvis_log::Clock for Clock {
    fn now(&self) -> DateTime<Utc> {
        Self::now(self)
    }
}
