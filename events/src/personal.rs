//! Personal data in facts: clear while it is worked with, sealed where it is kept, gone after erasure.
//!
//! Facts are kept for ever, personal data is not. A personal field can be written to the log only
//! in its sealed form: the key belongs to the person, and destroying the key destroys the data
//! without touching the log. Encoding a clear field is an error, so a forgotten seal fails loudly.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::PersonId;

/// A field that says something about a person.
#[derive(Clone, PartialEq, Eq)]
pub enum Personal<T> {
    /// Readable; never leaves memory in this form.
    Clear(T),
    /// As stored: an opaque text that only the person's key opens.
    Sealed(String),
    /// The key is destroyed; nobody can read it any more.
    Erased,
}

impl<T> Personal<T> {
    /// The readable value, if there is one.
    pub fn clear(&self) -> Option<&T> {
        match self {
            Self::Clear(value) => Some(value),
            Self::Sealed(_) | Self::Erased => None,
        }
    }
}

/// Never shows the value: debug output ends up in logs.
impl<T> std::fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Clear(_) => "Personal(clear)",
            Self::Sealed(_) => "Personal(sealed)",
            Self::Erased => "Personal(erased)",
        })
    }
}

impl<T> Serialize for Personal<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Sealed(text) => serializer.serialize_str(text),
            Self::Clear(_) | Self::Erased => {
                Err(serde::ser::Error::custom("a personal field must be sealed before it is stored"))
            }
        }
    }
}

impl<'de, T> Deserialize<'de> for Personal<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::Sealed)
    }
}

/// What a person tells about themselves when they are registered.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDetails {
    /// What the organiser's own lists call the person (Deltagar-ID), or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Title of the post, in the person's own words ("Kulturchef").
    pub title: String,
    /// Address that letters go to; several people may share one.
    pub email: String,
    /// Telephone number as written, or empty.
    pub phone: String,
}

/// Something done to every personal field of a fact: sealing or opening.
pub trait PersonalVisitor {
    /// What can go wrong.
    type Error;

    /// Is shown one field and the person whose key it lies under.
    fn visit<T: Serialize + DeserializeOwned>(
        &mut self,
        owner: PersonId,
        field: &mut Personal<T>,
    ) -> Result<(), Self::Error>;
}

/// A fact that may have personal fields.
pub trait HasPersonal {
    /// Shows each personal field to the visitor, in a fixed order.
    ///
    /// # Errors
    /// The visitor's, at the first field it refuses.
    fn visit_personal<V: PersonalVisitor>(&mut self, visitor: &mut V) -> Result<(), V::Error>;
}

#[cfg(test)]
mod tests {
    use super::Personal;

    #[test]
    fn a_clear_field_cannot_be_stored_and_is_not_shown() {
        let field = Personal::Clear("Anna".to_string());
        assert!(serde_json::to_string(&field).is_err());
        assert!(!format!("{field:?}").contains("Anna"));
    }

    #[test]
    fn a_sealed_field_is_stored_as_it_is() {
        let field: Personal<String> = serde_json::from_str("\"c2VhbGVk\"").unwrap();
        assert_eq!(field, Personal::Sealed("c2VhbGVk".into()));
        assert_eq!(serde_json::to_string(&field).unwrap(), "\"c2VhbGVk\"");
    }
}
