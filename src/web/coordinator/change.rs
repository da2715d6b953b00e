//! Changing a programme from a page: refusals in words, and edits that stand on something older.

use parvis_events::Stream as _;
use parvis_events::ids::ProgrammeId;
use parvis_events::programme::{Command, Event, Programme, Rejection, State};
use parvis_log::Revision;

use crate::api::problem::Problem;
use crate::facts::Cause;
use crate::handle::{Done, Handle, HandleError, Past};
use crate::import::KnownPerson;
use crate::web::failure::Failure;
use crate::web::page::Page;
use crate::web::{Web, WebError};
use crate::{intake, setup};

/// How often an edit that others overtook with something else is tried again.
const ATTEMPTS: u32 = 8;

/// What a form asks for.
#[derive(Clone, Debug, Default)]
pub(super) struct Wish {
    /// Who becomes known by it.
    pub people: Vec<KnownPerson>,
    /// What is to happen to the programme, all or nothing.
    pub commands: Vec<Command>,
}

/// What became of an edit.
pub(super) enum Outcome {
    /// It is done.
    Done(Done),
    /// What it is about has changed since it was looked at.
    Overtaken(Box<Overtaken>),
    /// It is refused, for each of these reasons.
    Refused(Vec<String>),
    /// What was typed asks for nothing that can be done any more.
    Unusable,
}

/// What changed between looking and saving.
pub(super) struct Overtaken {
    /// The facts that concern the edit, in order.
    pub facts: Vec<Past<Event>>,
    /// The programme as it was looked at.
    pub then: State,
    /// The programme as it is.
    pub now: State,
    /// The revision it has reached.
    pub reached: Revision,
}

/// Changes a programme, unless a fact that concerns the edit has happened since `seen`. Others that happened meanwhile
/// do not matter: the one edits seminar 2 while the other edits seminar 3. `concerns` is told how things stood before
/// the fact, and `wish` how they stand when it is decided.
///
/// # Errors
/// When reading or writing fails.
pub(super) async fn unless_overtaken(
    web: &Web,
    page: &Page,
    programme: ProgrammeId,
    (cause, seen): (&Cause, Revision),
    concerns: impl Fn(&State, &Event) -> bool,
    mut wish: impl FnMut(&State) -> Option<Wish>,
) -> Result<Outcome, Failure> {
    let handle = &web.office().handle;
    for _ in 0..ATTEMPTS {
        let past = handle.history::<Programme>(programme.uuid(), Revision::FIRST, usize::MAX).await;
        let mut found = Overtaken {
            facts: Vec::new(),
            then: State::default(),
            now: State::default(),
            reached: Revision::FIRST,
        };
        for one in past.map_err(WebError::from)? {
            let (fact, _, revision, _) = &one;
            let (before, revision) = (found.now.clone(), *revision);
            found.now = Programme::evolve(found.now, fact);
            found.reached = revision;
            if revision <= seen {
                found.then = found.now.clone();
            } else if concerns(&before, fact) {
                found.facts.push(one);
            }
        }
        if !found.facts.is_empty() {
            return Ok(Outcome::Overtaken(Box::new(found)));
        }
        let Some(wanted) = wish(&found.now) else { return Ok(Outcome::Unusable) };
        match write(handle, programme, &wanted, cause, found.reached).await {
            Ok(done) => return Ok(Outcome::Done(done)),
            Err(HandleError::Stale { .. }) => {}
            Err(error) if error.overtaken() => {}
            Err(error) => return Ok(Outcome::Refused(refused(page, error)?)),
        }
    }
    Ok(Outcome::Refused(refused(page, HandleError::Busy)?))
}

/// Makes people known and changes the programme: all of it, or nothing.
async fn write(
    handle: &Handle,
    programme: ProgrammeId,
    wish: &Wish,
    cause: &Cause,
    expected: Revision,
) -> Result<Done, HandleError> {
    let mut batch = handle.batch();
    batch.expect::<Programme>(programme.uuid(), expected).await?;
    intake::people(&mut batch, &wish.people, cause).await?;
    setup::decide(&mut batch, programme, Command::Together(wish.commands.clone()), None, cause).await?;
    batch.commit().await
}

/// Why something was refused, each reason with what to do about it.
///
/// # Errors
/// When it was no rule that forbade it.
pub(super) fn refused(page: &Page, error: HandleError) -> Result<Vec<String>, Failure> {
    if let Some(Rejection::NotReady(problems)) = error.rejection() {
        return Ok(problems.iter().map(|problem| told(page, problem)).collect());
    }
    if !matches!(error, HandleError::Rejected(_) | HandleError::Busy) {
        return Err(Failure::Ours(WebError::Handle(error)));
    }
    let said = Problem::from(error).said(page.language);
    let text = |name: &str| said.get(name).and_then(|text| text.as_str()).unwrap_or_default().to_owned();
    Ok(vec![text("detail")])
}

/// A problem of a programme and its remedy, as two sentences.
pub(super) fn told(page: &Page, problem: &parvis_events::programme::Problem) -> String {
    let told = setup::told(page.language, problem);
    let sentence = crate::web::programme::capitalised;
    format!("{}: {}.", sentence(&told.fact), told.remedy)
}
