//! The decisions on a programme.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::check::check;
use super::commands::{Command, Rejection};
use super::plan::{Participation, Plan, Seminar};
use super::{Event, Problem, Stage, State, evolve};
use crate::ids::{SeminarId, SessionId};
use crate::participation::ParticipationRule;
use crate::time::local_date;
use crate::values::{CountyCode, Period, Session};

pub(super) fn decide(state: &State, command: Command, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
    let facts = facts(state, command, now)?;
    judge(state, &facts)?;
    Ok(facts)
}

/// What follows from a command, whether the programme would be in order after it or not.
fn facts(state: &State, command: Command, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
    let commands = match command {
        Command::Together(commands) => commands,
        one => return single(state, one, now),
    };
    let (mut after, mut all) = (state.clone(), Vec::new());
    for command in commands {
        let new = facts(&after, command, now)?;
        after = new.iter().fold(after, evolve);
        all.extend(new);
    }
    // What one of them undoes of another has not happened: said again, the whole changes nothing.
    Ok(if after == *state { vec![] } else { all })
}

/// While a programme is a draft its parts may have problems. It is published without any, and from then on nothing
/// may add one.
fn judge(before: &State, facts: &[Event]) -> Result<(), Rejection> {
    if facts.is_empty() {
        return Ok(());
    }
    let after = facts.iter().fold(before.clone(), evolve);
    if !after.published() {
        return Ok(());
    }
    let opens = facts.iter().any(|fact| matches!(fact, Event::EnrolmentOpened { .. }));
    let known = if opens || !before.published() { Vec::new() } else { check(before) };
    let mut added = check(&after);
    // That the last seminar is called off happens; nobody can refuse it.
    added.retain(|problem| !known.contains(problem) && (opens || *problem != Problem::NoSeminars));
    if added.is_empty() { Ok(()) } else { Err(Rejection::NotReady(added)) }
}

fn single(state: &State, command: Command, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
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
        Command::Together(_) => facts(state, command, now),
        Command::ChangePlan(wanted) => decide_change_plan(state, plan, wanted),
        Command::JoinPartner(partner) => {
            Ok(unless(state.partners.get(&partner.county) == Some(&partner), Event::PartnerJoined(partner)))
        }
        Command::RemovePartner { county } => Ok(remove_partner(state, county)),
        Command::AppointCouncilMember { person, county } => Ok(unless(
            state.council.get(&person) == Some(&county),
            Event::CouncilMemberAppointed { person, county },
        )),
        Command::RemoveCouncilMember { person } => {
            Ok(unless(!state.council.contains_key(&person), Event::CouncilMemberLeft { person }))
        }
        Command::SetParticipationRule(participation) => decide_participation(state, participation),
        Command::ScheduleSeminar(seminar) => decide_schedule(state, seminar),
        Command::DescribeSeminar { seminar, theme, speakers, online, areas } => {
            let found = seminar_to_change(state, seminar)?;
            let same = (&found.theme, &found.speakers, &found.online, &found.areas)
                == (&theme, &speakers, &online, &areas);
            Ok(unless(same, Event::SeminarDescribed { seminar, theme, speakers, online, areas }))
        }
        Command::RescheduleSeminar { seminar, sessions } => {
            let found = seminar_to_change(state, seminar)?;
            check_session_ids(state, found.id, found.number, &sessions)?;
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
            decide_open(state, enrolment, withdrawal_deadline)
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
            Ok(unless(state.certificate.as_ref() == Some(&rule), Event::CertificateRuleSet(rule)))
        }
        Command::SetEvaluationForm(form) => {
            Ok(unless(state.evaluation.as_ref() == Some(&form), Event::EvaluationFormSet(form)))
        }
        Command::Complete => decide_complete(state, plan, now),
        Command::Archive => decide_archive(state),
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
        None => Ok(vec![Event::Planned(plan)]),
    }
}

/// Code and country of a published programme stay: the one stands on letters and certificates, the other says what
/// the municipalities' codes mean.
fn decide_change_plan(state: &State, plan: &Plan, wanted: Plan) -> Result<Vec<Event>, Rejection> {
    if wanted.programme != plan.programme {
        return Err(Rejection::AnotherProgramme);
    }
    if state.published() && wanted.code != plan.code {
        return Err(Rejection::Published("code"));
    }
    if state.published() && wanted.country != plan.country {
        return Err(Rejection::Published("country"));
    }
    Ok(unless(wanted == *plan, Event::PlanChanged(wanted)))
}

/// Enrolments lie in the programme's register or in those of its meetings, and cannot go from the one to the others.
fn decide_participation(state: &State, wanted: Participation) -> Result<Vec<Event>, Rejection> {
    let meetings = |one: &Participation| one.rule == ParticipationRule::OpenMeeting;
    let other_kind = state.participation.as_ref().is_some_and(|found| meetings(found) != meetings(&wanted));
    if state.published() && other_kind {
        return Err(Rejection::Published("kind of enrolment"));
    }
    Ok(unless(state.participation.as_ref() == Some(&wanted), Event::ParticipationRuleSet(wanted)))
}

/// The council members of a region leave with it.
fn remove_partner(state: &State, county: CountyCode) -> Vec<Event> {
    if !state.partners.contains_key(&county) {
        return vec![];
    }
    let members = state.council.iter().filter(|(_, of)| **of == county);
    let mut facts: Vec<Event> =
        members.map(|(person, _)| Event::CouncilMemberLeft { person: *person }).collect();
    facts.push(Event::PartnerLeft { county });
    facts
}

fn decide_schedule(state: &State, seminar: Seminar) -> Result<Vec<Event>, Rejection> {
    check_session_ids(state, seminar.id, seminar.number, &seminar.sessions)?;
    match state.seminars.get(&seminar.id) {
        Some(found) if *found == seminar => Ok(vec![]),
        Some(found) if state.cancelled.contains(&found.id) => {
            Err(Rejection::SeminarIsCancelled { number: found.number })
        }
        Some(found) if state.published() => Err(Rejection::SeminarAlreadyScheduled { number: found.number }),
        Some(_) | None => Ok(vec![Event::SeminarScheduled(seminar)]),
    }
}

fn decide_open(
    state: &State,
    enrolment: Period,
    withdrawal_deadline: NaiveDate,
) -> Result<Vec<Event>, Rejection> {
    // What was closed may be opened again, with the same dates or others.
    if state.stage == Stage::Open {
        let same =
            (state.enrolment, state.withdrawal_deadline) == (Some(enrolment), Some(withdrawal_deadline));
        return if same { Ok(vec![]) } else { Err(Rejection::EnrolmentAlreadyOpen) };
    }
    Ok(vec![Event::EnrolmentOpened { enrolment, withdrawal_deadline }])
}

fn decide_complete(state: &State, plan: &Plan, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
    match state.stage {
        Stage::Completed | Stage::Archived => return Ok(vec![]),
        Stage::Unknown | Stage::Draft => return Err(Rejection::NeverOpened),
        Stage::Open | Stage::Closed => {}
    }
    match state.last_day() {
        // On the last day itself the last session may be over; the day is not asked for its hours.
        Some(last) if local_date(plan.zone, now) < last => Err(Rejection::NotOver { last }),
        Some(_) | None => Ok(vec![Event::Completed]),
    }
}

/// What municipalities enrolled in is completed before it is put away: nobody puts it away from under them.
fn decide_archive(state: &State) -> Result<Vec<Event>, Rejection> {
    match state.stage {
        Stage::Archived => Ok(vec![]),
        Stage::Unknown | Stage::Draft | Stage::Completed => Ok(vec![Event::Archived]),
        Stage::Open | Stage::Closed => Err(Rejection::NotCompleted),
    }
}

fn seminar_to_change(state: &State, id: SeminarId) -> Result<&Seminar, Rejection> {
    let found = state.seminars.get(&id).ok_or(Rejection::UnknownSeminar)?;
    if state.cancelled.contains(&id) {
        return Err(Rejection::SeminarIsCancelled { number: found.number });
    }
    Ok(found)
}

/// No session may have the id of another, of this seminar or of any other: attendance goes by it.
fn check_session_ids(
    state: &State,
    seminar: SeminarId,
    number: u8,
    sessions: &[Session],
) -> Result<(), Rejection> {
    let ids: BTreeSet<SessionId> = sessions.iter().map(|session| session.id).collect();
    let of_another = |id: &SessionId| state.session(*id).is_some_and(|(owner, _)| owner.id != seminar);
    if ids.len() != sessions.len() || ids.iter().any(of_another) {
        return Err(Rejection::SessionIdTaken { number });
    }
    Ok(())
}
