//! Changes as server-sent events: a task reads ahead a little, the connection takes what it can.

use std::convert::Infallible;

use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use futures::Stream;
use serde_json::json;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Duration, Instant, timeout};

use super::readers::Place;
use super::{reach, told};
use crate::api::caller::Caller;
use crate::api::problem::Problem;
use crate::changes::{FeedError, Wanted};
use crate::reception::Reception;

/// How many events wait for a reader at most.
const BUFFERED: usize = 64;
/// How many changes are read at a time.
const PAGE: usize = 64;
/// After how many milliseconds a browser comes back by itself.
const COME_BACK: Duration = Duration::from_secs(3);
/// How long the feed rests after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// Why the program hangs up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    /// The reader did not take what was there.
    TooSlow,
    /// The program is being stopped.
    Closing,
    /// The token was revoked or has expired.
    TokenEnded,
    /// The changes cannot be read.
    Failed,
}

impl Reason {
    const fn name(self) -> &'static str {
        match self {
            Self::TooSlow => "too-slow",
            Self::Closing => "closing",
            Self::TokenEnded => "token-ended",
            Self::Failed => "failed",
        }
    }
}

/// The last word: why, and where to go on.
struct Farewell {
    reason: Reason,
    at: i64,
}

/// An answer without end.
pub(super) async fn answer(
    reception: Reception,
    caller: Caller,
    wanted: Wanted,
    after: i64,
) -> Result<Response, Problem> {
    let place = reception.readers().admit(caller.token())?;
    // Asked for before the answer begins, so that a position of another log is refused properly.
    reception.office().feed.page(after, &wanted, &reach(&caller), 1).await?;
    let end = reception.office().feed.watch().await?;
    let (sender, receiver) = mpsc::channel(BUFFERED);
    let (parting, farewell) = oneshot::channel();
    let teller = Teller { reception, caller, wanted, at: after, end, sender, looked: Instant::now() };
    tokio::spawn(async move {
        let last = teller.tell().await;
        let reason = last.as_ref().map_or("hung-up", |last| last.reason.name());
        metrics::counter!("changes_readers_left_total", "reason" => reason).increment(1);
        // Whoever has hung up needs no farewell.
        if let Some(last) = last {
            let _ = parting.send(last);
        }
    });
    let mut response = Sse::new(events(receiver, farewell, place)).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy that gathers what it passes on would keep readers waiting.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

/// The events as they come, then the farewell.
fn events(
    receiver: mpsc::Receiver<Event>,
    farewell: oneshot::Receiver<Farewell>,
    place: Place,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let state = (receiver, Some(farewell), place);
    futures::stream::unfold(state, |(mut receiver, mut farewell, place)| async move {
        if let Some(event) = receiver.recv().await {
            return Some((Ok(event), (receiver, farewell, place)));
        }
        let last = farewell.take()?.await.ok()?;
        let said = json!({ "reason": last.reason.name(), "after": last.at });
        let event = Event::default().event("end").data(said.to_string());
        Some((Ok(event), (receiver, None, place)))
    })
}

/// Reads changes and hands them to one reader.
struct Teller {
    reception: Reception,
    caller: Caller,
    wanted: Wanted,
    at: i64,
    end: watch::Receiver<i64>,
    sender: mpsc::Sender<Event>,
    /// When the token was looked at last.
    looked: Instant,
}

impl Teller {
    /// Tells until the reader has hung up, or the program has to; then why.
    async fn tell(mut self) -> Option<Farewell> {
        let (reception, sender) = (self.reception.clone(), self.sender.clone());
        let ended = async {
            let hello = Event::default().retry(COME_BACK).comment("changes follow");
            let mut outcome = self.hand(hello).await;
            while outcome.is_ok() {
                outcome = self.stretch().await;
            }
            outcome.err().flatten()
        };
        let reason = tokio::select! {
            reason = ended => reason,
            () = reception.closing() => Some(Reason::Closing),
            () = sender.closed() => None,
        };
        reason.map(|reason| Farewell { reason, at: self.at })
    }

    /// Tells what there is, or waits for more and shows that the line still stands.
    async fn stretch(&mut self) -> Result<(), Option<Reason>> {
        let feed = &self.reception.office().feed;
        let page = match feed.page(self.at, &self.wanted, &reach(&self.caller), PAGE).await {
            Ok(page) => page,
            Err(FeedError::BeyondEnd { .. }) => return Err(Some(Reason::Failed)),
            Err(error) => {
                tracing::warn!(error = %error, "changes cannot be told; trying again");
                tokio::time::sleep(AFTER_FAILURE).await;
                return Ok(());
            }
        };
        for change in &page.changes {
            let event = told(change).map_err(|_| Some(Reason::Failed))?;
            self.hand(event).await?;
            self.at = change.position;
        }
        metrics::counter!("changes_told_total").increment(page.changes.len() as u64);
        self.at = page.upto;
        self.check_token().await?;
        if page.at_end {
            let (at, quiet) = (self.at, self.reception.settings().sign_of_life);
            if timeout(quiet, self.end.wait_for(|end| *end > at)).await.is_err() {
                self.check_token().await?;
                let sign = Event::default().id(at.to_string()).comment("still here");
                self.hand(sign).await?;
            }
        }
        Ok(())
    }

    /// Looks at the token now and then, however much there is to tell.
    async fn check_token(&mut self) -> Result<(), Option<Reason>> {
        if self.looked.elapsed() < self.reception.settings().sign_of_life {
            return Ok(());
        }
        self.looked = Instant::now();
        match self.reception.tokens().still_holds(self.caller.token(), chrono::Utc::now()).await {
            Ok(false) => Err(Some(Reason::TokenEnded)),
            // A database that does not answer for the moment ends nobody's token.
            Ok(true) | Err(_) => Ok(()),
        }
    }

    /// Puts an event into the buffer, for a while also when it is full.
    async fn hand(&self, event: Event) -> Result<(), Option<Reason>> {
        let patience = self.reception.settings().reader_patience;
        self.sender.send_timeout(event, patience).await.map_err(|error| match error {
            mpsc::error::SendTimeoutError::Timeout(_) => Some(Reason::TooSlow),
            mpsc::error::SendTimeoutError::Closed(_) => None,
        })
    }
}
