//! `parvis doctor`.

use anyhow::{Context as _, Result, bail};
use clap::Args;

use super::{Place, open, organisation};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::doctor::{self, Finding, Health};

/// Arguments of `parvis doctor`.
#[derive(Args, Debug)]
pub struct DoctorArguments {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Looks at the installation; fails when something does not work.
pub async fn doctor(place: &Place, arguments: DoctorArguments) -> Result<()> {
    let zone = std::env::var("PARVIS_ZONE").unwrap_or_else(|_| "Europe/Stockholm".to_owned());
    let opened = open::to_read(place).await.context("nothing can be looked at before this is mended")?;
    let chance = Chance::of_the_system().context("the system has no randomness")?;
    let settings = open::settings(place, Clock::Machine, chance, None);
    let mut findings = doctor::examine(&opened.office, &opened.pool(), &settings, &zone).await;
    opened.close().await;
    findings.extend(doctor::organisation(organisation::provider()).await);
    print(&findings, arguments.json)?;
    let ill = findings.iter().filter(|finding| finding.health == Health::Ill).count();
    if ill > 0 {
        bail!("{ill} of {} things need mending", findings.len());
    }
    Ok(())
}

fn print(findings: &[Finding], as_json: bool) -> Result<()> {
    if as_json {
        println!("{}", serde_json::to_string_pretty(findings)?);
        return Ok(());
    }
    for finding in findings {
        println!("{finding}");
    }
    Ok(())
}
