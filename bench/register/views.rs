//! How fast views follow the facts, and how fast a process has them when it starts.

use std::path::Path;
use std::time::Instant;

use parvis_events::codec::Fact;
use parvis_projections::{Envelope, House};
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::programmes::{BATCH, programme, store};
use crate::registers::NOW;
use crate::{Scale, open};

fn envelope(position: usize, (stream_id, fact): (Uuid, Fact)) -> Envelope {
    Envelope {
        position: position as i64 + 1,
        stream_id,
        recorded_at: NOW.parse().unwrap(),
        decided_at: NOW.parse().unwrap(),
        actor: "bench".to_owned(),
        correlation: Uuid::nil(),
        fact,
    }
}

fn resident_mebibytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes: f64 =
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0.0);
    (kibibytes / 1_024.0).round()
}

/// Folds all programmes in memory.
pub fn folded(scale: &Scale) -> Value {
    let facts: Vec<(Uuid, Fact)> =
        (0..scale.programmes).flat_map(|number| programme(number, scale.pairs)).collect();
    let envelopes: Vec<Envelope> =
        facts.into_iter().enumerate().map(|(at, fact)| envelope(at, fact)).collect();
    let before = resident_mebibytes();
    let mut house = House::default();
    let began = Instant::now();
    for part in envelopes.chunks(BATCH) {
        house.fold(part);
    }
    let took = began.elapsed().as_secs_f64();
    let memory = resident_mebibytes() - before;
    // One fact at a time, as they come while somebody works.
    let last = envelopes.last().cloned().into_iter();
    let single: Vec<Envelope> = last.cycle().take(500).collect();
    let began = Instant::now();
    for one in &single {
        house.fold([one]);
    }
    let one_by_one = began.elapsed().as_secs_f64() * 1_000.0 / single.len() as f64;
    json!({
        "measure": "views folded in memory",
        "programmes": scale.programmes,
        "pairs_each": scale.pairs,
        "facts": envelopes.len(),
        "facts_per_second": (envelopes.len() as f64 / took).round(),
        "one_fact_alone_ms": (one_by_one * 1_000.0).round() / 1_000.0,
        "memory_mebibytes": memory,
        "reminders_to_come": house.reminders.due.len(),
    })
}

/// Writes the same facts to the log and measures a process that starts: making the tables, then taking them over.
pub async fn started(pool: &PgPool, home: &Path, scale: &Scale) -> Value {
    let office = open(pool.clone(), home).await;
    for number in 0..scale.programmes {
        store(&office.log, programme(number, scale.pairs)).await;
    }
    let began = Instant::now();
    let rebuilt = office.runner.rebuild(|_, _| {}).await.unwrap();
    let rebuilding = began.elapsed().as_secs_f64();
    drop(office);
    let began = Instant::now();
    let fresh = open(pool.clone(), home).await;
    let starting = began.elapsed().as_secs_f64();
    let rows: i64 = rebuilt.tables.iter().map(|table| table.rows).sum();
    let memory = resident_mebibytes();
    drop(fresh);
    json!({
        "measure": "a process starts",
        "facts": rebuilt.position.get(),
        "rows": rows,
        "rebuild_s": (rebuilding * 100.0).round() / 100.0,
        "rebuild_facts_per_second": (rebuilt.position.get() as f64 / rebuilding).round(),
        "ready_s": (starting * 100.0).round() / 100.0,
        "memory_of_the_measuring_program_mebibytes": memory,
    })
}
