//! Open meetings: each has a register of its own, with terms that follow from the programme.

use std::collections::BTreeMap;

use parvis_events::Stream;
use parvis_events::ids::RegisterId;
use parvis_events::participation::ParticipationRule;
use parvis_events::programme::{Event, Participation, Problem, Programme, Seminar, State, check};
use parvis_events::register::{Meeting, Terms};

use super::{joined, opened, planned};
use crate::samples::{participation, programme, seminar, seminar_id, session, value};

fn meeting(number: u8, day: &str, room: Option<u32>) -> Seminar {
    let mut wanted = seminar();
    (wanted.id, wanted.number) = (seminar_id(number), number);
    wanted.sessions = vec![session(&format!("Träff {number}"), day, "09:00:00", "12:00:00")];
    wanted.venue.capacity = room;
    wanted
}

fn network() -> Participation {
    Participation {
        rule: ParticipationRule::OpenMeeting,
        release: None,
        closes_days_before: 3,
        ..participation()
    }
}

fn held(meetings: &[Seminar], more: Vec<Event>) -> State {
    let facts = vec![joined("17", 0), Event::ParticipationRuleSet(network())];
    let scheduled = meetings.iter().cloned().map(Event::SeminarScheduled).collect();
    Programme::fold(&[planned(), facts, scheduled, more].concat())
}

fn terms_of(state: &State) -> BTreeMap<RegisterId, Terms> {
    state.registers().into_iter().collect()
}

fn of(number: u8) -> RegisterId {
    RegisterId::new(seminar_id(number).uuid())
}

#[test]
fn before_enrolment_opens_there_is_no_register() {
    assert_eq!(held(&[meeting(1, "2018-05-03", None)], vec![]).registers(), []);
}

#[test]
fn each_meeting_has_a_register_with_the_places_of_its_room() {
    // The plan has 20 places; enrolment lasts from 1 February to 30 April, the last day to withdraw is 15 May.
    let meetings = [
        meeting(1, "2018-05-03", None),
        meeting(2, "2018-05-08", Some(12)),
        meeting(3, "2018-04-17", Some(40)),
    ];
    let state = held(&meetings, vec![opened()]);
    assert_eq!(state.terms(), None);
    let terms = terms_of(&state);
    assert_eq!(terms.len(), 3);
    for (number, places, last) in [(1, 20, "2018-04-30"), (2, 12, "2018-04-30"), (3, 20, "2018-04-14")] {
        let found = &terms[&of(number)];
        assert_eq!((found.places, found.enrolment.to), (places, value(last)), "meeting {number}");
        assert_eq!(found.withdrawal_deadline, value(last), "meeting {number}");
        assert_eq!(found.meeting, Some(Meeting { programme: programme(), seminar: seminar_id(number) }));
        assert_eq!(found.allocations, [(value("17"), 0)].into());
        assert!(!found.closed && !found.called_off);
    }
    let days = [1, 2, 3].map(|number| terms[&of(number)].last_day);
    assert_eq!(days, ["2018-05-03", "2018-05-08", "2018-04-17"].map(|day| Some(value(day))));
}

#[test]
fn a_meeting_called_off_or_an_enrolment_closed_takes_nobody_more() {
    let meetings = [meeting(1, "2018-05-03", None), meeting(2, "2018-05-08", None)];
    let off = Event::SeminarCancelled { seminar: seminar_id(2), reason: value("Snöstorm") };
    let terms = terms_of(&held(&meetings, vec![opened(), off]));
    assert_eq!((terms[&of(1)].closed, terms[&of(2)].closed), (false, true));
    assert_eq!((terms[&of(1)].called_off, terms[&of(2)].called_off), (false, true));
    let terms = terms_of(&held(&meetings, vec![opened(), Event::EnrolmentClosed]));
    assert!(terms.values().all(|terms| terms.closed && !terms.called_off));
}

#[test]
fn meetings_may_lie_side_by_side_and_their_places_are_common() {
    let mut side = meeting(2, "2018-05-03", None);
    side.sessions[0].title = value("Träff samtidigt");
    assert_eq!(check(&held(&[meeting(1, "2018-05-03", None), side], vec![])), []);
    let mut state = held(&[meeting(1, "2018-05-03", Some(0))], vec![]);
    state.partners.values_mut().for_each(|partner| partner.allocation = 4);
    assert_eq!(
        check(&state),
        [
            Problem::AllocationAtMeetings { county: value("17"), allocation: 4 },
            Problem::RoomTooSmall { seminar: 1, capacity: 0, people: 1 },
        ]
    );
}

#[test]
fn a_meeting_nobody_can_sign_up_for_is_told() {
    let state = held(&[meeting(1, "2018-05-03", None), meeting(2, "2018-02-03", None)], vec![opened()]);
    let problems = check(&state);
    let expected =
        Problem::MeetingBeforeEnrolment { seminar: 2, ends: value("2018-01-31"), opens: value("2018-02-01") };
    assert!(problems.contains(&expected), "{problems:?}");
    // Its register still has a period that is one.
    let terms = &terms_of(&state)[&of(2)];
    assert!(terms.enrolment.from <= terms.enrolment.to);
}
