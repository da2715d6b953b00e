//! What the decisions on a register need to remember, kept so that it is cheap to copy and to ask.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::places::Taken;
use super::{Ended, Enrolment, Event, Situation, Submission, Terms};
use crate::ids::{EnrolmentId, PersonId};
use crate::time::end_of_day;
use crate::values::Line;

/// What the decisions on a register need to remember.
///
/// A copy shares everything with the original until one of them changes, and only what changes is copied.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The terms, once enrolment was opened.
    pub terms: Option<Arc<Terms>>,
    /// Whether reserved places have become common.
    pub released: bool,
    /// How often needs were disposed of.
    pub needs_round: u32,
    /// Handed in, in the order they were.
    enrolments: Arc<Vec<Arc<Enrolment>>>,
    /// Begun and not handed in.
    drafts: Arc<BTreeMap<EnrolmentId, Arc<Enrolment>>>,
    /// Thrown away.
    discarded: Arc<BTreeSet<EnrolmentId>>,
    /// Whose needs are known since they were last disposed of, also of those who left.
    needs: Arc<BTreeSet<(EnrolmentId, PersonId)>>,
    index: Arc<Index>,
    taken: Taken,
}

/// Where to find what decisions ask for; places in it are places in the list of enrolments.
#[derive(Clone, Debug, Default)]
struct Index {
    by_id: BTreeMap<EnrolmentId, usize>,
    /// Those in the queue, in its order.
    waiting: BTreeSet<usize>,
    /// When holds and offers end.
    ends: BTreeSet<(DateTime<Utc>, usize)>,
}

impl State {
    /// The enrolment with this id, a draft or handed in.
    pub fn enrolment(&self, id: EnrolmentId) -> Option<&Enrolment> {
        match self.index.by_id.get(&id) {
            Some(at) => self.enrolments.get(*at).map(AsRef::as_ref),
            None => self.drafts.get(&id).map(AsRef::as_ref),
        }
    }

    /// The enrolment or draft with this reference.
    pub fn referenced(&self, reference: &Line) -> Option<&Enrolment> {
        let all = self.enrolments().chain(self.drafts());
        all.into_iter().find(|enrolment| enrolment.submission.reference == *reference)
    }

    /// Enrolments in the order they were handed in; drafts are not among them.
    pub fn enrolments(&self) -> impl ExactSizeIterator<Item = &Enrolment> {
        self.enrolments.iter().map(AsRef::as_ref)
    }

    /// What was begun and not handed in.
    pub fn drafts(&self) -> impl ExactSizeIterator<Item = &Enrolment> {
        self.drafts.values().map(AsRef::as_ref)
    }

    /// Whether a draft was thrown away.
    pub fn discarded(&self, id: EnrolmentId) -> bool {
        self.discarded.contains(&id)
    }

    /// Queued enrolments in the order of the queue, which is the order they were submitted.
    pub fn queue(&self) -> impl Iterator<Item = &Enrolment> {
        self.index.waiting.iter().filter_map(|at| self.enrolments.get(*at)).map(AsRef::as_ref)
    }

    /// Those whose hold or offer has ended by now, in the order they were handed in.
    pub(super) fn ended(&self, now: DateTime<Utc>) -> Vec<&Enrolment> {
        let mut at: Vec<usize> = self.index.ends.range(..=(now, usize::MAX)).map(|(_, at)| *at).collect();
        at.sort_unstable();
        at.into_iter().filter_map(|at| self.enrolments.get(at)).map(AsRef::as_ref).collect()
    }

    /// The next instant at which a hold or an offer expires, or reserved places are released.
    pub fn next_due(&self) -> Option<DateTime<Utc>> {
        let terms = self.terms.as_ref()?;
        let release = terms.release.filter(|_| !self.released && !terms.allocations.is_empty());
        let release = release.map(|day| end_of_day(terms.zone, day));
        self.index.ends.first().map(|(end, _)| *end).into_iter().chain(release).min()
    }

    /// The places that are taken.
    pub fn taken(&self) -> &Taken {
        &self.taken
    }

    /// Whose needs are known, and so which keys are to be destroyed when they are disposed of.
    pub fn needs_known(&self) -> impl ExactSizeIterator<Item = (EnrolmentId, PersonId)> {
        self.needs.iter().copied()
    }

    fn change(&mut self, id: EnrolmentId, change: impl FnOnce(&mut Enrolment)) {
        let found = match self.index.by_id.get(&id) {
            Some(at) => Arc::make_mut(&mut self.enrolments).get_mut(*at),
            None if self.drafts.contains_key(&id) => Arc::make_mut(&mut self.drafts).get_mut(&id),
            None => None,
        };
        if let Some(found) = found {
            change(Arc::make_mut(found));
        }
    }

    /// Lets an enrolment stand elsewhere, and keeps count.
    fn situate(&mut self, id: EnrolmentId, situation: Situation) {
        let Some(at) = self.index.by_id.get(&id).copied() else { return };
        let Some(found) = Arc::make_mut(&mut self.enrolments).get_mut(at) else { return };
        let found = Arc::make_mut(found);
        if let Some(pool) = found.situation.pool() {
            self.taken.give_back(pool);
        }
        if let Some(pool) = situation.pool() {
            self.taken.take(pool);
        }
        let index = Arc::make_mut(&mut self.index);
        if let Some(end) = found.situation.until() {
            index.ends.remove(&(end, at));
        }
        if let Some(end) = situation.until() {
            index.ends.insert((end, at));
        }
        if situation == Situation::Queued {
            index.waiting.insert(at);
        } else {
            index.waiting.remove(&at);
        }
        found.situation = situation;
    }

    fn submit(&mut self, submission: &Submission) {
        let id = submission.enrolment;
        let draft =
            if self.drafts.contains_key(&id) { Arc::make_mut(&mut self.drafts).remove(&id) } else { None };
        let enrolment = Enrolment::new(submission, Situation::Queued).after_draft(draft.as_deref());
        let index = Arc::make_mut(&mut self.index);
        index.by_id.insert(id, self.enrolments.len());
        // What becomes of it follows at once; until then it waits.
        index.waiting.insert(self.enrolments.len());
        Arc::make_mut(&mut self.enrolments).push(Arc::new(enrolment));
    }

    fn draft(&mut self, submission: &Submission) {
        let id = submission.enrolment;
        let before = self.drafts.get(&id).map(AsRef::as_ref);
        let draft = Enrolment::new(submission, Situation::Draft).after_draft(before);
        Arc::make_mut(&mut self.drafts).insert(id, Arc::new(draft));
        if self.discarded.contains(&id) {
            Arc::make_mut(&mut self.discarded).remove(&id);
        }
    }

    fn dispose_needs(&mut self) {
        let whose = std::mem::take(&mut self.needs);
        for (enrolment, _) in whose.iter() {
            self.change(*enrolment, |found| found.needs.clear());
        }
        self.needs_round = self.needs_round.saturating_add(1);
    }
}

/// Folds one fact into the state.
pub(super) fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::TermsSet { terms } => state.terms = Some(Arc::new(terms.clone())),
        Event::Drafted(submission) => state.draft(submission),
        Event::DraftDiscarded { enrolment } => {
            Arc::make_mut(&mut state.drafts).remove(enrolment);
            Arc::make_mut(&mut state.discarded).insert(*enrolment);
        }
        Event::Submitted(submission) => state.submit(submission),
        Event::NeedsStated { enrolment, person, .. } => {
            Arc::make_mut(&mut state.needs).insert((*enrolment, *person));
            state.change(*enrolment, |found| found.apply(event));
        }
        Event::NeedsDisposed { .. } => state.dispose_needs(),
        Event::MemberAdded { enrolment, .. }
        | Event::MemberReplaced { enrolment, .. }
        | Event::MemberWithdrawn { enrolment, .. }
        | Event::DispensationGranted { enrolment, .. }
        | Event::DeputyNamed { enrolment, .. }
        | Event::DeputyRemoved { enrolment, .. }
        | Event::MemberInvited { enrolment, .. }
        | Event::InvitationAccepted { enrolment, .. }
        | Event::InvitationDeclined { enrolment, .. }
        | Event::InvitationWithdrawn { enrolment, .. }
        | Event::ContactChanged { enrolment, .. }
        | Event::AnswersGiven { enrolment, .. } => {
            state.change(*enrolment, |found| found.apply(event));
        }
        Event::SeatsHeld { enrolment, pool, until } => {
            state.situate(*enrolment, Situation::Incomplete { pool: pool.clone(), until: *until });
        }
        Event::PlaceGranted { enrolment, pool } => {
            state.situate(*enrolment, Situation::Admitted { pool: pool.clone() });
        }
        Event::Queued { enrolment, .. } => state.situate(*enrolment, Situation::Queued),
        Event::PassedOver { .. } | Event::DecidedByHand { .. } => {}
        Event::PlaceOffered { enrolment, pool, until } => {
            state.situate(*enrolment, Situation::Offered { pool: pool.clone(), until: *until });
        }
        Event::OfferAccepted { enrolment } => {
            let pool = state.enrolment(*enrolment).and_then(|found| found.situation.pool().cloned());
            if let Some(pool) = pool {
                state.situate(*enrolment, Situation::Admitted { pool });
            }
        }
        Event::OfferDeclined { enrolment } => state.situate(*enrolment, Situation::Declined),
        Event::OfferExpired { enrolment } => state.situate(*enrolment, Situation::Expired(Ended::Offer)),
        Event::HoldExpired { enrolment } => state.situate(*enrolment, Situation::Expired(Ended::Hold)),
        Event::Refused { enrolment } => state.situate(*enrolment, Situation::Refused),
        Event::Withdrawn { enrolment, .. } => state.situate(*enrolment, Situation::Withdrawn),
        Event::AllocationReleased { .. } => state.released = true,
    }
    state
}
