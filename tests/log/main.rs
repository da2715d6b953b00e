//! What the log promises, held against a real Postgres.

// Tests say what they expect by unwrapping.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod appending;
mod cluster;
mod examples;
mod fixture;
mod following;
mod guarantees;
mod opening;
mod proving;
mod reading;
mod replaying;
mod standing;
mod streams;
mod telling;
