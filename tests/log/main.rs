//! What the log promises, held against a real Postgres.

mod appending;
mod cluster;
mod fixture;
mod following;
mod opening;
mod proving;
mod reading;
mod streams;
