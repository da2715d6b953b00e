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

use super::claims::{self, Claims};

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

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    kid: Option<String>,
    /// What one must understand to believe the rest; nothing of the kind is understood here.
    #[serde(default)]
    crit: Value,
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
    #[serde(flatten)]
    address: claims::Stated,
}

impl Public {
    /// The one way of signing that is accepted with such a key, whatever a token says.
    const fn algorithm(&self) -> &'static str {
        match self {
            Self::Rsa { .. } => "RS256",
            Self::P256(_) => "ES256",
        }
    }
}

impl Key {
    /// A key as a provider shows it; absent where we cannot use it.
    pub fn of(shown: &Value) -> Option<Self> {
        let text = |name: &str| shown.get(name).and_then(Value::as_str);
        let bytes = |name: &str| URL_SAFE_NO_PAD.decode(text(name)?).ok();
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
        let meant_for_this = text("use").is_none_or(|purpose| purpose == "sig")
            && text("alg").is_none_or(|algorithm| algorithm == public.algorithm());
        meant_for_this.then(|| Self { id: text("kid").map(str::to_owned), public })
    }

    /// Whether it could have signed something with this header.
    fn fits(&self, header: &Header) -> bool {
        header.alg == self.public.algorithm() && (header.kid.is_none() || header.kid == self.id)
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
    if !["RS256", "ES256"].contains(&header.alg.as_str()) || !header.crit.is_null() {
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
    Ok(Claims { subject: stated.sub, verified_email: stated.address.verified() })
}

#[cfg(test)]
mod tests;
