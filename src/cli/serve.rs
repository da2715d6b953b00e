//! `parvis serve`.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::{Place, open, organisation, play};
use crate::reception::{Reception, Settings};
use crate::serve;

/// Arguments of `parvis serve`.
#[derive(Args, Debug)]
pub struct ServeArguments {
    /// Address and port to listen on; port 0 takes a free one, which is printed
    #[arg(
        long,
        env = "PARVIS_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS",
        hide_env = true
    )]
    listen: SocketAddr,
    /// Largest request body, in bytes
    #[arg(long, default_value_t = Settings::default().body_limit_bytes, value_name = "BYTES")]
    body_limit: usize,
    /// Seconds a request may take
    #[arg(long, default_value_t = Settings::default().request_patience.as_secs(), value_name = "S")]
    patience: u64,
    /// Seconds the head of a request may take to come, and a connection may lie idle
    #[arg(long, default_value_t = Settings::default().head_patience.as_secs(), value_name = "S")]
    head_patience: u64,
    /// A proxy of yours stands in front and adds the caller's address to X-Forwarded-For
    #[arg(long)]
    behind_proxy: bool,
    /// Requests a minute from one address
    #[arg(long, default_value_t = Settings::default().requests_per_minute_and_address, value_name = "N")]
    per_address: u32,
    /// Requests a minute with one token
    #[arg(long, default_value_t = Settings::default().requests_per_minute_and_token, value_name = "N")]
    per_token: u32,
    /// Seconds between two signs that a line on which changes are told still stands
    #[arg(long, default_value_t = Settings::default().sign_of_life.as_secs(), value_name = "S")]
    sign_of_life: u64,
    /// Seconds that whoever follows changes may leave unread what was sent
    #[arg(long, default_value_t = Settings::default().reader_patience.as_secs(), value_name = "S")]
    reader_patience: u64,
}

/// Answers requests until stopped.
pub async fn serve(place: &Place, arguments: ServeArguments) -> Result<()> {
    let zone = play::zone()?;
    let opened = open::to_write(place).await?;
    serve::install_metrics()?;
    let settings = Settings {
        body_limit_bytes: arguments.body_limit,
        request_patience: Duration::from_secs(arguments.patience),
        head_patience: Duration::from_secs(arguments.head_patience),
        behind_proxy: arguments.behind_proxy,
        requests_per_minute_and_address: arguments.per_address,
        requests_per_minute_and_token: arguments.per_token,
        sign_of_life: Duration::from_secs(arguments.sign_of_life),
        reader_patience: Duration::from_secs(arguments.reader_patience),
        demo_letters: None,
        provider: organisation::provider()?,
    };
    let reception = Reception::open(opened.office.clone(), opened.pool(), settings).await?;
    let listener = TcpListener::bind(arguments.listen)
        .await
        .with_context(|| format!("{} cannot be listened on; name another with --listen", arguments.listen))?;
    println!("Listening on http://{}. Stop with Ctrl-C.", listener.local_addr()?);
    serve::run(reception, listener, zone, until_stopped()?).await?;
    opened.close().await;
    Ok(())
}

/// Ends when somebody stops the program.
///
/// # Errors
/// When the operating system tells of no signals.
pub fn until_stopped() -> Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    })
}
