//! What operators are told of webhooks, in numbers.

use std::time::Duration;

use super::store::Figures;
use super::{Standing, WebhookError, Webhooks};

/// Says what the numbers are; once, where a recorder is installed.
pub fn describe() {
    use metrics::Unit;
    metrics::describe_counter!(
        "webhook_attempts_total",
        "Changes sent to receivers of webhooks, by what came of it"
    );
    metrics::describe_histogram!(
        "webhook_attempt_seconds",
        Unit::Seconds,
        "From sending a change to its answer"
    );
    metrics::describe_counter!("webhook_parked_total", "Webhooks given up");
    metrics::describe_gauge!("webhooks", "Webhooks there are, by how they stand");
    metrics::describe_gauge!("webhooks_failing", "Active webhooks whose next change was not taken yet");
    metrics::describe_gauge!(
        "webhook_lag_changes",
        "How far the last of the active webhooks is behind the log"
    );
}

/// Counts an attempt.
pub(super) fn attempted(taken: bool, took: Duration) {
    let outcome = if taken { "taken" } else { "failed" };
    metrics::counter!("webhook_attempts_total", "outcome" => outcome).increment(1);
    metrics::histogram!("webhook_attempt_seconds").record(took.as_secs_f64());
}

/// Counts a webhook that is given up.
pub(super) fn parked() {
    metrics::counter!("webhook_parked_total").increment(1);
}

impl Webhooks {
    /// Measures how all webhooks stand, whichever process serves them.
    ///
    /// # Errors
    /// When the database or the log fails.
    pub async fn measure(&self) -> Result<(), WebhookError> {
        let Figures { active, paused, parked, failing, behind } =
            self.store.figures(self.feed.end().await?).await?;
        for (standing, count) in
            [(Standing::Active, active), (Standing::Paused, paused), (Standing::Parked, parked)]
        {
            metrics::gauge!("webhooks", "standing" => standing.name()).set(count as f64);
        }
        metrics::gauge!("webhooks_failing").set(failing as f64);
        metrics::gauge!("webhook_lag_changes").set(behind as f64);
        Ok(())
    }
}
