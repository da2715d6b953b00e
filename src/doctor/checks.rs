//! The things that are looked at.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use parvis_projections::letters::Fate;
use sqlx::{PgPool, Row as _};

use super::Finding;
use crate::office::{MASTER_KEY_FILE, Office, Settings};
use crate::webhooks::Standing;

/// The oldest Postgres this program is written for, as `server_version_num` has it.
const OLDEST_POSTGRES: i32 = 140_000;
/// How far the machine's clock may be from the database's.
const CLOCKS_APART: TimeDelta = TimeDelta::seconds(5);
/// How many facts the policy may be behind.
const BEHIND: i64 = 1_000;
/// How long a letter may be overdue.
const OVERDUE: TimeDelta = TimeDelta::hours(1);
/// How long the mail server may take.
const MAIL_PATIENCE: Duration = Duration::from_secs(10);

/// The database's release, encoding, and whether it keeps what it has promised to keep.
pub(super) async fn database(pool: &PgPool) -> Vec<Finding> {
    const ABOUT: &str = "database";
    let query = "SELECT current_setting('server_version') AS name, current_setting('server_version_num')::int AS number,
         current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
         current_setting('full_page_writes') AS pages, pg_database_size(current_database()) AS bytes";
    let row = match sqlx::query(query).fetch_one(pool).await {
        Ok(row) => row,
        Err(error) => {
            let remedy = "check DATABASE_URL and that the server runs";
            return vec![Finding::ill(ABOUT, error.to_string(), remedy)];
        }
    };
    let text = |column: &str| row.try_get::<String, _>(column).unwrap_or_default();
    let (number, bytes) = (row.try_get("number").unwrap_or(0), row.try_get::<i64, _>("bytes").unwrap_or(0));
    let seen = format!("PostgreSQL {}, {}, {} MB", text("name"), text("encoding"), bytes / 1_000_000);
    let mut findings = vec![if number < OLDEST_POSTGRES {
        Finding::ill(ABOUT, seen, "use PostgreSQL 14 or newer")
    } else if text("encoding") != "UTF8" {
        Finding::ill(ABOUT, seen, "make the database anew with ENCODING 'UTF8'")
    } else {
        Finding::well(ABOUT, seen)
    }];
    if text("fsync") != "on" || text("pages") != "on" {
        let seen = format!("fsync is {}, full_page_writes is {}", text("fsync"), text("pages"));
        let remedy = "switch both on: without them a power cut loses facts that were acknowledged";
        findings.push(Finding::ill("durability", seen, remedy));
    }
    findings
}

/// Settings that are as they came, where they should say something of this installation.
pub(super) fn settings(settings: &Settings, zone: &str) -> Vec<Finding> {
    const ABOUT: &str = "settings";
    let mut findings = Vec::new();
    if settings.base_url.contains("parvis.example") {
        let seen = format!("links in letters begin with {}", settings.base_url);
        findings.push(Finding::unusual(
            ABOUT,
            seen,
            "set PARVIS_BASE_URL to where people reach this installation",
        ));
    }
    if settings.mail_from.ends_with(".example") {
        let seen = format!("letters come from {}", settings.mail_from);
        findings.push(Finding::unusual(ABOUT, seen, "set PARVIS_MAIL_FROM to an address of yours"));
    }
    findings.push(match zone.parse::<chrono_tz::Tz>() {
        Ok(zone) => Finding::well(ABOUT, format!("jobs go by the clock of {zone}")),
        Err(_) => Finding::ill(
            ABOUT,
            format!("{zone:?} is no time zone"),
            "set PARVIS_ZONE to an IANA name such as Europe/Stockholm",
        ),
    });
    findings
}

/// Whether the machine and the database agree about the time, and no fact lies in the future.
pub(super) async fn clock(pool: &PgPool) -> Finding {
    const ABOUT: &str = "clock";
    let query = "SELECT clock_timestamp() AS now,
         (SELECT recorded_at FROM log.event ORDER BY position DESC LIMIT 1) AS last";
    let before = Utc::now();
    let asked = sqlx::query(query).fetch_one(pool).await;
    let read = asked.and_then(|row| {
        Ok((row.try_get::<DateTime<Utc>, _>("now")?, row.try_get::<Option<DateTime<Utc>>, _>("last")?))
    });
    let (there, last) = match read {
        Ok(read) => read,
        Err(error) => return Finding::ill(ABOUT, error.to_string(), "mend the database first"),
    };
    let now = Utc::now();
    let apart = if there < before { before - there } else { (there - now).max(TimeDelta::zero()) };
    if let Some(ahead) = last.map(|last| last - now).filter(|ahead| *ahead > CLOCKS_APART) {
        let seen = format!("the last fact lies {} s in the future", ahead.num_seconds());
        return Finding::ill(ABOUT, seen, "set the machine's clock (NTP); new facts get its time until then");
    }
    if apart > CLOCKS_APART {
        let seen = format!("this machine and the database are {} s apart", apart.num_seconds());
        return Finding::ill(ABOUT, seen, "set both clocks (NTP)");
    }
    Finding::well(ABOUT, format!("{} UTC, as the database has it", now.format("%Y-%m-%d %H:%M:%S")))
}

/// Whether the mail server answers.
pub(super) async fn mail(office: &Office) -> Finding {
    const ABOUT: &str = "mail";
    let remedy = "check PARVIS_SMTP_URL and that the server runs; letters wait meanwhile";
    match tokio::time::timeout(MAIL_PATIENCE, office.outbox.reach()).await {
        Ok(Ok(None)) => Finding::unusual(
            ABOUT,
            "there is no mail server; letters become files",
            "set PARVIS_SMTP_URL, such as smtp://localhost:25, to send them",
        ),
        Ok(Ok(Some(()))) => Finding::well(ABOUT, "the mail server answers"),
        Ok(Err(error)) => {
            Finding::ill(ABOUT, format!("the mail server does not answer: {}", error.code()), remedy)
        }
        Err(_) => Finding::ill(
            ABOUT,
            format!("the mail server says nothing for {} s", MAIL_PATIENCE.as_secs()),
            remedy,
        ),
    }
}

/// Whether the master key opens the keys of this database, and whether others can read it.
pub(super) async fn master_key(office: &Office, settings: &Settings) -> Finding {
    const ABOUT: &str = "master key";
    let keys = match office.ring.check().await {
        Ok(keys) => keys,
        Err(error) => {
            let remedy = "until then nobody can read who takes part";
            return Finding::ill(ABOUT, error.to_string(), remedy);
        }
    };
    let seen = match keys {
        0 => "there is nothing to open with it yet".to_owned(),
        keys => format!("it fits; {keys} keys of persons"),
    };
    if settings.master_key.is_none() {
        let file = settings.data_dir.join(MASTER_KEY_FILE);
        let open_to = fs::metadata(&file).map_or(0, |found| found.permissions().mode() & 0o077);
        if open_to != 0 {
            let seen = format!("{} can be read by others than its owner", file.display());
            return Finding::ill(ABOUT, seen, format!("chmod 600 {}", file.display()));
        }
    }
    Finding::well(ABOUT, seen)
}

/// Whether the views and the policy keep up, and whether a stream waits.
pub(super) async fn views(office: &Office, pool: &PgPool) -> Vec<Finding> {
    const ABOUT: &str = "views";
    let head = match office.log.head().await {
        Ok(head) => head.position.get(),
        Err(error) => return vec![Finding::ill("log", error.to_string(), "run `parvis log verify`")],
    };
    let mut findings = vec![match office.runner.catch_up().await {
        Ok(at) if at.get() >= head => Finding::well(ABOUT, format!("at the end of the log, position {at}")),
        Ok(at) => {
            let seen = format!("at position {at}, the log ends at {head}");
            Finding::ill(ABOUT, seen, "run `parvis views rebuild`")
        }
        Err(error) => {
            Finding::ill(ABOUT, error.to_string(), "run `parvis log verify`, then `parvis views rebuild`")
        }
    }];
    for parked in office.runner.parked().await {
        let seen = format!("{} waits at position {}: {}", parked.stream, parked.position, parked.reason);
        let remedy = "install the release that wrote it, or a later one, then run `parvis views rebuild`";
        findings.push(Finding::ill("parked", seen, remedy));
    }
    let policy = sqlx::query_scalar::<_, i64>("SELECT position FROM policy.checkpoint").fetch_one(pool).await;
    findings.push(match policy {
        Ok(at) if head - at > BEHIND => Finding::unusual(
            "policy",
            format!("letters are called for up to position {at}, the log ends at {head}"),
            "see that `parvis run` or `parvis serve` runs",
        ),
        Ok(at) => Finding::well("policy", format!("letters are called for up to position {at}")),
        Err(error) => Finding::ill("policy", error.to_string(), "mend the database first"),
    });
    findings
}

/// Whether letters go out.
pub(super) async fn letters(office: &Office) -> Finding {
    const ABOUT: &str = "letters";
    let now = office.clock.now();
    let kept = office.runner.house().await;
    let (mut overdue, mut failed) = (0, 0);
    for row in kept.house.letters.letters.rows() {
        let pointless = row.pointless_after.is_some_and(|end| end < now);
        match row.fate {
            Fate::Waiting if row.due + OVERDUE < now && !pointless => overdue += 1,
            Fate::Failed => failed += 1,
            Fate::Waiting | Fate::Sent | Fate::Missed | Fate::Settled => {}
        }
    }
    if overdue > 0 {
        let seen = format!("{overdue} letters should have gone out an hour ago and more");
        return Finding::ill(
            ABOUT,
            seen,
            "see that `parvis run` or `parvis serve` runs, and the mail server",
        );
    }
    if failed > 0 {
        let seen = format!("none is overdue; {failed} were given up in all");
        return Finding::unusual(
            ABOUT,
            seen,
            "look up their receivers' addresses: table views.letters, fate 'failed'",
        );
    }
    Finding::well(ABOUT, "none is overdue, none was given up")
}

/// Whether webhooks reach their receivers.
pub(super) async fn webhooks(office: &Office) -> Vec<Finding> {
    const ABOUT: &str = "webhooks";
    let all = match office.webhooks.list().await {
        Ok(all) => all,
        Err(error) => return vec![Finding::ill(ABOUT, error.to_string(), "mend the database first")],
    };
    let mut findings = Vec::new();
    for webhook in &all {
        let why = webhook.failure.as_deref().unwrap_or("stopped by hand");
        let seen = format!("{} to {}: {}, {why}", webhook.id, webhook.url, webhook.standing.name());
        let replay = format!("mend the receiver, then run `parvis webhook replay {}`", webhook.id);
        match (webhook.standing, &webhook.failure) {
            (Standing::Active, None) => {}
            (Standing::Active, Some(_)) => {
                let remedy = format!("it is tried again; see `parvis webhook deliveries {}`", webhook.id);
                findings.push(Finding::unusual(ABOUT, seen, remedy));
            }
            (Standing::Paused, _) => findings.push(Finding::unusual(ABOUT, seen, replay)),
            (Standing::Parked, _) => findings.push(Finding::ill(ABOUT, seen, replay)),
        }
    }
    if findings.is_empty() {
        findings.push(Finding::well(ABOUT, format!("{} webhooks, none waits", all.len())));
    }
    findings
}

/// Whether the journal of erasures can be read.
pub(super) async fn erasures(office: &Office) -> Finding {
    const ABOUT: &str = "erasures";
    match office.journal.count().await {
        Ok(None) => Finding::well(ABOUT, "nothing to keep a journal of"),
        Ok(Some(entries)) => {
            Finding::well(ABOUT, format!("{entries} keys in {}", office.journal.path().display()))
        }
        Err(error) => Finding::ill(
            ABOUT,
            error.to_string(),
            "mend it: a restored copy of the database is made to forget by it",
        ),
    }
}
