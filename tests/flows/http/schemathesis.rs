//! A fuzzer that knows the document and nothing else: whatever it makes up, the program answers as documented.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::pair::Series;
use super::server::Server;

/// What it asserts. That a command is accepted it cannot know: rules of the domain refuse what a schema allows.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_schema_conformance,response_headers_conformance,negative_data_rejection,missing_required_header,\
    allow_header_conformance,use_after_free,ensure_resource_availability,ignored_auth";

/// It speaks of the programme there is, asks for no position that lies ahead (which is answered 503, as documented), and
/// does not try every method at every address, nor wait for changes that do not come (other tests do). Its last phase goes
/// along the document's links: what one operation made or showed, the next one is asked for.
const SETTINGS: &str = r#"
[generation]
max-examples = 2

[phases.coverage]
unexpected-methods = []

[phases.stateful]
max-steps = 8

[phases.stateful.generation]
max-examples = 10

[parameters]
"path.programme" = "TEST-1"
"path.number" = 1
"query.at_least" = 1
"query.wait" = 0
"header.Parvis-At-Least" = "1"
"#;

/// Installed by `script/setup tests`.
fn program(name: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let program = target.join("venv/bin").join(name);
    assert!(program.exists(), "{} is missing; run script/setup tests", program.display());
    program
}

#[tokio::test]
async fn the_document_as_a_whole_is_what_its_version_of_openapi_says() {
    let server = Server::start(&[]).await;
    let document = server.get("", "/api/openapi.json").await.body;
    let directory = tempfile::tempdir().unwrap();
    let judge = |document: &Value| {
        let file = directory.path().join("openapi.json");
        fs::write(&file, document.to_string()).unwrap();
        let run = Command::new(program("openapi-spec-validator")).arg(&file).output().unwrap();
        let said = String::from_utf8_lossy(&run.stdout) + String::from_utf8_lossy(&run.stderr);
        (run.status.success(), said.into_owned())
    };
    let (valid, said) = judge(&document);
    assert!(valid, "{said}");
    // What is wrong is found.
    let mut wrong = document;
    wrong["paths"]["/api/v1/people"]["get"]["responses"]["200"] = json!({ "description": 7 });
    assert!(!judge(&wrong).0);
}

#[tokio::test]
async fn a_fuzzer_that_reads_the_document_finds_nothing() {
    let server = Server::start(&["--per-token", "1000000", "--per-address", "1000000"]).await;
    let series = Series::published(&server).await;
    // Lists that are not empty, so that links lead on from their entries.
    series.enrol("1280", &[("Anna", "Ek", "culture"), ("Bo", "Ask", "business")]).await.made();
    series.enrol("1281", &[("Cilla", "Dahl", "culture")]).await.made();
    let powers = [
        "read-personal",
        "read-protected",
        "enrol",
        "coordinate",
        "organise",
        "certify",
        "evaluate",
        "registrar",
        "administer",
    ];
    let token = server.token(&powers);
    let directory = tempfile::tempdir().unwrap();
    let settings = directory.path().join("schemathesis.toml");
    fs::write(&settings, SETTINGS).unwrap();
    let run = Command::new(program("schemathesis"))
        .current_dir(directory.path())
        .arg("--config-file")
        .arg(&settings)
        .args(["run", &format!("{}/api/openapi.json", server.base), "--header"])
        .arg(format!("Authorization: Bearer {token}"))
        .args(["--checks", CHECKS, "--phases", "examples,coverage,fuzzing,stateful", "--seed", "1"])
        // Two would meet in Python's parser, which counts its depth for all threads together.
        .args(["--workers", "1", "--no-color"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(said.contains("Tested:"), "it tested nothing:\n{said}{}", String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{said}");
    // It went along links too, rather than finding none it could follow.
    let covered = said.split("API Links:").nth(1).and_then(|rest| rest.split_whitespace().next());
    let covered: u32 = covered.and_then(|count| count.parse().ok()).unwrap_or_default();
    assert!(covered >= 20, "it followed {covered} links:\n{said}");
    println!("{said}");
}
