//! A log in a database of its own, for each test.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

use chrono::{DateTime, TimeDelta, Utc};
use parvis_log::{Clock, ContentType, Log, NewEvent, Options, StreamName};
use sqlx::PgPool;
use uuid::Uuid;

use crate::cluster::Cluster;

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// The server all tests of this run share. It stops when this process ends.
pub fn cluster() -> &'static Cluster {
    CLUSTER.get_or_init(|| Cluster::start(&["fsync=off"]))
}

/// A fresh database.
pub async fn database() -> PgPool {
    let number = DATABASES.fetch_add(1, Ordering::Relaxed);
    cluster().database(&format!("log_{number}")).await
}

/// A fresh log.
pub async fn log() -> Log {
    Log::open(database().await, Options::default()).await.expect("a log")
}

/// A clock that stands still until it is moved.
pub struct Hand(Mutex<DateTime<Utc>>);

impl Hand {
    pub fn new() -> Self {
        Hand(Mutex::new(DateTime::from_timestamp(1_500_000_000, 0).expect("a moment")))
    }

    pub fn turn(&self, seconds: i64) {
        *self.0.lock().expect("a clock") += TimeDelta::seconds(seconds);
    }
}

impl Clock for Hand {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("a clock")
    }
}

pub fn stream(name: &str) -> StreamName {
    StreamName::parse(name).expect("a stream name")
}

/// An event whose id follows from its text, so that writing it again is a retry.
pub fn event(text: &str) -> NewEvent {
    NewEvent {
        id: Uuid::new_v5(&Uuid::NAMESPACE_URL, text.as_bytes()),
        kind: "thing-happened".to_owned(),
        content_type: ContentType::Json,
        data: format!("{{\"what\":\"{text}\"}}").into_bytes(),
        metadata: Vec::new(),
    }
}

pub fn events(texts: &[&str]) -> Vec<NewEvent> {
    texts.iter().map(|text| event(text)).collect()
}
