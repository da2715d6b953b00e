//! Two pairs for the last place, handed in at once by clients of two servers on one database, again and again.
//!
//! Sixty rounds as a rule; `script/stress places 1000` plays as many as you like.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures::future::join_all;
use parvis_events::geography::Municipality;
use parvis_events::ids::ProgrammeId;
use parvis_events::register::{Event, Register};
use parvis_log::Revision;
use reqwest::Method;
use serde_json::{Value, json};

use super::pair::{Series, enrolment};
use super::server::{Answer, Server};
use crate::support::played::office;
use crate::support::registers::{NOW, municipalities};
use crate::support::rounds::{most_taken, rounds};

/// How many programmes have their last place fought for at the same time.
const AT_ONCE: usize = 4;
/// Limits that nothing here reaches.
pub const NO_LIMITS: [&str; 4] = ["--per-token", "1000000", "--per-address", "1000000"];

/// What came of many rounds.
#[derive(Default)]
struct Tally {
    /// How often whoever went to a server was admitted.
    admitted_by: [AtomicUsize; 2],
    answers: std::sync::Mutex<Vec<Duration>>,
}

/// The municipalities of the programme's partner.
fn of_skane() -> Vec<&'static Municipality> {
    municipalities().into_iter().filter(|municipality| municipality.county_code.as_str() == "12").collect()
}

/// A pair hands in its enrolment; how long it waited for the answer goes to the tally.
async fn hand_in(server: &Server, series: &Series<'_>, tally: &Tally, name: &str, code: &str) -> Answer {
    let body = enrolment(code, &[("Anna", code, "culture"), ("Bo", code, "business")]);
    let (path, key) = (format!("{}/enrolments", series.path), format!("{name}-{code}"));
    let began = Instant::now();
    let answer = server.post_with(&series.token, &path, body, &[("idempotency-key", &key)]).await;
    tally.answers.lock().unwrap().push(began.elapsed());
    assert!(answer.status.is_success(), "{answer:?}");
    answer
}

async fn shown(server: &Server, series: &Series<'_>, after: &Answer, what: &str) -> Value {
    let path = after.seen_by(&format!("{}{what}", series.path));
    let shown = server.send(Method::GET, &series.token, &path, None, &[]).await;
    assert!(shown.status.is_success(), "{shown:?}");
    shown.body
}

/// One round: both at once, each through another server; both servers then agree on who has it. Gives the place back.
async fn round(servers: [&Server; 2], series: &Series<'_>, tally: &Tally, number: usize) {
    let pairs = of_skane();
    let names = [0, 1].map(|at| pairs[(number * 2 + at) % pairs.len()].code.to_string());
    // Which of the two comes first in the alphabet, in the request or in the round says nothing about who wins.
    let ways = if number.is_multiple_of(2) { servers } else { [servers[1], servers[0]] };
    let name = format!("{}-{number}", series.path);
    let (one, other) = tokio::join!(
        hand_in(ways[0], series, tally, &name, &names[0]),
        hand_in(ways[1], series, tally, &name, &names[1])
    );
    let position = |answer: &Answer| answer.header("parvis-position").parse::<u64>().unwrap();
    let last = if position(&one) > position(&other) { &one } else { &other };

    let mut winner = None;
    for (at, answer) in [&one, &other].into_iter().enumerate() {
        let what = format!("/enrolments/{}", answer.made());
        let seen = shown(servers[0], series, last, &what).await;
        assert_eq!(seen, shown(servers[1], series, last, &what).await);
        match seen["status"].as_str().unwrap() {
            "admitted" => assert_eq!(winner.replace(at), None, "both were admitted: round {number}"),
            "queued" => assert_eq!(seen["queue_place"], 1, "{seen}"),
            status => panic!("{status}: {seen}"),
        }
    }
    let winner = winner.unwrap_or_else(|| panic!("nobody was admitted: round {number}"));
    let served_by = usize::from(std::ptr::eq(ways[winner], servers[1]));
    tally.admitted_by[served_by].fetch_add(1, Ordering::Relaxed);
    let full = shown(servers[number % 2], series, last, "/overview").await;
    assert_eq!((&full[0]["places_taken"], &full[0]["queued"]), (&json!(1), &json!(1)), "{full}");

    // The one that waits leaves first, so that nothing is offered to it.
    let [first, second] = if winner == 0 { [&other, &one] } else { [&one, &other] };
    for (server, answer) in servers.into_iter().zip([first, second]) {
        let path = format!("{}/enrolments/{}/withdraw", series.path, answer.made());
        let key = format!("{name}-{}-leaves", answer.made());
        let left = server.post_with(&series.token, &path, Value::Null, &[("idempotency-key", &key)]).await;
        assert_eq!((left.status.as_u16(), &left.body["facts"]), (200, &json!(1)), "{left:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_http_too_exactly_one_of_two_pairs_gets_the_last_place_and_the_other_is_first_in_the_queue() {
    let rounds = rounds(60);
    let one = Server::start(&NO_LIMITS).await;
    let other = one.beside(&NO_LIMITS);
    let codes: Vec<String> = (1..=AT_ONCE).map(|number| format!("LAST-{number}")).collect();
    let all = join_all(codes.iter().map(|code| Series::with_places(&one, code, 1))).await;
    let (tally, began) = (Tally::default(), Instant::now());
    let played = all.iter().enumerate().map(|(at, series)| {
        let (one, other, tally) = (&one, &other, &tally);
        async move {
            for number in (at..rounds).step_by(AT_ONCE) {
                round([one, other], series, tally, number).await;
            }
        }
    });
    join_all(played).await;
    report(&tally, rounds, began.elapsed());

    // The log says the same, fact by fact.
    let home = tempfile::tempdir().unwrap();
    let office = office(&one.database.pool, home.path(), NOW).await;
    let mut granted = 0;
    for code in &codes {
        let register = ProgrammeId::named(&[code]).uuid();
        let past = office.handle.history::<Register>(register, Revision::FIRST, usize::MAX).await.unwrap();
        let facts: Vec<&Event> = past.iter().map(|(fact, ..)| fact).collect();
        let count = |is: fn(&Event) -> bool| facts.iter().filter(|fact| is(fact)).count();
        let given = count(|fact| matches!(fact, Event::PlaceGranted { .. }));
        assert_eq!(count(|fact| matches!(fact, Event::Submitted(_))), 2 * given);
        assert_eq!(count(|fact| matches!(fact, Event::Queued { .. })), given);
        assert_eq!(count(|fact| matches!(fact, Event::Withdrawn { .. })), 2 * given);
        assert_eq!(most_taken(facts.iter().copied()), usize::from(given > 0));
        granted += given;
    }
    assert_eq!(granted, rounds);
    let through = tally.admitted_by.each_ref().map(|times| times.load(Ordering::Relaxed));
    assert!(through.iter().all(|times| *times > 0), "each server had the winner now and then: {through:?}");
    office.log.verify(|_, _| {}).await.unwrap();
}

fn report(tally: &Tally, rounds: usize, took: Duration) {
    let mut answers = tally.answers.lock().unwrap().clone();
    answers.sort_unstable();
    let at = |share: f64| answers[((answers.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
    let through = tally.admitted_by.each_ref().map(|times| times.load(Ordering::Relaxed));
    println!(
        "{rounds} rounds in {:.1} s; admitted through either server {through:?}; handing in took {:.1} ms at the median, \
         {:.1} at the 99th hundredth, {:.1} at most",
        took.as_secs_f64(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
}
