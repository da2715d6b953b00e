//! Sorting as readers expect it. Source: CLDR, through ICU4X.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator as Icu, CollatorBorrowed};
use icu_locale::locale;

use crate::Language;

/// Compares texts by the alphabet of a language: … x y z å ä ö; … x y z æ ø å.
#[derive(Debug)]
pub struct Collator(Option<CollatorBorrowed<'static>>);

impl Collator {
    /// A collator for a language. Where its data were missing it would compare by code point; a test
    /// holds that they are not.
    pub fn new(language: Language) -> Self {
        let locale = match language {
            Language::Swedish => locale!("sv"),
            Language::Bokmal => locale!("nb"),
            Language::English => locale!("en"),
        };
        Self(Icu::try_new(locale.into(), CollatorOptions::default()).ok())
    }

    /// Which of two texts comes first.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.0.as_ref().map_or_else(|| a.cmp(b), |icu| icu.compare(a, b))
    }

    /// Sorts by one text of each item; items with equal texts keep their order.
    pub fn sort_by_key<T>(&self, items: &mut [T], key: impl Fn(&T) -> &str) {
        items.sort_by(|a, b| self.compare(key(a), key(b)));
    }

    /// Sorts by several texts of each item, the first that differs deciding: municipality, role,
    /// family name, given name.
    pub fn sort_by_keys<T, const N: usize>(&self, items: &mut [T], keys: impl Fn(&T) -> [&str; N]) {
        items.sort_by(|a, b| {
            keys(a)
                .iter()
                .zip(keys(b))
                .map(|(a, b)| self.compare(a, b))
                .find(|order| order.is_ne())
                .unwrap_or(Ordering::Equal)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Collator;
    use crate::Language::{self, Bokmal, English, Swedish};

    fn sorted(language: Language, mut words: Vec<&str>) -> Vec<&str> {
        Collator::new(language).sort_by_key(&mut words, |word| word);
        words
    }

    #[test]
    fn every_language_has_its_data() {
        for language in Language::ALL {
            assert!(Collator::new(language).0.is_some(), "{language:?}");
        }
    }

    #[test]
    fn swedish_ends_with_a_ring_a_dots_o_dots() {
        assert_eq!(
            sorted(Swedish, vec!["Örkelljunga", "Ängelholm", "Åstorp", "Ystad", "Zorn", "Älmhult", "Höör"]),
            ["Höör", "Ystad", "Zorn", "Åstorp", "Älmhult", "Ängelholm", "Örkelljunga"]
        );
    }

    #[test]
    fn swedish_keeps_v_and_w_apart_and_ignores_case_first() {
        assert_eq!(sorted(Swedish, vec!["Wahl", "Vik", "vall", "Ek"]), ["Ek", "vall", "Vik", "Wahl"]);
        assert_eq!(sorted(Swedish, vec!["Ehn", "Éhn", "Eho"]), ["Ehn", "Éhn", "Eho"]);
    }

    #[test]
    fn norwegian_ends_with_ae_oe_aa() {
        assert_eq!(
            sorted(Bokmal, vec!["Ås", "Øksnes", "Ærlig", "Zoo", "Alstad", "Aasen", "Aarset"]),
            ["Alstad", "Zoo", "Ærlig", "Øksnes", "Aarset", "Ås", "Aasen"]
        );
    }

    #[test]
    fn english_counts_a_ring_as_an_a() {
        assert_eq!(sorted(English, vec!["Zoo", "Åre", "Bo"]), ["Åre", "Bo", "Zoo"]);
    }

    #[test]
    fn several_texts_decide_in_turn() {
        let mut rows = vec![("Ystad", "Ek"), ("Lund", "Öst"), ("Lund", "Åk")];
        Collator::new(Swedish).sort_by_keys(&mut rows, |row| [row.0, row.1]);
        assert_eq!(rows, [("Lund", "Åk"), ("Lund", "Öst"), ("Ystad", "Ek")]);
    }
}
