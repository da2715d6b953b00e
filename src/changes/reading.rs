//! From a recorded event to a change.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::str::FromStr;

use parvis_events::codec::{self, CodecError, Fact, Stored};
use parvis_events::evaluation;
use parvis_events::ids::{EvaluationId, LetterId, PersonId, ProgrammeId, RegisterId, SeminarId};
use parvis_events::personal::{HasPersonal as _, Personal, PersonalVisitor};
use parvis_log::RecordedEvent;
use parvis_projections::House;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{About, Change};
use crate::facts;

/// Stands where a personal field was until it is taken out. It begins with a character that nobody assigns a meaning to.
const BLOT: &str = "\u{e000}personal";
/// Fields that are not sealed and yet told to nobody: what people wrote, how they call a thing of theirs, and who it is
/// that has needs of body or belief.
const WITHHELD: [(&str, &str); 4] = [
    ("attendance-observed", "device"),
    ("erasure-decided", "basis"),
    ("evaluation-closed", "groups"),
    ("needs-stated", "person"),
];

/// What the views know, asked for the places where a fact itself does not say it.
pub struct Known<'a> {
    house: &'a House,
}

impl std::fmt::Debug for Known<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Known(..)")
    }
}

/// Reads a recorded event as a change. Absent for what the log notes about its own streams.
///
/// A fact that this release cannot read is told without its particulars.
pub fn read(event: &RecordedEvent, known: &Known<'_>) -> Option<Change> {
    if event.stream.is_metastream() {
        return None;
    }
    let mut change = Change {
        position: event.position.get(),
        id: event.id,
        stream: event.stream.as_str().to_owned(),
        revision: event.revision.get(),
        kind: event.kind.clone(),
        programmes: BTreeSet::new(),
        seminar: None,
        enrolment: None,
        person: None,
        decided_at: None,
        recorded_at: event.recorded_at,
        actor: None,
        correlation: None,
        data: None,
    };
    let category = event.stream.category();
    let id = change.stream.get(category.len() + 1..).and_then(|id| Uuid::parse_str(id).ok());
    let mut programmes = BTreeSet::new();
    if let Ok(envelope) = facts::read(event)
        && let Ok(data) = particulars(&event.kind, envelope.fact)
    {
        change.seminar = id_at(&data, &["/seminar", "/subject/seminar"]);
        change.enrolment = id_at(&data, &["/enrolment", "/subject/enrolment"]);
        change.person =
            id_at(&data, &["/person", "/member/person", "/member", "/recipient", "/issue/person"]);
        programmes.extend(id_at::<ProgrammeId>(&data, &["/programme", "/grant/programme"]));
        change.decided_at = Some(envelope.decided_at);
        change.actor = Some(actor_kind(&envelope.actor));
        change.correlation = Some(envelope.correlation);
        change.data = Some(data);
    }
    if let Some(id) = id {
        known.place(&mut change, &mut programmes, id);
    }
    change.programmes = programmes.into_iter().map(|id| known.about(id)).collect();
    Some(change)
}

impl<'a> Known<'a> {
    /// What these views know.
    pub const fn new(house: &'a House) -> Self {
        Self { house }
    }

    /// Fills in what the name of the stream says, and what the views know of it.
    fn place(&self, change: &mut Change, programmes: &mut BTreeSet<ProgrammeId>, id: Uuid) {
        let category = change.category().to_owned();
        match category.as_str() {
            "programme" | "certificates" => {
                programmes.insert(ProgrammeId::new(id));
                if change.kind == "seminar-scheduled" {
                    change.seminar = change.data.as_ref().and_then(|data| id_at(data, &["/id"]));
                }
            }
            "register" => {
                // A register belongs to a programme, or to one of its open meetings.
                let home = self.house.register.home(RegisterId::new(id));
                programmes.insert(home.programme);
                change.seminar = change.seminar.or(home.seminar);
            }
            "attendance" => {
                change.seminar = Some(SeminarId::new(id));
                programmes.extend(self.of_seminar(SeminarId::new(id)));
            }
            "evaluation" => {
                if let Some(row) = self.house.evaluations.evaluations.get(&(EvaluationId::new(id),)) {
                    programmes.insert(row.programme);
                    change.seminar = row.seminar;
                }
            }
            "letter" => {
                if let Some(row) = self.house.letters.letters.get(&(LetterId::new(id),)) {
                    programmes.insert(row.programme);
                    change.person = Some(row.recipient);
                }
            }
            "person" => {
                change.person = Some(PersonId::new(id));
                programmes.extend(self.of_person(PersonId::new(id)));
            }
            // An account's rights name their programme; a stream of no known kind has none.
            _ => {}
        }
    }

    fn about(&self, id: ProgrammeId) -> About {
        About { id, code: self.house.programmes.programmes.get(&(id,)).map(|row| row.code.clone()) }
    }

    fn of_seminar(&self, seminar: SeminarId) -> Option<ProgrammeId> {
        let planned = self.house.programmes.seminars.get(&(seminar,)).map(|row| row.programme);
        planned.or_else(|| self.house.attendance.rolls.get(&(seminar,)).map(|row| row.programme))
    }

    /// The programmes that somebody takes part in, answers for, or has a say in.
    fn of_person(&self, person: PersonId) -> BTreeSet<ProgrammeId> {
        let (register, programmes) = (&self.house.register, &self.house.programmes);
        let mut found: BTreeSet<ProgrammeId> = BTreeSet::new();
        found.extend(register.participants.of(person).map(|row| row.programme));
        found.extend(register.enrolments.of(person).map(|row| row.programme));
        found.extend(register.invitations.of(person).map(|row| row.programme));
        found.extend(register.drafts.of(person).map(|row| row.programme));
        found.extend(register.deputies.of(person).map(|row| row.programme));
        // Whoever has left every list was written to while they stood on one.
        found.extend(self.house.letters.letters.of(person).map(|row| row.programme));
        found.extend(programmes.council.of(person).map(|row| row.programme));
        let leads = programmes.programmes.rows();
        let leads = leads.filter(|row| row.coordinator == person || row.signatory == Some(person));
        found.extend(leads.map(|row| row.programme));
        found
    }
}

/// What a fact says, less what is personal.
fn particulars(kind: &str, mut fact: Fact) -> Result<Value, CodecError> {
    // Who wrote which ballot cannot be known, but what was written may name anybody.
    if let Fact::Evaluation(evaluation::Event::BallotsCounted { ballots }) = &fact {
        return Ok(json!({ "ballots": ballots.len() }));
    }
    let Ok(()) = fact.visit_personal(&mut Blotter);
    let mut data = match fact {
        Fact::Programme(event) => encoded(&event),
        Fact::Register(event) => encoded(&event),
        Fact::Attendance(event) => encoded(&event),
        Fact::Certificates(event) => encoded(&event),
        Fact::Evaluation(event) => encoded(&event),
        Fact::Person(event) => encoded(&event),
        Fact::Letter(event) => encoded(&event),
        Fact::Access(event) => encoded(&event),
    }?;
    take_out(&mut data);
    for (of, field) in WITHHELD {
        if let (true, Some(object)) = (of == kind, data.as_object_mut()) {
            object.remove(field);
        }
    }
    Ok(data)
}

fn encoded<E: Stored>(event: &E) -> Result<Value, CodecError> {
    let encoded = codec::encode(event)?;
    serde_json::from_slice(&encoded.data).map_err(CodecError::Unwritable)
}

/// Covers every personal field.
struct Blotter;

impl PersonalVisitor for Blotter {
    type Error = Infallible;

    fn visit<T: Serialize + DeserializeOwned>(
        &mut self,
        _: PersonId,
        field: &mut Personal<T>,
    ) -> Result<(), Infallible> {
        *field = Personal::Sealed(BLOT.to_owned());
        Ok(())
    }
}

/// Takes out what was covered.
fn take_out(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, value| value != BLOT);
            fields.values_mut().for_each(take_out);
        }
        Value::Array(values) => {
            values.retain(|value| value != BLOT);
            values.iter_mut().for_each(take_out);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The first id that stands at one of these places.
fn id_at<T: FromStr>(data: &Value, places: &[&str]) -> Option<T> {
    places.iter().find_map(|place| data.pointer(place)?.as_str()?.parse().ok())
}

/// What kind of actor it is: what stands before the colon. Whoever is named by an id alone has an account.
fn actor_kind(actor: &str) -> String {
    let kind = actor.split(':').next().unwrap_or_default();
    let known = !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if known && kind.len() <= 20 { kind.to_owned() } else { "account".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{BLOT, actor_kind, take_out};
    use serde_json::json;

    #[test]
    fn what_is_covered_is_taken_out_wherever_it_stands() {
        let mut data = json!({"a": BLOT, "b": {"c": BLOT, "d": 1}, "e": [BLOT, {"f": BLOT, "g": "kept"}]});
        take_out(&mut data);
        assert_eq!(data, json!({"b": {"d": 1}, "e": [{"g": "kept"}]}));
    }

    #[test]
    fn an_actor_is_told_by_its_kind() {
        assert_eq!(actor_kind("job:outbox"), "job");
        assert_eq!(actor_kind("coordinator"), "coordinator");
        assert_eq!(actor_kind("account:6fa459ea-ee8a-3ca4-894e-db77e160355e"), "account");
        assert_eq!(actor_kind("6fa459ea-ee8a-3ca4-894e-db77e160355e"), "account");
        assert_eq!(actor_kind("anna.berg@malmo.example"), "account");
        assert_eq!(actor_kind(""), "account");
    }
}
