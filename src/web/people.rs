//! People as they are named in forms, and commands that speak of them.

use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::personal::PersonDetails;
use parvis_events::register::{Command, Event, Register};
use parvis_events::values::{EmailAddress, Language, Line, PhoneNumber};
use parvis_log::Revision;
use parvis_projections::programmes::ProgrammeRow;
use uuid::Uuid;

use super::deeds::Outcome;
use super::enrolment::Found;
use super::failure::Failure;
use super::fields::{Field, Filled, Kind};
use super::page::{Page, Reader};
use super::{Web, programme};
use crate::facts::Cause;
use crate::handle::{Batch, Done, HandleError};
use crate::import::KnownPerson;
use crate::intake;

/// The fields that say who somebody is.
const FIELDS: [(&str, Kind, &str); 5] = [
    ("fornamn", Kind::Text, "given-name"),
    ("efternamn", Kind::Text, "family-name"),
    ("befattning", Kind::Text, "organization-title"),
    ("epost", Kind::Email, "email"),
    ("telefon", Kind::Phone, "tel"),
];

/// Somebody as they are named in a form.
pub(super) struct Naming {
    details: PersonDetails,
    language: Language,
}

impl Naming {
    /// The fields of a person; those of several on one page differ by their ending.
    pub(super) fn fields(page: &Page, filled: &Filled, ending: &str, own: bool) -> Vec<Field> {
        FIELDS
            .iter()
            .map(|(name, kind, autocomplete)| {
                // Only one's own particulars are what a browser remembers.
                let autocomplete = if own { autocomplete } else { "off" };
                filled.field(page, &format!("{name}{ending}"), *kind, autocomplete)
            })
            .collect()
    }

    /// Whether nothing at all was typed.
    pub(super) fn is_blank(filled: &Filled, ending: &str) -> bool {
        FIELDS.iter().all(|(name, ..)| filled.text(&format!("{name}{ending}")).is_empty())
    }

    /// Reads the fields; what is wrong with them is noted.
    pub(super) fn read(page: &Page, filled: &mut Filled, ending: &str, language: Language) -> Option<Self> {
        let name = |field: &str| format!("{field}{ending}");
        let given: Option<Line> = filled.value(page, &name("fornamn"), Kind::Text);
        let family: Option<Line> = filled.value(page, &name("efternamn"), Kind::Text);
        let title: Option<Line> = filled.value(page, &name("befattning"), Kind::Text);
        let email: Option<EmailAddress> = filled.value(page, &name("epost"), Kind::Email);
        let phone = name("telefon");
        let phone: Option<String> = if filled.text(&phone).is_empty() {
            Some(String::new())
        } else {
            filled.value::<PhoneNumber>(page, &phone, Kind::Phone).map(Into::into)
        };
        let details = PersonDetails {
            reference: String::new(),
            given_name: given?.into(),
            family_name: family?.into(),
            title: title?.into(),
            email: email?.into(),
            phone: phone?,
        };
        Some(Self { details, language })
    }
}

/// The enrolment that somebody is named for.
pub(super) struct Place {
    /// Which.
    pub enrolment: EnrolmentId,
    /// The stream it stands in.
    pub register: Uuid,
    /// The language of letters to whoever is new.
    language: Language,
}

impl Place {
    pub(super) fn of(found: &Found) -> Self {
        Self {
            enrolment: found.row.enrolment,
            register: found.row.register.uuid(),
            language: language(found.programme),
        }
    }
}

/// Reads whom a form names, and does with them what the rest of it says, unless something in it is wrong; that is noted,
/// a refusal beside a field. Returns whether it is done.
///
/// # Errors
/// When the log fails.
pub(super) async fn name(
    web: &Web,
    (page, reader): (&Page, &Reader),
    filled: &mut Filled,
    (place, field): (&Place, &str),
    command: impl FnOnce(PersonId) -> Option<Command>,
) -> Result<bool, Failure> {
    let naming = Naming::read(page, filled, "", place.language);
    let Some(naming) = naming.filter(|_| filled.problems.is_empty()) else { return Ok(false) };
    let known = known_or_new(web, naming);
    let Some(command) = command(known.person) else { return Ok(false) };
    match decide(web, page, reader, &[known], place.register, command).await? {
        Outcome::Done => Ok(true),
        Outcome::Refused(text) => {
            filled.complain(field, text);
            Ok(false)
        }
    }
}

/// The main language of a programme, for letters to those who are new to it.
pub(super) fn language(row: &ProgrammeRow) -> Language {
    let main = programme::main_language(row);
    [Language::Swedish, Language::Bokmal, Language::English]
        .into_iter()
        .find(|language| language.tag() == main.tag())
        .unwrap_or_default()
}

/// Somebody who is known by just this name and address, with what is known of them; else somebody new.
///
/// What is known is left as it is: a form that anyone may send changes nobody's particulars.
pub(super) fn known_or_new(web: &Web, naming: Naming) -> KnownPerson {
    let kept = web.house();
    let wanted = &naming.details;
    match kept.house.people.known_as(&wanted.email, &wanted.given_name, &wanted.family_name) {
        Some(row) => KnownPerson {
            person: row.person,
            details: PersonDetails {
                reference: row.reference.clone(),
                given_name: row.given_name.clone(),
                family_name: row.family_name.clone(),
                title: row.title.clone(),
                email: row.email.clone(),
                phone: row.phone.clone(),
            },
            language: row.language,
        },
        None => KnownPerson {
            person: PersonId::new(web.chance().uuid()),
            details: naming.details,
            language: naming.language,
        },
    }
}

/// Makes people known and decides a command that speaks of them: both or neither.
///
/// # Errors
/// When the log or the database fails.
pub(super) async fn decide(
    web: &Web,
    page: &Page,
    reader: &Reader,
    known: &[KnownPerson],
    register: Uuid,
    command: Command,
) -> Result<Outcome, Failure> {
    decide_all(web, page, reader, known, register, &[command]).await
}

/// The same for several commands: all or none.
///
/// # Errors
/// When the log or the database fails.
pub(super) async fn decide_all(
    web: &Web,
    page: &Page,
    reader: &Reader,
    known: &[KnownPerson],
    register: Uuid,
    commands: &[Command],
) -> Result<Outcome, Failure> {
    let done = attempt(web, &web.cause(page, &reader.actor()), known, register, commands).await;
    web.answered(page, done).await
}

/// Decides until nobody else was faster.
pub(super) async fn attempt(
    web: &Web,
    cause: &Cause,
    known: &[KnownPerson],
    register: Uuid,
    commands: &[Command],
) -> Result<Done, HandleError> {
    // Before anybody's turn is taken, which others wait for.
    web.office().ring.prepare(known.iter().map(|one| one.person)).await?;
    let mut attempts = web.office().handle.attempts_on::<Register>(register)?;
    loop {
        let mut batch = attempts.start().await;
        let decided = together(&mut batch, known, register, commands, cause).await;
        if let Some(((), done)) = attempts.finish(batch, decided).await? {
            return Ok(done);
        }
    }
}

/// What a form wants of a register, and who becomes known by it.
pub(super) struct Wish<'a> {
    /// Who becomes known.
    pub known: &'a [KnownPerson],
    /// The register.
    pub register: Uuid,
    /// What is to happen in it, all or nothing.
    pub commands: &'a [Command],
}

/// How often what others overtook with something else is tried again.
const ATTEMPTS: u32 = 8;

/// Decides, unless something has happened since `seen` that concerns it. What others do in the same register does not
/// matter. Source: rule "Two coordinators".
///
/// # Errors
/// `Stale` when a fact after `seen` concerns it; otherwise why it was refused, or why reading or writing failed.
pub(super) async fn attempt_unless(
    web: &Web,
    cause: &Cause,
    wish: &Wish<'_>,
    seen: Revision,
    concerns: impl Fn(&Event) -> bool,
) -> Result<Done, HandleError> {
    let handle = &web.office().handle;
    for _ in 0..ATTEMPTS {
        let mut batch = handle.batch();
        let actual = batch.revision::<Register>(wish.register).await?;
        let past = handle.history::<Register>(wish.register, seen.next(), usize::MAX).await?;
        // What comes after `actual` makes the commit fail.
        let changed = past.iter().any(|(fact, _, at, _)| Some(*at) <= actual && concerns(fact));
        if actual < Some(seen) || changed {
            return Err(HandleError::Stale { expected: seen, actual });
        }
        together(&mut batch, wish.known, wish.register, wish.commands, cause).await?;
        match batch.commit().await {
            Err(error) if error.overtaken() => {}
            outcome => return outcome,
        }
    }
    Err(HandleError::Busy)
}

async fn together(
    batch: &mut Batch<'_>,
    known: &[KnownPerson],
    register: Uuid,
    commands: &[Command],
    cause: &Cause,
) -> Result<(), HandleError> {
    intake::people(batch, known, cause).await?;
    for command in commands {
        batch.decide::<Register>(register, command.clone(), cause).await?;
    }
    Ok(())
}
