//! A fact that cannot be read parks its stream; everything else goes on.

use parvis::office::Office;
use parvis_events::ids::PersonId;
use parvis_events::person::{Command, Person, PersonDetailsGiven};
use parvis_events::personal::PersonDetails;
use parvis_events::values::Language;
use parvis_log::{ContentType, Expected, NewEvent, StreamName};

use crate::dump::{self, assert_same};
use crate::support::played::{self, KKN, office};

const NOW: &str = "2019-08-01T00:00:00Z";

/// Writes an event nobody knows into a person's stream.
async fn poison(office: &Office, person: PersonId) -> StreamName {
    let stream = StreamName::parse(format!("person-{person}")).unwrap();
    let event = NewEvent {
        id: uuid::Uuid::from_u128(1),
        kind: "person-promoted".to_owned(),
        content_type: ContentType::Json,
        data: b"{}".to_vec(),
        metadata: serde_json::to_vec(&serde_json::json!({
            "schema": 1, "actor": "test", "correlation": uuid::Uuid::nil(), "decided_at": NOW
        }))
        .unwrap(),
    };
    office.log.append(&stream, Expected::StreamExists, vec![event]).await.unwrap();
    stream
}

async fn register(
    office: &Office,
    person: PersonId,
    family_name: &str,
) -> Result<(), parvis::handle::HandleError> {
    let details = PersonDetails {
        reference: String::new(),
        given_name: "Ny".to_owned(),
        family_name: family_name.to_owned(),
        title: String::new(),
        email: "ny@testkommun.example".to_owned(),
        phone: String::new(),
    };
    let command =
        Command::Register { person, details: PersonDetailsGiven(details), language: Language::Swedish };
    office.handle.run::<Person>(person.uuid(), command, &office.cause("test")).await.map(|_| ())
}

#[tokio::test]
async fn an_event_nobody_can_read_parks_its_stream_and_nothing_else() {
    let played = played::kkn().await;
    let pool = &played.database.pool;
    let home = tempfile::tempdir().unwrap();
    let office = office(pool, home.path(), NOW).await;
    let (bad, good) = (PersonId::named(&[KKN, "D-004"]), PersonId::named(&["somebody new"]));
    let stream = poison(&office, bad).await;
    // A fact of the same stream behind it, written past the rules: it must wait.
    let reading = office.log.read_stream(
        &stream,
        parvis_log::ReadStream {
            from: parvis_log::Revision::FIRST,
            direction: parvis_log::Direction::Forwards,
            limit: 1,
        },
    );
    let first = reading.await.unwrap().events.remove(0);
    let behind = NewEvent {
        id: uuid::Uuid::from_u128(2),
        kind: "protected-identity-set".to_owned(),
        content_type: ContentType::Json,
        data: br#"{"type":"protected-identity-set"}"#.to_vec(),
        metadata: first.metadata.clone(),
    };
    office.log.append(&stream, Expected::Any, vec![behind]).await.unwrap();
    register(&office, good, "Efteråt").await.unwrap();
    office.settle().await.unwrap();

    let parked = office.runner.parked().await;
    assert_eq!(parked.len(), 1);
    assert_eq!(parked[0].stream, stream.as_str());
    assert!(parked[0].reason.contains("person-promoted"), "{}", parked[0].reason);
    {
        let kept = office.runner.house().await;
        assert_eq!(kept.checkpoint, office.log.head().await.unwrap().position.get());
        assert_eq!(kept.house.people.get(good).unwrap().family_name, "Efteråt");
        let waiting = kept.house.people.get(bad).unwrap();
        assert!(waiting.family_name == "Ljungbåge" && !waiting.protected, "later facts of the stream wait");
    }
    // Nobody decides on a stream that cannot be read.
    assert!(register(&office, bad, "Annan").await.is_err());

    let before = dump::stored(pool).await;
    let rebuilt = office.runner.rebuild(|_, _| {}).await.unwrap();
    assert!(rebuilt.tables.iter().all(|table| (table.only_live, table.only_rebuilt) == (0, 0)));
    assert_same(&before, &dump::stored(pool).await);
    assert_eq!(office.runner.parked().await, parked, "a rebuild parks it again");
    drop(office);
    let again = played::office(pool, home.path(), NOW).await;
    assert_eq!(again.runner.parked().await, parked, "and so does another start");
}
