//! Asks a provider: by TLS, within seconds, and reads no more than an answer can be.

use std::path::Path;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use crate::trust::{self, TrustError};

/// How long a provider may take, all in all.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest answer that is read.
const MOST_BYTES: usize = 256 * 1024;

/// Why a provider could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address would be reached without TLS, or has no host.
    #[error("{0} is no address that a provider is asked at")]
    Unsafe(String),
    /// Nobody answers there, or not with a certificate for that name.
    #[error("the provider cannot be reached")]
    Unreachable(#[source] std::io::Error),
    /// The provider took too long.
    #[error("the provider took too long")]
    Timeout,
    /// The connection broke, or what came was no HTTP.
    #[error("the provider did not answer properly")]
    Broken(#[source] hyper::Error),
    /// The question cannot be written.
    #[error("the question to the provider cannot be written")]
    Unwritable(#[from] hyper::http::Error),
    /// The answer is too long, or ended too early.
    #[error("the provider's answer cannot be read whole")]
    Unread(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The provider refused.
    #[error("the provider answered {status}")]
    Refused {
        /// The HTTP status.
        status: u16,
    },
}

/// Asks providers.
#[derive(Clone)]
pub struct Fetcher {
    tls: TlsConnector,
}

impl std::fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fetcher")
    }
}

/// Whether nobody between can listen: by TLS, or on this very machine.
pub fn is_safe(address: &Url) -> bool {
    let here = match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(four)) => four.is_loopback(),
        Some(Host::Ipv6(six)) => six.is_loopback(),
        None => return false,
    };
    match address.scheme() {
        "https" => true,
        "http" => here,
        _ => false,
    }
}

impl Fetcher {
    /// Believes the authorities that browsers believe, and those in a PEM file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn new(authorities: Option<&Path>) -> Result<Self, TrustError> {
        Ok(Self { tls: trust::connector(authorities)? })
    }

    /// Reads what stands at an address.
    ///
    /// # Errors
    /// When it cannot be reached, or answers anything but 200.
    pub async fn get(&self, address: &Url) -> Result<Bytes, FetchError> {
        let request = begun("GET", address).body(Full::default())?;
        self.send(address, request).await
    }

    /// Reads what stands at an address for whoever shows something.
    ///
    /// # Errors
    /// When it cannot be reached, or answers anything but 200.
    pub async fn get_with(&self, address: &Url, credentials: &str) -> Result<Bytes, FetchError> {
        let request = begun("GET", address).header(AUTHORIZATION, credentials).body(Full::default())?;
        self.send(address, request).await
    }

    /// Sends a form.
    ///
    /// # Errors
    /// When it cannot be reached, or answers anything but 200.
    pub async fn post(&self, address: &Url, form: String, credentials: &str) -> Result<Bytes, FetchError> {
        let request = begun("POST", address)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(AUTHORIZATION, credentials)
            .body(Full::from(form))?;
        self.send(address, request).await
    }

    async fn send(&self, address: &Url, request: Request<Full<Bytes>>) -> Result<Bytes, FetchError> {
        if !is_safe(address) {
            return Err(FetchError::Unsafe(address.to_string()));
        }
        tokio::time::timeout(PATIENCE, self.ask(address, request)).await.unwrap_or(Err(FetchError::Timeout))
    }

    async fn ask(&self, address: &Url, request: Request<Full<Bytes>>) -> Result<Bytes, FetchError> {
        let no_host = || FetchError::Unsafe(address.to_string());
        let (host, port) = (
            address.host_str().ok_or_else(no_host)?.trim_matches(['[', ']']).to_owned(),
            address.port_or_known_default().ok_or_else(no_host)?,
        );
        let stream = TcpStream::connect((host.as_str(), port)).await.map_err(FetchError::Unreachable)?;
        if address.scheme() == "https" {
            let name = ServerName::try_from(host).map_err(|_| no_host())?;
            let stream = self.tls.connect(name, stream).await.map_err(FetchError::Unreachable)?;
            answer(stream, request).await
        } else {
            answer(stream, request).await
        }
    }
}

fn begun(method: &str, address: &Url) -> hyper::http::request::Builder {
    let host = address.host_str().unwrap_or_default();
    let host = address.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let path = match address.query() {
        Some(query) => format!("{}?{query}", address.path()),
        None => address.path().to_owned(),
    };
    Request::builder().method(method).uri(path).header(HOST, host).header(ACCEPT, "application/json")
}

async fn answer<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Bytes, FetchError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(FetchError::Broken)?;
    // Ends by itself when the answer is read, or when nobody waits for it any more.
    tokio::spawn(connection);
    let response = sender.send_request(request).await.map_err(FetchError::Broken)?;
    let status = response.status().as_u16();
    let body = Limited::new(response.into_body(), MOST_BYTES).collect().await.map_err(FetchError::Unread)?;
    if status == 200 { Ok(body.to_bytes()) } else { Err(FetchError::Refused { status }) }
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn a_provider_is_asked_by_tls_or_on_this_very_machine() {
        let safe = |text: &str| is_safe(&text.parse().unwrap());
        assert!(safe("https://login.example.org/tenant") && safe("http://127.0.0.1:9000"));
        assert!(safe("http://localhost:9000") && safe("http://[::1]:9000"));
        assert!(!safe("http://login.example.org") && !safe("ftp://127.0.0.1") && !safe("mailto:a@b.example"));
    }
}
