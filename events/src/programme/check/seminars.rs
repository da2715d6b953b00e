//! The seminars on the calendar and the rooms they are held in. Seminars that are called off are not looked at.

use std::collections::BTreeSet;

use super::Desk;
use crate::programme::registers::sign_up_ends;
use crate::programme::{Problem, Seminar, Stage};
use crate::values::Session;

impl Desk<'_> {
    pub(super) fn seminars(&self) -> Vec<Problem> {
        let held = self.state.seminars_in_order();
        if held.is_empty() {
            return vec![Problem::NoSeminars];
        }
        let mut problems = numbers(&held);
        for seminar in &held {
            problems.extend(self.sessions(seminar));
            problems.extend(self.room(seminar));
            problems.extend(self.meeting(seminar));
        }
        // Whoever is in a fixed register comes to every seminar; meetings may lie side by side.
        if !self.open_meetings {
            problems.extend(collisions(&held));
        }
        problems
    }

    fn sessions(&self, seminar: &Seminar) -> Vec<Problem> {
        let number = seminar.number;
        if seminar.sessions.is_empty() {
            return vec![Problem::NoSessions { seminar: number }];
        }
        let mut problems = Vec::new();
        let in_order = in_order(seminar);
        for session in &in_order {
            let (title, date) = (session.title.clone(), session.date);
            if session.ends <= session.starts {
                let session = title.clone();
                problems.push(Problem::SessionEndsBeforeItBegins { seminar: number, session, date });
            }
            if !self.plan.period.contains(date) {
                problems.push(Problem::OutsidePeriod { seminar: number, session: title, date });
            }
        }
        // The one that ends last so far is what the next may not begin before.
        let mut latest: Option<&Session> = None;
        for session in in_order {
            if latest.is_some_and(|before| before.date == session.date && session.starts < before.ends) {
                let (title, date) = (session.title.clone(), session.date);
                problems.push(Problem::SessionsOverlap { seminar: number, session: title, date });
            }
            let later = latest.is_none_or(|before| (before.date, before.ends) < (session.date, session.ends));
            latest = if later { Some(session) } else { latest };
        }
        problems
    }

    /// A fixed register brings everybody to every seminar. A meeting takes no more people than its room holds, and
    /// where a seminar can be followed online not everybody needs a chair.
    fn room(&self, seminar: &Seminar) -> Option<Problem> {
        let capacity = seminar.venue.capacity?;
        let number = seminar.number;
        if self.open_meetings {
            return (capacity == 0).then_some(Problem::RoomTooSmall { seminar: number, capacity, people: 1 });
        }
        let per_place = self.state.participation.as_ref()?.rule.seats_per_place();
        let people = self.plan.places.saturating_mul(per_place);
        let short = capacity < people && seminar.online.is_none();
        short.then_some(Problem::RoomTooSmall { seminar: number, capacity, people })
    }

    /// Whether anybody can sign up for a meeting; what is closed is over.
    fn meeting(&self, seminar: &Seminar) -> Option<Problem> {
        let (enrolment, participation) = (self.state.enrolment?, self.state.participation.as_ref()?);
        let ends = sign_up_ends(participation, seminar.period()?.from);
        let never = self.open_meetings && self.state.stage == Stage::Open && ends < enrolment.from;
        never.then_some(Problem::MeetingBeforeEnrolment {
            seminar: seminar.number,
            ends,
            opens: enrolment.from,
        })
    }
}

fn in_order(seminar: &Seminar) -> Vec<&Session> {
    let mut sessions: Vec<&Session> = seminar.sessions.iter().collect();
    sessions.sort_by_key(|session| (session.date, session.starts));
    sessions
}

fn numbers(held: &[&Seminar]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let (mut seen, mut told) = (BTreeSet::new(), BTreeSet::new());
    for seminar in held.iter().map(|seminar| seminar.number) {
        if seminar == 0 && told.insert(0) {
            problems.push(Problem::NumberZero);
        } else if !seen.insert(seminar) && seminar != 0 && told.insert(seminar) {
            problems.push(Problem::NumberTwice { seminar });
        }
    }
    problems
}

/// Pairs of seminars with hours in common, each pair once.
fn collisions(held: &[&Seminar]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, seminar) in held.iter().enumerate() {
        for other in held.iter().skip(at + 1) {
            let common = seminar.sessions.iter().find(|one| other.sessions.iter().any(|two| meet(one, two)));
            problems.extend(common.map(|session| Problem::SeminarsOverlap {
                seminar: seminar.number,
                other: other.number,
                date: session.date,
            }));
        }
    }
    problems
}

fn meet(one: &Session, two: &Session) -> bool {
    one.date == two.date && one.starts < two.ends && two.starts < one.ends
}
