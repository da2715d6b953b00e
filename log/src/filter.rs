//! Which events a read or a subscription wants; decided in Postgres, so the others are not sent.

use sqlx::postgres::{PgArguments, Postgres};
use sqlx::query::Query;

use crate::ReadError;

/// Which events a read or a subscription wants. The default wants all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What the stream's name must match.
    pub stream: Option<Match>,
    /// What the event type must match.
    pub kind: Option<Match>,
}

/// What a name must look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// It begins with one of these.
    Prefixes(Vec<String>),
    /// It matches this regular expression, in the dialect of Postgres.
    Regex(String),
}

impl Match {
    /// It begins with this.
    pub fn prefix(prefix: impl Into<String>) -> Self {
        Match::Prefixes(vec![prefix.into()])
    }

    fn prefixes(found: Option<&Match>) -> Option<Vec<String>> {
        match found {
            Some(Match::Prefixes(prefixes)) => Some(prefixes.clone()),
            Some(Match::Regex(_)) | None => None,
        }
    }

    fn regex(found: Option<&Match>) -> Option<String> {
        match found {
            Some(Match::Regex(regex)) => Some(regex.clone()),
            Some(Match::Prefixes(_)) | None => None,
        }
    }
}

impl Filter {
    /// Events of streams whose name begins with this.
    pub fn stream_prefix(prefix: impl Into<String>) -> Self {
        Filter { stream: Some(Match::prefix(prefix)), kind: None }
    }

    /// Events whose type begins with this.
    pub fn kind_prefix(prefix: impl Into<String>) -> Self {
        Filter { stream: None, kind: Some(Match::prefix(prefix)) }
    }

    /// Whether every event passes.
    pub fn is_all(&self) -> bool {
        self.stream.is_none() && self.kind.is_none()
    }

    /// Binds the four parameters of a filter.
    pub(crate) fn bind<'q>(
        &self,
        query: Query<'q, Postgres, PgArguments>,
    ) -> Query<'q, Postgres, PgArguments> {
        query
            .bind(Match::prefixes(self.stream.as_ref()))
            .bind(Match::regex(self.stream.as_ref()))
            .bind(Match::prefixes(self.kind.as_ref()))
            .bind(Match::regex(self.kind.as_ref()))
    }

    /// Tells a wrong regular expression, and text that Postgres cannot take, from a failing database.
    pub(crate) fn explain(error: sqlx::Error) -> ReadError {
        let about_the_filter = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .is_some_and(|code| code == "2201B" || code == "22021");
        if about_the_filter { ReadError::Filter(error.to_string()) } else { ReadError::Database(error) }
    }
}
