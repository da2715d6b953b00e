//! Replays: the same events as a read, lent in order, as much of each as was asked for.

use std::ops::ControlFlow;

use parvis_log::{
    Expected, Log, NewEvent, Options, Position, ReadAll, ReadError, RecordedEvent, Replay, StreamMetadata,
};
use uuid::Uuid;

use crate::fixture::{database, event, events, log, stream};

const ON: ControlFlow<()> = ControlFlow::Continue(());

/// Some thousands of events, so that a replay takes several windows.
async fn filled() -> (Log, Vec<RecordedEvent>) {
    let log = log().await;
    for batch in 0..18 {
        let one = |number: usize| NewEvent {
            kind: format!("kind-{}", number % 3),
            metadata: vec![0, number as u8],
            ..event(&format!("{batch} {number}"))
        };
        let name = stream(&format!("s-{}", batch % 5));
        log.append(&name, Expected::Any, (0..150).map(one).collect()).await.unwrap();
    }
    let all = log.read_all(ReadAll { limit: 10_000, ..ReadAll::default() }).await.unwrap();
    assert_eq!(all.len(), 2_700);
    (log, all)
}

#[tokio::test]
async fn a_replay_lends_what_a_read_returns_in_the_same_order() {
    let (log, all) = filled().await;
    let mut events = all.iter();
    let reached = log
        .replay(Replay::default(), |lent| {
            let read = events.next().unwrap();
            let place = lent.header.place;
            assert_eq!(
                (place.position, place.stream, place.revision),
                (read.position, &read.stream, read.revision)
            );
            assert_eq!((lent.header.id, lent.header.kind), (read.id, read.kind.as_str()));
            assert_eq!((lent.header.recorded_at, &lent.content_type), (read.recorded_at, &read.content_type));
            assert_eq!((lent.data, lent.metadata), (read.data.as_slice(), read.metadata.as_slice()));
            ON
        })
        .await;
    assert_eq!((reached.unwrap(), events.next()), (Position::new(2_700), None));
}

#[tokio::test]
async fn headers_and_places_are_those_of_the_events() {
    let (log, all) = filled().await;
    let mut headers = Vec::new();
    let keep = |header: parvis_log::Header<'_>| {
        headers.push((header.place.position, header.id, header.kind.to_owned(), header.recorded_at));
        ON
    };
    log.replay_headers(Replay::default(), keep).await.unwrap();
    assert!(
        all.iter().map(|event| (event.position, event.id, event.kind.clone(), event.recorded_at)).eq(headers)
    );
    let mut places = Vec::new();
    let keep = |place: parvis_log::Place<'_>| {
        places.push((place.position, place.stream.clone(), place.revision));
        ON
    };
    log.replay_places(Replay::default(), keep).await.unwrap();
    assert!(all.iter().map(|event| (event.position, event.stream.clone(), event.revision)).eq(places));
}

#[tokio::test]
async fn a_replay_begins_and_ends_where_it_is_told_and_breaks_off_when_told() {
    let (log, _) = filled().await;
    let part = Replay { after: Position::new(700), to: Position::new(1_900) };
    let mut seen = Vec::new();
    let reached = log.replay_places(part, |place| {
        seen.push(place.position.get());
        ON
    });
    assert_eq!(reached.await.unwrap(), part.to);
    assert!(seen.into_iter().eq(701..=1_900));
    let stop = |at: i64| {
        move |found: Position| {
            if found.get() == at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }
    };
    let stopped = log.replay_places(part, |place| stop(1_000)(place.position)).await.unwrap();
    assert_eq!(stopped, Position::new(1_000));
    let stopped = log.replay(part, |lent| stop(1_001)(lent.header.place.position)).await.unwrap();
    assert_eq!(stopped, Position::new(1_001));
    let at_the_end = Replay { after: Position::new(2_700), ..Replay::default() };
    assert_eq!(log.replay(at_the_end, |_| ON).await.unwrap(), Position::new(2_700));
    let beyond = Replay { after: Position::new(2_701), ..Replay::default() };
    assert!(matches!(log.replay(beyond, |_| ON).await, Err(ReadError::BeyondEnd { .. })));
}

#[tokio::test]
async fn a_gap_halts_every_kind_of_replay() {
    let pool = database().await;
    let log = Log::open(pool.clone(), Options::default()).await.unwrap();
    log.append(&stream("a"), Expected::Any, events(&["1", "2", "3", "4"])).await.unwrap();
    for (missing, after) in [(1, 0), (3, 1)] {
        let delete = format!(
            "ALTER TABLE log.event DISABLE TRIGGER ALL; DELETE FROM log.event WHERE position = {missing}"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(delete)).execute(&pool).await.unwrap();
        let part = Replay { after: Position::new(after), ..Replay::default() };
        let gap = |outcome: Result<Position, ReadError>| matches!(outcome, Err(ReadError::Gap { .. }));
        assert!(gap(log.replay(part, |_| ON).await), "{missing}");
        assert!(gap(log.replay_headers(part, |_| ON).await), "{missing}");
        assert!(gap(log.replay_places(part, |_| ON).await), "{missing}");
    }
}

#[tokio::test]
async fn a_scavenged_event_keeps_its_place_and_header_and_is_lent_no_more() {
    let log = log().await;
    log.append(&stream("a"), Expected::NoStream, events(&["0", "1", "2"])).await.unwrap();
    let metadata = StreamMetadata { max_count: std::num::NonZeroU64::new(1), ..StreamMetadata::default() };
    log.set_stream_metadata(&stream("a"), Expected::Any, Uuid::from_u128(1), metadata).await.unwrap();
    assert_eq!(log.scavenge(|_| {}).await.unwrap().events, 2);
    let mut lent = Vec::new();
    let keep = |event: parvis_log::LentEvent<'_>| {
        lent.push(event.header.place.position.get());
        ON
    };
    log.replay(Replay::default(), keep).await.unwrap();
    assert_eq!(lent, [3, 4]);
    let (mut headers, mut places) = (0, 0);
    log.replay_headers(Replay::default(), |_| {
        headers += 1;
        ON
    })
    .await
    .unwrap();
    log.replay_places(Replay::default(), |_| {
        places += 1;
        ON
    })
    .await
    .unwrap();
    assert_eq!((headers, places), (4, 4));
}
