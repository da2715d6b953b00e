//! Checking a certificate: whoever holds one can see whether it is genuine and holds.
//!
//! The number ends in characters that cannot be guessed from other numbers, so it is only known to whom the
//! certificate was shown; they see what the certificate says, to compare.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use parvis_events::certificates::{Snapshot, Validity};
use parvis_projections::House;
use parvis_projections::certificates::CertificateRow;
use parvis_words::{names, numbers};
use serde::Deserialize;

use super::Web;
use super::failure::{Failure, escaped};
use super::page::{Page, show, show_as};

/// Longer than any number is.
const LONGEST: usize = 60;

/// What was asked for.
#[derive(Deserialize)]
pub(super) struct Asked {
    nummer: Option<String>,
}

#[derive(Template)]
#[template(path = "verify.html")]
struct FormPage {
    page: Page,
    number: String,
    problem: String,
}

#[derive(Template)]
#[template(path = "certificate.html")]
struct CertificatePage {
    page: Page,
    number: String,
    test_data: bool,
    colour: &'static str,
    verdict: String,
    facts: Vec<(String, String)>,
    notes: Vec<String>,
}

/// `GET /intyg`: asks for a number, and goes to its page.
pub(super) async fn form(page: Page, Query(asked): Query<Asked>) -> Response {
    let Some(number) = asked.nummer else {
        return show(&FormPage { page, number: String::new(), problem: String::new() });
    };
    let number = plain(&number);
    if number.is_empty() {
        let problem = page.t("verify-empty");
        return show_as(StatusCode::UNPROCESSABLE_ENTITY, &FormPage { page, number, problem });
    }
    Redirect::to(&format!("/intyg/{}", escaped(&number).replace('/', "%2F"))).into_response()
}

/// `GET /intyg/{number}`: also where the code on a certificate leads.
pub(super) async fn verify(
    State(web): State<Web>,
    Path(number): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let number = plain(&number);
    let kept = web.house();
    let found = kept.house.certificates.certificates.rows().find(|row| row.number == number);
    let Some(row) = found else {
        let problem = page.t1("verify-unknown", "number", &number);
        return Ok(show_as(StatusCode::NOT_FOUND, &FormPage { page, number, problem }));
    };
    let built = build(page, &kept.house, row);
    Ok(show(&built))
}

/// As numbers are written: capitals, no spaces, hyphens of one kind.
fn plain(number: &str) -> String {
    number
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .map(|c| if matches!(c, '‐' | '‑' | '–' | '—' | '−') { '-' } else { c })
        .flat_map(char::to_uppercase)
        .take(LONGEST)
        .collect()
}

fn build(page: Page, house: &House, row: &CertificateRow) -> CertificatePage {
    let (verdict, colour) = match row.validity {
        Validity::Issued => ("verify-issued", "success"),
        Validity::Flagged => ("verify-flagged", "warning"),
        Validity::Replaced => ("verify-replaced", "warning"),
        Validity::Revoked => ("verify-revoked", "danger"),
    };
    let protected = house.people.get(row.person).is_some_and(|person| person.protected);
    let says = row.says();
    let mut notes = Vec::new();
    let mut facts = Vec::new();
    match &says {
        None => notes.push(page.t("verify-erased")),
        Some(says) => {
            facts = said(&page, row, says, protected);
            if protected {
                notes.push(page.t("verify-protected"));
            }
            if matches!(row.validity, Validity::Issued | Validity::Flagged) {
                notes.push(page.t("verify-compare"));
            }
        }
    }
    CertificatePage {
        number: row.number.clone(),
        test_data: says.is_some_and(|says| says.test_data),
        colour,
        verdict: page.t(verdict),
        facts,
        notes,
        page,
    }
}

fn said(page: &Page, row: &CertificateRow, says: &Snapshot, protected: bool) -> Vec<(String, String)> {
    let hours = |minutes| numbers::hours_bare(page.language, minutes);
    let (attended, offered) = (hours(row.minutes_attended), hours(row.minutes_offered));
    let name = names::full_name(&says.given_name, &says.family_name);
    let mut facts = Vec::new();
    let mut say = |key: &str, value: String| facts.push((page.t(key), value));
    if !protected {
        say("verify-name", name);
        say("verify-role", says.role.clone());
        say("verify-municipality", says.municipality.clone());
    }
    say("verify-programme", format!("{} ({})", says.programme, says.programme_code));
    say("verify-period", page.days(says.period.from, says.period.to));
    say(
        "verify-hours",
        page.t2("verify-hours-of", "attended", attended.as_str(), "offered", offered.as_str()),
    );
    say("verify-issuer", names::list(page.language, &says.issuers));
    say("verify-date", page.day(row.date));
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_number_is_found_however_it_was_copied() {
        assert_eq!(plain(" kkn-2018-007-3f9a\n"), "KKN-2018-007-3F9A");
        assert_eq!(plain("KKN–2018–007–3F9A"), "KKN-2018-007-3F9A");
        assert_eq!(plain(&"a".repeat(200)).len(), 60);
    }
}
