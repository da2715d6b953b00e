//! What an evaluation refuses.

use parvis_events::evaluation::Rejection;

super::rejections! { Rejection {
    Rejection::NotOpen => "evaluation-not-open", CONFLICT;
    Rejection::AlreadyOpen => "evaluation-already-open", CONFLICT;
    Rejection::IsClosed => "evaluation-closed", CONFLICT;
    Rejection::BatchTooSmall { found, least } => "ballots-too-few", CONFLICT, found = *found, least = *least;
    Rejection::MoreBallotsThanInvited { invited } => "ballots-too-many", CONFLICT, invited = *invited;
    Rejection::AnswerNotOnForm { question } => "answer-not-on-form", UNPROCESSABLE_ENTITY,
        question = question.to_string();
    Rejection::StillOpen => "evaluation-still-open", CONFLICT;
} }
