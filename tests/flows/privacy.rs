//! Nothing personal in the log, and no ballot near a person.

use std::collections::BTreeSet;

use regex::Regex;
use sqlx::{AssertSqlSafe, PgPool};
use toml::Value;

use crate::sheets;
use crate::support::played::{self, example};

/// Words and phrases that say who somebody is.
pub struct Personal {
    /// Given and family names: looked for as whole words, for some are short.
    names: BTreeSet<String>,
    /// Addresses and telephone numbers: looked for anywhere.
    phrases: BTreeSet<String>,
}

impl Personal {
    /// Everybody the example's files tell of.
    pub fn of_the_example() -> Self {
        let mut found = Self { names: BTreeSet::new(), phrases: BTreeSet::new() };
        for row in sheets::input(&example("kkn-2018").join("enrolments.csv")) {
            found.names.extend([row["Förnamn"].clone(), row["Efternamn"].clone()]);
            found.phrases.extend([row["E-post"].clone(), row["Telefon"].clone()]);
        }
        let text = std::fs::read_to_string(example("kkn-2018").join("programme.toml")).unwrap();
        found.read(&text.parse::<toml::Table>().map(Value::Table).unwrap());
        found.names.remove("");
        found.phrases.remove("");
        assert!(found.names.len() > 100 && found.phrases.len() > 110);
        found
    }

    fn read(&mut self, value: &Value) {
        match value {
            Value::Table(table) => {
                for (key, value) in table {
                    match (key.as_str(), value.as_str()) {
                        ("given_name" | "family_name", Some(text)) => {
                            self.names.insert(text.to_owned());
                        }
                        ("email" | "phone", Some(text)) => {
                            self.phrases.insert(text.to_owned());
                        }
                        _ => self.read(value),
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| self.read(value)),
            _ => {}
        }
    }

    /// What of it stands in a text.
    pub fn found_in(&self, text: &str) -> Vec<String> {
        // Sealed fields are base64: its letters, digits and signs make one word there.
        let word = Regex::new(r"[\p{L}\p{N}+/=-]+").unwrap();
        let words: BTreeSet<&str> = word.find_iter(text).map(|found| found.as_str()).collect();
        let names = self.names.iter().filter(|name| {
            words.contains(name.as_str()) || name.chars().count() > 6 && text.contains(name.as_str())
        });
        names.chain(self.phrases.iter().filter(|phrase| text.contains(phrase.as_str()))).cloned().collect()
    }
}

/// Every row of a table as text, bytes read as UTF-8 where they are.
pub async fn rows(pool: &PgPool, table: &str) -> Vec<String> {
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT attname::text, atttypid::regtype::text FROM pg_attribute
         WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
    )
    .bind(table)
    .fetch_all(pool)
    .await
    .unwrap();
    let as_text = columns.iter().map(|(name, kind)| match (name.as_str(), kind.as_str()) {
        ("data" | "metadata", "bytea") => format!("convert_from(\"{name}\", 'UTF8')"),
        _ => format!("\"{name}\"::text"),
    });
    let all = as_text.collect::<Vec<_>>().join(", ");
    let query = format!("SELECT concat_ws(' ', {all}) FROM {table}");
    sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(pool).await.unwrap()
}

#[tokio::test]
async fn the_log_names_nobody() {
    let played = played::kkn().await;
    let personal = Personal::of_the_example();
    for table in ["log.event", "log.stream"] {
        let rows = rows(&played.database.pool, table).await;
        assert!(rows.len() > 900);
        for row in rows {
            assert_eq!(personal.found_in(&row), Vec::<String>::new(), "{table}: {row}");
        }
    }
    // The views do name people: what was looked for can be found.
    let people = rows(&played.database.pool, "views.people").await;
    assert!(people.iter().all(|row| personal.found_in(row).len() >= 3), "{people:?}");
}

#[tokio::test]
async fn the_keys_say_nothing_without_the_master_key() {
    let played = played::kkn().await;
    let rows = rows(&played.database.pool, "vault.person_keys").await;
    assert_eq!(rows.len(), sheets_people());
    let wrapped: BTreeSet<&str> = rows.iter().map(|row| row.split_once(' ').unwrap().1).collect();
    assert_eq!(wrapped.len(), rows.len(), "a key for each person");
}

/// How many people the example's files tell of.
fn sheets_people() -> usize {
    let journal = sheets::input(&example("kkn-2018").join("enrolments.csv"));
    let people: BTreeSet<String> = journal
        .into_iter()
        .map(|mut row| row.remove("Deltagar-ID").unwrap())
        .filter(|id| !id.is_empty())
        .collect();
    people.len() + 7
}

#[tokio::test]
async fn no_ballot_is_left_outside_the_log_and_none_in_it_meets_a_person() {
    let played = played::kkn().await;
    let pool = &played.database.pool;
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = 'ballots' ORDER BY 1",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let expected = ["ballots.box", "ballots.groups", "ballots.pending", "ballots.received", "ballots.used"];
    assert_eq!(tables, expected);
    for table in &tables {
        assert_eq!(rows(pool, table).await, Vec::<String>::new(), "{table} is empty");
    }
    let people: Vec<String> =
        sqlx::query_scalar("SELECT person::text FROM views.people").fetch_all(pool).await.unwrap();
    let coordinator: String =
        sqlx::query_scalar("SELECT coordinator::text FROM views.programmes").fetch_one(pool).await.unwrap();
    let events: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT kind, convert_from(data, 'UTF8'), convert_from(metadata, 'UTF8')
         FROM log.event JOIN log.stream ON stream.id = stream_id WHERE name LIKE 'evaluation-%'",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    assert!(events.iter().filter(|(kind, ..)| kind == "ballots-counted").count() >= 5);
    for (kind, data, metadata) in &events {
        for person in &people {
            let approver = kind == "summary-approved" && *person == coordinator;
            assert!(approver || !data.contains(person.as_str()), "{kind}: {data}");
            assert!(!metadata.contains(person.as_str()), "{kind}: {metadata}");
        }
    }
}

#[tokio::test]
async fn ballots_enter_the_log_in_batches_of_at_least_five_and_not_in_the_order_of_the_file() {
    let played = played::kkn().await;
    let batches: Vec<(String, String)> = sqlx::query_as(
        "SELECT name, convert_from(data, 'UTF8') FROM log.event JOIN log.stream ON stream.id = stream_id
         WHERE kind = 'ballots-counted' ORDER BY position",
    )
    .fetch_all(&played.database.pool)
    .await
    .unwrap();
    let mut counted: Vec<Option<String>> = Vec::new();
    for (stream, data) in &batches {
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        let ballots = data["ballots"].as_array().unwrap();
        let last = batches
            .iter()
            .rfind(|(other, _)| other == stream)
            .is_some_and(|(_, last)| serde_json::from_str::<serde_json::Value>(last).unwrap() == data);
        assert!(ballots.len() >= 5 || last, "{} ballots in one batch", ballots.len());
        counted.extend(ballots.iter().map(|ballot| ballot["kommentar"]["text"].as_str().map(str::to_owned)));
    }
    let handed_in: Vec<Option<String>> = sheets::input(&example("kkn-2018").join("evaluations.csv"))
        .into_iter()
        .map(|mut row| row.remove("kommentar").filter(|text| !text.is_empty()))
        .collect();
    assert_eq!(counted.len(), handed_in.len());
    let sorted = |texts: &[Option<String>]| {
        let mut texts = texts.to_vec();
        texts.sort();
        texts
    };
    assert_eq!(sorted(&counted), sorted(&handed_in), "no ballot is lost or made up");
    assert_ne!(counted, handed_in, "the order says nothing");
}
