//! A real receiver of webhooks: an HTTP server with a mood, which can go down and come up again.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use axum::routing::any;
use futures::StreamExt as _;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// What a receiver does with a message.
#[derive(Clone, Debug)]
pub enum Mood {
    /// Takes it.
    Takes,
    /// Answers with a status.
    Answers(u16),
    /// Answers with a status so many times, then takes what comes.
    Fails(u16, u32),
    /// Asks to be left alone for some seconds.
    Busy(u64),
    /// Never answers.
    Hangs,
    /// Sends elsewhere.
    Redirects(String),
    /// Takes it and answers without end.
    Babbles,
}

/// A message that came.
#[derive(Clone, Debug)]
pub struct Received {
    pub id: String,
    pub timestamp: String,
    pub signature: String,
    pub agent: String,
    pub body: String,
}

impl Received {
    /// The position of the change.
    pub fn position(&self) -> i64 {
        self.json()["data"]["position"].as_i64().unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

#[derive(Clone)]
struct Desk {
    inbox: Arc<Mutex<Vec<Received>>>,
    mood: Arc<Mutex<Mood>>,
}

/// A receiver and what it got.
pub struct Receiver {
    desk: Desk,
    address: SocketAddr,
    tls: Option<TlsAcceptor>,
    running: Option<Runtime>,
}

impl Receiver {
    /// Starts a receiver on a free port.
    pub fn start() -> Self {
        Self::starting(None)
    }

    /// Starts a receiver that speaks TLS with a certificate for these names.
    pub fn with_tls(authority: &Authority, names: &[&str]) -> Self {
        Self::starting(Some(authority.acceptor(names)))
    }

    fn starting(tls: Option<TlsAcceptor>) -> Self {
        let desk = Desk { inbox: Arc::default(), mood: Arc::new(Mutex::new(Mood::Takes)) };
        let mut receiver = Self { desk, address: "127.0.0.1:0".parse().unwrap(), tls, running: None };
        receiver.come_up();
        receiver
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://localhost:{}/hooks?from=parvis", self.address.port())
    }

    /// What it does from now on.
    pub fn mood(&self, mood: Mood) {
        *self.desk.mood.lock().unwrap() = mood;
    }

    /// Everything that came, whatever became of it.
    pub fn inbox(&self) -> Vec<Received> {
        self.desk.inbox.lock().unwrap().clone()
    }

    /// The positions of what came.
    pub fn positions(&self) -> Vec<i64> {
        self.inbox().iter().map(Received::position).collect()
    }

    /// Ends it with all its connections.
    pub fn go_down(&mut self) {
        if let Some(running) = self.running.take() {
            running.shutdown_background();
        }
    }

    /// Starts it on the port it had before.
    pub fn come_up(&mut self) {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = std::net::TcpListener::bind(self.address).unwrap();
        listener.set_nonblocking(true).unwrap();
        self.address = listener.local_addr().unwrap();
        let app = axum::Router::new().fallback(any(receive)).with_state(self.desk.clone());
        let tls = self.tls.clone();
        runtime.spawn(async move {
            let tcp = TcpListener::from_std(listener).unwrap();
            match tls {
                None => axum::serve(tcp, app).await.unwrap(),
                Some(tls) => axum::serve(TlsListener { tcp, tls }, app).await.unwrap(),
            }
        });
        self.running = Some(runtime);
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.go_down();
    }
}

async fn receive(State(desk): State<Desk>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let header = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
    desk.inbox.lock().unwrap().push(Received {
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp"),
        signature: header("webhook-signature"),
        agent: header("user-agent"),
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    let mood = {
        let mut mood = desk.mood.lock().unwrap();
        let now = mood.clone();
        if let Mood::Fails(status, left) = *mood {
            *mood = if left > 1 { Mood::Fails(status, left - 1) } else { Mood::Takes };
        }
        now
    };
    let answer = Response::builder();
    match mood {
        Mood::Takes => answer.status(204).body(Body::empty()),
        Mood::Answers(status) | Mood::Fails(status, _) => answer.status(status).body("no".into()),
        Mood::Busy(seconds) => answer.status(503).header("retry-after", seconds).body(Body::empty()),
        Mood::Hangs => std::future::pending().await,
        Mood::Redirects(to) => answer.status(307).header("location", to).body(Body::empty()),
        Mood::Babbles => {
            let endless = futures::stream::repeat(Bytes::from_static(&[b'a'; 4096]));
            answer.status(200).body(Body::from_stream(endless.map(Ok::<_, std::io::Error>)))
        }
    }
    .unwrap()
}

/// Accepts TLS; a handshake that fails is the caller's loss.
struct TlsListener {
    tcp: TcpListener,
    tls: TlsAcceptor,
}

impl axum::serve::Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        loop {
            let Ok((stream, from)) = self.tcp.accept().await else {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            };
            if let Ok(stream) = self.tls.accept(stream).await {
                return (stream, from);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.tcp.local_addr()
    }
}

/// An authority of our own, such as an organisation runs for its own network.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::new(vec![]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        Self { issuer }
    }

    /// Writes the authority's certificate into a directory.
    pub fn file(&self, directory: &std::path::Path) -> PathBuf {
        let file = directory.join("authority.pem");
        std::fs::write(&file, self.issuer.pem()).unwrap();
        file
    }

    fn acceptor(&self, names: &[&str]) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let names = names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let certificate = CertificateParams::new(names).unwrap().signed_by(&key, &self.issuer).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(key.serialize_der().into()),
            )
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}
