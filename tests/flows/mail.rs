//! Letters as a mail program reads them.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use mail_parser::{MessageParser, MimeHeaders};

/// A letter that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its kind, from the name of its file; empty where there is none.
    pub kind: String,
    /// What it says it was sent at.
    pub date: DateTime<Utc>,
    /// Its Message-ID, without angle brackets.
    pub id: String,
    /// The receiver's name.
    pub name: String,
    /// The receiver's address.
    pub address: String,
    /// Its text.
    pub text: String,
    /// Entries of the calendar it carries.
    pub entries: Vec<Entry>,
    /// Names and contents of its other enclosures.
    pub enclosures: Vec<(String, Vec<u8>)>,
}

/// An entry of a calendar (RFC 5545).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub uid: String,
    pub sequence: u32,
    pub starts: DateTime<Utc>,
    pub summary: String,
}

/// Every `.eml` file of a directory, in the order of their names. Each must be whole.
pub fn all(directory: &Path) -> Vec<Mail> {
    let mut files: Vec<_> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let stem = path.file_stem().unwrap().to_str().unwrap();
            // number-kind-uuid: the kind may have hyphens itself, the uuid has 36 characters.
            let (_, rest) = stem.split_once('-').unwrap();
            let kind = rest[..rest.len() - 37].to_owned();
            Mail { kind, ..read(&fs::read(&path).unwrap()) }
        })
        .collect()
}

/// Reads one letter.
pub fn read(bytes: &[u8]) -> Mail {
    let message = MessageParser::default().parse(bytes).expect("a message");
    let to: Vec<_> = message.all_to().flat_map(|address| address.iter()).collect();
    assert_eq!(to.len(), 1, "a letter goes to one receiver");
    assert!(message.cc().is_none() && message.bcc().is_none());
    assert!(message.subject().is_some_and(|subject| !subject.trim().is_empty()));
    let mut mail = Mail {
        kind: String::new(),
        date: DateTime::from_timestamp(message.date().expect("a date").to_timestamp(), 0).unwrap(),
        id: message.message_id().expect("a Message-ID").to_owned(),
        name: to[0].name().unwrap_or_default().to_owned(),
        address: to[0].address().expect("an address").to_owned(),
        text: message.body_text(0).expect("a text").into_owned(),
        entries: Vec::new(),
        enclosures: Vec::new(),
    };
    for part in message.attachments() {
        let kind = part.content_type().expect("a content type");
        if kind.ctype() == "text" && kind.subtype() == Some("calendar") {
            mail.entries = entries(part.text_contents().expect("a calendar"));
        } else {
            mail.enclosures.push((part.attachment_name().unwrap().to_owned(), part.contents().to_vec()));
        }
    }
    mail
}

fn entries(calendar: &str) -> Vec<Entry> {
    // A line that begins with a blank goes on with the one before.
    let unfolded = calendar.replace("\r\n ", "").replace("\r\n\t", "");
    assert!(unfolded.starts_with("BEGIN:VCALENDAR\r\n") && unfolded.ends_with("END:VCALENDAR\r\n"));
    unfolded
        .split("BEGIN:VEVENT\r\n")
        .skip(1)
        .map(|event| {
            let of = |name: &str| {
                let line = event.lines().find(|line| line.starts_with(&format!("{name}:")));
                line.unwrap_or_else(|| panic!("no {name} in {event}")).split_once(':').unwrap().1.to_owned()
            };
            let starts = chrono::NaiveDateTime::parse_from_str(&of("DTSTART"), "%Y%m%dT%H%M%SZ").unwrap();
            Entry {
                uid: of("UID"),
                sequence: of("SEQUENCE").parse().unwrap(),
                starts: starts.and_utc(),
                summary: of("SUMMARY"),
            }
        })
        .collect()
}
