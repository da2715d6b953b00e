//! What people need in order to take part: kept apart, read by few, and disposed of.

use parvis::needs::{self, Stated};
use parvis::office::Office;
use parvis::schedule::Job;
use parvis_events::ids::RegisterId;
use parvis_events::participation::{Asked, EnrolmentQuestion, Needs, QuestionKind};
use parvis_events::person::{Command as PersonCommand, ErasureDecision, Person};
use parvis_events::personal::Personal;
use parvis_events::register::{Command, Event, Register};
use parvis_log::Revision;
use sqlx::PgPool;
use uuid::Uuid;

use super::flow::{Flow, enrolment, person};
use crate::program::Program;
use crate::sheets;
use crate::support::played::settings;

/// The terms of KKN, which ask for food and for a group as well.
async fn ask_for_needs(flow: &Flow) {
    let mut terms = flow.terms().await;
    terms.questions = vec![EnrolmentQuestion {
        code: "food".parse().unwrap(),
        text: "Vad äter du inte?".parse().unwrap(),
        kind: QuestionKind::Diet,
        asked_of: Asked::Member,
        required: false,
        required_before: None,
    }];
    flow.tell(Command::SetTerms(terms)).await;
}

async fn state_nuts(flow: &Flow, who: &str) {
    let needs = Needs { diet: Some("Jordnötter".parse().unwrap()), access: None };
    let command = Command::StateNeeds { enrolment: enrolment("F-1"), person: person(who), needs };
    flow.tell(command).await;
}

/// What the register's facts still say of needs.
async fn facts_of_needs(office: &Office, register: Uuid) -> Vec<Personal<Needs>> {
    let past = office.handle.history::<Register>(register, Revision::FIRST, usize::MAX).await.unwrap();
    let needs = past.into_iter().filter_map(|(fact, ..)| match fact {
        Event::NeedsStated { needs, .. } => Some(needs),
        _ => None,
    });
    needs.collect()
}

/// Every byte of every table that is not sealed.
async fn stored_in_clear(pool: &PgPool, word: &str) -> bool {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT schemaname || '.' || quote_ident(tablename) FROM pg_tables \
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    for table in tables {
        if crate::privacy::rows(pool, &table).await.iter().any(|row| row.contains(word)) {
            return true;
        }
    }
    false
}

#[tokio::test]
async fn needs_are_read_until_the_last_session_is_over_and_by_nobody_after() {
    let flow = Flow::with(&["Anna", "Bo"]).await;
    ask_for_needs(&flow).await;
    flow.submit("F-1", "1281", "Anna", &[("Anna", "culture"), ("Bo", "business")]).await;
    state_nuts(&flow, "Bo").await;
    let id = RegisterId::new(flow.register);
    let nuts = Needs { diet: Some("Jordnötter".parse().unwrap()), access: None };
    let expected = [Stated { enrolment: enrolment("F-1"), person: person("Bo"), needs: nuts }];
    assert_eq!(needs::known(&flow.office.handle, id).await.unwrap(), expected);
    assert!(!stored_in_clear(&flow.database.pool, "Jordnötter").await, "no table says what it is");

    // The last session ends on 24 May 2019 in the afternoon; the day before, the job leaves them alone.
    flow.office.clock.advance("2019-05-23T10:00:00Z".parse().unwrap());
    flow.office.work(Job::Needs).await.unwrap();
    assert_eq!(needs::known(&flow.office.handle, id).await.unwrap().len(), 1);
    let due = needs::next_due(&flow.office.runner.house().await.house).unwrap();
    assert_eq!(due.date_naive().to_string(), "2019-05-24");

    flow.office.clock.advance("2019-05-25T10:00:00Z".parse().unwrap());
    let names = flow.office.runner.house().await.house.people.get(person("Bo")).cloned();
    flow.office.work(Job::Needs).await.unwrap();
    assert_eq!(needs::known(&flow.office.handle, id).await.unwrap(), []);
    assert_eq!(facts_of_needs(&flow.office, flow.register).await, [Personal::Erased]);
    let other =
        Office::open(flow.database.pool.clone(), &settings(flow.home.path(), flow.office.clock.clone()))
            .await
            .unwrap();
    assert_eq!(facts_of_needs(&other, flow.register).await, [Personal::Erased], "nor in another process");
    let house = flow.office.runner.house().await.house.clone();
    assert_eq!((house.register.needs.len(), needs::next_due(&house)), (0, None));
    // Everything else stays, and the log is whole.
    assert_eq!(house.people.get(person("Bo")).cloned(), names);
    flow.office.log.verify(|_, _| {}).await.unwrap();
    let rebuilt = flow.office.runner.rebuild(|_, _| {}).await.unwrap();
    for table in rebuilt.tables {
        assert_eq!((table.only_live, table.only_rebuilt), (0, 0), "{}", table.table);
    }
    let before = flow.office.log.head().await.unwrap().position;
    flow.office.work(Job::Needs).await.unwrap();
    assert_eq!(flow.office.log.head().await.unwrap().position, before, "there is nothing left to dispose of");
}

#[tokio::test]
async fn whoever_is_erased_takes_their_needs_along() {
    let flow = Flow::with(&["Anna", "Bo"]).await;
    ask_for_needs(&flow).await;
    flow.submit("F-1", "1281", "Anna", &[("Anna", "culture"), ("Bo", "business")]).await;
    state_nuts(&flow, "Anna").await;
    state_nuts(&flow, "Bo").await;
    let decide = PersonCommand::DecideErasure {
        decision: ErasureDecision::Erase,
        basis: "Dataskyddsförordningen artikel 17.1 d".parse().unwrap(),
    };
    let (bo, cause) = (person("Bo"), flow.office.cause("registrar"));
    flow.office.handle.run::<Person>(bo.uuid(), decide, &cause).await.unwrap();
    flow.office.ring.destroy(bo).await.unwrap();
    flow.office.handle.run::<Person>(bo.uuid(), PersonCommand::Erase, &cause).await.unwrap();
    flow.office.settle().await.unwrap();
    let left = needs::known(&flow.office.handle, RegisterId::new(flow.register)).await.unwrap();
    assert_eq!(left.iter().map(|stated| stated.person).collect::<Vec<_>>(), [person("Anna")]);
}

#[tokio::test]
async fn what_is_needed_is_a_file_of_its_own_for_whoever_arranges_it_and_only_as_it_is_now() {
    let flow = Flow::with(&["Anna", "Bo"]).await;
    ask_for_needs(&flow).await;
    flow.submit("F-1", "1281", "Anna", &[("Anna", "culture"), ("Bo", "business")]).await;
    state_nuts(&flow, "Bo").await;
    let program = Program::on(&flow.database.url);
    let asked = ["export", "needs", "--programme", "KKN-2018", "--format", "csv", "--out", "-"];
    let rows = sheets::parsed(program.does(&asked).as_bytes());
    assert_eq!(rows.len(), 1);
    let told =
        ["Kommun", "Efternamn", "Förnamn", "Kost", "Tillgänglighet"].map(|name| rows[0][name].as_str());
    assert_eq!(told, ["Lund", "Flödesson", "Bo", "Jordnötter", ""]);
    // Of another seminar they are needed too, since the pair comes to all of them; of none that there is not.
    let one = program.does(&[&asked[..], &["--seminar", "3"]].concat());
    assert_eq!(sheets::parsed(one.as_bytes()), rows);
    assert!(program.run(&[&asked[..], &["--seminar", "9"]].concat()).err.contains("holds no seminar 9"));

    let file = flow.home.path().join("behov.xlsx");
    let path = file.to_str().unwrap();
    program.does(&["export", "needs", "--programme", "KKN-2018", "--out", path]);
    assert_eq!(sheets::xlsx(&file), rows);
    let earlier = program.run(&[&asked[..], &["--as-of", "2018-03-01"]].concat());
    assert!(!earlier.ok && earlier.err.contains("leave --as-of out"), "{}", earlier.err);
    let other =
        program.run(&["export", "needs", "--programme", "KKN-2018", "--format", "json", "--out", "-"]);
    assert!(!other.ok && other.err.contains("csv or xlsx"), "{}", other.err);

    flow.office.clock.advance("2019-05-25T10:00:00Z".parse().unwrap());
    flow.office.work(Job::Needs).await.unwrap();
    assert_eq!(sheets::parsed(program.does(&asked).as_bytes()), Vec::<sheets::Row>::new(), "nothing is left");
}
