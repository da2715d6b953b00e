//! A wire to the server that can be cut: what was sent arrives, the answer does not.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::postgres::PgConnectOptions;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};

/// A socket that passes everything on to the server's, until it is cut.
pub struct Proxy {
    directory: tempfile::TempDir,
    cuts: Arc<AtomicU64>,
}

impl Proxy {
    /// Cuts a connection at every `each`-th message to the server, right after the server has received it.
    pub fn start(server: &Path, each: u64) -> Proxy {
        let directory = tempfile::tempdir().expect("a directory");
        let listener = UnixListener::bind(directory.path().join(".s.PGSQL.5432")).expect("a socket");
        let cuts = Arc::new(AtomicU64::new(0));
        let target: PathBuf = server.to_path_buf();
        let counted = Arc::clone(&cuts);
        tokio::spawn(async move {
            let messages = Arc::new(AtomicU64::new(0));
            while let Ok((client, _)) = listener.accept().await {
                let Ok(server) = UnixStream::connect(&target).await else { continue };
                tokio::spawn(pass(client, server, Arc::clone(&messages), each, Arc::clone(&counted)));
            }
        });
        Proxy { directory, cuts }
    }

    /// The same database by way of the proxy.
    pub fn options(&self, direct: &PgConnectOptions) -> PgConnectOptions {
        direct.clone().socket(self.directory.path())
    }

    pub fn cuts(&self) -> u64 {
        self.cuts.load(Ordering::Relaxed)
    }
}

async fn pass(
    client: UnixStream,
    server: UnixStream,
    messages: Arc<AtomicU64>,
    each: u64,
    cuts: Arc<AtomicU64>,
) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let back = tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = from_client.read(&mut buffer).await {
        if to_server.write_all(&buffer[..count]).await.is_err() {
            break;
        }
        if messages.fetch_add(1, Ordering::Relaxed) % each == each - 1 {
            cuts.fetch_add(1, Ordering::Relaxed);
            // The answer is on its way; it will not arrive.
            break;
        }
    }
    back.abort();
}
