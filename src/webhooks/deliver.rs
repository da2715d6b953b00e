//! Delivers: take a webhook in hand, send its changes one by one, note each, let go.

use std::time::Duration;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::Instant;
use uuid::Uuid;

use super::patience::{PATIENCE, exhausted, next_attempt};
use super::post::{Answer, Line, Message};
use super::signature::Secret;
use super::store::{Leased, Outcome};
use super::telling;
use super::{Attempt, PostError, Standing, Target, WebhookError, Webhooks};
use crate::changes::Change;
use crate::clock::Clock;

/// How many webhooks are in hand at a time.
const AT_ONCE: usize = 32;
/// How many changes are read at a time.
const PAGE: usize = 100;
/// How long one webhook is served before it lets others have a turn.
const TURN: Duration = Duration::from_secs(20);
/// How often a lease is renewed while a receiver is waited for.
const RENEW_EVERY: Duration = Duration::from_secs(3);
/// How often it is looked for webhooks that came or were sent on their way meanwhile.
const LOOK_AGAIN: Duration = Duration::from_secs(15);
/// The shortest time between two looks when nothing else happens.
const BREATHE: Duration = Duration::from_millis(200);
/// How long a webhook rests that could not be served for a reason of ours.
const OUR_FAULT: TimeDelta = TimeDelta::minutes(1);
/// A moment in which changes that belong together arrive.
const GATHER: Duration = Duration::from_millis(20);
/// "Gone": the receiver wants nothing more (RFC 9110, section 15.5.11).
const GONE: u16 = 410;

/// What a round of deliveries came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Changes that were taken.
    pub taken: usize,
    /// Attempts that failed.
    pub failed: usize,
    /// Webhooks that were given up.
    pub parked: usize,
}

impl std::ops::AddAssign for Round {
    fn add_assign(&mut self, other: Self) {
        self.taken += other.taken;
        self.failed += other.failed;
        self.parked += other.parked;
    }
}

/// What sending one change came to.
struct Sent {
    attempt: Attempt,
    answer: Option<Answer>,
}

impl Webhooks {
    /// Sends whatever is due at the clock's time, until nothing is or everything left has to wait.
    ///
    /// # Errors
    /// When the database or the log fails. A change that is not taken is no error; it is noted and tried again.
    #[tracing::instrument(skip_all)]
    pub async fn deliver_due(&self, clock: &Clock) -> Result<Round, WebhookError> {
        let mut round = Round::default();
        let mut hands = JoinSet::new();
        loop {
            self.fill(&mut hands, clock).await?;
            let Some(served) = hands.join_next().await else { break };
            round += noted(served);
        }
        if round != Round::default() {
            self.store.forget_old_attempts(clock.now()).await?;
        }
        Ok(round)
    }

    /// Sends changes as they come, until `stop` is done; what is in hand then is let go.
    pub async fn run(&self, clock: &Clock, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        let mut hands = JoinSet::new();
        loop {
            let rest = match self.watch(&mut hands, clock).await {
                Ok(rest) => rest,
                Err(error) => {
                    tracing::error!(error = %error, "webhooks are held up; trying again");
                    Rest { until: Instant::now() + LOOK_AGAIN, end: None }
                }
            };
            tokio::select! {
                () = &mut stop => break,
                () = rest.over() => {}
                Some(served) = hands.join_next() => { noted(served); }
            }
        }
        hands.shutdown().await;
        if let Err(error) = self.store.release_all().await {
            tracing::warn!(error = %error, "webhooks in hand were not let go; they go on in a minute");
        }
    }

    /// Takes in hand what is due, and says until when there is nothing to do.
    async fn watch(&self, hands: &mut Hands, clock: &Clock) -> Result<Rest, WebhookError> {
        // Subscribed before it is looked, so that nothing that comes in between is overlooked.
        let mut end = self.feed.watch().await?;
        let seen = *end.borrow_and_update();
        self.fill(hands, clock).await?;
        let next = self.store.next_due(seen).await?;
        let wait = next.map(|next| (next - clock.now()).to_std().unwrap_or(LOOK_AGAIN));
        let until = Instant::now() + wait.unwrap_or(LOOK_AGAIN).clamp(BREATHE, LOOK_AGAIN);
        Ok(Rest { until, end: Some(end) })
    }

    async fn fill(&self, hands: &mut Hands, clock: &Clock) -> Result<(), WebhookError> {
        let free = AT_ONCE.saturating_sub(hands.len());
        if free == 0 {
            return Ok(());
        }
        self.store.pause_orphans().await?;
        let end = self.feed.end().await?;
        for leased in self.store.lease(clock.now(), end, free as i64).await? {
            let (webhooks, clock) = (self.clone(), clock.clone());
            hands.spawn(async move {
                let id = leased.webhook.id;
                let served = webhooks.serve(leased, &clock).await;
                if let Err(error) = &served {
                    let until = clock.now() + OUR_FAULT;
                    // The lease runs out by itself where this fails too.
                    let _ = webhooks.store.put_off(id, &error.to_string(), until).await;
                }
                served
            });
        }
        Ok(())
    }

    /// Sends one webhook's changes until one is not taken, nothing is left, or its turn is over.
    #[tracing::instrument(skip_all, fields(webhook = %leased.webhook.id))]
    async fn serve(&self, leased: Leased, clock: &Clock) -> Result<Round, WebhookError> {
        let mut round = Round::default();
        let webhook = leased.webhook.clone();
        let secrets = self.secrets(&leased, clock.now())?;
        let (mut at, mut failures) = (webhook.checkpoint, webhook.failures);
        let mut line = None;
        let over = Instant::now() + TURN;
        while Instant::now() < over {
            let page = self.feed.page(at, &webhook.wanted, &webhook.reach, PAGE).await?;
            for change in &page.changes {
                let sending = self.send(&webhook.url, &secrets, change, failures, &mut line, clock);
                let Some(sent) = self.holding(webhook.id, sending).await? else { return Ok(round) };
                if sent.attempt.failure.is_some() {
                    round += self.put_back(&leased, at, sent, clock.now()).await?;
                    return Ok(round);
                }
                if !self.store.advance(webhook.id, at, change.position, Some(&sent.attempt)).await? {
                    return Ok(round);
                }
                (at, failures) = (change.position, 0);
                round.taken += 1;
            }
            if page.upto > at && !self.store.advance(webhook.id, at, page.upto, None).await? {
                return Ok(round);
            }
            at = page.upto;
            if page.at_end {
                break;
            }
        }
        self.store.release(webhook.id).await?;
        Ok(round)
    }

    /// Waits for a sending while the webhook is kept in hand; absent when it is no longer ours.
    async fn holding(
        &self,
        id: Uuid,
        sending: impl Future<Output = Result<Sent, WebhookError>>,
    ) -> Result<Option<Sent>, WebhookError> {
        tokio::pin!(sending);
        loop {
            tokio::select! {
                sent = &mut sending => return sent.map(Some),
                () = tokio::time::sleep(RENEW_EVERY) => if !self.store.renew(id).await? {
                    return Ok(None);
                },
            }
        }
    }

    /// The secrets that messages are signed with: the present one, and the one before while that holds.
    fn secrets(&self, leased: &Leased, now: DateTime<Utc>) -> Result<Vec<Secret>, WebhookError> {
        let id = leased.webhook.id;
        let old_holds = leased.webhook.old_secret_until.is_some_and(|until| now < until);
        let old = leased.old_secret.as_deref().filter(|_| old_holds);
        [Some(leased.secret.as_slice()), old]
            .into_iter()
            .flatten()
            .map(|secret| self.opened(id, secret))
            .collect()
    }

    async fn send(
        &self,
        url: &str,
        secrets: &[Secret],
        change: &Change,
        failures: u32,
        line: &mut Option<Line>,
        clock: &Clock,
    ) -> Result<Sent, WebhookError> {
        let at = clock.now();
        let body = json!({
            "type": change.kind,
            "timestamp": change.recorded_at,
            "data": change,
        });
        let message =
            signed(&format!("change_{}", change.position), secrets, at, &serde_json::to_vec(&body)?);
        let began = Instant::now();
        let answer = self.hand_over(url, &message, line).await;
        let milliseconds = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
        let failure = match &answer {
            Ok(answer) if answer.taken() => None,
            Ok(answer) => Some(format!("status-{}", answer.status)),
            Err(error) => Some(error.code().to_owned()),
        };
        telling::attempted(failure.is_none(), began.elapsed());
        if let Err(error) = &answer {
            let error: &dyn std::error::Error = error;
            tracing::debug!(error, "a change was not taken");
        }
        let answer = answer.ok();
        let attempt = Attempt {
            position: change.position,
            at: at.trunc_subsecs(6),
            attempt: failures.saturating_add(1),
            status: answer.map(|answer| answer.status),
            failure,
            milliseconds,
        };
        Ok(Sent { attempt, answer })
    }

    /// Sends a message on the line that is there, or on a new one.
    async fn hand_over(
        &self,
        url: &str,
        message: &Message,
        line: &mut Option<Line>,
    ) -> Result<Answer, PostError> {
        if let Some(mut held) = line.take()
            && held.open().await
        {
            match held.post(message).await {
                Ok(answer) => {
                    *line = Some(held);
                    return Ok(answer);
                }
                // The receiver may have closed the line just then; a new one tells.
                Err(PostError::Broken(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let target = Target::parse(url, self.poster.network()).map_err(PostError::Target)?;
        let mut fresh = self.poster.connect(&target).await?;
        let answer = fresh.post(message).await?;
        *line = Some(fresh);
        Ok(answer)
    }

    /// Notes a failed attempt; after three days of them, or when the receiver wants no more, the webhook is parked.
    async fn put_back(
        &self,
        leased: &Leased,
        at: i64,
        sent: Sent,
        now: DateTime<Utc>,
    ) -> Result<Round, WebhookError> {
        let webhook = &leased.webhook;
        let first_of_these = sent.attempt.attempt == 1;
        let since = webhook.failing_since.filter(|_| !first_of_these).unwrap_or(sent.attempt.at);
        let gone = sent.attempt.status == Some(GONE);
        let parked = gone || exhausted(since, now);
        let asked_for = sent.answer.and_then(|answer| answer.retry_after);
        let failure = sent.attempt.failure.clone().unwrap_or_default();
        let outcome = Outcome {
            standing: if parked { Standing::Parked } else { Standing::Active },
            next_attempt: next_attempt(now, sent.attempt.attempt, asked_for, &self.chance),
            attempt: sent.attempt,
        };
        self.store.put_back(webhook.id, at, &outcome).await?;
        if parked {
            telling::parked();
            tracing::error!(
                webhook = %webhook.id, position = outcome.attempt.position, %failure, days = PATIENCE.num_days(),
                "a webhook is parked; see `parvis webhook deliveries`, then `parvis webhook replay`"
            );
        }
        Ok(Round { taken: 0, failed: 1, parked: usize::from(parked) })
    }

    /// Sends a webhook a message that says nothing, to see whether its receiver takes it.
    ///
    /// # Errors
    /// When there is no such webhook, or the database fails.
    pub async fn ping(&self, id: Uuid, clock: &Clock) -> Result<Attempt, WebhookError> {
        let leased = self.store.in_full(id).await?.ok_or(WebhookError::Unknown(id))?;
        let now = clock.now();
        let secrets = self.secrets(&leased, now)?;
        let body = json!({ "type": "ping", "timestamp": now, "data": { "webhook": id } });
        let message =
            signed(&format!("ping_{}", self.chance.uuid()), &secrets, now, &serde_json::to_vec(&body)?);
        let began = Instant::now();
        let answer = self.hand_over(&leased.webhook.url, &message, &mut None).await;
        Ok(Attempt {
            position: 0,
            at: now,
            attempt: 1,
            status: answer.as_ref().ok().map(|answer| answer.status),
            failure: match answer {
                Ok(answer) if answer.taken() => None,
                Ok(answer) => Some(format!("status-{}", answer.status)),
                Err(error) => Some(error.code().to_owned()),
            },
            milliseconds: i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX),
        })
    }
}

type Hands = JoinSet<Result<Round, WebhookError>>;

/// How long there is nothing to do: until then, or until the log grows.
struct Rest {
    until: Instant,
    end: Option<tokio::sync::watch::Receiver<i64>>,
}

impl Rest {
    async fn over(self) {
        let sleep = tokio::time::sleep_until(self.until);
        let Some(mut end) = self.end else { return sleep.await };
        tokio::select! {
            () = sleep => {}
            changed = end.changed() => if changed.is_ok() {
                tokio::time::sleep(GATHER).await;
            },
        }
    }
}

fn signed(id: &str, secrets: &[Secret], at: DateTime<Utc>, body: &[u8]) -> Message {
    let seconds = at.timestamp();
    let signatures: Vec<String> = secrets.iter().map(|secret| secret.sign(id, seconds, body)).collect();
    Message {
        id: id.to_owned(),
        seconds,
        signature: signatures.join(" "),
        body: hyper::body::Bytes::copy_from_slice(body),
    }
}

fn noted(served: Result<Result<Round, WebhookError>, tokio::task::JoinError>) -> Round {
    match served {
        Ok(Ok(round)) => round,
        Ok(Err(error)) => {
            tracing::error!(error = %error, "a webhook is held up");
            Round::default()
        }
        Err(error) => {
            tracing::error!(error = %error, "a webhook was dropped");
            Round::default()
        }
    }
}
