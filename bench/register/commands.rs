//! Commands, one after the other and all at once.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use futures::future::join_all;
use parvis::facts::Cause;
use parvis::handle::{Batch, HandleError};
use parvis::office::Office;
use parvis_events::geography::Municipality;
use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::participation::ParticipationRule;
use parvis_events::person::{Command as PersonCommand, Person, PersonDetailsGiven};
use parvis_events::personal::PersonDetails;
use parvis_events::register::{Command, Enrolment, Register, Situation, Submission, Terms};
use parvis_events::values::Language;
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::machine::quantile;
use crate::registers::{municipalities, submit, terms};
use crate::{Scale, open};

/// Facts written at a time while a register is filled.
const BATCH: usize = 2_000;

/// How long ago that was.
pub fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1_000.0
}

/// One person of a municipality, whichever number they have.
fn individual(number: usize) -> (EnrolmentId, Command) {
    let municipalities = municipalities();
    let name = format!("individual {number}");
    let Command::Submit(submission) = submit(&name, municipalities[number % municipalities.len()]) else {
        panic!("submit submits")
    };
    let members = submission.members[..1].to_vec();
    let reference = format!("I-{number}").parse().unwrap();
    (submission.enrolment, Command::Submit(Submission { members, reference, ..submission }))
}

async fn write(office: &Office, register: Uuid, commands: Vec<Command>) {
    let cause = office.cause("bench");
    for part in commands.chunks(BATCH) {
        let mut batch = office.handle.batch();
        for command in part {
            batch.decide::<Register>(register, command.clone(), &cause).await.unwrap();
        }
        batch.commit().await.unwrap();
    }
}

/// Commands on one register of many enrolments and facts.
pub async fn large_register(office: &Office, pool: &PgPool, home: &Path, scale: &Scale) -> Value {
    let register = Uuid::from_u128(1);
    let terms =
        Terms { rule: ParticipationRule::Individual, ..terms(u32::try_from(scale.enrolments).unwrap()) };
    let mut commands = vec![Command::SetTerms(terms)];
    let mut enrolments = Vec::new();
    for number in 0..scale.enrolments {
        let (enrolment, command) = individual(number);
        enrolments.push(enrolment);
        commands.push(command);
    }
    let contact = |round: usize| PersonId::named(&["contact", &round.to_string()]);
    let changes = scale.facts.saturating_sub(1 + 2 * scale.enrolments);
    for number in 0..changes {
        let enrolment = enrolments[number % enrolments.len()];
        commands.push(Command::ChangeContact { enrolment, contact: contact(number / enrolments.len()) });
    }
    write(office, register, commands).await;

    // A process that has just started reads everything once.
    let mut firsts = Vec::new();
    for round in 0..5 {
        let fresh = open(pool.clone(), home).await;
        let command = Command::ChangeContact { enrolment: enrolments[0], contact: contact(1_000 + round) };
        let began = Instant::now();
        fresh.handle.run::<Register>(register, command, &fresh.cause("bench")).await.unwrap();
        firsts.push(milliseconds(began));
    }
    let (mut changed, mut enrolled, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..scale.commands {
        let enrolment = enrolments[round % enrolments.len()];
        let change = Command::ChangeContact { enrolment, contact: contact(2_000 + round) };
        changed.push(timed(office, register, change).await);
        let (_, submit) = individual(scale.enrolments + round);
        enrolled.push(timed(office, register, submit.clone()).await);
        // Already true: nothing is written, but the answer is what the log says.
        refused.push(timed(office, register, submit).await);
    }
    json!({
        "measure": "a command on one register",
        "enrolments": scale.enrolments,
        "facts": 1 + 2 * scale.enrolments + changes,
        "first_command_of_a_process_ms_p50": quantile(&mut firsts, 0.5),
        "change_ms_p50": quantile(&mut changed, 0.5),
        "change_ms_p99": quantile(&mut changed, 0.99),
        "enrol_into_the_queue_ms_p50": quantile(&mut enrolled, 0.5),
        "enrol_into_the_queue_ms_p99": quantile(&mut enrolled, 0.99),
        "already_true_ms_p50": quantile(&mut refused, 0.5),
        "wanted_ms_p50": 10,
    })
}

async fn timed(office: &Office, register: Uuid, command: Command) -> f64 {
    let began = Instant::now();
    office.handle.run::<Register>(register, command, &office.cause("bench")).await.unwrap();
    milliseconds(began)
}

/// Every municipality of the country enrols its pair at once, with both people made known in the same write.
pub async fn all_at_once(offices: &[Arc<Office>], how: &str, scale: &Scale) -> Value {
    let (places, all) = (40, municipalities());
    let (mut rates, mut times, mut right) = (Vec::new(), Vec::new(), 0);
    for round in 0..scale.registers {
        let name = format!("{how} {round}");
        let register = Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes());
        write(&offices[0], register, vec![Command::SetTerms(terms(places))]).await;
        let began = Instant::now();
        let runs = all.iter().enumerate().map(|(at, municipality)| {
            let (office, name, municipality) =
                (Arc::clone(&offices[at % offices.len()]), name.clone(), *municipality);
            tokio::spawn(async move {
                let began = Instant::now();
                enrol(&office, register, &name, municipality).await.unwrap();
                milliseconds(began)
            })
        });
        times.extend(join_all(runs).await.into_iter().map(Result::unwrap));
        rates.push(all.len() as f64 / began.elapsed().as_secs_f64());
        let expected = (places as usize, all.len() - places as usize);
        right += usize::from(outcome(&offices[0], register).await == expected);
    }
    json!({
        "measure": "290 municipalities enrol at once",
        "how": how,
        "rounds": scale.registers,
        "rounds_with_the_right_outcome": right,
        "commands_per_second_p50": quantile(&mut rates, 0.5).round(),
        "answer_ms_p50": quantile(&mut times, 0.5),
        "answer_ms_p99": quantile(&mut times, 0.99),
        "wanted_commands_per_second": 200,
    })
}

/// How many enrolments of a register are admitted, and how many are in the queue.
pub async fn outcome(office: &Office, register: Uuid) -> (usize, usize) {
    let (state, _) = office.handle.look::<Register>(register).await.unwrap();
    let admitted = |one: &&Enrolment| matches!(one.situation, Situation::Admitted { .. });
    let admitted = state.enrolments().filter(admitted).count();
    (admitted, state.enrolments().filter(|one| one.situation == Situation::Queued).count())
}

async fn enrol(
    office: &Office,
    register: Uuid,
    name: &str,
    municipality: &Municipality,
) -> Result<(), HandleError> {
    let cause = office.cause("bench");
    let command = submit(name, municipality);
    let mut attempts = office.handle.attempts();
    loop {
        let mut batch = attempts.start().await;
        let decided = decide(&mut batch, register, &command, &cause).await;
        if attempts.finish(batch, decided).await?.is_some() {
            return Ok(());
        }
    }
}

async fn decide(
    batch: &mut Batch<'_>,
    register: Uuid,
    command: &Command,
    cause: &Cause,
) -> Result<(), HandleError> {
    let Command::Submit(submission) = command else { panic!("submit submits") };
    for member in &submission.members {
        let details = PersonDetails {
            reference: String::new(),
            given_name: "Kim".into(),
            family_name: "Vårdal".into(),
            title: "Kulturchef".into(),
            email: "kim@example.org".into(),
            phone: String::new(),
        };
        let person = member.person;
        let known = PersonCommand::Register {
            person,
            details: PersonDetailsGiven(details),
            language: Language::Swedish,
        };
        batch.decide::<Person>(person.uuid(), known, cause).await?;
    }
    batch.decide::<Register>(register, command.clone(), cause).await?;
    Ok(())
}
