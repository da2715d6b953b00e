//! Child processes that never outlive this program, and signals to them.
#![allow(unsafe_code)]
// This is the one file of the program that may contain `unsafe`. It is needed because the standard library has
// no safe way to (1) ask Linux to signal a child when its parent dies, which must happen between fork and exec,
// (2) send a signal other than SIGKILL, (3) wait for a child without reaping it, (4) ask for our user id. Each
// block calls C functions that take plain numbers, or a pointer to a local; the code between fork and exec
// calls only functions that POSIX lists as async-signal-safe, and allocates nothing.

use std::fs::File;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Output};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

/// What to tell a server process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// End the sessions, write a checkpoint, stop.
    FastShutdown,
    /// Stop at once; the next start recovers from the write-ahead log.
    ImmediateShutdown,
}

impl Signal {
    fn number(self) -> libc::c_int {
        match self {
            Self::FastShutdown => libc::SIGINT,
            Self::ImmediateShutdown => libc::SIGQUIT,
        }
    }
}

/// The user id this process acts as.
pub fn effective_user_id() -> u32 {
    // SAFETY: takes nothing, cannot fail.
    unsafe { libc::geteuid() }
}

/// Whether a process of this id exists, be it ours or not.
pub fn exists(pid: u32) -> bool {
    // SAFETY: signal 0 only asks; a pid is a plain number.
    let answer = unsafe { libc::kill(pid.cast_signed(), 0) };
    answer == 0 || io::Error::last_os_error().raw_os_error() == Some(libc::EPERM)
}

/// Sends `signal` to a process that is not our child; a process that is gone is no error.
pub fn signal_other(pid: u32, signal: Signal) {
    // SAFETY: a pid and a signal are plain numbers.
    unsafe { libc::kill(pid.cast_signed(), signal.number()) };
}

/// Runs `command` to its end and returns what it printed. `handed_over` stays open in the child.
pub fn run(mut command: Command, handed_over: Option<&File>) -> io::Result<Output> {
    bind_to_this_process(&mut command, handed_over.map(AsRawFd::as_raw_fd));
    command.output()
}

/// A server process, watched by a thread of its own.
///
/// The thread that forks must live as long as the child: Linux sends the parent-death signal when the forking
/// *thread* ends, and the threads of an async runtime come and go.
#[derive(Debug)]
pub struct Server {
    pid: u32,
    watched: Arc<Watched>,
}

#[derive(Debug, Default)]
struct Watched {
    exit: Mutex<Option<ExitStatus>>,
    ended: Condvar,
}

impl Watched {
    fn lock(&self) -> MutexGuard<'_, Option<ExitStatus>> {
        self.exit.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    /// Starts `command` in a process group of its own, so that a Ctrl-C at the terminal reaches this program
    /// first, which then stops the server in good order. `handed_over` stays open in the child.
    ///
    /// # Errors
    /// When the thread or the process cannot be started.
    pub fn spawn(mut command: Command, handed_over: Option<File>) -> io::Result<Self> {
        bind_to_this_process(&mut command, handed_over.as_ref().map(AsRawFd::as_raw_fd));
        command.process_group(0);
        let watched = Arc::new(Watched::default());
        let (report, reported) = mpsc::sync_channel(1);
        let for_thread = Arc::clone(&watched);
        thread::Builder::new().name("postgres-watch".to_owned()).spawn(move || {
            match command.spawn() {
                Ok(child) => {
                    // The descriptor was needed until here only: the child has its own copy.
                    drop(handed_over);
                    let _ = report.send(Ok(child.id()));
                    watch(child, &for_thread);
                }
                Err(error) => {
                    let _ = report.send(Err(error));
                }
            }
        })?;
        let pid = reported.recv().map_err(io::Error::other)??;
        Ok(Self { pid, watched })
    }

    /// The process id.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Sends `signal`, unless the process has ended.
    pub fn signal(&self, signal: Signal) {
        let exit = self.watched.lock();
        if exit.is_none() {
            // The watching thread reaps only under this lock, so the id still means our child.
            signal_other(self.pid, signal);
        }
    }

    /// Waits for the end of the process, at most for `patience`.
    pub fn wait(&self, patience: Duration) -> Option<ExitStatus> {
        let exit = self.watched.lock();
        let waited = self.watched.ended.wait_timeout_while(exit, patience, |exit| exit.is_none());
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

fn watch(mut child: Child, watched: &Watched) {
    wait_without_reaping(child.id());
    let mut exit = watched.lock();
    // The process has ended, so this returns at once.
    *exit = child.wait().ok();
    watched.ended.notify_all();
}

fn wait_without_reaping(pid: u32) {
    loop {
        let mut what = MaybeUninit::<libc::siginfo_t>::uninit();
        // SAFETY: `what` is a local of the right type, written by the call and not read by us.
        let answer =
            unsafe { libc::waitid(libc::P_PID, pid, what.as_mut_ptr(), libc::WEXITED | libc::WNOWAIT) };
        if answer == 0 || io::Error::last_os_error().kind() != io::ErrorKind::Interrupted {
            return;
        }
    }
}

/// Makes the child die with this process, however that ends, and lets it keep `handed_over`.
fn bind_to_this_process(command: &mut Command, handed_over: Option<RawFd>) {
    let parent = std::process::id();
    let prepare = move || {
        if let Some(descriptor) = handed_over {
            // SAFETY: fcntl on a descriptor number, async-signal-safe.
            if unsafe { libc::fcntl(descriptor, libc::F_SETFD, 0) } == -1 {
                return Err(io::Error::last_os_error());
            }
        }
        die_with(parent)
    };
    // SAFETY: between fork and exec the closure calls fcntl, prctl and getppid only; it does not allocate, lock or
    // touch memory of the parent. It runs after the change of user, which would clear the parent-death signal.
    unsafe { command.pre_exec(prepare) };
}

#[cfg(target_os = "linux")]
fn die_with(parent: u32) -> io::Result<()> {
    // Immediate, not fast: a fast shutdown that meets crash recovery can wait for ever (seen with 15.18), and
    // nobody would be left to insist. What was committed is in the write-ahead log all the same.
    // SAFETY: prctl with plain numbers, async-signal-safe.
    if unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGQUIT) } == -1 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: takes nothing, cannot fail. The parent may have died before the request was made.
    if unsafe { libc::getppid() }.cast_unsigned() == parent {
        Ok(())
    } else {
        Err(io::Error::from_raw_os_error(libc::ESRCH))
    }
}

/// Elsewhere an orphaned server is stopped by the next start instead.
#[cfg(not(target_os = "linux"))]
fn die_with(_parent: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_process_is_noticed_and_its_status_kept() {
        let mut command = Command::new("sh");
        command.args(["-c", "exit 7"]);
        let server = Server::spawn(command, None).unwrap();
        let status = server.wait(Duration::from_secs(10)).unwrap();
        assert_eq!(status.code(), Some(7));
        assert_eq!(server.wait(Duration::ZERO), Some(status));
        assert!(!exists(server.pid()), "the process was not reaped");
    }

    #[test]
    fn a_signal_reaches_the_process_and_waiting_is_bounded() {
        let mut command = Command::new("sleep");
        command.arg("60");
        let server = Server::spawn(command, None).unwrap();
        assert_eq!(server.wait(Duration::from_millis(20)), None);
        server.signal(Signal::ImmediateShutdown);
        assert!(server.wait(Duration::from_secs(10)).is_some());
        server.signal(Signal::FastShutdown);
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        assert!(Server::spawn(Command::new("/nonexistent/postgres"), None).is_err());
    }
}
