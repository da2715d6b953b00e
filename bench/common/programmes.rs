//! Many programmes like the example's, as facts.
//! Several programs use it, none of them all of it.

#![allow(dead_code)]

use std::collections::BTreeMap;
use std::path::Path;

use parvis::demo::Input;
use parvis::facts::{Cause, Metadata};
use parvis_events::Stream as _;
use parvis_events::attendance::{Event as AttendanceEvent, Method, Observation, Status};
use parvis_events::codec::{self, Fact, Stored};
use parvis_events::ids::{ObservationId, PersonId, ProgrammeId, SeminarId};
use parvis_events::programme::{Event as ProgrammeEvent, Programme};
use parvis_events::register::{Command, Event as RegisterEvent, Pool, Submission};
use parvis_log::{ContentType, Expected, NewEvent, StreamName, Write};
use uuid::Uuid;

use crate::registers::{NOW, municipalities, submit, terms};

/// Facts written at a time.
pub const BATCH: usize = 2_000;

/// The pair that enrols in a programme as one of many.
pub fn pair(programme: usize, pair: usize) -> Submission {
    let municipalities = municipalities();
    let command = submit(&format!("{programme} {pair}"), municipalities[pair % municipalities.len()]);
    let Command::Submit(submission) = command else { panic!("submit submits") };
    submission
}

/// The id of a programme, whichever number it has.
pub fn id(number: usize) -> ProgrammeId {
    let input = Input::read(Path::new("examples/kkn-2018")).unwrap();
    ProgrammeId::new(Uuid::new_v5(&space(number), input.programme.id.uuid().as_bytes()))
}

/// The code of a programme, whichever number it has.
pub fn code(number: usize) -> String {
    format!("KKN-{}", number + 1)
}

fn space(number: usize) -> Uuid {
    Uuid::from_u128(number as u128 + 1)
}

/// The facts of one programme like the example's, with so many pairs who were at its first two sessions.
pub fn programme(number: usize, pairs: usize) -> Vec<(Uuid, Fact)> {
    let input = Input::read(Path::new("examples/kkn-2018")).unwrap();
    let mut state = parvis_events::programme::State::default();
    let mut facts: Vec<(Uuid, Fact)> = Vec::new();
    let programme = id(number).uuid();
    let mut roll = None;
    for step in &input.programme.set_up {
        for event in Programme::decide(&state, step.what.clone(), step.at).unwrap() {
            state = Programme::evolve(state, &event);
            let own = own(&event, number);
            if let (ProgrammeEvent::SeminarScheduled(seminar), None) = (&own, &roll) {
                roll = Some((seminar.id, seminar.sessions.clone()));
            }
            facts.push((programme, Fact::Programme(own)));
        }
    }
    let mut of_register = |event: RegisterEvent| facts.push((programme, Fact::Register(event)));
    of_register(RegisterEvent::TermsSet { terms: terms(u32::try_from(pairs).unwrap()) });
    let mut people = Vec::new();
    for at in 0..pairs {
        let submission = pair(number, at);
        people.extend(submission.members.iter().map(|member| member.person));
        let enrolment = submission.enrolment;
        of_register(RegisterEvent::Submitted(submission));
        of_register(RegisterEvent::PlaceGranted { enrolment, pool: Pool::Common });
    }
    let Some((seminar, sessions)) = roll else { return facts };
    let sessions: Vec<_> = sessions.iter().map(|session| (session.id, session.minutes())).collect();
    facts.extend(observed(seminar, ProgrammeId::new(programme), &people, &sessions));
    facts
}

fn observed(
    seminar: SeminarId,
    programme: ProgrammeId,
    people: &[PersonId],
    sessions: &[(parvis_events::ids::SessionId, u32)],
) -> Vec<(Uuid, Fact)> {
    let mut facts = vec![(seminar.uuid(), Fact::Attendance(AttendanceEvent::RollOpened { programme }))];
    for (session, minutes) in sessions.iter().take(2) {
        for person in people {
            let observation = Observation {
                id: ObservationId::named(&[&session.to_string(), &person.to_string()]),
                person: *person,
                session: *session,
                status: Status::Present,
                minutes: *minutes,
                method: Method::List,
                device: "desk".to_owned(),
                observed_at: NOW.parse().unwrap(),
            };
            facts.push((seminar.uuid(), Fact::Attendance(AttendanceEvent::Observed(observation))));
        }
    }
    facts
}

/// The same fact of another programme: every id in it is another one, and so is the code.
fn own(event: &ProgrammeEvent, number: usize) -> ProgrammeEvent {
    let text = serde_json::to_string(event).unwrap();
    let ids = regex::Regex::new("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}").unwrap();
    let renamed = ids.replace_all(&text, |found: &regex::Captures<'_>| {
        Uuid::new_v5(&space(number), Uuid::parse_str(&found[0]).unwrap().as_bytes()).to_string()
    });
    let renamed = renamed.replace("\"KKN-2018\"", &format!("\"{}\"", code(number)));
    serde_json::from_str(&renamed).unwrap()
}

/// Writes facts to the log, each to its stream.
pub async fn store(log: &parvis_log::Log, facts: Vec<(Uuid, Fact)>) {
    let mut streams: BTreeMap<StreamName, Vec<NewEvent>> = BTreeMap::new();
    for (number, (id, fact)) in facts.into_iter().enumerate() {
        let (category, event) = match fact {
            Fact::Programme(event) => ("programme", encoded(&event, number)),
            Fact::Register(event) => ("register", encoded(&event, number)),
            Fact::Attendance(event) => ("attendance", encoded(&event, number)),
            other => panic!("{other:?}"),
        };
        streams.entry(StreamName::parse(format!("{category}-{id}")).unwrap()).or_default().push(event);
    }
    for (stream, events) in streams {
        for part in events.chunks(BATCH) {
            let write = Write { stream: stream.clone(), expected: Expected::Any, events: part.to_vec() };
            log.append_many(vec![write]).await.unwrap();
        }
    }
}

fn encoded<E: Stored>(event: &E, number: usize) -> NewEvent {
    let encoded = codec::encode(event).unwrap();
    let cause = Cause {
        actor: "bench".to_owned(),
        correlation: Uuid::nil(),
        causation: None,
        at: NOW.parse().unwrap(),
    };
    NewEvent {
        id: Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{number} {}", encoded.kind).as_bytes()),
        kind: encoded.kind,
        content_type: ContentType::Json,
        data: encoded.data,
        metadata: serde_json::to_vec(&Metadata::of(&cause, encoded.schema)).unwrap(),
    }
}
