//! The pages: written on the server, in three languages, without JavaScript.
//!
//! A page is a handler that reads the views, puts what it shows into a struct, and an askama template in
//! `web/templates` that lays it out. Every word comes from `words/locales/*/pages.ftl`.

mod assets;
mod certificates;
mod checkin;
mod colleague;
mod cookies;
mod coordinator;
mod deeds;
mod deputies;
mod enrol;
mod enrolment;
mod evaluation;
mod failure;
mod feeds;
mod fields;
mod grants;
mod home;
mod invitation;
mod language;
mod mine;
mod organisation;
mod outbox;
mod own;
mod page;
mod people;
mod programme;
mod questions;
mod rights;
mod seminar;
mod sessions;
mod sign_in;
mod standing;
mod statements;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, MatchedPath, Request};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use parvis_events::ids::PersonId;
use sqlx::PgPool;
use tokio::sync::watch;
use tower_http::csrf::CsrfLayer;

use self::coordinator::Earlier;
use self::page::Reader;
use self::sessions::Sessions;
use crate::api::changes::Readers;
use crate::ballots::BallotError;
use crate::chance::Chance;
use crate::changes::FeedError;
use crate::exports::ExportError;
use crate::handle::HandleError;
use crate::office::{Office, OfficeError};
use crate::oidc::Provider;
use crate::outbox::{Note, OutboxError};
use crate::runner::{Kept, RunnerError};
use crate::serve::limits::Asker;

/// Nothing but what the site itself serves; the design system's icons are pictures inside its stylesheet.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// Where signing in leads when nothing else was asked for.
pub const HOME: &str = "/min-sida";

/// Why a page cannot be shown, when it is our own fault.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// The views failed.
    #[error(transparent)]
    Runner(#[from] RunnerError),
    /// The office failed.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// A letter could not be handed over.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    /// A command failed.
    #[error(transparent)]
    Handle(#[from] HandleError),
    /// The ballot box failed.
    #[error(transparent)]
    Ballots(#[from] BallotError),
    /// A document cannot be set.
    #[error("the document cannot be set")]
    Document(#[from] parvis_documents::DocumentError),
    /// A list cannot be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// What happens cannot be followed.
    #[error(transparent)]
    Feed(#[from] FeedError),
    /// A demo's letters cannot be read.
    #[error("the letters of the demo cannot be read")]
    Letters(#[from] std::io::Error),
    /// The database failed.
    #[error("the tables of the pages cannot be read or written")]
    Database(#[from] sqlx::Error),
}

/// What the pages stand on.
#[derive(Clone, Debug)]
pub struct Web(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    office: Office,
    pool: PgPool,
    sessions: Sessions,
    settings: Settings,
    /// Phones that follow a check-in.
    followers: Readers,
    closing: watch::Sender<bool>,
    /// Earlier days that were looked at of late.
    earlier: Earlier,
}

/// How the pages are set up.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Where a demo's letters lie; its pages show them. Absent for work that is in earnest.
    pub demo_letters: Option<PathBuf>,
    /// The organisation's own door, by which those who work with programmes may come in.
    pub provider: Option<Provider>,
}

/// Where a request comes from, as far as the server knows.
struct Visitor(String);

impl Web {
    /// Opens the pages of an office, making their tables on the first start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(office: Office, pool: PgPool, settings: Settings) -> Result<Self, sqlx::Error> {
        let sessions = Sessions::open(pool.clone()).await?;
        let (followers, closing) = (Readers::default(), watch::Sender::new(false));
        let earlier = Earlier::new(&office.ring);
        Ok(Self(Arc::new(Inner { office, pool, sessions, settings, followers, closing, earlier })))
    }

    /// Ends what would go on for ever.
    pub fn close(&self) {
        self.0.closing.send_replace(true);
    }

    /// Waits until the doors close; whoever answers without end listens to it.
    async fn closing(&self) {
        let mut closing = self.0.closing.subscribe();
        // The sender lives as long as these pages.
        let _ = closing.wait_for(|closing| *closing).await;
    }

    fn followers(&self) -> &Readers {
        &self.0.followers
    }

    fn earlier(&self) -> &Earlier {
        &self.0.earlier
    }

    /// An address that signs somebody in once, for whoever runs a demo.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_in_link(&self, person: PersonId, onwards: &str) -> Result<String, sqlx::Error> {
        let secret = self.sessions().link(person, onwards, self.chance(), Utc::now()).await?;
        Ok(format!("{}/logga-in/{secret}", self.base_url()))
    }

    fn office(&self) -> &Office {
        &self.0.office
    }

    fn pool(&self) -> &PgPool {
        &self.0.pool
    }

    fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    fn chance(&self) -> &Chance {
        &self.0.office.chance
    }

    fn base_url(&self) -> &str {
        &self.0.office.base_url
    }

    /// Where a demo's letters lie.
    fn demo_letters(&self) -> Option<&Path> {
        self.0.settings.demo_letters.as_deref()
    }

    /// The organisation's own door, if there is one.
    fn provider(&self) -> Option<&Provider> {
        self.0.settings.provider.as_ref()
    }

    /// The present moment, by the office's clock.
    fn now(&self) -> DateTime<Utc> {
        self.0.office.clock.now()
    }

    /// The views as they stand. What is handed out stays as it is while they go on, so nobody waits for a page that is
    /// being written. Whoever has just done something waits for it with [`Web::answered`].
    fn house(&self) -> Arc<Kept> {
        self.0.office.runner.now()
    }

    /// Hands a letter over that nobody records.
    ///
    /// # Errors
    /// When the mail server does not accept it.
    async fn hand_over(&self, note: &Note) -> Result<(), WebError> {
        Ok(self.0.office.outbox.hand_over(note, self.now()).await?)
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// When the database fails.
    async fn reader(&self, headers: &HeaderMap) -> Result<Option<Reader>, WebError> {
        let Some(secret) = self.session_of(headers) else { return Ok(None) };
        let Some(person) = self.sessions().whose(secret, Utc::now()).await? else { return Ok(None) };
        let kept = self.house();
        Ok(kept.house.people.get(person).and_then(|row| sign_in::reader(&kept.house, row)))
    }

    /// The secret of the session that a browser holds.
    fn session_of<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        cookies::get(headers, self.cookie_name())
    }

    /// A browser accepts `__Host-` only over https, from this very host, for all its paths.
    fn cookie_name(&self) -> &'static str {
        if self.is_secure() { "__Host-session" } else { "session" }
    }

    fn is_secure(&self) -> bool {
        self.base_url().starts_with("https://")
    }

    /// What tells a browser to hold a session's secret, until it is closed.
    fn cookie(&self, secret: &str) -> String {
        let secure = if self.is_secure() { "; Secure" } else { "" };
        format!("{}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}", self.cookie_name())
    }

    /// What tells a browser to forget it.
    fn no_cookie(&self) -> String {
        format!("{}; Max-Age=0", self.cookie(""))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let known = parts.extensions.get::<Asker>();
        Ok(Self(known.map_or_else(|| "unknown".to_owned(), |asker| asker.0.to_string())))
    }
}

/// Ends every session of somebody, and every link that would begin one. By which account of their organisation they
/// were known is forgotten, so the next time their address must say it again. Returns how many sessions went on.
///
/// # Errors
/// When the database fails.
pub async fn sign_out_everywhere(pool: PgPool, person: PersonId) -> Result<u64, sqlx::Error> {
    let sessions = Sessions::open(pool).await?;
    sessions.forget_identities(person).await?;
    sessions.end_everywhere(person).await
}

/// All pages. Whatever is not found is answered by a page too.
pub fn router(web: Web) -> Router {
    Router::new()
        .route("/", get(home::get))
        .route("/program/{code}", get(programme::get))
        .route("/program/{code}/kalender.ics", get(feeds::programme))
        .route("/program/{code}/seminarium/{number}", get(seminar::get))
        .route("/program/{code}/seminarium/{number}/anmalan", get(enrol::meeting_form).post(enrol::meet))
        .route("/program/{code}/seminarium/{number}/kalender.ics", get(feeds::seminar))
        .route("/intyg", get(certificates::form))
        .route("/intyg/{number}", get(certificates::verify))
        .route("/tillganglighet", get(statements::accessibility))
        .route("/personuppgifter", get(statements::privacy))
        .route("/program/{code}/anmalan", get(enrol::form).post(enrol::enrol))
        .route("/program/{code}/anmalan/{id}", get(enrol::enrolled))
        .route("/program/{code}/behorigheter", get(grants::get).post(grants::grant))
        .route("/program/{code}/behorigheter/bort", post(grants::revoke))
        .route("/min-sida", get(mine::get))
        .route("/min-sida/anmalan/{id}", get(enrolment::get))
        .route("/min-sida/anmalan/{id}/svar", post(deeds::answer))
        .route("/min-sida/anmalan/{id}/avboka", get(deeds::ask_to_leave).post(deeds::leave))
        .route("/min-sida/anmalan/{id}/ersattare", get(deputies::form).post(deputies::name))
        .route("/min-sida/anmalan/{id}/ersattare/bort", post(deputies::remove))
        .route("/min-sida/anmalan/{id}/kollega", get(colleague::join_form).post(colleague::join))
        .route(
            "/min-sida/anmalan/{id}/kollega/{person}",
            get(colleague::replace_form).post(colleague::replace),
        )
        .route("/min-sida/anmalan/{id}/kontakt", get(colleague::contact_form).post(colleague::contact))
        .route("/min-sida/anmalan/{id}/inbjudan/bort", post(colleague::withdraw))
        .route("/min-sida/anmalan/{id}/fragor", get(questions::form).post(questions::answer))
        .route("/min-sida/intyg/{number}", get(own::certificate))
        .route("/min-sida/kalender", post(feeds::renew))
        .route("/kalender/{token}", get(feeds::own))
        .route("/min-sida/uppgifter", get(own::get))
        .route("/min-sida/uppgifter.json", get(own::take_along))
        .route("/utvardering/{seminar}", get(evaluation::form))
        .route("/utvardering/{seminar}/svar", post(evaluation::answer))
        .route("/utvardering/{seminar}/tack", get(evaluation::thanks))
        .route("/invitation/{token}", get(invitation::get).post(invitation::answer))
        .route("/roller", get(rights::show_table))
        .route("/logga-in", get(sign_in::form).post(sign_in::request))
        .route("/logga-in/organisation", get(organisation::begin))
        .route("/logga-in/organisation/tillbaka", get(organisation::end))
        .route("/logga-in/skickat", get(sign_in::sent))
        .route("/logga-in/{token}", get(sign_in::link).post(sign_in::enter))
        .route("/logga-ut", post(sign_in::leave))
        .route("/outbox", get(outbox::list))
        .route("/outbox/{name}", get(outbox::one))
        .route("/sprak/{tag}", get(language::choose))
        .route("/assets/{name}", get(assets::get))
        .merge(coordinator::routes())
        .merge(checkin::routes())
        .fallback(failure::nothing_there)
        // A form may only be sent from a page of ours.
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(web.clone(), failure::dress))
        .layer(from_fn(guard))
        .with_state(web)
}

/// Pages that whoever holds their address may see, and nobody else.
const SECRET: [&str; 6] = [
    "/logga-in/{token}",
    "/logga-in/organisation",
    "/logga-in/organisation/tillbaka",
    "/invitation/{token}",
    "/kalender/{token}",
    "/program/{code}/anmalan/{id}",
];

/// What every answer tells the browser: to take nothing from elsewhere, and to keep no page that is somebody's.
async fn guard(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let personal = cookies::get(request.headers(), "session").is_some()
        || cookies::get(request.headers(), "__Host-session").is_some()
        || route.as_ref().is_some_and(|route| SECRET.contains(&route.as_str()));
    let mut response = next.run(request).await;
    // For the metrics, which see the pages from outside.
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    secured(response, personal)
}

/// An answer with what it tells the browser.
fn secured(mut response: Response, personal: bool) -> Response {
    let headers = response.headers_mut();
    let mut say = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    say(CONTENT_SECURITY_POLICY, POLICY);
    say(X_CONTENT_TYPE_OPTIONS, "nosniff");
    say(REFERRER_POLICY, "same-origin");
    say(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    say(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    // Who goes "back" after signing out shall not see what was only theirs to see.
    say(CACHE_CONTROL, if personal { "no-store" } else { "no-cache" });
    response
}
