//! The particulars of a programme: plan, partners, participation, seminars and rules.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::areas::CulturalArea;
use crate::ids::{PersonId, ProgrammeId, SeminarId};
use crate::letter::LetterKind;
use crate::participation::{EnrolmentQuestion, ParticipationRule, RoleName};
use crate::time::DayOffset;
use crate::values::{
    Country, CountyCode, Language, Line, MunicipalityCode, OnlineLink, Paragraph, Period, ProgrammeCode,
    QuestionCode, ReminderCode, Session, Venue,
};

/// What the programme is, as planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The programme's own id.
    pub programme: ProgrammeId,
    /// The code people know it by.
    pub code: ProgrammeCode,
    /// Its name.
    pub name: Line,
    /// What it is for, in a few sentences.
    pub purpose: Paragraph,
    /// The organising region or municipality ("Region Skåne").
    pub organiser: Line,
    /// Country whose municipalities take part.
    pub country: Country,
    /// Languages of pages, letters and certificates; the first is the main one.
    pub languages: Vec<Language>,
    /// IANA zone of every local time of the programme.
    pub zone: Tz,
    /// First to last day.
    pub period: Period,
    /// How many places there are; a pair takes one place with two seats.
    pub places: u32,
    /// Case number in the organiser's register (diarienummer).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_number: Option<Line>,
    /// Whom participants turn to.
    pub coordinator: PersonId,
    /// Whether the people of the programme are invented, so that nobody takes a sample for the real thing.
    pub test_data: bool,
}

/// A partner region and the places reserved for its municipalities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    /// The region's county.
    pub county: CountyCode,
    /// Its name ("Region Halland").
    pub region: Line,
    /// Places reserved until the release date.
    pub allocation: u32,
}

/// Who may take part and how places are shared out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participation {
    /// What one enrolment must consist of.
    pub rule: ParticipationRule,
    /// The roles of the programme and their names.
    pub roles: Vec<RoleName>,
    /// How many days the seats of an incomplete enrolment are held.
    pub hold_days: u16,
    /// How many days an offered place stays open.
    pub offer_days: u16,
    /// The last day reserved places stay reserved; absent means they do for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<NaiveDate>,
    /// The municipalities on the invitation list; empty means every one of the partner counties.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub invited: BTreeSet<MunicipalityCode>,
    /// What those who enrol are asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<EnrolmentQuestion>,
    /// Open meetings: how many days before a meeting its sign-up closes.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub closes_days_before: u16,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde hands over a reference
fn is_zero(number: &u16) -> bool {
    *number == 0
}

/// A seminar as scheduled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seminar {
    /// Its id.
    pub id: SeminarId,
    /// Its number in the series, from 1.
    pub number: u8,
    /// Its theme.
    pub theme: Line,
    /// Its sessions; at least one once the programme is published.
    pub sessions: Vec<Session>,
    /// Where it is held.
    pub venue: Venue,
    /// Who speaks, and of what, in the order of the programme.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<Speaker>,
    /// Where it can be followed online, if it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<OnlineLink>,
    /// The areas of culture it is about, for the yearly report.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub areas: BTreeSet<CulturalArea>,
}

/// Somebody who speaks at a seminar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Who.
    pub person: PersonId,
    /// Of what.
    pub topic: Line,
}

impl Seminar {
    /// First to last day of its sessions; absent for a seminar without sessions.
    pub fn period(&self) -> Option<Period> {
        let from = self.sessions.iter().map(|session| session.date).min()?;
        let to = self.sessions.iter().map(|session| session.date).max()?;
        Some(Period { from, to })
    }
}

/// What a reminder counts its days from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// The first day of each seminar.
    SeminarStart,
    /// The last day of each seminar.
    SeminarEnd,
    /// The last day the seats of an incomplete enrolment are held.
    HoldEnd,
}

impl Anchor {
    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SeminarStart => "seminar-start",
            Self::SeminarEnd => "seminar-end",
            Self::HoldEnd => "hold-end",
        }
    }
}

/// "N days before/after ANCHOR at HH:MM local". Source: rule "Local time".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderRule {
    /// Its name in the programme.
    pub code: ReminderCode,
    /// The letter it sends.
    pub letter: LetterKind,
    /// How many days before or after.
    pub offset: DayOffset,
    /// Before or after what.
    pub anchor: Anchor,
    /// Local time of day.
    pub at: NaiveTime,
}

/// What it takes to be certified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateRule {
    /// Least share of the offered hours a person must have attended, in per cent (1–100).
    pub least_percent: u8,
    /// Who signs; decided by the time enrolment opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatory: Option<PersonId>,
}

/// The questions of an evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationForm {
    /// In the order they are asked.
    pub questions: Vec<Question>,
    /// Fewest ballots that may be shown or counted together. Source: rule "Anonymous evaluation".
    pub least_group: u32,
    /// How many days after a seminar the form stays open.
    pub open_days: u16,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its name in files.
    pub code: QuestionCode,
    /// Its wording.
    pub text: Line,
    /// What kind of answer it takes.
    #[serde(flatten)]
    pub answer: AnswerKind,
}

/// What kind of answer a question takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum AnswerKind {
    /// A whole number from 1 to `highest`, or "don't know".
    Scale {
        /// The best grade.
        highest: u8,
        /// What 1 means.
        low: Line,
        /// What the best grade means.
        high: Line,
    },
    /// Free text.
    Text,
}
