//! The page of an editor: its form, what came of trying to save it, and what keeps the programme from being published.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use parvis_events::programme::{About, Problem as Flaw, State, check};

use super::Editor;
use crate::web::coordinator::form::{Clash, Form, Group};
use crate::web::coordinator::history::Step;
use crate::web::coordinator::{Desk, Head, Tab, change};
use crate::web::fields::Problem;
use crate::web::page::{Page, show_as};

/// What keeps the programme from being published.
pub(in crate::web::coordinator) struct Check {
    pub text: String,
    /// Where it is mended.
    pub address: String,
    /// Whether that is this page.
    pub here: bool,
}

impl Check {
    /// A problem, told on the page at `rest`.
    pub(in crate::web::coordinator) fn of(page: &Page, desk: &Desk, flaw: &Flaw, rest: &str) -> Self {
        let mended = mended_at(flaw);
        Self { text: change::told(page, flaw), here: mended == rest, address: desk.plainly_at(&mended) }
    }
}

/// What came of trying to save a form.
#[derive(Default)]
pub(super) struct Trial {
    pub refusals: Vec<String>,
    pub clashes: Vec<Clash>,
    pub taken: Vec<String>,
    pub meanwhile: Vec<Step>,
    /// What the checks say of what was typed, where only that was asked for.
    pub checked: Option<Vec<Flaw>>,
}

/// A part of the programme, as a way to it.
pub(in crate::web::coordinator) struct Part {
    pub address: String,
    pub name: String,
    pub here: bool,
    /// Whether what follows is of another kind than what came before.
    pub apart: bool,
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
    ways: Vec<Part>,
    steps: Vec<Step>,
    /// Where the seminar that is edited can be called off; empty where nothing can.
    cancel: String,
    tried: Tried,
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
pub(in crate::web::coordinator) struct Beside {
    pub steps: Vec<Step>,
    pub cancel: String,
    pub tried: Tried,
    pub cancelled: bool,
}

/// A seminar that was not called off: why, what was typed, and what happened meanwhile.
#[derive(Default)]
pub(in crate::web::coordinator) struct Tried {
    pub problem: String,
    pub reason: String,
    pub meanwhile: Vec<Step>,
}

#[allow(clippy::too_many_arguments)] // all that a page is made of
pub(super) fn shown(
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
    let rest = editor.rest();
    let built = EditPage {
        head: desk.head(&page, Tab::Programme, &rest),
        title: editor.title(&page),
        action: desk.plainly_at(&rest),
        seen: form.seen,
        problems: form.problems.clone(),
        groups: if desk.past.is_some() { Group::to_read(&page, groups) } else { groups },
        trial: shown,
        checks: flaws.iter().map(|flaw| Check::of(&page, desk, flaw, &rest)).collect(),
        published: state.published(),
        ways: ways(&page, desk, &rest),
        steps: beside.steps,
        cancel: beside.cancel,
        tried: beside.tried,
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

/// Where a problem is mended, below the programme's pages.
pub(in crate::web::coordinator) fn mended_at(flaw: &Flaw) -> String {
    if matches!(flaw, Flaw::InvitedUnknown { .. } | Flaw::InvitedElsewhere { .. }) {
        return "/inbjudna".to_owned();
    }
    if matches!(flaw, Flaw::QuestionTwice { .. } | Flaw::ChoicesUnusable { .. } | Flaw::NumberBounds { .. }) {
        return "/fragor".to_owned();
    }
    match flaw.about() {
        About::Plan | About::Partner(_) => "/program".to_owned(),
        About::Participation | About::Reminder(_) | About::Certificate => "/regler".to_owned(),
        About::Evaluation => "/utvardering".to_owned(),
        About::Seminar(number) => format!("/seminarium/{number}"),
        About::Enrolment => "/publicera".to_owned(),
    }
}

/// The parts of a programme that are edited each on a page of their own, before its seminars.
const PARTS: [(&str, &str); 6] = [
    ("/program", "plan-title"),
    ("/regler", "rules-title"),
    ("/fragor", "asking-title"),
    ("/inbjudna", "inviting-title"),
    ("/programrad", "council-title"),
    ("/utvardering", "evaluating-title"),
];

/// The ways to the parts of the programme, as they are or as of the day that is shown.
pub(in crate::web::coordinator) fn ways(page: &Page, desk: &Desk, here: &str) -> Vec<Part> {
    let way =
        |rest: &str, name: String| Part { address: desk.at(rest), name, here: rest == here, apart: false };
    let apart = |part: Part| Part { apart: true, ..part };
    let mut ways: Vec<Part> = PARTS.iter().map(|(rest, key)| way(rest, page.t(key))).collect();
    let mut seminars = crate::web::programme::all_seminars(&desk.views, &desk.programme);
    seminars.sort_by_key(|seminar| seminar.number);
    for (at, seminar) in seminars.into_iter().enumerate() {
        let number = page.count("desk-seminar-number", "number", seminar.number.into());
        let part = way(&format!("/seminarium/{}", seminar.number), format!("{number}: {}", seminar.theme));
        ways.push(if at == 0 { apart(part) } else { part });
    }
    let history = way("/program/historik", page.t("desk-history"));
    if desk.past.is_none() {
        ways.push(way("/seminarium/nytt", page.t("seminar-new")));
    }
    ways.push(apart(way("/publicera", page.t("publish-title"))));
    ways.push(history);
    ways
}
