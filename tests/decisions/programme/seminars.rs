//! Seminars on the calendar.

use parvis_events::Stream;
use parvis_events::areas::CulturalArea;
use parvis_events::programme::{Command, Event, Problem, Programme, Rejection, Seminar, Speaker};
use parvis_events::values::{Line, Session};

use super::{after, not_ready, opened, planned, ready};
use crate::samples::{NOW, person, seminar, seminar_id, session, session_id, value, venue};
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

/// Scheduled, and enrolment opened.
fn published() -> Vec<Event> {
    [ready(), vec![opened()]].concat()
}

#[test]
fn a_seminar_is_scheduled_once_and_revised_while_the_programme_is_a_draft() {
    let number = 1;
    let mut revised = seminar();
    (revised.theme, revised.number) = (value("Affärsutveckling"), 2);
    let mut second = seminar();
    second.id = seminar_id(2);
    second.sessions.iter_mut().for_each(|session| session.id = session_id(&format!("2, {}", session.title)));
    hold::<Programme>(
        NOW,
        vec![
            leads("scheduled", &planned(), schedule(|_| ()), vec![Event::SeminarScheduled(seminar())]),
            leads("scheduled before", &scheduled(), schedule(|_| ()), vec![]),
            leads(
                "revised in a draft",
                &scheduled(),
                Command::ScheduleSeminar(revised.clone()),
                vec![Event::SeminarScheduled(revised.clone())],
            ),
            refused(
                "revised once published",
                &published(),
                Command::ScheduleSeminar(revised),
                Rejection::SeminarAlreadyScheduled { number },
            ),
            leads(
                "another with the same number, in a draft",
                &scheduled(),
                Command::ScheduleSeminar(second.clone()),
                vec![Event::SeminarScheduled(second.clone())],
            ),
            refused(
                "another with the same number, once published",
                &published(),
                Command::ScheduleSeminar(second.clone()),
                not_ready(&[
                    Problem::NumberTwice { seminar: 1 },
                    Problem::SeminarsOverlap { seminar: 1, other: 1, date: value("2018-05-29") },
                ]),
            ),
            refused(
                "revised after it was called off",
                &cancelled(),
                schedule(|wanted| wanted.theme = value("Affärsutveckling")),
                Rejection::SeminarIsCancelled { number },
            ),
        ],
    );
}

#[test]
fn no_two_sessions_have_the_same_id() {
    let mut second = seminar();
    (second.id, second.number) = (seminar_id(2), 2);
    let mut twice = seminar();
    twice.sessions[1].id = twice.sessions[0].id;
    let reschedule = Command::RescheduleSeminar { seminar: seminar_id(1), sessions: twice.sessions.clone() };
    hold::<Programme>(
        NOW,
        vec![
            refused(
                "that of another seminar",
                &scheduled(),
                Command::ScheduleSeminar(second),
                Rejection::SessionIdTaken { number: 2 },
            ),
            refused(
                "twice in a seminar",
                &planned(),
                Command::ScheduleSeminar(twice),
                Rejection::SessionIdTaken { number: 1 },
            ),
            refused(
                "twice after rescheduling",
                &scheduled(),
                reschedule,
                Rejection::SessionIdTaken { number: 1 },
            ),
        ],
    );
}

#[test]
fn the_sessions_of_a_published_seminar_make_sense() {
    let (seminar, on) = (1, |starts: &str, ends: &str| session("Dag 1", "2018-05-29", starts, ends));
    let reschedule = |sessions| Command::RescheduleSeminar { seminar: seminar_id(1), sessions };
    let rescheduled = |sessions| vec![Event::SeminarRescheduled { seminar: seminar_id(1), sessions }];
    let (named, date) = (value::<Line>("Dag 1"), value("2018-05-29"));
    let row = |sessions: &[Session], fault: Problem| {
        vec![
            leads::<Programme>(
                "a draft",
                &scheduled(),
                reschedule(sessions.to_vec()),
                rescheduled(sessions.to_vec()),
            ),
            refused("published", &published(), reschedule(sessions.to_vec()), not_ready(&[fault])),
        ]
    };
    let of = |session: &Line| session.clone();
    hold(NOW, row(&[], Problem::NoSessions { seminar }));
    for ends in ["09:00:00", "08:59:59"] {
        let fault = Problem::SessionEndsBeforeItBegins { seminar, session: of(&named), date };
        hold(NOW, row(&[on("09:00:00", ends)], fault));
    }
    let outside = "2019-06-01";
    let sessions = [session("Dag 1", outside, "09:00:00", "10:00:00")];
    hold(NOW, row(&sessions, Problem::OutsidePeriod { seminar, session: of(&named), date: value(outside) }));
    let mut overlapping = [on("11:00:00", "12:00:00"), on("09:00:00", "11:00:01")];
    overlapping[1].id = session_id("another");
    hold(NOW, row(&overlapping, Problem::SessionsOverlap { seminar, session: of(&named), date }));
    let mut touching = vec![on("11:00:00", "12:00:00"), on("09:00:00", "11:00:00")];
    touching[1].id = session_id("another");
    let (first, last) = ("2018-05-01", "2019-05-31");
    let edges = vec![session("A", first, "00:00:00", "01:00:00"), session("B", last, "22:00:00", "23:59:00")];
    hold(
        NOW,
        vec![
            leads::<Programme>("touching", &published(), reschedule(touching.clone()), rescheduled(touching)),
            leads("first and last day", &published(), reschedule(edges.clone()), rescheduled(edges)),
        ],
    );
}

#[test]
fn a_seminar_is_described() {
    let describe =
        |theme: &str, topic: &str, online: Option<&str>, areas: &[CulturalArea]| Command::DescribeSeminar {
            seminar: seminar_id(1),
            theme: value(theme),
            speakers: vec![Speaker { person: person("speaker"), topic: value(topic) }],
            online: online.map(value),
            areas: areas.iter().copied().collect(),
        };
    let described = || Event::SeminarDescribed {
        seminar: seminar_id(1),
        theme: value("Vad är KKN idag?"),
        speakers: vec![Speaker { person: person("speaker"), topic: value("Forskningsläget") }],
        online: Some(value("https://motet.example/kkn-1")),
        areas: [CulturalArea::Film].into(),
    };
    let wanted = || {
        describe(
            "Vad är KKN idag?",
            "Forskningsläget",
            Some("https://motet.example/kkn-1"),
            &[CulturalArea::Film],
        )
    };
    hold::<Programme>(
        NOW,
        vec![
            leads("described", &scheduled(), wanted(), vec![described()]),
            leads("described once published", &published(), wanted(), vec![described()]),
            leads("described before", &[scheduled(), vec![described()]].concat(), wanted(), vec![]),
            refused("called off", &cancelled(), wanted(), Rejection::SeminarIsCancelled { number: 1 }),
            refused("unknown", &planned(), wanted(), Rejection::UnknownSeminar),
        ],
    );
    let state = Programme::fold(&[scheduled(), vec![described()]].concat());
    let found = state.seminar_numbered(1).unwrap();
    assert_eq!(found.theme, value("Vad är KKN idag?"));
    assert_eq!(
        (found.speakers.len(), &found.sessions, &found.venue),
        (1, &seminar().sessions, &venue("Malmö"))
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
