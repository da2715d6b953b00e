//! Webhooks: signed, in order, at least once, and nowhere they must not go.

mod places;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::TimeDelta;
use parvis::changes::{Reach, Wanted};
use parvis::clock::Clock;
use parvis::office::{Office, Settings};
use parvis::webhooks::{Addition, Limits, Network, Revealed, Rotation, Round, Standing, WebhookError};
use parvis_events::access::{Access, Command as AccessCommand, Grant, Right};
use parvis_events::ids::{AccountId, PersonId, ProgrammeId};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::privacy;
use crate::receiver::{Mood, Received, Receiver};
use crate::smtp;
use crate::support::played::{self, KKN, settings};
use crate::support::{self, TestDatabase};

/// When the tests' own clocks begin.
const NOW: &str = "2019-08-01T10:00:00Z";

/// How webhooks of tests are set up: to this machine, and soon out of patience.
fn limits() -> Limits {
    Limits { network: Network::Loopback, authorities: None, answer_patience: Duration::from_millis(400) }
}

async fn office_with(pool: &PgPool, home: &Path, clock: Clock, limits: Limits) -> Office {
    Office::open(pool.clone(), &Settings { webhooks: limits, ..settings(home, clock) }).await.unwrap()
}

/// An office on an empty database, whose clock is moved by hand.
async fn simulated() -> (TestDatabase, tempfile::TempDir, Office) {
    let (database, home) = (support::database().await, tempfile::tempdir().unwrap());
    let office =
        office_with(&database.pool, home.path(), Clock::simulated(NOW.parse().unwrap()), limits()).await;
    (database, home, office)
}

/// Has something happen: rights come and go, `count` times.
async fn happen(office: &Office, count: usize) {
    let programme = ProgrammeId::named(&["any"]);
    let grant = Grant { programme, right: Right::Organiser };
    let person = PersonId::named(&["anybody"]);
    let account = AccountId::named(&["anybody"]).uuid();
    for _ in 0..count {
        let (state, _) = office.handle.load::<Access>(account).await.unwrap();
        let command = if state.grants.is_empty() {
            AccessCommand::Grant { person, grant }
        } else {
            AccessCommand::Revoke { person, grant }
        };
        let done = office.handle.run::<Access>(account, command, &office.cause("test")).await.unwrap();
        assert_eq!(done.facts, 1, "something happens each time");
    }
}

/// Everything from the beginning, to a receiver.
fn all_to(receiver: &Receiver) -> Addition {
    Addition {
        url: receiver.url(),
        wanted: Wanted::default(),
        reach: Reach::Everything,
        made_by: "test".to_owned(),
        after: Some(0),
    }
}

async fn add(office: &Office, addition: Addition) -> Revealed {
    office.webhooks.add(addition, office.clock.now()).await.unwrap()
}

/// How many of the secrets each message is signed with, by the reference library.
fn signed_with(secrets: &[&str], messages: &[Received], fresh: bool) -> Vec<usize> {
    let messages: Vec<Value> = messages
        .iter()
        .map(|m| json!({"id": m.id, "timestamp": m.timestamp, "signature": m.signature, "body": m.body}))
        .collect();
    let mut child = Command::new(smtp::python())
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/flows/webhook_check.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let given = json!({"secrets": secrets, "fresh": fresh, "messages": messages});
    child.stdin.take().unwrap().write_all(given.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test]
async fn a_whole_programme_arrives_in_order_and_another_hand_finds_it_signed() {
    let played = played::kkn().await;
    let home = tempfile::tempdir().unwrap();
    let office = office_with(&played.database.pool, home.path(), Clock::Machine, limits()).await;
    let receiver = Receiver::start();
    let revealed = add(&office, all_to(&receiver)).await;
    let secret = revealed.secret.to_string();

    let round = office.webhooks.deliver_due(&office.clock).await.unwrap();

    let end = office.feed.end().await.unwrap();
    assert!(end > 900);
    assert_eq!(receiver.positions(), (1..=end).collect::<Vec<_>>(), "all of them, once, in order");
    assert_eq!(round, Round { taken: usize::try_from(end).unwrap(), failed: 0, parked: 0 });
    let inbox = receiver.inbox();
    assert!(signed_with(&[&secret], &inbox, true).iter().all(|&fits| fits == 1));
    assert!(
        signed_with(&["whsec_b3RoZXIgc2VjcmV0IG90aGVyIHNlY3JldCE="], &inbox[..5], true)
            .iter()
            .all(|&fits| fits == 0)
    );
    let ids: BTreeSet<&str> = inbox.iter().map(|message| message.id.as_str()).collect();
    assert_eq!(ids.len(), inbox.len());
    let first = inbox[0].json();
    assert_eq!(first["type"], "person-registered");
    assert_eq!(first["timestamp"], first["data"]["recorded_at"]);
    assert!(inbox[0].agent.starts_with("Parvis/"), "{}", inbox[0].agent);
    let personal = privacy::Personal::of_the_example();
    for message in &inbox {
        assert_eq!(personal.found_in(&message.body), Vec::<String>::new(), "{}", message.body);
    }
    assert_eq!(office.webhooks.deliver_due(&office.clock).await.unwrap(), Round::default());
}

#[tokio::test]
async fn a_secret_is_kept_sealed_and_opens_with_the_master_key_only() {
    let (database, home, office) = simulated().await;
    let receiver = Receiver::start();
    let revealed = add(&office, all_to(&receiver)).await;
    let secret = revealed.secret.strip_prefix("whsec_").unwrap().to_owned();
    let bytes =
        hex::encode(base64::Engine::decode(&base64::engine::general_purpose::STANDARD, &secret).unwrap());
    let rows = privacy::rows(&database.pool, "webhooks.webhooks").await;
    assert_eq!(rows.len(), 1);
    assert!(!rows[0].contains(&secret) && !rows[0].contains(&bytes), "{}", rows[0]);
    assert!(!serde_json::to_string(&office.webhooks.list().await.unwrap()).unwrap().contains("secret\":"));

    let other = Settings {
        master_key: Some("0".repeat(64)),
        webhooks: limits(),
        ..settings(home.path(), office.clock.clone())
    };
    let other = Office::open(database.pool.clone(), &other).await.unwrap();
    happen(&office, 1).await;
    assert_eq!(other.webhooks.deliver_due(&other.clock).await.unwrap(), Round::default());
    let held_up = &office.webhooks.list().await.unwrap()[0];
    assert!(held_up.failure.as_ref().unwrap().contains("master key"), "{held_up:?}");
    assert_eq!((held_up.standing, held_up.checkpoint), (Standing::Active, 0));
    assert!(receiver.inbox().is_empty());
    office.clock.advance(office.clock.now() + TimeDelta::minutes(2));
    assert_eq!(office.webhooks.deliver_due(&office.clock).await.unwrap().taken, 1);
}

#[tokio::test]
async fn a_change_that_is_not_taken_is_tried_again_and_nothing_overtakes_it() {
    let (_database, _home, office) = simulated().await;
    let receiver = Receiver::start();
    let id = add(&office, all_to(&receiver)).await.webhook.id;
    happen(&office, 3).await;
    receiver.mood(Mood::Fails(500, 2));

    let failed = Round { taken: 0, failed: 1, parked: 0 };
    assert_eq!(office.webhooks.deliver_due(&office.clock).await.unwrap(), failed);
    assert_eq!(office.webhooks.deliver_due(&office.clock).await.unwrap(), Round::default(), "not yet");
    office.clock.advance(office.clock.now() + TimeDelta::seconds(7));
    assert_eq!(office.webhooks.deliver_due(&office.clock).await.unwrap(), failed);
    let waiting = office.webhooks.get(id).await.unwrap();
    assert_eq!((waiting.failures, waiting.failure.as_deref()), (2, Some("status-500")));
    assert_eq!(waiting.failing_since, Some(NOW.parse().unwrap()));
    office.clock.advance(waiting.next_attempt);
    assert_eq!(office.webhooks.deliver_due(&office.clock).await.unwrap().taken, 3);

    assert_eq!(receiver.positions(), [1, 1, 1, 2, 3]);
    let ids: BTreeSet<String> = receiver.inbox()[..3].iter().map(|message| message.id.clone()).collect();
    assert_eq!(ids.len(), 1, "the receiver knows a change again");
    let attempts = office.webhooks.attempts(id, 10).await.unwrap();
    let seen: Vec<_> = attempts.iter().rev().map(|a| (a.position, a.attempt, a.status)).collect();
    assert_eq!(
        seen,
        [(1, 1, Some(500)), (1, 2, Some(500)), (1, 3, Some(204)), (2, 1, Some(204)), (3, 1, Some(204))]
    );
    let done = office.webhooks.get(id).await.unwrap();
    assert_eq!((done.failures, done.failing_since, done.failure), (0, None, None));
}

#[tokio::test]
async fn a_receiver_that_hangs_or_is_down_holds_up_no_other_and_misses_nothing() {
    let (_database, _home, office) = simulated().await;
    let (mut down, hanging, well) = (Receiver::start(), Receiver::start(), Receiver::start());
    for receiver in [&down, &hanging, &well] {
        add(&office, all_to(receiver)).await;
    }
    happen(&office, 20).await;
    down.go_down();
    hanging.mood(Mood::Hangs);

    let began = std::time::Instant::now();
    let round = office.webhooks.deliver_due(&office.clock).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert_eq!(round, Round { taken: 20, failed: 2, parked: 0 });
    let failures: Vec<_> =
        office.webhooks.list().await.unwrap().into_iter().map(|webhook| webhook.failure).collect();
    assert_eq!(failures, [Some("unreachable".to_owned()), Some("timeout".to_owned()), None]);

    down.come_up();
    hanging.mood(Mood::Takes);
    office.clock.advance(office.clock.now() + TimeDelta::minutes(1));
    assert_eq!(office.webhooks.deliver_due(&office.clock).await.unwrap().taken, 40);
    let all: Vec<i64> = (1..=20).collect();
    assert_eq!(down.positions(), all);
    assert_eq!(hanging.positions()[1..], all, "the first came twice: whether it arrived was not known");
    assert_eq!(well.positions(), all);
}

#[tokio::test]
async fn a_receiver_killed_between_two_changes_gets_the_rest_when_it_is_back() {
    let (_database, _home, office) = simulated().await;
    let mut receiver = Receiver::start();
    add(&office, all_to(&receiver)).await;
    for times in 1..=4 {
        happen(&office, 10).await;
        office.webhooks.deliver_due(&office.clock).await.unwrap();
        receiver.go_down();
        happen(&office, 2).await;
        assert_eq!(office.webhooks.deliver_due(&office.clock).await.unwrap().failed, 1);
        receiver.come_up();
        office.clock.advance(office.clock.now() + TimeDelta::hours(5));
        office.webhooks.deliver_due(&office.clock).await.unwrap();
        assert_eq!(receiver.positions(), (1..=times * 12).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn after_three_days_a_webhook_is_parked_and_told_of_and_goes_on_when_asked() {
    let (_database, _home, office) = simulated().await;
    let receiver = Receiver::start();
    let id = add(&office, all_to(&receiver)).await.webhook.id;
    happen(&office, 2).await;
    receiver.mood(Mood::Answers(503));
    let began = office.clock.now();
    let mut attempts = 0;
    loop {
        let round = office.webhooks.deliver_due(&office.clock).await.unwrap();
        attempts += round.failed;
        if round.parked == 1 {
            break;
        }
        assert!(attempts < 50, "it is given up some time");
        office.clock.advance(office.webhooks.get(id).await.unwrap().next_attempt);
    }
    let took = office.clock.now() - began;
    assert!(took >= TimeDelta::days(3) && took < TimeDelta::hours(78), "{took}");
    assert!((20..=32).contains(&attempts), "{attempts}");
    let parked = office.webhooks.get(id).await.unwrap();
    assert_eq!((parked.standing, parked.failure.as_deref()), (Standing::Parked, Some("status-503")));

    receiver.mood(Mood::Takes);
    office.clock.advance(office.clock.now() + TimeDelta::days(10));
    happen(&office, 1).await;
    assert_eq!(
        office.webhooks.deliver_due(&office.clock).await.unwrap(),
        Round::default(),
        "parked is parked"
    );
    office.webhooks.replay(id, None, office.clock.now()).await.unwrap();
    assert_eq!(office.webhooks.deliver_due(&office.clock).await.unwrap().taken, 3);
    assert_eq!(receiver.positions()[attempts..], [1, 2, 3], "nothing is lost");

    office.webhooks.replay(id, Some(1), office.clock.now()).await.unwrap();
    assert_eq!(
        office.webhooks.deliver_due(&office.clock).await.unwrap().taken,
        2,
        "and again from a position"
    );
    let beyond = office.webhooks.replay(id, Some(4), office.clock.now()).await.unwrap_err();
    assert_eq!(beyond.to_string(), "position 4 is not in the log, which ends at 3");
    office.webhooks.pause(id).await.unwrap();
    happen(&office, 1).await;
    assert_eq!(office.webhooks.deliver_due(&office.clock).await.unwrap(), Round::default());
}

#[tokio::test]
async fn a_receiver_that_is_gone_is_asked_no_more_and_one_that_is_busy_is_left_alone() {
    let (_database, _home, office) = simulated().await;
    let (gone, busy) = (Receiver::start(), Receiver::start());
    let (gone_id, busy_id) =
        (add(&office, all_to(&gone)).await.webhook.id, add(&office, all_to(&busy)).await.webhook.id);
    happen(&office, 1).await;
    gone.mood(Mood::Answers(410));
    busy.mood(Mood::Busy(600));
    let round = office.webhooks.deliver_due(&office.clock).await.unwrap();
    assert_eq!(round, Round { taken: 0, failed: 2, parked: 1 });
    assert_eq!(office.webhooks.get(gone_id).await.unwrap().standing, Standing::Parked);
    let asked_for = office.webhooks.get(busy_id).await.unwrap();
    assert_eq!(asked_for.next_attempt - office.clock.now(), TimeDelta::minutes(10));
}

#[tokio::test]
async fn a_new_secret_overlaps_with_the_old_one_for_a_day_or_ends_it_at_once() {
    let (_database, _home, office) = simulated().await;
    let receiver = Receiver::start();
    let first = add(&office, all_to(&receiver)).await;
    let id = first.webhook.id;
    let second = office.webhooks.rotate(id, Rotation::Overlapping, office.clock.now()).await.unwrap();
    let day = TimeDelta::hours(24);
    assert_eq!(second.webhook.old_secret_until, Some(office.clock.now() + day));
    let send = async || {
        happen(&office, 2).await;
        assert_eq!(office.webhooks.deliver_due(&office.clock).await.unwrap().taken, 2);
        receiver.inbox().last().unwrap().clone()
    };
    let both = send().await;
    assert_eq!(signed_with(&[&first.secret], std::slice::from_ref(&both), false), [1]);
    assert_eq!(signed_with(&[&second.secret], std::slice::from_ref(&both), false), [1]);
    office.clock.advance(office.clock.now() + day);
    let after = send().await;
    assert_eq!(signed_with(&[&first.secret], std::slice::from_ref(&after), false), [0]);
    assert_eq!(signed_with(&[&second.secret], std::slice::from_ref(&after), false), [1]);
    let third = office.webhooks.rotate(id, Rotation::AtOnce, office.clock.now()).await.unwrap();
    let last = send().await;
    assert_eq!(signed_with(&[&second.secret, &third.secret], std::slice::from_ref(&last), false), [1]);
    assert_eq!(signed_with(&[&third.secret], std::slice::from_ref(&last), false), [1]);
}

#[tokio::test]
async fn a_webhook_gets_what_it_wants_of_what_its_maker_may_see() {
    let played = played::kkn().await;
    let home = tempfile::tempdir().unwrap();
    let office = office_with(&played.database.pool, home.path(), Clock::Machine, limits()).await;
    let (granted, of_others, nothing) = (Receiver::start(), Receiver::start(), Receiver::start());
    let wanting = |types: &[&str]| Wanted {
        types: types.iter().map(|&kind| kind.to_owned()).collect(),
        ..Wanted::default()
    };
    add(&office, Addition { wanted: wanting(&["place-granted"]), ..all_to(&granted) }).await;
    let other = Reach::Programmes(BTreeSet::from(["OTHER".parse().unwrap()]));
    add(&office, Addition { reach: other, ..all_to(&of_others) }).await;
    let own = Reach::Programmes(BTreeSet::from([KKN.parse().unwrap()]));
    add(&office, Addition { wanted: wanting(&["no-such-type"]), reach: own, ..all_to(&nothing) }).await;
    office.webhooks.deliver_due(&office.clock).await.unwrap();
    let end = office.feed.end().await.unwrap();
    assert!(granted.inbox().len() > 10);
    assert!(granted.inbox().iter().all(|message| message.json()["type"] == "place-granted"));
    assert!(of_others.inbox().is_empty() && nothing.inbox().is_empty());
    for webhook in office.webhooks.list().await.unwrap() {
        assert_eq!(webhook.checkpoint, end, "what is not wanted is passed by");
    }
}

#[tokio::test]
async fn two_processes_send_each_change_once_as_they_come() {
    let (database, home) = (support::database().await, tempfile::tempdir().unwrap());
    let pool = played::second_pool((*database.pool.connect_options()).clone()).await;
    let one = office_with(&database.pool, home.path(), Clock::Machine, limits()).await;
    let other = office_with(&pool, home.path(), Clock::Machine, limits()).await;
    let receivers: Vec<Receiver> = (0..3).map(|_| Receiver::start()).collect();
    for receiver in &receivers {
        add(&one, all_to(receiver)).await;
    }
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let run = |office: &Office| {
        let (webhooks, clock, mut stopped) = (office.webhooks.clone(), office.clock.clone(), stopped.clone());
        tokio::spawn(async move {
            let stop = async move { drop(stopped.wait_for(|stop| *stop).await) };
            webhooks.run(&clock, stop).await;
        })
    };
    let running = [run(&one), run(&other)];
    happen(&one, 100).await;
    happen(&other, 100).await;
    let all: Vec<i64> = (1..=200).collect();
    let deadline = std::time::Instant::now() + Duration::from_secs(30);
    while receivers.iter().any(|receiver| receiver.inbox().len() < all.len()) {
        assert!(std::time::Instant::now() < deadline, "{:?}", receivers[0].positions());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    stop.send_replace(true);
    for running in running {
        running.await.unwrap();
    }
    for receiver in &receivers {
        assert_eq!(receiver.positions(), all, "each once, in order");
    }
}

#[tokio::test]
async fn a_ping_tells_whether_the_receiver_takes_what_it_is_sent() {
    let (_database, _home, office) = simulated().await;
    let receiver = Receiver::start();
    let revealed = add(&office, all_to(&receiver)).await;
    let id = revealed.webhook.id;
    let taken = office.webhooks.ping(id, &office.clock).await.unwrap();
    assert_eq!((taken.status, taken.failure), (Some(204), None));
    assert_eq!(receiver.inbox()[0].json()["type"], "ping");
    assert_eq!(signed_with(&[&revealed.secret], &receiver.inbox(), false), [1]);
    receiver.mood(Mood::Answers(404));
    let refused = office.webhooks.ping(id, &office.clock).await.unwrap();
    assert_eq!((refused.status, refused.failure.as_deref()), (Some(404), Some("status-404")));
    office.webhooks.remove(id).await.unwrap();
    let unknown = office.webhooks.ping(id, &office.clock).await.unwrap_err();
    assert!(matches!(unknown, WebhookError::Unknown(_)));
}
