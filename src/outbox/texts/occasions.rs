//! What letters about seminars speak of: days and hours, the house, how to get in, and the reader's code at the door.

use parvis_events::ids::SeminarId;
use parvis_events::letter::LetterKind;
use parvis_projections::programmes::{SeminarRow, SessionRow};
use parvis_words::{dates, names};

use super::{Lookup, Values};
use crate::calendar::Own;
use crate::links::shown_code;

impl Lookup<'_> {
    /// The seminar the letter is about; for a deputy, that of the first session they come to.
    pub fn seminar(&self) -> Option<&SeminarRow> {
        let own = self.letter.subject.seminar;
        let id = own.or_else(|| self.deputy_sessions().first().map(|session| session.seminar))?;
        self.house.programmes.seminars.get(&(id,))
    }

    /// The sessions a deputy comes to, in order of time.
    pub fn deputy_sessions(&self) -> Vec<&SessionRow> {
        let deputies = self.house.register.deputies.rows().filter(|row| {
            row.deputy == self.letter.recipient && Some(row.member) == self.letter.subject.person
        });
        let mut found: Vec<&SessionRow> =
            deputies.filter_map(|row| self.house.programmes.sessions.get(&(row.session,))).collect();
        found.sort_by_key(|session| (session.date, session.starts));
        found
    }

    pub(super) fn about_seminar(&self) -> Values {
        let Some(seminar) = self.seminar() else { return Vec::new() };
        let evaluation =
            self.house.evaluations.of(self.programme.programme).find(|e| e.seminar == Some(seminar.seminar));
        let change = if seminar.cancelled { "cancelled" } else { "moved" };
        let mut values = self.seminar_values(seminar);
        values.extend([
            ("municipality", self.municipality().into()),
            ("members", self.members().into()),
            ("sessions", self.sessions(&self.house.programmes.sessions_of(seminar.seminar)).into()),
            ("change", change.into()),
            ("old-dates", self.old_dates(seminar).into()),
            ("old-venue", old_venue(seminar).into()),
            ("until", evaluation.map(|e| self.last_day(e.closes)).unwrap_or_default().into()),
            ("least-group", evaluation.map_or(5, |e| e.least_group).to_string().into()),
            ("link", self.evaluation_link(seminar.seminar).into()),
        ]);
        values
    }

    /// The days before the last change; empty where they are the same.
    fn old_dates(&self, seminar: &SeminarRow) -> String {
        let before = seminar.was_from.zip(seminar.was_to);
        let before = before.filter(|days| *days != (seminar.starts_on, seminar.ends_on));
        before.map(|(from, to)| dates::date_range(self.language, from, to)).unwrap_or_default()
    }

    pub(super) fn about_deputy(&self) -> Values {
        let Some(seminar) = self.seminar() else { return Vec::new() };
        let sessions = self.deputy_sessions();
        let mut values = self.seminar_values(seminar);
        // A deputy comes to some of the days; those are the dates this letter speaks of.
        values.retain(|(name, _)| *name != "dates");
        if let (Some(first), Some(last)) = (sessions.first(), sessions.last()) {
            values.push(("dates", dates::date_range(self.language, first.date, last.date).into()));
        }
        values.extend([
            ("municipality", self.municipality().into()),
            ("member", self.letter.subject.person.map(|id| self.name(id)).unwrap_or_default().into()),
            ("sessions", self.sessions(&sessions).into()),
        ]);
        values
    }

    fn seminar_values(&self, seminar: &SeminarRow) -> Values {
        vec![
            ("number", seminar.number.to_string().into()),
            ("theme", seminar.theme.clone().into()),
            ("dates", dates::date_range(self.language, seminar.starts_on, seminar.ends_on).into()),
            ("place", seminar.place.clone().into()),
            ("venue", names::place(&seminar.venue, &seminar.address, &seminar.place).into()),
            ("access", seminar.access.clone().into()),
            ("online", seminar.online.clone().unwrap_or_default().into()),
            ("code", self.code().unwrap_or_default().into()),
            ("code-link", self.code_link().into()),
            ("occasion", self.occasion().into()),
        ]
    }

    /// The reader's code at check-in, where the letter speaks of one and they come: "K7QF-2M9X".
    pub fn code(&self) -> Option<String> {
        if !matches!(self.letter.kind, LetterKind::SeminarReminder | LetterKind::Deputy) {
            return None;
        }
        let comes = self.comes_to(self.seminar()?);
        comes.then(|| shown_code(&self.links.check_in_code(self.programme.programme, self.letter.recipient)))
    }

    /// Whether the reader has a place at a seminar, or comes in another's.
    fn comes_to(&self, seminar: &SeminarRow) -> bool {
        let (register, reader) = (&self.house.register, self.letter.recipient);
        let sessions = self.house.programmes.sessions_of(seminar.seminar);
        register.expected_at(self.programme.programme, seminar.seminar).any(|row| row.person == reader)
            || sessions.iter().any(|session| register.stands_in_for(reader, session.session).is_some())
    }

    /// What the reader's calendar says of a seminar they come to.
    pub fn own(&self, seminar: &SeminarRow) -> Option<Own> {
        let reader = self.letter.recipient;
        self.comes_to(seminar).then(|| Own::of(self.language, self.links, self.programme, seminar, reader))
    }

    /// Where the reader's phone shows the code; empty where there is none.
    fn code_link(&self) -> String {
        if self.code().is_some() { self.links.own_code(&self.programme.code) } else { String::new() }
    }

    fn sessions(&self, sessions: &[&SessionRow]) -> String {
        let lines: Vec<String> = sessions
            .iter()
            .map(|session| {
                let day = dates::weekday_date(self.language, session.date);
                let hours = dates::time_range(self.language, session.starts, session.ends);
                format!("{day} {hours}: {}", session.title)
            })
            .collect();
        lines.join("\n")
    }

    fn evaluation_link(&self, seminar: SeminarId) -> String {
        format!("{}/utvardering/{seminar}", self.links.base_url())
    }
}

/// The house before the last change; empty where it is the same.
fn old_venue(seminar: &SeminarRow) -> String {
    match (&seminar.was_venue, &seminar.was_place) {
        (Some(venue), Some(place)) if (venue, place) != (&seminar.venue, &seminar.place) => {
            names::place(venue, "", place)
        }
        (Some(_) | None, _) => String::new(),
    }
}
