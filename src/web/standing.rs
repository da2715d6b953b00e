//! Where an enrolment stands, said in a sentence: "Ronneby: antagen. Båda är anmälda."

use parvis_events::certificates::Validity;
use parvis_events::geography;
use parvis_events::ids::PersonId;
use parvis_events::time::local_date;
use parvis_projections::House;
use parvis_projections::programmes::ProgrammeRow;
use parvis_projections::register::{EnrolmentRow, ParticipantRow, Status, roles_of};
use parvis_words::names;

use super::page::{Page, Reader};
use super::sign_in::full_name;
use crate::lacking;

/// How an enrolment stands, in words.
pub(super) struct Standing {
    /// "Ronneby".
    pub municipality: String,
    /// "antagen".
    pub status: String,
    /// The colour of the status.
    pub colour: &'static str,
    /// "Ronneby: antagen. Båda är anmälda."
    pub sentence: String,
    /// What comes of it, or what is to be done; may be empty.
    pub more: String,
}

/// How an enrolment stands.
pub(super) fn of(page: &Page, house: &House, programme: &ProgrammeRow, row: &EnrolmentRow) -> Standing {
    let municipality = municipality(programme, row);
    let status = page.t(&format!("enrolment-status-{}", row.status.name()));
    let mut sentence = page.t2("standing", "municipality", municipality.as_str(), "status", status.as_str());
    if alone(programme) {
        let own = |reader: &Reader| members(house, row).iter().any(|member| member.person == reader.person);
        if let Some(key) = own_words(row.status).filter(|_| page.reader.as_ref().is_some_and(own)) {
            sentence = page.t(key);
        }
    } else if row.status.active() {
        let missing = missing(page, house, programme, row);
        let count = u32::try_from(members(house, row).len()).unwrap_or(u32::MAX);
        sentence.push(' ');
        sentence.push_str(&if missing.is_empty() {
            page.count("standing-all", "count", count)
        } else {
            page.t1("standing-missing", "missing", &missing)
        });
    }
    let colour = match row.status {
        Status::Admitted => "success",
        Status::Offered | Status::Incomplete => "warning",
        Status::Submitted | Status::Queued | Status::Draft => "info",
        Status::Declined
        | Status::Expired
        | Status::Withdrawn
        | Status::LateWithdrawal
        | Status::Replaced
        | Status::Refused => "neutral",
    };
    Standing { municipality, status, colour, sentence, more: more(page, programme, row) }
}

/// Whether people take part by themselves: everybody has an enrolment of their own.
pub(super) const fn alone(programme: &ProgrammeRow) -> bool {
    programme.seats_per_place == 1
}

/// Whom an enrolment is about, to others: the municipality, or the person where people take part by themselves.
pub(super) fn subject(
    page: &Page,
    house: &House,
    programme: &ProgrammeRow,
    row: &EnrolmentRow,
    sees_protected: bool,
) -> String {
    match members(house, row).first() {
        Some(member) if alone(programme) => name_for(page, house, member.person, None, sees_protected),
        Some(_) | None => municipality(programme, row),
    }
}

/// The key of what is said to somebody who takes part by themselves.
const fn own_words(status: Status) -> Option<&'static str> {
    match status {
        Status::Admitted => Some("standing-own-admitted"),
        Status::Offered => Some("standing-own-offered"),
        Status::Queued => Some("standing-own-queued"),
        Status::Withdrawn | Status::LateWithdrawal => Some("standing-own-withdrawn"),
        Status::Draft
        | Status::Incomplete
        | Status::Submitted
        | Status::Declined
        | Status::Expired
        | Status::Replaced
        | Status::Refused => None,
    }
}

fn more(page: &Page, programme: &ProgrammeRow, row: &EnrolmentRow) -> String {
    let until = row.until.map(|end| page.last_day(programme.zone, end)).unwrap_or_default();
    match row.status {
        Status::Incomplete if !until.is_empty() => page.t1("standing-held", "date", &until),
        Status::Offered if !until.is_empty() => page.t1("standing-offered", "date", &until),
        Status::Queued => {
            row.queue_place.map(|place| page.count("standing-queued", "place", place)).unwrap_or_default()
        }
        Status::Draft
        | Status::Incomplete
        | Status::Submitted
        | Status::Admitted
        | Status::Offered
        | Status::Declined
        | Status::Expired
        | Status::Withdrawn
        | Status::LateWithdrawal
        | Status::Replaced
        | Status::Refused => String::new(),
    }
}

/// The name of an enrolment's municipality, of the day it was enrolled.
pub(super) fn municipality(programme: &ProgrammeRow, row: &EnrolmentRow) -> String {
    let day = local_date(programme.zone, row.submitted_at);
    geography::municipality(programme.country, &row.municipality, day)
        .map_or_else(|| row.municipality.to_string(), |found| found.name)
}

/// The members of an enrolment who have not left it, in the order of their roles.
pub(super) fn members<'a>(house: &'a House, row: &EnrolmentRow) -> Vec<&'a ParticipantRow> {
    let mut found: Vec<&ParticipantRow> =
        house.register.participants.of(row.enrolment).filter(|member| member.status == row.status).collect();
    let number = |column: &str| {
        let roles = roles_of(column).into_iter();
        let rows = roles.filter_map(|role| house.programmes.roles.get(&(row.programme, role)));
        rows.map(|role| role.number).min()
    };
    found.sort_by_key(|member| (number(&member.roles).unwrap_or(u32::MAX), member.person));
    found
}

/// The names of somebody's roles in a programme: "kulturchef".
pub(super) fn role_names(page: &Page, house: &House, row: &ParticipantRow) -> String {
    let found: Vec<String> = roles_of(&row.roles)
        .into_iter()
        .map(|role| {
            let known = house.programmes.roles.get(&(row.programme, role.clone()));
            known.map_or_else(|| role.to_string(), |known| names::within(&known.name))
        })
        .collect();
    names::list(page.language, &found)
}

/// Who is missing, in words: "näringslivschef eller turismchef"; empty when nobody is, or an exception covers it.
pub(super) fn missing(page: &Page, house: &House, programme: &ProgrammeRow, row: &EnrolmentRow) -> String {
    if !row.incomplete {
        return String::new();
    }
    lacking::words(page.language, house, programme, &lacking::of(row))
}

/// Somebody's name, for a reader: masked when it is protected, unless the reader is that person or may see it.
pub(super) fn name_for(
    page: &Page,
    house: &House,
    person: PersonId,
    reader: Option<PersonId>,
    sees_protected: bool,
) -> String {
    match house.people.get(person) {
        Some(row) if row.erased => page.t("person-erased"),
        Some(row) if row.protected && reader != Some(person) && !sees_protected => page.t("person-protected"),
        Some(row) => full_name(row),
        None => page.t("person-erased"),
    }
}

/// Whether a certificate may still be shown around.
pub(super) const fn holds(validity: Validity) -> bool {
    match validity {
        Validity::Issued | Validity::Flagged => true,
        Validity::Replaced | Validity::Revoked => false,
    }
}
