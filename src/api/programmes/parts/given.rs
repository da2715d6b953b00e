//! How the parts of a programme are documented. They are read straight into the domain's own types, which must not know
//! of documents; a test holds that the examples here are read by them.

#![allow(dead_code)] // These types describe; nobody makes one.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::values;

/// A partner region and the places reserved for its municipalities.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "county": "13", "region": "Region Halland", "allocation": 3 }))]
pub(super) struct PartnerGiven {
    /// The region's county.
    #[schema(value_type = values::CountyCode)]
    county: String,
    /// Its name.
    #[schema(value_type = values::Line)]
    region: String,
    /// Places reserved until the release date.
    #[schema(maximum = 100_000)]
    allocation: u32,
}

/// Who may take part and how places are shared out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "rule": { "kind": "pair", "requirements": [
        { "name": "culture", "any_of": ["culture"] }, { "name": "development", "any_of": ["business", "tourism"] }
    ] },
    "roles": [
        { "code": "culture", "name": "Kulturchef" }, { "code": "business", "name": "Näringslivschef" },
        { "code": "tourism", "name": "Turismchef" }
    ],
    "hold_days": 14, "offer_days": 7, "release": "2026-06-10"
}))]
pub(super) struct ParticipationGiven {
    /// What one enrolment must consist of.
    rule: RuleGiven,
    /// The roles of the programme and their names.
    #[schema(max_items = 50)]
    roles: Vec<RoleGiven>,
    /// How many days the seats of an incomplete enrolment are held.
    #[schema(maximum = 3650)]
    hold_days: u16,
    /// How many days an offered place stays open.
    #[schema(maximum = 3650)]
    offer_days: u16,
    /// The last day reserved places stay reserved; absent means they do for ever.
    #[serde(default)]
    release: Option<NaiveDate>,
    /// The municipalities on the invitation list; empty means every one of the partner counties.
    #[serde(default)]
    #[schema(value_type = Vec<values::MunicipalityCode>, max_items = 700)]
    invited: Vec<String>,
    /// What those who enrol are asked.
    #[serde(default)]
    #[schema(max_items = 50)]
    questions: Vec<QuestionGiven>,
    /// Open meetings: how many days before a meeting its sign-up closes.
    #[serde(default)]
    #[schema(maximum = 3650)]
    closes_days_before: u16,
}

/// A role of the programme and what it is called.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoleGiven {
    /// The code.
    #[schema(value_type = values::RoleCode)]
    code: String,
    /// What people call it.
    #[schema(value_type = values::Line)]
    name: String,
}

/// What one enrolment must consist of.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum RuleGiven {
    /// Each requirement is filled by another person, all of the same municipality.
    Pair {
        /// At least two.
        #[schema(max_items = 10)]
        requirements: Vec<RequirementGiven>,
    },
    /// Between `min` and `max` people of the same municipality.
    Team {
        /// Fewest members.
        min: u8,
        /// Most members.
        max: u8,
    },
    /// One person.
    Individual,
    /// One person at a time, meeting by meeting.
    OpenMeeting,
}

/// A role that must be filled, and the roles that fill it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RequirementGiven {
    /// What the requirement is called.
    #[schema(value_type = values::RoleCode)]
    name: String,
    /// The roles that fill it.
    #[schema(value_type = Vec<values::RoleCode>, max_items = 50)]
    any_of: Vec<String>,
}

/// A question that everybody who enrols is asked; further fields go with its kind.
#[derive(Deserialize, ToSchema)]
struct QuestionGiven {
    /// Its name in files.
    #[schema(value_type = values::QuestionCode)]
    code: String,
    /// Its wording.
    #[schema(value_type = values::Line)]
    text: String,
    /// What kind of answer it takes. A choice has `choices`, a number `least` and `most`.
    kind: QuestionKindGiven,
    /// Of a choice: what can be chosen.
    #[serde(default)]
    #[schema(value_type = Option<Vec<values::Line>>, max_items = 50)]
    choices: Option<Vec<String>>,
    /// Of a number: the smallest that makes sense.
    #[serde(default)]
    least: Option<u32>,
    /// Of a number: the largest.
    #[serde(default)]
    most: Option<u32>,
    /// Whom it is asked of.
    #[serde(default)]
    asked_of: Option<AskedOfGiven>,
    /// Whether an answer must be given.
    #[serde(default)]
    required: Option<bool>,
    /// What cannot happen until it is answered.
    #[serde(default)]
    required_before: Option<RequiredBeforeGiven>,
}

/// What kind of answer a question takes.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum QuestionKindGiven {
    Text,
    Choice,
    Number,
    YesNo,
    Diet,
    AccessNeeds,
}

/// Whom a question is asked of.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum AskedOfGiven {
    Member,
    Enrolment,
}

/// What a question must be answered before.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum RequiredBeforeGiven {
    Submission,
}

/// "N days before or after ANCHOR at HH:MM local".
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "two-weeks", "letter": "seminar-reminder", "offset": { "before": 14 }, "anchor": "seminar-start", "at": "09:00:00"
}))]
pub(super) struct ReminderGiven {
    /// Its name in the programme.
    #[schema(value_type = values::ReminderCode)]
    code: String,
    /// The letter it sends.
    letter: ReminderLetterGiven,
    /// How many days before or after.
    offset: OffsetGiven,
    /// Before or after what.
    anchor: AnchorGiven,
    /// Local time of day.
    #[schema(value_type = values::TimeOfDay)]
    at: String,
}

/// A letter that can be sent by a rule.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum ReminderLetterGiven {
    Incomplete,
    SeminarReminder,
    EvaluationRequest,
}

/// A whole number of days before or after something.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum OffsetGiven {
    Before(u16),
    After(u16),
}

/// What a reminder counts its days from.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum AnchorGiven {
    SeminarStart,
    SeminarEnd,
    HoldEnd,
}

/// What it takes to be certified.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "least_percent": 80, "signatory": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10" }))]
pub(super) struct CertificateRuleGiven {
    /// Least share of the offered hours, in per cent.
    #[schema(minimum = 1, maximum = 100)]
    least_percent: u8,
    /// Who signs; decided by the time the programme is published.
    #[serde(default)]
    signatory: Option<Uuid>,
}

/// The questions of an evaluation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "questions": [
        { "code": "usefulness", "text": "Hur användbart var det?", "kind": "scale", "highest": 5, "low": "inte alls", "high": "mycket" },
        { "code": "missing", "text": "Vad saknade du?", "kind": "text" }
    ],
    "least_group": 5, "open_days": 14
}))]
pub(super) struct EvaluationFormGiven {
    /// In the order they are asked.
    #[schema(max_items = 50)]
    questions: Vec<FormQuestionGiven>,
    /// Fewest ballots that may be shown together.
    #[schema(maximum = 1000)]
    least_group: u32,
    /// How many days after a seminar the form stays open.
    #[schema(maximum = 3650)]
    open_days: u16,
}

/// One question; a scale has `highest`, `low` and `high`.
#[derive(Deserialize, ToSchema)]
struct FormQuestionGiven {
    /// Its name in files.
    #[schema(value_type = values::QuestionCode)]
    code: String,
    /// Its wording.
    #[schema(value_type = values::Line)]
    text: String,
    /// What kind of answer it takes.
    kind: FormQuestionKindGiven,
    /// Of a scale: the best grade.
    #[serde(default)]
    highest: Option<u8>,
    /// Of a scale: what 1 means.
    #[serde(default)]
    #[schema(value_type = Option<values::Line>)]
    low: Option<String>,
    /// Of a scale: what the best grade means.
    #[serde(default)]
    #[schema(value_type = Option<values::Line>)]
    high: Option<String>,
}

/// What kind of answer a question takes.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum FormQuestionKindGiven {
    Scale,
    Text,
}
