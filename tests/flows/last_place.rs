//! Two pairs for the last place, handed in at once through two processes, a thousand times.

use std::sync::Arc;

use futures::StreamExt as _;
use futures::stream;
use parvis::handle::{Done, HandleError};
use parvis::office::Office;
use parvis_events::ids::{EnrolmentId, RegisterId};
use parvis_events::register::{Command, Event, Register, Situation, Submission};
use uuid::Uuid;

use crate::support;
use crate::support::played::{office, second_pool};
use crate::support::registers::{NOW, municipalities, submit, terms};

const ROUNDS: u128 = 1_000;
/// Rounds that are under way at the same time.
const AT_ONCE: usize = 24;

async fn offices(pool: &sqlx::PgPool, home: &std::path::Path) -> [Arc<Office>; 2] {
    let second = second_pool((*pool.connect_options()).clone()).await;
    [Arc::new(office(pool, home, NOW).await), Arc::new(office(&second, home, NOW).await)]
}

/// Opens the registers of all rounds, each with one place, in one write.
async fn prepare(office: &Office) {
    let cause = office.cause("test");
    let mut batch = office.handle.batch();
    for round in 0..ROUNDS {
        batch.decide::<Register>(Uuid::from_u128(round), Command::SetTerms(terms(1)), &cause).await.unwrap();
    }
    batch.commit().await.unwrap();
}

/// Hands in, through either process in turn, in tasks of their own; which is first is up to them.
async fn both(offices: &[Arc<Office>; 2], round: u128) -> [Result<Done, HandleError>; 2] {
    let pairs = municipalities();
    let name = round.to_string();
    let hand_in = |at: usize| {
        let office = Arc::clone(&offices[(at + round as usize) % 2]);
        let command = submit(&name, pairs[(round as usize * 2 + at) % pairs.len()]);
        tokio::spawn(async move {
            let cause = office.cause("test");
            office.handle.run::<Register>(Uuid::from_u128(round), command, &cause).await
        })
    };
    let (one, other) = (hand_in(0), hand_in(1));
    [one.await.unwrap(), other.await.unwrap()]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_pairs_for_the_last_place_exactly_one_is_admitted_and_one_is_first_in_the_queue() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let offices = offices(&database.pool, home.path()).await;
    prepare(&offices[0]).await;
    let rounds = stream::iter(0..ROUNDS).map(|round| {
        let offices = offices.clone();
        async move {
            for answer in both(&offices, round).await {
                assert_eq!(answer.unwrap().facts, 2, "handed in, and admitted or queued");
            }
        }
    });
    rounds.buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;

    offices[0].runner.catch_up().await.unwrap();
    let house = offices[0].runner.house().await;
    let mut first_through = [0, 0];
    for round in 0..ROUNDS {
        let (state, _) = offices[1].handle.look::<Register>(Uuid::from_u128(round)).await.unwrap();
        let situations: Vec<&Situation> = state.enrolments().map(|enrolment| &enrolment.situation).collect();
        assert!(matches!(situations[..], [Situation::Admitted { .. }, Situation::Queued]), "{situations:?}");
        let row = house.house.register.overview.get(&(RegisterId::new(Uuid::from_u128(round)),)).unwrap();
        assert_eq!((row.places_taken, row.admitted, row.queued, row.participants), (1, 1, 1, 2));
        let first = state.enrolments().next().unwrap().submission.enrolment;
        first_through[usize::from(first != enrolment(round, 0))] += 1;
    }
    assert!(first_through.iter().all(|times| *times > 0), "each was first now and then: {first_through:?}");
}

fn enrolment(round: u128, at: usize) -> EnrolmentId {
    let pairs = municipalities();
    let command = submit(&round.to_string(), pairs[(round as usize * 2 + at) % pairs.len()]);
    let Command::Submit(Submission { enrolment, .. }) = command else { panic!("{command:?}") };
    enrolment
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_changes_to_what_both_saw_one_is_made_and_the_other_is_told_what_changed() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let offices = offices(&database.pool, home.path()).await;
    let register = Uuid::from_u128(0);
    let cause = offices[0].cause("test");
    offices[0].handle.run::<Register>(register, Command::SetTerms(terms(1_000)), &cause).await.unwrap();
    for municipality in municipalities().into_iter().take(100) {
        let command = submit("r", municipality);
        let Command::Submit(Submission { enrolment, members, .. }) = command.clone() else { panic!() };
        let seen =
            offices[0].handle.run::<Register>(register, command, &cause).await.unwrap().revision.unwrap();
        // Somebody else's enrolment makes nobody's view of this one stale.
        let change = |at: usize| {
            let office = Arc::clone(&offices[at]);
            let person = members[at].person;
            tokio::spawn(async move {
                let cause = office.cause("test");
                let command = Command::WithdrawMember { enrolment, person, reason: None };
                let concerns = move |event: &Event| matches!(event, Event::MemberWithdrawn { enrolment: about, .. } if *about == enrolment);
                office.handle.run_unless::<Register>(register, command, &cause, seen, concerns).await
            })
        };
        let (one, other) = (change(0), change(1));
        let answers = [one.await.unwrap(), other.await.unwrap()];
        let (made, stale) = match answers {
            [Ok(made), Err(stale)] | [Err(stale), Ok(made)] => (made, stale),
            other => panic!("{other:?}"),
        };
        assert!(matches!(stale, HandleError::Stale { expected, .. } if expected == seen), "{stale}");
        let changed = offices[1].handle.history::<Register>(register, seen.next(), 10).await.unwrap();
        assert!(
            matches!(changed[0].0, Event::MemberWithdrawn { enrolment: about, .. } if about == enrolment)
        );
        assert_eq!(changed.last().map(|(_, _, revision, _)| *revision), made.revision);
    }
}
