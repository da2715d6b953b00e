//! What participants thought, as far as it may be told: the evaluation summary of a programme.
//!
//! Pure: computed from the views, never stored. Nothing below k answers is told, nor anything from
//! which it could be computed by subtraction; an evaluation that is still open is not told at all,
//! because two summaries, one before and one after a few more ballots, would tell those ballots.
//! Source: rule "Anonymous evaluation" and format "Evaluation summary".

use std::collections::BTreeMap;

use chrono::NaiveDate;
use parvis_events::evaluation::Facet;
use parvis_events::ids::{EvaluationId, ProgrammeId};
use parvis_events::time;
use parvis_events::values::{Language, QuestionCode};
use serde::Serialize;

use crate::House;
use crate::evaluations::{EvaluationRow, QuestionRow};
use crate::programmes::ProgrammeRow;
use crate::summary::figures::{percent, scale};
use crate::summary::masking::Masks;

mod figures;
mod masking;

/// The evaluations of a programme, summed up. Also the JSON export.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvaluationSummary {
    /// Code of the programme.
    pub programme_code: String,
    /// Name of the programme.
    pub programme: String,
    /// The organiser.
    pub organiser: String,
    /// Case number, if any.
    pub case_number: Option<String>,
    /// The programme's main language.
    pub language: Language,
    /// Whether the people of the programme are invented.
    pub test_data: bool,
    /// Fewest answers told together (k), the largest of the evaluations'.
    pub least_group: u32,
    /// Invitations to the seminars whose result is told.
    pub invited: u32,
    /// Answers from them.
    pub answered: u32,
    /// Answers of invitations, in per cent with one decimal.
    pub percent: f64,
    /// Each evaluation, in order of seminar; that of the whole programme last.
    pub seminars: Vec<SeminarSummary>,
    /// The mean of each scale question over the seminars.
    pub trends: Vec<Trend>,
}

/// Whether a result is told, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is told.
    Told,
    /// Answers are still taken.
    Open,
    /// Fewer than k have answered.
    TooFew,
}

/// One evaluation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeminarSummary {
    /// Number of the seminar; absent for the programme as a whole.
    pub number: Option<u8>,
    /// Its theme, or empty.
    pub theme: String,
    /// Its first day.
    pub from: Option<NaiveDate>,
    /// Its last day.
    pub to: Option<NaiveDate>,
    /// Its town, or empty.
    pub place: String,
    /// How many were invited.
    pub invited: u32,
    /// Whether the result is told.
    pub outcome: Outcome,
    /// How many answered, if told.
    pub answered: Option<u32>,
    /// Answers of invitations, in per cent with one decimal, if told.
    pub percent: Option<f64>,
    /// Fewest answers told together (k).
    pub least_group: u32,
    /// The scale questions.
    pub questions: Vec<ScaleSummary>,
    /// The free-text questions.
    pub texts: Vec<TextSummary>,
    /// Who approved that it is shown.
    pub approver: Option<String>,
    /// When, local.
    pub approved_on: Option<NaiveDate>,
}

/// The answers to a scale question. Without `told` figures fewer than k gave a grade.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScaleSummary {
    /// Its code.
    pub code: QuestionCode,
    /// Its wording.
    pub text: String,
    /// The best grade.
    pub highest: u8,
    /// What 1 means, or empty.
    pub low: String,
    /// What the best grade means, or empty.
    pub high: String,
    /// The figures, unless fewer than k gave a grade.
    pub told: Option<ScaleFigures>,
    /// Means of groups, where they may be told.
    pub groups: Vec<GroupMean>,
}

/// The figures of a scale question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScaleFigures {
    /// How many gave a grade.
    pub n: u32,
    /// How many gave each grade, from 1 to the best.
    pub distribution: Vec<u32>,
    /// Mean grade, two decimals.
    pub mean: f64,
    /// Median grade; half-way between the two middle ones.
    pub median: f64,
    /// How many answered "don't know".
    pub dont_know: u32,
}

/// The mean of a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupMean {
    /// How participants are grouped.
    pub facet: Facet,
    /// The group's code.
    pub group: String,
    /// What it is called.
    pub name: String,
    /// How many of it gave a grade.
    pub n: u32,
    /// Mean grade, two decimals.
    pub mean: f64,
}

/// The answers to a free-text question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TextSummary {
    /// Its code.
    pub code: QuestionCode,
    /// Its wording.
    pub text: String,
    /// The answers in alphabetical order, names and addresses masked.
    pub answers: Vec<TextAnswer>,
}

/// A free text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextAnswer {
    /// The text, masked.
    pub text: String,
    /// How many wrote just that.
    pub times: u32,
}

/// How a scale question's mean changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trend {
    /// The question's code.
    pub code: QuestionCode,
    /// Its wording.
    pub text: String,
    /// The best grade.
    pub highest: u8,
    /// The seminars whose figures are told.
    pub points: Vec<TrendPoint>,
}

/// A seminar in a trend.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrendPoint {
    /// Number of the seminar.
    pub seminar: u8,
    /// How many gave a grade.
    pub n: u32,
    /// Mean grade, two decimals.
    pub mean: f64,
}

/// The evaluation summary of a programme; absent if nothing of it was ever evaluated.
pub fn evaluation(house: &House, programme: ProgrammeId) -> Option<EvaluationSummary> {
    let row = house.programmes.programmes.get(&(programme,))?;
    let masks = Masks::of(house, row);
    let mut seminars: Vec<SeminarSummary> = house
        .evaluations
        .of(programme)
        .map(|evaluation| summed(&Asked { house, programme: row, evaluation, masks: &masks }))
        .collect();
    let least_group = seminars.iter().map(|seminar| seminar.least_group).max()?;
    seminars.sort_by_key(|seminar| (seminar.number.is_none(), seminar.number));
    let told = || seminars.iter().filter(|seminar| seminar.outcome == Outcome::Told);
    let invited = told().map(|seminar| seminar.invited).sum();
    let answered = told().filter_map(|seminar| seminar.answered).sum();
    Some(EvaluationSummary {
        programme_code: row.code.to_string(),
        programme: row.name.clone(),
        organiser: row.organiser.clone(),
        case_number: row.case_number.clone(),
        language: main_language(row),
        test_data: row.test_data,
        least_group,
        invited,
        answered,
        percent: percent(answered, invited),
        trends: trends(&seminars),
        seminars,
    })
}

/// One evaluation and all that is needed to sum it up.
struct Asked<'a> {
    house: &'a House,
    programme: &'a ProgrammeRow,
    evaluation: &'a EvaluationRow,
    masks: &'a Masks,
}

impl Asked<'_> {
    fn id(&self) -> EvaluationId {
        self.evaluation.evaluation
    }

    fn outcome(&self) -> Outcome {
        if !self.evaluation.closed {
            Outcome::Open
        } else if self.evaluation.counted < self.evaluation.least_group {
            Outcome::TooFew
        } else {
            Outcome::Told
        }
    }

    fn questions(&self) -> Vec<&QuestionRow> {
        let rows = self.house.evaluations.questions.rows();
        let mut found: Vec<&QuestionRow> = rows.filter(|row| row.evaluation == self.id()).collect();
        found.sort_by_key(|row| row.number);
        found
    }
}

fn summed(asked: &Asked) -> SeminarSummary {
    let row = asked.evaluation;
    let seminar = row.seminar.and_then(|seminar| asked.house.programmes.seminars.get(&(seminar,)));
    let outcome = asked.outcome();
    let told = outcome == Outcome::Told;
    let questions = if told { asked.questions() } else { Vec::new() };
    let approver = row.approver.and_then(|person| asked.house.people.get(person));
    SeminarSummary {
        number: seminar.map(|seminar| seminar.number),
        theme: seminar.map(|seminar| seminar.theme.clone()).unwrap_or_default(),
        from: seminar.map(|seminar| seminar.starts_on),
        to: seminar.map(|seminar| seminar.ends_on),
        place: seminar.map(|seminar| seminar.place.clone()).unwrap_or_default(),
        invited: row.invited,
        outcome,
        answered: told.then_some(row.counted),
        percent: told.then(|| percent(row.counted, row.invited)),
        least_group: row.least_group,
        questions: questions
            .iter()
            .filter_map(|question| question.highest.map(|highest| scale(asked, question, highest)))
            .collect(),
        texts: questions
            .iter()
            .filter(|question| question.highest.is_none())
            .map(|question| free_texts(asked, question))
            .collect(),
        approver: approver
            .map(|person| format!("{} {}", person.given_name, person.family_name).trim().to_owned())
            .filter(|name| !name.is_empty()),
        approved_on: row.approved_at.map(|at| time::local_date(asked.programme.zone, at)),
    }
}

fn free_texts(asked: &Asked, question: &QuestionRow) -> TextSummary {
    let mut answers: BTreeMap<(String, String), u32> = BTreeMap::new();
    for row in asked.house.evaluations.texts.rows() {
        if row.evaluation == asked.id() && row.question == question.question && !row.text.trim().is_empty() {
            let text = asked.masks.mask(row.text.trim());
            *answers.entry((text.to_lowercase(), text)).or_default() += row.ballots;
        }
    }
    TextSummary {
        code: question.question.clone(),
        text: question.text.clone(),
        answers: answers.into_iter().map(|((_, text), times)| TextAnswer { text, times }).collect(),
    }
}

fn trends(seminars: &[SeminarSummary]) -> Vec<Trend> {
    let mut trends: Vec<Trend> = Vec::new();
    for seminar in seminars {
        for question in &seminar.questions {
            let (Some(number), Some(told)) = (seminar.number, &question.told) else { continue };
            let point = TrendPoint { seminar: number, n: told.n, mean: told.mean };
            match trends.iter_mut().find(|trend| trend.code == question.code) {
                Some(trend) => trend.points.push(point),
                None => trends.push(Trend {
                    code: question.code.clone(),
                    text: question.text.clone(),
                    highest: question.highest,
                    points: vec![point],
                }),
            }
        }
    }
    trends
}

fn main_language(programme: &ProgrammeRow) -> Language {
    let tag = programme.languages.split_whitespace().next().unwrap_or_default();
    [Language::Swedish, Language::Bokmal, Language::English]
        .into_iter()
        .find(|language| language.tag() == tag)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
