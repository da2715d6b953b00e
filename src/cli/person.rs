//! `parvis person`.

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand, ValueEnum};
use parvis_events::ids::PersonId;
use parvis_events::person::{Command, ErasureDecision, Person};
use parvis_events::values::Line;
use parvis_projections::people::PersonRow;
use sqlx::PgPool;

use super::{Place, open};
use crate::office::Office;
use crate::{erasure, web};

/// Who decides on persons on the command line.
const REGISTRAR: &str = "registrar";

/// Arguments of `parvis person`.
#[derive(Args, Debug)]
pub struct PersonArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Find people by a part of their name, address or number
    Find {
        /// The part; capitals do not matter
        text: String,
    },
    /// Protect somebody's identity: lists show it to few
    Protect {
        /// Id of the person
        id: PersonId,
    },
    /// End the protection of somebody's identity
    Lift {
        /// Id of the person
        id: PersonId,
    },
    /// End every session of somebody on the pages, and every link that would begin one
    SignOut {
        /// Id of the person
        id: PersonId,
    },
    /// Note that somebody asked to be forgotten
    Request {
        /// Id of the person
        id: PersonId,
    },
    /// Decide on such a wish without erasing anything
    Decide {
        /// Id of the person
        id: PersonId,
        /// What is decided
        decision: Kept,
        /// The legal basis
        #[arg(long)]
        basis: Line,
    },
    /// Decide to erase somebody and do it: destroys the keys of all that is known of them, for good
    Erase {
        /// Id of the person
        id: PersonId,
        /// The legal basis
        #[arg(long)]
        basis: Line,
    },
}

/// A decision that keeps what is known.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kept {
    /// The data stays: archive law prevails
    Refuse,
    /// The data stays and is shown to few
    Restrict,
}

/// Does something with what is known of somebody.
pub async fn person(place: &Place, arguments: PersonArguments) -> Result<()> {
    let opened = open::to_write(place).await?;
    let outcome = act(&opened.office, opened.pool(), arguments.what).await;
    opened.close().await;
    outcome
}

async fn act(office: &Office, pool: PgPool, what: What) -> Result<()> {
    let (id, command) = match what {
        What::Find { text } => return find(office, &text).await,
        What::SignOut { id } => return sign_out(pool, id).await,
        What::Erase { id, basis } => return erase(office, id, basis).await,
        What::Protect { id } => (id, Command::ProtectIdentity),
        What::Lift { id } => (id, Command::LiftProtection),
        What::Request { id } => (id, Command::RequestErasure),
        What::Decide { id, decision, basis } => {
            let decision = match decision {
                Kept::Refuse => ErasureDecision::Refuse,
                Kept::Restrict => ErasureDecision::Restrict,
            };
            (id, Command::DecideErasure { decision, basis })
        }
    };
    let done = office
        .handle
        .run::<Person>(id.uuid(), command, &office.cause(REGISTRAR))
        .await
        .with_context(|| format!("person {id}; `parvis person find NAME` names ids"))?;
    office.settle().await?;
    println!("{}", if done.facts > 0 { "Noted." } else { "It was so already." });
    Ok(())
}

async fn sign_out(pool: PgPool, id: PersonId) -> Result<()> {
    let ended = web::sign_out_everywhere(pool, id).await?;
    println!("{ended} sessions ended; links that were sent open nothing any more.");
    Ok(())
}

async fn find(office: &Office, text: &str) -> Result<()> {
    let wanted = text.trim().to_lowercase();
    if wanted.is_empty() {
        bail!("give a part of the name, address or number to look for");
    }
    let kept = office.runner.house().await;
    let mut found = 0;
    for row in kept.house.people.people.rows().filter(|row| matches(row, &wanted)) {
        let marks = match (row.protected, row.erased) {
            (true, _) => "  (protected identity)",
            (false, true) => "  (erased)",
            (false, false) => "",
        };
        println!(
            "{}  {} {}, {}, {}{marks}",
            row.person, row.given_name, row.family_name, row.title, row.email
        );
        found += 1;
    }
    if found == 0 {
        bail!("nobody whose name, address or number has {text:?} in it");
    }
    Ok(())
}

fn matches(row: &PersonRow, wanted: &str) -> bool {
    let name = format!("{} {}", row.given_name, row.family_name);
    let id = row.person.to_string();
    [&name, &row.email, &row.reference, &row.phone, &id]
        .iter()
        .any(|text| text.to_lowercase().contains(wanted))
}

async fn erase(office: &Office, id: PersonId, basis: Line) -> Result<()> {
    let erased = erasure::erase(office, id, basis, &office.cause(REGISTRAR))
        .await
        .with_context(|| format!("person {id}; `parvis person find NAME` names ids"))?;
    if erased.facts == 0 {
        println!("The person was erased before.");
        return Ok(());
    }
    println!(
        "Erased: {} keys destroyed. The log still verifies, counts stay, nobody can read who it was.",
        erased.keys
    );
    println!("Noted in {}, which belongs with every copy of the database.", office.journal.path().display());
    println!("Not reached: letters already sent or lying as files, and lists exported before.");
    Ok(())
}
