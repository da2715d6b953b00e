//! All views together: they advance as one, so that none is ever ahead of another.

use std::collections::BTreeSet;

use parvis_events::codec::Fact;
use parvis_events::ids::ProgrammeId;

use crate::Envelope;
use crate::access::Grants;
use crate::attendance::{Attendance, By};
use crate::certificates::Certificates;
use crate::evaluations::Evaluations;
use crate::letters::Letters;
use crate::people::People;
use crate::programmes::Programmes;
use crate::register::Register;
use crate::reminders::{Known, Reminders};
use crate::table::Tables;

/// The version of the views' shape and meaning; raise it when either changes, and they are rebuilt.
pub const VERSION: i32 = 7;

/// Every view, at one position of the log.
#[derive(Clone, Debug, Default)]
pub struct House {
    /// Which programmes there are.
    pub programmes: Programmes,
    /// Who is who.
    pub people: People,
    /// Who may do what.
    pub access: Grants,
    /// Who is enrolled.
    pub register: Register,
    /// Who attended what.
    pub attendance: Attendance,
    /// Which certificates there are.
    pub certificates: Certificates,
    /// What participants thought.
    pub evaluations: Evaluations,
    /// Which letters there are.
    pub letters: Letters,
    /// Which reminders fall due.
    pub reminders: Reminders,
}

impl House {
    /// Folds facts in the order of the log, then brings what follows from them up to date: of programmes that changed
    /// themselves everything, and elsewhere what the rows that were touched ask for.
    pub fn fold<'a>(&mut self, envelopes: impl IntoIterator<Item = &'a Envelope>) {
        let mut whole = BTreeSet::new();
        for envelope in envelopes {
            self.programmes.evolve(envelope);
            self.people.evolve(envelope);
            self.access.evolve(envelope);
            self.register.evolve(envelope);
            self.attendance.evolve(envelope);
            self.certificates.evolve(envelope);
            self.evaluations.evolve(envelope);
            self.letters.evolve(envelope);
            self.reminders.evolve(envelope);
            if let Fact::Programme(_) = envelope.fact {
                whole.insert(ProgrammeId::new(envelope.stream_id));
            }
        }
        self.register.settle();
        let Self { programmes, register, attendance, reminders, letters, .. } = self;
        attendance.settle(&whole, By { programmes, register });
        reminders.settle(&whole, &Known { programmes, register, attendance }, letters);
        for view in self.views_mut() {
            view.untouch();
        }
    }

    /// The views, for whoever stores or lists them.
    pub fn views(&self) -> [&dyn Tables; 9] {
        [
            &self.programmes,
            &self.people,
            &self.access,
            &self.register,
            &self.attendance,
            &self.certificates,
            &self.evaluations,
            &self.letters,
            &self.reminders,
        ]
    }

    /// The views, for whoever fills them from their tables or writes their changes.
    pub fn views_mut(&mut self) -> [&mut dyn Tables; 9] {
        [
            &mut self.programmes,
            &mut self.people,
            &mut self.access,
            &mut self.register,
            &mut self.attendance,
            &mut self.certificates,
            &mut self.evaluations,
            &mut self.letters,
            &mut self.reminders,
        ]
    }
}
