//! What came out, as a table for people and as JSON for programs.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use serde_json::json;

use crate::peer::Sort;
use crate::sizes::{AtSize, Written};
use crate::work::{Appends, Given, Losses};

#[derive(Default)]
pub struct Report {
    names: Vec<(&'static str, Sort)>,
    appends: BTreeMap<(usize, usize, &'static str), Vec<Appends>>,
    losses: BTreeMap<&'static str, Option<Losses>>,
    memory: BTreeMap<&'static str, (f64, f64)>,
    rebuilt: BTreeMap<&'static str, Option<f64>>,
    rebuilt_from_streams: BTreeMap<&'static str, f64>,
    copied: Vec<f64>,
    sized: Vec<AtSize>,
}

/// A goal, and what was reached.
#[derive(Serialize)]
struct Goal {
    goal: &'static str,
    wanted: f64,
    reached: Option<f64>,
    met: Option<bool>,
}

impl Report {
    pub fn appends(
        &mut self,
        (name, sort): (&'static str, Sort),
        writers: usize,
        batch: usize,
        measured: Appends,
    ) {
        if !self.names.iter().any(|(known, _)| *known == name) {
            self.names.push((name, sort));
        }
        self.appends.entry((writers, batch, name)).or_default().push(measured);
    }

    pub fn losses(&mut self, (name, _): (&'static str, Sort), losses: Option<Losses>, memory: (f64, f64)) {
        match &losses {
            Some(losses) => println!(
                "followed by one reader  {:28} written {:>8}  lost {:>6}  reordered {:>6}",
                name, losses.written, losses.lost, losses.reordered
            ),
            None => println!("followed by one reader  {:28} has no order over all streams", name),
        }
        self.losses.insert(name, losses);
        self.memory.insert(name, memory);
    }

    pub fn rebuilt(&mut self, (name, _): (&'static str, Sort), given: Given, rate: Option<f64>) {
        match (given, rate) {
            (Given::Events, Some(rate)) => {
                println!("rebuild from events     {name:28} {rate:>10.0} events/s");
                self.rebuilt.insert(name, Some(rate));
            }
            (Given::Events, None) => {
                println!("rebuild from events     {name:28} has no order over all streams");
                self.rebuilt.insert(name, None);
            }
            (Given::Streams, Some(rate)) => {
                println!("rebuild from streams    {name:28} {rate:>10.0} events/s");
                self.rebuilt_from_streams.insert(name, rate);
            }
            (Given::Streams, None) => {}
        }
    }

    pub fn copied(&mut self, rate: f64) {
        self.copied.push(rate);
    }

    pub fn sized(&mut self, measured: AtSize) {
        for (when, Written { appends, wal_bytes, whole_pages }) in
            [("after a checkpoint", &measured.after_checkpoint), ("later on", &measured.later)]
        {
            println!(
                "32 writers at {:>9} events, {when:18} {:>8.0} events/s  p50 {:>7.2} ms  p99 {:>7.2} ms  \
                 {wal_bytes:>6.0} bytes and {whole_pages:.3} whole pages of Postgres' own log per event",
                measured.events, appends.events_per_second, appends.p50_ms, appends.p99_ms
            );
        }
        self.sized.push(measured);
    }

    pub fn say_appends(&self, writers: usize, batch: usize) {
        for (name, _) in &self.names {
            if let Some(median) = self.median(writers, batch, name) {
                println!(
                    "{writers:>3} writers, {batch:>3} a write {name:28} {:>10.0} events/s  p50 {:>7.2} ms  p99 {:>7.2} ms  conflicts {}",
                    median.events_per_second, median.p50_ms, median.p99_ms, median.conflicts
                );
            }
        }
    }

    /// The run in the middle, by rate.
    fn median(&self, writers: usize, batch: usize, name: &'static str) -> Option<Appends> {
        let mut runs = self.appends.get(&(writers, batch, name))?.clone();
        runs.sort_by(|one, other| one.events_per_second.total_cmp(&other.events_per_second));
        runs.get(runs.len() / 2).cloned()
    }

    fn rate(&self, writers: usize, batch: usize, name: &'static str) -> Option<f64> {
        self.median(writers, batch, name).map(|median| median.events_per_second)
    }

    fn ours(&self) -> Option<&'static str> {
        self.names.iter().find(|(_, sort)| *sort == Sort::Ours).map(|(name, _)| *name)
    }

    fn naive(&self) -> Option<&'static str> {
        self.names.iter().find(|(_, sort)| *sort == Sort::Reference).map(|(name, _)| *name)
    }

    /// The best of the candidates that lose nothing.
    fn safest(&self, rate: impl Fn(&'static str) -> Option<f64>) -> Option<f64> {
        let safe = self.names.iter().filter(|(name, sort)| {
            let losses = self.losses.get(name).and_then(Option::as_ref);
            *sort != Sort::Ours && losses.is_some_and(|losses| losses.lost == 0 && losses.reordered == 0)
        });
        safe.filter_map(|(name, _)| rate(name)).max_by(f64::total_cmp)
    }

    fn goals(&self) -> Vec<Goal> {
        let (ours, naive) = (self.ours(), self.naive());
        let ratio = |one: Option<f64>, other: Option<f64>| one.zip(other).map(|(one, other)| one / other);
        let at_least = |goal, wanted, reached: Option<f64>| Goal {
            goal,
            wanted,
            reached,
            met: reached.map(|r| r >= wanted),
        };
        let of = |writers, batch, name: Option<&'static str>| {
            name.and_then(|name| self.rate(writers, batch, name))
        };
        let ours_32 = of(32, 1, ours);
        let ours_batched = of(1, 100, ours);
        let mut copied = self.copied.clone();
        copied.sort_by(f64::total_cmp);
        let commit = naive.and_then(|name| self.median(1, 1, name)).map(|median| median.p50_ms);
        let bound = commit.map_or(10.0, |commit| (5.0 * commit).max(10.0));
        let p99 = ours.and_then(|name| self.median(32, 1, name)).map(|median| median.p99_ms);
        let rebuilt = |name: &'static str| self.rebuilt.get(name).copied().flatten();
        let from_streams = |name: &'static str| self.rebuilt_from_streams.get(name).copied();
        let others_rebuilt = self
            .names
            .iter()
            .filter(|(_, sort)| *sort != Sort::Ours)
            .filter_map(|(name, _)| rebuilt(name))
            .max_by(f64::total_cmp);
        let largest_to_smallest = |of: fn(&AtSize) -> &Written| {
            let rate = |one: Option<&AtSize>| one.map(|one| of(one).appends.events_per_second);
            ratio(rate(self.sized.last()), rate(self.sized.first()))
        };
        vec![
            at_least(
                "32 writers, times the fastest that loses nothing",
                2.0,
                ratio(ours_32, self.safest(|name| self.rate(32, 1, name))),
            ),
            at_least("32 writers, times the naive insert", 1.5, ratio(ours_32, of(32, 1, naive))),
            at_least("1 writer, times the naive insert", 0.9, ratio(of(1, 1, ours), of(1, 1, naive))),
            Goal {
                goal: "p99 at 32 writers in ms, at most",
                wanted: bound,
                reached: p99,
                met: p99.map(|p99| p99 <= bound),
            },
            at_least(
                "batches of 100, times COPY",
                0.6,
                ratio(ours_batched, copied.get(copied.len() / 2).copied()),
            ),
            at_least(
                "rebuild from what the view needs, times the fastest other",
                5.0,
                ratio(ours.and_then(from_streams), others_rebuilt),
            ),
            at_least(
                "rebuild from whole events, times the fastest other",
                5.0,
                ratio(ours.and_then(rebuilt), others_rebuilt),
            ),
            at_least(
                "append at the largest size, times at the smallest",
                0.8,
                largest_to_smallest(|one| &one.later),
            ),
            at_least(
                "the same right after a checkpoint",
                0.8,
                largest_to_smallest(|one| &one.after_checkpoint),
            ),
        ]
    }

    pub fn finish(&self, file: Option<&Path>) -> anyhow::Result<()> {
        let goals = self.goals();
        println!();
        for goal in &goals {
            let verdict = match goal.met {
                Some(true) => "reached",
                Some(false) => "NOT REACHED",
                None => "not measured",
            };
            println!(
                "{:58} wanted {:>6.2}  is {:>6.2}  {verdict}",
                goal.goal,
                goal.wanted,
                goal.reached.unwrap_or(f64::NAN)
            );
        }
        let candidates: Vec<_> = self
            .names
            .iter()
            .map(|(name, sort)| {
                let appends = self.appends.keys().filter(|(_, _, of)| of == name).map(|(writers, batch, _)| {
                    json!({"writers": writers, "batch": batch, "median": self.median(*writers, *batch, name)})
                });
                let appends: Vec<_> = appends.collect();
                json!({"name": name, "sort": sort, "appends": appends, "followed": self.losses.get(name),
                    "memory_mebibytes_client_server": self.memory.get(name), "rebuild_events_per_second": self.rebuilt.get(name),
                    "rebuild_from_streams_events_per_second": self.rebuilt_from_streams.get(name)})
            })
            .collect();
        let all = json!({"candidates": candidates, "sizes": self.sized, "copy_events_per_second": self.copied, "goals": goals});
        println!("\n{all}");
        if let Some(file) = file {
            std::fs::write(file, serde_json::to_string_pretty(&all)?)?;
        }
        Ok(())
    }
}
