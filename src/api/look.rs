//! Reads: the views as they are, at least as they were at a position, or as they were known at an earlier moment.

use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderName, Uri};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use parvis_events::ids::ProgrammeId;
use parvis_events::time::{end_of_day, instant};
use parvis_events::values::ProgrammeCode;
use parvis_log::Position;
use parvis_projections::House;
use parvis_projections::people::PersonRow;
use parvis_projections::programmes::ProgrammeRow;
use parvis_words::Language;

use super::caller::Caller;
use super::problem::{self, Problem};
use super::query::parameter_fault;
use super::scopes::Power;
use super::speak::language_of;
use crate::reception::Reception;
use crate::runner::Kept;

/// Parameters that every read takes.
pub const COMMON: [&str; 2] = ["at_least", "as_of"];
/// The header that says the same as `at_least`.
pub const AT_LEAST: HeaderName = HeaderName::from_static("parvis-at-least");
/// How long a read waits for a position.
const PATIENCE: Duration = Duration::from_secs(2);

/// Somebody who wants to see something.
#[derive(Clone, Debug)]
pub struct Look {
    /// Where.
    pub reception: Reception,
    /// Who.
    pub caller: Caller,
    /// The language they want.
    pub language: Language,
    /// What they asked for.
    pub uri: Uri,
    at_least: Option<Position>,
    as_of: Option<Moment>,
}

/// A moment as callers write one.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// With its offset.
    Instant(DateTime<Utc>),
    /// The end of a day, in the programme's zone.
    Day(NaiveDate),
    /// In the programme's zone.
    Local(NaiveDateTime),
}

/// The views, and the position they stand at.
#[derive(Debug)]
pub struct Views<'a> {
    kept: Held,
    /// What is shown is what the request that looks may see.
    look: PhantomData<&'a Look>,
    /// The instant they show, if it is not the present.
    pub as_of: Option<DateTime<Utc>>,
}

#[derive(Debug)]
enum Held {
    Now(Arc<Kept>),
    Then(Box<House>),
}

impl Deref for Views<'_> {
    type Target = House;

    fn deref(&self) -> &House {
        match &self.kept {
            Held::Now(kept) => &kept.house,
            Held::Then(house) => house,
        }
    }
}

impl Views<'_> {
    /// The position they stand at; absent for an earlier moment.
    pub fn position(&self) -> Option<i64> {
        match &self.kept {
            Held::Now(kept) => Some(kept.checkpoint),
            Held::Then(_) => None,
        }
    }

    /// The programme with a code.
    ///
    /// # Errors
    /// When there is none.
    pub fn coded(&self, code: &ProgrammeCode) -> Result<&ProgrammeRow, Problem> {
        self.programmes.coded(code).ok_or_else(|| Problem::new(&problem::NOT_FOUND))
    }
}

impl Look {
    /// The views, for whoever has a power in a programme.
    ///
    /// # Errors
    /// When the caller lacks the power, there is no such programme, or the views do not get there in time.
    pub async fn at_programme(
        &self,
        power: Power,
        code: &ProgrammeCode,
    ) -> Result<(Views<'_>, ProgrammeId), Problem> {
        self.caller.must(power, code)?;
        let zone = {
            let now = self.now().await?;
            now.coded(code)?.zone
        };
        let views = self.views_in(zone).await?;
        let programme = views.coded(code)?.programme;
        Ok((views, programme))
    }

    /// The views; days that `as_of` names are those of Stockholm.
    ///
    /// # Errors
    /// When the views do not get there in time.
    pub async fn views(&self) -> Result<Views<'_>, Problem> {
        self.views_in(chrono_tz::Europe::Stockholm).await
    }

    /// Waits until the views stand at a position at least.
    ///
    /// # Errors
    /// When they do not get there in time.
    pub async fn reach(&self, position: Position) -> Result<(), Problem> {
        drop(self.reception.office().runner.at_least(position, PATIENCE).await?);
        Ok(())
    }

    /// Whether the caller is shown a person, in a programme.
    pub fn sees(&self, person: &PersonRow, programme: &ProgrammeCode) -> bool {
        let power = if person.protected { Power::ReadProtected } else { Power::ReadPersonal };
        self.caller.may(power, programme)
    }

    async fn now(&self) -> Result<Views<'_>, Problem> {
        let runner = &self.reception.office().runner;
        let kept = match self.at_least {
            Some(position) => runner.at_least(position, PATIENCE).await?,
            None => runner.house().await,
        };
        Ok(Views { kept: Held::Now(kept), look: PhantomData, as_of: None })
    }

    async fn views_in(&self, zone: Tz) -> Result<Views<'_>, Problem> {
        let Some(moment) = self.as_of else { return self.now().await };
        let at = match moment {
            Moment::Instant(at) => at,
            Moment::Day(day) => end_of_day(zone, day),
            Moment::Local(local) => instant(zone, local),
        };
        // The semaphore is never closed.
        let _looking = self.reception.looking_back().acquire().await.ok();
        let house = self.reception.office().runner.as_of(at).await?;
        Ok(Views { kept: Held::Then(Box::new(house)), look: PhantomData, as_of: Some(at) })
    }
}

impl FromRequestParts<Reception> for Look {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, reception: &Reception) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, reception).await?;
        let stated = |name: &str| value_of(&parts.uri, name);
        let wrong = |name: &'static str| move || parameter_fault(name, "value");
        let at_least = match stated("at_least") {
            Some(text) => Some(position(&text).ok_or_else(wrong("at_least"))?),
            None => match parts.headers.get(AT_LEAST) {
                Some(value) => {
                    let found = value.to_str().ok().and_then(position);
                    let wrong = || Problem::new(&problem::BAD_HEADER).with("header", "Parvis-At-Least");
                    Some(found.ok_or_else(wrong)?)
                }
                None => None,
            },
        };
        let as_of = stated("as_of").map(|text| moment(&text).ok_or_else(wrong("as_of"))).transpose()?;
        Ok(Self {
            reception: reception.clone(),
            caller,
            language: language_of(&parts.headers),
            uri: parts
                .extensions
                .get::<OriginalUri>()
                .map_or_else(|| parts.uri.clone(), |OriginalUri(uri)| uri.clone()),
            at_least,
            as_of,
        })
    }
}

/// The value of a parameter, decoded.
fn value_of(uri: &Uri, name: &str) -> Option<String> {
    let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?.0;
    pairs.into_iter().find(|(found, _)| found == name).map(|(_, value)| value)
}

fn position(text: &str) -> Option<Position> {
    text.parse::<u32>().ok().map(|number| Position::new(number.into()))
}

/// A moment, written as `2018-04-01`, `2018-04-01T12:00` or with an offset (RFC 3339).
fn moment(text: &str) -> Option<Moment> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(Moment::Instant(at.to_utc()));
    }
    if text.len() == 10
        && let Ok(day) = text.parse::<NaiveDate>()
    {
        return Some(Moment::Day(day));
    }
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok().map(Moment::Local)
}
