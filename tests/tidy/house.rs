//! The files of the repository.

use std::fs;
use std::path::{Path, PathBuf};

/// Directories that are made, not written.
const MADE: [&str; 5] = [".git", "node_modules", "out", "parvis-data", "target"];

/// A file, with its path from the root of the repository.
pub struct Source {
    /// With `/` between the parts.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All text files whose name ends in one of `endings`, by path.
pub fn files(endings: &[&str]) -> Vec<Source> {
    let mut paths = Vec::new();
    collect(root(), &mut paths);
    paths.sort();
    let sources = paths.into_iter().filter_map(|path| {
        let short = path.strip_prefix(root()).ok()?.to_str()?.to_owned();
        let wanted = endings.iter().any(|ending| short.ends_with(ending));
        // What is not UTF-8 is no text: a picture, a workbook.
        wanted.then(|| fs::read_to_string(&path).ok()).flatten().map(|text| Source { path: short, text })
    });
    sources.collect()
}

/// All Rust files but those of these tests, which must name what they forbid.
pub fn rust() -> Vec<Source> {
    files(&[".rs"]).into_iter().filter(|source| !source.path.starts_with("tests/tidy/")).collect()
}

fn collect(directory: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        let kind = entry.file_type().unwrap();
        let made = MADE.iter().any(|name| entry.file_name() == *name);
        if kind.is_dir() && !made && !entry.path().join("CACHEDIR.TAG").exists() {
            collect(&entry.path(), paths);
        } else if kind.is_file() {
            paths.push(entry.path());
        }
    }
}

#[test]
fn the_walk_sees_the_house_and_nothing_that_is_made() {
    let seen: Vec<String> = files(&[".rs", ".toml"]).into_iter().map(|source| source.path).collect();
    for expected in ["Cargo.toml", "src/lib.rs", "events/Cargo.toml", "tests/tidy/house.rs"] {
        assert!(seen.iter().any(|path| path == expected), "{expected} was not seen");
    }
    assert!(!seen.iter().any(|path| path.starts_with("target/")));
}
