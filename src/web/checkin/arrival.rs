//! Somebody comes who does not stand on the list: in a member's place, or without one.

use std::collections::BTreeSet;

use parvis_events::attendance::{self, Attendance};
use parvis_events::ids::{EnrolmentId, PersonId, SessionId};
use parvis_events::participation::Member;
use parvis_events::personal::PersonDetails;
use parvis_events::register::{Command, Register};
use parvis_projections::programmes::SessionRow;
use parvis_projections::register::roles_of;

use super::Room;
use super::noting::Sighting;
use super::seat::Seat;
use crate::facts::Cause;
use crate::handle::{Batch, HandleError};
use crate::import::KnownPerson;
use crate::intake;
use crate::web::people;

/// Somebody who came. Not `Debug`: it names a person.
#[derive(Clone)]
pub(super) struct Arrival {
    /// Who, unless they turn out to be known.
    pub known: KnownPerson,
    /// Whose place they take.
    pub instead_of: Option<PersonId>,
    /// Where they come from, who come to an open meeting on their own behalf.
    pub seat: Option<Seat>,
    /// That they were seen.
    pub seen: Sighting,
}

impl Room {
    /// Somebody new as they gave their particulars, or whoever is known by just this name and address.
    pub(super) fn who(&self, person: PersonId, details: PersonDetails) -> KnownPerson {
        people::known(self.house(), &details).unwrap_or_else(|| KnownPerson {
            person,
            details,
            language: people::language(&self.programme),
        })
    }

    /// The enrolment that somebody has a place at this seminar by.
    pub(super) fn enrolment_of(&self, member: PersonId) -> Option<EnrolmentId> {
        let mut places = self.house().register.expected_at(self.programme.programme, self.seminar.seminar);
        places.find(|row| row.person == member).map(|row| row.enrolment)
    }

    /// The sessions a deputy who comes now stays for: this one and those after it the same day.
    fn rest_of_day(&self, session: &SessionRow) -> BTreeSet<SessionId> {
        let after =
            self.sessions.iter().filter(|row| row.date == session.date && row.number >= session.number);
        after.map(|row| row.session).collect()
    }

    /// What lets somebody come in a member's place: as a deputy for the rest of the day, or at an open meeting, which has no
    /// deputies, by taking the place over.
    fn instead(
        &self,
        session: &SessionRow,
        (enrolment, member): (EnrolmentId, PersonId),
        person: PersonId,
    ) -> Command {
        let register = &self.house().register;
        if self.meeting().is_some() {
            let roles = register.participants.get(&(enrolment, member)).map(|row| roles_of(&row.roles));
            let roles = roles.unwrap_or_default().into_iter().collect();
            return Command::ReplaceMember { enrolment, leaving: member, member: Member { person, roles } };
        }
        let mut sessions = self.rest_of_day(session);
        let named = register.deputies.of(enrolment);
        // Naming a deputy again replaces the sessions, so those of other days are named along.
        sessions
            .extend(named.filter(|row| row.deputy == person && row.member == member).map(|row| row.session));
        Command::NameDeputy { enrolment, member, deputy: person, sessions }
    }

    /// Decides that somebody came, all of it or nothing. Coming twice by the same observation changes nothing.
    ///
    /// # Errors
    /// The rejection, or why reading failed; the batch is then as it was before.
    pub(super) async fn arrive(
        &self,
        batch: &mut Batch<'_>,
        session: &SessionRow,
        arrival: Arrival,
        cause: &Cause,
    ) -> Result<(), HandleError> {
        let seminar = self.seminar.seminar.uuid();
        let roll = batch.state::<Attendance>(seminar).await?;
        if roll.seen.contains(&arrival.seen.id) {
            return Ok(());
        }
        if roll.closed {
            return Err(HandleError::Rejected(Box::new(attendance::Rejection::RollIsClosed)));
        }
        drop(roll);
        let person = arrival.known.person;
        if let Some((member, enrolment)) =
            arrival.instead_of.and_then(|member| Some((member, self.enrolment_of(member)?)))
        {
            let command = self.instead(session, (enrolment, member), person);
            let register = self.house().register.enrolment(enrolment).map(|row| row.register.uuid());
            let register = register.unwrap_or_else(|| self.programme.programme.uuid());
            batch.decide::<Register>(register, command, cause).await?;
        } else if let Some(seat) = &arrival.seat {
            self.sit_down(batch, seat, &arrival.seen, cause).await?;
        }
        batch.decide::<Attendance>(seminar, self.observe(session, arrival.seen), cause).await?;
        intake::people(batch, [&arrival.known], cause).await
    }
}
