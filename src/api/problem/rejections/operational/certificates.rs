//! What the certificates of a programme refuse.

use parvis_events::certificates::Rejection;

super::rejections! { Rejection {
    Rejection::NotEntitled { attended_minutes, offered_minutes, least_percent } =>
        "certificate-not-entitled", CONFLICT,
        attended = *attended_minutes, offered = *offered_minutes, percent = *least_percent;
    Rejection::UnknownCertificate => "certificate-unknown", NOT_FOUND;
    Rejection::NotHolding { number } => "certificate-not-holding", CONFLICT, number = number.to_string();
    Rejection::NumberTaken(number) => "certificate-number-taken", CONFLICT, number = number.to_string();
    Rejection::CertificateTaken { number } => "certificate-id-taken", CONFLICT, number = number.to_string();
    Rejection::OfAnotherPerson { number } => "certificate-of-another-person", CONFLICT,
        number = number.to_string();
    Rejection::NoReason => "certificate-decision-without-reason", UNPROCESSABLE_ENTITY;
} }
