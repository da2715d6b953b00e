//! The registers a programme keeps, and the terms they run by.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{Participation, Plan, Seminar, Stage, State};
use crate::ids::RegisterId;
use crate::participation::ParticipationRule;
use crate::register::{Meeting, Terms};
use crate::values::{CountyCode, Period};

impl State {
    /// Every register the programme keeps, with its terms: its own one, or one for each open meeting. None before
    /// enrolment is opened.
    pub fn registers(&self) -> Vec<(RegisterId, Terms)> {
        let (Some(plan), Some(participation)) = (&self.plan, &self.participation) else { return Vec::new() };
        if participation.rule != ParticipationRule::OpenMeeting {
            let own = RegisterId::new(plan.programme.uuid());
            return self.terms().map(|terms| (own, terms)).into_iter().collect();
        }
        self.seminars
            .values()
            .filter_map(|seminar| {
                let terms = self.meeting_terms(plan, participation, seminar)?;
                Some((RegisterId::new(seminar.id.uuid()), terms))
            })
            .collect()
    }

    /// The terms of the programme's own register, once enrolment was opened; absent for open meetings.
    pub fn terms(&self) -> Option<Terms> {
        let (plan, participation) = (self.plan.as_ref()?, self.participation.as_ref()?);
        if participation.rule == ParticipationRule::OpenMeeting {
            return None;
        }
        let allocations = self.partners.values().map(|p| (p.county.clone(), p.allocation)).collect();
        Some(Terms {
            places: plan.places,
            enrolment: self.enrolment?,
            withdrawal_deadline: self.withdrawal_deadline?,
            closed: self.stage != Stage::Open,
            last_day: self.last_day(),
            called_off: self.seminars_in_order().is_empty(),
            ..terms(plan, participation, allocations, self.enrolment?)
        })
    }

    /// The terms of one meeting's register.
    ///
    /// Its places are those of the plan, or as many as the room holds if that is fewer; no place is reserved. Sign-up
    /// ends so many days before the meeting, and until then a withdrawal is not late.
    fn meeting_terms(&self, plan: &Plan, participation: &Participation, seminar: &Seminar) -> Option<Terms> {
        let opened = self.enrolment?;
        let last = seminar.period().map_or(opened.to, |days| sign_up_ends(participation, days.from));
        // A meeting before enrolment opens is a problem that keeps it from being published; the period stays one.
        let enrolment = Period { from: opened.from, to: last.min(opened.to).max(opened.from) };
        let none_reserved = self.partners.keys().map(|county| (county.clone(), 0)).collect();
        Some(Terms {
            places: seminar.venue.capacity.map_or(plan.places, |room| room.min(plan.places)),
            release: None,
            withdrawal_deadline: enrolment.to.min(self.withdrawal_deadline?),
            closed: self.stage != Stage::Open || self.cancelled.contains(&seminar.id),
            meeting: Some(Meeting { programme: plan.programme, seminar: seminar.id }),
            last_day: seminar.period().map(|days| days.to),
            called_off: self.cancelled.contains(&seminar.id),
            ..terms(plan, participation, none_reserved, enrolment)
        })
    }
}

/// The last day to sign up for a meeting on this day.
pub(super) fn sign_up_ends(participation: &Participation, meeting: NaiveDate) -> NaiveDate {
    meeting.checked_sub_days(Days::new(participation.closes_days_before.into())).unwrap_or(meeting)
}

/// What all registers of a programme have in common.
fn terms(
    plan: &Plan,
    participation: &Participation,
    allocations: BTreeMap<CountyCode, u32>,
    enrolment: Period,
) -> Terms {
    Terms {
        rule: participation.rule.clone(),
        roles: participation.roles.iter().map(|role| role.code.clone()).collect(),
        places: plan.places,
        allocations,
        release: participation.release,
        hold_days: participation.hold_days,
        offer_days: participation.offer_days,
        enrolment,
        withdrawal_deadline: enrolment.to,
        zone: plan.zone,
        country: plan.country,
        invited: participation.invited.clone(),
        closed: false,
        questions: participation.questions.clone(),
        meeting: None,
        last_day: None,
        called_off: false,
    }
}
