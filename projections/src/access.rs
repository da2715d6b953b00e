//! Who may do what among the staff of programmes.

use chrono::{DateTime, Utc};
use parvis_events::access::{Event, Right};
use parvis_events::codec::Fact;
use parvis_events::ids::{PersonId, ProgrammeId};

use crate::Envelope;
use crate::table::{Column, row, view};

impl Column for Right {
    const SQL: &'static str = "text";
}

row! {
    /// A role that was granted and is in force. What a programme itself says of its coordinator and its council stands
    /// with the programme.
    GrantRow in "grants", key [programme: ProgrammeId, person: PersonId, role: Right], links [programme: ProgrammeId, person: PersonId], of_programme true {
        /// The programme.
        programme: ProgrammeId,
        /// Who.
        person: PersonId,
        /// Which.
        role: Right,
        /// Since when, UTC.
        granted_at: DateTime<Utc>,
        /// Who granted it: an account, never a name.
        granted_by: String,
    }
}

view! {
    /// Who may do what.
    Grants, "access", "Who may do what among the staff of programmes, and who granted it?" {
        /// Roles in force.
        grants: GrantRow,
    }
}

impl Grants {
    /// Folds one fact.
    pub fn evolve(&mut self, envelope: &Envelope) {
        let Fact::Access(event) = &envelope.fact else { return };
        match event {
            Event::Granted { person, grant } => self.grants.put(GrantRow {
                programme: grant.programme,
                person: *person,
                role: grant.right,
                granted_at: envelope.decided_at,
                granted_by: envelope.actor.clone(),
            }),
            Event::Revoked { person, grant } => {
                self.grants.remove(&(grant.programme, *person, grant.right));
            }
        }
    }
}
