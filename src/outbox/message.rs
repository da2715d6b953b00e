//! A letter as mail: headers, text, calendar entries and certificate.
//!
//! Everything in a message follows from the letter and the views, also its Message-ID and the
//! boundaries of its parts, so a letter that is sent twice is the same letter twice.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::Message;
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue,
};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use parvis_events::letter::{Letter, LetterKind};
use parvis_projections::House;
use parvis_projections::people::PersonRow;
use parvis_projections::programmes::SeminarRow;
use parvis_words::letter::Frame;
use parvis_words::{Language, names};

use super::texts::Lookup;
use crate::links::Links;

/// Who letters come from, and where their links lead.
#[derive(Clone, Debug)]
pub struct Sender {
    /// Address in `From`.
    pub address: lettre::Address,
    /// Makes links.
    pub links: Links,
}

/// Why a letter cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// Its receiver was erased, or never known.
    #[error("the receiver is not known")]
    NoRecipient,
    /// The receiver's address is none.
    #[error("the receiver's address cannot be used")]
    Address(#[source] lettre::address::AddressError),
    /// What it is about does not exist.
    #[error("what the letter is about does not exist")]
    NoSubject,
    /// The message cannot be put together.
    #[error("the message cannot be put together")]
    Message(#[source] lettre::error::Error),
    /// The certificate cannot be set.
    #[error("the certificate cannot be set")]
    Document(#[source] parvis_documents::DocumentError),
}

impl MessageError {
    /// A short name for the record, without anything personal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoRecipient => "no-recipient",
            Self::Address(_) => "bad-address",
            Self::NoSubject => "no-subject",
            Self::Message(_) => "bad-message",
            Self::Document(_) => "no-document",
        }
    }
}

/// A letter, ready to be handed over.
#[derive(Debug)]
pub(super) struct Written {
    pub message: Message,
    pub message_id: String,
}

/// Marks a letter that no person has written (RFC 3834), so that no machine answers it.
#[derive(Clone, Debug)]
pub(super) struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// What a letter says, and to whom.
pub(super) struct Said<'a> {
    lookup: Lookup<'a>,
    recipient: &'a PersonRow,
    coordinator: Option<&'a PersonRow>,
    /// Its subject and text.
    pub text: parvis_words::letter::Letter,
}

/// Puts a letter into words, by what is known now.
///
/// # Errors
/// When its receiver or what it is about is not known any more.
pub(super) fn say<'a>(
    house: &'a House,
    letter: &'a Letter,
    links: &'a Links,
) -> Result<Said<'a>, MessageError> {
    let programme = house.programmes.programmes.get(&(letter.programme,)).ok_or(MessageError::NoSubject)?;
    let recipient = known(house, letter.recipient).ok_or(MessageError::NoRecipient)?;
    let coordinator = known(house, programme.coordinator);
    let language = language_of(recipient);
    let lookup = Lookup { house, programme, letter, language, links };
    let values = lookup.values();
    if values.is_empty() {
        return Err(MessageError::NoSubject);
    }
    let coordinator_name =
        coordinator.map(|row| names::full_name(&row.given_name, &row.family_name)).unwrap_or_default();
    let frame = Frame {
        recipient: &recipient.given_name,
        programme: &programme.name,
        organiser: &programme.organiser,
        coordinator: &coordinator_name,
        email: coordinator.map_or("", |row| &row.email),
        phone: coordinator.map_or("", |row| &row.phone),
        case_number: programme.case_number.as_deref().unwrap_or(""),
        test_data: programme.test_data,
    };
    let text = parvis_words::letter::write(language, letter.kind.name(), &frame, &values);
    Ok(Said { lookup, recipient, coordinator, text })
}

/// Writes a letter as it is to be sent at `now`. One that is sent once more, after it came back or was given up, is another
/// message: servers drop what they have seen before.
///
/// # Errors
/// When its receiver or what it is about is not known any more.
pub(super) fn write(
    house: &House,
    letter: &Letter,
    sender: &Sender,
    (now, rounds): (DateTime<Utc>, u32),
) -> Result<Written, MessageError> {
    let Said { lookup, recipient, coordinator, text } = say(house, letter, &sender.links)?;
    let programme = lookup.programme;
    let again = if rounds > 0 { format!(".{rounds}") } else { String::new() };
    let message_id = format!("<{}{again}@{}>", letter.letter, sender.address.domain());
    let mut builder = Message::builder()
        .message_id(Some(message_id.clone()))
        .date(SystemTime::from(now))
        .from(Mailbox::new(Some(programme.organiser.clone()), sender.address.clone()))
        .to(mailbox(recipient)?)
        .subject(text.subject)
        .header(AutoSubmitted);
    if let Some(coordinator) = coordinator {
        builder = builder.reply_to(mailbox(coordinator)?);
    }
    let body = SinglePart::builder()
        .header(ContentType::TEXT_PLAIN)
        .header(ContentTransferEncoding::QuotedPrintable)
        .body(text.body);
    let attachments = attachments(&lookup, now)?;
    let message = if attachments.is_empty() {
        builder.singlepart(body)
    } else {
        let boundary = format!("parvis-{}", letter.letter.uuid().simple());
        let whole = MultiPart::mixed().boundary(boundary).singlepart(body);
        builder.multipart(attachments.into_iter().fold(whole, MultiPart::singlepart))
    };
    Ok(Written { message: message.map_err(MessageError::Message)?, message_id })
}

fn known(house: &House, person: parvis_events::ids::PersonId) -> Option<&PersonRow> {
    house.people.get(person).filter(|row| !row.erased)
}

fn mailbox(person: &PersonRow) -> Result<Mailbox, MessageError> {
    let address = person.email.parse().map_err(MessageError::Address)?;
    Ok(Mailbox::new(Some(names::full_name(&person.given_name, &person.family_name)), address))
}

fn language_of(person: &PersonRow) -> Language {
    Language::from_tag(person.language.tag()).unwrap_or_default()
}

fn attachments(lookup: &Lookup, now: DateTime<Utc>) -> Result<Vec<SinglePart>, MessageError> {
    Ok(match lookup.letter.kind {
        LetterKind::Admitted => vec![calendar(lookup, &lookup.seminars_of_enrolment(), now)],
        LetterKind::SeminarReminder | LetterKind::ChangeNotice | LetterKind::Deputy => {
            let seminars: Vec<&SeminarRow> = lookup.seminar().into_iter().collect();
            vec![calendar(lookup, &seminars, now)]
        }
        LetterKind::Certificate => vec![certificate(lookup)?],
        LetterKind::Receipt
        | LetterKind::Invitation
        | LetterKind::InvitationDeclined
        | LetterKind::DecidedByHand
        | LetterKind::PassedOver
        | LetterKind::Refused
        | LetterKind::ContactChanged
        | LetterKind::Queued
        | LetterKind::Offered
        | LetterKind::Incomplete
        | LetterKind::Expired
        | LetterKind::Withdrawn
        | LetterKind::ReplacementWanted
        | LetterKind::LateWithdrawal
        | LetterKind::EvaluationRequest => Vec::new(),
    })
}

/// The sessions of seminars as calendar entries.
fn calendar(lookup: &Lookup, seminars: &[&SeminarRow], now: DateTime<Utc>) -> SinglePart {
    let mut calendar = crate::calendar::empty();
    let only = lookup.deputy_sessions();
    for seminar in seminars {
        for session in lookup.house.programmes.sessions_of(seminar.seminar) {
            let deputy = lookup.letter.kind == LetterKind::Deputy;
            if !deputy || only.iter().any(|one| one.session == session.session) {
                calendar.push(crate::calendar::entry(lookup.programme, seminar, session, now));
            }
        }
    }
    let name = format!("{}.ics", lookup.programme.code);
    SinglePart::builder()
        .header(calendar_type())
        .header(ContentDisposition::attachment(&name))
        .header(ContentTransferEncoding::Base64)
        .body(calendar.to_string())
}

fn calendar_type() -> ContentType {
    ContentType::parse("text/calendar; charset=utf-8; method=PUBLISH").unwrap_or(ContentType::TEXT_PLAIN)
}

fn certificate(lookup: &Lookup) -> Result<SinglePart, MessageError> {
    let id = lookup.letter.subject.certificate.ok_or(MessageError::NoSubject)?;
    let row = lookup.house.certificates.certificates.get(&(id,)).ok_or(MessageError::NoSubject)?;
    let pdf = crate::papers::certificate(row, lookup.links.base_url())
        .ok_or(MessageError::NoSubject)?
        .map_err(MessageError::Document)?;
    let pdf_type = ContentType::parse("application/pdf").unwrap_or(ContentType::TEXT_PLAIN);
    Ok(SinglePart::builder()
        .header(pdf_type)
        .header(ContentDisposition::attachment(&format!("{}.pdf", row.number)))
        .header(ContentTransferEncoding::Base64)
        .body(pdf.as_ref().clone()))
}
