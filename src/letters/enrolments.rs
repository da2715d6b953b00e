//! What is known of an enrolment a letter is about: who is told, and whether they need to be.

use std::collections::BTreeSet;

use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::register::Channel;
use parvis_events::time::local_date;
use parvis_projections::register::Status;

use super::Writer;

impl Writer<'_> {
    /// The members of an enrolment and whoever answers for it.
    pub(super) fn everyone(&self, enrolment: EnrolmentId) -> BTreeSet<PersonId> {
        let register = &self.house.register;
        let told = register.participants.of(enrolment);
        let told = told.filter(|row| row.status.active() || self.follows(row.status, enrolment));
        let mut people: BTreeSet<PersonId> = told.map(|row| row.person).collect();
        people.extend(register.enrolment(enrolment).map(|row| row.contact));
        people
    }

    /// Whether a member's status is that of the enrolment: somebody who left earlier has a status of their own,
    /// unless everybody left in the same way.
    fn follows(&self, status: Status, enrolment: EnrolmentId) -> bool {
        self.house.register.enrolment(enrolment).is_some_and(|row| row.status == status)
    }

    /// Whether somebody was enrolled as they came to the meeting itself.
    pub(super) fn came_in_by_the_door(&self, enrolment: EnrolmentId) -> bool {
        self.house.register.enrolment(enrolment).is_some_and(|row| row.via == Channel::Door)
    }

    /// Whether an enrolment is for a meeting whose day has come.
    pub(super) fn meets_today(&self, enrolment: EnrolmentId) -> bool {
        let seminar = self.house.register.enrolment(enrolment).and_then(|row| row.seminar);
        let seminar = seminar.and_then(|id| self.house.programmes.seminars.get(&(id,)));
        seminar.is_some_and(|row| {
            let programme = self.house.programmes.programmes.get(&(row.programme,));
            let zone = programme.map_or(chrono_tz::UTC, |programme| programme.zone);
            row.starts_on <= local_date(zone, self.envelope.decided_at)
        })
    }

    /// Whether an enrolment has a place.
    pub(super) fn has_place(&self, enrolment: EnrolmentId) -> bool {
        self.house.register.enrolment(enrolment).is_some_and(|row| row.status == Status::Admitted)
    }
}
