//! A view of a log: built anew by a replay, then kept by a subscription. Run it against a database of yours:
//!
//! ```text
//! DATABASE_URL=postgres://localhost/mine cargo run -p parvis-log --example views
//! ```

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use parvis_log::{Expected, Log, Message, NewEvent, Options, Replay, StreamName, Subscribe};
use sqlx::PgPool;
use uuid::Uuid;

/// How many events of each type there are.
type Counts = BTreeMap<String, u64>;

fn count(counts: &mut Counts, kind: &str) {
    *counts.entry(kind.to_owned()).or_default() += 1;
}

/// Writes a few facts, counts them by a replay, and goes on counting what comes.
pub async fn run(pool: PgPool) -> Result<(), Box<dyn std::error::Error>> {
    let log = Log::open(pool, Options::default()).await?;
    let seminar = StreamName::parse("seminar-1")?;
    let event = |number, kind| NewEvent::json(Uuid::from_u128(number), kind, "{}");
    let planned = vec![event(1, "planned"), event(2, "moved"), event(3, "moved")];
    log.append(&seminar, Expected::NoStream, planned).await?;

    // The view needs the type and no payload, so no payload is sent.
    let mut counts = Counts::new();
    let reached = log
        .replay_headers(Replay::default(), |header| {
            count(&mut counts, header.kind);
            ControlFlow::Continue(())
        })
        .await?;
    assert_eq!(counts, Counts::from([("moved".to_owned(), 2), ("planned".to_owned(), 1)]));

    // Where the replay ended the subscription begins: nothing is missed, and nothing counted twice.
    log.append(&seminar, Expected::StreamExists, vec![event(4, "held")]).await?;
    let mut subscription = log.subscribe(Subscribe { after: reached, ..Subscribe::default() });
    loop {
        match subscription.next().await? {
            Message::Events(events) => events.iter().for_each(|event| count(&mut counts, &event.kind)),
            Message::CaughtUp(_) => break,
            Message::Progress(_) | Message::FellBehind(_) => {}
        }
    }
    assert_eq!(counts.values().sum::<u64>(), 4);
    Ok(())
}

#[tokio::main]
#[allow(dead_code)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    run(PgPool::connect(&std::env::var("DATABASE_URL")?).await?).await
}
