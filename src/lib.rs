//! Parvis: an event-sourced backend for training programmes of the public sector.

pub mod chance;
pub mod clock;
pub mod facts;
pub mod handle;
pub mod people;
pub mod postgres;
pub mod runner;
