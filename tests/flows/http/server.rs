//! A running `parvis serve`, and a client of it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::program::Program;
use crate::support::{self, TestDatabase};

/// A server, stopped when this is dropped.
pub struct Server {
    pub base: String,
    pub program: Arc<Program>,
    pub database: Arc<TestDatabase>,
    child: Child,
    keys: Arc<AtomicU32>,
    client: Client,
}

/// An answer, read.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Server {
    /// One on a database of its own.
    pub async fn start(arguments: &[&str]) -> Self {
        let database = support::database().await;
        let program = Program::on(&database.url);
        Self::on(Arc::new(program), Arc::new(database), Arc::default(), arguments)
    }

    /// One on a database in which a whole programme was played.
    pub async fn played(arguments: &[&str]) -> Self {
        let database = support::played::kkn().await.database;
        let program = Program::on(&database.url);
        Self::on(Arc::new(program), Arc::new(database), Arc::default(), arguments)
    }

    /// Another one on the same database.
    pub fn beside(&self, arguments: &[&str]) -> Self {
        let (program, database) = (Arc::clone(&self.program), Arc::clone(&self.database));
        Self::on(program, database, Arc::clone(&self.keys), arguments)
    }

    fn on(
        program: Arc<Program>,
        database: Arc<TestDatabase>,
        keys: Arc<AtomicU32>,
        arguments: &[&str],
    ) -> Self {
        let (child, base) = serve(&program, arguments);
        Self { base, program, database, child, keys, client: Client::new() }
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Kills it, as a crash would (SIGKILL); what it was doing stays undone.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// A token with these scopes.
    pub fn token(&self, scopes: &[&str]) -> String {
        let mut arguments = vec!["token", "issue", "--name", "test"];
        arguments.extend(scopes.iter().flat_map(|scope| ["--scope", scope]));
        self.program.does(&arguments).trim().to_owned()
    }

    /// Sends a command, with a key of its own.
    pub async fn post(&self, token: &str, path: &str, body: Value) -> Answer {
        let key = format!("key-{}", self.keys.fetch_add(1, Ordering::Relaxed));
        self.post_with(token, path, body, &[("idempotency-key", &key)]).await
    }

    /// Sends a command with just these headers.
    pub async fn post_with(&self, token: &str, path: &str, body: Value, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, token, path, Some(body), headers).await
    }

    pub async fn get(&self, token: &str, path: &str) -> Answer {
        self.send(Method::GET, token, path, None, &[]).await
    }

    pub async fn send(
        &self,
        method: Method,
        token: &str,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
        self.try_send(method, token, path, body, headers).await.unwrap()
    }

    /// Sends a request that may get no answer.
    pub async fn try_send(
        &self,
        method: Method,
        token: &str,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Result<Answer, reqwest::Error> {
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        if !token.is_empty() {
            request = request.bearer_auth(token);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body.filter(|body| !body.is_null()) {
            request = request.json(&body);
        }
        Answer::of(request.send().await?).await
    }
}

impl Answer {
    async fn of(response: Response) -> Result<Self, reqwest::Error> {
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.bytes().await?;
        let body = serde_json::from_slice(&bytes).unwrap_or_else(|_| json!(String::from_utf8_lossy(&bytes)));
        Ok(Self { status, headers, body })
    }

    /// What a command made, which must have succeeded.
    pub fn made(&self) -> String {
        assert!(self.status.is_success(), "{self:?}");
        self.body["id"].as_str().unwrap_or_else(|| panic!("{self:?}")).to_owned()
    }

    /// The code of a problem, with its status.
    pub fn refused(&self) -> (u16, &str) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        assert_eq!(self.body["status"], self.status.as_u16(), "{self:?}");
        (self.status.as_u16(), self.body["code"].as_str().unwrap())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// A path that shows what the command did.
    pub fn seen_by(&self, path: &str) -> String {
        let sign = if path.contains('?') { '&' } else { '?' };
        format!("{path}{sign}at_least={}", self.header("parvis-position"))
    }
}

/// Starts another server; gives its process and its address.
pub fn serve(program: &Program, arguments: &[&str]) -> (Child, String) {
    let mut all = vec!["serve", "--listen", "127.0.0.1:0"];
    all.extend(arguments);
    let mut child = program.command(&all).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).and_then(|rest| rest.split(". ").next());
    let address = address.unwrap_or_else(|| panic!("the server said {line:?}"));
    (child, format!("http://{address}"))
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
