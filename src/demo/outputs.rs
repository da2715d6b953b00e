//! What a played programme leaves behind: lists, certificates, the evaluation, letters and figures.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use parvis_events::certificates::Validity;
use parvis_events::ids::ProgrammeId;
use parvis_projections::letters::Fate;
use parvis_projections::register::Status;
use parvis_projections::{House, summary};
use serde::Serialize;

use super::Input;
use crate::exports::{self, Format, Request, Scope};
use crate::office::Office;
use crate::papers;

/// Directory of the certificates.
pub const CERTIFICATES: &str = "kursintyg";
/// Directory of the letters.
pub const LETTERS: &str = "letters";

/// What was made, for the table at the end.
#[derive(Clone, Debug)]
pub struct Report {
    /// What and how many, and the file or directory it lies in.
    pub rows: Vec<(String, usize, PathBuf)>,
    /// The figures.
    pub summary: Summary,
}

/// The figures of a programme: `summary.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Municipalities by what became of their enrolment.
    pub municipalities: Municipalities,
    /// People with a place.
    pub participants: u32,
    /// Seminars held.
    pub seminars: usize,
    /// Their sessions.
    pub sessions: usize,
    /// Observations of attendance, duplicates included.
    pub attendance_observations: u32,
    /// Certificates by what became of them.
    pub certificates: CertificateFigures,
    /// Letters that were sent, by kind.
    pub letters: BTreeMap<String, usize>,
    /// Facts in the log.
    pub events: i64,
    /// Hash of the last of them, which covers all.
    pub head_hash: String,
}

/// Municipalities by what became of their enrolment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Municipalities {
    /// Enrolled at all.
    pub applied: usize,
    /// Have a place.
    pub admitted: usize,
    /// Wait for one.
    pub queued: usize,
    /// Were not complete, or did not answer an offer, in time.
    pub expired: usize,
    /// Withdrew.
    pub withdrawn: usize,
    /// Declined the place offered.
    pub declined: usize,
    /// Have an open offer.
    pub offered: usize,
    /// Have seats held.
    pub incomplete: usize,
}

/// Certificates by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CertificateFigures {
    /// Ever issued.
    pub issued: usize,
    /// Flagged and not yet decided on.
    pub flagged: usize,
    /// Revoked.
    pub revoked: usize,
}

/// Prepares a directory: what an earlier demo left there under the names used here goes.
///
/// # Errors
/// When the directory cannot be made or emptied.
pub fn prepare(out: &Path) -> Result<()> {
    for (directory, extension) in [(CERTIFICATES, "pdf"), (LETTERS, "eml")] {
        let directory = out.join(directory);
        fs::create_dir_all(&directory).with_context(|| format!("{} cannot be made", directory.display()))?;
        for entry in fs::read_dir(&directory)? {
            let path = entry?.path();
            if path.extension().is_some_and(|found| found == extension) {
                fs::remove_file(&path).with_context(|| format!("{} cannot be removed", path.display()))?;
            }
        }
    }
    Ok(())
}

/// Writes everything, from the views as their tables hold them.
pub(super) async fn write(office: &Office, input: &Input, out: &Path) -> Result<Report> {
    let programme = input.programme.id;
    let house = office.runner.stored().await?;
    let written_at = office.clock.now();
    let mut rows = Vec::new();
    let save = |name: &str, bytes: &[u8]| -> Result<PathBuf> {
        let path = out.join(name);
        fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(path)
    };
    let mut lists = vec![("participants", "deltagarlista"), ("attendance", "narvaro")];
    // A report by cultural area is for programmes that have some.
    if house.programmes.seminars_of(programme).iter().any(|seminar| !seminar.areas.is_empty()) {
        lists.push(("areas", "arsrapport-kulturomraden"));
    }
    for (name, stem) in lists {
        let export = exports::find(name).with_context(|| format!("there is no export {name}"))?;
        let document = export.document(&house, programme, Scope::Programme)?;
        let count = document.sheets.first().map_or(0, |sheet| sheet.rows.len());
        for (format, extension) in [(Format::Csv, "csv"), (Format::Xlsx, "xlsx")] {
            let request = Request { programme, scope: Scope::Programme, format, written_at };
            let file = export.write(&house, &request)?;
            let path = save(&format!("{stem}.{extension}"), &file.bytes)?;
            rows.push((export.about.to_owned(), count, path));
        }
    }
    rows.push(certificates(office, &house, programme, out)?);
    if let Some(evaluation) = summary::evaluation(&house, programme) {
        let ballots = house.evaluations.of(programme).map(|row| row.counted as usize).sum();
        let json = serde_json::to_vec_pretty(&evaluation)?;
        rows.push(("evaluation, figures".to_owned(), ballots, save("utvardering.json", &json)?));
        let pdf = parvis_documents::evaluation_summary(&evaluation)?;
        rows.push(("evaluation, to read".to_owned(), ballots, save("utvardering.pdf", &pdf)?));
    }
    let figures = figures(office, &house, programme).await?;
    let letters = figures.letters.values().sum();
    rows.push(("letters".to_owned(), letters, out.join(LETTERS)));
    let mut json = serde_json::to_vec_pretty(&figures)?;
    json.push(b'\n');
    rows.push(("figures of the whole".to_owned(), 1, save("summary.json", &json)?));
    Ok(Report { rows, summary: figures })
}

fn certificates(
    office: &Office,
    house: &House,
    programme: ProgrammeId,
    out: &Path,
) -> Result<(String, usize, PathBuf)> {
    let directory = out.join(CERTIFICATES);
    let mut count = 0;
    for row in house.certificates.of(programme) {
        let Some(pdf) = papers::certificate(row, &office.base_url) else { continue };
        let path = directory.join(format!("{}.pdf", row.number));
        fs::write(&path, pdf?.as_slice()).with_context(|| format!("{} cannot be written", path.display()))?;
        count += 1;
    }
    Ok(("certificates of attendance".to_owned(), count, directory))
}

async fn figures(office: &Office, house: &House, programme: ProgrammeId) -> Result<Summary> {
    let head = office.log.head().await?;
    let seminars = house.programmes.seminars_of(programme);
    let sessions = seminars.iter().map(|row| house.programmes.sessions_of(row.seminar).len()).sum();
    let issued = house.certificates.of(programme);
    let with = |validity: Validity| issued.iter().filter(|row| row.validity == validity).count();
    let mut letters: BTreeMap<String, usize> = BTreeMap::new();
    for row in house.letters.letters.rows().filter(|row| row.programme == programme && row.fate == Fate::Sent)
    {
        *letters.entry(row.kind.name().to_owned()).or_default() += 1;
    }
    let observations = house
        .attendance
        .rolls
        .rows()
        .filter(|row| row.programme == programme)
        .map(|row| row.observations)
        .sum();
    Ok(Summary {
        municipalities: municipalities(house, programme),
        participants: u32::try_from(house.register.admitted(programme).count())?,
        seminars: seminars.len(),
        sessions,
        attendance_observations: observations,
        certificates: CertificateFigures {
            issued: issued.len(),
            flagged: with(Validity::Flagged),
            revoked: with(Validity::Revoked),
        },
        letters,
        events: head.position.get(),
        head_hash: head.hash.to_string(),
    })
}

/// Counts each municipality once, by the best that became of any of its enrolments.
fn municipalities(house: &House, programme: ProgrammeId) -> Municipalities {
    let enrolments: Vec<_> =
        house.register.enrolments.rows().filter(|row| row.programme == programme).collect();
    let all: BTreeSet<_> = enrolments.iter().map(|row| row.municipality.clone()).collect();
    let mut counted = Municipalities { applied: all.len(), ..Municipalities::default() };
    for municipality in &all {
        let has = |statuses: &[Status]| {
            enrolments.iter().any(|row| row.municipality == *municipality && statuses.contains(&row.status))
        };
        if has(&[Status::Admitted]) {
            counted.admitted += 1;
        } else if has(&[Status::Offered]) {
            counted.offered += 1;
        } else if has(&[Status::Incomplete, Status::Submitted]) {
            counted.incomplete += 1;
        } else if has(&[Status::Queued]) {
            counted.queued += 1;
        } else if has(&[Status::Expired]) {
            counted.expired += 1;
        } else if has(&[Status::Declined]) {
            counted.declined += 1;
        } else {
            counted.withdrawn += 1;
        }
    }
    counted
}
