//! A person is forgotten: everywhere at once, and nothing else is.

use std::path::Path;

use parvis::erasure;
use parvis::exports::{self, Format, Request, Scope};
use parvis::office::Office;
use parvis::outbox::Round;
use parvis_events::ids::{EnrolmentId, LetterId, PersonId, ProgrammeId};
use parvis_events::letter::{Letter, LetterKind, Subject};
use parvis_events::person::{Command, Person};
use parvis_projections::letters::Fate;
use sqlx::PgPool;

use crate::support::played::{self, KKN, Played, office, second_pool};
use crate::{mail, privacy, sheets};

/// Somebody from Växjö with a place and a certificate.
const NAMES: [&str; 5] = ["Ljungbåge", "Yngve", "yngve.ljungbage@vaxjo.example", "070-174 06 09", "D-004"];

fn person() -> PersonId {
    PersonId::named(&[KKN, "D-004"])
}

/// Decides on erasure and carries it out.
async fn erase(office: &Office) {
    let basis = "Dataskyddsförordningen artikel 17.1 d".parse().unwrap();
    let erased = erasure::erase(office, person(), basis, &office.cause("registrar")).await.unwrap();
    assert_eq!((erased.keys, erased.facts), (1, 2));
}

/// Every row of every view that says who the person is.
async fn mentions(pool: &PgPool) -> Vec<String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = 'views' ORDER BY 1",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut found = Vec::new();
    for table in tables {
        let rows = privacy::rows(pool, &table).await;
        found.extend(rows.into_iter().filter(|row| NAMES.iter().any(|name| row.contains(name))));
    }
    found
}

async fn export(office: &Office, name: &str, programme: ProgrammeId) -> Vec<sheets::Row> {
    let house = office.runner.stored().await.unwrap();
    let written_at = office.clock.now();
    let request = Request { programme, scope: Scope::Programme, format: Format::Csv, written_at };
    sheets::parsed(&exports::find(name).unwrap().write(&house, &request).unwrap().bytes)
}

#[tokio::test]
async fn an_erased_person_vanishes_from_views_and_lists_while_the_counts_stay() {
    let Played { database, .. } = played::kkn().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&database.pool, home.path(), "2019-08-01T10:00:00Z").await;
    let programme = office.programme(KKN).await.unwrap();
    // Another process has the key in its memory.
    let pool = second_pool((*database.pool.connect_options()).clone()).await;
    let other = played::office(&pool, home.path(), "2019-08-01T10:00:00Z").await;
    other.runner.rebuild(|_, _| {}).await.unwrap();

    assert!(mentions(&database.pool).await.len() >= 2, "people and certificates name them");
    let names = ["participants", "attendance", "certificates", "enrolments", "coverage"];
    let mut before = Vec::new();
    for name in names {
        before.push(export(&office, name, programme).await);
    }
    let head = office.log.head().await.unwrap();

    erase(&office).await;

    assert_eq!(mentions(&database.pool).await, Vec::<String>::new());
    for (name, before) in names.iter().zip(&before) {
        let after = export(&office, name, programme).await;
        assert_eq!(after.len(), before.len(), "{name} counts as before");
        let text = format!("{after:?}");
        assert!(NAMES.iter().all(|name| !text.contains(name)), "{name}: {text}");
        let own = |rows: &[sheets::Row]| -> Vec<sheets::Row> {
            // The id on lists is part of what was forgotten; then the one of the stream stands there.
            let ids = ["D-004".to_owned(), person().to_string()];
            let own = rows.iter().filter(|row| row.get("Deltagar-ID").is_some_and(|id| ids.contains(id)));
            own.cloned().collect()
        };
        assert_eq!(own(&after).len(), own(before).len(), "{name}");
        for row in own(&after) {
            assert_eq!(row["Efternamn"], "Raderad", "{name}");
        }
    }

    let rebuilt = office.runner.rebuild(|_, _| {}).await.unwrap();
    for table in rebuilt.tables {
        assert_eq!((table.only_live, table.only_rebuilt), (0, 0), "{}", table.table);
    }
    assert_eq!(mentions(&database.pool).await, Vec::<String>::new(), "a rebuild brings nothing back");
    other.runner.catch_up().await.unwrap();
    other.runner.rebuild(|_, _| {}).await.unwrap();
    assert_eq!(mentions(&database.pool).await, Vec::<String>::new(), "nor does another process");

    let verified = office.log.verify(|_, _| {}).await.unwrap();
    assert!(verified.head.position > head.position, "the decision is in the log");
    assert_eq!(
        office
            .runner
            .as_of("2018-06-01T00:00:00Z".parse().unwrap())
            .await
            .unwrap()
            .people
            .get(person())
            .map(|row| row.family_name.clone()),
        Some(String::new()),
        "nor does a look back"
    );
}

#[tokio::test]
async fn a_letter_that_waits_for_an_erased_person_is_not_sent() {
    let Played { database, .. } = played::kkn().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&database.pool, home.path(), "2019-08-01T10:00:00Z").await;
    let programme = office.programme(KKN).await.unwrap();
    let now = office.clock.now();
    let colleague = PersonId::named(&[KKN, "D-005"]);
    let letters = [person(), colleague].map(|recipient| Letter {
        letter: LetterId::named(&["a late receipt", &recipient.to_string()]),
        kind: LetterKind::Receipt,
        recipient,
        programme,
        subject: Subject { enrolment: Some(EnrolmentId::named(&[KKN, "A-02"])), ..Subject::default() },
        due: now,
        pointless_after: None,
    });
    let ids = letters.clone().map(|letter| letter.letter);
    office.policy.queue(letters.to_vec(), &office.cause("test")).await.unwrap();
    office.settle().await.unwrap();
    erase(&office).await;

    let round = office.outbox.send_due(now, now).await.unwrap();
    assert_eq!(round, Round { sent: 1, failed: 1, missed: 0 });
    let kept = office.runner.house().await;
    let fates = ids.map(|id| kept.house.letters.letters.get(&(id,)).unwrap().fate);
    assert_eq!(fates, [Fate::Failed, Fate::Sent]);
    let sent = mail::all(&home.path().join("letters"));
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].name, "Sofia Kvistkrumma");
    let text = std::fs::read_to_string(only_file(&home.path().join("letters"))).unwrap();
    assert!(!text.contains("yngve.ljungbage"), "{text}");
}

fn only_file(directory: &Path) -> std::path::PathBuf {
    std::fs::read_dir(directory).unwrap().next().unwrap().unwrap().path()
}

#[tokio::test]
async fn nobody_is_erased_without_a_decision_and_nothing_is_recorded_of_them_after() {
    let Played { database, .. } = played::kkn().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&database.pool, home.path(), "2019-08-01T10:00:00Z").await;
    let cause = office.cause("registrar");
    let refused = office.handle.run::<Person>(person().uuid(), Command::Erase, &cause).await.unwrap_err();
    assert_eq!(refused.rejection(), Some(&parvis_events::person::Rejection::NotDecided));
    erase(&office).await;
    let details = parvis_events::personal::PersonDetails {
        reference: "D-004".into(),
        given_name: "Yngve".into(),
        family_name: "Ljungbåge".into(),
        title: String::new(),
        email: "yngve.ljungbage@vaxjo.example".into(),
        phone: String::new(),
    };
    let again = Command::Register {
        person: person(),
        details: parvis_events::person::PersonDetailsGiven(details),
        language: parvis_events::values::Language::Swedish,
    };
    assert!(office.handle.run::<Person>(person().uuid(), again, &cause).await.is_err());
}
