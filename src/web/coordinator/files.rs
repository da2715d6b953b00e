//! Lists and figures as files, as they are or as of a day.

use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::{Asked, Desk};
use crate::exports::{self, ExportError, Format, Request, Scope};
use crate::web::Web;
use crate::web::failure::Failure;
use crate::web::page::Page;
use crate::web::rights::Deed;

/// What somebody must be allowed to do to take a list along.
fn deed(export: &str) -> Deed {
    match export {
        "municipalities" | "regions" | "roles" | "trend" | "areas" | "coverage" => Deed::SeeFigures,
        "certificates" => Deed::SeeCertificates,
        _ => Deed::SeeRegister,
    }
}

/// `GET /arbete/{code}/filer/{file}`, such as `participants.xlsx`.
pub(in crate::web) async fn get(
    State(web): State<Web>,
    Path((code, file)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Failure> {
    let (name, format) = file.rsplit_once('.').ok_or(Failure::NotFound)?;
    let export = exports::find(name).ok_or(Failure::NotFound)?;
    let format = Format::named(format).ok_or(Failure::NotFound)?;
    let desk = Desk::as_of(&web, &page, &code, deed(name), &asked).await?;
    if !desk.not_a_day.is_empty() {
        return Err(Failure::Unreadable);
    }
    let request = Request {
        programme: desk.programme.programme,
        scope: Scope::Programme,
        format,
        written_at: desk.now,
    };
    let file = export.write(&desk.views, &request).map_err(|error| match error {
        ExportError::UnknownProgramme(_) | ExportError::FormatNotOffered { .. } => Failure::NotFound,
        error => {
            tracing::error!(%error, "a list could not be written");
            Failure::Unreadable
        }
    })?;
    // Whoever finds the file later sees by its name that it does not tell of the present.
    let name = desk.past.map_or_else(|| file.name.clone(), |day| format!("per-{day}-{}", file.name));
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.media_type));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
