//! The chain: what is changed behind the log's back is found, and one event can be proved to anybody.

use std::sync::Arc;

use parvis_log::{
    Expected, Fault, Hash, Head, Log, Options, Position, Proof, ProofError, ReadAll, VerifyError,
};
use sqlx::PgPool;

use crate::fixture::{Hand, database, events, stream};

async fn ten_events() -> (PgPool, Log) {
    let pool = database().await;
    let options = Options { clock: Arc::new(Hand::new()), ..Options::default() };
    let log = Log::open(pool.clone(), options).await.unwrap();
    for number in 0..5 {
        let texts = [format!("{number} a"), format!("{number} b")];
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        log.append(&stream(if number % 2 == 0 { "a" } else { "b" }), Expected::Any, events(&texts))
            .await
            .unwrap();
    }
    (pool, log)
}

async fn broken(log: &Log) -> (i64, Fault) {
    match log.verify(|_, _| {}).await {
        Err(VerifyError::Broken { position, fault }) => (position.get(), fault),
        other => panic!("the log should have been found broken: {other:?}"),
    }
}

#[tokio::test]
async fn the_table_refuses_changes_and_what_gets_past_it_is_named_by_verify() {
    for (tampering, position, fault) in [
        ("UPDATE log.event SET data = 'x' WHERE position = 4", 4, Fault::Hash),
        ("UPDATE log.event SET metadata = 'x' WHERE position = 4", 4, Fault::Hash),
        ("UPDATE log.event SET kind = 'x' WHERE position = 5", 5, Fault::Hash),
        (
            "UPDATE log.event SET recorded_at = recorded_at + interval '1 us' WHERE position = 6",
            6,
            Fault::Hash,
        ),
        ("UPDATE log.event SET hash = sha256('x') WHERE position = 7", 7, Fault::Hash),
        ("UPDATE log.event SET id = gen_random_uuid() WHERE position = 1", 1, Fault::Hash),
        ("UPDATE log.event SET content_type = 'x' WHERE position = 10", 10, Fault::Hash),
        ("UPDATE log.event SET data = NULL, data_digest = sha256('x') WHERE position = 2", 2, Fault::Hash),
        ("UPDATE log.stream SET name = 'c' WHERE name = 'b'", 3, Fault::Hash),
        ("DELETE FROM log.stream WHERE name = 'b'", 3, Fault::Stream),
        ("DELETE FROM log.event WHERE position = 4", 4, Fault::Missing),
        ("DELETE FROM log.event WHERE position = 1", 1, Fault::Missing),
        // The rows after it move up, as if it had never been.
        (
            "DELETE FROM log.event WHERE position = 4; \
          UPDATE log.event SET position = -position WHERE position > 4; \
          UPDATE log.event SET position = -position - 1 WHERE position < 0",
            4,
            Fault::Hash,
        ),
        // A copy of an event is put in, and the rest moves down.
        (
            "UPDATE log.event SET position = -position WHERE position > 4; \
          UPDATE log.event SET position = 1 - position WHERE position < 0; \
          INSERT INTO log.event SELECT 5, stream_id, 99, recorded_at, id, hash, kind, content_type, data, metadata \
          FROM log.event WHERE position = 4",
            5,
            Fault::Hash,
        ),
        // Two events change places.
        (
            "UPDATE log.event SET position = 100 WHERE position = 5; \
          UPDATE log.event SET position = 5 WHERE position = 6; \
          UPDATE log.event SET position = 6 WHERE position = 100",
            5,
            Fault::Hash,
        ),
    ] {
        let (pool, log) = ten_events().await;
        log.verify(|_, _| {}).await.unwrap();
        assert!(sqlx::raw_sql(tampering).execute(&pool).await.is_err(), "not refused: {tampering}");
        let unlocked =
            "ALTER TABLE log.event DISABLE TRIGGER ALL; ALTER TABLE log.stream DISABLE TRIGGER ALL";
        sqlx::raw_sql(unlocked).execute(&pool).await.unwrap();
        sqlx::raw_sql(tampering).execute(&pool).await.unwrap();
        assert_eq!(broken(&log).await, (position, fault), "{tampering}");
    }
}

#[tokio::test]
async fn what_is_cut_off_or_written_anew_shows_against_a_head_noted_elsewhere() {
    let (pool, log) = ten_events().await;
    let noted = log.head().await.unwrap();
    log.append(&stream("a"), Expected::Any, events(&["later"])).await.unwrap();
    log.verify_against(noted, |_, _| {}).await.unwrap();
    let other = Head { hash: Hash::ZERO, ..noted };
    let found = log.verify_against(other, |_, _| {}).await;
    assert!(matches!(found, Err(VerifyError::Broken { fault: Fault::Noted, .. })));
    sqlx::raw_sql("ALTER TABLE log.event DISABLE TRIGGER ALL; DELETE FROM log.event WHERE position > 8")
        .execute(&pool)
        .await
        .unwrap();
    log.verify(|_, _| {}).await.unwrap();
    let found = log.verify_against(noted, |_, _| {}).await;
    assert!(
        matches!(found, Err(VerifyError::Broken { position, fault: Fault::Truncated }) if position.get() == 9)
    );
}

#[tokio::test]
async fn one_event_is_proved_offline_against_a_noted_head() {
    let (_pool, log) = ten_events().await;
    for number in 0..40 {
        let texts: Vec<String> = (0..25).map(|each| format!("{number} {each}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        log.append(&stream("long"), Expected::Any, events(&texts)).await.unwrap();
    }
    let noted = log.head().await.unwrap();
    let all = log.read_all(ReadAll { limit: 2_000, ..ReadAll::default() }).await.unwrap();
    for event in all.iter().step_by(37) {
        let proof = log.prove(event.position, noted.position).await.unwrap();
        assert!(proof.steps.len() <= 30, "{} steps", proof.steps.len());
        // What is checked is what somebody else was sent.
        let sent = serde_json::to_string(&proof).unwrap();
        let proof: Proof = serde_json::from_str(&sent).unwrap();
        assert_eq!(proof.check(noted, event), Ok(()));

        let mut forged = event.clone();
        forged.data.push(b' ');
        assert_eq!(proof.check(noted, &forged), Err(ProofError::Event));
        let other = Head { position: noted.position, hash: Hash::ZERO };
        assert_eq!(proof.check(other, event), Err(ProofError::Head));
        let mut broken = proof.clone();
        broken.steps[0].linked = Hash::ZERO;
        assert!(broken.check(noted, event).is_err());
        let mut short = proof.clone();
        short.steps.remove(0);
        assert!(short.check(noted, event).is_err());
    }
    let earlier = Head { position: all[499].position, hash: all[499].hash };
    let extends = log.prove(earlier.position, noted.position).await.unwrap();
    assert_eq!(extends.check_extends(noted, earlier), Ok(()));
    let other = Head { hash: all[498].hash, ..earlier };
    assert_eq!(extends.check_extends(noted, other), Err(ProofError::Event));
}

#[tokio::test]
async fn the_same_events_at_the_same_times_make_the_same_hashes() {
    let (_, first) = ten_events().await;
    let (_, second) = ten_events().await;
    let head = first.head().await.unwrap();
    assert_eq!(head, second.head().await.unwrap());
    assert_eq!(head.position, Position::new(10));
}
