//! What people need in order to take part: kept apart, read by few, and disposed of when it is over.
//!
//! Each statement is sealed under a key of its own. No table holds what it says; it is opened from the register's facts
//! when a list is made. After the last session the keys are destroyed: the facts stay and say nothing any more.
//! Source: "Diet and access needs are a separate, restricted file that is deleted after the event".

use chrono::{DateTime, NaiveTime, Utc};
use parvis_events::Stream;
use parvis_events::ids::{EnrolmentId, PersonId, RegisterId};
use parvis_events::participation::Needs;
use parvis_events::register::{Command, Register, State, needs_key};
use parvis_events::time::instant;
use parvis_log::Revision;
use parvis_projections::House;
use parvis_projections::register::TermsRow;

use crate::facts::Cause;
use crate::handle::{Batch, Done, Handle, HandleError};
use crate::people::{KeyRing, PeopleError};

/// What somebody needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// In which enrolment.
    pub enrolment: EnrolmentId,
    /// Who.
    pub person: PersonId,
    /// What.
    pub needs: Needs,
}

/// What the members of a register need, in the order they enrolled; whatever was disposed of is not among it.
///
/// # Errors
/// When the register cannot be read.
pub async fn known(handle: &Handle, register: RegisterId) -> Result<Vec<Stated>, HandleError> {
    // What is remembered may hold what was destroyed since, so it is opened anew.
    let past = handle.history::<Register>(register.uuid(), Revision::FIRST, usize::MAX).await?;
    let state = past.iter().map(|(fact, ..)| fact).fold(State::default(), Register::evolve);
    let mut found = Vec::new();
    for enrolment in state.enrolments() {
        for (person, needs) in &enrolment.needs {
            if let Some(needs) = needs.clear() {
                found.push(Stated { enrolment: enrolment.id(), person: *person, needs: needs.clone() });
            }
        }
    }
    Ok(found)
}

/// Disposes of what was needed wherever the last session is over. Returns in how many registers.
///
/// # Errors
/// When the keys or the log fail; what is left is disposed of the next time.
pub async fn dispose_due(
    handle: &Handle,
    ring: &KeyRing,
    house: &House,
    cause: &Cause,
) -> Result<usize, HandleError> {
    let mut disposed = 0;
    for terms in house.register.terms.rows() {
        if over(house, terms).is_some_and(|end| end <= cause.at) && stated_in(house, terms) {
            dispose(handle, ring, terms.register, cause).await?;
            disposed += 1;
        }
    }
    Ok(disposed)
}

/// The next instant at which something is to be disposed of.
pub fn next_due(house: &House) -> Option<DateTime<Utc>> {
    let due = house.register.terms.rows().filter(|terms| stated_in(house, terms));
    due.filter_map(|terms| over(house, terms)).min()
}

/// Destroys the keys of everything that was needed in a register, also of those who left, and records it.
///
/// The keys go first: a crash before it is recorded leaves nothing readable, and the next attempt records it.
///
/// # Errors
/// When the keys or the log fail.
pub async fn dispose(
    handle: &Handle,
    ring: &KeyRing,
    register: RegisterId,
    cause: &Cause,
) -> Result<Done, HandleError> {
    // Should somebody say what they need meanwhile, it is decided anew, and that is disposed of as well.
    let mut attempts = handle.attempts();
    loop {
        let mut batch = attempts.start().await;
        let decided = decide(&mut batch, ring, register, cause).await;
        if let Some(((), done)) = attempts.finish(batch, decided).await? {
            return Ok(done);
        }
    }
}

async fn decide(
    batch: &mut Batch<'_>,
    ring: &KeyRing,
    register: RegisterId,
    cause: &Cause,
) -> Result<(), HandleError> {
    let state = batch.state::<Register>(register.uuid()).await?;
    for (enrolment, person) in state.needs_known() {
        ring.destroy(needs_key(enrolment, person, state.needs_round)).await?;
    }
    batch.decide::<Register>(register.uuid(), Command::DisposeNeeds, cause).await?;
    Ok(())
}

/// Destroys the keys of what one person needed, because the person is erased.
///
/// # Errors
/// When the keys fail.
pub async fn forget(ring: &KeyRing, house: &House, person: PersonId) -> Result<(), PeopleError> {
    for row in house.register.needs.rows().filter(|row| row.person == person) {
        ring.destroy(needs_key(row.enrolment, row.person, row.round)).await?;
    }
    Ok(())
}

fn stated_in(house: &House, terms: &TermsRow) -> bool {
    house.register.needs.rows().any(|row| row.register == terms.register)
}

/// When the last session of a programme or meeting is over; absent while none is scheduled.
fn over(house: &House, terms: &TermsRow) -> Option<DateTime<Utc>> {
    let programmes = &house.programmes;
    let zone = programmes.programmes.get(&(terms.programme,))?.zone;
    let seminars = programmes.seminars_of(terms.programme).into_iter();
    let seminars = seminars.filter(|row| terms.seminar.is_none_or(|meeting| meeting == row.seminar));
    let ends = seminars.map(|row| {
        let last = programmes.sessions_of(row.seminar).last().map_or(NaiveTime::MIN, |session| session.ends);
        instant(zone, row.ends_on.and_time(last))
    });
    ends.max()
}
