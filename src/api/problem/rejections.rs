//! What the domain refuses, as problems: every rejection of every stream has a code and a status here.
//!
//! A new variant of a `Rejection` does not compile before it has a line below; its texts `problem-CODE` and
//! `problem-CODE.detail` go to `words/locales/{sv,nb,en}/problems.ftl`, and a test says which are missing.
//! 404: what the command speaks of is not there. 409: the way things stand forbids it. 422: it could never be.

mod operational;
mod programme;
mod register;

use std::error::Error;

use axum::http::StatusCode;
use parvis_events::{
    attendance, certificates, evaluation, letter, person, programme as programmes, register as registers,
};

pub use self::programme::{flaws, say};
use super::{INTERNAL, Kind, Problem};
use crate::setup::Refusal;

/// Somebody was erased, so nothing more can be recorded about them.
pub static PERSON_ERASED: Kind = Kind::new("person-erased", StatusCode::GONE, &[]);
/// Nobody decided what it takes to be certified.
pub static NO_CERTIFICATE_RULE: Kind = Kind::new("certificate-rule-missing", StatusCode::CONFLICT, &[]);
/// There is nothing to certify.
pub static NOTHING_TO_CERTIFY: Kind = Kind::new("certificate-no-seminars", StatusCode::CONFLICT, &[]);
/// Who is to be certified anew no longer takes part.
pub static NOBODY_TO_CERTIFY: Kind = Kind::new("certificate-person-gone", StatusCode::CONFLICT, &[]);

static OF_JOBS: [&Kind; 5] =
    [&PERSON_ERASED, &NO_CERTIFICATE_RULE, &NOTHING_TO_CERTIFY, &NOBODY_TO_CERTIFY, &OF_SETUP];

/// A rejection with a code.
trait Coded {
    /// It as a problem.
    fn problem(&self) -> Problem;
}

/// Declares codes, statuses and values of one stream's rejections.
macro_rules! rejections {
    ($of:path { $($pattern:pat => $code:literal, $status:ident $(, $name:ident = $value:expr)*;)+ }) => {
        /// The kinds of this stream's rejections.
        pub(in crate::api::problem::rejections) static KINDS: &[$crate::api::problem::Kind] = &[$(
            $crate::api::problem::Kind::new($code, axum::http::StatusCode::$status, &[$(stringify!($name)),*])
        ),+];

        impl super::Coded for $of {
            fn problem(&self) -> $crate::api::problem::Problem {
                match self {
                    $($pattern => super::of(KINDS, $code)$(.with(stringify!($name), $value))*,)+
                }
            }
        }
    };
}

use rejections;

/// What changing a programme refuses for the sake of others.
static OF_SETUP: Kind = Kind::new("session-attended", StatusCode::CONFLICT, &["number", "title", "date"]);

/// A rejection as a problem, if it is one of our streams'.
pub(super) fn problem(why: &(dyn Error + Send + Sync + 'static)) -> Option<Problem> {
    fn one<R: Coded + Error + 'static>(why: &(dyn Error + Send + Sync + 'static)) -> Option<Problem> {
        why.downcast_ref::<R>().map(Coded::problem)
    }
    if let Some(programmes::Rejection::NotReady(found)) = why.downcast_ref() {
        let refused = Coded::problem(&programmes::Rejection::NotReady(found.clone()));
        return Some(refused.member("problems", programme::flaws(found)));
    }
    if let Some(Refusal::SessionAttended { number, title, date }) = why.downcast_ref() {
        let refused = Problem::new(&OF_SETUP).with("number", *number).with("title", title.clone());
        return Some(refused.with("date", date.to_string()));
    }
    one::<registers::Rejection>(why)
        .or_else(|| one::<programmes::Rejection>(why))
        .or_else(|| one::<attendance::Rejection>(why))
        .or_else(|| one::<certificates::Rejection>(why))
        .or_else(|| one::<evaluation::Rejection>(why))
        .or_else(|| one::<person::Rejection>(why))
        .or_else(|| one::<letter::Rejection>(why))
}

/// A rejection that a door states itself, as a problem.
pub fn told<R: Error + Send + Sync + 'static>(why: &R) -> Problem {
    problem(why).unwrap_or_else(|| Problem::new(&INTERNAL))
}

/// Every kind of rejection.
pub(super) fn all() -> impl Iterator<Item = &'static Kind> {
    let streams = [
        register::KINDS,
        programme::KINDS,
        operational::attendance::KINDS,
        operational::certificates::KINDS,
        operational::evaluation::KINDS,
        operational::person::KINDS,
        operational::letter::KINDS,
    ];
    OF_JOBS.into_iter().chain(streams.into_iter().flatten())
}

fn of(kinds: &'static [Kind], code: &str) -> Problem {
    // Both come from the same line of the same table.
    Problem::new(kinds.iter().find(|kind| kind.code == code).unwrap_or(&INTERNAL))
}
