//! Which writes of a batch are made: the rules of expected revisions and idempotency. Pure: no database, no time.
//!
//! The writer gathers what the rules need to know about the streams of a batch into [`Known`]; [`admit`] then
//! takes the requests in order, each on top of those admitted before it, and answers each on its own.

use std::collections::HashMap;

use uuid::Uuid;

use crate::known::{Known, StreamState, Work};
use crate::metadata::{METADATA_KIND, TOMBSTONE_KIND};
use crate::{
    AppendError, Appended, ContentType, Expected, NewEvent, Position, Revision, StreamMetadata, StreamName,
    Write,
};

/// An event that will be written; its position is the head's plus its place in the batch.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub stream: StreamName,
    pub stream_id: i64,
    pub revision: Revision,
    pub event: NewEvent,
}

/// What a batch comes to.
#[derive(Debug, Default)]
pub(crate) struct Admitted {
    /// The events to write, in order.
    pub rows: Vec<Row>,
    /// The streams that begin with this batch.
    pub created: Vec<(i64, StreamName)>,
    /// The streams that were taken for absent without a look.
    pub presumed: Vec<StreamName>,
    /// The answer to each request, in order.
    pub answers: Vec<Result<Vec<Appended>, AppendError>>,
    /// The streams as they are after the batch.
    pub streams: HashMap<StreamName, StreamState>,
}

/// What a request stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    /// Requests of the same batch, by their places in it; none, as a rule.
    On(Vec<usize>),
    /// A write that was not made.
    Fallen,
}

/// Judges the requests of a batch in order.
pub(crate) fn admit<'a>(known: Known, requests: impl Iterator<Item = (&'a Work, Stand)>) -> Admitted {
    let mut admission = Admission { known, rows: Vec::new(), created: Vec::new() };
    let mut answers: Vec<Result<Vec<Appended>, AppendError>> = Vec::new();
    for (work, stand) in requests {
        let stands = match stand {
            Stand::On(places) => places.iter().all(|at| answers.get(*at).is_some_and(Result::is_ok)),
            Stand::Fallen => false,
        };
        answers.push(if stands { admission.work(work) } else { Err(AppendError::Orphaned) });
    }
    let Known { streams, presumed, .. } = admission.known;
    Admitted { rows: admission.rows, created: admission.created, presumed, answers, streams }
}

struct Admission {
    known: Known,
    rows: Vec<Row>,
    created: Vec<(i64, StreamName)>,
}

/// How a write relates to what the stream already has.
enum Verdict {
    /// It is new.
    Write,
    /// All of it is there already.
    There(Appended),
    /// It is refused.
    Refuse,
}

impl Admission {
    fn work(&mut self, work: &Work) -> Result<Vec<Appended>, AppendError> {
        match work {
            Work::Append(writes) => self.append(writes),
            Work::SetMetadata { stream, expected, id, metadata } => {
                let write = Write {
                    stream: stream.metastream(),
                    expected: *expected,
                    events: vec![metadata_event(*id, metadata)?],
                };
                if self.state(stream).is_tombstoned() {
                    return Err(AppendError::Tombstoned { stream: stream.clone() });
                }
                self.append(std::slice::from_ref(&write))
            }
            Work::Delete { stream, expected } => {
                self.delete(stream, *expected).map(|appended| vec![appended])
            }
            Work::Tombstone { stream, expected } => {
                self.tombstone(stream, *expected).map(|appended| vec![appended])
            }
        }
    }

    /// All writes or none: what the first ones changed is taken back when a later one is refused.
    fn append(&mut self, writes: &[Write]) -> Result<Vec<Appended>, AppendError> {
        if let [write] = writes {
            return self.write(write).map(|appended| vec![appended]);
        }
        let (rows, created) = (self.rows.len(), self.created.len());
        let mut before: Vec<(StreamName, Option<StreamState>)> = Vec::new();
        let mut appended: Vec<Appended> = Vec::new();
        for write in writes {
            for name in [write.stream.clone(), write.stream.metastream()] {
                let state = self.known.streams.get(&name).cloned();
                before.push((name, state));
            }
            let outcome = self.write(write).and_then(|next| match appended.first() {
                // Half of it was there already: the ids have been used for something else.
                Some(first) if first.idempotent != next.idempotent => {
                    Err(self.wrong(&write.stream, write.expected))
                }
                _ => Ok(next),
            });
            match outcome {
                Ok(next) => appended.push(next),
                Err(error) => {
                    self.take_back(rows, created, before);
                    return Err(error);
                }
            }
        }
        Ok(appended)
    }

    fn take_back(&mut self, rows: usize, created: usize, before: Vec<(StreamName, Option<StreamState>)>) {
        let kept = Position::new(self.known.head + rows as i64);
        for row in self.rows.drain(rows..) {
            self.known.revisions.remove(&(row.stream_id, row.revision));
            let id = (row.stream_id, row.event.id);
            if self.known.ids.get(&id).is_some_and(|(_, position)| *position > kept) {
                self.known.ids.remove(&id);
            }
        }
        self.created.truncate(created);
        for (name, state) in before.into_iter().rev() {
            match state {
                Some(state) => self.known.streams.insert(name, state),
                None => self.known.streams.remove(&name),
            };
        }
    }

    fn write(&mut self, write: &Write) -> Result<Appended, AppendError> {
        let state = self.state(&write.stream);
        if state.is_tombstoned() {
            return Err(AppendError::Tombstoned { stream: write.stream.clone() });
        }
        match self.verdict(write, &state) {
            Verdict::There(appended) => Ok(appended),
            Verdict::Refuse => Err(self.wrong(&write.stream, write.expected)),
            Verdict::Write => {
                if state.is_deleted() {
                    self.bring_back(&write.stream, &state, write)?;
                }
                Ok(self.put(&write.stream, &write.events))
            }
        }
    }

    /// The rules, one arm per expectation.
    fn verdict(&self, write: &Write, state: &StreamState) -> Verdict {
        let last = state.last_revision();
        match write.expected {
            Expected::Exact(revision) if Some(revision) == last => Verdict::Write,
            Expected::Exact(revision) if Some(revision) < last => {
                self.at(write, state, revision.next()).map_or(Verdict::Refuse, Verdict::There)
            }
            Expected::Exact(_) => Verdict::Refuse,
            Expected::NoStream if last.is_none() => Verdict::Write,
            Expected::NoStream => match [Revision::FIRST, state.born()]
                .into_iter()
                .find_map(|start| self.at(write, state, start))
            {
                Some(appended) => Verdict::There(appended),
                None if state.is_deleted() => Verdict::Write,
                None => Verdict::Refuse,
            },
            Expected::StreamExists if last.is_none() || state.is_deleted() => Verdict::Refuse,
            Expected::Any | Expected::StreamExists => self.anywhere(write, state),
        }
    }

    /// The write's place, if exactly its events stand in the stream from `start` on.
    fn at(&self, write: &Write, state: &StreamState, start: Revision) -> Option<Appended> {
        let id = state.id?;
        let mut revision = start;
        let mut first_position = None;
        let mut last_position = Position::START;
        for event in &write.events {
            let (position, found) = self.known.revisions.get(&(id, revision))?;
            if *found != event.id {
                return None;
            }
            first_position.get_or_insert(*position);
            last_position = *position;
            revision = revision.next();
        }
        Some(Appended {
            first_position: first_position?,
            last_position,
            last_revision: Revision::new(revision.get() - 1),
            idempotent: true,
        })
    }

    /// All events known in the stream: there already. Some: refused. None: new.
    fn anywhere(&self, write: &Write, state: &StreamState) -> Verdict {
        let Some(id) = state.id else { return Verdict::Write };
        let found: Vec<_> =
            write.events.iter().filter_map(|event| self.known.ids.get(&(id, event.id))).collect();
        match (found.first(), found.last()) {
            (Some(first), Some(last)) if found.len() == write.events.len() => Verdict::There(Appended {
                first_position: first.1,
                last_position: last.1,
                last_revision: last.0,
                idempotent: true,
            }),
            (None, _) => Verdict::Write,
            _ => Verdict::Refuse,
        }
    }

    /// A deleted stream comes back: what was in it stays hidden, its numbers go on.
    fn bring_back(
        &mut self,
        stream: &StreamName,
        state: &StreamState,
        write: &Write,
    ) -> Result<(), AppendError> {
        let first = state.last_revision().map_or(Revision::FIRST, Revision::next);
        let mut metadata = state.metadata.as_deref().cloned().unwrap_or_default();
        metadata.truncate_before = Some(first);
        let cause = write.events.first().map_or(Uuid::nil(), |event| event.id);
        let id = Uuid::new_v5(&cause, format!("{stream} comes back at {first}").as_bytes());
        let event = metadata_event(id, &metadata)?;
        self.put(&stream.metastream(), &[event]);
        Ok(())
    }

    fn delete(&mut self, stream: &StreamName, expected: Expected) -> Result<Appended, AppendError> {
        let state = self.state(stream);
        let metastream = stream.metastream();
        if state.is_tombstoned() {
            return Err(AppendError::Tombstoned { stream: stream.clone() });
        }
        let described = self.state(&metastream).last;
        if let (true, Some((last_revision, position))) = (state.is_deleted(), described) {
            return Ok(Appended {
                first_position: position,
                last_position: position,
                last_revision,
                idempotent: true,
            });
        }
        let last = self.require(stream, &state, expected)?;
        let mut metadata = state.metadata.as_deref().cloned().unwrap_or_default();
        metadata.truncate_before = Some(Revision::TOMBSTONE);
        let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{stream} is deleted after {last:?}").as_bytes());
        Ok(self.put(&metastream, &[metadata_event(id, &metadata)?]))
    }

    fn tombstone(&mut self, stream: &StreamName, expected: Expected) -> Result<Appended, AppendError> {
        let state = self.state(stream);
        if let (true, Some((last_revision, position))) = (state.is_tombstoned(), state.last) {
            return Ok(Appended {
                first_position: position,
                last_position: position,
                last_revision,
                idempotent: true,
            });
        }
        self.require(stream, &state, expected)?;
        let event = NewEvent {
            id: Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{stream} is tombstoned").as_bytes()),
            kind: TOMBSTONE_KIND.to_owned(),
            content_type: ContentType::Json,
            data: b"{}".to_vec(),
            metadata: Vec::new(),
        };
        Ok(self.put_at(stream, &[event], Revision::TOMBSTONE))
    }

    /// Holds a request that brings no events of its own to its expectation.
    fn require(
        &self,
        stream: &StreamName,
        state: &StreamState,
        expected: Expected,
    ) -> Result<Option<Revision>, AppendError> {
        let last = state.last_revision();
        let holds = match expected {
            Expected::Any => true,
            Expected::NoStream => last.is_none() || state.is_deleted(),
            Expected::StreamExists => last.is_some() && !state.is_deleted(),
            Expected::Exact(revision) => last == Some(revision),
        };
        if holds { Ok(last) } else { Err(self.wrong(stream, expected)) }
    }

    fn put(&mut self, stream: &StreamName, events: &[NewEvent]) -> Appended {
        let first = self.state(stream).last_revision().map_or(Revision::FIRST, Revision::next);
        self.put_at(stream, events, first)
    }

    fn put_at(&mut self, stream: &StreamName, events: &[NewEvent], first: Revision) -> Appended {
        let mut state = self.state(stream);
        let first_position = Position::new(self.known.head + self.rows.len() as i64).next();
        let stream_id = state.id.unwrap_or_else(|| {
            self.created.push((first_position.get(), stream.clone()));
            first_position.get()
        });
        state.id = Some(stream_id);
        let mut last = (first, first_position);
        for (place, event) in events.iter().enumerate() {
            last = (
                Revision::new(first.get().saturating_add(place as i64)),
                Position::new(first_position.get() + place as i64),
            );
            self.known.revisions.insert((stream_id, last.0), (last.1, event.id));
            self.known.ids.entry((stream_id, event.id)).or_insert(last);
            self.rows.push(Row { stream: stream.clone(), stream_id, revision: last.0, event: event.clone() });
        }
        state.last = Some(last);
        self.known.streams.insert(stream.clone(), state);
        if let (Some(described), Some(event)) = (stream.described(), events.last()) {
            let mut state = self.state(&described);
            state.metadata = Some(Box::new(StreamMetadata::stored(Some(&event.data))));
            self.known.streams.insert(described, state);
        }
        Appended { first_position, last_position: last.1, last_revision: last.0, idempotent: false }
    }

    fn state(&self, stream: &StreamName) -> StreamState {
        self.known.streams.get(stream).cloned().unwrap_or_default()
    }

    fn wrong(&self, stream: &StreamName, expected: Expected) -> AppendError {
        let state = self.state(stream);
        AppendError::WrongExpectedRevision {
            stream: stream.clone(),
            expected,
            actual: state.last_revision().filter(|_| !state.is_deleted()),
        }
    }
}

/// The event that says something about a stream.
fn metadata_event(id: Uuid, metadata: &StreamMetadata) -> Result<NewEvent, AppendError> {
    let data = serde_json::to_vec(metadata)
        .map_err(|error| AppendError::Database(std::sync::Arc::new(sqlx::Error::Encode(error.into()))))?;
    Ok(NewEvent::json(id, METADATA_KIND, data))
}

#[cfg(test)]
mod tests;
