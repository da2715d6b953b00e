//! The four files of a programme, read and checked before anything happens.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use parvis_events::attendance::Command as AttendanceCommand;
use parvis_events::ids::SeminarId;
use parvis_events::programme::{Command, Plan, State};
use parvis_events::time::instant;
use parvis_events::values::Period;
use sha2::{Digest as _, Sha256};

use crate::import::enrolments::{self, RegisterAction};
use crate::import::evaluations::{self, BallotRow};
use crate::import::programme::{self, ProgrammeFile};
use crate::import::{Timed, attendance, decode};

/// Everything a programme's directory holds.
#[derive(Debug)]
pub struct Input {
    directory: PathBuf,
    /// `programme.toml`.
    pub programme: ProgrammeFile,
    /// The programme as it was held in the end, all changes made.
    pub held: State,
    /// `enrolments.csv`.
    pub enrolments: Vec<Timed<RegisterAction>>,
    /// `attendance.csv`.
    pub attendance: Vec<Timed<(SeminarId, AttendanceCommand)>>,
    /// `evaluations.csv`.
    pub ballots: Vec<BallotRow>,
    /// SHA-256 of the files: the same files give the same run.
    pub digest: [u8; 32],
    /// When it stops, if not at its end.
    pub until: Option<DateTime<Utc>>,
}

impl Input {
    /// Reads and checks the four files of a directory.
    ///
    /// # Errors
    /// Everything that is wrong with the first file that is wrong.
    pub fn read(directory: &Path) -> Result<Self> {
        let mut digest = Sha256::new();
        let mut text = |name: &str| -> Result<(String, String)> {
            let path = directory.join(name);
            let shown = path.display().to_string();
            let bytes = fs::read(&path).with_context(|| {
                format!("{shown} cannot be read; a programme's directory holds programme.toml, enrolments.csv, attendance.csv and evaluations.csv")
            })?;
            digest.update(u64::try_from(bytes.len()).unwrap_or(0).to_be_bytes());
            digest.update(&bytes);
            let text = decode(&shown, &bytes)?.to_owned();
            Ok((shown, text))
        };
        let (file, programme_text) = text("programme.toml")?;
        let programme = programme::parse(&file, &programme_text)?;
        let planned = programme.as_planned()?;
        let held = programme.as_held()?;
        let (file, enrolments_text) = text("enrolments.csv")?;
        let enrolments = enrolments::parse(&file, &enrolments_text, &planned)?;
        let (file, attendance_text) = text("attendance.csv")?;
        let attendance = attendance::parse(&file, &attendance_text, &held)?;
        let (file, ballots_text) = text("evaluations.csv")?;
        let ballots = evaluations::parse(&file, &ballots_text, &held)?;
        Ok(Self {
            directory: directory.to_path_buf(),
            programme,
            held,
            enrolments,
            attendance,
            ballots,
            digest: digest.finalize().into(),
            until: None,
        })
    }

    /// The same, only as far as noon of a day, local time.
    ///
    /// # Errors
    /// When the programme is not planned, or not by then.
    pub fn until(self, day: NaiveDate) -> Result<Self> {
        let (zone, noon) = (self.zone()?, NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
        let until = instant(zone, day.and_time(noon));
        if let Some(first) = self.programme.set_up.first().filter(|first| first.at > until) {
            bail!(
                "nothing has happened by noon of {day}: the programme is planned on {}; give --until a later day",
                first.at.with_timezone(&zone).format("%Y-%m-%d at %H:%M")
            );
        }
        Ok(Self { until: Some(until), ..self })
    }

    /// Where one of the files lies, for messages.
    pub fn path(&self, name: &str) -> String {
        self.directory.join(name).display().to_string()
    }

    /// The zone of the programme's local times.
    ///
    /// # Errors
    /// When the programme is not planned.
    pub fn zone(&self) -> Result<Tz> {
        Ok(self.plan()?.zone)
    }

    /// First to last day of the programme.
    ///
    /// # Errors
    /// When the programme is not planned.
    pub fn period(&self) -> Result<Period> {
        Ok(self.plan()?.period)
    }

    /// Everything the programme file asks for, in order of time.
    pub fn programme_steps(&self) -> Vec<Timed<Command>> {
        self.programme.in_order()
    }

    fn plan(&self) -> Result<&Plan> {
        self.held.plan.as_ref().context("the programme file plans nothing")
    }
}
