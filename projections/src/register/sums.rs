//! What follows from the rows of a register: places in the queue, what is missing, how full it is.

use std::collections::{BTreeMap, BTreeSet};

use parvis_events::ids::{EnrolmentId, PersonId, ProgrammeId, RegisterId, SeminarId};
use parvis_events::participation::{EnrolmentQuestion, Member, ParticipationRule};
use parvis_events::values::{MunicipalityCode, QuestionCode, RoleCode};

use super::{
    DraftRow, EnrolmentRow, OverviewRow, ParticipantRow, Register, Status, TermsRow, leaver, roles_of,
};

impl Register {
    /// Brings up to date what follows from the rows that were touched.
    pub fn settle(&mut self) {
        for (register, enrolments) in self.touched() {
            if let Some(terms) = self.terms.get(&(register,)).cloned() {
                self.settle_register(&terms, &enrolments);
                self.settle_drafts(&terms);
            }
        }
    }

    /// How many people have a place at a seminar: those of the programme, and those of that meeting.
    pub fn expected(&self, programme: ProgrammeId, seminar: SeminarId) -> u32 {
        let here = |row: &&OverviewRow| row.seminar.is_none_or(|meeting| meeting == seminar);
        self.overview.of(programme).filter(here).map(|row| row.participants).sum()
    }

    /// The registers in which something was touched, and the enrolments it is about. New terms are about all of them.
    fn touched(&self) -> BTreeMap<RegisterId, BTreeSet<EnrolmentId>> {
        let mut touched: BTreeMap<RegisterId, BTreeSet<EnrolmentId>> = BTreeMap::new();
        let enrolments = self.enrolments.touched().map(|(key, _)| key.0);
        let members = self.participants.touched().map(|(key, _)| key.0);
        let answers = self.answers.touched().map(|(key, _)| key.0);
        let needs = self.needs.touched().map(|(key, _)| key.0);
        for enrolment in enrolments.chain(members).chain(answers).chain(needs) {
            if let Some(row) = self.enrolment(enrolment) {
                touched.entry(row.register).or_default().insert(enrolment);
            }
        }
        for (key, before) in self.drafts.touched() {
            if let Some(row) = self.drafts.get(key).or(before) {
                touched.entry(row.register).or_default();
            }
        }
        for (key, _) in self.terms.touched() {
            touched.entry(key.0).or_default().extend(self.enrolments.of(key.0).map(|row| row.enrolment));
        }
        touched
    }

    fn settle_register(&mut self, terms: &TermsRow, enrolments: &BTreeSet<EnrolmentId>) {
        let rule: Option<ParticipationRule> = serde_json::from_value(terms.rule.clone()).ok();
        let questions: Vec<EnrolmentQuestion> =
            serde_json::from_value(terms.questions.clone()).unwrap_or_default();
        for enrolment in enrolments {
            let Some(row) = self.enrolment(*enrolment).cloned() else { continue };
            let members: Vec<ParticipantRow> =
                self.participants.of(*enrolment).filter(|row| !leaver(row.status)).cloned().collect();
            // Nobody is wanted where everybody left. (Asked again, the members who left would be counted as missing.)
            let wanted = rule.as_ref().filter(|_| !leaver(row.status));
            let lacks = wanted.map(|rule| Lacks::of(rule, &members, &row)).unwrap_or_default();
            let missing_answers =
                if row.status.active() { self.unanswered(&questions, &row, &members) } else { String::new() };
            self.enrolments.update(&(*enrolment,), |row| {
                row.queue_place = row.queue_place.filter(|_| row.status == Status::Queued);
                row.missing = lacks.missing;
                row.people_missing = lacks.people;
                row.dispensed = lacks.dispensed;
                row.incomplete = lacks.people > 0 && !lacks.dispensed;
                row.missing_answers = missing_answers;
            });
            for member in members.iter().filter(|member| member.status != row.status) {
                self.participants
                    .update(&(member.enrolment, member.person), |member| member.status = row.status);
            }
        }
        self.settle_queue(terms.register);
        self.overview.put(self.count(terms));
    }

    /// Numbers those who wait, if somebody began to or no longer does.
    fn settle_queue(&mut self, register: RegisterId) {
        let waits = |row: &EnrolmentRow| row.register == register && row.status == Status::Queued;
        let moved = self
            .enrolments
            .touched()
            .any(|(key, before)| before.is_some_and(waits) != self.enrolments.get(key).is_some_and(waits));
        if !moved {
            return;
        }
        let mut queue: Vec<(u32, EnrolmentId, Option<u32>)> = self
            .enrolments
            .of(register)
            .filter(|row| waits(row))
            .map(|row| (row.number, row.enrolment, row.queue_place))
            .collect();
        queue.sort_unstable();
        for ((_, enrolment, before), place) in queue.into_iter().zip(1..) {
            if before != Some(place) {
                self.enrolments.update(&(enrolment,), |row| row.queue_place = Some(place));
            }
        }
    }

    /// The required questions of an enrolment that nobody, or not every member, has answered.
    fn unanswered(
        &self,
        questions: &[EnrolmentQuestion],
        row: &EnrolmentRow,
        members: &[ParticipantRow],
    ) -> String {
        let answered = |question: &EnrolmentQuestion, person: PersonId| {
            if question.kind.sensitive() {
                self.needs.get(&(row.enrolment, person)).is_some()
            } else {
                self.answers.get(&(row.enrolment, person, question.code.clone())).is_some()
            }
        };
        let members: Vec<PersonId> = members.iter().map(|member| member.person).collect();
        let missing = questions.iter().filter(|question| question.must_be_answered()).filter(|question| {
            !question.unanswered(row.contact, &members, |person| answered(question, person)).is_empty()
        });
        let codes: Vec<&str> = missing.map(|question| QuestionCode::as_str(&question.code)).collect();
        codes.join(" ")
    }

    /// How full a register is: as it was, and what was touched since; counted anew when the terms were touched.
    fn count(&self, terms: &TermsRow) -> OverviewRow {
        let anew = self.terms.touched().any(|(key, _)| key.0 == terms.register);
        let known = self.overview.get(&(terms.register,)).filter(|_| !anew);
        let mut count = known.cloned().unwrap_or_else(|| nobody(terms));
        (count.places, count.released) = (terms.places, terms.released);
        let here = |row: &ParticipantRow| (row.programme, row.seminar) == (terms.programme, terms.seminar);
        count.drafts = u32::try_from(self.drafts.count_of(terms.register)).unwrap_or(u32::MAX);
        if known.is_none() {
            for row in self.enrolments.of(terms.register) {
                enrolled(&mut count, row, 1);
            }
            for row in self.participants.of(terms.programme).filter(|row| here(row)) {
                takes_part(&mut count, row, 1);
            }
            return count;
        }
        let mine = |row: &&EnrolmentRow| row.register == terms.register;
        for (key, before) in self.enrolments.touched() {
            for (row, by) in [(before, -1), (self.enrolments.get(key), 1)] {
                if let Some(row) = row.filter(mine) {
                    enrolled(&mut count, row, by);
                }
            }
        }
        for (key, before) in self.participants.touched() {
            for (row, by) in [(before, -1), (self.participants.get(key), 1)] {
                if let Some(row) = row.filter(|row| here(row)) {
                    takes_part(&mut count, row, by);
                }
            }
        }
        count
    }

    /// Tells each draft of the others that are about the same municipality, where it can have one enrolment only.
    fn settle_drafts(&mut self, terms: &TermsRow) {
        let drafts: Vec<DraftRow> = self.drafts.of(terms.register).cloned().collect();
        if drafts.is_empty() {
            return;
        }
        let rule: Option<ParticipationRule> = serde_json::from_value(terms.rule.clone()).ok();
        let one = rule.is_some_and(|rule| rule.one_per_municipality());
        let mut alike: BTreeMap<&MunicipalityCode, Vec<(Option<EnrolmentId>, &String)>> = BTreeMap::new();
        for row in self.enrolments.of(terms.register).filter(|row| one && row.status.active()) {
            alike.entry(&row.municipality).or_default().push((None, &row.reference));
        }
        for draft in drafts.iter().filter(|_| one) {
            alike.entry(&draft.municipality).or_default().push((Some(draft.enrolment), &draft.reference));
        }
        let told: Vec<(EnrolmentId, String)> = drafts
            .iter()
            .map(|draft| {
                let others = alike.get(&draft.municipality).into_iter().flatten();
                let others = others.filter(|(of, _)| *of != Some(draft.enrolment));
                let names: Vec<&str> = others.map(|(_, reference)| reference.as_str()).collect();
                (draft.enrolment, names.join(" "))
            })
            .collect();
        for (draft, alike) in told {
            self.drafts.update(&(draft,), |row| row.alike = alike);
        }
    }
}

/// A register that nobody is in.
fn nobody(terms: &TermsRow) -> OverviewRow {
    OverviewRow {
        register: terms.register,
        programme: terms.programme,
        seminar: terms.seminar,
        places: terms.places,
        places_taken: 0,
        applied: 0,
        admitted: 0,
        queued: 0,
        offered: 0,
        incomplete: 0,
        expired: 0,
        declined: 0,
        withdrawn: 0,
        refused: 0,
        drafts: 0,
        participants: 0,
        released: terms.released,
    }
}

/// Counts an enrolment, or takes it out of the count.
fn enrolled(count: &mut OverviewRow, row: &EnrolmentRow, by: i32) {
    let add = |number: &mut u32| *number = number.saturating_add_signed(by);
    add(&mut count.applied);
    match row.status {
        Status::Admitted => [&mut count.admitted, &mut count.places_taken].map(add),
        Status::Offered => [&mut count.offered, &mut count.places_taken].map(add),
        Status::Incomplete => [&mut count.incomplete, &mut count.places_taken].map(add),
        Status::Queued => [&mut count.queued, &mut 0].map(add),
        Status::Expired => [&mut count.expired, &mut 0].map(add),
        Status::Declined => [&mut count.declined, &mut 0].map(add),
        Status::Withdrawn | Status::LateWithdrawal => [&mut count.withdrawn, &mut 0].map(add),
        Status::Refused => [&mut count.refused, &mut 0].map(add),
        Status::Draft | Status::Submitted | Status::Replaced => [(), ()],
    };
}

fn takes_part(count: &mut OverviewRow, row: &ParticipantRow, by: i32) {
    if row.status == Status::Admitted {
        count.participants = count.participants.saturating_add_signed(by);
    }
}

/// What an enrolment lacks.
#[derive(Default)]
struct Lacks {
    missing: String,
    people: u32,
    dispensed: bool,
}

impl Lacks {
    fn of(rule: &ParticipationRule, members: &[ParticipantRow], row: &EnrolmentRow) -> Self {
        let members: Vec<Member> = members
            .iter()
            .map(|member| Member { person: member.person, roles: roles_of(&member.roles) })
            .collect();
        let lack = rule.lack(&members);
        let names: Vec<&str> = lack.roles.iter().map(RoleCode::as_str).collect();
        let granted = row.dispensation.zip(row.dispensed_for);
        let dispensed = granted.is_some_and(|(kind, person)| kind.covers(person, rule, &members));
        Self { missing: names.join(" "), people: lack.people, dispensed }
    }
}
