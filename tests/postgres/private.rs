//! One data directory, seen from one or several processes.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;
use std::process::Command;

use parvis::postgres::{self, Database};
use tempfile::TempDir;

use crate::holder::{self, Holder, is_alive, server_pid, signal, wait_until};

/// A directory others may pass through, as most data directories.
fn passable_directory() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::set_permissions(directory.path(), Permissions::from_mode(0o755)).unwrap();
    directory
}

async fn write_a_row(database: &Database, text: &str) {
    sqlx::raw_sql("CREATE TABLE IF NOT EXISTS kept (word text)").execute(&database.pool()).await.unwrap();
    sqlx::query("INSERT INTO kept VALUES ($1)").bind(text).execute(&database.pool()).await.unwrap();
}

async fn rows(database: &Database) -> Vec<String> {
    sqlx::query_scalar("SELECT word FROM kept ORDER BY word").fetch_all(&database.pool()).await.unwrap()
}

async fn setting(database: &Database, name: &str) -> String {
    sqlx::query_scalar("SELECT current_setting($1)").bind(name).fetch_one(&database.pool()).await.unwrap()
}

#[tokio::test]
async fn a_new_directory_gets_a_durable_server_that_keeps_its_rows_and_leaves_nothing_running() {
    let home = passable_directory();
    let data_dir = home.path().join("data");
    let database = postgres::open(&data_dir, "course").await.unwrap();
    assert!(database.owns_server());
    assert_eq!(setting(&database, "fsync").await, "on");
    assert_eq!(setting(&database, "listen_addresses").await, "");
    assert_eq!(setting(&database, "server_encoding").await, "UTF8");
    assert_eq!(setting(&database, "lc_collate").await, "C");
    let mode = fs::metadata(data_dir.join("socket")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700, "others can reach the socket");
    write_a_row(&database, "Östersund").await;
    let pid = server_pid(&data_dir);
    database.close().await;
    assert!(!is_alive(pid), "the server runs on");
    assert!(!data_dir.join("socket").exists());

    let database = postgres::open(&data_dir, "course").await.unwrap();
    assert_eq!(rows(&database).await, ["Östersund"]);
    let pid = server_pid(&data_dir);
    drop(database);
    assert!(!is_alive(pid), "the server runs on after a drop");
}

#[tokio::test]
async fn a_directory_nobody_else_can_reach_serves_as_well() {
    let home = tempfile::tempdir().unwrap();
    fs::set_permissions(home.path(), Permissions::from_mode(0o700)).unwrap();
    let data_dir = home.path().join("data");
    let database = postgres::open(&data_dir, "course").await.unwrap();
    write_a_row(&database, "kept").await;
    database.close().await;
    let database = postgres::open(&data_dir, "course").await.unwrap();
    assert_eq!(rows(&database).await, ["kept"]);
    database.close().await;
}

#[tokio::test]
async fn a_second_opener_uses_the_running_server_and_leaves_it_running() {
    let home = passable_directory();
    let first = postgres::open(home.path(), "held").await.unwrap();
    write_a_row(&first, "from the first").await;

    let second = Holder::start(home.path());
    assert!(!second.owns_server);
    assert_eq!(second.url, first.url());
    second.end();

    let third = postgres::open(home.path(), "held").await.unwrap();
    assert!(!third.owns_server());
    assert_eq!(rows(&third).await, ["from the first"]);
    third.close().await;
    write_a_row(&first, "still there").await;
    first.close().await;
}

#[tokio::test]
async fn of_several_processes_that_start_at_once_one_owns_the_server_and_all_are_served() {
    let home = passable_directory();
    let starts: Vec<_> = (0..4)
        .map(|_| {
            let data_dir = home.path().to_path_buf();
            std::thread::spawn(move || Holder::start(&data_dir))
        })
        .collect();
    let holders: Vec<Holder> = starts.into_iter().map(|start| start.join().unwrap()).collect();
    assert_eq!(holders.iter().filter(|holder| holder.owns_server).count(), 1);
    let (owners, guests): (Vec<_>, Vec<_>) = holders.into_iter().partition(|holder| holder.owns_server);
    guests.into_iter().for_each(Holder::end);
    owners.into_iter().for_each(Holder::end);
}

#[tokio::test]
async fn committed_rows_survive_a_killed_server() {
    let home = passable_directory();
    let database = postgres::open(home.path(), "course").await.unwrap();
    write_a_row(&database, "committed").await;
    let pid = server_pid(home.path());
    signal(pid, "KILL");
    wait_until("the server is dead", || !is_alive(pid));
    assert!(home.path().join("postgres/postmaster.pid").exists(), "the test wants a stale file");
    drop(database);

    let database = postgres::open(home.path(), "course").await.unwrap();
    assert!(database.owns_server());
    assert_eq!(rows(&database).await, ["committed"]);
    database.close().await;
}

#[tokio::test]
async fn no_server_stays_behind_a_killed_owner() {
    let home = passable_directory();
    let owner = Holder::start(home.path());
    assert!(owner.owns_server);
    let guest = postgres::open(home.path(), "held").await.unwrap();
    write_a_row(&guest, "committed").await;
    let pid = server_pid(home.path());
    assert!(is_alive(pid));
    owner.kill();
    if cfg!(target_os = "linux") {
        wait_until("the server follows its owner", || !is_alive(pid));
    }
    drop(guest);

    let database = postgres::open(home.path(), "held").await.unwrap();
    assert!(database.owns_server());
    assert!(!is_alive(pid));
    assert_eq!(rows(&database).await, ["committed"]);
    database.close().await;
}

#[tokio::test]
async fn a_stale_file_that_names_somebody_elses_process_does_not_hinder_the_start() {
    let home = passable_directory();
    postgres::open(home.path(), "course").await.unwrap().close().await;
    let cluster = home.path().join("postgres");
    let mut stranger = as_owner_of(&cluster, "sleep").arg("600").spawn().unwrap();
    let file = cluster.join("postmaster.pid");
    let stale = format!("{}\n{}\n1\n5432\n/nowhere\n\n 1 1\nready   \n", stranger.id(), cluster.display());
    fs::write(&file, stale).unwrap();
    give_to_owner_of(&cluster, &file);

    let database = postgres::open(home.path(), "course").await.unwrap();
    assert!(database.owns_server());
    assert!(stranger.try_wait().unwrap().is_none(), "the stranger was ended");
    database.close().await;
    stranger.kill().unwrap();
    stranger.wait().unwrap();
}

#[tokio::test]
async fn an_interrupted_first_start_is_made_good() {
    let home = passable_directory();
    fs::create_dir_all(home.path().join("postgres.new/base")).unwrap();
    fs::write(home.path().join("postgres.new/PG_VERSION"), "15\n").unwrap();
    let database = postgres::open(home.path(), "course").await.unwrap();
    assert!(!home.path().join("postgres.new").exists());
    database.close().await;
}

#[tokio::test]
async fn any_name_makes_a_database_and_an_impossible_one_is_refused() {
    let home = passable_directory();
    let database = postgres::open(home.path(), "kursen \"Å\"; --").await.unwrap();
    let name: String =
        sqlx::query_scalar("SELECT current_database()::text").fetch_one(&database.pool()).await.unwrap();
    assert_eq!(name, "kursen \"Å\"; --");
    for impossible in [String::new(), "x".repeat(64)] {
        let refused = postgres::open(home.path(), &impossible).await;
        assert!(matches!(refused, Err(postgres::PostgresError::Name { .. })));
    }
    database.close().await;
}

#[test]
fn without_the_programs_the_error_names_the_setting_and_leaves_no_cluster() {
    let home = passable_directory();
    let empty = passable_directory();
    let output = holder::command(home.path()).env("PG_BIN_DIR", empty.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(
        said.contains("PG_BIN_DIR names") && said.contains(&empty.path().display().to_string()),
        "{said}"
    );
    assert!(!home.path().join("postgres").exists());
}

#[test]
fn a_cluster_the_server_cannot_start_says_why_and_where_the_log_is() {
    let home = passable_directory();
    Holder::start(home.path()).end();
    fs::write(home.path().join("postgres/postgresql.auto.conf"), "no_such_setting = 1\n").unwrap();
    let output = holder::command(home.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(said.contains("no_such_setting") && said.contains("postgres.log"), "{said}");
}

fn as_owner_of(path: &Path, program: &str) -> Command {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    let owner = fs::metadata(path).unwrap();
    let mut command = Command::new(program);
    if fs::metadata("/proc/self").map_or(owner.uid(), |us| us.uid()) == 0 {
        command.uid(owner.uid()).gid(owner.gid());
    }
    command
}

fn give_to_owner_of(path: &Path, file: &Path) {
    use std::os::unix::fs::MetadataExt;
    let owner = fs::metadata(path).unwrap();
    chown(file, Some(owner.uid()), Some(owner.gid())).unwrap();
}
