//! Words that must not occur, or only in one place.

use regex::Regex;

use crate::{assert_none, house};

/// The one file that may hold code the compiler cannot vouch for.
const UNSAFE_LIVES_IN: &str = "src/postgres/process.rs";

/// Lines of `text` outside line comments that match, with their numbers.
fn lines_with(path: &str, text: &str, pattern: &Regex) -> Vec<String> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//") && pattern.is_match(line))
        .map(|(at, line)| format!("{path}:{} {}", at + 1, line.trim()))
        .collect()
}

#[test]
fn unsafe_code_lives_in_one_file() {
    let word = Regex::new(r"\bunsafe\b|allow\(.*\bunsafe_code\b").unwrap();
    let elsewhere = |source: &&house::Source| source.path != UNSAFE_LIVES_IN;
    let findings: Vec<String> = house::rust()
        .iter()
        .filter(elsewhere)
        .flat_map(|source| lines_with(&source.path, &source.text, &word))
        .collect();
    assert_none("unsafe code outside its file:", &findings);
    let there = house::rust().into_iter().find(|source| source.path == UNSAFE_LIVES_IN).unwrap();
    assert!(
        !lines_with(&there.path, &there.text, &word).is_empty(),
        "{UNSAFE_LIVES_IN} needs no exception now"
    );
}

#[test]
fn nothing_is_left_undone_or_switched_off() {
    let word = Regex::new(r"\b(todo|unimplemented|dbg)!|#\[ignore|\b(TODO|FIXME|XXX|HACK)\b").unwrap();
    let findings: Vec<String> =
        house::rust().iter().flat_map(|source| lines_with(&source.path, &source.text, &word)).collect();
    assert_none("work left undone, or tests switched off:", &findings);
    // A comment is the usual place for such words, so they are looked for there too.
    let comment = Regex::new(r"//.*\b(TODO|FIXME|XXX)\b").unwrap();
    let noted = house::rust()
        .into_iter()
        .filter(|source| source.text.lines().any(|line| comment.is_match(line)))
        .map(|source| source.path);
    assert_none("comments that put something off:", &noted.collect::<Vec<_>>());
}

#[test]
fn no_file_knows_somebodys_home_directory() {
    let home = Regex::new(r"(^|[^\w.$~{}])/(home|root|Users)/\w").unwrap();
    let endings = [
        ".rs", ".toml", ".md", ".csv", ".ftl", ".json", ".html", ".sql", ".typ", "/run", "/setup", "/demo",
        "/test",
    ];
    let findings: Vec<String> = house::files(&endings)
        .iter()
        .filter(|source| !source.path.starts_with("tests/tidy/"))
        .flat_map(|source| lines_with(&source.path, &source.text, &home))
        .collect();
    assert_none("absolute paths into a home directory:", &findings);
    assert!(home.is_match("let path = \"/home/anna/parvis\";"));
    assert!(!home.is_match("https://example.org/home/anna"));
}

#[test]
fn a_word_is_found_in_code_and_not_in_a_comment() {
    let word = Regex::new(r"\bunsafe\b").unwrap();
    let text = "// unsafe is not used here\nfn f() {\n    unsafe { g() }\n}\n#![deny(unsafe_code)]\n";
    assert_eq!(lines_with("a.rs", text, &word), ["a.rs:3 unsafe { g() }"]);
}
