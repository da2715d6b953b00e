//! Samples of a programme, its evaluations and the rights in it.

pub mod programme {
    use parvis_events::areas::CulturalArea;
    use parvis_events::letter::LetterKind;
    use parvis_events::programme::{Anchor, CertificateRule, Event, ReminderRule, Speaker};
    use parvis_events::time::DayOffset;

    use crate::golden::samples;
    use crate::samples::{
        form, participation, partner, period, person, plan, seminar, seminar_id, session, value, venue,
    };

    samples! { Event;
        Event::Planned(_) => "programme-planned": Event::Planned(plan());
        Event::PlanChanged(_) => "plan-changed": Event::PlanChanged(plan());
        Event::PartnerLeft { .. } => "partner-left": Event::PartnerLeft { county: value("13") };
        Event::PartnerJoined(_) => "partner-joined": Event::PartnerJoined(partner("13", 4));
        Event::CouncilMemberAppointed { .. } => "council-member-appointed":
            Event::CouncilMemberAppointed { person: person("council"), county: value("13") };
        Event::CouncilMemberLeft { .. } => "council-member-left":
            Event::CouncilMemberLeft { person: person("council") };
        Event::ParticipationRuleSet(_) => "participation-rule-set": Event::ParticipationRuleSet(participation());
        Event::SeminarScheduled(_) => "seminar-scheduled": Event::SeminarScheduled(seminar());
        Event::SeminarDescribed { .. } => "seminar-described": Event::SeminarDescribed {
            seminar: seminar_id(1),
            theme: value("Vad är KKN idag?"),
            speakers: vec![Speaker { person: person("speaker"), topic: value("Forskningsläget") }],
            online: Some(value("https://motet.example/kkn-1")),
            areas: [CulturalArea::Museums, CulturalArea::Film].into(),
        };
        Event::SeminarRescheduled { .. } => "seminar-rescheduled": Event::SeminarRescheduled {
            seminar: seminar_id(1),
            sessions: vec![session("Dag 1", "2018-06-05", "09:30:00", "16:30:00")],
        };
        Event::SeminarMoved { .. } => "seminar-moved":
            Event::SeminarMoved { seminar: seminar_id(1), venue: venue("Lund") };
        Event::SeminarCancelled { .. } => "seminar-cancelled":
            Event::SeminarCancelled { seminar: seminar_id(1), reason: value("Snöstorm") };
        Event::EnrolmentOpened { .. } => "enrolment-opened": Event::EnrolmentOpened {
            enrolment: period("2018-02-01", "2018-04-30"),
            withdrawal_deadline: value("2018-05-15"),
        };
        Event::EnrolmentClosed => "enrolment-closed": Event::EnrolmentClosed;
        Event::ReminderRuleSet(_) => "reminder-rule-set": Event::ReminderRuleSet(ReminderRule {
            code: value("week-before"),
            letter: LetterKind::SeminarReminder,
            offset: DayOffset::Before(7),
            anchor: Anchor::SeminarStart,
            at: value("09:00:00"),
        });
        Event::ReminderRuleRemoved { .. } => "reminder-rule-removed":
            Event::ReminderRuleRemoved { code: value("week-before") };
        Event::CertificateRuleSet(_) => "certificate-rule-set":
            Event::CertificateRuleSet(CertificateRule { least_percent: 80, signatory: Some(person("signatory")) });
        Event::EvaluationFormSet(_) => "evaluation-form-set": Event::EvaluationFormSet(form());
        Event::Completed => "programme-completed": Event::Completed;
        Event::Archived => "programme-archived": Event::Archived;
    }
}

pub mod evaluation {
    use std::collections::BTreeMap;

    use parvis_events::evaluation::{Answer, Ballot, Event, Facet, GroupTally};

    use crate::golden::samples;
    use crate::samples::{form, person, programme, seminar_id, value};

    samples! { Event;
        Event::Opened { .. } => "evaluation-opened": Event::Opened {
            programme: programme(),
            seminar: Some(seminar_id(1)),
            form: form(),
            invited: 40,
            closes: value("2018-06-13T21:59:59Z"),
        };
        Event::BallotsCounted { .. } => "ballots-counted": Event::BallotsCounted {
            ballots: vec![
                Ballot(BTreeMap::from([(value("usefulness"), Answer::Grade(4))])),
                Ballot(BTreeMap::from([
                    (value("usefulness"), Answer::DontKnow),
                    (value("other"), Answer::Text("Mer tid för samtal.".into())),
                ])),
                Ballot::default(),
            ],
        };
        Event::Closed { .. } => "evaluation-closed": Event::Closed {
            groups: vec![
                GroupTally {
                    facet: Facet::Role,
                    group: "culture".into(),
                    ballots: 7,
                    grades: BTreeMap::from([(value("usefulness"), BTreeMap::from([(3, 2), (5, 4)]))]),
                },
                GroupTally { facet: Facet::Region, group: "12".into(), ballots: 9, grades: BTreeMap::new() },
            ],
        };
        Event::SummaryApproved { .. } => "summary-approved":
            Event::SummaryApproved { approver: person("coordinator") };
    }
}

pub mod access {
    use parvis_events::access::{Event, Grant, Right};

    use crate::golden::samples;
    use crate::samples::{person, programme};

    samples! { Event;
        Event::Granted { .. } => "role-granted": Event::Granted {
            person: person("council"),
            grant: Grant { programme: programme(), right: Right::CouncilMember },
        };
        Event::Revoked { .. } => "role-revoked": Event::Revoked {
            person: person("helper"),
            grant: Grant { programme: programme(), right: Right::CheckInHelper },
        };
    }
}
