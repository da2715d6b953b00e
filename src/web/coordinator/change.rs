//! Changing a programme from a page: refusals in words, and edits that stand on something older.

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
    /// What it is about has changed since it was looked at; these are the facts, in order.
    Overtaken(Vec<Past<Event>>),
    /// It is refused, for each of these reasons.
    Refused(Vec<String>),
}

/// Changes a programme, unless a fact that concerns the edit has happened since `seen`. Others that happened meanwhile
/// do not matter: the one edits seminar 2 while the other edits seminar 3.
///
/// # Errors
/// When reading or writing fails.
pub(super) async fn unless_overtaken(
    web: &Web,
    page: &Page,
    programme: ProgrammeId,
    wish: &Wish,
    (cause, seen): (&Cause, Revision),
    concerns: impl Fn(&Event) -> bool,
) -> Result<Outcome, Failure> {
    let handle = &web.office().handle;
    for _ in 0..ATTEMPTS {
        let past = handle.history::<Programme>(programme.uuid(), seen.next(), usize::MAX).await;
        let past = past.map_err(WebError::from)?;
        let now = past.last().map_or(seen, |(.., revision, _)| *revision);
        if past.iter().any(|(fact, ..)| concerns(fact)) {
            let about = past.into_iter().filter(|(fact, ..)| concerns(fact));
            return Ok(Outcome::Overtaken(about.collect()));
        }
        match write(handle, programme, wish, cause, now).await {
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

/// The programme as it was at a revision, and as it is with the revision it has reached.
///
/// # Errors
/// When it cannot be read.
pub(super) async fn then_and_now(
    web: &Web,
    programme: ProgrammeId,
    seen: Revision,
) -> Result<(State, State, Revision), Failure> {
    use parvis_events::Stream as _;
    let handle = &web.office().handle;
    let past = handle.history::<Programme>(programme.uuid(), Revision::FIRST, usize::MAX).await;
    let past = past.map_err(WebError::from)?;
    let (mut then, mut now, mut reached) = (State::default(), State::default(), Revision::FIRST);
    for (fact, _, revision, _) in &past {
        now = Programme::evolve(now, fact);
        if *revision <= seen {
            then = now.clone();
        }
        reached = *revision;
    }
    Ok((then, now, reached))
}
