//! KKN with enrolment open and nobody in it yet, and what is told to its register.

use parvis::clock::Clock;
use parvis::demo::Input;
use parvis::intake;
use parvis::office::Office;
use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::participation::Member;
use parvis_events::person::{Command as PersonCommand, Person, PersonDetailsGiven};
use parvis_events::personal::PersonDetails;
use parvis_events::register::{Channel, Command, Register, Submission, Terms};
use parvis_events::values::{Language, Line, RoleCode};
use tempfile::TempDir;
use uuid::Uuid;

use crate::mail::{self, Mail};
use crate::support::played::{example, settings};
use crate::support::{self, TestDatabase};

/// An office with the programme, and people who are known.
pub struct Flow {
    pub office: Office,
    pub register: Uuid,
    pub home: TempDir,
    pub database: TestDatabase,
}

impl Flow {
    /// Sets the programme up, and makes these people known.
    pub async fn with(names: &[&str]) -> Self {
        let (database, home) = (support::database().await, tempfile::tempdir().unwrap());
        let clock = Clock::simulated("2018-02-06T09:00:00Z".parse().unwrap());
        let office = Office::open(database.pool.clone(), &settings(home.path(), clock)).await.unwrap();
        let input = Input::read(&example("kkn-2018")).unwrap();
        let (set_up, cause) = (&input.programme, office.cause("import"));
        intake::programme(&office.handle, set_up.id, &set_up.people, &set_up.set_up, &cause).await.unwrap();
        office.settle().await.unwrap();
        for name in names {
            know(&office, name).await;
        }
        Self { office, register: input.programme.id.uuid(), home, database }
    }

    /// Has the register decide something, and everything follow from it.
    pub async fn tell(&self, command: Command) {
        let cause = self.office.cause("account:samordnare");
        self.office.handle.run::<Register>(self.register, command, &cause).await.unwrap();
        self.office.settle().await.unwrap();
    }

    /// Hands in an enrolment with these members and their roles.
    pub async fn submit(&self, reference: &str, municipality: &str, contact: &str, members: &[(&str, &str)]) {
        let member =
            |(name, code): &(&str, &str)| Member { person: person(name), roles: [role(code)].into() };
        let submission = Submission {
            enrolment: enrolment(reference),
            reference: reference.parse::<Line>().unwrap(),
            municipality: municipality.parse().unwrap(),
            county: municipality[..2].parse().unwrap(),
            contact: person(contact),
            members: members.iter().map(member).collect(),
            via: Channel::Member,
        };
        self.tell(Command::Submit(submission)).await;
    }

    /// The terms that the register runs by.
    pub async fn terms(&self) -> Terms {
        let (state, _) = self.office.handle.load::<Register>(self.register).await.unwrap();
        state.terms.unwrap().as_ref().clone()
    }

    /// Has the register run by other places, common to all.
    pub async fn with_places(&self, places: u32) -> Terms {
        let mut terms = self.terms().await;
        (terms.places, terms.release) = (places, None);
        terms.allocations.clear();
        self.tell(Command::SetTerms(terms.clone())).await;
        terms
    }

    /// Sends what is due, and gives every letter that was ever sent.
    pub async fn send(&self) -> Vec<Mail> {
        let now = self.office.clock.now();
        self.office.outbox.send_due(now, now).await.unwrap();
        mail::all(&self.home.path().join("letters"))
    }
}

pub fn person(name: &str) -> PersonId {
    PersonId::named(&["a flow", name])
}

pub fn enrolment(name: &str) -> EnrolmentId {
    EnrolmentId::named(&["a flow", name])
}

pub fn role(name: &str) -> RoleCode {
    name.parse().unwrap()
}

/// The letters of a kind.
pub fn of<'a>(mails: &'a [Mail], kind: &str) -> Vec<&'a Mail> {
    mails.iter().filter(|mail| mail.kind == kind).collect()
}

async fn know(office: &Office, name: &str) {
    let details = PersonDetails {
        reference: String::new(),
        given_name: name.to_owned(),
        family_name: "Flödesson".to_owned(),
        title: "Chef".to_owned(),
        email: format!("{}@kommun.example", name.to_lowercase()),
        phone: String::new(),
    };
    let command = PersonCommand::Register {
        person: person(name),
        details: PersonDetailsGiven(details),
        language: Language::Swedish,
    };
    office.handle.run::<Person>(person(name).uuid(), command, &office.cause("test")).await.unwrap();
}
