//! Certificates: issued, looked up, set as documents, revoked, reissued; and verified by anyone who has a number.

mod paper;

use chrono::NaiveDate;
use parvis_events::certificates::{Certificates, Command, Event, Validity};
use parvis_events::ids::CertificateId;
use parvis_events::values::{Paragraph, ProgrammeCode};
use parvis_projections::certificates::CertificateRow;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use axum::Json;
use axum::extract::State;

use super::answer::{Listed, PageAsked, Receipt, Shown, page};
use super::body::{Asked, At, Body};
use super::errand::Errand;
use super::look::Look;
use super::people::{PersonShown, shown};
use super::problem::{Problem, rejections};
use super::scopes::Power;
use super::values;
use crate::certify;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(get))
        .routes(routes!(issue))
        .routes(routes!(revoke))
        .routes(routes!(reissue))
        .merge(paper::routes())
}

/// What needs no token.
pub(super) fn open_routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(verify))
}

/// A certificate.
#[derive(Debug, Serialize, ToSchema)]
struct CertificateShown {
    /// Its id.
    id: Uuid,
    /// Its number, which anyone can verify.
    number: String,
    /// Whose it is.
    person: PersonShown,
    /// Day of issue, local.
    date: NaiveDate,
    /// Minutes attended, by what it says.
    minutes_attended: u32,
    /// Minutes offered, by what it says.
    minutes_offered: u32,
    /// issued, flagged (somebody should look at it), replaced or revoked.
    #[schema(example = "issued")]
    validity: Value,
    /// The one it replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    replaces: Option<Uuid>,
    /// Minutes attended by what was known when it was flagged.
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes_known: Option<u32>,
    /// What it says, word for word, where the token may read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<Value>,
}

fn certificate_shown(
    look: &Look,
    views: &parvis_projections::House,
    row: &CertificateRow,
    code: &ProgrammeCode,
) -> CertificateShown {
    let sees = views.people.get(row.person).is_some_and(|person| look.sees(person, code) && !person.erased);
    CertificateShown {
        id: row.certificate.uuid(),
        number: row.number.clone(),
        person: shown(look, views, row.person, code),
        date: row.date,
        minutes_attended: row.minutes_attended,
        minutes_offered: row.minutes_offered,
        validity: serde_json::to_value(row.validity).unwrap_or_default(),
        replaces: row.replaces.map(CertificateId::uuid),
        minutes_known: row.minutes_known,
        says: row.snapshot.clone().filter(|_| sees),
    }
}

/// List certificates, in order of number
#[utoipa::path(
    get, path = "/programmes/{programme}/certificates", tag = "certificates", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"), PageAsked),
    responses((status = 200, description = "A page of certificates", body = Listed<CertificateShown>)),
)]
async fn list(
    look: Look,
    At(code): At<ProgrammeCode>,
    Asked(asked): Asked<PageAsked>,
) -> Result<Shown<Listed<CertificateShown>>, Problem> {
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let rows = views.certificates.of(programme);
    page(
        &look,
        &views,
        &asked.page(),
        rows,
        |row| row.number.clone(),
        |row| certificate_shown(&look, &views, row, &code),
    )
}

/// Show a certificate
#[utoipa::path(
    get, path = "/programmes/{programme}/certificates/{certificate}", tag = "certificates",
    security(("token" = ["read"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("certificate" = Uuid, Path, description = "The certificate"),
    ),
    responses((status = 200, description = "The certificate", body = CertificateShown)),
)]
async fn get(
    look: Look,
    At((code, id)): At<(ProgrammeCode, Uuid)>,
) -> Result<Shown<CertificateShown>, Problem> {
    let programme = look.at_programme(Power::Read, &code).await?.1;
    let revision = look.reception.office().handle.look::<Certificates>(programme.uuid()).await?.1;
    look.reception.office().runner.catch_up().await?;
    let (views, _) = look.at_programme(Power::Read, &code).await?;
    let found = views.certificates.of(programme).into_iter().find(|row| row.certificate.uuid() == id);
    let unknown = || rejections::told(&parvis_events::certificates::Rejection::UnknownCertificate);
    let body = certificate_shown(&look, &views, found.ok_or_else(unknown)?, &code);
    Ok(Shown::of(&views, body).at(revision))
}

/// Issue a certificate to everyone who attended enough and has none
#[utoipa::path(
    post, path = "/programmes/{programme}/certificates", tag = "certificates", security(("token" = ["certify"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "Issued: as many as there are facts", body = Receipt)),
)]
async fn issue(errand: Errand, At(code): At<ProgrammeCode>) -> Result<Receipt, Problem> {
    let programme = errand.at_programme(Power::Certify, &code).await?;
    let house = errand.office().runner.house().await.house.clone();
    Ok(certify::issue_all(&errand.office().handle, &house, programme, &errand.cause).await?.into())
}

/// Why a certificate no longer holds.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "Utfärdat till fel person" }))]
struct RevocationGiven {
    /// Why; sealed with the person's key.
    #[schema(value_type = values::Paragraph)]
    reason: Paragraph,
}

/// Why a certificate is replaced by a new one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "Närvaron rättad" }))]
struct ReissueGiven {
    /// Why; sealed with the person's key.
    #[schema(value_type = values::Paragraph)]
    reason: Paragraph,
}

/// Revoke a certificate
#[utoipa::path(
    post, path = "/programmes/{programme}/certificates/{certificate}/revoke", tag = "certificates",
    security(("token" = ["certify"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("certificate" = Uuid, Path, description = "The certificate"),
    ),
    request_body = RevocationGiven, responses((status = 200, description = "It no longer holds", body = Receipt)),
)]
async fn revoke(
    errand: Errand,
    At((code, id)): At<(ProgrammeCode, Uuid)>,
    Body(given): Body<RevocationGiven>,
) -> Result<Receipt, Problem> {
    let programme = errand.at_programme(Power::Certify, &code).await?;
    let certificate = CertificateId::new(id);
    let command = Command::Revoke { certificate, reason: given.reason.into() };
    Ok(errand.run::<Certificates>(programme.uuid(), command, concerns(certificate)).await?.into())
}

/// Whether a fact is about a certificate: what makes an edit of it stale.
fn concerns(certificate: CertificateId) -> impl Fn(&Event) -> bool + Send + Sync {
    move |fact: &Event| fact.certificate() == certificate
}

/// Put a new certificate in the place of one that holds
///
/// It says what is known now, gets a number of its own and goes to its person by letter; the old one no longer holds.
#[utoipa::path(
    post, path = "/programmes/{programme}/certificates/{certificate}/reissue", tag = "certificates",
    security(("token" = ["certify"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("certificate" = Uuid, Path, description = "The certificate that is replaced"),
    ),
    request_body = ReissueGiven,
    responses((status = 201, description = "The new one, under `id`", body = Receipt)),
)]
async fn reissue(
    errand: Errand,
    At((code, id)): At<(ProgrammeCode, Uuid)>,
    Body(given): Body<ReissueGiven>,
) -> Result<Receipt, Problem> {
    let programme = errand.at_programme(Power::Certify, &code).await?;
    let replaces = CertificateId::new(id);
    let kept = errand.office().runner.house().await;
    let (state, _) = errand.office().handle.look::<Certificates>(programme.uuid()).await?;
    let wanted = certify::Reissue { replaces, reason: given.reason.into() };
    let (new, command) = certify::reissue(&kept.house, programme, &state, wanted, &errand.cause)?;
    let done = errand.run::<Certificates>(programme.uuid(), command, concerns(replaces)).await?;
    Ok(Receipt::made(done, new.uuid(), format!("/api/v1/programmes/{code}/certificates/{new}")))
}

/// What anyone may know of a certificate.
#[derive(Debug, Serialize, ToSchema)]
struct Verified {
    /// Its number.
    number: String,
    /// Whether what it says holds.
    holds: bool,
    /// issued, replaced or revoked.
    #[schema(example = "issued")]
    validity: &'static str,
    /// Code of the programme.
    programme: String,
    /// Name of the programme.
    programme_name: String,
    /// Day of issue.
    date: NaiveDate,
    /// Minutes attended.
    minutes_attended: u32,
    /// Minutes offered.
    minutes_offered: u32,
    /// Whether it is in the family name asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    name_agrees: Option<bool>,
}

/// What to compare with.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Compare {
    /// The family name on the paper; the answer says whether the certificate is in it.
    #[param(max_length = 200)]
    family_name: Option<String>,
}

/// Verify a certificate by its number
///
/// Takes no token. Nobody is named: whoever holds the paper can ask whether the name on it agrees.
#[utoipa::path(
    get, path = "/certificates/{number}", tag = "certificates", security(()),
    params(("number" = String, Path, description = "Its number", max_length = 40), Compare),
    responses((status = 200, description = "There is such a certificate", body = Verified)),
)]
async fn verify(
    State(reception): State<Reception>,
    At(number): At<String>,
    Asked(asked): Asked<Compare>,
) -> Result<Json<Verified>, Problem> {
    let kept = reception.office().runner.house().await;
    let unknown = || rejections::told(&parvis_events::certificates::Rejection::UnknownCertificate);
    let row =
        kept.house.certificates.certificates.rows().find(|row| row.number == number).ok_or_else(unknown)?;
    let programme = kept.house.programmes.programmes.get(&(row.programme,)).ok_or_else(unknown)?;
    let person = kept.house.people.get(row.person);
    let protected = person.is_none_or(|person| person.protected || person.erased);
    let says = row.says().filter(|_| !protected);
    let agrees = |name: String| {
        says.as_ref().is_some_and(|says| says.family_name.to_lowercase() == name.trim().to_lowercase())
    };
    Ok(Json(Verified {
        number,
        holds: row.validity.holds(),
        validity: match row.validity {
            Validity::Issued | Validity::Flagged => "issued",
            Validity::Replaced => "replaced",
            Validity::Revoked => "revoked",
        },
        programme: programme.code.to_string(),
        programme_name: programme.name.clone(),
        date: row.date,
        minutes_attended: row.minutes_attended,
        minutes_offered: row.minutes_offered,
        name_agrees: asked.family_name.map(agrees),
    }))
}
