//! Editing a programme: one way for its plan, its rules and its seminars.
//!
//! A page shows what is there and everything that keeps the programme from being published. What was typed can be tried
//! out before it is saved. An edit of something that was changed meanwhile comes back with both versions side by side.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use parvis_events::Stream as _;
use parvis_events::programme::{About, Command, Event, Problem as Flaw, Programme, State, check};
use parvis_log::Revision;

use super::change::{self, Outcome, Wish};
use super::form::{Clash, Fields, Form, Group, merge};
use super::history::{Step, say};
use super::{Desk, Head, Tab, back_to};
use crate::web::failure::Failure;
use crate::web::fields::Problem;
use crate::web::page::{Page, show_as};
use crate::web::rights::Deed;
use crate::web::{Web, WebError};

/// A part of a programme that can be edited.
pub(super) trait Editor {
    /// What its page is called.
    fn title(&self, page: &Page) -> String;

    /// Where its page is, below the programme's.
    fn rest(&self) -> String;

    /// What is there, as a form.
    fn fields(&self, state: &State) -> Fields;

    /// Whether a fact changes what is edited here.
    fn concerns(&self, fact: &Event) -> bool;

    /// What the form asks for; absent where something is wrong with it, which is noted.
    fn wish(&self, web: &Web, page: &Page, state: &State, form: &mut Form) -> Option<Wish>;

    /// The form as it is shown.
    fn groups(&self, page: &Page, desk: &Desk, state: &State, form: &Form) -> Vec<Group>;

    /// Whether a problem is about what is edited here.
    fn about(&self, about: &About) -> bool;

    /// Where to go when it is saved.
    fn onwards(&self, _: &Form) -> String {
        self.rest()
    }
}

/// What keeps the programme from being published.
pub(super) struct Check {
    pub text: String,
    /// Where it is mended.
    pub address: String,
    /// Whether that is this page.
    pub here: bool,
}

/// What came of trying to save a form.
#[derive(Default)]
pub(super) struct Trial {
    refusals: Vec<String>,
    clashes: Vec<Clash>,
    taken: Vec<String>,
    meanwhile: Vec<Step>,
    /// What the checks say of what was typed, where only that was asked for.
    checked: Option<Vec<Flaw>>,
}

#[derive(Template)]
#[template(path = "coordinator/edit.html")]
struct EditPage {
    page: Page,
    head: Head,
    title: String,
    action: String,
    seen: i64,
    groups: Vec<Group>,
    problems: Vec<Problem>,
    trial: TrialShown,
    checks: Vec<Check>,
    published: bool,
    ways: Vec<(String, String, bool)>,
    steps: Vec<Step>,
    /// Where the seminar that is edited can be called off; empty where nothing can.
    cancel: String,
    cancel_problem: String,
    cancelled: bool,
}

struct TrialShown {
    refusals: Vec<String>,
    clashes: Vec<Clash>,
    taken: String,
    meanwhile: Vec<Step>,
    checked: bool,
}

/// What else stands on the page.
#[derive(Default)]
pub(super) struct Beside {
    pub steps: Vec<Step>,
    pub cancel: String,
    pub cancel_problem: String,
    pub cancelled: bool,
}

/// The page of what is there.
///
/// # Errors
/// When the programme cannot be read.
pub(super) async fn get(
    web: &Web,
    page: Page,
    desk: &Desk,
    editor: &impl Editor,
    beside: Beside,
) -> Result<Response, Failure> {
    let handle = &web.office().handle;
    let looked = handle.look::<Programme>(desk.programme.programme.uuid()).await;
    let (state, revision) = looked.map_err(WebError::from)?;
    let seen = revision.map_or(-1, Revision::get);
    let form = Form { seen, fields: editor.fields(&state), problems: Vec::new() };
    let trial = Trial::default();
    Ok(shown(page, desk, editor, &state, form, trial, beside, StatusCode::OK))
}

/// Saves a form, tries it out, or says why it does not go.
///
/// # Errors
/// When reading or writing fails.
pub(super) async fn save(
    web: &Web,
    page: Page,
    desk: &Desk,
    editor: &impl Editor,
    mut form: Form,
    beside: Beside,
) -> Result<Response, Failure> {
    let programme = desk.programme.programme;
    let handle = &web.office().handle;
    let (state, _) = handle.look::<Programme>(programme.uuid()).await.map_err(WebError::from)?;
    let only_check = form.fields.get("gor") == "kontrollera";
    let wish = editor.wish(web, &page, &state, &mut form).filter(|_| form.problems.is_empty());
    let Some(wish) = wish else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(shown(page, desk, editor, &state, form, Trial::default(), beside, status));
    };
    if only_check {
        let trial = tried(&page, &state, &wish, desk);
        return Ok(shown(page, desk, editor, &state, form, trial, beside, StatusCode::OK));
    }
    let cause = web.cause(&page, &desk.reader.actor());
    let seen = Revision::new(form.seen);
    let concerns = |fact: &Event| editor.concerns(fact);
    match change::unless_overtaken(web, &page, programme, &wish, (&cause, seen), concerns).await? {
        Outcome::Done(done) => {
            web.shown(done).await;
            Ok(back_to(&desk.plainly_at(&editor.onwards(&form))))
        }
        Outcome::Refused(refusals) => {
            let trial = Trial { refusals, ..Trial::default() };
            Ok(shown(page, desk, editor, &state, form, trial, beside, StatusCode::CONFLICT))
        }
        Outcome::Overtaken(facts) => {
            let (then, now, reached) = change::then_and_now(web, programme, seen).await?;
            let (before, theirs) = (editor.fields(&then), editor.fields(&now));
            let merged = merge(&before, &theirs, &form.fields);
            let mut form = form;
            form.fields = merged.fields;
            form.seen = reached.get();
            let past = facts.iter();
            let meanwhile = past.map(|(fact, said, ..)| {
                Step::of(&page, desk, said, say(&page, desk, fact, std::iter::empty()))
            });
            let trial = Trial {
                meanwhile: meanwhile.collect(),
                clashes: merged.clashes.into_iter().map(clash).collect(),
                taken: merged.taken,
                ..Trial::default()
            };
            Ok(shown(page, desk, editor, &now, form, trial, beside, StatusCode::CONFLICT))
        }
    }
}

fn clash((name, before, mine, theirs): (String, String, String, String)) -> Clash {
    Clash { name, label: String::new(), before, mine, theirs }
}

/// What the checks would say if a wish came true, or why it cannot.
fn tried(page: &Page, state: &State, wish: &Wish, desk: &Desk) -> Trial {
    let command = Command::Together(wish.commands.clone());
    match Programme::decide(state, command, desk.now) {
        Ok(facts) => {
            let after = facts.iter().fold(state.clone(), Programme::evolve);
            Trial { checked: Some(check(&after)), ..Trial::default() }
        }
        Err(error) => {
            let refusals = change::refused(page, crate::handle::HandleError::Rejected(Box::new(error)));
            Trial { refusals: refusals.unwrap_or_default(), ..Trial::default() }
        }
    }
}

#[allow(clippy::too_many_arguments)] // all that a page is made of
fn shown(
    page: Page,
    desk: &Desk,
    editor: &impl Editor,
    state: &State,
    form: Form,
    trial: Trial,
    beside: Beside,
    status: StatusCode,
) -> Response {
    let groups = editor.groups(&page, desk, state, &form);
    let label = |name: &str| label(&groups, name);
    let clashes = trial.clashes.into_iter().map(|clash| Clash { label: label(&clash.name), ..clash });
    let taken: Vec<String> = trial.taken.iter().map(|name| label(name)).collect();
    let shown = TrialShown {
        refusals: trial.refusals,
        clashes: clashes.collect(),
        taken: taken.join(", "),
        meanwhile: trial.meanwhile,
        checked: trial.checked.is_some(),
    };
    let flaws = trial.checked.unwrap_or_else(|| check(state));
    let checks = flaws.iter().map(|flaw| checked(&page, desk, flaw, editor)).collect();
    let built = EditPage {
        head: desk.head(&page, Tab::Programme, "/program"),
        title: editor.title(&page),
        action: desk.plainly_at(&editor.rest()),
        seen: form.seen,
        problems: form.problems.clone(),
        groups,
        trial: shown,
        checks,
        published: state.published(),
        ways: ways(&page, desk, &editor.rest()),
        steps: beside.steps,
        cancel: beside.cancel,
        cancel_problem: beside.cancel_problem,
        cancelled: beside.cancelled,
        page,
    };
    show_as(status, &built)
}

/// What a field is called, with its group where several are called the same.
fn label(groups: &[Group], name: &str) -> String {
    let found = groups.iter().find_map(|group| {
        let input = group.inputs.iter().find(|input| input.name == name)?;
        Some(if group.row { format!("{}, {}", group.heading, input.label) } else { input.label.clone() })
    });
    found.unwrap_or_else(|| name.to_owned())
}

fn checked(page: &Page, desk: &Desk, flaw: &Flaw, editor: &impl Editor) -> Check {
    let about = flaw.about();
    Check {
        text: change::told(page, flaw),
        address: desk.plainly_at(&mended_at(&about)),
        here: editor.about(&about),
    }
}

/// Where what a problem is about can be edited.
pub(super) fn mended_at(about: &About) -> String {
    match about {
        About::Plan | About::Partner(_) => "/program".to_owned(),
        About::Participation | About::Reminder(_) | About::Certificate | About::Evaluation => {
            "/regler".to_owned()
        }
        About::Seminar(number) => format!("/seminarium/{number}"),
        About::Enrolment => "/publicera".to_owned(),
    }
}

/// The parts of the programme: address, name, and whether it is this page.
pub(super) fn ways(page: &Page, desk: &Desk, here: &str) -> Vec<(String, String, bool)> {
    let way = |rest: &str, name: String| (desk.plainly_at(rest), name, rest == here);
    let mut ways = vec![way("/program", page.t("plan-title")), way("/regler", page.t("rules-title"))];
    let mut seminars = crate::web::programme::all_seminars(&desk.views, &desk.programme);
    seminars.sort_by_key(|seminar| seminar.number);
    for seminar in seminars {
        let number = page.count("desk-seminar-number", "number", seminar.number.into());
        ways.push(way(&format!("/seminarium/{}", seminar.number), format!("{number}: {}", seminar.theme)));
    }
    ways.push(way("/seminarium/nytt", page.t("seminar-new")));
    ways.push(way("/publicera", page.t("publish-title")));
    ways
}

/// The desk of whoever edits.
///
/// # Errors
/// When the reader may not.
pub(super) fn desk(web: &Web, page: &Page, code: &str) -> Result<Desk, Failure> {
    Desk::now(web, page, code, Deed::ShapeProgramme)
}
