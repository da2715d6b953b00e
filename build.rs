//! Puts the stylesheet of the pages together: the design system's parts that are used, and our own on top; and lays the
//! reader of QR codes beside it.
//!
//! `script/setup` fetches the design system. Without it a release is not built; other builds go on, say so, and have
//! no pages to show.

use std::path::Path;
use std::{env, fs, io, process};

/// Where `script/setup` puts the design system.
const SYSTEM: &str = "assets/node_modules/@digdir/designsystemet-css/dist";
/// Our own stylesheets: that of all pages, of the desk of those who work with programmes, and of check-in.
const OURS: [&str; 3] = ["assets/site.css", "assets/desk.css", "assets/checkin/checkin.css"];
/// Reads QR codes in browsers that cannot do so themselves.
const DECODER: &str = "assets/node_modules/jsqr/dist/jsQR.js";
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
    for (name, asset) in [("site.css", stylesheet()), ("decoder.js", read(DECODER))] {
        let asset = asset.unwrap_or_else(|error| missing(&error));
        if let Err(error) = fs::write(Path::new(&out).join(name), asset) {
            println!("cargo::error={name} cannot be written: {error}");
            process::exit(1);
        }
    }
}

/// What stands for an asset that npm did not fetch; no release is built without.
fn missing(error: &io::Error) -> String {
    let said = format!("the pages' design system cannot be read ({error}); run script/setup");
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::error={said}");
        process::exit(1);
    }
    println!("cargo::warning={said}; until then this build has no pages to show");
    String::new()
}

fn read(path: &str) -> io::Result<String> {
    fs::read_to_string(path).map_err(|error| io::Error::other(format!("{path}: {error}")))
}

/// Theme, base, components and our own, each in a layer of its own, so that ours wins without force.
fn stylesheet() -> io::Result<String> {
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
