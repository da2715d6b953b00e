//! `parvis log`.

mod proof;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand, ValueEnum};
use parvis_log::{Hash, Head, Message, Position, ReadAll, RecordedEvent, Subscribe};
use serde_json::{Value, json};

use super::progress::Way;
use super::{Place, open};
use crate::office::Office;

/// How many events are read at a time.
const PAGE: usize = 1_000;

/// Arguments of `parvis log`.
#[derive(Args, Debug)]
pub struct LogArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Walk the whole log and prove that nothing was changed, removed, added or reordered
    Verify {
        /// A head noted earlier, as POSITION:HASH; proves that the log still goes through it
        #[arg(long, value_name = "POSITION:HASH")]
        noted: Option<String>,
    },
    /// Print events, the last ones or all
    Tail {
        /// From the first event on
        #[arg(long)]
        all: bool,
        /// How many of the last events
        #[arg(short = 'n', long, default_value_t = 20, value_name = "N", conflicts_with = "all")]
        last: usize,
        /// Go on printing what comes, until stopped
        #[arg(long)]
        follow: bool,
        /// How to print them
        #[arg(long, default_value = "text")]
        format: TailFormat,
    },
    /// Print an event with the proof that it stands in the log, for somebody who has noted a head
    Prove {
        /// The event's position
        position: i64,
        /// The position of the noted head; without it, the present end of the log
        #[arg(long, value_name = "POSITION")]
        head: Option<i64>,
    },
    /// Check such a proof against a noted head, without a database
    Check {
        /// What `parvis log prove` printed
        file: PathBuf,
        /// The noted head, as `parvis log verify` prints it
        #[arg(long, value_name = "POSITION:HASH")]
        noted: String,
    },
    /// Remove the payloads that $maxAge, $maxCount, $tb, deletion and tombstones hide; the log still verifies
    Scavenge,
    /// Count streams, events and bytes
    Stats {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum TailFormat {
    /// A line each, to read
    Text,
    /// A JSON object a line, the payload as stored
    Json,
}

/// Looks at the log.
pub async fn log(place: &Place, arguments: LogArguments) -> Result<()> {
    if let What::Check { file, noted } = &arguments.what {
        return proof::check(file, head(noted)?);
    }
    let opened = open::to_read(place).await?;
    let outcome = match arguments.what {
        What::Check { .. } => Ok(()),
        What::Prove { position, head } => proof::prove(&opened.office, position, head).await,
        What::Scavenge => scavenge(&opened.office).await,
        What::Verify { noted } => verify(&opened.office, noted.as_deref()).await,
        What::Tail { all, last, follow, format } => {
            tail(&opened.office, (!all).then_some(last), follow, format).await
        }
        What::Stats { json } => stats(&opened.office, json).await,
    };
    opened.close().await;
    outcome
}

async fn verify(office: &Office, noted: Option<&str>) -> Result<()> {
    let way = Way::of("verifying");
    let progress = |at: Position, end: Position| way.show(at, end);
    let verified = match noted {
        None => office.log.verify(progress).await?,
        Some(text) => office.log.verify_against(head(text)?, progress).await?,
    };
    way.done();
    println!("{} events verified. Head: {}:{}", verified.events, verified.head.position, verified.head.hash);
    Ok(())
}

async fn scavenge(office: &Office) -> Result<()> {
    let done = office.log.scavenge(|_| {}).await?;
    println!("{} events of {} streams scavenged, {} bytes", done.events, done.streams, done.bytes);
    Ok(())
}

fn head(text: &str) -> Result<Head> {
    let wanted = || format!("{text:?} is no head; write POSITION:HASH as `parvis log verify` prints it");
    let (position, hash) = text.split_once(':').with_context(wanted)?;
    let position: i64 = position.parse().with_context(wanted)?;
    let hash: Hash = hash.parse().with_context(wanted)?;
    Ok(Head { position: Position::new(position), hash })
}

async fn tail(office: &Office, last: Option<usize>, follow: bool, format: TailFormat) -> Result<()> {
    let end = office.log.head().await?.position.get();
    let mut at = last.map_or(0, |last| end - i64::try_from(last).unwrap_or(i64::MAX).min(end));
    while at < end {
        let events = office.log.read_all(ReadAll::after(Position::new(at), PAGE)).await?;
        let Some(newest) = events.last() else { break };
        at = newest.position.get();
        for event in &events {
            print(event, format);
        }
    }
    if !follow {
        return Ok(());
    }
    let mut subscription =
        office.log.subscribe(Subscribe { after: Position::new(at), ..Subscribe::default() });
    loop {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => return Ok(()),
            message = subscription.next() => {
                if let Message::Events(events) = message? {
                    for event in &events {
                        print(event, format);
                    }
                }
            }
        }
    }
}

fn print(event: &RecordedEvent, format: TailFormat) {
    match format {
        TailFormat::Text => println!(
            "{:>8}  {}  {:<28} {}@{}",
            event.position,
            event.recorded_at.format("%Y-%m-%d %H:%M:%S"),
            event.kind,
            event.stream,
            event.revision
        ),
        TailFormat::Json => println!(
            "{}",
            json!({
                "position": event.position.get(),
                "stream": event.stream.as_str(),
                "revision": event.revision.get(),
                "id": event.id,
                "type": event.kind,
                "recorded_at": event.recorded_at,
                "data": payload(&event.data),
                "metadata": payload(&event.metadata),
                "hash": event.hash.to_string(),
            })
        ),
    }
}

/// Stored JSON as it is; other bytes in hexadecimal.
fn payload(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap_or_else(|_| Value::String(hex::encode(bytes)))
}

async fn stats(office: &Office, as_json: bool) -> Result<()> {
    let stats = office.log.stats().await?;
    if as_json {
        println!("{}", serde_json::to_string_pretty(&stats)?);
        return Ok(());
    }
    println!("events           {:>12}", stats.events);
    println!("streams          {:>12}", stats.streams);
    println!("bytes            {:>12}  ({} of them indexes)", stats.bytes, stats.index_bytes);
    println!("head             {:>12}  {}", stats.head.position, stats.head.hash);
    if let (Some(first), Some(last)) = (stats.first_recorded_at, stats.last_recorded_at) {
        println!("recorded         {first} – {last}");
        let span = (last - first).to_std().unwrap_or(Duration::ZERO).as_secs_f64() / 86_400.0;
        println!(
            "rate             {:>12.1}  events a day; {} in the last hour",
            rate(stats.events, span),
            stats.events_last_hour
        );
    }
    println!("longest streams");
    for one in &stats.longest_streams {
        println!("  {:>12}  {}", one.events, one.stream);
    }
    Ok(())
}

fn rate(events: u64, days: f64) -> f64 {
    if days > 0.0 { events as f64 / days } else { events as f64 }
}
