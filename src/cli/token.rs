//! `parvis token`.

use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use chrono::Utc;
use clap::{Args, Subcommand};

use super::{Place, open};
use crate::api::scopes::{Scope, TABLE};
use crate::api::tokens::Tokens;
use crate::chance::Chance;

/// Arguments of `parvis token`.
#[derive(Args, Debug)]
#[command(after_help = powers())]
pub struct TokenArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a token and print it, once
    Issue {
        /// What the token is for; no person's name
        #[arg(long)]
        name: String,
        /// What it may do, such as read:KKN-2018 or coordinate:*; may be given several times
        #[arg(long = "scope", required = true, value_name = "POWER:PROGRAMME")]
        scopes: Vec<Scope>,
        /// How many days it holds
        #[arg(long, default_value_t = 365, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=3650))]
        days: u32,
    },
    /// List all tokens, those that no longer hold too
    List,
    /// End a token
    Revoke {
        /// Its id, as `parvis token list` shows it
        id: String,
    },
}

fn powers() -> String {
    let lines = TABLE.map(|row| format!("  {:<15} {}", row.name, row.may));
    format!("Powers:\n{}", lines.join("\n"))
}

/// Issues, lists or revokes.
pub async fn token(place: &Place, arguments: TokenArguments) -> Result<()> {
    let database = open::database(place).await?;
    let chance = Chance::of_the_system().context("the system has no randomness")?;
    let tokens = Tokens::open(database.pool(), Arc::new(chance)).await?;
    let done = run(&tokens, arguments.what).await;
    database.close().await;
    done
}

async fn run(tokens: &Tokens, what: What) -> Result<()> {
    match what {
        What::Issue { name, scopes, days } => {
            let issued = tokens.issue(&name, &scopes, days, Utc::now()).await?;
            eprintln!(
                "Token {} holds for {days} days. It is shown this once; keep it where secrets are kept:",
                issued.id
            );
            println!("{}", issued.secret);
        }
        What::List => {
            for token in tokens.list().await? {
                let state = match token.revoked_at {
                    Some(at) => format!("revoked {}", at.date_naive()),
                    None if token.holds(Utc::now()) => format!("until {}", token.expires_at.date_naive()),
                    None => format!("expired {}", token.expires_at.date_naive()),
                };
                let used = token.last_used.map_or("never used".to_owned(), |day| format!("used {day}"));
                let scopes: Vec<String> = token.scopes.iter().map(ToString::to_string).collect();
                println!("{}  {state:<18}  {used:<15}  {}  ({})", token.id, scopes.join(" "), token.name);
            }
        }
        What::Revoke { id } => {
            if !tokens.revoke(&id, Utc::now()).await? {
                bail!("no token {id} holds; `parvis token list` shows all");
            }
            println!("Token {id} opens nothing any more.");
        }
    }
    Ok(())
}
