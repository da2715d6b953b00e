//! Who is enrolled, who has a place, who waits, and who stands in for whom.

mod rows;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use parvis_events::codec::Fact;
use parvis_events::ids::{EnrolmentId, PersonId, ProgrammeId, SessionId};
use parvis_events::participation::{Member, ParticipationRule};
use parvis_events::register::{Event, Pool, Submission};
use parvis_events::values::RoleCode;

pub use self::rows::{DeputyRow, EnrolmentRow, OverviewRow, ParticipantRow, Status, TermsRow};
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
    }
}

impl Register {
    /// Folds one fact.
    pub fn evolve(&mut self, envelope: &Envelope) {
        let Fact::Register(event) = &envelope.fact else { return };
        let programme = ProgrammeId::new(envelope.stream_id);
        let at = envelope.decided_at;
        match event {
            Event::TermsSet { terms } => self.terms.put(TermsRow {
                programme,
                places: terms.places,
                released: self.terms.get(&(programme,)).is_some_and(|row| row.released),
                release: terms.release.filter(|_| !terms.allocations.is_empty()),
                rule: serde_json::to_value(&terms.rule).unwrap_or_default(),
            }),
            Event::Submitted(submission) => self.submit(programme, submission, at),
            Event::MemberAdded { enrolment, member } => self.join(programme, *enrolment, member, None, at),
            Event::MemberReplaced { enrolment, leaving, member, .. } => {
                // Somebody who only gets other roles does not leave.
                let replaces = (*leaving != member.person).then_some(*leaving);
                if let Some(leaving) = replaces {
                    self.leave(*enrolment, leaving, Status::Replaced, at);
                }
                self.join(programme, *enrolment, member, replaces, at);
            }
            Event::MemberWithdrawn { enrolment, person, late, .. } => {
                let status = if *late { Status::LateWithdrawal } else { Status::Withdrawn };
                self.leave(*enrolment, *person, status, at);
            }
            Event::DispensationGranted { enrolment, .. } => {
                self.change(*enrolment, at, |row| row.dispensed = true);
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
            Event::AllocationReleased { .. } => self.terms.update(&(programme,), |row| row.released = true),
            Event::DeputyNamed { enrolment, member, deputy, sessions } => {
                let rows = sessions
                    .iter()
                    .map(|session| DeputyRow {
                        enrolment: *enrolment,
                        member: *member,
                        deputy: *deputy,
                        session: *session,
                        programme,
                    })
                    .collect();
                let same = same_deputy(*enrolment, *member, *deputy);
                self.deputies.replace_where(same, rows);
            }
            Event::DeputyRemoved { enrolment, member, deputy } => {
                self.deputies.replace_where(same_deputy(*enrolment, *member, *deputy), vec![]);
            }
        }
    }

    /// Brings what follows from the rows up to date, for one programme.
    pub fn settle(&mut self, programme: ProgrammeId) {
        let Some(terms) = self.terms.get(&(programme,)).cloned() else { return };
        let rule: Option<ParticipationRule> = serde_json::from_value(terms.rule.clone()).ok();
        let mut enrolments: Vec<EnrolmentRow> =
            self.enrolments.rows().filter(|row| row.programme == programme).cloned().collect();
        enrolments.sort_by_key(|row| row.number);
        let mut waiting = 0;
        for row in &enrolments {
            let queue_place = (row.status == Status::Queued).then(|| {
                waiting += 1;
                waiting
            });
            // Nobody is wanted where everybody left. (Asked again, the members who left would be counted as missing.)
            let wanted = rule.as_ref().filter(|_| !leaver(row.status));
            let missing = wanted.map(|rule| self.missing(rule, row)).unwrap_or_default();
            self.enrolments.update(&(row.enrolment,), |row| {
                row.queue_place = queue_place;
                row.missing = missing;
            });
            self.participants.update_where(
                |member| member.enrolment == row.enrolment && !leaver(member.status),
                |member| member.status = row.status,
            );
        }
        self.overview.put(self.count(&terms, &enrolments));
    }

    /// The people who have a place in a programme.
    pub fn admitted(&self, programme: ProgrammeId) -> impl Iterator<Item = &ParticipantRow> {
        self.participants
            .rows()
            .filter(move |row| row.programme == programme && row.status == Status::Admitted)
    }

    /// Whom somebody stands in for at a session, if anyone.
    pub fn stands_in_for(&self, deputy: PersonId, session: SessionId) -> Option<&DeputyRow> {
        self.deputies.rows().find(|row| row.deputy == deputy && row.session == session)
    }

    /// The enrolment with this id.
    pub fn enrolment(&self, enrolment: EnrolmentId) -> Option<&EnrolmentRow> {
        self.enrolments.get(&(enrolment,))
    }

    fn submit(&mut self, programme: ProgrammeId, submission: &Submission, at: DateTime<Utc>) {
        let before = self.enrolments.rows().filter(|row| row.programme == programme).count();
        self.enrolments.put(EnrolmentRow {
            enrolment: submission.enrolment,
            programme,
            reference: submission.reference.to_string(),
            number: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1),
            municipality: submission.municipality.clone(),
            county: submission.county.clone(),
            contact: submission.contact,
            status: Status::Submitted,
            reserved_for: None,
            until: None,
            queue_place: None,
            missing: String::new(),
            dispensed: false,
            submitted_at: at,
            changed_at: at,
        });
        for member in &submission.members {
            self.join(programme, submission.enrolment, member, None, at);
        }
    }

    fn join(
        &mut self,
        programme: ProgrammeId,
        enrolment: EnrolmentId,
        member: &Member,
        replaces: Option<PersonId>,
        at: DateTime<Utc>,
    ) {
        // Who is a member is nobody's deputy any more.
        self.deputies.replace_where(|row| row.enrolment == enrolment && row.deputy == member.person, vec![]);
        let roles: Vec<&str> = member.roles.iter().map(RoleCode::as_str).collect();
        self.participants.put(ParticipantRow {
            enrolment,
            person: member.person,
            programme,
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
        self.deputies.replace_where(|row| row.enrolment == enrolment && row.member == person, vec![]);
        self.change(enrolment, at, |_| {});
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

    fn missing(&self, rule: &ParticipationRule, row: &EnrolmentRow) -> String {
        let members: Vec<Member> = self
            .participants
            .rows()
            .filter(|member| member.enrolment == row.enrolment && !leaver(member.status))
            .map(|member| Member { person: member.person, roles: roles_of(&member.roles) })
            .collect();
        let missing = rule.missing(&members);
        let names: Vec<&str> = missing.iter().map(RoleCode::as_str).collect();
        names.join(" ")
    }

    fn count(&self, terms: &TermsRow, enrolments: &[EnrolmentRow]) -> OverviewRow {
        let number = |of: &[Status]| {
            u32::try_from(enrolments.iter().filter(|row| of.contains(&row.status)).count())
                .unwrap_or(u32::MAX)
        };
        OverviewRow {
            programme: terms.programme,
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
            participants: u32::try_from(self.admitted(terms.programme).count()).unwrap_or(u32::MAX),
            released: terms.released,
        }
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

fn same_deputy(enrolment: EnrolmentId, member: PersonId, deputy: PersonId) -> impl Fn(&DeputyRow) -> bool {
    move |row| (row.enrolment, row.member, row.deputy) == (enrolment, member, deputy)
}
