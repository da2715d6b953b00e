//! What may be decided about a programme: commands, rejections and the decisions.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::plan::{
    AnswerKind, CertificateRule, EvaluationForm, Participation, Partner, Plan, Question, ReminderRule,
    Seminar,
};
use super::{Event, Stage, State};
use crate::ids::{PersonId, SeminarId};
use crate::participation::ParticipationRule;
use crate::values::{CountyCode, Line, Period, QuestionCode, ReminderCode, RoleCode, Session, Venue};

/// What somebody wants of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Bring it into being.
    Plan(Plan),
    /// Let a region join with an allocation, or change its allocation.
    JoinPartner(Partner),
    /// Appoint a member of the programme council.
    AppointCouncilMember { person: PersonId, county: CountyCode },
    /// Let a member leave the programme council.
    RemoveCouncilMember { person: PersonId },
    /// Decide who may take part.
    SetParticipationRule(Participation),
    /// Put a seminar on the calendar.
    ScheduleSeminar(Seminar),
    /// Give a seminar other dates or hours.
    RescheduleSeminar { seminar: SeminarId, sessions: Vec<Session> },
    /// Give a seminar another venue.
    MoveSeminar { seminar: SeminarId, venue: Venue },
    /// Call a seminar off.
    CancelSeminar { seminar: SeminarId, reason: Line },
    /// Let municipalities enrol.
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
}

/// Why something may not happen to a programme.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// No such programme.
    #[error("the programme is not planned yet")]
    NotPlanned,
    /// Planned before, otherwise.
    #[error("the programme is already planned, with other particulars")]
    AlreadyPlanned,
    /// It is put away or done.
    #[error("the programme is {0:?}; it can no longer be changed")]
    Finished(Stage),
    /// No place at all.
    #[error("the programme has no places; state at least 1")]
    NoPlaces,
    /// No language for letters and certificates.
    #[error("the programme has no language; name at least one of sv, nb, en")]
    NoLanguage,
    /// Allocations and places differ. Source: rule "Allocation".
    #[error("the allocations sum to {allocated} of {places} places: {}", allocation_advice(*places, *allocated))]
    AllocationsDoNotSum { places: u32, allocated: u32 },
    /// Enrolment cannot open before it is decided who may take part.
    #[error("it is not decided who may take part; set a participation rule first")]
    NoParticipationRule,
    /// A pair needs two requirements, a team sensible bounds.
    #[error("the participation rule cannot be filled: {0}")]
    UnusableParticipationRule(&'static str),
    /// Enrolment cannot open without seminars.
    #[error("no seminar is scheduled; schedule at least one first")]
    NoSeminars,
    /// No such seminar.
    #[error("the programme has no such seminar")]
    UnknownSeminar,
    /// Scheduled before, otherwise.
    #[error("seminar {number} is already scheduled, with other particulars; reschedule or move it instead")]
    SeminarAlreadyScheduled { number: u8 },
    /// It is called off.
    #[error("seminar {number} is cancelled")]
    SeminarIsCancelled { number: u8 },
    /// A seminar without a session.
    #[error("seminar {number} has no session; give it at least one")]
    NoSessions { number: u8 },
    /// A session ends before it begins.
    #[error("a session of seminar {number} on {date} ends before it begins")]
    SessionEndsBeforeItBegins { number: u8, date: NaiveDate },
    /// Two sessions at the same time.
    #[error("two sessions of seminar {number} overlap on {date}")]
    SessionsOverlap { number: u8, date: NaiveDate },
    /// A session outside the programme's period.
    #[error("a session of seminar {number} is on {date}, outside the programme's period")]
    OutsidePeriod { number: u8, date: NaiveDate },
    /// Enrolment was opened before, otherwise.
    #[error("enrolment is already open, with other dates")]
    EnrolmentAlreadyOpen,
    /// Enrolment is not open.
    #[error("enrolment is not open")]
    EnrolmentNotOpen,
    /// No share at all, or more than everything.
    #[error("{0} per cent is no share of attendance; state 1 to 100")]
    PercentOutOfRange(u8),
    /// An evaluation needs questions with names of their own.
    #[error("the evaluation form {0}")]
    UnusableEvaluationForm(&'static str),
}

fn allocation_advice(places: u32, allocated: u32) -> String {
    if allocated > places {
        format!("take away {}", allocated - places)
    } else {
        format!("share out {} more", places - allocated)
    }
}

pub(super) fn decide(state: &State, command: Command) -> Result<Vec<Event>, Rejection> {
    if let Command::Plan(plan) = command {
        return decide_plan(state, plan);
    }
    let Some(plan) = &state.plan else { return Err(Rejection::NotPlanned) };
    let finished = matches!(state.stage, Stage::Completed | Stage::Archived);
    if finished && !matches!(command, Command::Complete | Command::Archive) {
        return Err(Rejection::Finished(state.stage));
    }
    match command {
        Command::Plan(_) => Err(Rejection::AlreadyPlanned),
        Command::JoinPartner(partner) => {
            Ok(unless(state.partners.get(&partner.county) == Some(&partner), Event::PartnerJoined(partner)))
        }
        Command::AppointCouncilMember { person, county } => Ok(unless(
            state.council.get(&person) == Some(&county),
            Event::CouncilMemberAppointed { person, county },
        )),
        Command::RemoveCouncilMember { person } => {
            Ok(unless(!state.council.contains_key(&person), Event::CouncilMemberLeft { person }))
        }
        Command::SetParticipationRule(participation) => {
            check_participation(&participation)?;
            Ok(unless(
                state.participation.as_ref() == Some(&participation),
                Event::ParticipationRuleSet(participation),
            ))
        }
        Command::ScheduleSeminar(seminar) => {
            check_sessions(plan, seminar.number, &seminar.sessions)?;
            let same_number = state.seminars.values().find(|s| s.number == seminar.number);
            match state.seminars.get(&seminar.id).or(same_number) {
                Some(found) if *found == seminar => Ok(vec![]),
                Some(found) => Err(Rejection::SeminarAlreadyScheduled { number: found.number }),
                None => Ok(vec![Event::SeminarScheduled(seminar)]),
            }
        }
        Command::RescheduleSeminar { seminar, sessions } => {
            let found = seminar_to_change(state, seminar)?;
            check_sessions(plan, found.number, &sessions)?;
            Ok(unless(found.sessions == sessions, Event::SeminarRescheduled { seminar, sessions }))
        }
        Command::MoveSeminar { seminar, venue } => {
            let found = seminar_to_change(state, seminar)?;
            Ok(unless(found.venue == venue, Event::SeminarMoved { seminar, venue }))
        }
        Command::CancelSeminar { seminar, reason } => {
            if !state.seminars.contains_key(&seminar) {
                return Err(Rejection::UnknownSeminar);
            }
            Ok(unless(state.cancelled.contains(&seminar), Event::SeminarCancelled { seminar, reason }))
        }
        Command::OpenEnrolment { enrolment, withdrawal_deadline } => {
            decide_open(state, plan, enrolment, withdrawal_deadline)
        }
        Command::CloseEnrolment => match state.stage {
            Stage::Open => Ok(vec![Event::EnrolmentClosed]),
            Stage::Closed | Stage::Completed | Stage::Archived => Ok(vec![]),
            Stage::Unknown | Stage::Draft => Err(Rejection::EnrolmentNotOpen),
        },
        Command::SetReminderRule(rule) => {
            Ok(unless(state.reminders.get(&rule.code) == Some(&rule), Event::ReminderRuleSet(rule)))
        }
        Command::RemoveReminderRule { code } => {
            Ok(unless(!state.reminders.contains_key(&code), Event::ReminderRuleRemoved { code }))
        }
        Command::SetCertificateRule(rule) => {
            if !(1..=100).contains(&rule.least_percent) {
                return Err(Rejection::PercentOutOfRange(rule.least_percent));
            }
            Ok(unless(state.certificate.as_ref() == Some(&rule), Event::CertificateRuleSet(rule)))
        }
        Command::SetEvaluationForm(form) => {
            check_form(&form)?;
            Ok(unless(state.evaluation.as_ref() == Some(&form), Event::EvaluationFormSet(form)))
        }
        Command::Complete => Ok(unless(finished, Event::Completed)),
        Command::Archive => Ok(unless(state.stage == Stage::Archived, Event::Archived)),
    }
}

/// The fact, unless it is already true.
fn unless(already_true: bool, event: Event) -> Vec<Event> {
    if already_true { vec![] } else { vec![event] }
}

fn decide_plan(state: &State, plan: Plan) -> Result<Vec<Event>, Rejection> {
    match &state.plan {
        Some(found) if *found == plan => Ok(vec![]),
        Some(_) => Err(Rejection::AlreadyPlanned),
        None if plan.places == 0 => Err(Rejection::NoPlaces),
        None if plan.languages.is_empty() => Err(Rejection::NoLanguage),
        None => Ok(vec![Event::Planned(plan)]),
    }
}

fn decide_open(
    state: &State,
    plan: &Plan,
    enrolment: Period,
    withdrawal_deadline: NaiveDate,
) -> Result<Vec<Event>, Rejection> {
    // What was closed may be opened again, with the same dates or others.
    if state.stage == Stage::Open {
        let same =
            (state.enrolment, state.withdrawal_deadline) == (Some(enrolment), Some(withdrawal_deadline));
        return if same { Ok(vec![]) } else { Err(Rejection::EnrolmentAlreadyOpen) };
    }
    if state.participation.is_none() {
        return Err(Rejection::NoParticipationRule);
    }
    if state.seminars_in_order().is_empty() {
        return Err(Rejection::NoSeminars);
    }
    let allocated: u32 = state.partners.values().fold(0, |sum, p| sum.saturating_add(p.allocation));
    if !state.partners.is_empty() && allocated != plan.places {
        return Err(Rejection::AllocationsDoNotSum { places: plan.places, allocated });
    }
    Ok(vec![Event::EnrolmentOpened { enrolment, withdrawal_deadline }])
}

fn seminar_to_change(state: &State, id: SeminarId) -> Result<&Seminar, Rejection> {
    let found = state.seminars.get(&id).ok_or(Rejection::UnknownSeminar)?;
    if state.cancelled.contains(&id) {
        return Err(Rejection::SeminarIsCancelled { number: found.number });
    }
    Ok(found)
}

fn check_sessions(plan: &Plan, number: u8, sessions: &[Session]) -> Result<(), Rejection> {
    if sessions.is_empty() {
        return Err(Rejection::NoSessions { number });
    }
    for session in sessions {
        let date = session.date;
        if session.ends <= session.starts {
            return Err(Rejection::SessionEndsBeforeItBegins { number, date });
        }
        if !plan.period.contains(date) {
            return Err(Rejection::OutsidePeriod { number, date });
        }
    }
    let mut in_order: Vec<&Session> = sessions.iter().collect();
    in_order.sort_by_key(|session| (session.date, session.starts));
    for pair in in_order.windows(2) {
        if let [first, second] = pair
            && first.date == second.date
            && second.starts < first.ends
        {
            return Err(Rejection::SessionsOverlap { number, date: first.date });
        }
    }
    Ok(())
}

fn check_participation(participation: &Participation) -> Result<(), Rejection> {
    if participation.roles.is_empty() {
        let fault = "nobody can take part without a role; name at least one";
        return Err(Rejection::UnusableParticipationRule(fault));
    }
    let known = |code: &RoleCode| participation.roles.iter().any(|role| role.code == *code);
    let fault = match &participation.rule {
        ParticipationRule::Pair { requirements } if requirements.len() < 2 => {
            "a pair has at least two requirements"
        }
        ParticipationRule::Pair { requirements } if requirements.iter().any(|r| r.any_of.is_empty()) => {
            "a requirement names no role that fills it"
        }
        ParticipationRule::Pair { requirements }
            if !requirements.iter().flat_map(|r| &r.any_of).all(known) =>
        {
            "a requirement names a role the programme does not have"
        }
        ParticipationRule::Team { min, max } if *min == 0 || max < min => {
            "a team has at least one member and min ≤ max"
        }
        ParticipationRule::Pair { .. }
        | ParticipationRule::Team { .. }
        | ParticipationRule::Individual
        | ParticipationRule::OpenMeeting => return Ok(()),
    };
    Err(Rejection::UnusableParticipationRule(fault))
}

fn check_form(form: &EvaluationForm) -> Result<(), Rejection> {
    let codes: BTreeSet<&QuestionCode> = form.questions.iter().map(|question| &question.code).collect();
    let flat =
        |question: &Question| matches!(question.answer, AnswerKind::Scale { highest, .. } if highest < 2);
    let fault = if form.questions.is_empty() {
        "has no question"
    } else if codes.len() != form.questions.len() {
        "has two questions with the same code"
    } else if form.questions.iter().any(flat) {
        "has a scale of one step"
    } else if form.least_group < 2 {
        "would show single answers; the least group is 2 or more"
    } else {
        return Ok(());
    };
    Err(Rejection::UnusableEvaluationForm(fault))
}
