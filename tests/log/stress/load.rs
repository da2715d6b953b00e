//! Writers that try until they know, and subscribers that follow until the end.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use parvis_log::{
    AppendError, ContentType, Expected, Log, Message, NewEvent, Options, ReadError, ReadStream, StreamName,
    Subscribe, WakeUps, Write,
};
use sqlx::PgPool;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::tally::{Seen, Tally};

/// Whether writers go on. It is asked at each write.
pub type Going = Arc<AtomicBool>;

/// Writers and subscribers at work on one log.
pub struct Load {
    pub going: Going,
    pub refused: Arc<AtomicU64>,
    pub retried: Arc<AtomicU64>,
    writers: Vec<JoinHandle<Vec<(StreamName, Uuid)>>>,
    subscribers: Vec<JoinHandle<Seen>>,
    finished: Arc<AtomicBool>,
    reading: Log,
}

/// Options with little patience, so that writers learn of trouble and settle it themselves.
pub fn options() -> Options {
    Options {
        retry_for: Duration::from_secs(2),
        poll_every: Duration::from_millis(200),
        ..Options::default()
    }
}

pub fn event(name: &str) -> NewEvent {
    NewEvent {
        id: Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()),
        kind: "stressed".to_owned(),
        content_type: ContentType::Binary,
        data: name.repeat(1 + name.len() % 7).into_bytes(),
        metadata: Vec::new(),
    }
}

impl Load {
    /// Sets `writers` writers to work, spread over the logs, and four subscribers on a log of their own.
    pub async fn start(logs: &[Log], writers: usize, reading: PgPool) -> Load {
        Load::start_as("first", logs, writers, reading).await
    }

    /// The same with streams and ids that no load of another name has.
    pub async fn start_as(name: &'static str, logs: &[Log], writers: usize, reading: PgPool) -> Load {
        let going: Going = Arc::new(AtomicBool::new(true));
        let (refused, retried) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let finished = Arc::new(AtomicBool::new(false));
        let reading = Log::open(reading, options()).await.expect("a log to read");
        let writers = (0..writers)
            .map(|number| {
                let writer = Writer {
                    log: logs[number % logs.len()].clone(),
                    load: name,
                    number,
                    refused: Arc::clone(&refused),
                    retried: Arc::clone(&retried),
                };
                tokio::spawn(writer.run(Arc::clone(&going)))
            })
            .collect();
        let subscribers =
            (0..4).map(|_| tokio::spawn(follow(reading.clone(), Arc::clone(&finished)))).collect();
        Load { going, refused, retried, writers, subscribers, finished, reading }
    }

    /// Lets the writers finish what they have begun, the subscribers catch up, and counts.
    pub async fn finish(self) -> Tally {
        self.going.store(false, Ordering::Relaxed);
        let mut acknowledged = HashSet::new();
        for writer in self.writers {
            acknowledged.extend(writer.await.expect("a writer"));
        }
        self.finished.store(true, Ordering::Relaxed);
        let mut seen = Vec::new();
        for subscriber in self.subscribers {
            seen.push(subscriber.await.expect("a subscriber"));
        }
        let mut tally = Tally::of(&self.reading, &acknowledged, &seen).await;
        tally.notes.push(format!(
            "[refused {}, tried again {}]",
            self.refused.load(Ordering::Relaxed),
            self.retried.load(Ordering::Relaxed)
        ));
        tally
    }
}

struct Writer {
    log: Log,
    load: &'static str,
    number: usize,
    refused: Arc<AtomicU64>,
    retried: Arc<AtomicU64>,
}

impl Writer {
    /// Writes to a stream of its own, to one shared with others, and to both at once. Returns what was acknowledged.
    async fn run(self, going: Going) -> Vec<(StreamName, Uuid)> {
        let own = StreamName::parse(format!("own-{}-{}", self.load, self.number)).expect("a name");
        let shared = StreamName::parse(format!("shared-{}-{}", self.load, self.number % 4)).expect("a name");
        let mut acknowledged = Vec::new();
        let mut last = Expected::NoStream;
        let mut turn = 0_u64;
        while going.load(Ordering::Relaxed) {
            turn += 1;
            let name = format!("{} {} {turn}", self.load, self.number);
            let writes = match turn % 4 {
                0 => vec![write(&shared, Expected::Any, &[&name])],
                1 => vec![write(&own, last, &[&name]), write(&shared, Expected::Any, &[&name])],
                2 => vec![write(&shared, self.seen(&shared).await, &[&name])],
                _ => vec![write(&own, last, &[&name, &format!("{name} too")])],
            };
            let Some(appended) = self.insist(&writes).await else { continue };
            for (write, appended) in writes.iter().zip(appended) {
                if write.stream == own {
                    last = Expected::Exact(appended.last_revision);
                }
                acknowledged.extend(write.events.iter().map(|event| (write.stream.clone(), event.id)));
            }
        }
        acknowledged
    }

    /// Writes until it is known that it was written, or that it never will be.
    async fn insist(&self, writes: &[Write]) -> Option<Vec<parvis_log::Appended>> {
        loop {
            match self.log.append_many(writes.to_vec()).await {
                Ok(appended) => return Some(appended),
                Err(AppendError::WrongExpectedRevision { .. }) => {
                    self.refused.fetch_add(1, Ordering::Relaxed);
                    return None;
                }
                Err(error) if error.is_transient() => {
                    self.retried.fetch_add(1, Ordering::Relaxed);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                Err(error) => panic!("{error:?}"),
            }
        }
    }

    /// Where a stream others write to as well seems to end. It may have moved by the time of the write.
    async fn seen(&self, stream: &StreamName) -> Expected {
        loop {
            match self.log.read_stream(stream, ReadStream::last(1)).await {
                Ok(slice) => return slice.last_revision.map_or(Expected::NoStream, Expected::Exact),
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }
}

fn write(stream: &StreamName, expected: Expected, names: &[&str]) -> Write {
    Write { stream: stream.clone(), expected, events: names.iter().map(|name| event(name)).collect() }
}

/// Follows the log until the writers are done and everything they wrote has come.
async fn follow(log: Log, finished: Arc<AtomicBool>) -> Seen {
    let mut subscription = log.subscribe(Subscribe { batch: 100, ..Subscribe::default() });
    let mut seen = Seen::new();
    loop {
        match tokio::time::timeout(Duration::from_millis(300), subscription.next()).await {
            Ok(Ok(Message::Events(events))) => {
                seen.extend(events.iter().map(|event| (event.position.get(), event.id)));
            }
            Ok(Ok(_)) => {}
            Ok(Err(ReadError::Database(_))) => tokio::time::sleep(Duration::from_millis(20)).await,
            Ok(Err(error)) => panic!("a subscriber was stopped: {error}"),
            Err(_) if finished.load(Ordering::Relaxed) => {
                let head = log.head().await.expect("the end of the log");
                if subscription.position() == head.position {
                    return seen;
                }
            }
            Err(_) => {}
        }
    }
}

/// Options for a log whose readers are told by nobody.
pub fn polling() -> Options {
    Options { wake_ups: WakeUps::PollOnly, ..options() }
}
