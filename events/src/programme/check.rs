//! Whether a programme is ready to be published: every problem at once.

mod people;
mod rules;
mod seminars;

use chrono::NaiveDate;

use super::plan::Plan;
use super::{Problem, Stage, State};
use crate::participation::ParticipationRule;
use crate::values::Period;

/// Everything that keeps a programme from being published, in the order its parts are set up; none for one that
/// is not planned.
///
/// What depends on the days of enrolling is told once they are known.
pub fn check(state: &State) -> Vec<Problem> {
    let Some(plan) = &state.plan else { return Vec::new() };
    let desk = Desk { state, plan, open_meetings: open_meetings(state) };
    let mut problems = desk.plan();
    problems.extend(desk.participation());
    problems.extend(desk.seminars());
    problems.extend(desk.enrolment());
    problems.extend(desk.reminders());
    problems.extend(desk.certificate());
    problems.extend(desk.evaluation());
    problems
}

/// What would keep enrolment from opening on these days.
pub fn check_opening(state: &State, enrolment: Period, withdrawal_deadline: NaiveDate) -> Vec<Problem> {
    check(&State {
        stage: Stage::Open,
        enrolment: Some(enrolment),
        withdrawal_deadline: Some(withdrawal_deadline),
        ..state.clone()
    })
}

/// A planned programme, as the checks look at it.
struct Desk<'a> {
    state: &'a State,
    plan: &'a Plan,
    /// Whether each seminar has a register of its own.
    open_meetings: bool,
}

fn open_meetings(state: &State) -> bool {
    state.participation.as_ref().is_some_and(|found| found.rule == ParticipationRule::OpenMeeting)
}

impl Desk<'_> {
    fn plan(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.plan.places == 0 {
            problems.push(Problem::NoPlaces);
        }
        if self.plan.languages.is_empty() {
            problems.push(Problem::NoLanguage);
        }
        let twice = |at: usize| self.plan.languages.iter().take(at).any(|l| *l == self.plan.languages[at]);
        let again = (0..self.plan.languages.len()).find(|at| twice(*at));
        problems.extend(again.map(|at| Problem::LanguageTwice { language: self.plan.languages[at] }));
        problems.extend(self.allocations());
        problems
    }

    /// Allocations sum to the places; those of open meetings are common.
    fn allocations(&self) -> Vec<Problem> {
        let partners = self.state.partners.values();
        if self.open_meetings {
            return partners
                .filter(|partner| partner.allocation > 0)
                .map(|partner| Problem::AllocationAtMeetings {
                    county: partner.county.clone(),
                    allocation: partner.allocation,
                })
                .collect();
        }
        let places = self.plan.places;
        let allocated: u32 = partners.fold(0, |sum, partner| sum.saturating_add(partner.allocation));
        if self.state.partners.is_empty() || allocated == places {
            Vec::new()
        } else if allocated < places {
            vec![Problem::AllocationsTooSmall { places, allocated, missing: places - allocated }]
        } else {
            vec![Problem::AllocationsTooLarge { places, allocated, excess: allocated - places }]
        }
    }

    /// The days of enrolling, once they are known.
    fn enrolment(&self) -> Vec<Problem> {
        let (Some(enrolment), Some(deadline)) = (self.state.enrolment, self.state.withdrawal_deadline) else {
            return Vec::new();
        };
        let mut problems = Vec::new();
        let held = self.state.seminars_in_order();
        let days: Vec<(u8, Period)> =
            held.iter().filter_map(|seminar| Some((seminar.number, seminar.period()?))).collect();
        // What has been closed is over, whatever becomes of the dates.
        let open = self.state.stage == Stage::Open;
        if let Some((seminar, first)) = days.iter().min_by_key(|(_, days)| days.from)
            && open
            && !self.open_meetings
            && enrolment.to >= first.from
        {
            let (seminar, closes, starts) = (*seminar, enrolment.to, first.from);
            problems.push(Problem::EnrolmentAfterFirstSeminar { seminar, closes, starts });
        }
        if deadline < enrolment.from {
            problems.push(Problem::DeadlineBeforeEnrolment { deadline, opens: enrolment.from });
        }
        if let Some(last) = days.iter().map(|(_, days)| days.to).max()
            && deadline > last
        {
            problems.push(Problem::DeadlineAfterLastSeminar { deadline, last });
        }
        problems
    }
}
