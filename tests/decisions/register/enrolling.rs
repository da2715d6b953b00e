//! Handing in an enrolment, and the terms it is judged by. Sources: rules "Pair" and "Places are both-or-neither".

use chrono::TimeDelta;
use parvis_events::participation::ParticipationRule;
use parvis_events::register::{Command, Event, Pool, Register, Rejection, Submission, Terms};
use parvis_events::testing::given;

use super::{HOLD_ENDS, full_with_a_queue, granted, half, held, offered, open, pair, queued, with};
use crate::samples::{NOW, business_of, culture_of, enrolment, member, submission, terms, value};
use crate::table::{hold, leads, refused};

fn submit(submission: Submission) -> Command {
    Command::Submit(submission)
}

fn pair_of(town: &str) -> Submission {
    submission(town, vec![culture_of(town), business_of(town)])
}

fn malmo_with(members: Vec<parvis_events::participation::Member>) -> Command {
    submit(submission("Malmö", members))
}

#[test]
fn a_register_opens_once_and_may_change_its_terms() {
    let set = |terms: Terms| Command::SetTerms(terms);
    let fact = |terms: Terms| vec![Event::TermsSet { terms }];
    hold::<Register>(
        NOW,
        vec![
            leads("first terms", &[], set(terms(2, &[])), fact(terms(2, &[]))),
            leads("the same terms", &open(2), set(terms(2, &[])), vec![]),
            leads("other terms", &open(2), set(terms(3, &[])), fact(terms(3, &[]))),
            leads(
                "fewer places, but enough for those who have one",
                &[open(2), vec![pair("Malmö"), granted("Malmö")]].concat(),
                set(terms(1, &[])),
                fact(terms(1, &[])),
            ),
        ],
    );
}

#[test]
fn more_places_go_to_those_who_wait() {
    let set = Command::SetTerms(terms(2, &[]));
    given::<Register>(NOW, full_with_a_queue())
        .when(set.clone())
        .then(&[Event::TermsSet { terms: terms(2, &[]) }, offered("Lund")])
        .again_nothing(set);
}

#[test]
fn new_terms_find_what_was_due_before_them_passed() {
    // Malmö's hold ran out, nobody has let time pass since, and the terms change.
    let past = [open(2), vec![half("Malmö"), held("Malmö")]].concat();
    let expired = Event::HoldExpired { enrolment: enrolment("Malmö") };
    let mut lenient = terms(2, &[]);
    lenient.rule = ParticipationRule::Team { min: 1, max: 2 };
    let fact = |terms: &Terms| Event::TermsSet { terms: terms.clone() };
    let fewer = terms(0, &[]);
    // A release is not the former terms' any more: the new ones may still put it off.
    let shares = [("12", 1), ("13", 1)];
    let mut later = terms(2, &shares);
    later.release = Some(value("2018-06-01"));
    hold::<Register>(
        HOLD_ENDS,
        vec![
            leads(
                "a half pair would do from now on",
                &past,
                Command::SetTerms(lenient.clone()),
                vec![expired.clone(), fact(&lenient)],
            ),
            leads(
                "the held place is not needed",
                &past,
                Command::SetTerms(fewer.clone()),
                vec![expired, fact(&fewer)],
            ),
        ],
    );
    given::<Register>("2018-04-15T22:00:00Z", with(terms(2, &shares)))
        .when(Command::SetTerms(later.clone()))
        .then(&[fact(&later)]);
    let released = Event::AllocationReleased { places_left: 2 };
    given::<Register>("2018-04-15T22:00:00Z", with(terms(2, &shares)))
        .when(Command::LetTimePass)
        .then(&[released]);
}

#[test]
fn terms_that_make_a_half_pair_complete_admit_it() {
    let mut lenient = terms(2, &[]);
    lenient.rule = ParticipationRule::Team { min: 1, max: 2 };
    let set = Command::SetTerms(lenient.clone());
    given::<Register>(NOW, [open(2), vec![half("Malmö"), held("Malmö")]].concat())
        .when(set.clone())
        .then(&[Event::TermsSet { terms: lenient }, granted("Malmö")])
        .again_nothing(set);
}

#[test]
fn places_that_were_given_out_are_not_taken_back_by_new_terms() {
    let past = [open(2), vec![pair("Malmö"), granted("Malmö"), half("Lund"), held("Lund")]].concat();
    given::<Register>(NOW, past)
        .when(Command::SetTerms(terms(1, &[])))
        .then_rejected(&Rejection::PlacesAlreadyTaken { taken: 2, places: 1 });
}

#[test]
fn a_pair_is_admitted_when_there_is_a_place_and_queued_when_there_is_none() {
    let lund = pair_of("Lund");
    hold::<Register>(
        NOW,
        vec![
            leads("a free place", &open(1), submit(pair_of("Lund")), vec![pair("Lund"), granted("Lund")]),
            leads(
                "the last place is taken",
                &[open(1), vec![pair("Malmö"), granted("Malmö")]].concat(),
                submit(lund.clone()),
                vec![pair("Lund"), queued("Lund")],
            ),
            leads(
                "the last place is held for a half pair",
                &[open(1), vec![half("Malmö"), held("Malmö")]].concat(),
                submit(lund.clone()),
                vec![pair("Lund"), queued("Lund")],
            ),
            leads("no place at all", &open(0), submit(lund.clone()), vec![pair("Lund"), queued("Lund")]),
            leads(
                "handed in before",
                &[open(1), vec![pair("Lund"), granted("Lund")]].concat(),
                submit(lund),
                vec![],
            ),
        ],
    );
}

#[test]
fn a_tourism_manager_stands_for_development_as_well_as_a_business_manager() {
    let members = vec![member("Tove", &["tourism"]), culture_of("Malmö")];
    let sent = submission("Malmö", members);
    given::<Register>(NOW, open(1))
        .when(submit(sent.clone()))
        .then(&[Event::Submitted(sent), granted("Malmö")]);
}

#[test]
fn half_a_pair_gets_both_its_seats_held_until_local_midnight() {
    given::<Register>(NOW, open(1))
        .when(malmo_with(vec![culture_of("Malmö")]))
        .then(&[half("Malmö"), held("Malmö")])
        .again_nothing(malmo_with(vec![culture_of("Malmö")]));
    // A hold that runs over the spring change ends at midnight by the summer's clock.
    let outcome =
        given::<Register>("2018-03-20T22:59:59Z", open(1)).when(malmo_with(vec![culture_of("Malmö")]));
    let summer = Event::SeatsHeld {
        enrolment: enrolment("Malmö"),
        pool: Pool::Common,
        until: value("2018-04-03T22:00:00Z"),
    };
    outcome.then(&[half("Malmö"), summer]);
}

#[test]
fn one_person_with_both_roles_is_no_pair() {
    let alone = submission("Malmö", vec![member("Anna", &["culture", "business"])]);
    given::<Register>(NOW, open(1))
        .when(submit(alone.clone()))
        .then(&[Event::Submitted(alone), held("Malmö")]);
}

#[test]
fn two_managers_of_the_same_role_are_no_pair() {
    let two = submission("Malmö", vec![member("Bo", &["business"]), member("Tove", &["tourism"])]);
    given::<Register>(NOW, open(1)).when(submit(two.clone())).then(&[Event::Submitted(two), held("Malmö")]);
}

#[test]
fn teams_and_individuals_are_other_values_of_the_same_rule() {
    let ruled = |rule: ParticipationRule, places| {
        let mut terms = terms(places, &[]);
        terms.rule = rule;
        with(terms)
    };
    let team = ruled(ParticipationRule::Team { min: 2, max: 3 }, 1);
    let of = |names: &[&str]| -> Vec<_> { names.iter().map(|name| member(name, &["culture"])).collect() };
    let (one, two) = (submission("Malmö", of(&["A"])), submission("Malmö", of(&["A", "B"])));
    let four = submission("Malmö", of(&["A", "B", "C", "D"]));
    let alone = ruled(ParticipationRule::Individual, 2);
    let lone = submission("Malmö", of(&["A"]));
    let mut colleague = submission("Malmö", of(&["B"]));
    colleague.enrolment = enrolment("Malmö, another");
    colleague.reference = value("Malmö, another");
    let after = [alone.clone(), vec![Event::Submitted(lone.clone()), granted("Malmö")]].concat();
    let second = Event::PlaceGranted { enrolment: colleague.enrolment, pool: Pool::Common };
    hold::<Register>(
        NOW,
        vec![
            leads("too small", &team, submit(one.clone()), vec![Event::Submitted(one), held("Malmö")]),
            leads("large enough", &team, submit(two.clone()), vec![Event::Submitted(two), granted("Malmö")]),
            refused("too large", &team, submit(four), Rejection::TooManyMembers { seats: 3 }),
            leads("alone", &alone, submit(lone.clone()), vec![Event::Submitted(lone), granted("Malmö")]),
            leads(
                "a colleague on their own",
                &after,
                submit(colleague.clone()),
                vec![Event::Submitted(colleague), second],
            ),
            refused(
                "two in one",
                &alone,
                submit(submission("Malmö", of(&["A", "B"]))),
                Rejection::TooManyMembers { seats: 1 },
            ),
        ],
    );
}

#[test]
fn enrolment_lasts_from_the_first_local_midnight_to_the_last() {
    let opens = terms(1, &[]).enrolment.from;
    let closed = terms(1, &[]).enrolment.to;
    let first = parvis_events::time::start_of_day(chrono_tz::Europe::Stockholm, opens);
    let end = parvis_events::time::end_of_day(chrono_tz::Europe::Stockholm, closed);
    let second = TimeDelta::seconds(1);
    let outcome = |at: chrono::DateTime<chrono::Utc>| {
        given::<Register>(&at.to_rfc3339(), open(1)).when(submit(pair_of("Malmö")))
    };
    outcome(first - second).then_rejected(&Rejection::NotYetOpen { opens });
    outcome(first).then(&[pair("Malmö"), granted("Malmö")]);
    outcome(end - second).then(&[pair("Malmö"), granted("Malmö")]);
    outcome(end).then_rejected(&Rejection::Closed { closed });
}

#[test]
fn an_enrolment_that_cannot_be_right_is_refused() {
    let enrolled = [open(3), vec![pair("Malmö"), granted("Malmö")]].concat();
    let reference = || value("Malmö");
    let changed = |change: fn(&mut Submission)| {
        let mut sent = pair_of("Lund");
        change(&mut sent);
        submit(sent)
    };
    let anna = || culture_of("Lund");
    let lund_with = |members| submit(submission("Lund", members));
    hold::<Register>(
        NOW,
        vec![
            refused("no terms", &[], submit(pair_of("Lund")), Rejection::NotOpen),
            refused(
                "no such municipality",
                &enrolled,
                changed(|sent| sent.municipality = value("9999")),
                Rejection::UnknownMunicipality(value("9999")),
            ),
            refused(
                "a municipality of former days",
                &enrolled,
                changed(|sent| sent.municipality = value("1917")),
                Rejection::UnknownMunicipality(value("1917")),
            ),
            refused(
                "another county",
                &enrolled,
                changed(|sent| sent.county = value("13")),
                Rejection::WrongCounty { municipality: value("1281"), county: value("13") },
            ),
            refused(
                "a second enrolment of a municipality",
                &enrolled,
                changed(|sent| sent.municipality = value("1280")),
                Rejection::MunicipalityAlreadyEnrolled { reference: reference() },
            ),
            refused(
                "the same id, other particulars",
                &enrolled,
                changed(|sent| sent.enrolment = enrolment("Malmö")),
                Rejection::AlreadySubmitted { reference: value("Lund") },
            ),
            refused(
                "the same reference, other particulars",
                &enrolled,
                changed(|sent| sent.reference = "Malmö".parse().unwrap()),
                Rejection::AlreadySubmitted { reference: reference() },
            ),
            refused(
                "somebody who is enrolled elsewhere",
                &enrolled,
                lund_with(vec![anna(), business_of("Malmö")]),
                Rejection::PersonAlreadyEnrolled { reference: reference() },
            ),
            refused(
                "the same person twice",
                &enrolled,
                lund_with(vec![anna(), member("Lund, culture", &["business"])]),
                Rejection::PersonAlreadyEnrolled { reference: value("Lund") },
            ),
            refused("nobody", &enrolled, lund_with(vec![]), Rejection::NoMembers),
            refused("no role", &enrolled, lund_with(vec![member("Anna", &[])]), Rejection::NoRole),
            refused(
                "a role the programme does not have",
                &enrolled,
                lund_with(vec![member("Anna", &["sports"])]),
                Rejection::UnknownRole(value("sports")),
            ),
            refused(
                "three for two seats",
                &enrolled,
                lund_with(vec![anna(), business_of("Lund"), member("Tove", &["tourism"])]),
                Rejection::TooManyMembers { seats: 2 },
            ),
        ],
    );
}

#[test]
fn a_municipality_that_left_may_enrol_again_as_a_new_enrolment() {
    let left = Event::Withdrawn { enrolment: enrolment("Malmö"), late: false };
    let past = [open(1), vec![pair("Malmö"), granted("Malmö"), left]].concat();
    let mut anew = pair_of("Malmö");
    anew.enrolment = enrolment("Malmö, anew");
    anew.reference = value("Malmö, anew");
    let place = Event::PlaceGranted { enrolment: anew.enrolment, pool: Pool::Common };
    given::<Register>(NOW, past).when(submit(anew.clone())).then(&[Event::Submitted(anew), place]);
}
