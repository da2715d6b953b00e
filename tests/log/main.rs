//! What the log promises, held against a real Postgres.

mod appending;
mod cluster;
mod fixture;
