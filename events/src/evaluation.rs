//! `evaluation-{seminar or programme}`: what participants thought, and never who thought it.
//!
//! Answers enter the log in shuffled batches of at least k ballots, without person, time, role or
//! region. What groups answered is added up outside and enters once, at closing, for the groups that
//! are large enough, and only as far as nothing smaller can be computed by subtraction.
//! Source: rule "Anonymous evaluation".

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, ProgrammeId, SeminarId};
use crate::personal::{HasPersonal, PersonalVisitor};
use crate::programme::{AnswerKind, EvaluationForm};
use crate::stream::Stream;
use crate::values::QuestionCode;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// A grade.
    Grade(u8),
    /// "Don't know".
    DontKnow,
    /// Free text.
    Text(String),
}

/// The answers of one participant; a question not answered is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ballot(pub BTreeMap<QuestionCode, Answer>);

/// How participants are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// By requirement of the participation rule (culture, development).
    Role,
    /// By county.
    Region,
}

/// The grades of one group, added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupTally {
    /// How participants are grouped.
    pub facet: Facet,
    /// The group's code.
    pub group: String,
    /// Ballots from the group.
    pub ballots: u32,
    /// Per question, how many gave each grade.
    pub grades: BTreeMap<QuestionCode, BTreeMap<u8, u32>>,
}

/// What has happened to an evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// Participants may answer.
    #[serde(rename = "evaluation-opened")]
    Opened {
        programme: ProgrammeId,
        /// The seminar; absent when the whole programme is evaluated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seminar: Option<SeminarId>,
        form: EvaluationForm,
        /// How many were invited.
        invited: u32,
        /// Last instant to answer.
        closes: DateTime<Utc>,
    },
    /// A shuffled batch of ballots was counted.
    #[serde(rename = "ballots-counted")]
    BallotsCounted { ballots: Vec<Ballot> },
    /// No more ballots are taken; the remainder is counted with the groups that are large enough.
    #[serde(rename = "evaluation-closed")]
    Closed { groups: Vec<GroupTally> },
    /// The summary may be shown.
    #[serde(rename = "summary-approved")]
    SummaryApproved { approver: PersonId },
}

impl HasPersonal for Event {
    fn visit_personal<V: PersonalVisitor>(&mut self, _: &mut V) -> Result<(), V::Error> {
        Ok(())
    }
}

/// What the decisions on an evaluation need to remember.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The form, once opened.
    pub form: Option<EvaluationForm>,
    /// How many were invited.
    pub invited: u32,
    /// Last instant to answer.
    pub closes: Option<DateTime<Utc>>,
    /// How many ballots are counted.
    pub counted: u32,
    /// Whether it is closed.
    pub closed: bool,
    /// Whether the summary is approved.
    pub approved: bool,
}

fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Opened { form, invited, closes, .. } => {
            state.form = Some(form.clone());
            state.invited = *invited;
            state.closes = Some(*closes);
        }
        Event::BallotsCounted { ballots } => {
            state.counted = state.counted.saturating_add(u32::try_from(ballots.len()).unwrap_or(u32::MAX));
        }
        Event::Closed { .. } => state.closed = true,
        Event::SummaryApproved { .. } => state.approved = true,
    }
    state
}

/// What somebody wants of an evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Let participants answer.
    Open {
        programme: ProgrammeId,
        seminar: Option<SeminarId>,
        form: EvaluationForm,
        invited: u32,
        closes: DateTime<Utc>,
    },
    /// Count a batch, already shuffled by whoever holds chance.
    CountBallots { ballots: Vec<Ballot> },
    /// Take no more ballots: count the remainder, and what the groups answered.
    Close {
        /// What is left in the box, shuffled.
        remainder: Vec<Ballot>,
        /// All groups, also the small ones; the decision leaves out what may not be told.
        groups: Vec<GroupTally>,
    },
    /// Let the summary be shown.
    ApproveSummary { approver: PersonId },
}

/// Why something may not happen to an evaluation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// It was never opened.
    #[error("the evaluation is not open")]
    NotOpen,
    /// It was opened with other particulars.
    #[error("the evaluation is already open, with other particulars")]
    AlreadyOpen,
    /// It is closed.
    #[error("the evaluation is closed")]
    IsClosed,
    /// Too few ballots to count without telling who gave them.
    #[error("{found} ballots are too few to count together; wait for {least}")]
    BatchTooSmall { found: u32, least: u32 },
    /// More ballots than invitations.
    #[error("there are more ballots than the {invited} who were invited")]
    MoreBallotsThanInvited { invited: u32 },
    /// A ballot answers a question that was not asked, or off its scale.
    #[error("a ballot answers question {question} in a way the form does not allow")]
    AnswerNotOnForm { question: QuestionCode },
    /// A summary is approved when everything is counted.
    #[error("the evaluation is still open; close it before its summary is approved")]
    StillOpen,
}

/// Checks that a ballot answers the form's questions, each within its scale.
///
/// # Errors
/// `AnswerNotOnForm` with the first question that is answered wrongly.
pub fn check_ballot(form: &EvaluationForm, ballot: &Ballot) -> Result<(), Rejection> {
    for (code, answer) in &ballot.0 {
        let question = form.questions.iter().find(|question| question.code == *code);
        let fits = match (question.map(|q| &q.answer), answer) {
            (Some(AnswerKind::Scale { highest, .. }), Answer::Grade(grade)) => (1..=*highest).contains(grade),
            (Some(AnswerKind::Scale { .. }), Answer::DontKnow) => true,
            (Some(AnswerKind::Text), Answer::Text(text)) => text.chars().count() <= 4000,
            (Some(AnswerKind::Scale { .. } | AnswerKind::Text) | None, _) => false,
        };
        if !fits {
            return Err(Rejection::AnswerNotOnForm { question: code.clone() });
        }
    }
    Ok(())
}

/// The groups that may be told: of at least `least` ballots, and leaving no smaller rest.
///
/// What all answered is known, so whoever knows some groups of a facet knows the sum of the others.
/// Groups are left out, smallest first, until that sum is empty or of at least `least` ballots.
pub fn tellable(groups: Vec<GroupTally>, ballots: u32, least: u32) -> Vec<GroupTally> {
    let facets: BTreeSet<Facet> = groups.iter().map(|group| group.facet).collect();
    let mut told: Vec<GroupTally> = Vec::new();
    for facet in facets {
        let mut large: Vec<GroupTally> =
            groups.iter().filter(|g| g.facet == facet && g.ballots >= least).cloned().collect();
        large.sort_by(|a, b| b.ballots.cmp(&a.ballots).then_with(|| a.group.cmp(&b.group)));
        while !large.is_empty() {
            let known = large.iter().fold(0_u32, |sum, group| sum.saturating_add(group.ballots));
            // Groups that claim more ballots than there are cannot be right, so they are left out too.
            if ballots.checked_sub(known).is_some_and(|rest| rest == 0 || rest >= least) {
                break;
            }
            large.pop();
        }
        large.sort_by(|a, b| a.group.cmp(&b.group));
        told.extend(large);
    }
    told
}

fn decide(state: &State, command: Command) -> Result<Vec<Event>, Rejection> {
    match command {
        Command::Open { programme, seminar, form, invited, closes } => match &state.form {
            Some(found) if *found == form && state.invited == invited && state.closes == Some(closes) => {
                Ok(vec![])
            }
            Some(_) => Err(Rejection::AlreadyOpen),
            None => Ok(vec![Event::Opened { programme, seminar, form, invited, closes }]),
        },
        Command::CountBallots { ballots } => {
            let form = open_form(state)?;
            check_batch(state, form, &ballots)?;
            let found = u32::try_from(ballots.len()).unwrap_or(u32::MAX);
            if found < form.least_group {
                return Err(Rejection::BatchTooSmall { found, least: form.least_group });
            }
            Ok(vec![Event::BallotsCounted { ballots }])
        }
        Command::Close { remainder, groups } => {
            if state.closed {
                return Ok(vec![]);
            }
            let form = open_form(state)?;
            check_batch(state, form, &remainder)?;
            let ballots = state.counted.saturating_add(u32::try_from(remainder.len()).unwrap_or(u32::MAX));
            let groups = tellable(groups, ballots, form.least_group);
            let mut facts = Vec::new();
            if !remainder.is_empty() {
                facts.push(Event::BallotsCounted { ballots: remainder });
            }
            facts.push(Event::Closed { groups });
            Ok(facts)
        }
        Command::ApproveSummary { approver } => {
            if state.approved {
                return Ok(vec![]);
            }
            if !state.closed {
                return Err(if state.form.is_some() { Rejection::StillOpen } else { Rejection::NotOpen });
            }
            Ok(vec![Event::SummaryApproved { approver }])
        }
    }
}

fn open_form(state: &State) -> Result<&EvaluationForm, Rejection> {
    if state.closed {
        return Err(Rejection::IsClosed);
    }
    state.form.as_ref().ok_or(Rejection::NotOpen)
}

fn check_batch(state: &State, form: &EvaluationForm, ballots: &[Ballot]) -> Result<(), Rejection> {
    for ballot in ballots {
        check_ballot(form, ballot)?;
    }
    let all = state.counted.saturating_add(u32::try_from(ballots.len()).unwrap_or(u32::MAX));
    if all > state.invited {
        return Err(Rejection::MoreBallotsThanInvited { invited: state.invited });
    }
    Ok(())
}

/// The stream of an evaluation.
#[derive(Clone, Copy, Debug)]
pub struct Evaluation;

impl Stream for Evaluation {
    type Event = Event;
    type State = State;
    type Command = Command;
    type Rejection = Rejection;

    const CATEGORY: &'static str = "evaluation";

    fn evolve(state: State, event: &Event) -> State {
        evolve(state, event)
    }

    fn decide(state: &State, command: Command, _now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
        decide(state, command)
    }
}
