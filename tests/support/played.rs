//! A programme played through once: every test that wants one gets a database of its own that is a copy of the
//! played one, and may read the files the demo wrote.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use parvis::chance::Chance;
use parvis::clock::Clock;
use parvis::demo::{self, Input, LETTERS, Report};
use parvis::installation;
use parvis::office::{Office, Settings};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use super::{TestDatabase, copy_of, shared_server, template};

/// The master key of all offices of tests, as a copied database needs the key it was filled with.
pub const MASTER_KEY: &str = "5eedfeed5eedfeed5eedfeed5eedfeed5eedfeed5eedfeed5eedfeed5eedfeed";
/// The code of the programme in `examples/kkn-2018`.
pub const KKN: &str = "KKN-2018";

/// A programme that was played through.
#[derive(Debug)]
pub struct Played {
    /// A copy of the database it was played in, for this test alone.
    pub database: TestDatabase,
    /// What the demo wrote; all tests read the same files, so none may change them.
    pub out: PathBuf,
}

/// `examples/kkn-2018`, played through.
pub async fn kkn() -> Played {
    let server = shared_server::options().await;
    let base = template::ready(&server).await;
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("played").join(&base);
    let name = template::filled(&server, &base, "kkn", async |options| {
        if let Some(all) = out.parent() {
            // What earlier builds wrote.
            let _ = fs::remove_dir_all(all);
        }
        let pool = PgPoolOptions::new().max_connections(8).connect_with(options).await.unwrap();
        play(pool.clone(), &example("kkn-2018"), &out).await.unwrap();
        pool.close().await;
    })
    .await;
    Played { database: copy_of(server, &name).await, out }
}

/// A programme's directory among the examples.
pub fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

/// Plays a directory through, as `parvis demo` does.
pub async fn play(pool: PgPool, input: &Path, out: &Path) -> anyhow::Result<Report> {
    let input = Input::read(input)?;
    installation::prepare_demo(&pool).await?;
    demo::prepare(out)?;
    let clock = Clock::simulated(DateTime::UNIX_EPOCH);
    let chance = Chance::seeded(input.digest);
    let settings =
        Settings { letters_dir: Some(out.join(LETTERS)), chance: Arc::new(chance), ..settings(out, clock) };
    let office = Office::open(pool, &settings).await?;
    demo::play(&office, &input, out).await
}

/// How offices of tests are set up; what they write goes below `home`.
pub fn settings(home: &Path, clock: Clock) -> Settings {
    Settings {
        data_dir: home.to_path_buf(),
        master_key: Some(MASTER_KEY.to_owned()),
        smtp_url: None,
        letters_dir: None,
        mail_from: "noreply@parvis.example".to_owned(),
        base_url: "https://parvis.example".to_owned(),
        webhooks: parvis::webhooks::Limits::default(),
        clock,
        chance: Arc::new(Chance::of_the_system().unwrap()),
    }
}

/// An office on a database, at an instant of its own clock.
pub async fn office(pool: &PgPool, home: &Path, now: &str) -> Office {
    let now: DateTime<Utc> = now.parse().unwrap();
    Office::open(pool.clone(), &settings(home, Clock::simulated(now))).await.unwrap()
}

/// Connections for a second process, as it were, on the same database.
pub async fn second_pool(options: PgConnectOptions) -> PgPool {
    PgPoolOptions::new().max_connections(6).connect_with(options).await.unwrap()
}
