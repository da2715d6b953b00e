//! The program as a client on the network sees it: real requests to `parvis serve` on a real Postgres.

mod asking;
mod attendance;
mod door;
mod following;
mod killed;
mod languages;
mod last_place;
mod links;
mod over;
mod pair;
mod papers;
mod people;
mod schemathesis;
mod scopes;
pub mod server;
