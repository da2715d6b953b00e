//! Imports between our crates go one way: src → documents → projections → events, src → log, src → words,
//! documents → words. An arrow may skip a room on its way.

use std::collections::BTreeSet;
use std::fs;

use toml::{Table, Value};

use crate::{assert_none, house};

/// Our crates, and what of ours each may import.
const MAY_IMPORT: [(&str, &[&str]); 6] = [
    ("parvis-events", &[]),
    ("parvis-log", &[]),
    ("parvis-words", &[]),
    ("parvis-projections", &["parvis-events"]),
    ("parvis-documents", &["parvis-projections", "parvis-events", "parvis-words"]),
    ("parvis", &["parvis-documents", "parvis-projections", "parvis-events", "parvis-log", "parvis-words"]),
];

/// What the pure crate must not import: each would bring in the world.
const WORLDLY: [&str; 9] =
    ["axum", "lettre", "rand", "reqwest", "sqlx", "tempfile", "tokio", "tracing", "ureq"];

/// What the pure crate must not call: clocks, chance, files, the network.
const IMPURE: [&str; 8] =
    ["Utc::now", "Local::now", "SystemTime", "Instant::now", "new_v4", "std::fs", "std::net", "std::env"];

/// The imports of a manifest that are against the direction.
fn against_direction(manifest: &str) -> Vec<String> {
    let manifest: Table = manifest.parse().unwrap();
    let name = manifest["package"]["name"].as_str().unwrap();
    let Some((_, allowed)) = MAY_IMPORT.iter().find(|(known, _)| *known == name) else {
        return vec![format!("{name} has no place in the direction of imports")];
    };
    imports(&manifest)
        .into_iter()
        .filter(|import| MAY_IMPORT.iter().any(|(ours, _)| ours == import))
        .filter(|import| !allowed.contains(&import.as_str()))
        .map(|import| format!("{name} imports {import}"))
        .collect()
}

/// Every crate a manifest names, in whichever section, under its true name.
fn imports(section: &Table) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (key, value) in section {
        let Some(table) = value.as_table() else { continue };
        if ["dependencies", "dev-dependencies", "build-dependencies"].contains(&key.as_str()) {
            found.extend(
                table
                    .iter()
                    .map(|(name, how)| how.get("package").and_then(Value::as_str).unwrap_or(name).to_owned()),
            );
        } else if key != "workspace" {
            found.extend(imports(table));
        }
    }
    found
}

/// The manifests of the root and of every member of the workspace.
fn manifests() -> Vec<String> {
    let root = fs::read_to_string(house::root().join("Cargo.toml")).unwrap();
    let table: Table = root.parse().unwrap();
    let members = table["workspace"]["members"].as_array().unwrap().clone();
    let of_members = members.iter().map(|member| {
        fs::read_to_string(house::root().join(member.as_str().unwrap()).join("Cargo.toml")).unwrap()
    });
    std::iter::once(root).chain(of_members).collect()
}

#[test]
fn imports_go_one_way() {
    let manifests = manifests();
    assert_eq!(manifests.len(), MAY_IMPORT.len(), "a crate came or went: say what it may import");
    let findings: Vec<String> = manifests.iter().flat_map(|manifest| against_direction(manifest)).collect();
    assert_none("imports against the direction of the house:", &findings);
}

#[test]
fn an_import_against_the_direction_is_found_in_any_section_and_under_any_name() {
    let manifest = r#"
        package = { name = "parvis-documents" }
        [dependencies]
        parvis-words.workspace = true
        [dev-dependencies]
        disguised = { package = "parvis", path = ".." }
        [target.'cfg(unix)'.dependencies]
        parvis-log = { path = "../log" }
    "#;
    assert_eq!(
        against_direction(manifest),
        ["parvis-documents imports parvis", "parvis-documents imports parvis-log"]
    );
    assert_eq!(against_direction("[package]\nname = \"parvis-new\"").len(), 1);
}

#[test]
fn what_may_happen_knows_neither_clock_nor_chance_nor_the_world() {
    let manifest: Table =
        fs::read_to_string(house::root().join("events/Cargo.toml")).unwrap().parse().unwrap();
    let normal = manifest["dependencies"].as_table().unwrap();
    let worldly = WORLDLY.iter().filter(|name| normal.contains_key(**name));
    let mut findings: Vec<String> = worldly.map(|name| format!("events imports {name}")).collect();
    for source in house::rust().iter().filter(|source| source.path.starts_with("events/src/")) {
        let impure = IMPURE.iter().filter(|call| source.text.contains(**call));
        findings.extend(impure.map(|call| format!("{} uses {call}", source.path)));
    }
    assert_none("the crate of facts and decisions is pure:", &findings);
}

/// The dependencies of the workspace that are not ours and have no row in the table of the changelog.
fn unargued(manifest: &str, changelog: &str) -> Vec<String> {
    let manifest: Table = manifest.parse().unwrap();
    let dependencies = manifest["workspace"]["dependencies"].as_table().unwrap();
    dependencies
        .keys()
        .filter(|name| !MAY_IMPORT.iter().any(|(ours, _)| ours == name))
        .filter(|name| !changelog.lines().any(|line| line.starts_with(&format!("| {name} | "))))
        .cloned()
        .collect()
}

#[test]
fn every_dependency_is_argued_in_the_changelog() {
    let read = |name| fs::read_to_string(house::root().join(name)).unwrap();
    let findings = unargued(&read("Cargo.toml"), &read("CHANGELOG.md"));
    assert_none("dependencies without a row in the table of CHANGELOG.md:", &findings);
}

#[test]
fn a_dependency_without_a_row_is_found() {
    let manifest =
        "[workspace.dependencies]\nserde = \"1\"\nleftpad = \"1\"\nparvis-log = { path = \"log\" }\n";
    assert_eq!(unargued(manifest, "| name | why |\n| serde | bytes |\n"), ["leftpad"]);
}
