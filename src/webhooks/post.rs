//! Hands messages over by HTTP: connect to a checked address, send, read the status, ignore the rest.
//!
//! The name is resolved here and the connection made to the very address that was checked, so that no second look-up
//! can lead elsewhere. Redirects are not followed, proxies not used, cookies not kept.

use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{CONTENT_TYPE, HOST, RETRY_AFTER, USER_AGENT};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::Limits;
use super::target::{Network, Target, TargetError};
use crate::trust::{self, TrustError};

/// How long finding and reaching the receiver may take.
const CONNECT_PATIENCE: Duration = Duration::from_secs(10);
/// How long one of several addresses of a receiver is tried.
const ADDRESS_PATIENCE: Duration = Duration::from_secs(4);
/// How many addresses of a receiver are tried.
const ADDRESSES: usize = 4;
/// How much of an answer is read before the connection is given up.
const ANSWER_BYTES: usize = 16 * 1024;

/// Why nothing can be sent at all.
#[derive(Debug, thiserror::Error)]
pub enum PosterError {
    /// No receiver can be trusted.
    #[error("receivers cannot be trusted; look at PARVIS_WEBHOOKS_CA")]
    Trust(#[from] TrustError),
}

/// Why a message was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// The address was allowed once, and is no longer.
    #[error(transparent)]
    Target(TargetError),
    /// The name has no address.
    #[error("the receiver's name has no address")]
    Unresolved(#[source] std::io::Error),
    /// It has, but none that messages may go to.
    #[error("the receiver's name leads to {0}, which messages must not go to")]
    Forbidden(std::net::IpAddr),
    /// Nobody answers there.
    #[error("the receiver cannot be reached")]
    Unreachable(#[source] std::io::Error),
    /// The receiver is not who it should be, or TLS failed otherwise.
    #[error("no safe connection to the receiver")]
    Tls(#[source] std::io::Error),
    /// The receiver took too long.
    #[error("the receiver took too long")]
    Timeout,
    /// The connection broke, or what came was no HTTP.
    #[error("the receiver did not answer properly")]
    Broken(#[source] hyper::Error),
    /// The message cannot be written.
    #[error("the message cannot be written")]
    Unwritable(#[source] hyper::http::Error),
}

impl PostError {
    /// What went wrong, in a word that stays the same.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Target(_) | Self::Forbidden(_) => "forbidden-address",
            Self::Unresolved(_) => "unresolved",
            Self::Unreachable(_) => "unreachable",
            Self::Tls(_) => "tls",
            Self::Timeout => "timeout",
            Self::Broken(_) => "broken-answer",
            Self::Unwritable(_) => "unwritable",
        }
    }
}

/// A message to a receiver.
#[derive(Clone, Debug)]
pub struct Message {
    /// The same at every attempt.
    pub id: String,
    /// The time of this attempt, in seconds since 1970, UTC.
    pub seconds: i64,
    /// One signature for each secret that holds, separated by spaces.
    pub signature: String,
    /// JSON.
    pub body: Bytes,
}

/// What a receiver answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// How long it asks to be left alone.
    pub retry_after: Option<Duration>,
}

impl Answer {
    /// Whether the message was taken.
    pub const fn taken(self) -> bool {
        matches!(self.status, 200..=299)
    }
}

/// Sends messages.
#[derive(Clone)]
pub struct Poster {
    network: Network,
    answer_patience: Duration,
    tls: TlsConnector,
}

impl std::fmt::Debug for Poster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Poster").field("network", &self.network).finish_non_exhaustive()
    }
}

impl Poster {
    /// Sends as far as the limits allow, to receivers that a public authority or one of the operator's vouches for.
    ///
    /// # Errors
    /// When the file of authorities cannot be read.
    pub fn new(limits: &Limits) -> Result<Self, PosterError> {
        Ok(Self {
            network: limits.network,
            answer_patience: limits.answer_patience,
            tls: trust::connector(limits.authorities.as_deref())?,
        })
    }

    /// How far messages may go.
    pub const fn network(&self) -> Network {
        self.network
    }

    /// Connects to a receiver.
    ///
    /// # Errors
    /// When it cannot be found or reached, or must not be.
    pub async fn connect(&self, target: &Target) -> Result<Line, PostError> {
        timeout(CONNECT_PATIENCE, self.reach(target)).await.unwrap_or(Err(PostError::Timeout))
    }

    async fn reach(&self, target: &Target) -> Result<Line, PostError> {
        let stream = self.dial(target).await?;
        let sender = if target.encrypted() {
            let name = ServerName::try_from(target.host())
                .map_err(|error| PostError::Tls(std::io::Error::other(error)))?;
            let stream = self.tls.connect(name, stream).await.map_err(PostError::Tls)?;
            speak(stream).await?
        } else {
            speak(stream).await?
        };
        Ok(Line { sender, target: target.clone(), patience: self.answer_patience })
    }

    /// Connects to the first address that answers, of those that are allowed.
    async fn dial(&self, target: &Target) -> Result<TcpStream, PostError> {
        let found: Vec<SocketAddr> = tokio::net::lookup_host((target.host(), target.port()))
            .await
            .map_err(PostError::Unresolved)?
            .collect();
        let allowed = |address: &&SocketAddr| target.allows(address.ip(), self.network);
        let mut failure = match found.first() {
            Some(address) => PostError::Forbidden(address.ip()),
            None => PostError::Unresolved(std::io::Error::from(std::io::ErrorKind::NotFound)),
        };
        for address in found.iter().filter(allowed).take(ADDRESSES) {
            match timeout(ADDRESS_PATIENCE, TcpStream::connect(address)).await {
                Err(_) => failure = PostError::Timeout,
                Ok(Err(error)) => failure = PostError::Unreachable(error),
                Ok(Ok(stream)) => {
                    let peer = stream.peer_addr().map_err(PostError::Unreachable)?.ip();
                    if !target.allows(peer, self.network) {
                        return Err(PostError::Forbidden(peer));
                    }
                    // A message is one small write; waiting for more would only delay it.
                    stream.set_nodelay(true).map_err(PostError::Unreachable)?;
                    return Ok(stream);
                }
            }
        }
        Err(failure)
    }
}

/// Begins to speak HTTP/1.1 on a connection; a task of its own keeps it going while the line is held.
async fn speak<S>(stream: S) -> Result<SendRequest<Full<Bytes>>, PostError>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(PostError::Broken)?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection to a receiver ended");
        }
    });
    Ok(sender)
}

/// A connection to a receiver, for one message after another.
#[derive(Debug)]
pub struct Line {
    sender: SendRequest<Full<Bytes>>,
    target: Target,
    patience: Duration,
}

impl Line {
    /// Whether the receiver still holds the connection.
    pub async fn open(&mut self) -> bool {
        self.sender.ready().await.is_ok()
    }

    /// Sends a message and waits for the answer.
    ///
    /// # Errors
    /// When no proper answer came in time; whether the message arrived is then not known.
    pub async fn post(&mut self, message: &Message) -> Result<Answer, PostError> {
        let request = self.request(message).map_err(PostError::Unwritable)?;
        timeout(self.patience, self.ask(request)).await.unwrap_or(Err(PostError::Timeout))
    }

    async fn ask(&mut self, request: Request<Full<Bytes>>) -> Result<Answer, PostError> {
        self.sender.ready().await.map_err(PostError::Broken)?;
        let response = self.sender.send_request(request).await.map_err(PostError::Broken)?;
        let answer = Answer { status: response.status().as_u16(), retry_after: retry_after(&response) };
        drain(response.into_body()).await;
        Ok(answer)
    }

    fn request(&self, message: &Message) -> Result<Request<Full<Bytes>>, hyper::http::Error> {
        Request::post(self.target.path())
            .header(HOST, self.target.authority())
            .header(USER_AGENT, concat!("Parvis/", env!("CARGO_PKG_VERSION")))
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", message.seconds)
            .header("webhook-signature", &message.signature)
            .body(Full::new(message.body.clone()))
    }
}

/// Reads an answer to its end, so that the connection can be used again; a long one is given up.
async fn drain(mut body: Incoming) {
    let mut left = ANSWER_BYTES;
    while let Some(Ok(frame)) = body.frame().await {
        let bytes = frame.data_ref().map_or(0, Bytes::len);
        match left.checked_sub(bytes) {
            Some(rest) => left = rest,
            // Dropped half read, the body takes its connection along.
            None => return,
        }
    }
}

/// What `Retry-After` asks for, where it does so in seconds (RFC 9110, section 10.2.3).
fn retry_after(response: &Response<Incoming>) -> Option<Duration> {
    let seconds: u64 = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}
