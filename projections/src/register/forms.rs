//! Drafts, invitations, answers and needs: what is filled in before and beside an enrolment.

use chrono::{DateTime, Utc};
use parvis_events::ids::InvitationId;
use parvis_events::participation::Answers;
use parvis_events::personal::Personal;
use parvis_events::register::{Event, Submission};
use parvis_events::values::RoleCode;

use super::{AnswerRow, DraftRow, HandDecisionRow, Home, InvitationRow, InvitationStatus, NeedRow, Register};
use crate::Envelope;

impl Register {
    pub(super) fn fold_forms(&mut self, home: Home, event: &Event, at: DateTime<Utc>) {
        match event {
            Event::Drafted(submission) => self.draft(home, submission, at),
            Event::DraftDiscarded { enrolment } => {
                let enrolment = *enrolment;
                self.drafts.remove(&(enrolment,));
                self.answers.replace_of(enrolment, vec![]);
            }
            Event::MemberInvited { enrolment, invitation, person, roles, until } => {
                let roles: Vec<&str> = roles.iter().map(RoleCode::as_str).collect();
                self.invitations.put(InvitationRow {
                    invitation: *invitation,
                    enrolment: *enrolment,
                    programme: home.programme,
                    seminar: home.seminar,
                    person: *person,
                    roles: roles.join(" "),
                    until: *until,
                    status: InvitationStatus::Open,
                    invited_at: at,
                    answered_at: None,
                });
            }
            Event::InvitationAccepted { invitation, .. } => {
                self.reply(*invitation, InvitationStatus::Accepted, at);
            }
            Event::InvitationDeclined { invitation, .. } => {
                self.reply(*invitation, InvitationStatus::Declined, at);
            }
            Event::InvitationWithdrawn { invitation, .. } => {
                self.reply(*invitation, InvitationStatus::Withdrawn, at);
            }
            Event::ContactChanged { enrolment, contact, .. } => {
                self.drafts.update(&(*enrolment,), |row| {
                    row.contact = *contact;
                    row.changed_at = at;
                });
            }
            Event::AnswersGiven { enrolment, person, answered, answers } => {
                let (enrolment, person) = (*enrolment, *person);
                let rows = answered.iter().map(|question| AnswerRow {
                    enrolment,
                    person,
                    question: question.clone(),
                    programme: home.programme,
                    seminar: home.seminar,
                    answer: said(answers, question),
                    answered_at: at,
                });
                self.answers.replace_among(enrolment, |row| row.person == person, rows.collect());
            }
            Event::NeedsStated { enrolment, person, round, .. } => self.needs.put(NeedRow {
                enrolment: *enrolment,
                person: *person,
                programme: home.programme,
                seminar: home.seminar,
                register: home.register,
                round: *round,
                stated_at: at,
            }),
            Event::NeedsDisposed { .. } => {
                self.needs.replace_of(home.register, vec![]);
            }
            parvis_events::facts_of_places!() => {}
            Event::MemberAdded { .. }
            | Event::MemberReplaced { .. }
            | Event::MemberWithdrawn { .. }
            | Event::DispensationGranted { .. }
            | Event::DeputyNamed { .. }
            | Event::DeputyRemoved { .. } => {}
        }
    }

    pub(super) fn note_decision(&mut self, home: Home, event: &Event, envelope: &Envelope) {
        let Event::DecidedByHand { enrolment, decision, contact, reason } = event else { return };
        self.hand_decisions.put(HandDecisionRow {
            enrolment: *enrolment,
            decided_at: envelope.decided_at,
            programme: home.programme,
            seminar: home.seminar,
            decision: *decision,
            contact: *contact,
            reason: reason.clear().cloned(),
            decided_by: envelope.actor.clone(),
        });
    }

    fn draft(&mut self, home: Home, submission: &Submission, at: DateTime<Utc>) {
        let begun = self.drafts.get(&(submission.enrolment,)).map_or(at, |row| row.drafted_at);
        self.drafts.put(DraftRow {
            enrolment: submission.enrolment,
            programme: home.programme,
            seminar: home.seminar,
            register: home.register,
            reference: submission.reference.to_string(),
            municipality: submission.municipality.clone(),
            county: submission.county.clone(),
            contact: submission.contact,
            via: submission.via,
            members: serde_json::to_value(&submission.members).unwrap_or_default(),
            alike: String::new(),
            drafted_at: begun,
            changed_at: at,
        });
    }

    fn reply(&mut self, invitation: InvitationId, status: InvitationStatus, at: DateTime<Utc>) {
        self.invitations.update(&(invitation,), |row| {
            row.status = status;
            row.answered_at = Some(at);
        });
    }
}

/// An answer as a table holds it; absent after erasure.
fn said(
    answers: &Personal<Answers>,
    question: &parvis_events::values::QuestionCode,
) -> Option<serde_json::Value> {
    let answer = answers.clear()?.get(question)?;
    serde_json::to_value(answer).ok()
}
