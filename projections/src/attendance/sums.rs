//! What follows from who was where: totals by session, by person, and by role of a municipality.

use std::collections::{BTreeMap, BTreeSet};

use parvis_events::attendance::Status;
use parvis_events::ids::{EnrolmentId, PersonId, ProgrammeId, SeminarId, SessionId};
use parvis_events::values::RoleCode;

use super::{
    Attendance, AttendanceRow, CoverageRow, PersonSeminarRow, PersonTotalRow, SessionTotalRow, percent,
};
use crate::programmes::{Programmes, SessionRow};
use crate::register::{self, ParticipantRow, Register, roles_of};

/// The views that attendance is summed up by.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// Seminars and sessions.
    pub programmes: &'a Programmes,
    /// Who has a place, and who stands in for whom.
    pub register: &'a Register,
}

/// What is to be summed up anew.
#[derive(Default)]
struct Touched {
    sessions: BTreeSet<SessionId>,
    people: BTreeSet<(ProgrammeId, PersonId)>,
    enrolments: BTreeSet<EnrolmentId>,
    /// Programmes in which more or fewer people have a place.
    grown: BTreeSet<ProgrammeId>,
}

/// The sessions of the seminars that are to be held, by seminar.
type Sessions<'a> = Vec<(SeminarId, Vec<&'a SessionRow>)>;

impl Attendance {
    /// Brings sums up to date: those of whole programmes, and elsewhere what follows from the rows that were touched.
    pub fn settle(&mut self, whole: &BTreeSet<ProgrammeId>, by: By<'_>) {
        let mut touched = self.touched(by);
        for programme in whole {
            self.touch_whole(*programme, by, &mut touched);
        }
        for session in &touched.sessions {
            self.settle_session(*session, by);
        }
        for programme in &touched.grown {
            for (seminar, sessions) in held(*programme, by.programmes) {
                let expected = by.register.expected(*programme, seminar);
                for session in sessions {
                    self.sessions.update(&(session.session,), |row| row.expected = expected);
                }
            }
        }
        let mut sessions: BTreeMap<ProgrammeId, Sessions<'_>> = BTreeMap::new();
        for (programme, person) in &touched.people {
            let sessions = sessions.entry(*programme).or_insert_with(|| held(*programme, by.programmes));
            self.settle_person(*programme, *person, sessions, by.register);
        }
        for enrolment in &touched.enrolments {
            if let Some(programme) = by.register.enrolment(*enrolment).map(|row| row.programme) {
                let sessions = sessions.entry(programme).or_insert_with(|| held(programme, by.programmes));
                let rows = self.coverage_of(*enrolment, sessions, by);
                self.coverage.replace_of(*enrolment, rows);
            }
        }
    }

    fn touched(&self, by: By<'_>) -> Touched {
        let mut touched = Touched::default();
        for ((session, person), before) in self.marks.touched() {
            touched.sessions.insert(*session);
            // Taken back, it leaves a hole that counts too.
            if let Some(row) = self.marks.get(&(*session, *person)).or(before) {
                touched.people.insert((row.programme, *person));
            }
            touched.enrolments.extend(by.register.participants.of(*person).map(|row| row.enrolment));
            touched.enrolments.extend(by.register.deputies.of(*person).map(|row| row.enrolment));
        }
        for (key, _) in by.register.participants.touched() {
            touched.enrolments.insert(key.0);
            touched.people.extend(by.register.participants.get(key).map(|row| (row.programme, row.person)));
        }
        for ((enrolment, _, _, session), _) in by.register.deputies.touched() {
            touched.enrolments.insert(*enrolment);
            touched.sessions.insert(*session);
        }
        for (key, before) in by.register.overview.touched() {
            let now = by.register.overview.get(key);
            if now.map(|row| row.participants) != before.map(|row| row.participants) {
                touched.grown.extend(now.or(before).map(|row| row.programme));
            }
        }
        touched
    }

    /// All of a programme, whose seminars or roles may have changed.
    fn touch_whole(&mut self, programme: ProgrammeId, by: By<'_>, touched: &mut Touched) {
        let held = held(programme, by.programmes);
        let now: BTreeSet<SessionId> =
            held.iter().flat_map(|(_, sessions)| sessions).map(|row| row.session).collect();
        let gone: Vec<SessionId> = self
            .sessions
            .of(programme)
            .map(|row| row.session)
            .filter(|session| !now.contains(session))
            .collect();
        for session in gone {
            self.sessions.remove(&(session,));
        }
        touched.sessions.extend(now);
        for row in by.register.participants.of(programme) {
            touched.people.insert((programme, row.person));
            touched.enrolments.insert(row.enrolment);
        }
    }

    fn settle_session(&mut self, session: SessionId, by: By<'_>) {
        let Some(session) = by.programmes.sessions.get(&(session,)) else { return };
        if by.programmes.seminars.get(&(session.seminar,)).is_none_or(|seminar| seminar.cancelled) {
            return;
        }
        let number = |matches: &dyn Fn(&AttendanceRow) -> bool| {
            let marks = self.marks.of(session.session).filter(|row| matches(row));
            u32::try_from(marks.count()).unwrap_or(u32::MAX)
        };
        let row = SessionTotalRow {
            session: session.session,
            seminar: session.seminar,
            programme: session.programme,
            expected: by.register.expected(session.programme, session.seminar),
            present: number(&|row| row.status == Status::Present),
            partly: number(&|row| row.status == Status::Partly),
            excused: number(&|row| row.status == Status::ExcusedAbsence),
            unexcused: number(&|row| row.status == Status::UnexcusedAbsence),
            deputies: number(&|row| {
                row.minutes > 0 && by.register.stands_in_for(row.person, row.session).is_some()
            }),
        };
        self.sessions.put(row);
    }

    fn settle_person(
        &mut self,
        programme: ProgrammeId,
        person: PersonId,
        sessions: &Sessions<'_>,
        register: &Register,
    ) {
        let places: Vec<&ParticipantRow> = register
            .participants
            .of(person)
            .filter(|row| row.programme == programme && has_place(row))
            .collect();
        let mut by_seminar = Vec::new();
        for (seminar, sessions) in sessions {
            if places.iter().any(|row| row.comes_to(*seminar)) {
                by_seminar.push(PersonSeminarRow {
                    programme,
                    person,
                    seminar: *seminar,
                    minutes_attended: sessions.iter().map(|s| self.minutes(s.session, person)).sum(),
                    minutes_offered: sessions.iter().map(|session| session.minutes).sum(),
                });
            }
        }
        if places.is_empty() {
            self.persons.remove(&(programme, person));
        } else {
            let attended = by_seminar.iter().map(|row| row.minutes_attended).sum();
            let offered = by_seminar.iter().map(|row| row.minutes_offered).sum();
            self.persons.put(PersonTotalRow {
                programme,
                person,
                minutes_attended: attended,
                minutes_offered: offered,
                percent: percent(attended, offered),
            });
        }
        self.seminars.replace_among(person, |row| row.programme == programme, by_seminar);
    }

    fn coverage_of(&self, enrolment: EnrolmentId, sessions: &Sessions<'_>, by: By<'_>) -> Vec<CoverageRow> {
        let mut rows = Vec::new();
        for participant in by.register.participants.of(enrolment).filter(|row| has_place(row)) {
            let requirement_of = |role: &RoleCode| {
                let role = by.programmes.roles.get(&(participant.programme, role.clone()));
                role.and_then(|row| row.requirement.clone())
            };
            // One person with several roles fills each of them.
            let mut requirements: Vec<RoleCode> =
                roles_of(&participant.roles).iter().filter_map(requirement_of).collect();
            requirements.dedup();
            for requirement in requirements {
                for (seminar, sessions) in
                    sessions.iter().filter(|(seminar, _)| participant.comes_to(*seminar))
                {
                    let mut row = CoverageRow {
                        enrolment,
                        requirement: requirement.clone(),
                        seminar: *seminar,
                        programme: participant.programme,
                        minutes_covered: 0,
                        minutes_by_deputy: 0,
                        minutes_offered: 0,
                    };
                    for session in sessions {
                        self.cover(&mut row, session, participant.person, by.register);
                    }
                    rows.push(row);
                }
            }
        }
        rows
    }

    /// Adds a session to a municipality's coverage of a role, by whoever of member and deputy was there longest.
    fn cover(&self, row: &mut CoverageRow, session: &SessionRow, member: PersonId, register: &Register) {
        let own = self.minutes(session.session, member);
        let deputies = register.deputies.of(row.enrolment);
        let deputy = deputies
            .filter(|deputy| deputy.session == session.session && deputy.member == member)
            .map(|deputy| self.minutes(session.session, deputy.deputy))
            .max()
            .unwrap_or(0);
        row.minutes_covered += own.max(deputy);
        row.minutes_by_deputy += if deputy > own { deputy } else { 0 };
        row.minutes_offered += session.minutes;
    }
}

/// The sessions of a programme's seminars, in order, without those that are called off.
fn held(programme: ProgrammeId, programmes: &Programmes) -> Sessions<'_> {
    let seminars = programmes.seminars_of(programme).into_iter();
    seminars.map(|seminar| (seminar.seminar, programmes.sessions_of(seminar.seminar))).collect()
}

fn has_place(row: &ParticipantRow) -> bool {
    row.status == register::Status::Admitted
}
