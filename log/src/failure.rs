//! What a failure of Postgres says about a batch that was sent.

fn code(error: &sqlx::Error) -> Option<String> {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).map(std::borrow::Cow::into_owned)
}

/// The position, or the name of a new stream, was taken in the instant between the check and the insert.
pub(crate) fn is_taken(error: &sqlx::Error) -> bool {
    code(error).as_deref() == Some("23505")
}

/// Postgres refuses what is written, not the moment it is written in.
pub(crate) fn is_about_the_batch(error: &sqlx::Error) -> bool {
    code(error).is_some_and(|code| ["22", "23", "54"].contains(&code.get(..2).unwrap_or_default()))
}

/// The connection or the server failed, or was too busy to answer: it is worth trying again.
pub(crate) fn is_lost(error: &sqlx::Error) -> bool {
    match code(error) {
        Some(code) => {
            ["08", "40", "57"].contains(&code.get(..2).unwrap_or_default())
                || ["25P03", "53300", "55P03"].contains(&code.as_str())
        }
        None => matches!(
            error,
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed
        ),
    }
}
