//! `parvis export`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use clap::{Args, ValueEnum};
use parvis_events::ids::ProgrammeId;
use parvis_events::time::{end_of_day, instant};
use parvis_projections::House;

use super::{Place, open};
use crate::exports::{self, Codes, Request, Scope};
use crate::needs;
use crate::office::Office;
use crate::papers::{self, EVALUATION, PAPERS, SIGN_IN_SHEET};

/// Arguments of `parvis export`.
#[derive(Args, Debug)]
pub struct ExportArguments {
    /// What to write
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(names()))]
    what: String,
    /// Code of the programme, e.g. KKN-2018
    #[arg(long, value_name = "CODE")]
    programme: String,
    /// One seminar, by its number; otherwise the whole programme
    #[arg(long, value_name = "N")]
    seminar: Option<u8>,
    /// What to write it as; otherwise by the ending of FILE, or what is usual
    #[arg(long)]
    format: Option<FileFormat>,
    /// Where to write it, `-` for standard output; certificates as PDF and sign-in sheets go to a directory
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Municipalities by the codes of the day they enrolled, or by those of today; totals are the same
    #[arg(long, value_enum, default_value = "then", value_name = "WHEN")]
    codes: CodesOf,
    /// What was known then: a date (to its end) or a local time, e.g. 2018-04-01 or 2018-04-01T12:00
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CodesOf {
    Then,
    Now,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FileFormat {
    Csv,
    Xlsx,
    Pdf,
    Json,
}

const CERTIFICATES: &str = "certificates";
const NEEDS: &str = "needs";

fn names() -> Vec<&'static str> {
    let papers = PAPERS.map(|paper| paper.name).into_iter();
    exports::EXPORTS.iter().map(|export| export.name).chain(papers).chain([NEEDS]).collect()
}

/// Writes a list or document.
pub async fn export(place: &Place, arguments: ExportArguments) -> Result<()> {
    let opened = open::to_read(place).await?;
    let written = write(&opened.office, &arguments).await;
    opened.close().await;
    for path in written? {
        println!("{}", path.display());
    }
    Ok(())
}

async fn write(office: &Office, arguments: &ExportArguments) -> Result<Vec<PathBuf>> {
    let programme = office.programme(&arguments.programme).await?;
    let now = office.runner.stored().await?;
    let (house, written_at) = match &arguments.as_of {
        None => (now, office.clock.now()),
        Some(text) => {
            let at = moment(&now, programme, text)?;
            let then = office.runner.as_of(at).await?;
            if then.programmes.programmes.get(&(programme,)).is_none() {
                bail!("nothing was known of {} at {text}; it was entered later", arguments.programme);
            }
            (then, at)
        }
    };
    let format = arguments.format.or_else(|| by_ending(arguments.out.as_deref()));
    if arguments.what == EVALUATION {
        return evaluation(&house, programme, format, arguments);
    }
    if arguments.what == SIGN_IN_SHEET {
        return sign_in_sheets(&house, programme, arguments);
    }
    if arguments.what == CERTIFICATES && format == Some(FileFormat::Pdf) {
        return certificates(office, &house, programme, arguments.out.as_deref());
    }
    if arguments.what == NEEDS {
        return needs_of(office, &house, programme, format, arguments).await;
    }
    let export = exports::find(&arguments.what).context("there is no such export")?;
    let format = match format {
        Some(FileFormat::Csv) => exports::Format::Csv,
        Some(FileFormat::Xlsx) | None => exports::Format::Xlsx,
        Some(FileFormat::Json) => exports::Format::Json,
        Some(FileFormat::Pdf) => bail!("{} is written as csv, xlsx or json", export.name),
    };
    let scope = arguments.seminar.map_or(Scope::Programme, Scope::Seminar);
    let codes = match arguments.codes {
        CodesOf::Then => Codes::Then,
        CodesOf::Now => Codes::Now,
    };
    let file = export.write_by(&house, &Request { programme, scope, format, written_at }, codes)?;
    save(arguments.out.as_deref(), &file.name, &file.bytes)
}

/// What people need: opened for this file alone, and only as it is now.
async fn needs_of(
    office: &Office,
    house: &House,
    programme: ProgrammeId,
    format: Option<FileFormat>,
    arguments: &ExportArguments,
) -> Result<Vec<PathBuf>> {
    if arguments.as_of.is_some() {
        bail!("needs are shown as they are now, and not at all once they are disposed of; leave --as-of out");
    }
    let format = match format {
        Some(FileFormat::Csv) => exports::Format::Csv,
        Some(FileFormat::Xlsx) | None => exports::Format::Xlsx,
        Some(FileFormat::Json | FileFormat::Pdf) => bail!("needs are written as csv or xlsx"),
    };
    let mut stated = Vec::new();
    for terms in house.register.registers_of(programme) {
        stated.extend(needs::known(&office.handle, terms.register).await?);
    }
    let scope = arguments.seminar.map_or(Scope::Programme, Scope::Seminar);
    let request = Request { programme, scope, format, written_at: office.clock.now() };
    let file = exports::needs::file(house, &request, &stated)?;
    save(arguments.out.as_deref(), &file.name, &file.bytes)
}

fn evaluation(
    house: &House,
    programme: ProgrammeId,
    format: Option<FileFormat>,
    arguments: &ExportArguments,
) -> Result<Vec<PathBuf>> {
    if arguments.seminar.is_some() {
        bail!("the evaluation is about a whole programme, seminar by seminar; leave --seminar out");
    }
    let format = match format {
        Some(FileFormat::Json) => "json",
        Some(FileFormat::Pdf) | None => "pdf",
        Some(FileFormat::Csv | FileFormat::Xlsx) => bail!("the evaluation is written as pdf or json"),
    };
    let found = papers::evaluation(house, programme, format)?.context("no evaluation was opened yet")?;
    save(arguments.out.as_deref(), &papers::evaluation_name(format), &found)
}

/// One file a day, in a directory.
fn sign_in_sheets(
    house: &House,
    programme: ProgrammeId,
    arguments: &ExportArguments,
) -> Result<Vec<PathBuf>> {
    let number = arguments.seminar.context("a sign-in sheet is for one seminar; name it with --seminar N")?;
    let directory = arguments.out.as_deref().unwrap_or_else(|| Path::new("narvarolistor"));
    std::fs::create_dir_all(directory).with_context(|| format!("{} cannot be made", directory.display()))?;
    let mut written = Vec::new();
    for sheet in exports::sign_in::sheets(house, programme, number)? {
        let path = directory.join(papers::sheet_name(number, sheet.date));
        written.extend(save(Some(&path), "", &parvis_documents::sign_in_sheet(&sheet)?)?);
    }
    Ok(written)
}

fn certificates(
    office: &Office,
    house: &House,
    programme: ProgrammeId,
    out: Option<&Path>,
) -> Result<Vec<PathBuf>> {
    let directory = out.unwrap_or_else(|| Path::new("kursintyg"));
    std::fs::create_dir_all(directory).with_context(|| format!("{} cannot be made", directory.display()))?;
    let mut written = Vec::new();
    for row in house.certificates.of(programme) {
        if let Some(pdf) = papers::certificate(row, &office.base_url) {
            written.extend(save(Some(&directory.join(format!("{}.pdf", row.number))), "", pdf?.as_slice())?);
        }
    }
    Ok(written)
}

fn by_ending(out: Option<&Path>) -> Option<FileFormat> {
    let ending = out?.extension()?.to_str()?;
    FileFormat::from_str(ending, true).ok()
}

fn save(out: Option<&Path>, name: &str, bytes: &[u8]) -> Result<Vec<PathBuf>> {
    if out == Some(Path::new("-")) {
        std::io::stdout().write_all(bytes)?;
        return Ok(Vec::new());
    }
    let path = out.map_or_else(|| PathBuf::from(name), Path::to_path_buf);
    std::fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(vec![path])
}

/// The instant an `--as-of` means, in the programme's zone.
fn moment(house: &House, programme: ProgrammeId, text: &str) -> Result<DateTime<Utc>> {
    let zone = house.programmes.programmes.get(&(programme,)).context("there is no such programme")?.zone;
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(at.to_utc());
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Ok(end_of_day(zone, day));
    }
    let local = NaiveDateTime::parse_from_str(&text.replace(' ', "T"), "%Y-%m-%dT%H:%M");
    local
        .map(|local| instant(zone, local))
        .with_context(|| format!("--as-of {text} is no time; write 2018-04-01 or 2018-04-01T12:00"))
}
