//! A seminar: what it is about, where and when it is held, who speaks; rescheduling, moving and calling it off.

mod fields;

use std::collections::BTreeSet;

use axum::Form as Sent;
use axum::extract::{Path, Query, State as In};
use axum::response::Response;
use parvis_events::areas::CulturalArea;
use parvis_events::ids::SeminarId;
use parvis_events::programme::{Command, Event, Seminar, Speaker, State};
use parvis_events::values::{Line, OnlineLink};
use parvis_log::Revision;
use serde::Deserialize;

use self::fields::{
    fields, kept_speakers, new_speaker, session_groups, sessions, speaker_groups, venue, venue_group,
};
use super::change::{self, Outcome, Wish};
use super::edit::{self, Beside, Editor, Tried};
use super::form::{Fields, Form, Group, Kind, Unusable};
use super::history::{self, Step, about_seminar};
use super::{Asked, Desk};
use crate::handle::Past;
use crate::web::Web;
use crate::web::failure::Failure;
use crate::web::page::Page;

/// Edits one seminar, or schedules another.
struct Editing {
    id: SeminarId,
    /// Its number; 0 for one that is to be scheduled.
    number: u8,
}

/// The seminar with a number.
///
/// # Errors
/// When there is none, or was none on the day that is shown.
async fn numbered(web: &Web, desk: &Desk, number: u8) -> Result<Editing, Failure> {
    let (state, _) = edit::stands(web, desk).await?;
    let held = state.seminars_in_order().into_iter().find(|seminar| seminar.number == number);
    let found = held.or_else(|| state.seminar_numbered(number)).ok_or(Failure::NotFound)?;
    Ok(Editing { id: found.id, number })
}

async fn beside(web: &Web, page: &Page, desk: &Desk, editing: &Editing) -> Result<Beside, Failure> {
    let row = desk.views.programmes.seminars.get(&(editing.id,));
    let cancelled = row.is_some_and(|row| row.cancelled);
    let mut steps = history::of_seminar(web, page, desk, editing.id).await?;
    steps.reverse();
    let cancel = if cancelled || desk.past.is_some() {
        String::new()
    } else {
        desk.plainly_at(&format!("{}/stall-in", editing.rest()))
    };
    Ok(Beside { steps, cancel, cancelled, ..Beside::default() })
}

/// `GET /arbete/{code}/seminarium/{number}`.
pub(in crate::web) async fn get(
    In(web): In<Web>,
    Path((code, number)): Path<(String, u8)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = edit::desk_as_of(&web, &page, &code, &asked).await?;
    let editing = numbered(&web, &desk, number).await?;
    let beside = beside(&web, &page, &desk, &editing).await?;
    edit::get(&web, page, &desk, &editing, beside).await
}

/// `POST /arbete/{code}/seminarium/{number}`.
pub(in crate::web) async fn save(
    In(web): In<Web>,
    Path((code, number)): Path<(String, u8)>,
    page: Page,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let desk = edit::desk(&web, &page, &code)?;
    let editing = numbered(&web, &desk, number).await?;
    let beside = beside(&web, &page, &desk, &editing).await?;
    edit::save(&web, page, &desk, &editing, Form::sent(pairs), beside).await
}

/// `GET /arbete/{code}/seminarium/nytt`.
pub(in crate::web) async fn blank(
    In(web): In<Web>,
    Path(code): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = edit::desk(&web, &page, &code)?;
    edit::get(&web, page, &desk, &new(&web), Beside::default()).await
}

/// `POST /arbete/{code}/seminarium/nytt`.
pub(in crate::web) async fn schedule(
    In(web): In<Web>,
    Path(code): Path<String>,
    page: Page,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let desk = edit::desk(&web, &page, &code)?;
    edit::save(&web, page, &desk, &new(&web), Form::sent(pairs), Beside::default()).await
}

fn new(web: &Web) -> Editing {
    Editing { id: SeminarId::new(web.chance().uuid()), number: 0 }
}

/// Why a seminar is called off.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Cancelling {
    /// The revision the page showed.
    #[serde(default)]
    seen: i64,
    #[serde(default)]
    skal: String,
}

/// `POST /arbete/{code}/seminarium/{number}/stall-in`: calls it off, unless it has changed since the reader looked.
/// Source: rule "Two coordinators".
pub(in crate::web) async fn cancel(
    In(web): In<Web>,
    Path((code, number)): Path<(String, u8)>,
    page: Page,
    Sent(sent): Sent<Cancelling>,
) -> Result<Response, Failure> {
    let desk = edit::desk(&web, &page, &code)?;
    let editing = numbered(&web, &desk, number).await?;
    let mut tried = Tried { reason: sent.skal.clone(), ..Tried::default() };
    if let Ok(reason) = sent.skal.trim().parse::<Line>() {
        let cause = web.cause(&page, &desk.reader.actor());
        let command = Command::CancelSeminar { seminar: editing.id, reason };
        let wish = |_: &State| Some(Wish { people: Vec::new(), commands: vec![command.clone()] });
        let concerns = |_: &State, fact: &Event| about_seminar(fact) == Some(editing.id);
        let (programme, seen) = (desk.programme.programme, Revision::new(sent.seen));
        match change::unless_overtaken(&web, &page, programme, (&cause, seen), concerns, wish).await? {
            Outcome::Done(done) => {
                web.shown(done).await;
                return Ok(desk.done_at(&editing.rest()));
            }
            Outcome::Refused(refusals) => tried.problem = refusals.join(" "),
            Outcome::Unusable => tried.problem = page.t("publish-overtaken"),
            Outcome::Overtaken(overtaken) => {
                tried.problem = page.t("seminar-cancel-stale");
                let told = |(fact, said, ..): &Past<Event>| {
                    Step::of(&page, &desk, said, history::say(&page, &desk, fact, std::iter::empty()))
                };
                tried.meanwhile = overtaken.facts.iter().map(told).collect();
            }
        }
    } else {
        tried.problem = page.t("decide-reason-missing");
    }
    // What is shown is what there is by now.
    let desk = edit::desk(&web, &page, &code)?;
    let beside = Beside { tried, ..beside(&web, &page, &desk, &editing).await? };
    edit::get(&web, page, &desk, &editing, beside).await
}

impl Editor for Editing {
    fn title(&self, page: &Page) -> String {
        if self.number == 0 {
            page.t("seminar-new")
        } else {
            page.count("desk-seminar-number", "number", self.number.into())
        }
    }

    fn rest(&self) -> String {
        if self.number == 0 { "/seminarium/nytt".to_owned() } else { format!("/seminarium/{}", self.number) }
    }

    fn fields(&self, state: &State) -> Fields {
        if let Some(seminar) = state.seminars.get(&self.id) {
            return fields(seminar);
        }
        let mut fields = Fields::default();
        let last = state.seminars.values().map(|seminar| seminar.number).max().unwrap_or(0);
        fields.set("nummer", last.saturating_add(1).to_string());
        fields
    }

    fn wish(&self, web: &Web, page: &Page, state: &State, form: &mut Form) -> Option<Wish> {
        let theme: Option<Line> = form.value(page, "tema", &page.t("programme-seminar-theme"));
        let venue = venue(page, form);
        let online: Result<Option<OnlineLink>, Unusable> =
            form.maybe(page, "lank", &page.t("seminar-online-link"));
        let areas: BTreeSet<CulturalArea> = CulturalArea::ALL
            .into_iter()
            .filter(|area| form.fields.ticked(&format!("omrade-{}", area.name())))
            .collect();
        let sessions = sessions(web, page, form);
        let mut people = Vec::new();
        let mut speakers = kept_speakers(page, form);
        match new_speaker(web, page, state, form) {
            Ok(None) => {}
            Ok(Some((known, speaker))) => {
                people.push(known);
                speakers.push(Some(speaker));
            }
            Err(Unusable) => speakers.push(None),
        }
        let speakers: Option<Vec<Speaker>> = speakers.into_iter().collect();
        if self.number == 0 {
            let number = form.number(page, "nummer", &page.t("seminar-number"), (1_u8, 99));
            if number.is_some_and(|number| state.seminar_numbered(number).is_some()) {
                form.complain("nummer", page.t("seminar-number-taken"));
            }
            let seminar = Seminar {
                id: self.id,
                number: number?,
                theme: theme?,
                sessions: sessions?,
                venue: venue?,
                speakers: speakers?,
                online: online.ok()?,
                areas,
            };
            return Some(Wish { people, commands: vec![Command::ScheduleSeminar(seminar)] });
        }
        let (theme, speakers, online) = (theme?, speakers?, online.ok()?);
        let commands = vec![
            Command::DescribeSeminar { seminar: self.id, theme, speakers, online, areas },
            Command::RescheduleSeminar { seminar: self.id, sessions: sessions? },
            Command::MoveSeminar { seminar: self.id, venue: venue? },
        ];
        Some(Wish { people, commands })
    }

    fn groups(&self, page: &Page, desk: &Desk, _: &State, form: &Form) -> Vec<Group> {
        let mut what = Vec::new();
        if self.number == 0 {
            what.push(form.input("nummer", page.t("seminar-number"), Kind::Number));
        }
        what.push(form.input("tema", page.t("programme-seminar-theme"), Kind::Line));
        what.push(
            form.input("lank", page.t("seminar-online-link"), Kind::Link)
                .helped(page.t("seminar-online-help"))
                .optional(),
        );
        let mut groups = vec![Group::of(page.t("seminar-what"), what)];
        groups.extend(session_groups(page, form));
        groups.push(venue_group(page, desk, form));
        let areas = CulturalArea::ALL.into_iter().map(|area| {
            let name = page.t(&format!("cultural-area-{}", area.name()));
            form.input(&format!("omrade-{}", area.name()), name, Kind::Tick)
        });
        groups.push(Group::of(page.t("seminar-areas"), areas.collect()).helped(page.t("seminar-areas-help")));
        groups.extend(speaker_groups(page, desk, form));
        groups
    }

    fn onwards(&self, form: &Form) -> String {
        if self.number == 0 { format!("/seminarium/{}", form.fields.get("nummer")) } else { self.rest() }
    }
}
