//! Signing in through an organisation's own door: OpenID Connect, by authorization code with PKCE.
//!
//! The provider says who somebody is; what they may do here stands in this house. What it says is believed only when it is
//! signed with one of its keys, made for us, for this very attempt, and not too old.
//! Source: OpenID Connect Core 1.0, sections 3.1 and 3.1.3.7; RFC 7636; RFC 9700.

mod claims;
mod fetch;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod token;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use tokio::sync::Mutex;
use url::Url;

pub use self::claims::Claims;
pub use self::fetch::FetchError;
use self::fetch::Fetcher;
use self::token::Key;
pub use self::token::TokenError;
use crate::trust::TrustError;

/// How long what a provider says of itself and its keys is believed before it is asked again.
const KEPT: Duration = Duration::from_hours(1);

/// How a provider is set up.
#[derive(Clone)]
pub struct Settings {
    /// Its address, as it stands in what it signs.
    pub issuer: String,
    /// What it calls us.
    pub client: String,
    /// What we prove it by.
    pub secret: String,
    /// What people call it: "Region Skåne".
    pub name: String,
    /// PEM file of authorities that vouch for it, beside the public ones.
    pub authorities: Option<PathBuf>,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// The provider's address is none, or its connection would not be safe.
    #[error(
        "PARVIS_OIDC_ISSUER: {0:?} is no address that begins with https:// (http:// only on this machine)"
    )]
    Issuer(String),
    /// No provider can be trusted.
    #[error("the provider cannot be trusted; look at PARVIS_OIDC_CA")]
    Trust(#[from] TrustError),
    /// The provider cannot be asked.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The provider answered, and not as one.
    #[error("the provider's answer cannot be read")]
    Answer(#[source] serde_json::Error),
    /// Somebody else answered.
    #[error("the provider calls itself {0:?}, which is not the issuer in PARVIS_OIDC_ISSUER")]
    AnotherIssuer(String),
    /// An address in its answer is none, or its connection would not be safe.
    #[error("the provider's answer has {0:?} for an address, which cannot be used")]
    Address(String),
    /// None of its keys is of a kind that is accepted.
    #[error("the provider shows no key for RS256 or ES256")]
    NoKey,
    /// It told of somebody else than was asked about.
    #[error("the provider told of somebody else than it was asked about")]
    AnotherSubject,
    /// What it signed is not to be believed.
    #[error("what the provider signed is not to be believed")]
    Token(#[from] TokenError),
}

/// A provider.
#[derive(Clone, Debug)]
pub struct Provider(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: Settings,
    fetcher: Fetcher,
    known: Mutex<Option<Known>>,
}

/// What a provider says of itself.
#[derive(Clone, Debug)]
struct Known {
    authorization: Url,
    token: Url,
    userinfo: Option<Url>,
    keys: Vec<Key>,
    since: Instant,
}

/// Source: OpenID Connect Discovery 1.0, section 3.
#[derive(Deserialize)]
struct Discovered {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    #[serde(default)]
    userinfo_endpoint: Option<String>,
    jwks_uri: String,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Granted {
    id_token: String,
    #[serde(default)]
    access_token: Option<String>,
}

/// Source: OpenID Connect Core 1.0, section 5.3.2.
#[derive(Deserialize)]
struct Told {
    sub: String,
    #[serde(flatten)]
    address: claims::Stated,
}

/// One attempt to sign in. It belongs to one browser, and is used once.
#[derive(Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Comes back in the address.
    pub state: String,
    /// Comes back in what is signed.
    pub nonce: String,
    /// Proves that whoever began it ends it.
    pub verifier: String,
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Attempt").finish_non_exhaustive()
    }
}

impl Provider {
    /// A provider, which is not asked anything yet.
    ///
    /// # Errors
    /// When its address cannot be used, or the file of authorities cannot be read.
    pub fn new(settings: Settings) -> Result<Self, OidcError> {
        let issuer = || OidcError::Issuer(settings.issuer.clone());
        let address = Url::parse(&settings.issuer).map_err(|_| issuer())?;
        if !fetch::is_safe(&address) {
            return Err(issuer());
        }
        let fetcher = Fetcher::new(settings.authorities.as_deref())?;
        Ok(Self(Arc::new(Inner { settings, fetcher, known: Mutex::default() })))
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.0.settings.name
    }

    /// Its address, as it stands in what it signs.
    pub fn issuer(&self) -> &str {
        &self.0.settings.issuer
    }

    /// Asks it, and tells how many of its keys can be used.
    ///
    /// # Errors
    /// When it does not answer, or not as a provider does.
    pub async fn reach(&self) -> Result<usize, OidcError> {
        Ok(self.known_anew().await?.keys.len())
    }

    /// Where somebody is sent to say who they are.
    ///
    /// # Errors
    /// When the provider cannot be asked where that is.
    pub async fn door(&self, attempt: &Attempt, back: &str) -> Result<Url, OidcError> {
        let mut address = self.known().await?.authorization;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(attempt.verifier.as_bytes()));
        address
            .query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.0.settings.client)
            .append_pair("redirect_uri", back)
            .append_pair("scope", "openid email")
            .append_pair("state", &attempt.state)
            .append_pair("nonce", &attempt.nonce)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256");
        Ok(address)
    }

    /// Who came back with a code.
    ///
    /// # Errors
    /// When the provider does not know the code, or what it signs is not to be believed.
    pub async fn who(
        &self,
        code: &str,
        attempt: &Attempt,
        back: &str,
        now: DateTime<Utc>,
    ) -> Result<Claims, OidcError> {
        let known = self.known().await?;
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", back)
            .append_pair("code_verifier", &attempt.verifier)
            .finish();
        let answer = self.0.fetcher.post(&known.token, form, &self.credentials()).await?;
        let granted: Granted = serde_json::from_slice(&answer).map_err(OidcError::Answer)?;
        let expected = token::Expected {
            issuer: &self.0.settings.issuer,
            client: &self.0.settings.client,
            nonce: &attempt.nonce,
            now,
        };
        let mut claims = match token::read(&granted.id_token, &known.keys, &expected) {
            // The provider may sign with other keys than when it was asked.
            Err(TokenError::UnknownKey | TokenError::Signature) => {
                token::read(&granted.id_token, &self.known_anew().await?.keys, &expected)?
            }
            read => read?,
        };
        if claims.verified_email.is_none() {
            claims.verified_email = self.address(&known, &granted, &claims.subject).await;
        }
        Ok(claims)
    }

    /// What the provider says of somebody's address when it is asked, where it signed nothing about it.
    async fn address(&self, known: &Known, granted: &Granted, subject: &str) -> Option<String> {
        let (place, access) = (known.userinfo.as_ref()?, granted.access_token.as_ref()?);
        match self.told(place, access, subject).await {
            Ok(address) => address,
            Err(error) => {
                let shown = anyhow::Error::new(error);
                tracing::warn!(error = %format!("{shown:#}"), "the provider does not tell somebody's address");
                None
            }
        }
    }

    async fn told(&self, place: &Url, access: &str, subject: &str) -> Result<Option<String>, OidcError> {
        let answer = self.0.fetcher.get_with(place, &format!("Bearer {access}")).await?;
        let told: Told = serde_json::from_slice(&answer).map_err(OidcError::Answer)?;
        if told.sub == subject { Ok(told.address.verified()) } else { Err(OidcError::AnotherSubject) }
    }

    /// Source: RFC 6749, section 2.3.1: both are encoded as in a form first.
    fn credentials(&self) -> String {
        let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let pair = format!("{}:{}", encoded(&self.0.settings.client), encoded(&self.0.settings.secret));
        format!("Basic {}", STANDARD.encode(pair))
    }

    /// What it says of itself, asked not long ago.
    async fn known(&self) -> Result<Known, OidcError> {
        let mut held = self.0.known.lock().await;
        if let Some(known) = held.as_ref().filter(|known| known.since.elapsed() < KEPT) {
            return Ok(known.clone());
        }
        let known = self.ask().await?;
        *held = Some(known.clone());
        Ok(known)
    }

    /// The same, asked now.
    async fn known_anew(&self) -> Result<Known, OidcError> {
        let known = self.ask().await?;
        *self.0.known.lock().await = Some(known.clone());
        Ok(known)
    }

    async fn ask(&self) -> Result<Known, OidcError> {
        let issuer = self.0.settings.issuer.trim_end_matches('/');
        let found: Discovered =
            self.get(&usable(&format!("{issuer}/.well-known/openid-configuration"))?).await?;
        if found.issuer != self.0.settings.issuer {
            return Err(OidcError::AnotherIssuer(found.issuer));
        }
        let set: KeySet = self.get(&usable(&found.jwks_uri)?).await?;
        let keys: Vec<Key> = set.keys.iter().filter_map(Key::of).collect();
        if keys.is_empty() {
            return Err(OidcError::NoKey);
        }
        Ok(Known {
            authorization: usable(&found.authorization_endpoint)?,
            token: usable(&found.token_endpoint)?,
            userinfo: found.userinfo_endpoint.as_deref().map(usable).transpose()?,
            keys,
            since: Instant::now(),
        })
    }

    async fn get<T: DeserializeOwned>(&self, address: &Url) -> Result<T, OidcError> {
        let answer = self.0.fetcher.get(address).await?;
        serde_json::from_slice(&answer).map_err(OidcError::Answer)
    }
}

/// An address that neither we nor a browser would be overheard at.
fn usable(address: &str) -> Result<Url, OidcError> {
    let found = Url::parse(address).ok().filter(fetch::is_safe);
    found.ok_or_else(|| OidcError::Address(address.to_owned()))
}
