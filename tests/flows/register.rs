//! The register from end to end: invitations, contact, decisions by hand, needs, and why it all came so.

use std::path::Path;

use parvis::clock::Clock;
use parvis::demo::Input;
use parvis::intake;
use parvis::needs::{self, Stated};
use parvis::office::Office;
use parvis::schedule::Job;
use parvis::why::{self, Explained};
use parvis_events::ids::{EnrolmentId, InvitationId, PersonId, RegisterId};
use parvis_events::participation::{Asked, EnrolmentQuestion, Member, Needs, QuestionKind};
use parvis_events::person::{Command as PersonCommand, ErasureDecision, Person, PersonDetailsGiven};
use parvis_events::personal::{PersonDetails, Personal};
use parvis_events::register::{Channel, Command, Event, HandDecision, Register, Submission};
use parvis_events::values::{Language, Line};
use parvis_log::Revision;
use parvis_words::Language as Tongue;
use sqlx::PgPool;
use uuid::Uuid;

use crate::mail::{self, Mail};
use crate::support;
use crate::support::played::{example, settings};

/// KKN with enrolment open and nobody in it.
async fn office(pool: &PgPool, home: &Path) -> (Office, Uuid) {
    let clock = Clock::simulated("2018-02-06T09:00:00Z".parse().unwrap());
    let office = Office::open(pool.clone(), &settings(home, clock)).await.unwrap();
    let input = Input::read(&example("kkn-2018")).unwrap();
    let programme = input.programme.id;
    let cause = office.cause("import");
    intake::programme(&office.handle, programme, &input.programme.people, &input.programme.set_up, &cause)
        .await
        .unwrap();
    office.settle().await.unwrap();
    (office, programme.uuid())
}

fn person(name: &str) -> PersonId {
    PersonId::named(&["a flow", name])
}

fn enrolment(name: &str) -> EnrolmentId {
    EnrolmentId::named(&["a flow", name])
}

fn role(name: &str) -> parvis_events::values::RoleCode {
    name.parse().unwrap()
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

fn submission(reference: &str, municipality: &str, contact: &str, members: &[(&str, &str)]) -> Submission {
    Submission {
        enrolment: enrolment(reference),
        reference: reference.parse::<Line>().unwrap(),
        municipality: municipality.parse().unwrap(),
        county: municipality[..2].parse().unwrap(),
        contact: person(contact),
        members: members
            .iter()
            .map(|(name, code)| Member { person: person(name), roles: [role(code)].into() })
            .collect(),
        via: Channel::Member,
    }
}

async fn tell(office: &Office, register: Uuid, command: Command) {
    office.handle.run::<Register>(register, command, &office.cause("account:samordnare")).await.unwrap();
    office.settle().await.unwrap();
}

async fn send(office: &Office, home: &Path) -> Vec<Mail> {
    let now = office.clock.now();
    office.outbox.send_due(now, now).await.unwrap();
    mail::all(&home.join("letters"))
}

fn of<'a>(mails: &'a [Mail], kind: &str) -> Vec<&'a Mail> {
    mails.iter().filter(|mail| mail.kind == kind).collect()
}

#[tokio::test]
async fn a_manager_enrols_and_invites_the_colleague_who_joins_by_the_link() {
    let (database, home) = (support::database().await, tempfile::tempdir().unwrap());
    let (office, register) = office(&database.pool, home.path()).await;
    for name in ["Anna", "Bo"] {
        know(&office, name).await;
    }
    tell(&office, register, Command::Submit(submission("F-1", "1281", "Anna", &[("Anna", "culture")]))).await;
    let invitation = InvitationId::named(&["a flow", "Bo"]);
    let invite = Command::InviteMember {
        enrolment: enrolment("F-1"),
        invitation,
        person: person("Bo"),
        roles: [role("business")].into(),
    };
    tell(&office, register, invite).await;

    let mails = send(&office, home.path()).await;
    let letters = of(&mails, "invitation");
    assert_eq!(letters.len(), 1);
    assert_eq!(
        (letters[0].name.as_str(), letters[0].address.as_str()),
        ("Bo Flödesson", "bo@kommun.example")
    );
    let text = &letters[0].text;
    assert!(text.contains("Anna Flödesson") && text.contains("Lund"), "{text}");
    let link = text.split_whitespace().find(|word| word.contains("/invitation/")).expect(text);
    let token = link.rsplit('/').next().unwrap();
    assert_eq!(office.links.read(token), Some(invitation));
    assert_eq!(office.links.invitation(invitation), link);
    // The database holds the invitation and nothing that opens it.
    let kept = office.runner.house().await.house.clone();
    let row = kept.register.invitations.get(&(invitation,)).unwrap().clone();
    assert!(!format!("{row:?}").contains(token));

    let accept = Command::AcceptInvitation { enrolment: row.enrolment, invitation };
    tell(&office, register, accept.clone()).await;
    let before = office.log.head().await.unwrap().position;
    tell(&office, register, accept).await;
    assert_eq!(office.log.head().await.unwrap().position, before, "said again, nothing changes");
    let mails = send(&office, home.path()).await;
    let admitted: Vec<&str> = of(&mails, "admitted").iter().map(|mail| mail.name.as_str()).collect();
    assert_eq!(admitted.len(), 2, "{admitted:?}");
    assert!(admitted.contains(&"Anna Flödesson") && admitted.contains(&"Bo Flödesson"));
}

#[tokio::test]
async fn whoever_invited_a_colleague_is_told_that_the_colleague_says_no() {
    let (database, home) = (support::database().await, tempfile::tempdir().unwrap());
    let (office, register) = office(&database.pool, home.path()).await;
    for name in ["Anna", "Bo"] {
        know(&office, name).await;
    }
    tell(&office, register, Command::Submit(submission("F-1", "1281", "Anna", &[("Anna", "culture")]))).await;
    let (id, invitation) = (enrolment("F-1"), InvitationId::named(&["a flow", "Bo"]));
    let roles = [role("business")].into();
    tell(&office, register, Command::InviteMember { enrolment: id, invitation, person: person("Bo"), roles })
        .await;
    tell(&office, register, Command::DeclineInvitation { enrolment: id, invitation }).await;
    let mails = send(&office, home.path()).await;
    let told = of(&mails, "invitation-declined");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].name, "Anna Flödesson");
    assert!(told[0].text.contains("Bo Flödesson har tackat nej"), "{}", told[0].text);
}

#[tokio::test]
async fn a_new_contact_and_a_refusal_are_told_to_those_concerned() {
    let (database, home) = (support::database().await, tempfile::tempdir().unwrap());
    let (office, register) = office(&database.pool, home.path()).await;
    for name in ["Anna", "Cecilia"] {
        know(&office, name).await;
    }
    tell(&office, register, Command::Submit(submission("F-1", "1281", "Anna", &[("Anna", "culture")]))).await;
    let contact = person("Cecilia");
    tell(&office, register, Command::ChangeContact { enrolment: enrolment("F-1"), contact }).await;
    let mails = send(&office, home.path()).await;
    let told = of(&mails, "contact-changed");
    assert_eq!(told.len(), 2);
    let to = |name: &str| told.iter().find(|mail| mail.name.starts_with(name)).unwrap().text.clone();
    assert!(to("Anna").contains("Från och med nu är Cecilia Flödesson kontaktperson"), "{}", to("Anna"));
    assert!(to("Cecilia").contains("i stället för Anna Flödesson"), "{}", to("Cecilia"));

    let refuse = Command::DecideByHand {
        enrolment: enrolment("F-1"),
        decision: HandDecision::Refuse,
        reason: "Lund deltog förra gången".to_owned(),
    };
    tell(&office, register, refuse).await;
    let mails = send(&office, home.path()).await;
    let told = of(&mails, "refused");
    let names: Vec<&str> = told.iter().map(|mail| mail.name.as_str()).collect();
    assert_eq!(told.len(), 2, "{names:?}");
    assert!(told.iter().all(|mail| mail.text.contains("Skäl: Lund deltog förra gången")), "{}", told[0].text);
    assert!(of(&mails, "decided-by-hand").is_empty(), "a refusal is one letter");
}

async fn explained(office: &Office, reference: &str, language: Tongue) -> Explained {
    let house = office.runner.house().await.house.clone();
    let programme = house.programmes.programmes.rows().next().unwrap().programme;
    let found = why::called(&house, programme, reference);
    why::explain(&office.handle, &house, found[0], language).await.unwrap().unwrap()
}

#[tokio::test]
async fn why_is_told_in_every_language_with_the_numbers_of_the_moment() {
    let (database, home) = (support::database().await, tempfile::tempdir().unwrap());
    let (office, register) = office(&database.pool, home.path()).await;
    for name in ["Anna", "Bo", "Disa"] {
        know(&office, name).await;
    }
    let mut terms = office.handle.load::<Register>(register).await.unwrap().0.terms.unwrap().as_ref().clone();
    (terms.places, terms.release) = (1, None);
    terms.allocations.clear();
    tell(&office, register, Command::SetTerms(terms.clone())).await;
    let pair = submission("F-1", "1281", "Anna", &[("Anna", "culture"), ("Bo", "business")]);
    tell(&office, register, Command::Submit(pair)).await;
    tell(&office, register, Command::Submit(submission("F-2", "1286", "Disa", &[("Disa", "culture")]))).await;

    let swedish = explained(&office, "F-2", Tongue::Swedish).await;
    assert_eq!(swedish.heading, "F-2, Ystad: i kö sedan 6 februari 2018");
    assert_eq!((swedish.status.as_str(), swedish.steps.len()), ("queued", 2));
    assert!(swedish.steps[1].decisive && !swedish.steps[0].decisive);
    assert_eq!(swedish.steps[1].rule, "places");
    assert_eq!(
        swedish.steps[1].text,
        "1 av 1 platser var tagna. Alla platser var tagna, så anmälan ställdes i kö på plats 1."
    );
    assert_eq!(swedish.steps[1].actor, "account:samordnare");
    assert!(
        swedish.steps[0].text.contains("det saknades näringslivschef eller turismchef"),
        "{}",
        swedish.steps[0].text
    );
    for language in [Tongue::Bokmal, Tongue::English] {
        let told = explained(&office, "F-2", language).await;
        let all: Vec<&str> =
            told.steps.iter().flat_map(|step| [step.text.as_str(), step.rule_text.as_str()]).collect();
        assert!(all.iter().all(|text| !text.contains('⟦')), "{all:?}");
        assert_ne!(told.steps[1].text, swedish.steps[1].text);
    }

    terms.places = 2;
    let dispense = Command::GrantDispensation {
        enrolment: enrolment("F-2"),
        kind: parvis_events::register::Dispensation::RoleVacant,
        person: person("Disa"),
        reason: "Tjänsten är vakant".to_owned(),
    };
    tell(&office, register, dispense).await;
    let decide = Command::DecideByHand {
        enrolment: enrolment("F-2"),
        decision: HandDecision::Admit,
        reason: "Ö utan bro".to_owned(),
    };
    tell(&office, register, Command::SetTerms(terms)).await;
    tell(&office, register, decide).await;
    let told = explained(&office, "F-2", Tongue::Swedish).await;
    let last: Vec<&str> = told.steps.iter().rev().take(2).map(|step| step.text.as_str()).collect();
    assert_eq!(last[1], "Samordnaren beslutade att ge anmälan en plats. Skäl: Ö utan bro");
    assert!(last[0].ends_with("Anmälan fick en plats genom beslutet."), "{}", last[0]);

    // Whoever has a protected identity is not named, and whoever is erased cannot be.
    let protect = PersonCommand::ProtectIdentity;
    office.handle.run::<Person>(person("Disa").uuid(), protect, &office.cause("test")).await.unwrap();
    office.settle().await.unwrap();
    let told = explained(&office, "F-2", Tongue::Swedish).await;
    assert!(told.steps.iter().all(|step| !step.text.contains("Disa")), "{told:?}");
}

/// The terms of KKN, which ask for food and for a group as well.
async fn ask_for_needs(office: &Office, register: Uuid) {
    let mut terms = office.handle.load::<Register>(register).await.unwrap().0.terms.unwrap().as_ref().clone();
    terms.questions = vec![EnrolmentQuestion {
        code: "food".parse().unwrap(),
        text: "Vad äter du inte?".parse().unwrap(),
        kind: QuestionKind::Diet,
        asked_of: Asked::Member,
        required: false,
        required_before: None,
    }];
    tell(office, register, Command::SetTerms(terms)).await;
}

async fn state_nuts(office: &Office, register: Uuid, who: &str) {
    let needs = Needs { diet: Some("Jordnötter".parse().unwrap()), access: None };
    let command = Command::StateNeeds { enrolment: enrolment("F-1"), person: person(who), needs };
    tell(office, register, command).await;
}

/// What the register's facts still say of needs.
async fn facts_of_needs(office: &Office, register: Uuid) -> Vec<Personal<Needs>> {
    let past = office.handle.history::<Register>(register, Revision::FIRST, usize::MAX).await.unwrap();
    let needs = past.into_iter().filter_map(|(fact, ..)| match fact {
        Event::NeedsStated { needs, .. } => Some(needs),
        _ => None,
    });
    needs.collect()
}

/// Every byte of every table that is not sealed.
async fn stored_in_clear(pool: &PgPool, word: &str) -> bool {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT schemaname || '.' || quote_ident(tablename) FROM pg_tables \
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    for table in tables {
        if crate::privacy::rows(pool, &table).await.iter().any(|row| row.contains(word)) {
            return true;
        }
    }
    false
}

#[tokio::test]
async fn needs_are_read_until_the_last_session_is_over_and_by_nobody_after() {
    let (database, home) = (support::database().await, tempfile::tempdir().unwrap());
    let (office, register) = office(&database.pool, home.path()).await;
    for name in ["Anna", "Bo"] {
        know(&office, name).await;
    }
    ask_for_needs(&office, register).await;
    let pair = submission("F-1", "1281", "Anna", &[("Anna", "culture"), ("Bo", "business")]);
    tell(&office, register, Command::Submit(pair)).await;
    state_nuts(&office, register, "Bo").await;
    let id = RegisterId::new(register);
    let nuts = Needs { diet: Some("Jordnötter".parse().unwrap()), access: None };
    let expected = [Stated { enrolment: enrolment("F-1"), person: person("Bo"), needs: nuts }];
    assert_eq!(needs::known(&office.handle, id).await.unwrap(), expected);
    assert!(!stored_in_clear(&database.pool, "Jordnötter").await, "no table says what it is");

    // The last session ends on 24 May 2019 in the afternoon; the day before, the job leaves them alone.
    office.clock.advance("2019-05-23T10:00:00Z".parse().unwrap());
    office.work(Job::Needs).await.unwrap();
    assert_eq!(needs::known(&office.handle, id).await.unwrap().len(), 1);
    let due = needs::next_due(&office.runner.house().await.house).unwrap();
    assert_eq!(due.date_naive().to_string(), "2019-05-24");

    office.clock.advance("2019-05-25T10:00:00Z".parse().unwrap());
    let names = office.runner.house().await.house.people.get(person("Bo")).cloned();
    office.work(Job::Needs).await.unwrap();
    assert_eq!(needs::known(&office.handle, id).await.unwrap(), []);
    assert_eq!(facts_of_needs(&office, register).await, [Personal::Erased]);
    let other =
        Office::open(database.pool.clone(), &settings(home.path(), office.clock.clone())).await.unwrap();
    assert_eq!(facts_of_needs(&other, register).await, [Personal::Erased], "nor in another process");
    let house = office.runner.house().await.house.clone();
    assert_eq!((house.register.needs.len(), needs::next_due(&house)), (0, None));
    // Everything else stays, and the log is whole.
    assert_eq!(house.people.get(person("Bo")).cloned(), names);
    office.log.verify(|_, _| {}).await.unwrap();
    let rebuilt = office.runner.rebuild(|_, _| {}).await.unwrap();
    for table in rebuilt.tables {
        assert_eq!((table.only_live, table.only_rebuilt), (0, 0), "{}", table.table);
    }
    let before = office.log.head().await.unwrap().position;
    office.work(Job::Needs).await.unwrap();
    assert_eq!(office.log.head().await.unwrap().position, before, "there is nothing left to dispose of");
}

#[tokio::test]
async fn whoever_is_erased_takes_their_needs_along() {
    let (database, home) = (support::database().await, tempfile::tempdir().unwrap());
    let (office, register) = office(&database.pool, home.path()).await;
    for name in ["Anna", "Bo"] {
        know(&office, name).await;
    }
    ask_for_needs(&office, register).await;
    let pair = submission("F-1", "1281", "Anna", &[("Anna", "culture"), ("Bo", "business")]);
    tell(&office, register, Command::Submit(pair)).await;
    state_nuts(&office, register, "Anna").await;
    state_nuts(&office, register, "Bo").await;
    let decide = PersonCommand::DecideErasure {
        decision: ErasureDecision::Erase,
        basis: "Dataskyddsförordningen artikel 17.1 d".parse().unwrap(),
    };
    let (bo, cause) = (person("Bo"), office.cause("registrar"));
    office.handle.run::<Person>(bo.uuid(), decide, &cause).await.unwrap();
    office.ring.destroy(bo).await.unwrap();
    office.handle.run::<Person>(bo.uuid(), PersonCommand::Erase, &cause).await.unwrap();
    office.settle().await.unwrap();
    let left = needs::known(&office.handle, RegisterId::new(register)).await.unwrap();
    assert_eq!(left.iter().map(|stated| stated.person).collect::<Vec<_>>(), [person("Anna")]);
}
