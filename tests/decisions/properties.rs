//! What holds after any history, not only after those somebody thought of.

mod others;
mod programme;
mod register;
mod wishes;

use chrono::{DateTime, Utc};
use parvis_events::Stream;
use proptest::prelude::{ProptestConfig, TestCaseError};
use proptest::{prop_assert, prop_assert_eq};

/// So many histories a property; a failing one is printed, not kept in a file.
fn histories(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::default() }
}

/// Decides one command, holds that it changes nothing when it is said again, and returns its facts.
fn told<S: Stream>(
    state: &S::State,
    command: &S::Command,
    now: DateTime<Utc>,
    repeatable: bool,
) -> Result<Vec<S::Event>, TestCaseError> {
    match S::decide(state, command.clone(), now) {
        Ok(facts) => {
            let after = facts.iter().fold(state.clone(), S::evolve);
            if repeatable {
                let again = S::decide(&after, command.clone(), now);
                prop_assert_eq!(again, Ok(vec![]), "{:?} said again after {:?}", command, facts);
            }
            Ok(facts)
        }
        Err(rejection) => {
            prop_assert!(!rejection.to_string().is_empty());
            Ok(vec![])
        }
    }
}

/// Tells a whole history; `repeatable` says which commands change nothing when they are said again.
fn tell<S: Stream>(
    commands: Vec<S::Command>,
    repeatable: fn(&S::Command) -> bool,
) -> Result<Vec<S::Event>, TestCaseError> {
    let now = crate::samples::value(crate::samples::NOW);
    let mut state = S::State::default();
    let mut history = Vec::new();
    for command in commands {
        let facts = told::<S>(&state, &command, now, repeatable(&command))?;
        state = facts.iter().fold(state, S::evolve);
        history.extend(facts);
    }
    prop_assert_eq!(format!("{state:?}"), format!("{:?}", S::fold(&history)));
    Ok(history)
}
