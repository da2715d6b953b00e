//! `letter-{id}`: one letter to one person, from the wish to send it to what became of it.
//!
//! Letters are sent at least once; a possible duplicate is marked. Source: rules "Letters are sent
//! at least once" and "Local time". What a letter says is written when it is sent, from what is
//! known then, so an erased name is in no waiting letter.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{CertificateId, EnrolmentId, LetterId, PersonId, ProgrammeId, SeminarId};
use crate::personal::{HasPersonal, PersonalVisitor};
use crate::stream::Stream;

/// What a letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LetterKind {
    /// "We have received your enrolment."
    Receipt,
    /// "You have a place."
    Admitted,
    /// "You are on the waiting list."
    Queued,
    /// "A place is free; answer by …"
    Offered,
    /// "Somebody is missing in your enrolment."
    Incomplete,
    /// "The enrolment was not completed, or the offer not answered, in time."
    Expired,
    /// "Your enrolment is withdrawn."
    Withdrawn,
    /// "A colleague withdrew late: who comes instead?"
    ReplacementWanted,
    /// "A member withdrew late", to the coordinator.
    LateWithdrawal,
    /// "A colleague asks you to join their enrolment."
    Invitation,
    /// "The colleague you invited does not join."
    InvitationDeclined,
    /// "The coordinator has decided about your enrolment by hand."
    DecidedByHand,
    /// "A place went to somebody further back, by a decision of the coordinator."
    PassedOver,
    /// "Your enrolment gets no place."
    Refused,
    /// "Somebody else answers for the enrolment", to both.
    ContactChanged,
    /// "You attend in a colleague's place."
    Deputy,
    /// "The seminar is soon."
    SeminarReminder,
    /// "The seminar has changed."
    ChangeNotice,
    /// "What did you think?"
    EvaluationRequest,
    /// "Here is your certificate."
    Certificate,
}

impl LetterKind {
    /// Its name in files and in the outbox.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Admitted => "admitted",
            Self::Queued => "queued",
            Self::Offered => "offered",
            Self::Incomplete => "incomplete",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::ReplacementWanted => "replacement-wanted",
            Self::LateWithdrawal => "late-withdrawal",
            Self::Invitation => "invitation",
            Self::InvitationDeclined => "invitation-declined",
            Self::DecidedByHand => "decided-by-hand",
            Self::PassedOver => "passed-over",
            Self::Refused => "refused",
            Self::ContactChanged => "contact-changed",
            Self::Deputy => "deputy",
            Self::SeminarReminder => "seminar-reminder",
            Self::ChangeNotice => "change-notice",
            Self::EvaluationRequest => "evaluation-request",
            Self::Certificate => "certificate",
        }
    }
}

/// What a letter is about, beside its programme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// An enrolment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrolment: Option<EnrolmentId>,
    /// A seminar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seminar: Option<SeminarId>,
    /// A certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateId>,
    /// Somebody the letter speaks of, other than its receiver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// A date the letter speaks of, as an instant: the end of a hold or an offer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
    /// How often the calendar entry it carries has changed (RFC 5545 SEQUENCE).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sequence: u32,
    /// Codes the text needs, such as the roles that are missing; never anything personal.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub codes: BTreeMap<String, String>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde hands over a reference
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A letter that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its id, derived from what it is about, so that the same reason never sends twice.
    pub letter: LetterId,
    /// What it is.
    pub kind: LetterKind,
    /// Who gets it.
    pub recipient: PersonId,
    /// The programme.
    pub programme: ProgrammeId,
    /// What it is about.
    pub subject: Subject,
    /// Not to be sent before.
    pub due: DateTime<Utc>,
    /// Pointless after; recorded as missed then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointless_after: Option<DateTime<Utc>>,
}

/// What has happened to a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// It is to be sent.
    #[serde(rename = "letter-queued")]
    Queued(Letter),
    /// A server accepted it.
    #[serde(rename = "letter-sent")]
    Sent {
        message_id: String,
        /// An earlier attempt may have reached the receiver too.
        uncertain: bool,
    },
    /// An attempt failed.
    #[serde(rename = "letter-failed")]
    Failed {
        attempt: u32,
        /// It will not be tried again.
        permanent: bool,
        /// What the server said, without addresses.
        reason: String,
    },
    /// Its moment passed before it could be sent.
    #[serde(rename = "letter-missed")]
    Missed,
}

impl HasPersonal for Event {
    fn visit_personal<V: PersonalVisitor>(&mut self, _: &mut V) -> Result<(), V::Error> {
        Ok(())
    }
}

/// Where a letter stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Not heard of.
    #[default]
    Unknown,
    /// To be sent, after so many failed attempts.
    Waiting { letter: Letter, attempts: u32 },
    /// Sent.
    Sent,
    /// Given up.
    Failed,
    /// Too late.
    Missed,
}

fn evolve(state: State, event: &Event) -> State {
    match (event, state) {
        (Event::Queued(letter), _) => State::Waiting { letter: letter.clone(), attempts: 0 },
        (Event::Sent { .. }, _) => State::Sent,
        (Event::Failed { permanent: true, .. }, _) => State::Failed,
        (Event::Failed { attempt, permanent: false, .. }, State::Waiting { letter, .. }) => {
            State::Waiting { letter, attempts: *attempt }
        }
        (Event::Failed { permanent: false, .. }, state) => state,
        (Event::Missed, _) => State::Missed,
    }
}

/// What somebody wants of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Have it sent.
    Queue(Letter),
    /// Note that a server accepted it.
    RecordSent { message_id: String, uncertain: bool },
    /// Note that an attempt failed.
    RecordFailure { permanent: bool, reason: String },
    /// Note that its moment has passed.
    RecordMissed,
}

/// Why something may not happen to a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Nobody asked for it.
    #[error("the letter was never queued")]
    NotQueued,
    /// It is sent, given up or missed.
    #[error("the letter is no longer waiting")]
    NotWaiting,
}

fn decide(state: &State, command: Command) -> Result<Vec<Event>, Rejection> {
    match (command, state) {
        (Command::Queue(letter), State::Unknown) => Ok(vec![Event::Queued(letter)]),
        (Command::Queue(_), State::Waiting { .. } | State::Sent | State::Failed | State::Missed)
        | (Command::RecordSent { .. }, State::Sent)
        | (Command::RecordMissed, State::Missed)
        | (Command::RecordFailure { .. }, State::Failed) => Ok(vec![]),
        (Command::RecordSent { message_id, uncertain }, State::Waiting { .. }) => {
            Ok(vec![Event::Sent { message_id, uncertain }])
        }
        (Command::RecordFailure { permanent, reason }, State::Waiting { attempts, .. }) => {
            Ok(vec![Event::Failed { attempt: attempts.saturating_add(1), permanent, reason }])
        }
        (Command::RecordMissed, State::Waiting { .. }) => Ok(vec![Event::Missed]),
        (
            Command::RecordSent { .. } | Command::RecordFailure { .. } | Command::RecordMissed,
            State::Unknown,
        ) => Err(Rejection::NotQueued),
        (
            Command::RecordSent { .. } | Command::RecordFailure { .. } | Command::RecordMissed,
            State::Sent | State::Failed | State::Missed,
        ) => Err(Rejection::NotWaiting),
    }
}

/// The stream of a letter.
#[derive(Clone, Copy, Debug)]
pub struct Letters;

impl Stream for Letters {
    type Event = Event;
    type State = State;
    type Command = Command;
    type Rejection = Rejection;

    const CATEGORY: &'static str = "letter";

    fn evolve(state: State, event: &Event) -> State {
        evolve(state, event)
    }

    fn decide(state: &State, command: Command, _now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
        decide(state, command)
    }
}
