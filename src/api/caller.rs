//! Who asks: the token that came with the request, and what it may do.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use parvis_events::values::ProgrammeCode;
use uuid::Uuid;

use super::problem::{self, Problem};
use super::query;
use super::scopes::{Power, Scope};
use crate::facts::Cause;
use crate::reception::Reception;
use crate::serve::RequestId;

/// Whoever asks, recognised by their token.
#[derive(Clone, Debug)]
pub struct Caller(Arc<Known>);

#[derive(Debug)]
struct Known {
    token: String,
    scopes: Vec<Scope>,
}

impl Caller {
    /// Recognises the token in the headers, and counts the request.
    ///
    /// # Errors
    /// When there is none, it opens nothing, or it was used too often.
    pub async fn of(reception: &Reception, headers: &HeaderMap) -> Result<Self, Problem> {
        let header = headers.get(AUTHORIZATION).ok_or_else(|| Problem::new(&problem::NO_TOKEN))?;
        let (scheme, shown) = header
            .to_str()
            .ok()
            .and_then(|text| text.split_once(' '))
            .ok_or_else(|| Problem::new(&problem::BAD_TOKEN))?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Problem::new(&problem::BAD_TOKEN));
        }
        // Tokens end on the machine's clock, whatever instant a simulation has reached.
        let now = chrono::Utc::now();
        let token = reception.tokens().recognise(shown.trim(), now).await?;
        let token = token.ok_or_else(|| Problem::new(&problem::BAD_TOKEN))?;
        reception.limits().with_token(&token.id)?;
        Ok(Self(Arc::new(Known { token: token.id, scopes: token.scopes })))
    }

    /// The token's id.
    pub fn token(&self) -> &str {
        &self.0.token
    }

    /// What is written down as the one who did something.
    pub fn actor(&self) -> String {
        format!("token:{}", self.0.token)
    }

    /// The cause of what follows from a request.
    pub fn cause(&self, reception: &Reception, request: RequestId) -> Cause {
        Cause { correlation: request.0, ..reception.office().cause(&self.actor()) }
    }

    /// Whether the caller has a power in a programme.
    pub fn may(&self, power: Power, programme: &ProgrammeCode) -> bool {
        self.0.scopes.iter().any(|scope| scope.allows(power, Some(programme)))
    }

    /// Whether the caller has a power in some programme.
    pub fn may_somewhere(&self, power: Power) -> bool {
        self.0.scopes.iter().any(|scope| scope.allows(power, scope.programme.as_ref()))
    }

    /// The programmes that the caller has a power in; absent where that is all of them.
    pub fn programmes(&self, power: Power) -> Option<BTreeSet<ProgrammeCode>> {
        if self.0.scopes.iter().any(|scope| scope.allows(power, None)) {
            return None;
        }
        let there = self.0.scopes.iter().filter(|scope| scope.allows(power, scope.programme.as_ref()));
        Some(there.filter_map(|scope| scope.programme.clone()).collect())
    }

    /// Asserts that the caller has a power in a programme.
    ///
    /// # Errors
    /// When not; the problem names the scope that is missing.
    pub fn must(&self, power: Power, programme: &ProgrammeCode) -> Result<(), Problem> {
        let missing = || Scope { power, programme: Some(programme.clone()) };
        self.may(power, programme).then_some(()).ok_or_else(|| forbidden(&missing()))
    }

    /// Asserts that the caller has a power in every programme.
    ///
    /// # Errors
    /// When not; the problem names the scope that is missing.
    pub fn must_everywhere(&self, power: Power) -> Result<(), Problem> {
        let may = self.0.scopes.iter().any(|scope| scope.allows(power, None));
        may.then_some(()).ok_or_else(|| forbidden(&Scope { power, programme: None }))
    }

    /// Asserts that the caller has a power in some programme.
    ///
    /// # Errors
    /// When not; the problem names the scope that is missing.
    pub fn must_somewhere(&self, power: Power) -> Result<(), Problem> {
        self.may_somewhere(power).then_some(()).ok_or_else(|| forbidden(&Scope { power, programme: None }))
    }
}

fn forbidden(missing: &Scope) -> Problem {
    Problem::new(&problem::FORBIDDEN).with("scope", missing.to_string())
}

impl FromRequestParts<Reception> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, reception: &Reception) -> Result<Self, Problem> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let caller = Self::of(reception, &parts.headers).await?;
        query::check(parts)?;
        parts.extensions.insert(caller.clone());
        Ok(caller)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for RequestId {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        // The outermost layer gives every request one.
        Ok(parts.extensions.get().copied().unwrap_or(Self(Uuid::nil())))
    }
}
