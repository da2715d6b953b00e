//! Documents made from views. A certificate is set once and kept for as long as it is asked for again
//! soon: as a file, as an enclosure of a letter.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use parvis_documents::{Certificate, DocumentError};
use parvis_events::ids::ProgrammeId;
use parvis_projections::certificates::CertificateRow;
use parvis_projections::{House, summary};

/// Documents that are asked for like lists, beside [`crate::exports::EXPORTS`].
pub const PAPERS: [Paper; 2] = [
    Paper {
        name: EVALUATION,
        about: "what participants thought, seminar by seminar",
        formats: &["pdf", "json"],
        by_seminar: false,
    },
    Paper {
        name: SIGN_IN_SHEET,
        about: "who is expected at a seminar, to be signed with a pen, a sheet a day",
        formats: &["pdf"],
        by_seminar: true,
    },
];

/// The summary of the evaluations.
pub const EVALUATION: &str = "evaluation";
/// The sheet to sign in on.
pub const SIGN_IN_SHEET: &str = "sign-in-sheet";

/// A document that can be asked for.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// Its name on the command line and in addresses.
    pub name: &'static str,
    /// What it answers, in English, for help texts.
    pub about: &'static str,
    /// What it can be written as, the usual one first.
    pub formats: &'static [&'static str],
    /// Whether it is about one seminar; otherwise about a whole programme.
    pub by_seminar: bool,
}

/// The file an evaluation is saved as.
pub fn evaluation_name(format: &str) -> String {
    format!("utvardering.{format}")
}

/// The file the sheet of a day is saved as.
pub fn sheet_name(seminar: u8, date: chrono::NaiveDate) -> String {
    format!("narvarolista-seminarium-{seminar}-{date}.pdf")
}

/// The summary of a programme's evaluations, to read or for machines; absent while there is none.
///
/// # Errors
/// When it cannot be set.
pub fn evaluation(
    house: &House,
    programme: ProgrammeId,
    format: &str,
) -> Result<Option<Vec<u8>>, DocumentError> {
    let Some(found) = summary::evaluation(house, programme) else { return Ok(None) };
    match format {
        "json" => Ok(serde_json::to_vec_pretty(&found).ok()),
        _ => parvis_documents::evaluation_summary(&found).map(Some),
    }
}

/// How many certificates are kept.
const KEPT: usize = 64;

type Shelf = Mutex<BTreeMap<String, Arc<Vec<u8>>>>;

fn shelf() -> &'static Shelf {
    static SHELF: OnceLock<Shelf> = OnceLock::new();
    SHELF.get_or_init(Shelf::default)
}

/// A certificate as PDF; absent when its person was erased.
pub fn certificate(row: &CertificateRow, base_url: &str) -> Option<Result<Arc<Vec<u8>>, DocumentError>> {
    let says = row.says()?;
    let key = format!("{} {base_url}", row.certificate);
    if let Some(found) = shelf().lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Some(Ok(Arc::clone(found)));
    }
    let url = verification_url(base_url, &row.number);
    let set = parvis_documents::certificate(&Certificate {
        snapshot: &says,
        number: &row.number,
        date: row.date,
        minutes_attended: row.minutes_attended,
        minutes_offered: row.minutes_offered,
        verification_url: &url,
    });
    Some(set.map(|pdf| {
        let pdf = Arc::new(pdf);
        let mut shelf = shelf().lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.len() >= KEPT {
            shelf.clear();
        }
        shelf.insert(key, Arc::clone(&pdf));
        pdf
    }))
}

/// Where anyone can check a certificate.
pub fn verification_url(base_url: &str, number: &str) -> String {
    format!("{base_url}/intyg/{number}")
}
