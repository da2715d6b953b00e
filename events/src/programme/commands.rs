//! What somebody may want of a programme, and why it may not happen.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::plan::{
    CertificateRule, EvaluationForm, Participation, Partner, Plan, ReminderRule, Seminar, Speaker,
};
use super::{Problem, Stage};
use crate::areas::CulturalArea;
use crate::ids::{PersonId, SeminarId};
use crate::values::{CountyCode, Line, OnlineLink, Period, ReminderCode, Session, Venue};

/// What somebody wants of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Bring it into being.
    Plan(Plan),
    /// Change the particulars of the plan.
    ChangePlan(Plan),
    /// Let a region join with an allocation, or change its allocation.
    JoinPartner(Partner),
    /// Let a region leave, and its council members with it.
    RemovePartner { county: CountyCode },
    /// Appoint a member of the programme council.
    AppointCouncilMember { person: PersonId, county: CountyCode },
    /// Let a member leave the programme council.
    RemoveCouncilMember { person: PersonId },
    /// Decide who may take part.
    SetParticipationRule(Participation),
    /// Put a seminar on the calendar; while the programme is a draft, also to change anything of it.
    ScheduleSeminar(Seminar),
    /// Say what a seminar is about and who speaks.
    DescribeSeminar {
        seminar: SeminarId,
        theme: Line,
        speakers: Vec<Speaker>,
        online: Option<OnlineLink>,
        areas: BTreeSet<CulturalArea>,
    },
    /// Give a seminar other dates or hours. A session that keeps its id stays the same session.
    RescheduleSeminar { seminar: SeminarId, sessions: Vec<Session> },
    /// Give a seminar another venue.
    MoveSeminar { seminar: SeminarId, venue: Venue },
    /// Call a seminar off.
    CancelSeminar { seminar: SeminarId, reason: Line },
    /// Let municipalities enrol; the programme is published by it.
    OpenEnrolment { enrolment: Period, withdrawal_deadline: NaiveDate },
    /// Take no more enrolments.
    CloseEnrolment,
    /// Set or change a reminder rule.
    SetReminderRule(ReminderRule),
    /// Remove a reminder rule.
    RemoveReminderRule { code: ReminderCode },
    /// Decide what it takes to be certified.
    SetCertificateRule(CertificateRule),
    /// Decide the evaluation form.
    SetEvaluationForm(EvaluationForm),
    /// Declare everything done.
    Complete,
    /// Put the programme away.
    Archive,
    /// Several changes as one: what counts is how things stand after the last. Places and allocations of a
    /// published programme, for instance, can only change together.
    Together(Vec<Command>),
}

/// Why something may not happen to a programme.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// No such programme.
    #[error("the programme is not planned yet")]
    NotPlanned,
    /// Planned before, otherwise.
    #[error("the programme is already planned, with other particulars; change the plan instead")]
    AlreadyPlanned,
    /// The plan of another programme.
    #[error("the plan is that of another programme; change the one it belongs to")]
    AnotherProgramme,
    /// What stands in letters and on certificates stays.
    #[error("the programme's {0} has been published and stays as it is; copy the programme to begin another")]
    Published(&'static str),
    /// It is put away or done.
    #[error("the programme is {0:?}; it can no longer be changed")]
    Finished(Stage),
    /// It is not ready, or would no longer be.
    #[error("{}", listed(.0))]
    NotReady(Vec<Problem>),
    /// No such seminar.
    #[error("the programme has no such seminar")]
    UnknownSeminar,
    /// Scheduled before, otherwise.
    #[error(
        "seminar {number} is already scheduled, with other particulars; reschedule, move or describe it instead"
    )]
    SeminarAlreadyScheduled { number: u8 },
    /// It is called off.
    #[error("seminar {number} is cancelled")]
    SeminarIsCancelled { number: u8 },
    /// Two sessions with the same id could not be told apart.
    #[error("a session of seminar {number} has the id of another session; give it one of its own")]
    SessionIdTaken { number: u8 },
    /// Enrolment was opened before, otherwise.
    #[error("enrolment is already open, with other dates; close it first, then open it with the new ones")]
    EnrolmentAlreadyOpen,
    /// Enrolment is not open.
    #[error("enrolment is not open")]
    EnrolmentNotOpen,
    /// A programme nobody could enrol in has nothing to complete.
    #[error("enrolment was never opened, so there is nothing to complete; archive the programme instead")]
    NeverOpened,
    /// It goes on.
    #[error("the programme was published and is not completed; complete it before it is put away")]
    NotCompleted,
    /// A seminar is still to come.
    #[error("the last seminar is on {last}; complete the programme when it has been held")]
    NotOver { last: NaiveDate },
}

/// One problem a line.
fn listed(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
