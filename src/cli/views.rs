//! `parvis views`.

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use super::progress::Way;
use super::{Place, open};
use crate::office::Office;

/// Arguments of `parvis views`.
#[derive(Args, Debug)]
pub struct ViewsArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the views, the questions they answer, and where they stand
    List,
    /// Read the facts of streams that wait once more, for example with a newer release
    Replay,
    /// Fold all facts anew beside the live tables, tell how they differ, and swap them in
    Rebuild {
        /// Fail when the rebuilt rows differ from the live ones
        #[arg(long)]
        exact: bool,
    },
}

/// Looks at the views or rebuilds them.
pub async fn views(place: &Place, arguments: ViewsArguments) -> Result<()> {
    let opened = open::to_read(place).await?;
    let outcome = match arguments.what {
        What::List => list(&opened.office).await,
        What::Replay => replay(&opened.office).await,
        What::Rebuild { exact } => rebuild(&opened.office, exact).await,
    };
    opened.close().await;
    outcome
}

async fn list(office: &Office) -> Result<()> {
    for view in office.runner.list().await? {
        println!("{:<14} at {:>7}  {}", view.name, view.checkpoint, view.question);
        for (table, rows) in view.tables {
            println!("    {table:<28} {rows:>8} rows");
        }
    }
    for parked in office.runner.parked().await {
        println!("waiting: {} since position {}: {}", parked.stream, parked.position, parked.reason);
    }
    Ok(())
}

async fn replay(office: &Office) -> Result<()> {
    let waiting = office.runner.parked().await.len();
    if waiting == 0 {
        println!("No stream waits.");
        return Ok(());
    }
    // A view's sums follow from all facts, so what was left out is folded in where it belongs.
    office.runner.rebuild(|_, _| {}).await?;
    let left = office.runner.parked().await;
    println!("{} of {waiting} streams can be read now.", waiting - left.len().min(waiting));
    for parked in left {
        println!("waiting: {} since position {}: {}", parked.stream, parked.position, parked.reason);
    }
    Ok(())
}

async fn rebuild(office: &Office, exact: bool) -> Result<()> {
    let way = Way::of("rebuilding");
    let rebuilt = office.runner.rebuild(|at, end| way.show(at, end)).await?;
    way.done();
    println!("{:<28} {:>8} {:>10} {:>13}", "table", "rows", "only live", "only rebuilt");
    for table in &rebuilt.tables {
        println!("{:<28} {:>8} {:>10} {:>13}", table.table, table.rows, table.only_live, table.only_rebuilt);
    }
    let different = rebuilt.tables.iter().any(|table| table.only_live + table.only_rebuilt > 0);
    println!(
        "Rebuilt to position {}; {}.",
        rebuilt.position,
        if different { "rows differed and are now as the log says" } else { "every row was as the log says" }
    );
    if exact && different {
        bail!("the views were not what the log says");
    }
    Ok(())
}
