//! The streams a writer remembers, so that a write to a stream it knows needs no read.

use std::collections::HashMap;

use crate::StreamName;
use crate::known::StreamState;

/// A bounded memory of streams. It keeps two generations: when the young one is full, the old one is forgotten and
/// the young one becomes old; what is used moves to the young one. So the streams in use stay, at constant cost.
pub(crate) struct Cache {
    young: HashMap<StreamName, StreamState>,
    old: HashMap<StreamName, StreamState>,
    capacity: usize,
}

impl Cache {
    pub(crate) fn new(capacity: usize) -> Self {
        Cache { young: HashMap::new(), old: HashMap::new(), capacity: capacity.div_ceil(2) }
    }

    pub(crate) fn get(&mut self, name: &StreamName) -> Option<StreamState> {
        if let Some(state) = self.young.get(name) {
            return Some(state.clone());
        }
        let (name, state) = self.old.remove_entry(name)?;
        self.put(name, state.clone());
        Some(state)
    }

    pub(crate) fn put(&mut self, name: StreamName, state: StreamState) {
        if self.young.len() >= self.capacity {
            self.old = std::mem::take(&mut self.young);
        }
        self.old.remove(&name);
        self.young.insert(name, state);
    }

    pub(crate) fn forget(&mut self, name: &StreamName) {
        self.young.remove(name);
        self.old.remove(name);
    }

    pub(crate) fn clear(&mut self) {
        self.young.clear();
        self.old.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(number: usize) -> StreamName {
        StreamName::parse(format!("s-{number}")).unwrap()
    }

    #[test]
    fn what_is_used_stays_and_what_is_not_used_is_forgotten() {
        let mut cache = Cache::new(10);
        for number in 0..100 {
            cache.put(name(number), StreamState::default());
            assert!(number == 0 || cache.get(&name(0)).is_some());
        }
        assert!(cache.get(&name(50)).is_none());
        assert!(cache.get(&name(99)).is_some());
        assert!(cache.young.len() + cache.old.len() <= 10);
    }

    #[test]
    fn a_newer_state_replaces_an_older_generation() {
        let mut cache = Cache::new(4);
        cache.put(name(0), StreamState::default());
        for number in 1..3 {
            cache.put(name(number), StreamState::default());
        }
        cache.put(name(0), StreamState { id: Some(7), ..StreamState::default() });
        for number in 3..5 {
            cache.put(name(number), StreamState::default());
        }
        assert_eq!(cache.get(&name(0)).and_then(|state| state.id), Some(7));
    }
}
