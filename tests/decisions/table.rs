//! Tables of decisions: what is given, what is wanted, and what it comes to.

use parvis_events::Stream;
use parvis_events::testing::given;

/// One row of a table.
pub struct Row<S: Stream> {
    says: &'static str,
    given: Vec<S::Event>,
    when: S::Command,
    then: Result<Vec<S::Event>, S::Rejection>,
}

/// A row whose command leads to these facts, or to none because it is already true.
pub fn leads<S: Stream>(
    says: &'static str,
    given: &[S::Event],
    when: S::Command,
    then: Vec<S::Event>,
) -> Row<S> {
    Row { says, given: given.to_vec(), when, then: Ok(then) }
}

/// A row whose command is refused.
pub fn refused<S: Stream>(
    says: &'static str,
    given: &[S::Event],
    when: S::Command,
    then: S::Rejection,
) -> Row<S> {
    Row { says, given: given.to_vec(), when, then: Err(then) }
}

/// Holds that every row comes true, and that what was accepted changes nothing when it is said again.
#[track_caller]
pub fn hold<S: Stream>(now: &str, rows: Vec<Row<S>>) {
    for Row { says, given: facts, when, then } in rows {
        let outcome = given::<S>(now, facts.clone()).when(when.clone());
        assert_eq!(outcome.result, then, "{says}");
        if let Ok(new) = then {
            let again = given::<S>(now, [facts, new].concat()).when(when);
            assert_eq!(again.result, Ok(vec![]), "{says}; said again");
        }
    }
}
