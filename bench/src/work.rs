//! The work that every candidate is given, and what it is measured by.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use serde::Serialize;

use crate::peer::{Cursor, Mark, Outcome, Peer, STREAMS};

/// A candidate and the streams it has written.
pub struct Candidate {
    pub peer: Arc<dyn Peer>,
    revisions: Vec<AtomicI64>,
    busy: Vec<AtomicBool>,
}

/// What a run of appends came to.
#[derive(Clone, Debug, Default, Serialize, serde::Deserialize)]
pub struct Appends {
    pub events_per_second: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub conflicts: u64,
}

/// What a reader that followed the writers has missed.
#[derive(Clone, Debug, Serialize, serde::Deserialize)]
pub struct Losses {
    pub written: u64,
    pub lost: u64,
    pub reordered: u64,
}

/// Streams drawn by Zipf's law: the second is drawn half as often as the first, the third a third.
struct Zipf(Vec<f64>);

impl Zipf {
    fn new() -> Self {
        let mut sum = 0.0;
        Zipf(
            (1..=STREAMS)
                .map(|rank| {
                    sum += 1.0 / rank as f64;
                    sum
                })
                .collect(),
        )
    }

    fn draw(&self, random: &mut SmallRng) -> usize {
        let total = self.0.last().copied().unwrap_or(1.0);
        let at = random.random::<f64>() * total;
        self.0.partition_point(|sum| *sum < at).min(STREAMS - 1)
    }
}

impl Candidate {
    pub fn new(peer: Arc<dyn Peer>) -> Self {
        Candidate {
            peer,
            revisions: (0..STREAMS).map(|_| AtomicI64::new(0)).collect(),
            busy: (0..STREAMS).map(|_| AtomicBool::new(false)).collect(),
        }
    }

    /// How many events have been written.
    pub fn written(&self) -> i64 {
        self.revisions.iter().map(|revision| revision.load(Ordering::Relaxed)).sum()
    }
}

/// Lets `writers` append for a while, each to a stream that no other one is writing to at that moment, with the exact
/// revision that is expected.
pub async fn append(
    candidate: &Arc<Candidate>,
    writers: usize,
    batch: usize,
    span: Duration,
) -> anyhow::Result<Appends> {
    let zipf = Arc::new(Zipf::new());
    let conflicts = Arc::new(AtomicU64::new(0));
    let started = Instant::now();
    let deadline = started + span;
    let tasks: Vec<_> = (0..writers)
        .map(|writer| {
            let (candidate, zipf, conflicts) =
                (Arc::clone(candidate), Arc::clone(&zipf), Arc::clone(&conflicts));
            tokio::spawn(write(candidate, zipf, conflicts, writer, batch, deadline))
        })
        .collect();
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await??);
    }
    let took = started.elapsed().as_secs_f64();
    latencies.sort_unstable();
    Ok(Appends {
        events_per_second: (latencies.len() * batch) as f64 / took,
        p50_ms: percentile(&latencies, 50),
        p99_ms: percentile(&latencies, 99),
        conflicts: conflicts.load(Ordering::Relaxed),
    })
}

fn percentile(sorted: &[u32], percent: usize) -> f64 {
    sorted.get(sorted.len() * percent / 100).map_or(0.0, |micros| f64::from(*micros) / 1_000.0)
}

async fn write(
    candidate: Arc<Candidate>,
    zipf: Arc<Zipf>,
    conflicts: Arc<AtomicU64>,
    writer: usize,
    batch: usize,
    deadline: Instant,
) -> anyhow::Result<Vec<u32>> {
    let mut random = SmallRng::seed_from_u64(writer as u64 + 1);
    let mut latencies = Vec::new();
    while Instant::now() < deadline {
        let stream = zipf.draw(&mut random);
        if candidate.busy[stream].swap(true, Ordering::Acquire) {
            continue;
        }
        let expected = candidate.revisions[stream].load(Ordering::Relaxed);
        let asked = Instant::now();
        match candidate.peer.append(stream, expected, batch).await? {
            Outcome::Written => {
                candidate.revisions[stream].store(expected + batch as i64, Ordering::Relaxed);
                latencies.push(asked.elapsed().as_micros() as u32);
            }
            Outcome::Conflict => {
                conflicts.fetch_add(1, Ordering::Relaxed);
            }
        }
        candidate.busy[stream].store(false, Ordering::Release);
    }
    Ok(latencies)
}

/// Lets writers append while one reader follows as a subscriber of this candidate would, and counts what it misses.
/// `None`: there is no order over all streams that could be followed.
pub async fn losses(
    candidate: &Arc<Candidate>,
    writers: usize,
    span: Duration,
) -> anyhow::Result<Option<Losses>> {
    let mut cursor = Cursor::default();
    loop {
        match candidate.peer.follow(&mut cursor, 10_000).await? {
            None => return Ok(None),
            Some(read) if read.is_empty() => break,
            Some(_) => {}
        }
    }
    let before: Vec<i64> =
        candidate.revisions.iter().map(|revision| revision.load(Ordering::Relaxed)).collect();
    let done = Arc::new(AtomicBool::new(false));
    let reader = tokio::spawn(follow(Arc::clone(candidate), cursor, before.clone(), Arc::clone(&done)));
    append(candidate, writers, 1, span).await?;
    done.store(true, Ordering::Release);
    let (seen, reordered) = reader.await??;
    let written = (candidate.written() - before.iter().sum::<i64>()) as u64;
    Ok(Some(Losses { written, lost: written.saturating_sub(seen), reordered }))
}

/// Reads until the writers are done and nothing has come for a while. Returns how many different events came, and how
/// many of them after a later one of their stream.
async fn follow(
    candidate: Arc<Candidate>,
    mut cursor: Cursor,
    before: Vec<i64>,
    done: Arc<AtomicBool>,
) -> anyhow::Result<(u64, u64)> {
    let mut next = before;
    let mut seen = 0;
    let mut reordered = 0;
    let mut quiet_since = Instant::now();
    loop {
        let read = candidate.peer.follow(&mut cursor, 1_000).await?.unwrap_or_default();
        if read.is_empty() {
            if done.load(Ordering::Acquire) && quiet_since.elapsed() > Duration::from_millis(400) {
                return Ok((seen, reordered));
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
            continue;
        }
        quiet_since = Instant::now();
        for mark in read {
            seen += 1;
            if mark.revision < next[mark.stream] {
                reordered += 1;
            }
            next[mark.stream] = next[mark.stream].max(mark.revision + 1);
        }
    }
}

/// Fills a candidate with batches until it has this many events.
pub async fn fill(candidate: &Arc<Candidate>, events: i64, batch: usize) -> anyhow::Result<()> {
    while candidate.written() < events {
        append(candidate, 4, batch, Duration::from_millis(200)).await?;
    }
    Ok(())
}

/// How much of each event a rebuild is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// All of it, and the stream is read out of its data.
    Events,
    /// Its stream alone.
    Streams,
}

/// Reads everything from the beginning and counts the events of each stream. Returns events per second. `None`: it has
/// no order over all streams, or cannot be asked for less than whole events.
pub async fn rebuild(
    candidate: &Arc<Candidate>,
    view: &sqlx::PgPool,
    given: Given,
) -> anyhow::Result<Option<f64>> {
    let started = Instant::now();
    let mut counters = vec![0_i64; STREAMS];
    let mut events = 0_u64;
    let mut count = |stream: usize| {
        events += 1;
        counters[stream] += 1;
    };
    let done = match given {
        Given::Events => candidate.peer.replay(&mut |mark: Mark| count(mark.stream)).await?,
        Given::Streams => candidate.peer.replay_streams(&mut count).await?,
    };
    if !done {
        return Ok(None);
    }
    if events as i64 != candidate.written() {
        println!("{} read {events} events again, of {}", candidate.peer.name(), candidate.written());
    }
    let mut transaction = view.begin().await?;
    sqlx::raw_sql("DROP TABLE IF EXISTS counter; CREATE TABLE counter (stream bigint PRIMARY KEY, events bigint NOT NULL)")
        .execute(&mut *transaction)
        .await?;
    sqlx::query("INSERT INTO counter SELECT * FROM unnest($1::bigint[], $2::bigint[])")
        .bind((0..STREAMS as i64).collect::<Vec<_>>())
        .bind(counters)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(Some(events as f64 / started.elapsed().as_secs_f64()))
}
