//! Drafts and handing in. Sources: rules "Pair", "Places are both-or-neither" and "Reference data".

use super::decisions::Desk;
use super::rejection::Rejection;
use super::{Channel, Event, PassReason, Pool, QueueReason, Situation, Submission};
use crate::geography;
use crate::ids::EnrolmentId;
use crate::participation::{Member, RequiredBefore};
use crate::time::local_date;
use crate::values::{Line, MunicipalityCode, QuestionCode};

impl Desk<'_> {
    pub(super) fn draft(&self, submission: Submission) -> Result<Vec<Event>, Rejection> {
        let same =
            |found: &super::Enrolment| found.submission == submission && found.contact == submission.contact;
        if let Some(found) = self.known(&submission)? {
            if found.situation != Situation::Draft && found.submission == submission {
                return Ok(vec![]);
            }
            if found.situation != Situation::Draft {
                return Err(Rejection::AlreadySubmitted { reference: found.submission.reference.clone() });
            }
            if same(found) {
                return Ok(vec![]);
            }
        }
        self.check_time(submission.via)?;
        self.check_municipality(&submission)?;
        self.check_members(&submission)?;
        Ok(vec![Event::Drafted(submission)])
    }

    pub(super) fn discard(&self, id: EnrolmentId) -> Result<Vec<Event>, Rejection> {
        if self.state.discarded(id) {
            return Ok(vec![]);
        }
        let found = self.find(id)?;
        if found.situation != Situation::Draft {
            return Err(Rejection::NotADraft { reference: found.submission.reference.clone() });
        }
        Ok(vec![Event::DraftDiscarded { enrolment: id }])
    }

    pub(super) fn submit(&self, submission: Submission) -> Result<Vec<Event>, Rejection> {
        if let Some(found) = self.known(&submission)?.filter(|found| found.situation != Situation::Draft) {
            return if found.submission == submission {
                Ok(vec![])
            } else {
                Err(Rejection::AlreadySubmitted { reference: submission.reference })
            };
        }
        self.check_time(submission.via)?;
        self.check_municipality(&submission)?;
        if submission.members.is_empty() {
            return Err(Rejection::NoMembers);
        }
        self.check_members(&submission)?;
        if submission.members.iter().any(|member| member.roles.is_empty()) {
            return Err(Rejection::NoRole);
        }
        self.check_answers(&submission)?;
        let (enrolment, county) = (submission.enrolment, submission.county.clone());
        let complete = self.terms.rule.complete(&submission.members);
        let at_the_door = submission.via == Channel::Door;
        let mut facts = vec![Event::Submitted(submission)];
        match self.state.free_pool(self.terms, &county) {
            Some(pool) if complete => {
                facts.extend(self.waiting_for(&pool).map(|ahead| Event::PassedOver {
                    enrolment: ahead.id(),
                    in_favour_of: enrolment,
                    reason: PassReason::Incomplete,
                }));
                facts.push(Event::PlaceGranted { enrolment, pool });
            }
            Some(pool) if self.waiting_for(&pool).next().is_some() => {
                facts.push(Event::Queued { enrolment, reason: QueueReason::OthersWait });
            }
            Some(pool) => facts.push(self.hold(enrolment, pool)),
            // Whoever stands at the door sits down or does not; nobody waits there.
            None if at_the_door => return Err(Rejection::NoFreePlace { places: self.terms.places }),
            None => {
                facts.push(Event::Queued { enrolment, reason: self.state.queue_reason(self.terms) });
            }
        }
        Ok(facts)
    }

    /// Those who wait for a place of this pool: incomplete ones, for the others have been offered it. Nobody waits any
    /// more when there is nothing left to come to.
    fn waiting_for<'a>(&'a self, pool: &'a Pool) -> impl Iterator<Item = &'a super::Enrolment> {
        let over = self.terms.over(self.now);
        self.state.waiting_for(self.terms, pool).filter(move |_| !over)
    }

    /// The enrolment or draft of this id, if there is one; no other may have its reference.
    fn known(&self, submission: &Submission) -> Result<Option<&super::Enrolment>, Rejection> {
        let by_id = self.state.enrolment(submission.enrolment);
        let by_reference = self.state.referenced(&submission.reference);
        match (by_id, by_reference) {
            (_, Some(other)) if other.id() != submission.enrolment => {
                Err(Rejection::AlreadySubmitted { reference: submission.reference.clone() })
            }
            (found, _) => Ok(found),
        }
    }

    /// Whether it is the time to enrol. What the coordinator enters from paper may come in after closing: it is the
    /// organiser's to say whether it still counts; so may whoever has come to the meeting itself.
    fn check_time(&self, via: Channel) -> Result<(), Rejection> {
        let today = local_date(self.terms.zone, self.now);
        if today < self.terms.enrolment.from {
            return Err(Rejection::NotYetOpen { opens: self.terms.enrolment.from });
        }
        match via {
            Channel::Paper | Channel::Door => Ok(()),
            Channel::Contact | Channel::Member | Channel::File if self.terms.over(self.now) => {
                Err(Rejection::Over)
            }
            Channel::Contact | Channel::Member | Channel::File if today > self.terms.enrolment.to => {
                Err(Rejection::Closed { closed: self.terms.enrolment.to })
            }
            // A row of a file tells of the instant it happened; enrolment may have been closed since.
            Channel::Contact | Channel::Member if self.terms.closed => Err(Rejection::ClosedByOrganiser),
            Channel::Contact | Channel::Member | Channel::File => Ok(()),
        }
    }

    fn check_municipality(&self, submission: &Submission) -> Result<(), Rejection> {
        let today = local_date(self.terms.zone, self.now);
        let code = &submission.municipality;
        let Some(found) = geography::municipality(self.terms.country, code, today) else {
            return Err(Rejection::UnknownMunicipality(code.clone()));
        };
        let county = submission.county.clone();
        if found.county_code != county {
            return Err(Rejection::WrongCounty { municipality: code.clone(), county });
        }
        if !self.terms.invited.is_empty() && !self.terms.invited.contains(code) {
            return Err(Rejection::MunicipalityNotInvited(code.clone()));
        }
        if !self.terms.allocations.is_empty() && !self.terms.allocations.contains_key(&county) {
            return Err(Rejection::NotInvited(county));
        }
        match self.enrolled(code) {
            Some(reference) => Err(Rejection::MunicipalityAlreadyEnrolled { reference }),
            None => Ok(()),
        }
    }

    /// The enrolment a municipality has, where it can have only one. One that took over others has theirs, and one
    /// that became part of another has that one's.
    pub(super) fn enrolled(&self, code: &MunicipalityCode) -> Option<Line> {
        if !self.terms.rule.one_per_municipality() {
            return None;
        }
        let today = local_date(self.terms.zone, self.now);
        let now = |code| geography::code_on(self.terms.country, code, today);
        let mut active = self.state.enrolments().filter(|other| other.situation.active());
        let other = active.find(|other| now(&other.submission.municipality) == now(code));
        other.map(|other| other.submission.reference.clone())
    }

    fn check_members(&self, submission: &Submission) -> Result<(), Rejection> {
        let mut seen = Vec::new();
        for member in &submission.members {
            if seen.contains(&member.person) {
                return Err(Rejection::PersonAlreadyEnrolled { reference: submission.reference.clone() });
            }
            seen.push(member.person);
            self.check_known_roles(member)?;
            self.check_free(member.person, submission.enrolment)?;
        }
        self.check_seats(submission.members.len())
    }

    pub(super) fn check_roles(&self, member: &Member) -> Result<(), Rejection> {
        if member.roles.is_empty() {
            return Err(Rejection::NoRole);
        }
        self.check_known_roles(member)
    }

    fn check_known_roles(&self, member: &Member) -> Result<(), Rejection> {
        match member.roles.iter().find(|role| !self.terms.roles.contains(role)) {
            Some(unknown) => Err(Rejection::UnknownRole(unknown.clone())),
            None => Ok(()),
        }
    }

    pub(super) fn check_seats(&self, members: usize) -> Result<(), Rejection> {
        let seats = self.terms.rule.seats_per_place();
        if members > usize::try_from(seats).unwrap_or(usize::MAX) {
            return Err(Rejection::TooManyMembers { seats });
        }
        Ok(())
    }

    /// Whether what must be answered before handing in was, while it was a draft. Nobody can be asked back about
    /// what stood on a paper or in a file.
    fn check_answers(&self, submission: &Submission) -> Result<(), Rejection> {
        let first = |question: &&crate::participation::EnrolmentQuestion| {
            question.required_before == Some(RequiredBefore::Submission)
        };
        if submission.via.on_behalf() || !self.terms.questions.iter().any(|question| first(&question)) {
            return Ok(());
        }
        let draft = self.state.enrolment(submission.enrolment);
        let handed_in = super::Enrolment::new(submission, Situation::Queued).after_draft(draft);
        let questions: Vec<QuestionCode> = self
            .terms
            .questions
            .iter()
            .filter(first)
            .filter(|question| !handed_in.unanswered(question).is_empty())
            .map(|question| question.code.clone())
            .collect();
        if questions.is_empty() { Ok(()) } else { Err(Rejection::AnswersMissing { questions }) }
    }
}
