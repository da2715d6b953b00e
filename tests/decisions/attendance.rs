//! `attendance-{seminar}`: observations, what counts of them, and corrections. Source: rule 8.

use chrono::{DateTime, TimeDelta, Utc};
use parvis_events::Stream;
use parvis_events::attendance::{
    Attendance, Command, Event, Made, Mark, Method, Observation, Rejection, Status,
};
use parvis_events::ids::ObservationId;
use parvis_events::personal::Personal;
use parvis_events::testing::given;

use crate::samples::{NOW, person, programme, session_id, value};
use crate::table::{hold, leads, refused};

/// Anna, seen at the first session at so many minutes past nine.
fn seen(id: &str, minute: u32, status: Status, minutes: u32) -> Observation {
    Observation {
        id: ObservationId::named(&[id]),
        person: person("Anna"),
        session: session_id("1"),
        status,
        minutes,
        method: Method::List,
        device: "tablet".into(),
        observed_at: value(&format!("2018-05-29T09:{minute:02}:00Z")),
    }
}

fn observe(observation: Observation) -> Command {
    Command::Observe { programme: programme(), observation, session_minutes: Some(90) }
}

fn roll(observations: Vec<Observation>) -> Vec<Event> {
    let mut facts = vec![Event::RollOpened { programme: programme() }];
    facts.extend(observations.into_iter().map(Event::Observed));
    facts
}

fn present(id: &str, minute: u32) -> Observation {
    seen(id, minute, Status::Present, 90)
}

fn correct(status: Status, minutes: u32, reason: &str) -> Command {
    Command::Correct {
        person: person("Anna"),
        session: session_id("1"),
        status,
        minutes,
        reason: reason.into(),
        session_minutes: Some(90),
        made: None,
    }
}

fn corrected(status: Status, minutes: u32) -> Event {
    Event::Corrected {
        person: person("Anna"),
        session: session_id("1"),
        status,
        minutes,
        reason: Personal::Clear("Left at noon".into()),
        at: value(NOW),
        id: None,
    }
}

/// What is taken to be true of Anna at the first session.
fn mark(facts: &[Event]) -> Mark {
    Attendance::fold(facts).marks[&(person("Anna"), session_id("1"))].clone()
}

#[test]
fn the_first_observation_opens_the_roll_and_every_one_is_kept() {
    let first = roll(vec![present("a", 0)]);
    hold::<Attendance>(
        NOW,
        vec![
            leads("the first", &[], observe(present("a", 0)), first.clone()),
            leads("the same id", &first, observe(present("a", 0)), vec![]),
            leads(
                "the same id, saying something else",
                &first,
                observe(seen("a", 5, Status::Partly, 30)),
                vec![],
            ),
            leads(
                "identical, but another observation",
                &first,
                observe(present("b", 5)),
                vec![Event::Observed(present("b", 5))],
            ),
        ],
    );
}

#[test]
fn an_observation_that_cannot_be_right_is_refused() {
    let nowhere =
        Command::Observe { programme: programme(), observation: present("a", 0), session_minutes: None };
    let contradiction = |minutes| Rejection::MinutesContradictStatus { minutes };
    hold::<Attendance>(
        NOW,
        vec![
            refused("no such session", &[], nowhere, Rejection::UnknownSession),
            refused(
                "longer than the session",
                &[],
                observe(seen("a", 0, Status::Present, 91)),
                Rejection::TooManyMinutes { minutes: 91, session_minutes: 90 },
            ),
            refused("present for no time", &[], observe(seen("a", 0, Status::Present, 0)), contradiction(0)),
            refused("partly for no time", &[], observe(seen("a", 0, Status::Partly, 0)), contradiction(0)),
            refused(
                "excused but there",
                &[],
                observe(seen("a", 0, Status::ExcusedAbsence, 1)),
                contradiction(1),
            ),
            refused(
                "absent but there",
                &[],
                observe(seen("a", 0, Status::UnexcusedAbsence, 1)),
                contradiction(1),
            ),
        ],
    );
}

#[test]
fn of_identical_check_ins_the_earliest_counts_in_whatever_order_they_arrive() {
    for order in [[0, 5, 9], [9, 5, 0], [5, 0, 9]] {
        let facts = roll(order.map(|minute| present(&minute.to_string(), minute)).to_vec());
        assert_eq!(
            mark(&facts).at,
            value::<chrono::DateTime<chrono::Utc>>("2018-05-29T09:00:00Z"),
            "{order:?}"
        );
    }
}

#[test]
fn of_different_observations_the_latest_counts_in_whatever_order_they_arrive() {
    let early = || present("early", 10);
    let absent = || seen("absent", 20, Status::UnexcusedAbsence, 0);
    let late = || present("late", 30);
    let orders = [
        vec![early(), absent(), late()],
        vec![late(), absent(), early()],
        vec![late(), early(), absent()],
        vec![absent(), late(), early()],
    ];
    for order in orders {
        assert_eq!(mark(&roll(order.clone())).status, Status::Present, "{order:?}");
    }
    let partly = seen("partly", 40, Status::Partly, 45);
    let found = mark(&roll(vec![partly, late(), absent()]));
    assert_eq!((found.status, found.minutes, found.corrected), (Status::Partly, 45, false));
}

#[test]
fn a_correction_needs_a_reason_and_outranks_every_observation() {
    let facts = roll(vec![present("a", 0)]);
    let closed = [facts.clone(), vec![Event::RollClosed]].concat();
    let partly = || correct(Status::Partly, 45, " Left at noon ");
    hold::<Attendance>(
        NOW,
        vec![
            leads("open", &facts, partly(), vec![corrected(Status::Partly, 45)]),
            leads("closed", &closed, partly(), vec![corrected(Status::Partly, 45)]),
            leads("already so", &facts, correct(Status::Present, 90, "Was there"), vec![]),
            refused("no reason", &facts, correct(Status::Partly, 45, " "), Rejection::NoReason),
            refused("no roll", &[], partly(), Rejection::NoRoll),
            refused(
                "too long",
                &facts,
                correct(Status::Partly, 91, "Left at noon"),
                Rejection::TooManyMinutes { minutes: 91, session_minutes: 90 },
            ),
            refused(
                "absent but there",
                &facts,
                correct(Status::ExcusedAbsence, 45, "Left at noon"),
                Rejection::MinutesContradictStatus { minutes: 45 },
            ),
        ],
    );
    let nowhere = Command::Correct {
        person: person("Anna"),
        session: session_id("9"),
        status: Status::Present,
        minutes: 90,
        reason: "Was there".into(),
        session_minutes: None,
        made: None,
    };
    given::<Attendance>(NOW, facts.clone()).when(nowhere).then_rejected(&Rejection::UnknownSession);
    let synced_later =
        [facts, vec![corrected(Status::Partly, 45), Event::Observed(present("b", 59))]].concat();
    let found = mark(&synced_later);
    assert_eq!((found.status, found.minutes, found.corrected), (Status::Partly, 45, true));
}

#[test]
fn a_correction_that_comes_late_from_a_phone_counts_once_and_gives_way_to_one_made_after_it() {
    let facts = [roll(vec![present("a", 0)]), vec![Event::RollClosed]].concat();
    let at = |minutes: i64| value::<DateTime<Utc>>(NOW) - TimeDelta::minutes(minutes);
    let from_phone = |id: &str, status, minutes, made_ago| {
        let Command::Correct { person, session, reason, session_minutes, .. } =
            correct(status, minutes, "Left at noon")
        else {
            unreachable!()
        };
        let made = Some(Made { id: ObservationId::named(&[id]), at: at(made_ago) });
        Command::Correct { person, session, status, minutes, reason, session_minutes, made }
    };
    let kept = |id: &str, status, minutes, made_ago| {
        let Event::Corrected { person, session, reason, .. } = corrected(status, minutes) else {
            unreachable!()
        };
        let id = Some(ObservationId::named(&[id]));
        Event::Corrected { person, session, status, minutes, reason, at: at(made_ago), id }
    };
    let first = kept("phone 1", Status::Partly, 45, 30);
    let after = [facts.clone(), vec![first.clone()]].concat();
    let twice = [after.clone(), vec![kept("phone 2", Status::Partly, 60, 10)]].concat();
    hold::<Attendance>(
        NOW,
        vec![
            leads(
                "made half an hour ago",
                &facts,
                from_phone("phone 1", Status::Partly, 45, 30),
                vec![first],
            ),
            leads("again", &after, from_phone("phone 1", Status::Partly, 45, 30), vec![]),
            leads("again, after another one", &twice, from_phone("phone 1", Status::Partly, 45, 30), vec![]),
            refused(
                "older than what stands",
                &twice,
                from_phone("phone 3", Status::Present, 90, 20),
                Rejection::CorrectedSince { at: at(10) },
            ),
            leads(
                "by a clock that runs ahead",
                &facts,
                from_phone("phone 4", Status::Partly, 45, -5),
                vec![kept("phone 4", Status::Partly, 45, 0)],
            ),
        ],
    );
    assert_eq!(mark(&twice).minutes, 60);
}

#[test]
fn a_correction_also_marks_somebody_who_was_never_observed() {
    let of_another = roll(vec![Observation { person: person("Bo"), ..present("a", 0) }]);
    given::<Attendance>(NOW, of_another)
        .when(correct(Status::ExcusedAbsence, 0, "Left at noon"))
        .then(&[corrected(Status::ExcusedAbsence, 0)]);
}

#[test]
fn a_closed_roll_takes_no_observations_but_knows_the_ones_it_has() {
    let facts = roll(vec![present("a", 0)]);
    let closed = [facts.clone(), vec![Event::RollClosed]].concat();
    hold::<Attendance>(
        NOW,
        vec![
            leads("closed", &facts, Command::CloseRoll, vec![Event::RollClosed]),
            leads("closed before", &closed, Command::CloseRoll, vec![]),
            leads("synced again", &closed, observe(present("a", 0)), vec![]),
            refused("synced too late", &closed, observe(present("b", 5)), Rejection::RollIsClosed),
            refused("nothing to close", &[], Command::CloseRoll, Rejection::NoRoll),
        ],
    );
}

fn take_back(ids: &[&str]) -> Command {
    Command::Retract {
        person: person("Anna"),
        session: session_id("1"),
        observations: ids.iter().map(|id| ObservationId::named(&[id])).collect(),
        at: value(NOW),
    }
}

fn taken_back(ids: &[&str]) -> Event {
    Event::Retracted {
        person: person("Anna"),
        session: session_id("1"),
        observations: ids.iter().map(|id| ObservationId::named(&[id])).collect(),
        at: value(NOW),
    }
}

#[test]
fn an_observation_is_taken_back_once_and_only_as_long_as_the_roll_is_open() {
    let facts = roll(vec![present("a", 0), present("b", 5)]);
    let without = [facts.clone(), vec![taken_back(&["a"])]].concat();
    let closed = [facts.clone(), vec![Event::RollClosed]].concat();
    hold::<Attendance>(
        NOW,
        vec![
            leads("one of two", &facts, take_back(&["a"]), vec![taken_back(&["a"])]),
            leads("what nobody knows is left out", &facts, take_back(&["a", "z"]), vec![taken_back(&["a"])]),
            leads("again", &without, take_back(&["a"]), vec![]),
            leads("nothing known", &facts, take_back(&["z"]), vec![]),
            leads("taken back, then sent again", &without, observe(present("a", 0)), vec![]),
            refused("after the roll", &closed, take_back(&["a"]), Rejection::RollIsClosed),
        ],
    );
}

#[test]
fn what_others_saw_counts_when_a_mistake_is_taken_back() {
    let both = roll(vec![present("a", 5), present("b", 0)]);
    let left = mark(&[both.clone(), vec![taken_back(&["b"])]].concat());
    assert_eq!((left.status, left.at), (Status::Present, present("a", 5).observed_at));
    // Seen without a network before the other took theirs back, and sent afterwards.
    let facts =
        [roll(vec![present("a", 5)]), vec![taken_back(&["a"]), Event::Observed(present("b", 0))]].concat();
    assert_eq!(mark(&facts).at, present("b", 0).observed_at);
    let none = Attendance::fold(&[both, vec![taken_back(&["a", "b"])]].concat());
    assert!(none.marks.is_empty(), "nothing is recorded, which is not the same as absent");
    assert_eq!(none.seen.len(), 2);
}

#[test]
fn a_correction_stands_whatever_is_taken_back() {
    let facts =
        [roll(vec![present("a", 0)]), vec![corrected(Status::Partly, 45), taken_back(&["a"])]].concat();
    let found = mark(&facts);
    assert_eq!((found.status, found.minutes, found.corrected), (Status::Partly, 45, true));
}
