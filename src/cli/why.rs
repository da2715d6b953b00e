//! `parvis why`.

use anyhow::{Result, bail};
use chrono_tz::Tz;
use clap::{Args, ValueEnum};
use parvis_words::Language;

use super::{Place, open};
use crate::office::Office;
use crate::why::{self, Explained};

/// Arguments of `parvis why`.
#[derive(Args, Debug)]
pub struct WhyArguments {
    /// What people call the enrolment (Anmälnings-ID)
    #[arg(value_name = "ENROLMENT-REFERENCE")]
    reference: String,
    /// Code of the programme, e.g. KKN-2018
    #[arg(long, value_name = "CODE")]
    programme: String,
    /// Language of the answer
    #[arg(long, value_enum, default_value_t = Tongue::Sv)]
    language: Tongue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Tongue {
    Sv,
    Nb,
    En,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Sv => Self::Swedish,
            Tongue::Nb => Self::Bokmal,
            Tongue::En => Self::English,
        }
    }
}

/// Says why an enrolment stands where it stands.
pub async fn why(place: &Place, arguments: WhyArguments) -> Result<()> {
    let opened = open::to_read(place).await?;
    let told = told(&opened.office, &arguments).await;
    opened.close().await;
    print!("{}", told?);
    Ok(())
}

async fn told(office: &Office, arguments: &WhyArguments) -> Result<String> {
    let programme = office.programme(&arguments.programme).await?;
    let house = office.runner.stored().await?;
    let found = why::called(&house, programme, &arguments.reference);
    if found.is_empty() {
        bail!(
            "{} has no enrolment {}; `parvis export enrolments --programme {}` lists them",
            arguments.programme,
            arguments.reference,
            arguments.programme
        );
    }
    let zone = house.programmes.programmes.get(&(programme,)).map_or(chrono_tz::UTC, |row| row.zone);
    let mut texts = Vec::new();
    for enrolment in found {
        let explained = why::explain(&office.handle, &house, enrolment, arguments.language.into()).await?;
        texts.extend(explained.map(|explained| page(&explained, zone)));
    }
    Ok(texts.join("\n"))
}

/// The account as text: a heading, then each step with its time, its rule and who did it; an arrow marks the step that
/// decided.
fn page(explained: &Explained, zone: Tz) -> String {
    let mut lines = vec![explained.heading.clone(), String::new()];
    for step in &explained.steps {
        let mark = if step.decisive { "→" } else { " " };
        let at = step.at.with_timezone(&zone).format("%Y-%m-%d %H:%M");
        lines.push(format!("{mark} {at}  {}", step.text));
        lines.push(format!("    {} [{}, {}]", step.rule_text, step.fact, step.actor));
    }
    lines.join("\n") + "\n"
}
