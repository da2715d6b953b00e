//! Looks at an installation and says what is wrong with it and what to do about it.
//!
//! Nothing is changed by it, and nothing it finds stops it from looking at the rest.

mod checks;
mod room;

use std::fmt;

use serde::Serialize;
use sqlx::PgPool;

use crate::office::{Office, Settings};
use crate::oidc::Provider;

/// How it is with one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Health {
    /// As it should be.
    Well,
    /// Works, and should be looked at.
    Unusual,
    /// Does not work.
    Ill,
}

/// What was found about one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The thing, in a word or two.
    pub about: &'static str,
    /// How it is.
    pub health: Health,
    /// What was seen.
    pub seen: String,
    /// What to do; absent where nothing is to be done.
    pub remedy: Option<String>,
}

impl Finding {
    fn well(about: &'static str, seen: impl Into<String>) -> Self {
        Self { about, health: Health::Well, seen: seen.into(), remedy: None }
    }

    fn unusual(about: &'static str, seen: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { about, health: Health::Unusual, seen: seen.into(), remedy: Some(remedy.into()) }
    }

    fn ill(about: &'static str, seen: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { about, health: Health::Ill, seen: seen.into(), remedy: Some(remedy.into()) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.health {
            Health::Well => "ok",
            Health::Unusual => "?",
            Health::Ill => "!!",
        };
        write!(f, "{mark:<2}  {:<12}  {}", self.about, self.seen)?;
        if let Some(remedy) = &self.remedy {
            write!(f, "\n    {:<12}  → {remedy}", "")?;
        }
        Ok(())
    }
}

/// Looks at everything.
pub async fn examine(office: &Office, pool: &PgPool, settings: &Settings, zone: &str) -> Vec<Finding> {
    let mut findings = checks::database(pool).await;
    findings.extend(checks::settings(settings, zone));
    findings.push(room::disk(settings));
    findings.push(checks::clock(pool).await);
    findings.push(checks::mail(office).await);
    findings.push(checks::master_key(office, settings).await);
    findings.extend(checks::views(office, pool).await);
    findings.push(checks::letters(office).await);
    findings.extend(checks::webhooks(office).await);
    findings.extend(room::tokens(office, pool).await);
    findings.push(checks::erasures(office).await);
    findings
}

/// Whether the provider that staff sign in through answers; nothing when there is none.
pub async fn organisation(provider: anyhow::Result<Option<Provider>>) -> Option<Finding> {
    const ABOUT: &str = "sign-in";
    let provider = match provider {
        Ok(provider) => provider?,
        Err(error) => {
            return Some(Finding::ill(ABOUT, format!("{error:#}"), "mend the PARVIS_OIDC_ variables"));
        }
    };
    Some(match provider.reach().await {
        Ok(keys) => Finding::well(ABOUT, format!("{} answers, {keys} keys", provider.issuer())),
        Err(error) => {
            let seen = format!("{}: {:#}", provider.issuer(), anyhow::Error::new(error));
            let remedy =
                "check PARVIS_OIDC_ISSUER, and that this machine reaches it; links by letter work meanwhile";
            Finding::ill(ABOUT, seen, remedy)
        }
    })
}
