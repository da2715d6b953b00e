//! Where PostgreSQL's server programs are.
//!
//! Distributions hide `initdb` and `postgres` outside `PATH`, each in its own place, and may keep several
//! major versions side by side. A data directory is bound to the major version that made it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::PostgresError;

/// The oldest major version this program is written for (`initdb --no-instructions`).
pub const OLDEST_MAJOR: u32 = 14;

/// Directories that hold one directory per installed version; `bin` is the part below it, possibly empty.
const VERSIONED: [(&str, &str, &str); 6] = [
    ("/usr/lib/postgresql", "", "bin"),          // Debian, Ubuntu
    ("/usr", "pgsql-", "bin"),                   // packages of postgresql.org for Fedora, RHEL
    ("/usr/libexec", "postgresql", ""),          // Alpine
    ("/opt/homebrew/opt", "postgresql@", "bin"), // Homebrew on Apple silicon
    ("/usr/local/opt", "postgresql@", "bin"),    // Homebrew on Intel
    ("/usr/lib64", "pgsql/postgresql-", "bin"),  // Fedora's own versioned packages
];

/// The server programs of one installed PostgreSQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    /// Makes a data directory.
    pub initdb: PathBuf,
    /// The server itself.
    pub postgres: PathBuf,
    /// Major version, for example 15.
    pub major: u32,
}

/// Where to look for the programs, in the order of preference.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// A directory the user named; if given, no other is considered.
    pub named: Option<PathBuf>,
    /// Directories to look into.
    pub directories: Vec<PathBuf>,
}

impl Search {
    /// The places of this machine: `PG_BIN_DIR`, else `pg_config --bindir`, the versioned directories of the
    /// known distributions with the newest first, and `PATH`.
    pub fn of_this_machine() -> Self {
        let named = env::var_os("PG_BIN_DIR").filter(|value| !value.is_empty()).map(PathBuf::from);
        let mut directories: Vec<PathBuf> = pg_config_bindir().into_iter().collect();
        for (parent, prefix, below) in VERSIONED {
            directories.extend(versioned(Path::new(parent), prefix, below));
        }
        directories.extend(["/usr/local/pgsql/bin", "/opt/homebrew/bin"].map(PathBuf::from));
        directories.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        Self { named, directories }
    }

    /// The programs to make a new data directory with: the first found.
    ///
    /// # Errors
    /// [`PostgresError::NamedBinariesMissing`] or [`PostgresError::BinariesMissing`], which say what to install.
    pub fn newest(&self) -> Result<Binaries, PostgresError> {
        self.all().next().ok_or_else(|| self.missing())
    }

    /// The programs that can run a data directory made by `major`.
    ///
    /// # Errors
    /// As [`Search::newest`], and [`PostgresError::OtherVersion`] when only other versions are installed.
    pub fn of_version(&self, major: u32) -> Result<Binaries, PostgresError> {
        let mut found = None;
        for binaries in self.all() {
            if binaries.major == major {
                return Ok(binaries);
            }
            found.get_or_insert(binaries.major);
        }
        match found {
            Some(found) => Err(PostgresError::OtherVersion { made_by: major, found }),
            None => Err(self.missing()),
        }
    }

    fn all(&self) -> impl Iterator<Item = Binaries> {
        let directories = self.named.as_ref().map_or(self.directories.as_slice(), std::slice::from_ref);
        directories.iter().filter_map(|directory| in_directory(directory))
    }

    fn missing(&self) -> PostgresError {
        match &self.named {
            Some(named) => PostgresError::NamedBinariesMissing { directory: named.clone() },
            None => PostgresError::BinariesMissing,
        }
    }
}

/// The programs in `directory`, if both are there, they run, and they are recent enough.
fn in_directory(directory: &Path) -> Option<Binaries> {
    let (initdb, postgres) = (directory.join("initdb"), directory.join("postgres"));
    if !initdb.is_file() || !postgres.is_file() {
        return None;
    }
    let output = Command::new(&postgres).arg("--version").output().ok()?;
    let major = major_version(&String::from_utf8_lossy(&output.stdout))?;
    (major >= OLDEST_MAJOR).then_some(Binaries { initdb, postgres, major })
}

/// The major version in `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` or `… 18beta1`.
fn major_version(text: &str) -> Option<u32> {
    let number = text.split_once("(PostgreSQL)")?.1.trim_start();
    let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number[..digits].parse().ok()
}

fn pg_config_bindir() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    let line = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(line.trim()))
}

/// The directories `parent/prefix<number>/below`, the greatest number first.
fn versioned(parent: &Path, prefix: &str, below: &str) -> Vec<PathBuf> {
    let (parent, prefix) = match prefix.rsplit_once('/') {
        Some((middle, prefix)) => (parent.join(middle), prefix),
        None => (parent.to_path_buf(), prefix),
    };
    let Ok(entries) = fs::read_dir(&parent) else {
        return Vec::new();
    };
    let mut found: Vec<(u32, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.strip_prefix(prefix)?.parse().ok()?;
            Some((version, entry.path().join(below)))
        })
        .collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    found.into_iter().map(|(_, path)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_postgres_says() {
        assert_eq!(major_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_version("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major_version("postgres: unknown option\n"), None);
    }

    #[test]
    fn the_newest_version_comes_first_by_number_not_by_letter() {
        let parent = tempfile::tempdir().unwrap();
        for name in ["9", "15", "17", "doc"] {
            fs::create_dir(parent.path().join(name)).unwrap();
        }
        let found = versioned(parent.path(), "", "bin");
        let expected: Vec<PathBuf> =
            ["17/bin", "15/bin", "9/bin"].iter().map(|name| parent.path().join(name)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_machine_without_the_programs_is_told_what_to_install() {
        let empty = tempfile::tempdir().unwrap();
        let search = Search { named: None, directories: vec![empty.path().to_path_buf()] };
        let message = search.newest().unwrap_err().to_string();
        for needed in [
            "apt-get install postgresql",
            "dnf install postgresql-server",
            "brew install postgresql",
            "DATABASE_URL",
        ] {
            assert!(message.contains(needed), "{needed} is missing in: {message}");
        }
    }

    #[test]
    fn a_named_directory_without_the_programs_is_not_passed_over() {
        let empty = tempfile::tempdir().unwrap();
        let machine = Search::of_this_machine();
        let search = Search { named: Some(empty.path().to_path_buf()), ..machine };
        assert!(matches!(search.newest(), Err(PostgresError::NamedBinariesMissing { .. })));
    }

    #[test]
    fn a_data_directory_of_another_version_is_refused_by_name() {
        let installed = Search::of_this_machine();
        let error = installed.of_version(9).unwrap_err();
        assert!(matches!(error, PostgresError::OtherVersion { made_by: 9, .. }), "{error}");
    }
}
