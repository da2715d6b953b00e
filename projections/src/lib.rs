//! What can be seen: views folded from facts, and their tables.
//!
//! A view answers one user's question. Its rows are changed in memory by a pure fold over facts and
//! written by whoever runs it; the same fold serves the live tables, a rebuild, and any "as of".
//! Nothing here can decide or send.

pub mod access;
pub mod attendance;
pub mod certificates;
pub mod envelope;
pub mod evaluations;
pub mod house;
pub mod letters;
pub mod people;
pub mod programmes;
pub mod register;
pub mod reminders;
pub mod summary;
pub mod table;

pub use envelope::Envelope;
pub use house::House;
