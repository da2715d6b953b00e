//! The certificates of a programme: those to look at first; each with what happened to it; issuing and revoking.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use parvis_events::certificates::{Certificates, Command, Validity};
use parvis_events::ids::CertificateId;
use parvis_projections::certificates::CertificateRow;
use parvis_words::collation::Collator;
use parvis_words::numbers;
use serde::Deserialize;

use super::history::{self, Step};
use super::{Asked, Desk, Head, Tab, back_to, change};
use crate::certify::{self, CertifyError};
use crate::papers;
use crate::web::failure::Failure;
use crate::web::page::{Page, show, show_as};
use crate::web::programme::capitalised;
use crate::web::rights::Deed;
use crate::web::{Web, WebError, standing};

/// A certificate in the list.
struct Line {
    address: String,
    number: String,
    name: String,
    date: String,
    hours: String,
    state: String,
    colour: &'static str,
    flagged: bool,
}

#[derive(Template)]
#[template(path = "coordinator/certificates.html")]
struct ListPage {
    page: Page,
    head: Head,
    lines: Vec<Line>,
    file: String,
    may_issue: bool,
    /// What it takes, in words; empty where nobody has decided it.
    rule: String,
    problem: String,
}

/// `GET /arbete/{code}/intyg`.
pub(in crate::web) async fn list(
    State(web): State<Web>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = Desk::as_of(&web, &page, &code, Deed::SeeCertificates, &asked).await?;
    Ok(show(&listed(page, &desk, String::new())))
}

fn listed(page: Page, desk: &Desk, problem: String) -> ListPage {
    let rows = desk.views.certificates.of(desk.programme.programme);
    let mut lines: Vec<Line> = rows.into_iter().map(|row| line(&page, desk, row)).collect();
    Collator::new(page.language).sort_by_key(&mut lines, |line| &line.name);
    lines.sort_by_key(|line| !line.flagged);
    let rule = desk.programme.least_percent.map(|share| {
        page.t1("programme-certificate", "percent", &numbers::percent(page.language, f64::from(share), 0))
    });
    ListPage {
        head: desk.head(&page, Tab::Certificates, "/intyg"),
        lines,
        file: desk.at("/filer/certificates.xlsx"),
        may_issue: desk.can(Deed::Certify) && rule.is_some(),
        rule: rule.unwrap_or_default(),
        problem,
        page,
    }
}

fn line(page: &Page, desk: &Desk, row: &CertificateRow) -> Line {
    Line {
        address: desk.at(&format!("/intyg/{}", row.certificate)),
        number: row.number.clone(),
        name: standing::name_for(page, &desk.views, row.person, None, desk.roles.may(Deed::SeeProtected)),
        date: page.day(row.date),
        hours: hours(page, row),
        state: capitalised(&page.t(&format!("certificate-state-{}", state(row.validity)))),
        colour: colour(row.validity),
        flagged: row.validity == Validity::Flagged,
    }
}

fn hours(page: &Page, row: &CertificateRow) -> String {
    let bare = |minutes| numbers::hours_bare(page.language, minutes);
    page.t2("verify-hours-of", "attended", &bare(row.minutes_attended), "offered", &bare(row.minutes_offered))
}

const fn state(validity: Validity) -> &'static str {
    match validity {
        Validity::Issued => "issued",
        Validity::Flagged => "flagged",
        Validity::Replaced => "replaced",
        Validity::Revoked => "revoked",
    }
}

const fn colour(validity: Validity) -> &'static str {
    match validity {
        Validity::Issued => "success",
        Validity::Flagged => "warning",
        Validity::Replaced | Validity::Revoked => "neutral",
    }
}

/// `POST /arbete/{code}/intyg`: issues a certificate to everyone who is entitled and has none.
pub(in crate::web) async fn issue(
    State(web): State<Web>,
    Path(code): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = Desk::now(&web, &page, &code, Deed::Certify)?;
    let cause = web.cause(&page, &desk.reader.actor());
    let handle = &web.office().handle;
    let problem = match certify::issue_all(handle, &desk.views, desk.programme.programme, &cause).await {
        Ok(done) if done.facts == 0 => page.t("certificates-none-due"),
        Ok(done) => {
            web.shown(done).await;
            return Ok(back_to(&desk.plainly_at("/intyg")));
        }
        Err(error) => refused(&page, error)?,
    };
    Ok(show_as(StatusCode::CONFLICT, &listed(page, &desk, problem)))
}

#[derive(Template)]
#[template(path = "coordinator/certificate.html")]
struct CertificatePage {
    page: Page,
    head: Head,
    id: CertificateId,
    line: Line,
    /// What the attendance comes to now, where it differs from what the certificate says.
    known: String,
    steps: Vec<Step>,
    enrolment: String,
    verify: String,
    pdf: String,
    may_revoke: bool,
    sent: Judging,
    problem: String,
}

/// `GET /arbete/{code}/intyg/{id}`.
pub(in crate::web) async fn one(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = Desk::as_of(&web, &page, &code, Deed::SeeCertificates, &asked).await?;
    let built = certificate(&web, page, &desk, &id, Judging::default(), String::new()).await?;
    Ok(show(&built))
}

fn find<'a>(desk: &'a Desk, id: &str) -> Result<&'a CertificateRow, Failure> {
    let id: CertificateId = id.parse().map_err(|_| Failure::NotFound)?;
    let row = desk.views.certificates.certificates.get(&(id,)).ok_or(Failure::NotFound)?;
    if row.programme == desk.programme.programme { Ok(row) } else { Err(Failure::NotFound) }
}

async fn certificate(
    web: &Web,
    page: Page,
    desk: &Desk,
    id: &str,
    sent: Judging,
    problem: String,
) -> Result<CertificatePage, Failure> {
    let row = find(desk, id)?;
    let known = row
        .minutes_known
        .filter(|known| *known != row.minutes_attended)
        .map(|known| page.t1("certificates-known", "hours", &numbers::hours(page.language, known)));
    let enrolment = desk.views.register.participants.of(row.person);
    let enrolment = enrolment.filter(|member| member.programme == desk.programme.programme).last();
    let rest = format!("/intyg/{}", row.certificate);
    let holds = row.validity.holds();
    Ok(CertificatePage {
        head: desk.head(&page, Tab::Certificates, &rest),
        id: row.certificate,
        line: line(&page, desk, row),
        known: known.unwrap_or_default(),
        steps: history::of_certificate(web, &page, desk, row.certificate).await?,
        enrolment: enrolment
            .map(|member| desk.at(&format!("/anmalan/{}", member.enrolment)))
            .unwrap_or_default(),
        verify: format!("/intyg/{}", row.number),
        pdf: if row.snapshot.is_some() { desk.plainly_at(&format!("{rest}/pdf")) } else { String::new() },
        may_revoke: desk.can(Deed::Certify) && holds,
        sent,
        problem,
        page,
    })
}

/// `GET /arbete/{code}/intyg/{id}/pdf`.
pub(in crate::web) async fn pdf(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = Desk::now(&web, &page, &code, Deed::SeeCertificates)?;
    let row = find(&desk, &id)?;
    let pdf = papers::certificate(row, web.base_url()).ok_or(Failure::NotFound)?.map_err(WebError::from)?;
    let name = format!("inline; filename=\"{}.pdf\"", row.number);
    let headers = [(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, pdf.as_ref().clone()).into_response())
}

/// What becomes of a certificate, and why.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Judging {
    #[serde(default)]
    val: String,
    #[serde(default)]
    skal: String,
}

/// `POST /arbete/{code}/intyg/{id}/beslut`: puts a new one in its place, or revokes it.
pub(in crate::web) async fn judge(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    page: Page,
    Form(sent): Form<Judging>,
) -> Result<Response, Failure> {
    let desk = Desk::now(&web, &page, &code, Deed::Certify)?;
    let replaces = find(&desk, &id)?.certificate;
    let (programme, cause) = (desk.programme.programme, web.cause(&page, &desk.reader.actor()));
    let reason = sent.skal.trim().to_owned();
    let handle = &web.office().handle;
    let problem = match (sent.val.as_str(), reason.is_empty()) {
        ("ersatt" | "aterkalla", true) => page.t("decide-reason-missing"),
        ("ersatt", false) => {
            let (state, _) = handle.look::<Certificates>(programme.uuid()).await.map_err(WebError::from)?;
            let wanted = certify::Reissue { replaces, reason };
            match certify::reissue(&desk.views, programme, &state, wanted, &cause) {
                Ok((new, command)) => {
                    match handle.run::<Certificates>(programme.uuid(), command, &cause).await {
                        Ok(done) => {
                            web.shown(done).await;
                            return Ok(back_to(&desk.plainly_at(&format!("/intyg/{new}"))));
                        }
                        Err(error) => change::refused(&page, error)?.join(" "),
                    }
                }
                Err(error) => refused(&page, error)?,
            }
        }
        ("aterkalla", false) => {
            let command = Command::Revoke { certificate: replaces, reason };
            match handle.run::<Certificates>(programme.uuid(), command, &cause).await {
                Ok(done) => {
                    web.shown(done).await;
                    return Ok(back_to(&desk.plainly_at(&format!("/intyg/{replaces}"))));
                }
                Err(error) => change::refused(&page, error)?.join(" "),
            }
        }
        _ => page.t("decide-choose"),
    };
    let built = certificate(&web, page, &desk, &id, sent, problem).await?;
    Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &built))
}

/// Why certificates are not issued, in words.
///
/// # Errors
/// When it is our own fault.
fn refused(page: &Page, error: CertifyError) -> Result<String, Failure> {
    match error {
        CertifyError::Handle(error) => Ok(change::refused(page, error)?.join(" ")),
        CertifyError::NoRule | CertifyError::NoSeminars | CertifyError::UnknownProgramme => {
            Ok(page.t("certificates-no-rule"))
        }
        CertifyError::Gone => Ok(page.t("certificates-gone")),
        CertifyError::Number(_) => Ok(page.t("refused-other")),
    }
}
