//! Appending: expectations, idempotency, atomicity, bytes.

use parvis_log::{
    AppendError, Expected, Log, Options, Position, ReadAll, ReadStream, Revision, StreamMetadata,
    StreamState, Write,
};

use crate::fixture::{database, event, events, log, stream};

fn wrong(outcome: Result<parvis_log::Appended, AppendError>) -> Option<Revision> {
    match outcome {
        Err(AppendError::WrongExpectedRevision { actual, .. }) => actual,
        other => panic!("the write should have been refused by its expectation: {other:?}"),
    }
}

#[tokio::test]
async fn positions_are_contiguous_from_one_and_revisions_from_zero() {
    let log = log().await;
    let (a, b) = (stream("a-1"), stream("b-1"));
    let first = log.append(&a, Expected::NoStream, events(&["1", "2"])).await.unwrap();
    assert_eq!((first.first_position.get(), first.last_position.get(), first.last_revision.get()), (1, 2, 1));
    let second = log.append(&b, Expected::Any, events(&["3"])).await.unwrap();
    assert_eq!((second.first_position.get(), second.last_revision.get()), (3, 0));
    let third = log.append(&a, Expected::Exact(Revision::new(1)), events(&["4"])).await.unwrap();
    assert_eq!((third.last_position.get(), third.last_revision.get(), third.idempotent), (4, 2, false));
    let all = log.read_all(ReadAll::default()).await.unwrap();
    assert_eq!(all.iter().map(|event| event.position.get()).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let slice = log.read_stream(&a, ReadStream::default()).await.unwrap();
    assert_eq!(slice.state, StreamState::Present);
    assert_eq!(slice.events.iter().map(|event| event.revision.get()).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(slice.last_revision, Some(Revision::new(2)));
    log.verify(|_, _| {}).await.unwrap();
}

#[tokio::test]
async fn each_expectation_refuses_what_it_does_not_expect() {
    let log = log().await;
    let a = stream("a");
    assert_eq!(wrong(log.append(&a, Expected::Exact(Revision::FIRST), events(&["1"])).await), None);
    assert_eq!(wrong(log.append(&a, Expected::StreamExists, events(&["1"])).await), None);
    log.append(&a, Expected::NoStream, events(&["1", "2", "3"])).await.unwrap();
    let end = Some(Revision::new(2));
    assert_eq!(wrong(log.append(&a, Expected::NoStream, events(&["4"])).await), end);
    assert_eq!(wrong(log.append(&a, Expected::Exact(Revision::new(1)), events(&["4"])).await), end);
    assert_eq!(wrong(log.append(&a, Expected::Exact(Revision::new(3)), events(&["4"])).await), end);
    log.append(&a, Expected::StreamExists, events(&["4"])).await.unwrap();
    assert_eq!(log.head().await.unwrap().position, Position::new(4));
}

#[tokio::test]
async fn a_retry_behind_the_end_gives_the_original_positions() {
    let log = log().await;
    let a = stream("a");
    log.append(&stream("other"), Expected::Any, events(&["0"])).await.unwrap();
    let first = log.append(&a, Expected::NoStream, events(&["1", "2"])).await.unwrap();
    let second = log.append(&a, Expected::Exact(Revision::new(1)), events(&["3", "4"])).await.unwrap();
    log.append(&a, Expected::Any, events(&["5"])).await.unwrap();
    for (expected, texts, original) in [
        (Expected::NoStream, ["1", "2"], first),
        (Expected::Exact(Revision::new(1)), ["3", "4"], second),
        (Expected::Any, ["3", "4"], second),
        (Expected::StreamExists, ["1", "2"], first),
    ] {
        let again = log.append(&a, expected, events(&texts)).await.unwrap();
        assert!(again.idempotent);
        assert_eq!(
            (again.first_position, again.last_position),
            (original.first_position, original.last_position)
        );
        assert_eq!(again.last_revision, original.last_revision);
    }
    assert_eq!(log.head().await.unwrap().position, Position::new(6));
}

#[tokio::test]
async fn a_partly_known_write_is_refused() {
    let log = log().await;
    let a = stream("a");
    log.append(&a, Expected::NoStream, events(&["1", "2"])).await.unwrap();
    let end = Some(Revision::new(1));
    assert_eq!(wrong(log.append(&a, Expected::Any, events(&["2", "3"])).await), end);
    assert_eq!(wrong(log.append(&a, Expected::Any, events(&["3", "2"])).await), end);
    assert_eq!(wrong(log.append(&a, Expected::NoStream, events(&["1", "2", "3"])).await), end);
    assert_eq!(wrong(log.append(&a, Expected::Exact(Revision::FIRST), events(&["2", "3"])).await), end);
    assert_eq!(log.head().await.unwrap().position, Position::new(2));
}

#[tokio::test]
async fn an_exact_revision_at_the_end_always_writes_and_ids_may_recur_in_other_streams() {
    let log = log().await;
    let a = stream("a");
    log.append(&a, Expected::NoStream, events(&["1"])).await.unwrap();
    let again = log.append(&a, Expected::Exact(Revision::FIRST), events(&["1"])).await.unwrap();
    assert!(!again.idempotent);
    let elsewhere = log.append(&stream("b"), Expected::Any, events(&["1"])).await.unwrap();
    assert!(!elsewhere.idempotent);
    assert_eq!(elsewhere.last_position, Position::new(3));
}

#[tokio::test]
async fn a_stream_that_was_taken_for_new_is_looked_up_when_it_is_not() {
    let pool = database().await;
    let first = Log::open(pool.clone(), Options::default()).await.unwrap();
    let original = first.append(&stream("a"), Expected::NoStream, events(&["1", "2"])).await.unwrap();
    first.append(&stream("a"), Expected::Any, events(&["3"])).await.unwrap();
    first.append(&stream("ended"), Expected::NoStream, events(&["4"])).await.unwrap();
    first.tombstone_stream(&stream("ended"), Expected::Any).await.unwrap();
    let end = Position::new(5);
    // Each of these has met no stream yet, so the first write stands on a guess.
    for _ in 0..2 {
        let fresh = Log::open(pool.clone(), Options::default()).await.unwrap();
        let again = fresh.append(&stream("a"), Expected::NoStream, events(&["1", "2"])).await.unwrap();
        assert!(again.idempotent);
        assert_eq!(again.first_position, original.first_position);
        let fresh = Log::open(pool.clone(), Options::default()).await.unwrap();
        let other = fresh.append(&stream("a"), Expected::NoStream, events(&["5"])).await;
        assert_eq!(wrong(other), Some(Revision::new(2)));
        let fresh = Log::open(pool.clone(), Options::default()).await.unwrap();
        let ended = fresh.append(&stream("ended"), Expected::NoStream, events(&["5"])).await;
        assert!(matches!(ended, Err(AppendError::Tombstoned { .. })));
        // One of two is new, so neither is written.
        let fresh = Log::open(pool.clone(), Options::default()).await.unwrap();
        let write = |name: &str, text: &str| Write {
            stream: stream(name),
            expected: Expected::NoStream,
            events: events(&[text]),
        };
        let half = fresh.append_many(vec![write("new", "6"), write("a", "7")]).await;
        assert!(matches!(half, Err(AppendError::WrongExpectedRevision { .. })));
        assert_eq!(fresh.head().await.unwrap().position, end);
    }
    let fresh = Log::open(pool, Options::default()).await.unwrap();
    let new = fresh.append(&stream("new"), Expected::NoStream, events(&["6"])).await.unwrap();
    assert_eq!((new.first_position, new.last_revision), (end.next(), Revision::FIRST));
    fresh.verify(|_, _| {}).await.unwrap();
}

#[tokio::test]
async fn what_is_said_about_a_stream_before_it_begins_holds() {
    let pool = database().await;
    let first = Log::open(pool.clone(), Options::default()).await.unwrap();
    // A stream can be hidden before its first event. The first write then brings it back, which is said in its metadata.
    let deleted = StreamMetadata { truncate_before: Some(Revision::TOMBSTONE), ..StreamMetadata::default() };
    let id = uuid::Uuid::from_u128(9);
    first.set_stream_metadata(&stream("a"), Expected::Any, id, deleted).await.unwrap();
    let fresh = Log::open(pool, Options::default()).await.unwrap();
    let written = fresh.append(&stream("a"), Expected::NoStream, events(&["1"])).await.unwrap();
    assert_eq!(written.last_revision, Revision::FIRST);
    let slice = fresh.read_stream(&stream("a"), ReadStream::default()).await.unwrap();
    assert_eq!((slice.state, slice.events.len()), (StreamState::Present, 1));
    fresh.verify(|_, _| {}).await.unwrap();
}

#[tokio::test]
async fn several_streams_are_written_together_or_not_at_all() {
    let log = log().await;
    let write = |name: &str, expected, texts: &[&str]| Write {
        stream: stream(name),
        expected,
        events: events(texts),
    };
    let both = vec![write("a", Expected::NoStream, &["1"]), write("b", Expected::NoStream, &["2", "3"])];
    let appended = log.append_many(both.clone()).await.unwrap();
    assert_eq!(appended[1].last_position, Position::new(3));
    let half = vec![write("a", Expected::Any, &["4"]), write("c", Expected::StreamExists, &["5"])];
    assert!(matches!(log.append_many(half).await, Err(AppendError::WrongExpectedRevision { .. })));
    assert_eq!(log.head().await.unwrap().position, Position::new(3));
    assert!(log.append_many(both).await.unwrap().iter().all(|appended| appended.idempotent));
    let mixed = vec![write("a", Expected::NoStream, &["1"]), write("d", Expected::NoStream, &["6"])];
    assert!(matches!(log.append_many(mixed).await, Err(AppendError::WrongExpectedRevision { .. })));
    // What a refused write touched is forgotten: the next writes to the same streams are judged rightly.
    log.append(&stream("c"), Expected::NoStream, vec![event("5")]).await.unwrap();
    log.append(&stream("a"), Expected::Exact(Revision::FIRST), vec![event("4")]).await.unwrap();
    log.verify(|_, _| {}).await.unwrap();
}

#[tokio::test]
async fn bytes_come_back_bit_for_bit() {
    let log = log().await;
    let mut written = event("bytes");
    written.data = (0..=255).chain(*b"{\"b\":1, \"a\":1.00, \"b\":2}\0").collect();
    written.metadata = vec![0, 159, 146, 150];
    written.content_type = parvis_log::ContentType::parse("application/cbor").unwrap();
    written.kind = "händelse 🎭".to_owned();
    log.append(&stream("ström-å"), Expected::Any, vec![written.clone()]).await.unwrap();
    let read = log.read_all(ReadAll::default()).await.unwrap().remove(0);
    assert_eq!((read.id, read.kind, read.content_type), (written.id, written.kind, written.content_type));
    assert_eq!((read.data, read.metadata), (written.data, written.metadata));
    assert_eq!(read.stream, stream("ström-å"));
}

#[tokio::test]
async fn what_exceeds_a_limit_or_cannot_be_held_is_refused_by_name() {
    let log = log().await;
    let a = stream("a");
    let mut large = event("large");
    large.data = vec![0; parvis_log::MAX_EVENT_BYTES + 1];
    assert!(matches!(log.append(&a, Expected::Any, vec![large]).await, Err(AppendError::TooLarge { .. })));
    let many = vec![event("x"); parvis_log::MAX_WRITE_EVENTS + 1];
    assert!(matches!(log.append(&a, Expected::Any, many).await, Err(AppendError::TooLarge { .. })));
    for kind in ["", "a\0"] {
        let odd = parvis_log::NewEvent { kind: kind.to_owned(), ..event("odd") };
        assert!(matches!(log.append(&a, Expected::Any, vec![odd]).await, Err(AppendError::Kind(_))));
    }
    assert!(matches!(log.append(&a, Expected::Any, vec![]).await, Err(AppendError::Empty)));
    let meta = stream("$$a");
    assert!(matches!(
        log.append(&meta, Expected::Any, events(&["1"])).await,
        Err(AppendError::Metastream(_))
    ));
    assert_eq!(log.head().await.unwrap().position, Position::START);
}
