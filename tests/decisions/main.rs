//! Decisions as given / when / then, properties over random histories, and samples of what is stored.

#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

mod access;
mod attendance;
mod certificates;
mod evaluation;
mod golden;
mod letter;
mod person;
mod programme;
mod properties;
mod register;
mod samples;
mod table;
