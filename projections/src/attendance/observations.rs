//! Every observation, and what is taken to be true after each.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use parvis_events::attendance::{Mark, Method, Observation, Status, observe};
use parvis_events::ids::{ObservationId, PersonId, ProgrammeId, SeminarId, SessionId};

use super::{Attendance, AttendanceRow};
use crate::Envelope;
use crate::table::row;

row! {
    /// One observation of one person at one session, as it was made.
    ObservationRow in "observations", key [observation: ObservationId], links [session: SessionId, person: PersonId, programme: ProgrammeId], of_programme true {
        /// Its id, named by the device.
        observation: ObservationId,
        /// The session.
        session: SessionId,
        /// Who was observed.
        person: PersonId,
        /// The seminar.
        seminar: SeminarId,
        /// The programme.
        programme: ProgrammeId,
        /// Its place in the order they arrived in, within the seminar, from 1.
        number: u32,
        /// What was observed.
        status: Status,
        /// Minutes attended.
        minutes: u32,
        /// How.
        method: Method,
        /// The device or desk.
        device: String,
        /// When, by the device's clock, UTC.
        observed_at: DateTime<Utc>,
        /// Who recorded it.
        recorded_by: String,
        /// When it was recorded, UTC.
        recorded_at: DateTime<Utc>,
        /// When it was taken back, UTC; it counts no more.
        retracted_at: Option<DateTime<Utc>>,
        /// Who took it back; empty while it counts.
        retracted_by: String,
    }
}

impl Attendance {
    pub(super) fn observe(&mut self, envelope: &Envelope, seminar: SeminarId, seen: &Observation) {
        self.rolls.update(&(seminar,), |row| row.observations += 1);
        let Some(roll) = self.rolls.get(&(seminar,)) else { return };
        let row = ObservationRow {
            observation: seen.id,
            session: seen.session,
            person: seen.person,
            seminar,
            programme: roll.programme,
            number: roll.observations,
            status: seen.status,
            minutes: seen.minutes,
            method: seen.method,
            device: seen.device.clone(),
            observed_at: seen.observed_at,
            recorded_by: envelope.actor.clone(),
            recorded_at: envelope.decided_at,
            retracted_at: None,
            retracted_by: String::new(),
        };
        let before = self.marks.get(&(seen.session, seen.person)).cloned();
        self.marks.put(after(before, &row));
        self.observations.put(row);
    }

    /// Takes observations back; what is left of them decides anew, and a correction stands whatever was observed.
    pub(super) fn retract(
        &mut self,
        envelope: &Envelope,
        (session, person): (SessionId, PersonId),
        taken_back: &BTreeSet<ObservationId>,
    ) {
        for id in taken_back {
            self.observations.update(&(*id,), |row| {
                row.retracted_at = Some(envelope.decided_at);
                row.retracted_by.clone_from(&envelope.actor);
            });
        }
        let Some(mark) = self.marks.get(&(session, person)) else { return };
        let left = self.observations_of(session, person);
        if mark.corrected_at.is_some() {
            let observations = u32::try_from(left.len()).unwrap_or(u32::MAX);
            self.marks.update(&(session, person), |row| row.observations = observations);
            return;
        }
        match left.into_iter().fold(None, |mark, row| Some(after(mark, row))) {
            Some(mark) => self.marks.put(mark),
            None => self.marks.remove(&(session, person)),
        }
    }

    /// The observations that count of somebody at a session, in the order they arrived in.
    pub fn observations_of(&self, session: SessionId, person: PersonId) -> Vec<&ObservationRow> {
        let all = self.observations.of(session);
        let mut found: Vec<&ObservationRow> =
            all.filter(|row| row.person == person && row.retracted_at.is_none()).collect();
        found.sort_by_key(|row| row.number);
        found
    }
}

/// What is taken to be true after one more observation.
fn after(before: Option<AttendanceRow>, seen: &ObservationRow) -> AttendanceRow {
    let mark_before = before.as_ref().map(|row| Mark {
        status: row.status,
        minutes: row.minutes,
        at: row.observed_at,
        last: row.last_observed_at,
        corrected: row.corrected_at.is_some(),
    });
    let mark = observe(mark_before.as_ref(), &as_observed(seen));
    // Of identical observations only an earlier one counts; a later one is merely remembered.
    let counts = mark_before.is_none_or(|before| Mark { last: mark.last, ..before } != mark);
    let mut row = before.unwrap_or_else(|| AttendanceRow {
        session: seen.session,
        person: seen.person,
        seminar: seen.seminar,
        programme: seen.programme,
        status: mark.status,
        minutes: mark.minutes,
        observed_at: mark.at,
        last_observed_at: mark.last,
        method: None,
        device: String::new(),
        recorded_by: String::new(),
        recorded_at: seen.recorded_at,
        observations: 0,
        corrected_at: None,
        remark: None,
    });
    row.observations += 1;
    row.last_observed_at = mark.last;
    if counts {
        row.status = mark.status;
        row.minutes = mark.minutes;
        row.observed_at = mark.at;
        row.method = Some(seen.method);
        row.device.clone_from(&seen.device);
        row.recorded_by.clone_from(&seen.recorded_by);
        row.recorded_at = seen.recorded_at;
    }
    row
}

fn as_observed(row: &ObservationRow) -> Observation {
    Observation {
        id: row.observation,
        person: row.person,
        session: row.session,
        status: row.status,
        minutes: row.minutes,
        method: row.method,
        device: row.device.clone(),
        observed_at: row.observed_at,
    }
}
