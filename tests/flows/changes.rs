//! The feed of changes: everything once, in order, and nothing personal.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use parvis::changes::{About, Change, FeedError, Known, Reach, Wanted, read};
use parvis::clock::Clock;
use parvis::office::Office;
use parvis_events::ids::{EnrolmentId, PersonId, ProgrammeId};
use parvis_log::{ContentType, Hash, Position, RecordedEvent, Revision, StreamName};
use parvis_projections::House;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::played::{self, KKN, Played, example, settings};
use crate::{privacy, sheets};

/// What stands in the golden samples where a sealed field is.
const SEALED: &str = "c2VhbGVk";

/// A sample as it would be recorded.
fn recorded(category: &str, kind: &str, data: Vec<u8>) -> RecordedEvent {
    let metadata = json!({
        "schema": 1, "actor": "account:6fa459ea-ee8a-3ca4-894e-db77e160355e",
        "correlation": Uuid::nil(), "decided_at": "2018-03-01T09:00:00Z",
    });
    RecordedEvent {
        position: Position::new(7),
        stream: StreamName::parse(format!("{category}-{}", Uuid::from_u128(9))).unwrap(),
        revision: Revision::new(3),
        id: Uuid::from_u128(5),
        kind: kind.to_owned(),
        content_type: ContentType::Json,
        data,
        metadata: serde_json::to_vec(&metadata).unwrap(),
        recorded_at: "2018-03-01T09:00:01Z".parse().unwrap(),
        hash: Hash::ZERO,
    }
}

/// Every golden sample of every version: category, type and bytes.
fn samples() -> Vec<(String, String, Vec<u8>)> {
    let mut found = Vec::new();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decisions/golden");
    let directories = |path: &Path| {
        let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_dir()).collect::<Vec<_>>()
    };
    for version in directories(&golden) {
        for category in directories(&version) {
            for file in std::fs::read_dir(&category).unwrap() {
                let file = file.unwrap().path();
                let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
                found.push((name(&category), name(&file), std::fs::read(&file).unwrap()));
            }
        }
    }
    found
}

/// Takes out of a sample whatever is sealed.
fn without_sealed(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(_, value)| *value != SEALED);
            Value::Object(kept.map(|(name, value)| (name.clone(), without_sealed(value))).collect())
        }
        Value::Array(values) => {
            Value::Array(values.iter().filter(|value| *value != SEALED).map(without_sealed).collect())
        }
        other => other.clone(),
    }
}

#[test]
fn every_fact_there_ever_was_is_told_without_what_is_sealed_and_with_all_the_rest() {
    let house = House::default();
    let mut sealed = 0;
    let samples = samples();
    assert!(samples.len() > 50);
    for (category, kind, data) in samples {
        let stored: Value = serde_json::from_slice(&data).unwrap();
        sealed += usize::from(stored.to_string().contains(SEALED));
        let change = read(&recorded(&category, &kind, data), &Known::new(&house)).unwrap();
        let told = change.data.clone().unwrap_or_else(|| panic!("{kind} is told without particulars"));
        assert!(!serde_json::to_string(&change).unwrap().contains(SEALED), "{kind}: {told}");
        let mut expected = without_sealed(&stored);
        match kind.as_str() {
            "attendance-observed" => drop(expected.as_object_mut().unwrap().remove("device")),
            "erasure-decided" => drop(expected.as_object_mut().unwrap().remove("basis")),
            "needs-stated" => drop(expected.as_object_mut().unwrap().remove("person")),
            "ballots-counted" => expected = json!({"ballots": 3}),
            "evaluation-closed" => expected = json!({}),
            _ => {}
        }
        assert_eq!(told, expected, "{kind}");
        assert_eq!(change.actor.as_deref(), Some("account"), "{kind}");
    }
    assert!(sealed >= 8, "there are sealed fields among the samples: {sealed}");
}

#[test]
fn a_fact_of_a_later_release_is_told_without_its_particulars() {
    let house = House::default();
    let secret = br#"{"name":"Anna Berg"}"#.to_vec();
    let change = read(&recorded("programme", "of-a-later-release", secret), &Known::new(&house)).unwrap();
    assert_eq!((change.data, change.decided_at, change.actor), (None, None, None));
    assert_eq!((change.position, change.kind.as_str()), (7, "of-a-later-release"));
    let about = About { id: ProgrammeId::new(Uuid::from_u128(9)), code: None };
    assert_eq!(change.programmes, BTreeSet::from([about]));
    assert_eq!(read(&recorded("invoice", "paid", vec![]), &Known::new(&house)).unwrap().data, None);
}

async fn office(played: &Played, home: &Path) -> Office {
    Office::open(played.database.pool.clone(), &settings(home, Clock::Machine)).await.unwrap()
}

/// All changes somebody may see and wants, in pages of some size.
async fn all(office: &Office, wanted: &Wanted, reach: &Reach, limit: usize) -> Vec<Change> {
    let (mut found, mut at) = (Vec::new(), 0);
    loop {
        let page = office.feed.page(at, wanted, reach, limit).await.unwrap();
        assert!(page.changes.len() <= limit && (page.upto > at || page.at_end));
        found.extend(page.changes.iter().map(|change| Change::clone(change)));
        at = page.upto;
        if page.at_end {
            return found;
        }
    }
}

#[tokio::test]
async fn a_whole_programme_is_told_without_naming_anybody() {
    let played = played::kkn().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&played, home.path()).await;
    let personal = privacy::Personal::of_the_example();
    let comments: Vec<String> = sheets::input(&example("kkn-2018").join("evaluations.csv"))
        .into_iter()
        .filter_map(|mut row| row.remove("kommentar"))
        .filter(|text| text.chars().count() > 8)
        .collect();
    assert!(comments.len() > 10);
    let changes = all(&office, &Wanted::default(), &Reach::Everything, 150).await;
    let end = office.feed.end().await.unwrap();
    assert_eq!(changes.iter().map(|c| c.position).collect::<Vec<_>>(), (1..=end).collect::<Vec<_>>());
    for change in &changes {
        let text = serde_json::to_string(change).unwrap();
        assert_eq!(personal.found_in(&text), Vec::<String>::new(), "{text}");
        assert!(comments.iter().all(|comment| !text.contains(comment)), "{text}");
    }
}

#[tokio::test]
async fn every_change_says_which_programme_seminar_enrolment_and_person_it_is_about() {
    let played = played::kkn().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&played, home.path()).await;
    let kkn = About { id: office.programme(KKN).await.unwrap(), code: Some(KKN.parse().unwrap()) };
    let changes = all(&office, &Wanted::default(), &Reach::Everything, 1_000).await;
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for change in &changes {
        assert_eq!(change.programmes, BTreeSet::from([kkn.clone()]), "{change:?}");
        *seen.entry(change.category()).or_default() += 1;
        let about = (change.seminar.is_some(), change.enrolment.is_some(), change.person.is_some());
        match (change.category(), change.kind.as_str()) {
            ("attendance", "attendance-observed" | "attendance-corrected") => {
                assert!(about.0 && about.2, "{change:?}");
            }
            ("attendance" | "evaluation", _) => assert!(about.0, "{change:?}"),
            ("register", kind) if kind != "register-terms-set" && kind != "allocation-released" => {
                assert!(about.1, "{change:?}");
            }
            ("person" | "letter", _) => assert!(about.2, "{change:?}"),
            ("programme", "seminar-scheduled") => assert!(about.0, "{change:?}"),
            _ => {}
        }
        let actor = change.actor.as_deref().unwrap();
        assert!(["import", "job", "policy", "coordinator"].contains(&actor), "{actor}");
    }
    let categories: Vec<&str> = seen.into_keys().collect();
    assert_eq!(
        categories,
        ["attendance", "certificates", "evaluation", "letter", "person", "programme", "register"]
    );
    let growing = changes.iter().find(|change| change.kind == "member-replaced").unwrap();
    let data = growing.data.as_ref().unwrap();
    assert_eq!(growing.person.unwrap().to_string(), data["member"]["person"].as_str().unwrap());
    assert!(changes.iter().any(|c| c.enrolment == Some(EnrolmentId::named(&[KKN, "A-02"]))));
    assert!(changes.iter().any(|c| c.person == Some(PersonId::named(&[KKN, "D-004"]))));
}

#[tokio::test]
async fn pages_of_any_size_give_the_same_changes_from_the_log_and_from_memory() {
    let played = played::kkn().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&played, home.path()).await;
    let everything = all(&office, &Wanted::default(), &Reach::Everything, 5_000).await;
    for limit in [1, 7, 500] {
        let wanted = Wanted { streams: BTreeSet::from(["register".to_owned()]), ..Wanted::default() };
        let expected: Vec<Change> =
            everything.iter().filter(|change| wanted.wants(change)).cloned().collect();
        assert!(expected.len() > 50);
        assert_eq!(all(&office, &wanted, &Reach::Everything, limit).await, expected);
    }
    // What is written from now on is kept in memory; what went before is read from the log.
    let mut end = office.feed.watch().await.unwrap();
    let before = *end.borrow_and_update();
    let cause = office.cause("registrar");
    for name in ["Ett", "Två", "Tre"] {
        let protect = parvis_events::person::Command::ProtectIdentity;
        let lift = parvis_events::person::Command::LiftProtection;
        let person = PersonId::named(&[KKN, "D-004"]).uuid();
        for command in [protect, lift] {
            office.handle.run::<parvis_events::person::Person>(person, command, &cause).await.unwrap();
        }
        end.wait_for(|end| *end > before).await.unwrap_or_else(|_| panic!("{name}"));
    }
    end.wait_for(|end| *end == before + 6).await.unwrap();
    for after in [0, before - 5, before, before + 3] {
        let (mut at, mut positions) = (after, Vec::new());
        loop {
            let page = office.feed.page(at, &Wanted::default(), &Reach::Everything, 4).await.unwrap();
            positions.extend(page.changes.iter().map(|change| change.position));
            at = page.upto;
            if page.at_end {
                break;
            }
        }
        assert_eq!(positions, (after + 1..=before + 6).collect::<Vec<_>>(), "after {after}");
    }
    let beyond = office.feed.page(before + 7, &Wanted::default(), &Reach::Everything, 4).await.unwrap_err();
    assert!(
        matches!(beyond, FeedError::BeyondEnd { after, head } if (after, head) == (before + 7, before + 6))
    );
}

#[tokio::test]
async fn whoever_may_see_one_programme_sees_what_happens_to_its_people_and_nothing_else() {
    let played = played::kkn().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&played, home.path()).await;
    let everything = all(&office, &Wanted::default(), &Reach::Everything, 1_000).await;
    let mine = Reach::Programmes(BTreeSet::from([KKN.parse().unwrap()]));
    let seen = all(&office, &Wanted::default(), &mine, 1_000).await;
    assert!(seen == everything, "{} of {} are seen", seen.len(), everything.len());
    let others = Reach::Programmes(BTreeSet::from(["OTHER".parse().unwrap()]));
    assert_eq!(all(&office, &Wanted::default(), &others, 1_000).await, []);
}
