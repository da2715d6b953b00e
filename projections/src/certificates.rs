//! Which certificates there are, what they say, and whether they hold.

use chrono::{DateTime, NaiveDate, Utc};
use parvis_events::certificates::{Event, Issue, Snapshot, Validity};
use parvis_events::codec::Fact;
use parvis_events::ids::{CertificateId, PersonId, ProgrammeId};
use serde_json::Value;

use crate::Envelope;
use crate::table::{row, view};

row! {
    /// A certificate.
    CertificateRow in "certificates", key [certificate: CertificateId], links [programme: ProgrammeId, person: PersonId], of_programme true {
        /// Its id.
        certificate: CertificateId,
        /// Its programme.
        programme: ProgrammeId,
        /// Its number.
        number: String,
        /// Whose it is.
        person: PersonId,
        /// Day of issue, local.
        date: NaiveDate,
        /// Minutes attended, by what it says.
        minutes_attended: u32,
        /// Minutes offered, by what it says.
        minutes_offered: u32,
        /// Whether it holds.
        validity: Validity,
        /// The one it replaced.
        replaces: Option<CertificateId>,
        /// Minutes attended by what was known when it was flagged.
        minutes_known: Option<u32>,
        /// When it was flagged, replaced or revoked, UTC.
        judged_at: Option<DateTime<Utc>>,
        /// What it says; gone after erasure.
        snapshot: Option<Value>,
    }
}

view! {
    /// Which certificates there are.
    Certificates, "certificates", "Which certificates were issued, what do they say, and do they hold?" {
        /// Certificates.
        certificates: CertificateRow,
    }
}

impl CertificateRow {
    /// What it says, unless its person was erased.
    pub fn says(&self) -> Option<Snapshot> {
        self.snapshot.clone().and_then(|value| serde_json::from_value(value).ok())
    }
}

impl Certificates {
    /// Folds one fact.
    pub fn evolve(&mut self, envelope: &Envelope) {
        let programme = ProgrammeId::new(envelope.stream_id);
        let at = Some(envelope.decided_at);
        let event = match &envelope.fact {
            Fact::Certificates(event) => event,
            Fact::Person(parvis_events::person::Event::Erased) => {
                let person = PersonId::new(envelope.stream_id);
                self.certificates.update_of(person, |row| row.snapshot = None);
                return;
            }
            Fact::Programme(_)
            | Fact::Register(_)
            | Fact::Attendance(_)
            | Fact::Evaluation(_)
            | Fact::Person(_)
            | Fact::Letter(_)
            | Fact::Access(_) => return,
        };
        match event {
            Event::Issued(issue) => self.certificates.put(issued(programme, issue, None)),
            Event::Flagged { certificate, minutes_attended_now, .. } => {
                self.certificates.update(&(*certificate,), |row| {
                    row.validity = Validity::Flagged;
                    row.minutes_known = Some(*minutes_attended_now);
                    row.judged_at = at;
                });
            }
            Event::Revoked { certificate, .. } => self.judge(*certificate, Validity::Revoked, at),
            Event::Reissued { replaces, issue, .. } => {
                self.judge(*replaces, Validity::Replaced, at);
                self.certificates.put(issued(programme, issue, Some(*replaces)));
            }
        }
    }

    /// The certificates of a programme, in order of number.
    pub fn of(&self, programme: ProgrammeId) -> Vec<&CertificateRow> {
        let mut found: Vec<&CertificateRow> = self.certificates.of(programme).collect();
        found.sort_by(|a, b| a.number.cmp(&b.number));
        found
    }

    fn judge(&mut self, certificate: CertificateId, validity: Validity, at: Option<DateTime<Utc>>) {
        self.certificates.update(&(certificate,), |row| {
            row.validity = validity;
            row.judged_at = at;
        });
    }
}

fn issued(programme: ProgrammeId, issue: &Issue, replaces: Option<CertificateId>) -> CertificateRow {
    CertificateRow {
        certificate: issue.certificate,
        programme,
        number: issue.number.to_string(),
        person: issue.person,
        date: issue.date,
        minutes_attended: issue.minutes_attended,
        minutes_offered: issue.minutes_offered,
        validity: Validity::Issued,
        replaces,
        minutes_known: None,
        judged_at: None,
        snapshot: issue.snapshot.clear().and_then(|says| serde_json::to_value(says).ok()),
    }
}
