//! The certificate of attendance. Source: format "Certificate (kursintyg)".

use chrono::NaiveDate;
use parvis_events::certificates::{CertifiedSeminar, Snapshot};
use parvis_words::{Language, dates, names, numbers, text, text_with};
use serde_json::{Map, Value, json};

use crate::press::{self, Job, Template};
use crate::{DocumentError, language, qr};

/// A certificate as it was issued. Not `Debug`: it names a person.
#[derive(Clone, Copy)]
pub struct Certificate<'a> {
    /// What it says.
    pub snapshot: &'a Snapshot,
    /// Its number, which anyone can look up.
    pub number: &'a str,
    /// Day of issue, local.
    pub date: NaiveDate,
    /// Minutes attended in all.
    pub minutes_attended: u32,
    /// Minutes offered in all.
    pub minutes_offered: u32,
    /// Where it can be verified; also in its QR code.
    pub verification_url: &'a str,
}

/// Sets a certificate: A4, in the first two of its languages, one page for up to some seven seminars.
///
/// # Errors
/// When the address is too long for a QR code, or the document cannot be set.
pub fn certificate(certificate: &Certificate) -> Result<Vec<u8>, DocumentError> {
    press::set(Job {
        template: Template::Certificate,
        data: data(certificate)?,
        identity: certificate.number,
        date: Some(certificate.date),
    })
}

fn data(certificate: &Certificate) -> Result<Value, DocumentError> {
    let says = certificate.snapshot;
    let mut spoken: Vec<Language> = says.languages.iter().copied().map(language).collect();
    spoken.dedup();
    spoken.truncate(2);
    if spoken.is_empty() {
        spoken.push(Language::default());
    }
    let main = spoken[0];
    let name = names::full_name(&says.given_name, &says.family_name);
    let (role, same) =
        (says.role.trim(), says.role.trim().to_lowercase() == says.title.trim().to_lowercase());
    let post = if says.title.trim().is_empty() { role } else { says.title.trim() };
    let code = qr::draw(certificate.verification_url)?;
    Ok(json!({
        "languages": spoken.iter().map(|language| language.tag()).collect::<Vec<_>>(),
        "words": spoken.iter().map(|language| words(*language, certificate, &name)).collect::<Vec<_>>(),
        "title": format!("{} – {name}", text(main, "certificate-title")),
        "author": says.issuers.first(),
        "name": name,
        "post": join([post, &says.municipality]),
        "role_differs": !same && role != post && !role.is_empty(),
        "issuers": says.issuers,
        "programme": says.programme,
        "seminars": says.seminars.iter().map(|seminar| row(&spoken, seminar)).collect::<Vec<_>>(),
        "attended": numbers::hours_bare(main, certificate.minutes_attended),
        "offered": numbers::hours_bare(main, certificate.minutes_offered),
        "percent": share(main, certificate),
        "number": certificate.number,
        "case_number": says.case_number,
        "signatory_name": says.signatory_name,
        "signatory_title": says.signatory_title,
        "url": certificate.verification_url,
        "qr": code.svg,
        "qr_quiet": code.quiet_share,
        "test_data": says.test_data,
    }))
}

/// What is said in one of the languages.
fn words(language: Language, certificate: &Certificate, name: &str) -> Map<String, Value> {
    let says = certificate.snapshot;
    let plain = [
        ("title", "certificate-title"),
        ("certifies", "certificate-certifies"),
        ("statement", "certificate-statement"),
        ("seminar", "document-seminar"),
        ("date", "document-date"),
        ("place", "document-place"),
        ("hours", "certificate-attended-of-offered"),
        ("total", "certificate-total"),
        ("verify", "certificate-verify"),
        ("how", "certificate-verify-how"),
        ("test_data", "document-test-data"),
        ("test_data_note", "document-test-data-note"),
    ];
    let mut words: Map<String, Value> =
        plain.into_iter().map(|(name, key)| (name.to_owned(), text(language, key).into())).collect();
    let least = numbers::percent(language, f64::from(says.least_percent), 0);
    let date = dates::date(language, certificate.date);
    let filled = [
        ("number", text_with(language, "certificate-number", &[("number", certificate.number.into())])),
        ("case", text_with(language, "document-case-number", &[("case-number", (&says.case_number).into())])),
        ("role", text_with(language, "certificate-role", &[("role", (&says.role).into())])),
        ("rule", text_with(language, "certificate-rule", &[("least", least.into())])),
        ("issued", text_with(language, "certificate-issued", &[("date", date.into())])),
        ("period", dates::date_range(language, says.period.from, says.period.to)),
        (
            "qr_alt",
            text_with(language, "certificate-qr-alt", &[("url", certificate.verification_url.into())]),
        ),
        (
            "description",
            text_with(
                language,
                "certificate-description",
                &[
                    ("number", certificate.number.into()),
                    ("name", name.into()),
                    ("programme", (&says.programme).into()),
                ],
            ),
        ),
    ];
    words.extend(filled.map(|(name, said)| (name.to_owned(), said.into())));
    words
}

fn row(spoken: &[Language], seminar: &CertifiedSeminar) -> Value {
    let main = spoken.first().copied().unwrap_or_default();
    json!({
        "number": seminar.number.to_string(),
        "theme": seminar.theme,
        "dates": spoken
            .iter()
            .map(|language| dates::date_range(*language, seminar.period.from, seminar.period.to))
            .collect::<Vec<_>>(),
        "place": seminar.place,
        "attended": numbers::hours_bare(main, seminar.minutes_attended),
        "offered": numbers::hours_bare(main, seminar.minutes_offered),
    })
}

/// The attended share; rounded down, so that nothing below a rule's limit looks as if it reached it.
fn share(language: Language, certificate: &Certificate) -> String {
    let exact = numbers::share(certificate.minutes_attended, certificate.minutes_offered);
    numbers::percent(language, exact.floor(), 0)
}

fn join<const N: usize>(parts: [&str; N]) -> String {
    let known: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    known.join(", ")
}
