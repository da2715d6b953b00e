//! A real SMTP server, in a process of its own.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::mail::{self, Mail};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail server and what it keeps.
pub struct MailServer {
    directory: TempDir,
    port: u16,
    process: Option<(Child, ChildStdin)>,
}

impl MailServer {
    /// Starts a server on a free port.
    pub fn start() -> Self {
        let mut server = Self { directory: tempfile::tempdir().unwrap(), port: 0, process: None };
        server.come_up();
        server
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Ends the process; what it kept stays.
    pub fn go_down(&mut self) {
        let Some((mut child, input)) = self.process.take() else { return };
        drop(input);
        let _ = child.kill();
        child.wait().unwrap();
    }

    /// Starts the process, on the port it had before.
    pub fn come_up(&mut self) {
        let mut child = Command::new(python())
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/flows/smtp_server.py"))
            .arg(self.directory.path())
            .arg(self.port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port =
            line.trim().strip_prefix("ready ").unwrap_or_else(|| panic!("the mail server said {line:?}"));
        self.port = port.parse().unwrap();
        let input = child.stdin.take().unwrap();
        self.process = Some((child, input));
    }

    /// What it does with letters from now on.
    pub fn mood(&self, mood: &str) {
        fs::write(self.directory.path().join("mood"), mood).unwrap();
    }

    /// Letters it accepted, in order; each to the receiver its header names.
    pub fn accepted(&self) -> Vec<Mail> {
        self.kept("accepted-")
    }

    /// Letters it read and did not accept.
    pub fn refused(&self) -> Vec<Mail> {
        self.kept("refused-")
    }

    /// Waits until it has a letter in hand that it does not answer to.
    pub async fn hangs(&self) {
        let deadline = Instant::now() + PATIENCE;
        while !self.directory.path().join("hanging").exists() {
            assert!(Instant::now() < deadline, "the mail server never got a second letter");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn kept(&self, prefix: &str) -> Vec<Mail> {
        let mut files: Vec<PathBuf> =
            fs::read_dir(self.directory.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.file_name().unwrap().to_str().unwrap().starts_with(prefix));
        files.sort();
        files
            .iter()
            .map(|path| {
                let bytes = fs::read(path).unwrap();
                let end = bytes.iter().position(|byte| *byte == b'\n').unwrap();
                let mail = mail::read(&bytes[end + 1..]);
                assert_eq!(std::str::from_utf8(&bytes[..end]).unwrap(), mail.address);
                mail
            })
            .collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.go_down();
    }
}

/// The Python that `script/setup tests` prepares.
pub fn python() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let venv = target.join("venv");
    assert!(
        [".has-aiosmtpd", ".has-standardwebhooks"].iter().all(|mark| venv.join(mark).exists()),
        "the tests' Python packages are missing in {}; run `script/setup tests`",
        venv.display()
    );
    venv.join("bin/python")
}
