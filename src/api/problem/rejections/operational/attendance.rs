//! What a roll refuses.

use parvis_events::attendance::Rejection;

super::rejections! { Rejection {
    Rejection::NoRoll => "roll-not-begun", CONFLICT;
    Rejection::UnknownSession => "session-unknown", UNPROCESSABLE_ENTITY;
    Rejection::TooManyMinutes { minutes, session_minutes } => "attendance-too-long", UNPROCESSABLE_ENTITY,
        minutes = *minutes, session_minutes = *session_minutes;
    Rejection::MinutesContradictStatus { minutes } => "attendance-contradicts-itself", UNPROCESSABLE_ENTITY,
        minutes = *minutes;
    Rejection::RollIsClosed => "roll-closed", CONFLICT;
    Rejection::NoReason => "correction-without-reason", UNPROCESSABLE_ENTITY;
    Rejection::CorrectedSince { at } => "attendance-corrected-since", CONFLICT, at = at.to_rfc3339();
} }
