//! A colleague joins by a link. Sources: rules "Pair" and "Half pair".

use std::collections::BTreeSet;

use parvis_events::register::{Command, Event, PassReason, Register, Rejection};
use parvis_events::testing::given;

use super::{HOLD_ENDS, full_with_a_queue, granted, half, held, offered, open, pair, passed, queued, until};
use crate::samples::{NOW, business_of, enrolment, invitation, member, person, submission, value};
use crate::table::{hold, leads, refused};

fn invite(town: &str, name: &str, role: &str) -> Command {
    Command::InviteMember {
        enrolment: enrolment(town),
        invitation: invitation(name),
        person: person(name),
        roles: BTreeSet::from([value(role)]),
    }
}

fn invited(town: &str, name: &str) -> Event {
    invited_until(town, name, HOLD_ENDS)
}

fn invited_until(town: &str, name: &str, end: &str) -> Event {
    Event::MemberInvited {
        enrolment: enrolment(town),
        invitation: invitation(name),
        person: person(name),
        roles: BTreeSet::from([value("business")]),
        until: until(end),
    }
}

fn accept(town: &str, name: &str) -> Command {
    Command::AcceptInvitation { enrolment: enrolment(town), invitation: invitation(name) }
}

fn accepted(town: &str, name: &str) -> Event {
    Event::InvitationAccepted { enrolment: enrolment(town), invitation: invitation(name) }
}

fn decline(town: &str, name: &str) -> Command {
    Command::DeclineInvitation { enrolment: enrolment(town), invitation: invitation(name) }
}

fn declined(town: &str, name: &str) -> Event {
    Event::InvitationDeclined { enrolment: enrolment(town), invitation: invitation(name) }
}

fn take_back(town: &str, name: &str) -> Command {
    Command::WithdrawInvitation { enrolment: enrolment(town), invitation: invitation(name) }
}

fn taken_back(town: &str, name: &str) -> Event {
    Event::InvitationWithdrawn { enrolment: enrolment(town), invitation: invitation(name) }
}

fn joined(town: &str, name: &str) -> Event {
    Event::MemberAdded { enrolment: enrolment(town), member: member(name, &["business"]) }
}

/// Malmö's culture manager enrolled; its seats are held.
fn half_a_pair() -> Vec<Event> {
    [open(1), vec![half("Malmö"), held("Malmö")]].concat()
}

fn with_bo_invited() -> Vec<Event> {
    [half_a_pair(), vec![invited("Malmö", "Bo")]].concat()
}

#[test]
fn a_manager_invites_the_colleague_who_completes_the_pair() {
    hold::<Register>(
        NOW,
        vec![
            leads(
                "invited for as long as the seats are held",
                &half_a_pair(),
                invite("Malmö", "Bo", "business"),
                vec![invited("Malmö", "Bo")],
            ),
            leads(
                "accepted: the pair is complete and has its place",
                &with_bo_invited(),
                accept("Malmö", "Bo"),
                vec![accepted("Malmö", "Bo"), joined("Malmö", "Bo"), granted("Malmö")],
            ),
            leads("declined", &with_bo_invited(), decline("Malmö", "Bo"), vec![declined("Malmö", "Bo")]),
            leads(
                "taken back",
                &with_bo_invited(),
                take_back("Malmö", "Bo"),
                vec![taken_back("Malmö", "Bo")],
            ),
            leads(
                "taken back when it was declined",
                &[with_bo_invited(), vec![declined("Malmö", "Bo")]].concat(),
                take_back("Malmö", "Bo"),
                vec![],
            ),
            leads(
                "somebody else, after Bo declined",
                &[with_bo_invited(), vec![declined("Malmö", "Bo")]].concat(),
                invite("Malmö", "Cecilia", "business"),
                vec![invited("Malmö", "Cecilia")],
            ),
            leads(
                "accepted by whoever was entered meanwhile",
                &[with_bo_invited(), vec![joined("Malmö", "Bo"), granted("Malmö")]].concat(),
                accept("Malmö", "Bo"),
                vec![accepted("Malmö", "Bo")],
            ),
            leads(
                "whoever is a member needs no invitation",
                &[half_a_pair(), vec![joined("Malmö", "Bo"), granted("Malmö")]].concat(),
                invite("Malmö", "Bo", "business"),
                vec![],
            ),
        ],
    );
}

#[test]
fn an_acceptance_that_comes_again_changes_nothing_even_when_the_colleague_left_since() {
    let left = Event::MemberWithdrawn {
        enrolment: enrolment("Malmö"),
        person: person("Bo"),
        late: false,
        reason: None,
    };
    let past = [
        with_bo_invited(),
        vec![accepted("Malmö", "Bo"), joined("Malmö", "Bo"), granted("Malmö"), left, held("Malmö")],
    ]
    .concat();
    given::<Register>(NOW, past).when(accept("Malmö", "Bo")).then_nothing();
}

#[test]
fn an_invitation_that_leads_nowhere_says_why() {
    let malmo = || value("Malmö");
    let full = [open(1), vec![pair("Malmö"), granted("Malmö")]].concat();
    let filled = [
        half_a_pair(),
        vec![invited("Malmö", "Bo"), invited("Malmö", "Cecilia")],
        vec![accepted("Malmö", "Cecilia"), joined("Malmö", "Cecilia"), granted("Malmö")],
    ]
    .concat();
    let gone =
        [with_bo_invited(), vec![Event::Withdrawn { enrolment: enrolment("Malmö"), late: false }]].concat();
    hold::<Register>(
        NOW,
        vec![
            refused(
                "to a full enrolment",
                &full,
                invite("Malmö", "Bo", "business"),
                Rejection::TooManyMembers { seats: 2 },
            ),
            refused(
                "to one that filled up meanwhile",
                &filled,
                accept("Malmö", "Bo"),
                Rejection::TooManyMembers { seats: 2 },
            ),
            refused(
                "to one that is over",
                &gone,
                invite("Malmö", "Cecilia", "business"),
                Rejection::NotActive { reference: malmo() },
            ),
            refused(
                "to one that ended meanwhile",
                &gone,
                accept("Malmö", "Bo"),
                Rejection::NotActive { reference: malmo() },
            ),
            refused(
                "declined before",
                &[with_bo_invited(), vec![declined("Malmö", "Bo")]].concat(),
                accept("Malmö", "Bo"),
                Rejection::InvitationOver("declined"),
            ),
            refused(
                "taken back",
                &[with_bo_invited(), vec![taken_back("Malmö", "Bo")]].concat(),
                accept("Malmö", "Bo"),
                Rejection::InvitationOver("taken back"),
            ),
            refused(
                "declined after it was accepted",
                &[with_bo_invited(), vec![accepted("Malmö", "Bo"), joined("Malmö", "Bo")]].concat(),
                decline("Malmö", "Bo"),
                Rejection::InvitationOver("accepted"),
            ),
            refused("unknown", &half_a_pair(), accept("Malmö", "Bo"), Rejection::UnknownInvitation),
            refused("to nothing", &half_a_pair(), accept("Lund", "Bo"), Rejection::UnknownEnrolment),
        ],
    );
}

#[test]
fn whoever_cannot_join_is_not_invited() {
    let malmo = || value("Malmö");
    let elsewhere = Event::Submitted(submission("Lund", vec![member("Bo", &["business"])]));
    hold::<Register>(
        NOW,
        vec![
            refused(
                "twice, by two links",
                &with_bo_invited(),
                Command::InviteMember {
                    enrolment: enrolment("Malmö"),
                    invitation: invitation("Bo, again"),
                    person: person("Bo"),
                    roles: BTreeSet::from([value("business")]),
                },
                Rejection::AlreadyInvited { reference: malmo() },
            ),
            refused(
                "the same link for another role",
                &with_bo_invited(),
                invite("Malmö", "Bo", "tourism"),
                Rejection::AlreadyInvited { reference: malmo() },
            ),
            refused(
                "for a role the programme does not have",
                &half_a_pair(),
                invite("Malmö", "Bo", "sports"),
                Rejection::UnknownRole(value("sports")),
            ),
            refused(
                "for somebody who is enrolled elsewhere",
                &[open(2), vec![half("Malmö"), held("Malmö"), elsewhere.clone(), held("Lund")]].concat(),
                invite("Malmö", "Bo", "business"),
                Rejection::PersonAlreadyEnrolled { reference: value("Lund") },
            ),
            refused(
                "for somebody who enrolled elsewhere meanwhile",
                &[
                    open(2),
                    vec![half("Malmö"), held("Malmö"), invited("Malmö", "Bo"), elsewhere, held("Lund")],
                ]
                .concat(),
                accept("Malmö", "Bo"),
                Rejection::PersonAlreadyEnrolled { reference: value("Lund") },
            ),
        ],
    );
}

#[test]
fn a_link_opens_until_the_last_instant_of_the_hold_and_not_after() {
    given::<Register>("2018-03-15T22:59:59Z", with_bo_invited()).when(accept("Malmö", "Bo")).then(&[
        accepted("Malmö", "Bo"),
        joined("Malmö", "Bo"),
        granted("Malmö"),
    ]);
    // The hold ends at the same instant, and the enrolment with it.
    given::<Register>(HOLD_ENDS, with_bo_invited())
        .when(accept("Malmö", "Bo"))
        .then_rejected(&Rejection::NotActive { reference: value("Malmö") });
    // In the queue nothing is held; the link lasts as long as a hold begun that day would.
    let waiting = [open(0), vec![half("Malmö"), queued("Malmö"), invited("Malmö", "Bo")]].concat();
    given::<Register>(HOLD_ENDS, waiting.clone())
        .when(accept("Malmö", "Bo"))
        .then_rejected(&Rejection::InvitationExpired { until: until(HOLD_ENDS) });
    let anew = Command::InviteMember {
        enrolment: enrolment("Malmö"),
        invitation: invitation("Bo, again"),
        person: person("Bo"),
        roles: BTreeSet::from([value("business")]),
    };
    let later = Event::MemberInvited {
        enrolment: enrolment("Malmö"),
        invitation: invitation("Bo, again"),
        person: person("Bo"),
        roles: BTreeSet::from([value("business")]),
        until: until("2018-03-30T22:00:00Z"),
    };
    given::<Register>("2018-03-16T09:00:00Z", waiting).when(anew).then(&[later]);
}

#[test]
fn whoever_completes_a_waiting_pair_gets_it_the_place_that_fits_nobody_else() {
    let gone = Event::Withdrawn { enrolment: enrolment("Malmö"), late: false };
    let past = [
        open(1),
        vec![pair("Malmö"), granted("Malmö"), half("Ystad"), queued("Ystad"), half("Lund"), queued("Lund")],
        vec![gone, invited("Lund", "Bo")],
    ]
    .concat();
    given::<Register>(NOW, past).when(accept("Lund", "Bo")).then(&[
        accepted("Lund", "Bo"),
        joined("Lund", "Bo"),
        passed("Ystad", "Lund", PassReason::Incomplete),
        offered("Lund"),
    ]);
}

#[test]
fn a_replacement_is_invited_to_a_place_that_a_colleague_left_late() {
    let left = Event::MemberWithdrawn {
        enrolment: enrolment("Malmö"),
        person: business_of("Malmö").person,
        late: true,
        reason: None,
    };
    let past = [full_with_a_queue(), vec![left]].concat();
    let at = "2018-05-16T09:00:00Z";
    given::<Register>(at, past.clone()).when(invite("Malmö", "Bo", "business")).then(&[invited_until(
        "Malmö",
        "Bo",
        "2018-05-30T22:00:00Z",
    )]);
    let past = [past, vec![invited_until("Malmö", "Bo", "2018-05-30T22:00:00Z")]].concat();
    given::<Register>(at, past)
        .when(accept("Malmö", "Bo"))
        .then(&[accepted("Malmö", "Bo"), joined("Malmö", "Bo")]);
}
