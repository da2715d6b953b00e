//! Seminars as calendar entries (RFC 5545), in letters, files and subscriptions alike.
//!
//! An entry has the same UID wherever it comes from, and a SEQUENCE that grows when the seminar changes, so that a
//! calendar replaces what it has. Times are in UTC, so no zone has to be described.

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use parvis_events::ids::{PersonId, ProgrammeId};
use parvis_events::time::instant;
use parvis_projections::programmes::{ProgrammeRow, SeminarRow, SessionRow};
use parvis_words::{Language, names, text_with};

use crate::links::{Links, shown_code};

/// A calendar without entries.
pub fn empty() -> Calendar {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Parvis//Parvis//SV"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar
}

/// A calendar that others subscribe to: it says what it is called, and how often to come back.
pub fn subscribed(name: &str) -> Calendar {
    let mut calendar = empty();
    calendar.append_property(Property::new("NAME", name));
    calendar.append_property(Property::new("X-WR-CALNAME", name));
    // RFC 7986, section 5.7; the second is what older programs know.
    calendar.append_property(Property::new("REFRESH-INTERVAL;VALUE=DURATION", "PT4H"));
    calendar.append_property(Property::new("X-PUBLISHED-TTL", "PT4H"));
    calendar
}

/// One session as an entry.
pub fn entry(
    programme: &ProgrammeRow,
    seminar: &SeminarRow,
    session: &SessionRow,
    now: DateTime<Utc>,
) -> Event {
    let mut event = Event::with_uid(&uid(programme.programme, session));
    event
        .summary(&format!("{} {}: {} – {}", programme.code, seminar.number, seminar.theme, session.title))
        .location(&names::place(&seminar.venue, &seminar.address, &seminar.place))
        .starts(instant(programme.zone, session.date.and_time(session.starts)))
        .ends(instant(programme.zone, session.date.and_time(session.ends)))
        .timestamp(now)
        .sequence(seminar.sequence)
        .status(if seminar.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    event.done()
}

/// What an entry says to the one person who comes.
pub struct Own {
    /// Their code at check-in and where it is shown, in words.
    pub code: String,
    /// Where they find it.
    pub code_address: String,
    /// Where the seminar can be followed online, or empty.
    pub online: String,
}

impl Own {
    /// What somebody with a place is told of a seminar.
    pub fn of(
        language: Language,
        links: &Links,
        programme: &ProgrammeRow,
        seminar: &SeminarRow,
        person: PersonId,
    ) -> Self {
        let code = shown_code(&links.check_in_code(programme.programme, person));
        Self {
            code: text_with(language, "calendar-own-code", &[("code", code.into())]),
            code_address: links.own_code(&programme.code),
            online: seminar.online.clone().unwrap_or_default(),
        }
    }
}

/// The entry as it stands in the calendar of somebody who comes: with their code, its address, and the link that is only
/// for those who have a place.
pub fn for_somebody(mut entry: Event, own: &Own) -> Event {
    let lines = [own.online.as_str(), own.code.as_str(), own.code_address.as_str()];
    let said: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    entry.description(&said.join("\n"));
    entry.url(if own.online.is_empty() { &own.code_address } else { &own.online });
    entry.done()
}

/// The same for a session whatever happens to it, so that calendars replace what they have.
fn uid(programme: ProgrammeId, session: &SessionRow) -> String {
    format!("{}@{}.parvis", session.session, programme.uuid().simple())
}
