//! Who works with a programme: its coordinator grants roles and takes them back.
//!
//! Whoever gets a role hears of it by letter and signs in as everybody does. A role that is taken back ends at once, as
//! every page asks anew.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use parvis_events::access::{Access, Command, Grant, Right};
use parvis_events::ids::{PersonId, ProgrammeId};
use parvis_events::time::local_date;
use parvis_projections::House;
use parvis_projections::programmes::ProgrammeRow;
use parvis_words::collation::Collator;
use parvis_words::{Language, text_with};
use serde::Deserialize;

use super::failure::Failure;
use super::fields::{Field, Filled, Problem};
use super::mine::signed_in;
use super::page::{Page, Reader, show, show_as};
use super::people::{self, Naming};
use super::programme::language_mark;
use super::rights::{Deed, Role, Work};
use super::{Web, standing};
use crate::facts::Cause;
use crate::handle::{Batch, Done, HandleError};
use crate::import::KnownPerson;
use crate::intake;
use crate::outbox::Note;

/// The roles that can be granted, in the order they are offered.
const GRANTED: [Right; 6] = [
    Right::Organiser,
    Right::CheckInHelper,
    Right::CouncilMember,
    Right::Coordinator,
    Right::Registrar,
    Right::DataProtectionOfficer,
];

/// Somebody with a role.
struct Holder {
    person: PersonId,
    name: String,
    title: String,
    role: String,
    /// Its name in the form that takes it back; empty where the programme itself gives it.
    code: &'static str,
    since: String,
}

/// A role to choose.
struct Choice {
    code: &'static str,
    name: String,
    about: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "grants.html")]
struct GrantsPage {
    page: Page,
    code: String,
    name: String,
    lang: String,
    holders: Vec<Holder>,
    choices: Vec<Choice>,
    role_problem: String,
    fields: Vec<Field>,
    problems: Vec<Problem>,
}

/// `GET /program/{code}/behorigheter`.
pub(super) async fn get(
    State(web): State<Web>,
    Path(code): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    Ok(show(&built(&web, &code, page, &reader, &Filled::default())?))
}

fn built(web: &Web, code: &str, page: Page, reader: &Reader, filled: &Filled) -> Result<GrantsPage, Failure> {
    let kept = web.house();
    let work = Work::at(&kept.house, code, reader, Deed::GrantRoles)?;
    let wanted = filled.text("roll");
    let choice = |right| Choice {
        code: Role::Staff(right).name(),
        name: page.t(&format!("role-of-{}", Role::Staff(right).name())),
        about: page.t(&format!("role-of-{}-about", Role::Staff(right).name())),
        chosen: wanted == Role::Staff(right).name(),
    };
    Ok(GrantsPage {
        code: work.programme.code.to_string(),
        name: work.programme.name.clone(),
        lang: language_mark(&page, work.programme),
        holders: holders(&page, &kept.house, work.programme, work.roles.may(Deed::SeeProtected)),
        choices: GRANTED.into_iter().map(choice).collect(),
        role_problem: filled.problem("roll"),
        fields: Naming::fields(&page, filled, "", false),
        problems: filled.problems.clone(),
        page,
    })
}

/// Everybody with a role, by role and name.
fn holders(page: &Page, house: &House, programme: &ProgrammeRow, protected: bool) -> Vec<Holder> {
    let holder = |person, right: Right, since: Option<String>| Holder {
        person,
        name: standing::name_for(page, house, person, None, protected),
        title: house.people.get(person).map(|row| row.title.clone()).unwrap_or_default(),
        role: page.t(&format!("role-of-{}", Role::Staff(right).name())),
        code: if since.is_some() { Role::Staff(right).name() } else { "" },
        since: since.unwrap_or_else(|| page.t("grants-by-programme")),
    };
    let mut found = vec![(Right::Coordinator, holder(programme.coordinator, Right::Coordinator, None))];
    let council = house.programmes.council.rows().filter(|row| row.programme == programme.programme);
    found.extend(council.map(|row| (Right::CouncilMember, holder(row.person, Right::CouncilMember, None))));
    found.extend(house.access.grants.of(programme.programme).map(|row| {
        let since = page.day(local_date(programme.zone, row.granted_at));
        (row.role, holder(row.person, row.role, Some(since)))
    }));
    let collator = Collator::new(page.language);
    found.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| collator.compare(&one.name, &other.name)));
    found.into_iter().map(|(_, holder)| holder).collect()
}

/// `POST /program/{code}/behorigheter`: grants a role.
pub(super) async fn grant(
    State(web): State<Web>,
    Path(code): Path<String>,
    page: Page,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let programme = Work::at(&web.house().house, &code, &reader, Deed::GrantRoles)?.programme.clone();
    let mut filled = Filled::new(pairs);
    let right = named(filled.text("roll"));
    if right.is_none() {
        filled.complain("roll", page.t("enrol-choose-role"));
    }
    let naming = Naming::read(&page, &mut filled, "", people::language(&programme));
    let (Some(right), Some(naming), true) = (right, naming, filled.problems.is_empty()) else {
        let built = built(&web, &code, page, &reader, &filled)?;
        return Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &built));
    };
    let known = people::known_or_new(&web, naming);
    let cause = web.cause(&page, &reader.actor());
    let done = given(&web, &known, Grant { programme: programme.programme, right }, &cause).await?;
    web.shown(done).await;
    if done.facts > 0 {
        tell(&web, &known, &programme, right);
    }
    Ok(Redirect::to(&format!("/program/{code}/behorigheter")).into_response())
}

/// The right with a name.
fn named(name: &str) -> Option<Right> {
    GRANTED.into_iter().find(|right| Role::Staff(*right).name() == name)
}

/// Makes somebody known and grants them a role: both or neither.
async fn given(web: &Web, known: &KnownPerson, grant: Grant, cause: &Cause) -> Result<Done, HandleError> {
    let mut attempts = web.office().handle.attempts();
    loop {
        let mut batch = attempts.start().await;
        let decided = together(&mut batch, known, grant, cause).await;
        if let Some(((), done)) = attempts.finish(batch, decided).await? {
            return Ok(done);
        }
    }
}

async fn together(
    batch: &mut Batch<'_>,
    known: &KnownPerson,
    grant: Grant,
    cause: &Cause,
) -> Result<(), HandleError> {
    intake::people(batch, std::slice::from_ref(known), cause).await?;
    let command = Command::Grant { person: known.person, grant };
    batch.decide::<Access>(known.person.uuid(), command, cause).await?;
    Ok(())
}

/// Writes to somebody who got a role, beside the answer.
fn tell(web: &Web, known: &KnownPerson, programme: &ProgrammeRow, right: Right) {
    let language = Language::from_tag(known.language.tag()).unwrap_or_default();
    let role = parvis_words::text(language, &format!("role-of-{}", Role::Staff(right).name()));
    let said = [
        ("role", role.into()),
        ("programme", programme.name.clone().into()),
        ("address", format!("{}/logga-in", web.base_url()).into()),
    ];
    let note = Note {
        id: web.chance().uuid(),
        to: known.details.email.clone(),
        subject: text_with(language, "grants-letter-subject", &said),
        body: text_with(language, "grants-letter-body", &said),
    };
    let web = web.clone();
    tokio::spawn(async move {
        if let Err(error) = web.hand_over(&note).await {
            let shown = anyhow::Error::new(error);
            tracing::error!(error = %format!("{shown:#}"), "somebody who got a role was not written to");
        }
    });
}

/// Which role is taken back.
#[derive(Deserialize)]
pub(super) struct Removal {
    person: String,
    roll: String,
}

/// `POST /program/{code}/behorigheter/bort`: takes a role back.
pub(super) async fn revoke(
    State(web): State<Web>,
    Path(code): Path<String>,
    page: Page,
    Form(removal): Form<Removal>,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let programme: ProgrammeId =
        Work::at(&web.house().house, &code, &reader, Deed::GrantRoles)?.programme.programme;
    let person: PersonId = removal.person.parse().map_err(|_| Failure::Unreadable)?;
    let right = named(&removal.roll).ok_or(Failure::Unreadable)?;
    let command = Command::Revoke { person, grant: Grant { programme, right } };
    let cause = web.cause(&page, &reader.actor());
    let done = web.office().handle.run::<Access>(person.uuid(), command, &cause).await?;
    web.shown(done).await;
    Ok(Redirect::to(&format!("/program/{code}/behorigheter")).into_response())
}
