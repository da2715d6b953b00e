//! Which reminders fall due, when, and for whom.
//!
//! A rule is local ("14 days before, at 09:00"); its instant is computed here, from the dates as they
//! are now. When a seminar moves, the rows move with it. Source: rule "Local time".

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use parvis_events::codec::Fact;
use parvis_events::ids::{EnrolmentId, LetterId, PersonId, ProgrammeId, SeminarId};
use parvis_events::letter::LetterKind;
use parvis_events::programme::{Anchor, Event, ReminderRule};
use parvis_events::time::{DayOffset, instant, local_date};
use parvis_events::values::ReminderCode;

use crate::Envelope;
use crate::attendance::Attendance;
use crate::letters::Letters;
use crate::programmes::{ProgrammeRow, Programmes, SeminarRow};
use crate::register::{EnrolmentRow, ParticipantRow, Register, Status};
use crate::table::{Column, row, view};

impl Column for Anchor {
    const SQL: &'static str = "text";
}

/// A reminder nobody could send for this long is recorded as missed, not sent.
const STALE_AFTER: TimeDelta = TimeDelta::hours(24);

row! {
    /// A reminder rule.
    ReminderRuleRow in "reminder_rules", key [programme: ProgrammeId, code: ReminderCode], links [programme: ProgrammeId], of_programme true {
        /// The programme.
        programme: ProgrammeId,
        /// Its name.
        code: ReminderCode,
        /// The letter it sends.
        letter: LetterKind,
        /// How many days.
        days: u16,
        /// Before the anchor, not after it.
        before: bool,
        /// What it counts from.
        anchor: Anchor,
        /// Local time of day.
        at: NaiveTime,
    }
}

row! {
    /// A reminder for one person that is not queued yet.
    ReminderDueRow in "reminders_due", key [letter: LetterId], links [enrolment: EnrolmentId, programme: ProgrammeId], of_programme true {
        /// The letter it will be; named by rule, person and anchor date, so it is queued once only.
        letter: LetterId,
        /// The programme.
        programme: ProgrammeId,
        /// The rule.
        code: ReminderCode,
        /// The letter's kind.
        kind: LetterKind,
        /// Who gets it.
        recipient: PersonId,
        /// The seminar it is about.
        seminar: Option<SeminarId>,
        /// The enrolment it is about.
        enrolment: Option<EnrolmentId>,
        /// When it falls due, UTC.
        due: DateTime<Utc>,
        /// When it becomes pointless, UTC.
        pointless_after: DateTime<Utc>,
    }
}

view! {
    /// Which reminders fall due.
    Reminders, "reminders", "Which reminders fall due, when, and for whom?" {
        /// Rules.
        rules: ReminderRuleRow,
        /// Reminders to come.
        due: ReminderDueRow,
    }
}

/// The views that reminders follow from.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Seminars and their dates.
    pub programmes: &'a Programmes,
    /// Who has a place, and whose seats are held.
    pub register: &'a Register,
    /// Who was there.
    pub attendance: &'a Attendance,
}

/// What a settled row is made from.
struct Occasion {
    recipient: PersonId,
    seminar: Option<SeminarId>,
    enrolment: Option<EnrolmentId>,
    anchor: NaiveDate,
    /// The reminder is for those who were there when it fell due.
    since: DateTime<Utc>,
}

impl Reminders {
    /// Folds one fact.
    pub fn evolve(&mut self, envelope: &Envelope) {
        let Fact::Programme(event) = &envelope.fact else { return };
        let programme = ProgrammeId::new(envelope.stream_id);
        match event {
            Event::ReminderRuleSet(rule) => self.rules.put(stored(programme, rule)),
            Event::ReminderRuleRemoved { code } => self.rules.remove(&(programme, code.clone())),
            Event::Planned(_)
            | Event::PlanChanged(_)
            | Event::PartnerJoined(_)
            | Event::PartnerLeft { .. }
            | Event::CouncilMemberAppointed { .. }
            | Event::CouncilMemberLeft { .. }
            | Event::ParticipationRuleSet(_)
            | Event::SeminarScheduled(_)
            | Event::SeminarDescribed { .. }
            | Event::SeminarRescheduled { .. }
            | Event::SeminarMoved { .. }
            | Event::SeminarCancelled { .. }
            | Event::EnrolmentOpened { .. }
            | Event::EnrolmentClosed
            | Event::CertificateRuleSet(_)
            | Event::EvaluationFormSet(_)
            | Event::Completed
            | Event::Archived => {}
        }
    }

    /// Brings reminders up to date: those of whole programmes, and elsewhere of the enrolments in which something was
    /// touched. What is queued by now is no longer to come.
    pub fn settle(&mut self, whole: &BTreeSet<ProgrammeId>, known: &Known<'_>, letters: &Letters) {
        let Known { programmes, register, attendance } = *known;
        let mut touched: BTreeSet<EnrolmentId> = BTreeSet::new();
        touched.extend(register.enrolments.touched().map(|(key, _)| key.0));
        touched.extend(register.participants.touched().map(|(key, _)| key.0));
        for ((_, person), _) in attendance.marks.touched() {
            touched.extend(register.participants.of(*person).map(|row| row.enrolment));
        }
        for programme in whole {
            touched.extend(register.enrolments.of(*programme).map(|row| row.enrolment));
        }
        let mut seminars: BTreeMap<ProgrammeId, Vec<&SeminarRow>> = BTreeMap::new();
        for enrolment in touched {
            let Some(row) = register.enrolment(enrolment) else { continue };
            let Some(programme) = programmes.programmes.get(&(row.programme,)) else { continue };
            let seminars =
                seminars.entry(row.programme).or_insert_with(|| programmes.seminars_of(row.programme));
            let mut rows = Vec::new();
            for rule in self.rules.of(row.programme) {
                for occasion in occasions(rule.anchor, programme, row, seminars, known) {
                    let row = due(rule, programme, &occasion);
                    if row.due >= occasion.since && letters.letters.get(&(row.letter,)).is_none() {
                        rows.push(row);
                    }
                }
            }
            self.due.replace_of(enrolment, rows);
        }
        for (letter, _) in letters.letters.touched() {
            self.due.remove(letter);
        }
    }

    /// When the next reminder falls due.
    pub fn next_due(&self) -> Option<DateTime<Utc>> {
        self.due.rows().map(|row| row.due).min()
    }
}

fn stored(programme: ProgrammeId, rule: &ReminderRule) -> ReminderRuleRow {
    let (days, before) = match rule.offset {
        DayOffset::Before(days) => (days, true),
        DayOffset::After(days) => (days, false),
    };
    ReminderRuleRow {
        programme,
        code: rule.code.clone(),
        letter: rule.letter,
        days,
        before,
        anchor: rule.anchor,
        at: rule.at,
    }
}

/// When an enrolment is to be reminded of something.
fn occasions(
    anchor: Anchor,
    programme: &ProgrammeRow,
    enrolment: &EnrolmentRow,
    seminars: &[&SeminarRow],
    known: &Known<'_>,
) -> Vec<Occasion> {
    let Known { programmes, register, attendance } = *known;
    if anchor == Anchor::HoldEnd {
        let until = enrolment.until.filter(|_| enrolment.status == Status::Incomplete);
        // A hold ends at midnight; the day it ends on is the day before.
        let last = until.and_then(|until| local_date(programme.zone, until).checked_sub_days(Days::new(1)));
        let occasion = last.map(|last| Occasion {
            recipient: enrolment.contact,
            seminar: None,
            enrolment: Some(enrolment.enrolment),
            anchor: last,
            since: enrolment.submitted_at,
        });
        return occasion.into_iter().collect();
    }
    let mut found = Vec::new();
    for seminar in seminars {
        let members = register.participants.of(enrolment.enrolment);
        let here = |row: &&ParticipantRow| row.status == Status::Admitted && row.comes_to(seminar.seminar);
        for participant in members.filter(here) {
            // Whoever is known not to have been there has no opinion of it.
            let after = anchor == Anchor::SeminarEnd;
            if after && attendance.absent_throughout(programmes, seminar.seminar, participant.person) {
                continue;
            }
            found.push(Occasion {
                recipient: participant.person,
                seminar: Some(seminar.seminar),
                enrolment: Some(participant.enrolment),
                anchor: if anchor == Anchor::SeminarStart { seminar.starts_on } else { seminar.ends_on },
                since: participant.joined_at,
            });
        }
    }
    found
}

fn due(rule: &ReminderRuleRow, programme: &ProgrammeRow, occasion: &Occasion) -> ReminderDueRow {
    let offset = if rule.before { DayOffset::Before(rule.days) } else { DayOffset::After(rule.days) };
    let at = instant(programme.zone, offset.from(occasion.anchor).and_time(rule.at));
    let about = occasion
        .seminar
        .map(|seminar| seminar.to_string())
        .or_else(|| occasion.enrolment.map(|enrolment| enrolment.to_string()))
        .unwrap_or_default();
    ReminderDueRow {
        letter: LetterId::named(&[
            &programme.programme.to_string(),
            rule.code.as_str(),
            &occasion.recipient.to_string(),
            &about,
            &occasion.anchor.to_string(),
        ]),
        programme: programme.programme,
        code: rule.code.clone(),
        kind: rule.letter,
        recipient: occasion.recipient,
        seminar: occasion.seminar,
        enrolment: occasion.enrolment,
        due: at,
        pointless_after: at + STALE_AFTER,
    }
}
