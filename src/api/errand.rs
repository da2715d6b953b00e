//! Commands: who wants something done, under which cause, and standing on which revision.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use parvis_events::Stream;
use parvis_events::codec::Stored;
use parvis_events::ids::{ProgrammeId, RegisterId};
use parvis_events::person::Person;
use parvis_events::register::{Command as RegisterCommand, Event as RegisterEvent, Register};
use parvis_events::values::ProgrammeCode;
use parvis_log::{ReadStream, Revision};
use serde_json::json;
use uuid::Uuid;

use super::caller::Caller;
use super::idempotency::Key;
use super::people::Introduced;
use super::problem::{self, Problem};
use super::scopes::Power;
use crate::facts::Cause;
use crate::handle::{Batch, Done, HandleError, stream_name};
use crate::office::Office;
use crate::reception::Reception;
use crate::serve::RequestId;

/// The namespace of ids made for whoever sent a command without one.
const MADE: Uuid = Uuid::from_u128(0x7061_7276_6973_4000_8000_0000_0000_0002);
/// How often an edit that stands on a revision is decided anew because others were faster.
const ATTEMPTS: u32 = 8;
/// The most changes that a stale edit is told of.
const CHANGES_MAX: usize = 100;

/// Something that somebody wants done.
#[derive(Clone, Debug)]
pub struct Errand {
    /// Where.
    pub reception: Reception,
    /// Who.
    pub caller: Caller,
    /// What is written around the facts.
    pub cause: Cause,
    /// The revision they have seen, if they said.
    pub seen: Option<Revision>,
    key: Key,
}

impl Errand {
    /// The office.
    pub fn office(&self) -> &Office {
        self.reception.office()
    }

    /// An id for something new. The same request, sent again with the same key, gets the same one.
    pub fn id(&self, what: &str) -> Uuid {
        Uuid::new_v5(&MADE, format!("{}\u{1f}{}\u{1f}{what}", self.caller.token(), self.key.0).as_bytes())
    }

    /// The programme with a code, for whoever has a power in it.
    ///
    /// # Errors
    /// When the caller lacks the power, or there is no such programme.
    pub async fn at_programme(&self, power: Power, code: &ProgrammeCode) -> Result<ProgrammeId, Problem> {
        self.caller.must(power, code)?;
        Ok(self.office().programme(code.as_str()).await?)
    }

    /// Decides a command, unless something that concerns it has happened since what the caller has seen.
    ///
    /// # Errors
    /// The rejection; when stale, with what has changed, when and by whom; or why reading or writing failed.
    pub async fn run<S>(
        &self,
        stream: Uuid,
        command: S::Command,
        concerns: impl Fn(&S::Event) -> bool + Send + Sync,
    ) -> Result<Done, Problem>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + Sync + 'static,
    {
        let handle = &self.office().handle;
        let Some(seen) = self.seen else { return Ok(handle.run::<S>(stream, command, &self.cause).await?) };
        let done = handle.run_unless::<S>(stream, command, &self.cause, seen, &concerns).await;
        match done {
            Err(HandleError::Stale { .. }) => Err(self.stale::<S>(stream, seen, concerns).await?),
            outcome => Ok(outcome?),
        }
    }

    /// Decides what a register is asked for, and what must be known of people for it: all of it, or nothing.
    ///
    /// # Errors
    /// As [`Errand::run`].
    pub async fn enrol(
        &self,
        people: &[Introduced],
        register: RegisterId,
        command: RegisterCommand,
        concerns: impl Fn(&RegisterEvent) -> bool + Send + Sync,
    ) -> Result<Done, Problem> {
        if people.is_empty() {
            return self.run::<Register>(register.uuid(), command, concerns).await;
        }
        let handle = &self.office().handle;
        // Before anybody's turn is taken, which others wait for.
        let keys = self.office().ring.prepare(people.iter().map(|one| one.person)).await;
        keys.map_err(HandleError::from)?;
        let Some(seen) = self.seen else {
            let mut attempts = handle.attempts_on::<Register>(register.uuid())?;
            loop {
                let mut batch = attempts.start().await;
                let decided = self.decide(&mut batch, people, register, command.clone()).await;
                if let Some(((), done)) = attempts.finish(batch, decided).await? {
                    return Ok(done);
                }
            }
        };
        for _ in 0..ATTEMPTS {
            let mut batch = handle.batch();
            let actual = batch.revision::<Register>(register.uuid()).await?;
            let past = handle.history::<Register>(register.uuid(), seen.next(), usize::MAX).await?;
            // What comes after `actual` makes the commit fail.
            let changed = past.iter().any(|(fact, _, at, _)| Some(*at) <= actual && concerns(fact));
            if actual < Some(seen) || changed {
                return Err(self.stale::<Register>(register.uuid(), seen, concerns).await?);
            }
            self.decide(&mut batch, people, register, command.clone()).await?;
            match batch.commit().await {
                Err(error) if error.overtaken() => {}
                outcome => return Ok(outcome?),
            }
        }
        Err(HandleError::Busy.into())
    }

    /// Decides on people and a register, the register last, so that the revision reached is the register's.
    async fn decide(
        &self,
        batch: &mut Batch<'_>,
        people: &[Introduced],
        register: RegisterId,
        command: RegisterCommand,
    ) -> Result<(), HandleError> {
        for one in people {
            batch.decide::<Person>(one.person.uuid(), one.command(), &self.cause).await?;
        }
        batch.decide::<Register>(register.uuid(), command, &self.cause).await?;
        Ok(())
    }

    /// The problem of an edit that stands on something older, with what has changed since.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub async fn stale<S>(
        &self,
        stream: Uuid,
        seen: Revision,
        concerns: impl Fn(&S::Event) -> bool + Send + Sync,
    ) -> Result<Problem, Problem>
    where
        S: Stream,
        S::Event: Stored,
        S::State: Send + Sync + 'static,
    {
        let office = self.office();
        let (from, most) = (seen.next(), 10 * CHANGES_MAX);
        let past = office.handle.history::<S>(stream, from, most).await?;
        let name = stream_name::<S>(stream).map_err(HandleError::from)?;
        let recorded = office.log.read_stream(&name, ReadStream::forwards(from, most)).await?.events;
        let changes: Vec<serde_json::Value> = past
            .iter()
            .zip(&recorded)
            .filter(|((fact, ..), _)| concerns(fact))
            .take(CHANGES_MAX)
            .map(|((_, said, revision, position), event)| {
                json!({
                    "fact": event.kind, "at": said.decided_at, "by": said.actor,
                    "revision": revision.get(), "position": position.get(),
                })
            })
            .collect();
        Ok(Problem::new(&problem::STALE).member("changes", json!(changes)))
    }
}

impl FromRequestParts<Reception> for Errand {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, reception: &Reception) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, reception).await?;
        let request = parts.extensions.get::<RequestId>().copied().unwrap_or(RequestId(Uuid::nil()));
        let key = parts.extensions.get::<Key>().cloned().ok_or_else(|| Problem::new(&problem::NO_KEY))?;
        Ok(Self {
            reception: reception.clone(),
            cause: caller.cause(reception, request),
            seen: seen(&parts.headers)?,
            caller,
            key,
        })
    }
}

/// The revision in `If-Match`; `*` asks for nothing in particular. Source: RFC 9110 section 13.1.1.
fn seen(headers: &HeaderMap) -> Result<Option<Revision>, Problem> {
    let Some(value) = headers.get(IF_MATCH) else { return Ok(None) };
    let wrong = || Problem::new(&problem::BAD_HEADER).with("header", "If-Match");
    let text = value.to_str().map_err(|_| wrong())?.trim();
    if text == "*" {
        return Ok(None);
    }
    let number = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).ok_or_else(wrong)?;
    number.parse::<u32>().map(|number| Some(Revision::new(number.into()))).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::seen;
    use axum::http::HeaderMap;
    use parvis_log::Revision;

    #[test]
    fn if_match_names_a_revision_or_nothing() {
        let of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("if-match", text.parse().unwrap());
            seen(&headers).ok()
        };
        assert_eq!(of("\"41\""), Some(Some(Revision::new(41))));
        assert_eq!(of("*"), Some(None));
        for wrong in ["41", "W/\"41\"", "\"x\"", "\"1\", \"2\"", "\"-1\""] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
        assert_eq!(seen(&HeaderMap::new()).ok(), Some(None));
    }
}
