//! How fast views follow the facts, and how fast a process has them when it starts.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use parvis::demo::Input;
use parvis::facts::{Cause, Metadata};
use parvis_events::Stream as _;
use parvis_events::attendance::{Event as AttendanceEvent, Method, Observation, Status};
use parvis_events::codec::{self, Fact, Stored};
use parvis_events::ids::{ObservationId, PersonId, ProgrammeId, SeminarId};
use parvis_events::programme::{Event as ProgrammeEvent, Programme};
use parvis_events::register::{Command, Event as RegisterEvent, Pool, Submission};
use parvis_log::{ContentType, Expected, NewEvent, StreamName, Write};
use parvis_projections::{Envelope, House};
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::registers::{NOW, municipalities, submit, terms};
use crate::{Scale, open};

/// Facts folded at a time, as the runner does.
const BATCH: usize = 2_000;

/// The facts of one programme like the example's, with so many pairs who were at its first two sessions.
fn programme(number: usize, pairs: usize) -> Vec<(Uuid, Fact)> {
    let space = Uuid::from_u128(number as u128 + 1);
    let input = Input::read(Path::new("examples/kkn-2018")).unwrap();
    let mut state = parvis_events::programme::State::default();
    let mut facts: Vec<(Uuid, Fact)> = Vec::new();
    let programme = Uuid::new_v5(&space, input.programme.id.uuid().as_bytes());
    let mut roll = None;
    for step in &input.programme.set_up {
        for event in Programme::decide(&state, step.what.clone(), step.at).unwrap() {
            state = Programme::evolve(state, &event);
            let own = own(&event, space);
            if let (ProgrammeEvent::SeminarScheduled(seminar), None) = (&own, &roll) {
                roll = Some((seminar.id, seminar.sessions.clone()));
            }
            facts.push((programme, Fact::Programme(own)));
        }
    }
    let mut of_register = |event: RegisterEvent| facts.push((programme, Fact::Register(event)));
    of_register(RegisterEvent::TermsSet { terms: terms(u32::try_from(pairs).unwrap()) });
    let mut people = Vec::new();
    for pair in 0..pairs {
        let municipalities = municipalities();
        let command = submit(&format!("{number} {pair}"), municipalities[pair % municipalities.len()]);
        let Command::Submit(Submission { enrolment, members, .. }) = &command else {
            panic!("submit submits")
        };
        people.extend(members.iter().map(|member| member.person));
        let enrolment = *enrolment;
        let Command::Submit(submission) = command else { panic!("submit submits") };
        of_register(RegisterEvent::Submitted(submission));
        of_register(RegisterEvent::PlaceGranted { enrolment, pool: Pool::Common });
    }
    let Some((seminar, sessions)) = roll else { return facts };
    facts.extend(observed(
        seminar,
        ProgrammeId::new(programme),
        &people,
        &sessions.iter().map(|s| (s.id, s.minutes())).collect::<Vec<_>>(),
    ));
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

/// The same fact of another programme: every id in it is another one.
fn own(event: &ProgrammeEvent, space: Uuid) -> ProgrammeEvent {
    let text = serde_json::to_string(event).unwrap();
    let ids = regex::Regex::new("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}").unwrap();
    let renamed = ids.replace_all(&text, |found: &regex::Captures<'_>| {
        Uuid::new_v5(&space, Uuid::parse_str(&found[0]).unwrap().as_bytes()).to_string()
    });
    serde_json::from_str(&renamed).unwrap()
}

fn envelope(position: usize, (stream_id, fact): (Uuid, Fact)) -> Envelope {
    Envelope {
        position: position as i64 + 1,
        stream_id,
        recorded_at: NOW.parse().unwrap(),
        decided_at: NOW.parse().unwrap(),
        actor: "bench".to_owned(),
        correlation: Uuid::nil(),
        fact,
    }
}

fn resident_mebibytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes: f64 =
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0.0);
    (kibibytes / 1_024.0).round()
}

/// Folds all programmes in memory.
pub fn folded(scale: &Scale) -> Value {
    let facts: Vec<(Uuid, Fact)> =
        (0..scale.programmes).flat_map(|number| programme(number, scale.pairs)).collect();
    let envelopes: Vec<Envelope> =
        facts.into_iter().enumerate().map(|(at, fact)| envelope(at, fact)).collect();
    let before = resident_mebibytes();
    let mut house = House::default();
    let began = Instant::now();
    for part in envelopes.chunks(BATCH) {
        house.fold(part);
    }
    let took = began.elapsed().as_secs_f64();
    let memory = resident_mebibytes() - before;
    // One fact at a time, as they come while somebody works.
    let last = envelopes.last().cloned().into_iter();
    let single: Vec<Envelope> = last.cycle().take(500).collect();
    let began = Instant::now();
    for one in &single {
        house.fold([one]);
    }
    let one_by_one = began.elapsed().as_secs_f64() * 1_000.0 / single.len() as f64;
    json!({
        "measure": "views folded in memory",
        "programmes": scale.programmes,
        "pairs_each": scale.pairs,
        "facts": envelopes.len(),
        "facts_per_second": (envelopes.len() as f64 / took).round(),
        "one_fact_alone_ms": (one_by_one * 1_000.0).round() / 1_000.0,
        "memory_mebibytes": memory,
        "reminders_to_come": house.reminders.due.len(),
    })
}

/// Writes the same facts to the log and measures a process that starts: making the tables, then taking them over.
pub async fn started(pool: &PgPool, home: &Path, scale: &Scale) -> Value {
    let office = open(pool.clone(), home).await;
    for number in 0..scale.programmes {
        store(&office.log, programme(number, scale.pairs)).await;
    }
    let began = Instant::now();
    let rebuilt = office.runner.rebuild(|_, _| {}).await.unwrap();
    let rebuilding = began.elapsed().as_secs_f64();
    drop(office);
    let began = Instant::now();
    let fresh = open(pool.clone(), home).await;
    let starting = began.elapsed().as_secs_f64();
    let rows: i64 = rebuilt.tables.iter().map(|table| table.rows).sum();
    let memory = resident_mebibytes();
    drop(fresh);
    json!({
        "measure": "a process starts",
        "facts": rebuilt.position.get(),
        "rows": rows,
        "rebuild_s": (rebuilding * 100.0).round() / 100.0,
        "rebuild_facts_per_second": (rebuilt.position.get() as f64 / rebuilding).round(),
        "ready_s": (starting * 100.0).round() / 100.0,
        "memory_of_the_measuring_program_mebibytes": memory,
    })
}

async fn store(log: &parvis_log::Log, facts: Vec<(Uuid, Fact)>) {
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
