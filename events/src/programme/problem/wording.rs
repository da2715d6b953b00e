//! Code, subject and English wording of every problem, in one table.
//!
//! The words in other languages are texts `check-CODE` and `check-CODE-remedy`; a test holds that the English
//! ones say the same as this table.

use std::fmt;

use chrono::NaiveDate;

use super::{About, Problem, Term};
use crate::letter::LetterKind;
use crate::programme::Anchor;
use crate::values::{CountyCode, Language, Line, MunicipalityCode, QuestionCode, ReminderCode, RoleCode};

/// Declares for each problem its code, what it is about, and in English what is wrong and what to do about it.
macro_rules! wordings {
    ($($case:ident { $($field:ident),* } $code:literal, $about:expr; $fact:literal; $remedy:literal;)+) => {
        impl Problem {
            /// The code of every problem there can be.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// Its stable code.
            pub const fn code(&self) -> &'static str {
                match self {
                    $(Self::$case { .. } => $code,)+
                }
            }

            /// What it is about.
            #[allow(unused_variables)] // not every problem's subject speaks of its particulars
            pub fn about(&self) -> About {
                match self {
                    $(Self::$case { $($field),* } => $about,)+
                }
            }

            /// The values its text speaks of, by name.
            pub fn terms(&self) -> Vec<(&'static str, Term)> {
                match self {
                    $(Self::$case { $($field),* } => vec![$((stringify!($field), $field.term())),*],)+
                }
            }

            /// What is wrong, in English.
            #[allow(unused_variables)] // not every text speaks of every particular
            pub fn fact(&self) -> String {
                match self {
                    $(Self::$case { $($field),* } => {
                        $(let $field = $field.term();)*
                        format!($fact)
                    })+
                }
            }

            /// What to do about it, in English, in the imperative.
            #[allow(unused_variables)] // not every text speaks of every particular
            pub fn remedy(&self) -> String {
                match self {
                    $(Self::$case { $($field),* } => {
                        $(let $field = $field.term();)*
                        format!($remedy)
                    })+
                }
            }
        }
    };
}

wordings! {
    NoPlaces {} "no-places", About::Plan;
        "the programme has no places"; "state at least 1";
    AllocationsTooSmall { places, allocated, missing } "allocations-too-small", About::Plan;
        "the allocations sum to {allocated} of {places} places"; "share out {missing} more";
    AllocationsTooLarge { places, allocated, excess } "allocations-too-large", About::Plan;
        "the allocations sum to {allocated} of {places} places"; "take away {excess}";
    AllocationAtMeetings { county, allocation } "allocation-at-meetings", About::Partner(county.clone());
        "{allocation} places are allocated to county {county}, but the places of open meetings are common";
        "set the allocation to 0";
    NoLanguage {} "no-language", About::Plan;
        "the programme has no language for its letters and certificates"; "name at least one of sv, nb, en";
    LanguageTwice { language } "language-twice", About::Plan;
        "the language {language} is named twice"; "name it once";
    NoParticipationRule {} "no-participation-rule", About::Participation;
        "it is not decided who may take part"; "set a participation rule";
    NoRole {} "no-role", About::Participation;
        "nobody can take part without a role"; "name at least one";
    RoleTwice { role } "role-twice", About::Participation;
        "there are two roles with the code {role}"; "give each a code of its own";
    PairOfOne { requirements } "pair-of-one", About::Participation;
        "a pair has at least two requirements, and here there are {requirements}";
        "add what is missing, or let people take part as individuals";
    RequirementEmpty { requirement } "requirement-empty", About::Participation;
        "the requirement {requirement} names no role that fills it"; "name at least one";
    RequirementUnknownRole { requirement, role } "requirement-unknown-role", About::Participation;
        "the requirement {requirement} names the role {role}, which the programme does not have";
        "add the role, or leave it out";
    TeamBounds { min, max } "team-bounds", About::Participation;
        "a team of {min} to {max} members cannot be"; "let a team have at least 1 member, and at most as many or more";
    ReleaseOutOfTime { release, opens, starts } "release-out-of-time", About::Participation;
        "reserved places are released on {release}, but enrolment opens on {opens} and the first seminar begins on {starts}";
        "choose a day between the two";
    InvitedUnknown { municipality } "invited-unknown", About::Participation;
        "there is no municipality with the code {municipality} to invite"; "correct the code, or leave it out";
    InvitedElsewhere { municipality, county } "invited-elsewhere", About::Participation;
        "the invited municipality {municipality} is in county {county}, which is no partner";
        "leave it out, or let the county join";
    QuestionTwice { question } "question-twice", About::Participation;
        "two questions to those who enrol have the code {question}"; "give each a code of its own";
    ChoicesUnusable { question } "choices-unusable", About::Participation;
        "the question {question} offers no choice between different answers"; "offer at least two, each once";
    NumberBounds { question, least, most } "number-bounds", About::Participation;
        "no number from {least} to {most} can answer the question {question}"; "let the largest be the larger one";
    NoSeminars {} "no-seminars", About::Plan;
        "no seminar is scheduled"; "schedule at least one";
    NumberTwice { seminar } "seminar-number-twice", About::Seminar(*seminar);
        "two seminars have the number {seminar}"; "give each a number of its own";
    NumberZero {} "seminar-number-zero", About::Seminar(0);
        "a seminar has the number 0"; "count seminars from 1";
    NoSessions { seminar } "no-sessions", About::Seminar(*seminar);
        "seminar {seminar} has no session"; "give it at least one";
    SessionEndsBeforeItBegins { seminar, session, date } "session-ends-before-it-begins", About::Seminar(*seminar);
        "the session {session} of seminar {seminar} on {date} ends before it begins"; "correct its hours";
    SessionsOverlap { seminar, session, date } "sessions-overlap", About::Seminar(*seminar);
        "the session {session} of seminar {seminar} on {date} begins before the one before it has ended";
        "correct the hours of one of them";
    OutsidePeriod { seminar, session, date } "outside-period", About::Seminar(*seminar);
        "the session {session} of seminar {seminar} is on {date}, outside the programme's period";
        "move it, or change the period";
    SeminarsOverlap { seminar, other, date } "seminars-overlap", About::Seminar(*seminar);
        "seminars {seminar} and {other} are held at the same time on {date}"; "move one of them";
    RoomTooSmall { seminar, capacity, people } "room-too-small", About::Seminar(*seminar);
        "the room of seminar {seminar} holds {capacity} people, and {people} may be admitted";
        "choose a larger room, let some follow online, or reduce the places";
    EnrolmentAfterFirstSeminar { seminar, closes, starts } "enrolment-after-first-seminar", About::Enrolment;
        "enrolment is open until {closes}, and seminar {seminar} begins on {starts}";
        "close enrolment before that day";
    MeetingBeforeEnrolment { seminar, ends, opens } "meeting-before-enrolment", About::Seminar(*seminar);
        "sign-up for seminar {seminar} ends on {ends}, before enrolment opens on {opens}";
        "open enrolment earlier, or move the seminar";
    DeadlineBeforeEnrolment { deadline, opens } "deadline-before-enrolment", About::Enrolment;
        "the last day to withdraw is {deadline}, before enrolment opens on {opens}"; "choose a later day";
    DeadlineAfterLastSeminar { deadline, last } "deadline-after-last-seminar", About::Enrolment;
        "the last day to withdraw is {deadline}, after the last seminar on {last}"; "choose an earlier day";
    ReminderNeverHappens { reminder, anchor } "reminder-never-happens", About::Reminder(reminder.clone());
        "the reminder {reminder} counts from {anchor}, which never happens in this programme";
        "remove it, or count from something else";
    ReminderLetter { reminder, letter, anchor } "reminder-letter", About::Reminder(reminder.clone());
        "the letter {letter} of the reminder {reminder} cannot be counted from {anchor}";
        "use incomplete with hold-end, or seminar-reminder or evaluation-request with seminar-start or seminar-end";
    ReminderBeforeEnrolment { reminder, date, opens } "reminder-before-enrolment", About::Reminder(reminder.clone());
        "the reminder {reminder} would go out on {date} at the latest, before enrolment opens on {opens}";
        "let it go out later, or remove it";
    ReminderBeforeHold { reminder, days, hold } "reminder-before-hold", About::Reminder(reminder.clone());
        "the reminder {reminder} would go out {days} days before the end of a hold of {hold} days";
        "let it go out later, or hold seats longer";
    ReminderWithoutForm { reminder } "reminder-without-form", About::Reminder(reminder.clone());
        "the reminder {reminder} asks for an evaluation, and there is no form for one";
        "set an evaluation form, or remove the reminder";
    NoSignatory {} "no-signatory", About::Certificate;
        "nobody signs the certificates"; "name a signatory";
    PercentOutOfRange { percent } "percent-out-of-range", About::Certificate;
        "{percent} per cent is no share of attendance"; "state 1 to 100";
    FormWithoutQuestion {} "form-without-question", About::Evaluation;
        "the evaluation form has no question"; "ask at least one";
    FormQuestionTwice { question } "form-question-twice", About::Evaluation;
        "two questions of the evaluation form have the code {question}"; "give each a code of its own";
    FormFlatScale { question } "form-flat-scale", About::Evaluation;
        "the scale of the question {question} has fewer than two steps"; "let it reach at least 2";
    FormSmallGroup { least } "form-small-group", About::Evaluation;
        "the evaluation would show single answers in groups of {least}"; "let the least group be 2 or more";
}

/// What is wrong and what to do about it, in English.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.fact(), self.remedy())
    }
}

/// What a text can speak of.
trait Speaks {
    fn term(&self) -> Term;
}

macro_rules! numbers {
    ($($ty:ty),+) => {
        $(impl Speaks for $ty {
            fn term(&self) -> Term {
                Term::Number((*self).into())
            }
        })+
    };
}

macro_rules! texts {
    ($read:ident: $($ty:ty),+) => {
        $(impl Speaks for $ty {
            fn term(&self) -> Term {
                Term::Text(self.$read().to_owned())
            }
        })+
    };
}

numbers!(u8, u16, u32);
texts!(as_str: CountyCode, Line, MunicipalityCode, QuestionCode, ReminderCode, RoleCode);
texts!(name: Anchor, LetterKind);
texts!(tag: Language);

impl Speaks for NaiveDate {
    fn term(&self) -> Term {
        Term::Date(*self)
    }
}
