//! The command line.

mod doctor;
mod export;
mod import;
mod log;
mod open;
mod organisation;
mod person;
mod play;
mod progress;
mod serve;
mod show;
mod token;
mod views;
mod webhook;
mod why;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use self::doctor::DoctorArguments;
use self::export::ExportArguments;
use self::import::ImportArguments;
use self::log::LogArguments;
use self::person::PersonArguments;
use self::play::DemoArguments;
use self::serve::ServeArguments;
use self::token::TokenArguments;
use self::views::ViewsArguments;
use self::webhook::WebhookArguments;
use self::why::WhyArguments;
use crate::webhooks::Network;

/// Runs training programmes: enrolment in pairs, attendance, certificates, evaluations, letters.
#[derive(Debug, Parser)]
#[command(name = "parvis", version, propagate_version = true, arg_required_else_help = true)]
#[command(after_help = "Environment:
  PARVIS_DATA_DIR    everything the program keeps (default: ./parvis-data)
  DATABASE_URL       a Postgres to use instead of a private one in the data directory
  PARVIS_SMTP_URL    mail server, e.g. smtp://localhost:2525; without one, letters become .eml files
  PARVIS_MAIL_FROM   address letters come from (default: noreply@parvis.example)
  PARVIS_BASE_URL    start of links in letters and certificates (default: https://parvis.example)
  PARVIS_MASTER_KEY  key of personal data, 64 hexadecimal digits (default: master.key in the data directory)
  PARVIS_WEBHOOKS_TO how far webhooks may reach: public, loopback or private networks (default: public)
  PARVIS_WEBHOOKS_CA file of authorities (PEM) that vouch for receivers of webhooks, beside the public ones
  PARVIS_LISTEN      where `parvis serve` listens (default: 127.0.0.1:8080)
  PARVIS_OIDC_ISSUER an OpenID provider that staff sign in through on the pages; with PARVIS_OIDC_CLIENT_ID,
                     PARVIS_OIDC_CLIENT_SECRET and PARVIS_OIDC_NAME, what people call it
  PARVIS_OIDC_CA     file of authorities (PEM) that vouch for that provider, beside the public ones
  PARVIS_ZONE        wall clock that recurring jobs go by (default: Europe/Stockholm)
  PARVIS_LOG         what to trace, e.g. info or parvis=debug (default: warn)")]
pub struct CommandLine {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    command: Command,
}

/// Where everything is.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// Directory of everything the program keeps
    #[arg(long, env = "PARVIS_DATA_DIR", default_value = "parvis-data", global = true, hide_env = true)]
    data_dir: PathBuf,
    /// A Postgres to use instead of a private one in the data directory
    #[arg(long, env = "DATABASE_URL", global = true, hide_env = true, hide_env_values = true)]
    database_url: Option<String>,
    /// Mail server; without one, letters become .eml files
    #[arg(long, env = "PARVIS_SMTP_URL", global = true, hide_env = true, hide_env_values = true)]
    smtp_url: Option<String>,
    /// Address letters come from
    #[arg(
        long,
        env = "PARVIS_MAIL_FROM",
        default_value = "noreply@parvis.example",
        global = true,
        hide_env = true
    )]
    mail_from: String,
    /// Start of links in letters and certificates
    #[arg(
        long,
        env = "PARVIS_BASE_URL",
        default_value = "https://parvis.example",
        global = true,
        hide_env = true
    )]
    base_url: String,
    /// How far webhooks may reach: public, loopback or private
    #[arg(long, env = "PARVIS_WEBHOOKS_TO", default_value = "public", global = true, hide = true)]
    webhooks_to: Network,
    /// PEM file of authorities that vouch for receivers of webhooks, beside the public ones
    #[arg(long, env = "PARVIS_WEBHOOKS_CA", global = true, hide = true)]
    webhooks_ca: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play a whole programme through on a simulated clock, from an empty database
    Demo(DemoArguments),
    /// Read a file into the system; a file with a mistake is refused whole
    Import(ImportArguments),
    /// Write a list or document from what is known
    Export(ExportArguments),
    /// Issue certificates to everyone who attended enough and has none
    Certify {
        /// Code of the programme, e.g. KKN-2018
        #[arg(long, value_name = "CODE")]
        programme: String,
    },
    /// Do the recurring jobs when their turns come, until stopped
    Run,
    /// Answer requests over HTTP, and do the recurring jobs beside it, until stopped
    Serve(ServeArguments),
    /// Issue, list or revoke the tokens that programs come in with
    Token(TokenArguments),
    /// Say why an enrolment stands where it stands: facts, rules, and the numbers of the moment
    Why(WhyArguments),
    /// Verify, follow or measure the log
    Log(LogArguments),
    /// List the views, or rebuild them from the log
    Views(ViewsArguments),
    /// Find, protect or erase people
    Person(PersonArguments),
    /// Say what is wrong with this installation and what to do about it
    Doctor(DoctorArguments),
    /// Add, list or mend webhooks, which are sent what happens
    Webhook(WebhookArguments),
}

impl CommandLine {
    /// What is traced unless `PARVIS_LOG` says otherwise, as `tracing_subscriber::EnvFilter` reads it. Slow statements are
    /// for those who keep a server, not for somebody who waits at a terminal and would get all their SQL.
    pub fn traces(&self) -> &'static str {
        match self.command {
            Command::Serve(_) | Command::Run => "warn",
            Command::Demo(_)
            | Command::Import(_)
            | Command::Export(_)
            | Command::Certify { .. }
            | Command::Token(_)
            | Command::Why(_)
            | Command::Log(_)
            | Command::Views(_)
            | Command::Person(_)
            | Command::Doctor(_)
            | Command::Webhook(_) => "warn,sqlx::query=error",
        }
    }
}

/// Does what the command line asks for.
///
/// # Errors
/// What went wrong, and what to do about it.
pub async fn run(line: CommandLine) -> Result<()> {
    let place = line.place;
    match line.command {
        Command::Demo(arguments) => play::demo(&place, arguments).await,
        Command::Import(arguments) => Box::pin(import::import(&place, arguments)).await,
        Command::Export(arguments) => export::export(&place, arguments).await,
        Command::Certify { programme } => play::certify(&place, &programme).await,
        Command::Run => play::run(&place).await,
        Command::Serve(arguments) => serve::serve(&place, arguments).await,
        Command::Token(arguments) => token::token(&place, arguments).await,
        Command::Why(arguments) => why::why(&place, arguments).await,
        Command::Log(arguments) => log::log(&place, arguments).await,
        Command::Views(arguments) => views::views(&place, arguments).await,
        Command::Person(arguments) => person::person(&place, arguments).await,
        Command::Doctor(arguments) => doctor::doctor(&place, arguments).await,
        Command::Webhook(arguments) => webhook::webhook(&place, arguments).await,
    }
}
