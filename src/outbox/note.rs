//! Letters of which no record is kept, because what they say is a secret: links to sign in by.

use chrono::{DateTime, Utc};
use lettre::Message;
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Mailbox, SinglePart};
use std::time::SystemTime;
use uuid::Uuid;

use super::message::{AutoSubmitted, MessageError, Sender};

/// A short letter to one address.
#[derive(Clone)]
pub struct Note {
    /// Its own id.
    pub id: Uuid,
    /// The address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Shows neither the address nor the text.
impl std::fmt::Debug for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Note").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Writes a note as mail.
///
/// # Errors
/// When the address cannot be used.
pub(super) fn write(note: &Note, sender: &Sender, now: DateTime<Utc>) -> Result<Message, MessageError> {
    Message::builder()
        .message_id(Some(format!("<{}@{}>", note.id, sender.address.domain())))
        .date(SystemTime::from(now))
        .from(Mailbox::new(Some("Parvis".to_owned()), sender.address.clone()))
        .to(Mailbox::new(None, note.to.parse().map_err(MessageError::Address)?))
        .subject(note.subject.clone())
        .header(AutoSubmitted)
        .singlepart(
            SinglePart::builder()
                .header(ContentType::TEXT_PLAIN)
                .header(ContentTransferEncoding::QuotedPrintable)
                .body(note.body.clone()),
        )
        .map_err(MessageError::Message)
}
