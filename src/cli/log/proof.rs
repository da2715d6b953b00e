//! Showing somebody who holds nothing but a noted head that an event stands in the log.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use chrono::{DateTime, Utc};
use parvis_log::{ContentType, Hash, Head, Position, Proof, ReadAll, RecordedEvent, Revision, StreamName};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::office::Office;

/// An event and its proof, as they are handed over. The payload is in hexadecimal digits, because it is proved byte by byte.
#[derive(Debug, Serialize, Deserialize)]
struct Evidence {
    event: Told,
    proof: Proof,
}

#[derive(Debug, Serialize, Deserialize)]
struct Told {
    position: Position,
    stream: StreamName,
    revision: Revision,
    id: Uuid,
    #[serde(rename = "type")]
    kind: String,
    content_type: ContentType,
    #[serde(with = "hex::serde")]
    data: Vec<u8>,
    #[serde(with = "hex::serde")]
    metadata: Vec<u8>,
    recorded_at: DateTime<Utc>,
    hash: Hash,
}

/// Prints the event at a position with the proof that it stands in the log of a head; of the present head if none is named.
///
/// # Errors
/// When there is no such position, or the event's payload was scavenged.
pub async fn prove(office: &Office, position: i64, head: Option<i64>) -> Result<()> {
    let end = office.log.head().await?.position;
    let (position, head) = (Position::new(position), head.map_or(end, Position::new));
    let proof = office.log.prove(position, head).await?;
    let read = ReadAll { from: position, limit: 1, ..ReadAll::default() };
    let event =
        office.log.read_all(read).await?.into_iter().next().filter(|event| event.position == position);
    let Some(event) = event else {
        bail!(
            "the payload of the event at {position} was scavenged; nothing is left that could be proved to somebody else"
        )
    };
    println!("{}", serde_json::to_string_pretty(&Evidence { event: Told::of(event), proof })?);
    Ok(())
}

/// Checks what [`prove`] printed against a head noted elsewhere. It needs neither the log nor a database.
///
/// # Errors
/// When the file is no proof, or proves nothing about that head.
pub fn check(file: &Path, noted: Head) -> Result<()> {
    let text = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let Evidence { event, proof } = serde_json::from_slice(&text)
        .with_context(|| format!("{} is not what `parvis log prove` prints", file.display()))?;
    let event = event.recorded();
    let steps = proof.steps.len();
    let checked = proof.check(noted, &event);
    ensure!(
        checked.is_ok(),
        "not proved: {}",
        checked.err().map(|error| error.to_string()).unwrap_or_default()
    );
    println!(
        "proved in {steps} steps: {} stands at position {} of the log that ends at {}:{}",
        event.kind, event.position, noted.position, noted.hash
    );
    Ok(())
}

/// The same fields under another type's name.
macro_rules! same_fields {
    ($value:expr, $from:ident => $into:ident) => {{
        let $from { position, stream, revision, id, kind, content_type, data, metadata, recorded_at, hash } =
            $value;
        $into { position, stream, revision, id, kind, content_type, data, metadata, recorded_at, hash }
    }};
}

impl Told {
    fn of(event: RecordedEvent) -> Self {
        same_fields!(event, RecordedEvent => Told)
    }

    fn recorded(self) -> RecordedEvent {
        same_fields!(self, Told => RecordedEvent)
    }
}
