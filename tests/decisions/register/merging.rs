//! Municipalities change code, county and extent; enrolments keep the codes of their day. Source: rule "Reference data".

use parvis_events::Stream;
use parvis_events::ids::EnrolmentId;
use parvis_events::register::{Command, Event, HandDecision, Pool, Register, Rejection, Submission, Terms};
use parvis_events::testing::given;
use parvis_events::values::Country;

use super::with;
use crate::samples::{enrolment, member, period, person, terms, value};

/// Norwegian municipalities enrol over the turn of the year 2019–2020, when Sandnes and Forsand became one.
fn in_norway(places: u32) -> Terms {
    let mut terms = terms(places, &[]);
    terms.country = Country::Norway;
    terms.zone = chrono_tz::Europe::Oslo;
    terms.enrolment = period("2019-11-01", "2020-03-31");
    terms.withdrawal_deadline = value("2020-04-30");
    terms
}

fn pair(name: &str, municipality: &str) -> Submission {
    let of = |role| member(&format!("{name}, {role}"), &[role]);
    Submission {
        enrolment: enrolment(name),
        reference: value(name),
        municipality: value(municipality),
        county: value("11"),
        contact: person(&format!("{name}, contact")),
        members: vec![of("culture"), of("business")],
        via: parvis_events::register::Channel::Contact,
    }
}

fn submit(name: &str, municipality: &str) -> Command {
    Command::Submit(pair(name, municipality))
}

fn granted(id: EnrolmentId) -> Event {
    Event::PlaceGranted { enrolment: id, pool: Pool::Common }
}

const BEFORE: &str = "2019-12-31T12:00:00Z";
const AFTER: &str = "2020-01-02T12:00:00Z";

fn both() -> Vec<Event> {
    let enrolled = |name, code| vec![Event::Submitted(pair(name, code)), granted(enrolment(name))];
    [with(in_norway(3)), enrolled("Sandnes", "1102"), enrolled("Forsand", "1129")].concat()
}

#[test]
fn two_municipalities_enrol_while_they_are_two() {
    let past =
        [with(in_norway(3)), vec![Event::Submitted(pair("Sandnes", "1102")), granted(enrolment("Sandnes"))]];
    given::<Register>(BEFORE, past.concat())
        .when(submit("Forsand", "1129"))
        .then(&[Event::Submitted(pair("Forsand", "1129")), granted(enrolment("Forsand"))]);
    given::<Register>(BEFORE, with(in_norway(3)))
        .when(submit("Sandnes", "1108"))
        .then_rejected(&Rejection::UnknownMunicipality(value("1108")));
}

#[test]
fn both_keep_their_place_and_their_code_when_they_become_one() {
    given::<Register>(AFTER, both()).when(Command::LetTimePass).then_nothing();
    let register = Register::fold(&both());
    let codes: Vec<&str> = register.enrolments().map(|e| e.submission.municipality.as_str()).collect();
    assert_eq!((codes, register.places_taken()), (vec!["1102", "1129"], 2));
    // What was agreed with the two still changes as it would have.
    let (leaving, anna) = (person("Forsand, culture"), member("Anna", &["culture"]));
    given::<Register>(AFTER, both())
        .when(Command::ReplaceMember { enrolment: enrolment("Forsand"), leaving, member: anna.clone() })
        .then(&[Event::MemberReplaced {
            enrolment: enrolment("Forsand"),
            leaving,
            member: anna,
            late: false,
        }]);
}

#[test]
fn the_one_they_became_has_their_enrolments_and_enrols_no_third_time() {
    given::<Register>(AFTER, both())
        .when(submit("Sandnes, new", "1108"))
        .then_rejected(&Rejection::MunicipalityAlreadyEnrolled { reference: value("Sandnes") });
    let left = |name| Event::Withdrawn { enrolment: enrolment(name), late: false };
    given::<Register>(AFTER, [both(), vec![left("Sandnes")]].concat())
        .when(submit("Sandnes, new", "1108"))
        .then_rejected(&Rejection::MunicipalityAlreadyEnrolled { reference: value("Forsand") });
    given::<Register>(AFTER, [both(), vec![left("Sandnes"), left("Forsand")]].concat())
        .when(submit("Sandnes, new", "1108"))
        .then(&[Event::Submitted(pair("Sandnes, new", "1108")), granted(enrolment("Sandnes, new"))]);
    given::<Register>(AFTER, with(in_norway(3)))
        .when(submit("Forsand", "1129"))
        .then_rejected(&Rejection::UnknownMunicipality(value("1129")));
}

#[test]
fn an_enrolment_that_ended_is_not_taken_up_by_hand_beside_that_of_the_one_they_became() {
    let ended = Event::HoldExpired { enrolment: enrolment("Sandnes") };
    let by_hand = Command::DecideByHand {
        enrolment: enrolment("Sandnes"),
        decision: HandDecision::Admit,
        reason: "Asked for it.".into(),
    };
    let before = [with(in_norway(3)), vec![Event::Submitted(pair("Sandnes", "1102")), ended]].concat();
    let new = vec![Event::Submitted(pair("Sandnes, new", "1108")), granted(enrolment("Sandnes, new"))];
    given::<Register>(AFTER, [before.clone(), new].concat())
        .when(by_hand.clone())
        .then_rejected(&Rejection::MunicipalityAlreadyEnrolled { reference: value("Sandnes, new") });
    assert!(given::<Register>(AFTER, before).when(by_hand).result.is_ok());
}
