//! Values that are checked once, where they enter, and right ever after.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::ids::SessionId;

/// Why a text is not the value it should be. The message says what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Nothing was given.
    #[error("is empty; fill it in")]
    Empty,
    /// Too long.
    #[error("has {found} characters; shorten it to at most {limit}")]
    TooLong { limit: usize, found: usize },
    /// Holds a control character such as a line break.
    #[error("holds a control character; remove it")]
    ControlCharacter,
    /// Not of the expected form.
    #[error("is not {expected}: {found:?}")]
    Form { expected: &'static str, found: String },
}

macro_rules! text_value {
    ($(#[$meta:meta])* $name:ident, $parse:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = ValueError;

            fn from_str(text: &str) -> Result<Self, ValueError> {
                let parse: fn(&str) -> Result<String, ValueError> = $parse;
                parse(text.trim()).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = ValueError;

            fn try_from(text: String) -> Result<Self, ValueError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

fn bounded(text: &str, limit: usize) -> Result<String, ValueError> {
    let found = text.chars().count();
    if found == 0 {
        Err(ValueError::Empty)
    } else if found > limit {
        Err(ValueError::TooLong { limit, found })
    } else {
        Ok(text.to_owned())
    }
}

fn line(text: &str) -> Result<String, ValueError> {
    if text.chars().any(char::is_control) {
        return Err(ValueError::ControlCharacter);
    }
    bounded(text, 200)
}

fn paragraph(text: &str) -> Result<String, ValueError> {
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\r' && c != '\t') {
        return Err(ValueError::ControlCharacter);
    }
    bounded(text, 4000)
}

fn form(ok: bool, text: &str, expected: &'static str) -> Result<String, ValueError> {
    if text.is_empty() {
        Err(ValueError::Empty)
    } else if ok {
        Ok(text.to_owned())
    } else {
        Err(ValueError::Form { expected, found: text.chars().take(80).collect() })
    }
}

fn slug(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>(),;:\"[]\\@".contains(c);
    !local.is_empty()
        && local.len() <= 64
        && text.len() <= 254
        && local.chars().all(plain)
        && domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}

text_value!(
    /// One line of text: 1–200 characters, trimmed, without control characters.
    Line, line);
text_value!(
    /// A longer text: 1–4000 characters, line breaks allowed.
    Paragraph, paragraph);
text_value!(
/// The code people know a programme by, such as `KKN-2018`: capital letters, digits and hyphens, at most 20.
ProgrammeCode, |text| form(
    text.len() <= 20
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-'),
    text,
    "a programme code (capital letters, digits and hyphens, such as KKN-2018)",
));
text_value!(
/// Four digits, the first two being the county. Source: Statistics Sweden and Statistics Norway.
MunicipalityCode, |text| form(
    text.len() == 4 && text.chars().all(|c| c.is_ascii_digit()),
    text,
    "a municipality code of four digits",
));
text_value!(
/// Two digits.
CountyCode, |text| form(
    text.len() == 2 && text.chars().all(|c| c.is_ascii_digit()),
    text,
    "a county code of two digits",
));
text_value!(
    /// The role somebody has in a programme, such as `culture`: small letters, digits, hyphens.
    RoleCode, |text| form(slug(text), text, "a role code (small letters, digits, hyphens)"));
text_value!(
    /// The name of a question in an evaluation form: small letters, digits, hyphens.
    QuestionCode, |text| form(slug(text), text, "a question code (small letters, digits, hyphens)"));
text_value!(
    /// The name of a reminder rule: small letters, digits, hyphens.
    ReminderCode, |text| form(slug(text), text, "a reminder code (small letters, digits, hyphens)"));
text_value!(
    /// An address that letters can be sent to (RFC 5321 lengths, no quoted local parts).
    EmailAddress, |text| form(email(text), text, "an e-mail address (name@example.org)"));
text_value!(
/// Where a seminar is followed online: an `https` address without spaces, at most 500 characters.
OnlineLink, |text| form(
    text.len() <= 500
        && text.strip_prefix("https://").is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c)),
    text,
    "an address that begins with https://",
));
text_value!(
/// A telephone number: digits, spaces, hyphens, parentheses and a leading plus.
PhoneNumber, |text| form(
    text.len() <= 30
        && text.chars().filter(char::is_ascii_digit).count() >= 5
        && text.char_indices().all(|(at, c)| c.is_ascii_digit() || " -()/".contains(c) || (c == '+' && at == 0)),
    text,
    "a telephone number (digits, spaces and hyphens, perhaps a leading +)",
));

/// A country whose municipalities the system knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Country {
    /// Sweden.
    #[serde(rename = "SE")]
    Sweden,
    /// Norway.
    #[serde(rename = "NO")]
    Norway,
}

/// A language the product speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Swedish.
    #[default]
    #[serde(rename = "sv")]
    Swedish,
    /// Norwegian bokmål.
    #[serde(rename = "nb")]
    Bokmal,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The BCP 47 tag: `sv`, `nb` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::Bokmal => "nb",
            Self::English => "en",
        }
    }
}

/// The first and the last day of something, both included, in local dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day, not before the first.
    pub to: NaiveDate,
}

impl Period {
    /// A period from one day to another.
    ///
    /// # Errors
    /// When the last day is before the first.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Self, ValueError> {
        if to < from {
            return Err(ValueError::Form {
                expected: "a period whose last day is not before its first",
                found: format!("{from}–{to}"),
            });
        }
        Ok(Self { from, to })
    }

    /// Whether the day lies within.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// One session (pass) of a seminar, in the programme's local time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its id, kept when the session is moved in time.
    pub id: SessionId,
    /// Local date.
    pub date: NaiveDate,
    /// Local time it starts.
    pub starts: NaiveTime,
    /// Local time it ends, later than `starts` on the same date.
    pub ends: NaiveTime,
    /// What it is called on lists ("Förmiddag", "Gemensam utveckling").
    pub title: Line,
}

impl Session {
    /// Its length in whole minutes; 0 if it ended before it began.
    pub fn minutes(&self) -> u32 {
        u32::try_from((self.ends - self.starts).num_minutes()).unwrap_or(0)
    }
}

/// Where a seminar is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Venue {
    /// Name of the house or hall.
    pub name: Line,
    /// Town, as written on lists ("Malmö").
    pub place: Line,
    /// Street address, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Line>,
    /// The region that is host, by its county code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<CountyCode>,
    /// How to get in and around: step-free entrance, hearing loop, parking, quiet room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<Paragraph>,
    /// How many people the room holds, if it sets a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::{EmailAddress, Line, MunicipalityCode, OnlineLink, PhoneNumber, ProgrammeCode, RoleCode};

    #[test]
    fn good_values_are_kept_trimmed() {
        assert_eq!(" Malmö ".parse::<Line>().unwrap().as_str(), "Malmö");
        assert_eq!("0765".parse::<MunicipalityCode>().unwrap().as_str(), "0765");
        assert!("KKN-2018".parse::<ProgrammeCode>().is_ok());
        assert!("culture".parse::<RoleCode>().is_ok());
        assert!("kultur.chef@kommun.example.se".parse::<EmailAddress>().is_ok());
        assert!("+46 (0)40-12 34 56".parse::<PhoneNumber>().is_ok());
        assert!("https://motet.example/rum/7?kod=a-b".parse::<OnlineLink>().is_ok());
    }

    #[test]
    fn bad_values_are_refused_with_a_remedy() {
        assert_eq!("".parse::<Line>().unwrap_err().to_string(), "is empty; fill it in");
        assert!("a\nb".parse::<Line>().is_err());
        assert!("765".parse::<MunicipalityCode>().is_err());
        assert!("kkn".parse::<ProgrammeCode>().is_err());
        for bad in ["a@b", "@example.se", "a b@example.se", "a@-x.se", "a<b@example.se"] {
            assert!(bad.parse::<EmailAddress>().is_err(), "{bad}");
        }
        for bad in ["http://motet.example", "https://", "https:// motet.example", "javascript:alert(1)"] {
            assert!(bad.parse::<OnlineLink>().is_err(), "{bad}");
        }
        assert!("12".parse::<PhoneNumber>().is_err());
        assert!("=1+1".parse::<PhoneNumber>().is_err());
    }
}
