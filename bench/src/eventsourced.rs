//! PyPI's `eventsourcing` with its Postgres recorder, run by Python in a process of its own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::de::DeserializeOwned;

use crate::cluster::Cluster;
use crate::peer::Sort;
use crate::work::{Appends, Losses};

pub const IDENTITY: (&str, Sort) = ("eventsourcing (PyPI)", Sort::Library);

pub struct Eventsourced {
    python: PathBuf,
    host: PathBuf,
}

impl Eventsourced {
    pub async fn new(python: &Path, server: &Cluster) -> anyhow::Result<Self> {
        server.database("eventsourcing").await.close().await;
        let socket = server.socket();
        let host = socket.parent().map(Path::to_path_buf).unwrap_or_default();
        Ok(Eventsourced { python: python.to_path_buf(), host })
    }

    pub fn append(&self, writers: usize, batch: usize, span: Duration) -> anyhow::Result<Appends> {
        self.run(&["append", &writers.to_string(), &batch.to_string(), &span.as_secs_f64().to_string()])
    }

    pub fn losses(&self, writers: usize, span: Duration) -> anyhow::Result<Losses> {
        self.run(&["losses", &writers.to_string(), "1", &span.as_secs_f64().to_string()])
    }

    pub fn rebuild(&self, events: i64) -> anyhow::Result<f64> {
        self.run(&["rebuild", "1", &events.to_string(), "0"])
    }

    fn run<T: DeserializeOwned>(&self, arguments: &[&str]) -> anyhow::Result<T> {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("eventsourced.py");
        let output = Command::new(&self.python).arg(program).arg(&self.host).args(arguments).output()?;
        anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(serde_json::from_slice(&output.stdout)?)
    }
}
