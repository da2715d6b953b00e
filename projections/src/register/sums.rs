//! What follows from the rows of a register: places in the queue, what is missing, how full it is.

use std::collections::BTreeMap;

use parvis_events::ids::{EnrolmentId, PersonId, ProgrammeId};
use parvis_events::participation::{Asked, EnrolmentQuestion, Member, ParticipationRule};
use parvis_events::values::{QuestionCode, RoleCode};

use super::{EnrolmentRow, OverviewRow, ParticipantRow, Register, Status, TermsRow, leaver, roles_of};

impl Register {
    /// Brings what follows from the rows up to date, for one programme.
    pub fn settle(&mut self, programme: ProgrammeId) {
        let registers: Vec<TermsRow> = self.registers_of(programme).cloned().collect();
        for terms in &registers {
            self.settle_register(terms);
        }
        self.settle_drafts(programme);
    }

    fn settle_register(&mut self, terms: &TermsRow) {
        let rule: Option<ParticipationRule> = serde_json::from_value(terms.rule.clone()).ok();
        let questions: Vec<EnrolmentQuestion> =
            serde_json::from_value(terms.questions.clone()).unwrap_or_default();
        let mut enrolments: Vec<EnrolmentRow> =
            self.enrolments.rows().filter(|row| row.register == terms.register).cloned().collect();
        enrolments.sort_by_key(|row| row.number);
        let mut members = self.members_of(terms);
        let mut waiting = 0;
        for row in &enrolments {
            let members = members.remove(&row.enrolment).unwrap_or_default();
            let queue_place = (row.status == Status::Queued).then(|| {
                waiting += 1;
                waiting
            });
            // Nobody is wanted where everybody left. (Asked again, the members who left would be counted as missing.)
            let wanted = rule.as_ref().filter(|_| !leaver(row.status));
            let missing = wanted.map(|rule| missing(rule, &members)).unwrap_or_default();
            let missing_answers =
                if row.status.active() { self.unanswered(&questions, row, &members) } else { String::new() };
            self.enrolments.update(&(row.enrolment,), |row| {
                row.queue_place = queue_place;
                row.missing = missing;
                row.missing_answers = missing_answers;
            });
            for member in members.iter().filter(|member| member.status != row.status) {
                self.participants
                    .update(&(member.enrolment, member.person), |member| member.status = row.status);
            }
        }
        self.overview.put(self.count(terms, &enrolments));
    }

    /// The members of each enrolment of a register, without those who left.
    fn members_of(&self, terms: &TermsRow) -> BTreeMap<EnrolmentId, Vec<ParticipantRow>> {
        let mut members: BTreeMap<EnrolmentId, Vec<ParticipantRow>> = BTreeMap::new();
        let here = |row: &&ParticipantRow| (row.programme, row.seminar) == (terms.programme, terms.seminar);
        for row in self.participants.rows().filter(here).filter(|row| !leaver(row.status)) {
            members.entry(row.enrolment).or_default().push(row.clone());
        }
        members
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
        let missing =
            questions.iter().filter(|q| q.required || q.required_before.is_some()).filter(|question| {
                match question.asked_of {
                    Asked::Member => !members.iter().all(|member| answered(question, member.person)),
                    Asked::Enrolment => {
                        !answered(question, row.contact)
                            && !members.iter().any(|member| answered(question, member.person))
                    }
                }
            });
        let codes: Vec<&str> = missing.map(|question| QuestionCode::as_str(&question.code)).collect();
        codes.join(" ")
    }

    fn count(&self, terms: &TermsRow, enrolments: &[EnrolmentRow]) -> OverviewRow {
        let number = |of: &[Status]| {
            u32::try_from(enrolments.iter().filter(|row| of.contains(&row.status)).count())
                .unwrap_or(u32::MAX)
        };
        let here = self.admitted(terms.programme).filter(|row| row.seminar == terms.seminar);
        let drafts = self.drafts.rows().filter(|row| row.register == terms.register);
        OverviewRow {
            register: terms.register,
            programme: terms.programme,
            seminar: terms.seminar,
            places: terms.places,
            places_taken: number(&[Status::Admitted, Status::Offered, Status::Incomplete]),
            applied: u32::try_from(enrolments.len()).unwrap_or(u32::MAX),
            admitted: number(&[Status::Admitted]),
            queued: number(&[Status::Queued]),
            offered: number(&[Status::Offered]),
            incomplete: number(&[Status::Incomplete]),
            expired: number(&[Status::Expired]),
            declined: number(&[Status::Declined]),
            withdrawn: number(&[Status::Withdrawn, Status::LateWithdrawal]),
            refused: number(&[Status::Refused]),
            drafts: u32::try_from(drafts.count()).unwrap_or(u32::MAX),
            participants: u32::try_from(here.count()).unwrap_or(u32::MAX),
            released: terms.released,
        }
    }

    /// Tells each draft of the others that are about the same municipality, where it can have one enrolment only.
    fn settle_drafts(&mut self, programme: ProgrammeId) {
        let drafts: Vec<_> = self.drafts.rows().filter(|row| row.programme == programme).cloned().collect();
        for draft in &drafts {
            let rule = self.terms.get(&(draft.register,)).map(|row| row.rule.clone());
            let rule: Option<ParticipationRule> = rule.and_then(|rule| serde_json::from_value(rule).ok());
            let one = rule.is_some_and(|rule| rule.one_per_municipality());
            let drafted = drafts
                .iter()
                .filter(|other| other.enrolment != draft.enrolment && other.register == draft.register)
                .filter(|other| other.municipality == draft.municipality)
                .map(|other| other.reference.clone());
            let enrolled = self
                .enrolments
                .rows()
                .filter(|other| other.register == draft.register && other.status.active())
                .filter(|other| other.municipality == draft.municipality)
                .map(|other| other.reference.clone());
            let alike: Vec<String> = if one { enrolled.chain(drafted).collect() } else { Vec::new() };
            self.drafts.update(&(draft.enrolment,), |row| row.alike = alike.join(" "));
        }
    }
}

fn missing(rule: &ParticipationRule, members: &[ParticipantRow]) -> String {
    let members: Vec<Member> = members
        .iter()
        .map(|member| Member { person: member.person, roles: roles_of(&member.roles) })
        .collect();
    let missing = rule.missing(&members);
    let names: Vec<&str> = missing.iter().map(RoleCode::as_str).collect();
    names.join(" ")
}
