//! Reading a stream and reading everything, both ways, with limits and filters.

use parvis_log::{
    Direction, Expected, Filter, Log, Match, NewEvent, Position, ReadAll, ReadError, ReadStream, Revision,
};

use crate::fixture::{event, events, log, stream};

async fn five_in_a_and_five_in_b() -> Log {
    let log = log().await;
    for number in 0..5 {
        for name in ["a-1", "b-1"] {
            let kind = if number % 2 == 0 { "even-counted" } else { "odd-counted" };
            let event = NewEvent { kind: kind.to_owned(), ..event(&format!("{name} {number}")) };
            log.append(&stream(name), Expected::Any, vec![event]).await.unwrap();
        }
    }
    log
}

fn positions(read: &[parvis_log::RecordedEvent]) -> Vec<i64> {
    read.iter().map(|event| event.position.get()).collect()
}

#[tokio::test]
async fn a_stream_is_read_both_ways_in_pages() {
    let log = five_in_a_and_five_in_b().await;
    let a = stream("a-1");
    let mut seen = Vec::new();
    let mut from = Some(Revision::FIRST);
    while let Some(revision) = from {
        let slice = log.read_stream(&a, ReadStream::forwards(revision, 2)).await.unwrap();
        seen.extend(slice.events.iter().map(|event| event.revision.get()));
        from = slice.next;
    }
    assert_eq!(seen, [0, 1, 2, 3, 4]);
    let mut seen = Vec::new();
    let mut read = ReadStream::last(2);
    loop {
        let slice = log.read_stream(&a, read).await.unwrap();
        seen.extend(slice.events.iter().map(|event| event.revision.get()));
        let Some(next) = slice.next else { break };
        read = ReadStream { from: next, ..read };
    }
    assert_eq!(seen, [4, 3, 2, 1, 0]);
    let beyond = log.read_stream(&a, ReadStream::forwards(Revision::new(9), 2)).await.unwrap();
    assert!(beyond.events.is_empty() && beyond.next.is_none());
}

#[tokio::test]
async fn everything_is_read_both_ways_from_any_position() {
    let log = five_in_a_and_five_in_b().await;
    assert_eq!(positions(&log.read_all(ReadAll::after(Position::new(7), 10)).await.unwrap()), [8, 9, 10]);
    assert_eq!(positions(&log.read_all(ReadAll::last(3)).await.unwrap()), [10, 9, 8]);
    let back = ReadAll { from: Position::new(2), direction: Direction::Backwards, ..ReadAll::default() };
    assert_eq!(positions(&log.read_all(back).await.unwrap()), [2, 1]);
    for limit in [0, parvis_log::MAX_READ_EVENTS + 1] {
        let read = ReadAll { limit, ..ReadAll::default() };
        assert!(matches!(log.read_all(read).await, Err(ReadError::Limit { .. })));
    }
}

#[tokio::test]
async fn filters_by_prefix_and_regular_expression_on_stream_and_type() {
    let log = five_in_a_and_five_in_b().await;
    let read = |filter| log.read_all(ReadAll { filter, ..ReadAll::default() });
    assert_eq!(positions(&read(Filter::stream_prefix("b-")).await.unwrap()), [2, 4, 6, 8, 10]);
    assert_eq!(positions(&read(Filter::kind_prefix("odd")).await.unwrap()), [3, 4, 7, 8]);
    let regex = |text: &str| Some(Match::Regex(text.to_owned()));
    let both = Filter { stream: regex("^a-[0-9]$"), kind: regex("^(odd|never)-") };
    assert_eq!(positions(&read(both).await.unwrap()), [3, 7]);
    let either = Filter { stream: Some(Match::Prefixes(vec!["a".into(), "b".into()])), kind: None };
    assert_eq!(read(either).await.unwrap().len(), 10);
    // A prefix is taken as it is, whatever its characters mean elsewhere.
    assert!(read(Filter::stream_prefix("_")).await.unwrap().is_empty());
    let broken = Filter { stream: regex("("), kind: None };
    assert!(matches!(read(broken).await, Err(ReadError::Filter(_))));
}

#[tokio::test]
async fn the_statistics_count_what_there_is() {
    let log = five_in_a_and_five_in_b().await;
    log.append(&stream("a-1"), Expected::Any, events(&["more"])).await.unwrap();
    let stats = log.stats().await.unwrap();
    assert_eq!((stats.events, stats.streams, stats.events_last_hour), (11, 2, 11));
    assert_eq!((stats.longest_streams[0].stream.as_str(), stats.longest_streams[0].events), ("a-1", 6));
    assert!(stats.bytes > stats.index_bytes);
    assert_eq!(stats.head, log.head().await.unwrap());
}
