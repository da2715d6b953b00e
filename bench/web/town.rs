//! Many programmes, their people, and somebody who coordinates them all.

use parvis::office::Office;
use parvis_events::access::{Access, Command as AccessCommand, Grant, Right};
use parvis_events::ids::PersonId;
use parvis_events::person::{Command, Person, PersonDetailsGiven};
use parvis_events::personal::PersonDetails;
use parvis_events::values::Language;

use crate::programmes::{id, pair, programme, store};

const GIVEN: [&str; 8] = ["Åsa", "Örjan", "Märta", "Kim", "Ida", "Nils", "Eva", "Jon"];
const FAMILY: [&str; 7] = ["Vårdal", "Ek", "Åkerblom", "Öst", "Lind", "Berg", "Strand"];

/// Who coordinates every programme.
pub fn coordinator() -> PersonId {
    PersonId::named(&["bench", "coordinator"])
}

fn known(person: PersonId, number: usize, title: &str) -> Command {
    let details = PersonDetails {
        reference: String::new(),
        given_name: GIVEN[number % GIVEN.len()].into(),
        family_name: FAMILY[number / GIVEN.len() % FAMILY.len()].into(),
        title: title.into(),
        email: format!("person.{number}@kommun.example"),
        phone: String::new(),
    };
    Command::Register { person, details: PersonDetailsGiven(details), language: Language::Swedish }
}

/// Writes the facts of so many programmes with so many pairs each.
pub async fn found(office: &Office, programmes: usize, pairs: usize) {
    let cause = office.cause("bench");
    let mut batch = office.handle.batch();
    let coordinator = coordinator();
    batch.decide::<Person>(coordinator.uuid(), known(coordinator, 0, "Samordnare"), &cause).await.unwrap();
    for number in 0..programmes {
        let grant = Grant { programme: id(number), right: Right::Coordinator };
        let command = AccessCommand::Grant { person: coordinator, grant };
        batch.decide::<Access>(coordinator.uuid(), command, &cause).await.unwrap();
    }
    batch.commit().await.unwrap();
    for number in 0..programmes {
        store(&office.log, programme(number, pairs)).await;
        let mut batch = office.handle.batch();
        let members = (0..pairs).flat_map(|at| pair(number, at).members);
        for (at, member) in members.enumerate() {
            let title = if at % 2 == 0 { "Kulturchef" } else { "Näringslivschef" };
            let command = known(member.person, number * 2 * pairs + at, title);
            batch.decide::<Person>(member.person.uuid(), command, &cause).await.unwrap();
        }
        batch.commit().await.unwrap();
    }
    office.runner.catch_up().await.unwrap();
}
