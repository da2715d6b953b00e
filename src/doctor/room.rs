//! What runs out: room on the disk, and time of tokens.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use chrono::{TimeDelta, Utc};
use sqlx::PgPool;

use super::Finding;
use crate::api::tokens::{Token, Tokens};
use crate::office::{Office, Settings};

/// Kilobytes below which nothing can be relied on any more.
const LITTLE: u64 = 256 * 1024;
/// Kilobytes below which somebody should make room.
const SCARCE: u64 = 2 * 1024 * 1024;
/// How long before a token ends it is told.
const SOON: TimeDelta = TimeDelta::days(14);

/// How much room there is where everything lies that is not in a database of somebody else's.
pub(super) fn disk(settings: &Settings) -> Finding {
    const ABOUT: &str = "disk";
    let place = settings.data_dir.display();
    let remedy =
        "make room: a full disk stops the private database, letters as files and the journal of erasures";
    // What is not made yet will lie where the nearest directory above it lies.
    let there = settings.data_dir.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."));
    // POSIX: the second line, and in it the fourth word.
    let said = Command::new("df").arg("-Pk").arg(there).output();
    let free = said.ok().and_then(|said| {
        let text = String::from_utf8(said.stdout).ok()?;
        text.lines().nth(1)?.split_whitespace().nth(3)?.parse::<u64>().ok()
    });
    let Some(free) = free else {
        let seen = format!("how much room there is at {place} cannot be told");
        return Finding::unusual(ABOUT, seen, "see that the directory is there and `df` is installed");
    };
    let seen = format!("{} MB free at {place}", free / 1024);
    match free {
        0..LITTLE => Finding::ill(ABOUT, seen, remedy),
        LITTLE..SCARCE => Finding::unusual(ABOUT, seen, remedy),
        SCARCE.. => Finding::well(ABOUT, seen),
    }
}

/// Whether tokens end soon that somebody relies on.
pub(super) async fn tokens(office: &Office, pool: &PgPool) -> Vec<Finding> {
    const ABOUT: &str = "tokens";
    let all = match known(office, pool).await {
        Ok(all) => all,
        Err(error) => return vec![Finding::ill(ABOUT, error.to_string(), "mend the database first")],
    };
    // Tokens end on the machine's clock.
    let now = Utc::now();
    let hold: Vec<&Token> = all.iter().filter(|token| token.holds(now)).collect();
    let soon: Vec<Finding> = hold
        .iter()
        .filter(|token| token.expires_at - now < SOON)
        .map(|token| {
            let seen = format!("{} ({}) ends on {}", token.id, token.name, token.expires_at.date_naive());
            let remedy = "issue another with `parvis token issue`, and give it to whoever uses this one";
            Finding::unusual(ABOUT, seen, remedy)
        })
        .collect();
    if soon.is_empty() {
        return vec![Finding::well(ABOUT, format!("{} hold, none ends within two weeks", hold.len()))];
    }
    soon
}

/// All tokens; none where none was ever issued, and nothing is made to find that out.
async fn known(office: &Office, pool: &PgPool) -> Result<Vec<Token>, sqlx::Error> {
    let there: bool =
        sqlx::query_scalar("SELECT to_regclass('api.tokens') IS NOT NULL").fetch_one(pool).await?;
    if !there {
        return Ok(Vec::new());
    }
    Tokens::open(pool.clone(), Arc::clone(&office.chance)).await?.list().await
}
