//! How fast pages are rendered while many ask, and how soon one is seen in a browser: on a private Postgres with fsync on.

// A measuring program says what it expects by unwrapping.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

mod load;
mod town;

#[path = "../../tests/browser/driver.rs"]
mod driver;
#[path = "../common/machine.rs"]
mod machine;
#[path = "../common/programmes.rs"]
mod programmes;
#[path = "../../tests/support/registers.rs"]
mod registers;
#[path = "../common/results.rs"]
mod results;
#[path = "../common/server.rs"]
mod server;

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use parvis::postgres;
use serde_json::{Value, json};

use crate::driver::Browser;
use crate::machine::quantile;
use crate::results::Results;
use crate::server::Server;

/// Measures the pages.
#[derive(Parser)]
struct Arguments {
    /// Everything in under a minute, with small numbers.
    #[arg(long)]
    quick: bool,
    /// Writes the results to this file as JSON as well.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Requests a second.
    #[arg(long, default_value_t = 100)]
    rate: u32,
}

/// The example's data times so many.
const TIMES: usize = 50;
/// Pairs in each programme, as in the example.
const PAIRS: usize = 20;
/// Within which a page shall be rendered at the 99th percentile, in milliseconds.
const WANTED_RENDERED: f64 = 50.0;
/// Within which a browser shall show a page, in milliseconds.
const WANTED_SEEN: f64 = 300.0;

/// A page that is measured.
struct Measured {
    name: &'static str,
    path: String,
    /// Whether a coordinator of all programmes asks, or anybody.
    signed_in: bool,
}

fn pages() -> Vec<Measured> {
    let code = programmes::code(3);
    vec![
        Measured { name: "front page", path: "/".to_owned(), signed_in: false },
        Measured { name: "programme", path: format!("/program/{code}"), signed_in: false },
        Measured { name: "overview", path: "/arbete".to_owned(), signed_in: true },
        Measured { name: "register", path: format!("/arbete/{code}"), signed_in: true },
        Measured {
            name: "participant list",
            path: format!("/program/{code}/seminarium/1/incheckning"),
            signed_in: true,
        },
    ]
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    let times = if arguments.quick { 5 } else { TIMES };
    let span = Duration::from_secs(if arguments.quick { 3 } else { 20 });
    let home = tempfile::tempdir().unwrap();
    let database = postgres::open(home.path(), "bench").await.unwrap();
    let machine = machine::machine(&database.pool()).await;
    let mut results = Results::of(
        json!({ "machine": machine, "programmes": times, "pairs": times * PAIRS, "requests_a_second": arguments.rate }),
    );
    let server = Server::start(database.pool(), home.path()).await;
    town::found(server.reception.office(), times, PAIRS).await;
    let link = server.reception.web().sign_in_link(town::coordinator(), "/arbete").await.unwrap();
    let caller = load::Caller::new(&server.base, &link).await;

    for page in pages() {
        let result = caller.ask(&page.path, page.signed_in, arguments.rate, span).await;
        results.push(said(&page, result));
    }
    let link = server.reception.web().sign_in_link(town::coordinator(), "/arbete").await.unwrap();
    results.push(seen(&server, &link, if arguments.quick { 3 } else { 15 }).await);
    results.write(arguments.json.as_deref());
    server.stop().await;
    database.close().await;
}

fn said(page: &Measured, mut answers: load::Answers) -> Value {
    let p99 = quantile(&mut answers.milliseconds, 0.99);
    json!({
        "page": page.name,
        "path": page.path,
        "bytes": answers.bytes,
        "requests": answers.milliseconds.len(),
        "failed": answers.failed,
        "ms_p50": quantile(&mut answers.milliseconds, 0.5),
        "ms_p99": p99,
        "ms_most": quantile(&mut answers.milliseconds, 1.0),
        "wanted_ms_p99": WANTED_RENDERED,
        "reached": p99 <= WANTED_RENDERED && answers.failed == 0,
    })
}

/// How soon a browser paints each page for the first time, after asking for it; the median of several visits.
async fn seen(server: &Server, link: &str, visits: usize) -> Value {
    let browser = Browser::wide(1_280).await;
    browser.open(link).await;
    browser.go("main form button").await;
    let mut rows = Vec::new();
    for page in pages() {
        let mut times = Vec::new();
        for _ in 0..visits {
            browser.open(&format!("{}{}", server.base, page.path)).await;
            let painted = painted(&browser).await;
            let painted = painted.unwrap_or_else(|| panic!("{} was not painted", page.path));
            times.push(painted);
        }
        let median = quantile(&mut times, 0.5);
        rows.push(json!({ "page": page.name, "first_contentful_paint_ms_p50": median, "reached": median <= WANTED_SEEN }));
    }
    browser.close().await;
    json!({ "measure": "first paint in Chromium", "visits": visits, "wanted_ms": WANTED_SEEN, "pages": rows })
}

/// When the page was first painted, in milliseconds after it was asked for; a browser says so a moment later.
async fn painted(browser: &Browser) -> Option<f64> {
    let script =
        "return performance.getEntriesByName('first-contentful-paint').map(one => one.startTime)[0] ?? null";
    for _ in 0..100 {
        let painted = browser.run(script).await.as_f64();
        if painted.is_some() {
            return painted;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    None
}
