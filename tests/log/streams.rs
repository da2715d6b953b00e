//! What can be said about streams: metadata, deletion, tombstones, and the room they make.

use std::num::NonZeroU64;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parvis_log::{
    AppendError, Expected, Log, Options, ReadAll, ReadStream, Revision, StreamMetadata, StreamState,
};
use uuid::Uuid;

use crate::fixture::{Hand, database, events, log, stream};

async fn revisions(log: &Log, name: &str) -> (StreamState, Vec<i64>) {
    let slice = log.read_stream(&stream(name), ReadStream::default()).await.unwrap();
    (slice.state, slice.events.iter().map(|event| event.revision.get()).collect())
}

async fn say(log: &Log, name: &str, metadata: StreamMetadata) {
    log.set_stream_metadata(&stream(name), Expected::Any, fresh_id(), metadata).await.unwrap();
}

/// An id that has not been used in this run.
fn fresh_id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    Uuid::from_u64_pair(7, NEXT.fetch_add(1, Ordering::Relaxed))
}

#[tokio::test]
async fn count_age_and_truncation_hide_events_and_say_so() {
    let clock = Arc::new(Hand::new());
    let options = Options { clock: clock.clone(), ..Options::default() };
    let log = Log::open(database().await, options).await.unwrap();
    let a = stream("a");
    for text in ["0", "1", "2", "3"] {
        log.append(&a, Expected::Any, events(&[text])).await.unwrap();
        clock.turn(60);
    }
    say(&log, "a", StreamMetadata { max_count: NonZeroU64::new(3), ..StreamMetadata::default() }).await;
    let truncated = |first| StreamState::Truncated { first_readable: Revision::new(first) };
    assert_eq!(revisions(&log, "a").await, (truncated(1), vec![1, 2, 3]));
    let truncate_before = Some(Revision::new(2));
    say(&log, "a", StreamMetadata { truncate_before, ..StreamMetadata::default() }).await;
    assert_eq!(revisions(&log, "a").await, (truncated(2), vec![2, 3]));
    say(&log, "a", StreamMetadata { max_age_seconds: NonZeroU64::new(90), ..StreamMetadata::default() })
        .await;
    assert_eq!(revisions(&log, "a").await, (truncated(3), vec![3]));
    clock.turn(90);
    assert_eq!(revisions(&log, "a").await, (truncated(4), vec![]));
    say(&log, "a", StreamMetadata::default()).await;
    assert_eq!(revisions(&log, "a").await, (StreamState::Present, vec![0, 1, 2, 3]));
    let from_two = log.read_stream(&a, ReadStream::forwards(Revision::new(2), 1)).await.unwrap();
    assert_eq!((from_two.state, from_two.next), (StreamState::Present, Some(Revision::new(3))));
}

#[tokio::test]
async fn a_deleted_stream_comes_back_with_its_numbers_continued() {
    let log = log().await;
    let a = stream("a");
    assert_eq!(revisions(&log, "a").await.0, StreamState::Absent);
    log.append(&a, Expected::NoStream, events(&["0", "1"])).await.unwrap();
    let wrong = log.delete_stream(&a, Expected::Exact(Revision::FIRST)).await;
    assert!(matches!(wrong, Err(AppendError::WrongExpectedRevision { .. })));
    log.delete_stream(&a, Expected::Exact(Revision::new(1))).await.unwrap();
    assert_eq!(revisions(&log, "a").await, (StreamState::Deleted, vec![]));
    assert!(log.delete_stream(&a, Expected::Any).await.unwrap().idempotent);
    let exists = log.append(&a, Expected::StreamExists, events(&["2"])).await;
    assert!(matches!(exists, Err(AppendError::WrongExpectedRevision { actual: None, .. })));
    let back = log.append(&a, Expected::NoStream, events(&["2", "3"])).await.unwrap();
    assert_eq!(back.last_revision, Revision::new(3));
    assert!(log.append(&a, Expected::NoStream, events(&["2", "3"])).await.unwrap().idempotent);
    let first_readable = Revision::new(2);
    assert_eq!(revisions(&log, "a").await, (StreamState::Truncated { first_readable }, vec![2, 3]));
    log.verify(|_, _| {}).await.unwrap();
}

#[tokio::test]
async fn a_tombstoned_stream_never_comes_back() {
    let pool = database().await;
    let log = Log::open(pool.clone(), Options::default()).await.unwrap();
    let a = stream("a");
    log.append(&a, Expected::NoStream, events(&["0"])).await.unwrap();
    let ended = log.tombstone_stream(&a, Expected::Exact(Revision::FIRST)).await.unwrap();
    assert_eq!(ended.last_revision, Revision::TOMBSTONE);
    assert!(log.tombstone_stream(&a, Expected::Any).await.unwrap().idempotent);
    assert_eq!(revisions(&log, "a").await, (StreamState::Tombstoned, vec![]));
    for expected in
        [Expected::Any, Expected::NoStream, Expected::StreamExists, Expected::Exact(Revision::FIRST)]
    {
        let again = log.append(&a, expected, events(&["1"])).await;
        assert!(matches!(again, Err(AppendError::Tombstoned { .. })), "{expected}");
    }
    assert!(matches!(log.delete_stream(&a, Expected::Any).await, Err(AppendError::Tombstoned { .. })));
    // A second process, which remembers nothing, judges alike.
    let other = Log::open(pool, Options::default()).await.unwrap();
    let again = other.append(&a, Expected::Any, events(&["1"])).await;
    assert!(matches!(again, Err(AppendError::Tombstoned { .. })));
    log.verify(|_, _| {}).await.unwrap();
}

#[tokio::test]
async fn own_keys_are_kept_and_the_same_metadata_id_again_changes_nothing() {
    let log = log().await;
    let metadata: StreamMetadata =
        serde_json::from_str(r#"{"$acl":{"$r":"$all"},"owner":"Malmö","weight":1.5}"#).unwrap();
    let (a, id) = (stream("a"), fresh_id());
    let first = log.set_stream_metadata(&a, Expected::NoStream, id, metadata.clone()).await.unwrap();
    let again = log.set_stream_metadata(&a, Expected::NoStream, id, metadata.clone()).await.unwrap();
    assert!(again.idempotent && !first.idempotent);
    assert_eq!(log.stream_metadata(&a).await.unwrap(), metadata);
    assert_eq!(revisions(&log, "a").await.0, StreamState::Absent);
    assert_eq!(revisions(&log, "$$a").await, (StreamState::Present, vec![0]));
    let stale = log.set_stream_metadata(&a, Expected::NoStream, fresh_id(), metadata).await;
    assert!(matches!(stale, Err(AppendError::WrongExpectedRevision { .. })));
}

#[tokio::test]
async fn scavenging_empties_what_is_hidden_and_the_chain_still_verifies() {
    let log = log().await;
    for name in ["counted", "deleted", "kept"] {
        log.append(&stream(name), Expected::NoStream, events(&["0", "1", "2", "3"])).await.unwrap();
    }
    say(&log, "counted", StreamMetadata { max_count: NonZeroU64::new(1), ..StreamMetadata::default() }).await;
    log.delete_stream(&stream("deleted"), Expected::Any).await.unwrap();
    let before = log.verify(|_, _| {}).await.unwrap();
    let done = log.scavenge(|_| {}).await.unwrap();
    assert_eq!((done.streams, done.events), (2, 7));
    assert!(done.bytes > 0);
    assert_eq!(log.verify(|_, _| {}).await.unwrap(), before);
    assert_eq!(log.scavenge(|_| {}).await.unwrap().events, 0);
    let left = log.read_all(ReadAll::default()).await.unwrap();
    assert_eq!(left.iter().filter(|event| event.stream == stream("kept")).count(), 4);
    assert_eq!(left.iter().filter(|event| event.stream == stream("deleted")).count(), 0);
    assert_eq!(revisions(&log, "counted").await.1, [3]);
    // A write that was made before is still recognised, and the stream comes back where it ended.
    assert!(
        log.append(&stream("counted"), Expected::NoStream, events(&["0", "1"])).await.unwrap().idempotent
    );
    let back = log.append(&stream("deleted"), Expected::NoStream, events(&["4"])).await.unwrap();
    assert_eq!(back.last_revision, Revision::new(4));
}
