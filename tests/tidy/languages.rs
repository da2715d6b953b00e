//! Every text exists in every language, with the same variables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::{assert_none, house};

const LANGUAGES: [&str; 3] = ["en", "nb", "sv"];
const LOCALES: &str = "words/locales/";

static MESSAGE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(-?[A-Za-z][\w-]*)\s*=").unwrap());
static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\s+(\.[A-Za-z][\w-]*)\s*=").unwrap());
static VARIABLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\$([A-Za-z][\w-]*)").unwrap());

/// Keys of messages and attributes, each with the variables it uses.
type Keys = BTreeMap<String, BTreeSet<String>>;

/// Reads a Fluent file; a key that occurs twice is a finding.
///
/// Source: Fluent syntax 1.0: an entry begins at the margin, what belongs to it is indented.
fn read(path: &str, text: &str, keys: &mut Keys, findings: &mut Vec<String>) {
    let mut message = String::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(found) = MESSAGE.captures(line) {
            found[1].clone_into(&mut message);
            key.clone_from(&message);
        } else if let Some(found) = ATTRIBUTE.captures(line) {
            key = format!("{message}{}", &found[1]);
        } else {
            add_variables(line, &key, keys);
            continue;
        }
        if keys.insert(key.clone(), BTreeSet::new()).is_some() {
            findings.push(format!("{path}: {key} occurs twice"));
        }
        add_variables(line, &key, keys);
    }
}

fn add_variables(line: &str, key: &str, keys: &mut Keys) {
    if let Some(variables) = keys.get_mut(key) {
        variables.extend(VARIABLE.captures_iter(line).map(|found| found[1].to_owned()));
    }
}

/// What one language has and another has not, or has with other variables.
fn differences(languages: &BTreeMap<&str, Keys>) -> Vec<String> {
    let all: BTreeSet<&String> = languages.values().flat_map(BTreeMap::keys).collect();
    let mut findings = Vec::new();
    for key in all {
        let missing: Vec<&str> = languages
            .iter()
            .filter(|(_, keys)| !keys.contains_key(key))
            .map(|(language, _)| *language)
            .collect();
        if !missing.is_empty() {
            findings.push(format!("{key} is missing in {}", missing.join(", ")));
        }
        let variables: BTreeSet<&BTreeSet<String>> =
            languages.values().filter_map(|keys| keys.get(key)).collect();
        if variables.len() > 1 {
            findings.push(format!("{key} uses different variables: {variables:?}"));
        }
    }
    findings
}

#[test]
fn every_text_exists_in_every_language_with_the_same_variables() {
    let mut findings = Vec::new();
    let mut languages: BTreeMap<&str, Keys> =
        LANGUAGES.iter().map(|language| (*language, Keys::new())).collect();
    for source in house::files(&[".ftl"]) {
        let language = source.path.strip_prefix(LOCALES).and_then(|rest| rest.split('/').next());
        match language.and_then(|language| languages.get_mut(language)) {
            Some(keys) => read(&source.path, &source.text, keys, &mut findings),
            None => findings.push(format!("{} belongs to no language", source.path)),
        }
    }
    for (language, keys) in &languages {
        assert!(!keys.is_empty(), "there are no texts in {language}");
    }
    findings.extend(differences(&languages));
    assert_none("texts that are not the same in all languages:", &findings);
}

#[test]
fn a_missing_text_and_another_variable_are_found() {
    let mut findings = Vec::new();
    let mut languages = BTreeMap::new();
    for (language, text) in [
        (
            "sv",
            "# $comment\nhej = Hej { $name }\n    { $count ->\n       *[other] många\n    }\n    .titel = T\nbara-sv = x\n",
        ),
        ("nb", "hej = Hei { $navn }, { $count }\n    .titel = T\nhej = igjen { $navn } { $count }\n"),
    ] {
        let mut keys = Keys::new();
        read(language, text, &mut keys, &mut findings);
        languages.insert(language, keys);
    }
    assert_eq!(findings, ["nb: hej occurs twice"]);
    let found = differences(&languages);
    assert_eq!(found[0], "bara-sv is missing in nb");
    assert!(found[1].starts_with("hej uses different variables"), "{found:?}");
    assert_eq!(found.len(), 2);
}
