//! Publishing a programme: every problem at once, each with its remedy and the way to it; then closing, opening again,
//! completing and putting away.

use askama::Template;
use axum::Form as Sent;
use axum::extract::{Path, Query, State as In};
use axum::http::StatusCode;
use axum::response::Response;
use parvis_events::programme::{Command, Event, Programme, Stage, State, check, check_opening};
use parvis_events::values::Period;
use parvis_log::Revision;

use super::change::{self, Outcome, Wish};
use super::edit::{self, Check, Part};
use super::form::{Fields, Form, Group, Kind};
use super::{Asked, Desk, Head, Tab};
use crate::web::failure::Failure;
use crate::web::fields::Problem;
use crate::web::page::{Page, show_as};
use crate::web::programme::stage_name;
use crate::web::{Web, WebError};

#[derive(Template)]
#[template(path = "coordinator/publish.html")]
struct PublishPage {
    page: Page,
    head: Head,
    seen: i64,
    stage: String,
    groups: Vec<Group>,
    problems: Vec<Problem>,
    refusals: Vec<String>,
    checks: Vec<Check>,
    published: bool,
    may_open: bool,
    may_close: bool,
    may_complete: bool,
    may_archive: bool,
    ways: Vec<Part>,
}

/// `GET /arbete/{code}/publicera`.
pub(in crate::web) async fn get(
    In(web): In<Web>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = edit::desk_as_of(&web, &page, &code, &asked).await?;
    let (state, seen) = edit::stands(&web, &desk).await?;
    let form = Form { seen, fields: fields(&state), problems: Vec::new() };
    Ok(shown(page, &desk, &state, form, Vec::new(), StatusCode::OK))
}

fn fields(state: &State) -> Fields {
    let mut fields = Fields::default();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    fields.set("oppnar", day(state.enrolment.map(|days| days.from)));
    fields.set("stanger", day(state.enrolment.map(|days| days.to)));
    fields.set("avbokning", day(state.withdrawal_deadline));
    fields
}

/// `POST /arbete/{code}/publicera`.
pub(in crate::web) async fn save(
    In(web): In<Web>,
    Path(code): Path<String>,
    page: Page,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let desk = edit::desk(&web, &page, &code)?;
    let programme = desk.programme.programme;
    let looked = web.office().handle.look::<Programme>(programme.uuid()).await;
    let (state, _) = looked.map_err(WebError::from)?;
    let mut form = Form::sent(pairs);
    let wanted = match form.fields.get("gor") {
        "stang" => Some(Command::CloseEnrolment),
        "slutfor" => Some(Command::Complete),
        "arkivera" => Some(Command::Archive),
        "oppna" => opening(&page, &mut form),
        _ => return Err(Failure::Unreadable),
    };
    let Some(command) = wanted else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(shown(page, &desk, &state, form, Vec::new(), status));
    };
    let wish = |_: &State| Some(Wish { people: Vec::new(), commands: vec![command.clone()] });
    let cause = web.cause(&page, &desk.reader.actor());
    let seen = Revision::new(form.seen);
    let refusals =
        match change::unless_overtaken(&web, &page, programme, (&cause, seen), concerns, wish).await? {
            Outcome::Done(done) => {
                web.shown(done).await;
                return Ok(desk.done_at("/publicera"));
            }
            Outcome::Refused(refusals) => refusals,
            Outcome::Overtaken(_) | Outcome::Unusable => vec![page.t("publish-overtaken")],
        };
    let looked = web.office().handle.look::<Programme>(programme.uuid()).await;
    let (state, revision) = looked.map_err(WebError::from)?;
    form.seen = revision.map_or(-1, Revision::get);
    Ok(shown(page, &desk, &state, form, refusals, StatusCode::CONFLICT))
}

/// Whether a fact changes where the programme stands.
fn concerns(_: &State, fact: &Event) -> bool {
    matches!(
        fact,
        Event::EnrolmentOpened { .. } | Event::EnrolmentClosed | Event::Completed | Event::Archived
    )
}

fn opening(page: &Page, form: &mut Form) -> Option<Command> {
    let from = form.date(page, "oppnar", &page.t("publish-from"));
    let to = form.date(page, "stanger", &page.t("publish-to"));
    let deadline = form.date(page, "avbokning", &page.t("publish-deadline"));
    let (from, to) = from.zip(to)?;
    let Ok(enrolment) = Period::new(from, to) else {
        form.complain("stanger", page.t("form-to-before-from"));
        return None;
    };
    Some(Command::OpenEnrolment { enrolment, withdrawal_deadline: deadline? })
}

fn shown(
    page: Page,
    desk: &Desk,
    state: &State,
    form: Form,
    refusals: Vec<String>,
    status: StatusCode,
) -> Response {
    let days = |name: &str| form.fields.get(name).parse().ok();
    let typed = (days("oppnar"), days("stanger"), days("avbokning"));
    let flaws = match typed {
        (Some(from), Some(to), Some(deadline)) => match Period::new(from, to) {
            Ok(enrolment) => check_opening(state, enrolment, deadline),
            Err(_) => check(state),
        },
        _ => check(state),
    };
    let checks = flaws.iter().map(|flaw| Check::of(&page, desk, flaw, "/publicera")).collect();
    let inputs = vec![
        form.input("oppnar", page.t("publish-from"), Kind::Date),
        form.input("stanger", page.t("publish-to"), Kind::Date),
        form.input("avbokning", page.t("publish-deadline"), Kind::Date)
            .helped(page.t("publish-deadline-help")),
    ];
    let (stage, now) = (state.stage, desk.past.is_none());
    let groups = vec![Group::of(page.t("publish-days"), inputs)];
    let built = PublishPage {
        head: desk.head(&page, Tab::Programme, "/publicera"),
        seen: form.seen,
        stage: stage_name(&page, stage),
        groups: if now { groups } else { Group::to_read(&page, groups) },
        problems: form.problems.clone(),
        refusals,
        checks,
        published: state.published(),
        may_open: now && matches!(stage, Stage::Draft | Stage::Closed),
        may_close: now && stage == Stage::Open,
        may_complete: now && matches!(stage, Stage::Open | Stage::Closed),
        may_archive: now && matches!(stage, Stage::Draft | Stage::Completed),
        ways: edit::ways(&page, desk, "/publicera"),
        page,
    };
    show_as(status, &built)
}
