//! Other terms while people are in: what they must leave room for, and what they make of those who wait.
//! Sources: rules "Pair", "One place per municipality" and "Half pair".

use parvis_events::participation::{Member, ParticipationRule, Requirement};
use parvis_events::register::{Command, Event, HandDecision, Register, Rejection, Terms};
use parvis_events::testing::given;

use super::{
    admitted, full_with_a_queue, granted, half_held, held, offered, open, pair, with, with_an_offer,
};
use crate::samples::{NOW, culture_of, enrolment, member, submission, terms, value};
use crate::table::{hold, leads, refused};

/// Terms that anybody may come alone under, any number of a municipality.
fn alone(places: u32) -> Terms {
    Terms { rule: ParticipationRule::Individual, ..terms(places, &[]) }
}

/// Terms of teams.
fn team(min: u8, max: u8) -> Terms {
    Terms { rule: ParticipationRule::Team { min, max }, ..terms(2, &[]) }
}

/// Terms that know these roles and let them fill the same two requirements.
fn with_roles(places: u32, roles: &[&str]) -> Terms {
    let filled_by = |name: &str| Requirement { name: value(name), any_of: vec![value(name)] };
    Terms {
        rule: ParticipationRule::Pair { requirements: roles.iter().map(|role| filled_by(role)).collect() },
        roles: roles.iter().map(|role| value(role)).collect(),
        ..terms(places, &[])
    }
}

fn set(terms: Terms) -> Command {
    Command::SetTerms(terms)
}

fn now(terms: Terms) -> Event {
    Event::TermsSet { terms }
}

fn only(town: &str) -> Event {
    Event::Submitted(submission(town, vec![culture_of(town)]))
}

#[test]
fn a_place_seats_everybody_who_has_one() {
    let exceed = || Rejection::MembersExceedSeats { reference: value("Malmö"), members: 2, seats: 1 };
    let three = submission("Malmö", ["A", "B", "C"].map(|name| member(name, &["culture"])).to_vec());
    let team_of_three = [with(team(2, 3)), vec![Event::Submitted(three), granted("Malmö")]].concat();
    let gone = Event::Withdrawn { enrolment: enrolment("Malmö"), late: false };
    hold::<Register>(
        NOW,
        vec![
            refused("a pair, alone", &admitted(), set(alone(2)), exceed()),
            refused(
                "three, at most two",
                &team_of_three,
                set(team(2, 2)),
                Rejection::MembersExceedSeats { reference: value("Malmö"), members: 3, seats: 2 },
            ),
            leads("three, at most four", &team_of_three, set(team(2, 4)), vec![now(team(2, 4))]),
            leads("those who left", &[admitted(), vec![gone]].concat(), set(alone(2)), vec![now(alone(2))]),
        ],
    );
}

#[test]
fn a_role_that_somebody_has_stays() {
    let without = with_roles(2, &["culture", "tourism"]);
    let kept = with_roles(2, &["culture", "business"]);
    let in_use = Rejection::RoleInUse { reference: value("Malmö"), role: value("business") };
    hold::<Register>(
        NOW,
        vec![
            refused("of one with a place", &admitted(), set(without.clone()), in_use),
            leads("of nobody", &admitted(), set(kept.clone()), vec![now(kept)]),
            leads("of nobody yet", &half_held(), set(without.clone()), vec![now(without)]),
        ],
    );
}

#[test]
fn several_of_a_municipality_are_not_made_one_by_a_change_of_terms() {
    let other = Event::Submitted(parvis_events::register::Submission {
        enrolment: enrolment("Malmö, again"),
        reference: value("Malmö, again"),
        ..submission("Malmö", vec![member("Carl", &["culture"])])
    });
    let two =
        [with(alone(3)), vec![only("Malmö"), granted("Malmö"), other, granted("Malmö, again")]].concat();
    let elsewhere =
        [with(alone(3)), vec![only("Malmö"), granted("Malmö"), only("Lund"), granted("Lund")]].concat();
    hold::<Register>(
        NOW,
        vec![
            refused(
                "two of one",
                &two,
                set(team(1, 2)),
                Rejection::SeveralOfMunicipality { reference: value("Malmö, again") },
            ),
            leads("two of two", &elsewhere, set(team(1, 2)), vec![now(team(1, 2))]),
        ],
    );
}

#[test]
fn whoever_was_incomplete_and_no_longer_is_gets_the_place_that_was_held() {
    given::<Register>(NOW, half_held()).when(set(team(1, 2))).then(&[now(team(1, 2)), granted("Malmö")]);
}

#[test]
fn an_offer_becomes_a_hold_for_those_who_are_no_longer_complete() {
    let stricter = Terms { places: 1, ..team(3, 3) };
    given::<Register>(NOW, with_an_offer())
        .when(set(stricter.clone()))
        .then(&[now(stricter.clone()), held("Lund")])
        .again_nothing(set(stricter.clone()));
    // What has a place keeps it.
    given::<Register>(NOW, full_with_a_queue()).when(set(stricter.clone())).then(&[now(stricter)]);
}

#[test]
fn more_places_are_offered_to_those_who_wait() {
    given::<Register>(NOW, full_with_a_queue())
        .when(set(terms(2, &[])))
        .then(&[now(terms(2, &[])), offered("Lund")]);
    let less = [open(2), vec![pair("Malmö"), granted("Malmö"), pair("Lund"), granted("Lund")]].concat();
    given::<Register>(NOW, less)
        .when(set(terms(1, &[])))
        .then_rejected(&Rejection::PlacesAlreadyTaken { taken: 2, places: 1 });
}

#[test]
fn whoever_comes_back_by_hand_fits_into_the_terms_of_that_day() {
    let refused_once = |terms: Terms, members: Vec<Member>| -> Vec<Event> {
        let ended = Event::Refused { enrolment: enrolment("Malmö") };
        [with(team(2, 3)), vec![Event::Submitted(submission("Malmö", members)), ended, now(terms)]].concat()
    };
    let of = |roles: [&str; 3]| {
        let people = ["A", "B", "C"].iter().zip(roles);
        people.map(|(name, role)| member(name, &[role])).collect::<Vec<_>>()
    };
    let admit = || Command::DecideByHand {
        enrolment: enrolment("Malmö"),
        decision: HandDecision::Admit,
        reason: "Host of the next seminar".to_owned(),
    };
    let three = of(["culture", "culture", "business"]);
    let fewer_roles = Terms { roles: [value("culture")].into(), ..team(2, 3) };
    hold::<Register>(
        NOW,
        vec![
            refused(
                "too many by now",
                &refused_once(team(2, 2), three.clone()),
                admit(),
                Rejection::TooManyMembers { seats: 2 },
            ),
            refused(
                "a role that is gone by now",
                &refused_once(fewer_roles, three.clone()),
                admit(),
                Rejection::UnknownRole(value("business")),
            ),
        ],
    );
    assert!(given::<Register>(NOW, refused_once(team(1, 3), three)).when(admit()).result.is_ok());
}
