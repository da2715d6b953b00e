//! Keeps the views live and reacts: whenever something is written, by whichever process.

use std::time::Duration;

use parvis_log::{Filter, Match, Message, Subscribe};

use crate::reception::Reception;

/// How long to wait after a failure before trying again.
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// Follows the log until the doors close.
pub(super) async fn follow(reception: Reception) {
    let _live = reception.office().runner.live();
    tokio::select! {
        () = reception.closing() => {}
        () = for_ever(&reception) => {}
    }
}

async fn for_ever(reception: &Reception) {
    let office = reception.office();
    loop {
        let after = reception.position().await;
        let mut subscription = office.log.subscribe(Subscribe {
            after,
            // Only woken by it: the policy reads what it reacts to itself, and asserts that nothing is missing.
            filter: Filter { stream: Some(Match::Prefixes(vec!["\u{1}".to_owned()])), kind: None },
            name: "policy".to_owned(),
            ..Subscribe::default()
        });
        loop {
            match subscription.next().await {
                Ok(Message::Events(_) | Message::Progress(_) | Message::CaughtUp(_)) => {
                    if let Err(error) = office.policy.catch_up().await {
                        let error = anyhow::Error::from(error);
                        tracing::error!(error = %format!("{error:#}"), "what was written cannot be reacted to");
                        tokio::time::sleep(TRY_AGAIN).await;
                    }
                }
                Ok(Message::FellBehind(_)) => {}
                Err(error) => {
                    tracing::error!(error = %error, "the log cannot be followed");
                    tokio::time::sleep(TRY_AGAIN).await;
                    break;
                }
            }
        }
    }
}
