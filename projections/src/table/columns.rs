//! What can stand in a column, and by which ids rows are found.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde_json::Value;
use uuid::Uuid;

/// A Rust type that can be a column.
pub trait Column {
    /// The type in Postgres.
    const SQL: &'static str;
    /// Whether the column may be null.
    const NULLABLE: bool = false;
}

impl<T: Column> Column for Option<T> {
    const SQL: &'static str = T::SQL;
    const NULLABLE: bool = true;
}

macro_rules! columns {
    ($sql:literal: $($ty:ty),+ $(,)?) => {
        $(impl Column for $ty { const SQL: &'static str = $sql; })+
    };
}

columns!("text": String, parvis_events::values::Language, parvis_events::values::Country);
columns!("text": parvis_events::values::ProgrammeCode, parvis_events::values::MunicipalityCode);
columns!("text": parvis_events::values::CountyCode, parvis_events::values::RoleCode);
columns!("text": parvis_events::values::QuestionCode, parvis_events::values::ReminderCode);
columns!("text": parvis_events::values::Line, parvis_events::programme::Stage, chrono_tz::Tz);
columns!("text": parvis_events::attendance::Status, parvis_events::attendance::Method);
columns!("text": parvis_events::certificates::Validity, parvis_events::letter::LetterKind);
columns!("text": parvis_events::evaluation::Facet);
columns!("bigint": u8, u16, u32, i64);
columns!("double precision": f64);
columns!("boolean": bool);
columns!("date": NaiveDate);
columns!("time": NaiveTime);
columns!("timestamptz": DateTime<Utc>);
columns!("jsonb": Value);
columns!("uuid": Uuid, parvis_events::ids::ProgrammeId, parvis_events::ids::SeminarId);
columns!("uuid": parvis_events::ids::SessionId, parvis_events::ids::EnrolmentId);
columns!("uuid": parvis_events::ids::PersonId, parvis_events::ids::CertificateId);
columns!("uuid": parvis_events::ids::LetterId, parvis_events::ids::EvaluationId);
columns!("uuid": parvis_events::ids::RegisterId, parvis_events::ids::InvitationId);
columns!("uuid": parvis_events::ids::ObservationId);

/// An id by which rows are found: of a programme, a person and so on.
pub trait Link {
    /// The id, if there is one.
    fn link(&self) -> Option<Uuid>;
}

impl<T: Link> Link for Option<T> {
    fn link(&self) -> Option<Uuid> {
        self.as_ref().and_then(Link::link)
    }
}

macro_rules! links {
    ($($id:ident),+ $(,)?) => {
        $(impl Link for parvis_events::ids::$id {
            fn link(&self) -> Option<Uuid> {
                Some(self.uuid())
            }
        })+
    };
}

links!(ProgrammeId, SeminarId, SessionId, EnrolmentId, PersonId, EvaluationId, RegisterId);

/// A text by which rows are found, whatever the case of its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnyCase(Option<Uuid>);

impl AnyCase {
    /// Of a text; an empty one finds nothing.
    pub fn of(text: &str) -> Self {
        let lowered = text.to_lowercase();
        Self((!lowered.is_empty()).then(|| Uuid::new_v5(&Uuid::NAMESPACE_OID, lowered.as_bytes())))
    }
}

impl Link for AnyCase {
    fn link(&self) -> Option<Uuid> {
        self.0
    }
}

impl Link for String {
    fn link(&self) -> Option<Uuid> {
        AnyCase::of(self).link()
    }
}

#[cfg(test)]
mod tests {
    use super::{AnyCase, Link as _};

    #[test]
    fn a_text_is_found_in_any_case_and_an_empty_one_is_not() {
        assert_eq!("Åsa@Malmö.example".to_owned().link(), AnyCase::of("åSA@mALMÖ.EXAMPLE").link());
        assert_ne!(AnyCase::of("asa@malmo.example"), AnyCase::of("åsa@malmö.example"));
        assert_eq!(AnyCase::of("").link(), None);
    }
}
