//! The upper bound for batches: `COPY` of the same rows into a table with the same indexes, a transaction per batch.

use std::time::{Duration, Instant};

use sqlx::PgPool;
use uuid::Uuid;

use crate::peer::{STREAMS, data};

/// Copies batches of rows like the log's for a while. Returns events per second.
pub async fn copy(pool: &PgPool, batch: usize, span: Duration) -> anyhow::Result<f64> {
    sqlx::raw_sql("DROP TABLE IF EXISTS copied; CREATE TABLE copied (LIKE log.event INCLUDING ALL)")
        .execute(pool)
        .await?;
    let mut connection = pool.acquire().await?;
    let started = Instant::now();
    // Only the copying counts; the rows are made ready before.
    let mut copying = Duration::ZERO;
    let mut position = 0_i64;
    while started.elapsed() < span {
        let stream = position as usize / batch % STREAMS;
        let mut rows = String::with_capacity(batch * 700);
        for revision in 0..batch as i64 {
            position += 1;
            let hash = format!("{position:064x}");
            let revision = revision + (position / (batch * STREAMS) as i64) * batch as i64;
            let bytes = data(stream, revision).bytes().fold(String::new(), |mut text, byte| {
                use std::fmt::Write;
                let _ = write!(text, "{byte:02x}");
                text
            });
            rows.push_str(&format!(
                "{position}\t{}\t{revision}\t2026-01-01 00:00:00.000001Z\t{}\t\\\\x{hash}\tcounted\tapplication/json\t\\\\x{bytes}\t\\\\x\t\\N\t\\N\n",
                stream + 1,
                Uuid::new_v4(),
            ));
        }
        let ready = Instant::now();
        let mut copy = connection.copy_in_raw("COPY copied FROM STDIN").await?;
        copy.send(rows.into_bytes()).await?;
        copy.finish().await?;
        copying += ready.elapsed();
    }
    Ok(position as f64 / copying.as_secs_f64())
}
