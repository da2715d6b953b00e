//! The compiled program, run as a person runs it.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::support::played::MASTER_KEY;

/// The program with a data directory and a working directory of its own.
pub struct Program {
    home: TempDir,
    database_url: Option<String>,
}

/// What a run came to.
#[derive(Debug)]
pub struct Said {
    pub ok: bool,
    pub out: String,
    pub err: String,
}

impl Program {
    /// On a private Postgres.
    pub fn alone() -> Self {
        let home = tempfile::tempdir().unwrap();
        // The server may run as another user, who must be able to get there.
        fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
        Self { home, database_url: None }
    }

    /// On a database that is there already.
    pub fn on(database_url: &str) -> Self {
        Self { database_url: Some(database_url.to_owned()), ..Self::alone() }
    }

    /// With the same directories, on another database.
    pub fn on_another(self, database_url: &str) -> Self {
        Self { database_url: Some(database_url.to_owned()), ..self }
    }

    /// The working directory.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A command that runs the program, without anything the tests' own environment says.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
        command.args(arguments).current_dir(self.home());
        for name in ["DATABASE_URL", "PARVIS_SMTP_URL", "PARVIS_MAIL_FROM", "PARVIS_BASE_URL", "PARVIS_LOG"] {
            command.env_remove(name);
        }
        command.env("PARVIS_DATA_DIR", self.home().join("data")).env("PARVIS_MASTER_KEY", MASTER_KEY);
        if let Some(url) = &self.database_url {
            command.env("DATABASE_URL", url);
        }
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Said {
        Said::of(&self.command(arguments).output().unwrap())
    }

    /// Runs the program, which must succeed, and gives what it printed.
    pub fn does(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert!(said.ok, "parvis {arguments:?}: {}", said.err);
        said.out
    }

    /// The end of the log: position and hash.
    pub fn head(&self) -> (u64, String) {
        let stats: serde_json::Value = serde_json::from_str(&self.does(&["log", "stats", "--json"])).unwrap();
        let head = &stats["head"];
        (head["position"].as_u64().unwrap(), head["hash"].as_str().unwrap().to_owned())
    }
}

impl Said {
    pub fn of(output: &Output) -> Self {
        Self {
            ok: output.status.success(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
