//! The table of guarantees in the README names the tests that hold them. Here is looked whether there are such tests.

use std::fs;
use std::path::{Path, PathBuf};

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = root.join("../tests/log");
    let mut files: Vec<PathBuf> = [tests.clone(), root.join("src")]
        .iter()
        .flat_map(|directory| fs::read_dir(directory).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    files.push(root.join("src/admission/tests.rs"));
    let module = |path: &Path| {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if stem == "tests" { "admission".to_owned() } else { stem }
    };
    files.iter().map(|path| (module(path), fs::read_to_string(path).unwrap())).collect()
}

/// Whether a source has a test of this name. A name alone is not enough: it must be marked as a test.
fn has_test(text: &str, name: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.windows(2).any(|pair| {
        let marked = pair[0] == "#[test]" || pair[0] == "#[tokio::test]";
        let declared = pair[1].trim_start_matches("async ").strip_prefix("fn ");
        marked && declared.and_then(|rest| rest.strip_prefix(name)).is_some_and(|rest| rest.starts_with('('))
    })
}

fn missing(readme: &str, sources: &[(String, String)], scenarios: &str) -> Vec<String> {
    let start = readme.find("| promise | held by |").expect("the table of guarantees");
    let table = readme[start..].lines().skip(2).take_while(|line| line.starts_with('|'));
    let mut missing = Vec::new();
    for row in table {
        let held_by = row.split('|').nth(2).unwrap_or_default();
        let names: Vec<&str> = held_by.split('`').skip(1).step_by(2).collect();
        if names.is_empty() && !held_by.contains("every stress scenario") {
            missing.push(row.to_owned());
        }
        for name in names {
            let exists = match name.split_once("::") {
                Some((module, "*")) => {
                    sources.iter().any(|(of, text)| of == module && text.contains("::test]"))
                }
                Some((module, test)) => sources.iter().any(|(of, text)| of == module && has_test(text, test)),
                None => scenarios.contains(&format!("\"{name}\"")),
            };
            if !exists {
                missing.push(name.to_owned());
            }
        }
    }
    missing
}

#[test]
fn every_test_that_the_readme_names_exists() {
    let scenarios = include_str!("stress/main.rs").to_owned() + include_str!("stress/scenarios.rs");
    let readme = include_str!("../../log/README.md");
    assert_eq!(missing(readme, &sources(), &scenarios), Vec::<String>::new());
}

#[test]
fn a_test_that_is_not_there_is_found() {
    let table = "| promise | held by |\n|---|---|\n| a | `one::is_there`, `one::is_not` |\n| b | stress `cut` |\n| c | `two::*` |\n| d | hope |\n";
    let sources =
        [("one".to_owned(), "    #[test]\n    fn is_there() {\n#[test]\nfn is_not_quite() {".to_owned())];
    assert_eq!(missing(table, &sources, "\"killed\""), ["one::is_not", "cut", "two::*", "| d | hope |"]);
}
