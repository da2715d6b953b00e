//! Errors of the rooms as problems. Whatever is the caller's to mend gets a kind of its own; the rest is ours, is
//! traced here, once, and becomes `internal`.

use parvis_documents::DocumentError;

use super::{BEHIND, BUSY, INTERNAL, Problem, STALE, UNAVAILABLE, rejections};
use crate::api::query::parameter_fault;
use crate::ballots::BallotError;
use crate::certify::CertifyError;
use crate::erasure::ErasureError;
use crate::exports::ExportError;
use crate::handle::HandleError;
use crate::office::OfficeError;
use crate::people::PeopleError;
use crate::runner::RunnerError;

/// Ours: traced with its causes, told without any.
fn ours(error: impl std::error::Error + Send + Sync + 'static) -> Problem {
    let error = anyhow::Error::from(error);
    tracing::error!(error = %format!("{error:#}"), "a request failed");
    Problem::new(&INTERNAL)
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::PoolTimedOut | sqlx::Error::Io(_)) {
            tracing::warn!(error = %error, "the database does not answer");
            return Self::new(&UNAVAILABLE).retry_after(1);
        }
        ours(error)
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        ours(error)
    }
}

impl From<parvis_log::ReadError> for Problem {
    fn from(error: parvis_log::ReadError) -> Self {
        ours(error)
    }
}

impl From<HandleError> for Problem {
    fn from(error: HandleError) -> Self {
        match error {
            HandleError::Rejected(why) => rejections::problem(why.as_ref()).unwrap_or_else(|| {
                tracing::error!(rejection = %why, "a rejection has no code");
                Self::new(&INTERNAL)
            }),
            HandleError::Stale { .. } => Self::new(&STALE),
            HandleError::Busy => Self::new(&BUSY).retry_after(1),
            HandleError::People(PeopleError::Erased(_)) => Self::new(&rejections::PERSON_ERASED),
            HandleError::Append(error) if error.is_transient() => {
                tracing::warn!(error = %error, "the log does not take facts for the moment");
                Self::new(&UNAVAILABLE).retry_after(1)
            }
            HandleError::Append(_)
            | HandleError::Read(_)
            | HandleError::Codec(_)
            | HandleError::Metadata(_)
            | HandleError::People(_)
            | HandleError::StreamName(_) => ours(error),
        }
    }
}

impl From<RunnerError> for Problem {
    fn from(error: RunnerError) -> Self {
        match error {
            RunnerError::TooSlow(position) => {
                Self::new(&BEHIND).with("position", position.get()).retry_after(1)
            }
            RunnerError::Database(error) => error.into(),
            RunnerError::Read(_) | RunnerError::Gap { .. } | RunnerError::Row(_) | RunnerError::People(_) => {
                ours(error)
            }
        }
    }
}

impl From<OfficeError> for Problem {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::Handle(error) => error.into(),
            OfficeError::Runner(error) => error.into(),
            OfficeError::UnknownProgramme(_) => Self::new(&super::NOT_FOUND),
            OfficeError::Log(_)
            | OfficeError::People(_)
            | OfficeError::Policy(_)
            | OfficeError::Ballots(_)
            | OfficeError::Outbox(_)
            | OfficeError::Mail(_)
            | OfficeError::MailFrom(_)
            | OfficeError::Webhooks(_)
            | OfficeError::DataDir(..) => ours(error),
        }
    }
}

impl From<ErasureError> for Problem {
    fn from(error: ErasureError) -> Self {
        match error {
            ErasureError::Handle(error) => error.into(),
            ErasureError::Office(error) => error.into(),
            ErasureError::Journal(_) | ErasureError::People(_) | ErasureError::Read(_) => ours(error),
        }
    }
}

impl From<CertifyError> for Problem {
    fn from(error: CertifyError) -> Self {
        match error {
            CertifyError::UnknownProgramme => Self::new(&super::NOT_FOUND),
            CertifyError::NoRule => Self::new(&rejections::NO_CERTIFICATE_RULE),
            CertifyError::Gone => Self::new(&rejections::NOBODY_TO_CERTIFY),
            CertifyError::NoSeminars => Self::new(&rejections::NOTHING_TO_CERTIFY),
            CertifyError::Handle(error) => error.into(),
            CertifyError::Number(_) => ours(error),
        }
    }
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::UnknownProgramme(_) | ExportError::UnknownSeminar { .. } => {
                Self::new(&super::NOT_FOUND)
            }
            ExportError::WholeProgrammeOnly { .. } => parameter_fault("seminar", "value"),
            ExportError::FormatNotOffered { .. } => parameter_fault("format", "value"),
            ExportError::Csv(_) | ExportError::Xlsx(_) | ExportError::Json(_) => ours(error),
        }
    }
}

impl From<DocumentError> for Problem {
    fn from(error: DocumentError) -> Self {
        ours(error)
    }
}

impl From<BallotError> for Problem {
    fn from(error: BallotError) -> Self {
        match error {
            BallotError::Handle(error) => error.into(),
            BallotError::Database(error) => error.into(),
            BallotError::Ballot(_) | BallotError::AlreadyPutIn => ours(error),
        }
    }
}
