//! What leaves the room on paper or as a file: sign-in sheets and lists.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;

use super::Room;
use crate::exports::{Format, Request, Scope, find, sign_in};
use crate::web::failure::Failure;
use crate::web::page::Page;
use crate::web::rights::Deed;
use crate::web::{Web, WebError};

/// Lists that can be taken out here.
const LISTS: [&str; 2] = ["attendance", "participants"];

/// `GET …/incheckning/narvarolista/{day}.pdf`: the sheet of a day, to be signed by hand.
pub(super) async fn sheet(
    State(web): State<Web>,
    Path((code, number, file)): Path<(String, u8, String)>,
    page: Page,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &(code, number), Deed::TakeOutAttendance)?;
    let day =
        file.strip_suffix(".pdf").and_then(|day| day.parse::<NaiveDate>().ok()).ok_or(Failure::NotFound)?;
    let sheets = sign_in::sheets(room.house(), room.programme.programme, number).map_err(WebError::from)?;
    let sheet = sheets.into_iter().find(|sheet| sheet.date == day).ok_or(Failure::NotFound)?;
    // Setting a document takes a processor for a while, which must not hold up other requests.
    let set = tokio::task::spawn_blocking(move || parvis_documents::sign_in_sheet(&sheet)).await;
    let pdf = set.map_err(std::io::Error::other)?.map_err(WebError::Document)?;
    let name = format!("narvarolista-{}-{number}-{day}.pdf", room.programme.code);
    Ok(file_answer(pdf, "application/pdf", &format!("inline; filename=\"{name}\"")))
}

/// `GET …/incheckning/lista/{export}.{format}`.
pub(super) async fn list(
    State(web): State<Web>,
    Path((code, number, file)): Path<(String, u8, String)>,
    page: Page,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &(code, number), Deed::TakeOutAttendance)?;
    let (name, format) = file.rsplit_once('.').ok_or(Failure::NotFound)?;
    let export = LISTS.into_iter().find(|one| *one == name).and_then(find).ok_or(Failure::NotFound)?;
    let request = Request {
        programme: room.programme.programme,
        scope: Scope::Seminar(number),
        format: Format::named(format).ok_or(Failure::NotFound)?,
        written_at: web.now(),
    };
    let file = export.write(room.house(), &request).map_err(WebError::from)?;
    Ok(file_answer(file.bytes, file.media_type, &format!("attachment; filename=\"{}\"", file.name)))
}

/// A file as an answer; its name is plain ASCII.
fn file_answer(bytes: Vec<u8>, kind: &'static str, disposition: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(disposition) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}
