//! Parvis: an event-sourced backend for training programmes of the public sector.
//!
//! ARCHITECTURE.md walks one command and one reminder through these rooms.

pub mod ballots;
pub mod certify;
pub mod chance;
pub mod clock;
pub mod evaluate;
pub mod facts;
pub mod handle;
pub mod import;
pub mod intake;
pub mod letters;
pub mod office;
pub mod outbox;
pub mod papers;
pub mod people;
pub mod policy;
pub mod postgres;
pub mod runner;
pub mod schedule;
