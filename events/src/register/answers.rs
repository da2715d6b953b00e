//! Who answers for an enrolment, what those concerned answer, and what they need.

use super::Event;
use super::decisions::Desk;
use super::rejection::Rejection;
use crate::ids::{EnrolmentId, PersonId};
use crate::participation::{Answers, Asked, Needs, QuestionKind};
use crate::personal::Personal;

impl Desk<'_> {
    pub(super) fn change_contact(&self, id: EnrolmentId, contact: PersonId) -> Result<Vec<Event>, Rejection> {
        let found = self.find_open(id)?;
        let former = found.contact;
        if former == contact {
            return Ok(vec![]);
        }
        Ok(vec![Event::ContactChanged { enrolment: id, former, contact }])
    }

    pub(super) fn give_answers(
        &self,
        id: EnrolmentId,
        person: PersonId,
        answers: Answers,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find_open(id)?;
        if !found.concerns(person) {
            return Err(Rejection::NotConcerned { reference: found.submission.reference.clone() });
        }
        for (code, answer) in &answers {
            let Some(question) = self.terms.questions.iter().find(|question| question.code == *code) else {
                return Err(Rejection::UnknownQuestion(code.clone()));
            };
            if !question.kind.takes(answer) {
                let (question, wanted) = (code.clone(), question.kind.wanted());
                return Err(Rejection::AnswerDoesNotFit { question, wanted });
            }
            if question.asked_of == Asked::Member && !found.has(person) {
                return Err(Rejection::AskedOfMembers(code.clone()));
            }
        }
        let before = found.answers.get(&person);
        let same = match before {
            Some(before) => before.answers.clear() == Some(&answers),
            None => answers.is_empty(),
        };
        if same {
            return Ok(vec![]);
        }
        let answered = answers.keys().cloned().collect();
        let answers = Personal::Clear(answers);
        Ok(vec![Event::AnswersGiven { enrolment: id, person, answered, answers }])
    }

    pub(super) fn state_needs(
        &self,
        id: EnrolmentId,
        person: PersonId,
        needs: Needs,
    ) -> Result<Vec<Event>, Rejection> {
        let found = self.find_open(id)?;
        if !found.has(person) {
            return Err(Rejection::NotAMember { reference: found.submission.reference.clone() });
        }
        let asks = |kind: &QuestionKind| self.terms.questions.iter().any(|question| question.kind == *kind);
        if needs.diet.is_some() && !asks(&QuestionKind::Diet) {
            return Err(Rejection::NotAsked("diet"));
        }
        if needs.access.is_some() && !asks(&QuestionKind::AccessNeeds) {
            return Err(Rejection::NotAsked("access needs"));
        }
        let same = match found.needs.get(&person) {
            Some(before) => before.clear() == Some(&needs),
            None => needs.diet.is_none() && needs.access.is_none() && !asks_anything(self.terms),
        };
        if same {
            return Ok(vec![]);
        }
        let round = self.state.needs_round;
        Ok(vec![Event::NeedsStated { enrolment: id, person, round, needs: Personal::Clear(needs) }])
    }

    pub(super) fn dispose_needs(&self) -> Vec<Event> {
        match u32::try_from(self.state.needs_known().len()).unwrap_or(u32::MAX) {
            0 => vec![],
            people => vec![Event::NeedsDisposed { people }],
        }
    }
}

/// Whether the programme asks for needs at all: then "nothing" is an answer too.
fn asks_anything(terms: &super::Terms) -> bool {
    terms.questions.iter().any(|question| question.kind.sensitive())
}
