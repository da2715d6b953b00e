//! Following the log: first what is there, then what comes, without a gap in between.

use std::collections::VecDeque;

use futures::Stream;
use sqlx::Row as _;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tracing::Instrument as _;

use crate::options::MAX_READ_EVENTS;
use crate::{Filter, Log, Position, ReadError, RecordedEvent, Revision, StreamName, read, sql, telemetry};

/// Windows that are read at the same time while a subscription catches up. Each is held in memory.
const WINDOWS_AHEAD: usize = 3;

/// What a subscription follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The whole log.
    All,
    /// One stream, whether it exists already or not. What its metadata hides is left out only once it is scavenged.
    Stream(StreamName),
}

/// What is asked of a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscribe {
    /// The checkpoint: what comes after it is delivered.
    pub after: Position,
    /// What is followed.
    pub target: Target,
    /// Which events are wanted.
    pub filter: Filter,
    /// Positions looked at in one go, and so the most events in one message.
    pub batch: usize,
    /// The name under which its lag is measured.
    pub name: String,
}

impl Default for Subscribe {
    /// All events from the beginning, 1,000 at a time.
    fn default() -> Self {
        Subscribe {
            after: Position::START,
            target: Target::All,
            filter: Filter::default(),
            batch: 1_000,
            name: "subscription".to_owned(),
        }
    }
}

/// What a subscription says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The next events, in order; never empty. The checkpoint moves to the last one's position.
    Events(Vec<RecordedEvent>),
    /// Nothing wanted stands up to this position, which can be the new checkpoint.
    Progress(Position),
    /// Everything up to this position has been delivered; from now on events come as they are written.
    CaughtUp(Position),
    /// More than a batch has been written since the last message; catching up from this position.
    FellBehind(Position),
}

/// Where a subscription is in the course of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    CatchingUp,
    /// Everything was delivered, which the caller is to be told.
    Arrived,
    Live,
}

/// A place in the log that moves on. See [`Log::subscribe`].
pub struct Subscription {
    log: Log,
    request: Subscribe,
    at: Position,
    phase: Phase,
    waiting: Option<Message>,
    head: Option<watch::Receiver<Position>>,
    stream: Option<Followed>,
    ahead: VecDeque<Fetching>,
}

/// A window that is being read before it is asked for.
struct Fetching {
    after: i64,
    window: JoinHandle<Result<read::Window, ReadError>>,
}

/// The stream that a subscription follows, and how far.
struct Followed {
    id: i64,
    at: Option<Revision>,
}

/// What one look at the log brought.
struct Window {
    events: Vec<RecordedEvent>,
    /// The last position looked at.
    last: Position,
    /// Whether there may be more.
    full: bool,
}

impl Log {
    /// Follows the log from a checkpoint: catches up, then waits for what comes.
    ///
    /// Each event is delivered once per subscription, in order. Before anything is filtered, the positions (of a
    /// stream: the revisions) are checked to be contiguous; if they are not, the subscription errs and delivers nothing more.
    pub fn subscribe(&self, request: Subscribe) -> Subscription {
        Subscription {
            log: self.clone(),
            at: request.after,
            request,
            phase: Phase::CatchingUp,
            waiting: None,
            head: None,
            stream: None,
            ahead: VecDeque::new(),
        }
    }
}

impl Subscription {
    /// The checkpoint: everything up to here has been delivered or was not wanted.
    pub fn position(&self) -> Position {
        self.at
    }

    /// Waits for the next message. Dropping the future loses nothing: the next call goes on where the last message ended.
    ///
    /// # Errors
    /// [`ReadError::Gap`] and [`ReadError::BeyondEnd`] are final: the log is not the one the checkpoint came from, or was
    /// changed from outside. After any other error the next call tries again from the same place.
    pub async fn next(&mut self) -> Result<Message, ReadError> {
        loop {
            if let Some(message) = self.waiting.take() {
                return Ok(message);
            }
            if self.phase == Phase::Arrived {
                self.phase = Phase::Live;
                return Ok(Message::CaughtUp(self.at));
            }
            if self.phase == Phase::Live {
                self.wait().await;
            }
            let span = tracing::debug_span!(
                "subscription_read",
                subscription = self.request.name,
                after = self.at.get(),
                lag = telemetry::behind(self.known_head(), self.at)
            );
            let window = self.look().instrument(span).await?;
            telemetry::lag(&self.request.name, self.known_head(), window.last);
            if let Some(message) = self.take(window) {
                return Ok(message);
            }
        }
    }

    /// The messages as a stream, which ends after a final error.
    pub fn into_stream(self) -> impl Stream<Item = Result<Message, ReadError>> + Send {
        futures::stream::unfold(Some(self), |subscription| async move {
            let mut subscription = subscription?;
            let item = subscription.next().await;
            let ended = matches!(item, Err(ReadError::Gap { .. } | ReadError::BeyondEnd { .. }));
            Some((item, (!ended).then_some(subscription)))
        })
    }

    fn known_head(&self) -> Position {
        self.head.as_ref().map_or(self.at, |head| *head.borrow())
    }

    /// Sleeps until the log is known to be longer than what was delivered.
    async fn wait(&mut self) {
        let at = self.at;
        if let Some(head) = self.head.as_mut() {
            // The sender lives as long as the log this subscription holds.
            let _ = head.wait_for(|head| *head > at).await;
        }
    }

    /// Turns a window into the next messages, and moves on.
    fn take(&mut self, window: Window) -> Option<Message> {
        let before = self.at;
        let moved = window.last > before;
        self.at = window.last;
        let fell_behind = self.phase == Phase::Live && window.full;
        if !window.full && self.phase == Phase::CatchingUp {
            self.phase = Phase::Arrived;
        }
        let message = match (window.events.is_empty(), moved) {
            (false, _) => Some(Message::Events(window.events)),
            (true, true) => Some(Message::Progress(self.at)),
            (true, false) => None,
        };
        if fell_behind {
            self.phase = Phase::CatchingUp;
            self.waiting = message;
            return Some(Message::FellBehind(before));
        }
        message
    }

    async fn look(&mut self) -> Result<Window, ReadError> {
        if self.head.is_none() {
            self.head = Some(self.log.inner.wake.watch());
            let head = self.log.head().await?.position;
            if self.at > head {
                self.head = None;
                return Err(ReadError::BeyondEnd { checkpoint: self.at, head });
            }
            self.log.inner.wake.seen(head);
        }
        match self.request.target.clone() {
            Target::All => self.look_at_all().await,
            Target::Stream(stream) => self.look_at_stream(&stream).await,
        }
    }

    fn batch(&self) -> i64 {
        self.request.batch.clamp(1, MAX_READ_EVENTS) as i64
    }

    async fn look_at_all(&mut self) -> Result<Window, ReadError> {
        let (at, batch) = (self.at.get(), self.batch());
        let mut window = self.fetched(at, batch).await?;
        if window.seen.is_none() {
            let head = self.log.head().await?.position;
            if head <= self.at {
                return Ok(self.nothing());
            }
            // Something was written in between, or everything up to there is missing.
            window = self.log.window(at, at + batch, &self.request.filter).await?;
            if window.seen.is_none() {
                return Err(ReadError::Gap { expected: self.at.next(), found: head });
            }
        }
        let Some((first, last, count)) = window.seen else { return Ok(self.nothing()) };
        follows(self.at, Position::new(first))?;
        if last - first + 1 != count {
            return Err(ReadError::Gap {
                expected: Position::new(first + count),
                found: Position::new(last),
            });
        }
        Ok(Window { events: window.events, last: Position::new(last), full: count == batch })
    }

    /// The window after `at`, and meanwhile the ones after it: positions are contiguous, so it is known where they lie.
    async fn fetched(&mut self, at: i64, batch: i64) -> Result<read::Window, ReadError> {
        if self.ahead.front().is_some_and(|fetching| fetching.after != at) {
            self.ahead.clear();
        }
        let head = self.known_head().get();
        let mut after = self.ahead.back().map_or(at, |fetching| fetching.after + batch);
        // Only what is committed to its last position is fetched ahead: it cannot change any more.
        while self.ahead.len() < WINDOWS_AHEAD && after + batch <= head {
            let (log, filter, last) = (self.log.clone(), self.request.filter.clone(), after + batch);
            let window = tokio::spawn(async move { log.window(last - batch, last, &filter).await });
            self.ahead.push_back(Fetching { after, window });
            after = last;
        }
        let Some(fetching) = self.ahead.front_mut() else {
            return self.log.window(at, at + batch, &self.request.filter).await;
        };
        // Awaited in place, so that a caller who drops this future finds it here again.
        let fetched = (&mut fetching.window).await;
        self.ahead.pop_front();
        match fetched {
            Ok(Ok(window)) => Ok(window),
            Ok(Err(error)) => {
                self.ahead.clear();
                Err(error)
            }
            Err(_) => self.log.window(at, at + batch, &self.request.filter).await,
        }
    }

    async fn look_at_stream(&mut self, stream: &StreamName) -> Result<Window, ReadError> {
        // Whatever stands in the stream up to this end of the log is seen by the statement after it.
        let head = self.log.head().await?.position;
        if self.stream.is_none() {
            self.stream = self.find(stream).await?;
        }
        let Some(followed) = &self.stream else { return Ok(Window { last: head, ..self.nothing() }) };
        let inner = &self.log.inner;
        let query = sql::query(&inner.statements.stream_window)
            .bind(followed.id)
            .bind(followed.at.map_or(-1, Revision::get));
        let query = self.request.filter.bind(query).bind(head.get()).bind(self.batch());
        let rows = query.fetch_all(&inner.pool).await.map_err(Filter::explain)?;
        let mut at = followed.at;
        for row in &rows {
            let revision = Revision::new(row.try_get("revision")?);
            let expected = at.map_or(Revision::FIRST, Revision::next);
            let position = Position::new(row.try_get("position")?);
            if revision != expected && revision != Revision::TOMBSTONE {
                return Err(ReadError::Gap { expected: self.at.next(), found: position });
            }
            at = Some(revision);
        }
        let full = rows.len() as i64 == self.batch();
        let last = match rows.last() {
            Some(row) if full => Position::new(row.try_get("position")?),
            _ => head.max(self.at),
        };
        let mut rows = rows;
        rows.retain(|row| row.try_get("wanted").unwrap_or(false));
        let events = self.log.events(&rows).await?;
        if let Some(followed) = self.stream.as_mut() {
            followed.at = at;
        }
        Ok(Window { events, last, full })
    }

    /// Finds the followed stream, and the last of its events that is not to be delivered.
    async fn find(&self, stream: &StreamName) -> Result<Option<Followed>, ReadError> {
        let Some(id) = self.log.describe(stream).await?.id else { return Ok(None) };
        let query = sql::query(&self.log.inner.statements.stream_at).bind(id).bind(self.at.get());
        let row = query.fetch_optional(&self.log.inner.pool).await?;
        let at: Option<i64> = row.map(|row| row.try_get("revision")).transpose()?;
        Ok(Some(Followed { id, at: at.map(Revision::new) }))
    }

    fn nothing(&self) -> Window {
        Window { events: Vec::new(), last: self.at, full: false }
    }
}

/// Asserts that the next position is the one after the last.
fn follows(last: Position, next: Position) -> Result<Position, ReadError> {
    if next == last.next() { Ok(next) } else { Err(ReadError::Gap { expected: last.next(), found: next }) }
}
