//! Who came to which seminar, and for how long: what reports count.

use std::collections::BTreeMap;

use parvis_events::ids::{PersonId, SeminarId};

use super::attendees::attendees;
use crate::exports::subject::{Locality, Subject};

/// Somebody's attendance of one seminar.
pub(in crate::exports) struct Visit {
    /// Who, deputies and people who have left since included.
    pub person: PersonId,
    /// Where they come from.
    pub locality: Locality,
    /// The seminar.
    pub seminar: SeminarId,
    /// How long they were there; more than nothing.
    pub minutes: u32,
}

/// Every visit to the seminars a list is about.
pub(in crate::exports) fn visits(subject: &Subject<'_>) -> Vec<Visit> {
    let mut found = Vec::new();
    for attendee in attendees(subject) {
        let mut minutes: BTreeMap<SeminarId, u32> = BTreeMap::new();
        for mark in attendee.marks.values().filter(|mark| mark.minutes > 0) {
            *minutes.entry(mark.seminar).or_default() += mark.minutes;
        }
        let (person, locality) = (attendee.listed.person, attendee.listed.locality);
        found.extend(minutes.into_iter().map(|(seminar, minutes)| Visit {
            person,
            locality: locality.clone(),
            seminar,
            minutes,
        }));
    }
    found
}
