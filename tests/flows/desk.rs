//! Commands that come all at once are decided one after the other, and each is answered.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::future::join_all;
use parvis::facts::Cause;
use parvis::handle::{Batch, Done, HandleError};
use parvis::office::Office;
use parvis_events::geography::Municipality;
use parvis_events::ids::PersonId;
use parvis_events::person::{Command as PersonCommand, ErasureDecision, Person, PersonDetailsGiven};
use parvis_events::personal::PersonDetails;
use parvis_events::register::{Command, Event, Register, Rejection, Situation, Submission};
use parvis_events::values::Language;
use parvis_log::Revision;
use uuid::Uuid;

use crate::support;
use crate::support::played::{office, second_pool};
use crate::support::registers::{NOW, municipalities, submit, terms};

const REGISTER: Uuid = Uuid::from_u128(4);

async fn open(office: &Office, places: u32) {
    let cause = office.cause("test");
    office.handle.run::<Register>(REGISTER, Command::SetTerms(terms(places)), &cause).await.unwrap();
}

/// Runs commands all at once, each in a task of its own, by turns through the offices.
async fn at_once(offices: &[Arc<Office>], commands: Vec<Command>) -> Vec<Result<Done, HandleError>> {
    let runs = commands.into_iter().enumerate().map(|(at, command)| {
        let office = Arc::clone(&offices[at % offices.len()]);
        tokio::spawn(
            async move { office.handle.run::<Register>(REGISTER, command, &office.cause("test")).await },
        )
    });
    join_all(runs).await.into_iter().map(Result::unwrap).collect()
}

async fn situations(office: &Office) -> BTreeMap<&'static str, usize> {
    let (state, _) = office.handle.look::<Register>(REGISTER).await.unwrap();
    let mut counted = BTreeMap::new();
    for enrolment in state.enrolments() {
        let name = match enrolment.situation {
            Situation::Admitted { .. } => "admitted",
            Situation::Queued => "queued",
            _ => "else",
        };
        *counted.entry(name).or_insert(0) += 1;
    }
    counted
}

fn details(name: &str) -> PersonDetailsGiven {
    PersonDetailsGiven(PersonDetails {
        reference: String::new(),
        given_name: name.into(),
        family_name: "Vårdal".into(),
        title: String::new(),
        email: "kim@example.org".into(),
        phone: String::new(),
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_municipality_of_the_country_enrolling_at_once_is_answered_and_no_place_is_given_twice() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let pool = second_pool((*database.pool.connect_options()).clone()).await;
    let one = Arc::new(office(&database.pool, home.path(), NOW).await);
    let other = Arc::new(office(&pool, home.path(), NOW).await);
    open(&one, 40).await;
    let all = municipalities();
    assert_eq!(all.len(), 290);

    let commands: Vec<Command> = all.iter().map(|municipality| submit("r", municipality)).collect();
    let answers = at_once(&[Arc::clone(&one), Arc::clone(&other)], commands.clone()).await;
    let written: Vec<Done> = answers.into_iter().map(Result::unwrap).collect();
    assert!(written.iter().all(|done| done.facts == 2), "submitted, and admitted or queued");
    assert_eq!(situations(&one).await, BTreeMap::from([("admitted", 40), ("queued", 250)]));
    assert_eq!(situations(&other).await, situations(&one).await);

    // Again changes nothing; another enrolment of the same municipality is refused. From whichever process.
    for answer in at_once(&[Arc::clone(&other), Arc::clone(&one)], commands.clone()).await {
        assert_eq!(answer.unwrap().facts, 0);
    }
    let others = all.iter().map(|municipality| renamed(submit("s", municipality))).collect();
    for answer in at_once(&[one, other], others).await {
        let refused = answer.unwrap_err();
        assert!(
            matches!(refused.rejection(), Some(Rejection::MunicipalityAlreadyEnrolled { .. })),
            "{refused}"
        );
    }
}

fn renamed(command: Command) -> Command {
    let Command::Submit(submission) = command else { panic!("{command:?}") };
    let reference = format!("B-{}", submission.municipality).parse().unwrap();
    Command::Submit(Submission { reference, ..submission })
}

#[tokio::test]
async fn what_another_process_wrote_is_known_before_anything_is_refused_or_left_as_it_is() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let pool = second_pool((*database.pool.connect_options()).clone()).await;
    let one = office(&database.pool, home.path(), NOW).await;
    let other = office(&pool, home.path(), NOW).await;
    open(&one, 40).await;
    let all = municipalities();
    for municipality in &all[..20] {
        let enrol = submit("r", municipality);
        one.handle.run::<Register>(REGISTER, enrol.clone(), &one.cause("test")).await.unwrap();
        let again =
            other.handle.run::<Register>(REGISTER, enrol.clone(), &other.cause("test")).await.unwrap();
        assert_eq!(again.facts, 0, "the other process knows it");
        let Command::Submit(Submission { enrolment, .. }) = enrol else { panic!("{enrol:?}") };
        let withdraw = Command::Withdraw { enrolment };
        let done = other.handle.run::<Register>(REGISTER, withdraw, &other.cause("test")).await.unwrap();
        assert_eq!(done.facts, 1);
        let anew = renamed(submit("s", municipality));
        let done = one.handle.run::<Register>(REGISTER, anew, &one.cause("test")).await.unwrap();
        assert_eq!(done.facts, 2, "the municipality is free to enrol anew");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn decisions_taken_together_are_written_together_however_many_compete() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let office = Arc::new(office(&database.pool, home.path(), NOW).await);
    open(&office, 1_000).await;
    let runs = municipalities().into_iter().take(60).map(|municipality| {
        let office = Arc::clone(&office);
        tokio::spawn(async move {
            let cause = office.cause("test");
            let person = PersonId::named(&["contact", municipality.code.as_str()]);
            let mut attempts = office.handle.attempts();
            let (told, done) = loop {
                let mut batch = attempts.start().await;
                let decided = enrol_with_contact(&mut batch, municipality, person, &cause).await;
                if let Some(done) = attempts.finish(batch, decided).await.unwrap() {
                    break done;
                }
            };
            assert_eq!((told, done.facts, done.revision), (1, 3, Some(Revision::FIRST)));
        })
    });
    for run in join_all(runs).await {
        run.unwrap();
    }
    assert_eq!(situations(&office).await, BTreeMap::from([("admitted", 60)]));
}

async fn enrol_with_contact(
    batch: &mut Batch<'_>,
    municipality: &Municipality,
    person: PersonId,
    cause: &Cause,
) -> Result<usize, HandleError> {
    // The register first: whoever has decided on it then takes a while.
    batch.decide::<Register>(REGISTER, submit("r", municipality), cause).await?;
    let command =
        PersonCommand::Register { person, details: details(&municipality.name), language: Language::Swedish };
    batch.decide::<Person>(person.uuid(), command, cause).await
}

#[tokio::test]
async fn a_plain_batch_that_was_overtaken_fails_and_leaves_no_trace_in_what_is_remembered() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&database.pool, home.path(), NOW).await;
    open(&office, 1_000).await;
    let (all, cause) = (municipalities(), office.cause("test"));
    for pair in all.chunks_exact(2).take(20) {
        let mut batch = office.handle.batch();
        batch.decide::<Register>(REGISTER, submit("r", pair[0]), &cause).await.unwrap();
        office.handle.run::<Register>(REGISTER, submit("r", pair[1]), &cause).await.unwrap();
        assert!(batch.commit().await.unwrap_err().overtaken());
        office.handle.run::<Register>(REGISTER, submit("r", pair[0]), &cause).await.unwrap();
    }
    assert_eq!(situations(&office).await, BTreeMap::from([("admitted", 40)]));
    let facts = office.handle.history::<Register>(REGISTER, Revision::FIRST, 1_000).await.unwrap();
    assert_eq!(facts.iter().filter(|(fact, ..)| matches!(fact, Event::Submitted(_))).count(), 40);
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_remembered() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let pool = second_pool((*database.pool.connect_options()).clone()).await;
    let one = office(&database.pool, home.path(), NOW).await;
    let other = office(&pool, home.path(), NOW).await;
    let (person, cause) = (PersonId::named(&["somebody"]), one.cause("test"));
    let id = person.uuid();
    // So often that the stream is long enough to be remembered.
    for number in 0..40 {
        let details = details(&format!("Kim {number}"));
        let command = PersonCommand::Register { person, details, language: Language::Swedish };
        one.handle.run::<Person>(id, command, &cause).await.unwrap();
    }
    for office in [&one, &other] {
        let (state, _) = office.handle.look::<Person>(id).await.unwrap();
        assert_eq!(state.details.as_ref().unwrap().clear().unwrap().given_name, "Kim 39");
    }
    one.ring.destroy(person).await.unwrap();
    let (state, _) = one.handle.look::<Person>(id).await.unwrap();
    assert!(state.details.as_ref().unwrap().clear().is_none(), "gone at once where the key was destroyed");
    let decide = PersonCommand::DecideErasure {
        decision: ErasureDecision::Erase,
        basis: "artikel 17".parse().unwrap(),
    };
    one.handle.run::<Person>(id, decide, &cause).await.unwrap();
    one.handle.run::<Person>(id, PersonCommand::Erase, &cause).await.unwrap();
    other.settle().await.unwrap();
    let (state, _) = other.handle.look::<Person>(id).await.unwrap();
    assert!(state.erased && state.details.is_none());
}
