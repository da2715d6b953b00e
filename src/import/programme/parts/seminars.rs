//! Seminars: sessions, venues, speakers.

use std::collections::BTreeSet;

use parvis_events::areas::CulturalArea;
use parvis_events::ids::{SeminarId, SessionId};
use parvis_events::programme::{Command, Seminar, Speaker};
use parvis_events::values::{Session, Venue};

use super::Parts;
use crate::import::section::{Section, every};

/// The venue that a seminar, or a change of one, names.
pub(in crate::import::programme) fn venue(section: &Section<'_>) -> Option<Venue> {
    let (name, place) = (section.value("venue"), section.value("place"));
    let (address, host) = (section.optional("address"), section.optional("host"));
    let access = section.optional("access");
    let capacity = if section.has("capacity") { section.number("capacity") } else { None };
    Some(Venue { name: name?, place: place?, address, host, access, capacity })
}

/// The areas of culture a seminar is about.
fn areas(section: &Section<'_>) -> BTreeSet<CulturalArea> {
    if !section.has("areas") {
        return BTreeSet::new();
    }
    let areas: Option<Vec<CulturalArea>> = section.words("areas");
    areas.unwrap_or_default().into_iter().collect()
}

impl Parts {
    /// `[[seminar]]`
    pub(in crate::import::programme) fn seminar(&mut self, section: Section<'_>) {
        let (number, theme, venue) = (section.number("number"), section.value("theme"), venue(&section));
        let sessions = self.sessions(&section, number.unwrap_or_default());
        let speakers = self.speakers(&section, number.unwrap_or_default());
        let (online, areas) = (section.optional("online"), areas(&section));
        if let (Some(number), Some(theme), Some(venue), Some(sessions)) = (number, theme, venue, sessions) {
            let id = self.seminar_named(number);
            let twice =
                |(_, step): &(usize, Command)| matches!(step, Command::ScheduleSeminar(s) if s.id == id);
            if self.steps.iter().any(twice) {
                section.note("number", "is the number of a seminar above", "give it one of its own");
            }
            let seminar = Seminar { id, number, theme, sessions, venue, speakers, online, areas };
            self.steps.push((section.line, Command::ScheduleSeminar(seminar)));
        }
        section.finish();
    }

    fn seminar_named(&self, number: u8) -> SeminarId {
        SeminarId::named(&[&self.code, &number.to_string()])
    }

    /// The id of the seminar whose number stands under a key.
    pub(in crate::import::programme) fn seminar_id(
        &self,
        section: &Section<'_>,
        key: &'static str,
    ) -> Option<SeminarId> {
        section.number(key).map(|number| self.seminar_named(number))
    }

    /// The sessions under `[[….session]]`; a session keeps its id when it keeps its position.
    pub(in crate::import::programme) fn sessions(
        &self,
        section: &Section<'_>,
        number: u8,
    ) -> Option<Vec<Session>> {
        let read = |(at, session): (usize, Section<'_>)| {
            let (date, title) = (session.date("date"), session.value("title"));
            let (starts, ends) = (session.time("starts"), session.time("ends"));
            session.finish();
            let id = SessionId::named(&[&self.code, &number.to_string(), &(at + 1).to_string()]);
            Some(Session { id, date: date?, starts: starts?, ends: ends?, title: title? })
        };
        every(section.tables("session").into_iter().enumerate().map(read))
    }

    /// The speakers under `[[seminar.speaker]]`, each named by the seminar and their place in it.
    fn speakers(&mut self, section: &Section<'_>, number: u8) -> Vec<Speaker> {
        let mut speakers = Vec::new();
        for (at, speaker) in section.tables("speaker").into_iter().enumerate() {
            let topic = speaker.value("topic");
            let person = self.details(&speaker, &format!("speaker-{number}-{}", at + 1));
            speaker.finish();
            speakers.extend(person.zip(topic).map(|(person, topic)| Speaker { person, topic }));
        }
        speakers
    }
}
