//! The ways in, on "Min sida": to the room for those who help there, to one's own code for those who come.

use chrono::{DateTime, Days, Utc};
use parvis_events::ids::PersonId;
use parvis_events::time::local_date;
use parvis_projections::House;
use parvis_projections::programmes::{ProgrammeRow, SeminarRow};

use super::code::comes;
use crate::web::page::Page;
use crate::web::programme::language_mark;
use crate::web::rights::{Deed, Roles};

/// How long before a seminar its door is shown.
const AHEAD: Days = Days::new(14);
/// How long after a seminar its door is shown, so that what stands on its roll can be put right.
const AFTERWARDS: Days = Days::new(30);

/// A way in.
pub(in crate::web) struct Door {
    pub address: String,
    pub name: String,
    pub dates: String,
    pub lang: String,
}

/// The rooms somebody helps in, for seminars that are near.
pub(in crate::web) fn rooms(page: &Page, house: &House, person: PersonId, now: DateTime<Utc>) -> Vec<Door> {
    let mut doors = Vec::new();
    for programme in house.programmes.programmes.rows() {
        if !Roles::staff(house, person, programme.programme).may(Deed::CheckIn) {
            continue;
        }
        let today = local_date(programme.zone, now);
        let near = |row: &&SeminarRow| row.starts_on <= today + AHEAD && today <= row.ends_on + AFTERWARDS;
        let seminars = house.programmes.seminars_of(programme.programme);
        doors.extend(seminars.into_iter().filter(near).map(|row| Door {
            address: format!("/program/{}/seminarium/{}/incheckning", programme.code, row.number),
            name: row.theme.clone(),
            dates: page.days(row.starts_on, row.ends_on),
            lang: language_mark(page, programme),
        }));
    }
    doors
}

/// The codes of somebody, for programmes with a seminar to come.
pub(in crate::web) fn codes(page: &Page, house: &House, person: PersonId, now: DateTime<Utc>) -> Vec<Door> {
    let goes_on = |row: &&ProgrammeRow| {
        let today = local_date(row.zone, now);
        let seminars = house.programmes.seminars_of(row.programme);
        seminars.into_iter().any(|seminar| today <= seminar.ends_on) && comes(house, row, person)
    };
    let programmes = house.programmes.programmes.rows().filter(goes_on);
    programmes
        .map(|row| Door {
            address: format!("/program/{}/min-kod", row.code),
            name: row.name.clone(),
            dates: String::new(),
            lang: language_mark(page, row),
        })
        .collect()
}
