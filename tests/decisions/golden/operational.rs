//! Samples of attendance, certificates, people and letters.

use parvis_events::ids::{PersonId, SessionId};

/// Whom and what the samples are about.
pub struct Sample {
    pub person: PersonId,
    pub session: SessionId,
}

pub fn sample() -> Sample {
    Sample { person: crate::samples::person("Anna"), session: crate::samples::session_id("Dag 1") }
}

pub mod attendance {
    use parvis_events::attendance::{Event, Method, Observation, Status};
    use parvis_events::ids::ObservationId;

    use super::{Sample, sample};
    use crate::golden::{samples, sealed};
    use crate::samples::{programme, value};

    fn observation() -> Observation {
        let Sample { person, session } = sample();
        Observation {
            id: ObservationId::named(&["tablet", "1"]),
            person,
            session,
            status: Status::Partly,
            minutes: 300,
            method: Method::List,
            device: "tablet".into(),
            observed_at: value("2018-05-29T07:31:05.250Z"),
        }
    }

    fn corrected() -> Event {
        let Sample { person, session } = sample();
        Event::Corrected {
            person,
            session,
            status: Status::ExcusedAbsence,
            minutes: 0,
            reason: sealed(),
            at: value("2018-06-01T08:00:00Z"),
        }
    }

    fn retracted() -> Event {
        let Sample { person, session } = sample();
        Event::Retracted {
            person,
            session,
            observations: [ObservationId::named(&["tablet", "1"])].into(),
            at: value("2018-05-29T07:32:00Z"),
        }
    }

    samples! { Event;
        Event::RollOpened { .. } => "roll-opened": Event::RollOpened { programme: programme() };
        Event::Observed(_) => "attendance-observed": Event::Observed(observation());
        Event::Corrected { .. } => "attendance-corrected": corrected();
        Event::Retracted { .. } => "observations-retracted": retracted();
        Event::RollClosed => "roll-closed": Event::RollClosed;
    }
}

pub mod certificates {
    use parvis_events::certificates::{Event, Issue};
    use parvis_events::ids::CertificateId;

    use super::sample;
    use crate::golden::{samples, sealed};
    use crate::samples::{seminar_id, value};

    fn issue(number: &str) -> Issue {
        Issue {
            certificate: CertificateId::named(&[number]),
            number: value(number),
            person: sample().person,
            date: value("2019-05-24"),
            minutes_attended: 3300,
            minutes_offered: 3900,
            snapshot: sealed(),
        }
    }

    fn id(number: &str) -> CertificateId {
        issue(number).certificate
    }

    samples! { Event;
        Event::Issued(_) => "certificate-issued": Event::Issued(issue("KKN-2018-001"));
        Event::Flagged { .. } => "certificate-flagged": Event::Flagged {
            certificate: id("KKN-2018-001"),
            seminar: seminar_id(1),
            minutes_attended_now: 3000,
        };
        Event::Revoked { .. } => "certificate-revoked": Event::Revoked {
            certificate: id("KKN-2018-001"),
            person: sample().person,
            reason: sealed(),
        };
        Event::Reissued { .. } => "certificate-reissued": Event::Reissued {
            replaces: id("KKN-2018-001"),
            issue: issue("KKN-2018-002"),
            reason: sealed(),
        };
    }
}

pub mod person {
    use parvis_events::person::{ErasureDecision, Event};
    use parvis_events::values::Language;

    use super::sample;
    use crate::golden::{samples, sealed};
    use crate::samples::value;

    samples! { Event;
        Event::Registered { .. } => "person-registered":
            Event::Registered { person: sample().person, details: sealed(), language: Language::Swedish };
        Event::ContactChanged { .. } => "contact-changed":
            Event::ContactChanged { person: sample().person, details: sealed(), language: Language::Bokmal };
        Event::ProtectedIdentitySet => "protected-identity-set": Event::ProtectedIdentitySet;
        Event::ProtectedIdentityLifted => "protected-identity-lifted": Event::ProtectedIdentityLifted;
        Event::ErasureRequested => "erasure-requested": Event::ErasureRequested;
        Event::ErasureDecided { .. } => "erasure-decided": Event::ErasureDecided {
            decision: ErasureDecision::Restrict,
            basis: value("Arkivlagen (1990:782) 10 §"),
        };
        Event::Erased => "person-erased": Event::Erased;
    }
}

pub mod letter {
    use std::collections::BTreeMap;

    use parvis_events::ids::{CertificateId, LetterId};
    use parvis_events::letter::{Event, Letter, LetterKind, Settlement, Subject};

    use super::sample;
    use crate::golden::samples;
    use crate::samples::{enrolment, person, programme, seminar_id, value};

    fn letter() -> Letter {
        Letter {
            letter: LetterId::named(&["week-before", "Anna"]),
            kind: LetterKind::SeminarReminder,
            recipient: sample().person,
            programme: programme(),
            subject: Subject {
                enrolment: Some(enrolment("Malmö")),
                seminar: Some(seminar_id(1)),
                certificate: Some(CertificateId::named(&["KKN-2018-001"])),
                person: Some(person("Bo")),
                until: Some(value("2018-03-15T23:00:00Z")),
                sequence: 2,
                codes: BTreeMap::from([("missing".into(), "culture".into())]),
            },
            due: value("2018-05-22T07:00:00Z"),
            pointless_after: Some(value("2018-05-29T07:30:00Z")),
        }
    }

    samples! { Event;
        Event::Queued(_) => "letter-queued": Event::Queued(letter());
        Event::Sent { .. } => "letter-sent":
            Event::Sent { message_id: "<1@parvis.example>".into(), uncertain: true };
        Event::Failed { .. } => "letter-failed":
            Event::Failed { attempt: 2, permanent: false, reason: "451 try again later".into() };
        Event::Missed => "letter-missed": Event::Missed;
        Event::Returned => "letter-returned": Event::Returned;
        Event::QueuedAgain { .. } => "letter-queued-again":
            Event::QueuedAgain { due: value("2018-05-20T07:00:00Z"), pointless_after: Some(value("2018-05-29T08:00:00Z")) };
        Event::Settled { .. } => "letter-settled": Event::Settled { how: Settlement::ToldOtherwise };
    }
}
