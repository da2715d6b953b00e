//! `parvis webhook`.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use parvis_events::values::ProgrammeCode;
use serde_json::json;
use uuid::Uuid;

use super::{Place, open};
use crate::changes::{Reach, Wanted};
use crate::office::Office;
use crate::webhooks::{Addition, Attempt, Revealed, Rotation, Standing, Webhook};

/// Who makes webhooks on the command line.
const OPERATOR: &str = "operator";

/// Arguments of `parvis webhook`.
#[derive(Args, Debug)]
pub struct WebhookArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Have changes sent to an address; prints the secret they are signed with, this once
    Add(AddArguments),
    /// List webhooks and how they stand
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Remove a webhook
    Remove {
        /// Its id
        id: Uuid,
    },
    /// Give a webhook a new secret; for a day messages are signed with both
    Rotate {
        /// Its id
        id: Uuid,
        /// End the old secret now: it is known to others
        #[arg(long)]
        at_once: bool,
    },
    /// Send a parked or paused webhook on its way again, or send once more what was sent before
    Replay {
        /// Its id
        id: Uuid,
        /// Send what comes after this position; without it, go on where the webhook stopped
        #[arg(long, value_name = "POSITION")]
        after: Option<i64>,
    },
    /// Stop a webhook until it is replayed
    Pause {
        /// Its id
        id: Uuid,
    },
    /// Show the latest attempts of a webhook
    Deliveries {
        /// Its id
        id: Uuid,
        /// How many
        #[arg(short = 'n', long, default_value_t = 20, value_name = "N")]
        last: u32,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Send a webhook a message that says nothing, to see whether its receiver takes it
    Ping {
        /// Its id
        id: Uuid,
    },
}

#[derive(Args, Debug)]
struct AddArguments {
    /// Where changes are sent, such as `https://example.org/parvis`
    url: String,
    /// Only what happens in this programme; may be given several times
    #[arg(long = "programme", value_name = "CODE")]
    programmes: Vec<String>,
    /// Only changes of this type, such as `place-granted`; may be given several times
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,
    /// Only changes of this stream or category, such as `register`; may be given several times
    #[arg(long = "stream", value_name = "STREAM")]
    streams: Vec<String>,
    /// Send what comes after this position, 0 for everything; without it, what comes from now on
    #[arg(long, value_name = "POSITION")]
    after: Option<i64>,
}

/// Does something with webhooks.
pub async fn webhook(place: &Place, arguments: WebhookArguments) -> Result<()> {
    let opened = open::to_write(place).await?;
    let outcome = act(&opened.office, arguments.what).await;
    opened.close().await;
    outcome
}

async fn act(office: &Office, what: What) -> Result<()> {
    let (webhooks, now) = (&office.webhooks, office.clock.now());
    match what {
        What::Add(arguments) => {
            let addition = addition(office, arguments).await?;
            reveal(&webhooks.add(addition, now).await?);
        }
        What::List { json } => list(&webhooks.list().await?, json)?,
        What::Remove { id } => {
            webhooks.remove(id).await?;
            println!("Removed.");
        }
        What::Rotate { id, at_once } => {
            let rotation = if at_once { Rotation::AtOnce } else { Rotation::Overlapping };
            reveal(&webhooks.rotate(id, rotation, now).await?);
        }
        What::Replay { id, after } => {
            webhooks.replay(id, after, now).await?;
            println!("On its way again; `parvis run` sends it.");
        }
        What::Pause { id } => {
            webhooks.pause(id).await?;
            println!("Paused; `parvis webhook replay {id}` sends it on its way again.");
        }
        What::Deliveries { id, last, json } => {
            deliveries(&webhooks.attempts(id, i64::from(last)).await?, json)?;
        }
        What::Ping { id } => {
            let attempt = webhooks.ping(id, &office.clock).await?;
            if let Some(failure) = attempt.failure {
                bail!("the receiver did not take the message: {failure}");
            }
            println!("Taken after {} ms.", attempt.milliseconds);
        }
    }
    Ok(())
}

async fn addition(office: &Office, arguments: AddArguments) -> Result<Addition> {
    let mut programmes = BTreeSet::new();
    for code in &arguments.programmes {
        // Asked for, so that a slip of the pen does not wait for ever.
        office.programme(code).await?;
        programmes.insert(code.parse()?);
    }
    let (types, streams) = (arguments.types.into_iter().collect(), arguments.streams.into_iter().collect());
    Ok(Addition {
        url: arguments.url,
        wanted: Wanted { programmes, types, streams },
        reach: Reach::Everything,
        made_by: OPERATOR.to_owned(),
        after: arguments.after,
    })
}

fn reveal(revealed: &Revealed) {
    println!("webhook  {}", revealed.webhook.id);
    println!("secret   {}", revealed.secret.as_str());
    println!("\nNote the secret now; it is not shown again. `parvis run` sends the changes.");
}

fn list(webhooks: &[Webhook], as_json: bool) -> Result<()> {
    if as_json {
        println!("{}", serde_json::to_string_pretty(webhooks)?);
        return Ok(());
    }
    if webhooks.is_empty() {
        println!("There are no webhooks; `parvis webhook add URL` makes one.");
    }
    for webhook in webhooks {
        println!(
            "{}  {:<6}  up to {:>8}  {}",
            webhook.id,
            webhook.standing.name(),
            webhook.checkpoint,
            webhook.url
        );
        println!("    sends {}; made by {}", said(&webhook.wanted), webhook.made_by);
        if let Some(failure) = &webhook.failure {
            let since = webhook.failing_since.map(|since| since.format("%Y-%m-%d %H:%M:%SZ").to_string());
            println!(
                "    not taken {} times since {}: {failure}",
                webhook.failures,
                since.as_deref().unwrap_or("now")
            );
        }
        match webhook.standing {
            Standing::Active => {}
            Standing::Paused | Standing::Parked => {
                println!("    send it on its way again: parvis webhook replay {}", webhook.id);
            }
        }
    }
    Ok(())
}

/// Which changes, in words.
fn said(wanted: &Wanted) -> String {
    let listed = |words: &BTreeSet<String>| words.iter().cloned().collect::<Vec<_>>().join(", ");
    let mut parts = Vec::new();
    if !wanted.types.is_empty() {
        parts.push(listed(&wanted.types));
    }
    if !wanted.streams.is_empty() {
        parts.push(format!("of {}", listed(&wanted.streams)));
    }
    if !wanted.programmes.is_empty() {
        let codes: Vec<&str> = wanted.programmes.iter().map(ProgrammeCode::as_str).collect();
        parts.push(format!("in {}", codes.join(", ")));
    }
    if parts.is_empty() { "everything".to_owned() } else { parts.join(" ") }
}

fn deliveries(attempts: &[Attempt], as_json: bool) -> Result<()> {
    if as_json {
        println!("{}", serde_json::to_string_pretty(&json!(attempts))?);
        return Ok(());
    }
    if attempts.is_empty() {
        println!("Nothing has been sent in the last 30 days.");
    }
    for attempt in attempts {
        println!(
            "{}  position {:>8}  attempt {:>2}  {:>6} ms  {}",
            attempt.at.format("%Y-%m-%d %H:%M:%SZ"),
            attempt.position,
            attempt.attempt,
            attempt.milliseconds,
            attempt.failure.as_deref().unwrap_or("taken")
        );
    }
    Ok(())
}
