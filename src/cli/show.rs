//! `parvis demo --serve`: the programme that was played, on pages of its own.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use parvis_events::ids::PersonId;
use parvis_projections::House;
use sqlx::PgPool;
use tokio::net::TcpListener;

use super::serve::until_stopped;
use crate::chance::Chance;
use crate::office::{self, Office};
use crate::reception::{self, Reception};
use crate::{serve, web};

/// Serves a demo's pages until stopped, after printing a link for each role.
///
/// # Errors
/// When the address cannot be listened on, or the database fails.
pub async fn show(
    pool: PgPool,
    played: &office::Settings,
    letters: PathBuf,
    listen: SocketAddr,
) -> Result<()> {
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("{listen} cannot be listened on; name another with --listen"))?;
    let settings = office::Settings {
        base_url: format!("http://{}", listener.local_addr()?),
        // The played part can be repeated by whoever has its files; what signs people in must not be.
        chance: Arc::new(Chance::of_the_system().context("the system has no randomness")?),
        ..played.clone()
    };
    let office = Office::open(pool.clone(), &settings).await?;
    let doors = reception::Settings { demo_letters: Some(letters), ..reception::Settings::default() };
    serve::install_metrics()?;
    let reception = Reception::open(office.clone(), pool, doors).await?;
    println!("\nThe programme's pages are at {}. Stop with Ctrl-C.", settings.base_url);
    println!("Each of these links signs somebody in once, within 20 minutes:");
    for (role, person) in roles(&office.runner.house().await.house) {
        println!("  {role:<16} {}", reception.web().sign_in_link(person, web::HOME).await?);
    }
    println!("After that, sign in by letter: {}/outbox shows what was sent.", settings.base_url);
    serve::run(reception, listener, super::play::zone()?, until_stopped()?).await
}

/// Somebody of each role.
fn roles(house: &House) -> Vec<(&'static str, PersonId)> {
    let mut found = Vec::new();
    let Some(programme) = house.programmes.programmes.rows().next() else { return found };
    found.push(("coordinator", programme.coordinator));
    found.extend(house.programmes.council.rows().next().map(|row| ("council member", row.person)));
    let mut members = house.register.admitted(programme.programme);
    let contact = |member: &parvis_projections::register::ParticipantRow| {
        house.register.enrolment(member.enrolment).map(|row| row.contact)
    };
    let first = members.next();
    found.extend(first.and_then(contact).map(|person| ("contact person", person)));
    let manager = first.into_iter().chain(members).find(|member| contact(member) != Some(member.person));
    found.extend(manager.map(|member| ("manager", member.person)));
    found
}
