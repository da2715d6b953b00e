//! All views together: they advance as one, so that none is ever ahead of another.

use std::collections::BTreeSet;

use parvis_events::codec::Fact;
use parvis_events::ids::{ProgrammeId, RegisterId};
use parvis_events::{attendance, evaluation, letter};

use crate::Envelope;
use crate::attendance::Attendance;
use crate::certificates::Certificates;
use crate::evaluations::Evaluations;
use crate::letters::Letters;
use crate::people::People;
use crate::programmes::Programmes;
use crate::register::Register;
use crate::reminders::{Known, Reminders};
use crate::table::Tables;

/// The version of the views' shape and meaning; raise it when either changes, and they are rebuilt.
pub const VERSION: i32 = 3;

/// Every view, at one position of the log.
#[derive(Clone, Debug, Default)]
pub struct House {
    /// Which programmes there are.
    pub programmes: Programmes,
    /// Who is who.
    pub people: People,
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
    /// Folds facts in the order of the log, then brings what follows from them up to date.
    pub fn fold<'a>(&mut self, envelopes: impl IntoIterator<Item = &'a Envelope>) {
        let mut touched = BTreeSet::new();
        for envelope in envelopes {
            self.programmes.evolve(envelope);
            self.people.evolve(envelope);
            self.register.evolve(envelope);
            self.attendance.evolve(envelope);
            self.certificates.evolve(envelope);
            self.evaluations.evolve(envelope);
            self.letters.evolve(envelope);
            self.reminders.evolve(envelope);
            touched.extend(self.programme_of(envelope));
        }
        for programme in touched {
            self.settle(programme);
        }
    }

    /// The views, for whoever stores or lists them.
    pub fn views(&self) -> [&dyn Tables; 8] {
        [
            &self.programmes,
            &self.people,
            &self.register,
            &self.attendance,
            &self.certificates,
            &self.evaluations,
            &self.letters,
            &self.reminders,
        ]
    }

    /// The views, for whoever fills them from their tables or writes their changes.
    pub fn views_mut(&mut self) -> [&mut dyn Tables; 8] {
        [
            &mut self.programmes,
            &mut self.people,
            &mut self.register,
            &mut self.attendance,
            &mut self.certificates,
            &mut self.evaluations,
            &mut self.letters,
            &mut self.reminders,
        ]
    }

    fn settle(&mut self, programme: ProgrammeId) {
        self.register.settle(programme);
        self.attendance.settle(programme, &self.programmes, &self.register);
        let known =
            Known { programmes: &self.programmes, register: &self.register, attendance: &self.attendance };
        self.reminders.settle(programme, &known, &self.letters);
    }

    /// The programme whose sums a fact may change.
    fn programme_of(&self, envelope: &Envelope) -> Option<ProgrammeId> {
        let stream = envelope.stream_id;
        match &envelope.fact {
            Fact::Programme(_) => Some(ProgrammeId::new(stream)),
            Fact::Register(_) => Some(self.register.home(RegisterId::new(stream)).programme),
            Fact::Attendance(attendance::Event::RollOpened { programme })
            | Fact::Evaluation(evaluation::Event::Opened { programme, .. })
            | Fact::Letter(letter::Event::Queued(letter::Letter { programme, .. })) => Some(*programme),
            Fact::Attendance(_) => {
                let seminar = parvis_events::ids::SeminarId::new(stream);
                self.attendance.rolls.get(&(seminar,)).map(|roll| roll.programme)
            }
            Fact::Certificates(_)
            | Fact::Evaluation(_)
            | Fact::Person(_)
            | Fact::Letter(_)
            | Fact::Access(_) => None,
        }
    }
}
