//! One enrolment: who is in it and where it stands.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::{Dispensation, Event, Pool, Submission, Terms};
use crate::ids::{EnrolmentId, InvitationId, PersonId, SessionId};
use crate::participation::{Answers, EnrolmentQuestion, Member, Needs};
use crate::personal::Personal;
use crate::values::{QuestionCode, RoleCode};

/// Where an enrolment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Situation {
    /// Begun and not handed in.
    Draft,
    /// A role is missing; the seats are held until then.
    Incomplete { pool: Pool, until: DateTime<Utc> },
    /// Waiting for a place.
    Queued,
    /// Offered a place until then.
    Offered { pool: Pool, until: DateTime<Utc> },
    /// Has a place.
    Admitted { pool: Pool },
    /// Declined the place offered.
    Declined,
    /// Ran out of time.
    Expired(Ended),
    /// Withdrawn.
    Withdrawn,
    /// Refused by the coordinator.
    Refused,
}

impl Situation {
    /// The pool a place is taken from, when one is taken.
    pub fn pool(&self) -> Option<&Pool> {
        match self {
            Self::Incomplete { pool, .. } | Self::Offered { pool, .. } | Self::Admitted { pool } => {
                Some(pool)
            }
            Self::Draft
            | Self::Queued
            | Self::Declined
            | Self::Expired(_)
            | Self::Withdrawn
            | Self::Refused => None,
        }
    }

    /// When the hold or the offer ends, if it is one.
    pub fn until(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Incomplete { until, .. } | Self::Offered { until, .. } => Some(*until),
            Self::Draft
            | Self::Queued
            | Self::Admitted { .. }
            | Self::Declined
            | Self::Expired(_)
            | Self::Withdrawn
            | Self::Refused => None,
        }
    }

    /// Whether the enrolment was handed in and still wants a place or has one.
    pub fn active(&self) -> bool {
        match self {
            Self::Incomplete { .. } | Self::Queued | Self::Offered { .. } | Self::Admitted { .. } => true,
            Self::Draft | Self::Declined | Self::Expired(_) | Self::Withdrawn | Self::Refused => false,
        }
    }
}

/// What ended before it came to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The seats that were held for whoever was missing.
    Hold,
    /// The offer of a place.
    Offer,
}

/// Somebody standing in for a member at named sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deputyship {
    /// Whose place.
    pub member: PersonId,
    /// Who comes.
    pub deputy: PersonId,
    /// To what.
    pub sessions: BTreeSet<SessionId>,
}

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nothing yet.
    Open,
    /// The colleague joined.
    Accepted,
    /// The colleague said no.
    Declined,
    /// The colleague is no longer asked.
    Withdrawn,
}

/// A colleague asked to join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Who is asked.
    pub person: PersonId,
    /// The roles they would have.
    pub roles: BTreeSet<RoleCode>,
    /// When the link no longer opens anything.
    pub until: DateTime<Utc>,
    /// What became of it.
    pub reply: Reply,
}

/// What somebody answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Which questions.
    pub answered: BTreeSet<QuestionCode>,
    /// What; gone after erasure.
    pub answers: Personal<Answers>,
}

/// One enrolment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// As submitted.
    pub submission: Submission,
    /// Who answers for it now.
    pub contact: PersonId,
    /// Who takes part now.
    pub members: Vec<Member>,
    /// Who took part before.
    pub former: BTreeSet<PersonId>,
    /// The exception from the rule that is in force, and whom it is about.
    pub dispensation: Option<(Dispensation, PersonId)>,
    /// Where it stands.
    pub situation: Situation,
    /// Who stands in for whom.
    pub deputies: Vec<Deputyship>,
    /// Colleagues asked to join, in the order they were asked.
    pub invitations: Vec<Invitation>,
    /// What those concerned have answered.
    pub answers: BTreeMap<PersonId, Given>,
    /// What members need; gone once it is disposed of.
    pub needs: BTreeMap<PersonId, Personal<Needs>>,
}

impl Enrolment {
    /// An enrolment as it was handed in, or begun.
    pub(super) fn new(submission: &Submission, situation: Situation) -> Self {
        Self {
            submission: submission.clone(),
            contact: submission.contact,
            members: submission.members.clone(),
            former: BTreeSet::new(),
            dispensation: None,
            situation,
            deputies: Vec::new(),
            invitations: Vec::new(),
            answers: BTreeMap::new(),
            needs: BTreeMap::new(),
        }
    }

    /// The same, keeping what was answered while it was a draft.
    pub(super) fn after_draft(mut self, draft: Option<&Self>) -> Self {
        let Some(draft) = draft else { return self };
        let answers = draft.answers.iter().filter(|(who, _)| self.concerns(**who));
        let answers = answers.map(|(who, given)| (*who, given.clone())).collect();
        let needs = draft.needs.iter().filter(|(who, _)| self.has(**who));
        self.needs = needs.map(|(who, needs)| (*who, needs.clone())).collect();
        self.answers = answers;
        self
    }

    /// Its id.
    pub fn id(&self) -> EnrolmentId {
        self.submission.enrolment
    }

    /// Whether it consists of what the rule asks for, or an exception covers what it lacks.
    pub fn complete(&self, terms: &Terms) -> bool {
        let covers =
            |(kind, person): (Dispensation, PersonId)| kind.covers(person, &terms.rule, &self.members);
        terms.rule.complete(&self.members) || self.dispensation.is_some_and(covers)
    }

    /// Whether somebody is a member.
    pub fn has(&self, person: PersonId) -> bool {
        self.members.iter().any(|member| member.person == person)
    }

    /// Whether somebody is a member or answers for it.
    pub fn concerns(&self, person: PersonId) -> bool {
        self.contact == person || self.has(person)
    }

    /// The invitation with this id.
    pub fn invitation(&self, id: InvitationId) -> Option<&Invitation> {
        self.invitations.iter().find(|invitation| invitation.id == id)
    }

    /// The required questions that are not answered, with whose answer is missing where each member is asked.
    pub fn missing_answers(&self, terms: &Terms) -> Vec<(Option<PersonId>, QuestionCode)> {
        let required = terms.questions.iter().filter(|question| question.must_be_answered());
        required.flat_map(|question| self.unanswered(question)).collect()
    }

    /// Whose answer to a question is missing.
    pub(super) fn unanswered(&self, question: &EnrolmentQuestion) -> Vec<(Option<PersonId>, QuestionCode)> {
        let answered = |person: PersonId| {
            if question.kind.sensitive() {
                self.needs.contains_key(&person)
            } else {
                self.answers.get(&person).is_some_and(|given| given.answered.contains(&question.code))
            }
        };
        let members: Vec<PersonId> = self.members.iter().map(|member| member.person).collect();
        let missing = question.unanswered(self.contact, &members, answered).into_iter();
        missing.map(|person| (person, question.code.clone())).collect()
    }

    /// Takes over what a fact says of its people; what it says of its place is the register's to keep count of.
    pub(super) fn apply(&mut self, event: &Event) {
        match event {
            Event::MemberAdded { member, .. } => self.gain(member),
            Event::MemberReplaced { leaving, member, .. } => {
                // Somebody who only gets other roles stays who they are.
                if *leaving != member.person {
                    self.lose(*leaving);
                }
                self.gain(member);
            }
            Event::MemberWithdrawn { person, .. } => self.lose(*person),
            Event::DispensationGranted { kind, person, .. } => self.dispensation = Some((*kind, *person)),
            Event::DeputyNamed { member, deputy, sessions, .. } => {
                self.deputies.retain(|d| (d.member, d.deputy) != (*member, *deputy));
                let (member, deputy, sessions) = (*member, *deputy, sessions.clone());
                self.deputies.push(Deputyship { member, deputy, sessions });
            }
            Event::DeputyRemoved { member, deputy, .. } => {
                self.deputies.retain(|d| (d.member, d.deputy) != (*member, *deputy));
            }
            Event::MemberInvited { invitation, person, roles, until, .. } => {
                let (id, person, roles, until) = (*invitation, *person, roles.clone(), *until);
                self.invitations.push(Invitation { id, person, roles, until, reply: Reply::Open });
            }
            Event::InvitationAccepted { invitation, .. } => self.reply(*invitation, Reply::Accepted),
            Event::InvitationDeclined { invitation, .. } => self.reply(*invitation, Reply::Declined),
            Event::InvitationWithdrawn { invitation, .. } => self.reply(*invitation, Reply::Withdrawn),
            Event::ContactChanged { contact, .. } => self.contact = *contact,
            Event::AnswersGiven { person, answered, answers, .. } => {
                let given = Given { answered: answered.clone(), answers: answers.clone() };
                self.answers.insert(*person, given);
            }
            Event::NeedsStated { person, needs, .. } => {
                self.needs.insert(*person, needs.clone());
            }
            crate::facts_of_places!() => {}
            Event::Drafted(_) | Event::DraftDiscarded { .. } | Event::NeedsDisposed { .. } => {}
        }
    }

    fn reply(&mut self, id: InvitationId, reply: Reply) {
        for invitation in self.invitations.iter_mut().filter(|invitation| invitation.id == id) {
            invitation.reply = reply;
        }
    }

    /// Takes somebody out, with the deputies, the exception and the answers that were theirs alone.
    fn lose(&mut self, person: PersonId) {
        self.members.retain(|m| m.person != person);
        self.deputies.retain(|d| d.member != person);
        self.former.insert(person);
        self.needs.remove(&person);
        if self.contact != person {
            self.answers.remove(&person);
        }
        self.dispensation =
            self.dispensation.filter(|(kind, granted_for)| !kind.ends_with(*granted_for, person));
    }

    /// Takes somebody in, who is nobody's deputy from then on.
    fn gain(&mut self, member: &Member) {
        self.deputies.retain(|d| d.deputy != member.person);
        self.members.retain(|m| m.person != member.person);
        self.members.push(member.clone());
    }
}
