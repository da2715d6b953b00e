//! What is tried again and again, and counted by another hand than the program's own.

use std::collections::BTreeSet;

use parvis_events::register::Event;

/// How many times something of chance is tried: what `PARVIS_ROUNDS` says, or what is enough every day.
pub fn rounds(usually: usize) -> usize {
    std::env::var("PARVIS_ROUNDS")
        .ok()
        .map_or(usually, |rounds| rounds.parse().expect("PARVIS_ROUNDS is a number"))
}

/// The most places that were ever taken at once, counted fact by fact by another hand than the register's own.
pub fn most_taken<'a>(facts: impl IntoIterator<Item = &'a Event>) -> usize {
    let (mut taken, mut most) = (BTreeSet::new(), 0);
    for fact in facts {
        match fact {
            Event::SeatsHeld { enrolment, .. }
            | Event::PlaceGranted { enrolment, .. }
            | Event::PlaceOffered { enrolment, .. } => {
                taken.insert(*enrolment);
            }
            Event::OfferDeclined { enrolment }
            | Event::OfferExpired { enrolment }
            | Event::HoldExpired { enrolment }
            | Event::Refused { enrolment }
            | Event::Withdrawn { enrolment, .. } => {
                taken.remove(enrolment);
            }
            _ => {}
        }
        most = most.max(taken.len());
    }
    most
}
