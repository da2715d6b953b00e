//! What is noted on a roll, whichever way it came: by a form, or from a phone's queue.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use parvis_events::attendance::{Attendance, Command, Method, Observation, Rejection, Status};
use parvis_events::ids::{ObservationId, PersonId};
use parvis_events::register;
use parvis_projections::programmes::SessionRow;

use super::Room;
use crate::handle::HandleError;
use crate::web::deeds::Outcome;
use crate::web::failure::Failure;
use crate::web::page::Page;
use crate::web::{Web, WebError};

/// The device of what comes by a form.
pub(super) const DESK: &str = "webb";

/// Somebody seen at a session.
#[derive(Clone, Debug)]
pub(super) struct Sighting {
    pub id: ObservationId,
    pub person: PersonId,
    pub status: Status,
    pub minutes: u32,
    pub method: Method,
    pub device: String,
    pub at: DateTime<Utc>,
}

impl Room {
    /// The command that keeps a sighting.
    pub(super) fn observe(&self, session: &SessionRow, seen: Sighting) -> Command {
        Command::Observe {
            programme: self.programme.programme,
            observation: Observation {
                id: seen.id,
                person: seen.person,
                session: session.session,
                status: seen.status,
                minutes: seen.minutes,
                method: seen.method,
                device: seen.device,
                observed_at: seen.at,
            },
            session_minutes: Some(session.minutes),
        }
    }

    /// The command that takes back whatever counts of somebody at a session, as the reader sees it.
    pub(super) fn take_back(&self, session: &SessionRow, person: PersonId, at: DateTime<Utc>) -> Command {
        let kept = self.house().attendance.observations_of(session.session, person);
        let observations: BTreeSet<ObservationId> = kept.into_iter().map(|seen| seen.observation).collect();
        Command::Retract { person, session: session.session, observations, at }
    }

    /// Decides a command on the roll in the reader's name, and waits until the list shows it.
    ///
    /// # Errors
    /// When the log or the database fails.
    pub(super) async fn decide(&self, web: &Web, page: &Page, command: Command) -> Result<Outcome, Failure> {
        let cause = web.cause(page, &self.reader.actor());
        let done = web.office().handle.run::<Attendance>(self.seminar.seminar.uuid(), command, &cause).await;
        match done {
            Ok(done) => {
                web.shown(done).await;
                Ok(Outcome::Done)
            }
            Err(error) => match refusal(page, &error) {
                Some(text) => Ok(Outcome::Refused(text)),
                None => Err(Failure::Ours(WebError::Handle(error))),
            },
        }
    }
}

/// Why a rule refused something, in the reader's words; absent when it failed for another reason.
pub(super) fn refusal(page: &Page, error: &HandleError) -> Option<String> {
    if let Some(why) = error.rejection::<Rejection>() {
        return Some(match why {
            Rejection::RollIsClosed => page.t("checkin-refused-closed"),
            Rejection::NoRoll => page.t("checkin-refused-no-roll"),
            Rejection::UnknownSession => page.t("checkin-refused-session"),
            Rejection::TooManyMinutes { session_minutes, .. } => {
                page.count("checkin-refused-minutes", "minutes", *session_minutes)
            }
            Rejection::MinutesContradictStatus { .. } => page.t("checkin-refused-contradiction"),
            Rejection::NoReason => page.t("checkin-refused-reason"),
            Rejection::CorrectedSince { .. } => page.t("checkin-refused-corrected"),
        });
    }
    if let Some(why) = error.rejection::<register::Rejection>() {
        return Some(crate::web::deeds::refusal(page, why));
    }
    matches!(error, HandleError::Rejected(_)).then(|| page.t("refused-other"))
}
