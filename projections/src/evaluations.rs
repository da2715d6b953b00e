//! What participants thought, as far as it may be told.

use chrono::{DateTime, Utc};
use parvis_events::codec::Fact;
use parvis_events::evaluation::{Answer, Ballot, Event, Facet, GroupTally};
use parvis_events::ids::{EvaluationId, PersonId, ProgrammeId, SeminarId};
use parvis_events::programme::{AnswerKind, EvaluationForm};
use parvis_events::values::QuestionCode;

use crate::Envelope;
use crate::table::{row, view};

row! {
    /// An evaluation.
    EvaluationRow in "evaluations", key [evaluation: EvaluationId], links [programme: ProgrammeId], of_programme true {
        /// Its id.
        evaluation: EvaluationId,
        /// Its programme.
        programme: ProgrammeId,
        /// The seminar; absent when the whole programme is evaluated.
        seminar: Option<SeminarId>,
        /// How many were invited.
        invited: u32,
        /// Ballots counted.
        counted: u32,
        /// Fewest ballots that may be shown together (k).
        least_group: u32,
        /// Last instant to answer, UTC.
        closes: DateTime<Utc>,
        /// Whether it is closed.
        closed: bool,
        /// Who approved the summary.
        approver: Option<PersonId>,
        /// When, UTC.
        approved_at: Option<DateTime<Utc>>,
    }
}

row! {
    /// A question.
    QuestionRow in "evaluation_questions", key [evaluation: EvaluationId, question: QuestionCode], links [evaluation: EvaluationId], of_programme true {
        /// The evaluation.
        evaluation: EvaluationId,
        /// Its code.
        question: QuestionCode,
        /// The programme.
        programme: ProgrammeId,
        /// Its place on the form, from 1.
        number: u32,
        /// Its wording.
        text: String,
        /// The best grade; absent for a free text.
        highest: Option<u8>,
        /// What 1 means, or empty.
        low: String,
        /// What the best grade means, or empty.
        high: String,
    }
}

row! {
    /// How many gave a grade; grade 0 is "don't know".
    GradeRow in "evaluation_grades", key [evaluation: EvaluationId, question: QuestionCode, grade: u8], of_programme true {
        /// The evaluation.
        evaluation: EvaluationId,
        /// The question.
        question: QuestionCode,
        /// The grade; 0 for "don't know".
        grade: u8,
        /// The programme.
        programme: ProgrammeId,
        /// How many.
        ballots: u32,
    }
}

row! {
    /// A free text. Rows lie in alphabetical order, which says nothing of who wrote when.
    TextRow in "evaluation_texts", key [evaluation: EvaluationId, question: QuestionCode, text: String], links [evaluation: EvaluationId], of_programme true {
        /// The evaluation.
        evaluation: EvaluationId,
        /// The question.
        question: QuestionCode,
        /// The text.
        text: String,
        /// The programme.
        programme: ProgrammeId,
        /// How many wrote just that.
        ballots: u32,
    }
}

row! {
    /// How many of a group gave a grade.
    GroupGradeRow in "evaluation_groups", key [evaluation: EvaluationId, facet: Facet, group: String, question: QuestionCode, grade: u8], of_programme true {
        /// The evaluation.
        evaluation: EvaluationId,
        /// How participants are grouped.
        facet: Facet,
        /// The group's code.
        group: String,
        /// The question.
        question: QuestionCode,
        /// The grade.
        grade: u8,
        /// The programme.
        programme: ProgrammeId,
        /// Ballots from the group in all.
        group_ballots: u32,
        /// How many of them gave the grade.
        ballots: u32,
    }
}

view! {
    /// What participants thought.
    Evaluations, "evaluations", "What did participants think, seminar by seminar?" {
        /// Evaluations.
        evaluations: EvaluationRow,
        /// Questions.
        questions: QuestionRow,
        /// Grades.
        grades: GradeRow,
        /// Free texts.
        texts: TextRow,
        /// Grades by group.
        groups: GroupGradeRow,
    }
}

impl Evaluations {
    /// Folds one fact.
    pub fn evolve(&mut self, envelope: &Envelope) {
        let Fact::Evaluation(event) = &envelope.fact else { return };
        let evaluation = EvaluationId::new(envelope.stream_id);
        match event {
            Event::Opened { programme, seminar, form, invited, closes } => {
                self.evaluations.put(EvaluationRow {
                    evaluation,
                    programme: *programme,
                    seminar: *seminar,
                    invited: *invited,
                    counted: 0,
                    least_group: form.least_group,
                    closes: *closes,
                    closed: false,
                    approver: None,
                    approved_at: None,
                });
                self.ask(evaluation, *programme, form);
            }
            Event::BallotsCounted { ballots } => self.count(evaluation, ballots),
            Event::Closed { groups } => {
                self.evaluations.update(&(evaluation,), |row| row.closed = true);
                self.group(evaluation, groups);
            }
            Event::SummaryApproved { approver } => self.evaluations.update(&(evaluation,), |row| {
                row.approver = Some(*approver);
                row.approved_at = Some(envelope.decided_at);
            }),
        }
    }

    /// The evaluations of a programme.
    pub fn of(&self, programme: ProgrammeId) -> impl Iterator<Item = &EvaluationRow> {
        self.evaluations.of(programme)
    }

    fn ask(&mut self, evaluation: EvaluationId, programme: ProgrammeId, form: &EvaluationForm) {
        for (question, number) in form.questions.iter().zip(1..) {
            let (highest, low, high) = match &question.answer {
                AnswerKind::Scale { highest, low, high } => {
                    (Some(*highest), low.to_string(), high.to_string())
                }
                AnswerKind::Text => (None, String::new(), String::new()),
            };
            self.questions.put(QuestionRow {
                evaluation,
                question: question.code.clone(),
                programme,
                number,
                text: question.text.to_string(),
                highest,
                low,
                high,
            });
        }
    }

    fn count(&mut self, evaluation: EvaluationId, ballots: &[Ballot]) {
        let Some(programme) = self.evaluations.get(&(evaluation,)).map(|row| row.programme) else { return };
        for ballot in ballots {
            for (question, answer) in &ballot.0 {
                let question = question.clone();
                let grade = match answer {
                    Answer::Grade(grade) => *grade,
                    Answer::DontKnow => 0,
                    Answer::Text(text) => {
                        let key = (evaluation, question.clone(), text.clone());
                        let ballots = self.texts.get(&key).map_or(0, |row| row.ballots) + 1;
                        self.texts.put(TextRow {
                            evaluation,
                            question,
                            text: text.clone(),
                            programme,
                            ballots,
                        });
                        continue;
                    }
                };
                let key = (evaluation, question.clone(), grade);
                let ballots = self.grades.get(&key).map_or(0, |row| row.ballots) + 1;
                self.grades.put(GradeRow { evaluation, question, grade, programme, ballots });
            }
        }
        let number = u32::try_from(ballots.len()).unwrap_or(u32::MAX);
        self.evaluations.update(&(evaluation,), |row| row.counted = row.counted.saturating_add(number));
    }

    fn group(&mut self, evaluation: EvaluationId, groups: &[GroupTally]) {
        let Some(programme) = self.evaluations.get(&(evaluation,)).map(|row| row.programme) else { return };
        for tally in groups {
            for (question, grades) in &tally.grades {
                for (grade, ballots) in grades {
                    self.groups.put(GroupGradeRow {
                        evaluation,
                        facet: tally.facet,
                        group: tally.group.clone(),
                        question: question.clone(),
                        grade: *grade,
                        programme,
                        group_ballots: tally.ballots,
                        ballots: *ballots,
                    });
                }
            }
        }
    }
}
