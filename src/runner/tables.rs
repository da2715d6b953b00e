//! The tables of views: made, filled, compared and swapped.

use std::collections::BTreeMap;

use parvis_projections::table::{Change, Shape};
use parvis_projections::{House, house};
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Row as _};

use super::{Kept, Parked, RunnerError};

/// How a view stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewStatus {
    /// Its name.
    pub name: &'static str,
    /// The question it answers.
    pub question: &'static str,
    /// The position it stands at.
    pub checkpoint: i64,
    /// Its tables and how many rows they have.
    pub tables: Vec<(&'static str, i64)>,
}

/// How a rebuilt table differs from the live one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDifference {
    /// The table.
    pub table: &'static str,
    /// Rows after the rebuild.
    pub rows: i64,
    /// Rows that only the live table had.
    pub only_live: i64,
    /// Rows that only the rebuilt table has.
    pub only_rebuilt: i64,
}

/// The version of the tables in a schema; absent when there are none.
pub(super) async fn version(pool: &PgPool, schema: &str) -> Result<Option<i32>, sqlx::Error> {
    let there: bool = sqlx::query_scalar("SELECT to_regclass($1) IS NOT NULL")
        .bind(format!("{schema}.checkpoint"))
        .fetch_one(pool)
        .await?;
    if !there {
        return Ok(None);
    }
    sqlx::query_scalar(AssertSqlSafe(format!("SELECT max(version) FROM {schema}.checkpoint")))
        .fetch_one(pool)
        .await
}

/// Makes the tables of all views, empty, in a schema made anew.
pub(super) async fn make(
    connection: &mut PgConnection,
    schema: &str,
    house: &House,
) -> Result<(), sqlx::Error> {
    let mut statements = vec![
        // Two processes that start at once take turns.
        "SELECT pg_advisory_xact_lock(hashtext('parvis views'))".to_owned(),
        format!("DROP SCHEMA IF EXISTS {schema} CASCADE"),
        format!("CREATE SCHEMA {schema}"),
        format!(
            "CREATE TABLE {schema}.checkpoint (view text PRIMARY KEY, position bigint NOT NULL, version int NOT NULL)"
        ),
        format!(
            "CREATE TABLE {schema}.parked (stream text PRIMARY KEY, position bigint NOT NULL, reason text NOT NULL)"
        ),
    ];
    for view in house.views() {
        statements.extend(view.shapes().iter().map(|shape| shape.create(schema)));
        statements.push(format!(
            "INSERT INTO {schema}.checkpoint VALUES ('{}', 0, {})",
            view.name(),
            house::VERSION
        ));
    }
    sqlx::raw_sql(AssertSqlSafe(statements.join(";\n"))).execute(connection).await?;
    Ok(())
}

/// Moves the checkpoint of every view, if all of them are where they should be.
pub(super) async fn move_checkpoint(
    connection: &mut PgConnection,
    schema: &str,
    from: i64,
    to: i64,
) -> Result<bool, sqlx::Error> {
    let moved = sqlx::query(AssertSqlSafe(format!(
        "UPDATE {schema}.checkpoint SET position = $2 WHERE position = $1 AND version = $3"
    )))
    .bind(from)
    .bind(to)
    .bind(house::VERSION)
    .execute(connection)
    .await?;
    Ok(moved.rows_affected() == House::default().views().len() as u64)
}

/// Where the tables stand; absent when they are another release's.
pub(super) async fn checkpoint(
    connection: &mut PgConnection,
    schema: &str,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar(AssertSqlSafe(format!(
        "SELECT min(position) FROM {schema}.checkpoint HAVING bool_and(version = $1)"
    )))
    .bind(house::VERSION)
    .fetch_optional(connection)
    .await
    .map(Option::flatten)
}

/// Sets the checkpoint of every view.
pub(super) async fn set_checkpoint(
    connection: &mut PgConnection,
    schema: &str,
    position: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(AssertSqlSafe(format!("UPDATE {schema}.checkpoint SET position = $1")))
        .bind(position)
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes the changed rows of one table, all at once.
pub(super) async fn write(
    connection: &mut PgConnection,
    schema: &str,
    shape: &Shape,
    change: &Change,
) -> Result<(), sqlx::Error> {
    let table = format!("{schema}.\"{}\"", shape.table);
    let key: Vec<String> = shape.key.iter().map(|name| format!("\"{name}\"")).collect();
    let key = key.join(", ");
    if !change.deletes.is_empty() {
        sqlx::query(AssertSqlSafe(format!(
            "DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM jsonb_populate_recordset(NULL::{table}, $1))"
        )))
        .bind(Value::Array(change.deletes.clone()))
        .execute(&mut *connection)
        .await?;
    }
    if !change.upserts.is_empty() {
        let set: Vec<String> =
            shape.columns.iter().map(|(name, ..)| format!("\"{name}\" = EXCLUDED.\"{name}\"")).collect();
        sqlx::query(AssertSqlSafe(format!(
            "INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, $1)
             ON CONFLICT ({key}) DO UPDATE SET {}",
            set.join(", ")
        )))
        .bind(Value::Array(change.upserts.clone()))
        .execute(connection)
        .await?;
    }
    Ok(())
}

/// Notes streams that wait.
pub(super) async fn park(
    connection: &mut PgConnection,
    schema: &str,
    parked: &[Parked],
) -> Result<(), sqlx::Error> {
    for one in parked {
        sqlx::query(AssertSqlSafe(format!(
            "INSERT INTO {schema}.parked VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
        )))
        .bind(&one.stream)
        .bind(one.position)
        .bind(&one.reason)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Reads all rows and where they stand, in one snapshot.
pub(super) async fn load(pool: &PgPool, schema: &str) -> Result<Kept, RunnerError> {
    let mut transaction = pool.begin().await?;
    sqlx::raw_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL TimeZone = 'UTC'")
        .execute(&mut *transaction)
        .await?;
    let checkpoint: Option<i64> =
        sqlx::query_scalar(AssertSqlSafe(format!("SELECT min(position) FROM {schema}.checkpoint")))
            .fetch_one(&mut *transaction)
            .await?;
    let mut house = House::default();
    for view in house.views_mut() {
        for shape in view.shapes() {
            let rows: Vec<Value> = sqlx::query_scalar(AssertSqlSafe(format!(
                "SELECT to_jsonb(t) FROM {schema}.\"{}\" t",
                shape.table
            )))
            .fetch_all(&mut *transaction)
            .await?;
            view.load(shape.table, rows)?;
        }
    }
    let rows = sqlx::query(AssertSqlSafe(format!("SELECT stream, position, reason FROM {schema}.parked")))
        .fetch_all(&mut *transaction)
        .await?;
    let mut parked = BTreeMap::new();
    for row in rows {
        let stream: String = row.try_get("stream")?;
        let one = Parked {
            stream: stream.clone(),
            position: row.try_get("position")?,
            reason: row.try_get("reason")?,
        };
        parked.insert(stream, one);
    }
    transaction.commit().await?;
    Ok(Kept { house, checkpoint: checkpoint.unwrap_or(0), parked })
}

/// Compares two schemas row by row; where the live one has no such table, every rebuilt row is new.
pub(super) async fn compare(
    connection: &mut PgConnection,
    live: &str,
    rebuilt: &str,
    house: &House,
) -> Result<Vec<TableDifference>, sqlx::Error> {
    let mut differences = Vec::new();
    for shape in house.views().iter().flat_map(|view| view.shapes()) {
        let table = shape.table;
        let there: bool = sqlx::query_scalar("SELECT to_regclass($1) IS NOT NULL")
            .bind(format!("{live}.\"{table}\""))
            .fetch_one(&mut *connection)
            .await?;
        let before = if there {
            format!("SELECT to_jsonb(t) FROM {live}.\"{table}\" t")
        } else {
            "SELECT NULL::jsonb WHERE false".to_owned()
        };
        let after = format!("SELECT to_jsonb(t) FROM {rebuilt}.\"{table}\" t");
        let row = sqlx::query(AssertSqlSafe(format!(
            "SELECT (SELECT count(*) FROM {rebuilt}.\"{table}\") AS rows,
                    (SELECT count(*) FROM ({before} EXCEPT ALL {after}) x) AS only_live,
                    (SELECT count(*) FROM ({after} EXCEPT ALL {before}) x) AS only_rebuilt"
        )))
        .fetch_one(&mut *connection)
        .await?;
        differences.push(TableDifference {
            table,
            rows: row.try_get("rows")?,
            only_live: row.try_get("only_live")?,
            only_rebuilt: row.try_get("only_rebuilt")?,
        });
    }
    Ok(differences)
}

/// Puts the rebuilt schema in the live one's place.
pub(super) async fn swap(
    connection: &mut PgConnection,
    live: &str,
    rebuilt: &str,
) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(format!(
        "DROP SCHEMA IF EXISTS {live} CASCADE; ALTER SCHEMA {rebuilt} RENAME TO {live}"
    )))
    .execute(connection)
    .await?;
    Ok(())
}

/// How each view stands.
pub(super) async fn list(pool: &PgPool, schema: &str, house: &House) -> Result<Vec<ViewStatus>, sqlx::Error> {
    let mut listed = Vec::new();
    for view in house.views() {
        let checkpoint: i64 = sqlx::query_scalar(AssertSqlSafe(format!(
            "SELECT position FROM {schema}.checkpoint WHERE view = $1"
        )))
        .bind(view.name())
        .fetch_one(pool)
        .await?;
        let mut tables = Vec::new();
        for shape in view.shapes() {
            let rows: i64 = sqlx::query_scalar(AssertSqlSafe(format!(
                "SELECT count(*) FROM {schema}.\"{}\"",
                shape.table
            )))
            .fetch_one(pool)
            .await?;
            tables.push((shape.table, rows));
        }
        listed.push(ViewStatus { name: view.name(), question: view.question(), checkpoint, tables });
    }
    Ok(listed)
}
