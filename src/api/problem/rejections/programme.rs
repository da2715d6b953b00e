//! What a programme refuses.

use parvis_events::programme::{Rejection, Stage};

super::rejections! { Rejection {
    Rejection::NotPlanned => "programme-not-planned", NOT_FOUND;
    Rejection::AlreadyPlanned => "programme-already-planned", CONFLICT;
    Rejection::Finished(stage) => "programme-finished", CONFLICT, stage = stage_name(*stage);
    Rejection::NoPlaces => "programme-without-places", UNPROCESSABLE_ENTITY;
    Rejection::NoLanguage => "programme-without-language", UNPROCESSABLE_ENTITY;
    Rejection::AllocationsDoNotSum { places, allocated } => "allocations-do-not-sum", CONFLICT,
        places = *places, allocated = *allocated,
        way = if allocated > places { "over" } else { "under" }, difference = allocated.abs_diff(*places);
    Rejection::NoParticipationRule => "participation-rule-missing", CONFLICT;
    Rejection::UnusableParticipationRule(fault) => "participation-rule-unusable", UNPROCESSABLE_ENTITY,
        fault = fault_of_rule(fault);
    Rejection::NoSeminars => "programme-without-seminars", CONFLICT;
    Rejection::UnknownSeminar => "seminar-unknown", NOT_FOUND;
    Rejection::SeminarAlreadyScheduled { number } => "seminar-already-scheduled", CONFLICT, number = *number;
    Rejection::SeminarIsCancelled { number } => "seminar-cancelled", CONFLICT, number = *number;
    Rejection::NoSessions { number } => "seminar-without-sessions", UNPROCESSABLE_ENTITY, number = *number;
    Rejection::SessionEndsBeforeItBegins { number, date } => "session-ends-before-it-begins", UNPROCESSABLE_ENTITY,
        number = *number, date = date.to_string();
    Rejection::SessionsOverlap { number, date } => "sessions-overlap", UNPROCESSABLE_ENTITY,
        number = *number, date = date.to_string();
    Rejection::OutsidePeriod { number, date } => "session-outside-period", UNPROCESSABLE_ENTITY,
        number = *number, date = date.to_string();
    Rejection::EnrolmentAlreadyOpen => "enrolment-already-open", CONFLICT;
    Rejection::EnrolmentNotOpen => "enrolment-not-open", CONFLICT;
    Rejection::PercentOutOfRange(percent) => "percent-out-of-range", UNPROCESSABLE_ENTITY, percent = *percent;
    Rejection::UnusableEvaluationForm(fault) => "evaluation-form-unusable", UNPROCESSABLE_ENTITY,
        fault = fault_of_form(fault);
} }

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

/// The fault's code, by which texts choose their words.
fn fault_of_rule(fault: &str) -> &'static str {
    match fault {
        "nobody can take part without a role; name at least one" => "no-roles",
        "a pair has at least two requirements" => "one-requirement",
        "a requirement names no role that fills it" => "empty-requirement",
        "a requirement names a role the programme does not have" => "unknown-role",
        "a team has at least one member and min ≤ max" => "bad-bounds",
        _ => "other",
    }
}

/// The fault's code, by which texts choose their words.
fn fault_of_form(fault: &str) -> &'static str {
    match fault {
        "has no question" => "no-questions",
        "has two questions with the same code" => "same-code",
        "has a scale of one step" => "flat-scale",
        "would show single answers; the least group is 2 or more" => "small-group",
        _ => "other",
    }
}
