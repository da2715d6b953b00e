//! Whoever changes what others may have changed meanwhile is told so, and what changed.

use parvis::handle::HandleError;
use parvis::office::Office;
use parvis_events::ids::PersonId;
use parvis_events::person::{Command, Event, Person, PersonDetailsGiven, Rejection};
use parvis_events::personal::PersonDetails;
use parvis_events::values::Language;
use parvis_log::Revision;

use crate::support;
use crate::support::played::office;

fn person() -> PersonId {
    PersonId::named(&["somebody"])
}

fn register() -> Command {
    let details = PersonDetails {
        reference: String::new(),
        given_name: "Kim".into(),
        family_name: "Vårdal".into(),
        title: String::new(),
        email: "kim@example.org".into(),
        phone: String::new(),
    };
    Command::Register { person: person(), details: PersonDetailsGiven(details), language: Language::Swedish }
}

async fn expecting(office: &Office, command: Command, expected: i64) -> Result<(usize, i64), HandleError> {
    let cause = office.cause("test");
    let done = office
        .handle
        .run_expecting::<Person>(person().uuid(), command, &cause, Revision::new(expected))
        .await?;
    Ok((done.facts, done.revision.unwrap().get()))
}

fn stale(outcome: Result<(usize, i64), HandleError>) -> (i64, Option<i64>) {
    match outcome {
        Err(HandleError::Stale { expected, actual }) => (expected.get(), actual.map(Revision::get)),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_command_on_what_was_seen_is_decided_only_while_it_is_still_so() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&database.pool, home.path(), "2026-01-01T00:00:00Z").await;
    let id = person().uuid();
    assert_eq!(stale(expecting(&office, register(), 0).await), (0, None), "nothing is there yet");
    let done = office.handle.run::<Person>(id, register(), &office.cause("test")).await.unwrap();
    assert_eq!((done.facts, done.revision), (1, Some(Revision::FIRST)));

    assert_eq!(expecting(&office, Command::ProtectIdentity, 0).await.unwrap(), (1, 1));
    // Already true, forbidden, and possible: the stream has moved on, and that is the answer to each.
    for command in [Command::ProtectIdentity, Command::Erase, Command::LiftProtection] {
        assert_eq!(stale(expecting(&office, command, 0).await), (0, Some(1)));
    }
    assert_eq!(stale(expecting(&office, Command::LiftProtection, 2).await), (2, Some(1)));
    // Seen as it is, what is already true changes nothing, and what is forbidden is refused.
    assert_eq!(expecting(&office, Command::ProtectIdentity, 1).await.unwrap(), (0, 1));
    let refused = expecting(&office, Command::Erase, 1).await.unwrap_err();
    assert_eq!(refused.rejection(), Some(&Rejection::NotDecided));
    assert_eq!(expecting(&office, Command::LiftProtection, 1).await.unwrap(), (1, 2));
}

#[tokio::test]
async fn what_happened_meanwhile_counts_only_if_it_concerns_what_was_seen() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&database.pool, home.path(), "2026-01-01T00:00:00Z").await;
    let (id, cause) = (person().uuid(), office.cause("test"));
    office.handle.run::<Person>(id, register(), &cause).await.unwrap();
    office.handle.run::<Person>(id, Command::ProtectIdentity, &cause).await.unwrap();
    let lift = async |concerns: fn(&Event) -> bool| {
        let command = Command::LiftProtection;
        let done = office.handle.run_unless::<Person>(id, command, &cause, Revision::FIRST, concerns).await?;
        Ok((done.facts, done.revision.unwrap().get()))
    };
    assert_eq!(stale(lift(|event| *event == Event::ProtectedIdentitySet).await), (0, Some(1)));
    assert_eq!(lift(|event| *event == Event::ErasureRequested).await.unwrap(), (1, 2));
}

#[tokio::test]
async fn a_batch_holds_to_the_revision_it_was_given() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&database.pool, home.path(), "2026-01-01T00:00:00Z").await;
    let (id, cause) = (person().uuid(), office.cause("test"));
    office.handle.run::<Person>(id, register(), &cause).await.unwrap();
    let mut batch = office.handle.batch();
    assert!(matches!(
        batch.expect::<Person>(id, Revision::new(1)).await,
        Err(HandleError::Stale { actual: Some(Revision::FIRST), .. })
    ));
    batch.expect::<Person>(id, Revision::FIRST).await.unwrap();
    batch.decide::<Person>(id, Command::ProtectIdentity, &cause).await.unwrap();
    // What the batch itself decides does not make it stale.
    batch.expect::<Person>(id, Revision::FIRST).await.unwrap();
    office.handle.run::<Person>(id, Command::RequestErasure, &cause).await.unwrap();
    batch.commit().await.unwrap_err();
    assert_eq!(office.handle.history::<Person>(id, Revision::FIRST, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_happened_is_told_in_order_and_opened() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&database.pool, home.path(), "2026-01-01T00:00:00Z").await;
    let (id, cause) = (person().uuid(), office.cause("registrar"));
    office.handle.run::<Person>(id, register(), &cause).await.unwrap();
    for _ in 0..3 {
        office.handle.run::<Person>(id, Command::ProtectIdentity, &cause).await.unwrap();
        office.handle.run::<Person>(id, Command::LiftProtection, &cause).await.unwrap();
    }
    let all = office.handle.history::<Person>(id, Revision::FIRST, 100).await.unwrap();
    let Event::Registered { details, .. } = &all[0].0 else { panic!("{:?}", all[0].0) };
    assert_eq!(details.clear().unwrap().given_name, "Kim");
    let revisions: Vec<i64> = all.iter().map(|(.., revision, _)| revision.get()).collect();
    assert_eq!(revisions, [0, 1, 2, 3, 4, 5, 6]);
    assert!(all.is_sorted_by(|a, b| a.3 < b.3));
    assert!(
        all.iter().all(|(_, said, ..)| said.actor == "registrar" && said.correlation == cause.correlation)
    );
    let some = office.handle.history::<Person>(id, Revision::new(2), 3).await.unwrap();
    assert_eq!(some, all[2..5]);
    assert!(office.handle.history::<Person>(id, Revision::new(7), 3).await.unwrap().is_empty());

    office.ring.destroy(person()).await.unwrap();
    let erased = office.handle.history::<Person>(id, Revision::FIRST, 1).await.unwrap();
    assert!(matches!(&erased[0].0, Event::Registered { details, .. } if details.clear().is_none()));
}
