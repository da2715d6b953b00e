//! Exceptions from the rule: what they cover, and when they end. Sources: rules "Pair" and "Half pair".

use std::collections::BTreeSet;

use parvis_events::participation::{Member, ParticipationRule};
use parvis_events::personal::Personal;
use parvis_events::register::{Command, Dispensation, Event, PassReason, Register, Rejection};
use parvis_events::testing::given;

use super::{
    HOLD_ENDS, added, admitted, granted, half, half_held, held, offered, open, pair, passed, queued, replace,
    replaced, until,
};
use crate::samples::{NOW, enrolment, member, person, submission, terms, value};
use crate::table::{hold, leads, refused};

fn dispense(town: &str, kind: Dispensation, name: &str) -> Command {
    dispense_with(town, kind, name, &[])
}

/// The same, with the roles the person has from then on.
fn dispense_with(town: &str, kind: Dispensation, name: &str, roles: &[&str]) -> Command {
    let reason = " One manager has both posts. ".to_owned();
    let roles = roles.iter().map(|role| value(role)).collect();
    Command::GrantDispensation { enrolment: enrolment(town), kind, person: person(name), roles, reason }
}

fn dispensed(town: &str, kind: Dispensation, name: &str) -> Event {
    let reason = Personal::Clear("One manager has both posts.".to_owned());
    Event::DispensationGranted { enrolment: enrolment(town), kind, person: person(name), reason }
}

/// One person with both roles, whose seats are held.
fn alone_held() -> Vec<Event> {
    let alone = submission("Malmö", vec![member("Anna", &["culture", "business"])]);
    [open(1), vec![Event::Submitted(alone), held("Malmö")]].concat()
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
        roles: BTreeSet::new(),
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

#[test]
fn whoever_is_to_fill_all_roles_alone_holds_them_all() {
    let kind = Dispensation::OnePersonAllRoles;
    let lacking =
        |roles: &[&str]| Rejection::RolesNotHeld { roles: roles.iter().map(|role| value(role)).collect() };
    let sole = |roles: &[&str]| -> Vec<Event> {
        let alone = submission("Malmö", vec![member("Anna", roles)]);
        [open(1), vec![Event::Submitted(alone), held("Malmö")]].concat()
    };
    let anna = || dispense("Malmö", kind, "Anna");
    hold::<Register>(
        NOW,
        vec![
            refused("culture only", &sole(&["culture"]), anna(), lacking(&["development"])),
            refused(
                "both of one requirement",
                &sole(&["business", "tourism"]),
                anna(),
                lacking(&["culture"]),
            ),
            leads(
                "one of each",
                &sole(&["culture", "tourism"]),
                anna(),
                vec![dispensed("Malmö", kind, "Anna"), granted("Malmö")],
            ),
            refused(
                "one of a pair",
                &admitted(),
                dispense("Malmö", kind, "Malmö, culture"),
                lacking(&["development"]),
            ),
        ],
    );
}

#[test]
fn an_exception_for_one_person_covers_only_as_long_as_that_person_holds_all_roles() {
    let kind = Dispensation::OnePersonAllRoles;
    let past = [alone_held(), vec![dispensed("Malmö", kind, "Anna"), granted("Malmö")]].concat();
    let anna = |roles: &[&str]| member("Anna", roles);
    let become_of = |roles: &[&str]| replace("Malmö", "Anna", anna(roles));
    let fact = |roles: &[&str]| replaced("Malmö", "Anna", anna(roles), false);
    hold::<Register>(
        NOW,
        vec![
            leads("fewer roles", &past, become_of(&["culture"]), vec![fact(&["culture"]), held("Malmö")]),
            leads(
                "others that fill both",
                &past,
                become_of(&["culture", "tourism"]),
                vec![fact(&["culture", "tourism"])],
            ),
        ],
    );
    // Given the roles back, the exception covers again: nobody took it back.
    let without = [past, vec![fact(&["culture"]), held("Malmö")]].concat();
    given::<Register>(NOW, without)
        .when(become_of(&["culture", "business"]))
        .then(&[fact(&["culture", "business"]), granted("Malmö")]);
}

#[test]
fn an_exception_that_no_longer_covers_lets_the_next_one_be_offered_the_place() {
    let kind = Dispensation::OnePersonAllRoles;
    let alone = submission("Lund", vec![member("Anna", &["culture"])]);
    let past = [
        open(1),
        vec![pair("Malmö"), granted("Malmö"), Event::Submitted(alone), queued("Lund")],
        vec![dispensed("Lund", kind, "Anna"), pair("Ystad"), queued("Ystad")],
    ]
    .concat();
    let gone = Event::Withdrawn { enrolment: enrolment("Malmö"), late: false };
    given::<Register>(NOW, past).when(Command::Withdraw { enrolment: enrolment("Malmö") }).then(&[
        gone,
        passed("Lund", "Ystad", PassReason::Incomplete),
        offered("Ystad"),
    ]);
}

#[test]
fn a_role_that_may_stay_vacant_is_so_whoever_is_there() {
    let one = [member("Anna", &["culture"])];
    let rule: ParticipationRule = terms(1, &[]).rule;
    let covers = |kind: Dispensation, members: &[Member]| kind.covers(person("Anna"), &rule, members);
    assert!(covers(Dispensation::RoleVacant, &one) && covers(Dispensation::RoleVacant, &[]));
    assert!(!covers(Dispensation::OnePersonAllRoles, &one) && !covers(Dispensation::OnePersonAllRoles, &[]));
}

#[test]
fn the_roles_somebody_turns_out_to_have_come_with_the_exception() {
    let kind = Dispensation::OnePersonAllRoles;
    let manager = "Malmö, culture";
    let given_roles = |roles: &[&str]| dispense_with("Malmö", kind, manager, roles);
    let roles = ["culture", "tourism"];
    let facts = || {
        vec![
            replaced("Malmö", manager, member(manager, &roles), false),
            dispensed("Malmö", kind, manager),
            granted("Malmö"),
        ]
    };
    hold::<Register>(
        NOW,
        vec![
            leads("both roles", &half_held(), given_roles(&roles), facts()),
            refused(
                "still one too few",
                &half_held(),
                given_roles(&["business", "tourism"]),
                Rejection::RolesNotHeld { roles: vec![value("culture")] },
            ),
            refused(
                "a role the programme does not have",
                &half_held(),
                given_roles(&["culture", "sports"]),
                Rejection::UnknownRole(value("sports")),
            ),
        ],
    );
}

#[test]
fn an_exception_that_has_lapsed_can_be_granted_again() {
    let kind = Dispensation::OnePersonAllRoles;
    let fewer = replaced("Malmö", "Anna", member("Anna", &["culture"]), false);
    let past = [alone_held(), vec![dispensed("Malmö", kind, "Anna"), granted("Malmö"), fewer, held("Malmö")]]
        .concat();
    let both = ["culture", "business"];
    hold::<Register>(
        NOW,
        vec![
            refused(
                "without the roles",
                &past,
                dispense("Malmö", kind, "Anna"),
                Rejection::RolesNotHeld { roles: vec![value("development")] },
            ),
            leads(
                "with them",
                &past,
                dispense_with("Malmö", kind, "Anna", &both),
                vec![
                    replaced("Malmö", "Anna", member("Anna", &both), false),
                    dispensed("Malmö", kind, "Anna"),
                    granted("Malmö"),
                ],
            ),
        ],
    );
}
