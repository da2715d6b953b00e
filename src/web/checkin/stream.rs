//! What other helpers do, told to a phone as it happens: server-sent events.
//!
//! An event of the kind `marks` says what is taken to be true of somebody now; `roster` says that the list itself is
//! another; `tick` comes when nothing happens, so that a phone notices a line that is dead. Ids are positions of the log:
//! a phone that comes back is told what it missed.

use std::collections::BTreeSet;
use std::convert::Infallible;

use axum::extract::{Path, Query, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use chrono::Utc;
use futures::Stream;
use parvis_events::ids::{PersonId, SessionId};
use parvis_events::values::ProgrammeCode;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::{mpsc, watch};
use tokio::time::{Duration, timeout};

use super::Room;
use crate::api::changes::Place;
use crate::changes::{Change, FeedError, Reach, Wanted};
use crate::web::failure::Failure;
use crate::web::page::Page;
use crate::web::rights::{Deed, Roles};
use crate::web::{Web, WebError};

/// How many events wait for a phone at most.
const BUFFERED: usize = 16;
/// How many changes are looked at together.
const TOGETHER: usize = 200;
/// How often a phone hears that the line still stands.
const SIGN_OF_LIFE: Duration = Duration::from_secs(10);
/// How long a phone may leave the buffer full.
const SLOW: Duration = Duration::from_secs(20);
/// After how long a browser comes back by itself.
const COME_BACK: Duration = Duration::from_secs(1);
/// How long the stream rests after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(1);
const LAST_EVENT: HeaderName = HeaderName::from_static("last-event-id");

/// What a phone has seen.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// The position its page was written at.
    efter: i64,
}

/// The phone has hung up, or may follow no more.
struct Over;

/// `GET …/incheckning/strom`.
pub(super) async fn follow(
    State(web): State<Web>,
    Path(at): Path<(String, u8)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    page: Page,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &at, Deed::CheckIn)?;
    let place = web.followers().admit(&room.reader.actor()).map_err(|_| Failure::TooMany { seconds: 60 })?;
    let seen = headers.get(LAST_EVENT).and_then(|value| value.to_str().ok()?.parse().ok());
    let end = web.office().feed.watch().await.map_err(WebError::from)?;
    let (sender, receiver) = mpsc::channel(BUFFERED);
    let secret = web.session_of(&headers).unwrap_or_default().to_owned();
    let (wanted, reach) = (wanted(&room), reach(&room.programme.code));
    let at = seen.unwrap_or(asked.efter);
    let teller = Teller { web, page, room, secret, wanted, reach, at, end, sender };
    tokio::spawn(teller.tell());
    let mut response = Sse::new(events(receiver, place)).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy that gathers what it passes on would keep phones waiting.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

/// Whatever may change the list.
fn wanted(room: &Room) -> Wanted {
    let (programme, seminar) = (room.programme.programme, room.seminar.seminar);
    let streams = [
        format!("attendance-{seminar}"),
        format!("register-{programme}"),
        format!("register-{seminar}"),
        format!("programme-{programme}"),
        "person".to_owned(),
    ];
    Wanted { streams: streams.into(), ..Wanted::default() }
}

fn reach(code: &ProgrammeCode) -> Reach {
    Reach::Programmes([code.clone()].into())
}

fn events(receiver: mpsc::Receiver<Event>, place: Place) -> impl Stream<Item = Result<Event, Infallible>> {
    futures::stream::unfold((receiver, place), |(mut receiver, place)| async move {
        let event = receiver.recv().await?;
        Some((Ok(event), (receiver, place)))
    })
}

/// Tells one phone.
struct Teller {
    web: Web,
    page: Page,
    room: Room,
    secret: String,
    wanted: Wanted,
    reach: Reach,
    at: i64,
    end: watch::Receiver<i64>,
    sender: mpsc::Sender<Event>,
}

impl Teller {
    async fn tell(mut self) {
        let (web, sender) = (self.web.clone(), self.sender.clone());
        let telling = async {
            let mut outcome = self.hand(Event::default().retry(COME_BACK).event("tick").data("{}")).await;
            while outcome.is_ok() {
                outcome = self.stretch().await;
            }
        };
        tokio::select! {
            () = telling => {}
            () = web.closing() => {}
            () = sender.closed() => {}
        }
    }

    /// Tells what there is, or waits for more and shows that the line still stands.
    async fn stretch(&mut self) -> Result<(), Over> {
        let feed = &self.web.office().feed;
        let page = match feed.page(self.at, &self.wanted, &self.reach, TOGETHER).await {
            Ok(page) => page,
            Err(FeedError::BeyondEnd { head, .. }) => {
                // The phone has seen more than this database has; it was restored from a copy.
                self.at = head;
                return self.hand(self.event("roster", "{}".to_owned())).await;
            }
            Err(error) => {
                tracing::warn!(error = %error, "a check-in cannot be followed; trying again");
                tokio::time::sleep(AFTER_FAILURE).await;
                return Ok(());
            }
        };
        self.at = page.upto;
        if !page.changes.is_empty() {
            self.told(&page.changes).await?;
        }
        if page.at_end {
            let at = self.at;
            if timeout(SIGN_OF_LIFE, self.end.wait_for(|end| *end > at)).await.is_err() {
                self.check().await?;
                self.hand(self.event("tick", "{}".to_owned())).await?;
            }
        }
        Ok(())
    }

    /// Tells what some changes come to: of those seen, what is taken to be true now; of the rest, that the list is another.
    async fn told(&mut self, changes: &[std::sync::Arc<Change>]) -> Result<(), Over> {
        self.room.kept = self.web.house();
        let house = &self.room.kept.house;
        self.room.sessions =
            house.programmes.sessions_of(self.room.seminar.seminar).into_iter().cloned().collect();
        let mut concerned: BTreeSet<(SessionId, PersonId)> = BTreeSet::new();
        let mut another = false;
        // That a roll was begun shows by the first mark.
        for change in changes.iter().filter(|change| change.kind != "roll-opened") {
            match about(change) {
                Some(seen) => drop(concerned.insert(seen)),
                None => another = true,
            }
        }
        let marks: Vec<_> = concerned
            .into_iter()
            .filter_map(|(session, person)| {
                Some(self.room.mark(&self.page, self.room.session_of(session)?, person))
            })
            .collect();
        if !marks.is_empty() {
            let said = json!({ "position": self.room.kept.checkpoint, "marks": marks });
            self.hand(self.event("marks", said.to_string())).await?;
        }
        if another {
            self.hand(self.event("roster", "{}".to_owned())).await?;
        }
        Ok(())
    }

    /// Asserts that the reader is still signed in and may still follow.
    async fn check(&self) -> Result<(), Over> {
        let signed_in = self.web.sessions().goes_on(&self.secret, Utc::now()).await;
        let kept = self.web.house();
        let roles = Roles::staff(&kept.house, self.room.reader.person, self.room.programme.programme);
        // A database that does not answer for the moment ends nobody's session.
        if signed_in.unwrap_or(true) && roles.may(Deed::CheckIn) { Ok(()) } else { Err(Over) }
    }

    fn event(&self, kind: &str, data: String) -> Event {
        Event::default().id(self.at.to_string()).event(kind).data(data)
    }

    /// Puts an event into the buffer, for a while also when it is full.
    async fn hand(&self, event: Event) -> Result<(), Over> {
        self.sender.send_timeout(event, SLOW).await.map_err(|_| Over)
    }
}

/// Who at which session a change on the roll is about; absent when it is about the list.
fn about(change: &Change) -> Option<(SessionId, PersonId)> {
    if change.category() != "attendance" {
        return None;
    }
    let session = change.data.as_ref()?.pointer("/session")?.as_str()?.parse().ok()?;
    Some((session, change.person?))
}
