//! The demo starts from an empty database, and touches no other.

use parvis::demo::Input;
use parvis::installation::{self, InstallationError};
use parvis::intake;

use crate::program::Program;
use crate::support::played::{self, example, office};
use crate::support::{self};

#[tokio::test]
async fn a_demo_does_not_touch_a_database_that_holds_work() {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&database.pool, home.path(), "2018-01-15T09:00:00Z").await;
    let input = Input::read(&example("kkn-2018")).unwrap();
    let steps = &input.programme.set_up;
    let cause = office.cause("import");
    intake::programme(&office.handle, input.programme.id, &input.programme.people, steps, &cause)
        .await
        .unwrap();
    let head = office.log.head().await.unwrap();
    let refused = installation::prepare_demo(&database.pool).await.unwrap_err();
    assert!(
        matches!(refused, InstallationError::InUse(events) if events == head.position.get()),
        "{refused}"
    );
    assert_eq!(office.log.head().await.unwrap(), head);
    let said = Program::on(&database.url).run(&["demo", example("kkn-2014").to_str().unwrap()]);
    assert!(
        !said.ok && said.err.contains("PARVIS_DATA_DIR") && said.err.contains("DATABASE_URL"),
        "{}",
        said.err
    );
    assert_eq!(office.log.head().await.unwrap(), head);
}

#[tokio::test]
async fn a_demo_does_not_touch_a_database_with_tables_of_something_else() {
    let database = support::database().await;
    sqlx::raw_sql("CREATE TABLE public.invoices (number int)").execute(&database.pool).await.unwrap();
    let refused = installation::prepare_demo(&database.pool).await.unwrap_err();
    assert!(matches!(&refused, InstallationError::Foreign(schema) if schema == "public"), "{refused}");
    let said = Program::on(&database.url).run(&["demo", example("kkn-2014").to_str().unwrap()]);
    assert!(!said.ok && said.err.contains("public"), "{}", said.err);
    let left: bool = sqlx::query_scalar("SELECT to_regclass('public.invoices') IS NOT NULL")
        .fetch_one(&database.pool)
        .await
        .unwrap();
    assert!(left);
}

#[tokio::test]
async fn a_demo_takes_the_place_of_an_earlier_demo_but_not_of_work_done_on_it() {
    let played = played::kkn().await;
    let pool = &played.database.pool;
    installation::prepare_demo(pool).await.unwrap();
    let there: bool =
        sqlx::query_scalar("SELECT to_regclass('log.event') IS NOT NULL").fetch_one(pool).await.unwrap();
    assert!(!there, "the earlier demo is gone");

    let played = played::kkn().await;
    let program = Program::on(&played.database.url);
    let file = example("kkn-2014").join("programme.toml");
    program.does(&["import", "programme", file.to_str().unwrap()]);
    let head = program.head();
    let refused = installation::prepare_demo(&played.database.pool).await.unwrap_err();
    assert!(matches!(refused, InstallationError::InUse(_)), "{refused}");
    assert_eq!(program.head(), head);
}

#[tokio::test]
async fn a_file_that_is_refused_leaves_an_earlier_demo_a_demo() {
    let played = played::kkn().await;
    let program = Program::on(&played.database.url);
    let file = program.home().join("programme.toml");
    std::fs::write(&file, "[programme]\n").unwrap();
    assert!(!program.run(&["import", "programme", file.to_str().unwrap()]).ok);
    installation::prepare_demo(&played.database.pool).await.unwrap();
}
