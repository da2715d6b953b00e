//! Which letters a fact calls for. Pure: a fact and the views go in, letters come out.
//!
//! A letter's id is made from what it is about, so the same fact calls for the same letter however
//! often it is read, and it is queued once.

mod enrolments;
mod hours;
mod reminders;
pub mod samples;

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use parvis_events::certificates;
use parvis_events::codec::Fact;
use parvis_events::ids::{EnrolmentId, InvitationId, LetterId, PersonId, ProgrammeId, RegisterId, SeminarId};
use parvis_events::letter::{Letter, LetterKind, Subject};
use parvis_events::register::{Channel, HandDecision, PassReason};
use parvis_events::time::{instant, local_date};
use parvis_events::{programme, register};
use parvis_projections::{Envelope, House};
use std::collections::{BTreeMap, BTreeSet};

use self::hours::by_day;
pub use self::reminders::{reminder, reminders_due};

/// A receipt or a decision is pointless this long after the fact: the matter has moved on.
const NEWS_DAYS: TimeDelta = TimeDelta::days(7);

/// The code under which a letter notes the local date of what it tells of.
pub const DECIDED_ON: &str = "decided-on";
/// The code under which a letter notes the invitation whose link it carries.
pub const INVITATION: &str = "invitation";

/// The letters that one fact calls for.
pub fn called_for(envelope: &Envelope, house: &House) -> Vec<Letter> {
    let writer = Writer { envelope, house };
    match &envelope.fact {
        Fact::Register(event) => {
            let home = house.register.home(RegisterId::new(envelope.stream_id));
            writer.register(home.programme, event)
        }
        Fact::Programme(
            programme::Event::SeminarRescheduled { seminar, .. }
            | programme::Event::SeminarMoved { seminar, .. }
            | programme::Event::SeminarCancelled { seminar, .. },
        ) => writer.change_notices(ProgrammeId::new(envelope.stream_id), *seminar),
        Fact::Certificates(
            certificates::Event::Issued(issue) | certificates::Event::Reissued { issue, .. },
        ) => {
            let subject = Subject { certificate: Some(issue.certificate), ..Subject::default() };
            let name = issue.certificate.to_string();
            vec![writer.letter(
                LetterKind::Certificate,
                ProgrammeId::new(envelope.stream_id),
                issue.person,
                &name,
                subject,
            )]
        }
        Fact::Programme(_)
        | Fact::Certificates(_)
        | Fact::Attendance(_)
        | Fact::Evaluation(_)
        | Fact::Person(_)
        | Fact::Letter(_)
        | Fact::Access(_) => Vec::new(),
    }
}

struct Writer<'a> {
    envelope: &'a Envelope,
    house: &'a House,
}

impl Writer<'_> {
    fn register(&self, programme: ProgrammeId, event: &register::Event) -> Vec<Letter> {
        use register::Event;
        match event {
            // Whoever sits in the room already needs no letter to say so.
            Event::Submitted(submission) if submission.via == Channel::Door => Vec::new(),
            Event::PlaceGranted { enrolment, .. } if self.came_in_by_the_door(*enrolment) => Vec::new(),
            Event::MemberReplaced { enrolment, .. } if self.meets_today(*enrolment) => Vec::new(),
            // Nor does whoever only gets other roles.
            Event::MemberReplaced { leaving, member, .. } if *leaving == member.person => Vec::new(),
            Event::Submitted(submission) => {
                let mut everyone: BTreeSet<PersonId> = submission.members.iter().map(|m| m.person).collect();
                everyone.insert(submission.contact);
                self.to(programme, LetterKind::Receipt, submission.enrolment, everyone, None)
            }
            Event::MemberAdded { enrolment, member } | Event::MemberReplaced { enrolment, member, .. } => {
                let kind =
                    if self.has_place(*enrolment) { LetterKind::Admitted } else { LetterKind::Receipt };
                self.to(programme, kind, *enrolment, BTreeSet::from([member.person]), None)
            }
            Event::MemberWithdrawn { enrolment, person, late, .. } => {
                let about = self.about(*enrolment);
                let subject =
                    Subject { enrolment: Some(*enrolment), person: Some(*person), ..Subject::default() };
                let mut letters =
                    vec![self.letter(LetterKind::Withdrawn, programme, *person, &about, subject)];
                if *late {
                    letters.extend(self.late_withdrawal(programme, *enrolment, *person));
                }
                letters
            }
            Event::SeatsHeld { enrolment, until, .. } => {
                self.to_contact(programme, LetterKind::Incomplete, *enrolment, Some(*until))
            }
            Event::PlaceGranted { enrolment, .. } | Event::OfferAccepted { enrolment } => {
                self.to(programme, LetterKind::Admitted, *enrolment, self.everyone(*enrolment), None)
            }
            Event::Queued { enrolment, .. } => {
                self.to(programme, LetterKind::Queued, *enrolment, self.everyone(*enrolment), None)
            }
            Event::PlaceOffered { enrolment, until, .. } => {
                self.to_contact(programme, LetterKind::Offered, *enrolment, Some(*until))
            }
            Event::OfferExpired { enrolment } => self.expired(programme, *enrolment, "offer"),
            Event::HoldExpired { enrolment } => self.expired(programme, *enrolment, "hold"),
            Event::Withdrawn { enrolment, .. } | Event::OfferDeclined { enrolment } => {
                self.to(programme, LetterKind::Withdrawn, *enrolment, self.everyone(*enrolment), None)
            }
            Event::DeputyNamed { enrolment, member, deputy, .. } => {
                let name = self.about(*enrolment);
                let subject =
                    Subject { enrolment: Some(*enrolment), person: Some(*member), ..Subject::default() };
                vec![self.letter(LetterKind::Deputy, programme, *deputy, &name, subject)]
            }
            Event::MemberInvited { enrolment, invitation, person, until, .. } => {
                vec![self.invitation(programme, *enrolment, *invitation, *person, *until)]
            }
            Event::InvitationDeclined { enrolment, invitation } => {
                self.invitation_declined(programme, *enrolment, *invitation)
            }
            Event::ContactChanged { enrolment, former, contact } => {
                self.contact_changed(programme, *enrolment, *former, *contact)
            }
            Event::Refused { enrolment } => {
                self.to(programme, LetterKind::Refused, *enrolment, self.everyone(*enrolment), None)
            }
            // Who is refused gets another letter, with the reason in it.
            Event::DecidedByHand {
                enrolment, decision: HandDecision::Admit | HandDecision::Offer, ..
            } => self.to_contact(programme, LetterKind::DecidedByHand, *enrolment, None),
            Event::PassedOver { enrolment, reason: PassReason::DecidedByHand, .. } => {
                self.to_contact(programme, LetterKind::PassedOver, *enrolment, None)
            }
            Event::TermsSet { .. }
            | Event::DecidedByHand { decision: HandDecision::Refuse, .. }
            | Event::Drafted(_)
            | Event::DraftDiscarded { .. }
            | Event::InvitationAccepted { .. }
            | Event::InvitationWithdrawn { .. }
            | Event::AnswersGiven { .. }
            | Event::NeedsStated { .. }
            | Event::NeedsDisposed { .. }
            | Event::DispensationGranted { .. }
            | Event::PassedOver { .. }
            | Event::AllocationReleased { .. }
            | Event::DeputyRemoved { .. } => Vec::new(),
        }
    }

    /// The colleague gets a link; it is named by the invitation, so each invitation is one letter.
    fn invitation(
        &self,
        programme: ProgrammeId,
        enrolment: EnrolmentId,
        invitation: InvitationId,
        person: PersonId,
        until: DateTime<Utc>,
    ) -> Letter {
        let codes = BTreeMap::from([(INVITATION.to_owned(), invitation.to_string())]);
        let subject = Subject { enrolment: Some(enrolment), until: Some(until), codes, ..Subject::default() };
        self.letter(LetterKind::Invitation, programme, person, &invitation.to_string(), subject)
    }

    /// The contact is told, who has to find somebody else.
    fn invitation_declined(
        &self,
        programme: ProgrammeId,
        enrolment: EnrolmentId,
        invitation: InvitationId,
    ) -> Vec<Letter> {
        let asked = self.house.register.invitations.get(&(invitation,)).map(|row| row.person);
        let until = self.house.register.enrolment(enrolment).and_then(|row| row.until);
        let mut letters = self.to_contact(programme, LetterKind::InvitationDeclined, enrolment, until);
        for letter in &mut letters {
            letter.subject.person = asked;
        }
        letters
    }

    /// Both are told: who no longer answers for the enrolment, and who does.
    fn contact_changed(
        &self,
        programme: ProgrammeId,
        enrolment: EnrolmentId,
        former: PersonId,
        contact: PersonId,
    ) -> Vec<Letter> {
        // Nobody has heard of a draft yet, so nobody is told who began it.
        if self.house.register.enrolment(enrolment).is_none() {
            return Vec::new();
        }
        let about = self.about(enrolment);
        let told = [(former, contact, "former"), (contact, former, "new")];
        told.into_iter()
            .map(|(to, other, side)| {
                let codes = BTreeMap::from([("side".to_owned(), side.to_owned())]);
                let subject =
                    Subject { enrolment: Some(enrolment), person: Some(other), codes, ..Subject::default() };
                self.letter(LetterKind::ContactChanged, programme, to, &about, subject)
            })
            .collect()
    }

    fn change_notices(&self, programme: ProgrammeId, seminar: SeminarId) -> Vec<Letter> {
        let Some(row) = self.house.programmes.seminars.get(&(seminar,)) else { return Vec::new() };
        let mut recipients: BTreeSet<PersonId> = self
            .house
            .register
            .expected_at(programme, seminar)
            .map(|participant| participant.person)
            .collect();
        let sessions: BTreeSet<_> =
            self.house.programmes.sessions_of(seminar).iter().map(|session| session.session).collect();
        let deputies = self.house.register.deputies.rows().filter(|row| sessions.contains(&row.session));
        recipients.extend(deputies.map(|row| row.deputy));
        // One decision can give a seminar both another day and another house: that is one piece of news,
        // so the letter is named by the instant of the decision and not by the fact.
        let name = format!("{seminar} {}", self.envelope.decided_at.to_rfc3339());
        recipients
            .into_iter()
            .map(|person| {
                let subject =
                    Subject { seminar: Some(seminar), sequence: row.sequence, ..Subject::default() };
                self.letter(LetterKind::ChangeNotice, programme, person, &name, subject)
            })
            .collect()
    }

    fn late_withdrawal(
        &self,
        programme: ProgrammeId,
        enrolment: EnrolmentId,
        person: PersonId,
    ) -> Vec<Letter> {
        let about = self.about(enrolment);
        let subject = Subject { enrolment: Some(enrolment), person: Some(person), ..Subject::default() };
        let coordinator = self.house.programmes.programmes.get(&(programme,)).map(|row| row.coordinator);
        let asked = asked_for_replacement(self.house, enrolment, person);
        let mut letters: Vec<Letter> = asked
            .into_iter()
            .map(|to| self.letter(LetterKind::ReplacementWanted, programme, to, &about, subject.clone()))
            .collect();
        let told =
            coordinator.map(|to| self.letter(LetterKind::LateWithdrawal, programme, to, &about, subject));
        letters.extend(told);
        letters
    }

    /// Tells the contact that time has run out: for completing (`hold`) or for answering (`offer`).
    fn expired(&self, programme: ProgrammeId, enrolment: EnrolmentId, cause: &str) -> Vec<Letter> {
        let mut letters = self.to_contact(programme, LetterKind::Expired, enrolment, None);
        for letter in &mut letters {
            letter.subject.codes.insert("cause".to_owned(), cause.to_owned());
            // Time runs out at midnight; the day that counts is the one that has just ended.
            if let Some(row) = self.house.programmes.programmes.get(&(programme,)) {
                let day = local_date(row.zone, self.envelope.decided_at - TimeDelta::minutes(1));
                letter.subject.codes.insert(DECIDED_ON.to_owned(), day.to_string());
            }
        }
        letters
    }

    fn to_contact(
        &self,
        programme: ProgrammeId,
        kind: LetterKind,
        enrolment: EnrolmentId,
        until: Option<DateTime<Utc>>,
    ) -> Vec<Letter> {
        let contact = self.house.register.enrolment(enrolment).map(|row| row.contact);
        self.to(programme, kind, enrolment, contact.into_iter().collect(), until)
    }

    fn to(
        &self,
        programme: ProgrammeId,
        kind: LetterKind,
        enrolment: EnrolmentId,
        recipients: BTreeSet<PersonId>,
        until: Option<DateTime<Utc>>,
    ) -> Vec<Letter> {
        let about = self.about(enrolment);
        recipients
            .into_iter()
            .map(|person| {
                let subject = Subject { enrolment: Some(enrolment), until, ..Subject::default() };
                self.letter(kind, programme, person, &about, subject)
            })
            .collect()
    }

    /// A letter named by its kind, its receiver and what it is about.
    fn letter(
        &self,
        kind: LetterKind,
        programme: ProgrammeId,
        recipient: PersonId,
        about: &str,
        subject: Subject,
    ) -> Letter {
        let until = subject.until;
        let decided_at = self.envelope.decided_at;
        let zone = self.house.programmes.programmes.get(&(programme,)).map_or(chrono_tz::UTC, |row| row.zone);
        let mut subject = subject;
        subject.codes.insert(DECIDED_ON.to_owned(), local_date(zone, decided_at).to_string());
        Letter {
            letter: LetterId::named(&[&programme.to_string(), kind.name(), &recipient.to_string(), about]),
            kind,
            recipient,
            programme,
            subject,
            due: by_day(zone, decided_at),
            pointless_after: Some(until.unwrap_or(decided_at + NEWS_DAYS)),
        }
    }

    /// An enrolment at this decision: a second offer to the same enrolment is another letter. Several facts of
    /// one decision are one piece of news: whoever completes an enrolment that thereby gets its place is told once.
    fn about(&self, enrolment: EnrolmentId) -> String {
        format!("{enrolment} {}", self.envelope.decided_at.to_rfc3339())
    }
}

/// Who is asked for a replacement: the contact, or the colleagues who stay when it is the contact who leaves.
pub fn asked_for_replacement(house: &House, enrolment: EnrolmentId, leaving: PersonId) -> BTreeSet<PersonId> {
    let Some(row) = house.register.enrolment(enrolment) else { return BTreeSet::new() };
    if row.contact != leaving {
        return BTreeSet::from([row.contact]);
    }
    let stay = house.register.participants.of(enrolment);
    stay.filter(|member| member.status == row.status).map(|member| member.person).collect()
}

/// The last instant of a local date so many days after another.
pub fn closing(zone: chrono_tz::Tz, from: chrono::NaiveDate, days: u16) -> DateTime<Utc> {
    let day = from.checked_add_days(Days::new(u64::from(days) + 1)).unwrap_or(from);
    instant(zone, day.and_time(NaiveTime::MIN))
}
