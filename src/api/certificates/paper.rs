//! A certificate as the document people get.

use axum::response::Response;
use parvis_events::certificates::Rejection;
use parvis_events::values::ProgrammeCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::api::answer::{aside, document};
use crate::api::body::At;
use crate::api::look::Look;
use crate::api::problem::{Problem, rejections};
use crate::api::scopes::Power;
use crate::api::values;
use crate::papers;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(pdf))
}

/// Show a certificate as a document
///
/// Tagged, archivable PDF with the code by which anyone can verify it. Of a person whose identity is protected it takes the
/// power `read-protected` too.
#[utoipa::path(
    get, path = "/programmes/{programme}/certificates/{certificate}/pdf", tag = "certificates",
    security(("token" = ["read-personal"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("certificate" = Uuid, Path, description = "The certificate"),
    ),
    responses((status = 200, description = "The document", content(("application/pdf")))),
)]
async fn pdf(look: Look, At((code, id)): At<(ProgrammeCode, Uuid)>) -> Result<Response, Problem> {
    let (views, programme) = look.at_programme(Power::ReadPersonal, &code).await?;
    let found = views.certificates.of(programme).into_iter().find(|row| row.certificate.uuid() == id);
    let row = found.ok_or_else(|| rejections::told(&Rejection::UnknownCertificate))?;
    if views.people.get(row.person).is_some_and(|person| person.protected) {
        look.caller.must(Power::ReadProtected, &code)?;
    }
    let (row, base_url) = (row.clone(), look.reception.office().base_url.clone());
    let name = format!("{}.pdf", row.number);
    let set = aside(move || papers::certificate(&row, &base_url).transpose()).await?;
    let pdf = set.ok_or_else(|| Problem::new(&rejections::PERSON_ERASED))?;
    Ok(document("application/pdf", &name, pdf.to_vec()))
}
