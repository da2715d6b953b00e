//! Opening a log: several processes at once, with few rights, in a schema of one's choice.

use std::sync::Arc;
use std::time::Duration;

use parvis_log::{AppendError, Expected, Log, LogError, Options, ReadAll, ReadStream, Revision};
use sqlx::PgPool;

use crate::fixture::{Hand, cluster, database, event, events, log, stream};

#[tokio::test]
async fn several_processes_open_write_and_retry_at_once() {
    let pool = database().await;
    let opened = (0..4).map(|_| Log::open(pool.clone(), Options::default()));
    let logs = futures::future::try_join_all(opened).await.unwrap();
    let writers = (0..8).map(|writer| {
        let log = logs[writer % 4].clone();
        tokio::spawn(async move {
            let own = stream(&format!("own-{writer}"));
            let mut expected = Expected::NoStream;
            for number in 0..50 {
                let text = format!("{writer} {number}");
                let appended = log.append(&own, expected, events(&[&text])).await.unwrap();
                assert!(!appended.idempotent);
                expected = Expected::Exact(appended.last_revision);
                // A counter that all share: read, then write what was expected, until it is so.
                let shared = stream("shared");
                loop {
                    let last = log.read_stream(&shared, ReadStream::last(1)).await.unwrap().last_revision;
                    let expected = last.map_or(Expected::NoStream, Expected::Exact);
                    match log.append(&shared, expected, vec![event(&format!("shared {text}"))]).await {
                        Ok(_) => break,
                        Err(AppendError::WrongExpectedRevision { .. }) => {}
                        Err(error) => panic!("{error:?}"),
                    }
                }
            }
        })
    });
    futures::future::try_join_all(writers).await.unwrap();
    let all = logs[0].read_all(ReadAll { limit: 10_000, ..ReadAll::default() }).await.unwrap();
    assert!(all.iter().map(|event| event.position.get()).eq(1..=800));
    assert_eq!(logs[1].verify(|_, _| {}).await.unwrap().events, 800);
}

#[tokio::test]
async fn what_another_process_did_is_not_judged_by_what_was_remembered() {
    let pool = database().await;
    let one = Log::open(pool.clone(), Options::default()).await.unwrap();
    let two = Log::open(pool, Options::default()).await.unwrap();
    let a = stream("a");
    one.append(&a, Expected::NoStream, events(&["0"])).await.unwrap();
    two.append(&a, Expected::Exact(Revision::FIRST), events(&["1"])).await.unwrap();
    one.append(&a, Expected::Exact(Revision::new(1)), events(&["2"])).await.unwrap();
    two.delete_stream(&a, Expected::Any).await.unwrap();
    let exists = one.append(&a, Expected::StreamExists, events(&["3"])).await;
    assert!(matches!(exists, Err(AppendError::WrongExpectedRevision { actual: None, .. })));
    one.append(&a, Expected::NoStream, events(&["3"])).await.unwrap();
    two.append(&a, Expected::Exact(Revision::new(3)), events(&["4"])).await.unwrap();
    two.verify(|_, _| {}).await.unwrap();
}

#[tokio::test]
async fn a_role_that_may_only_read_and_insert_is_enough_to_write() {
    let pool = database().await;
    let name: String = sqlx::query_scalar("SELECT current_database()").fetch_one(&pool).await.unwrap();
    Log::open(pool.clone(), Options::default()).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "CREATE ROLE writer_of_{name} LOGIN; GRANT USAGE ON SCHEMA log TO writer_of_{name}; \
         GRANT SELECT, INSERT ON log.event, log.stream TO writer_of_{name}; \
         GRANT SELECT ON log.release TO writer_of_{name}"
    )))
    .execute(&pool)
    .await
    .unwrap();
    let options = cluster().options(&name).username(&format!("writer_of_{name}"));
    let log = Log::open(PgPool::connect_with(options).await.unwrap(), Options::default()).await.unwrap();
    log.append(&stream("a"), Expected::Any, events(&["1"])).await.unwrap();
    log.verify(|_, _| {}).await.unwrap();
    assert!(log.scavenge(|_| {}).await.is_ok_and(|done| done.events == 0));
}

#[tokio::test]
async fn a_log_in_another_schema_is_another_log_and_later_tables_are_refused() {
    let pool = database().await;
    let options = Options { schema: "second".to_owned(), ..Options::default() };
    let first = Log::open(pool.clone(), Options::default()).await.unwrap();
    let second = Log::open(pool.clone(), options.clone()).await.unwrap();
    first.append(&stream("a"), Expected::Any, events(&["1"])).await.unwrap();
    assert_eq!(second.head().await.unwrap().position.get(), 0);
    sqlx::query("INSERT INTO second.release (version) VALUES (99)").execute(&pool).await.unwrap();
    assert!(matches!(Log::open(pool, options).await, Err(LogError::TooNew { found: 99, .. })));
}

#[tokio::test]
async fn a_log_of_the_first_version_is_brought_up_to_date() {
    let pool = database().await;
    let old = Log::open(pool.clone(), Options::default()).await.unwrap();
    old.append(&stream("a"), Expected::NoStream, events(&["1", "2"])).await.unwrap();
    sqlx::raw_sql(
        "ALTER TABLE log.event DROP CONSTRAINT event_pkey; ALTER TABLE log.event ADD PRIMARY KEY (position), \
         ADD CHECK (position > 0), ADD CHECK (revision >= 0), ADD CHECK (octet_length(hash) = 32); \
         TRUNCATE log.release; INSERT INTO log.release (version) VALUES (1)",
    )
    .execute(&pool)
    .await
    .unwrap();
    let opened = (0..3).map(|_| Log::open(pool.clone(), Options::default()));
    let logs = futures::future::try_join_all(opened).await.unwrap();
    logs[0].append(&stream("a"), Expected::Exact(Revision::new(1)), events(&["3"])).await.unwrap();
    assert_eq!(logs[1].verify(|_, _| {}).await.unwrap().events, 3);
    let shape = "SELECT (SELECT count(*) FROM pg_constraint WHERE conrelid = 'log.event'::regclass AND contype = 'c'), \
         pg_get_indexdef('log.event_pkey'::regclass)";
    let (checks, key): (i64, String) = sqlx::query_as(shape).fetch_one(&pool).await.unwrap();
    assert!(checks == 0 && key.ends_with("(\"position\") INCLUDE (stream_id, revision)"), "{checks} {key}");
}

#[tokio::test]
async fn a_full_queue_is_waited_for_and_then_errs() {
    let pool = database().await;
    let options = Options {
        queue_capacity: 1,
        max_batch: 1,
        queue_wait: Duration::from_millis(200),
        ..Options::default()
    };
    let log = Log::open(pool.clone(), options).await.unwrap();
    log.append(&stream("a"), Expected::Any, events(&["0"])).await.unwrap();
    // Somebody holds the table, so the writer stands still.
    let mut holding = pool.begin().await.unwrap();
    sqlx::query("LOCK TABLE log.event IN EXCLUSIVE MODE").execute(&mut *holding).await.unwrap();
    let writes = (1..=4).map(|number| {
        let (log, text) = (log.clone(), number.to_string());
        tokio::spawn(async move { log.append(&stream("a"), Expected::Any, events(&[&text])).await })
    });
    let writes: Vec<_> = writes.collect();
    tokio::time::sleep(Duration::from_millis(600)).await;
    holding.rollback().await.unwrap();
    let mut overloaded = 0;
    let mut written = 0;
    for write in writes {
        match write.await.unwrap() {
            Ok(_) => written += 1,
            Err(AppendError::Overloaded) => overloaded += 1,
            Err(error) => panic!("{error:?}"),
        }
    }
    assert!(overloaded >= 1, "{overloaded} overloaded, {written} written");
    assert_eq!(log.head().await.unwrap().position.get(), 1 + written);
}

#[tokio::test]
async fn a_dropped_caller_neither_loses_nor_doubles() {
    let log = log().await;
    for number in 0..200_u64 {
        let text = number.to_string();
        let a = stream("a");
        let append = |expected| log.append(&a, expected, events(&[&text]));
        // The caller goes away at any moment, then tries again as if it knew nothing.
        let _ = tokio::time::timeout(Duration::from_micros(number * 20), append(Expected::Any)).await;
        append(Expected::Any).await.unwrap();
    }
    let all = log.read_all(ReadAll::default()).await.unwrap();
    assert_eq!(all.len(), 200);
    log.verify(|_, _| {}).await.unwrap();
}

#[tokio::test]
async fn times_never_go_back_though_the_clock_does() {
    let clock = Arc::new(Hand::new());
    let options = Options { clock: clock.clone(), ..Options::default() };
    let log = Log::open(database().await, options).await.unwrap();
    for (number, turn) in [10, -3600, 5, 7200].into_iter().enumerate() {
        log.append(&stream("a"), Expected::Any, events(&[&number.to_string()])).await.unwrap();
        clock.turn(turn);
    }
    let all = log.read_all(ReadAll::default()).await.unwrap();
    assert!(all.is_sorted_by_key(|event| event.recorded_at));
    assert_eq!(all[1].recorded_at, all[2].recorded_at);
    log.verify(|_, _| {}).await.unwrap();
}
