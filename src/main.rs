//! The program: reads the command line and does what it asks for.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::Parser as _;
use parvis::cli::{self, CommandLine};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

fn main() -> ExitCode {
    let line = CommandLine::parse();
    let filter = EnvFilter::try_from_env("PARVIS_LOG").unwrap_or_else(|_| EnvFilter::new(line.traces()));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_span_events(FmtSpan::CLOSE)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("parvis: the program cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(cli::run(line)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("parvis: {error:#}");
            ExitCode::FAILURE
        }
    }
}
