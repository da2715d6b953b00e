//! Every problem of a draft, told at once, each with its remedy.

use std::collections::BTreeSet;

use parvis_events::Stream;
use parvis_events::letter::LetterKind;
use parvis_events::participation::{Asked, EnrolmentQuestion, ParticipationRule, QuestionKind, Requirement};
use parvis_events::programme::{
    About, Anchor, AnswerKind, CertificateRule, Event, Problem, Programme, ReminderRule, State, check,
    check_opening,
};
use parvis_events::time::DayOffset;
use parvis_events::values::{Language, RoleCode};

use super::{joined, ready};
use crate::samples::{form, period, person, seminar, seminar_id, session, value};

/// A programme that could be opened.
fn draft() -> State {
    Programme::fold(&ready())
}

/// What is wrong with the draft after a change; the change names one thing, and nothing else is wrong.
#[track_caller]
fn wrong(change: impl FnOnce(&mut State), expected: &[Problem]) {
    let mut state = draft();
    change(&mut state);
    assert_eq!(check(&state), expected);
}

/// The same, once it is asked to open from 1 February to 30 April 2018, with 15 May as the last day to withdraw.
#[track_caller]
fn wrong_when_opened(change: impl FnOnce(&mut State), expected: &[Problem]) {
    let mut state = draft();
    change(&mut state);
    assert_eq!(check(&state), [], "before the days of enrolling are known");
    let found = check_opening(&state, period("2018-02-01", "2018-04-30"), value("2018-05-15"));
    assert_eq!(found, expected);
}

#[test]
fn a_programme_that_is_in_order_has_no_problem_and_neither_has_none() {
    assert_eq!(check(&draft()), []);
    assert_eq!(check(&State::default()), []);
    wrong_when_opened(|_| (), &[]);
}

#[test]
fn the_plan_has_places_and_languages() {
    let plan = |change: fn(&mut parvis_events::programme::Plan)| {
        move |state: &mut State| state.plan.as_mut().map(change).unwrap()
    };
    wrong(plan(|plan| plan.places = 0), &[Problem::NoPlaces]);
    wrong(plan(|plan| plan.languages.clear()), &[Problem::NoLanguage]);
    wrong(
        plan(|plan| plan.languages.push(Language::Swedish)),
        &[Problem::LanguageTwice { language: Language::Swedish }],
    );
}

#[test]
fn allocations_that_do_not_sum_are_told_with_by_how_many() {
    for (allocated, advice) in [
        (17, "the allocations sum to 17 of 20 places; share out 3 more"),
        (25, "the allocations sum to 25 of 20 places; take away 5"),
        (0, "the allocations sum to 0 of 20 places; share out 20 more"),
    ] {
        let problems = check(&Programme::fold(&[ready(), vec![joined("12", allocated)]].concat()));
        assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), [advice]);
    }
    let vast = [ready(), vec![joined("12", u32::MAX), joined("13", u32::MAX)]].concat();
    let excess = u32::MAX - 20;
    let expected = Problem::AllocationsTooLarge { places: 20, allocated: u32::MAX, excess };
    assert_eq!(check(&Programme::fold(&vast)), [expected]);
}

#[test]
fn who_may_take_part_is_decided_so_that_somebody_can() {
    let rule =
        |rule: ParticipationRule| move |state: &mut State| state.participation.as_mut().unwrap().rule = rule;
    let requirement = |name: &str, any_of: &[&str]| Requirement {
        name: value(name),
        any_of: any_of.iter().map(|role| value(role)).collect(),
    };
    let pair = |requirements| ParticipationRule::Pair { requirements };
    wrong(|state| state.participation = None, &[Problem::NoParticipationRule]);
    wrong(rule(pair(vec![])), &[Problem::PairOfOne { requirements: 0 }]);
    wrong(
        rule(pair(vec![requirement("a", &[]), requirement("b", &["culture", "sports"])])),
        &[
            Problem::RequirementEmpty { requirement: value("a") },
            Problem::RequirementUnknownRole { requirement: value("b"), role: value("sports") },
        ],
    );
    wrong(rule(ParticipationRule::Team { min: 0, max: 3 }), &[Problem::TeamBounds { min: 0, max: 3 }]);
    wrong(rule(ParticipationRule::Team { min: 3, max: 2 }), &[Problem::TeamBounds { min: 3, max: 2 }]);
    let roles = |change: fn(&mut Vec<parvis_events::participation::RoleName>)| {
        move |state: &mut State| {
            let participation = state.participation.as_mut().unwrap();
            participation.rule = ParticipationRule::Individual;
            change(&mut participation.roles);
        }
    };
    wrong(roles(Vec::clear), &[Problem::NoRole]);
    wrong(
        roles(|roles| roles.push(roles[0].clone())),
        &[Problem::RoleTwice { role: value::<RoleCode>("culture") }],
    );
}

#[test]
fn an_invitation_list_names_municipalities_of_the_partner_counties() {
    let invite = |codes: &[&str], partners: &[&str]| {
        let mut state = draft();
        let participation = state.participation.as_mut().unwrap();
        participation.invited = codes.iter().map(|code| value(code)).collect();
        let places = [20, 0];
        for (county, allocation) in partners.iter().zip(places) {
            state.partners.insert(value(county), crate::samples::partner(county, allocation));
        }
        check(&state)
    };
    assert_eq!(invite(&["1280", "1380"], &["12", "13"]), []);
    assert_eq!(invite(&["1280"], &[]), []);
    assert_eq!(
        invite(&["1280", "1380", "9999"], &["12"]),
        [
            Problem::InvitedElsewhere { municipality: value("1380"), county: value("13") },
            Problem::InvitedUnknown { municipality: value("9999") },
        ]
    );
}

#[test]
fn questions_can_be_answered() {
    let ask = |code: &str, kind| EnrolmentQuestion {
        code: value(code),
        text: value("Vad?"),
        kind,
        asked_of: Asked::default(),
        required: false,
        required_before: None,
    };
    let choice = |choices: &[&str]| QuestionKind::Choice {
        choices: choices.iter().map(|choice| value(choice)).collect(),
    };
    let questions = vec![
        ask("a", QuestionKind::Text),
        ask("a", choice(&["ja", "nej"])),
        ask("b", choice(&["ja"])),
        ask("c", choice(&["ja", "ja", "nej"])),
        ask("d", QuestionKind::Number { least: 3, most: 3 }),
        ask("e", QuestionKind::Number { least: 0, most: 1 }),
    ];
    wrong(
        |state| state.participation.as_mut().unwrap().questions = questions,
        &[
            Problem::QuestionTwice { question: value("a") },
            Problem::ChoicesUnusable { question: value("b") },
            Problem::ChoicesUnusable { question: value("c") },
            Problem::NumberBounds { question: value("d"), least: 3, most: 3 },
        ],
    );
}

#[test]
fn seminars_have_numbers_sessions_and_hours_of_their_own() {
    let on = |name: &str, day: &str, starts: &str, ends: &str| session(name, day, starts, ends);
    let change = |sessions| {
        move |state: &mut State| {
            state.seminars.get_mut(&seminar_id(1)).unwrap().sessions = sessions;
        }
    };
    wrong(|state| state.seminars.clear(), &[Problem::NoSeminars]);
    wrong(|state| state.cancelled = [seminar_id(1)].into(), &[Problem::NoSeminars]);
    wrong(change(vec![]), &[Problem::NoSessions { seminar: 1 }]);
    let day = "2018-05-29";
    wrong(
        change(vec![
            on("Lång", day, "09:00:00", "16:00:00"),
            on("Kort", day, "10:00:00", "11:00:00"),
            // It does not overlap the one before it, but the long one.
            on("Sen", day, "15:00:00", "17:00:00"),
            on("Bakvänd", "2018-04-30", "12:00:00", "11:00:00"),
        ]),
        &[
            Problem::SessionEndsBeforeItBegins {
                seminar: 1,
                session: value("Bakvänd"),
                date: value("2018-04-30"),
            },
            Problem::OutsidePeriod { seminar: 1, session: value("Bakvänd"), date: value("2018-04-30") },
            Problem::SessionsOverlap { seminar: 1, session: value("Kort"), date: value(day) },
            Problem::SessionsOverlap { seminar: 1, session: value("Sen"), date: value(day) },
        ],
    );
    let second = |number: u8, starts: &str, ends: &str| {
        let mut wanted = seminar();
        (wanted.id, wanted.number) = (seminar_id(2), number);
        wanted.sessions = vec![on("Annan", day, starts, ends)];
        move |state: &mut State| drop(state.seminars.insert(wanted.id, wanted))
    };
    wrong(second(2, "16:30:00", "18:00:00"), &[]);
    wrong(
        second(2, "16:00:00", "18:00:00"),
        &[Problem::SeminarsOverlap { seminar: 1, other: 2, date: value(day) }],
    );
    wrong(second(1, "17:00:00", "18:00:00"), &[Problem::NumberTwice { seminar: 1 }]);
    wrong(second(0, "17:00:00", "18:00:00"), &[Problem::NumberZero]);
}

#[test]
fn a_room_holds_everybody_who_may_be_admitted_unless_some_follow_online() {
    let room = |capacity, online: Option<&'static str>| {
        move |state: &mut State| {
            let found = state.seminars.get_mut(&seminar_id(1)).unwrap();
            found.venue.capacity = Some(capacity);
            found.online = online.map(value);
        }
    };
    // 20 places for pairs are 40 people.
    wrong(room(40, None), &[]);
    wrong(room(39, None), &[Problem::RoomTooSmall { seminar: 1, capacity: 39, people: 40 }]);
    wrong(room(39, Some("https://motet.example/1")), &[]);
}

#[test]
fn the_days_of_enrolling_make_sense() {
    let opened =
        |from: &str, to: &str, deadline: &str| check_opening(&draft(), period(from, to), value(deadline));
    // The seminar is on 29 and 30 May; what is reserved would be released on 15 April, but nothing is.
    assert_eq!(opened("2018-02-01", "2018-05-28", "2018-05-30"), []);
    assert_eq!(
        opened("2018-02-01", "2018-05-29", "2018-05-31"),
        [
            Problem::EnrolmentAfterFirstSeminar {
                seminar: 1,
                closes: value("2018-05-29"),
                starts: value("2018-05-29"),
            },
            Problem::DeadlineAfterLastSeminar { deadline: value("2018-05-31"), last: value("2018-05-30") },
        ]
    );
    assert_eq!(
        opened("2018-02-01", "2018-04-30", "2018-01-31"),
        [Problem::DeadlineBeforeEnrolment { deadline: value("2018-01-31"), opens: value("2018-02-01") }]
    );
    let release = |day: &'static str| {
        move |state: &mut State| {
            state.partners.insert(value("12"), crate::samples::partner("12", 20));
            state.participation.as_mut().unwrap().release = Some(value(day));
        }
    };
    wrong_when_opened(release("2018-02-01"), &[]);
    wrong_when_opened(release("2018-05-28"), &[]);
    for day in ["2018-01-31", "2018-05-29"] {
        let (opens, starts) = (value("2018-02-01"), value("2018-05-29"));
        wrong_when_opened(release(day), &[Problem::ReleaseOutOfTime { release: value(day), opens, starts }]);
    }
}

fn reminder(letter: LetterKind, offset: DayOffset, anchor: Anchor) -> impl FnOnce(&mut State) {
    move |state| {
        let (code, at) = (value("r"), value("09:00:00"));
        let rule = ReminderRule { code, letter, offset, anchor, at };
        state.reminders.insert(rule.code.clone(), rule);
    }
}

#[test]
fn a_reminder_counts_from_something_that_happens() {
    use Anchor::{HoldEnd, SeminarEnd, SeminarStart};
    use DayOffset::{After, Before};
    use LetterKind::{Certificate, EvaluationRequest, Incomplete, SeminarReminder};
    let r = || value("r");
    wrong(reminder(SeminarReminder, Before(7), SeminarStart), &[]);
    for (letter, anchor) in [
        (SeminarReminder, HoldEnd),
        (EvaluationRequest, HoldEnd),
        (Incomplete, SeminarStart),
        (Certificate, SeminarEnd),
    ] {
        let expected = Problem::ReminderLetter { reminder: r(), letter, anchor };
        wrong(reminder(letter, Before(3), anchor), &[expected]);
    }
    wrong(
        reminder(EvaluationRequest, After(1), SeminarEnd),
        &[Problem::ReminderWithoutForm { reminder: r() }],
    );
    let asked = |state: &mut State| {
        reminder(EvaluationRequest, After(1), SeminarEnd)(state);
        state.evaluation = Some(form());
    };
    wrong(asked, &[]);
    // Seats are held for 14 days.
    wrong(reminder(Incomplete, Before(14), HoldEnd), &[]);
    wrong(
        reminder(Incomplete, Before(15), HoldEnd),
        &[Problem::ReminderBeforeHold { reminder: r(), days: 15, hold: 14 }],
    );
    let never = || [Problem::ReminderNeverHappens { reminder: r(), anchor: HoldEnd }];
    wrong(reminder(Incomplete, After(1), HoldEnd), &never());
    for rule in [
        ParticipationRule::Individual,
        ParticipationRule::OpenMeeting,
        ParticipationRule::Team { min: 1, max: 4 },
    ] {
        let alone = |state: &mut State| {
            reminder(Incomplete, Before(3), HoldEnd)(state);
            state.participation.as_mut().unwrap().rule = rule;
        };
        wrong(alone, &never());
    }
    // 29 May less 118 days is 31 January, a day before enrolment opens.
    wrong_when_opened(reminder(SeminarReminder, Before(117), SeminarStart), &[]);
    wrong_when_opened(
        reminder(SeminarReminder, Before(118), SeminarStart),
        &[Problem::ReminderBeforeEnrolment {
            reminder: r(),
            date: value("2018-01-31"),
            opens: value("2018-02-01"),
        }],
    );
}

#[test]
fn certificates_are_signed_and_ask_for_a_share_of_one_to_a_hundred_per_cent() {
    let certify = |least_percent, signed: bool| {
        move |state: &mut State| {
            let signatory = signed.then(|| person("signatory"));
            state.certificate = Some(CertificateRule { least_percent, signatory });
        }
    };
    wrong(certify(1, true), &[]);
    wrong(certify(100, true), &[]);
    wrong(certify(101, true), &[Problem::PercentOutOfRange { percent: 101 }]);
    wrong(certify(0, false), &[Problem::NoSignatory, Problem::PercentOutOfRange { percent: 0 }]);
}

#[test]
fn an_evaluation_asks_something_and_protects_those_who_answer() {
    let ask = |change: fn(&mut parvis_events::programme::EvaluationForm)| {
        move |state: &mut State| {
            let mut form = form();
            change(&mut form);
            state.evaluation = Some(form);
        }
    };
    let (low, high) = (|| value("Inte alls"), || value("Mycket"));
    wrong(ask(|_| ()), &[]);
    wrong(ask(|form| form.questions.clear()), &[Problem::FormWithoutQuestion]);
    wrong(ask(|form| form.least_group = 1), &[Problem::FormSmallGroup { least: 1 }]);
    let twice =
        |form: &mut parvis_events::programme::EvaluationForm| form.questions.push(form.questions[0].clone());
    wrong(ask(twice), &[Problem::FormQuestionTwice { question: value("usefulness") }]);
    let flat = move |state: &mut State| {
        let mut form = form();
        form.questions[0].answer = AnswerKind::Scale { highest: 1, low: low(), high: high() };
        state.evaluation = Some(form);
    };
    wrong(flat, &[Problem::FormFlatScale { question: value("usefulness") }]);
}

#[test]
fn codes_are_told_apart_and_every_problem_says_what_it_is_about_and_what_to_do() {
    let codes: BTreeSet<&str> = Problem::CODES.iter().copied().collect();
    assert_eq!(codes.len(), Problem::CODES.len());
    let problem = Problem::SessionEndsBeforeItBegins {
        seminar: 2,
        session: value("Förmiddag"),
        date: value("2018-10-03"),
    };
    assert_eq!(problem.code(), "session-ends-before-it-begins");
    assert_eq!(problem.about(), About::Seminar(2));
    assert_eq!(
        problem.to_string(),
        "the session Förmiddag of seminar 2 on 2018-10-03 ends before it begins; correct its hours"
    );
    let names: Vec<&str> = problem.terms().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["seminar", "session", "date"]);
}

#[test]
fn a_programme_that_was_published_with_a_problem_can_still_be_changed_otherwise() {
    // Written before the rule was known: the deadline lies after the last seminar.
    let late = Event::EnrolmentOpened {
        enrolment: period("2018-02-01", "2018-04-30"),
        withdrawal_deadline: value("2018-06-30"),
    };
    let state = Programme::fold(&[ready(), vec![late]].concat());
    assert_eq!(check(&state).len(), 1);
    let rename = parvis_events::programme::Command::MoveSeminar {
        seminar: seminar_id(1),
        venue: crate::samples::venue("Lund"),
    };
    assert_eq!(Programme::decide(&state, rename, value(crate::samples::NOW)).unwrap().len(), 1);
}
