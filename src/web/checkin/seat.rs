//! A place at an open meeting for somebody who comes without having signed up.
//!
//! Anyone on the invitation list may sign up for a meeting, so whoever comes from one of its municipalities is enrolled
//! at the door, also after sign-up has closed, as long as there is a place. Nobody is queued at the door: whoever finds
//! no place, or comes from elsewhere, is noted as having come without one. Programmes that people enrol in as a whole
//! give no place away at the door; there somebody comes in a member's place, or without one.

use std::collections::BTreeSet;

use parvis_events::geography;
use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::participation::{Member, ParticipationRule};
use parvis_events::programme::Participation;
use parvis_events::register::{Channel, Command, Register, Rejection, Submission};
use parvis_events::time::local_date;
use parvis_events::values::{Line, MunicipalityCode, RoleCode};
use parvis_words::Language;

use super::Room;
use super::noting::Sighting;
use crate::facts::Cause;
use crate::handle::{Batch, HandleError};
use crate::web::enrol::open;

/// Where somebody comes from and as what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seat {
    pub municipality: MunicipalityCode,
    pub role: RoleCode,
}

/// What can be chosen at the door: municipalities by code and name, and roles.
pub(super) struct Seats {
    pub places: Vec<(String, String)>,
    pub roles: Vec<(String, String)>,
}

impl Room {
    /// How people take part, where they do meeting by meeting.
    pub(super) fn meeting(&self) -> Option<Participation> {
        let stored = self.programme.participation.clone()?;
        let participation: Participation = serde_json::from_value(stored).ok()?;
        (participation.rule == ParticipationRule::OpenMeeting).then_some(participation)
    }

    /// What can be chosen, in the order of the reader's alphabet; absent where no place is given at the door.
    pub(super) fn seats(&self, reader: Language) -> Option<Seats> {
        let participation = self.meeting()?;
        let places =
            open::places(self.house(), &self.programme, reader).into_iter().flat_map(|(_, places)| places);
        Some(Seats {
            places: places.map(|place| (place.code.to_string(), place.name.clone())).collect(),
            roles: participation
                .roles
                .iter()
                .map(|role| (role.code.to_string(), role.name.to_string()))
                .collect(),
        })
    }

    /// The seat that was asked for; absent when none was, or what was said is none of the choices.
    pub(super) fn seat(&self, municipality: &str, role: &str) -> Option<Seat> {
        // Whether it is one of them has nothing to do with their order.
        let seats = self.seats(Language::default())?;
        let place = seats.places.iter().find(|(code, _)| code == municipality)?;
        let role = match seats.roles.as_slice() {
            [(only, _)] => only,
            several => several.iter().map(|(code, _)| code).find(|code| *code == role)?,
        };
        Some(Seat { municipality: place.0.parse().ok()?, role: role.parse().ok()? })
    }

    /// Enrols somebody who has come, if there is a place for them; else nothing is decided.
    ///
    /// # Errors
    /// When reading failed.
    pub(super) async fn sit_down(
        &self,
        batch: &mut Batch<'_>,
        seat: &Seat,
        seen: &Sighting,
        cause: &Cause,
    ) -> Result<(), HandleError> {
        let Some(submission) = self.submission(seat, seen.person, seen) else { return Ok(()) };
        let register = self.seminar.seminar.uuid();
        match batch.decide::<Register>(register, Command::Submit(submission), cause).await {
            Err(error) if error.rejection::<Rejection>().is_some() => Ok(()),
            outcome => outcome.map(|_| ()),
        }
    }

    /// The enrolment is named by the observation, so that what a phone sends twice is one.
    fn submission(&self, seat: &Seat, person: PersonId, seen: &Sighting) -> Option<Submission> {
        let on = local_date(self.programme.zone, seen.at);
        let place = geography::municipality(self.programme.country, &seat.municipality, on)?;
        let enrolment = EnrolmentId::new(seen.id.uuid());
        let tail: String = enrolment.uuid().simple().to_string().chars().take(6).collect();
        let reference: Line = format!("{}-{}", self.programme.code, tail.to_uppercase()).parse().ok()?;
        Some(Submission {
            enrolment,
            reference,
            municipality: place.code,
            county: place.county_code,
            contact: person,
            members: vec![Member { person, roles: BTreeSet::from([seat.role.clone()]) }],
            via: Channel::Door,
        })
    }
}
