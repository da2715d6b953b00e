//! `parvis doctor` says what is wrong and what to do about it.

use std::collections::BTreeMap;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;

use parvis::changes::{Reach, Wanted};
use parvis::webhooks::{Addition, Limits, Network};
use serde_json::Value;

use crate::program::Program;
use crate::smtp::MailServer;
use crate::support::played::{self, settings};
use crate::support::{self};

/// What was found, by what it is about: health, what was seen and the remedy.
fn findings(program: &Program, variables: &[(&str, &str)]) -> (bool, BTreeMap<String, Vec<Value>>) {
    let mut command = program.command(&["doctor", "--json"]);
    command.envs(variables.iter().copied());
    let output = command.output().unwrap();
    let all: Vec<Value> = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let mut by_thing: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for finding in all {
        assert_eq!(finding["remedy"].is_null(), finding["health"] == "well", "{finding}");
        by_thing.entry(finding["about"].as_str().unwrap().to_owned()).or_default().push(finding);
    }
    (output.status.success(), by_thing)
}

fn worst(found: &BTreeMap<String, Vec<Value>>, about: &str) -> String {
    let rank =
        |finding: &&Value| ["well", "unusual", "ill"].iter().position(|health| finding["health"] == *health);
    found[about].iter().max_by_key(rank).unwrap()["health"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_sound_installation_is_found_sound() {
    let database = support::database().await;
    let program = Program::on(&database.url);
    let server = MailServer::start();
    let (url, link) = (server.url(), "https://kurser.skane.example.se");
    let sound =
        [("PARVIS_SMTP_URL", url.as_str()), ("PARVIS_BASE_URL", link), ("PARVIS_MAIL_FROM", "kurs@skane.se")];
    let (ok, found) = findings(&program, &sound);
    assert!(ok, "{found:?}");
    const THINGS: &str = "database settings disk clock mail policy views letters webhooks tokens";
    for about in THINGS.split(' ').chain(["master key"]) {
        assert_eq!(worst(&found, about), "well", "{about}: {found:?}");
    }
    let said = program.command(&["doctor"]).envs(sound).output().unwrap();
    let text = String::from_utf8(said.stdout).unwrap();
    assert!(text.lines().any(|line| line.starts_with("ok  database      PostgreSQL ")), "{text}");
}

#[tokio::test]
async fn whatever_is_wrong_is_told_with_its_remedy() {
    let played = played::kkn().await;
    let program = Program::on(&played.database.url);
    let home = tempfile::tempdir().unwrap();
    let office = parvis::office::Office::open(
        played.database.pool.clone(),
        &parvis::office::Settings {
            webhooks: Limits { network: Network::Loopback, ..Limits::default() },
            ..settings(home.path(), parvis::clock::Clock::Machine)
        },
    )
    .await
    .unwrap();
    let addition = Addition {
        url: "http://127.0.0.1:9/".to_owned(),
        wanted: Wanted::default(),
        reach: Reach::Everything,
        made_by: "test".to_owned(),
        after: None,
    };
    let webhook = office.webhooks.add(addition, office.clock.now()).await.unwrap().webhook.id;
    sqlx::query("UPDATE webhooks.webhooks SET standing = 'parked', failure = 'status-500'")
        .execute(&played.database.pool)
        .await
        .unwrap();
    let key = program.home().join("data/master.key");
    std::fs::create_dir_all(key.parent().unwrap()).unwrap();
    std::fs::write(&key, "0".repeat(64)).unwrap();
    std::fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();
    std::fs::write(program.home().join("data/erasures.jsonl"), "nonsense\n").unwrap();

    let (ok, found) = findings(
        &program,
        &[
            ("PARVIS_SMTP_URL", "smtp://127.0.0.1:9"),
            ("PARVIS_ZONE", "Europe/Nowhere"),
            ("PARVIS_MASTER_KEY", ""),
        ],
    );
    assert!(!ok);
    for about in ["settings", "mail", "master key", "webhooks"] {
        assert_eq!(worst(&found, about), "ill", "{about}: {found:?}");
    }
    let remedy = found["webhooks"][0]["remedy"].as_str().unwrap();
    assert!(remedy.contains(&format!("parvis webhook replay {webhook}")), "{remedy}");
    assert!(found["master key"][0]["seen"].as_str().unwrap().contains("does not fit"), "{found:?}");
    // The right key, and others may read where another lies: it is not the one in use, so only the first is told.
    let (_, found) = findings(&program, &[]);
    assert_eq!(worst(&found, "master key"), "well");
}

#[tokio::test]
async fn a_token_that_ends_soon_is_told_in_time() {
    let database = support::database().await;
    let program = Program::on(&database.url);
    program.does(&["token", "issue", "--name", "the portal", "--scope", "read:*", "--days", "30"]);
    let (ok, found) = findings(&program, &[]);
    assert!(ok && worst(&found, "tokens") == "well", "{found:?}");
    assert_eq!(found["tokens"][0]["seen"], "1 hold, none ends within two weeks");
    program.does(&["token", "issue", "--name", "the old portal", "--scope", "read:*", "--days", "7"]);
    let (ok, found) = findings(&program, &[]);
    assert!(ok && worst(&found, "tokens") == "unusual", "{found:?}");
    let told = &found["tokens"][0];
    assert!(told["seen"].as_str().unwrap().contains("(the old portal) ends on "), "{told}");
    assert!(told["remedy"].as_str().unwrap().contains("parvis token issue"), "{told}");
}
