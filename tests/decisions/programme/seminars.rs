//! Seminars on the calendar.

use parvis_events::programme::{Command, Event, Programme, Rejection, Seminar};
use parvis_events::values::Session;

use super::{after, planned};
use crate::samples::{NOW, seminar, seminar_id, session, value, venue};
use crate::table::{hold, leads, refused};

fn schedule(change: fn(&mut Seminar)) -> Command {
    let mut wanted = seminar();
    change(&mut wanted);
    Command::ScheduleSeminar(wanted)
}

fn scheduled() -> Vec<Event> {
    after(vec![Event::SeminarScheduled(seminar())])
}

fn cancelled() -> Vec<Event> {
    let fact = Event::SeminarCancelled { seminar: seminar_id(1), reason: value("Snöstorm") };
    [scheduled(), vec![fact]].concat()
}

#[test]
fn a_seminar_is_scheduled_once() {
    let number = 1;
    hold::<Programme>(
        NOW,
        vec![
            leads("scheduled", &planned(), schedule(|_| ()), vec![Event::SeminarScheduled(seminar())]),
            leads("scheduled before", &scheduled(), schedule(|_| ()), vec![]),
            refused(
                "the same id, another theme",
                &scheduled(),
                schedule(|wanted| wanted.theme = value("Affärsutveckling")),
                Rejection::SeminarAlreadyScheduled { number },
            ),
            refused(
                "the same number, another id",
                &scheduled(),
                schedule(|wanted| wanted.id = seminar_id(2)),
                Rejection::SeminarAlreadyScheduled { number },
            ),
        ],
    );
}

#[test]
fn the_sessions_of_a_seminar_make_sense() {
    let number = 1;
    let on = |starts: &str, ends: &str| session("Dag 1", "2018-05-29", starts, ends);
    let reschedule = |sessions| Command::RescheduleSeminar { seminar: seminar_id(1), sessions };
    let rescheduled = |sessions| vec![Event::SeminarRescheduled { seminar: seminar_id(1), sessions }];
    let date = || value("2018-05-29");
    let rows = |sessions: &[Session], fault: Rejection| {
        let mut wanted = seminar();
        wanted.sessions = sessions.to_vec();
        vec![
            refused::<Programme>("scheduled", &planned(), Command::ScheduleSeminar(wanted), fault.clone()),
            refused("rescheduled", &scheduled(), reschedule(sessions.to_vec()), fault),
        ]
    };
    hold(NOW, rows(&[], Rejection::NoSessions { number }));
    for ends in ["09:00:00", "08:59:59"] {
        hold(
            NOW,
            rows(&[on("09:00:00", ends)], Rejection::SessionEndsBeforeItBegins { number, date: date() }),
        );
    }
    for outside in ["2018-04-30", "2019-06-01"] {
        let sessions = [session("Dag 1", outside, "09:00:00", "10:00:00")];
        hold(NOW, rows(&sessions, Rejection::OutsidePeriod { number, date: value(outside) }));
    }
    let overlapping = [on("11:00:00", "12:00:00"), on("09:00:00", "11:00:01")];
    hold(NOW, rows(&overlapping, Rejection::SessionsOverlap { number, date: date() }));
    let touching = vec![on("11:00:00", "12:00:00"), on("09:00:00", "11:00:00")];
    let (first, last) = ("2018-05-01", "2019-05-31");
    let edges = vec![session("A", first, "00:00:00", "01:00:00"), session("B", last, "22:00:00", "23:59:00")];
    hold(
        NOW,
        vec![
            leads::<Programme>("touching", &scheduled(), reschedule(touching.clone()), rescheduled(touching)),
            leads("first and last day", &scheduled(), reschedule(edges.clone()), rescheduled(edges)),
        ],
    );
}

#[test]
fn a_seminar_gets_other_dates_another_venue_or_is_called_off() {
    let id = seminar_id(1);
    let later = || vec![session("Dag 1", "2018-06-05", "09:00:00", "16:00:00")];
    let reschedule = |sessions| Command::RescheduleSeminar { seminar: id, sessions };
    let relocate = |place| Command::MoveSeminar { seminar: id, venue: venue(place) };
    let cancel = || Command::CancelSeminar { seminar: id, reason: value("Snöstorm") };
    let is_cancelled = || Rejection::SeminarIsCancelled { number: 1 };
    hold::<Programme>(
        NOW,
        vec![
            leads(
                "other dates",
                &scheduled(),
                reschedule(later()),
                vec![Event::SeminarRescheduled { seminar: id, sessions: later() }],
            ),
            leads("the same dates", &scheduled(), reschedule(seminar().sessions), vec![]),
            leads(
                "another venue",
                &scheduled(),
                relocate("Lund"),
                vec![Event::SeminarMoved { seminar: id, venue: venue("Lund") }],
            ),
            leads("the same venue", &scheduled(), relocate("Malmö"), vec![]),
            leads("called off", &scheduled(), cancel(), cancelled().split_off(2)),
            leads("called off before", &cancelled(), cancel(), vec![]),
            refused("called off, then moved", &cancelled(), relocate("Lund"), is_cancelled()),
            refused("called off, then rescheduled", &cancelled(), reschedule(later()), is_cancelled()),
            refused("unknown: dates", &planned(), reschedule(later()), Rejection::UnknownSeminar),
            refused("unknown: venue", &planned(), relocate("Lund"), Rejection::UnknownSeminar),
            refused("unknown: called off", &planned(), cancel(), Rejection::UnknownSeminar),
        ],
    );
}

#[test]
fn seminars_stand_in_order_of_number_and_without_those_called_off() {
    use parvis_events::Stream;
    let numbered = |number: u8| {
        let mut wanted = seminar();
        wanted.id = seminar_id(number);
        wanted.number = number;
        Event::SeminarScheduled(wanted)
    };
    let gone = Event::SeminarCancelled { seminar: seminar_id(2), reason: value("Snöstorm") };
    let state = Programme::fold(&after(vec![numbered(3), numbered(1), numbered(2), gone]));
    let numbers: Vec<u8> = state.seminars_in_order().iter().map(|seminar| seminar.number).collect();
    assert_eq!(numbers, [1, 3]);
    assert_eq!(state.seminar_numbered(2).unwrap().id, seminar_id(2));
}
