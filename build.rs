//! Puts the stylesheet of the pages together: the design system's parts that are used, and our own on top.
//!
//! `script/setup` fetches the design system. Without it a release is not built; other builds go on, say so, and have
//! no pages to show.

use std::path::Path;
use std::{env, fs, io, process};

/// Where `script/setup` puts the design system.
const SYSTEM: &str = "assets/node_modules/@digdir/designsystemet-css/dist";
/// Our own stylesheets: that of all pages, and that of the desk of those who work with programmes.
const OURS: [&str; 2] = ["assets/site.css", "assets/desk.css"];
/// The components the pages use.
const COMPONENTS: [&str; 17] = [
    "alert",
    "button",
    "card",
    "details",
    "error-summary",
    "field",
    "fieldset",
    "heading",
    "input",
    "label",
    "link",
    "list",
    "paragraph",
    "skip-link",
    "table",
    "tag",
    "validation-message",
];

fn main() {
    // The directory and not the files: a file that is missing would make every build start here again.
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=build.rs");
    let Some(out) = env::var_os("OUT_DIR") else { return };
    let sheet = match stylesheet() {
        Ok(sheet) => sheet,
        Err(error) => {
            let said = format!("the pages' design system cannot be read ({error}); run script/setup");
            if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
                println!("cargo::error={said}");
                process::exit(1);
            }
            println!("cargo::warning={said}; until then this build has no pages to show");
            String::new()
        }
    };
    if let Err(error) = fs::write(Path::new(&out).join("site.css"), sheet) {
        println!("cargo::error=the stylesheet cannot be written: {error}");
        process::exit(1);
    }
}

/// Theme, base, components and our own, each in a layer of its own, so that ours wins without force.
fn stylesheet() -> io::Result<String> {
    let read =
        |path: &str| fs::read_to_string(path).map_err(|error| io::Error::other(format!("{path}: {error}")));
    let layer = |name: &str, part: String| format!("@layer {name}{{{part}}}");
    let mut parts = vec![
        "@layer ds.theme,ds.base,ds.components,site;".to_owned(),
        read(&format!("{SYSTEM}/theme/designsystemet.css"))?,
        layer("ds.base", read(&format!("{SYSTEM}/src/base.css"))?),
    ];
    for component in COMPONENTS {
        parts.push(layer("ds.components", read(&format!("{SYSTEM}/src/{component}.css"))?));
    }
    for ours in OURS {
        parts.push(layer("site", read(ours)?));
    }
    Ok(parts.join("\n"))
}
