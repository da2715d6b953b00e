//! Letters on their way to a real SMTP server, when it is there and when it is not.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use parvis::clock::Clock;
use parvis::demo::Input;
use parvis::intake;
use parvis::office::{Office, Settings};
use parvis::outbox::Round;
use parvis_events::letter::{Command, Letters, Settlement};
use parvis_projections::letters::{Fate, LetterRow};
use sqlx::PgPool;

use crate::smtp::MailServer;
use crate::support::played::{example, settings};
use crate::support::{self};

/// What the office's clock says: a minute after the first enrolment of the example.
const NOW: &str = "2018-02-05T07:13:00Z";

fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
}

/// An office that has one enrolment: two receipts and two letters of admission wait.
async fn office(pool: &PgPool, home: &Path, server: &MailServer) -> Office {
    let settings = Settings { smtp_url: Some(server.url()), ..settings(home, Clock::simulated(now())) };
    let office = Office::open(pool.clone(), &settings).await.unwrap();
    let input = Input::read(&example("kkn-2018")).unwrap();
    let programme = input.programme.id;
    let cause = office.cause("import");
    intake::programme(&office.handle, programme, &input.programme.people, &input.programme.set_up, &cause)
        .await
        .unwrap();
    intake::register(&office.handle, programme, &input.enrolments[..1], &cause).await.unwrap();
    office.settle().await.unwrap();
    assert_eq!(letters(&office).await.len(), 4);
    office
}

async fn letters(office: &Office) -> Vec<LetterRow> {
    let house = office.runner.stored().await.unwrap();
    let mut rows: Vec<LetterRow> = house.letters.letters.rows().cloned().collect();
    rows.sort_by_key(|row| (row.number, row.letter));
    rows
}

fn ids(server: &MailServer) -> Vec<String> {
    server.accepted().into_iter().map(|mail| mail.id).collect()
}

#[tokio::test]
async fn letters_arrive_and_are_recorded_as_sent() {
    let (database, home, server) =
        (support::database().await, tempfile::tempdir().unwrap(), MailServer::start());
    let office = office(&database.pool, home.path(), &server).await;
    let round = office.outbox.send_due(now(), Utc::now()).await.unwrap();
    assert_eq!(round, Round { sent: 4, failed: 0, missed: 0 });
    let arrived = server.accepted();
    let receivers: Vec<&str> = arrived.iter().map(|mail| mail.address.as_str()).collect();
    let (simon, johan) = ("simon.flinttrast@malmo.example", "johan.hasselvraka@malmo.example");
    assert_eq!(receivers.iter().filter(|address| **address == simon).count(), 2);
    assert_eq!(receivers.iter().filter(|address| **address == johan).count(), 2);
    assert!(arrived.iter().all(|mail| mail.date == now()));
    for (row, mail) in letters(&office).await.iter().zip(&arrived) {
        assert_eq!((row.fate, row.uncertain, row.attempts), (Fate::Sent, false, 0));
        assert_eq!(row.message_id, Some(format!("<{}>", mail.id)));
    }
    // Nothing is sent twice, and with a server no files are written.
    assert_eq!(office.outbox.send_due(now(), Utc::now()).await.unwrap(), Round::default());
    assert_eq!(server.accepted().len(), 4);
    assert!(!home.path().join("letters").exists());
}

#[tokio::test]
async fn while_the_server_is_down_letters_wait_and_go_out_later() {
    let (database, home) = (support::database().await, tempfile::tempdir().unwrap());
    let mut server = MailServer::start();
    let office = office(&database.pool, home.path(), &server).await;
    server.go_down();
    let wall = Utc::now();
    let round = office.outbox.send_due(now(), wall).await.unwrap();
    assert_eq!(round, Round { sent: 0, failed: 4, missed: 0 });
    for row in letters(&office).await {
        assert_eq!((row.fate, row.attempts), (Fate::Waiting, 1));
    }
    // They are not tried again at once.
    assert_eq!(office.outbox.send_due(now(), wall).await.unwrap(), Round::default());

    server.come_up();
    server.mood("later");
    let wall = wall + TimeDelta::minutes(1);
    assert_eq!(office.outbox.send_due(now(), wall).await.unwrap().failed, 4);
    assert!(letters(&office).await.iter().all(|row| (row.fate, row.attempts) == (Fate::Waiting, 2)));
    let tried: Vec<String> = server.refused().into_iter().map(|mail| mail.id).collect();

    server.mood("accept");
    assert_eq!(office.outbox.send_due(now(), wall + TimeDelta::minutes(1)).await.unwrap(), Round::default());
    let round = office.outbox.send_due(now(), wall + TimeDelta::minutes(2)).await.unwrap();
    assert_eq!(round.sent, 4);
    assert_eq!(ids(&server), tried, "the same letter has the same Message-ID");
    assert!(letters(&office).await.iter().all(|row| row.fate == Fate::Sent && !row.uncertain));
}

#[tokio::test]
async fn a_crash_between_acceptance_and_record_sends_again_and_says_so() {
    let (database, home, server) =
        (support::database().await, tempfile::tempdir().unwrap(), MailServer::start());
    let office = office(&database.pool, home.path(), &server).await;
    let wall = Utc::now();
    server.mood("hang");
    tokio::select! {
        round = office.outbox.send_due(now(), wall) => panic!("it was to hang, and came to {round:?}"),
        () = server.hangs() => {}
    }
    let first = ids(&server);
    assert_eq!(first.len(), 1, "one letter was accepted");
    assert!(letters(&office).await.iter().all(|row| row.fate == Fate::Waiting), "and nothing recorded");

    server.mood("accept");
    // Another process may still have them in hand.
    assert_eq!(office.outbox.send_due(now(), wall + TimeDelta::minutes(9)).await.unwrap(), Round::default());
    let round = office.outbox.send_due(now(), wall + TimeDelta::minutes(11)).await.unwrap();
    assert_eq!(round.sent, 4);
    let accepted = server.accepted();
    let again: Vec<_> = accepted.iter().filter(|mail| mail.id == first[0]).collect();
    assert_eq!(again.len(), 2, "the letter came twice");
    assert_eq!(again[0], again[1], "and is the same letter");
    for row in letters(&office).await {
        assert_eq!((row.fate, row.uncertain), (Fate::Sent, true));
    }
    let recorded: Vec<String> = sqlx::query_scalar(
        "SELECT convert_from(data, 'UTF8') FROM log.event WHERE kind = 'letter-sent' ORDER BY position",
    )
    .fetch_all(&database.pool)
    .await
    .unwrap();
    assert!(
        recorded.len() == 4 && recorded.iter().all(|data| data.contains("\"uncertain\":true")),
        "{recorded:?}"
    );
}

#[tokio::test]
async fn a_letter_whose_moment_has_passed_is_recorded_as_missed_and_not_sent() {
    let (database, home, server) =
        (support::database().await, tempfile::tempdir().unwrap(), MailServer::start());
    let office = office(&database.pool, home.path(), &server).await;
    let end = letters(&office).await[0].pointless_after.unwrap();
    assert_eq!(
        office.outbox.send_due(now() - TimeDelta::hours(1), Utc::now()).await.unwrap(),
        Round::default()
    );
    let round = office.outbox.send_due(end, Utc::now()).await.unwrap();
    assert_eq!(round, Round { sent: 0, failed: 0, missed: 4 });
    assert!(server.accepted().is_empty());
    assert!(letters(&office).await.iter().all(|row| row.fate == Fate::Missed));
    assert_eq!(office.outbox.send_due(now(), Utc::now()).await.unwrap(), Round::default());
}

#[tokio::test]
async fn a_letter_the_server_refuses_for_good_is_given_up_and_the_record_names_nobody() {
    let (database, home, server) =
        (support::database().await, tempfile::tempdir().unwrap(), MailServer::start());
    let office = office(&database.pool, home.path(), &server).await;
    server.mood("refuse");
    let wall = Utc::now();
    assert_eq!(office.outbox.send_due(now(), wall).await.unwrap().failed, 4);
    assert!(letters(&office).await.iter().all(|row| (row.fate, row.attempts) == (Fate::Failed, 1)));
    let recorded: Vec<String> =
        sqlx::query_scalar("SELECT convert_from(data, 'UTF8') FROM log.event WHERE kind = 'letter-failed'")
            .fetch_all(&database.pool)
            .await
            .unwrap();
    assert!(recorded.len() == 4 && recorded.iter().all(|data| data.contains("smtp-550")), "{recorded:?}");
    assert!(recorded.iter().all(|data| !data.contains("malmo.example")), "the server repeated the address");
    server.mood("accept");
    assert_eq!(office.outbox.send_due(now(), wall + TimeDelta::days(1)).await.unwrap(), Round::default());
}

#[tokio::test]
async fn a_letter_that_failed_or_came_back_goes_out_once_more_as_another_message() {
    let (database, home, server) =
        (support::database().await, tempfile::tempdir().unwrap(), MailServer::start());
    let office = office(&database.pool, home.path(), &server).await;
    server.mood("refuse");
    assert_eq!(office.outbox.send_due(now(), Utc::now()).await.unwrap().failed, 4);
    server.mood("accept");
    let all = letters(&office).await;
    let cause = office.cause("person:test");
    for row in &all[..2] {
        let id = row.letter.uuid();
        office.handle.run::<Letters>(id, Command::SendAgain, &cause).await.unwrap();
        let again = office.handle.run::<Letters>(id, Command::SendAgain, &cause).await.unwrap();
        assert_eq!(again.facts, 0, "it waits already");
    }
    let told = Command::Settle { how: Settlement::ToldOtherwise };
    office.handle.run::<Letters>(all[2].letter.uuid(), told, &cause).await.unwrap();
    office.settle().await.unwrap();
    let wall = Utc::now();
    assert_eq!(office.outbox.send_due(now(), wall).await.unwrap(), Round { sent: 2, failed: 0, missed: 0 });
    let fates: Vec<Fate> = letters(&office).await.iter().map(|row| row.fate).collect();
    assert_eq!(fates, [Fate::Sent, Fate::Sent, Fate::Settled, Fate::Failed]);
    let first: Vec<String> = all[..2].iter().map(|row| format!("{}.1@", row.letter)).collect();
    assert!(ids(&server).iter().zip(&first).all(|(id, first)| id.starts_with(first)), "{:?}", ids(&server));
    // One of them comes back, and is sent a third time.
    let id = all[0].letter.uuid();
    office.handle.run::<Letters>(id, Command::RecordReturned, &cause).await.unwrap();
    office.settle().await.unwrap();
    let row = letters(&office).await[0].clone();
    assert_eq!((row.fate, row.returned, row.rounds), (Fate::Failed, true, 1));
    office.handle.run::<Letters>(id, Command::SendAgain, &cause).await.unwrap();
    office.settle().await.unwrap();
    assert_eq!(office.outbox.send_due(now(), wall).await.unwrap().sent, 1);
    assert!(ids(&server)[2].starts_with(&format!("{}.2@", all[0].letter)), "{:?}", ids(&server));
    let row = letters(&office).await[0].clone();
    assert_eq!((row.fate, row.returned, row.rounds), (Fate::Sent, false, 2));
    // What is folded anew is what was folded step by step.
    let rebuilt = office.runner.rebuild(|_, _| {}).await.unwrap();
    let same = rebuilt.tables.iter().all(|table| (table.only_live, table.only_rebuilt) == (0, 0));
    assert!(same, "{:?}", rebuilt.tables);
}

#[tokio::test]
async fn two_processes_that_send_at_once_send_each_letter_once() {
    let (database, home, server) =
        (support::database().await, tempfile::tempdir().unwrap(), MailServer::start());
    let one = office(&database.pool, home.path(), &server).await;
    let other_settings =
        Settings { smtp_url: Some(server.url()), ..settings(home.path(), Clock::simulated(now())) };
    let other = Office::open(database.pool.clone(), &other_settings).await.unwrap();
    let wall = Utc::now();
    let (a, b) = tokio::join!(one.outbox.send_due(now(), wall), other.outbox.send_due(now(), wall));
    assert_eq!(a.unwrap().sent + b.unwrap().sent, 4);
    let mut sent = ids(&server);
    sent.sort();
    sent.dedup();
    assert_eq!((sent.len(), server.accepted().len()), (4, 4));
    assert!(letters(&one).await.iter().all(|row| row.fate == Fate::Sent && !row.uncertain));
}
