//! Who may take part, and what they are asked.

use std::collections::BTreeSet;

use super::Desk;
use crate::geography;
use crate::participation::{ParticipationRule, QuestionKind, Requirement};
use crate::programme::{Participation, Problem, Seminar, Stage};
use crate::values::RoleCode;

impl Desk<'_> {
    pub(super) fn participation(&self) -> Vec<Problem> {
        let Some(participation) = &self.state.participation else {
            return vec![Problem::NoParticipationRule];
        };
        let mut problems = rule(participation);
        problems.extend(self.release(participation));
        problems.extend(self.invited(participation));
        problems.extend(questions(participation));
        problems
    }

    /// A release date matters while places are reserved, from the first enrolment until the first seminar begins.
    fn release(&self, participation: &Participation) -> Option<Problem> {
        let (release, enrolment) = (participation.release?, self.state.enrolment?);
        let starts =
            self.state.seminars_in_order().into_iter().filter_map(Seminar::period).map(|p| p.from).min()?;
        let reserved = !self.open_meetings && !self.state.partners.is_empty();
        let open = self.state.stage == Stage::Open;
        let late = release < enrolment.from || release >= starts;
        (reserved && open && late).then_some(Problem::ReleaseOutOfTime {
            release,
            opens: enrolment.from,
            starts,
        })
    }

    /// Invitations are for the days of the programme, so codes are those of its first day.
    fn invited(&self, participation: &Participation) -> Vec<Problem> {
        let find = |code| geography::municipality(self.plan.country, code, self.plan.period.from);
        let problem = |code| match find(code) {
            None => Some(Problem::InvitedUnknown { municipality: code.clone() }),
            Some(found)
                if !self.state.partners.is_empty()
                    && !self.state.partners.contains_key(&found.county_code) =>
            {
                Some(Problem::InvitedElsewhere { municipality: code.clone(), county: found.county_code })
            }
            Some(_) => None,
        };
        participation.invited.iter().filter_map(problem).collect()
    }
}

fn rule(participation: &Participation) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut known: BTreeSet<&RoleCode> = BTreeSet::new();
    for role in &participation.roles {
        if !known.insert(&role.code) {
            problems.push(Problem::RoleTwice { role: role.code.clone() });
        }
    }
    if known.is_empty() {
        problems.push(Problem::NoRole);
    }
    match &participation.rule {
        ParticipationRule::Pair { requirements } => {
            if requirements.len() < 2 {
                let requirements = u32::try_from(requirements.len()).unwrap_or(u32::MAX);
                problems.push(Problem::PairOfOne { requirements });
            }
            problems.extend(requirements.iter().flat_map(|wanted| requirement(wanted, &known)));
        }
        ParticipationRule::Team { min, max } if *min == 0 || max < min => {
            problems.push(Problem::TeamBounds { min: *min, max: *max });
        }
        ParticipationRule::Team { .. } | ParticipationRule::Individual | ParticipationRule::OpenMeeting => {}
    }
    problems
}

fn requirement(wanted: &Requirement, known: &BTreeSet<&RoleCode>) -> Vec<Problem> {
    if wanted.any_of.is_empty() {
        return vec![Problem::RequirementEmpty { requirement: wanted.name.clone() }];
    }
    let unknown = wanted.any_of.iter().filter(|role| !known.contains(role));
    unknown
        .map(|role| Problem::RequirementUnknownRole { requirement: wanted.name.clone(), role: role.clone() })
        .collect()
}

fn questions(participation: &Participation) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for asked in &participation.questions {
        let question = asked.code.clone();
        if !seen.insert(&asked.code) {
            problems.push(Problem::QuestionTwice { question: question.clone() });
        }
        match &asked.kind {
            QuestionKind::Choice { choices } => {
                let different: BTreeSet<_> = choices.iter().collect();
                if different.len() < 2 || different.len() < choices.len() {
                    problems.push(Problem::ChoicesUnusable { question });
                }
            }
            QuestionKind::Number { least, most } if most <= least => {
                problems.push(Problem::NumberBounds { question, least: *least, most: *most });
            }
            QuestionKind::Number { .. }
            | QuestionKind::Text
            | QuestionKind::YesNo
            | QuestionKind::Diet
            | QuestionKind::AccessNeeds => {}
        }
    }
    problems
}
