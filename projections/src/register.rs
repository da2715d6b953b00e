//! Who is enrolled, who has a place, who waits, and who stands in for whom.

mod forms;
mod rows;
mod sums;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use parvis_events::codec::Fact;
use parvis_events::ids::{EnrolmentId, PersonId, ProgrammeId, RegisterId, SeminarId, SessionId};
use parvis_events::participation::Member;
use parvis_events::register::{Event, Pool, Submission, Terms};
use parvis_events::values::RoleCode;

pub use self::rows::{
    AnswerRow, DeputyRow, DraftRow, EnrolmentRow, HandDecisionRow, InvitationRow, InvitationStatus, NeedRow,
    OverviewRow, ParticipantRow, Status, TermsRow,
};
use crate::Envelope;
use crate::table::view;

view! {
    /// Who is enrolled.
    Register, "register", "Who is enrolled, who has a place, who waits, and who stands in for whom?" {
        /// Enrolments.
        enrolments: EnrolmentRow,
        /// People.
        participants: ParticipantRow,
        /// Deputies.
        deputies: DeputyRow,
        /// How full each programme is.
        overview: OverviewRow,
        /// Terms.
        terms: TermsRow,
        /// Begun and not handed in.
        drafts: DraftRow,
        /// Colleagues asked to join.
        invitations: InvitationRow,
        /// Answers to the programme's questions.
        answers: AnswerRow,
        /// What the coordinator decided by hand.
        hand_decisions: HandDecisionRow,
        /// Who said what they need.
        needs: NeedRow,
    }
}

/// Whose register it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home {
    /// The register.
    pub register: RegisterId,
    /// The programme.
    pub programme: ProgrammeId,
    /// The open meeting, if it is the register of one.
    pub seminar: Option<SeminarId>,
}

impl Register {
    /// Folds one fact.
    pub fn evolve(&mut self, envelope: &Envelope) {
        match &envelope.fact {
            Fact::Register(Event::TermsSet { terms }) => self.set_terms(envelope, terms),
            Fact::Register(event) => {
                let home = self.home(RegisterId::new(envelope.stream_id));
                self.fold(home, event, envelope.decided_at);
                self.fold_forms(home, event, envelope.decided_at);
                self.note_decision(home, event, envelope);
            }
            Fact::Person(parvis_events::person::Event::Erased) => {
                let person = PersonId::new(envelope.stream_id);
                self.answers.update_of(person, |row| row.answer = None);
                self.hand_decisions.update_of(person, |row| row.reason = None);
            }
            Fact::Programme(_)
            | Fact::Attendance(_)
            | Fact::Certificates(_)
            | Fact::Evaluation(_)
            | Fact::Person(_)
            | Fact::Letter(_)
            | Fact::Access(_) => {}
        }
    }

    /// Whose register it is. One whose terms are not known yet is a programme's.
    pub fn home(&self, register: RegisterId) -> Home {
        match self.terms.get(&(register,)) {
            Some(row) => Home { register, programme: row.programme, seminar: row.seminar },
            None => Home { register, programme: ProgrammeId::new(register.uuid()), seminar: None },
        }
    }

    /// The registers of a programme: its own, or one for each of its meetings.
    pub fn registers_of(&self, programme: ProgrammeId) -> impl Iterator<Item = &TermsRow> {
        self.terms.of(programme)
    }

    fn set_terms(&mut self, envelope: &Envelope, terms: &Terms) {
        let register = RegisterId::new(envelope.stream_id);
        let meeting = terms.meeting;
        self.terms.put(TermsRow {
            register,
            programme: meeting.map_or(ProgrammeId::new(envelope.stream_id), |meeting| meeting.programme),
            seminar: meeting.map(|meeting| meeting.seminar),
            places: terms.places,
            released: self.terms.get(&(register,)).is_some_and(|row| row.released),
            release: terms.release.filter(|_| !terms.allocations.is_empty()),
            rule: serde_json::to_value(&terms.rule).unwrap_or_default(),
            opens: terms.enrolment.from,
            closes: terms.enrolment.to,
            closed: terms.closed,
            withdrawal_deadline: terms.withdrawal_deadline,
            questions: serde_json::to_value(&terms.questions).unwrap_or_default(),
        });
    }

    fn fold(&mut self, home: Home, event: &Event, at: DateTime<Utc>) {
        match event {
            Event::Submitted(submission) => self.submit(home, submission, at),
            Event::MemberAdded { enrolment, member } => self.join(home, *enrolment, member, None, at),
            Event::MemberReplaced { enrolment, leaving, member, .. } => {
                // Somebody who only gets other roles does not leave.
                let replaces = (*leaving != member.person).then_some(*leaving);
                if let Some(leaving) = replaces {
                    self.leave(*enrolment, leaving, Status::Replaced, at);
                }
                self.join(home, *enrolment, member, replaces, at);
            }
            Event::MemberWithdrawn { enrolment, person, late, .. } => {
                let status = if *late { Status::LateWithdrawal } else { Status::Withdrawn };
                self.leave(*enrolment, *person, status, at);
            }
            Event::DispensationGranted { enrolment, kind, person, .. } => {
                self.change(*enrolment, at, |row| {
                    row.dispensation = Some(*kind);
                    row.dispensed_for = Some(*person);
                });
            }
            Event::SeatsHeld { enrolment, pool, until } => {
                self.situate(*enrolment, at, Status::Incomplete, Some(pool), Some(*until));
            }
            Event::PlaceGranted { enrolment, pool } => {
                self.situate(*enrolment, at, Status::Admitted, Some(pool), None);
            }
            Event::Queued { enrolment, .. } => self.situate(*enrolment, at, Status::Queued, None, None),
            Event::PassedOver { enrolment, .. } => self.change(*enrolment, at, |_| {}),
            Event::PlaceOffered { enrolment, pool, until } => {
                self.situate(*enrolment, at, Status::Offered, Some(pool), Some(*until));
            }
            Event::OfferAccepted { enrolment } => self.change(*enrolment, at, |row| {
                row.status = Status::Admitted;
                row.until = None;
            }),
            Event::OfferDeclined { enrolment } => self.situate(*enrolment, at, Status::Declined, None, None),
            Event::OfferExpired { enrolment } | Event::HoldExpired { enrolment } => {
                self.situate(*enrolment, at, Status::Expired, None, None);
            }
            Event::Withdrawn { enrolment, late } => {
                let status = if *late { Status::LateWithdrawal } else { Status::Withdrawn };
                self.situate(*enrolment, at, status, None, None);
            }
            Event::Refused { enrolment } => self.situate(*enrolment, at, Status::Refused, None, None),
            Event::ContactChanged { enrolment, contact, .. } => {
                self.change(*enrolment, at, |row| row.contact = *contact);
            }
            Event::DecidedByHand { enrolment, .. } => self.change(*enrolment, at, |_| {}),
            Event::AllocationReleased { .. } => {
                self.terms.update(&(home.register,), |row| row.released = true);
            }
            Event::DeputyNamed { enrolment, member, deputy, sessions } => {
                let rows = sessions
                    .iter()
                    .map(|session| DeputyRow {
                        enrolment: *enrolment,
                        member: *member,
                        deputy: *deputy,
                        session: *session,
                        programme: home.programme,
                    })
                    .collect();
                self.deputies.replace_among(*enrolment, same_deputy(*member, *deputy), rows);
            }
            Event::DeputyRemoved { enrolment, member, deputy } => {
                self.deputies.replace_among(*enrolment, same_deputy(*member, *deputy), vec![]);
            }
            Event::TermsSet { .. }
            | Event::Drafted(_)
            | Event::DraftDiscarded { .. }
            | Event::MemberInvited { .. }
            | Event::InvitationAccepted { .. }
            | Event::InvitationDeclined { .. }
            | Event::InvitationWithdrawn { .. }
            | Event::AnswersGiven { .. }
            | Event::NeedsStated { .. }
            | Event::NeedsDisposed { .. } => {}
        }
    }

    /// The people who have a place in a programme, or at one of its meetings; whoever comes to several meetings
    /// stands there several times.
    pub fn admitted(&self, programme: ProgrammeId) -> impl Iterator<Item = &ParticipantRow> {
        self.participants.of(programme).filter(|row| row.status == Status::Admitted)
    }

    /// The people who have a place at a seminar: those of the programme, or of that meeting.
    pub fn expected_at(
        &self,
        programme: ProgrammeId,
        seminar: SeminarId,
    ) -> impl Iterator<Item = &ParticipantRow> {
        self.admitted(programme).filter(move |row| row.comes_to(seminar))
    }

    /// Whom somebody stands in for at a session, if anyone.
    pub fn stands_in_for(&self, deputy: PersonId, session: SessionId) -> Option<&DeputyRow> {
        self.deputies.of(deputy).find(|row| row.session == session)
    }

    /// The enrolment with this id.
    pub fn enrolment(&self, enrolment: EnrolmentId) -> Option<&EnrolmentRow> {
        self.enrolments.get(&(enrolment,))
    }

    fn submit(&mut self, home: Home, submission: &Submission, at: DateTime<Utc>) {
        self.drafts.remove(&(submission.enrolment,));
        let before = self.enrolments.count_of(home.register);
        self.enrolments.put(EnrolmentRow {
            enrolment: submission.enrolment,
            programme: home.programme,
            seminar: home.seminar,
            register: home.register,
            reference: submission.reference.to_string(),
            number: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1),
            municipality: submission.municipality.clone(),
            county: submission.county.clone(),
            contact: submission.contact,
            via: submission.via,
            status: Status::Submitted,
            reserved_for: None,
            until: None,
            queue_place: None,
            missing: String::new(),
            missing_answers: String::new(),
            people_missing: 0,
            dispensation: None,
            dispensed_for: None,
            dispensed: false,
            incomplete: false,
            submitted_at: at,
            changed_at: at,
        });
        for member in &submission.members {
            self.join(home, submission.enrolment, member, None, at);
        }
    }

    fn join(
        &mut self,
        home: Home,
        enrolment: EnrolmentId,
        member: &Member,
        replaces: Option<PersonId>,
        at: DateTime<Utc>,
    ) {
        // Who is a member is nobody's deputy any more.
        self.deputies.replace_among(enrolment, |row| row.deputy == member.person, vec![]);
        let roles: Vec<&str> = member.roles.iter().map(RoleCode::as_str).collect();
        self.participants.put(ParticipantRow {
            enrolment,
            person: member.person,
            programme: home.programme,
            seminar: home.seminar,
            roles: roles.join(" "),
            replaces,
            status: Status::Submitted,
            joined_at: at,
            changed_at: at,
        });
        self.change(enrolment, at, |_| {});
    }

    fn leave(&mut self, enrolment: EnrolmentId, person: PersonId, status: Status, at: DateTime<Utc>) {
        self.participants.update(&(enrolment, person), |row| {
            row.status = status;
            row.changed_at = at;
        });
        self.deputies.replace_among(enrolment, |row| row.member == person, vec![]);
        // Whoever answers for the enrolment still does, whether they take part or not.
        if self.enrolment(enrolment).is_none_or(|row| row.contact != person) {
            self.answers.replace_among(enrolment, |row| row.person == person, vec![]);
        }
        self.change(enrolment, at, |row| {
            let granted = row.dispensation.zip(row.dispensed_for);
            if granted.is_some_and(|(kind, granted_for)| kind.ends_with(granted_for, person)) {
                row.dispensation = None;
                row.dispensed_for = None;
            }
        });
    }

    fn change(&mut self, enrolment: EnrolmentId, at: DateTime<Utc>, change: impl FnOnce(&mut EnrolmentRow)) {
        self.enrolments.update(&(enrolment,), |row| {
            row.changed_at = at;
            change(row);
        });
    }

    fn situate(
        &mut self,
        enrolment: EnrolmentId,
        at: DateTime<Utc>,
        status: Status,
        pool: Option<&Pool>,
        until: Option<DateTime<Utc>>,
    ) {
        self.change(enrolment, at, |row| {
            row.status = status;
            row.until = until;
            row.reserved_for = match pool {
                Some(Pool::Reserved(county)) => Some(county.clone()),
                Some(Pool::Common) | None => None,
            };
        });
    }
}

impl ParticipantRow {
    /// Whether somebody's place is for a seminar: for all of a programme, or for that meeting.
    pub fn comes_to(&self, seminar: SeminarId) -> bool {
        self.seminar.is_none_or(|meeting| meeting == seminar)
    }
}

/// The roles in a row's column.
pub fn roles_of(column: &str) -> BTreeSet<RoleCode> {
    column.split_whitespace().filter_map(|role| role.parse().ok()).collect()
}

/// Whether a member's own status outranks the enrolment's.
fn leaver(status: Status) -> bool {
    status == Status::Replaced || status == Status::Withdrawn || status == Status::LateWithdrawal
}

fn same_deputy(member: PersonId, deputy: PersonId) -> impl Fn(&DeputyRow) -> bool {
    move |row| (row.member, row.deputy) == (member, deputy)
}
