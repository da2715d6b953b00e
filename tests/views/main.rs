//! What views promise: they are what the log says, however and by whomever they are kept.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod as_of;
mod dump;
mod lease;
mod poison;
mod processes;
mod rebuild;
mod taken_back;
