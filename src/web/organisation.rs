//! Signing in through one's organisation, for those who work with a programme.
//!
//! The browser that begins an attempt holds a secret, and only it can end the attempt, so nobody can be signed in as
//! somebody else by following a link. Whoever comes for the first time is known by the address that the provider has
//! verified, if just one person among the staff has it; from then on by what the provider calls them, so a changed address
//! changes nothing. Source: RFC 9700, sections 2.1 and 4.7.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::header::{HeaderMap, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Utc;
use parvis_events::ids::PersonId;
use parvis_projections::House;
use serde::Deserialize;

use super::failure::Failure;
use super::language::local;
use super::page::{Page, show_as};
use super::rights::Roles;
use super::sign_in::Onwards;
use super::{HOME, Visitor, Web, cookies};
use crate::oidc::{Claims, Provider};

/// Attempts from one place in a quarter of an hour.
const PER_PLACE: i64 = 40;

/// What a provider sends back.
#[derive(Deserialize)]
pub(super) struct Returned {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
    iss: Option<String>,
    error: Option<String>,
}

/// Why the provider's word lets nobody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stranger {
    /// It has verified no address of theirs, so nothing says who they are here.
    NoAddress,
    /// Nobody among the staff has the address.
    Unknown,
    /// Several have it.
    Several,
}

impl Stranger {
    const fn key(self) -> &'static str {
        match self {
            Self::NoAddress => "organisation-no-address",
            Self::Unknown => "organisation-unknown",
            Self::Several => "organisation-several",
        }
    }
}

#[derive(Template)]
#[template(path = "organisation.html")]
struct RefusedPage {
    page: Page,
    title: String,
    text: String,
}

impl Web {
    fn back(&self) -> String {
        format!("{}/logga-in/organisation/tillbaka", self.base_url())
    }

    /// The cookie that holds an attempt, until it is ended or forgotten.
    fn attempt_cookie(&self, secret: &str) -> String {
        let age = if secret.is_empty() { 0 } else { super::sessions::ATTEMPT_MINUTES * 60 };
        let (name, secure) = (self.attempt_name(), if self.is_secure() { "; Secure" } else { "" });
        format!("{name}={secret}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}")
    }

    fn attempt_name(&self) -> &'static str {
        if self.is_secure() { "__Host-attempt" } else { "attempt" }
    }
}

/// `GET /logga-in/organisation`: on to the provider.
pub(super) async fn begin(
    State(web): State<Web>,
    Query(onwards): Query<Onwards>,
    page: Page,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let provider = web.provider().ok_or(Failure::NotFound)?;
    web.sessions().count(&format!("organisation {}", visitor.0), PER_PLACE, Utc::now()).await?.or_wait()?;
    let (secret, attempt) = web.sessions().attempt(local(&onwards.till), web.chance(), Utc::now()).await?;
    let address = match provider.door(&attempt, &web.back()).await {
        Ok(address) => address,
        Err(error) => {
            let shown = anyhow::Error::new(error);
            tracing::error!(error = %format!("{shown:#}"), "the organisation's door cannot be found");
            return Ok(refused(page, StatusCode::BAD_GATEWAY, "organisation-away"));
        }
    };
    let mut response = Redirect::to(address.as_str()).into_response();
    set(&mut response, &web.attempt_cookie(&secret));
    Ok(response)
}

fn set(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

fn refused(page: Page, status: StatusCode, key: &str) -> Response {
    let (title, text) = (page.t(&format!("{key}-title")), page.t(key));
    show_as(status, &RefusedPage { page, title, text })
}

/// `GET /logga-in/organisation/tillbaka`: back from the provider.
pub(super) async fn end(
    State(web): State<Web>,
    Query(returned): Query<Returned>,
    headers: HeaderMap,
    page: Page,
) -> Result<Response, Failure> {
    let provider = web.provider().ok_or(Failure::NotFound)?;
    let secret = cookies::get(&headers, web.attempt_name()).unwrap_or_default();
    let Some((attempt, onwards)) = web.sessions().end_attempt(secret, &returned.state, Utc::now()).await?
    else {
        return Ok(refused(page, StatusCode::GONE, "organisation-over"));
    };
    let foreign = returned.iss.is_some_and(|issuer| issuer != provider.issuer());
    if let Some(error) = &returned.error {
        note(error);
    }
    if foreign || returned.error.is_some() {
        return Ok(refused(page, StatusCode::GONE, "organisation-over"));
    }
    let who = match provider.who(&returned.code, &attempt, &web.back(), Utc::now()).await {
        Ok(who) => who,
        Err(error) => {
            let shown = anyhow::Error::new(error);
            tracing::warn!(error = %format!("{shown:#}"), "nobody was signed in through the organisation");
            return Ok(refused(page, StatusCode::BAD_GATEWAY, "organisation-away"));
        }
    };
    let person = match person(&web, provider, &who).await? {
        Ok(person) => person,
        Err(stranger) => return Ok(refused(page, StatusCode::FORBIDDEN, stranger.key())),
    };
    // Whoever was signed in here before is so no more.
    if let Some(old) = web.session_of(&headers) {
        web.sessions().end(old).await?;
    }
    let session = web.sessions().open_session(person, web.chance(), Utc::now()).await?;
    let onwards = if onwards == "/" { HOME } else { local(&onwards) };
    let mut response = Redirect::to(onwards).into_response();
    set(&mut response, &web.attempt_cookie(""));
    set(&mut response, &web.cookie(&session));
    Ok(response)
}

/// Notes why the provider sent somebody back, unless they wanted it so. Source: RFC 6749, section 4.1.2.1.
fn note(error: &str) {
    let code: String = error.chars().filter(char::is_ascii_graphic).take(40).collect();
    if code != "access_denied" {
        tracing::warn!(code, "the provider sent somebody back without a code");
    }
}

/// Who it is here: as noted at an earlier time, or by the address, if that says it without doubt.
async fn person(web: &Web, provider: &Provider, who: &Claims) -> Result<Result<PersonId, Stranger>, Failure> {
    let kept = web.house();
    if let Some(person) = web.sessions().identity(provider.issuer(), &who.subject).await? {
        if kept.house.people.get(person).is_some_and(|row| !row.erased) {
            return Ok(Ok(person));
        }
        // Nothing is left of somebody who was erased, and who they are here begins anew.
        web.sessions().forget_identities(person).await?;
    }
    let Some(email) = &who.verified_email else { return Ok(Err(Stranger::NoAddress)) };
    let found = staff_with(&kept.house, email);
    if let Ok(person) = found {
        web.sessions().note_identity(provider.issuer(), &who.subject, person).await?;
        tracing::info!(%person, "somebody is known by their organisation's account from now on");
    }
    Ok(found)
}

/// The one person among the staff who has an address; nobody when several do.
fn staff_with(house: &House, email: &str) -> Result<PersonId, Stranger> {
    let works = |person| {
        let mut programmes = house.programmes.programmes.rows();
        programmes.any(|row| !Roles::staff(house, person, row.programme).is_empty())
    };
    let mut found = house.people.written_to(email).filter(|row| works(row.person));
    let first = found.next().ok_or(Stranger::Unknown)?;
    if found.next().is_none() { Ok(first.person) } else { Err(Stranger::Several) }
}
