//! What whoever works with a programme keeps open all day: what needs attention, the register as a board, each
//! enrolment with its history, the programme itself, its letters and its figures.
//!
//! Every page is about one programme and begins with a [`Desk`]: who looks, by which roles, at which programme, as it is
//! or as it was known at the end of a day. What was is marked on every page, and nothing of it can be changed.

mod asking;
mod attention;
mod begin;
mod board;
mod certificates;
mod change;
mod council;
mod decide;
mod earlier;
mod edit;
mod enrolment;
mod evaluating;
mod figures;
mod files;
mod form;
mod history;
mod inviting;
mod letters;
mod member;
mod naming;
mod overview;
mod paper;
mod plan;
mod publish;
mod rows;
mod rules;
mod seminar;

pub(super) use self::earlier::Earlier;

use std::ops::Deref;
use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use chrono::{DateTime, NaiveDate, Utc};
use parvis_events::ids::PersonId;
use parvis_events::time::{end_of_day, local_date};
use parvis_projections::House;
use parvis_projections::programmes::{PartnerRow, ProgrammeRow};
use parvis_projections::register::{EnrolmentRow, Status};
use serde::Deserialize;

use super::failure::{Failure, as_query};
use super::mine::signed_in;
use super::page::{Page, Reader};
use super::programme::language_mark;
use super::rights::{Deed, Roles, Work};
use super::{Web, WebError, standing};
use crate::runner::Kept;

/// The pages for those who work with programmes.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/program/{code}/anmalningar", get(moved))
        .route("/arbete", get(overview::get))
        .route("/arbete/nytt", get(begin::blank).post(begin::begin))
        .route("/arbete/{code}", get(board::get))
        .route("/arbete/{code}/papper", get(paper::form).post(paper::enrol))
        .route("/arbete/{code}/anmalan/{id}", get(enrolment::get))
        .route("/arbete/{code}/anmalan/{id}/person", get(member::form).post(member::save))
        .route("/arbete/{code}/anmalan/{id}/beslut", post(decide::by_hand))
        .route("/arbete/{code}/anmalan/{id}/dispens", post(decide::dispense))
        .route("/arbete/{code}/anmalan/{id}/avboka", post(decide::withdraw))
        .route("/arbete/{code}/program", edit::at(plan::Planning))
        .route("/arbete/{code}/program/historik", get(history::get))
        .route("/arbete/{code}/regler", edit::at(rules::Ruling))
        .route("/arbete/{code}/fragor", edit::at(asking::Asking))
        .route("/arbete/{code}/inbjudna", edit::at(inviting::Inviting))
        .route("/arbete/{code}/programrad", edit::at(council::Council))
        .route("/arbete/{code}/utvardering", edit::at(evaluating::Evaluating))
        .route("/arbete/{code}/publicera", get(publish::get).post(publish::save))
        .route("/arbete/{code}/seminarium/nytt", get(seminar::blank).post(seminar::schedule))
        .route("/arbete/{code}/seminarium/{number}", get(seminar::get).post(seminar::save))
        .route("/arbete/{code}/seminarium/{number}/stall-in", post(seminar::cancel))
        .route("/arbete/{code}/brev", get(letters::list))
        .route("/arbete/{code}/brev/forlagor", get(letters::samples))
        .route("/arbete/{code}/brev/{id}", get(letters::one))
        .route("/arbete/{code}/brev/{id}/igen", post(letters::send_again))
        .route("/arbete/{code}/brev/{id}/bocka-av", post(letters::settle))
        .route("/arbete/{code}/brev/{id}/tillbaka", post(letters::returned))
        .route("/arbete/{code}/siffror", get(figures::get))
        .route("/arbete/{code}/intyg", get(certificates::list).post(certificates::issue))
        .route("/arbete/{code}/intyg/{id}", get(certificates::one))
        .route("/arbete/{code}/intyg/{id}/pdf", get(certificates::pdf))
        .route("/arbete/{code}/intyg/{id}/beslut", post(certificates::judge))
        .route("/arbete/{code}/filer/{file}", get(files::get))
}

/// Where the register stood before.
async fn moved(Path(code): Path<String>) -> Redirect {
    Redirect::permanent(&format!("/arbete/{code}"))
}

/// What an address asks to be shown as.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// As of the end of this day.
    #[serde(default)]
    per: String,
    /// `ja` for whoever comes from having changed something.
    #[serde(default)]
    gjort: String,
}

/// The views that are shown.
enum Views {
    Now(Arc<Kept>),
    Then(Arc<House>),
}

impl Deref for Views {
    type Target = House;

    fn deref(&self) -> &House {
        match self {
            Self::Now(kept) => &kept.house,
            Self::Then(house) => house,
        }
    }
}

/// Somebody at work on a programme.
struct Desk {
    reader: Reader,
    roles: Roles,
    programme: ProgrammeRow,
    views: Views,
    /// The present moment.
    now: DateTime<Utc>,
    /// The day whose end is shown, if it is not the present.
    past: Option<NaiveDate>,
    /// What was asked for and is no day that has been.
    not_a_day: String,
    /// Whether the reader comes from having changed something.
    done: bool,
}

/// The pages of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Register,
    Programme,
    Letters,
    Figures,
    Certificates,
}

/// A way to another page of the programme.
struct Way {
    address: String,
    name: String,
    here: bool,
}

/// What stands at the top of each page of a programme.
struct Head {
    code: String,
    name: String,
    /// The attribute that says which language the name is in, where it is not the page's.
    lang: String,
    test_data: bool,
    ways: Vec<Way>,
    /// The day that is shown, in words; empty for the present.
    past: String,
    /// The same as an address has it.
    per: String,
    /// Why the day that was asked for is not shown; or empty.
    problem: String,
    /// The page itself, as it is now.
    here: String,
    /// Whether something was changed just now.
    done: bool,
}

impl Desk {
    /// The desk of a programme as it is.
    ///
    /// # Errors
    /// When nobody is signed in, there is no such programme, or the reader may not do the deed there.
    fn now(web: &Web, page: &Page, code: &str, deed: Deed) -> Result<Self, Failure> {
        let reader = signed_in(page)?;
        let kept = web.house();
        let work = Work::at(&kept.house, code, &reader, deed)?;
        Ok(Self {
            roles: work.roles,
            programme: work.programme.clone(),
            reader,
            views: Views::Now(Arc::clone(&kept)),
            now: web.now(),
            past: None,
            not_a_day: String::new(),
            done: false,
        })
    }

    /// The desk of a programme as it is, or as it was known at the end of a day.
    ///
    /// # Errors
    /// As [`Desk::now`].
    async fn as_of(web: &Web, page: &Page, code: &str, deed: Deed, asked: &Asked) -> Result<Self, Failure> {
        let mut desk = Self::now(web, page, code, deed)?;
        desk.look_back(web, asked).await?;
        desk.done = desk.past.is_none() && asked.gjort == "ja";
        Ok(desk)
    }

    async fn look_back(&mut self, web: &Web, asked: &Asked) -> Result<(), Failure> {
        let wanted = asked.per.trim();
        if wanted.is_empty() {
            return Ok(());
        }
        let zone = self.programme.zone;
        let day = wanted.parse::<NaiveDate>().ok().filter(|day| *day < local_date(zone, self.now));
        let Some(day) = day else {
            wanted.clone_into(&mut self.not_a_day);
            return Ok(());
        };
        let runner = &web.office().runner;
        let house =
            web.earlier().at(runner, end_of_day(zone, day), self.now).await.map_err(WebError::from)?;
        let found = house.programmes.programmes.get(&(self.programme.programme,)).cloned();
        self.views = Views::Then(house);
        self.past = Some(day);
        // A programme that was not planned by then shows its name of today, and nothing else.
        self.programme = found.unwrap_or_else(|| self.programme.clone());
        Ok(())
    }

    /// The instant up to which is shown.
    fn until(&self) -> DateTime<Utc> {
        self.past.map_or(self.now, |day| end_of_day(self.programme.zone, day))
    }

    /// Whether the reader may do a deed here and now; nothing of the past can be changed.
    fn can(&self, deed: Deed) -> bool {
        self.past.is_none() && self.roles.may(deed)
    }

    /// The partner regions of the programme.
    fn partners(&self) -> impl Iterator<Item = &PartnerRow> {
        let rows = self.views.programmes.partners.rows();
        rows.filter(|row| row.programme == self.programme.programme)
    }

    /// What somebody is called, for the reader.
    fn name(&self, page: &Page, person: PersonId) -> String {
        standing::name_for(page, &self.views, person, None, self.roles.may(Deed::SeeProtected))
    }

    /// An address of the programme, at the day that is shown.
    fn at(&self, rest: &str) -> String {
        self.past.map_or_else(
            || self.plainly_at(rest),
            |day| {
                let query = day.to_string();
                format!("{}?{}", self.plainly_at(rest), as_query(&[("per", query.as_str())]))
            },
        )
    }

    /// Back to a page of the programme, which says that something was changed.
    fn done_at(&self, rest: &str) -> Response {
        back_to(&format!("{}?gjort=ja", self.plainly_at(rest)))
    }

    /// An address of the programme as it is.
    fn plainly_at(&self, rest: &str) -> String {
        format!("/arbete/{}{rest}", self.programme.code)
    }

    fn head(&self, page: &Page, tab: Tab, rest: &str) -> Head {
        let ways = [
            (Tab::Register, "", Deed::SeeRegister),
            (Tab::Programme, "/program", Deed::ShapeProgramme),
            (Tab::Letters, "/brev", Deed::SeeLetters),
            (Tab::Figures, "/siffror", Deed::SeeFigures),
            (Tab::Certificates, "/intyg", Deed::SeeCertificates),
        ];
        let ways = ways.into_iter().filter(|(.., deed)| self.roles.may(*deed)).map(|(way, at, _)| Way {
            address: self.at(at),
            name: page.t(way.key()),
            here: way == tab,
        });
        let problem = if self.not_a_day.is_empty() { String::new() } else { page.t("desk-not-a-day") };
        let here = self.plainly_at(rest);
        Head {
            code: self.programme.code.to_string(),
            name: self.programme.name.clone(),
            lang: language_mark(page, &self.programme),
            test_data: self.programme.test_data,
            ways: ways.collect(),
            past: self.past.map(|day| page.day(day)).unwrap_or_default(),
            per: self.past.map_or_else(|| self.not_a_day.clone(), |day| day.to_string()),
            problem,
            here,
            done: self.done,
        }
    }

    /// Until when an offer is open, told to somebody other than its receiver.
    fn until_when(&self, page: &Page, row: &EnrolmentRow) -> Option<String> {
        let end = row.until.filter(|_| row.status == Status::Offered)?;
        Some(page.t1("desk-offered-until", "date", &page.last_day(self.programme.zone, end)))
    }

    /// "14 mars 2018 kl. 10.12".
    fn moment(&self, page: &Page, at: DateTime<Utc>) -> String {
        moment(page, self.programme.zone, at)
    }

    /// "14 mars 2018".
    fn day(&self, page: &Page, at: DateTime<Utc>) -> String {
        page.day(local_date(self.programme.zone, at))
    }
}

impl Tab {
    const fn key(self) -> &'static str {
        match self {
            Self::Register => "desk-tab-register",
            Self::Programme => "desk-tab-programme",
            Self::Letters => "desk-tab-letters",
            Self::Figures => "desk-tab-figures",
            Self::Certificates => "desk-tab-certificates",
        }
    }
}

/// "14 mars 2018 kl. 10.12".
fn moment(page: &Page, zone: chrono_tz::Tz, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&zone);
    let time = parvis_words::dates::time(page.language, local.time());
    format!("{} {time}", page.day(local.date_naive()))
}

/// Back to a page after something was done.
fn back_to(address: &str) -> Response {
    use axum::response::IntoResponse as _;
    Redirect::to(address).into_response()
}
