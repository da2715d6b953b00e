//! The hash chain: what each event's hash covers, and which earlier hashes it links to.
//!
//! Every event has a *leaf*, the digest of all its stored fields, and a *hash*:
//!
//! ```text
//! leaf(n) = SHA-256(0x00 ‖ position ‖ revision ‖ recorded_at ‖ id ‖ len ‖ stream ‖ len ‖ type
//!                        ‖ len ‖ content type ‖ SHA-256(data) ‖ SHA-256(metadata))
//! hash(n) = SHA-256(0x01 ‖ leaf(n) ‖ hash(n − 1) ‖ hash(link(n)))        hash(0) = 32 zero bytes
//! ```
//!
//! Numbers are 8 bytes, big-endian; `recorded_at` counts microseconds since 1970; `len` is the length of
//! the text that follows in 4 bytes, big-endian. Data and metadata enter by their digests, so the hash can
//! still be checked when only the digests are left.
//!
//! The second link makes proofs short. A position is a sum of numbers of the form 2ᵏ−1, the largest first (its
//! skew-binary digits), and `link` leaves out the last of them. Links never cross, so only the logarithmically many
//! hashes at the partial sums can still be linked to, and a path from one event to any earlier one has at most
//! 3·log₂(n) steps, mostly fewer than two thirds of that.
//!
//! Source: a chain with one link is the oldest way of time-stamping. The second link is the jump pointer of Myers, "An
//! applicative random-access stack", Information Processing Letters 17, 1983; that such links give short proofs of order
//! is shown by Buldas, Laud, Lipmaa and Villemson, "Time-stamping with binary linking schemes", CRYPTO 1998. What it is
//! good for, inclusion and consistency against a head noted elsewhere, is what RFC 9162 gets from a Merkle tree; here
//! one hash per event is enough, and there is no tree to keep.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Position, Revision};

/// A SHA-256 value, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash([u8; 32]);

/// A text or a byte string that is no SHA-256 value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 32 bytes, written as 64 hexadecimal digits")]
pub struct HashError;

impl Hash {
    /// The hash before the first event.
    pub const ZERO: Hash = Hash([0; 32]);

    /// The hash of these 32 bytes as they are.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Hash(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// SHA-256 of some bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Hash(Sha256::digest(bytes).into())
    }

    /// A hash as it is stored.
    pub(crate) fn stored(bytes: &[u8]) -> Result<Self, HashError> {
        bytes.try_into().map(Hash).map_err(|_| HashError)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(HashError);
        }
        let mut bytes = [0; 32];
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| HashError)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| HashError)?;
        }
        Ok(Hash(bytes))
    }
}

impl TryFrom<String> for Hash {
    type Error = HashError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> String {
        hash.to_string()
    }
}

/// All that a leaf covers, with the payload by its digests.
pub(crate) struct Sealed<'a> {
    pub position: Position,
    pub stream: &'a str,
    pub revision: Revision,
    pub id: Uuid,
    pub kind: &'a str,
    pub content_type: &'a str,
    pub recorded_at: DateTime<Utc>,
    pub data_digest: Hash,
    pub metadata_digest: Hash,
}

impl Sealed<'_> {
    /// The digest of every stored field.
    pub(crate) fn leaf(&self) -> Hash {
        let mut sha = Sha256::new();
        sha.update([0x00]);
        sha.update(self.position.get().to_be_bytes());
        sha.update(self.revision.get().to_be_bytes());
        sha.update(self.recorded_at.timestamp_micros().to_be_bytes());
        sha.update(self.id.as_bytes());
        for text in [self.stream, self.kind, self.content_type] {
            sha.update((text.len() as u32).to_be_bytes());
            sha.update(text.as_bytes());
        }
        sha.update(self.data_digest.0);
        sha.update(self.metadata_digest.0);
        Hash(sha.finalize().into())
    }
}

/// The hash of an event from its leaf, the hash before it, and the hash its second link names.
pub(crate) fn hash(leaf: Hash, previous: Hash, linked: Hash) -> Hash {
    let mut sha = Sha256::new();
    sha.update([0x01]);
    sha.update(leaf.0);
    sha.update(previous.0);
    sha.update(linked.0);
    Hash(sha.finalize().into())
}

/// The earlier position that the second link of `position` names: the sum of all its parts 2ᵏ−1 but the last.
pub(crate) fn link(position: i64) -> i64 {
    let mut sum = 0;
    loop {
        let part = largest_part(position - sum);
        if sum + part >= position {
            return sum;
        }
        sum += part;
    }
}

/// The largest number of the form 2ᵏ−1 that is at most `number`, which is at least 1.
fn largest_part(number: i64) -> i64 {
    let bits = 63 - (number.saturating_add(1)).leading_zeros();
    (1_i64 << bits) - 1
}

/// The positions whose hashes a later event may still link to, once `position` is the head: ascending, `position` last.
pub(crate) fn open_positions(position: i64) -> Vec<i64> {
    let mut open = Vec::new();
    let mut sum = 0;
    while sum < position {
        sum += largest_part(position - sum);
        open.push(sum);
    }
    open
}

/// The end of the chain, with the few earlier hashes that the next events may link to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chain {
    open: Vec<(i64, Hash)>,
}

impl Chain {
    /// A chain that ends where these hashes end. They are those of [`open_positions`], ascending.
    pub(crate) fn resume(open: Vec<(i64, Hash)>) -> Self {
        Chain { open }
    }

    /// The position of the last event; 0 for an empty chain.
    pub(crate) fn position(&self) -> i64 {
        self.open.last().map_or(0, |(position, _)| *position)
    }

    /// The hash of the last event.
    pub(crate) fn head(&self) -> Hash {
        self.open.last().map_or(Hash::ZERO, |(_, hash)| *hash)
    }

    /// Adds the leaf of the next event, and returns the event's hash.
    pub(crate) fn push(&mut self, leaf: Hash) -> Hash {
        let position = self.position() + 1;
        let previous = self.head();
        let linked = link(position);
        while self.open.last().is_some_and(|(open, _)| *open > linked) {
            self.open.pop();
        }
        let hash = hash(leaf, previous, self.head());
        self.open.push((position, hash));
        hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_back_from_its_digits() {
        let hash = Hash::of(b"one");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!("12".parse::<Hash>(), Err(HashError));
        assert_eq!("zz".repeat(32).parse::<Hash>(), Err(HashError));
        assert_eq!("é".repeat(32).parse::<Hash>(), Err(HashError));
    }

    #[test]
    fn a_link_leaves_out_the_last_part_of_a_position() {
        let links: Vec<i64> = (1..=15).map(link).collect();
        assert_eq!(links, [0, 1, 0, 3, 4, 3, 0, 7, 8, 7, 10, 11, 10, 7, 0]);
    }

    #[test]
    fn the_open_positions_are_those_the_chain_keeps() {
        let mut chain = Chain::default();
        for position in 1..=2_000 {
            chain.push(Hash::of(b"leaf"));
            let kept: Vec<i64> = chain.open.iter().map(|(position, _)| *position).collect();
            assert_eq!(kept, open_positions(position));
        }
    }

    #[test]
    fn the_link_of_the_next_event_is_always_open() {
        for position in 1..=5_000 {
            let linked = link(position + 1);
            assert!(linked == 0 || open_positions(position).contains(&linked), "{position} → {linked}");
        }
    }

    #[test]
    fn a_path_to_any_earlier_event_is_logarithmic() {
        for head in [1_000_000_i64, 999_999, (1 << 20) - 1, 1 << 20, 777_777] {
            for target in (1..head).step_by(9_973) {
                let mut steps = 0;
                let mut at = head;
                while at > target {
                    at = if link(at) >= target { link(at) } else { at - 1 };
                    steps += 1;
                }
                assert!(steps <= 3 * 20, "{head} → {target} took {steps} steps");
            }
        }
    }

    #[test]
    fn a_resumed_chain_goes_on_as_if_it_had_not_stopped() {
        let mut whole = Chain::default();
        for _ in 0..1_234 {
            whole.push(Hash::of(b"leaf"));
        }
        let mut resumed = Chain::resume(whole.open.clone());
        for _ in 0..1_234 {
            assert_eq!(whole.push(Hash::of(b"more")), resumed.push(Hash::of(b"more")));
        }
    }
}
