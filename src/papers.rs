//! Documents made from views. A certificate is set once and kept for as long as it is asked for again
//! soon: as a file, as an enclosure of a letter.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use parvis_documents::{Certificate, DocumentError};
use parvis_projections::certificates::CertificateRow;

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
