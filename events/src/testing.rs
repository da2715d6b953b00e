//! Given / when / then, for tests of decisions.

use chrono::{DateTime, Utc};

use crate::stream::Stream;

/// Facts that have happened, from which a decision is taken.
#[derive(Clone, Debug)]
pub struct Given<S: Stream> {
    events: Vec<S::Event>,
    now: DateTime<Utc>,
}

/// What a decision came to.
#[derive(Debug)]
pub struct Outcome<S: Stream> {
    /// What was given.
    pub given: Given<S>,
    /// The facts, or the rejection.
    pub result: Result<Vec<S::Event>, S::Rejection>,
}

/// Starts from these facts; `now` is an RFC 3339 instant.
///
/// # Panics
/// When `now` is not an instant.
#[allow(clippy::panic)] // a helper of tests
pub fn given<S: Stream>(now: &str, events: Vec<S::Event>) -> Given<S> {
    let Ok(now) = now.parse() else { panic!("{now:?} is not an instant") };
    Given { events, now }
}

impl<S: Stream> Given<S> {
    /// Takes a decision.
    pub fn when(self, command: S::Command) -> Outcome<S> {
        let result = S::decide(&S::fold(&self.events), command, self.now);
        Outcome { given: self, result }
    }
}

#[allow(clippy::panic)] // these are the assertions of tests
impl<S: Stream> Outcome<S> {
    /// Holds that exactly these facts follow.
    #[track_caller]
    pub fn then(self, expected: &[S::Event]) -> Self {
        match &self.result {
            Ok(events) => assert_eq!(events, expected),
            Err(rejection) => panic!("rejected: {rejection}"),
        }
        self
    }

    /// Holds that nothing follows, because it is already true.
    #[track_caller]
    pub fn then_nothing(self) -> Self {
        self.then(&[])
    }

    /// Holds that the command is refused, for this reason.
    #[track_caller]
    pub fn then_rejected(self, expected: &S::Rejection) {
        match self.result {
            Ok(events) => panic!("not rejected, but {events:?}"),
            Err(rejection) => assert_eq!(rejection, *expected),
        }
    }

    /// Holds that the same command, said again, changes nothing.
    #[track_caller]
    pub fn again_nothing(self, command: S::Command) {
        match self.result {
            Ok(mut events) => {
                let mut all = self.given.events;
                all.append(&mut events);
                Given::<S> { events: all, now: self.given.now }.when(command).then_nothing();
            }
            Err(rejection) => panic!("rejected: {rejection}"),
        }
    }
}
