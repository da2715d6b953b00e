//! Signing in by a link in a letter.
//!
//! The answer to an address is the same whether anybody has it, and comes as fast. A link shows a page with a button
//! and signs nobody in by being opened, so a mail filter that follows links uses nothing up. It is bound to a person,
//! not to an address: where two share one, the letter has a link for each. Source: rule "Same address, two people".

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::header::{HeaderMap, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Utc;
use parvis_events::values::EmailAddress;
use parvis_projections::House;
use parvis_projections::people::PersonRow;
use parvis_words::{Language, names, text, text_with};
use serde::Deserialize;

use super::failure::{Failure, as_query};
use super::language::local;
use super::page::{Page, Reader, show, show_as};
use super::rights;
use super::sessions::{self, Room};
use super::{HOME, Visitor, Web, WebError};
use crate::outbox::Note;

/// Letters to one address in a quarter of an hour.
const PER_ADDRESS: i64 = 4;
/// Tries from one place in a quarter of an hour; a town hall is one place.
const PER_PLACE: i64 = 40;

/// Where to go on afterwards.
#[derive(Deserialize)]
pub(super) struct Onwards {
    #[serde(default)]
    pub till: String,
}

/// The form as it was sent.
#[derive(Deserialize)]
pub(super) struct Request {
    #[serde(default)]
    epost: String,
    #[serde(default)]
    till: String,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct FormPage {
    page: Page,
    email: String,
    onwards: String,
    problem: String,
    /// What the organisation is called whose door can be used; empty when there is none.
    organisation: String,
    /// The way there, and on from it.
    organisation_address: String,
}

impl FormPage {
    fn new(web: &Web, page: Page, email: String, onwards: String, problem: String) -> Self {
        let organisation = web.provider().map(|provider| provider.name().to_owned()).unwrap_or_default();
        let query = as_query(&[("till", onwards.as_str())]);
        let organisation_address = format!("/logga-in/organisation?{query}");
        Self { page, email, onwards, problem, organisation, organisation_address }
    }
}

#[derive(Template)]
#[template(path = "sign_in_sent.html")]
struct SentPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "sign_in_link.html")]
struct LinkPage {
    page: Page,
    token: String,
    /// Whom the link signs in; empty when it opens nothing any more.
    name: String,
}

/// `GET /logga-in`.
pub(super) async fn form(State(web): State<Web>, page: Page, Query(onwards): Query<Onwards>) -> Response {
    let onwards = local(&onwards.till).to_owned();
    show(&FormPage::new(&web, page, String::new(), onwards, String::new()))
}

/// `POST /logga-in`: has a letter sent, if anybody has the address.
pub(super) async fn request(
    State(web): State<Web>,
    page: Page,
    visitor: Visitor,
    Form(request): Form<Request>,
) -> Result<Response, Failure> {
    let Ok(email) = request.epost.parse::<EmailAddress>() else {
        let key = if request.epost.trim().is_empty() { "signing-in-empty" } else { "signing-in-no-address" };
        let problem = page.t(key);
        let onwards = local(&request.till).to_owned();
        let form = FormPage::new(&web, page, request.epost, onwards, problem);
        return Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &form));
    };
    web.sessions().count(&format!("from {}", visitor.0), PER_PLACE, Utc::now()).await?.or_wait()?;
    let onwards = local(&request.till).to_owned();
    // Beside the answer, so that its time says nothing of whether there is anybody to write to.
    tokio::spawn(async move {
        if let Err(error) = send(&web, email.as_str(), &onwards).await {
            let shown = anyhow::Error::new(error);
            tracing::error!(error = %format!("{shown:#}"), "a link to sign in by was not sent");
        }
    });
    Ok(Redirect::to("/logga-in/skickat").into_response())
}

/// `GET /logga-in/skickat`.
pub(super) async fn sent(page: Page) -> Response {
    show(&SentPage { page })
}

/// `GET /logga-in/{token}`: shows a button, and uses nothing up.
pub(super) async fn link(
    State(web): State<Web>,
    Path(token): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let found = web.sessions().peek(&token, Utc::now()).await?;
    let kept = web.house();
    let person = found.and_then(|link| kept.house.people.get(link.person)).filter(|row| !row.erased);
    let name = person.map(full_name).unwrap_or_default();
    let status = if name.is_empty() { StatusCode::GONE } else { StatusCode::OK };
    Ok(show_as(status, &LinkPage { page, token, name }))
}

/// `POST /logga-in/{token}`: uses the link up and signs in.
pub(super) async fn enter(
    State(web): State<Web>,
    Path(token): Path<String>,
    headers: HeaderMap,
    page: Page,
) -> Result<Response, Failure> {
    let begun = web.sessions().begin(&token, web.chance(), Utc::now()).await?;
    let Some((secret, link)) = begun else {
        return Ok(show_as(StatusCode::GONE, &LinkPage { page, token, name: String::new() }));
    };
    // Whoever was signed in here before is so no more.
    if let Some(old) = web.session_of(&headers) {
        web.sessions().end(old).await?;
    }
    let onwards = if link.onwards == "/" { HOME } else { local(&link.onwards) };
    Ok(with_cookie(Redirect::to(onwards).into_response(), &web.cookie(&secret)))
}

/// What "sign out" says.
#[derive(Deserialize)]
pub(super) struct Leaving {
    /// Present when every session shall end.
    overallt: Option<String>,
}

/// `POST /logga-ut`.
pub(super) async fn leave(
    State(web): State<Web>,
    headers: HeaderMap,
    page: Page,
    Form(leaving): Form<Leaving>,
) -> Result<Response, Failure> {
    if let Some(secret) = web.session_of(&headers) {
        web.sessions().end(secret).await?;
    }
    if let (Some(_), Some(reader)) = (leaving.overallt, &page.reader) {
        web.sessions().end_everywhere(reader.person).await?;
    }
    Ok(with_cookie(Redirect::to("/").into_response(), &web.no_cookie()))
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

/// Given and family name.
pub(super) fn full_name(row: &PersonRow) -> String {
    names::full_name(&row.given_name, &row.family_name)
}

/// Somebody's name, as long as they are known.
pub(super) fn reader(house: &House, row: &PersonRow) -> Option<Reader> {
    (!row.erased).then(|| Reader {
        person: row.person,
        name: full_name(row),
        works: rights::works(house, row.person),
    })
}

/// Writes to everybody who has an address, in one letter.
async fn send(web: &Web, email: &str, onwards: &str) -> Result<(), WebError> {
    let now = Utc::now();
    let wanted = email.to_lowercase();
    if web.sessions().count(&format!("to {wanted}"), PER_ADDRESS, now).await? != Room::There {
        return Ok(());
    }
    let people: Vec<PersonRow> = {
        let kept = web.house();
        kept.house.people.written_to(email).cloned().collect()
    };
    let Some(first) = people.first() else { return Ok(()) };
    let language = Language::from_tag(first.language.tag()).unwrap_or_default();
    let mut lines = Vec::new();
    for person in &people {
        let secret = web.sessions().link(person.person, onwards, web.chance(), now).await?;
        let address = format!("{}/logga-in/{secret}", web.base_url());
        let said = [("name", full_name(person).into()), ("address", address.into())];
        lines.push(text_with(language, "signing-in-letter-link", &said));
    }
    let several = people.len() > 1;
    let said = [
        ("links", lines.join("\n\n").into()),
        ("minutes", sessions::LINK_MINUTES.into()),
        ("several", if several { "yes" } else { "no" }.into()),
    ];
    let note = Note {
        id: web.chance().uuid(),
        // As the person wrote it, not as somebody typed it here.
        to: first.email.clone(),
        subject: text(language, "signing-in-letter-subject"),
        body: text_with(language, "signing-in-letter-body", &said),
    };
    web.hand_over(&note).await
}
