//! Registers that many enrol in at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Europe::Stockholm;
use parvis_events::geography;
use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::participation::{Member, ParticipationRule, Requirement};
use parvis_events::register::{Channel, Command, Submission, Terms};
use parvis_events::values::{Country, Period};

/// An instant at which enrolment is open.
pub const NOW: &str = "2026-03-01T09:00:00Z";

/// Terms with so many places for pairs, open to every municipality.
pub fn terms(places: u32) -> Terms {
    let requirement =
        |name: &str| Requirement { name: name.parse().unwrap(), any_of: vec![name.parse().unwrap()] };
    Terms {
        rule: ParticipationRule::Pair {
            requirements: vec![requirement("culture"), requirement("development")],
        },
        roles: ["culture", "development"].iter().map(|role| role.parse().unwrap()).collect(),
        places,
        allocations: BTreeMap::new(),
        release: None,
        hold_days: 14,
        offer_days: 7,
        enrolment: Period::new("2026-02-01".parse().unwrap(), "2026-12-31".parse().unwrap()).unwrap(),
        withdrawal_deadline: "2026-12-31".parse().unwrap(),
        zone: Stockholm,
        country: Country::Sweden,
        invited: BTreeSet::new(),
        closed: false,
        questions: vec![],
        meeting: None,
        last_day: None,
        called_off: false,
    }
}

/// The municipalities of Sweden, with their counties.
pub fn municipalities() -> Vec<&'static geography::Municipality> {
    let counties = (1..=25).filter_map(|county| format!("{county:02}").parse().ok());
    counties.flat_map(|county| geography::in_county(Country::Sweden, &county)).collect()
}

/// The pair of a municipality handing in its enrolment in a register; `register` keeps its people apart from others'.
pub fn submit(register: &str, municipality: &geography::Municipality) -> Command {
    let code = municipality.code.to_string();
    let person = |role: &str| PersonId::named(&[register, &code, role]);
    let member = |role: &str| Member { person: person(role), roles: BTreeSet::from([role.parse().unwrap()]) };
    Command::Submit(Submission {
        enrolment: EnrolmentId::named(&[register, &code]),
        reference: format!("A-{code}").parse().unwrap(),
        municipality: municipality.code.clone(),
        county: municipality.county_code.clone(),
        contact: person("culture"),
        members: vec![member("culture"), member("development")],
        via: Channel::File,
    })
}
