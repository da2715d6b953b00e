//! A copy of the database from before an erasure is restored: it forgets again what had been forgotten.

use std::process::Command;

use parvis::erasure::{self, JOURNAL_FILE};
use parvis::installation;
use parvis::postgres::binaries_directory;
use parvis_events::ids::PersonId;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::privacy;
use crate::program::Program;
use crate::support::played::{self, KKN};
use crate::support::{self, TestDatabase};

/// Somebody from Växjö with a place and a certificate.
const NAMES: [&str; 4] = ["Ljungbåge", "Yngve", "yngve.ljungbage@vaxjo.example", "070-174 06 09"];

fn person() -> PersonId {
    PersonId::named(&[KKN, "D-004"])
}

/// One of PostgreSQL's programs, for a database.
fn program_for(name: &str, database: &TestDatabase) -> Command {
    let options = database.pool.connect_options();
    let mut command = Command::new(binaries_directory().unwrap().join(name));
    let socket = options.get_socket().map(|path| path.display().to_string());
    command.env("PGHOST", socket.unwrap_or_else(|| options.get_host().to_owned()));
    command.env("PGPORT", options.get_port().to_string()).env("PGUSER", options.get_username());
    if let Some(password) =
        url::Url::parse(&database.url).ok().and_then(|url| url.password().map(str::to_owned))
    {
        command.env("PGPASSWORD", password);
    }
    command
}

/// Copies a database by a dump, into one that replaces another of the tests'.
async fn dump_and_restore(from: &TestDatabase, file: &std::path::Path) -> TestDatabase {
    let dumped =
        program_for("pg_dump", from).args(["--format=custom", "--file"]).arg(file).arg(from.name()).status();
    assert!(dumped.unwrap().success());
    let to = support::database().await;
    let mut connection = PgConnection::connect(&to.url).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe("DROP SCHEMA log CASCADE")).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let restored = program_for("pg_restore", &to)
        .args(["--exit-on-error", "--no-owner", "--dbname", to.name()])
        .arg(file)
        .status();
    assert!(restored.unwrap().success());
    to
}

async fn named_in(database: &TestDatabase) -> Vec<String> {
    let rows = privacy::rows(&database.pool, "views.people").await;
    rows.into_iter().filter(|row| NAMES.iter().any(|name| row.contains(name))).collect()
}

#[tokio::test]
async fn a_restored_copy_forgets_whom_the_original_had_forgotten() {
    let played = played::kkn().await;
    installation::note_use(&played.database.pool).await.unwrap();
    let program = Program::on(&played.database.url);
    let copy = program.home().join("before.dump");
    let restored = dump_and_restore(&played.database, &copy).await;
    assert_eq!(named_in(&restored).await.len(), 1, "the copy knows the person");

    let id = person().to_string();
    let found = program.does(&["person", "find", "ljungbåge"]);
    assert!(found.starts_with(&id) && found.contains("Yngve"), "{found}");
    let said = program.does(&["person", "erase", &id, "--basis", "Artikel 17.1 d"]);
    assert!(said.contains("1 keys destroyed"), "{said}");
    assert_eq!(named_in(&played.database).await, Vec::<String>::new());
    let again = program.does(&["person", "erase", &id, "--basis", "Artikel 17.1 d"]);
    assert!(again.contains("erased before"), "{again}");
    let journal = std::fs::read_to_string(program.home().join("data").join(JOURNAL_FILE)).unwrap();
    assert_eq!(journal.lines().count(), 1);
    assert!(journal.contains(&id) && NAMES.iter().all(|name| !journal.contains(name)), "{journal}");

    // Whatever is done first with the restored copy, it forgets before it shows anything.
    let of_copy = program.on_another(&restored.url);
    let list = of_copy.run(&["export", "participants", "--programme", KKN, "--format", "csv", "--out", "-"]);
    assert!(list.ok && list.out.contains("Raderad"), "{}", list.err);
    assert!(NAMES.iter().all(|name| !list.out.contains(name)));
    assert!(list.err.contains("1 people who had been erased"), "{}", list.err);
    assert_eq!(named_in(&restored).await, Vec::<String>::new());
    let head = of_copy.head();
    assert!(of_copy.does(&["log", "verify"]).contains("events verified"));
    assert_eq!(of_copy.head(), head, "once is enough");
    let keys: i64 =
        sqlx::query_scalar("SELECT count(*) FROM vault.person_keys WHERE person = $1 AND wrapped = ''")
            .bind(person().uuid())
            .fetch_one(&restored.pool)
            .await
            .unwrap();
    assert_eq!(keys, 1, "the key is destroyed in the copy too");
}

#[tokio::test]
async fn an_erasure_that_was_cut_short_is_carried_through() {
    let played = played::kkn().await;
    installation::note_use(&played.database.pool).await.unwrap();
    let home = tempfile::tempdir().unwrap();
    let office = played::office(&played.database.pool, home.path(), "2019-08-01T10:00:00Z").await;
    let cause = office.cause("registrar");
    // Killed between the journal and the rest: the entry is there, the keys are too.
    let basis = "Artikel 17.1 d".parse().unwrap();
    let erased = erasure::erase(&office, PersonId::named(&[KKN, "D-005"]), basis, &cause).await.unwrap();
    assert_eq!((erased.keys, erased.facts), (1, 2));
    let journal = home.path().join(JOURNAL_FILE);
    let noted = std::fs::read_to_string(&journal).unwrap();
    let other = PersonId::named(&[KKN, "D-005"]).to_string();
    std::fs::write(&journal, format!("{noted}{}", noted.replace(&other, &person().to_string()))).unwrap();
    assert_eq!(named_in(&played.database).await.len(), 1);

    assert_eq!(erasure::carry_out(&office, &cause).await.unwrap(), 1);
    assert_eq!(named_in(&played.database).await, Vec::<String>::new());
    assert_eq!(erasure::carry_out(&office, &cause).await.unwrap(), 0);

    // A line nobody can read stops nothing from being told about it.
    std::fs::write(&journal, "nonsense\n").unwrap();
    let error = erasure::carry_out(&office, &cause).await.unwrap_err().to_string();
    assert!(error.starts_with("line 1 of the journal of erasures"), "{error}");
}
