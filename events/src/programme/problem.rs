//! What keeps a programme from being published, each thing with what it is about and its remedy.

mod wording;

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Anchor;
use crate::letter::LetterKind;
use crate::values::{CountyCode, Language, Line, MunicipalityCode, QuestionCode, ReminderCode, RoleCode};

/// One thing that keeps a programme from being published.
///
/// Seminars are named by their number, sessions by their title and day, as people name them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Problem {
    /// No place at all.
    NoPlaces,
    /// Fewer places are allocated than there are. Source: rule "Allocation".
    AllocationsTooSmall { places: u32, allocated: u32, missing: u32 },
    /// More places are allocated than there are. Source: rule "Allocation".
    AllocationsTooLarge { places: u32, allocated: u32, excess: u32 },
    /// Places of open meetings are common.
    AllocationAtMeetings { county: CountyCode, allocation: u32 },
    /// No language for letters and certificates.
    NoLanguage,
    /// A language twice.
    LanguageTwice { language: Language },
    /// It is not decided who may take part.
    NoParticipationRule,
    /// Nobody can take part without a role.
    NoRole,
    /// Two roles with the same code.
    RoleTwice { role: RoleCode },
    /// A pair needs two requirements.
    PairOfOne { requirements: u32 },
    /// A requirement that nobody can fill.
    RequirementEmpty { requirement: RoleCode },
    /// A requirement that a role fills which the programme does not have.
    RequirementUnknownRole { requirement: RoleCode, role: RoleCode },
    /// A team that cannot be.
    TeamBounds { min: u8, max: u8 },
    /// Reserved places are released before anybody can enrol, or when the first seminar has begun.
    ReleaseOutOfTime { release: NaiveDate, opens: NaiveDate, starts: NaiveDate },
    /// An invited municipality that does not exist.
    InvitedUnknown { municipality: MunicipalityCode },
    /// An invited municipality in no partner county.
    InvitedElsewhere { municipality: MunicipalityCode, county: CountyCode },
    /// Two questions to those who enrol with the same code.
    QuestionTwice { question: QuestionCode },
    /// Fewer than two choices, or the same twice.
    ChoicesUnusable { question: QuestionCode },
    /// No number fits.
    NumberBounds { question: QuestionCode, least: u32, most: u32 },
    /// No seminar.
    NoSeminars,
    /// Two seminars with the same number.
    NumberTwice { seminar: u8 },
    /// Seminars are counted from 1.
    NumberZero,
    /// A seminar without a session.
    NoSessions { seminar: u8 },
    /// A session ends before it begins.
    SessionEndsBeforeItBegins { seminar: u8, session: Line, date: NaiveDate },
    /// Two sessions at the same time.
    SessionsOverlap { seminar: u8, session: Line, date: NaiveDate },
    /// A session outside the programme's period.
    OutsidePeriod { seminar: u8, session: Line, date: NaiveDate },
    /// Two seminars that the same people attend lie on the same hours.
    SeminarsOverlap { seminar: u8, other: u8, date: NaiveDate },
    /// The room holds fewer people than may be admitted.
    RoomTooSmall { seminar: u8, capacity: u32, people: u32 },
    /// Enrolment is still open when the first seminar begins.
    EnrolmentAfterFirstSeminar { seminar: u8, closes: NaiveDate, starts: NaiveDate },
    /// Sign-up for a meeting ends before it opens.
    MeetingBeforeEnrolment { seminar: u8, ends: NaiveDate, opens: NaiveDate },
    /// The withdrawal deadline lies before anybody can enrol.
    DeadlineBeforeEnrolment { deadline: NaiveDate, opens: NaiveDate },
    /// The withdrawal deadline lies after the last seminar.
    DeadlineAfterLastSeminar { deadline: NaiveDate, last: NaiveDate },
    /// A reminder counts from something that never happens.
    ReminderNeverHappens { reminder: ReminderCode, anchor: Anchor },
    /// A reminder's letter cannot be counted from its anchor.
    ReminderLetter { reminder: ReminderCode, letter: LetterKind, anchor: Anchor },
    /// A reminder would fall before anybody can have enrolled.
    ReminderBeforeEnrolment { reminder: ReminderCode, date: NaiveDate, opens: NaiveDate },
    /// A reminder would fall before the hold it speaks of begins.
    ReminderBeforeHold { reminder: ReminderCode, days: u16, hold: u16 },
    /// A reminder asks for an evaluation that there is no form for.
    ReminderWithoutForm { reminder: ReminderCode },
    /// Nobody signs the certificates.
    NoSignatory,
    /// No share at all, or more than everything.
    PercentOutOfRange { percent: u8 },
    /// An evaluation without a question.
    FormWithoutQuestion,
    /// Two questions of the evaluation with the same code.
    FormQuestionTwice { question: QuestionCode },
    /// A scale of one step.
    FormFlatScale { question: QuestionCode },
    /// Groups so small that they would show single answers.
    FormSmallGroup { least: u32 },
}

/// What a problem is about, for whoever shows it beside the field it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "about", content = "which", rename_all = "kebab-case")]
pub enum About {
    /// The plan.
    Plan,
    /// A partner region, by its county.
    Partner(CountyCode),
    /// Who may take part.
    Participation,
    /// A seminar, by its number.
    Seminar(u8),
    /// The days of enrolling and the withdrawal deadline.
    Enrolment,
    /// A reminder rule.
    Reminder(ReminderCode),
    /// The certificate rule.
    Certificate,
    /// The evaluation form.
    Evaluation,
}

/// A value that a problem's text speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A number.
    Number(u32),
    /// A date.
    Date(NaiveDate),
    /// A code, title or other text.
    Text(String),
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}
