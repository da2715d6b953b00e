//! What was measured on, and what the figures come to.
//! Several programs use it, none of them all of it.

#![allow(dead_code)]

use serde_json::{Value, json};
use sqlx::PgPool;

/// Machine, settings and versions.
pub async fn machine(pool: &PgPool) -> Value {
    let setting = async |name: &str| -> String {
        sqlx::query_scalar("SELECT current_setting($1)").bind(name).fetch_one(pool).await.unwrap()
    };
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name\t: ")).unwrap_or("unknown");
    json!({
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "processor": model,
        "load_before": std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim(),
        "postgres": setting("server_version").await,
        "fsync": setting("fsync").await,
        "synchronous_commit": setting("synchronous_commit").await,
        "parvis": env!("CARGO_PKG_VERSION"),
        "optimised": !cfg!(debug_assertions),
    })
}

/// The value that a part of all lies below, in milliseconds.
pub fn quantile(times: &mut [f64], part: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    let at = (times.len() as f64 * part) as usize;
    let value = times.get(at.min(times.len().saturating_sub(1))).copied().unwrap_or_default();
    (value * 1_000.0).round() / 1_000.0
}
