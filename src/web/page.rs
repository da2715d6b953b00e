//! What every page has: a language, its words, who is signed in, and where the language can be changed.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::header::{CONTENT_TYPE, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use parvis_events::ids::PersonId;
use parvis_events::time::local_date;
use parvis_words::{Language, Value, dates, text, text_with};

use super::failure::{Failure, as_query};
use super::{Web, assets, language};
use crate::facts::Cause;
use crate::serve::RequestId;

/// Whoever is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reader {
    /// Who.
    pub person: PersonId,
    /// Given and family name.
    pub name: String,
    /// Whether they work with any programme.
    pub works: bool,
}

/// What a request says about the page that answers it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    language: Option<Language>,
    path: String,
    request: Option<RequestId>,
    headers: HeaderMap,
}

/// A page whose reader is not looked up, for what must not know who asks.
pub(super) struct Nobody(pub Page);

/// What every template is given.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// The language it speaks.
    pub language: Language,
    /// Whether the reader said which language they want, by a choice or by their browser.
    pub language_said: bool,
    /// Its own path and query.
    pub path: String,
    /// The id of the request: what is done through it carries it, and a mistake of ours is found by it.
    pub request: Option<RequestId>,
    /// Who is signed in.
    pub reader: Option<Reader>,
    /// Whether everything is invented.
    pub demo: bool,
    /// Where the stylesheet is.
    pub stylesheet: &'static str,
    /// Where the icon is.
    pub icon: &'static str,
}

impl Reader {
    /// Their account, as facts name it.
    pub(super) fn actor(&self) -> String {
        format!("person:{}", self.person)
    }
}

impl Asked {
    pub(super) fn of(parts: &Parts) -> Self {
        let path = parts.uri.path_and_query().map_or("/", |found| found.as_str());
        Self {
            language: language::asked_for(&parts.headers),
            path: path.to_owned(),
            request: parts.extensions.get::<RequestId>().copied(),
            headers: parts.headers.clone(),
        }
    }

    /// The page; without its reader when the session cannot be looked up.
    pub(super) async fn page(self, web: &Web) -> Page {
        let reader = web.reader(&self.headers).await.unwrap_or_default();
        self.with(web, reader)
    }

    /// The page, whoever asked for it.
    pub(super) fn for_nobody(self, web: &Web) -> Page {
        self.with(web, None)
    }

    fn with(self, web: &Web, reader: Option<Reader>) -> Page {
        Page {
            language: self.language.unwrap_or_default(),
            language_said: self.language.is_some(),
            path: self.path,
            request: self.request,
            reader,
            demo: web.demo_letters().is_some(),
            stylesheet: assets::stylesheet(),
            icon: assets::icon(),
        }
    }
}

impl FromRequestParts<Web> for Page {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        let asked = Asked::of(parts);
        let reader = web.reader(&parts.headers).await?;
        Ok(asked.with(web, reader))
    }
}

impl FromRequestParts<Web> for Nobody {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        Ok(Self(Asked::of(parts).with(web, None)))
    }
}

impl Web {
    /// A cause of what somebody does on a page.
    pub(super) fn cause(&self, page: &Page, actor: &str) -> Cause {
        let mut cause = self.office().cause(actor);
        if let Some(RequestId(id)) = page.request {
            cause.correlation = id;
        }
        cause
    }
}

impl Page {
    /// A text.
    pub(super) fn t(&self, key: &str) -> String {
        text(self.language, key)
    }

    /// A text that speaks of one thing.
    pub(super) fn t1(&self, key: &str, name: &'static str, value: &str) -> String {
        text_with(self.language, key, &[(name, value.into())])
    }

    /// A text that speaks of two things.
    pub(super) fn t2(
        &self,
        key: &str,
        first: &'static str,
        said: &str,
        second: &'static str,
        then: &str,
    ) -> String {
        text_with(self.language, key, &[(first, said.into()), (second, then.into())])
    }

    /// A text with a number in it.
    pub(super) fn count(&self, key: &str, name: &'static str, number: u32) -> String {
        text_with(self.language, key, &[(name, Value::from(number))])
    }

    /// "29–30 maj 2018".
    pub(super) fn days(&self, from: NaiveDate, to: NaiveDate) -> String {
        dates::date_range(self.language, from, to)
    }

    /// "29 maj 2018".
    pub(super) fn day(&self, date: NaiveDate) -> String {
        dates::date(self.language, date)
    }

    /// The last whole day before an instant that ends a day.
    pub(super) fn last_day(&self, zone: Tz, end: DateTime<Utc>) -> String {
        self.day(local_date(zone, end - chrono::TimeDelta::minutes(1)))
    }

    /// The tag of its language.
    pub(super) fn tag(&self) -> &'static str {
        self.language.tag()
    }

    /// The languages it can be read in: tag, own name, whether it is this one, and where it is chosen.
    pub(super) fn languages(&self) -> Vec<(&'static str, &'static str, bool, String)> {
        let name = |language| match language {
            Language::Swedish => "Svenska",
            Language::Bokmal => "Norsk",
            Language::English => "English",
        };
        let address = |language: Language| {
            format!("/sprak/{}?{}", language.tag(), as_query(&[("to", self.path.as_str())]))
        };
        Language::ALL
            .into_iter()
            .map(|one| (one.tag(), name(one), one == self.language, address(one)))
            .collect()
    }

    /// Whether the page lies at or below a path, for the menu.
    pub(super) fn below(&self, path: &str) -> bool {
        self.path == path || self.path.strip_prefix(path).is_some_and(|rest| rest.starts_with(['/', '?']))
    }
}

/// A page as an answer.
pub(super) fn show<T: Template>(page: &T) -> Response {
    show_as(StatusCode::OK, page)
}

/// A page as an answer with a status of its own.
pub(super) fn show_as<T: Template>(status: StatusCode, page: &T) -> Response {
    match page.render() {
        Ok(html) => {
            let mut response = (status, html).into_response();
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            headers.insert(VARY, HeaderValue::from_static("Accept-Language, Cookie"));
            response
        }
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
