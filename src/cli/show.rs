//! `parvis demo --serve`: the programme that was played, on pages of its own.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use parvis_events::access::{Access, Command, Grant, Right};
use parvis_events::ids::PersonId;
use parvis_events::personal::PersonDetails;
use parvis_events::values::{Country, Language};
use parvis_projections::House;
use sqlx::PgPool;
use tokio::net::TcpListener;

use super::serve::until_stopped;
use crate::chance::Chance;
use crate::import::KnownPerson;
use crate::office::{self, Office};
use crate::reception::{self, Reception};
use crate::{intake, serve, web};

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
    employ(&office).await?;
    println!("\nThe programme's pages are at {}. Stop with Ctrl-C.", settings.base_url);
    println!("Each of these links signs somebody in once, within 20 minutes:");
    for (role, person) in roles(&office.runner.house().await.house) {
        println!("  {role:<16} {}", reception.web().sign_in_link(person, web::HOME).await?);
    }
    println!("After that, sign in by letter: {}/outbox shows what was sent.", settings.base_url);
    serve::run(reception, listener, super::play::zone()?, until_stopped()?).await
}

/// Somebody who works with the programme and whom the files do not name; invented like everybody else.
struct Staff {
    right: Right,
    /// The role, as it is printed.
    shown: &'static str,
    /// What they are called and what they are, in Sweden.
    swedish: [&'static str; 3],
    /// The same in Norway.
    norwegian: [&'static str; 3],
}

const STAFF: [Staff; 4] = [
    Staff {
        right: Right::Organiser,
        shown: "organiser",
        swedish: ["Orvar", "Exempelvik", "Projektledare"],
        norwegian: ["Orvar", "Eksempelvik", "Prosjektleder"],
    },
    Staff {
        right: Right::CheckInHelper,
        shown: "check-in helper",
        swedish: ["Hilma", "Provström", "Assistent"],
        norwegian: ["Hilma", "Prøvestrøm", "Konsulent"],
    },
    Staff {
        right: Right::Registrar,
        shown: "registrar",
        swedish: ["Rut", "Testbäck", "Registrator"],
        norwegian: ["Rut", "Testbakk", "Arkivar"],
    },
    Staff {
        right: Right::DataProtectionOfficer,
        shown: "data protection",
        swedish: ["Dag", "Exempelhed", "Dataskyddsombud"],
        norwegian: ["Dag", "Eksempelhei", "Personvernombud"],
    },
];

impl Staff {
    fn person(&self) -> PersonId {
        PersonId::named(&["demo", self.shown])
    }

    /// The person, who works where the coordinator does.
    fn known(&self, country: Country, domain: &str) -> KnownPerson {
        let ([given_name, family_name, title], language) = match country {
            Country::Sweden => (self.swedish, Language::Swedish),
            Country::Norway => (self.norwegian, Language::Bokmal),
        };
        let details = PersonDetails {
            reference: String::new(),
            given_name: given_name.to_owned(),
            family_name: family_name.to_owned(),
            title: title.to_owned(),
            email: format!("{}@{domain}", given_name.to_lowercase()),
            phone: String::new(),
        };
        KnownPerson { person: self.person(), details, language }
    }
}

/// Makes the staff known and gives them their roles in the programme.
async fn employ(office: &Office) -> Result<()> {
    let house = &office.runner.now().house;
    let Some(row) = house.programmes.programmes.rows().next() else { return Ok(()) };
    let (programme, country) = (row.programme, row.country);
    let coordinator = house.people.people.get(&(row.coordinator,));
    let domain =
        coordinator.and_then(|person| person.email.split_once('@')).map_or("example", |(_, domain)| domain);
    let cause = office.cause("demo");
    let mut batch = office.handle.batch();
    for staff in &STAFF {
        let person = staff.person();
        intake::people(&mut batch, &[staff.known(country, domain)], &cause).await?;
        let command = Command::Grant { person, grant: Grant { programme, right: staff.right } };
        batch.decide::<Access>(person.uuid(), command, &cause).await?;
    }
    batch.commit().await?;
    office.settle().await?;
    Ok(())
}

/// Somebody of each role.
fn roles(house: &House) -> Vec<(&'static str, PersonId)> {
    let mut found = Vec::new();
    let Some(programme) = house.programmes.programmes.rows().next() else { return found };
    found.push(("coordinator", programme.coordinator));
    found.extend(house.programmes.council.rows().next().map(|row| ("council member", row.person)));
    found.extend(STAFF.iter().map(|staff| (staff.shown, staff.person())));
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
