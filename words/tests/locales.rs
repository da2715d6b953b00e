//! Every text exists in every language, and speaks of the same things.
#![allow(clippy::unwrap_used)] // a test fails by panicking

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use parvis_words::{Language, Value, try_text};

/// The texts of a language: file, then key, then the variables it speaks of.
type Texts = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

fn texts(language: Language) -> Texts {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language.tag());
    let mut found = Texts::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let content = fs::read_to_string(entry.path()).unwrap();
        let file = entry.file_name().into_string().unwrap();
        let mut key = String::new();
        let texts = found.entry(file.clone()).or_default();
        for line in content.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| line.starts_with(char::is_lowercase)) {
                name.clone_into(&mut key);
                assert!(texts.insert(key.clone(), BTreeSet::new()).is_none(), "{file}: {key} stands twice");
            }
            let named = line.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>()
            });
            texts.entry(key.clone()).or_default().extend(named.filter(|name| !name.is_empty()));
        }
        texts.remove("");
    }
    found
}

#[test]
fn every_language_has_the_same_texts_with_the_same_variables() {
    let swedish = texts(Language::Swedish);
    for language in [Language::Bokmal, Language::English] {
        let other = texts(language);
        assert_eq!(
            swedish.keys().collect::<Vec<_>>(),
            other.keys().collect::<Vec<_>>(),
            "files in {language:?}"
        );
        for (file, keys) in &swedish {
            assert_eq!(
                keys.keys().collect::<Vec<_>>(),
                other[file].keys().collect::<Vec<_>>(),
                "keys of {file} in {language:?}, in the same alphabet"
            );
            for (key, variables) in keys {
                assert_eq!(variables, &other[file][key], "variables of {key} in {language:?}");
            }
        }
    }
}

#[test]
fn every_text_can_be_said_once_its_variables_are_given() {
    for language in Language::ALL {
        for (key, variables) in texts(language).values().flatten() {
            let values: Vec<(&'static str, Value)> = variables
                .iter()
                .map(|name| (&*name.clone().leak(), if name == "count" { 2_u32.into() } else { "x".into() }))
                .collect();
            let said = try_text(language, key, &values).unwrap();
            assert!(!said.trim().is_empty() || key == "number-group", "{language:?} {key}");
        }
    }
}

#[test]
fn no_english_is_left_in_the_swedish_and_norwegian_texts() {
    for language in [Language::Swedish, Language::Bokmal] {
        let foreign = ["the", "and", "your", "please"];
        for (key, variables) in texts(language).values().flatten() {
            let values: Vec<(&'static str, Value)> =
                variables.iter().map(|name| (&*name.clone().leak(), "x".into())).collect();
            let said = try_text(language, key, &values).unwrap();
            let word = said.split_whitespace().find(|word| foreign.contains(word));
            assert_eq!(word, None, "{language:?} {key}: {said}");
        }
    }
}
