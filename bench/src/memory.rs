//! How much memory this process and the server hold.

use std::fs;

/// Resident bytes of this process, and unshared resident bytes of all server processes, in mebibytes.
pub fn mebibytes() -> (f64, f64) {
    let own = field("/proc/self/status", "VmRSS:");
    let mut server = 0.0;
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let path = entry.path();
        let command = fs::read_to_string(path.join("comm")).unwrap_or_default();
        if command.starts_with("postgres") {
            server += field(&path.join("status").to_string_lossy(), "RssAnon:");
        }
    }
    (own, server)
}

fn field(path: &str, name: &str) -> f64 {
    let status = fs::read_to_string(path).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    let kibibytes: f64 = line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0.0);
    kibibytes / 1024.0
}
