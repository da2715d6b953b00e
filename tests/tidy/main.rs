//! The rules of the house that no compiler keeps: where things may lie, how long they may be, what must not occur.
//!
//! Each rule is a function from text to findings, with a test that it finds, and a test that the house has none.
#![allow(clippy::unwrap_used, clippy::panic)]

mod arrows;
mod functions;
mod house;
mod languages;
mod lengths;
mod words;

/// Fails the test, one finding a line, unless there is none.
fn assert_none(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}\n  {}", findings.join("\n  "));
}
