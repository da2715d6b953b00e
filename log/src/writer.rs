//! The one task per process that writes: it drains the queue into batches, and answers each request on its own.
//!
//! A batch is what waits when the writer is free, so a lone request is written at once and company is never waited for.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot, watch};
use tracing::Instrument as _;

use crate::admission;
use crate::chain::Hash;
use crate::failure::{is_about_the_batch, is_lost, is_taken};
use crate::known::{StreamState, Work};
use crate::sheet::{End, Sheet};
use crate::store::{Store, Unmet};
use crate::telemetry::{self, BatchSize};
use crate::ticket::{self, Stub, Ticket};
use crate::{AppendError, Appended, Clock, Position, StreamName};

/// A piece of work, and whom to tell.
pub(crate) struct Request {
    pub work: Work,
    pub events: usize,
    pub bytes: usize,
    pub queued_at: Instant,
    /// The writes it stands on.
    pub after: Vec<Ticket>,
    /// What others stand on.
    pub stub: Option<Stub>,
    pub answer: oneshot::Sender<Result<Vec<Appended>, AppendError>>,
}

/// The bounds the writer keeps to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub max_batch: usize,
    pub max_batch_events: usize,
    pub max_batch_bytes: usize,
    pub retry_for: Duration,
}

/// How a batch is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// In one statement, on the assumption that nobody else writes.
    Alone,
    /// In a transaction that first waits for the lock.
    Queued,
}

/// After this many turns in the queue in which nobody else wrote, the writer assumes to be alone again.
const QUIET_TURNS: u32 = 4;
/// After a stream that was to be new turned out to exist, streams are looked up for this many batches.
const TURNS_WITH_LOOK: u32 = 16;
/// Under the lock a batch cannot be overtaken; if it is this often, the tables are not what they should be.
const MOST_OVERTAKEN: u32 = 20;
/// Pause before the first attempt to reach a lost database again; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// The part of a commit's time that writers who were just answered are waited for.
const PATIENCE: u32 = 8;
const LONGEST_PATIENCE: Duration = Duration::from_millis(1);

type Answers = Vec<Result<Vec<Appended>, AppendError>>;

/// A batch that was sent and not answered: whether it was written shows in the log.
struct Sent {
    position: i64,
    hash: Hash,
    answers: Answers,
    end: End,
}

pub(crate) struct Writer {
    store: Store,
    clock: Arc<dyn Clock>,
    bounds: Bounds,
    head: watch::Sender<Position>,
    /// Turns in the queue that are still to be taken before the writer assumes to be alone.
    queued_turns: u32,
    /// Batches for which streams that are to be new are still looked up.
    turns_with_look: u32,
    sent: Option<Sent>,
    /// Writers that were seen at once after the last batch: those it answered, and those that waited by then.
    company: usize,
    /// How long batches have taken lately.
    commit_takes: Duration,
}

impl Writer {
    pub(crate) fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        bounds: Bounds,
        head: watch::Sender<Position>,
    ) -> Self {
        Writer {
            store,
            clock,
            bounds,
            head,
            queued_turns: 0,
            turns_with_look: 0,
            sent: None,
            company: 0,
            commit_takes: Duration::ZERO,
        }
    }

    /// Works until every handle of the log is dropped and the queue is empty.
    pub(crate) async fn run(mut self, mut queue: mpsc::Receiver<Request>) {
        let mut held: Option<Request> = None;
        loop {
            let first = match held.take() {
                Some(request) => request,
                None => match queue.recv().await {
                    Some(request) => request,
                    None => break,
                },
            };
            let batch = self.gather(first, &mut queue, &mut held).await;
            if !batch.is_empty() {
                let answered = batch.len();
                let span = telemetry::batch_span(&batch);
                self.write(batch).instrument(span).await;
                self.company = answered + queue.len();
            }
        }
        self.store.close().await;
    }

    /// The requests that are waiting, up to the bounds of a batch. Requests whose caller has gone are dropped here,
    /// before they are written; later ones are written all the same.
    ///
    /// Writers that were answered a moment ago are about to ask again. Without a pause they would miss this batch and
    /// wait for the next, so that half of them write while the other half waits, at twice the time for everybody. As
    /// many as were seen at once last time are therefore waited for, for a small part of what a commit takes. A lone
    /// writer has no company to wait for.
    async fn gather(
        &mut self,
        first: Request,
        queue: &mut mpsc::Receiver<Request>,
        held: &mut Option<Request>,
    ) -> Vec<Request> {
        let (mut events, mut bytes) = (first.events, first.bytes);
        let mut batch = vec![first];
        let patience = Instant::now() + (self.commit_takes / PATIENCE).min(LONGEST_PATIENCE);
        while batch.len() < self.bounds.max_batch {
            let next = match queue.try_recv() {
                Ok(next) => next,
                // Timers are too coarse for this; other tasks run meanwhile.
                Err(_) if batch.len() < self.company && Instant::now() < patience => {
                    tokio::task::yield_now().await;
                    continue;
                }
                Err(_) => break,
            };
            events += next.events;
            bytes += next.bytes;
            if events > self.bounds.max_batch_events || bytes > self.bounds.max_batch_bytes {
                *held = Some(next);
                break;
            }
            batch.push(next);
        }
        batch.retain(|request| !request.answer.is_closed());
        let now = Instant::now();
        for request in &batch {
            telemetry::waited(now.duration_since(request.queued_at));
        }
        batch
    }

    /// Writes a batch and answers it, whatever it takes within the time allowed.
    async fn write(&mut self, batch: Vec<Request>) {
        let started = Instant::now();
        let mut pause = FIRST_PAUSE;
        let mut overtaken = 0;
        // Once an attempt was lost on its way, the server may still carry it out: a later failure is then no proof
        // that nothing was written.
        let mut doubtful = false;
        loop {
            match self.attempt(&batch).await {
                Ok(Some(answers)) => {
                    let took = started.elapsed();
                    telemetry::committed(BatchSize::of(&batch), took);
                    self.commit_takes = (self.commit_takes * 7 + took) / 8;
                    answer(batch, answers);
                    return;
                }
                Ok(None) => {
                    self.queued_turns = QUIET_TURNS;
                    overtaken += 1;
                    if overtaken > MOST_OVERTAKEN {
                        let error = "the end of the log cannot be written".to_owned();
                        return self.fail(batch, sqlx::Error::Protocol(error), doubtful);
                    }
                }
                Err(error) if is_about_the_batch(&error) && batch.len() > 1 => {
                    self.start_afresh();
                    return self.write_one_by_one(batch).await;
                }
                Err(error) => {
                    let lost = is_lost(&error);
                    doubtful |= lost && self.sent.is_some();
                    self.start_afresh();
                    if !lost || started.elapsed() >= self.bounds.retry_for {
                        return self.fail(batch, error, doubtful);
                    }
                    tracing::warn!(%error, "the log lost its database; trying again");
                    telemetry::reconnected();
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
    }

    /// One of the requests is refused by Postgres itself. That must not be the others' loss.
    async fn write_one_by_one(&mut self, batch: Vec<Request>) {
        for request in batch {
            Box::pin(self.write(vec![request])).await;
        }
    }

    /// One attempt, within a time limit so that a connection that is silently gone counts as lost. `None`: others have written, judge again.
    async fn attempt(&mut self, batch: &[Request]) -> Result<Option<Answers>, sqlx::Error> {
        let turn = if self.queued_turns > 0 || self.sent.is_some() { Turn::Queued } else { Turn::Alone };
        let limit = self.bounds.retry_for.max(Duration::from_secs(1));
        let attempt = async {
            match turn {
                Turn::Alone => self.attempt_alone(batch).await,
                Turn::Queued => self.attempt_queued(batch).await,
            }
        };
        match tokio::time::timeout(limit, attempt).await {
            Ok(outcome) => outcome,
            Err(_) => Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into())),
        }
    }

    async fn attempt_alone(&mut self, batch: &[Request]) -> Result<Option<Answers>, sqlx::Error> {
        if self.store.end.is_none() {
            self.store.refresh().await?;
        }
        let mut unmet = if self.turns_with_look == 0 { Unmet::Presumed } else { Unmet::LookedUp };
        self.turns_with_look = self.turns_with_look.saturating_sub(1);
        loop {
            let (sheet, answers, states) = self.judge(batch, unmet).await?;
            let presumed = !sheet.presumed.is_empty();
            let commit = tracing::debug_span!("commit", events = sheet.rows.len());
            if !sheet.rows.is_empty() && self.insert(&sheet, &answers).instrument(commit).await? {
                self.settle(sheet.end, states);
                return Ok(Some(answers));
            }
            if presumed {
                self.turns_with_look = TURNS_WITH_LOOK;
                unmet = Unmet::LookedUp;
                continue;
            }
            // Others have written, or all was refused; refusals hold only if nobody has written since what is
            // remembered was read.
            let overtaken = !sheet.rows.is_empty() || self.store.refresh().await?;
            return Ok((!overtaken).then_some(answers));
        }
    }

    async fn attempt_queued(&mut self, batch: &[Request]) -> Result<Option<Answers>, sqlx::Error> {
        self.store.lock().await?;
        if let Some(answers) = self.settle_sent(batch).await? {
            return Ok(Some(answers));
        }
        let moved = self.store.refresh().await?;
        let (sheet, answers, states) = self.judge(batch, Unmet::LookedUp).await?;
        if sheet.rows.is_empty() {
            self.store.unlock("ROLLBACK").await?;
            return Ok(Some(answers));
        }
        if !self.insert(&sheet, &answers).await? {
            // Somebody writes without the lock. The primary key has kept the positions apart.
            self.store.unlock("ROLLBACK").await?;
            return Ok(None);
        }
        let commit = tracing::debug_span!("commit", events = sheet.rows.len());
        self.store.unlock("COMMIT").instrument(commit).await?;
        self.queued_turns = if moved { QUIET_TURNS } else { self.queued_turns.saturating_sub(1) };
        self.settle(sheet.end, states);
        Ok(Some(answers))
    }

    /// Under the lock no earlier statement of ours is still at work, so the log says what became of the last batch.
    async fn settle_sent(&mut self, batch: &[Request]) -> Result<Option<Answers>, sqlx::Error> {
        let Some(sent) = &self.sent else { return Ok(None) };
        let (position, hash) = (sent.position, sent.hash);
        let stands = self.store.stands(position, hash).await?;
        let Some(sent) = self.sent.take() else { return Ok(None) };
        if !stands || sent.answers.len() != batch.len() {
            return Ok(None);
        }
        self.store.unlock("ROLLBACK").await?;
        self.store.cache.clear();
        self.settle(sent.end, HashMap::new());
        Ok(Some(sent.answers))
    }

    /// Inserts a batch, remembering that it was sent until it is known what became of it. `false`: others were first.
    async fn insert(&mut self, sheet: &Sheet, answers: &Answers) -> Result<bool, sqlx::Error> {
        self.sent = Some(Sent {
            position: sheet.end.chain.position(),
            hash: sheet.end.chain.head(),
            answers: answers.clone(),
            end: sheet.end.clone(),
        });
        match self.store.insert(sheet).await {
            Ok(true) => Ok(true),
            Ok(false) => {
                self.sent = None;
                Ok(false)
            }
            Err(error) if is_taken(&error) => {
                self.sent = None;
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Judges the batch on what is known, and makes the rows that follow from it.
    async fn judge(
        &mut self,
        batch: &[Request],
        unmet: Unmet,
    ) -> Result<(Sheet, Answers, States), sqlx::Error> {
        let end = self.store.end.clone().unwrap_or_default();
        let works = batch.iter().map(|request| &request.work);
        let known = self.store.known(end.chain.position(), works.clone(), unmet).await?;
        let admitted = admission::admit(known, works.zip(ticket::stands(batch)));
        let sheet = Sheet::seal(admitted.rows, admitted.created, admitted.presumed, end, self.clock.as_ref());
        Ok((sheet, admitted.answers, admitted.streams))
    }

    /// Takes a committed batch as the new end of the log.
    fn settle(&mut self, end: End, states: States) {
        self.sent = None;
        for (name, state) in states {
            self.store.cache.put(name, state);
        }
        let position = Position::new(end.chain.position());
        self.store.end = Some(end);
        self.head.send_if_modified(|head| {
            let later = position > *head;
            *head = position.max(*head);
            later
        });
    }

    /// Drops the connection and all that is remembered, so that nothing doubtful is built upon.
    fn start_afresh(&mut self) {
        self.store.disconnect();
        self.store.end = None;
        self.store.cache.clear();
    }

    fn fail(&mut self, batch: Vec<Request>, error: sqlx::Error, unknown: bool) {
        self.sent = None;
        telemetry::failed();
        tracing::error!(%error, unknown, requests = batch.len(), "a batch of writes failed");
        let error = Arc::new(error);
        for request in batch {
            let error = Arc::clone(&error);
            let answer = if unknown { AppendError::Unknown(error) } else { AppendError::Database(error) };
            // A caller that has gone does not want to know.
            let _ = request.answer.send(Err(answer));
        }
    }
}

type States = HashMap<StreamName, StreamState>;

fn answer(batch: Vec<Request>, answers: Answers) {
    for (request, answer) in batch.into_iter().zip(answers) {
        telemetry::answered(&answer, request.queued_at.elapsed());
        if let (Some(stub), true) = (&request.stub, answer.is_ok()) {
            stub.written();
        }
        // A caller that has gone does not want to know.
        let _ = request.answer.send(answer);
    }
}
