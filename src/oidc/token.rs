//! Reads what a provider signed, and believes it only if it is meant for us, now.
//! Source: RFC 7515, 7517 and 7518; OpenID Connect Core 1.0, section 3.1.3.7.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use ring::signature::{ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256};
use ring::signature::{RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// How far the provider's clock may be from ours.
const LEEWAY: TimeDelta = TimeDelta::minutes(2);
/// How old what it signed may be.
const OLDEST: TimeDelta = TimeDelta::minutes(10);

/// Why what a provider signed is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It is not of the form, or signed in a way that is not accepted.
    #[error("it has not the form of a token signed with RS256 or ES256")]
    Form,
    /// The provider shows no such key.
    #[error("the provider shows no key that it could be signed with")]
    UnknownKey,
    /// It was signed with another key, or changed.
    #[error("the signature is not the provider's")]
    Signature,
    /// Somebody else issued it.
    #[error("another provider issued it")]
    Issuer,
    /// It is meant for somebody else.
    #[error("it is meant for another client")]
    Audience,
    /// It belongs to another attempt.
    #[error("it belongs to another attempt to sign in")]
    Nonce,
    /// It is over, or from the future.
    #[error("it is too old, or from the future; is the clock right?")]
    Time,
}

/// A key that a provider signs with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    id: Option<String>,
    public: Public,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Public {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// A point, uncompressed.
    P256(Vec<u8>),
}

/// What is asked of a token.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// Who must have issued it.
    pub issuer: &'a str,
    /// Whom it must be meant for.
    pub client: &'a str,
    /// Which attempt it must belong to.
    pub nonce: &'a str,
    /// The present moment.
    pub now: DateTime<Utc>,
}

/// Who somebody is, as their provider says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The same for this person at this provider for ever.
    pub subject: String,
    /// Their address, if the provider has verified that they have it.
    pub verified_email: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    kid: Option<String>,
}

#[derive(Deserialize)]
struct Stated {
    iss: String,
    sub: String,
    aud: Value,
    #[serde(default)]
    azp: Option<String>,
    exp: i64,
    iat: i64,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    email_verified: Value,
}

impl Key {
    /// A key as a provider shows it; absent where we cannot use it.
    pub fn of(shown: Value) -> Option<Self> {
        let text = |name: &str| shown.get(name).and_then(Value::as_str);
        let bytes = |name: &str| URL_SAFE_NO_PAD.decode(text(name)?).ok();
        if text("use").is_some_and(|purpose| purpose != "sig") {
            return None;
        }
        let public = match text("kty")? {
            "RSA" => Public::Rsa { n: bytes("n")?, e: bytes("e")? },
            "EC" if text("crv") == Some("P-256") => {
                let (x, y) = (bytes("x")?, bytes("y")?);
                if (x.len(), y.len()) != (32, 32) {
                    return None;
                }
                Public::P256([&[4], x.as_slice(), y.as_slice()].concat())
            }
            _ => return None,
        };
        Some(Self { id: text("kid").map(str::to_owned), public })
    }

    /// Whether it could have signed something with this header.
    fn fits(&self, header: &Header) -> bool {
        let kind = match self.public {
            Public::Rsa { .. } => "RS256",
            Public::P256(_) => "ES256",
        };
        header.alg == kind && (header.kid.is_none() || header.kid == self.id)
    }

    fn signed(&self, what: &[u8], signature: &[u8]) -> bool {
        match &self.public {
            Public::Rsa { n, e } => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, what, signature).is_ok()
            }
            Public::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(what, signature).is_ok()
            }
        }
    }
}

/// Reads a token.
///
/// # Errors
/// Why it is not believed.
pub fn read(token: &str, keys: &[Key], expected: &Expected) -> Result<Claims, TokenError> {
    let (signed, signature) = token.rsplit_once('.').ok_or(TokenError::Form)?;
    let (header, payload) = signed.split_once('.').ok_or(TokenError::Form)?;
    let header: Header = part(header)?;
    if !["RS256", "ES256"].contains(&header.alg.as_str()) {
        return Err(TokenError::Form);
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| TokenError::Form)?;
    let mut fitting = keys.iter().filter(|key| key.fits(&header)).peekable();
    if fitting.peek().is_none() {
        return Err(TokenError::UnknownKey);
    }
    if !fitting.any(|key| key.signed(signed.as_bytes(), &signature)) {
        return Err(TokenError::Signature);
    }
    believed(part(payload)?, expected)
}

fn part<T: DeserializeOwned>(text: &str) -> Result<T, TokenError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| TokenError::Form)?;
    serde_json::from_slice(&bytes).map_err(|_| TokenError::Form)
}

fn believed(stated: Stated, expected: &Expected) -> Result<Claims, TokenError> {
    if stated.iss != expected.issuer {
        return Err(TokenError::Issuer);
    }
    let (alone, among) = match &stated.aud {
        Value::String(one) => (true, one == expected.client),
        Value::Array(several) => {
            (several.len() == 1, several.iter().any(|one| one.as_str() == Some(expected.client)))
        }
        _ => (false, false),
    };
    let ours = match &stated.azp {
        Some(party) => party == expected.client,
        None => alone,
    };
    if !among || !ours {
        return Err(TokenError::Audience);
    }
    if stated.nonce.as_deref() != Some(expected.nonce) {
        return Err(TokenError::Nonce);
    }
    let instant = |seconds| DateTime::from_timestamp(seconds, 0).ok_or(TokenError::Time);
    let (made, ends) = (instant(stated.iat)?, instant(stated.exp)?);
    let now = expected.now;
    if ends + LEEWAY <= now || made > now + LEEWAY || made < now - OLDEST {
        return Err(TokenError::Time);
    }
    let verified = stated.email_verified == Value::Bool(true) || stated.email_verified == "true";
    Ok(Claims { subject: stated.sub, verified_email: stated.email.filter(|_| verified) })
}

#[cfg(test)]
mod tests {
    use super::{Claims, Expected, Key, TokenError, read};
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
    use serde_json::{Value, json};

    const NOW: i64 = 1_800_000_000;

    struct Signer(EcdsaKeyPair);

    impl Signer {
        fn new() -> Self {
            let (kind, chance) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
            let made = EcdsaKeyPair::generate_pkcs8(kind, &chance).unwrap();
            Self(EcdsaKeyPair::from_pkcs8(kind, made.as_ref(), &chance).unwrap())
        }

        fn key(&self, id: &str) -> Key {
            let point = self.0.public_key().as_ref();
            let coordinate = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
            let (x, y) = (coordinate(&point[1..33]), coordinate(&point[33..]));
            Key::of(json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": id, "x": x, "y": y })).unwrap()
        }

        fn sign(&self, header: &Value, stated: &Value) -> String {
            let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
            let signed = format!("{}.{}", part(header), part(stated));
            let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
            format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
        }
    }

    fn header() -> Value {
        json!({ "alg": "ES256", "kid": "1" })
    }

    fn stated() -> Value {
        json!({
            "iss": "https://login.example", "sub": "17", "aud": "parvis", "nonce": "n", "iat": NOW, "exp": NOW + 300,
            "email": "ann@region.example", "email_verified": true,
        })
    }

    fn expected() -> Expected<'static> {
        let now = chrono::DateTime::from_timestamp(NOW + 5, 0).unwrap();
        Expected { issuer: "https://login.example", client: "parvis", nonce: "n", now }
    }

    #[test]
    fn what_the_provider_signed_for_us_is_believed() {
        let signer = Signer::new();
        let token = signer.sign(&header(), &stated());
        let email = Some("ann@region.example".to_owned());
        let who = Claims { subject: "17".to_owned(), verified_email: email };
        assert_eq!(read(&token, &[signer.key("1")], &expected()), Ok(who));
    }

    #[test]
    fn an_address_that_nobody_verified_is_no_address() {
        let signer = Signer::new();
        for not_verified in [json!(false), json!("false"), Value::Null] {
            let mut stated = stated();
            stated["email_verified"] = not_verified;
            let read = read(&signer.sign(&header(), &stated), &[signer.key("1")], &expected()).unwrap();
            assert_eq!(read.verified_email, None);
        }
    }

    #[test]
    fn what_somebody_else_signed_or_meant_for_somebody_else_or_long_ago_is_not() {
        let (signer, other) = (Signer::new(), Signer::new());
        let keys = [signer.key("1")];
        let changed = |name: &str, value: Value| {
            let mut stated = stated();
            stated[name] = value;
            read(&signer.sign(&header(), &stated), &keys, &expected()).unwrap_err()
        };
        assert_eq!(read(&other.sign(&header(), &stated()), &keys, &expected()), Err(TokenError::Signature));
        assert_eq!(
            read(&signer.sign(&header(), &stated()), &[signer.key("2")], &expected()),
            Err(TokenError::UnknownKey)
        );
        assert_eq!(changed("iss", json!("https://login.example/")), TokenError::Issuer);
        assert_eq!(changed("aud", json!("another")), TokenError::Audience);
        assert_eq!(changed("aud", json!(["parvis", "another"])), TokenError::Audience);
        assert_eq!(changed("azp", json!("another")), TokenError::Audience);
        assert_eq!(changed("nonce", json!("m")), TokenError::Nonce);
        assert_eq!(changed("nonce", Value::Null), TokenError::Nonce);
        assert_eq!(changed("exp", json!(NOW - 120)), TokenError::Time);
        assert_eq!(changed("iat", json!(NOW + 600)), TokenError::Time);
        assert_eq!(changed("iat", json!(NOW - 700)), TokenError::Time);
        let none = json!({ "alg": "none" });
        assert_eq!(read(&signer.sign(&none, &stated()), &keys, &expected()), Err(TokenError::Form));
        let hmac = json!({ "alg": "HS256", "kid": "1" });
        assert_eq!(read(&signer.sign(&hmac, &stated()), &keys, &expected()), Err(TokenError::Form));
    }
}
