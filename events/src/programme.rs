//! `programme-{id}`: what a programme is, its seminars, and the rules it runs by.

mod check;
mod commands;
mod copying;
mod decisions;
mod plan;
mod problem;
mod registers;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

pub use self::check::{check, check_opening};
pub use self::commands::{Command, Rejection};
pub use self::copying::{CopyAs, copy};
pub use self::plan::{
    Anchor, AnswerKind, CertificateRule, EvaluationForm, Participation, Partner, Plan, Question,
    ReminderRule, Seminar, Speaker,
};
pub use self::problem::{About, Problem, Term};
use crate::areas::CulturalArea;
use crate::ids::{PersonId, SeminarId, SessionId};
use crate::personal::{HasPersonal, PersonalVisitor};
use crate::stream::Stream;
use crate::values::{CountyCode, Line, OnlineLink, Period, ReminderCode, Session, Venue};

/// What has happened to a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// The programme came into being.
    #[serde(rename = "programme-planned")]
    Planned(Plan),
    /// The particulars of the plan changed.
    #[serde(rename = "plan-changed")]
    PlanChanged(Plan),
    /// A region joined with its allocation, or its allocation changed.
    #[serde(rename = "partner-joined")]
    PartnerJoined(Partner),
    /// A region is no longer a partner.
    #[serde(rename = "partner-left")]
    PartnerLeft { county: CountyCode },
    /// Somebody became a member of the programme council for a region.
    #[serde(rename = "council-member-appointed")]
    CouncilMemberAppointed { person: PersonId, county: CountyCode },
    /// Somebody left the programme council.
    #[serde(rename = "council-member-left")]
    CouncilMemberLeft { person: PersonId },
    /// Who may take part was decided.
    #[serde(rename = "participation-rule-set")]
    ParticipationRuleSet(Participation),
    /// A seminar was put on the calendar; while the programme is a draft, again with other particulars.
    #[serde(rename = "seminar-scheduled")]
    SeminarScheduled(Seminar),
    /// What a seminar is about, and who speaks, was decided.
    #[serde(rename = "seminar-described")]
    SeminarDescribed {
        seminar: SeminarId,
        /// Its theme.
        theme: Line,
        /// Who speaks, in order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        speakers: Vec<Speaker>,
        /// Where it can be followed online.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        online: Option<OnlineLink>,
        /// The areas of culture it is about.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        areas: BTreeSet<CulturalArea>,
    },
    /// A seminar got other dates or hours; its number, theme and enrolments stay.
    #[serde(rename = "seminar-rescheduled")]
    SeminarRescheduled { seminar: SeminarId, sessions: Vec<Session> },
    /// A seminar got another venue.
    #[serde(rename = "seminar-moved")]
    SeminarMoved { seminar: SeminarId, venue: Venue },
    /// A seminar will not be held.
    #[serde(rename = "seminar-cancelled")]
    SeminarCancelled { seminar: SeminarId, reason: Line },
    /// Municipalities may enrol.
    #[serde(rename = "enrolment-opened")]
    EnrolmentOpened {
        /// First and last day of enrolling.
        enrolment: Period,
        /// Last day a withdrawal is not late.
        withdrawal_deadline: NaiveDate,
    },
    /// No more enrolments are taken.
    #[serde(rename = "enrolment-closed")]
    EnrolmentClosed,
    /// A reminder rule was set or changed.
    #[serde(rename = "reminder-rule-set")]
    ReminderRuleSet(ReminderRule),
    /// A reminder rule was removed.
    #[serde(rename = "reminder-rule-removed")]
    ReminderRuleRemoved { code: ReminderCode },
    /// What it takes to be certified was decided.
    #[serde(rename = "certificate-rule-set")]
    CertificateRuleSet(CertificateRule),
    /// The evaluation form was decided.
    #[serde(rename = "evaluation-form-set")]
    EvaluationFormSet(EvaluationForm),
    /// The last seminar was held and everything is handed out.
    #[serde(rename = "programme-completed")]
    Completed,
    /// The programme was put away.
    #[serde(rename = "programme-archived")]
    Archived,
}

impl HasPersonal for Event {
    fn visit_personal<V: PersonalVisitor>(&mut self, _: &mut V) -> Result<(), V::Error> {
        Ok(())
    }
}

/// Where a programme stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Nothing is known of it.
    #[default]
    Unknown,
    /// Being planned.
    Draft,
    /// Municipalities may enrol.
    Open,
    /// Enrolment is over; seminars are held.
    Closed,
    /// Everything is done.
    Completed,
    /// Put away.
    Archived,
}

/// What the decisions on a programme need to remember.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Where it stands.
    pub stage: Stage,
    /// The plan.
    pub plan: Option<Plan>,
    /// Partners by county.
    pub partners: BTreeMap<CountyCode, Partner>,
    /// The programme council.
    pub council: BTreeMap<PersonId, CountyCode>,
    /// Who may take part.
    pub participation: Option<Participation>,
    /// Seminars by id.
    pub seminars: BTreeMap<SeminarId, Seminar>,
    /// Which of them are cancelled.
    pub cancelled: BTreeSet<SeminarId>,
    /// First and last day of enrolling, once opened.
    pub enrolment: Option<Period>,
    /// Last day a withdrawal is not late, once opened.
    pub withdrawal_deadline: Option<NaiveDate>,
    /// Reminder rules by code.
    pub reminders: BTreeMap<ReminderCode, ReminderRule>,
    /// What it takes to be certified.
    pub certificate: Option<CertificateRule>,
    /// The evaluation form.
    pub evaluation: Option<EvaluationForm>,
}

impl State {
    /// The seminars that are to be held, in order of number.
    pub fn seminars_in_order(&self) -> Vec<&Seminar> {
        let mut held: Vec<&Seminar> =
            self.seminars.values().filter(|seminar| !self.cancelled.contains(&seminar.id)).collect();
        held.sort_by_key(|seminar| seminar.number);
        held
    }

    /// The last day of the last seminar that is to be held.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.seminars_in_order().into_iter().filter_map(Seminar::period).map(|days| days.to).max()
    }

    /// The seminar with this number.
    pub fn seminar_numbered(&self, number: u8) -> Option<&Seminar> {
        self.seminars.values().find(|seminar| seminar.number == number)
    }

    /// The seminar and session with this session id.
    pub fn session(&self, id: SessionId) -> Option<(&Seminar, &Session)> {
        self.seminars.values().find_map(|seminar| {
            seminar.sessions.iter().find(|s| s.id == id).map(|session| (seminar, session))
        })
    }

    /// Whether enrolment was opened once: from then on no change may add a problem.
    pub fn published(&self) -> bool {
        match self.stage {
            Stage::Unknown | Stage::Draft => false,
            Stage::Open | Stage::Closed => true,
            Stage::Completed | Stage::Archived => self.enrolment.is_some(),
        }
    }
}

fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Planned(plan) => {
            state.stage = Stage::Draft;
            state.plan = Some(plan.clone());
        }
        Event::PlanChanged(plan) => state.plan = Some(plan.clone()),
        Event::PartnerJoined(partner) => {
            state.partners.insert(partner.county.clone(), partner.clone());
        }
        Event::PartnerLeft { county } => {
            state.partners.remove(county);
        }
        Event::CouncilMemberAppointed { person, county } => {
            state.council.insert(*person, county.clone());
        }
        Event::CouncilMemberLeft { person } => {
            state.council.remove(person);
        }
        Event::ParticipationRuleSet(participation) => state.participation = Some(participation.clone()),
        Event::SeminarScheduled(seminar) => {
            state.seminars.insert(seminar.id, seminar.clone());
        }
        Event::SeminarDescribed { seminar, theme, speakers, online, areas } => {
            if let Some(found) = state.seminars.get_mut(seminar) {
                found.theme.clone_from(theme);
                found.speakers.clone_from(speakers);
                found.online.clone_from(online);
                found.areas.clone_from(areas);
            }
        }
        Event::SeminarRescheduled { seminar, sessions } => {
            if let Some(found) = state.seminars.get_mut(seminar) {
                found.sessions.clone_from(sessions);
            }
        }
        Event::SeminarMoved { seminar, venue } => {
            if let Some(found) = state.seminars.get_mut(seminar) {
                found.venue = venue.clone();
            }
        }
        Event::SeminarCancelled { seminar, .. } => {
            state.cancelled.insert(*seminar);
        }
        Event::EnrolmentOpened { enrolment, withdrawal_deadline } => {
            state.stage = Stage::Open;
            state.enrolment = Some(*enrolment);
            state.withdrawal_deadline = Some(*withdrawal_deadline);
        }
        Event::EnrolmentClosed => state.stage = Stage::Closed,
        Event::ReminderRuleSet(rule) => {
            state.reminders.insert(rule.code.clone(), rule.clone());
        }
        Event::ReminderRuleRemoved { code } => {
            state.reminders.remove(code);
        }
        Event::CertificateRuleSet(rule) => state.certificate = Some(rule.clone()),
        Event::EvaluationFormSet(form) => state.evaluation = Some(form.clone()),
        Event::Completed => state.stage = Stage::Completed,
        Event::Archived => state.stage = Stage::Archived,
    }
    state
}

/// The stream of a programme.
#[derive(Clone, Copy, Debug)]
pub struct Programme;

impl Stream for Programme {
    type Event = Event;
    type State = State;
    type Command = Command;
    type Rejection = Rejection;

    const CATEGORY: &'static str = "programme";

    fn evolve(state: State, event: &Event) -> State {
        evolve(state, event)
    }

    fn decide(state: &State, command: Command, now: DateTime<Utc>) -> Result<Vec<Event>, Rejection> {
        decisions::decide(state, command, now)
    }
}
