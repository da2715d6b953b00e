//! Leaving, alone or together, early or late. Source: rule "Late withdrawal".

use parvis_events::personal::Personal;
use parvis_events::register::{Command, Event, PassReason, Register, Rejection, Situation};
use parvis_events::testing::given;
use parvis_events::{Stream, register};

use super::{
    LATE, full_with_a_queue, granted, half, held, offered, open, pair, passed, queued, until, with,
    with_an_offer,
};
use crate::samples::{NOW, business_of, culture_of, enrolment, member, person, submission, terms, value};
use crate::table::{hold, leads, refused};

fn withdraw_member(town: &str, name: &str) -> Command {
    Command::WithdrawMember { enrolment: enrolment(town), person: person(name), reason: None }
}

fn member_withdrawn(town: &str, name: &str, late: bool) -> Event {
    Event::MemberWithdrawn { enrolment: enrolment(town), person: person(name), late, reason: None }
}

fn withdraw(town: &str) -> Command {
    Command::Withdraw { enrolment: enrolment(town) }
}

fn withdrawn(town: &str, late: bool) -> Event {
    Event::Withdrawn { enrolment: enrolment(town), late }
}

#[test]
fn an_early_withdrawal_of_one_member_holds_both_seats_for_a_replacement() {
    hold::<Register>(
        NOW,
        vec![
            leads(
                "from a place",
                &full_with_a_queue(),
                withdraw_member("Malmö", "Malmö, business"),
                vec![member_withdrawn("Malmö", "Malmö, business", false), held("Malmö")],
            ),
            leads(
                "from an offer",
                &with_an_offer(),
                withdraw_member("Lund", "Lund, culture"),
                vec![member_withdrawn("Lund", "Lund, culture", false), held("Lund")],
            ),
            leads(
                "from the queue, where nothing is held",
                &full_with_a_queue(),
                withdraw_member("Lund", "Lund, culture"),
                vec![member_withdrawn("Lund", "Lund, culture", false)],
            ),
        ],
    );
}

#[test]
fn a_late_withdrawal_of_one_member_keeps_the_partners_place_and_frees_nothing() {
    let outcome = given::<Register>(LATE, full_with_a_queue())
        .when(withdraw_member("Malmö", "Malmö, business"))
        .then(&[member_withdrawn("Malmö", "Malmö, business", true)]);
    let state = Register::fold(&[full_with_a_queue(), outcome.result.clone().unwrap()].concat());
    let malmo = state.enrolment(enrolment("Malmö")).unwrap();
    assert_eq!(malmo.situation, Situation::Admitted { pool: register::Pool::Common });
    assert_eq!(malmo.members, [culture_of("Malmö")]);
    assert_eq!((state.places_taken(), state.seats_taken(), state.queue().count()), (1, 2, 1));
    outcome.again_nothing(withdraw_member("Malmö", "Malmö, business"));
}

#[test]
fn nothing_is_freed_later_either_until_somebody_decides() {
    let past = [full_with_a_queue(), vec![member_withdrawn("Malmö", "Malmö, business", true)]].concat();
    given::<Register>("2019-05-01T09:00:00Z", past.clone()).when(Command::LetTimePass).then_nothing();
    let tove = member("Tove", &["tourism"]);
    let add = Command::AddMember { enrolment: enrolment("Malmö"), member: tove.clone() };
    let added = Event::MemberAdded { enrolment: enrolment("Malmö"), member: tove };
    given::<Register>(LATE, past).when(add).then(&[added]);
}

#[test]
fn an_offer_is_no_place_yet_so_losing_a_member_late_holds_its_seats() {
    let mut terms = terms(1, &[]);
    terms.withdrawal_deadline = value("2018-02-20");
    let past = [with(terms), with_an_offer().split_off(1)].concat();
    given::<Register>(NOW, past)
        .when(withdraw_member("Lund", "Lund, culture"))
        .then(&[member_withdrawn("Lund", "Lund, culture", true), held("Lund")]);
}

#[test]
fn leaving_the_queue_is_never_late() {
    hold::<Register>(
        LATE,
        vec![
            leads("together", &full_with_a_queue(), withdraw("Lund"), vec![withdrawn("Lund", false)]),
            leads(
                "one of them",
                &full_with_a_queue(),
                withdraw_member("Lund", "Lund, culture"),
                vec![member_withdrawn("Lund", "Lund, culture", false)],
            ),
        ],
    );
}

#[test]
fn a_day_of_grace_ends_at_local_midnight() {
    let past = || [open(1), vec![pair("Malmö"), granted("Malmö")]].concat();
    given::<Register>("2018-05-15T21:59:59Z", past())
        .when(withdraw("Malmö"))
        .then(&[withdrawn("Malmö", false)]);
    given::<Register>("2018-05-15T22:00:00Z", past())
        .when(withdraw("Malmö"))
        .then(&[withdrawn("Malmö", true)]);
}

#[test]
fn a_hold_is_not_started_anew_when_another_member_leaves() {
    let mut team = terms(1, &[]);
    team.rule = parvis_events::participation::ParticipationRule::Team { min: 3, max: 4 };
    let members = ["A", "B"].map(|name| member(name, &["culture"])).to_vec();
    let past = [with(team), vec![Event::Submitted(submission("Malmö", members)), held("Malmö")]].concat();
    given::<Register>("2018-03-10T09:00:00Z", past)
        .when(withdraw_member("Malmö", "A"))
        .then(&[member_withdrawn("Malmö", "A", false)])
        .again_nothing(withdraw_member("Malmö", "A"));
}

#[test]
fn when_the_last_member_leaves_the_enrolment_is_withdrawn_and_the_queue_moves() {
    let (other, last) = (member_withdrawn("Malmö", "Malmö, business", true), "Malmö, culture");
    let past = [full_with_a_queue(), vec![other]].concat();
    let offer = Event::PlaceOffered {
        enrolment: enrolment("Lund"),
        pool: register::Pool::Common,
        until: until("2018-05-23T22:00:00Z"),
    };
    given::<Register>(LATE, past)
        .when(withdraw_member("Malmö", last))
        .then(&[withdrawn("Malmö", true), offer])
        .again_nothing(withdraw_member("Malmö", last));
}

#[test]
fn somebody_who_joined_later_leaves_once() {
    let bo = business_of("Malmö");
    let joined = Event::MemberAdded { enrolment: enrolment("Malmö"), member: bo };
    let past = [open(1), vec![half("Malmö"), held("Malmö"), joined, granted("Malmö")]].concat();
    given::<Register>(NOW, past.clone())
        .when(withdraw_member("Malmö", "Malmö, business"))
        .then(&[member_withdrawn("Malmö", "Malmö, business", false), held("Malmö")])
        .again_nothing(withdraw_member("Malmö", "Malmö, business"));
    let gone = [past, vec![withdrawn("Malmö", false)]].concat();
    given::<Register>(NOW, gone).when(withdraw_member("Malmö", "Malmö, business")).then_nothing();
}

#[test]
fn what_a_member_says_on_leaving_is_personal() {
    let command = Command::WithdrawMember {
        enrolment: enrolment("Malmö"),
        person: person("Malmö, business"),
        reason: Some("New post".into()),
    };
    let fact = Event::MemberWithdrawn {
        enrolment: enrolment("Malmö"),
        person: person("Malmö, business"),
        late: true,
        reason: Some(Personal::Clear("New post".into())),
    };
    given::<Register>(LATE, full_with_a_queue()).when(command).then(&[fact]);
}

#[test]
fn a_withdrawn_enrolment_gives_its_place_to_the_first_complete_one_in_the_queue() {
    let past = [
        full_with_a_queue().split_off(1),
        vec![half("Ystad"), queued("Ystad"), pair("Halmstad"), queued("Halmstad")],
    ]
    .concat();
    let past = [open(1), past].concat();
    let without_lund = [past.clone(), vec![withdrawn("Lund", false)]].concat();
    hold::<Register>(
        NOW,
        vec![
            leads("in order", &past, withdraw("Malmö"), vec![withdrawn("Malmö", false), offered("Lund")]),
            leads(
                "the incomplete one is passed over, and that is recorded",
                &without_lund,
                withdraw("Malmö"),
                vec![
                    withdrawn("Malmö", false),
                    passed("Ystad", "Halmstad", PassReason::Incomplete),
                    offered("Halmstad"),
                ],
            ),
            leads("from an offer", &with_an_offer(), withdraw("Lund"), vec![withdrawn("Lund", false)]),
            leads("already gone", &with_an_offer(), withdraw("Malmö"), vec![]),
        ],
    );
}

#[test]
fn whoever_is_not_there_cannot_leave() {
    let reference = || value("Malmö");
    hold::<Register>(
        NOW,
        vec![
            refused("no such enrolment", &open(1), withdraw("Malmö"), Rejection::UnknownEnrolment),
            refused("of nothing", &open(1), withdraw_member("Malmö", "Anna"), Rejection::UnknownEnrolment),
            refused("before all", &[], withdraw("Malmö"), Rejection::NotOpen),
            refused(
                "a stranger",
                &full_with_a_queue(),
                withdraw_member("Malmö", "Lund, culture"),
                Rejection::NotAMember { reference: reference() },
            ),
            refused(
                "a stranger to what is over",
                &with_an_offer(),
                withdraw_member("Malmö", "Anna"),
                Rejection::NotAMember { reference: reference() },
            ),
        ],
    );
}
