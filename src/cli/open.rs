//! Opening the database and the office for a command.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use sqlx::PgPool;

use super::Place;
use super::progress::Way;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::office::{Office, Settings};
use crate::postgres::{self, Database};
use crate::webhooks::Limits;
use crate::{erasure, installation};

/// The database of the private cluster.
const DATABASE: &str = "parvis";

/// An office and the database it stands on.
#[derive(Debug)]
pub struct Opened {
    /// The office.
    pub office: Office,
    database: Database,
}

impl Opened {
    /// Notes that somebody's work goes into the database, so that no later demo empties it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_use(&self) -> Result<()> {
        Ok(installation::note_use(&self.database.pool()).await?)
    }

    /// Connections to the database.
    pub fn pool(&self) -> PgPool {
        self.database.pool()
    }

    /// Ends the connections and stops the private server, if there is one.
    pub async fn close(self) {
        drop(self.office);
        self.database.close().await;
    }
}

/// The database that the place names.
///
/// # Errors
/// When there is none; the message says what to install or set.
pub async fn database(place: &Place) -> Result<Database> {
    if let Some(url) = place.database_url.as_deref().filter(|url| !url.is_empty()) {
        return Ok(postgres::connect(url).await?);
    }
    std::fs::create_dir_all(&place.data_dir)
        .with_context(|| format!("the data directory {} cannot be made", place.data_dir.display()))?;
    Ok(postgres::open(&place.data_dir, DATABASE).await?)
}

/// How an office is set up at a place.
pub fn settings(place: &Place, clock: Clock, chance: Chance, letters_dir: Option<PathBuf>) -> Settings {
    Settings {
        data_dir: place.data_dir.clone(),
        // Read here and not by the command line, so that no help text or process list can show it.
        master_key: std::env::var("PARVIS_MASTER_KEY").ok().filter(|key| !key.is_empty()),
        smtp_url: place.smtp_url.clone().filter(|url| !url.is_empty()),
        letters_dir,
        mail_from: place.mail_from.clone(),
        base_url: place.base_url.trim_end_matches('/').to_owned(),
        webhooks: Limits {
            network: place.webhooks_to,
            authorities: place.webhooks_ca.clone(),
            ..Limits::default()
        },
        clock,
        chance: Arc::new(chance),
    }
}

/// Opens the office to look at something.
///
/// # Errors
/// When the database or the office cannot be opened.
pub async fn to_read(place: &Place) -> Result<Opened> {
    let database = database(place).await?;
    let chance = Chance::of_the_system().context("the system has no randomness")?;
    let settings = settings(place, Clock::Machine, chance, None);
    let way = Way::of("making the views of this release");
    let office = Office::open_telling(database.pool(), &settings, |at, end| way.show(at, end)).await?;
    way.done();
    office.runner.catch_up().await?;
    let forgotten = erasure::carry_out(&office, &office.cause("job:erasures")).await?;
    if forgotten > 0 {
        eprintln!(
            "parvis: this database knew {forgotten} people who had been erased; they were erased again."
        );
    }
    Ok(Opened { office, database })
}

/// Opens the office to change something; no later demo will empty the database.
///
/// # Errors
/// When the database or the office cannot be opened.
pub async fn to_write(place: &Place) -> Result<Opened> {
    let opened = to_read(place).await?;
    opened.note_use().await?;
    Ok(opened)
}
