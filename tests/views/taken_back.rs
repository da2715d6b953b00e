//! An observation that was taken back counts nowhere, is kept all the same, and a rebuild agrees.

use parvis::demo::Input;
use parvis::intake;
use parvis_events::attendance::{Attendance, Command, Method, Observation, Status};
use parvis_events::ids::{ObservationId, PersonId, SessionId};

use crate::dump;
use crate::support::{database, played};

#[tokio::test]
async fn what_was_taken_back_leaves_sums_as_if_it_had_not_been_and_a_rebuild_agrees() {
    let database = database().await;
    let home = tempfile::tempdir().unwrap();
    let office = played::office(&database.pool, home.path(), "2018-05-29T08:00:00Z").await;
    let input = Input::read(&played::example("kkn-2018")).unwrap();
    let (programme, now) = (input.programme.id, office.clock.now());
    let cause = office.cause("import");
    let mut steps = input.programme_steps();
    steps.retain(|step| step.at <= now);
    intake::programme(&office.handle, programme, &input.programme.people, &steps, &cause).await.unwrap();
    let mut actions = input.enrolments.clone();
    actions.retain(|action| action.at <= now);
    intake::register(&office.handle, programme, &actions, &cause).await.unwrap();
    office.runner.catch_up().await.unwrap();
    let before = dump::stored(&database.pool).await;
    let kept = office.runner.house().await;
    let seminar = kept.house.programmes.seminars_of(programme)[0].seminar;
    let session = kept.house.programmes.sessions_of(seminar)[0].clone();
    let person = kept.house.register.expected_at(programme, seminar).next().unwrap().person;
    let id = |name: &str| ObservationId::named(&[name]);
    let observe = |name: &str| Command::Observe {
        programme,
        observation: seen(id(name), person, session.session, session.minutes, now),
        session_minutes: Some(session.minutes),
    };
    let retract = |names: &[&str]| Command::Retract {
        person,
        session: session.session,
        observations: names.iter().map(|name| id(name)).collect(),
        at: now,
    };
    for command in [observe("a"), observe("b"), retract(&["a"])] {
        office.handle.run::<Attendance>(seminar.uuid(), command, &cause).await.unwrap();
    }
    office.runner.catch_up().await.unwrap();
    let house = &office.runner.house().await.house;
    let mark = house.attendance.marks.get(&(session.session, person)).unwrap();
    assert_eq!((mark.observations, mark.minutes), (1, session.minutes));
    assert_eq!(house.attendance.sessions.get(&(session.session,)).unwrap().present, 1);
    office.handle.run::<Attendance>(seminar.uuid(), retract(&["b"]), &cause).await.unwrap();
    office.runner.catch_up().await.unwrap();
    let after = dump::stored(&database.pool).await;
    for table in [
        "attendance",
        "attendance_per_session",
        "attendance_per_seminar",
        "attendance_per_person",
        "coverage",
    ] {
        assert_eq!(before[table], after[table], "{table}");
    }
    assert_eq!(
        (before["observations"].len(), after["observations"].len()),
        (0, 2),
        "every observation is kept"
    );
    let rebuilt = office.runner.rebuild(|_, _| {}).await.unwrap();
    for table in &rebuilt.tables {
        assert_eq!((table.only_live, table.only_rebuilt), (0, 0), "{}", table.table);
    }
}

fn seen(
    id: ObservationId,
    person: PersonId,
    session: SessionId,
    minutes: u32,
    observed_at: chrono::DateTime<chrono::Utc>,
) -> Observation {
    let (status, method, device) = (Status::Present, Method::List, "tablet".to_owned());
    Observation { id, person, session, status, minutes, method, device, observed_at }
}
