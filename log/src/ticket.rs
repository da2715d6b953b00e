//! Writes that stand on others whose fate is not known yet.
//!
//! A program that decides on what a stream holds need not wait for one write before it decides the next: it hands the next
//! one in with the [`Ticket`] of the first. Should the first not be made, the second is not made either, whatever the
//! stream holds by then.

use tokio::sync::{oneshot, watch};

use crate::admission::Stand;
use crate::writer::Request;
use crate::{AppendError, Appended};

/// What is known of a write that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It waits.
    Waiting,
    /// It was made.
    Written,
    /// It was refused or failed, or nobody waits for it any more. After a lost connection it may have been made all the
    /// same.
    NotWritten,
}

/// A write that was handed in, for others to stand on.
#[derive(Clone, Debug)]
pub struct Ticket {
    pub(crate) number: u64,
    fate: watch::Receiver<Fate>,
}

impl Ticket {
    /// What is known of the write by now.
    pub fn fate(&self) -> Fate {
        let fate = *self.fate.borrow();
        // A writer that is gone makes no more writes.
        if fate == Fate::Waiting && self.fate.has_changed().is_err() { Fate::NotWritten } else { fate }
    }

    /// Waits until the write's fate is known, and says whether it was made.
    pub async fn written(&self) -> bool {
        let mut fate = self.fate.clone();
        fate.wait_for(|fate| *fate != Fate::Waiting).await.is_ok_and(|fate| *fate == Fate::Written)
    }
}

/// A write in the queue. Dropped before it is its turn, it is not made.
#[derive(Debug)]
pub struct Queued {
    pub(crate) answer: oneshot::Receiver<Result<Vec<Appended>, AppendError>>,
    pub(crate) ticket: Ticket,
}

impl Queued {
    /// By which other writes can stand on this one.
    pub fn ticket(&self) -> Ticket {
        self.ticket.clone()
    }

    /// Waits for the answer, in the order of the writes.
    ///
    /// # Errors
    /// As [`Log::append_many`](crate::Log::append_many); [`AppendError::Orphaned`] when a write it stands on was not made.
    pub async fn written(self) -> Result<Vec<Appended>, AppendError> {
        self.answer.await.unwrap_or(Err(AppendError::Closed))
    }
}

/// The writer's end of a ticket: unless it says so, the write was not made.
#[derive(Debug)]
pub(crate) struct Stub {
    pub number: u64,
    fate: watch::Sender<Fate>,
}

impl Stub {
    pub(crate) fn new(number: u64) -> (Stub, Ticket) {
        let (sender, fate) = watch::channel(Fate::Waiting);
        (Stub { number, fate: sender }, Ticket { number, fate })
    }

    pub(crate) fn written(&self) {
        self.fate.send_replace(Fate::Written);
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.fate.send_if_modified(|fate| {
            let waiting = *fate == Fate::Waiting;
            if waiting {
                *fate = Fate::NotWritten;
            }
            waiting
        });
    }
}

/// What each request of a batch stands on. The queue is in order, so what is not settled by now stands before it in the
/// same batch, or is of another log.
pub(crate) fn stands(batch: &[Request]) -> Vec<Stand> {
    let place = |number: u64| {
        batch.iter().position(|request| request.stub.as_ref().is_some_and(|stub| stub.number == number))
    };
    let stand = |request: &Request| {
        let mut on = Vec::new();
        for ticket in &request.after {
            match ticket.fate() {
                Fate::Written => {}
                Fate::NotWritten => return Stand::Fallen,
                Fate::Waiting => match place(ticket.number) {
                    Some(at) => on.push(at),
                    None => return Stand::Fallen,
                },
            }
        }
        Stand::On(on)
    };
    batch.iter().map(stand).collect()
}
