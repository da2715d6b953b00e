//! How long files may be.

use crate::{assert_none, house};

/// Longer files are to be divided; 400 lines are the aim.
const LINES_MAX: usize = 450;

fn too_long(path: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > LINES_MAX).then(|| format!("{path} has {lines} lines"))
}

#[test]
fn files_are_short() {
    let sources = house::files(&[".rs"]);
    let findings: Vec<String> =
        sources.iter().filter_map(|source| too_long(&source.path, &source.text)).collect();
    assert_none(&format!("files of more than {LINES_MAX} lines:"), &findings);
}

#[test]
fn a_long_file_is_found() {
    assert_eq!(too_long("a.rs", &"\n".repeat(LINES_MAX)), None);
    assert_eq!(too_long("a.rs", &"\n".repeat(LINES_MAX + 1)).unwrap(), "a.rs has 451 lines");
}
