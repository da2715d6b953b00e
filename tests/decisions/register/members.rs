//! Who is in an enrolment: joining and replacing. Sources: rules "Pair" and "Half pair".

use parvis_events::participation::Member;
use parvis_events::register::{Command, Event, PassReason, Register, Rejection};
use parvis_events::testing::given;

use super::{
    HOLD_ENDS, LATE, added, admitted, granted, half, half_held, held, offered, open, pair, passed, queued,
    replace, replaced, with_an_offer,
};
use crate::samples::{NOW, business_of, culture_of, enrolment, member, value};
use crate::table::{hold, leads, refused};

fn add(town: &str, member: Member) -> Command {
    Command::AddMember { enrolment: enrolment(town), member }
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
