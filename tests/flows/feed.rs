//! What happens, told over HTTP: every change once and in order, through cut lines and killed programs.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use parvis_events::ids::PersonId;
use parvis_events::person::{Command as PersonCommand, Person};
use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::program::Program;
use crate::receiver::{Authority, Receiver};
use crate::support::played::{self, KKN, Played};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// `parvis serve`, which can be killed and started again.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(program: &Program, variables: &[(&str, &str)]) -> Self {
        let mut child = program
            .command(&["serve", "--listen", "127.0.0.1:0"])
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap();
        Self { address: address.trim_end_matches('.').to_owned(), child }
    }

    fn get(&self, path: &str, token: &str) -> RequestBuilder {
        reqwest::Client::new().get(format!("{}/api/v1/{path}", self.address)).bearer_auth(token)
    }

    fn post(&self, path: &str, token: &str, body: &Value) -> RequestBuilder {
        let client = reqwest::Client::new();
        client.post(format!("{}/api/v1/{path}", self.address)).bearer_auth(token).json(body)
    }

    /// Ends it without a warning.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn token(program: &Program, scopes: &[&str]) -> String {
    let mut arguments = vec!["token", "issue", "--name", "test"];
    for scope in scopes {
        arguments.extend(["--scope", *scope]);
    }
    program.does(&arguments).trim().to_owned()
}

/// An event as it came.
#[derive(Debug, Default)]
struct Told {
    name: String,
    id: Option<i64>,
    data: Value,
}

/// Reads events until so many changes came, an event `end` came, or nothing came for a while.
async fn read(response: Response, most: usize, patience: Duration) -> Vec<Told> {
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let (mut bytes, mut buffer, mut told) = (response.bytes_stream(), String::new(), Vec::new());
    while told.len() < most {
        let Ok(Some(Ok(more))) = tokio::time::timeout(patience, bytes.next()).await else { break };
        buffer.push_str(std::str::from_utf8(&more).unwrap());
        while let Some((block, rest)) = buffer.split_once("\n\n") {
            let mut one = Told::default();
            for line in block.lines() {
                match line.split_once(": ") {
                    Some(("event", name)) => name.clone_into(&mut one.name),
                    Some(("id", id)) => one.id = Some(id.parse().unwrap()),
                    Some(("data", data)) => one.data = serde_json::from_str(data).unwrap(),
                    _ => {}
                }
            }
            buffer = rest.to_owned();
            if !one.name.is_empty() && told.len() < most {
                told.push(one);
            }
        }
    }
    told
}

fn events(served: &Served, path: &str, token: &str) -> RequestBuilder {
    served.get(path, token).header("accept", "text/event-stream")
}

/// Has something happen, in another process than the one that is asked.
async fn happen(played: &Played, times: usize) -> i64 {
    let home = tempfile::tempdir().unwrap();
    let settings = played::settings(home.path(), parvis::clock::Clock::Machine);
    let office = parvis::office::Office::open(played.database.pool.clone(), &settings).await.unwrap();
    let person = PersonId::named(&[KKN, "D-004"]).uuid();
    let mut last = 0;
    for number in 0..times {
        let command =
            if number % 2 == 0 { PersonCommand::ProtectIdentity } else { PersonCommand::LiftProtection };
        let done = office.handle.run::<Person>(person, command, &office.cause("registrar")).await.unwrap();
        last = done.position.unwrap().get();
    }
    last
}

async fn end(served: &Served, token: &str) -> i64 {
    let page: Value = served.get("changes?after=end", token).send().await.unwrap().json().await.unwrap();
    page["next"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_reader_that_is_cut_off_again_and_again_misses_nothing_and_gets_nothing_twice() {
    let played = played::kkn().await;
    let program = Program::on(&played.database.url);
    let reader = token(&program, &["read:*"]);
    let mut served = Served::start(&program, &[]);
    let end = end(&served, &reader).await;
    let (mut positions, mut at, mut times) = (Vec::new(), 0, 0);
    while at < end {
        times += 1;
        // Lengths that nobody chose, and the program killed in the middle now and then.
        let most = usize::try_from(((at * 7919 + 13) % 701 + 1).min(end - at)).unwrap();
        let asked = events(&served, "changes", &reader).header("last-event-id", at.to_string());
        let told = read(asked.send().await.unwrap(), most, PATIENCE).await;
        for one in &told {
            assert_eq!((one.name.as_str(), one.id), ("change", one.data["position"].as_i64()));
        }
        positions.extend(told.iter().filter_map(|one| one.id));
        at = *positions.last().unwrap();
        if times % 4 == 0 {
            served.kill();
            served = Served::start(&program, &[]);
        }
    }
    assert!(times >= 4, "{times}");
    assert_eq!(positions, (1..=end).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_happens_elsewhere_is_told_at_once_and_the_last_word_says_why() {
    let played = played::kkn().await;
    let program = Program::on(&played.database.url);
    let reader = token(&program, &["read:KKN-2018"]);
    let other = token(&program, &["read:OTHER"]);
    let served = Served::start(&program, &[]);
    let before = end(&served, &reader).await;
    let [mine, theirs] = [&reader, &other].map(|token| events(&served, "changes?after=end", token));
    let (mine, theirs) = (mine.send().await.unwrap(), theirs.send().await.unwrap());
    let told = tokio::spawn(read(mine, 3, PATIENCE));
    let silent = tokio::spawn(read(theirs, 3, Duration::from_secs(5)));
    let began = Instant::now();
    happen(&played, 2).await;
    let filtered =
        events(&served, &format!("changes?after={before}&type=protected-identity-lifted"), &reader);
    let filtered = read(filtered.send().await.unwrap(), 1, PATIENCE).await;
    assert_eq!(filtered[0].data["type"], "protected-identity-lifted");
    let stopped = Command::new("kill").arg("-TERM").arg(served.child.id().to_string()).status().unwrap();
    assert!(stopped.success());
    let told = told.await.unwrap();
    assert!(began.elapsed() < PATIENCE);
    let names: Vec<&str> = told.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["change", "change", "end"]);
    assert_eq!(told[0].data["programmes"], json!([{"id": told[0].data["programmes"][0]["id"], "code": KKN}]));
    assert_eq!(told[2].data, json!({"reason": "closing", "after": before + 2}));
    let silent = silent.await.unwrap();
    assert!(silent.iter().all(|one| one.name == "end"), "{silent:?}");
}

#[tokio::test]
async fn pages_go_on_where_the_last_one_ended_and_wait_for_what_comes() {
    let played = played::kkn().await;
    let program = Program::on(&played.database.url);
    let reader = token(&program, &["read:*"]);
    let served = Served::start(&program, &[]);
    let (mut cursor, mut positions) = ("0".to_owned(), Vec::new());
    loop {
        let path = format!("changes?cursor={cursor}&limit=500&stream=register,certificates");
        let page: Value = served.get(&path, &reader).send().await.unwrap().json().await.unwrap();
        let items = page["items"].as_array().unwrap();
        for item in items {
            let stream = item["stream"].as_str().unwrap();
            assert!(stream.starts_with("register-") || stream.starts_with("certificates-"));
            positions.push(item["position"].as_i64().unwrap());
        }
        cursor = page["next"].as_str().unwrap().to_owned();
        if page["at_end"] == true {
            break;
        }
    }
    assert!(positions.len() > 100 && positions.is_sorted());
    let waiting = served.get(&format!("changes?cursor={cursor}&wait=20"), &reader).send();
    let waiting = tokio::spawn(waiting);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let last = happen(&played, 1).await;
    let page: Value = waiting.await.unwrap().unwrap().json().await.unwrap();
    assert_eq!(page["items"][0]["position"].as_i64(), Some(last));
}

#[tokio::test]
async fn who_may_not_follow_is_told_why_in_their_language() {
    let played = played::kkn().await;
    let program = Program::on(&played.database.url);
    let (reader, other) = (token(&program, &["read:*"]), token(&program, &["enrol:*"]));
    let served = Served::start(&program, &[]);
    let said = async |request: RequestBuilder| {
        let response = request.header("accept-language", "sv").send().await.unwrap();
        let status = response.status().as_u16();
        let problem: Value = response.json().await.unwrap();
        (status, problem["code"].as_str().unwrap().to_owned(), problem["detail"].as_str().unwrap().to_owned())
    };
    let nobody = reqwest::Client::new().get(format!("{}/api/v1/changes", served.address));
    assert_eq!(said(nobody).await.0, 401);
    assert_eq!(said(served.get("changes", &other)).await.1, "scope-missing");
    let (status, code, detail) = said(events(&served, "changes?after=99999999", &reader)).await;
    assert_eq!((status, code.as_str()), (400, "position-beyond-end"));
    assert!(detail.contains("99") && detail.contains("slutar vid"), "{detail}");
    for wrong in ["after=x", "limit=0", "limit=1001", "wait=26", "type=", "programme=kkn", "cursor=-1"] {
        let (status, code, detail) = said(served.get(&format!("changes?{wrong}"), &reader)).await;
        assert_eq!((status, code.as_str()), (400, "parameter-invalid"), "{wrong}");
        assert!(detail.contains(wrong.split('=').next().unwrap()), "{wrong}: {detail}");
    }
    let header = events(&served, "changes", &reader).header("last-event-id", "many");
    assert_eq!(said(header).await.1, "header-invalid");
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(events(&served, "changes?after=end", &reader).send().await.unwrap());
    }
    assert!(held.iter().all(|response| response.status() == StatusCode::OK));
    assert_eq!(said(events(&served, "changes?after=end", &reader)).await.1, "changes-too-many-readers");
    drop(held);
    let deadline = Instant::now() + PATIENCE;
    while events(&served, "changes?after=end", &reader).send().await.unwrap().status() != StatusCode::OK {
        assert!(Instant::now() < deadline, "places are given back");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn a_webhook_is_kept_over_http_told_at_once_and_stops_with_its_token() {
    let played = played::kkn().await;
    let program = Program::on(&played.database.url);
    let authority = Authority::new();
    let receiver = Receiver::with_tls(&authority, &["localhost"]);
    let file = authority.file(program.home());
    let variables = [("PARVIS_WEBHOOKS_TO", "loopback"), ("PARVIS_WEBHOOKS_CA", file.to_str().unwrap())];
    let keeper = token(&program, &["administer:*", "read:KKN-2018"]);
    let other = token(&program, &["administer:KKN-2018", "read:KKN-2018"]);
    let served = Served::start(&program, &variables);
    let wanted = json!({"url": receiver.url(), "types": ["protected-identity-set"]});
    let add = || served.post("webhooks", &keeper, &wanted).header("idempotency-key", "one");
    let made = add().send().await.unwrap();
    assert_eq!(made.status(), StatusCode::CREATED);
    let made: Value = made.json().await.unwrap();
    let id = made["webhook"]["id"].as_str().unwrap().to_owned();
    assert!(made["secret"].as_str().unwrap().starts_with("whsec_"));
    assert_eq!(made["webhook"]["reach"], json!({"programmes": [KKN]}));
    let again: Value = add().send().await.unwrap().json().await.unwrap();
    assert_eq!((&again["webhook"]["id"], &again["secret"]), (&json!(id), &Value::Null), "shown once");

    let last = happen(&played, 2).await;
    let deadline = Instant::now() + PATIENCE;
    while receiver.inbox().is_empty() {
        assert!(Instant::now() < deadline, "it is told as it happens");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(receiver.positions(), [last - 1]);
    let ping =
        served.post(&format!("webhooks/{id}/ping"), &keeper, &json!({})).header("idempotency-key", "two");
    let ping: Value = ping.send().await.unwrap().json().await.unwrap();
    assert_eq!((&ping["status"], &ping["failure"]), (&json!(204), &Value::Null));
    // A delivery is noted once the receiver's answer has come, so the receiver may know of it first.
    let deliveries = loop {
        let asked = served.get(&format!("webhooks/{id}/deliveries"), &keeper).send().await.unwrap();
        let deliveries: Value = asked.json().await.unwrap();
        if deliveries["items"] != json!([]) {
            break deliveries;
        }
        assert!(Instant::now() < deadline, "what was taken is noted");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(deliveries["items"][0]["position"].as_i64(), Some(last - 1));
    assert_eq!(deliveries["items"].as_array().unwrap().len(), 1, "{deliveries}");
    let of_another = served.get(&format!("webhooks/{id}"), &other).send().await.unwrap();
    assert_eq!(of_another.status(), StatusCode::NOT_FOUND);
    let refused = served.post("webhooks", &keeper, &json!({"url": "https://10.0.0.1/"}));
    let refused = refused.header("idempotency-key", "three").send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let refused: Value = refused.json().await.unwrap();
    assert_eq!(refused["code"], "webhook-address-refused");

    let token_id = keeper.split('_').nth(1).unwrap().to_owned();
    program.does(&["token", "revoke", &token_id]);
    happen(&played, 2).await;
    let deadline = Instant::now() + PATIENCE;
    loop {
        let listed = program.does(&["webhook", "list"]);
        if listed.contains("paused") {
            assert!(listed.contains("token-ended"), "{listed}");
            break;
        }
        assert!(Instant::now() < deadline, "{listed}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(receiver.inbox().iter().filter(|message| message.json()["type"] != "ping").count(), 1);
}

#[tokio::test]
async fn when_one_of_two_processes_is_killed_the_other_sends_the_rest_and_nothing_is_lost() {
    let played = played::kkn().await;
    let program = Program::on(&played.database.url);
    let receiver = Receiver::start();
    let variables = [("PARVIS_WEBHOOKS_TO", "loopback")];
    let added =
        program.command(&["webhook", "add", &receiver.url(), "--after", "0"]).envs(variables).output();
    assert!(added.unwrap().status.success());
    let mut processes = [Served::start(&program, &variables), Served::start(&program, &variables)];
    let reader = token(&program, &["read:*"]);
    let end = end(&processes[0], &reader).await;
    let deadline = Instant::now() + 2 * PATIENCE;
    let mut killed = 0;
    loop {
        let inbox = receiver.positions();
        if inbox.contains(&end) {
            break;
        }
        // Whoever has the webhook in hand is killed in the middle of it.
        if killed < 3 && inbox.len() > (killed + 1) * 300 {
            processes[killed % 2].kill();
            processes[killed % 2] = Served::start(&program, &variables);
            killed += 1;
        }
        assert!(Instant::now() < deadline, "{} of {end} came", inbox.len());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // What recurs may have added to the log meanwhile.
    let positions: Vec<i64> = receiver.positions().into_iter().filter(|position| *position <= end).collect();
    let mut once = positions.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once, (1..=end).collect::<Vec<_>>(), "none is lost");
    let twice = positions.len() - once.len();
    assert!(twice <= killed, "{twice} came twice after {killed} kills");
}
