//! A process that writes until it is killed, and says what was acknowledged as it goes.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::str::FromStr;
use std::time::Duration;

use parvis_log::{Expected, Log, StreamName};
use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;
use uuid::Uuid;

use crate::load::{event, options};

/// How many writers a process has.
const WRITERS: usize = 8;

/// What the process does: writer by writer, number by number, one line per acknowledged event. Its arguments are the
/// database and the numbers to begin at.
pub async fn run(arguments: &[String]) {
    let connect = PgConnectOptions::from_str(&arguments[0]).expect("an address");
    let log =
        Log::open(PgPool::connect_with(connect).await.expect("a pool"), options()).await.expect("a log");
    let writers = (0..WRITERS).map(|writer| {
        let (log, mut number) = (log.clone(), arguments[writer + 1].parse::<u64>().expect("a number"));
        tokio::spawn(async move {
            let stream = StreamName::parse(format!("child-{writer}")).expect("a name");
            loop {
                let appended = log.append(&stream, Expected::Any, vec![event(&name(writer, number))]).await;
                if appended.is_ok() {
                    // One write to the pipe: it arrives whole or not at all.
                    let line = format!("{writer} {number}\n");
                    std::io::stdout().write_all(line.as_bytes()).expect("a reader");
                    number += 1;
                }
            }
        })
    });
    futures::future::join_all(writers).await;
}

fn name(writer: usize, number: u64) -> String {
    format!("child {writer} {number}")
}

/// Starts the process again and again, kills it at moments that are not its own, and returns what it said was
/// acknowledged. Each time it begins with the number that was under way, which may have been written.
pub fn kill_repeatedly(
    address: &str,
    kills: u32,
    lifetime: impl Fn(u32) -> Duration,
) -> HashSet<(StreamName, Uuid)> {
    let mut next = [0_u64; WRITERS];
    for kill in 0..kills {
        let mut child = spawn(address, &next);
        let output = child.stdout.take().expect("output");
        let reader = std::thread::spawn(move || {
            BufReader::new(output).lines().map_while(Result::ok).collect::<Vec<_>>()
        });
        std::thread::sleep(lifetime(kill));
        child.kill().expect("a process to kill");
        child.wait().expect("a dead process");
        for line in reader.join().expect("lines") {
            let Some((writer, number)) = line.split_once(' ') else { continue };
            let (Ok(writer), Ok(number)) = (writer.parse::<usize>(), number.parse::<u64>()) else { continue };
            next[writer] = number + 1;
        }
    }
    let mut acknowledged = HashSet::new();
    for (writer, numbers) in next.iter().enumerate() {
        let stream = StreamName::parse(format!("child-{writer}")).expect("a name");
        acknowledged.extend((0..*numbers).map(|number| (stream.clone(), event(&name(writer, number)).id)));
    }
    acknowledged
}

fn spawn(address: &str, next: &[u64; WRITERS]) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .arg("--child")
        .arg(address)
        .args(next.iter().map(u64::to_string))
        .stdout(Stdio::piped())
        .spawn()
        .expect("a process")
}
