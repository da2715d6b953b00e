//! Open meetings: no fixed register, one person at a time, a register for each seminar.

use parvis_events::Stream;
use parvis_events::participation::{Member, ParticipationRule};
use parvis_events::register::{
    Channel, Command, Event, Meeting, Pool, QueueReason, Register, Rejection, Submission, Terms,
};
use parvis_events::testing::given;

use super::with;
use crate::samples::{
    NOW, enrolment, member, period, programme, seminar_id, session_id, submission, terms, value,
};
use crate::table::{hold, leads, refused};

/// A meeting on 29 May with so many places, whose sign-up closes five days before.
fn meeting(number: u8, places: u32) -> Terms {
    let mut terms = terms(places, &[]);
    terms.rule = ParticipationRule::OpenMeeting;
    terms.enrolment = period("2018-02-01", "2018-05-24");
    terms.withdrawal_deadline = value("2018-05-24");
    terms.invited = ["1280", "1281", "1286"].map(value).into();
    terms.meeting = Some(Meeting { programme: programme(), seminar: seminar_id(number) });
    terms
}

fn coming(town: &str, name: &str) -> Submission {
    let mut sent = submission(town, vec![member(name, &["culture"])]);
    (sent.enrolment, sent.reference) = (enrolment(name), value(name));
    sent
}

fn sign_up(town: &str, name: &str) -> Command {
    Command::Submit(coming(town, name))
}

fn signed_up(town: &str, name: &str) -> Event {
    Event::Submitted(coming(town, name))
}

fn seated(name: &str) -> Event {
    Event::PlaceGranted { enrolment: enrolment(name), pool: Pool::Common }
}

fn with_anna(places: u32) -> Vec<Event> {
    [with(meeting(1, places)), vec![signed_up("Malmö", "Anna"), seated("Anna")]].concat()
}

#[test]
fn people_sign_up_one_by_one_until_the_room_is_full_and_then_queue() {
    let waits = Event::Queued { enrolment: enrolment("Bo"), reason: QueueReason::ProgrammeFull };
    let sat_down = [with_anna(1), vec![signed_up("Malmö", "Bo"), waits.clone()]].concat();
    let gone = Event::Withdrawn { enrolment: enrolment("Anna"), late: false };
    let offer = Event::PlaceOffered {
        enrolment: enrolment("Bo"),
        pool: Pool::Common,
        until: value("2018-03-08T23:00:00Z"),
    };
    hold::<Register>(
        NOW,
        vec![
            leads(
                "the first",
                &with(meeting(1, 2)),
                sign_up("Malmö", "Anna"),
                vec![signed_up("Malmö", "Anna"), seated("Anna")],
            ),
            leads(
                "a colleague",
                &with_anna(2),
                sign_up("Malmö", "Bo"),
                vec![signed_up("Malmö", "Bo"), seated("Bo")],
            ),
            leads(
                "one too many",
                &with_anna(1),
                sign_up("Malmö", "Bo"),
                vec![signed_up("Malmö", "Bo"), waits],
            ),
            leads(
                "somebody cannot come",
                &sat_down,
                Command::Withdraw { enrolment: enrolment("Anna") },
                vec![gone, offer],
            ),
            refused(
                "the same person twice",
                &with_anna(2),
                Command::Submit(Submission {
                    enrolment: enrolment("again"),
                    reference: value("again"),
                    ..coming("Malmö", "Anna")
                }),
                Rejection::PersonAlreadyEnrolled { reference: value("Anna") },
            ),
            refused(
                "two at once",
                &with(meeting(1, 2)),
                Command::Submit(Submission {
                    members: vec![member("Anna", &["culture"]), member("Bo", &["culture"])],
                    ..coming("Malmö", "Anna")
                }),
                Rejection::TooManyMembers { seats: 1 },
            ),
            refused(
                "not invited",
                &with(meeting(1, 2)),
                sign_up("Halmstad", "Anna"),
                Rejection::MunicipalityNotInvited(value("1380")),
            ),
        ],
    );
}

#[test]
fn whoever_comes_to_one_meeting_may_come_to_the_next() {
    // Another meeting is another register: what holds in the one says nothing in the other.
    for number in [1, 2] {
        given::<Register>(NOW, with(meeting(number, 1)))
            .when(sign_up("Malmö", "Anna"))
            .then(&[signed_up("Malmö", "Anna"), seated("Anna")]);
    }
}

#[test]
fn sign_up_closes_some_days_before_the_meeting() {
    let closed = value("2018-05-24");
    given::<Register>("2018-05-24T21:59:59Z", with(meeting(1, 1)))
        .when(sign_up("Malmö", "Anna"))
        .then(&[signed_up("Malmö", "Anna"), seated("Anna")]);
    given::<Register>("2018-05-24T22:00:00Z", with(meeting(1, 1)))
        .when(sign_up("Malmö", "Anna"))
        .then_rejected(&Rejection::Closed { closed });
    let mut off = meeting(1, 1);
    off.closed = true;
    let by_herself = Submission { via: Channel::Member, ..coming("Malmö", "Anna") };
    given::<Register>(NOW, with(off))
        .when(Command::Submit(by_herself))
        .then_rejected(&Rejection::ClosedByOrganiser);
}

#[test]
fn nobody_is_a_deputy_at_a_meeting_but_somebody_else_may_come_instead() {
    let deputy = Command::NameDeputy {
        enrolment: enrolment("Anna"),
        member: crate::samples::person("Anna"),
        deputy: crate::samples::person("Disa"),
        sessions: [session_id("Dag 1")].into(),
    };
    given::<Register>(NOW, with_anna(1)).when(deputy).then_rejected(&Rejection::NoDeputiesAtMeetings);
    let disa: Member = member("Disa", &["culture"]);
    let (enrolment, leaving) = (enrolment("Anna"), crate::samples::person("Anna"));
    given::<Register>(NOW, with_anna(1))
        .when(Command::ReplaceMember { enrolment, leaving, member: disa.clone() })
        .then(&[Event::MemberReplaced { enrolment, leaving, member: disa, late: false }]);
}

#[test]
fn a_larger_room_seats_those_who_wait() {
    let waits = Event::Queued { enrolment: enrolment("Bo"), reason: QueueReason::ProgrammeFull };
    let past = [with_anna(1), vec![signed_up("Malmö", "Bo"), waits]].concat();
    let outcome = given::<Register>(NOW, past).when(Command::SetTerms(meeting(1, 2)));
    let facts = outcome.result.unwrap();
    assert!(matches!(&facts[1..], [Event::PlaceOffered { .. }]), "{facts:?}");
    assert_eq!(Register::fold(&facts).terms.as_deref(), Some(&meeting(1, 2)));
}

#[test]
fn whoever_comes_to_the_meeting_itself_gets_a_free_place_and_is_never_queued() {
    let morning = "2018-05-29T06:40:00Z";
    let at_the_door =
        |town: &str, name: &str| Command::Submit(Submission { via: Channel::Door, ..coming(town, name) });
    let came = |name: &str| Event::Submitted(Submission { via: Channel::Door, ..coming("Malmö", name) });
    let sat_down = [with_anna(2), vec![came("Bo"), seated("Bo")]].concat();
    hold::<Register>(
        morning,
        vec![
            leads(
                "after sign-up has closed",
                &with_anna(2),
                at_the_door("Malmö", "Bo"),
                vec![came("Bo"), seated("Bo")],
            ),
            leads("again", &sat_down, at_the_door("Malmö", "Bo"), vec![]),
            refused(
                "every place is taken",
                &with_anna(1),
                at_the_door("Malmö", "Bo"),
                Rejection::NoFreePlace { places: 1 },
            ),
            refused(
                "from elsewhere",
                &with_anna(2),
                at_the_door("Halmstad", "Bo"),
                Rejection::MunicipalityNotInvited(value("1380")),
            ),
            refused(
                "has a place already",
                &with_anna(2),
                Command::Submit(Submission {
                    enrolment: enrolment("again"),
                    reference: value("again"),
                    via: Channel::Door,
                    ..coming("Malmö", "Anna")
                }),
                Rejection::PersonAlreadyEnrolled { reference: value("Anna") },
            ),
        ],
    );
}
