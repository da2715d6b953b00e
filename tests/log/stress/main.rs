//! The log under everything that makes others lose events. Each scenario prints what was acknowledged and stored, and
//! fails unless nothing was lost, duplicated, reordered, or skipped by a subscriber.
//!
//! Without arguments every scenario runs for a moment, as the tests do. `--seconds N` runs each for N seconds; a word
//! runs the scenarios whose name contains it. `script/stress` is the way to run it for long.

// Tests say what they expect by unwrapping.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../cluster.rs"]
mod cluster;

mod child;
mod disturbances;
mod load;
mod proxy;
mod scenarios;
mod tally;

use std::time::{Duration, Instant};

use crate::scenarios::Scenario;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--list") {
        // Test runners ask for the names, then run them one by one; none of them is switched off.
        if !arguments.iter().any(|argument| argument == "--ignored") {
            for scenario in Scenario::ALL {
                println!("{}: test", scenario.name());
            }
        }
        return;
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    if arguments.first().is_some_and(|first| first == "--child") {
        runtime.block_on(child::run(&arguments[1..]));
        return;
    }
    let mut span = Duration::from_millis(1_500);
    let mut wanted = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--seconds" {
            let seconds = rest.next().and_then(|number| number.parse().ok()).expect("--seconds and a number");
            span = Duration::from_secs(seconds);
        } else if !argument.starts_with('-') {
            wanted = Some(argument.clone());
        }
    }
    let mut failed = Vec::new();
    for scenario in Scenario::ALL {
        if wanted.as_ref().is_some_and(|wanted| !scenario.name().contains(wanted.as_str())) {
            continue;
        }
        let started = Instant::now();
        let outcome = runtime.block_on(scenario.run(span));
        let seconds = started.elapsed().as_secs_f32();
        match outcome {
            Some(tally) => {
                println!("{:28} {tally}  ({seconds:.1} s)", scenario.name());
                if !tally.is_clean() {
                    failed.push(scenario.name());
                }
            }
            None => println!("{:28} not run: this user may not mount a small disk", scenario.name()),
        }
    }
    if !failed.is_empty() {
        eprintln!("not clean: {}", failed.join(", "));
        std::process::exit(1);
    }
}
