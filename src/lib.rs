//! Parvis: an event-sourced backend for training programmes of the public sector.

pub mod import;
pub mod postgres;
