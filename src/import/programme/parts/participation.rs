//! Who may take part, and what they are asked.

use parvis_events::participation::{
    Asked, EnrolmentQuestion, ParticipationRule, QuestionKind, Requirement, RoleName,
};
use parvis_events::programme::{Command, Participation};
use parvis_events::values::Line;

use super::Parts;
use crate::import::section::{Section, every};

impl Parts {
    /// `[participation]`
    pub(in crate::import::programme) fn participation(&mut self, section: Section<'_>) {
        let kind: Option<Line> = section.value("kind");
        let roles: Vec<RoleName> = section.tables("role").into_iter().filter_map(role).collect();
        let rule = kind.and_then(|kind| rule(&section, kind.as_str()));
        let (hold_days, offer_days) = (section.number("hold_days"), section.number("offer_days"));
        let release = if section.has("release") { section.date("release") } else { None };
        let invited = if section.has("invited") { section.values("invited") } else { Some(Vec::new()) };
        let questions = every(section.tables("question").into_iter().map(question));
        let closes_days_before =
            if section.has("closes_days_before") { section.number("closes_days_before") } else { Some(0) };
        if let (Some(rule), Some(hold_days), Some(offer_days), Some(invited), Some(questions), Some(days)) =
            (rule, hold_days, offer_days, invited, questions, closes_days_before)
        {
            let participation = Participation {
                rule,
                roles,
                hold_days,
                offer_days,
                release,
                invited: invited.into_iter().collect(),
                questions,
                closes_days_before: days,
            };
            self.steps.push((section.line, Command::SetParticipationRule(participation)));
        }
        section.finish();
    }
}

fn role(section: Section<'_>) -> Option<RoleName> {
    let (code, name) = (section.value("code"), section.value("name"));
    section.finish();
    Some(RoleName { code: code?, name: name? })
}

fn rule(section: &Section<'_>, kind: &str) -> Option<ParticipationRule> {
    match kind {
        "pair" => {
            let requirements = every(section.tables("requirement").into_iter().map(requirement));
            Some(ParticipationRule::Pair { requirements: requirements? })
        }
        "team" => {
            let (min, max) = (section.number("min"), section.number("max"));
            Some(ParticipationRule::Team { min: min?, max: max? })
        }
        "individual" => Some(ParticipationRule::Individual),
        "open-meeting" => Some(ParticipationRule::OpenMeeting),
        other => {
            let remedy = "use pair, team, individual or open-meeting";
            section.note("kind", format!("{other:?} is no kind"), remedy);
            None
        }
    }
}

fn requirement(section: Section<'_>) -> Option<Requirement> {
    let name = section.value("name");
    let any_of = section.values("any_of");
    section.finish();
    Some(Requirement { name: name?, any_of: any_of? })
}

/// `[[participation.question]]`
fn question(section: Section<'_>) -> Option<EnrolmentQuestion> {
    let (code, text) = (section.value("code"), section.value("text"));
    let kind: Option<Line> = section.value("kind");
    let kind = match kind.as_ref().map(Line::as_str) {
        Some("text") => Some(QuestionKind::Text),
        Some("choice") => section.values("choices").map(|choices| QuestionKind::Choice { choices }),
        Some("number") => {
            let (least, most) = (section.number("least"), section.number("most"));
            least.zip(most).map(|(least, most)| QuestionKind::Number { least, most })
        }
        Some("yes-no") => Some(QuestionKind::YesNo),
        Some("diet") => Some(QuestionKind::Diet),
        Some("access-needs") => Some(QuestionKind::AccessNeeds),
        Some(other) => {
            let remedy = "use text, choice, number, yes-no, diet or access-needs";
            section.note("kind", format!("{other:?} is no kind of question"), remedy);
            None
        }
        None => None,
    };
    let asked_of = if section.has("asked_of") { section.word("asked_of") } else { Some(Asked::default()) };
    let required = section.flag("required");
    section.finish();
    Some(EnrolmentQuestion {
        code: code?,
        text: text?,
        kind: kind?,
        asked_of: asked_of?,
        required,
        required_before: None,
    })
}
