//! What may not happen to what is known of a person.

use parvis_events::person::Rejection;

super::rejections! { Rejection {
    Rejection::NotRegistered => "person-unknown", NOT_FOUND;
    Rejection::PersonErased => "person-was-erased", GONE;
    Rejection::NotDecided => "erasure-not-decided", CONFLICT;
} }
