//! The directories of a private cluster, and the user its server runs as.
//!
//! PostgreSQL refuses to run as root. As root the server therefore runs as `postgres` or `nobody`, which owns its
//! data. That user may not be able to walk down to the data directory (below `/root`, say); on Linux the server
//! then gets the directory as an open descriptor and finds it at `/proc/self/fd/N`.

use std::fs::{self, DirBuilder, File, Metadata};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, process};

use super::{PostgresError, process as child};

/// The longest socket path the kernels take: 108 bytes on Linux, 104 elsewhere, with the closing zero.
const SOCKET_PATH_MAX: usize = if cfg!(target_os = "linux") { 107 } else { 103 };
/// The file the server makes in the socket directory.
const SOCKET_NAME: &str = ".s.PGSQL.5432";
/// How directories for sockets in the temporary directory begin.
const SOCKET_PREFIX: &str = "parvis-socket-";

/// A user the server can run as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerUser {
    /// User id.
    pub uid: u32,
    /// Group id.
    pub gid: u32,
}

/// The directories of one cluster.
#[derive(Debug, Clone)]
pub struct Place {
    /// The program's data directory, absolute.
    root: PathBuf,
    /// Whom to become; none when we run as an ordinary user ourselves.
    become_user: Option<ServerUser>,
}

impl Place {
    /// Makes `data_dir` if needed and settles the user.
    ///
    /// # Errors
    /// When the directory cannot be made, its cluster belongs to somebody else, or no user is there to become.
    pub fn prepare(data_dir: &Path) -> Result<Self, PostgresError> {
        let failed = |source| PostgresError::Directory { path: data_dir.to_path_buf(), source };
        let us = child::effective_user_id();
        // As root others must be able to pass through (the server's user), but not to look around.
        let mode = if us == 0 { 0o711 } else { 0o700 };
        if !data_dir.is_dir() {
            DirBuilder::new().recursive(true).mode(mode).create(data_dir).map_err(failed)?;
        }
        let root = data_dir.canonicalize().map_err(failed)?;
        let owner = fs::metadata(root.join("postgres")).ok().map(|cluster| (cluster.uid(), cluster.gid()));
        let become_user = match (us, owner) {
            (0, Some((uid, gid))) if uid != 0 => Some(ServerUser { uid, gid }),
            (0, _) => Some(unprivileged_user()?),
            (us, Some((owner, _))) if owner != us => {
                return Err(PostgresError::NotOurs { path: root, owner });
            }
            _ => None,
        };
        Ok(Self { root, become_user })
    }

    /// The cluster's own directory.
    pub fn cluster(&self) -> PathBuf {
        self.root.join("postgres")
    }

    /// Where a cluster lies while it is being made.
    pub fn unfinished_cluster(&self) -> PathBuf {
        self.root.join("postgres.new")
    }

    /// Moves the cluster that was made to its place, for good: the directory entry is on disk when this returns.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn finish_cluster(&self) -> io::Result<()> {
        fs::rename(self.unfinished_cluster(), self.cluster())?;
        File::open(&self.root)?.sync_all()
    }

    /// What the server says.
    pub fn log(&self) -> PathBuf {
        self.root.join("postgres.log")
    }

    /// Locked by the process that owns the server, for as long as it does.
    pub fn lock(&self) -> PathBuf {
        self.root.join("postgres.lock")
    }

    /// Makes an empty directory for the server's user alone, in place of whatever is there.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn make_private(&self, directory: &Path) -> io::Result<()> {
        match fs::remove_dir_all(directory) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        DirBuilder::new().mode(0o700).create(directory)?;
        self.give(directory)
    }

    /// A program to be run as the server's user on `directory`, whose `-D` is already given. The open directory,
    /// if any, must be handed over to the child.
    ///
    /// # Errors
    /// When the server's user cannot get at the directory.
    pub fn command(
        &self,
        program: &Path,
        directory: &Path,
    ) -> Result<(Command, Option<File>), PostgresError> {
        let mut command = Command::new(program);
        command.current_dir("/").env("LC_ALL", "C");
        // Settings of the user's own databases have no business here.
        for (name, _) in env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"PG")) {
            command.env_remove(name);
        }
        let Some(user) = self.become_user else {
            command.arg("-D").arg(directory);
            return Ok((command, None));
        };
        command.uid(user.uid).gid(user.gid);
        if can_reach(user, directory) {
            command.arg("-D").arg(directory);
            return Ok((command, None));
        }
        if !cfg!(target_os = "linux") || !Path::new("/proc/self/fd").is_dir() {
            return Err(PostgresError::Unreachable { path: self.root.clone(), uid: user.uid });
        }
        let open = File::open(directory)
            .map_err(|source| PostgresError::Directory { path: directory.to_path_buf(), source })?;
        command.arg("-D").arg(format!("/proc/self/fd/{}", open.as_raw_fd()));
        Ok((command, Some(open)))
    }

    /// Makes the directory for the server's socket: in the data directory, or where that is too deep or out of the
    /// server's reach, in the temporary directory. Either way only the server's user and root get in.
    ///
    /// # Errors
    /// [`PostgresError::NoSocketDirectory`] when no place will do.
    pub fn make_socket_directory(&self) -> Result<PathBuf, PostgresError> {
        let inside = self.root.join("socket");
        if fits(&inside) && self.reaches(&self.root) {
            self.make_private(&inside)
                .map_err(|source| PostgresError::Directory { path: inside.clone(), source })?;
            return Ok(inside);
        }
        for parent in [env::temp_dir(), PathBuf::from("/tmp")] {
            for attempt in 0..100 {
                let directory = parent.join(format!("{SOCKET_PREFIX}{}-{attempt}", process::id()));
                if !fits(&directory) || !self.reaches(&parent) {
                    break;
                }
                // Never one that exists already: in a shared directory somebody else may have put it there.
                if DirBuilder::new().mode(0o700).create(&directory).is_ok() && self.give(&directory).is_ok() {
                    return Ok(directory);
                }
            }
        }
        Err(PostgresError::NoSocketDirectory { path: self.root.clone() })
    }

    fn reaches(&self, directory: &Path) -> bool {
        self.become_user.is_none_or(|user| can_reach(user, directory))
    }

    fn give(&self, path: &Path) -> io::Result<()> {
        self.become_user.map_or(Ok(()), |user| chown(path, Some(user.uid), Some(user.gid)))
    }
}

/// Removes a directory made by [`Place::make_socket_directory`], and nothing else.
pub fn remove_socket_directory(directory: &Path) {
    let ours = directory.file_name().and_then(|name| name.to_str());
    if ours.is_some_and(|name| name == "socket" || name.starts_with(SOCKET_PREFIX)) {
        // What is left behind does no harm, so a failure is none of the caller's business.
        let _ = fs::remove_file(directory.join(SOCKET_NAME));
        let _ = fs::remove_file(directory.join(format!("{SOCKET_NAME}.lock")));
        let _ = fs::remove_dir(directory);
    }
}

fn fits(directory: &Path) -> bool {
    directory.join(SOCKET_NAME).as_os_str().len() <= SOCKET_PATH_MAX
}

/// Whether `user` may walk from `/` to `directory`, by the permission bits.
fn can_reach(user: ServerUser, directory: &Path) -> bool {
    directory.ancestors().all(|step| fs::metadata(step).is_ok_and(|step| may_search(user, &step)))
}

fn may_search(user: ServerUser, directory: &Metadata) -> bool {
    let mode = directory.permissions().mode();
    let search = if directory.uid() == user.uid {
        0o100
    } else if directory.gid() == user.gid {
        0o010
    } else {
        0o001
    };
    mode & search != 0
}

fn unprivileged_user() -> Result<ServerUser, PostgresError> {
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    ["postgres", "nobody"].iter().find_map(|name| account(&accounts, name)).ok_or(PostgresError::NoServerUser)
}

/// The ids of `name` in the text of `/etc/passwd`; never those of root.
fn account(accounts: &str, name: &str) -> Option<ServerUser> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let found = fields.next()? == name;
        let (uid, gid) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
        (found && uid != 0).then_some(ServerUser { uid, gid })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_read_from_passwd_and_root_is_never_chosen() {
        let accounts =
            "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65533:n:/:/sbin/nologin\nodd:x:0:0::/:\n";
        assert_eq!(account(accounts, "nobody"), Some(ServerUser { uid: 65534, gid: 65533 }));
        assert_eq!(account(accounts, "postgres"), None);
        assert_eq!(account(accounts, "odd"), None);
    }

    #[test]
    fn a_closed_directory_above_is_seen() {
        let outer = tempfile::tempdir().unwrap();
        let inner = outer.path().join("inner");
        fs::create_dir(&inner).unwrap();
        let stranger = ServerUser { uid: 4_000_000_001, gid: 4_000_000_001 };
        fs::set_permissions(outer.path(), fs::Permissions::from_mode(0o711)).unwrap();
        fs::set_permissions(&inner, fs::Permissions::from_mode(0o711)).unwrap();
        assert!(can_reach(stranger, &inner));
        fs::set_permissions(outer.path(), fs::Permissions::from_mode(0o700)).unwrap();
        assert!(!can_reach(stranger, &inner));
    }

    #[test]
    fn only_directories_for_sockets_are_removed() {
        let parent = tempfile::tempdir().unwrap();
        let (socket, other) = (parent.path().join("parvis-socket-1-0"), parent.path().join("other"));
        fs::create_dir(&socket).unwrap();
        fs::create_dir(&other).unwrap();
        remove_socket_directory(&socket);
        remove_socket_directory(&other);
        assert!(!socket.exists());
        assert!(other.exists());
    }

    #[test]
    fn a_deep_data_directory_gets_its_socket_elsewhere() {
        let deep = tempfile::tempdir().unwrap();
        let place = Place::prepare(&deep.path().join("d".repeat(120))).unwrap();
        let socket = place.make_socket_directory().unwrap();
        assert!(fits(&socket));
        assert!(!socket.starts_with(deep.path()));
        assert_eq!(fs::metadata(&socket).unwrap().permissions().mode() & 0o777, 0o700);
        remove_socket_directory(&socket);
        assert!(!socket.exists());
    }
}
