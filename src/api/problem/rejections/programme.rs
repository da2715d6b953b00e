//! What a programme refuses.

use parvis_events::programme::{Problem as Flaw, Rejection, Stage, Term};
use parvis_words::{Language, Value as Said};
use serde_json::{Map, Value, json};

use crate::setup;

super::rejections! { Rejection {
    Rejection::NotPlanned => "programme-not-planned", NOT_FOUND;
    Rejection::AlreadyPlanned => "programme-already-planned", CONFLICT;
    Rejection::AnotherProgramme => "programme-of-another-plan", CONFLICT;
    Rejection::Published(what) => "programme-published", CONFLICT, what = *what;
    Rejection::Finished(stage) => "programme-finished", CONFLICT, stage = stage_name(*stage);
    Rejection::NotReady(flaws) => "programme-not-ready", CONFLICT,
        count = u32::try_from(flaws.len()).unwrap_or(u32::MAX);
    Rejection::UnknownSeminar => "seminar-unknown", NOT_FOUND;
    Rejection::SeminarAlreadyScheduled { number } => "seminar-already-scheduled", CONFLICT, number = *number;
    Rejection::SeminarIsCancelled { number } => "seminar-cancelled", CONFLICT, number = *number;
    Rejection::SessionIdTaken { number } => "session-id-taken", CONFLICT, number = *number;
    Rejection::EnrolmentAlreadyOpen => "enrolment-already-open", CONFLICT;
    Rejection::EnrolmentNotOpen => "enrolment-not-open", CONFLICT;
    Rejection::NeverOpened => "programme-never-opened", CONFLICT;
    Rejection::NotCompleted => "programme-not-completed", CONFLICT;
    Rejection::NotOver { last } => "programme-not-over", CONFLICT, last = last.to_string();
} }

/// What keeps a programme from being ready, thing by thing, in no language yet: code, what it is about, and the values
/// its texts speak of.
pub fn flaws(found: &[Flaw]) -> Value {
    let one = |flaw: &Flaw| {
        let terms: Map<String, Value> = flaw
            .terms()
            .into_iter()
            .map(|(name, term)| {
                let value = match term {
                    Term::Number(number) => json!(number),
                    Term::Date(date) => json!(date),
                    Term::Text(text) => json!(text),
                };
                (name.to_owned(), value)
            })
            .collect();
        let mut said = json!(flaw.about());
        said["code"] = json!(flaw.code());
        said["values"] = Value::Object(terms);
        said
    };
    found.iter().map(one).collect()
}

/// Puts words to what [`flaws`] found: what is wrong, and what to do about it.
pub fn say(flaws: &mut Value, language: Language) {
    for flaw in flaws.as_array_mut().into_iter().flatten() {
        let values: Vec<(&str, Said<'_>)> = flaw["values"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| {
                let text = || value.as_str().unwrap_or_default().to_owned();
                (name.as_str(), value.as_i64().map_or_else(|| text().into(), Said::Number))
            })
            .collect();
        let told = setup::told_of(language, flaw["code"].as_str().unwrap_or_default(), &values);
        flaw["detail"] = json!(told.fact);
        flaw["remedy"] = json!(told.remedy);
    }
}

/// The stage's code, by which texts choose their words.
fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Unknown => "unknown",
        Stage::Draft => "draft",
        Stage::Open => "open",
        Stage::Closed => "closed",
        Stage::Completed => "completed",
        Stage::Archived => "archived",
    }
}
