//! The network of one phone: a way to the site that can be cut and mended, while others have theirs.

use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::site::Site;

/// A way to a site, at an address of its own.
pub struct Network {
    at: SocketAddr,
    to: SocketAddr,
    passing: Option<JoinHandle<()>>,
}

impl Network {
    /// A way that stands.
    pub async fn to(site: &Site) -> Self {
        let to = site.at("").strip_prefix("http://").unwrap().parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        Self { at, to, passing: Some(tokio::spawn(pass(listener, to))) }
    }

    /// The whole address of a path, or of an address of the site, by this way.
    pub fn at(&self, path: &str) -> String {
        let path = path.strip_prefix(&format!("http://{}", self.to)).unwrap_or(path);
        format!("http://{}{path}", self.at)
    }

    /// Cuts it: everything under way is lost, and nothing answers.
    pub async fn cut(&mut self) {
        if let Some(passing) = self.passing.take() {
            passing.abort();
            let _ = passing.await;
        }
    }

    /// Mends it, at the same address.
    pub async fn mend(&mut self) {
        let listener = TcpListener::bind(self.at).await.unwrap();
        self.passing = Some(tokio::spawn(pass(listener, self.to)));
    }
}

async fn pass(listener: TcpListener, to: SocketAddr) {
    // Connections end with the task, since the set is dropped with it.
    let mut connections = JoinSet::new();
    while let Ok((mut here, _)) = listener.accept().await {
        connections.spawn(async move {
            let Ok(mut there) = TcpStream::connect(to).await else { return };
            let _ = tokio::io::copy_bidirectional(&mut here, &mut there).await;
        });
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        if let Some(passing) = &self.passing {
            passing.abort();
        }
    }
}
