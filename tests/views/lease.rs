//! One process writes the tables of views, another takes its place when it is gone, and readers wait for neither.

use std::time::{Duration, Instant};

use parvis::clock::Clock;
use parvis::office::Office;
use parvis_events::ids::PersonId;
use parvis_events::person::{Command, Person, PersonDetailsGiven};
use parvis_events::personal::PersonDetails;
use parvis_events::values::Language;
use parvis_log::Position;
use sqlx::{Connection, PgConnection, PgPool};

use crate::dump::{self, assert_same};
use crate::support;
use crate::support::played::{second_pool, settings};

const PATIENCE: Duration = Duration::from_secs(20);

async fn offices(pool: &PgPool, home: &std::path::Path) -> (Office, Office) {
    let clock = || Clock::simulated("2026-01-01T00:00:00Z".parse().unwrap());
    let second = second_pool((*pool.connect_options()).clone()).await;
    let one = Office::open(pool.clone(), &settings(home, clock())).await.unwrap();
    let other = Office::open(second, &settings(home, clock())).await.unwrap();
    (one, other)
}

/// Makes somebody known; the position of the fact.
async fn register(office: &Office, name: &str) -> Position {
    let person = PersonId::named(&[name]);
    let details = PersonDetails {
        reference: String::new(),
        given_name: name.into(),
        family_name: "Vårdal".into(),
        title: String::new(),
        email: "kim@example.org".into(),
        phone: String::new(),
    };
    let command =
        Command::Register { person, details: PersonDetailsGiven(details), language: Language::Swedish };
    let done = office.handle.run::<Person>(person.uuid(), command, &office.cause("test")).await.unwrap();
    done.position.unwrap()
}

/// Waits until the tables stand at a position.
async fn stored(pool: &PgPool, position: Position) {
    let until = Instant::now() + PATIENCE;
    loop {
        let at: i64 =
            sqlx::query_scalar("SELECT min(position) FROM views.checkpoint").fetch_one(pool).await.unwrap();
        if at >= position.get() {
            return;
        }
        assert!(Instant::now() < until, "the tables stand at {at}, not at {position}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Every table is what a rebuild makes of the log.
async fn as_the_log_says(office: &Office, pool: &PgPool) {
    let before = dump::stored(pool).await;
    let rebuilt = office.runner.rebuild(|_, _| {}).await.unwrap();
    assert!(rebuilt.tables.iter().all(|table| (table.only_live, table.only_rebuilt) == (0, 0)));
    assert_same(&before, &dump::stored(pool).await);
}

/// Takes the lease as a process does that is stopped while it holds it.
async fn hold(pool: &PgPool) -> PgConnection {
    let mut connection = PgConnection::connect_with(&pool.connect_options()).await.unwrap();
    let taken: bool = sqlx::query_scalar(
        "SELECT pg_try_advisory_lock(hashtextextended('parvis views: who writes them', 0))",
    )
    .fetch_one(&mut connection)
    .await
    .unwrap();
    assert!(taken, "nobody held it");
    connection
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_live_processes_show_every_fact_at_once_and_write_it_once() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let (one, other) = offices(&database.pool, home.path()).await;
    let live = (one.runner.live(), other.runner.live());
    let mut last = Position::START;
    for number in 0..60 {
        let (writer, reader) = if number % 2 == 0 { (&one, &other) } else { (&other, &one) };
        let name = format!("Kim {number}");
        last = register(writer, &name).await;
        for office in [writer, reader] {
            let kept = office.runner.at_least(last, PATIENCE).await.unwrap();
            assert_eq!(kept.house.people.get(PersonId::named(&[&name])).unwrap().given_name, name);
        }
    }
    stored(&database.pool, last).await;
    assert_eq!(dump::stored(&database.pool).await["people"].len(), 60);
    as_the_log_says(&one, &database.pool).await;
    // The other finds the tables made anew, and goes on.
    let last = register(&other, "Kim, later").await;
    stored(&database.pool, last).await;
    as_the_log_says(&other, &database.pool).await;
    drop(live);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_one_who_writes_is_gone_another_writes_at_once() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let (one, other) = offices(&database.pool, home.path()).await;
    let first = one.runner.live();
    stored(&database.pool, register(&one, "Kim").await).await;
    let second = other.runner.live();
    // Its connections end as if it had been killed.
    drop(first);
    let began = Instant::now();
    stored(&database.pool, register(&other, "Robin").await).await;
    assert!(began.elapsed() < Duration::from_secs(3), "without waiting for a lease to run out");
    as_the_log_says(&other, &database.pool).await;
    drop(second);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_who_holds_the_lease_and_does_not_write_is_not_waited_for_for_long() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let (one, other) = offices(&database.pool, home.path()).await;
    let held = hold(&database.pool).await;
    let live = other.runner.live();
    let position = register(&one, "Kim").await;
    let began = Instant::now();
    other.runner.at_least(position, PATIENCE).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(2), "readers wait for no table");
    stored(&database.pool, position).await;
    // Also a process that does not keep views live, and wants the tables to have it now.
    let position = register(&one, "Robin").await;
    one.runner.catch_up().await.unwrap();
    stored(&database.pool, position).await;
    as_the_log_says(&one, &database.pool).await;
    drop((live, held));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_who_catch_up_at_once_do_not_wait_for_each_others_connections() {
    let (database, home) = (support::database().await, tempfile::tempdir().unwrap());
    let (one, other) = offices(&database.pool, home.path()).await;
    // Fewer connections than tasks; each task folds, writes and waits as requests do.
    for round in 0..20 {
        let position = register(&one, &format!("person {round}")).await;
        let all = (0..30).map(|_| {
            let runner = other.runner.clone();
            tokio::spawn(async move { runner.catch_up().await.unwrap() })
        });
        let all = tokio::time::timeout(PATIENCE, futures::future::join_all(all)).await;
        let all = all.unwrap_or_else(|_| panic!("in round {round} they wait for each other"));
        assert!(all.into_iter().all(|at| at.unwrap() >= position));
    }
}
