//! Sending somebody in one's place for a day. Source: rule "Deputy per session".

use std::collections::BTreeSet;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use parvis_events::ids::{EnrolmentId, PersonId, SessionId};
use parvis_events::register::Command;
use parvis_words::dates;
use serde::Deserialize;

use super::Web;
use super::deeds::{Outcome, back};
use super::enrolment::{Found, coming};
use super::failure::Failure;
use super::fields::{Field, Filled, Problem};
use super::mine::signed_in;
use super::page::{Page, Reader, show, show_as};
use super::people::{self, Naming, Place};
use super::rights::Deed;
use super::standing;

/// A session that can be ticked.
struct Tick {
    id: SessionId,
    label: String,
    ticked: bool,
}

/// The sessions of a seminar.
struct Seminar {
    heading: String,
    ticks: Vec<Tick>,
}

/// A member whose place can be taken.
struct Choice {
    id: PersonId,
    name: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "deputy.html")]
struct DeputyPage {
    page: Page,
    id: EnrolmentId,
    municipality: String,
    programme: String,
    choices: Vec<Choice>,
    fields: Vec<Field>,
    seminars: Vec<Seminar>,
    sessions_problem: String,
    member_problem: String,
    problems: Vec<Problem>,
}

/// Who can be replaced, where, and when.
struct Chance {
    place: Place,
    members: BTreeSet<PersonId>,
    sessions: BTreeSet<SessionId>,
}

/// `GET /min-sida/anmalan/{id}/ersattare`.
pub(super) async fn form(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    Ok(show(&built(&web, &id, page, &reader, &Filled::default())?))
}

/// `POST /min-sida/anmalan/{id}/ersattare`.
pub(super) async fn name(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let chance = chance(&web, &id, &reader)?;
    let mut filled = Filled::new(pairs);
    let member = member(&page, &mut filled, &chance);
    let sessions = sessions(&page, &mut filled, &chance);
    let enrolment = chance.place.enrolment;
    let command = |deputy| Some(Command::NameDeputy { enrolment, member: member?, deputy, sessions });
    if people::name(&web, (&page, &reader), &mut filled, (&chance.place, "pass"), command).await? {
        return Ok(back(page, enrolment, Outcome::Done));
    }
    Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &built(&web, &id, page, &reader, &filled)?))
}

/// Whom the deputy comes for.
fn member(page: &Page, filled: &mut Filled, chance: &Chance) -> Option<PersonId> {
    let chosen = filled.text("deltagare").parse().ok().filter(|person| chance.members.contains(person));
    if chosen.is_none() {
        filled.complain("deltagare", page.t("deputy-choose-member"));
    }
    chosen
}

/// When the deputy comes.
fn sessions(page: &Page, filled: &mut Filled, chance: &Chance) -> BTreeSet<SessionId> {
    let ticked = filled.all("pass").filter_map(|id| id.parse().ok());
    let sessions: BTreeSet<SessionId> = ticked.filter(|session| chance.sessions.contains(session)).collect();
    if sessions.is_empty() {
        filled.complain("pass", page.t("refused-no-sessions"));
    }
    sessions
}

/// The members a reader may send a deputy for.
fn replaceable(found: &Found) -> BTreeSet<PersonId> {
    standing::members(found.house, found.row)
        .into_iter()
        .map(|member| member.person)
        .filter(|person| {
            found.can(Deed::SendDeputyForOthers) || *person == found.reader && found.can(Deed::SendDeputy)
        })
        .collect()
}

fn chance(web: &Web, id: &str, reader: &Reader) -> Result<Chance, Failure> {
    let now = web.now();
    let kept = web.house();
    let found = Found::of(&kept.house, id, reader)?;
    let members = replaceable(&found);
    if members.is_empty() {
        return Err(Failure::Forbidden);
    }
    let seminars = coming(&found, now);
    let sessions = seminars.iter().flat_map(|seminar| kept.house.programmes.sessions_of(seminar.seminar));
    let sessions = sessions.map(|session| session.session).collect();
    Ok(Chance { place: Place::of(&found), members, sessions })
}

fn built(web: &Web, id: &str, page: Page, reader: &Reader, filled: &Filled) -> Result<DeputyPage, Failure> {
    let now = web.now();
    let kept = web.house();
    let found = Found::of(&kept.house, id, reader)?;
    let members = replaceable(&found);
    if members.is_empty() {
        return Err(Failure::Forbidden);
    }
    let chosen = filled.text("deltagare");
    let alone = members.len() == 1;
    let choices = members
        .into_iter()
        .map(|person| Choice {
            id: person,
            name: found.name(&page, person),
            chosen: alone || person.to_string() == chosen,
        })
        .collect();
    Ok(DeputyPage {
        id: found.row.enrolment,
        municipality: standing::municipality(found.programme, found.row),
        programme: found.programme.name.clone(),
        choices,
        fields: Naming::fields(&page, filled, "", false),
        seminars: seminars(&page, &found, filled, now),
        sessions_problem: filled.problem("pass"),
        member_problem: filled.problem("deltagare"),
        problems: filled.problems.clone(),
        page,
    })
}

fn seminars(page: &Page, found: &Found, filled: &Filled, now: chrono::DateTime<chrono::Utc>) -> Vec<Seminar> {
    coming(found, now)
        .into_iter()
        .map(|seminar| {
            let dates = page.days(seminar.starts_on, seminar.ends_on);
            let sessions = found.house.programmes.sessions_of(seminar.seminar);
            let ticks = sessions
                .into_iter()
                .map(|session| {
                    let day = dates::weekday_date(page.language, session.date);
                    let hours = dates::time_range(page.language, session.starts, session.ends);
                    let id = session.session.to_string();
                    Tick {
                        id: session.session,
                        label: format!("{day} {hours}"),
                        ticked: filled.all("pass").any(|one| one == id),
                    }
                })
                .collect();
            Seminar { heading: format!("{}. {}, {dates}", seminar.number, seminar.theme), ticks }
        })
        .collect()
}

/// Which deputy is taken back.
#[derive(Deserialize)]
pub(super) struct Removal {
    deltagare: String,
    ersattare: String,
}

/// `POST /min-sida/anmalan/{id}/ersattare/bort`.
pub(super) async fn remove(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
    Form(removal): Form<Removal>,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let member: PersonId = removal.deltagare.parse().map_err(|_| Failure::Unreadable)?;
    let deputy: PersonId = removal.ersattare.parse().map_err(|_| Failure::Unreadable)?;
    let Chance { place, members, .. } = chance(&web, &id, &reader)?;
    if !members.contains(&member) {
        return Err(Failure::Forbidden);
    }
    let command = Command::RemoveDeputy { enrolment: place.enrolment, member, deputy };
    let outcome = web.decide(&page, &reader, place.register, command).await?;
    Ok(back(page, place.enrolment, outcome))
}
