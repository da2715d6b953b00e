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
    /// It came back, though a server had accepted it; somebody saw it.
    #[serde(rename = "letter-returned")]
    Returned,
    /// It is to be sent once more: somebody decided so.
    #[serde(rename = "letter-queued-again")]
    QueuedAgain {
        /// Not to be sent before.
        due: DateTime<Utc>,
        /// Pointless after; what was past when it was decided holds no longer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pointless_after: Option<DateTime<Utc>>,
    },
    /// Somebody has dealt with it, and it will not be sent.
    #[serde(rename = "letter-settled")]
    Settled { how: Settlement },
}

/// How somebody has dealt with a letter that did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Settlement {
    /// The receiver was told in another way, such as by telephone.
    ToldOtherwise,
    /// Nobody needs to be told any more.
    NoLongerNeeded,
}

impl Settlement {
    /// Its name in files and in the keys of texts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ToldOtherwise => "told-otherwise",
            Self::NoLongerNeeded => "no-longer-needed",
        }
    }

    /// The settlement of this name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        [Self::ToldOtherwise, Self::NoLongerNeeded].into_iter().find(|one| one.name() == name)
    }
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
    Sent { letter: Letter },
    /// Given up, or come back.
    Failed { letter: Letter },
    /// Too late.
    Missed { letter: Letter },
    /// Dealt with by somebody.
    Settled { letter: Letter, how: Settlement },
}

impl State {
    fn into_letter(self) -> Option<Letter> {
        match self {
            Self::Unknown => None,
            Self::Waiting { letter, .. }
            | Self::Sent { letter }
            | Self::Failed { letter }
            | Self::Missed { letter }
            | Self::Settled { letter, .. } => Some(letter),
        }
    }
}

fn evolve(state: State, event: &Event) -> State {
    if let Event::Queued(letter) = event {
        return State::Waiting { letter: letter.clone(), attempts: 0 };
    }
    let Some(letter) = state.into_letter() else { return State::Unknown };
    match event {
        Event::Queued(_) => State::Waiting { letter, attempts: 0 },
        Event::Sent { .. } => State::Sent { letter },
        Event::Failed { permanent: true, .. } | Event::Returned => State::Failed { letter },
        Event::Failed { attempt, permanent: false, .. } => State::Waiting { letter, attempts: *attempt },
        Event::Missed => State::Missed { letter },
        Event::QueuedAgain { due, pointless_after } => {
            let letter = Letter { due: *due, pointless_after: *pointless_after, ..letter };
            State::Waiting { letter, attempts: 0 }
        }
        Event::Settled { how } => State::Settled { letter, how: *how },
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
    /// Note that it came back, though a server had accepted it.
    RecordReturned,
    /// Send it once more, now.
    SendAgain,
    /// Tick it off: it has been dealt with and will not be sent.
    Settle { how: Settlement },
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
    /// There is nothing to send again or to deal with.
    #[error("the letter was sent; note first that it came back")]
    Arrived,
    /// It will be sent by itself.
    #[error("the letter is still waiting to be sent")]
    StillWaiting,
    /// What no server accepted cannot come back.
    #[error("the letter was not sent, so it cannot have come back")]
    NeverSent,
}

fn decide(state: &State, command: Command, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
    match command {
        Command::Queue(letter) => Ok(match state {
            State::Unknown => vec![Event::Queued(letter)],
            State::Waiting { .. }
            | State::Sent { .. }
            | State::Failed { .. }
            | State::Missed { .. }
            | State::Settled { .. } => vec![],
        }),
        Command::RecordSent { .. } | Command::RecordFailure { .. } | Command::RecordMissed => {
            decide_attempt(state, command)
        }
        Command::RecordReturned => match state {
            State::Unknown => Err(Rejection::NotQueued),
            State::Sent { .. } => Ok(vec![Event::Returned]),
            State::Failed { .. } | State::Settled { .. } => Ok(vec![]),
            State::Waiting { .. } | State::Missed { .. } => Err(Rejection::NeverSent),
        },
        Command::SendAgain => match state {
            State::Unknown => Err(Rejection::NotQueued),
            State::Waiting { .. } => Ok(vec![]),
            State::Sent { .. } => Err(Rejection::Arrived),
            State::Failed { letter } | State::Missed { letter } | State::Settled { letter, .. } => {
                let pointless_after = letter.pointless_after.filter(|end| *end > now);
                Ok(vec![Event::QueuedAgain { due: now, pointless_after }])
            }
        },
        Command::Settle { how } => match state {
            State::Unknown => Err(Rejection::NotQueued),
            State::Waiting { .. } => Err(Rejection::StillWaiting),
            State::Sent { .. } => Err(Rejection::Arrived),
            State::Settled { how: before, .. } if *before == how => Ok(vec![]),
            State::Failed { .. } | State::Missed { .. } | State::Settled { .. } => {
                Ok(vec![Event::Settled { how }])
            }
        },
    }
}

/// What the outbox records of an attempt to send.
fn decide_attempt(state: &State, command: Command) -> Result<Vec<Event>, Rejection> {
    match (state, command) {
        (State::Unknown, _) => Err(Rejection::NotQueued),
        (State::Sent { .. }, Command::RecordSent { .. })
        | (State::Missed { .. }, Command::RecordMissed)
        | (State::Failed { .. }, Command::RecordFailure { .. }) => Ok(vec![]),
        (State::Waiting { .. }, Command::RecordSent { message_id, uncertain }) => {
            Ok(vec![Event::Sent { message_id, uncertain }])
        }
        (State::Waiting { attempts, .. }, Command::RecordFailure { permanent, reason }) => {
            Ok(vec![Event::Failed { attempt: attempts.saturating_add(1), permanent, reason }])
        }
        (State::Waiting { .. }, Command::RecordMissed) => Ok(vec![Event::Missed]),
        (
            State::Waiting { .. },
            Command::Queue(_) | Command::RecordReturned | Command::SendAgain | Command::Settle { .. },
        )
        | (
            State::Sent { .. } | State::Failed { .. } | State::Missed { .. } | State::Settled { .. },
            Command::Queue(_)
            | Command::RecordSent { .. }
            | Command::RecordFailure { .. }
            | Command::RecordMissed
            | Command::RecordReturned
            | Command::SendAgain
            | Command::Settle { .. },
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

    fn decide(state: &State, command: Command, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
        decide(state, command, now)
    }
}
