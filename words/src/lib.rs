//! What is said: texts in three languages, dates, numbers, sorting and letters.
//!
//! Texts are Fluent messages in `locales/<language>/*.ftl`, compiled in. Swedish is the language that
//! every text exists in first; a test holds that the others have the same keys and variables.
//! Knows nothing of programmes: what a text speaks of arrives as values.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use unic_langid::{LanguageIdentifier, langid};

pub mod collation;
pub mod dates;
pub mod letter;
pub mod names;
pub mod numbers;

fluent_templates::static_loader! {
    static TEXTS = {
        locales: "./locales",
        fallback_language: "sv",
        // The isolating marks would end up as boxes in plain-text letters.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// A language texts exist in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Swedish, the language every text exists in first.
    #[default]
    Swedish,
    /// Norwegian bokmål.
    Bokmal,
    /// English.
    English,
}

impl Language {
    /// Every language, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Swedish, Self::Bokmal, Self::English];

    /// The BCP 47 tag: `sv`, `nb` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::Bokmal => "nb",
            Self::English => "en",
        }
    }

    /// The language a BCP 47 tag asks for, whatever region follows it: `sv-FI` is Swedish, `no` is bokmål.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "sv" => Some(Self::Swedish),
            "nb" | "no" => Some(Self::Bokmal),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    const fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Swedish => langid!("sv"),
            Self::Bokmal => langid!("nb"),
            Self::English => langid!("en"),
        }
    }
}

/// Something a text speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A text, shown as it is; also what a text chooses between variants by.
    Text(Cow<'a, str>),
    /// A whole number, shown without grouping; chooses between singular and plural.
    Number(i64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u8> for Value<'_> {
    fn from(number: u8) -> Self {
        Self::Number(number.into())
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// Why a text cannot be said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text {key} cannot be said in {language:?}: {reason}")]
pub struct Unsayable {
    /// In which language.
    pub language: Language,
    /// Which text.
    pub key: String,
    /// No such text, or a value it speaks of was not given.
    pub reason: String,
}

/// A text that speaks of nothing.
///
/// A text that does not exist is said in Swedish, and failing that shown as its key in ⟦double
/// brackets⟧; see [`try_text`] for tests that shall notice.
pub fn text(language: Language, key: &str) -> String {
    text_with(language, key, &[])
}

/// A text with the values it speaks of.
///
/// A text that does not exist, or lacks a value, is said in Swedish, and failing that shown as its
/// key in ⟦double brackets⟧; see [`try_text`] for tests that shall notice.
pub fn text_with(language: Language, key: &str, values: &[(&str, Value)]) -> String {
    try_text(language, key, values)
        .or_else(|_| try_text(Language::Swedish, key, values))
        .unwrap_or_else(|_| format!("⟦{key}⟧"))
}

/// A text with the values it speaks of, in exactly this language.
///
/// # Errors
/// When the language has no such text, or the text speaks of a value that is not given.
pub fn try_text(language: Language, key: &str, values: &[(&str, Value)]) -> Result<String, Unsayable> {
    let arguments: HashMap<&str, FluentValue> = values
        .iter()
        .map(|(name, value)| {
            let value = match value {
                Value::Text(text) => FluentValue::from(text.as_ref()),
                Value::Number(number) => FluentValue::from(*number),
            };
            (*name, value)
        })
        .collect();
    TEXTS.lookup_single_language(&language.identifier(), key, Some(&arguments)).map_err(|error| Unsayable {
        language,
        key: key.to_owned(),
        reason: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Language, Value, text, text_with, try_text};

    #[test]
    fn a_language_is_known_by_its_tag() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
        assert_eq!(Language::from_tag("sv-FI"), Some(Language::Swedish));
        assert_eq!(Language::from_tag("NO"), Some(Language::Bokmal));
        assert_eq!(Language::from_tag("fi"), None);
    }

    #[test]
    fn a_text_that_does_not_exist_is_visible_and_never_a_panic() {
        assert_eq!(text(Language::English, "no-such-text"), "⟦no-such-text⟧");
        assert!(try_text(Language::English, "no-such-text", &[]).is_err());
        assert!(try_text(Language::Swedish, "letter-greeting", &[]).is_err());
        assert_eq!(text(Language::Swedish, "letter-greeting"), "⟦letter-greeting⟧");
    }

    #[test]
    fn values_stand_in_the_text_without_isolating_marks() {
        let said = text_with(Language::Swedish, "letter-greeting", &[("name", Value::from("Åsa"))]);
        assert_eq!(said, "Hej Åsa!");
    }
}
