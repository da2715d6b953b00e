//! A seminar: what it is about, where and when it is held, who speaks; rescheduling, moving and calling it off.

use std::collections::BTreeSet;

use axum::Form as Sent;
use axum::extract::{Path, State as In};
use axum::response::Response;
use parvis_events::areas::CulturalArea;
use parvis_events::ids::{PersonId, SeminarId, SessionId};
use parvis_events::programme::{About, Command, Event, Programme, Seminar, Speaker, State};
use parvis_events::values::{CountyCode, Line, OnlineLink, Paragraph, Session, Venue};
use parvis_words::{collation::Collator, dates};
use serde::Deserialize;

use super::change::{self, Wish};
use super::edit::{self, Beside, Editor};
use super::form::{Fields, Form, Group, Kind, Unusable};
use super::history::{self, about_seminar};
use super::{Desk, back_to};
use crate::setup;
use crate::web::failure::Failure;
use crate::web::fields::Filled;
use crate::web::page::Page;
use crate::web::people::{self, Naming};
use crate::web::{Web, WebError, standing};

/// The most people a room holds; more is a slip of the finger.
const MOST_PEOPLE: u32 = 100_000;
/// How many empty rows there are for sessions that are to be added.
const NEW_SESSIONS: usize = 2;
/// What the fields of a new speaker end in.
const SPEAKER: &str = "-talare";

/// Edits one seminar, or schedules another.
struct Editing {
    id: SeminarId,
    /// Its number; 0 for one that is to be scheduled.
    number: u8,
}

/// The seminar with a number.
///
/// # Errors
/// When there is none.
async fn numbered(web: &Web, desk: &Desk, number: u8) -> Result<Editing, Failure> {
    let looked = web.office().handle.look::<Programme>(desk.programme.programme.uuid()).await;
    let (state, _) = looked.map_err(WebError::from)?;
    let held = state.seminars_in_order().into_iter().find(|seminar| seminar.number == number);
    let found = held.or_else(|| state.seminar_numbered(number)).ok_or(Failure::NotFound)?;
    Ok(Editing { id: found.id, number })
}

async fn beside(web: &Web, page: &Page, desk: &Desk, editing: &Editing) -> Result<Beside, Failure> {
    let row = desk.views.programmes.seminars.get(&(editing.id,));
    let cancelled = row.is_some_and(|row| row.cancelled);
    let mut steps = history::of_seminar(web, page, desk, editing.id).await?;
    steps.reverse();
    Ok(Beside {
        steps,
        cancel: if cancelled {
            String::new()
        } else {
            desk.plainly_at(&format!("{}/stall-in", editing.rest()))
        },
        cancelled,
        ..Beside::default()
    })
}

/// `GET /arbete/{code}/seminarium/{number}`.
pub(in crate::web) async fn get(
    In(web): In<Web>,
    Path((code, number)): Path<(String, u8)>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = edit::desk(&web, &page, &code)?;
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
    #[serde(default)]
    skal: String,
}

/// `POST /arbete/{code}/seminarium/{number}/stall-in`.
pub(in crate::web) async fn cancel(
    In(web): In<Web>,
    Path((code, number)): Path<(String, u8)>,
    page: Page,
    Sent(sent): Sent<Cancelling>,
) -> Result<Response, Failure> {
    let desk = edit::desk(&web, &page, &code)?;
    let editing = numbered(&web, &desk, number).await?;
    let mut beside = beside(&web, &page, &desk, &editing).await?;
    if let Ok(reason) = sent.skal.parse::<Line>() {
        let cause = web.cause(&page, &desk.reader.actor());
        let command = Command::CancelSeminar { seminar: editing.id, reason };
        let handle = &web.office().handle;
        match setup::change(handle, desk.programme.programme, vec![command], &cause, None).await {
            Ok(done) => {
                web.shown(done).await;
                return Ok(back_to(&desk.plainly_at(&editing.rest())));
            }
            Err(error) => beside.cancel_problem = change::refused(&page, error)?.join(" "),
        }
    } else {
        beside.cancel_problem = page.t("decide-reason-missing");
    }
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

    fn concerns(&self, fact: &Event) -> bool {
        about_seminar(fact) == Some(self.id)
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
        if let Some((known, speaker)) = new_speaker(web, page, form) {
            people.push(known);
            speakers.push(Some(speaker));
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

    fn about(&self, about: &About) -> bool {
        matches!(about, About::Seminar(number) if *number == self.number)
    }

    fn onwards(&self, form: &Form) -> String {
        if self.number == 0 { format!("/seminarium/{}", form.fields.get("nummer")) } else { self.rest() }
    }
}

/// A seminar as a form.
fn fields(seminar: &Seminar) -> Fields {
    let mut fields = Fields::default();
    let text = |line: &Option<Line>| line.as_ref().map(ToString::to_string).unwrap_or_default();
    fields.set("tema", seminar.theme.as_str());
    fields.set("lank", seminar.online.as_ref().map(ToString::to_string).unwrap_or_default());
    let mut in_order: Vec<&Session> = seminar.sessions.iter().collect();
    in_order.sort_by_key(|session| (session.date, session.starts));
    for session in in_order {
        let id = session.id;
        fields.set(format!("pass-{id}-dag"), session.date.to_string());
        fields.set(format!("pass-{id}-fran"), session.starts.format("%H:%M").to_string());
        fields.set(format!("pass-{id}-till"), session.ends.format("%H:%M").to_string());
        fields.set(format!("pass-{id}-titel"), session.title.as_str());
    }
    fields.set("lokal", seminar.venue.name.as_str());
    fields.set("ort", seminar.venue.place.as_str());
    fields.set("adress", text(&seminar.venue.address));
    fields.set("vard", seminar.venue.host.as_ref().map(ToString::to_string).unwrap_or_default());
    fields.set("kapacitet", seminar.venue.capacity.map(|people| people.to_string()).unwrap_or_default());
    fields.set("tillgang", seminar.venue.access.as_ref().map(ToString::to_string).unwrap_or_default());
    for area in CulturalArea::ALL {
        fields.tick(format!("omrade-{}", area.name()), seminar.areas.contains(&area));
    }
    for speaker in &seminar.speakers {
        fields.set(format!("talare-{}-amne", speaker.person), speaker.topic.as_str());
    }
    fields
}

fn venue(page: &Page, form: &mut Form) -> Option<Venue> {
    let name: Option<Line> = form.value(page, "lokal", &page.t("seminar-room"));
    let place: Option<Line> = form.value(page, "ort", &page.t("programme-seminar-place"));
    let address: Result<Option<Line>, Unusable> = form.maybe(page, "adress", &page.t("seminar-address"));
    let host: Result<Option<CountyCode>, Unusable> = form.maybe(page, "vard", &page.t("seminar-host"));
    let access: Result<Option<Paragraph>, Unusable> = form.maybe(page, "tillgang", &page.t("seminar-access"));
    let capacity = if form.fields.get("kapacitet").is_empty() {
        Some(None)
    } else {
        form.number(page, "kapacitet", &page.t("seminar-capacity"), (1, MOST_PEOPLE)).map(Some)
    };
    Some(Venue {
        name: name?,
        place: place?,
        address: address.ok()?,
        host: host.ok()?,
        access: access.ok()?,
        capacity: capacity?,
    })
}

/// The sessions of the form; a row that is new gets an id of its own, one that is to be removed is left out.
fn sessions(web: &Web, page: &Page, form: &mut Form) -> Option<Vec<Session>> {
    let mut found = Vec::new();
    for id in form.fields.rows("pass-", "-dag") {
        let name = |part: &str| format!("pass-{id}-{part}");
        let blank =
            ["dag", "fran", "till", "titel"].iter().all(|part| form.fields.get(&name(part)).is_empty());
        if form.fields.ticked(&name("bort")) || (id.starts_with("ny") && blank) {
            continue;
        }
        let date = form.date(page, &name("dag"), &page.t("seminar-day"));
        let starts = form.time(page, &name("fran"), &page.t("seminar-from"));
        let ends = form.time(page, &name("till"), &page.t("seminar-to"));
        let title: Option<Line> = form.value(page, &name("titel"), &page.t("seminar-session-title"));
        let known: Option<SessionId> = id.parse().ok();
        found.push((|| {
            Some(Session {
                id: known.unwrap_or_else(|| SessionId::new(web.chance().uuid())),
                date: date?,
                starts: starts?,
                ends: ends?,
                title: title?,
            })
        })());
    }
    let mut sessions: Vec<Session> = found.into_iter().collect::<Option<_>>()?;
    sessions.sort_by_key(|session| (session.date, session.starts));
    Some(sessions)
}

fn session_groups(page: &Page, form: &Form) -> Vec<Group> {
    let mut groups =
        vec![Group::of(page.t("seminar-sessions"), Vec::new()).helped(page.t("seminar-sessions-help"))];
    let mut ids = form.fields.rows("pass-", "-dag");
    for at in 0..NEW_SESSIONS {
        let id = format!("ny{at}");
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    for id in ids {
        let name = |part: &str| format!("pass-{id}-{part}");
        let new = id.starts_with("ny");
        let heading = match form.fields.get(&name("dag")).parse() {
            Ok(day) => dates::weekday_date(page.language, day),
            Err(_) => page.t("seminar-session-new"),
        };
        let mut inputs = vec![
            form.input(&name("dag"), page.t("seminar-day"), Kind::Date),
            form.input(&name("fran"), page.t("seminar-from"), Kind::Time),
            form.input(&name("till"), page.t("seminar-to"), Kind::Time),
            form.input(&name("titel"), page.t("seminar-session-title"), Kind::Line),
        ];
        if !new {
            inputs.push(form.input(&name("bort"), page.t("edit-remove"), Kind::Tick));
        }
        groups.push(Group::row(heading, inputs));
    }
    groups
}

fn venue_group(page: &Page, desk: &Desk, form: &Form) -> Group {
    let partners = desk.partners();
    let mut hosts: Vec<(String, String)> =
        partners.map(|row| (row.county.to_string(), row.region.clone())).collect();
    Collator::new(page.language).sort_by_key(&mut hosts, |(_, name)| name);
    hosts.insert(0, (String::new(), page.t("seminar-no-host")));
    Group::of(
        page.t("seminar-venue"),
        vec![
            form.input("lokal", page.t("seminar-room"), Kind::Line),
            form.input("ort", page.t("programme-seminar-place"), Kind::Line),
            form.input("adress", page.t("seminar-address"), Kind::Line).optional(),
            form.input("vard", page.t("seminar-host"), Kind::Choice).of(hosts),
            form.input("kapacitet", page.t("seminar-capacity"), Kind::Number)
                .helped(page.t("seminar-capacity-help"))
                .optional(),
            form.input("tillgang", page.t("seminar-access"), Kind::Text)
                .helped(page.t("seminar-access-help"))
                .optional(),
        ],
    )
}

/// Those who speak already and are not to be removed.
fn kept_speakers(page: &Page, form: &mut Form) -> Vec<Option<Speaker>> {
    let mut found = Vec::new();
    for id in form.fields.rows("talare-", "-amne") {
        if form.fields.ticked(&format!("talare-{id}-bort")) {
            continue;
        }
        let Ok(person) = id.parse::<PersonId>() else { continue };
        let topic = form.value(page, &format!("talare-{id}-amne"), &page.t("seminar-topic"));
        found.push(topic.map(|topic| Speaker { person, topic }));
    }
    found
}

/// Somebody who is to speak, if anybody was named.
fn new_speaker(web: &Web, page: &Page, form: &mut Form) -> Option<(crate::import::KnownPerson, Speaker)> {
    let mut filled =
        Filled::new(form.fields.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect());
    if Naming::is_blank(&filled, SPEAKER) {
        return None;
    }
    let language = parvis_events::values::Language::default();
    let naming = Naming::read(page, &mut filled, SPEAKER, language);
    let topic: Option<Line> = form.value(page, "amne-talare", &page.t("seminar-topic"));
    form.problems.append(&mut filled.problems);
    let known = people::known_or_new(web, naming?);
    let person = known.person;
    Some((known, Speaker { person, topic: topic? }))
}

fn speaker_groups(page: &Page, desk: &Desk, form: &Form) -> Vec<Group> {
    let mut groups = vec![Group::of(page.t("seminar-speakers"), Vec::new())];
    for id in form.fields.rows("talare-", "-amne") {
        let name = id.parse().map_or_else(
            |_| String::new(),
            |person| standing::name_for(page, &desk.views, person, None, true),
        );
        groups.push(Group::row(
            name,
            vec![
                form.input(&format!("talare-{id}-amne"), page.t("seminar-topic"), Kind::Line),
                form.input(&format!("talare-{id}-bort"), page.t("edit-remove"), Kind::Tick),
            ],
        ));
    }
    let mut inputs: Vec<super::form::Input> = ["fornamn", "efternamn", "befattning", "epost"]
        .iter()
        .map(|field| form.input(&format!("{field}{SPEAKER}"), page.t(&format!("form-{field}")), Kind::Line))
        .collect();
    inputs.push(form.input("amne-talare", page.t("seminar-topic"), Kind::Line));
    groups.push(Group::row(page.t("seminar-speaker-new"), inputs));
    groups
}
