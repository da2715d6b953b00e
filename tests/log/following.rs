//! Subscriptions: catching up, then live; filtered; across processes; and never past a gap.

use std::time::Duration;

use parvis_log::{
    Expected, Filter, Log, Message, Options, Position, ReadError, Subscribe, Subscription, Target, WakeUps,
};
use tokio::time::timeout;

use crate::fixture::{database, events, log, stream};

async fn next(subscription: &mut Subscription) -> Message {
    let next = timeout(Duration::from_secs(10), subscription.next());
    next.await.expect("a message within ten seconds").expect("a message")
}

fn positions(message: &Message) -> Vec<i64> {
    match message {
        Message::Events(events) => events.iter().map(|event| event.position.get()).collect(),
        other => panic!("events should have come: {other:?}"),
    }
}

async fn write(log: &Log, name: &str, texts: &[&str]) {
    log.append(&stream(name), Expected::Any, events(texts)).await.unwrap();
}

#[tokio::test]
async fn a_subscription_catches_up_says_so_and_goes_on_live() {
    let log = log().await;
    write(&log, "a", &["1", "2", "3"]).await;
    let mut subscription =
        log.subscribe(Subscribe { batch: 2, after: Position::START, ..Subscribe::default() });
    assert_eq!(positions(&next(&mut subscription).await), [1, 2]);
    assert_eq!(positions(&next(&mut subscription).await), [3]);
    assert_eq!(next(&mut subscription).await, Message::CaughtUp(Position::new(3)));
    write(&log, "b", &["4"]).await;
    assert_eq!(positions(&next(&mut subscription).await), [4]);
    write(&log, "b", &["5", "6", "7"]).await;
    assert_eq!(next(&mut subscription).await, Message::FellBehind(Position::new(4)));
    assert_eq!(positions(&next(&mut subscription).await), [5, 6]);
    assert_eq!(positions(&next(&mut subscription).await), [7]);
    assert_eq!(next(&mut subscription).await, Message::CaughtUp(Position::new(7)));
    assert_eq!(subscription.position(), Position::new(7));
}

#[tokio::test]
async fn a_filtered_subscription_reports_progress_past_what_it_leaves_out() {
    let log = log().await;
    write(&log, "a", &["1"]).await;
    write(&log, "b", &["2", "3"]).await;
    let filter = Filter::stream_prefix("a");
    let mut subscription = log.subscribe(Subscribe { filter, batch: 2, ..Subscribe::default() });
    assert_eq!(positions(&next(&mut subscription).await), [1]);
    assert_eq!(subscription.position(), Position::new(2));
    assert_eq!(next(&mut subscription).await, Message::Progress(Position::new(3)));
    assert_eq!(next(&mut subscription).await, Message::CaughtUp(Position::new(3)));
    write(&log, "b", &["4"]).await;
    assert_eq!(next(&mut subscription).await, Message::Progress(Position::new(4)));
}

#[tokio::test]
async fn one_stream_is_followed_from_before_its_first_event() {
    let log = log().await;
    write(&log, "b", &["1"]).await;
    let target = Target::Stream(stream("a"));
    let mut subscription =
        log.subscribe(Subscribe { target: target.clone(), batch: 2, ..Subscribe::default() });
    assert_eq!(next(&mut subscription).await, Message::Progress(Position::new(1)));
    assert_eq!(next(&mut subscription).await, Message::CaughtUp(Position::new(1)));
    write(&log, "a", &["2", "3"]).await;
    write(&log, "a", &["4"]).await;
    let mut seen = Vec::new();
    while seen.len() < 3 {
        if let Message::Events(events) = next(&mut subscription).await {
            seen.extend(events.iter().map(|event| event.position.get()));
        }
    }
    assert_eq!(seen, [2, 3, 4]);
    let after = Position::new(3);
    let mut later = log.subscribe(Subscribe { target, after, ..Subscribe::default() });
    assert_eq!(positions(&next(&mut later).await), [4]);
}

#[tokio::test]
async fn another_process_is_woken_and_one_that_only_polls_finds_out() {
    let pool = database().await;
    let writing = Log::open(pool.clone(), Options::default()).await.unwrap();
    let slow = Duration::from_hours(1);
    let told = Options { poll_every: slow, ..Options::default() };
    let polling =
        Options { poll_every: Duration::from_millis(20), wake_ups: WakeUps::PollOnly, ..Options::default() };
    for options in [told, polling] {
        let reading = Log::open(pool.clone(), options).await.unwrap();
        let mut subscription = reading
            .subscribe(Subscribe { after: writing.head().await.unwrap().position, ..Subscribe::default() });
        let caught_up = next(&mut subscription).await;
        assert!(matches!(caught_up, Message::CaughtUp(_)));
        // The one that is told listens by now, or finds this event by its first look.
        tokio::time::sleep(Duration::from_millis(200)).await;
        let text = format!("{caught_up:?}");
        write(&writing, "a", &[&text]).await;
        assert!(matches!(next(&mut subscription).await, Message::Events(_)));
    }
}

#[tokio::test]
async fn a_gap_halts_every_kind_of_subscription_before_anything_is_filtered() {
    let pool = database().await;
    let log = Log::open(pool.clone(), Options::default()).await.unwrap();
    write(&log, "a", &["1", "2", "3"]).await;
    sqlx::raw_sql("ALTER TABLE log.event DISABLE TRIGGER ALL; DELETE FROM log.event WHERE position = 2")
        .execute(&pool)
        .await
        .unwrap();
    let none = Filter::kind_prefix("never");
    for (target, filter) in [
        (Target::All, Filter::default()),
        (Target::All, none.clone()),
        (Target::Stream(stream("a")), Filter::default()),
        (Target::Stream(stream("a")), none),
    ] {
        let mut subscription = log.subscribe(Subscribe { target, filter, ..Subscribe::default() });
        assert!(matches!(subscription.next().await, Err(ReadError::Gap { .. })));
        assert!(matches!(subscription.next().await, Err(ReadError::Gap { .. })));
    }
}

#[tokio::test]
async fn a_checkpoint_beyond_the_end_is_refused() {
    let log = log().await;
    write(&log, "a", &["1"]).await;
    let mut subscription = log.subscribe(Subscribe { after: Position::new(9), ..Subscribe::default() });
    let refused = subscription.next().await;
    assert!(matches!(refused, Err(ReadError::BeyondEnd { head, .. }) if head == Position::new(1)));
}
