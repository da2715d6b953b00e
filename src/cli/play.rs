//! `parvis demo`, `parvis certify` and `parvis run`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result};
use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use clap::Args;

use super::{Place, open, show};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::demo::{self, Input, Report};
use crate::office::Office;
use crate::schedule::Timetable;
use crate::{certify as certificates, installation, rounds};

/// Arguments of `parvis demo`.
#[derive(Args, Debug)]
pub struct DemoArguments {
    /// Directory with programme.toml, enrolments.csv, attendance.csv and evaluations.csv
    #[arg(default_value = "examples/kkn-2018")]
    input: PathBuf,
    /// Directory for lists, certificates, evaluation, letters and figures
    #[arg(long, default_value = "out", value_name = "DIR")]
    out: PathBuf,
    /// Play only as far as noon of this day, such as 2018-02-28, and leave the clock there
    #[arg(long, value_name = "DAY")]
    until: Option<NaiveDate>,
    /// Serve the programme's pages afterwards, and print a link to sign in by for each role
    #[arg(long)]
    serve: bool,
    /// Where --serve listens
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS", requires = "serve")]
    listen: SocketAddr,
}

/// Plays a programme through.
pub async fn demo(place: &Place, arguments: DemoArguments) -> Result<()> {
    let started = Instant::now();
    // The files are read before anything is touched.
    let input = Input::read(&arguments.input)?;
    let input = match arguments.until {
        Some(day) => input.until(day)?,
        None => input,
    };
    let database = open::database(place).await?;
    installation::prepare_demo(&database.pool()).await?;
    demo::prepare(&arguments.out)?;
    let clock = Clock::simulated(DateTime::UNIX_EPOCH);
    let letters = arguments.out.join(demo::LETTERS);
    let settings = open::settings(place, clock, Chance::seeded(input.digest), Some(letters.clone()));
    let office = Office::open(database.pool(), &settings).await?;
    let played = play(&office, &input, &arguments).await;
    drop(office);
    if let Ok(report) = &played {
        print(report);
        println!(
            "\n{} events, verified, in {:.1} s.",
            report.summary.events,
            started.elapsed().as_secs_f64()
        );
    }
    let shown = match (&played, arguments.serve) {
        (Ok(_), true) => show::show(database.pool(), &settings, letters, arguments.listen).await,
        (Ok(_), false) => {
            println!("To see its pages: script/demo --serve");
            Ok(())
        }
        (Err(_), _) => Ok(()),
    };
    database.close().await;
    played.and(shown)
}

async fn play(office: &Office, input: &Input, arguments: &DemoArguments) -> Result<Report> {
    let report = demo::play(office, input, &arguments.out).await?;
    office.log.verify(|_, _| {}).await?;
    Ok(report)
}

fn print(report: &Report) {
    let wide = report.rows.iter().map(|(what, ..)| what.chars().count()).max().unwrap_or(0);
    println!("{:wide$}  {:>6}  where", "what", "number");
    for (what, number, path) in &report.rows {
        println!("{what:wide$}  {number:>6}  {}", path.display());
    }
    let m = &report.summary.municipalities;
    println!(
        "\nMunicipalities: {} applied, {} admitted, {} queued, {} expired, {} withdrawn, {} declined.",
        m.applied, m.admitted, m.queued, m.expired, m.withdrawn, m.declined
    );
}

/// Issues certificates.
pub async fn certify(place: &Place, programme: &str) -> Result<()> {
    let opened = open::to_write(place).await?;
    let office = &opened.office;
    let id = office.programme(programme).await?;
    let done = {
        let kept = office.runner.house().await;
        certificates::issue_all(&office.handle, &kept.house, id, &office.cause("coordinator")).await?
    };
    office.settle().await?;
    println!("{} certificates issued; `parvis run` sends the letters.", done.facts);
    opened.close().await;
    Ok(())
}

/// Does jobs until stopped.
pub async fn run(place: &Place) -> Result<()> {
    let zone = zone()?;
    let opened = open::to_write(place).await?;
    let timetable = Timetable::new(zone)?;
    println!("Doing what recurs, on the clock of {zone}. Stop with Ctrl-C.");
    rounds::go(&opened.office, &timetable, async { drop(tokio::signal::ctrl_c().await) }).await;
    opened.close().await;
    Ok(())
}

/// The wall clock that recurring jobs go by.
///
/// # Errors
/// When `PARVIS_ZONE` names no time zone.
pub fn zone() -> Result<Tz> {
    let zone = std::env::var("PARVIS_ZONE").unwrap_or_else(|_| "Europe/Stockholm".to_owned());
    zone.parse().with_context(|| format!("PARVIS_ZONE: {zone} is no IANA time zone"))
}
