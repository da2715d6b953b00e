//! A programme as the start of the next one.

use chrono::{Days, NaiveDate};

use super::plan::{Participation, Plan, Seminar};
use super::{Command, State};
use crate::ids::{ProgrammeId, SeminarId, SessionId};
use crate::values::{Line, Period, ProgrammeCode, Session};

/// What is new about a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyAs {
    /// Its id.
    pub programme: ProgrammeId,
    /// Its code.
    pub code: ProgrammeCode,
    /// Its name.
    pub name: Line,
    /// Its first and last day.
    pub period: Period,
    /// How many weeks later the dates of seminars and releases lie. Whole weeks, so that weekdays stay.
    pub weeks: u16,
}

/// What plans a programme after the example of another: partners, council, rules, seminars and forms, with ids of
/// their own and dates so many weeks later. The days of enrolling are not taken over; seminars that were called off,
/// links to follow them by and the case number are not either. None for a programme that is not planned.
pub fn copy(state: &State, wanted: CopyAs) -> Vec<Command> {
    let Some(plan) = &state.plan else { return Vec::new() };
    let programme = wanted.programme;
    let later = Later { programme, weeks: wanted.weeks };
    let mut commands = vec![Command::Plan(Plan {
        programme,
        code: wanted.code,
        name: wanted.name,
        period: wanted.period,
        case_number: None,
        ..plan.clone()
    })];
    commands.extend(state.partners.values().cloned().map(Command::JoinPartner));
    commands.extend(
        state.council.iter().map(|(person, county)| Command::AppointCouncilMember {
            person: *person,
            county: county.clone(),
        }),
    );
    commands.extend(state.participation.iter().map(|rule| {
        let release = rule.release.map(|day| later.day(day));
        Command::SetParticipationRule(Participation { release, ..rule.clone() })
    }));
    commands.extend(state.seminars_in_order().into_iter().map(|seminar| later.seminar(seminar)));
    commands.extend(state.reminders.values().cloned().map(Command::SetReminderRule));
    commands.extend(state.certificate.clone().map(Command::SetCertificateRule));
    commands.extend(state.evaluation.clone().map(Command::SetEvaluationForm));
    commands
}

struct Later {
    programme: ProgrammeId,
    weeks: u16,
}

impl Later {
    /// The day so many weeks later; the day itself where the calendar ends.
    fn day(&self, day: NaiveDate) -> NaiveDate {
        day.checked_add_days(Days::new(7 * u64::from(self.weeks))).unwrap_or(day)
    }

    fn seminar(&self, seminar: &Seminar) -> Command {
        let programme = self.programme.to_string();
        Command::ScheduleSeminar(Seminar {
            id: SeminarId::named(&[&programme, &seminar.id.to_string()]),
            sessions: seminar
                .sessions
                .iter()
                .map(|session| Session {
                    id: SessionId::named(&[&programme, &session.id.to_string()]),
                    date: self.day(session.date),
                    ..session.clone()
                })
                .collect(),
            online: None,
            ..seminar.clone()
        })
    }
}
