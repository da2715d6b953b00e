//! Where chance comes from: the operating system, or a seed when a run must be repeatable.

use std::sync::{Mutex, PoisonError};

use rand::rngs::SysRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use uuid::{Builder, Uuid};

/// A cryptographically secure source of chance (ChaCha20, RFC 8439).
#[derive(Debug)]
pub struct Chance(Mutex<ChaCha20Rng>);

impl Chance {
    /// Seeded by the operating system.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn of_the_system() -> Result<Self, rand::rngs::SysError> {
        Ok(Self(Mutex::new(ChaCha20Rng::try_from_rng(&mut SysRng)?)))
    }

    /// Repeats the same choices for the same seed. For samples only: who knows the seed knows the keys.
    pub fn seeded(seed: [u8; 32]) -> Self {
        Self(Mutex::new(ChaCha20Rng::from_seed(seed)))
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.with(|rng| rng.fill_bytes(&mut bytes));
        bytes
    }

    /// A random UUID (version 4).
    pub fn uuid(&self) -> Uuid {
        Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    /// Puts things in a random order.
    pub fn shuffle<T>(&self, things: &mut [T]) {
        self.with(|rng| things.shuffle(rng));
    }

    fn with<T>(&self, work: impl FnOnce(&mut ChaCha20Rng) -> T) -> T {
        // A panic elsewhere cannot leave the generator in a bad state.
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
