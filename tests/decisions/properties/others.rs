//! Smaller histories of the other streams: no command panics, and what is said again changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{TimeDelta, Utc};
use parvis_events::attendance::{self, Attendance, Observation};
use parvis_events::certificates::{self, Certificates, Issue, entitled};
use parvis_events::evaluation::{self, Answer, Ballot, Evaluation, Facet, GroupTally, tellable};
use parvis_events::ids::{CertificateId, LetterId, ObservationId};
use parvis_events::letter::{self, Letter, LetterKind, Letters, Subject};
use parvis_events::person::{self, ErasureDecision, Person, PersonDetailsGiven};
use parvis_events::personal::Personal;
use parvis_events::values::Language;
use parvis_events::{Stream, access};
use proptest::prelude::{Just, Strategy, any};
use proptest::{collection, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::{histories, tell};
use crate::samples::{NOW, details, form, person, programme, seminar_id, session_id, value};

fn somebody() -> impl Strategy<Value = parvis_events::ids::PersonId> {
    prop_oneof![Just(person("Anna")), Just(person("Bo"))]
}

fn status() -> impl Strategy<Value = attendance::Status> {
    use attendance::Status::{ExcusedAbsence, Partly, Present, UnexcusedAbsence};
    prop_oneof![Just(Present), Just(Partly), Just(ExcusedAbsence), Just(UnexcusedAbsence)]
}

fn observation() -> impl Strategy<Value = Observation> {
    (0..12u8, somebody(), 0..2u8, status(), 0..100u32, 0..60i64).prop_map(
        |(id, person, session, status, minutes, second)| Observation {
            id: ObservationId::named(&[&id.to_string()]),
            person,
            session: session_id(&session.to_string()),
            status,
            minutes: if status >= attendance::Status::ExcusedAbsence { minutes / 90 } else { minutes },
            method: attendance::Method::Code,
            device: "door".into(),
            observed_at: value::<chrono::DateTime<Utc>>(NOW) + TimeDelta::seconds(second),
        },
    )
}

fn attendance_command() -> impl Strategy<Value = attendance::Command> {
    use attendance::Command as C;
    let length = prop_oneof![9 => Just(Some(90)), 1 => Just(None), 1 => any::<u32>().prop_map(Some)];
    prop_oneof![
        20 => (observation(), length.clone()).prop_map(|(observation, session_minutes)| {
            C::Observe { programme: programme(), observation, session_minutes }
        }),
        5 => (observation(), length, any::<bool>()).prop_map(|(wanted, session_minutes, why)| C::Correct {
            person: wanted.person,
            session: wanted.session,
            status: wanted.status,
            minutes: wanted.minutes,
            reason: if why { "Seen".into() } else { String::new() },
            session_minutes,
        }),
        5 => (observation(), collection::btree_set(0..12u8, 0..6)).prop_map(|(wanted, ids)| C::Retract {
            person: wanted.person,
            session: wanted.session,
            observations: ids.into_iter().map(|id| ObservationId::named(&[&id.to_string()])).collect(),
            at: wanted.observed_at,
        }),
        1 => Just(C::CloseRoll),
    ]
}

fn issue() -> impl Strategy<Value = Issue> {
    (0..6u8, 0..6u8, somebody(), any::<u16>(), any::<u16>()).prop_map(
        |(id, number, person, attended, offered)| Issue {
            certificate: CertificateId::named(&[&id.to_string()]),
            number: value(&number.to_string()),
            person,
            date: value("2019-05-24"),
            minutes_attended: attended.into(),
            minutes_offered: offered.into(),
            snapshot: Personal::Sealed(String::new()),
        },
    )
}

fn certificates_command() -> impl Strategy<Value = certificates::Command> {
    use certificates::Command as C;
    let id = (0..6u8).prop_map(|id| CertificateId::named(&[&id.to_string()]));
    let why = prop_oneof![4 => Just("Put right".to_owned()), 1 => Just(String::new())];
    prop_oneof![
        (issue(), 0..3u8).prop_map(|(issue, least_percent)| C::Issue { issue, least_percent }),
        (somebody(), 0..3u32).prop_map(|(person, minutes_attended_now)| C::Flag {
            person,
            seminar: seminar_id(1),
            minutes_attended_now,
        }),
        (id.clone(), why.clone()).prop_map(|(certificate, reason)| C::Revoke { certificate, reason }),
        (id, issue(), 0..3u8, why).prop_map(|(replaces, issue, least_percent, reason)| C::Reissue {
            replaces,
            issue,
            least_percent,
            reason,
        }),
    ]
}

fn ballots() -> impl Strategy<Value = Vec<Ballot>> {
    let answer = prop_oneof![
        9 => (0..7u8).prop_map(Answer::Grade),
        1 => Just(Answer::DontKnow),
        1 => Just(Answer::Text("Tack".into())),
    ];
    let answers = collection::btree_map(Just(value("usefulness")), answer, 0..2);
    collection::vec(answers.prop_map(Ballot), 0..9)
}

fn tallies() -> impl Strategy<Value = Vec<GroupTally>> {
    let facet = prop_oneof![Just(Facet::Role), Just(Facet::Region)];
    let size = prop_oneof![9 => 0..12u32, 1 => any::<u32>()];
    collection::vec((facet, 0..9u8, size), 0..8).prop_map(|groups| {
        let tally = |(facet, group, ballots): (Facet, u8, u32)| {
            let group = group.to_string();
            ((facet, group.clone()), GroupTally { facet, group, ballots, grades: BTreeMap::new() })
        };
        groups.into_iter().map(tally).collect::<BTreeMap<_, _>>().into_values().collect()
    })
}

fn evaluation_command() -> impl Strategy<Value = evaluation::Command> {
    use evaluation::Command as C;
    prop_oneof![
        (0..2u32).prop_map(|more| C::Open {
            programme: programme(),
            seminar: None,
            form: form(),
            invited: 30 + more,
            closes: value(NOW),
        }),
        ballots().prop_map(|ballots| C::CountBallots { ballots }),
        (ballots(), tallies()).prop_map(|(remainder, groups)| C::Close { remainder, groups }),
        somebody().prop_map(|approver| C::ApproveSummary { approver }),
    ]
}

fn person_command() -> impl Strategy<Value = person::Command> {
    use person::Command as C;
    let decision = prop_oneof![
        Just(ErasureDecision::Refuse),
        Just(ErasureDecision::Restrict),
        Just(ErasureDecision::Erase)
    ];
    let name = prop_oneof![Just("Anna"), Just("Anne")];
    prop_oneof![
        name.prop_map(|name| C::Register {
            person: person("Anna"),
            details: PersonDetailsGiven(details(name)),
            language: Language::Swedish,
        }),
        Just(C::ProtectIdentity),
        Just(C::LiftProtection),
        Just(C::RequestErasure),
        decision.prop_map(|decision| C::DecideErasure { decision, basis: value("Arkivlagen") }),
        Just(C::Erase),
    ]
}

fn letter_command() -> impl Strategy<Value = letter::Command> {
    use letter::Command as C;
    prop_oneof![
        Just(C::Queue(Letter {
            letter: LetterId::named(&["a"]),
            kind: LetterKind::Receipt,
            recipient: person("Anna"),
            programme: programme(),
            subject: Subject::default(),
            due: value(NOW),
            pointless_after: None,
        })),
        any::<bool>().prop_map(|uncertain| C::RecordSent { message_id: "<1@a.example>".into(), uncertain }),
        any::<bool>().prop_map(|permanent| C::RecordFailure { permanent, reason: String::new() }),
        Just(C::RecordMissed),
        Just(C::RecordReturned),
        Just(C::SendAgain),
        Just(C::Settle { how: letter::Settlement::ToldOtherwise }),
        Just(C::Settle { how: letter::Settlement::NoLongerNeeded }),
    ]
}

proptest! {
    #![proptest_config(histories(128))]

    #[test]
    fn a_roll_takes_any_command_and_keeps_each_observation_once(
        commands in collection::vec(attendance_command(), 1..80),
    ) {
        let history = tell::<Attendance>(commands, |_| true)?;
        let seen: Vec<_> = history
            .iter()
            .filter_map(|fact| if let attendance::Event::Observed(found) = fact { Some(found.id) } else { None })
            .collect();
        prop_assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len());
    }

    #[test]
    fn what_counts_of_observations_does_not_depend_on_the_order_they_arrive_in(
        observations in collection::btree_map(0..60i64, observation(), 1..12),
        seed in any::<u64>(),
    ) {
        let seen: Vec<Observation> = observations
            .into_iter()
            .map(|(second, seen)| Observation {
                observed_at: value::<chrono::DateTime<Utc>>(NOW) + TimeDelta::seconds(second),
                ..seen
            })
            .collect();
        let mut shuffled = seen.clone();
        shuffled.sort_by_key(|seen| seen.observed_at.timestamp().unsigned_abs().wrapping_mul(seed | 1));
        let counts = |order: Vec<Observation>| {
            let facts: Vec<_> = order.into_iter().map(attendance::Event::Observed).collect();
            let marks = Attendance::fold(&facts).marks;
            marks.into_iter().map(|(key, mark)| (key, mark.status, mark.minutes)).collect::<Vec<_>>()
        };
        prop_assert_eq!(counts(seen), counts(shuffled));
    }

    #[test]
    fn nobody_has_two_certificates_that_hold(commands in collection::vec(certificates_command(), 1..80)) {
        let history = tell::<Certificates>(commands, |_| true)?;
        let certificates = Certificates::fold(&history).certificates;
        let holders: Vec<_> = certificates.values().filter(|c| c.validity.holds()).map(|c| c.person).collect();
        prop_assert_eq!(holders.iter().collect::<BTreeSet<_>>().len(), holders.len());
        let numbers: BTreeSet<_> = certificates.values().map(|c| &c.number).collect();
        prop_assert_eq!(numbers.len(), certificates.len());
    }

    #[test]
    fn a_share_is_never_larger_for_fewer_minutes(attended in any::<u32>(), offered in any::<u32>(), percent in 1..=100u8) {
        let less = entitled(attended.saturating_sub(1), offered, percent);
        prop_assert!(!less || entitled(attended, offered, percent));
        prop_assert!(offered == 0 || entitled(offered, offered, percent));
    }

    // Counting a batch twice counts it twice: ballots have no ids, so only the log can tell a repetition.
    #[test]
    fn an_evaluation_takes_any_command(commands in collection::vec(evaluation_command(), 1..40)) {
        let repeatable = |command: &evaluation::Command| !matches!(command, evaluation::Command::CountBallots { .. });
        let history = tell::<Evaluation>(commands, repeatable)?;
        prop_assert!(Evaluation::fold(&history).counted <= 31);
    }

    #[test]
    fn no_sum_of_groups_that_are_not_told_is_below_k(groups in tallies(), ballots in 0..40u32, least in 2..7u32) {
        for facet in [Facet::Role, Facet::Region] {
            let told: Vec<u32> = tellable(groups.clone(), ballots, least)
                .iter()
                .filter(|group| group.facet == facet)
                .map(|group| group.ballots)
                .collect();
            prop_assert!(told.iter().all(|size| *size >= least));
            let known: u64 = told.iter().copied().map(u64::from).sum();
            prop_assert!(known <= u64::from(ballots));
            let rest = u64::from(ballots) - known;
            prop_assert!(told.is_empty() || rest == 0 || rest >= u64::from(least), "{rest} could be computed");
        }
    }

    #[test]
    fn a_person_takes_any_command(commands in collection::vec(person_command(), 1..40)) {
        tell::<Person>(commands, |_| true)?;
    }

    // A failed attempt is counted each time it happens, unless it was the last.
    #[test]
    fn a_letter_takes_any_command(commands in collection::vec(letter_command(), 1..20)) {
        let repeatable =
            |command: &letter::Command| !matches!(command, letter::Command::RecordFailure { permanent: false, .. });
        let history = tell::<Letters>(commands, repeatable)?;
        let count = |is: fn(&letter::Event) -> bool| history.iter().filter(|fact| is(fact)).count();
        let sent = count(|fact| matches!(fact, letter::Event::Sent { .. }));
        // Once, and once more for each time that somebody decided so.
        let again = count(|fact| matches!(fact, letter::Event::QueuedAgain { .. }));
        prop_assert!(sent <= 1 + again);
    }

    #[test]
    fn an_account_takes_any_command(granted in collection::vec((any::<bool>(), 0..3u8), 1..20)) {
        let rights = [access::Right::Coordinator, access::Right::Organiser, access::Right::Registrar];
        let command = |(granted, right): (bool, u8)| {
            let grant = access::Grant { programme: programme(), right: rights[usize::from(right)] };
            let person = person("Anna");
            if granted { access::Command::Grant { person, grant } } else { access::Command::Revoke { person, grant } }
        };
        tell::<access::Access>(granted.into_iter().map(command).collect(), |_| true)?;
    }
}
