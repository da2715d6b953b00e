//! What is asked of the writer, and what it needs to know of the log to judge it.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{Expected, Position, Revision, StreamMetadata, StreamName, Write};

/// What one caller asks the writer to do. It is done entirely or not at all.
#[derive(Clone, Debug)]
pub(crate) enum Work {
    /// Append events to one stream or several.
    Append(Vec<Write>),
    /// Say something about a stream, replacing what was said before.
    SetMetadata { stream: StreamName, expected: Expected, id: Uuid, metadata: StreamMetadata },
    /// Delete a stream that may come back.
    Delete { stream: StreamName, expected: Expected },
    /// End a stream for good.
    Tombstone { stream: StreamName, expected: Expected },
}

/// What is known of a stream before a batch, and then after each of its requests.
#[derive(Clone, Debug, Default)]
pub(crate) struct StreamState {
    /// The stream's number; `None` when it has never been written to.
    pub id: Option<i64>,
    /// Its last event.
    pub last: Option<(Revision, Position)>,
    /// What is said about it; boxed because most streams have nothing said about them.
    pub metadata: Option<Box<StreamMetadata>>,
}

impl StreamState {
    pub(crate) fn is_deleted(&self) -> bool {
        self.metadata.as_ref().is_some_and(|metadata| metadata.is_deleted())
    }

    pub(crate) fn is_tombstoned(&self) -> bool {
        self.last.is_some_and(|(revision, _)| revision == Revision::TOMBSTONE)
    }

    pub(crate) fn last_revision(&self) -> Option<Revision> {
        self.last.map(|(revision, _)| revision)
    }

    /// The first revision of the stream's present life: after a deletion it starts where the old life ended.
    pub(crate) fn born(&self) -> Revision {
        match (self.metadata.as_ref().and_then(|metadata| metadata.truncate_before), self.last_revision()) {
            (Some(first), Some(last)) if first <= last => first,
            _ => Revision::FIRST,
        }
    }
}

/// What the rules need to know of the log before a batch.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// The last position of the log.
    pub head: i64,
    /// Every stream the batch names, and the metastreams of those that are deleted.
    pub streams: HashMap<StreamName, StreamState>,
    /// Those of the streams that were taken for absent without a look.
    pub presumed: Vec<StreamName>,
    /// Which event stands at a revision of a stream, where a request looks behind the stream's end.
    pub revisions: HashMap<(i64, Revision), (Position, Uuid)>,
    /// Where an event id stands first in a stream, where a request names no revision.
    pub ids: HashMap<(i64, Uuid), (Revision, Position)>,
}

/// The streams whose state is needed to judge a piece of work.
pub(crate) fn streams_of(work: &Work) -> Vec<StreamName> {
    match work {
        Work::Append(writes) => writes.iter().map(|write| write.stream.clone()).collect(),
        Work::SetMetadata { stream, .. } | Work::Delete { stream, .. } => {
            vec![stream.clone(), stream.metastream()]
        }
        Work::Tombstone { stream, .. } => vec![stream.clone()],
    }
}

/// The streams that a piece of work means to begin.
pub(crate) fn begun_by(work: &Work) -> impl Iterator<Item = &StreamName> {
    let writes = match work {
        Work::Append(writes) => writes.as_slice(),
        Work::SetMetadata { .. } | Work::Delete { .. } | Work::Tombstone { .. } => &[],
    };
    writes.iter().filter(|write| write.expected == Expected::NoStream).map(|write| &write.stream)
}

/// The rows that are needed to judge a write to a stream in this state: ranges of revisions, or event ids.
pub(crate) enum Lookup {
    Nothing,
    Revisions(Vec<(Revision, Revision)>),
    Ids,
}

/// What a piece of work claims about a stream, and the ids of what it would write there.
pub(crate) struct Claim {
    pub stream: StreamName,
    pub expected: Expected,
    pub ids: Vec<Uuid>,
}

/// The claims of a piece of work that earlier rows may settle.
pub(crate) fn claims_of(work: &Work) -> Vec<Claim> {
    match work {
        Work::Append(writes) => writes
            .iter()
            .map(|write| Claim {
                stream: write.stream.clone(),
                expected: write.expected,
                ids: write.events.iter().map(|event| event.id).collect(),
            })
            .collect(),
        Work::SetMetadata { stream, expected, id, .. } => {
            vec![Claim { stream: stream.metastream(), expected: *expected, ids: vec![*id] }]
        }
        Work::Delete { .. } | Work::Tombstone { .. } => Vec::new(),
    }
}

/// What must be looked up to judge a claim about a stream in this state.
pub(crate) fn lookup(claim: &Claim, state: &StreamState) -> Lookup {
    let (Some(last), count) = (state.last_revision(), claim.ids.len() as i64) else {
        return Lookup::Nothing;
    };
    match claim.expected {
        Expected::Any | Expected::StreamExists => Lookup::Ids,
        Expected::Exact(revision) if revision >= last => Lookup::Nothing,
        Expected::Exact(revision) => {
            Lookup::Revisions(vec![(revision.next(), Revision::new(revision.get().saturating_add(count)))])
        }
        Expected::NoStream => {
            let mut starts = vec![Revision::FIRST, state.born()];
            starts.dedup();
            Lookup::Revisions(
                starts.iter().map(|start| (*start, Revision::new(start.get() + count - 1))).collect(),
            )
        }
    }
}
