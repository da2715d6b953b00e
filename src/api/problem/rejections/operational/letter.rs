//! What a letter refuses.

use parvis_events::letter::Rejection;

super::rejections! { Rejection {
    Rejection::NotQueued => "letter-unknown", NOT_FOUND;
    Rejection::NotWaiting => "letter-not-waiting", CONFLICT;
    Rejection::Arrived => "letter-arrived", CONFLICT;
    Rejection::StillWaiting => "letter-still-waiting", CONFLICT;
    Rejection::NeverSent => "letter-never-sent", CONFLICT;
} }
