//! States in words. Lists are official records and speak Swedish, whatever language letters are in.

use parvis_events::attendance::{Method, Status as Attended};
use parvis_events::certificates::Validity;
use parvis_projections::register::Status;

/// What stands where nobody recorded anything.
pub(super) const NOT_RECORDED: &str = "Ej registrerad";
/// The status of somebody who stands in for a member.
pub(super) const DEPUTY: &str = "Ersättare";

/// Where an enrolment or a participant stands.
pub(super) const fn standing(status: Status) -> &'static str {
    match status {
        Status::Draft => "Utkast",
        Status::Incomplete => "Ofullständig",
        Status::Submitted => "Inskickad",
        Status::Admitted => "Antagen",
        Status::Queued => "I kö",
        Status::Offered => "Erbjuden",
        Status::Declined => "Tackat nej",
        Status::Expired => "Utgången",
        Status::Withdrawn => "Avbokad",
        Status::LateWithdrawal => "Sen avbokning",
        Status::Replaced => "Ersatt",
        Status::Refused => "Nekad",
    }
}

/// What somebody's attendance is.
pub(super) const fn attended(status: Attended) -> &'static str {
    match status {
        Attended::Present => "Närvarande",
        Attended::Partly => "Delvis",
        Attended::ExcusedAbsence => "Giltig frånvaro",
        Attended::UnexcusedAbsence => "Ogiltig frånvaro",
    }
}

/// How attendance was observed.
pub(super) const fn method(method: Method) -> &'static str {
    match method {
        Method::Sheet => "Närvarolista",
        Method::List => "Avprickning",
        Method::Code => "Kod",
    }
}

/// Whether a certificate holds.
pub(super) const fn validity(validity: Validity) -> &'static str {
    match validity {
        Validity::Issued => "Utfärdat",
        Validity::Flagged => "Flaggat",
        Validity::Replaced => "Ersatt",
        Validity::Revoked => "Återkallat",
    }
}
