//! What the coordinator does about a letter that did not arrive: send it again, to a mended address if need be, tick it off,
//! or note that it came back.
//!
//! Each form carries the revision of the letter its page showed. If something has happened to it since, nothing is done and
//! the page comes back with what happened; unless what was asked for is so already. Source: rule "Two coordinators".

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use parvis_events::Stream as _;
use parvis_events::ids::LetterId;
use parvis_events::letter::{Command, Letters, Settlement};
use parvis_events::person::{Command as PersonCommand, Person, PersonDetailsGiven};
use parvis_events::values::EmailAddress;
use parvis_log::Revision;
use serde::Deserialize;

use super::one::{Tried, shown};
use crate::facts::Cause;
use crate::handle::{Done, HandleError};
use crate::web::coordinator::{Desk, change};
use crate::web::failure::Failure;
use crate::web::page::Page;
use crate::web::rights::Deed;
use crate::web::{Web, WebError};

/// A form as it was sent.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Sent {
    #[serde(default)]
    seen: i64,
    /// The receiver's address as it should be; absent where it was not shown.
    epost: Option<String>,
    /// How it was dealt with.
    #[serde(default)]
    hur: String,
}

/// `POST /arbete/{code}/brev/{id}/igen`.
pub(in crate::web) async fn send_again(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    page: Page,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    let typed = sent.epost.as_deref().map(str::trim).unwrap_or_default();
    let address: Option<EmailAddress> = typed.parse().ok();
    let wrong = sent.epost.is_some() && address.is_none();
    let problem = if wrong { page.t("signing-in-no-address") } else { String::new() };
    let tried = Tried { address: sent.epost.clone(), address_problem: problem, ..Tried::default() };
    let command = (!wrong).then_some(Command::SendAgain);
    act(web, page, &code, &id, sent.seen, command, address, tried).await
}

/// `POST /arbete/{code}/brev/{id}/bocka-av`.
pub(in crate::web) async fn settle(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    page: Page,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    let how = Settlement::named(&sent.hur);
    let problem = if how.is_none() { page.t("letters-settle-choose") } else { String::new() };
    let tried = Tried { problem, how: sent.hur.clone(), ..Tried::default() };
    let command = how.map(|how| Command::Settle { how });
    act(web, page, &code, &id, sent.seen, command, None, tried).await
}

/// `POST /arbete/{code}/brev/{id}/tillbaka`.
pub(in crate::web) async fn returned(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    page: Page,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    let command = Some(Command::RecordReturned);
    act(web, page, &code, &id, sent.seen, command, None, Tried::default()).await
}

/// Decides on a letter, unless something has happened to it since the reader looked, and goes back to its page.
#[allow(clippy::too_many_arguments)] // what was sent, and where it was sent to
async fn act(
    web: Web,
    page: Page,
    code: &str,
    id: &str,
    seen: i64,
    command: Option<Command>,
    address: Option<EmailAddress>,
    mut tried: Tried,
) -> Result<Response, Failure> {
    let desk = Desk::now(&web, &page, code, Deed::SendLetters)?;
    let letter: LetterId = id.parse().map_err(|_| Failure::NotFound)?;
    let row = desk.views.letters.letters.get(&(letter,));
    let row = row.filter(|row| row.programme == desk.programme.programme).ok_or(Failure::NotFound)?;
    let Some(command) = command else {
        return shown(&web, page, &desk, id, tried, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    // An address that is as it was, or that nobody may see, is left alone.
    let known = desk.views.people.get(row.recipient).filter(|known| !known.erased);
    let address = address.filter(|new| known.is_some_and(|known| known.email != new.as_str()));
    let mended = address.map(|address| (row.recipient, address));
    let cause = web.cause(&page, &desk.reader.actor());
    let done = write(&web, letter, command.clone(), mended, Revision::new(seen), &cause).await;
    let back = || desk.done_at(&format!("/brev/{letter}"));
    match done {
        Ok(done) => {
            web.shown(done).await;
            Ok(back())
        }
        Err(error) if matches!(error, HandleError::Stale { .. }) || error.overtaken() => {
            let handle = &web.office().handle;
            let (state, _) = handle.look::<Letters>(letter.uuid()).await.map_err(WebError::from)?;
            if Letters::decide(&state, command, desk.now).is_ok_and(|facts| facts.is_empty()) {
                return Ok(back());
            }
            // What is shown is what there is by now, also of what happened a moment ago.
            let _ = web.office().runner.catch_up().await;
            let fresh = Desk::now(&web, &page, code, Deed::SendLetters)?;
            tried.problem = page.t("letters-stale");
            tried.stale_since = Some(seen);
            shown(&web, page, &fresh, id, tried, StatusCode::CONFLICT).await
        }
        Err(error) => {
            tried.problem = change::refused(&page, error)?.join(" ");
            shown(&web, page, &desk, id, tried, StatusCode::CONFLICT).await
        }
    }
}

/// Decides on the letter and mends its receiver's address: both or neither.
async fn write(
    web: &Web,
    letter: LetterId,
    command: Command,
    mended: Option<(parvis_events::ids::PersonId, EmailAddress)>,
    seen: Revision,
    cause: &Cause,
) -> Result<Done, HandleError> {
    let mut batch = web.office().handle.batch();
    batch.expect::<Letters>(letter.uuid(), seen).await?;
    if let Some((person, address)) = mended {
        let state = batch.state::<Person>(person.uuid()).await?;
        if let Some(known) = state.details.as_ref().and_then(|details| details.clear()) {
            let mut details = known.clone();
            details.email = address.into();
            let language = state.language;
            let details = PersonDetailsGiven(details);
            batch
                .decide::<Person>(person.uuid(), PersonCommand::Register { person, details, language }, cause)
                .await?;
        }
    }
    batch.decide::<Letters>(letter.uuid(), command, cause).await?;
    batch.commit().await
}
