//! Who attended what: per session, per person, and per role of a municipality.
//!
//! Personal attendance and the municipality's coverage of a role are two different measures: a
//! deputy's hours count for the role and not for the person replaced. Source: rule "Deputy per session".

mod observations;
mod sums;

use chrono::{DateTime, Utc};
use parvis_events::attendance::{Event, Method, Status};
use parvis_events::codec::Fact;
use parvis_events::ids::{EnrolmentId, PersonId, ProgrammeId, SeminarId, SessionId};
use parvis_events::values::RoleCode;

pub use self::observations::ObservationRow;
pub use self::sums::By;
use crate::Envelope;
use crate::programmes::{Programmes, SessionRow};
use crate::table::{row, view};

row! {
    /// What is taken to be true of one person at one session.
    AttendanceRow in "attendance", key [session: SessionId, person: PersonId], links [session: SessionId, person: PersonId, programme: ProgrammeId], of_programme true {
        /// The session.
        session: SessionId,
        /// The person; a deputy under their own id.
        person: PersonId,
        /// The seminar.
        seminar: SeminarId,
        /// The programme.
        programme: ProgrammeId,
        /// What is taken to be true.
        status: Status,
        /// Minutes attended.
        minutes: u32,
        /// When the person was first observed so, by the device's clock, UTC.
        observed_at: DateTime<Utc>,
        /// When the person was last observed so, by the device's clock, UTC.
        last_observed_at: DateTime<Utc>,
        /// How; absent if it was only ever corrected.
        method: Option<Method>,
        /// Device of the observation that counts, or empty.
        device: String,
        /// Who recorded it.
        recorded_by: String,
        /// When it was recorded, UTC.
        recorded_at: DateTime<Utc>,
        /// How many observations there are.
        observations: u32,
        /// When it was corrected, UTC.
        corrected_at: Option<DateTime<Utc>>,
        /// Why it was corrected; gone after erasure.
        remark: Option<String>,
    }
}

row! {
    /// A seminar's roll.
    RollRow in "rolls", key [seminar: SeminarId], links [programme: ProgrammeId], of_programme true {
        /// The seminar.
        seminar: SeminarId,
        /// The programme.
        programme: ProgrammeId,
        /// Observations kept, duplicates included.
        observations: u32,
        /// When it was closed, UTC.
        closed_at: Option<DateTime<Utc>>,
    }
}

row! {
    /// How a session was attended.
    SessionTotalRow in "attendance_per_session", key [session: SessionId], links [programme: ProgrammeId], of_programme true {
        /// The session.
        session: SessionId,
        /// The seminar.
        seminar: SeminarId,
        /// The programme.
        programme: ProgrammeId,
        /// People with a place.
        expected: u32,
        /// Participants and deputies there the whole time.
        present: u32,
        /// There for part of it.
        partly: u32,
        /// Absent, and had said so.
        excused: u32,
        /// Absent.
        unexcused: u32,
        /// Deputies among those who were there.
        deputies: u32,
    }
}

row! {
    /// How much of one seminar a person attended.
    PersonSeminarRow in "attendance_per_seminar", key [programme: ProgrammeId, person: PersonId, seminar: SeminarId], links [person: PersonId, programme: ProgrammeId], of_programme true {
        /// The programme.
        programme: ProgrammeId,
        /// The person.
        person: PersonId,
        /// The seminar.
        seminar: SeminarId,
        /// Minutes attended.
        minutes_attended: u32,
        /// Minutes offered.
        minutes_offered: u32,
    }
}

row! {
    /// How much of a programme a person attended.
    PersonTotalRow in "attendance_per_person", key [programme: ProgrammeId, person: PersonId], links [person: PersonId, programme: ProgrammeId], of_programme true {
        /// The programme.
        programme: ProgrammeId,
        /// The person.
        person: PersonId,
        /// Minutes attended.
        minutes_attended: u32,
        /// Minutes offered.
        minutes_offered: u32,
        /// Attended share in per cent, one decimal.
        percent: f64,
    }
}

row! {
    /// How far a municipality's role was filled at a seminar, by the member or a deputy.
    CoverageRow in "coverage", key [enrolment: EnrolmentId, requirement: RoleCode, seminar: SeminarId], links [enrolment: EnrolmentId, programme: ProgrammeId], of_programme true {
        /// The enrolment, and so the municipality.
        enrolment: EnrolmentId,
        /// The role that must be filled.
        requirement: RoleCode,
        /// The seminar.
        seminar: SeminarId,
        /// The programme.
        programme: ProgrammeId,
        /// Minutes during which somebody filled the role.
        minutes_covered: u32,
        /// Of those, minutes a deputy filled it.
        minutes_by_deputy: u32,
        /// Minutes offered.
        minutes_offered: u32,
    }
}

view! {
    /// Who attended what.
    Attendance, "attendance", "Who attended what, how much, and was each municipality's role filled?" {
        /// Person by session.
        marks: AttendanceRow,
        /// Every observation.
        observations: ObservationRow,
        /// Rolls.
        rolls: RollRow,
        /// By session.
        sessions: SessionTotalRow,
        /// By person and seminar.
        seminars: PersonSeminarRow,
        /// By person.
        persons: PersonTotalRow,
        /// By municipality and role.
        coverage: CoverageRow,
    }
}

impl Attendance {
    /// Folds one fact.
    pub fn evolve(&mut self, envelope: &Envelope) {
        match &envelope.fact {
            Fact::Attendance(event) => self.roll_call(envelope, event),
            Fact::Person(parvis_events::person::Event::Erased) => {
                let person = PersonId::new(envelope.stream_id);
                self.marks.update_of(person, |row| row.remark = None);
            }
            Fact::Programme(_)
            | Fact::Register(_)
            | Fact::Certificates(_)
            | Fact::Evaluation(_)
            | Fact::Person(_)
            | Fact::Letter(_)
            | Fact::Access(_) => {}
        }
    }

    fn roll_call(&mut self, envelope: &Envelope, event: &Event) {
        let seminar = SeminarId::new(envelope.stream_id);
        match event {
            Event::RollOpened { programme } => {
                self.rolls.put(RollRow { seminar, programme: *programme, observations: 0, closed_at: None });
            }
            Event::Observed(observation) => self.observe(envelope, seminar, observation),
            Event::Retracted { person, session, observations, .. } => {
                self.retract(envelope, (*session, *person), observations);
            }
            Event::Corrected { person, session, status, minutes, reason, at, .. } => {
                let key = (*session, *person);
                let Some(programme) = self.rolls.get(&(seminar,)).map(|roll| roll.programme) else { return };
                let before = self.marks.get(&key).cloned();
                let mut row = before.unwrap_or_else(|| AttendanceRow {
                    session: *session,
                    person: *person,
                    seminar,
                    programme,
                    status: *status,
                    minutes: *minutes,
                    observed_at: *at,
                    last_observed_at: *at,
                    method: None,
                    device: String::new(),
                    recorded_by: envelope.actor.clone(),
                    recorded_at: envelope.decided_at,
                    observations: 0,
                    corrected_at: None,
                    remark: None,
                });
                row.status = *status;
                row.minutes = *minutes;
                row.corrected_at = Some(*at);
                row.remark = reason.clear().cloned();
                self.marks.put(row);
            }
            Event::RollClosed => {
                self.rolls.update(&(seminar,), |row| row.closed_at = Some(envelope.decided_at));
            }
        }
    }

    /// Whether somebody is known to have been at no session of a seminar.
    pub fn absent_throughout(&self, programmes: &Programmes, seminar: SeminarId, person: PersonId) -> bool {
        let sessions = programmes.sessions_of(seminar);
        let absent = |session: &&SessionRow| {
            self.marks.get(&(session.session, person)).is_some_and(|mark| mark.minutes == 0)
        };
        !sessions.is_empty() && sessions.iter().all(absent)
    }

    /// Whether anybody was noted at a seminar: before that its hours are nothing that somebody has missed.
    pub fn was_held(&self, seminar: SeminarId) -> bool {
        self.rolls.get(&(seminar,)).is_some()
    }

    /// How many minutes somebody was at a session.
    fn minutes(&self, session: SessionId, person: PersonId) -> u32 {
        self.marks.get(&(session, person)).map_or(0, |row| row.minutes)
    }
}

/// A share in per cent with one decimal, halves away from zero; 0 where nothing was offered.
pub fn percent(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { (f64::from(part) * 1000.0 / f64::from(whole)).round() / 10.0 }
}
