//! A journal tried on a register before anything of it is written.

use chrono::{DateTime, Utc};
use parvis_events::Stream;
use parvis_events::register::{Command, Register, State};

use super::Timed;
use super::enrolments::RegisterAction;
use super::problem::{Findings, Place, Problems};

/// Tries a journal's actions on a register, with time passing between them, and returns what the
/// register would be after the last.
///
/// # Errors
/// Everything that the register would refuse, each with its line. Actions after a refused one are still
/// tried, so one refusal may cause others.
pub fn rehearse(
    file_name: &str,
    actions: &[Timed<RegisterAction>],
    register: &State,
) -> Result<State, Problems> {
    let mut findings = Findings::new(file_name);
    let mut state = register.clone();
    for action in actions {
        state = pass_time(state, action.at);
        match Register::decide(&state, action.what.command.clone(), action.at) {
            Ok(facts) => state = facts.iter().fold(state, Register::evolve),
            Err(rejection) => {
                let text = rejection.to_string();
                let (fact, remedy) = text.split_once("; ").unwrap_or((&text, "correct or remove the row"));
                findings.note(Place::line(action.line), fact, remedy);
            }
        }
    }
    findings.finish(Some(state))
}

/// Lets everything happen that falls due up to an instant, each at its own time.
pub fn pass_time(mut state: State, until: DateTime<Utc>) -> State {
    let mut last = None;
    // Each round either lets something happen or comes to a later instant, so the rounds end.
    while let Some(due) = state.next_due().filter(|due| *due <= until && Some(*due) != last) {
        last = Some(due);
        let facts = Register::decide(&state, Command::LetTimePass, due).unwrap_or_default();
        state = facts.iter().fold(state, Register::evolve);
    }
    state
}
