//! Counting what was promised, what is there, and what readers saw.

use std::collections::{HashMap, HashSet};
use std::fmt;

use parvis_log::{Log, Position, ReadAll, RecordedEvent, StreamName};
use uuid::Uuid;

/// What one subscriber was given: positions and ids, in the order they came.
pub type Seen = Vec<(i64, Uuid)>;

/// The outcome of a scenario.
#[derive(Debug, Default)]
pub struct Tally {
    pub acknowledged: usize,
    pub stored: usize,
    pub lost: usize,
    pub duplicated: usize,
    pub reordered: usize,
    pub skipped: usize,
    pub notes: Vec<String>,
}

impl Tally {
    /// Whether the log kept its word and something was written at all.
    pub fn is_clean(&self) -> bool {
        self.acknowledged > 0 && [self.lost, self.duplicated, self.reordered, self.skipped] == [0; 4]
    }

    /// Compares promises and subscribers with what the log holds, and verifies its chain.
    pub async fn of(log: &Log, acknowledged: &HashSet<(StreamName, Uuid)>, subscribers: &[Seen]) -> Tally {
        log.verify(|_, _| {}).await.expect("a chain that verifies");
        let stored = everything(log).await;
        let mut copies: HashMap<(&StreamName, Uuid), usize> = HashMap::new();
        let mut next: HashMap<&StreamName, i64> = HashMap::new();
        let mut reordered = 0;
        for (place, event) in stored.iter().enumerate() {
            *copies.entry((&event.stream, event.id)).or_default() += 1;
            let revision = next.entry(&event.stream).or_default();
            let in_order = event.position.get() == place as i64 + 1
                && event.revision.get() == *revision
                && (place == 0 || stored[place - 1].recorded_at <= event.recorded_at);
            *revision += 1;
            reordered += usize::from(!in_order);
        }
        let lost = acknowledged.iter().filter(|(stream, id)| !copies.contains_key(&(stream, *id))).count();
        let all: Seen = stored.iter().map(|event| (event.position.get(), event.id)).collect();
        let mut skipped = 0;
        for seen in subscribers {
            let different: HashSet<_> = seen.iter().collect();
            skipped += all.iter().filter(|event| !different.contains(event)).count();
            reordered += usize::from(*seen != all && different.len() == all.len());
        }
        Tally {
            acknowledged: acknowledged.len(),
            stored: stored.len(),
            lost,
            duplicated: copies.values().map(|count| count - 1).sum(),
            reordered,
            skipped,
            notes: Vec::new(),
        }
    }
}

async fn everything(log: &Log) -> Vec<RecordedEvent> {
    let mut all: Vec<RecordedEvent> = Vec::new();
    loop {
        let after = all.last().map_or(Position::START, |event| event.position);
        let page = log.read_all(ReadAll::after(after, 50_000)).await.expect("a page");
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "acknowledged {:>7}  stored {:>7}  lost {}  duplicated {}  reordered {}  skipped by a subscriber {}",
            self.acknowledged, self.stored, self.lost, self.duplicated, self.reordered, self.skipped
        )?;
        self.notes.iter().try_for_each(|note| write!(f, "  {note}"))
    }
}
