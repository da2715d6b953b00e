//! Proving one event to somebody who holds nothing but a head noted earlier.
//!
//! A proof is the path of hashes from the head back to the event. Each step on it shows a leaf and the two hashes it
//! links to, which together must make the hash that the step before named; so the path cannot be invented. It is
//! checked without the log, without a database, and without trust in whoever made it.

use std::collections::HashMap;

use sqlx::Row as _;

use crate::chain::{self, Hash, Sealed};
use crate::{Head, Log, Position, ReadError, RecordedEvent, sql};

/// The path of hashes from a head back to one event: at most 3·log₂(n) steps.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Proof {
    /// The head the path begins at.
    pub head: Head,
    /// The event the path leads to.
    pub position: Position,
    /// The steps, from the head on; the last one is the event itself.
    pub steps: Vec<Step>,
}

/// One event on the path: what its hash is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Step {
    /// The digest of the event's fields.
    pub leaf: Hash,
    /// The hash of the event before it.
    pub previous: Hash,
    /// The hash that its second link names.
    pub linked: Hash,
}

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The proof is for another head than the one noted.
    #[error("the proof begins at another head than the noted one")]
    Head,
    /// The proof is for another event.
    #[error("the proof leads to another event")]
    Event,
    /// A step does not make the hash that was named before it, or steps are missing or left over.
    #[error("step {0} of the proof does not follow from the one before it")]
    Step(usize),
}

/// The way back from a head to an earlier position: always the longest link that does not go too far.
fn path(head: Position, target: Position) -> Vec<i64> {
    let mut path = vec![head.get()];
    let mut at = head.get();
    while at > target.get() {
        at = if chain::link(at) >= target.get() { chain::link(at) } else { at - 1 };
        path.push(at);
    }
    path
}

/// The leaf of an event that is at hand.
fn leaf(event: &RecordedEvent) -> Hash {
    Sealed {
        position: event.position,
        stream: event.stream.as_str(),
        revision: event.revision,
        id: event.id,
        kind: &event.kind,
        content_type: event.content_type.as_str(),
        recorded_at: event.recorded_at,
        data_digest: Hash::of(&event.data),
        metadata_digest: Hash::of(&event.metadata),
    }
    .leaf()
}

impl Proof {
    /// Checks, with nothing but a head noted elsewhere, that exactly this event stands at its position in the log of that head.
    ///
    /// # Errors
    /// Says which part of the proof does not hold.
    pub fn check(&self, noted: Head, event: &RecordedEvent) -> Result<(), ProofError> {
        if event.position != self.position || self.steps.last().map(|step| step.leaf) != Some(leaf(event)) {
            return Err(ProofError::Event);
        }
        let reached = self.walk(noted)?;
        if reached == event.hash { Ok(()) } else { Err(ProofError::Event) }
    }

    /// Checks that the log of a head noted later contains all of the log of a head noted earlier, unchanged.
    /// The proof must lead to the earlier head's position.
    ///
    /// # Errors
    /// Says which part of the proof does not hold.
    pub fn check_extends(&self, later: Head, earlier: Head) -> Result<(), ProofError> {
        if self.position != earlier.position || self.walk(later)? != earlier.hash {
            return Err(ProofError::Event);
        }
        Ok(())
    }

    /// Follows the steps from the head, and returns the hash of the event they lead to.
    fn walk(&self, noted: Head) -> Result<Hash, ProofError> {
        if self.head != noted {
            return Err(ProofError::Head);
        }
        if self.position <= Position::START || self.position > noted.position {
            return Err(ProofError::Event);
        }
        let path = path(noted.position, self.position);
        if path.len() != self.steps.len() {
            return Err(ProofError::Step(self.steps.len().min(path.len())));
        }
        let mut named = noted.hash;
        for (number, (step, at)) in self.steps.iter().zip(&path).enumerate() {
            if chain::hash(step.leaf, step.previous, step.linked) != named {
                return Err(ProofError::Step(number));
            }
            match path.get(number + 1) {
                Some(next) if *next == at - 1 => named = step.previous,
                Some(_) => named = step.linked,
                None => {}
            }
        }
        Ok(named)
    }
}

impl Log {
    /// Proves that an event stands at a position of the log that ends at the head of position `head`.
    ///
    /// The same proof, made for the position of an earlier head, shows that the later log extends the earlier one.
    ///
    /// # Errors
    /// [`ReadError::BeyondEnd`] when one of the positions is not in the log, or the database fails.
    pub async fn prove(&self, position: Position, head: Position) -> Result<Proof, ReadError> {
        let end = self.head().await?.position;
        for asked in [position, head] {
            if asked > end || asked == Position::START || position > head {
                return Err(ReadError::BeyondEnd { checkpoint: asked, head: end.min(head) });
            }
        }
        let path = path(head, position);
        let mut wanted: Vec<i64> = path.iter().flat_map(|at| [*at, at - 1, chain::link(*at)]).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let query = sql::query(&self.inner.statements.leaves).bind(wanted);
        let mut leaves = HashMap::new();
        let mut hashes = HashMap::from([(0, Hash::ZERO)]);
        for row in query.fetch_all(&self.inner.pool).await? {
            let stored = crate::verify::Stored::of(&row)?;
            let at: i64 = row.try_get("position")?;
            let corrupt = || ReadError::Corrupt {
                position: Position::new(at),
                reason: "a hash or a digest is missing".to_owned(),
            };
            hashes.insert(at, stored.hash.ok_or_else(corrupt)?);
            leaves.insert(at, stored.leaf().ok_or_else(corrupt)?);
        }
        let missing =
            |at: i64| ReadError::Gap { expected: Position::new(at), found: Position::new(at).next() };
        let hash = |at: i64| hashes.get(&at).copied().ok_or_else(|| missing(at));
        let mut steps = Vec::with_capacity(path.len());
        for at in &path {
            let leaf = leaves.get(at).copied().ok_or_else(|| missing(*at))?;
            steps.push(Step { leaf, previous: hash(at - 1)?, linked: hash(chain::link(*at))? });
        }
        Ok(Proof { head: Head { position: head, hash: hash(head.get())? }, position, steps })
    }
}
