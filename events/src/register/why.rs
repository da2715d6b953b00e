//! Why an enrolment stands where it stands: the facts that led there, the rules they follow from, and the numbers
//! of the moment. Pure: the register's facts with their instants go in, an account comes out.

mod account;

use chrono::{DateTime, Utc};

pub use self::account::{Account, Grounds, Numbers, Passed};
use super::state::evolve;
use super::{Enrolment, Event, HandDecision, PassReason, Pool, QueueReason, Situation, State};
use crate::ids::EnrolmentId;

/// A rule of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// When one may enrol, and who speaks for an enrolment.
    Enrolling,
    /// What an enrolment must consist of. Source: rule "Pair".
    Pair,
    /// A place seats a whole enrolment, and there are only so many. Source: rule "Places are both-or-neither".
    Places,
    /// Places are reserved by county until the release. Source: rule "Allocation".
    Allocation,
    /// Seats are held while somebody is missing. Source: rule "Half pair".
    HalfPair,
    /// The first complete enrolment that fits is offered what is free. Source: rule "Queue".
    Queue,
    /// Withdrawing before and after the deadline. Source: rule "Late withdrawal".
    Withdrawal,
    /// Somebody comes in a member's place. Source: rule "Deputy per session".
    Deputy,
    /// The coordinator decides hard cases, with a reason.
    ByHand,
    /// What somebody needs is kept apart and disposed of.
    Needs,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 10] = [
        Self::Enrolling,
        Self::Pair,
        Self::Places,
        Self::Allocation,
        Self::HalfPair,
        Self::Queue,
        Self::Withdrawal,
        Self::Deputy,
        Self::ByHand,
        Self::Needs,
    ];

    /// Its name in answers and texts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enrolling => "enrolling",
            Self::Pair => "pair",
            Self::Places => "places",
            Self::Allocation => "allocation",
            Self::HalfPair => "half-pair",
            Self::Queue => "queue",
            Self::Withdrawal => "withdrawal",
            Self::Deputy => "deputy",
            Self::ByHand => "by-hand",
            Self::Needs => "needs",
        }
    }
}

/// One step on an enrolment's way.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Which of the register's facts it is, from 0; whoever gave them knows who did it.
    pub fact: usize,
    /// When it was decided, UTC.
    pub at: DateTime<Utc>,
    /// The rule it follows from.
    pub rule: Rule,
    /// What happened, with the numbers of the moment.
    pub account: Account,
}

/// Why an enrolment stands where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The enrolment as it is.
    pub enrolment: Enrolment,
    /// What led there, in order.
    pub steps: Vec<Step>,
    /// Which step made it stand where it stands; the ones after it changed something else.
    pub decisive: usize,
}

/// Why an enrolment stands where it stands; absent when the facts do not speak of it.
pub fn why<'a>(facts: impl IntoIterator<Item = (DateTime<Utc>, &'a Event)>, id: EnrolmentId) -> Option<Why> {
    let mut teller = Teller {
        id,
        state: State::default(),
        steps: Vec::new(),
        decisive: 0,
        passed: Vec::new(),
        by_hand: false,
    };
    for (number, (at, event)) in facts.into_iter().enumerate() {
        teller.hear(number, at, event);
    }
    let enrolment = teller.state.enrolment(id).cloned()?;
    Some(Why { enrolment, steps: teller.steps, decisive: teller.decisive })
}

/// Whoever walks along the facts and tells what they mean for one enrolment.
struct Teller {
    id: EnrolmentId,
    state: State,
    steps: Vec<Step>,
    decisive: usize,
    /// Who was passed over in favour of the enrolment, until it is said what for.
    passed: Vec<Passed>,
    /// Whether the coordinator has just decided.
    by_hand: bool,
}

impl Teller {
    fn hear(&mut self, fact: usize, at: DateTime<Utc>, event: &Event) {
        if let Event::PassedOver { enrolment, in_favour_of, reason } = event
            && *in_favour_of == self.id
        {
            let reference = self.state.enrolment(*enrolment).map(|ahead| ahead.submission.reference.clone());
            self.passed.extend(reference.map(|reference| Passed { reference, reason: *reason }));
        }
        // What is told of a place counts what was taken before it; what is told of the queue, the place in it.
        let told = self.tell(event);
        self.state = evolve(std::mem::take(&mut self.state), event);
        let Some((rule, mut account)) = told else { return };
        if let Account::Queued { queue_place, .. } = &mut account {
            *queue_place = self.queue_place();
        }
        if event.situates() {
            self.decisive = self.steps.len();
        }
        self.steps.push(Step { fact, at, rule, account });
    }

    fn situation(&self) -> Option<Situation> {
        self.state.enrolment(self.id).map(|enrolment| enrolment.situation.clone())
    }

    fn queue_place(&self) -> Option<usize> {
        self.state.queue().position(|waiting| waiting.id() == self.id).map(|at| at + 1)
    }

    /// What a fact means for the enrolment; absent when it means nothing.
    fn tell(&mut self, event: &Event) -> Option<(Rule, Account)> {
        if let Event::AllocationReleased { places_left } = event {
            let waits = self.situation() == Some(Situation::Queued);
            return waits.then_some((Rule::Allocation, Account::Released { places_left: *places_left }));
        }
        if matches!(event, Event::NeedsDisposed { .. }) {
            let stated = self.state.needs_known().any(|(enrolment, _)| enrolment == self.id);
            return stated.then_some((Rule::Needs, Account::NeedsDisposed));
        }
        if event.enrolment() != Some(self.id) {
            return None;
        }
        let found = self.state.enrolment(self.id);
        if let Some(told) = account::of_people(event, found) {
            return Some(told);
        }
        self.of_the_place(event)
    }

    /// What a fact says of the enrolment's place.
    fn of_the_place(&mut self, event: &Event) -> Option<(Rule, Account)> {
        let numbers = || self.numbers();
        let told = match event {
            Event::Submitted(submission) => {
                let terms = self.state.terms.as_deref();
                let lack = terms.map(|terms| terms.rule.lack(&submission.members)).unwrap_or_default();
                let number = self.state.enrolments().len() + 1;
                let members = submission.members.clone();
                (Rule::Pair, Account::Submitted { via: submission.via, number, members, lack })
            }
            Event::SeatsHeld { until, pool, .. } => {
                (Rule::HalfPair, Account::Held { until: *until, pool: pool.clone(), numbers: numbers() })
            }
            Event::PlaceGranted { pool, .. } => self.granted(pool),
            Event::Queued { reason, .. } => {
                let rule = match reason {
                    QueueReason::ProgrammeFull => Rule::Places,
                    QueueReason::AllocationTaken => Rule::Allocation,
                    QueueReason::OthersWait => Rule::Queue,
                };
                (rule, Account::Queued { reason: *reason, numbers: numbers(), queue_place: None })
            }
            Event::PassedOver { in_favour_of, reason, .. } => {
                let rule = match reason {
                    PassReason::Incomplete => Rule::Queue,
                    PassReason::ReservedForOthers => Rule::Allocation,
                    PassReason::DecidedByHand => Rule::ByHand,
                };
                let favoured = self.state.enrolment(*in_favour_of)?.submission.reference.clone();
                (rule, Account::PassedOver { reason: *reason, in_favour_of: favoured })
            }
            Event::PlaceOffered { pool, until, .. } => {
                let rule = if std::mem::take(&mut self.by_hand) { Rule::ByHand } else { Rule::Queue };
                let (numbers, passed) = (self.numbers(), std::mem::take(&mut self.passed));
                (rule, Account::Offered { until: *until, pool: pool.clone(), numbers, passed })
            }
            Event::OfferAccepted { .. } => (Rule::Queue, Account::OfferAccepted),
            Event::OfferDeclined { .. } => (Rule::Queue, Account::OfferDeclined),
            Event::OfferExpired { .. } => (Rule::Queue, Account::OfferExpired),
            Event::HoldExpired { .. } => (Rule::HalfPair, Account::HoldExpired),
            Event::DecidedByHand { decision, reason, .. } => {
                self.by_hand = *decision != HandDecision::Refuse;
                (
                    Rule::ByHand,
                    Account::DecidedByHand { decision: *decision, reason: reason.clear().cloned() },
                )
            }
            Event::Refused { .. } => (Rule::ByHand, Account::Refused),
            Event::Withdrawn { late, .. } => (Rule::Withdrawal, Account::Withdrawn { late: *late }),
            Event::TermsSet { .. }
            | Event::Drafted(_)
            | Event::DraftDiscarded { .. }
            | Event::MemberAdded { .. }
            | Event::MemberReplaced { .. }
            | Event::MemberWithdrawn { .. }
            | Event::DispensationGranted { .. }
            | Event::MemberInvited { .. }
            | Event::InvitationAccepted { .. }
            | Event::InvitationDeclined { .. }
            | Event::InvitationWithdrawn { .. }
            | Event::ContactChanged { .. }
            | Event::AnswersGiven { .. }
            | Event::NeedsStated { .. }
            | Event::NeedsDisposed { .. }
            | Event::AllocationReleased { .. }
            | Event::DeputyNamed { .. }
            | Event::DeputyRemoved { .. } => return None,
        };
        Some(told)
    }

    fn granted(&mut self, pool: &Pool) -> (Rule, Account) {
        let grounds = if std::mem::take(&mut self.by_hand) {
            Grounds::ByHand
        } else if matches!(self.situation(), Some(Situation::Incomplete { .. })) {
            Grounds::Completed
        } else {
            Grounds::Free
        };
        let rule = match (grounds, pool) {
            (Grounds::ByHand, _) => Rule::ByHand,
            (Grounds::Completed, _) => Rule::HalfPair,
            (Grounds::Free, Pool::Reserved(_)) => Rule::Allocation,
            (Grounds::Free, Pool::Common) => Rule::Places,
        };
        let (numbers, passed) = (self.numbers(), std::mem::take(&mut self.passed));
        (rule, Account::Granted { grounds, pool: pool.clone(), numbers, passed })
    }

    /// How full the register is before the fact that is told of.
    fn numbers(&self) -> Numbers {
        let county = self.state.enrolment(self.id).map(|found| found.submission.county.clone());
        Numbers::of(&self.state, county)
    }
}
