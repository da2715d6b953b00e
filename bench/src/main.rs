//! The log beside others: equal work, one server with fsync on, one go.

mod candidates;
mod copying;
mod eventsourced;
mod memory;
mod peer;
mod peers;
mod report;
mod sizes;
mod work;

#[path = "../../tests/log/cluster.rs"]
mod cluster;

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use crate::report::Report;
use crate::work::Given;

/// Measures event logs on Postgres side by side.
#[derive(Parser)]
struct Arguments {
    /// Everything in under a minute, with small numbers.
    #[arg(long)]
    quick: bool,
    /// Writes the results to this file as JSON as well.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Only candidates whose name contains this.
    #[arg(long)]
    only: Option<String>,
    /// Leaves out the candidates that are not ours and not the naive insert.
    #[arg(long)]
    alone: bool,
    /// How long each measurement takes, in seconds.
    #[arg(long)]
    seconds: Option<f64>,
    /// How often each measurement is made; the run in the middle counts.
    #[arg(long)]
    rounds: Option<usize>,
    /// The numbers of writers that single events are appended by, as in 1,32.
    #[arg(long, value_delimiter = ',')]
    writers: Option<Vec<usize>>,
    /// A Python that has `eventsourcing[postgres]`; without it that candidate is left out.
    #[arg(long)]
    python: Option<PathBuf>,
    /// The largest log that appends are measured on.
    #[arg(long)]
    largest: Option<i64>,
    /// The number of events that are read again for a rebuild.
    #[arg(long)]
    rebuild: Option<i64>,
}

/// How much of everything.
struct Scale {
    span: Duration,
    rounds: usize,
    /// How long a log of some size is written to before it counts as one that has been for a while.
    warm_up: Duration,
    writers: Vec<usize>,
    rebuild_events: i64,
    sizes: Vec<i64>,
}

impl Scale {
    fn of(arguments: &Arguments) -> Self {
        let mut scale = if arguments.quick {
            Scale {
                span: Duration::from_millis(500),
                rounds: 1,
                warm_up: Duration::from_secs(1),
                writers: vec![1, 32],
                rebuild_events: 20_000,
                sizes: vec![10_000, 50_000],
            }
        } else {
            Scale {
                span: Duration::from_secs(3),
                rounds: 3,
                warm_up: Duration::from_secs(30),
                writers: vec![1, 8, 32, 128],
                rebuild_events: 1_000_000,
                sizes: vec![10_000, 1_000_000, 10_000_000],
            }
        };
        if let Some(largest) = arguments.largest {
            scale.sizes.retain(|size| *size <= largest);
        }
        if let Some(writers) = &arguments.writers {
            scale.writers.clone_from(writers);
        }
        scale.span = arguments.seconds.map_or(scale.span, Duration::from_secs_f64);
        scale.rounds = arguments.rounds.unwrap_or(scale.rounds);
        scale.rebuild_events = arguments.rebuild.unwrap_or(scale.rebuild_events);
        scale
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let scale = Scale::of(&arguments);
    let server =
        cluster::Cluster::start(&["shared_buffers=512MB", "max_wal_size=4GB", "max_connections=500"]);
    let mut report = Report::default();
    let wanted = |name: &str, sort: peer::Sort| {
        arguments.only.as_ref().is_none_or(|only| name.contains(only.as_str()))
            && (!arguments.alone || matches!(sort, peer::Sort::Ours | peer::Sort::Reference))
    };
    let candidates = candidates::all(&server, wanted).await?;
    let python = match &arguments.python {
        Some(python) => Some(eventsourced::Eventsourced::new(python, &server).await?),
        None => None,
    };
    for &writers in &scale.writers {
        for _ in 0..scale.rounds {
            for candidate in &candidates {
                let measured = work::append(&candidate.work, writers, 1, scale.span).await?;
                report.appends(candidate.work.peer.identity(), writers, 1, measured);
            }
            if let Some(python) = &python {
                report.appends(eventsourced::IDENTITY, writers, 1, python.append(writers, 1, scale.span)?);
            }
        }
        report.say_appends(writers, 1);
    }
    for _ in 0..scale.rounds {
        for candidate in &candidates {
            let measured = work::append(&candidate.work, 1, 100, scale.span).await?;
            report.appends(candidate.work.peer.identity(), 1, 100, measured);
        }
        if let Some(python) = &python {
            report.appends(eventsourced::IDENTITY, 1, 100, python.append(1, 100, scale.span)?);
        }
        if let Some(ours) = candidates.iter().find(|candidate| candidate.work.peer.sort() == peer::Sort::Ours)
        {
            report.copied(copying::copy(&ours.pool, 100, scale.span).await?);
        }
    }
    report.say_appends(1, 100);
    for candidate in &candidates {
        let losses = work::losses(&candidate.work, 8, scale.span).await?;
        report.losses(candidate.work.peer.identity(), losses, memory::mebibytes());
    }
    if let Some(python) = &python {
        report.losses(eventsourced::IDENTITY, Some(python.losses(8, scale.span)?), memory::mebibytes());
    }
    rebuild(&candidates, python.as_ref(), scale.rebuild_events, &mut report).await?;
    drop(candidates);
    for &size in &scale.sizes {
        report.sized(sizes::measure(&server, size, scale.span * 2, scale.warm_up).await?);
    }
    report.finish(arguments.json.as_deref())
}

/// Fills every candidate and lets it read everything again. The tables are vacuumed first, as a server does by itself in time.
async fn rebuild(
    candidates: &[candidates::Entrant],
    python: Option<&eventsourced::Eventsourced>,
    events: i64,
    report: &mut Report,
) -> anyhow::Result<()> {
    for candidate in candidates {
        let (work, identity) = (&candidate.work, candidate.work.peer.identity());
        if work.peer.follow(&mut peer::Cursor::default(), 1).await?.is_none() {
            report.rebuilt(identity, Given::Events, None);
            continue;
        }
        work::fill(work, events, 1_000).await?;
        sqlx::query("VACUUM ANALYZE").execute(&candidate.pool).await?;
        for given in [Given::Events, Given::Streams] {
            report.rebuilt(identity, given, work::rebuild(work, &candidate.pool, given).await?);
        }
    }
    if let Some(python) = python {
        report.rebuilt(eventsourced::IDENTITY, Given::Events, Some(python.rebuild(events)?));
    }
    Ok(())
}
