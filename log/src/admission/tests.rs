//! The rules, batch by batch, without a database.

use super::*;

fn stream(name: &str) -> StreamName {
    StreamName::parse(name).unwrap()
}

fn write(name: &str, expected: Expected, ids: &[u64]) -> Work {
    let event = |id: &u64| NewEvent::json(Uuid::from_u64_pair(0, *id), "k", "");
    Work::Append(vec![Write { stream: stream(name), expected, events: ids.iter().map(event).collect() }])
}

fn judge(works: &[Work]) -> Admitted {
    admit(Known { head: 10, ..Known::default() }, works.iter().map(|work| (work, Stand::On(vec![]))))
}

#[test]
fn requests_of_one_batch_are_judged_on_top_of_each_other() {
    let admitted = judge(&[
        write("a", Expected::NoStream, &[1, 2]),
        write("a", Expected::NoStream, &[3]),
        write("a", Expected::Exact(Revision::new(1)), &[4]),
        write("a", Expected::NoStream, &[1, 2]),
        write("a", Expected::Any, &[4, 5]),
    ]);
    let positions: Vec<_> = admitted
        .answers
        .iter()
        .map(|answer| {
            answer.as_ref().ok().map(|appended| (appended[0].first_position.get(), appended[0].idempotent))
        })
        .collect();
    assert_eq!(positions, [Some((11, false)), None, Some((13, false)), Some((11, true)), None]);
    assert_eq!(admitted.rows.len(), 3);
    assert_eq!(admitted.created, [(11, stream("a"))]);
}

#[test]
fn a_refused_request_leaves_nothing_behind_for_the_next() {
    let half = |second: Expected| {
        let Work::Append(mut writes) = write("a", Expected::NoStream, &[1]) else { unreachable!() };
        let Work::Append(more) = write("b", second, &[2]) else { unreachable!() };
        writes.extend(more);
        Work::Append(writes)
    };
    let admitted = judge(&[half(Expected::StreamExists), half(Expected::NoStream)]);
    assert!(admitted.answers[0].is_err());
    let appended = admitted.answers[1].as_ref().unwrap();
    assert_eq!(appended.iter().map(|each| each.first_position.get()).collect::<Vec<_>>(), [11, 12]);
    assert!(appended.iter().all(|each| !each.idempotent));
    assert_eq!(admitted.created, [(11, stream("a")), (12, stream("b"))]);
}

#[test]
fn what_stands_on_a_refused_request_is_refused_even_if_it_would_fit() {
    let works = [
        write("a", Expected::NoStream, &[1]),
        // Refused; had it been made, the next would have stood where it expects.
        write("a", Expected::NoStream, &[2]),
        write("a", Expected::Exact(Revision::FIRST), &[3]),
        write("a", Expected::Exact(Revision::FIRST), &[4]),
        write("b", Expected::NoStream, &[5]),
    ];
    let stands = [vec![], vec![], vec![1], vec![0], vec![2]].map(Stand::On);
    let admitted = admit(Known { head: 10, ..Known::default() }, works.iter().zip(stands));
    let made: Vec<bool> = admitted.answers.iter().map(Result::is_ok).collect();
    assert_eq!(made, [true, false, false, true, false]);
    assert!(matches!(admitted.answers[2], Err(AppendError::Orphaned)));
    assert_eq!(admitted.rows.len(), 2);
}

#[test]
fn a_stream_deleted_and_written_in_one_batch_says_so_in_its_metadata() {
    let delete = Work::Delete { stream: stream("a"), expected: Expected::Any };
    let admitted =
        judge(&[write("a", Expected::NoStream, &[1]), delete, write("a", Expected::NoStream, &[2])]);
    let kinds: Vec<_> = admitted.rows.iter().map(|row| (row.stream.as_str(), row.revision.get())).collect();
    assert_eq!(kinds, [("a", 0), ("$$a", 0), ("$$a", 1), ("a", 1)]);
    let said = admitted.streams[&stream("a")].metadata.as_ref().unwrap();
    assert_eq!(said.truncate_before, Some(Revision::new(1)));
}
