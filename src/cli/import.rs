//! `parvis import`.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use parvis_events::programme::{Programme, State};

use super::Place;
use super::open::{self, Opened};
use crate::import::{Timed, attendance, decode, enrolments, evaluations, programme};
use crate::intake;
use crate::office::Office;

/// Arguments of `parvis import`.
#[derive(Args, Debug)]
pub struct ImportArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A programme with its seminars and rules (TOML); what it says is to change later is taken up to now
    Programme {
        /// The file, as examples/kkn-2018/programme.toml
        file: PathBuf,
    },
    /// The journal of enrolments: who enrols, joins, withdraws, accepts, stands in (CSV)
    Enrolments(FileOfProgramme),
    /// Attendance as observed, corrections and closed rolls (CSV)
    Attendance(FileOfProgramme),
    /// Anonymous ballots (CSV); the evaluation of a seminar must be open
    Evaluations(FileOfProgramme),
}

#[derive(Args, Debug)]
struct FileOfProgramme {
    /// The file; examples/kkn-2018 has one of each kind
    file: PathBuf,
    /// Code of the programme, e.g. KKN-2018
    #[arg(long, value_name = "CODE")]
    programme: String,
}

/// Reads a file into the system, whole or not at all.
pub async fn import(place: &Place, arguments: ImportArguments) -> Result<()> {
    let file = match &arguments.what {
        What::Programme { file } => file,
        What::Enrolments(one) | What::Attendance(one) | What::Evaluations(one) => &one.file,
    };
    let name = file.display().to_string();
    let bytes = std::fs::read(file).with_context(|| format!("{name} cannot be read"))?;
    let text = decode(&name, &bytes)?;
    let opened = open::to_read(place).await?;
    let taken = take(&opened, &arguments.what, file, text).await;
    opened.close().await;
    let said = taken?;
    println!("{said}");
    Ok(())
}

async fn take(opened: &Opened, what: &What, file: &Path, text: &str) -> Result<String> {
    let office = &opened.office;
    let name = file.display().to_string();
    let cause = office.cause("import");
    let now = office.clock.now();
    let said = match what {
        What::Programme { .. } => {
            let parsed = programme::parse(&name, text)?;
            let all = parsed.in_order();
            // A file may plan changes for later; planning itself is done at once.
            let (mut steps, later): (Vec<_>, Vec<_>) =
                all.into_iter().partition(|step| step.at <= now || parsed.set_up.contains(step));
            for step in &mut steps {
                step.at = step.at.min(now);
            }
            opened.note_use().await?;
            let done = intake::programme(&office.handle, parsed.id, &parsed.people, &steps, &cause)
                .await
                .context(name)?;
            let waiting = match later.len() {
                0 => String::new(),
                some => format!(
                    "; {some} changes lie in the future and were left out, import the file again then"
                ),
            };
            format!("{}: {} facts{waiting}.", parsed.code, done.facts)
        }
        What::Enrolments(one) => {
            let (id, state) = known(office, &one.programme).await?;
            let actions = enrolments::parse(&name, text, &state)?;
            refuse_future(&name, &actions, now)?;
            opened.note_use().await?;
            let done = intake::register(&office.handle, id, &actions, &cause).await.context(name)?;
            format!("{}: {} actions, {} facts.", one.programme, actions.len(), done.facts)
        }
        What::Attendance(one) => {
            let (_, state) = known(office, &one.programme).await?;
            let rows = attendance::parse(&name, text, &state)?;
            refuse_future(&name, &rows, now)?;
            opened.note_use().await?;
            let done = intake::attendance(&office.handle, &rows, &cause).await.context(name)?;
            format!("{}: {} rows, {} facts.", one.programme, rows.len(), done.facts)
        }
        What::Evaluations(one) => {
            let (id, state) = known(office, &one.programme).await?;
            let rows = evaluations::parse(&name, text, &state)?;
            opened.note_use().await?;
            open_evaluations(office, id, &rows).await?;
            let taken = intake::ballots(&office.ballots, &rows, &cause).await.context(name)?;
            format!("{}: {taken} ballots lie in the box or are counted.", one.programme)
        }
    };
    office.settle().await?;
    Ok(said)
}

async fn known(office: &Office, code: &str) -> Result<(parvis_events::ids::ProgrammeId, State)> {
    let id = office.programme(code).await?;
    Ok((id, office.handle.load::<Programme>(id.uuid()).await?.0))
}

/// Opens the evaluations that ballots are handed in for, where nobody has yet.
async fn open_evaluations(
    office: &Office,
    programme: parvis_events::ids::ProgrammeId,
    rows: &[evaluations::BallotRow],
) -> Result<()> {
    let house = office.runner.house().await.house.clone();
    for seminar in house.programmes.seminars_of(programme) {
        let wanted = rows.iter().any(|row| row.seminar == seminar.seminar);
        let opened = house.evaluations.of(programme).any(|row| row.seminar == Some(seminar.seminar));
        if wanted && !opened {
            let cause = office.cause("import");
            crate::evaluate::open(&office.handle, &house, programme, seminar, &cause).await?;
        }
    }
    office.runner.catch_up().await?;
    Ok(())
}

/// What has not happened yet cannot be entered.
fn refuse_future<T>(name: &str, rows: &[Timed<T>], now: DateTime<Utc>) -> Result<()> {
    if let Some(row) = rows.iter().find(|row| row.at > now) {
        bail!("{name}, line {}: lies in the future; import it when it has happened", row.line);
    }
    Ok(())
}
