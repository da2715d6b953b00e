//! What a letter of a kind would say, before anybody is about to get it: with invented people, who enrol, wait, leave and
//! are certified in a copy of the views. The facts are of the same types, and the letters are called for by the same
//! policy, so a sample says what the real one will.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use parvis_events::codec::Fact;
use parvis_events::geography::{self, Municipality};
use parvis_events::ids::{
    CertificateId, EnrolmentId, InvitationId, LetterId, PersonId, RegisterId, SeminarId,
};
use parvis_events::letter::{Letter, LetterKind, Subject};
use parvis_events::participation::{Member, ParticipationRule};
use parvis_events::personal::{PersonDetails, Personal};
use parvis_events::programme::{EvaluationForm, Participation};
use parvis_events::register::{Channel, Event, HandDecision, PassReason, Pool, QueueReason, Submission};
use parvis_events::time::local_date;
use parvis_events::values::{CountyCode, Language, Line, RoleCode};
use parvis_events::{certificates, evaluation, person};
use parvis_projections::programmes::ProgrammeRow;
use parvis_projections::{Envelope, House};
use uuid::Uuid;

use super::called_for;

/// How long an offer, a hold and an evaluation last in a sample.
const DAYS: TimeDelta = TimeDelta::days(14);
/// What a sample says was offered and attended, where the programme has no sessions yet, in minutes.
const OFFERED: u32 = 3_450;

/// Every kind of letter, in the order a participant may meet them.
pub const KINDS: [LetterKind; 20] = [
    LetterKind::Receipt,
    LetterKind::Invitation,
    LetterKind::InvitationDeclined,
    LetterKind::Incomplete,
    LetterKind::Admitted,
    LetterKind::Queued,
    LetterKind::Offered,
    LetterKind::Expired,
    LetterKind::DecidedByHand,
    LetterKind::PassedOver,
    LetterKind::Refused,
    LetterKind::ContactChanged,
    LetterKind::Withdrawn,
    LetterKind::ReplacementWanted,
    LetterKind::LateWithdrawal,
    LetterKind::Deputy,
    LetterKind::SeminarReminder,
    LetterKind::ChangeNotice,
    LetterKind::EvaluationRequest,
    LetterKind::Certificate,
];

/// What a sample is wanted of.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The programme, as it is known.
    pub programme: &'a ProgrammeRow,
    /// The kind of letter.
    pub kind: LetterKind,
    /// The language its receiver reads.
    pub language: Language,
    /// What the coordinator gives as a reason in it.
    pub reason: String,
    /// The present moment.
    pub now: DateTime<Utc>,
}

/// A letter to somebody invented, with the views that know of them.
#[derive(Debug)]
pub struct Sample {
    /// The views.
    pub house: House,
    /// The letter.
    pub letter: Letter,
}

/// Whether letters of a kind ever go out in a programme: where people take part by themselves nobody has a colleague to
/// invite, to wait for or to replace.
pub fn goes_out(programme: &ProgrammeRow, kind: LetterKind) -> bool {
    let of_several = matches!(
        kind,
        LetterKind::Invitation
            | LetterKind::InvitationDeclined
            | LetterKind::Incomplete
            | LetterKind::ReplacementWanted
            | LetterKind::LateWithdrawal
    );
    !(of_several && alone(programme))
}

fn participation(programme: &ProgrammeRow) -> Option<Participation> {
    programme.participation.clone().and_then(|value| serde_json::from_value(value).ok())
}

/// Whether people take part by themselves.
fn alone(programme: &ProgrammeRow) -> bool {
    let rule = participation(programme).map(|known| known.rule);
    matches!(rule, Some(ParticipationRule::Individual | ParticipationRule::OpenMeeting))
}

/// A sample of a letter; absent where none ever goes out, or the programme has
/// nothing yet that it could be about, such as a seminar.
pub fn sample(house: &House, wanted: &Wanted<'_>) -> Option<Sample> {
    if !goes_out(wanted.programme, wanted.kind) {
        return None;
    }
    let mut stage = Stage { house: house.clone(), letters: Vec::new(), told: 0, wanted };
    for name in ["Alva", "Bo", "Cilla"] {
        stage.introduce(name);
    }
    stage.play()?;
    let found = stage.letters.iter().find(|letter| letter.kind == wanted.kind).cloned();
    let mut letter = found.or_else(|| stage.about_seminar())?;
    if stage.house.people.get(letter.recipient).is_none_or(|row| row.family_name != family(wanted.language)) {
        // What goes to the coordinator is read here in every language, not just in theirs.
        letter.recipient = person("Alva");
    }
    Some(Sample { house: stage.house, letter })
}

/// The family name of everybody in a sample; no municipality employs one of these.
const fn family(language: Language) -> &'static str {
    match language {
        Language::Swedish => "Exempel",
        Language::Bokmal => "Eksempel",
        Language::English => "Example",
    }
}

fn person(name: &str) -> PersonId {
    PersonId::named(&["sample", name])
}

struct Stage<'a> {
    house: House,
    letters: Vec<Letter>,
    told: i64,
    wanted: &'a Wanted<'a>,
}

impl Stage<'_> {
    fn tell(&mut self, stream_id: Uuid, fact: Fact) {
        self.told += 1;
        let envelope = Envelope {
            position: self.told,
            stream_id,
            recorded_at: self.wanted.now,
            decided_at: self.wanted.now,
            actor: "sample".to_owned(),
            correlation: Uuid::nil(),
            fact,
        };
        self.house.fold([&envelope]);
        self.letters.extend(called_for(&envelope, &self.house));
    }

    fn introduce(&mut self, name: &str) {
        let details = PersonDetails {
            reference: String::new(),
            given_name: name.to_owned(),
            family_name: family(self.wanted.language).to_owned(),
            title: String::new(),
            email: format!("{}@kommun.example", name.to_lowercase()),
            phone: String::new(),
        };
        let known = person::Event::Registered {
            person: person(name),
            details: Personal::Clear(details),
            language: self.wanted.language,
        };
        self.tell(person(name).uuid(), Fact::Person(known));
    }

    fn happens(&mut self, event: Event) {
        let programme = self.wanted.programme.programme;
        let meeting = self.house.register.registers_of(programme).next().map(|terms| terms.register);
        let register = meeting.unwrap_or(RegisterId::new(programme.uuid()));
        self.tell(register.uuid(), Fact::Register(event));
    }

    /// Lets happen what calls for the letter.
    fn play(&mut self) -> Option<()> {
        let enrolment = EnrolmentId::named(&["sample"]);
        let until = self.wanted.now + DAYS;
        let (contact, colleague) = (person("Alva"), person("Bo"));
        let reason = || Personal::Clear(self.wanted.reason.clone());
        let by_hand = |decision| Event::DecidedByHand { enrolment, decision, contact, reason: reason() };
        let queued = Event::Queued { enrolment, reason: QueueReason::ProgrammeFull };
        let granted = Event::PlaceGranted { enrolment, pool: Pool::Common };
        let held = Event::SeatsHeld { enrolment, pool: Pool::Common, until };
        let invitation = InvitationId::new(Uuid::nil());
        let invited = Event::MemberInvited {
            enrolment,
            invitation,
            person: colleague,
            roles: self.roles().1.into_iter().collect(),
            until,
        };
        let alone_here = alone(self.wanted.programme);
        let both = self.submission(enrolment, !alone_here)?;
        let alone = self.submission(enrolment, false)?;
        let leaves = Event::MemberWithdrawn { enrolment, person: colleague, late: true, reason: None };
        let events = match self.wanted.kind {
            LetterKind::Receipt => vec![both],
            LetterKind::Invitation => vec![alone, held, invited],
            LetterKind::InvitationDeclined => {
                vec![alone, held, invited, Event::InvitationDeclined { enrolment, invitation }]
            }
            LetterKind::Incomplete => vec![alone, held],
            LetterKind::Expired if alone_here => {
                let offered = Event::PlaceOffered { enrolment, pool: Pool::Common, until };
                vec![both, queued, offered, Event::OfferExpired { enrolment }]
            }
            LetterKind::Expired => vec![alone, held, Event::HoldExpired { enrolment }],
            LetterKind::Queued => vec![both, queued],
            LetterKind::Offered => {
                vec![both, queued, Event::PlaceOffered { enrolment, pool: Pool::Common, until }]
            }
            LetterKind::DecidedByHand => vec![both, queued, by_hand(HandDecision::Admit), granted],
            LetterKind::PassedOver => {
                let reason = PassReason::DecidedByHand;
                vec![both, queued, Event::PassedOver { enrolment, in_favour_of: enrolment, reason }]
            }
            LetterKind::Refused => {
                vec![both, queued, by_hand(HandDecision::Refuse), Event::Refused { enrolment }]
            }
            LetterKind::ContactChanged => {
                vec![both, Event::ContactChanged { enrolment, former: contact, contact: colleague }]
            }
            LetterKind::Withdrawn => vec![both, granted, Event::Withdrawn { enrolment, late: false }],
            LetterKind::ReplacementWanted | LetterKind::LateWithdrawal => vec![both, granted, leaves],
            LetterKind::Deputy => {
                let seminar = self.seminar()?;
                let sessions: BTreeSet<_> =
                    self.house.programmes.sessions_of(seminar).iter().map(|one| one.session).collect();
                let (deputy, member) = (person("Cilla"), if alone_here { contact } else { colleague });
                vec![both, granted, Event::DeputyNamed { enrolment, member, deputy, sessions }]
            }
            LetterKind::Admitted
            | LetterKind::SeminarReminder
            | LetterKind::ChangeNotice
            | LetterKind::EvaluationRequest
            | LetterKind::Certificate => vec![both, granted],
        };
        for event in events {
            self.happens(event);
        }
        if self.wanted.kind == LetterKind::Certificate {
            self.certify();
        }
        if self.wanted.kind == LetterKind::EvaluationRequest {
            self.evaluate();
        }
        Some(())
    }

    /// The role of each of the two: in a pair the first that fills its place.
    fn roles(&self) -> (Option<RoleCode>, Option<RoleCode>) {
        let Some(known) = participation(self.wanted.programme) else { return (None, None) };
        match &known.rule {
            ParticipationRule::Pair { requirements } => {
                let of = |at: usize| requirements.get(at).and_then(|one| one.any_of.first().cloned());
                (of(0), of(1))
            }
            ParticipationRule::Team { .. }
            | ParticipationRule::Individual
            | ParticipationRule::OpenMeeting => {
                let of = |at: usize| known.roles.get(at).map(|role| role.code.clone());
                (of(0), of(1).or_else(|| of(0)))
            }
        }
    }

    fn submission(&self, enrolment: EnrolmentId, both: bool) -> Option<Event> {
        let place = self.municipality()?;
        let (first, second) = self.roles();
        let member = |name: &str, role: Option<RoleCode>| Member {
            person: person(name),
            roles: role.into_iter().collect(),
        };
        let mut members = vec![member("Alva", first)];
        if both {
            members.push(member("Bo", second));
        }
        Some(Event::Submitted(Submission {
            enrolment,
            reference: self.number()?,
            municipality: place.code.clone(),
            county: place.county_code.clone(),
            contact: person("Alva"),
            members,
            via: Channel::default(),
        }))
    }

    /// The number of an enrolment or a certificate.
    fn number(&self) -> Option<Line> {
        format!("{}-1", family(self.wanted.language).to_uppercase()).parse().ok()
    }

    /// A municipality that could enrol: an invited one, else of a partner region, else of the country.
    fn municipality(&self) -> Option<&'static Municipality> {
        let (programme, country) = (self.wanted.programme.programme, self.wanted.programme.country);
        let mut invited = self.house.programmes.invited.rows().filter(|row| row.programme == programme);
        if let Some(row) = invited.next() {
            return geography::current(country, &row.municipality);
        }
        let partners = self.house.programmes.partners.rows().filter(|row| row.programme == programme);
        let of_partners = partners.map(|row| row.county.clone()).next();
        let any = || (1..=99).filter_map(|code| format!("{code:02}").parse::<CountyCode>().ok());
        of_partners
            .into_iter()
            .chain(any())
            .find_map(|county| geography::in_county(country, &county).first().copied())
    }

    /// The next seminar, or the last.
    fn seminar(&self) -> Option<SeminarId> {
        let programme = self.wanted.programme;
        let today = local_date(programme.zone, self.wanted.now);
        let mut held = self.house.programmes.seminars_of(programme.programme);
        held.retain(|row| !row.cancelled);
        held.sort_by_key(|row| (row.ends_on < today, row.starts_on));
        held.first().map(|row| row.seminar)
    }

    fn certify(&mut self) {
        let programme = self.wanted.programme;
        let sessions: u32 = self
            .house
            .programmes
            .seminars_of(programme.programme)
            .into_iter()
            .flat_map(|seminar| self.house.programmes.sessions_of(seminar.seminar))
            .map(|session| u32::try_from((session.ends - session.starts).num_minutes()).unwrap_or(0))
            .sum();
        let offered = if sessions == 0 { OFFERED } else { sessions };
        let Some(number) = self.number() else { return };
        let issue = certificates::Issue {
            certificate: CertificateId::named(&["sample"]),
            number,
            person: person("Alva"),
            date: local_date(programme.zone, self.wanted.now),
            minutes_attended: offered - offered / 10,
            minutes_offered: offered,
            // The letter encloses the document and repeats nothing of it but the hours.
            snapshot: Personal::Erased,
        };
        let event = certificates::Event::Issued(issue);
        self.tell(programme.programme.uuid(), Fact::Certificates(event));
    }

    /// Opens the evaluation of the seminar, unless it has been.
    fn evaluate(&mut self) {
        let programme = self.wanted.programme;
        let Some(seminar) = self.seminar() else { return };
        if self.house.evaluations.of(programme.programme).any(|row| row.seminar == Some(seminar)) {
            return;
        }
        let event = evaluation::Event::Opened {
            programme: programme.programme,
            seminar: Some(seminar),
            form: EvaluationForm { questions: Vec::new(), least_group: 5, open_days: 14 },
            invited: 2,
            closes: self.wanted.now + DAYS,
        };
        self.tell(seminar.uuid(), Fact::Evaluation(event));
    }

    /// A letter that no single fact calls for: it is about a seminar, and time or a change brings it.
    fn about_seminar(&self) -> Option<Letter> {
        let subject =
            Subject { seminar: Some(self.seminar()?), codes: BTreeMap::new(), ..Subject::default() };
        Some(Letter {
            letter: LetterId::named(&["sample", self.wanted.kind.name()]),
            kind: self.wanted.kind,
            recipient: person("Alva"),
            programme: self.wanted.programme.programme,
            subject,
            due: self.wanted.now,
            pointless_after: None,
        })
    }
}
