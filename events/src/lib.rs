//! What may happen in a training programme: facts, states and decisions.
//!
//! Everything here is pure: no clock, no chance, no input or output. Time and ids arrive with the
//! command; [`Stream::decide`] turns a command into facts or a rejection, [`Stream::evolve`] folds a
//! fact into the state. Each stream is one consistency boundary and one file, to be read from top
//! to bottom: Event, State, evolve, Command, Rejection, decide.

pub mod access;
pub mod areas;
pub mod attendance;
pub mod certificates;
pub mod codec;
pub mod evaluation;
pub mod geography;
pub mod ids;
pub mod letter;
pub mod participation;
pub mod person;
pub mod personal;
pub mod programme;
pub mod register;
pub mod stream;
pub mod testing;
pub mod time;
pub mod values;

pub use stream::Stream;
