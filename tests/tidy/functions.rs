//! Functions, found by the layout that rustfmt gives them: the closing brace stands below the first letter of the
//! line that begins the function.

use std::sync::LazyLock;

use regex::Regex;

use crate::{assert_none, house};

/// Longer functions are to be divided; 70 lines are the aim.
const LINES_MAX: usize = 90;

static BEGINNING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^(\s*)(?:pub(?:\([a-z: ]+\))? )?(?:default |const |async |unsafe |extern "C" )*fn (\w+)"#)
        .unwrap()
});

/// A function with its body.
pub struct Function<'a> {
    /// Its name.
    pub name: &'a str,
    /// The number of its first line, from 1.
    pub line: usize,
    /// All its lines.
    pub lines: &'a [&'a str],
}

/// The functions among the lines of a file, those inside others too.
pub fn functions<'a>(lines: &'a [&'a str]) -> Vec<Function<'a>> {
    let beginnings = lines.iter().enumerate().filter_map(|(at, line)| Some((at, BEGINNING.captures(line)?)));
    beginnings
        .filter_map(|(at, found)| {
            let (indent, name) = (found.get(1)?.as_str(), found.get(2)?.as_str());
            let closing = format!("{indent}}}");
            let after = &lines[at..];
            // A declaration in a trait, or a body on one line, ends before anything stands at its indentation.
            let first = after
                .iter()
                .position(|line| line.ends_with('{') || line.ends_with(';') || line.ends_with('}'))?;
            let length = if after[first].ends_with('{') {
                after.iter().position(|line| *line == closing)? + 1
            } else {
                first + 1
            };
            Some(Function { name, line: at + 1, lines: &after[..length] })
        })
        .collect()
}

fn too_long(path: &str, text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    functions(&lines)
        .iter()
        .filter(|function| function.lines.len() > LINES_MAX)
        .map(|it| format!("{path}:{} {} has {} lines", it.line, it.name, it.lines.len()))
        .collect()
}

/// Arms that would swallow an event or command that is added later.
fn catch_all_arms(path: &str, text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut findings = Vec::new();
    for function in functions(&lines).iter().filter(|it| ["evolve", "decide"].contains(&it.name)) {
        for (offset, line) in function.lines.iter().enumerate() {
            if line.trim_start().starts_with("_ =>") {
                findings.push(format!("{path}:{} in {}", function.line + offset, function.name));
            }
        }
    }
    findings
}

#[test]
fn functions_are_short() {
    let findings: Vec<String> =
        house::rust().iter().flat_map(|source| too_long(&source.path, &source.text)).collect();
    assert_none(&format!("functions of more than {LINES_MAX} lines:"), &findings);
}

#[test]
fn every_event_and_command_has_an_arm_of_its_own() {
    let sources = house::rust();
    let streams: Vec<_> = sources.iter().filter(|source| source.path.starts_with("events/src/")).collect();
    let seen = streams.iter().filter(|source| source.text.contains("fn evolve(")).count();
    assert!(seen > 3, "the streams have moved, or are laid out in a way this test does not see");
    let findings: Vec<String> =
        streams.iter().flat_map(|source| catch_all_arms(&source.path, &source.text)).collect();
    assert_none("catch-all arms in evolve or decide:", &findings);
}

#[test]
fn a_long_function_is_found_by_name_and_line() {
    let body = "        let x = if y { 1 } else { 2 };\n".repeat(LINES_MAX);
    let text =
        format!("impl X {{\n    pub(crate) async fn long(\n        y: bool,\n    ) {{\n{body}    }}\n}}\n");
    assert_eq!(too_long("a.rs", &text), [format!("a.rs:2 long has {} lines", LINES_MAX + 4)]);
}

#[test]
fn declarations_and_bodies_of_one_line_end_where_they_stand() {
    let text = "trait T {\n    fn declared(\n        &self,\n    ) -> u8;\n    fn short(&self) {}\n}\nfn last() {\n}\n";
    let lines: Vec<&str> = text.lines().collect();
    let lengths: Vec<(&str, usize)> = functions(&lines).iter().map(|it| (it.name, it.lines.len())).collect();
    assert_eq!(lengths, [("declared", 3), ("short", 1), ("last", 2)]);
}

#[test]
fn a_catch_all_arm_is_found_in_decide_and_not_elsewhere() {
    let arms = "    match x {\n        1 => {}\n        _ => {}\n    }\n";
    let text = format!("fn decide() {{\n{arms}}}\n\nfn other() {{\n{arms}}}\n");
    assert_eq!(catch_all_arms("a.rs", &text), ["a.rs:4 in decide"]);
}
