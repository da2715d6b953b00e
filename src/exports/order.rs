//! The alphabet lists are sorted by.

use std::cmp::Ordering;

/// Compares texts by the alphabet of a language.
#[derive(Debug)]
pub(super) struct Collator {
    last_letters: &'static str,
}

impl Collator {
    /// A collator for a BCP 47 tag; Swedish for one that is not known.
    pub fn new(tag: &str) -> Self {
        Self { last_letters: if tag == "nb" { "æøå" } else { "åäö" } }
    }

    /// Which of two texts comes first; equal only for the same text.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.key(a).cmp(&self.key(b)).then_with(|| a.cmp(b))
    }

    fn key(&self, text: &str) -> Vec<u32> {
        let weight = |c: char| match self.last_letters.chars().position(|letter| letter == c) {
            Some(at) => u32::from('{') + u32::try_from(at).unwrap_or(0),
            None => u32::from(c),
        };
        text.to_lowercase().chars().map(weight).collect()
    }
}
