//! First steps with a log: append, read, follow, prove. Run it against a database of yours:
//!
//! ```text
//! DATABASE_URL=postgres://localhost/mine cargo run -p parvis-log --example first_steps
//! ```

use parvis_log::{Expected, Log, Message, NewEvent, Options, ReadStream, StreamName, Subscribe};
use sqlx::PgPool;
use uuid::Uuid;

/// A seminar is planned and moved; somebody follows; one of the facts is proved.
pub async fn run(pool: PgPool) -> Result<(), Box<dyn std::error::Error>> {
    let log = Log::open(pool, Options::default()).await?;
    let seminar = StreamName::parse("seminar-1")?;

    // The id of an event is the writer's. Writing the same again, because an answer was lost, changes nothing.
    let planned = NewEvent::json(Uuid::from_u128(1), "planned", r#"{"place":"Malmö"}"#);
    let first = log.append(&seminar, Expected::NoStream, vec![planned.clone()]).await?;
    let again = log.append(&seminar, Expected::NoStream, vec![planned]).await?;
    assert_eq!((again.last_position, again.idempotent), (first.last_position, true));

    // What was read is what is expected at the write. If somebody was faster, the write is refused.
    let history = log.read_stream(&seminar, ReadStream::default()).await?;
    let expected = history.last_revision.map_or(Expected::NoStream, Expected::Exact);
    let moved = NewEvent::json(Uuid::from_u128(2), "moved", r#"{"place":"Varberg"}"#);
    let second = log.append(&seminar, expected, vec![moved]).await?;

    // A subscriber catches up, is told so, and would then go on live.
    let mut subscription = log.subscribe(Subscribe::default());
    let mut followed = Vec::new();
    loop {
        match subscription.next().await? {
            Message::Events(events) => followed.extend(events),
            Message::CaughtUp(position) => break assert_eq!(position, second.last_position),
            Message::Progress(_) | Message::FellBehind(_) => {}
        }
    }

    // Whoever noted the head can later check any event against it, without the database.
    let noted = log.head().await?;
    let proof = log.prove(first.last_position, noted.position).await?;
    proof.check(noted, &followed[0])?;
    Ok(())
}

#[tokio::main]
#[allow(dead_code)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    run(PgPool::connect(&std::env::var("DATABASE_URL")?).await?).await
}
