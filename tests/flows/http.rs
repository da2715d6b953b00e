//! The program as a client on the network sees it: real requests to `parvis serve` on a real Postgres.

mod door;
mod pair;
mod schemathesis;
mod scopes;
pub mod server;
