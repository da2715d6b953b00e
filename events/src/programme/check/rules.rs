//! Reminders, certificates and the evaluation.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Desk;
use crate::letter::LetterKind;
use crate::participation::ParticipationRule;
use crate::programme::{Anchor, AnswerKind, Problem, ReminderRule, Seminar};
use crate::time::DayOffset;

impl Desk<'_> {
    pub(super) fn reminders(&self) -> Vec<Problem> {
        self.state.reminders.values().flat_map(|rule| self.reminder(rule)).collect()
    }

    fn reminder(&self, rule: &ReminderRule) -> Vec<Problem> {
        let reminder = rule.code.clone();
        if !fits(rule.letter, rule.anchor) {
            return vec![Problem::ReminderLetter { reminder, letter: rule.letter, anchor: rule.anchor }];
        }
        let mut problems = Vec::new();
        if rule.letter == LetterKind::EvaluationRequest && self.state.evaluation.is_none() {
            problems.push(Problem::ReminderWithoutForm { reminder });
        }
        problems.extend(match rule.anchor {
            Anchor::HoldEnd => self.hold_reminder(rule),
            Anchor::SeminarStart | Anchor::SeminarEnd => self.seminar_reminder(rule),
        });
        problems
    }

    /// Seats are held for an enrolment that lacks somebody, and only for so long.
    fn hold_reminder(&self, rule: &ReminderRule) -> Option<Problem> {
        let participation = self.state.participation.as_ref()?;
        let reminder = rule.code.clone();
        match (&participation.rule, rule.offset) {
            (
                ParticipationRule::Individual
                | ParticipationRule::OpenMeeting
                | ParticipationRule::Team { min: 0..=1, .. },
                _,
            )
            | (_, DayOffset::After(1..)) => {
                Some(Problem::ReminderNeverHappens { reminder, anchor: rule.anchor })
            }
            (ParticipationRule::Pair { .. } | ParticipationRule::Team { .. }, DayOffset::Before(days))
                if days > participation.hold_days =>
            {
                Some(Problem::ReminderBeforeHold { reminder, days, hold: participation.hold_days })
            }
            (ParticipationRule::Pair { .. } | ParticipationRule::Team { .. }, _) => None,
        }
    }

    /// A reminder that falls before enrolment opens, whichever seminar it counts from, never reaches anybody.
    fn seminar_reminder(&self, rule: &ReminderRule) -> Option<Problem> {
        let enrolment = self.state.enrolment?;
        let last = self.state.seminars_in_order().into_iter().filter_map(|one| due(rule, one)).max()?;
        (last < enrolment.from).then(|| Problem::ReminderBeforeEnrolment {
            reminder: rule.code.clone(),
            date: last,
            opens: enrolment.from,
        })
    }

    pub(super) fn certificate(&self) -> Vec<Problem> {
        let Some(rule) = &self.state.certificate else { return Vec::new() };
        let percent = rule.least_percent;
        let out = !(1..=100).contains(&percent);
        let mut problems = Vec::new();
        if rule.signatory.is_none() {
            problems.push(Problem::NoSignatory);
        }
        problems.extend(out.then_some(Problem::PercentOutOfRange { percent }));
        problems
    }

    pub(super) fn evaluation(&self) -> Vec<Problem> {
        let Some(form) = &self.state.evaluation else { return Vec::new() };
        let mut problems = Vec::new();
        if form.questions.is_empty() {
            problems.push(Problem::FormWithoutQuestion);
        }
        let mut seen = BTreeSet::new();
        for asked in &form.questions {
            let question = asked.code.clone();
            if !seen.insert(&asked.code) {
                problems.push(Problem::FormQuestionTwice { question: question.clone() });
            }
            if matches!(asked.answer, AnswerKind::Scale { highest: 0..=1, .. }) {
                problems.push(Problem::FormFlatScale { question });
            }
        }
        if form.least_group < 2 {
            problems.push(Problem::FormSmallGroup { least: form.least_group });
        }
        problems
    }
}

/// Whether such a letter can be counted from such an anchor.
fn fits(letter: LetterKind, anchor: Anchor) -> bool {
    match letter {
        LetterKind::Incomplete => anchor == Anchor::HoldEnd,
        LetterKind::SeminarReminder | LetterKind::EvaluationRequest => anchor != Anchor::HoldEnd,
        _ => false,
    }
}

fn due(rule: &ReminderRule, seminar: &Seminar) -> Option<NaiveDate> {
    let days = seminar.period()?;
    let anchor = if rule.anchor == Anchor::SeminarStart { days.from } else { days.to };
    Some(rule.offset.from(anchor))
}
