//! Signing, as the specification "Standard Webhooks" (version 1) has it.
//!
//! Source: <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::chance::Chance;

/// How a secret is marked where people see it.
const PREFIX: &str = "whsec_";
/// Length of a new secret; the specification wants 24 to 64 bytes.
const SECRET_BYTES: usize = 32;
/// Length of a block of SHA-256, and of the longest secret.
const BLOCK_BYTES: usize = 64;

/// What a webhook's messages are signed with, known to us and the receiver.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Secret {
    /// A new secret.
    pub fn make(chance: &Chance) -> Self {
        Self(Zeroizing::new(chance.bytes::<SECRET_BYTES>().to_vec()))
    }

    /// A secret as it was kept; absent when it is longer than one can be.
    pub fn kept(bytes: Zeroizing<Vec<u8>>) -> Option<Self> {
        (bytes.len() <= BLOCK_BYTES).then_some(Self(bytes))
    }

    /// The bytes, to be sealed.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The secret as its owner is shown it, once: `whsec_` and base64.
    pub fn shown(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{PREFIX}{}", STANDARD.encode(self.0.as_slice())))
    }

    /// The signature of a message: `v1,` and the base64 of HMAC-SHA256 over id, time and body.
    ///
    /// `seconds` is the time of sending, since 1970 in UTC.
    pub fn sign(&self, id: &str, seconds: i64, body: &[u8]) -> String {
        // HMAC fills a key up with zeros to the length of a block; here that is done beforehand, so that nothing can fail.
        let mut block = Zeroizing::new([0; BLOCK_BYTES]);
        for (byte, of_the_secret) in block.iter_mut().zip(self.0.iter()) {
            *byte = *of_the_secret;
        }
        let mut mac = Hmac::<Sha256>::new((&*block).into());
        mac.update(format!("{id}.{seconds}.").as_bytes());
        mac.update(body);
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use zeroize::Zeroizing;

    use super::Secret;
    use crate::chance::Chance;

    #[test]
    fn the_sample_of_the_reference_implementation_is_signed_alike() {
        let bytes = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let secret = Secret::kept(Zeroizing::new(bytes)).unwrap();
        assert_eq!(
            secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, b"{\"test\": 2432232314}"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn a_secret_is_shown_with_its_mark_and_never_by_accident() {
        let secret = Secret::make(&Chance::seeded([1; 32]));
        assert!(secret.shown().starts_with("whsec_"));
        assert_eq!(secret.bytes().len(), 32);
        assert_eq!(format!("{secret:?}"), "Secret(..)");
        assert!(Secret::kept(Zeroizing::new(vec![0; 65])).is_none());
    }
}
