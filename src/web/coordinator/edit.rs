//! Editing a programme: one way for its plan, its rules, its questions, its lists and its seminars.
//!
//! A page shows what is there and everything that keeps the programme from being published. What was typed can be tried
//! out before it is saved. An edit of something that was changed meanwhile comes back with both versions side by side. As
//! of an earlier day a page shows what was there then, to be read.

mod shown;

use std::sync::Arc;

use axum::Form as Sent;
use axum::extract::{Path, Query, State as In};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{MethodRouter, get as on_get};
use parvis_events::Stream as _;
use parvis_events::programme::{Command, Event, Problem as Flaw, Programme, State, check};
use parvis_log::Revision;

pub(super) use self::shown::{Beside, Check, Part, Tried, ways};
use self::shown::{Trial, shown};
use super::change::{self, Outcome, Overtaken, Wish};
use super::form::{Clash, Fields, Form, Group, merge};
use super::history::{Step, past, say};
use super::{Asked, Desk};
use crate::web::failure::Failure;
use crate::web::page::Page;
use crate::web::rights::Deed;
use crate::web::{Web, WebError};

/// A part of a programme that can be edited.
pub(super) trait Editor {
    /// What its page is called.
    fn title(&self, page: &Page) -> String;

    /// Where its page is, below the programme's.
    fn rest(&self) -> String;

    /// What is there, as a form. A fact concerns an edit when it changes something of this.
    fn fields(&self, state: &State) -> Fields;

    /// What the form asks for; absent where something is wrong with it, which is noted.
    fn wish(&self, web: &Web, page: &Page, state: &State, form: &mut Form) -> Option<Wish>;

    /// The form as it is shown.
    fn groups(&self, page: &Page, desk: &Desk, state: &State, form: &Form) -> Vec<Group>;

    /// What a button does to the form that saves nothing, such as ticking a whole list. Another empty row needs
    /// nothing: where the last one is filled in, the page shows another.
    fn arrange(&self, _: &State, _: &mut Form, _: &str) {}

    /// Where to go when it is saved.
    fn onwards(&self, _: &Form) -> String {
        self.rest()
    }
}

/// What the button that only tries out sends.
const CHECK: &str = "kontrollera";
/// What the button that shows another empty row sends.
pub(super) const ANOTHER_ROW: &str = "rad";

/// The page of an editor that needs nothing of its address but the programme.
pub(super) fn at<E>(editor: E) -> MethodRouter<Web>
where
    E: Editor + Copy + Send + Sync + 'static,
{
    let read = move |In(web): In<Web>, Path(code): Path<String>, Query(asked): Query<Asked>, page: Page| async move {
        let desk = desk_as_of(&web, &page, &code, &asked).await?;
        get(&web, page, &desk, &editor, Beside::default()).await
    };
    let write = move |In(web): In<Web>,
                      Path(code): Path<String>,
                      page: Page,
                      Sent(pairs): Sent<Vec<(String, String)>>| async move {
        let desk = desk(&web, &page, &code)?;
        save(&web, page, &desk, &editor, Form::sent(pairs), Beside::default()).await
    };
    on_get(read).post(write)
}

/// The page of what is there, or was.
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
    let (state, seen) = stands(web, desk).await?;
    let form = Form { seen, fields: editor.fields(&state), problems: Vec::new() };
    let status = if beside.tried.problem.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
    Ok(shown(page, desk, editor, &state, form, Trial::default(), beside, status))
}

/// The programme as it is, or was at the end of the day that is shown, and the revision that is so.
///
/// # Errors
/// When it cannot be read.
pub(super) async fn stands(web: &Web, desk: &Desk) -> Result<(Arc<State>, i64), Failure> {
    let programme = desk.programme.programme.uuid();
    if desk.past.is_some() {
        let facts = past::<Programme>(web, desk, programme).await?;
        let state = facts.iter().fold(State::default(), |state, (fact, ..)| Programme::evolve(state, fact));
        return Ok((Arc::new(state), -1));
    }
    let looked = web.office().handle.look::<Programme>(programme).await;
    let (state, revision) = looked.map_err(WebError::from)?;
    Ok((state, revision.map_or(-1, Revision::get)))
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
    let (state, _) = stands(web, desk).await?;
    let pressed = form.fields.take("gor");
    if !matches!(pressed.as_str(), "" | CHECK) {
        editor.arrange(&state, &mut form, &pressed);
        return Ok(shown(page, desk, editor, &state, form, Trial::default(), beside, StatusCode::OK));
    }
    let typed = form.clone();
    let wish = editor.wish(web, &page, &state, &mut form).filter(|_| form.problems.is_empty());
    let Some(wish) = wish else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(shown(page, desk, editor, &state, form, Trial::default(), beside, status));
    };
    if pressed == CHECK {
        let trial = tried(&page, &state, &wish, desk);
        return Ok(shown(page, desk, editor, &state, form, trial, beside, StatusCode::OK));
    }
    let cause = web.cause(&page, &desk.reader.actor());
    let seen = Revision::new(form.seen);
    let concerns = |before: &State, fact: &Event| concerns(editor, before, fact);
    // What stands beside the edit, and is written with it, is taken as it is when the edit is decided.
    let wished = |now: &State| {
        let mut again = typed.clone();
        editor.wish(web, &page, now, &mut again).filter(|_| again.problems.is_empty())
    };
    match change::unless_overtaken(web, &page, programme, (&cause, seen), concerns, wished).await? {
        Outcome::Done(done) => {
            web.shown(done).await;
            Ok(desk.done_at(&editor.onwards(&form)))
        }
        Outcome::Refused(refusals) => {
            let trial = Trial { refusals, ..Trial::default() };
            Ok(shown(page, desk, editor, &state, form, trial, beside, StatusCode::CONFLICT))
        }
        Outcome::Unusable => {
            let refusals = vec![page.t("publish-overtaken")];
            let trial = Trial { refusals, ..Trial::default() };
            Ok(shown(page, desk, editor, &state, form, trial, beside, StatusCode::CONFLICT))
        }
        Outcome::Overtaken(overtaken) => {
            let (trial, form) = side_by_side(&page, desk, editor, &overtaken, typed);
            Ok(shown(page, desk, editor, &overtaken.now, form, trial, beside, StatusCode::CONFLICT))
        }
    }
}

/// Whether a fact changes what is edited.
fn concerns(editor: &impl Editor, before: &State, fact: &Event) -> bool {
    let after = Programme::evolve(before.clone(), fact);
    editor.fields(before) != editor.fields(&after)
}

/// What was typed beside what was saved meanwhile: what only one has changed is taken, and what both have is asked about.
fn side_by_side(
    page: &Page,
    desk: &Desk,
    editor: &impl Editor,
    overtaken: &Overtaken,
    mut form: Form,
) -> (Trial, Form) {
    let (then, now) = (editor.fields(&overtaken.then), editor.fields(&overtaken.now));
    let merged = merge(&then, &now, &form.fields);
    form.fields = merged.fields;
    form.seen = overtaken.reached.get();
    // A change is told as from what to what: from what was looked at.
    let mut before = facts_of(&overtaken.then);
    let meanwhile: Vec<Step> = overtaken
        .facts
        .iter()
        .map(|(fact, said, ..)| {
            let text = say(page, desk, fact, before.iter());
            before.push(fact.clone());
            Step::of(page, desk, said, text)
        })
        .collect();
    let clash = |(name, before, mine, theirs)| Clash { name, label: String::new(), before, mine, theirs };
    let trial = Trial {
        meanwhile,
        clashes: merged.clashes.into_iter().map(clash).collect(),
        taken: merged.taken,
        ..Trial::default()
    };
    (trial, form)
}

/// The plan and the rules of a programme as the facts that would make them so.
fn facts_of(state: &State) -> Vec<Event> {
    let plan = state.plan.clone().map(Event::PlanChanged);
    plan.into_iter().chain(state.participation.clone().map(Event::ParticipationRuleSet)).collect()
}

/// What the checks would say if a wish came true, or why it cannot.
fn tried(page: &Page, state: &State, wish: &Wish, desk: &Desk) -> Trial {
    let command = Command::Together(wish.commands.clone());
    match Programme::decide(state, command, desk.now) {
        Ok(facts) => {
            let after = facts.iter().fold(state.clone(), Programme::evolve);
            let checked: Vec<Flaw> = check(&after);
            Trial { checked: Some(checked), ..Trial::default() }
        }
        Err(error) => {
            let refusals = change::refused(page, crate::handle::HandleError::Rejected(Box::new(error)));
            Trial { refusals: refusals.unwrap_or_default(), ..Trial::default() }
        }
    }
}

/// The desk of whoever edits.
///
/// # Errors
/// When the reader may not.
pub(super) fn desk(web: &Web, page: &Page, code: &str) -> Result<Desk, Failure> {
    Desk::now(web, page, code, Deed::ShapeProgramme)
}

/// The desk of whoever looks at what can be edited, as it is or was.
///
/// # Errors
/// When the reader may not.
pub(super) async fn desk_as_of(web: &Web, page: &Page, code: &str, asked: &Asked) -> Result<Desk, Failure> {
    Desk::as_of(web, page, code, Deed::ShapeProgramme, asked).await
}
