//! Two processes on one database keep one set of views, and send each letter once.

use std::collections::BTreeMap;

use parvis::clock::Clock;
use parvis::demo::Input;
use parvis::intake;
use parvis::office::Office;
use sqlx::PgPool;

use crate::dump::{self, assert_same};
use crate::support;
use crate::support::played::{self, example, office, second_pool, settings};

/// How many letters of each kind there are.
async fn letters(pool: &PgPool) -> BTreeMap<String, i64> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("SELECT kind::text, count(*) FROM views.letters GROUP BY 1")
            .fetch_all(pool)
            .await
            .unwrap();
    rows.into_iter().collect()
}

/// Hands in the first part of the example's journal, by turns through each office, all settling after each row.
async fn hand_in(offices: &[&Office]) {
    let input = Input::read(&example("kkn-2018")).unwrap();
    let (id, cause) = (input.programme.id, offices[0].cause("import"));
    intake::programme(&offices[0].handle, id, &input.programme.people, &input.programme.set_up, &cause)
        .await
        .unwrap();
    for (at, action) in input.enrolments.iter().take(30).enumerate() {
        let office = offices[at % offices.len()];
        intake::register(&office.handle, id, std::slice::from_ref(action), &cause).await.unwrap();
        let settled = futures::future::join_all(offices.iter().map(|office| office.settle())).await;
        for outcome in settled {
            outcome.unwrap();
        }
    }
}

#[tokio::test]
async fn two_processes_count_each_fact_once_and_keep_the_rows_one_would() {
    let (alone, shared) = (support::database().await, support::database().await);
    let home = tempfile::tempdir().unwrap();
    let now = "2018-03-02T12:00:00Z";
    hand_in(&[&office(&alone.pool, home.path(), now).await]).await;

    let pool = second_pool((*shared.pool.connect_options()).clone()).await;
    let one = office(&shared.pool, home.path(), now).await;
    let other =
        Office::open(pool, &settings(home.path(), Clock::simulated(now.parse().unwrap()))).await.unwrap();
    hand_in(&[&one, &other]).await;

    assert_eq!(letters(&shared.pool).await, letters(&alone.pool).await);
    let (two, mut both) = (dump::stored(&shared.pool).await, Vec::new());
    for office in [&one, &other] {
        let rebuilt = office.runner.rebuild(|_, _| {}).await.unwrap();
        both.extend(
            rebuilt.tables.into_iter().filter(|table| (table.only_live, table.only_rebuilt) != (0, 0)),
        );
    }
    assert!(both.is_empty(), "{both:?}");
    let single = dump::stored(&alone.pool).await;
    for table in
        ["people", "enrolments", "participants", "programmes", "seminars", "reminders_due", "overview"]
    {
        assert!(!single[table].is_empty(), "{table}");
        assert_same(
            &BTreeMap::from([(table.to_owned(), single[table].clone())]),
            &BTreeMap::from([(table.to_owned(), two[table].clone())]),
        );
    }
}

#[tokio::test]
async fn a_process_that_was_overtaken_takes_over_the_rows_and_goes_on() {
    let played = played::kkn().await;
    let home = tempfile::tempdir().unwrap();
    let now = "2019-08-01T00:00:00Z";
    let fast = office(&played.database.pool, home.path(), now).await;
    let pool = second_pool((*played.database.pool.connect_options()).clone()).await;
    let slow = office(&pool, home.path(), now).await;
    let input = Input::read(&example("kkn-2014")).unwrap();
    let cause = fast.cause("import");
    let programme = &input.programme;
    let done = intake::programme(&fast.handle, programme.id, &programme.people, &programme.set_up, &cause)
        .await
        .unwrap();
    fast.settle().await.unwrap();
    let before = dump::stored(&played.database.pool).await;
    // The slow one folds the same facts in its memory and must not write them a second time.
    assert_eq!(Some(slow.runner.catch_up().await.unwrap()), done.position);
    assert_same(&before, &dump::stored(&played.database.pool).await);
    let house = slow.runner.stored().await.unwrap();
    assert_eq!(house.programmes.programmes.rows().count(), 2);
    assert_eq!(slow.runner.house().await.house.programmes.programmes.rows().count(), 2);
}
