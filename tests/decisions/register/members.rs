//! Who is in an enrolment: joining, replacing, and exceptions from the rule. Sources: rules "Pair" and "Half pair".

use parvis_events::participation::Member;
use parvis_events::personal::Personal;
use parvis_events::register::{Command, Dispensation, Event, PassReason, Register, Rejection};
use parvis_events::testing::given;

use super::{
    HOLD_ENDS, LATE, granted, half, held, offered, open, pair, passed, queued, until, with_an_offer,
};
use crate::samples::{NOW, business_of, culture_of, enrolment, member, person, submission, value};
use crate::table::{hold, leads, refused};

fn add(town: &str, member: Member) -> Command {
    Command::AddMember { enrolment: enrolment(town), member }
}

fn added(town: &str, member: Member) -> Event {
    Event::MemberAdded { enrolment: enrolment(town), member }
}

fn replace(town: &str, leaving: &str, member: Member) -> Command {
    Command::ReplaceMember { enrolment: enrolment(town), leaving: person(leaving), member }
}

fn replaced(town: &str, leaving: &str, member: Member, late: bool) -> Event {
    Event::MemberReplaced { enrolment: enrolment(town), leaving: person(leaving), member, late }
}

fn dispense(town: &str, kind: Dispensation, name: &str) -> Command {
    let reason = " One manager has both posts. ".to_owned();
    Command::GrantDispensation { enrolment: enrolment(town), kind, person: person(name), reason }
}

fn dispensed(town: &str, kind: Dispensation, name: &str) -> Event {
    let reason = Personal::Clear("One manager has both posts.".to_owned());
    Event::DispensationGranted { enrolment: enrolment(town), kind, person: person(name), reason }
}

fn half_held() -> Vec<Event> {
    [open(2), vec![half("Malmö"), held("Malmö")]].concat()
}

fn admitted() -> Vec<Event> {
    [open(2), vec![pair("Malmö"), granted("Malmö")]].concat()
}

/// One person with both roles, whose seats are held.
fn alone_held() -> Vec<Event> {
    let alone = submission("Malmö", vec![member("Anna", &["culture", "business"])]);
    [open(1), vec![Event::Submitted(alone), held("Malmö")]].concat()
}

#[test]
fn the_missing_colleague_makes_a_held_half_pair_admitted() {
    let bo = || business_of("Malmö");
    let other = || member("Carl", &["culture"]);
    hold::<Register>(
        NOW,
        vec![
            leads(
                "the role that was missing",
                &half_held(),
                add("Malmö", bo()),
                vec![added("Malmö", bo()), granted("Malmö")],
            ),
            leads("a role that was not", &half_held(), add("Malmö", other()), vec![added("Malmö", other())]),
            leads("somebody who is in it", &admitted(), add("Malmö", bo()), vec![]),
        ],
    );
}

#[test]
fn a_half_pair_is_completed_until_the_last_instant_of_its_hold_and_not_after() {
    given::<Register>("2018-03-15T22:59:59Z", half_held())
        .when(add("Malmö", business_of("Malmö")))
        .then(&[added("Malmö", business_of("Malmö")), granted("Malmö")]);
    // Whether the clock has ticked since makes no difference.
    given::<Register>(HOLD_ENDS, half_held())
        .when(add("Malmö", business_of("Malmö")))
        .then_rejected(&Rejection::NotActive { reference: value("Malmö") });
}

#[test]
fn completing_a_queued_half_pair_gets_it_the_place_nobody_else_could_take() {
    let gone = Event::Withdrawn { enrolment: enrolment("Malmö"), late: false };
    let past = [open(1), vec![pair("Malmö"), granted("Malmö"), half("Lund"), queued("Lund")]].concat();
    let after = [past.clone(), vec![half("Ystad"), queued("Ystad"), gone]].concat();
    let (bo, ystad) = (business_of("Lund"), business_of("Ystad"));
    hold::<Register>(
        NOW,
        vec![
            leads("no place is free", &past, add("Lund", bo.clone()), vec![added("Lund", bo.clone())]),
            leads("one is", &after, add("Lund", bo.clone()), vec![added("Lund", bo), offered("Lund")]),
            leads(
                "one is, and another half pair was there before",
                &after,
                add("Ystad", ystad.clone()),
                vec![
                    added("Ystad", ystad),
                    passed("Lund", "Ystad", PassReason::Incomplete),
                    offered("Ystad"),
                ],
            ),
        ],
    );
}

#[test]
fn a_member_who_cannot_join_is_refused() {
    let left = Event::Withdrawn { enrolment: enrolment("Lund"), late: false };
    let past = [half_held(), vec![pair("Lund"), granted("Lund")]].concat();
    let gone = [past.clone(), vec![left]].concat();
    let lund = || value("Lund");
    let malmo = || value("Malmö");
    let anna = || member("Anna", &["tourism"]);
    let sporty = || member("Anna", &["sports"]);
    hold::<Register>(
        NOW,
        vec![
            refused("no terms", &[], add("Malmö", anna()), Rejection::NotOpen),
            refused("no such enrolment", &past, add("Ystad", anna()), Rejection::UnknownEnrolment),
            refused("withdrawn", &gone, add("Lund", anna()), Rejection::NotActive { reference: lund() }),
            refused("full", &past, add("Lund", anna()), Rejection::TooManyMembers { seats: 2 }),
            refused("no role", &past, add("Malmö", member("Anna", &[])), Rejection::NoRole),
            refused("another's role", &past, add("Malmö", sporty()), Rejection::UnknownRole(value("sports"))),
            refused(
                "enrolled elsewhere",
                &past,
                add("Malmö", business_of("Lund")),
                Rejection::PersonAlreadyEnrolled { reference: lund() },
            ),
            refused(
                "enrolled here, in another role",
                &past,
                add("Malmö", member("Malmö, culture", &["business"])),
                Rejection::PersonAlreadyEnrolled { reference: malmo() },
            ),
            refused(
                "replacing nobody",
                &past,
                replace("Malmö", "Bo", anna()),
                Rejection::NotAMember { reference: malmo() },
            ),
            refused(
                "replacing by somebody enrolled elsewhere",
                &past,
                replace("Malmö", "Malmö, culture", culture_of("Lund")),
                Rejection::PersonAlreadyEnrolled { reference: lund() },
            ),
            refused(
                "replacing by the colleague",
                &past,
                replace("Lund", "Lund, culture", business_of("Lund")),
                Rejection::PersonAlreadyEnrolled { reference: lund() },
            ),
            refused(
                "gone",
                &gone,
                replace("Lund", "Lund, culture", anna()),
                Rejection::NotActive { reference: lund() },
            ),
        ],
    );
}

#[test]
fn a_member_is_replaced_and_the_place_stays() {
    let tove = || member("Tove", &["tourism"]);
    let (leaving, place) = ("Malmö, business", admitted());
    let before_both = replaced("Malmö", leaving, tove(), false);
    hold::<Register>(
        NOW,
        vec![
            leads("early", &place, replace("Malmö", leaving, tove()), vec![before_both]),
            leads(
                "the wrong half of a half pair",
                &half_held(),
                replace("Malmö", "Malmö, culture", tove()),
                vec![replaced("Malmö", "Malmö, culture", tove(), false)],
            ),
        ],
    );
    hold::<Register>(
        LATE,
        vec![leads(
            "late",
            &place,
            replace("Malmö", leaving, tove()),
            vec![replaced("Malmö", leaving, tove(), true)],
        )],
    );
}

#[test]
fn a_replacement_that_leaves_a_role_empty_makes_a_half_pair_until_the_deadline() {
    let (leaving, other) = ("Malmö, business", || member("Carl", &["culture"]));
    let command = || replace("Malmö", leaving, other());
    hold::<Register>(
        NOW,
        vec![
            leads(
                "a place",
                &admitted(),
                command(),
                vec![replaced("Malmö", leaving, other(), false), held("Malmö")],
            ),
            leads(
                "an offer",
                &with_an_offer(),
                replace("Lund", "Lund, business", other()),
                vec![replaced("Lund", "Lund, business", other(), false), held("Lund")],
            ),
        ],
    );
    given::<Register>(LATE, admitted())
        .when(command())
        .then(&[replaced("Malmö", leaving, other(), true)])
        .again_nothing(command());
}

#[test]
fn a_member_may_get_other_roles_if_the_programme_has_them() {
    let bo = |roles: &[&str]| member("Malmö, business", roles);
    let become_of = |roles: &[&str]| replace("Malmö", "Malmö, business", bo(roles));
    hold::<Register>(
        NOW,
        vec![
            leads(
                "another role",
                &admitted(),
                become_of(&["tourism"]),
                vec![replaced("Malmö", "Malmö, business", bo(&["tourism"]), false)],
            ),
            leads("the role they have", &admitted(), become_of(&["business"]), vec![]),
            refused("no role", &admitted(), become_of(&[]), Rejection::NoRole),
            refused("unknown", &admitted(), become_of(&["sports"]), Rejection::UnknownRole(value("sports"))),
        ],
    );
}

#[test]
fn a_dispensation_admits_one_person_with_both_roles() {
    let kind = Dispensation::OnePersonAllRoles;
    hold::<Register>(
        NOW,
        vec![
            leads(
                "a held enrolment",
                &alone_held(),
                dispense("Malmö", kind, "Anna"),
                vec![dispensed("Malmö", kind, "Anna"), granted("Malmö")],
            ),
            leads(
                "a role that stays empty",
                &half_held(),
                dispense("Malmö", Dispensation::RoleVacant, "Malmö, culture"),
                vec![dispensed("Malmö", Dispensation::RoleVacant, "Malmö, culture"), granted("Malmö")],
            ),
            leads(
                "an admitted pair keeps its place",
                &admitted(),
                dispense("Malmö", Dispensation::RoleVacant, "Malmö, culture"),
                vec![dispensed("Malmö", Dispensation::RoleVacant, "Malmö, culture")],
            ),
        ],
    );
}

#[test]
fn a_dispensation_lets_a_queued_half_pair_be_offered_a_place() {
    let kind = Dispensation::RoleVacant;
    let past = [open(1), vec![pair("Malmö"), granted("Malmö"), half("Lund"), queued("Lund")]].concat();
    let gone = Event::Withdrawn { enrolment: enrolment("Malmö"), late: false };
    let fact = dispensed("Lund", kind, "Lund, culture");
    let command = || dispense("Lund", kind, "Lund, culture");
    hold::<Register>(
        NOW,
        vec![
            leads("none is free", &past, command(), vec![fact.clone()]),
            leads(
                "one is",
                &[past.clone(), vec![gone.clone()]].concat(),
                command(),
                vec![fact.clone(), offered("Lund")],
            ),
            leads(
                "one becomes free afterwards",
                &[past, vec![fact]].concat(),
                Command::Withdraw { enrolment: enrolment("Malmö") },
                vec![gone, offered("Lund")],
            ),
        ],
    );
}

#[test]
fn a_dispensation_needs_a_member_and_a_reason() {
    let kind = Dispensation::RoleVacant;
    let unfounded = Command::GrantDispensation {
        enrolment: enrolment("Malmö"),
        kind,
        person: person("Malmö, culture"),
        reason: " \n".into(),
    };
    let gone = [half_held(), vec![Event::HoldExpired { enrolment: enrolment("Malmö") }]].concat();
    let reference = || value("Malmö");
    let command = || dispense("Malmö", kind, "Malmö, culture");
    hold::<Register>(
        NOW,
        vec![
            refused("no reason", &half_held(), unfounded, Rejection::NoReason),
            refused(
                "a stranger",
                &half_held(),
                dispense("Malmö", kind, "Bo"),
                Rejection::NotAMember { reference: reference() },
            ),
            refused("unknown", &half_held(), dispense("Lund", kind, "Bo"), Rejection::UnknownEnrolment),
            refused("expired", &gone, command(), Rejection::NotActive { reference: reference() }),
        ],
    );
}

#[test]
fn a_dispensation_for_one_person_ends_when_that_person_leaves() {
    let kind = Dispensation::OnePersonAllRoles;
    let past = [alone_held(), vec![dispensed("Malmö", kind, "Anna"), granted("Malmö")]].concat();
    let bo = || member("Bo", &["business"]);
    given::<Register>(NOW, past.clone())
        .when(replace("Malmö", "Anna", bo()))
        .then(&[replaced("Malmö", "Anna", bo(), false), held("Malmö")]);
    let both = [past, vec![added("Malmö", bo())]].concat();
    let withdraw =
        Command::WithdrawMember { enrolment: enrolment("Malmö"), person: person("Anna"), reason: None };
    let withdrawn = Event::MemberWithdrawn {
        enrolment: enrolment("Malmö"),
        person: person("Anna"),
        late: false,
        reason: None,
    };
    let held = Event::SeatsHeld {
        enrolment: enrolment("Malmö"),
        pool: parvis_events::register::Pool::Common,
        until: until(HOLD_ENDS),
    };
    given::<Register>(NOW, both).when(withdraw.clone()).then(&[withdrawn, held]).again_nothing(withdraw);
}

#[test]
fn a_dispensation_for_an_empty_role_outlives_a_change_of_manager() {
    let kind = Dispensation::RoleVacant;
    let fact = dispensed("Malmö", kind, "Malmö, culture");
    let past = [half_held(), vec![fact, granted("Malmö")]].concat();
    let carl = || member("Carl", &["culture"]);
    given::<Register>(NOW, past).when(replace("Malmö", "Malmö, culture", carl())).then(&[replaced(
        "Malmö",
        "Malmö, culture",
        carl(),
        false,
    )]);
}
