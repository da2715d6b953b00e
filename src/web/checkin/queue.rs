//! What phones send from their queues: what was seen, perhaps long ago and without a network.
//!
//! Each thing has an id that the phone made, so it may be sent as often as the phone is not sure that it arrived; it counts
//! once. What cannot be kept, since the roll is closed, is answered one by one: the rest is kept all the same.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use parvis_events::attendance::{Attendance, Command, Made, Method, Status};
use parvis_events::ids::{ObservationId, PersonId, SessionId};
use parvis_events::personal::PersonDetails;
use parvis_events::values::{EmailAddress, Line, Paragraph};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Room;
use super::arrival::Arrival;
use super::noting::{Sighting, refusal};
use super::roll::Mark;
use crate::facts::Cause;
use crate::handle::{Batch, HandleError};
use crate::web::failure::Failure;
use crate::web::page::Page;
use crate::web::rights::Deed;
use crate::web::{Web, WebError};

/// How many things are taken at once; a phone sends the rest afterwards.
const MOST: usize = 500;
/// A clock that is off by less than this is taken at its word.
const CLOSE_ENOUGH: TimeDelta = TimeDelta::seconds(5);

/// What a phone sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    /// What the phone calls itself.
    device: String,
    /// The present moment by the phone's clock: an observation of a phone whose clock is wrong still finds its place.
    #[serde(rename = "sent_at")]
    clock: DateTime<Utc>,
    items: Vec<Item>,
}

/// Something that happened at the door. Not `Debug`: it may name somebody.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
enum Item {
    /// Somebody was seen.
    Present { id: Uuid, person: Uuid, session: Uuid, at: DateTime<Utc>, method: How },
    /// What a tap cannot say: there for a part, or not coming.
    Note { id: Uuid, person: Uuid, session: Uuid, at: DateTime<Utc>, status: Status, minutes: u32 },
    /// What stands on a closed roll is put right.
    Correct {
        id: Uuid,
        person: Uuid,
        session: Uuid,
        at: DateTime<Utc>,
        status: Status,
        minutes: u32,
        reason: String,
    },
    /// That was a mistake.
    Undo { id: Uuid, person: Uuid, session: Uuid, at: DateTime<Utc>, observations: BTreeSet<Uuid> },
    /// Somebody came who does not stand on the list.
    WalkIn {
        id: Uuid,
        person: Uuid,
        session: Uuid,
        at: DateTime<Utc>,
        given_name: String,
        family_name: String,
        #[serde(default)]
        title: String,
        #[serde(default)]
        email: String,
        #[serde(default)]
        instead_of: Option<Uuid>,
        /// Code of the municipality they come from, at an open meeting.
        #[serde(default)]
        municipality: String,
        /// Code of their role, likewise.
        #[serde(default)]
        role: String,
    },
}

/// How somebody was seen.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum How {
    List,
    Code,
}

/// What became of something.
#[derive(Serialize)]
struct Fate {
    id: Uuid,
    kept: bool,
    /// Why not, in the reader's language; empty when it is kept.
    text: String,
}

/// What a phone is answered.
#[derive(Serialize)]
struct Answer {
    /// Where the views stand.
    position: i64,
    fates: Vec<Fate>,
    /// What is taken to be true now of those it was about.
    marks: Vec<Mark>,
}

/// Why one thing is not kept.
enum Refusal {
    /// It cannot be read, said in the reader's language.
    Unreadable(String),
    /// Deciding did not go.
    Handle(HandleError),
}

impl From<HandleError> for Refusal {
    fn from(error: HandleError) -> Self {
        Self::Handle(error)
    }
}

/// `POST …/incheckning/observationer`.
pub(super) async fn take(
    State(web): State<Web>,
    Path(at): Path<(String, u8)>,
    page: Page,
    sent: Result<Json<Sent>, JsonRejection>,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &at, Deed::CheckIn)?;
    let Ok(Json(sent)) = sent else { return Err(Failure::Unreadable) };
    let device: Line = sent.device.parse().map_err(|_| Failure::Unreadable)?;
    if sent.items.len() > MOST {
        return Err(Failure::Unreadable);
    }
    let now = web.now();
    let cause = web.cause(&page, &room.reader.actor());
    let mut desk = Desk {
        room: &room,
        page: &page,
        device: device.into(),
        clock: Clock::new(sent.clock, now),
        cause,
        same: BTreeMap::new(),
    };
    let mut attempts = web.office().handle.attempts();
    let (fates, done) = loop {
        let mut batch = attempts.start().await;
        let decided = desk.decide(&mut batch, &sent.items).await;
        if let Some(found) = attempts.finish(batch, decided).await.map_err(WebError::from)? {
            break found;
        }
    };
    web.shown(done).await;
    let same = std::mem::take(&mut desk.same);
    let room = room.renewed(&web);
    let concerned: BTreeSet<(SessionId, PersonId)> = sent
        .items
        .iter()
        .map(|item| (item.session(), same.get(&item.person()).copied().unwrap_or_else(|| item.person())))
        .collect();
    let marks = concerned
        .into_iter()
        .filter_map(|(session, person)| Some(room.mark(&page, room.session_of(session)?, person)))
        .collect();
    let mut response = Json(Answer { position: room.kept.checkpoint, fates, marks }).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

impl Item {
    const fn id(&self) -> Uuid {
        self.about().0
    }

    const fn person(&self) -> PersonId {
        PersonId::new(self.about().1)
    }

    const fn session(&self) -> SessionId {
        SessionId::new(self.about().2)
    }

    const fn at(&self) -> DateTime<Utc> {
        self.about().3
    }

    /// What all have in common: id, person, session and when.
    const fn about(&self) -> (Uuid, Uuid, Uuid, DateTime<Utc>) {
        match self {
            Self::Present { id, person, session, at, .. }
            | Self::Note { id, person, session, at, .. }
            | Self::Correct { id, person, session, at, .. }
            | Self::Undo { id, person, session, at, .. }
            | Self::WalkIn { id, person, session, at, .. } => (*id, *person, *session, *at),
        }
    }
}

/// How a phone's clock stands to ours.
#[derive(Clone, Copy)]
struct Clock {
    behind: TimeDelta,
    now: DateTime<Utc>,
}

impl Clock {
    fn new(theirs: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let behind = now - theirs;
        Self { behind: if behind.abs() <= CLOSE_ENOUGH { TimeDelta::zero() } else { behind }, now }
    }

    /// When something happened, by our clock; never later than now.
    fn when(self, theirs: DateTime<Utc>) -> DateTime<Utc> {
        let ours = theirs.checked_add_signed(self.behind).unwrap_or(self.now);
        // In whole microseconds, as everything is kept.
        ours.min(self.now).trunc_subsecs(6)
    }
}

/// Decides what one phone sent.
struct Desk<'a> {
    room: &'a Room,
    page: &'a Page,
    device: String,
    clock: Clock,
    cause: Cause,
    /// Whom the phone took for somebody new and who is known by another id.
    same: BTreeMap<PersonId, PersonId>,
}

impl Desk<'_> {
    async fn decide(&mut self, batch: &mut Batch<'_>, items: &[Item]) -> Result<Vec<Fate>, HandleError> {
        let mut fates = Vec::new();
        for item in items {
            let text = match self.one(batch, item).await {
                Ok(()) => None,
                Err(Refusal::Unreadable(text)) => Some(text),
                Err(Refusal::Handle(error)) => match refusal(self.page, &error) {
                    Some(text) => Some(text),
                    None => return Err(error),
                },
            };
            fates.push(Fate { id: item.id(), kept: text.is_none(), text: text.unwrap_or_default() });
        }
        Ok(fates)
    }

    async fn one(&mut self, batch: &mut Batch<'_>, item: &Item) -> Result<(), Refusal> {
        let unreadable = |key: &str| Refusal::Unreadable(self.page.t(key));
        let room = self.room;
        let session = room.session_of(item.session()).ok_or_else(|| unreadable("checkin-refused-session"))?;
        let person = self.same.get(&item.person()).copied().unwrap_or_else(|| item.person());
        let mut seen = Sighting {
            id: ObservationId::new(item.id()),
            person,
            status: Status::Present,
            minutes: session.minutes,
            method: Method::List,
            device: self.device.clone(),
            at: self.clock.when(item.at()),
        };
        match item {
            Item::Present { method, .. } => {
                self.must_be_known(person)?;
                if let How::Code = method {
                    seen.method = Method::Code;
                }
                self.decide_one(batch, room.observe(session, seen)).await
            }
            Item::Note { status, minutes, .. } => {
                self.must_be_known(person)?;
                (seen.status, seen.minutes) = (*status, *minutes);
                self.decide_one(batch, room.observe(session, seen)).await
            }
            Item::Correct { status, minutes, reason, .. } => {
                self.must_be_known(person)?;
                if !room.roles.may(Deed::CloseRoll) {
                    return Err(unreadable("checkin-refused-closed"));
                }
                let Ok(reason) = reason.parse::<Paragraph>() else {
                    return Err(unreadable("checkin-refused-reason"));
                };
                let command = Command::Correct {
                    person,
                    session: session.session,
                    status: *status,
                    minutes: *minutes,
                    reason: reason.into(),
                    session_minutes: Some(session.minutes),
                    made: Some(Made { id: seen.id, at: seen.at }),
                };
                self.decide_one(batch, command).await
            }
            Item::Undo { observations, .. } => {
                let observations = observations.iter().copied().map(ObservationId::new).collect();
                let command =
                    Command::Retract { person, session: session.session, observations, at: seen.at };
                self.decide_one(batch, command).await
            }
            Item::WalkIn { instead_of, municipality, role, .. } => {
                let known = room.who(person, self.details(item)?);
                self.same.insert(item.person(), known.person);
                let arrival = Arrival {
                    instead_of: instead_of.map(PersonId::new),
                    seat: room.seat(municipality, role),
                    seen: Sighting { person: known.person, ..seen },
                    known,
                };
                Ok(room.arrive(batch, session, arrival, &self.cause).await?)
            }
        }
    }

    async fn decide_one(&self, batch: &mut Batch<'_>, command: Command) -> Result<(), Refusal> {
        batch.decide::<Attendance>(self.room.seminar.seminar.uuid(), command, &self.cause).await?;
        Ok(())
    }

    /// Nobody is marked by an id that means nobody, or nobody here any more.
    fn must_be_known(&self, person: PersonId) -> Result<(), Refusal> {
        let met = self.same.values().any(|one| *one == person);
        if met || self.room.house().people.get(person).is_some() {
            return Ok(());
        }
        Err(Refusal::Unreadable(self.page.t("checkin-refused-unknown")))
    }

    /// The particulars of somebody who was added, read.
    fn details(&self, item: &Item) -> Result<PersonDetails, Refusal> {
        let unreadable = |key: &str| Refusal::Unreadable(self.page.t(key));
        let Item::WalkIn { given_name, family_name, title, email, instead_of, .. } = item else {
            return Err(unreadable("checkin-refused-name"));
        };
        let line = |text: &str| text.parse::<Line>().map(String::from);
        let (Ok(given_name), Ok(family_name)) = (line(given_name), line(family_name)) else {
            return Err(unreadable("checkin-refused-name"));
        };
        let address = email.trim();
        if !address.is_empty() && address.parse::<EmailAddress>().is_err() {
            return Err(unreadable("signing-in-no-address"));
        }
        if address.is_empty() && instead_of.is_some() {
            return Err(unreadable("checkin-deputy-email"));
        }
        Ok(PersonDetails {
            reference: String::new(),
            given_name,
            family_name,
            title: line(title).unwrap_or_default(),
            email: address.to_owned(),
            phone: String::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::Clock;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_phone_whose_clock_is_wrong_still_tells_when_it_was() {
        let now = at("2018-05-29T09:00:00Z");
        let right = Clock::new(at("2018-05-29T08:59:58Z"), now);
        assert_eq!(right.when(at("2018-05-29T07:02:00Z")), at("2018-05-29T07:02:00Z"));
        let an_hour_ahead = Clock::new(at("2018-05-29T10:00:00Z"), now);
        assert_eq!(an_hour_ahead.when(at("2018-05-29T08:02:00Z")), at("2018-05-29T07:02:00Z"));
        assert_eq!(right.when(at("2018-05-30T07:02:00Z")), now, "nothing is seen in the future");
    }
}
