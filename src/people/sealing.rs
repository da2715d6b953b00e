//! How bytes are sealed: XChaCha20-Poly1305, with the owner's id bound in.

use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::chance::Chance;

/// Length of every key.
pub(super) const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;
/// Length of a block of SHA-256.
const BLOCK_BYTES: usize = 64;
/// First byte of everything sealed: XChaCha20-Poly1305, nonce, ciphertext.
const FORMAT: u8 = 1;

/// A key, wiped from memory when it is dropped.
pub(crate) type Key = Zeroizing<[u8; KEY_BYTES]>;

/// Seals secrets that are no person's, under a key that follows from the master key and serves one purpose.
#[derive(Clone)]
pub struct Strongbox {
    key: Key,
    chance: Arc<Chance>,
}

impl std::fmt::Debug for Strongbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Strongbox(..)")
    }
}

impl Strongbox {
    pub(super) fn new(key: Key, chance: Arc<Chance>) -> Self {
        Self { key, chance }
    }

    /// Seals a secret for its owner. Absent only if it is too long for the cipher.
    pub fn seal(&self, owner: Uuid, secret: &[u8]) -> Option<Vec<u8>> {
        seal(&self.key, &self.chance, owner, secret)
    }

    /// What tells texts apart without saying them; it is another one for each purpose and each master key.
    pub fn fingerprint(&self, texts: &[&str]) -> [u8; KEY_BYTES] {
        // The length goes before each text, so that no two lists of texts are written the same.
        let written: Vec<String> = texts.iter().map(|text| format!("{}:{text}", text.len())).collect();
        *derived(&self.key, &written.concat())
    }

    /// Opens a secret; absent when it was changed, is another owner's, or was sealed under another master key.
    pub fn open(&self, owner: Uuid, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        open(&self.key, owner, sealed)
    }
}

/// A key for one purpose: the first block of HKDF-Expand with SHA-256 (RFC 5869, section 2.3). The master key is
/// random already, so nothing needs to be extracted from it.
pub(super) fn derived(master: &Key, purpose: &str) -> Key {
    // HMAC fills a key up with zeros to the length of a block; here that is done beforehand, so that nothing can fail.
    let mut block = Zeroizing::new([0; BLOCK_BYTES]);
    block[..KEY_BYTES].copy_from_slice(master.as_slice());
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new((&*block).into());
    mac.update(purpose.as_bytes());
    mac.update(&[1]);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// Seals bytes; the owner's id is bound in, so that nothing sealed can be passed off as another's.
pub(super) fn seal(key: &Key, chance: &Chance, owner: Uuid, plain: &[u8]) -> Option<Vec<u8>> {
    let cipher = XChaCha20Poly1305::new_from_slice(key.as_slice()).ok()?;
    let nonce: [u8; NONCE_BYTES] = chance.bytes();
    let payload = Payload { msg: plain, aad: owner.as_bytes() };
    let mut sealed = vec![FORMAT];
    sealed.extend_from_slice(&nonce);
    sealed.extend(cipher.encrypt(&XNonce::from(nonce), payload).ok()?);
    Some(sealed)
}

/// Opens bytes; absent when they were changed, or sealed with another key or for another owner.
pub(super) fn open(key: &Key, owner: Uuid, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (format, rest) = sealed.split_first()?;
    let (nonce, ciphertext) = rest.split_at_checked(NONCE_BYTES)?;
    if *format != FORMAT {
        return None;
    }
    let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
    let cipher = XChaCha20Poly1305::new_from_slice(key.as_slice()).ok()?;
    let payload = Payload { msg: ciphertext, aad: owner.as_bytes() };
    cipher.decrypt(&XNonce::from(nonce), payload).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Chance, Key, Strongbox, derived, open, seal};
    use uuid::Uuid;
    use zeroize::Zeroizing;

    #[test]
    fn what_is_sealed_opens_with_the_same_key_and_owner_only() {
        let chance = Chance::seeded([7; 32]);
        let key: Key = Zeroizing::new([1; 32]);
        let (anna, bo) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let sealed = seal(&key, &chance, anna, b"Anna").unwrap();
        assert!(!sealed.windows(4).any(|part| part == b"Anna"));
        assert_eq!(open(&key, anna, &sealed).unwrap().as_slice(), b"Anna");
        assert!(open(&key, bo, &sealed).is_none());
        assert!(open(&Zeroizing::new([2; 32]), anna, &sealed).is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&key, anna, &changed).is_none(), "byte {at}");
        }
    }

    #[test]
    fn the_same_words_are_sealed_differently_each_time() {
        let chance = Chance::seeded([7; 32]);
        let key: Key = Zeroizing::new([1; 32]);
        let anna = Uuid::from_u128(1);
        assert_ne!(seal(&key, &chance, anna, b"Anna"), seal(&key, &chance, anna, b"Anna"));
    }

    #[test]
    fn a_strongbox_serves_one_purpose_under_one_master_key() {
        let chance = Arc::new(Chance::seeded([7; 32]));
        let master: Key = Zeroizing::new([1; 32]);
        let open = |master: &Key, purpose| Strongbox::new(derived(master, purpose), Arc::clone(&chance));
        let owner = Uuid::from_u128(1);
        let sealed = open(&master, "webhooks").seal(owner, b"secret").unwrap();
        assert_eq!(open(&master, "webhooks").open(owner, &sealed).unwrap().as_slice(), b"secret");
        assert!(open(&master, "tokens").open(owner, &sealed).is_none());
        assert!(open(&Zeroizing::new([2; 32]), "webhooks").open(owner, &sealed).is_none());
        assert!(open(&master, "webhooks").open(Uuid::from_u128(2), &sealed).is_none());
    }

    #[test]
    fn a_fingerprint_is_of_these_texts_this_purpose_and_this_master_key() {
        let chance = Arc::new(Chance::seeded([7; 32]));
        let of = |master: u8, purpose, texts: &[&str]| {
            let master: Key = Zeroizing::new([master; 32]);
            Strongbox::new(derived(&master, purpose), Arc::clone(&chance)).fingerprint(texts)
        };
        let anna = of(1, "people", &["anna", "ek"]);
        assert_eq!(anna, of(1, "people", &["anna", "ek"]));
        for other in [
            of(2, "people", &["anna", "ek"]),
            of(1, "tokens", &["anna", "ek"]),
            of(1, "people", &["annae", "k"]),
            of(1, "people", &["anna", "ek", ""]),
        ] {
            assert_ne!(anna, other);
        }
    }
}
