//! Beginning a programme: from nothing, or after the example of another.

use std::collections::HashSet;

use axum::Form as Sent;
use axum::extract::State as In;
use axum::http::StatusCode;
use axum::response::Response;
use chrono_tz::Tz;
use parvis_events::ids::ProgrammeId;
use parvis_events::programme::{Command, CopyAs, Plan, Programme, copy as copied};
use parvis_events::values::{Country, ProgrammeCode};
use parvis_words::Language;
use parvis_words::collation::Collator;

use super::form::{Form, Group, Input, Kind};
use super::plan::{country, plan, plan_groups};
use super::{back_to, change};
use crate::setup;
use crate::web::failure::Failure;
use crate::web::fields::Problem;
use crate::web::mine::signed_in;
use crate::web::page::{Page, show, show_as};
use crate::web::rights::{Deed, Roles};
use crate::web::{Web, WebError};

#[derive(askama::Template)]
#[template(path = "coordinator/begin.html")]
struct BeginPage {
    page: Page,
    groups: Vec<Group>,
    problems: Vec<Problem>,
}

/// `GET /arbete/nytt`.
pub(in crate::web) async fn blank(In(web): In<Web>, page: Page) -> Result<Response, Failure> {
    let known = known(&web, &page)?;
    let mut form = Form::default();
    let (at, zone) = usual_place(&web, &known);
    for (name, value) in [("sprak", page.tag()), ("land", country(at)), ("zon", zone.name())] {
        form.fields.set(name, value);
    }
    let groups = begin_groups(&page, &form, known);
    Ok(show(&BeginPage { page, groups, problems: Vec::new() }))
}

/// The programmes somebody shapes, as examples for the next: code and name.
///
/// # Errors
/// When they shape none, and so may not begin one.
fn known(web: &Web, page: &Page) -> Result<Vec<(String, String)>, Failure> {
    let reader = signed_in(page)?;
    let kept = web.house();
    let rows = kept.house.programmes.programmes.rows();
    let mut found: Vec<(String, String)> = rows
        .filter(|row| Roles::staff(&kept.house, reader.person, row.programme).may(Deed::ShapeProgramme))
        .map(|row| (row.code.to_string(), format!("{} ({})", row.name, row.code)))
        .collect();
    if found.is_empty() {
        return Err(Failure::Forbidden);
    }
    Collator::new(page.language).sort_by_key(&mut found, |(_, name)| name);
    Ok(found)
}

/// The country and time zone of the programmes somebody shapes; Sweden where these differ.
fn usual_place(web: &Web, known: &[(String, String)]) -> (Country, Tz) {
    let kept = web.house();
    let rows = known
        .iter()
        .filter_map(|(code, _)| kept.house.programmes.coded(&code.parse::<ProgrammeCode>().ok()?));
    let places: HashSet<(Country, Tz)> = rows.map(|row| (row.country, row.zone)).collect();
    match places.into_iter().collect::<Vec<_>>().as_slice() {
        [only] => *only,
        [] | [..] => (Country::Sweden, Tz::Europe__Stockholm),
    }
}

/// Takes over from the example what the form leaves empty.
fn take_over(web: &Web, form: &mut Form, example: &str) {
    let kept = web.house();
    let code: Option<ProgrammeCode> = example.parse().ok();
    let Some(row) = code.and_then(|code| kept.house.programmes.coded(&code)) else { return };
    let theirs = [("syfte", row.purpose.clone()), ("arrangor", row.organiser.clone())];
    for (name, value) in theirs.into_iter().chain([("platser", row.places.to_string())]) {
        if form.fields.get(name).is_empty() {
            form.fields.set(name, value);
        }
    }
    let key = |tag: &str| format!("ocksa-{tag}");
    if !Language::ALL.iter().any(|language| form.fields.ticked(&key(language.tag()))) {
        for tag in row.languages.split_whitespace() {
            form.fields.tick(key(tag), true);
        }
    }
}

fn begin_groups(page: &Page, form: &Form, known: Vec<(String, String)>) -> Vec<Group> {
    let mut examples = vec![(String::new(), page.t("plan-from-nothing"))];
    examples.extend(known);
    let example: Input = form.input("efter", page.t("plan-copy-of"), Kind::Choice).of(examples);
    let mut groups = vec![Group::of(page.t("plan-copy"), vec![example.helped(page.t("plan-copy-help"))])];
    groups.extend(plan_groups(page, form, true));
    groups
}

/// `POST /arbete/nytt`.
pub(in crate::web) async fn begin(
    In(web): In<Web>,
    page: Page,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let known = known(&web, &page)?;
    let reader = signed_in(&page)?;
    let mut form = Form::sent(pairs);
    let example = form.fields.get("efter").to_owned();
    let copies = known.iter().any(|(code, _)| *code == example);
    if copies {
        take_over(&web, &mut form, &example);
    }
    let code: Option<ProgrammeCode> = form.fields.get("kod").parse().ok();
    let id = ProgrammeId::named(&[code.as_ref().map_or("", |code| code.as_str())]);
    if let Some(plan) = plan(&page, &mut form, (id, reader.person)).filter(|_| form.problems.is_empty()) {
        let handle = &web.office().handle;
        let (taken, _) = handle.look::<Programme>(id.uuid()).await.map_err(WebError::from)?;
        if taken.plan.is_some() {
            form.complain("kod", page.t("plan-code-taken"));
        } else {
            let commands =
                if copies { after(&web, &example, plan).await? } else { vec![Command::Plan(plan)] };
            let cause = web.cause(&page, &reader.actor());
            match setup::change(handle, id, commands, &cause, None).await {
                Ok(done) => {
                    web.shown(done).await;
                    let code = code.map(|code| code.to_string()).unwrap_or_default();
                    return Ok(back_to(&format!("/arbete/{code}/program?gjort=ja")));
                }
                Err(error) => {
                    for text in change::refused(&page, error)? {
                        form.complain("kod", text);
                    }
                }
            }
        }
    }
    let groups = begin_groups(&page, &form, known);
    let problems = form.problems.clone();
    Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &BeginPage { page, groups, problems }))
}

/// What plans a programme after the example of another, as many whole weeks later as it begins later.
async fn after(web: &Web, example: &str, plan: Plan) -> Result<Vec<Command>, Failure> {
    let code: ProgrammeCode = example.parse().map_err(|_| Failure::Unreadable)?;
    let kept = web.house();
    let row = kept.house.programmes.coded(&code).ok_or(Failure::NotFound)?;
    let looked = web.office().handle.look::<Programme>(row.programme.uuid()).await;
    let (state, _) = looked.map_err(WebError::from)?;
    let later = (plan.period.from - row.period_from).num_weeks();
    let mut commands = copied(
        &state,
        CopyAs {
            programme: plan.programme,
            code: plan.code.clone(),
            name: plan.name.clone(),
            period: plan.period,
            weeks: u16::try_from(later).unwrap_or(0),
        },
    );
    // What was typed goes before what the example says.
    commands.push(Command::ChangePlan(plan));
    Ok(commands)
}
