//! Writes handed in on top of others whose fate is not known yet.

use parvis_log::{AppendError, Expected, Fate, Log, Options, ReadStream, Revision, Write};

use crate::fixture::{database, event, events, log, stream};

fn write(expected: Expected, texts: &[&str]) -> Vec<Write> {
    vec![Write { stream: stream("a"), expected, events: events(texts) }]
}

#[tokio::test]
async fn writes_that_stand_on_each_other_are_made_in_the_order_they_were_handed_in() {
    let log = log().await;
    let mut queued = Vec::new();
    let mut expected = Expected::NoStream;
    let mut after = Vec::new();
    for number in 0..500 {
        let one = log.enqueue(write(expected, &[&number.to_string()]), after).await.unwrap();
        expected = Expected::Exact(Revision::new(number));
        after = vec![one.ticket()];
        queued.push(one);
    }
    assert!(after[0].written().await);
    assert_eq!(after[0].fate(), Fate::Written);
    for (number, one) in (0..).zip(queued) {
        let appended = one.written().await.unwrap();
        assert_eq!((appended[0].last_revision.get(), appended[0].idempotent), (number, false));
    }
    assert_eq!(log.read_stream(&stream("a"), ReadStream::default()).await.unwrap().events.len(), 500);
}

#[tokio::test]
async fn what_stands_on_a_write_that_was_not_made_is_not_made_though_its_revision_would_fit() {
    let pool = database().await;
    let one = Log::open(pool.clone(), Options::default()).await.unwrap();
    let other = Log::open(pool, Options::default()).await.unwrap();
    one.append(&stream("a"), Expected::NoStream, events(&["0"])).await.unwrap();
    other.append(&stream("a"), Expected::Exact(Revision::FIRST), events(&["theirs"])).await.unwrap();

    let first = one.enqueue(write(Expected::Exact(Revision::FIRST), &["ours"]), vec![]).await.unwrap();
    let second = one
        .enqueue(write(Expected::Exact(Revision::new(1)), &["on top of ours"]), vec![first.ticket()])
        .await
        .unwrap();
    let third = one
        .enqueue(write(Expected::Any, &["on top of all"]), vec![first.ticket(), second.ticket()])
        .await
        .unwrap();
    let tickets = [first.ticket(), second.ticket(), third.ticket()];
    assert!(matches!(first.written().await, Err(AppendError::WrongExpectedRevision { .. })));
    assert!(matches!(second.written().await, Err(AppendError::Orphaned)));
    assert!(matches!(third.written().await, Err(AppendError::Orphaned)));
    for ticket in &tickets {
        assert!(!ticket.written().await);
    }
    // Also once its fate has long been known.
    let late = one.enqueue(write(Expected::Any, &["late"]), vec![tickets[0].clone()]).await.unwrap();
    assert!(matches!(late.written().await, Err(AppendError::Orphaned)));
    let on_theirs = one.enqueue(write(Expected::Exact(Revision::new(1)), &["anew"]), vec![]).await.unwrap();
    assert_eq!(on_theirs.written().await.unwrap()[0].last_revision, Revision::new(2));
    assert_eq!(other.read_stream(&stream("a"), ReadStream::default()).await.unwrap().events.len(), 3);
}

#[tokio::test]
async fn what_stands_on_a_write_nobody_waits_for_any_more_is_not_made() {
    let pool = database().await;
    let log = Log::open(pool.clone(), Options::default()).await.unwrap();
    log.append(&stream("b"), Expected::Any, vec![event("0")]).await.unwrap();
    // Somebody holds the table, so that the writer stands still with a write of its own in hand.
    let mut holding = pool.begin().await.unwrap();
    sqlx::query("LOCK TABLE log.event IN EXCLUSIVE MODE").execute(&mut *holding).await.unwrap();
    let busy = log.enqueue(
        vec![Write { stream: stream("b"), expected: Expected::Any, events: events(&["1"]) }],
        vec![],
    );
    let busy = busy.await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    let dropped = log.enqueue(write(Expected::NoStream, &["dropped"]), vec![]).await.unwrap();
    let ticket = dropped.ticket();
    let on_top = log.enqueue(write(Expected::Any, &["on top"]), vec![dropped.ticket()]).await.unwrap();
    assert_eq!(ticket.fate(), Fate::Waiting);
    drop(dropped);
    holding.rollback().await.unwrap();
    busy.written().await.unwrap();
    assert!(matches!(on_top.written().await, Err(AppendError::Orphaned)));
    assert_eq!(ticket.fate(), Fate::NotWritten);
    assert_eq!(log.read_stream(&stream("a"), ReadStream::default()).await.unwrap().last_revision, None);
}
