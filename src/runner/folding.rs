//! From the log's events to the views in memory: read in order, opened, and folded.

use parvis_events::codec::Fact;
use parvis_events::ids::PersonId;
use parvis_events::register::needs_key;
use parvis_events::{person, register};
use parvis_log::{Filter, Position, ReadAll, RecordedEvent};
use parvis_projections::{Envelope, House};

use super::{BATCH, Kept, Parked, Runner, RunnerError};
use crate::facts;

impl Runner {
    /// Facts of one batch after a checkpoint, in order.
    ///
    /// # Errors
    /// When a position is missing, or the log cannot be read.
    pub async fn after(&self, checkpoint: i64) -> Result<Vec<RecordedEvent>, RunnerError> {
        let read = ReadAll {
            limit: BATCH,
            filter: Filter::default(),
            ..ReadAll::after(Position::new(checkpoint), BATCH)
        };
        let events = self.log.read_all(read).await?;
        for (event, before) in events.iter().zip(checkpoint..) {
            let found = event.position.get();
            if found != before + 1 {
                return Err(RunnerError::Gap { checkpoint: before, found });
            }
        }
        Ok(events)
    }

    /// Reads events as facts and opens them; what cannot be read is left out and parks its stream.
    ///
    /// # Errors
    /// When a key cannot be read.
    pub async fn open_facts(
        &self,
        events: &[RecordedEvent],
    ) -> Result<(Vec<Envelope>, Vec<Parked>), RunnerError> {
        let mut envelopes = Vec::with_capacity(events.len());
        let mut parked: Vec<Parked> = Vec::new();
        for event in events.iter().filter(|event| !event.stream.is_metastream()) {
            let stream = event.stream.as_str();
            if parked.iter().any(|one| one.stream == stream) {
                continue;
            }
            match facts::read(event) {
                Ok(envelope) => envelopes.push(envelope),
                Err(why) => parked.push(Parked {
                    stream: stream.to_owned(),
                    position: event.position.get(),
                    reason: why.to_string(),
                }),
            }
        }
        let mut inner: Vec<_> = envelopes.iter().map(|envelope| envelope.fact.clone()).collect();
        self.ring.unseal(&mut inner).await?;
        for (envelope, fact) in envelopes.iter_mut().zip(inner) {
            envelope.fact = fact;
        }
        Ok((envelopes, parked))
    }

    /// Forgets the keys of what people needed, because the log says it was disposed of or they were erased.
    fn forget_needs(&self, house: &House, envelopes: &[Envelope]) {
        for envelope in envelopes {
            let disposed = matches!(envelope.fact, Fact::Register(register::Event::NeedsDisposed { .. }));
            let erased = matches!(envelope.fact, Fact::Person(person::Event::Erased));
            let stream = envelope.stream_id;
            let rows = house.register.needs.rows().filter(|row| {
                disposed && row.register.uuid() == stream || erased && row.person.uuid() == stream
            });
            for row in rows {
                self.ring.forget(needs_key(row.enrolment, row.person, row.round));
            }
        }
    }

    /// Folds events into views, but for those of streams that wait. Returns the streams that wait from now on.
    pub(super) async fn fold(
        &self,
        kept: &mut Kept,
        events: &[RecordedEvent],
    ) -> Result<Vec<Parked>, RunnerError> {
        let waiting: Vec<RecordedEvent> =
            events.iter().filter(|event| !kept.parked.contains_key(event.stream.as_str())).cloned().collect();
        let (envelopes, parked) = self.open_facts(&waiting).await?;
        for envelope in &envelopes {
            if matches!(envelope.fact, Fact::Person(person::Event::Erased)) {
                self.ring.forget(PersonId::new(envelope.stream_id));
            }
        }
        self.forget_needs(&kept.house, &envelopes);
        kept.house.fold(&envelopes);
        for one in &parked {
            tracing::error!(
                stream = %one.stream, position = one.position, reason = %one.reason,
                "a fact cannot be read; its stream waits"
            );
            kept.parked.insert(one.stream.clone(), one.clone());
        }
        Ok(parked)
    }
}
