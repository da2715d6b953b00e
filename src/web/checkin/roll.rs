//! The list in the room: by municipality, pairs together, deputies beside whom they come for, and whoever came besides.

use std::collections::{BTreeMap, BTreeSet};

use parvis_events::attendance::Status;
use parvis_events::ids::{ObservationId, PersonId};
use parvis_projections::attendance::AttendanceRow;
use parvis_projections::programmes::SessionRow;
use parvis_projections::register::{DeputyRow, EnrolmentRow, ParticipantRow, roles_of};
use parvis_words::collation::Collator;
use serde::Serialize;

use super::Room;
use super::search::{as_code, fold, matches};
use crate::links::Links;
use crate::web::page::Page;
use crate::web::rights::Deed;
use crate::web::standing;

/// Where somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Presence {
    /// Nothing is noted.
    None,
    /// Has come.
    Here,
    /// Is not coming.
    Away,
}

/// What is taken to be true of somebody at a session, as the list shows it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Mark {
    pub person: PersonId,
    pub session: parvis_events::ids::SessionId,
    pub state: Presence,
    /// "09:02", or what else there is to say; empty when nothing is noted.
    pub text: String,
    /// The observations that count, for whoever takes them back; empty when they cannot be.
    pub ids: Vec<ObservationId>,
}

/// Somebody on the list.
pub(super) struct Line {
    pub person: PersonId,
    /// Whose place it is; whoever has none has nobody's.
    pub slot: Option<PersonId>,
    pub name: String,
    pub role: String,
    /// "ersätter Anna Ek"; empty when there is nothing to say.
    pub note: String,
    /// What a search looks in.
    pub key: String,
    pub code: String,
    pub mark: Mark,
    /// Whether it is left out of what is shown. It stays on the page, so that sums are those of all.
    pub hidden: bool,
}

/// The people of a municipality.
pub(super) struct Group {
    pub name: String,
    pub lines: Vec<Line>,
    /// Places somebody has come for.
    pub here: usize,
    pub places: usize,
}

impl Group {
    /// Whether none of its lines is shown.
    pub(super) fn is_hidden(&self) -> bool {
        self.lines.iter().all(|line| line.hidden)
    }
}

/// The list of a session.
pub(super) struct Roll {
    pub groups: Vec<Group>,
    /// Whoever was seen without a place.
    pub guests: Vec<Line>,
    /// Places somebody has come for.
    pub here: usize,
    pub places: usize,
    /// Who has come without a place.
    pub extra: usize,
}

impl Line {
    pub(super) fn is_here(&self) -> bool {
        self.mark.state == Presence::Here
    }

    /// The state as the page's style knows it.
    pub(super) fn state(&self) -> &'static str {
        match self.mark.state {
            Presence::None => "none",
            Presence::Here => "here",
            Presence::Away => "away",
        }
    }

    /// The observations that count, in one attribute.
    pub(super) fn ids(&self) -> String {
        self.mark.ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn slot(&self) -> String {
        self.slot.map(|slot| slot.to_string()).unwrap_or_default()
    }
}

impl Roll {
    /// The list of a session.
    pub(super) fn of(room: &Room, page: &Page, links: &Links, session: &SessionRow) -> Self {
        let writer = Writer { room, page, links, session };
        let mut by_town: BTreeMap<String, Vec<Placed>> = BTreeMap::new();
        let house = room.house();
        for member in house.register.expected_at(room.programme.programme, room.seminar.seminar) {
            let Some(enrolment) = house.register.enrolment(member.enrolment) else { continue };
            let town = standing::municipality(&room.programme, enrolment);
            let place = writer.place(enrolment, member, &town);
            by_town.entry(town).or_default().push(place);
        }
        let mut towns: Vec<(String, Vec<Placed>)> = by_town.into_iter().collect();
        Collator::new(page.language).sort_by_key(&mut towns, |(town, _)| town);
        let groups: Vec<Group> = towns.into_iter().map(|(town, places)| group(town, places)).collect();
        let listed: BTreeSet<PersonId> =
            groups.iter().flat_map(|group| &group.lines).map(|line| line.person).collect();
        let guests = writer.guests(&listed);
        let extra = guests.iter().filter(|line| line.is_here()).count();
        let (here, places) =
            groups.iter().fold((0, 0), |(here, places), group| (here + group.here, places + group.places));
        Self { groups, guests, here, places, extra }
    }

    /// Everybody on it.
    pub(super) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.groups.iter().flat_map(|group| &group.lines).chain(&self.guests)
    }

    /// The line of somebody.
    pub(super) fn line(&self, person: PersonId) -> Option<&Line> {
        self.lines().find(|line| line.person == person)
    }

    /// Whoever has a code, if it is one of theirs.
    pub(super) fn coded(&self, typed: &str) -> Option<&Line> {
        let code = as_code(typed)?;
        self.lines().find(|line| line.code == code)
    }

    /// Shows only those whom a search finds: whoever has the code, else by name, municipality and role.
    pub(super) fn keep(&mut self, typed: &str) {
        let code = self.coded(typed).map(|line| line.code.clone());
        self.show(|line| match &code {
            Some(code) => line.code == *code,
            None => matches(&line.key, typed),
        });
    }

    /// Shows only those who match, of those who are shown.
    pub(super) fn show(&mut self, matches: impl Fn(&Line) -> bool) {
        for line in self.groups.iter_mut().flat_map(|group| &mut group.lines).chain(&mut self.guests) {
            line.hidden |= !matches(line);
        }
    }
}

/// Pairs stay together, in the order they enrolled; in a pair the order of roles counts, then the name.
type Order = (u32, u32, String);
/// Those of one place, and where they stand.
type Placed = (Order, Vec<Line>);

fn group(name: String, mut places: Vec<Placed>) -> Group {
    places.sort_by(|(a, _), (b, _)| a.cmp(b));
    let here = places.iter().filter(|(_, lines)| lines.iter().any(Line::is_here)).count();
    let count = places.len();
    Group { name, lines: places.into_iter().flat_map(|(_, lines)| lines).collect(), here, places: count }
}

struct Writer<'a> {
    room: &'a Room,
    page: &'a Page,
    links: &'a Links,
    session: &'a SessionRow,
}

impl Writer<'_> {
    /// A member's place: whoever comes for them first, then the member.
    fn place(&self, enrolment: &EnrolmentRow, member: &ParticipantRow, town: &str) -> Placed {
        let house = self.room.house();
        let role = standing::role_names(self.page, house, member);
        let named = |row: &&DeputyRow| row.session == self.session.session && row.member == member.person;
        let deputies: Vec<&DeputyRow> =
            house.register.deputies.of(enrolment.enrolment).filter(named).collect();
        let name = self.name(member.person);
        let line = |person: PersonId, note: String| {
            let mut line = self.line(person, &role, note, town);
            line.slot = Some(member.person);
            line
        };
        let mut lines: Vec<Line> = deputies
            .iter()
            .map(|row| line(row.deputy, self.page.t1("checkin-comes-for", "name", &name)))
            .collect();
        let replaced = match deputies.first() {
            Some(row) => self.page.t1("checkin-replaced-by", "name", &self.name(row.deputy)),
            None => String::new(),
        };
        lines.push(line(member.person, replaced));
        let numbers = roles_of(&member.roles).into_iter().filter_map(|role| {
            house.programmes.roles.get(&(self.room.programme.programme, role)).map(|row| row.number)
        });
        ((enrolment.number, numbers.min().unwrap_or(u32::MAX), name), lines)
    }

    /// Whoever was seen at the seminar and has no place here: walk-ins, and those who have left since.
    fn guests(&self, listed: &BTreeSet<PersonId>) -> Vec<Line> {
        let marks = &self.room.house().attendance.marks;
        let seen = self.room.sessions.iter().flat_map(|session| marks.of(session.session));
        let people: BTreeSet<PersonId> =
            seen.map(|row| row.person).filter(|person| !listed.contains(person)).collect();
        let mut lines: Vec<Line> = people
            .into_iter()
            .map(|person| {
                let title = self.room.house().people.get(person).filter(|row| !row.protected && !row.erased);
                let title = title.map(|row| row.title.clone()).unwrap_or_default();
                self.line(person, &title, String::new(), "")
            })
            .collect();
        Collator::new(self.page.language).sort_by_key(&mut lines, |line| &line.name);
        lines
    }

    fn name(&self, person: PersonId) -> String {
        self.room.name(self.page, person)
    }

    fn line(&self, person: PersonId, role: &str, note: String, town: &str) -> Line {
        let name = self.name(person);
        Line {
            key: fold(&format!("{name} {town} {role}")),
            code: self.links.check_in_code(self.room.programme.programme, person),
            mark: self.room.mark(self.page, self.session, person),
            slot: None,
            hidden: false,
            role: role.to_owned(),
            person,
            name,
            note,
        }
    }
}

impl Room {
    /// Somebody's name as the reader may see it.
    pub(super) fn name(&self, page: &Page, person: PersonId) -> String {
        let (reader, protected) = (Some(self.reader.person), self.roles.may(Deed::SeeProtected));
        standing::name_for(page, self.house(), person, reader, protected)
    }

    /// What is taken to be true of somebody at a session.
    pub(super) fn mark(&self, page: &Page, session: &SessionRow, person: PersonId) -> Mark {
        let attendance = &self.house().attendance;
        let mut mark = Mark {
            person,
            session: session.session,
            state: Presence::None,
            text: String::new(),
            ids: Vec::new(),
        };
        if let Some(row) = attendance.marks.get(&(session.session, person)) {
            (mark.state, mark.text) = self.said(page, row);
            if row.corrected_at.is_none() && self.closed_at().is_none() {
                let kept = attendance.observations_of(session.session, person);
                mark.ids = kept.into_iter().map(|seen| seen.observation).collect();
            }
        }
        mark
    }

    fn said(&self, page: &Page, row: &AttendanceRow) -> (Presence, String) {
        let time = self.clock(row.observed_at);
        match row.status {
            Status::Present => (Presence::Here, time),
            Status::Partly => (
                Presence::Here,
                page.t2("checkin-partly", "time", &time, "minutes", &row.minutes.to_string()),
            ),
            Status::ExcusedAbsence => (Presence::Away, page.t("checkin-excused")),
            Status::UnexcusedAbsence => (Presence::Away, page.t("checkin-unexcused")),
        }
    }
}
