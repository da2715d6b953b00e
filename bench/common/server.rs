//! A server of this program on a port of its own.
//! Several programs use it, none of them all of it.

#![allow(dead_code)]

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use chrono_tz::Europe::Stockholm;
use parvis::chance::Chance;
use parvis::clock::Clock;
use parvis::office::{Office, Settings};
use parvis::reception::{self, Reception};
use parvis::serve;
use sqlx::PgPool;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::registers::NOW;

/// An office, as a process opens it.
pub async fn open(pool: PgPool, home: &Path, base_url: &str) -> Office {
    let settings = Settings {
        data_dir: home.to_path_buf(),
        master_key: Some("5eed".repeat(16)),
        smtp_url: None,
        letters_dir: None,
        mail_from: "noreply@parvis.example".to_owned(),
        base_url: base_url.to_owned(),
        webhooks: parvis::webhooks::Limits::default(),
        clock: Clock::simulated(NOW.parse().unwrap()),
        chance: Arc::new(Chance::of_the_system().unwrap()),
    };
    Office::open(pool, &settings).await.unwrap()
}

/// A server that answers on a port of its own.
pub struct Server {
    pub reception: Reception,
    pub base: String,
    stop: oneshot::Sender<()>,
    running: JoinHandle<anyhow::Result<()>>,
}

impl Server {
    pub async fn start(pool: PgPool, home: &Path) -> Self {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let office = open(pool.clone(), home, &base).await;
        // Everybody asks from one address here.
        let settings = reception::Settings {
            requests_per_minute_and_address: 1_000_000,
            requests_per_minute_and_token: 1_000_000,
            ..reception::Settings::default()
        };
        let reception = Reception::open(office, pool, settings).await.unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopped = async move {
            // A sender that is gone stops it as well.
            let _ = stopped.await;
        };
        let running = tokio::spawn(serve::run(reception.clone(), listener, Stockholm, stopped));
        Self { reception, base, stop, running }
    }

    pub async fn stop(self) {
        // A server that has failed is found by what it answers.
        let _ = self.stop.send(());
        self.running.await.unwrap().unwrap();
    }
}
