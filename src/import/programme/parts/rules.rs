//! Reminders, certificates and the evaluation.

use chrono::NaiveDateTime;
use parvis_events::ids::PersonId;
use parvis_events::programme::{
    AnswerKind, CertificateRule, Command, EvaluationForm, Question, ReminderRule,
};
use parvis_events::time::DayOffset;
use parvis_events::values::Line;

use super::Parts;
use crate::import::section::{Section, every};

impl Parts {
    /// `[[reminder]]`
    pub(in crate::import::programme) fn reminder(&mut self, section: Section<'_>) {
        let (code, letter, anchor) = (section.value("code"), section.word("letter"), section.word("anchor"));
        let (days, at) = (section.number("days"), section.time("at"));
        let direction: Option<Line> = section.value("direction");
        let offset = direction.zip(days).and_then(|(direction, days)| match direction.as_str() {
            "before" => Some(DayOffset::Before(days)),
            "after" => Some(DayOffset::After(days)),
            other => {
                section.note("direction", format!("{other:?} is no direction"), "use before or after");
                None
            }
        });
        if let (Some(code), Some(letter), Some(anchor), Some(offset), Some(at)) =
            (code, letter, anchor, offset, at)
        {
            let rule = ReminderRule { code, letter, offset, anchor, at };
            let twice = self
                .steps
                .iter()
                .any(|(_, step)| matches!(step, Command::SetReminderRule(other) if other.code == rule.code));
            if twice {
                section.note("code", "is the code of a reminder above", "give it one of its own");
            }
            self.steps.push((section.line, Command::SetReminderRule(rule)));
        }
        section.finish();
    }

    /// `[certificate]`, and when certificates are to be issued.
    pub(in crate::import::programme) fn certificate(
        &mut self,
        section: Section<'_>,
        signatory: Option<PersonId>,
    ) -> Option<NaiveDateTime> {
        let (least_percent, issue_at) = (section.number("least_percent"), section.stamp("issue_at"));
        if let Some(least_percent) = least_percent {
            let rule = CertificateRule { least_percent, signatory };
            self.steps.push((section.line, Command::SetCertificateRule(rule)));
        }
        section.finish();
        issue_at
    }

    /// `[evaluation]`
    pub(in crate::import::programme) fn evaluation(&mut self, section: Section<'_>) {
        let (least_group, open_days) = (section.number("least_group"), section.number("open_days"));
        let questions = every(section.tables("question").into_iter().map(question));
        if let (Some(least_group), Some(open_days), Some(questions)) = (least_group, open_days, questions) {
            let form = EvaluationForm { questions, least_group, open_days };
            self.steps.push((section.line, Command::SetEvaluationForm(form)));
        }
        section.finish();
    }
}

fn question(section: Section<'_>) -> Option<Question> {
    let (code, text) = (section.value("code"), section.value("text"));
    let kind: Option<Line> = section.value("kind");
    let answer = match kind.as_ref().map(Line::as_str) {
        Some("scale") => {
            let (highest, low, high) =
                (section.number("highest"), section.value("low"), section.value("high"));
            highest.zip(low).zip(high).map(|((highest, low), high)| AnswerKind::Scale { highest, low, high })
        }
        Some("text") => Some(AnswerKind::Text),
        Some(other) => {
            section.note("kind", format!("{other:?} is no kind of question"), "use scale or text");
            None
        }
        None => None,
    };
    section.finish();
    Some(Question { code: code?, text: text?, answer: answer? })
}
