//! The private Postgres: it starts, is shared, survives what may happen to it, and never stays behind.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod holder;
mod private;
mod shared;
