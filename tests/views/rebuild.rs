//! A rebuild reproduces what was kept fact by fact.

use parvis::runner::{Runner, RunnerError};
use parvis_log::{Position, ReadAll};
use parvis_projections::House;

use crate::dump::{self, assert_same};
use crate::support::played::{self, office};

const NOW: &str = "2019-08-01T00:00:00Z";

#[tokio::test]
async fn a_rebuild_gives_the_rows_that_were_kept_fact_by_fact() {
    let played = played::kkn().await;
    let pool = &played.database.pool;
    let home = tempfile::tempdir().unwrap();
    let office = office(pool, home.path(), NOW).await;
    let before = dump::stored(pool).await;
    let rebuilt = office.runner.rebuild(|_, _| {}).await.unwrap();
    assert_eq!(rebuilt.position, office.log.head().await.unwrap().position);
    for table in &rebuilt.tables {
        assert_eq!((table.only_live, table.only_rebuilt), (0, 0), "{}", table.table);
        assert_eq!(usize::try_from(table.rows).unwrap(), before[table.table].len(), "{}", table.table);
    }
    assert_same(&before, &dump::stored(pool).await);
    for table in ["letters", "participants", "attendance", "certificates", "evaluation_grades"] {
        assert!(before[table].len() > 10, "{table} has rows to compare");
    }
}

#[tokio::test]
async fn it_does_not_matter_how_many_facts_are_folded_at_a_time() {
    let played = played::kkn().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&played.database.pool, home.path(), NOW).await;
    let events = office.log.read_all(ReadAll::after(Position::START, 10_000)).await.unwrap();
    assert_eq!(events.last().unwrap().position, office.log.head().await.unwrap().position);
    let (facts, parked) = office.runner.open_facts(&events).await.unwrap();
    assert!(parked.is_empty());
    let folded = |at_a_time: usize| {
        let mut house = House::default();
        facts.chunks(at_a_time).for_each(|facts| house.fold(facts));
        dump::of_house(&mut house)
    };
    let at_once = folded(facts.len());
    assert_same(&at_once, &folded(9));
    assert_same(&at_once, &folded(701));
}

#[tokio::test]
async fn a_rebuild_finds_rows_that_were_changed_behind_its_back() {
    let played = played::kkn().await;
    let pool = &played.database.pool;
    let home = tempfile::tempdir().unwrap();
    let office = office(pool, home.path(), NOW).await;
    let before = dump::stored(pool).await;
    sqlx::raw_sql(
        "UPDATE views.people SET title = 'Chef' WHERE person = (SELECT min(person::text)::uuid FROM views.people);
         DELETE FROM views.letters WHERE kind = 'deputy'",
    )
    .execute(pool)
    .await
    .unwrap();
    let rebuilt = office.runner.rebuild(|_, _| {}).await.unwrap();
    let differing: Vec<_> = rebuilt
        .tables
        .iter()
        .filter(|table| (table.only_live, table.only_rebuilt) != (0, 0))
        .map(|table| (table.table, table.only_live, table.only_rebuilt))
        .collect();
    assert_eq!(differing, [("people", 1, 1), ("letters", 0, 2)]);
    assert_same(&before, &dump::stored(pool).await);
}

#[tokio::test]
async fn facts_that_are_there_already_change_nothing() {
    let played = played::kkn().await;
    let pool = &played.database.pool;
    let home = tempfile::tempdir().unwrap();
    let office = office(pool, home.path(), NOW).await;
    let (before, head) = (dump::stored(pool).await, office.log.head().await.unwrap());
    for _ in 0..2 {
        assert_eq!(office.runner.catch_up().await.unwrap(), head.position);
        office.settle().await.unwrap();
    }
    assert_same(&before, &dump::stored(pool).await);
    assert_eq!(office.log.head().await.unwrap(), head, "the policy writes nothing anew");
}

#[tokio::test]
async fn views_of_an_earlier_release_are_rebuilt_when_they_are_opened() {
    let played = played::kkn().await;
    let pool = &played.database.pool;
    let before = dump::stored(pool).await;
    sqlx::raw_sql("UPDATE views.checkpoint SET version = 0; DROP TABLE views.people")
        .execute(pool)
        .await
        .unwrap();
    let home = tempfile::tempdir().unwrap();
    drop(office(pool, home.path(), NOW).await);
    assert_same(&before, &dump::stored(pool).await);
}

/// Takes an event out of the log, which only a superuser can do.
async fn lose(pool: &sqlx::PgPool, position: i64) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "ALTER TABLE log.event DISABLE TRIGGER USER; DELETE FROM log.event WHERE position = {position}"
    )))
    .execute(pool)
    .await
    .unwrap();
}

#[tokio::test]
async fn no_view_goes_past_a_missing_fact() {
    let played = played::kkn().await;
    let pool = &played.database.pool;
    let home = tempfile::tempdir().unwrap();
    let office = office(pool, home.path(), NOW).await;
    let before = dump::stored(pool).await;
    for lost in [1000, 1] {
        lose(pool, lost).await;
        let error = office.runner.rebuild(|_, _| {}).await.unwrap_err();
        assert!(
            matches!(error, RunnerError::Gap { checkpoint, found } if checkpoint == lost - 1 && found == lost + 1),
            "{error}"
        );
        assert!(office.runner.as_of(office.clock.now()).await.is_err());
    }
    assert_same(&before, &dump::stored(pool).await);
    // A runner that starts with the gap ahead of it.
    sqlx::raw_sql("UPDATE views.checkpoint SET position = 999").execute(pool).await.unwrap();
    let runner = Runner::open(pool.clone(), office.log.clone(), office.ring.clone()).await.unwrap();
    assert!(matches!(runner.catch_up().await, Err(RunnerError::Gap { checkpoint: 999, found: 1001 })));
}
