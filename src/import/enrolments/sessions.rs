//! Sessions, as a journal names them.

use std::collections::BTreeSet;

use parvis_events::ids::SessionId;
use parvis_events::programme::{Seminar, State};
use parvis_events::values::Session;

/// What is wrong with a text, and the remedy.
type Fault = (String, &'static str);

const FORM: &str =
    "write seminarium 2, seminarium 2 dag 1 or seminarium 2 dag 1 Förmiddag, several separated by commas";

/// The sessions that a text names: `seminarium 2`, `seminarium 2 dag 1` or
/// `seminarium 2 dag 1 Förmiddag`, several separated by commas.
///
/// Days are counted, not dated, so that the text stays right when a seminar gets other dates.
pub(super) fn sessions_named(programme: &State, text: &str) -> Result<BTreeSet<SessionId>, Fault> {
    let mut sessions = BTreeSet::new();
    for part in text.split(',').map(str::trim) {
        let found =
            some_sessions(programme, part).ok_or_else(|| (format!("{part:?} names no session"), FORM))?;
        sessions.extend(found);
    }
    Ok(sessions)
}

fn some_sessions(programme: &State, text: &str) -> Option<Vec<SessionId>> {
    let lowered = text.to_lowercase();
    let mut words = lowered.split_whitespace();
    let number = words.next().filter(|word| *word == "seminarium").and_then(|_| words.next())?;
    let seminar = programme.seminar_numbered(number.parse().ok()?)?;
    let sessions: Vec<&Session> = match words.next() {
        None => seminar.sessions.iter().collect(),
        Some("dag") => sessions_of_day(seminar, words.next()?.parse().ok()?),
        Some(_) => return None,
    };
    let title = words.collect::<Vec<&str>>().join(" ");
    let named = |session: &&&Session| title.is_empty() || session.title.as_str().to_lowercase() == title;
    let found: Vec<SessionId> = sessions.iter().filter(named).map(|session| session.id).collect();
    Some(found).filter(|found| !found.is_empty())
}

fn sessions_of_day(seminar: &Seminar, day: usize) -> Vec<&Session> {
    let dates: BTreeSet<_> = seminar.sessions.iter().map(|session| session.date).collect();
    let date = day.checked_sub(1).and_then(|before| dates.iter().nth(before));
    seminar.sessions.iter().filter(|session| Some(&session.date) == date).collect()
}
