//! People of an enrolment, changed by the coordinator for a municipality that asks: somebody joins, takes another's place,
//! or leaves.
//!
//! The form carries the revision of the register its page showed. If something has happened to the enrolment since, nobody
//! joins: the page comes back with what happened, and with what was typed. Source: rule "Two coordinators".

use std::collections::BTreeSet;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use parvis_events::ids::{EnrolmentId, PersonId, RegisterId};
use parvis_events::participation::Member;
use parvis_events::register::{Command, Event, Register};
use parvis_events::values::RoleCode;
use parvis_log::Revision;

use super::enrolment::{find, since};
use super::history::Step;
use super::{Desk, Head, Tab, change};
use crate::handle::HandleError;
use crate::import::KnownPerson;
use crate::web::failure::Failure;
use crate::web::fields::{Field, Filled, Problem};
use crate::web::page::{Page, show, show_as};
use crate::web::people::{self, Naming, Wish};
use crate::web::rights::Deed;
use crate::web::{Web, WebError, standing};

/// A role or a person to choose.
pub(super) struct Choice {
    pub value: String,
    pub name: String,
    pub chosen: bool,
}

#[derive(Template)]
#[template(path = "coordinator/member.html")]
struct MemberPage {
    page: Page,
    head: Head,
    id: EnrolmentId,
    municipality: String,
    roles: Vec<Choice>,
    role_problem: String,
    /// Whose place somebody can take.
    members: Vec<Choice>,
    fields: Vec<Field>,
    problems: Vec<Problem>,
    seen: i64,
    /// What happened since the reader looked, when they were too late.
    meanwhile: Vec<Step>,
}

/// `GET /arbete/{code}/anmalan/{id}/person`.
pub(in crate::web) async fn form(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = Desk::now(&web, &page, &code, Deed::DecideEnrolments)?;
    let seen = reached(&web, find(&desk, &id)?.register).await?;
    Ok(show(&MemberPage { seen, ..built(page, &desk, &id, &Filled::default())? }))
}

/// `POST /arbete/{code}/anmalan/{id}/person`.
pub(in crate::web) async fn save(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    page: Page,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let desk = Desk::now(&web, &page, &code, Deed::DecideEnrolments)?;
    let row = find(&desk, &id)?;
    let (enrolment, register) = (row.enrolment, row.register);
    let mut filled = Filled::new(pairs);
    let seen: i64 = filled.text("seen").parse().unwrap_or(-1);
    if let Some((known, command)) = read(&web, &page, &desk, &mut filled, enrolment) {
        let cause = web.cause(&page, &desk.reader.actor());
        let concerns = |fact: &Event| fact.enrolment() == Some(enrolment);
        let known = [known];
        let wish = Wish { known: &known, register: register.uuid(), commands: &[command] };
        match people::attempt_unless(&web, &cause, &wish, Revision::new(seen), concerns).await {
            Ok(done) => {
                web.shown(done).await;
                return Ok(desk.done_at(&format!("/anmalan/{enrolment}")));
            }
            Err(HandleError::Stale { .. }) => {
                // What is shown is what there is by now, also of what happened a moment ago.
                let _ = web.office().runner.catch_up().await;
                let fresh = Desk::now(&web, &page, &code, Deed::DecideEnrolments)?;
                let meanwhile = since(&web, &page, &fresh, find(&fresh, &id)?, seen).await?;
                let seen = reached(&web, register).await?;
                let built = MemberPage { seen, meanwhile, ..built(page, &fresh, &id, &filled)? };
                return Ok(show_as(StatusCode::CONFLICT, &built));
            }
            Err(error) => {
                for text in change::refused(&page, error)? {
                    filled.complain("roll", text);
                }
            }
        }
    }
    let built = MemberPage { seen, ..built(page, &desk, &id, &filled)? };
    Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &built))
}

/// The revision a register has reached.
async fn reached(web: &Web, register: RegisterId) -> Result<i64, Failure> {
    let looked = web.office().handle.look::<Register>(register.uuid()).await;
    let (_, revision) = looked.map_err(WebError::from)?;
    Ok(revision.map_or(-1, Revision::get))
}

/// What the form asks for; absent when something is wrong with it, which is noted.
fn read(
    web: &Web,
    page: &Page,
    desk: &Desk,
    filled: &mut Filled,
    enrolment: EnrolmentId,
) -> Option<(KnownPerson, Command)> {
    let programme = desk.programme.programme;
    let role: Option<RoleCode> = filled.text("roll").parse().ok();
    let role = role.filter(|role| desk.views.programmes.roles.get(&(programme, role.clone())).is_some());
    if role.is_none() {
        filled.complain("roll", page.t("enrol-choose-role"));
    }
    let naming = Naming::read(page, filled, "", people::language(&desk.programme));
    let known = people::known_or_new(web, naming?);
    let member = Member { person: known.person, roles: BTreeSet::from([role?]) };
    let command = match filled.text("istallet").parse::<PersonId>() {
        Ok(leaving) => Command::ReplaceMember { enrolment, leaving, member },
        Err(_) => Command::AddMember { enrolment, member },
    };
    Some((known, command))
}

fn built(page: Page, desk: &Desk, id: &str, filled: &Filled) -> Result<MemberPage, Failure> {
    let row = find(desk, id)?;
    let (role, instead) = (filled.text("roll"), filled.text("istallet"));
    let all = desk.views.programmes.roles.rows();
    let mut roles: Vec<_> = all.filter(|row| row.programme == desk.programme.programme).collect();
    roles.sort_by_key(|row| row.number);
    let roles = roles.into_iter().map(|row| Choice {
        chosen: row.role.as_str() == role,
        value: row.role.to_string(),
        name: row.name.clone(),
    });
    let mut members = vec![Choice { value: String::new(), name: page.t("member-nobody"), chosen: false }];
    members.extend(standing::members(&desk.views, row).into_iter().map(|member| {
        let value = member.person.to_string();
        let name = desk.name(&page, member.person);
        Choice { chosen: value == instead, value, name }
    }));
    Ok(MemberPage {
        head: desk.head(&page, Tab::Register, &format!("/anmalan/{}/person", row.enrolment)),
        id: row.enrolment,
        municipality: standing::municipality(&desk.programme, row),
        roles: roles.collect(),
        role_problem: filled.problem("roll"),
        members,
        fields: Naming::fields(&page, filled, "", false),
        problems: filled.problems.clone(),
        seen: -1,
        meanwhile: Vec::new(),
        page,
    })
}
