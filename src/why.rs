//! Why an enrolment stands where it stands, in words: the register's facts are read, told by
//! [`parvis_events::register::why`], and said in the reader's language. One place for every door.

mod said;

use chrono::{DateTime, Utc};
use parvis_events::ids::{EnrolmentId, ProgrammeId, RegisterId};
use parvis_events::register::why::{Why, why};
use parvis_events::register::{Event, Register};
use parvis_log::Revision;
use parvis_projections::House;
use parvis_words::{Language, text};
use serde::Serialize;

use self::said::Sayer;
use crate::facts::Metadata;
use crate::handle::{Handle, HandleError, Past};

/// Why an enrolment stands where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// The enrolment.
    pub enrolment: EnrolmentId,
    /// What people call it.
    pub reference: String,
    /// Where it stands: `admitted`, `queued` and so on.
    pub status: String,
    /// Where it stands since when, in a line.
    pub heading: String,
    /// What led there, in order.
    pub steps: Vec<Told>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// When it was decided, UTC.
    pub at: DateTime<Utc>,
    /// The type of the fact: `place-granted` and so on.
    pub fact: &'static str,
    /// The rule it follows from: `queue` and so on.
    pub rule: &'static str,
    /// What happened, with the numbers of the moment, in the reader's language.
    pub text: String,
    /// What the rule says, in a sentence.
    pub rule_text: String,
    /// Who did it: an account, a job or the importer, never a name.
    pub actor: String,
    /// Whether this is what made the enrolment stand where it stands.
    pub decisive: bool,
}

/// The enrolments and drafts of a programme that people call so; an open meeting may call another the same.
pub fn called(house: &House, programme: ProgrammeId, reference: &str) -> Vec<EnrolmentId> {
    let register = &house.register;
    let enrolments = register
        .enrolments
        .rows()
        .filter(|row| row.programme == programme && row.reference == reference)
        .map(|row| row.enrolment);
    let drafts = register
        .drafts
        .rows()
        .filter(|row| row.programme == programme && row.reference == reference)
        .map(|row| row.enrolment);
    enrolments.chain(drafts).collect()
}

/// Reads the register of an enrolment and says why it stands where it stands; absent when there is no such enrolment.
///
/// # Errors
/// When the register cannot be read.
pub async fn explain(
    handle: &Handle,
    house: &House,
    enrolment: EnrolmentId,
    language: Language,
) -> Result<Option<Explained>, HandleError> {
    let Some(register) = register_of(house, enrolment) else { return Ok(None) };
    let past = handle.history::<Register>(register.uuid(), Revision::FIRST, usize::MAX).await?;
    Ok(explain_by(house, register, past, enrolment, language))
}

/// The same by what was recorded at an instant; absent when there was no such enrolment by then.
///
/// # Errors
/// When the register cannot be read.
pub async fn explain_as_of(
    handle: &Handle,
    house: &House,
    enrolment: EnrolmentId,
    language: Language,
    at: DateTime<Utc>,
) -> Result<Option<Explained>, HandleError> {
    let Some(register) = register_of(house, enrolment) else { return Ok(None) };
    let past = handle.history_as_of::<Register>(register.uuid(), at).await?;
    Ok(explain_by(house, register, past, enrolment, language))
}

fn explain_by(
    house: &House,
    register: RegisterId,
    past: Vec<Past<Event>>,
    enrolment: EnrolmentId,
    language: Language,
) -> Option<Explained> {
    let facts: Vec<(Event, Metadata)> = past.into_iter().map(|(fact, said, ..)| (fact, said)).collect();
    let told = why(facts.iter().map(|(fact, said)| (said.decided_at, fact)), enrolment);
    told.map(|told| say(house, register, &facts, &told, language))
}

fn register_of(house: &House, enrolment: EnrolmentId) -> Option<RegisterId> {
    let handed_in = house.register.enrolment(enrolment).map(|row| row.register);
    handed_in.or_else(|| house.register.drafts.get(&(enrolment,)).map(|row| row.register))
}

fn say(
    house: &House,
    register: RegisterId,
    facts: &[(Event, Metadata)],
    told: &Why,
    language: Language,
) -> Explained {
    let home = house.register.home(register);
    let sayer = Sayer::new(house, home.programme, language);
    let steps: Vec<Told> = told
        .steps
        .iter()
        .enumerate()
        .filter_map(|(number, step)| {
            let (fact, said) = facts.get(step.fact)?;
            Some(Told {
                at: step.at,
                fact: fact.kind(),
                rule: step.rule.name(),
                text: sayer.account(&step.account),
                rule_text: text(language, &format!("why-rule-{}", step.rule.name())),
                actor: said.actor.clone(),
                decisive: number == told.decisive,
            })
        })
        .collect();
    let since = told.steps.get(told.decisive).map(|step| step.at);
    Explained {
        enrolment: told.enrolment.id(),
        reference: told.enrolment.submission.reference.to_string(),
        status: said::status(&told.enrolment.situation).to_owned(),
        heading: sayer.heading(&told.enrolment, since),
        steps,
    }
}
