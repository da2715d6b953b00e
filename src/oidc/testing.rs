//! What signs tokens as a provider does, for tests.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

/// A provider's key.
#[derive(Debug)]
pub struct Signer(EcdsaKeyPair);

impl Signer {
    /// A new one.
    pub fn new() -> Self {
        let (kind, chance) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let made = EcdsaKeyPair::generate_pkcs8(kind, &chance).unwrap();
        Self(EcdsaKeyPair::from_pkcs8(kind, made.as_ref(), &chance).unwrap())
    }

    /// Its public half, as a provider shows it.
    pub fn shown(&self, id: &str) -> Value {
        let point = self.0.public_key().as_ref();
        let coordinate = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let (x, y) = (coordinate(&point[1..33]), coordinate(&point[33..]));
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": id, "x": x, "y": y })
    }

    /// A token.
    pub fn sign(&self, header: &Value, stated: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(header), part(stated));
        let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}
