//! A server is killed while it answers; its clients go to the other one with the same keys. Nothing that was answered is
//! lost, nothing that was asked for is done twice.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures::future::join_all;
use parvis_events::ids::ProgrammeId;
use parvis_events::register::{Event, Register};
use parvis_log::Revision;
use reqwest::Method;
use serde_json::{Value, json};

use super::last_place::NO_LIMITS;
use super::pair::{Series, enrolment, person};
use super::server::{Answer, Server};
use crate::support::played::office;
use crate::support::registers::{NOW, municipalities};
use crate::support::rounds::{most_taken, rounds};

/// Places that the municipalities of a round ask for.
const PLACES: usize = 10;
/// How long somebody goes on asking.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a round came to, as its clients saw it.
#[derive(Default)]
struct Tally {
    answered: AtomicUsize,
    /// Requests that were under way when the server was killed: nobody can know what became of them.
    in_doubt: AtomicUsize,
}

/// A request and its answer.
struct Asked {
    path: String,
    body: Value,
    key: String,
    answer: Answer,
}

/// Clients that know two addresses.
struct Clients<'a> {
    dying: &'a Server,
    staying: &'a Server,
    series: &'a Series<'a>,
    tally: &'a Tally,
}

impl Clients<'_> {
    /// Asks until there is an answer, at either address in turn, with one and the same key.
    async fn insist(&self, first: usize, path: &str, body: &Value, key: &str) -> Answer {
        let (began, path) = (Instant::now(), format!("{}{path}", self.series.path));
        for attempt in first.. {
            let server = if attempt.is_multiple_of(2) { self.dying } else { self.staying };
            let headers = [("idempotency-key", key)];
            let body = Some(body.clone());
            let sent = server.try_send(Method::POST, &self.series.token, &path, body, &headers).await;
            match sent {
                Ok(answer) if answer.body["code"] == "idempotency-key-in-use" => {}
                Ok(answer) => {
                    self.tally.answered.fetch_add(1, Ordering::Relaxed);
                    assert!(answer.status.is_success(), "{path}: {answer:?}");
                    return answer;
                }
                Err(error) if error.is_connect() => {}
                Err(_) => {
                    self.tally.in_doubt.fetch_add(1, Ordering::Relaxed);
                }
            }
            assert!(began.elapsed() < PATIENCE, "{path} was not answered in time");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        unreachable!("it goes on for ever")
    }

    /// What a municipality wants: half a pair, then the other half; every other one then withdraws.
    async fn story(&self, number: usize, code: &str) -> Vec<Asked> {
        let step = async |path: String, body: Value, key: &str| {
            let key = format!("{code}-{key}");
            let answer = self.insist(number, &path, &body, &key).await;
            Asked { path, body, key, answer }
        };
        let family = format!("{code} {}", self.series.path);
        let half = enrolment(code, &[("Anna", &family, "culture")]);
        let handed_in = step("/enrolments".to_owned(), half, "hand-in").await;
        let enrolment = format!("/enrolments/{}", handed_in.answer.made());
        let member = json!({ "person": person("Bo", &family), "roles": ["business"] });
        let completed = step(format!("{enrolment}/members"), member, "complete").await;
        let mut asked = vec![handed_in, completed];
        if number.is_multiple_of(2) {
            asked.push(step(format!("{enrolment}/withdraw"), Value::Null, "leave").await);
        }
        asked
    }

    /// Whatever was answered is answered the same by the server that is left.
    async fn ask_again(&self, asked: &[Asked]) {
        for Asked { path, body, key, answer } in asked {
            let again = self.insist(1, path, body, key).await;
            assert_eq!((again.status, &again.body), (answer.status, &answer.body), "{path}");
            assert_eq!(again.header("idempotency-replayed"), "true", "{path}");
        }
    }
}

/// Kills a server in the midst of a round. Gives the requests that were in doubt.
async fn round(staying: &Server, number: usize) -> usize {
    let mut dying = staying.beside(&NO_LIMITS);
    let code = format!("KILL-{number}");
    let series = Series::with_places(staying, &code, PLACES as u32).await;
    let tally = Tally::default();
    let pairs = municipalities().into_iter().filter(|municipality| municipality.county_code.as_str() == "12");
    let codes: Vec<String> = pairs.map(|municipality| municipality.code.to_string()).collect();
    let pid = dying.pid().to_string();
    let killing = async {
        // Early in one round and late in the next.
        let when = 3 + number * 29 % (2 * codes.len());
        while tally.answered.load(Ordering::Relaxed) < when {
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
        assert!(std::process::Command::new("kill").args(["-9", &pid]).status().unwrap().success());
    };
    let done = {
        let clients = Clients { dying: &dying, staying, series: &series, tally: &tally };
        let stories = codes.iter().enumerate().map(|(number, code)| clients.story(number, code));
        let (done, ()) = tokio::join!(join_all(stories), killing);
        for done in &done {
            clients.ask_again(done).await;
        }
        done
    };
    dying.kill();
    let made: BTreeMap<String, String> =
        codes.iter().zip(&done).map(|(code, done)| (done[0].answer.made(), code.clone())).collect();
    assert_eq!(made.len(), codes.len());
    check(staying, &code, &made, codes.len()).await;
    tally.in_doubt.load(Ordering::Relaxed)
}

/// What the log and the views say of a round, beside what its clients were told.
async fn check(server: &Server, code: &str, made: &BTreeMap<String, String>, municipalities: usize) {
    let home = tempfile::tempdir().unwrap();
    let office = office(&server.database.pool, home.path(), NOW).await;
    let register = ProgrammeId::named(&[code]).uuid();
    let past = office.handle.history::<Register>(register, Revision::FIRST, usize::MAX).await.unwrap();
    let mut facts: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for (fact, ..) in &past {
        let concerned = fact.enrolment().map(|enrolment| enrolment.to_string());
        let counted = ["enrolment-submitted", "member-added", "enrolment-withdrawn"].contains(&fact.kind());
        if let Some(enrolment) = concerned.filter(|_| counted) {
            facts.entry(enrolment).or_default().push(fact.kind());
        }
    }
    assert!(facts.keys().eq(made.keys()), "{code}: what was answered is there, and nothing else");
    let withdrawn = facts.values().filter(|kinds| kinds.contains(&"enrolment-withdrawn")).count();
    assert_eq!(withdrawn, municipalities.div_ceil(2));
    for (enrolment, kinds) in &facts {
        let expected = &["enrolment-submitted", "member-added", "enrolment-withdrawn"];
        assert_eq!(kinds[..], expected[..kinds.len()], "{code}: {enrolment} of {}", made[enrolment]);
    }
    assert!(most_taken(past.iter().map(|(fact, ..)| fact)) <= PLACES);
    assert!(past.iter().any(|(fact, ..)| matches!(fact, Event::Queued { .. })), "places were scarce");

    office.runner.catch_up().await.unwrap();
    let kept = office.runner.house().await;
    let mut people: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in kept.house.people.people.rows().filter(|row| row.family_name.ends_with(code)) {
        *people.entry((row.given_name.clone(), row.family_name.clone())).or_default() += 1;
    }
    assert_eq!(people.len(), 2 * municipalities);
    assert!(people.values().all(|times| *times == 1), "{code}: somebody became two: {people:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_in_the_midst_of_requests_loses_and_doubles_nothing() {
    let rounds = rounds(60).div_ceil(20);
    let staying = Server::start(&NO_LIMITS).await;
    let mut in_doubt = 0;
    for number in 0..rounds {
        in_doubt += round(&staying, number).await;
    }
    println!("{rounds} servers killed; {in_doubt} requests were under way at them and asked again");
    assert!(in_doubt > 0, "no request was under way when a server was killed");
}
