//! What a process remembers of streams, so that a decision reads only what came after.
//!
//! It is never a second truth. A remembered state is the fold of the log up to its revision; what came after is read before
//! anything is decided on it, and what is decided is written only if the stream is exactly there. What was handed in to
//! the log and not yet written is remembered too, with its [`Ticket`]: whatever is decided on top of it is written only
//! if it was.
//!
//! When a key is destroyed everything is forgotten, because a state may hold what the key had sealed.

use std::any::Any;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use parvis_log::{Fate, Revision, StreamName, Ticket};

/// Facts that the remembered states are folded from, at most: what bounds the memory they take.
const MOST_FACTS: i64 = 500_000;
/// A shorter stream is read anew: that takes no longer than asking whether it has something new.
const SHORTEST: i64 = 16;
/// How many streams can be decided on at the same time without waiting for each other by chance.
const TURNS: usize = 1_024;

/// A state as it is remembered; the stream's name says of which type.
pub(super) type AnyState = Arc<dyn Any + Send + Sync>;

/// A state, and the revision it stands at; absent before the first fact.
#[derive(Clone)]
pub(super) struct Known {
    pub state: AnyState,
    pub revision: Option<Revision>,
}

/// What a stream will be, once what was handed in is written.
struct Tip {
    known: Known,
    ticket: Ticket,
}

/// What is remembered of one stream.
#[derive(Default)]
struct Entry {
    settled: Option<Known>,
    tip: Option<Tip>,
}

/// What a look at the memory finds.
pub(super) struct Look {
    /// The last state known to be written.
    pub settled: Option<Known>,
    /// What was handed in on top of it.
    pub tip: Option<(Known, Ticket)>,
    /// How often everything had been forgotten by then.
    pub age: u64,
}

/// What a write makes of a stream.
pub(super) struct Step {
    pub stream: StreamName,
    /// Where the stream stood when it was decided.
    pub from: Option<Revision>,
    /// What it is once the write is made.
    pub to: Known,
    /// The age of the memory when the state was looked at.
    pub age: u64,
}

/// A bounded memory of streams, in two generations: when the young one is full, the old one is forgotten and the young
/// one becomes old; what is used moves to the young one.
#[derive(Default)]
struct Kept {
    young: HashMap<StreamName, Entry>,
    old: HashMap<StreamName, Entry>,
    young_facts: i64,
    age: u64,
}

/// What a process remembers of streams.
pub(super) struct Memory {
    kept: Mutex<Kept>,
    /// Whoever decides on a stream waits for its turn; streams share turns by their names.
    turns: Vec<tokio::sync::Mutex<()>>,
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The states may hold what must not end up in logs.
        f.write_str("Memory(..)")
    }
}

impl Memory {
    pub(super) fn new() -> Self {
        let turns = std::iter::repeat_with(tokio::sync::Mutex::default).take(TURNS).collect();
        Self { kept: Mutex::default(), turns }
    }

    /// The turn of this number.
    pub(super) fn turn(&self, number: usize) -> &tokio::sync::Mutex<()> {
        &self.turns[number % TURNS]
    }

    /// What is known of a stream.
    pub(super) fn look(&self, stream: &StreamName) -> Look {
        let mut kept = self.kept();
        let age = kept.age;
        let Some(entry) = kept.entry(stream) else { return Look { settled: None, tip: None, age } };
        match entry.tip.as_ref().map(|tip| tip.ticket.fate()) {
            Some(Fate::Written) => {
                let written = entry.tip.take().map(|tip| tip.known);
                entry.settled = later(entry.settled.take(), written);
            }
            Some(Fate::NotWritten) => entry.tip = None,
            Some(Fate::Waiting) | None => {}
        }
        let tip = entry.tip.as_ref().map(|tip| (tip.known.clone(), tip.ticket.clone()));
        Look { settled: entry.settled.clone(), tip, age }
    }

    /// Remembers a state that was read from the log or written to it.
    pub(super) fn settle(&self, stream: &StreamName, known: Known, age: u64) {
        let mut kept = self.kept();
        if kept.age != age {
            return;
        }
        if facts(&known) < SHORTEST {
            // Of a short stream nothing is kept but what is under way.
            if kept.entry(stream).is_some_and(|entry| entry.tip.is_none()) {
                kept.young.remove(stream);
            }
            return;
        }
        let Some(entry) = kept.young_entry(stream) else { return };
        let before = entry.settled.as_ref().map_or(0, facts);
        entry.settled = later(entry.settled.take(), Some(known));
        let grown = entry.settled.as_ref().map_or(0, facts) - before;
        kept.grow(grown);
    }

    /// Remembers what was handed in, if it stands on what is known to be last.
    pub(super) fn hand_in(&self, step: &Step, ticket: &Ticket) {
        let mut kept = self.kept();
        if kept.age != step.age {
            return;
        }
        let Some(entry) = kept.young_entry(&step.stream) else { return };
        let last = match &entry.tip {
            Some(tip) if tip.ticket.fate() != Fate::NotWritten => tip.known.revision,
            Some(_) | None => step.from,
        };
        if last == step.from {
            entry.tip = Some(Tip { known: step.to.clone(), ticket: ticket.clone() });
        }
    }

    /// Forgets every state.
    pub(super) fn forget(&self) {
        let mut kept = self.kept();
        let age = kept.age + 1;
        *kept = Kept { age, ..Kept::default() };
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// What is remembered of a stream, moved to the young generation.
    fn entry(&mut self, stream: &StreamName) -> Option<&mut Entry> {
        if !self.young.contains_key(stream) {
            let (stream, entry) = self.old.remove_entry(stream)?;
            self.add(stream, entry);
        }
        self.young.get_mut(stream)
    }

    /// The same, beginning to remember it if need be.
    fn young_entry(&mut self, stream: &StreamName) -> Option<&mut Entry> {
        if self.entry(stream).is_none() {
            self.add(stream.clone(), Entry::default());
        }
        self.entry(stream)
    }

    fn add(&mut self, stream: StreamName, entry: Entry) {
        let kept = entry.settled.as_ref().map_or(0, facts);
        self.young.insert(stream, entry);
        self.grow(SHORTEST + kept);
    }

    /// Takes note of more facts, and begins a new generation when there are too many.
    fn grow(&mut self, more: i64) {
        self.young_facts += more;
        if self.young_facts > MOST_FACTS / 2 {
            self.old = std::mem::take(&mut self.young);
            self.young_facts = 0;
        }
    }
}

/// Which turn a stream has.
pub(super) fn turn_of(stream: &StreamName) -> usize {
    let mut hasher = DefaultHasher::new();
    stream.hash(&mut hasher);
    (hasher.finish() % TURNS as u64) as usize
}

/// How many facts a state is folded from.
fn facts(known: &Known) -> i64 {
    known.revision.map_or(0, |revision| revision.get().saturating_add(1))
}

fn later(one: Option<Known>, other: Option<Known>) -> Option<Known> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if one.revision > other.revision { one } else { other }),
        (one, other) => one.or(other),
    }
}
