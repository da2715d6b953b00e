//! Files of a programme, read into commands.
//!
//! Everything here is pure: text in, commands with their instants out, or every problem of the file
//! at once. Whoever reads a file checks the whole of it before a single command is decided, so a bad
//! file leaves no trace. The formats are described in `examples/kkn-2018/README.md`.

pub mod attendance;
pub mod enrolments;
pub mod evaluations;
pub mod problem;
pub mod programme;
pub mod rehearsal;
mod section;
mod table;

use chrono::{DateTime, NaiveDateTime, Utc};
use parvis_events::ids::PersonId;
use parvis_events::participation::RoleName;
use parvis_events::personal::PersonDetails;
use parvis_events::values::{Language, RoleCode};
use uuid::Uuid;

use self::problem::{Place, Problems};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 20_000_000;

/// The most rows of a table that are read.
pub const MOST_ROWS: usize = 100_000;

/// Something a file asks for, with the instant it happened and the line it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed<T> {
    /// Names the entry by what it says, so that it is known again when its file comes a second time.
    pub entry: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Line of the file, from 1.
    pub line: usize,
    /// What.
    pub what: T,
}

/// Somebody a file tells of. Debug output shows nothing but the id.
#[derive(Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// Who.
    pub person: PersonId,
    /// What the file says of them, each field checked.
    pub details: PersonDetails,
    /// The language of their letters: the programme's first.
    pub language: Language,
}

impl std::fmt::Debug for KnownPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KnownPerson").field("person", &self.person).finish_non_exhaustive()
    }
}

/// The text of a file, from its bytes; a byte order mark is left out.
///
/// # Errors
/// When the file is too large, or is not UTF-8: where, and how to save it.
pub fn decode<'a>(file_name: &str, bytes: &'a [u8]) -> Result<&'a str, Problems> {
    if bytes.len() > MOST_BYTES {
        return Err(too_large(file_name, bytes.len()));
    }
    let remedy = "save it as UTF-8 (in Excel: \"CSV UTF-8 (Comma delimited)\"; in LibreOffice: character set \"Unicode (UTF-8)\")";
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Problems::one(file_name, Place::file(), "the file is UTF-16", remedy));
    }
    let wrong = |at: usize| {
        let before = bytes.get(..at).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        Problems::one(file_name, Place::line(line), "the file is not UTF-8", remedy)
    };
    let text = std::str::from_utf8(bytes).map_err(|error| wrong(error.valid_up_to()))?;
    Ok(without_mark(text))
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn too_large(file_name: &str, bytes: usize) -> Problems {
    let fact = format!("the file has {bytes} bytes, more than the {MOST_BYTES} that are read");
    Problems::one(file_name, Place::file(), &fact, "split it")
}

/// A local time stamp: `2018-02-05 09:12`, with seconds if need be, a `T` or a space between.
fn local_stamp(text: &str) -> Option<NaiveDateTime> {
    const FORMS: [&str; 4] = ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
    FORMS.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
}

/// The id of an entry that says these words. It stays in the log, so no word may say who somebody is.
fn entry(words: &[&str]) -> Uuid {
    const ENTRIES: Uuid = Uuid::from_u128(0x7061_7276_6973_4000_8000_0000_0000_0002);
    Uuid::new_v5(&ENTRIES, words.join("\u{1f}").as_bytes())
}

/// The role a word means, by code or by name.
fn role_named(roles: &[RoleName], word: &str) -> Option<RoleCode> {
    let word = word.to_lowercase();
    let means = |role: &&RoleName| role.code.as_str() == word || role.name.as_str().to_lowercase() == word;
    roles.iter().find(means).map(|role| role.code.clone())
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod decode_tests {
    use super::{MOST_BYTES, decode};

    #[test]
    fn a_byte_order_mark_is_left_out() {
        assert_eq!(decode("x.csv", "\u{feff}Å;Ä".as_bytes()).unwrap(), "Å;Ä");
        assert_eq!(decode("x.csv", "Å;Ä".as_bytes()).unwrap(), "Å;Ä");
    }

    #[test]
    fn a_file_in_another_encoding_is_refused_with_the_line_and_how_to_save_it() {
        let text = decode("x.csv", b"a;b\r\n1;2\r\nMalm\xf6;3\r\n").unwrap_err().to_string();
        assert!(text.starts_with("x.csv, line 3: the file is not UTF-8; save it as UTF-8"), "{text}");
        let text = decode("x.csv", b"\xff\xfea\0;\0").unwrap_err().to_string();
        assert!(text.contains("is UTF-16"), "{text}");
    }

    #[test]
    fn a_huge_file_is_refused() {
        let text = decode("x.csv", &vec![b'a'; MOST_BYTES + 1]).unwrap_err().to_string();
        assert!(text.contains("more than the 20000000"), "{text}");
    }
}
