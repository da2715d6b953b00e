//! The demo and what can be asked afterwards, by the compiled program on a private Postgres.

use std::fs;

use serde_json::Value;

use crate::privacy::Personal;
use crate::program::{Program, Said};
use crate::sheets;
use crate::support::played::{KKN, example};

#[test]
fn the_demo_runs_and_everything_can_be_asked_of_it_afterwards() {
    let program = Program::alone();
    demo(&program);
    log(&program);
    views(&program);
    exports(&program);
    as_of(&program);
}

#[test]
fn the_demo_stops_at_a_day_and_leaves_everything_as_it_stood_then() {
    let program = Program::alone();
    let input = example("kkn-2018");
    let said = program.does(&["demo", input.to_str().unwrap(), "--out", "out", "--until", "2018-02-28"]);
    assert!(said.contains("24 applied, 18 admitted, 4 queued, 1 expired"), "{said}");
    let refused = program.run(&["demo", input.to_str().unwrap(), "--until", "28 februari"]);
    assert!(!refused.ok && refused.err.contains("--until"), "{}", refused.err);
    let too_early =
        program.run(&["demo", input.to_str().unwrap(), "--out", "early", "--until", "2018-01-02"]);
    assert!(!too_early.ok && too_early.err.contains("planned on 2018-01-15 at 09:00"), "{}", too_early.err);
}

fn demo(program: &Program) {
    let input = example("kkn-2018");
    let output = program
        .command(&["demo", input.to_str().unwrap(), "--out", "out"])
        .env("PARVIS_LOG", "trace")
        .output()
        .unwrap();
    let said = Said::of(&output);
    assert!(said.ok, "{}", said.err.lines().last().unwrap_or_default());
    assert!(said.err.lines().count() > 1_000, "the demo is traced");
    assert!(said.out.contains("20 admitted") && said.out.contains("summary.json"), "{}", said.out);
    let personal = Personal::of_the_example();
    assert_eq!(personal.found_in(&said.err), Vec::<String>::new(), "the trace names somebody");
    assert_eq!(personal.found_in(&said.out), Vec::<String>::new());
}

fn log(program: &Program) {
    let summary: Value =
        serde_json::from_slice(&fs::read(program.home().join("out/summary.json")).unwrap()).unwrap();
    let (position, hash) = (summary["events"].as_u64().unwrap(), summary["head_hash"].as_str().unwrap());
    assert_eq!(program.head(), (position, hash.to_owned()));
    let noted = format!("{position}:{hash}");
    let said = program.does(&["log", "verify", "--noted", &noted]);
    assert!(said.contains(hash), "{said}");
    let wrong = format!("{position}:{}", "0".repeat(64));
    assert!(!program.run(&["log", "verify", "--noted", &wrong]).ok, "another head is not accepted");

    let tail = program.does(&["log", "tail", "--all", "--format", "json"]);
    let events: Vec<Value> = tail.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(events.len() as u64, position);
    for (event, at) in events.iter().zip(1..) {
        assert_eq!(event["position"], at);
        for name in ["stream", "revision", "id", "type", "recorded_at", "hash"] {
            assert!(!event[name].is_null(), "{name} in {event}");
        }
        assert!(event["metadata"]["actor"].is_string() && event["metadata"]["correlation"].is_string());
    }
    assert_eq!(events.last().unwrap()["hash"], hash);
    assert_eq!(program.does(&["log", "tail", "-n", "3"]).lines().count(), 3);
    let stats = program.does(&["log", "stats"]);
    assert!(stats.contains(&position.to_string()) && stats.contains("streams"), "{stats}");
    assert!(program.does(&["log", "scavenge"]).starts_with("0 events"), "the demo hides nothing");

    let proof = program.does(&["log", "prove", "7"]);
    let file = program.home().join("proof.json");
    fs::write(&file, &proof).unwrap();
    let said = program.does(&["log", "check", file.to_str().unwrap(), "--noted", &noted]);
    assert!(said.contains("at position 7"), "{said}");
    assert!(
        !program.run(&["log", "check", file.to_str().unwrap(), "--noted", &wrong]).ok,
        "another head is not accepted"
    );
    fs::write(
        &file,
        proof.replacen("\"revision\": 0", "\"revision\": 1", 1).replacen(
            "\"position\": 7",
            "\"position\": 8",
            1,
        ),
    )
    .unwrap();
    let said = program.run(&["log", "check", file.to_str().unwrap(), "--noted", &noted]);
    assert!(!said.ok && said.err.contains("not proved"), "{}", said.err);
}

fn views(program: &Program) {
    let list = program.does(&["views", "list"]);
    for view in ["programmes", "people", "register", "attendance", "certificates", "evaluations", "letters"] {
        assert!(list.contains(view), "{view} in {list}");
    }
    assert!(!list.contains("waiting:"), "{list}");
    let rebuilt = program.does(&["views", "rebuild", "--exact"]);
    assert!(rebuilt.contains("every row was as the log says"), "{rebuilt}");
}

fn exports(program: &Program) {
    for name in ["participants", "attendance", "certificates", "coverage", "enrolments"] {
        for format in ["csv", "xlsx", "json"] {
            let file = format!("{name}.{format}");
            program.does(&["export", name, "--programme", KKN, "--format", format, "--out", &file]);
        }
        let at = |format: &str| program.home().join(format!("{name}.{format}"));
        let rows = sheets::csv(&at("csv"));
        assert!(!rows.is_empty());
        assert_eq!(sheets::xlsx(&at("xlsx")).len(), rows.len(), "{name}");
        let json: Value = serde_json::from_slice(&fs::read(at("json")).unwrap()).unwrap();
        assert!(json.to_string().len() > 1_000, "{name}");
    }
    let out = |name: &str| fs::read(program.home().join(name)).unwrap();
    assert!(out("participants.csv") == out("out/deltagarlista.csv"), "the demo wrote the same list");
    assert!(out("attendance.csv") == out("out/narvaro.csv"));
    let one = program.does(&[
        "export",
        "attendance",
        "--programme",
        KKN,
        "--seminar",
        "2",
        "--format",
        "csv",
        "--out",
        "-",
    ]);
    let rows = sheets::parsed(one.as_bytes());
    assert!(rows.len() > 100 && rows.iter().all(|row| row["Seminarienr"] == "2"));

    program.does(&["export", "evaluation", "--programme", KKN, "--out", "evaluation.json"]);
    assert!(out("evaluation.json") == out("out/utvardering.json"));
    program.does(&["export", "evaluation", "--programme", KKN, "--format", "pdf", "--out", "evaluation.pdf"]);
    assert!(out("evaluation.pdf").starts_with(b"%PDF-"));
    let said =
        program.does(&["export", "certificates", "--programme", KKN, "--format", "pdf", "--out", "papers"]);
    assert_eq!(said.lines().count(), fs::read_dir(program.home().join("out/kursintyg")).unwrap().count());
    for path in said.lines() {
        let name = path.rsplit('/').next().unwrap();
        assert!(out(path) == out(&format!("out/kursintyg/{name}")), "{path}");
    }
    let said = program.run(&["export", "participants", "--programme", KKN, "--format", "pdf"]);
    assert!(!said.ok && said.err.contains("csv, xlsx or json"), "{}", said.err);
}

fn as_of(program: &Program) {
    let count = |at: &str| {
        let said = program.does(&[
            "export",
            "participants",
            "--programme",
            KKN,
            "--format",
            "csv",
            "--out",
            "-",
            "--as-of",
            at,
        ]);
        sheets::parsed(said.as_bytes()).len()
    };
    let known = ["2018-02-05", "2018-02-28", "2018-04-30"].map(count);
    // Malmö, Växjö, Lund and Halmstad handed in on the first day.
    assert_eq!(known[0], 8);
    assert!(known[0] < known[1] && known[1] < known[2], "{known:?}");
    assert_eq!((count("2018-04-30"), count("2019-06-30")), (39, 39));
    assert_eq!(count("2018-05-15T12:00"), 38, "one has withdrawn, and nobody came instead yet");
    assert_eq!((count("2018-02-05T08:11"), count("2018-02-05 08:12")), (0, 2));
    let said = program.run(&["export", "participants", "--programme", KKN, "--as-of", "yesterday"]);
    assert!(!said.ok && said.err.contains("2018-04-01T12:00"), "{}", said.err);
}
