//! What a provider says of somebody.

use serde::Deserialize;
use serde_json::Value;

/// Who somebody is, as their provider says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The same for this person at this provider for ever.
    pub subject: String,
    /// Their address, if the provider has verified that they have it.
    pub verified_email: Option<String>,
}

/// What a provider says of somebody's address, in what it signs or when it is asked about them.
#[derive(Debug, Deserialize)]
pub(super) struct Stated {
    #[serde(default)]
    email: Option<String>,
    /// Source: OpenID Connect Core 1.0, section 5.1. Some providers write it as a text.
    #[serde(default)]
    email_verified: Value,
    /// Microsoft's word for the same: whoever answers for the address's domain has shown that it is theirs.
    /// Source: Microsoft identity platform, optional claims reference.
    #[serde(default)]
    xms_edov: Value,
}

impl Stated {
    /// The address, if it was verified. An address that somebody only typed in could be another's.
    pub(super) fn verified(self) -> Option<String> {
        let yes = |value: &Value| match value {
            Value::Bool(said) => *said,
            Value::String(said) => said == "true" || said == "1",
            Value::Number(said) => said.as_u64() == Some(1),
            Value::Null | Value::Array(_) | Value::Object(_) => false,
        };
        let is_verified = yes(&self.email_verified) || yes(&self.xms_edov);
        self.email.filter(|email| is_verified && !email.is_empty())
    }
}
