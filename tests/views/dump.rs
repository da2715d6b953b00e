//! Every row of every view, as text.

use std::collections::BTreeMap;

use parvis_projections::House;
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgPool};

/// The rows of each table, in one order.
pub type Dump = BTreeMap<String, Vec<String>>;

/// What the tables of a database hold.
pub async fn stored(pool: &PgPool) -> Dump {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT tablename::text FROM pg_tables
         WHERE schemaname = 'views' AND tablename NOT IN ('checkpoint', 'parked') ORDER BY 1",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut dump = Dump::new();
    for table in tables {
        let query = format!("SELECT to_jsonb(t) FROM views.\"{table}\" t");
        let mut connection = pool.acquire().await.unwrap();
        sqlx::raw_sql("SET TimeZone = 'UTC'").execute(&mut *connection).await.unwrap();
        let rows: Vec<Value> =
            sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(&mut *connection).await.unwrap();
        dump.insert(table, in_order(rows));
    }
    dump
}

/// What a house in memory would write, were it written whole.
pub fn of_house(house: &mut House) -> Dump {
    let mut dump = Dump::new();
    for view in house.views_mut() {
        for shape in view.shapes() {
            dump.entry(shape.table.to_owned()).or_default();
        }
        for change in view.take_changes().unwrap() {
            dump.insert(change.table.to_owned(), in_order(change.upserts));
        }
    }
    dump
}

/// The rows as text, times in one form whoever wrote them.
fn in_order(rows: Vec<Value>) -> Vec<String> {
    let mut rows: Vec<String> = rows.into_iter().map(|row| plain(row).to_string()).collect();
    rows.sort();
    rows
}

fn plain(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(key, value)| (key, plain(value))).collect())
        }
        Value::String(text) => match chrono::DateTime::parse_from_rfc3339(&text) {
            Ok(at) => Value::String(at.to_utc().to_rfc3339()),
            Err(_) => Value::String(text),
        },
        // 0 and 0.0 are the same number.
        Value::Number(number) => serde_json::json!(number.as_f64()),
        other => other,
    }
}

/// Fails with the first rows that differ.
pub fn assert_same(one: &Dump, other: &Dump) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (table, rows) in one {
        let others = &other[table];
        let only_one: Vec<_> = rows.iter().filter(|row| !others.contains(row)).take(3).collect();
        let only_other: Vec<_> = others.iter().filter(|row| !rows.contains(row)).take(3).collect();
        assert!(
            rows == others,
            "{table}: {} and {} rows\n{only_one:#?}\n{only_other:#?}",
            rows.len(),
            others.len()
        );
    }
}
