//! Who belongs on an attendance list, and where they were.

use std::collections::{BTreeMap, BTreeSet};

use parvis_events::ids::{EnrolmentId, PersonId, SessionId};
use parvis_projections::attendance::AttendanceRow;
use parvis_projections::register::DeputyRow;

use crate::exports::subject::{Listed, Subject};

/// Somebody who takes part, stands in, or was observed.
pub(super) struct Attendee<'a> {
    /// Who.
    pub listed: Listed,
    /// The sessions they are expected at because they have a place.
    expected: BTreeSet<SessionId>,
    /// What is taken to be true of them, by session.
    pub marks: BTreeMap<SessionId, &'a AttendanceRow>,
    /// Whom they stand in for, by session.
    members: BTreeMap<SessionId, Vec<PersonId>>,
}

impl Attendee<'_> {
    /// Whether they have a place, and so are expected at some session.
    pub fn participant(&self) -> bool {
        !self.expected.is_empty()
    }

    /// Whether a session has a row for them.
    pub fn expected_at(&self, session: SessionId) -> bool {
        self.expected.contains(&session)
            || self.marks.contains_key(&session)
            || self.members.contains_key(&session)
    }

    /// The names of those they stand in for at a session, or nothing.
    pub fn stands_in_for(&self, subject: &Subject<'_>, session: SessionId) -> String {
        subject.names(self.members.get(&session).into_iter().flatten().copied())
    }

    /// The names of those they stand in for at any session, or nothing.
    pub fn stands_in_for_any(&self, subject: &Subject<'_>) -> String {
        subject.names(self.members.values().flatten().copied())
    }
}

/// Everyone with a place; deputies named for a session; and whoever else was observed, such as
/// somebody who has left since. In the order of lists.
pub(super) fn attendees<'a>(subject: &Subject<'a>) -> Vec<Attendee<'a>> {
    let deputies = subject.deputies();
    let marks = marks(subject);
    let mut found: BTreeMap<PersonId, Attendee<'a>> = BTreeMap::new();
    for row in subject.participants() {
        let listed = || subject.listed(row.person, &row.roles, Some(row.enrolment));
        let attendee = found.entry(row.person).or_insert_with(|| attendee(listed()));
        let sessions = subject.sessions().into_iter().filter(|(seminar, _)| row.comes_to(seminar.seminar));
        attendee.expected.extend(sessions.map(|(_, session)| session.session));
    }
    let others = deputies.iter().map(|row| row.deputy).chain(marks.iter().map(|row| row.person));
    for person in others.collect::<BTreeSet<_>>() {
        found.entry(person).or_insert_with(|| attendee(guest(subject, person)));
    }
    for row in marks {
        if let Some(attendee) = found.get_mut(&row.person) {
            attendee.marks.insert(row.session, row);
        }
    }
    for row in deputies {
        if let Some(attendee) = found.get_mut(&row.deputy) {
            attendee.members.entry(row.session).or_default().push(row.member);
        }
    }
    let mut attendees: Vec<Attendee<'a>> = found.into_values().collect();
    attendees.sort_by(|a, b| subject.order(&a.listed, &b.listed));
    attendees
}

fn attendee<'a>(listed: Listed) -> Attendee<'a> {
    Attendee { listed, expected: BTreeSet::new(), marks: BTreeMap::new(), members: BTreeMap::new() }
}

fn marks<'a>(subject: &Subject<'a>) -> Vec<&'a AttendanceRow> {
    let sessions: BTreeSet<SessionId> = subject.sessions().iter().map(|(_, row)| row.session).collect();
    subject.house.attendance.marks.rows().filter(|row| sessions.contains(&row.session)).collect()
}

/// Somebody without a place: by the enrolment they left, or else by the one they stand in for.
fn guest(subject: &Subject<'_>, person: PersonId) -> Listed {
    let register = &subject.house.register;
    let own = register.participants.rows().find(|row| row.programme == subject.id() && row.person == person);
    let stood_in_for = |row: &DeputyRow| -> (EnrolmentId, String) {
        let member = register.participants.get(&(row.enrolment, row.member));
        (row.enrolment, member.map(|member| member.roles.clone()).unwrap_or_default())
    };
    let known = own.map(|row| (row.enrolment, row.roles.clone())).or_else(|| {
        let mut named = register.deputies.rows();
        named.find(|row| row.programme == subject.id() && row.deputy == person).map(stood_in_for)
    });
    match known {
        Some((enrolment, roles)) => subject.listed(person, &roles, Some(enrolment)),
        None => subject.listed(person, "", None),
    }
}
