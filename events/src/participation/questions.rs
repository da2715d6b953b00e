//! What people are asked when they enrol, and what they answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::values::{Line, Paragraph, QuestionCode};

/// A question that everybody who enrols is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentQuestion {
    /// Its name in files.
    pub code: QuestionCode,
    /// Its wording, in the programme's first language.
    pub text: Line,
    /// What kind of answer it takes.
    #[serde(flatten)]
    pub kind: QuestionKind,
    /// Whom it is asked of.
    #[serde(default, skip_serializing_if = "Asked::is_of_members")]
    pub asked_of: Asked,
    /// Whether an answer must be given; one that is missing is shown, and costs nobody a place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// What cannot happen until it is answered, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_before: Option<RequiredBefore>,
}

/// Whom a question is asked of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// Each member, for themselves.
    #[default]
    Member,
    /// The enrolment as a whole; the contact or any member may answer.
    Enrolment,
}

impl Asked {
    #[allow(clippy::trivially_copy_pass_by_ref)] // serde hands over a reference
    fn is_of_members(&self) -> bool {
        *self == Self::Member
    }
}

/// What a question must be answered before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequiredBefore {
    /// Handing in the enrolment, unless it came on paper or in a file.
    Submission,
}

/// What kind of answer a question takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum QuestionKind {
    /// Free text.
    Text,
    /// One of these.
    Choice {
        /// At least two, no two the same.
        choices: Vec<Line>,
    },
    /// A whole number.
    Number {
        /// The smallest that makes sense.
        least: u32,
        /// The largest.
        most: u32,
    },
    /// Yes or no.
    YesNo,
    /// What somebody does not eat. Sealed apart and disposed of after the seminar.
    Diet,
    /// What somebody needs to take part. Sealed apart and disposed of after the seminar.
    AccessNeeds,
}

impl QuestionKind {
    /// Whether the answer says something of somebody's health or belief, and is kept apart.
    pub const fn sensitive(&self) -> bool {
        match self {
            Self::Diet | Self::AccessNeeds => true,
            Self::Text | Self::Choice { .. } | Self::Number { .. } | Self::YesNo => false,
        }
    }

    /// Whether an answer is of this kind and within its bounds.
    pub fn takes(&self, answer: &Answer) -> bool {
        match self {
            Self::Text => matches!(answer, Answer::Text(_)),
            Self::YesNo => matches!(answer, Answer::YesNo(_)),
            Self::Choice { choices } => match answer {
                Answer::Text(text) => choices.iter().any(|choice| choice.as_str() == text.as_str()),
                Answer::YesNo(_) | Answer::Number(_) => false,
            },
            Self::Number { least, most } => match answer {
                Answer::Number(number) => (least..=most).contains(&number),
                Answer::YesNo(_) | Answer::Text(_) => false,
            },
            // They are kept apart, never among the answers.
            Self::Diet | Self::AccessNeeds => false,
        }
    }

    /// What an answer must be, in words.
    pub fn wanted(&self) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::Choice { choices } => {
                let choices: Vec<&str> = choices.iter().map(Line::as_str).collect();
                format!("one of: {}", choices.join(", "))
            }
            Self::Number { least, most } => format!("a whole number from {least} to {most}"),
            Self::YesNo => "yes or no (true or false)".to_owned(),
            Self::Diet | Self::AccessNeeds => "stated among the needs, which are kept apart".to_owned(),
        }
    }
}

impl EnrolmentQuestion {
    /// Whether an enrolment lacks something until it is answered.
    pub fn must_be_answered(&self) -> bool {
        self.required || self.required_before.is_some()
    }

    /// Whose answer is missing: that of each member who gave none, or, named by nobody, that of the enrolment as a whole.
    pub fn unanswered(
        &self,
        contact: PersonId,
        members: &[PersonId],
        answered: impl Fn(PersonId) -> bool,
    ) -> Vec<Option<PersonId>> {
        match self.asked_of {
            Asked::Member => {
                members.iter().filter(|member| !answered(**member)).map(|member| Some(*member)).collect()
            }
            Asked::Enrolment => {
                let somebody = answered(contact) || members.iter().any(|member| answered(*member));
                if somebody { vec![] } else { vec![None] }
            }
        }
    }
}

/// An answer; a choice is answered by its own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no.
    YesNo(bool),
    /// A whole number.
    Number(u32),
    /// A text, or one of the choices.
    Text(Paragraph),
}

/// Somebody's answers by question.
pub type Answers = BTreeMap<QuestionCode, Answer>;

/// What somebody needs in order to take part. Says something of health or belief, so it is kept apart.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needs {
    /// What they do not eat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diet: Option<Paragraph>,
    /// What they need to get in, hear, see and follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<Paragraph>,
}

/// Never shows what is needed: debug output ends up in logs.
impl std::fmt::Debug for Needs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Needs(..)")
    }
}
