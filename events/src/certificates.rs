//! `certificates-{programme}`: what was certified, word for word, when it was.
//!
//! A certificate is a snapshot: a later correction flags it and never rewrites it; revoking and
//! reissuing are decisions with a reason. Source: rule "Certificates are snapshots".

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{CertificateId, PersonId, SeminarId};
use crate::personal::{HasPersonal, Personal, PersonalVisitor};
use crate::stream::Stream;
use crate::values::{Language, Line, Period};

/// One seminar as the certificate states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertifiedSeminar {
    /// Its number in the series.
    pub number: u8,
    /// Its theme.
    pub theme: String,
    /// Its days.
    pub period: Period,
    /// Its place.
    pub place: String,
    /// Minutes the person attended.
    pub minutes_attended: u32,
    /// Minutes that were offered.
    pub minutes_offered: u32,
}

/// Everything the certificate says, as it stood at issue.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Title of the post.
    pub title: String,
    /// Role in the programme, in words.
    pub role: String,
    /// Municipality, by name.
    pub municipality: String,
    /// The issuing regions, the organiser first.
    pub issuers: Vec<String>,
    /// Code of the programme.
    pub programme_code: String,
    /// Name of the programme.
    pub programme: String,
    /// First to last seminar day.
    pub period: Period,
    /// The seminars, in order.
    pub seminars: Vec<CertifiedSeminar>,
    /// Least share of the hours that the rule asks for, in per cent.
    pub least_percent: u8,
    /// Who signs: name.
    pub signatory_name: String,
    /// Who signs: title.
    pub signatory_title: String,
    /// Case number, or empty.
    pub case_number: String,
    /// Languages of the document.
    pub languages: Vec<Language>,
    /// Whether the people are invented.
    pub test_data: bool,
}

/// A certificate as it is issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Its id.
    pub certificate: CertificateId,
    /// Its number, which anyone can look up.
    pub number: Line,
    /// Whose it is.
    pub person: PersonId,
    /// Day of issue, local.
    pub date: NaiveDate,
    /// Minutes attended in all.
    pub minutes_attended: u32,
    /// Minutes offered in all.
    pub minutes_offered: u32,
    /// What it says.
    pub snapshot: Personal<Snapshot>,
}

/// What has happened to the certificates of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// A certificate was issued.
    #[serde(rename = "certificate-issued")]
    Issued(Issue),
    /// What it says no longer agrees with what is known.
    #[serde(rename = "certificate-flagged")]
    Flagged {
        certificate: CertificateId,
        /// The seminar whose attendance was corrected.
        seminar: SeminarId,
        /// Minutes attended in all, by what is known now.
        minutes_attended_now: u32,
    },
    /// It is no longer valid.
    #[serde(rename = "certificate-revoked")]
    Revoked { certificate: CertificateId, person: PersonId, reason: Personal<String> },
    /// A new certificate took the place of another.
    #[serde(rename = "certificate-reissued")]
    Reissued {
        /// The one that is no longer valid.
        replaces: CertificateId,
        /// The new one.
        issue: Issue,
        reason: Personal<String>,
    },
}

impl Event {
    /// The certificate it is about: where one was replaced, the one that no longer holds.
    pub const fn certificate(&self) -> CertificateId {
        match self {
            Self::Issued(issue) => issue.certificate,
            Self::Flagged { certificate, .. } | Self::Revoked { certificate, .. } => *certificate,
            Self::Reissued { replaces, .. } => *replaces,
        }
    }
}

impl HasPersonal for Event {
    fn visit_personal<V: PersonalVisitor>(&mut self, visitor: &mut V) -> Result<(), V::Error> {
        match self {
            Self::Issued(issue) => visitor.visit(issue.person, &mut issue.snapshot),
            Self::Flagged { .. } => Ok(()),
            Self::Revoked { person, reason, .. } => visitor.visit(*person, reason),
            Self::Reissued { issue, reason, .. } => {
                visitor.visit(issue.person, &mut issue.snapshot)?;
                visitor.visit(issue.person, reason)
            }
        }
    }
}

/// Whether a certificate holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Validity {
    /// It holds.
    Issued,
    /// It holds, but somebody should look at it.
    Flagged,
    /// Another took its place.
    Replaced,
    /// It does not hold.
    Revoked,
}

impl Validity {
    /// Whether what it says still holds.
    pub const fn holds(self) -> bool {
        matches!(self, Self::Issued | Self::Flagged)
    }
}

/// One certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Its number.
    pub number: Line,
    /// Whose it is.
    pub person: PersonId,
    /// Minutes attended by what it says.
    pub minutes_attended: u32,
    /// Minutes attended by what was known when it was last flagged.
    pub minutes_known: u32,
    /// Whether it holds.
    pub validity: Validity,
}

/// What the decisions on certificates need to remember.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// All that were ever issued.
    pub certificates: BTreeMap<CertificateId, Certificate>,
}

impl State {
    /// The certificate of this person that holds, if one does.
    pub fn holding(&self, person: PersonId) -> Option<(CertificateId, &Certificate)> {
        self.certificates
            .iter()
            .find(|(_, c)| c.person == person && c.validity.holds())
            .map(|(id, c)| (*id, c))
    }

    fn add(&mut self, issue: &Issue) {
        self.certificates.insert(
            issue.certificate,
            Certificate {
                number: issue.number.clone(),
                person: issue.person,
                minutes_attended: issue.minutes_attended,
                minutes_known: issue.minutes_attended,
                validity: Validity::Issued,
            },
        );
    }

    fn judge(&mut self, certificate: CertificateId, validity: Validity) {
        if let Some(found) = self.certificates.get_mut(&certificate) {
            found.validity = validity;
        }
    }
}

fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Issued(issue) => state.add(issue),
        Event::Flagged { certificate, minutes_attended_now, .. } => {
            state.judge(*certificate, Validity::Flagged);
            if let Some(found) = state.certificates.get_mut(certificate) {
                found.minutes_known = *minutes_attended_now;
            }
        }
        Event::Revoked { certificate, .. } => state.judge(*certificate, Validity::Revoked),
        Event::Reissued { replaces, issue, .. } => {
            state.judge(*replaces, Validity::Replaced);
            state.add(issue);
        }
    }
    state
}

/// What somebody wants of the certificates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Issue a certificate, if the attended share is what the rule asks for.
    Issue { issue: Issue, least_percent: u8 },
    /// Note that attendance was corrected after the certificate was issued.
    Flag { person: PersonId, seminar: SeminarId, minutes_attended_now: u32 },
    /// Declare a certificate void.
    Revoke { certificate: CertificateId, reason: String },
    /// Put a new certificate in the place of another.
    Reissue { replaces: CertificateId, issue: Issue, least_percent: u8, reason: String },
}

/// Why something may not happen to a certificate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Too little attendance.
    #[error(
        "{attended_minutes} of {offered_minutes} minutes were attended, less than the {least_percent} per cent required"
    )]
    NotEntitled { attended_minutes: u32, offered_minutes: u32, least_percent: u8 },
    /// No such certificate.
    #[error("there is no such certificate")]
    UnknownCertificate,
    /// It does not hold any more.
    #[error("certificate {number} no longer holds")]
    NotHolding { number: Line },
    /// The number is taken.
    #[error("certificate number {0} is taken")]
    NumberTaken(Line),
    /// The id is another certificate's.
    #[error("certificate {number} has the same id")]
    CertificateTaken { number: Line },
    /// The certificate to be replaced is somebody else's.
    #[error("certificate {number} was issued to another person")]
    OfAnotherPerson { number: Line },
    /// The decision needs a reason.
    #[error("the decision needs a reason")]
    NoReason,
}

/// Whether the attended minutes are at least the share of the offered ones.
pub fn entitled(minutes_attended: u32, minutes_offered: u32, least_percent: u8) -> bool {
    minutes_offered > 0
        && u64::from(minutes_attended) * 100 >= u64::from(minutes_offered) * u64::from(least_percent)
}

fn check_issue(state: &State, issue: &Issue, least_percent: u8) -> Result<(), Rejection> {
    if !entitled(issue.minutes_attended, issue.minutes_offered, least_percent) {
        return Err(Rejection::NotEntitled {
            attended_minutes: issue.minutes_attended,
            offered_minutes: issue.minutes_offered,
            least_percent,
        });
    }
    if state.certificates.values().any(|c| c.number == issue.number) {
        return Err(Rejection::NumberTaken(issue.number.clone()));
    }
    Ok(())
}

fn decide(state: &State, command: Command) -> Result<Vec<Event>, Rejection> {
    match command {
        Command::Issue { issue, least_percent } => {
            if state.certificates.contains_key(&issue.certificate) || state.holding(issue.person).is_some() {
                return Ok(vec![]);
            }
            check_issue(state, &issue, least_percent)?;
            Ok(vec![Event::Issued(issue)])
        }
        Command::Flag { person, seminar, minutes_attended_now } => match state.holding(person) {
            Some((certificate, found)) if found.minutes_known != minutes_attended_now => {
                Ok(vec![Event::Flagged { certificate, seminar, minutes_attended_now }])
            }
            Some(_) | None => Ok(vec![]),
        },
        Command::Revoke { certificate, reason } => {
            let found = state.certificates.get(&certificate).ok_or(Rejection::UnknownCertificate)?;
            if found.validity == Validity::Revoked {
                return Ok(vec![]);
            }
            let reason = given(&reason)?;
            if !found.validity.holds() {
                return Err(Rejection::NotHolding { number: found.number.clone() });
            }
            Ok(vec![Event::Revoked { certificate, person: found.person, reason }])
        }
        Command::Reissue { replaces, issue, least_percent, reason } => {
            let found = state.certificates.get(&replaces).ok_or(Rejection::UnknownCertificate)?;
            if found.validity == Validity::Replaced && state.certificates.contains_key(&issue.certificate) {
                return Ok(vec![]);
            }
            let reason = given(&reason)?;
            let number = || found.number.clone();
            if !found.validity.holds() {
                return Err(Rejection::NotHolding { number: number() });
            }
            if found.person != issue.person {
                return Err(Rejection::OfAnotherPerson { number: number() });
            }
            if let Some(taken) = state.certificates.get(&issue.certificate) {
                return Err(Rejection::CertificateTaken { number: taken.number.clone() });
            }
            check_issue(state, &issue, least_percent)?;
            Ok(vec![Event::Reissued { replaces, issue, reason }])
        }
    }
}

fn given(reason: &str) -> Result<Personal<String>, Rejection> {
    let reason = reason.trim();
    if reason.is_empty() { Err(Rejection::NoReason) } else { Ok(Personal::Clear(reason.to_owned())) }
}

/// The stream of a programme's certificates.
#[derive(Clone, Copy, Debug)]
pub struct Certificates;

impl Stream for Certificates {
    type Event = Event;
    type State = State;
    type Command = Command;
    type Rejection = Rejection;

    const CATEGORY: &'static str = "certificates";

    fn evolve(state: State, event: &Event) -> State {
        evolve(state, event)
    }

    fn decide(state: &State, command: Command, _now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
        decide(state, command)
    }
}
