//! What the log tells operators: every metric it names, and the spans of its traces.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use metrics_exporter_prometheus::PrometheusBuilder;
use parvis_log::{Expected, Log, Message, Options, Revision, Subscribe};
use tracing::span::{Attributes, Id};
use tracing::{Event, Metadata, Subscriber};

use crate::cluster::Cluster;
use crate::fixture::{database, events, stream};

/// Works with a log so that everything it measures happens: writes, a refusal, a lost database, a write given up, a reader.
async fn everything_happens() {
    let mut cluster = Cluster::start(&["fsync=off"]);
    let pool = cluster.database("told").await;
    let options = Options { retry_for: Duration::from_millis(300), ..Options::default() };
    let log = Log::open(pool, options).await.unwrap();
    log.append(&stream("a"), Expected::NoStream, events(&["1", "2"])).await.unwrap();
    log.append(&stream("a"), Expected::Exact(Revision::new(7)), events(&["3"])).await.unwrap_err();
    let mut subscription = log.subscribe(Subscribe { name: "reader".to_owned(), ..Subscribe::default() });
    while !matches!(subscription.next().await.unwrap(), Message::CaughtUp(_)) {}
    cluster.stop();
    log.append(&stream("a"), Expected::Any, events(&["4"])).await.unwrap_err();
}

/// The names in the first column of the table of metrics.
fn named_in(text: &str) -> BTreeSet<String> {
    let rows = text.lines().filter(|line| line.starts_with("| `log_"));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    cells
        .flat_map(|cell| cell.split('`').filter(|part| part.starts_with("log_")))
        .map(str::to_owned)
        .collect()
}

#[test]
fn an_operator_sees_every_metric_that_the_readme_names() {
    let recorder = PrometheusBuilder::new().build_recorder();
    // The recorder is this thread's alone, and so is all that the log does: other tests are not counted.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    metrics::with_local_recorder(&recorder, || runtime.block_on(everything_happens()));
    let seen = recorder.handle().render();
    let named = named_in(include_str!("../../log/README.md"));
    assert_eq!(named.len(), 11, "{named:?}");
    for name in &named {
        let described = format!("# HELP {name} ");
        assert!(seen.contains(&described), "{name} is not described:\n{seen}");
        let valued = seen.lines().any(|line| line.starts_with(name.as_str()) && !line.ends_with(' '));
        assert!(valued, "{name} has no value:\n{seen}");
    }
    let told: BTreeSet<String> = seen
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next())
        .filter(|name| name.starts_with("log_"))
        .map(str::to_owned)
        .collect();
    assert_eq!(told, named, "what is told and what the README names are not the same");
    assert!(seen.contains("log_subscription_lag_events{subscription=\"reader\"} 0"), "{seen}");
    for counted in ["log_append_refused_total 1", "log_append_failed_total 1", "log_appended_events_total 2"]
    {
        assert!(seen.contains(counted), "{counted} is missing:\n{seen}");
    }
}

/// Keeps the names of the spans that are opened, and of their fields.
struct Spans(Arc<Mutex<BTreeSet<String>>>);

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("parvis_log")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let fields: Vec<&str> = span.fields().iter().map(|field| field.name()).collect();
        self.0.lock().unwrap().insert(format!("{} {}", span.metadata().name(), fields.join(" ")));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn an_append_its_batch_its_commit_and_a_read_of_a_subscription_are_spans() {
    let spans = Arc::new(Mutex::new(BTreeSet::new()));
    let pool = database().await;
    // Whatever other tests of this process do opens the same spans.
    tracing::subscriber::set_global_default(Spans(Arc::clone(&spans))).unwrap();
    let log = Log::open(pool, Options::default()).await.unwrap();
    log.append(&stream("a"), Expected::NoStream, events(&["1"])).await.unwrap();
    let mut subscription = log.subscribe(Subscribe::default());
    while !matches!(subscription.next().await.unwrap(), Message::CaughtUp(_)) {}
    let seen: Vec<String> = spans.lock().unwrap().iter().cloned().collect();
    let wanted = [
        "append events bytes",
        "append_batch requests events waited_us",
        "commit events",
        "subscription_read subscription after lag",
    ];
    assert_eq!(seen, wanted);
}
