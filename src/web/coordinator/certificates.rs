//! The certificates of a programme: those to look at first; each with what happened to it; issuing and revoking.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use parvis_events::certificates::{Certificates, Command, Event, Validity};
use parvis_events::ids::CertificateId;
use parvis_log::Revision;
use parvis_projections::certificates::CertificateRow;
use parvis_words::collation::Collator;
use parvis_words::numbers;
use serde::Deserialize;

use super::history::{self, Step};
use super::{Asked, Desk, Head, Tab, change};
use crate::certify::{self, CertifyError};
use crate::facts::Cause;
use crate::handle::{HandleError, Past};
use crate::papers;
use crate::web::failure::Failure;
use crate::web::page::{Page, show, show_as};
use crate::web::programme::capitalised;
use crate::web::rights::Deed;
use crate::web::{Web, WebError};

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
        name: desk.name(page, row.person),
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
            return Ok(desk.done_at("/intyg"));
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
    seen: i64,
    /// What happened since the reader looked, when they were too late.
    meanwhile: Vec<Step>,
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
    let past = history::past::<Certificates>(web, desk, desk.programme.programme.uuid()).await?;
    let told = |one: &Past<Event>| history::about_certificate(&page, desk, one, row.certificate);
    let later = past.iter().filter(|(_, _, revision, _)| sent.stale && revision.get() > sent.seen);
    Ok(CertificatePage {
        head: desk.head(&page, Tab::Certificates, &rest),
        id: row.certificate,
        line: line(&page, desk, row),
        known: known.unwrap_or_default(),
        steps: past.iter().filter_map(told).collect(),
        meanwhile: later.filter_map(told).collect(),
        seen: past.last().map_or(-1, |(_, _, revision, _)| revision.get()),
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
    /// The revision the page showed.
    #[serde(default)]
    seen: i64,
    #[serde(default)]
    val: String,
    #[serde(default)]
    skal: String,
    /// Whether something has happened to the certificate since.
    #[serde(skip)]
    stale: bool,
}

/// `POST /arbete/{code}/intyg/{id}/beslut`: puts a new one in its place, or revokes it; unless something has happened to it
/// since the reader looked. Source: rule "Two coordinators".
pub(in crate::web) async fn judge(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    page: Page,
    Form(mut sent): Form<Judging>,
) -> Result<Response, Failure> {
    let desk = Desk::now(&web, &page, &code, Deed::Certify)?;
    let certificate_id = find(&desk, &id)?.certificate;
    let (programme, cause) = (desk.programme.programme, web.cause(&page, &desk.reader.actor()));
    let decided = decision(&web, &page, &desk, certificate_id, &sent, &cause).await?;
    let problem = match decided {
        Err(problem) => problem,
        Ok((leads_to, command)) => {
            let seen = Revision::new(sent.seen);
            let concerns = move |fact: &Event| fact.certificate() == certificate_id;
            let handle = &web.office().handle;
            match handle.run_unless::<Certificates>(programme.uuid(), command, &cause, seen, concerns).await {
                Ok(done) => {
                    web.shown(done).await;
                    return Ok(desk.done_at(&format!("/intyg/{leads_to}")));
                }
                Err(HandleError::Stale { .. }) => {
                    // What is shown is what there is by now, also of what happened a moment ago.
                    let _ = web.office().runner.catch_up().await;
                    let fresh = Desk::now(&web, &page, &code, Deed::Certify)?;
                    sent.stale = true;
                    let problem = page.t("certificates-stale");
                    let built = certificate(&web, page, &fresh, &id, sent, problem).await?;
                    return Ok(show_as(StatusCode::CONFLICT, &built));
                }
                Err(error) => change::refused(&page, error)?.join(" "),
            }
        }
    };
    let built = certificate(&web, page, &desk, &id, sent, problem).await?;
    Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &built))
}

/// What was decided, with the certificate it leads to; or why it cannot be, in words.
async fn decision(
    web: &Web,
    page: &Page,
    desk: &Desk,
    replaces: CertificateId,
    sent: &Judging,
    cause: &Cause,
) -> Result<Result<(CertificateId, Command), String>, Failure> {
    let reason = sent.skal.trim().to_owned();
    Ok(match (sent.val.as_str(), reason.is_empty()) {
        ("ersatt" | "aterkalla", true) => Err(page.t("decide-reason-missing")),
        ("ersatt", false) => {
            let programme = desk.programme.programme;
            let looked = web.office().handle.look::<Certificates>(programme.uuid()).await;
            let (state, _) = looked.map_err(WebError::from)?;
            let wanted = certify::Reissue { replaces, reason };
            match certify::reissue(&desk.views, programme, &state, wanted, cause) {
                Ok(decided) => Ok(decided),
                Err(error) => Err(refused(page, error)?),
            }
        }
        ("aterkalla", false) => Ok((replaces, Command::Revoke { certificate: replaces, reason })),
        _ => Err(page.t("decide-choose")),
    })
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
