//! `programme-{id}`: planning a programme, its partners, seminars and rules.

mod changing;
mod checking;
mod meetings;
mod seminars;

use parvis_events::Stream;
use parvis_events::ids::RegisterId;
use parvis_events::letter::LetterKind;
use parvis_events::participation::ParticipationRule;
use parvis_events::programme::{
    Anchor, CertificateRule, Command, Event, Plan, Problem, Programme, Rejection, ReminderRule, Stage,
};
use parvis_events::register::Terms;
use parvis_events::time::DayOffset;

use crate::samples::{
    NOW, form, participation, partner, period, person, plan, programme, seminar, terms, value,
};
use crate::table::{hold, leads, refused};

fn planned() -> Vec<Event> {
    vec![Event::Planned(plan())]
}

fn joined(county: &str, allocation: u32) -> Event {
    Event::PartnerJoined(partner(county, allocation))
}

/// Everything it takes to open enrolment.
fn ready() -> Vec<Event> {
    let facts = vec![Event::ParticipationRuleSet(participation()), Event::SeminarScheduled(seminar())];
    [planned(), facts].concat()
}

fn open() -> Command {
    Command::OpenEnrolment {
        enrolment: period("2018-02-01", "2018-04-30"),
        withdrawal_deadline: value("2018-05-15"),
    }
}

fn opened() -> Event {
    Event::EnrolmentOpened {
        enrolment: period("2018-02-01", "2018-04-30"),
        withdrawal_deadline: value("2018-05-15"),
    }
}

fn not_ready(problems: &[Problem]) -> Rejection {
    Rejection::NotReady(problems.to_vec())
}

fn after(more: Vec<Event>) -> Vec<Event> {
    [planned(), more].concat()
}

#[test]
fn a_programme_is_planned_once() {
    let with = |change: fn(&mut Plan)| {
        let mut plan = plan();
        change(&mut plan);
        Command::Plan(plan)
    };
    hold::<Programme>(
        NOW,
        vec![
            leads("planned", &[], Command::Plan(plan()), planned()),
            leads("planned before", &planned(), Command::Plan(plan()), vec![]),
            refused("otherwise", &planned(), with(|plan| plan.places = 30), Rejection::AlreadyPlanned),
        ],
    );
}

#[test]
fn nothing_happens_to_a_programme_that_is_not_planned() {
    let commands = vec![
        Command::JoinPartner(partner("12", 20)),
        Command::AppointCouncilMember { person: person("Anna"), county: value("12") },
        Command::RemoveCouncilMember { person: person("Anna") },
        Command::SetParticipationRule(participation()),
        Command::ScheduleSeminar(seminar()),
        open(),
        Command::CloseEnrolment,
        Command::Complete,
        Command::Archive,
    ];
    let row = |command| refused::<Programme>("not planned", &[], command, Rejection::NotPlanned);
    hold(NOW, commands.into_iter().map(row).collect());
}

#[test]
fn partners_join_and_change_their_allocation() {
    hold::<Programme>(
        NOW,
        vec![
            leads("joins", &planned(), Command::JoinPartner(partner("12", 20)), vec![joined("12", 20)]),
            leads(
                "more places",
                &after(vec![joined("12", 10)]),
                Command::JoinPartner(partner("12", 20)),
                vec![joined("12", 20)],
            ),
            leads(
                "as before",
                &after(vec![joined("12", 20)]),
                Command::JoinPartner(partner("12", 20)),
                vec![],
            ),
        ],
    );
}

#[test]
fn council_members_are_appointed_and_leave() {
    let appoint = |county| Command::AppointCouncilMember { person: person("Anna"), county: value(county) };
    let appointed = |county| Event::CouncilMemberAppointed { person: person("Anna"), county: value(county) };
    let leave = || Command::RemoveCouncilMember { person: person("Anna") };
    let left = || Event::CouncilMemberLeft { person: person("Anna") };
    let member = after(vec![appointed("12")]);
    hold::<Programme>(
        NOW,
        vec![
            leads("appointed", &planned(), appoint("12"), vec![appointed("12")]),
            leads("appointed before", &member, appoint("12"), vec![]),
            leads("for another region", &member, appoint("13"), vec![appointed("13")]),
            leads("leaves", &member, leave(), vec![left()]),
            leads("was never there", &planned(), leave(), vec![]),
        ],
    );
}

#[test]
fn who_may_take_part_is_decided() {
    let decided = after(vec![Event::ParticipationRuleSet(participation())]);
    let mut alone = participation();
    alone.rule = ParticipationRule::Individual;
    let mut meetings = participation();
    meetings.rule = ParticipationRule::OpenMeeting;
    let is_open = [ready(), vec![opened()]].concat();
    let set = Command::SetParticipationRule;
    hold::<Programme>(
        NOW,
        vec![
            leads("decided", &planned(), set(participation()), decided.clone().split_off(1)),
            leads("decided before", &decided, set(participation()), vec![]),
            leads(
                "decided otherwise",
                &decided,
                set(alone.clone()),
                vec![Event::ParticipationRuleSet(alone.clone())],
            ),
            leads(
                "as meetings, while a draft",
                &decided,
                set(meetings.clone()),
                vec![Event::ParticipationRuleSet(meetings.clone())],
            ),
            refused(
                "as meetings, once published",
                &is_open,
                set(meetings),
                Rejection::Published("kind of enrolment"),
            ),
        ],
    );
}

#[test]
fn enrolment_opens_when_the_programme_is_ready() {
    let shared = [ready(), vec![joined("12", 12), joined("13", 8)]].concat();
    let no_seminar = after(vec![Event::ParticipationRuleSet(participation())]);
    let cancelled = Event::SeminarCancelled { seminar: seminar().id, reason: value("Snöstorm") };
    let no_rule = after(vec![Event::SeminarScheduled(seminar())]);
    let later = || Command::OpenEnrolment {
        enrolment: period("2018-02-01", "2018-05-12"),
        withdrawal_deadline: value("2018-05-15"),
    };
    let reopened = || Event::EnrolmentOpened {
        enrolment: period("2018-02-01", "2018-05-12"),
        withdrawal_deadline: value("2018-05-15"),
    };
    let is_open = [ready(), vec![opened()]].concat();
    let is_closed = [is_open.clone(), vec![Event::EnrolmentClosed]].concat();
    hold::<Programme>(
        NOW,
        vec![
            leads("all places common", &ready(), open(), vec![opened()]),
            leads("all places shared out", &shared, open(), vec![opened()]),
            leads("open", &is_open, open(), vec![]),
            refused("open, with other dates", &is_open, later(), Rejection::EnrolmentAlreadyOpen),
            leads("closed, and opened again as it was", &is_closed, open(), vec![opened()]),
            leads("closed, and opened for longer", &is_closed, later(), vec![reopened()]),
            refused("no rule", &no_rule, open(), not_ready(&[Problem::NoParticipationRule])),
            refused("no seminar", &no_seminar, open(), not_ready(&[Problem::NoSeminars])),
            refused(
                "no seminar that is held",
                &[ready(), vec![cancelled]].concat(),
                open(),
                not_ready(&[Problem::NoSeminars]),
            ),
            refused(
                "everything at once",
                &planned(),
                open(),
                not_ready(&[Problem::NoParticipationRule, Problem::NoSeminars]),
            ),
        ],
    );
}

#[test]
fn enrolment_closes_once_and_not_before_it_opened() {
    let close = Command::CloseEnrolment;
    let is_open = [ready(), vec![opened()]].concat();
    let is_closed = [is_open.clone(), vec![Event::EnrolmentClosed]].concat();
    hold::<Programme>(
        NOW,
        vec![
            leads("closed", &is_open, close.clone(), vec![Event::EnrolmentClosed]),
            leads("closed before", &is_closed, close.clone(), vec![]),
            refused("never opened", &planned(), close, Rejection::EnrolmentNotOpen),
        ],
    );
}

#[test]
fn the_register_takes_its_terms_from_the_programme_once_enrolment_is_open() {
    let shared = [ready(), vec![joined("12", 12), joined("13", 8)]].concat();
    assert_eq!(Programme::fold(&shared).terms(), None);
    let facts = [shared, vec![opened()]].concat();
    let expected = Terms { last_day: Some(value("2018-05-30")), ..terms(20, &[("12", 12), ("13", 8)]) };
    assert_eq!(Programme::fold(&facts).terms(), Some(expected.clone()));
    let closed = Programme::fold(&[facts.clone(), vec![Event::EnrolmentClosed]].concat());
    assert_eq!(
        closed.registers(),
        [(RegisterId::new(programme().uuid()), Terms { closed: true, ..expected.clone() })]
    );
    // The last day moves with the last seminar; when none is left to be held, there is no such day.
    let later = vec![crate::samples::session("Dag 1", "2018-06-12", "09:30:00", "16:30:00")];
    let moved = Event::SeminarRescheduled { seminar: seminar().id, sessions: later };
    let moved = Programme::fold(&[facts.clone(), vec![moved]].concat());
    assert_eq!(moved.terms(), Some(Terms { last_day: Some(value("2018-06-12")), ..expected.clone() }));
    let off = Event::SeminarCancelled { seminar: seminar().id, reason: value("Snöstorm") };
    let off = Programme::fold(&[facts, vec![off]].concat());
    assert_eq!(off.terms(), Some(Terms { last_day: None, called_off: true, ..expected }));
}

fn reminder(days: u16) -> ReminderRule {
    ReminderRule {
        code: value("before"),
        letter: LetterKind::SeminarReminder,
        offset: DayOffset::Before(days),
        anchor: Anchor::SeminarStart,
        at: value("09:00:00"),
    }
}

#[test]
fn reminder_rules_are_set_changed_and_removed() {
    let set = |days| Command::SetReminderRule(reminder(days));
    let fact = |days| Event::ReminderRuleSet(reminder(days));
    let remove = || Command::RemoveReminderRule { code: value("before") };
    let removed = || Event::ReminderRuleRemoved { code: value("before") };
    let past = after(vec![fact(7)]);
    hold::<Programme>(
        NOW,
        vec![
            leads("set", &planned(), set(7), vec![fact(7)]),
            leads("set before", &past, set(7), vec![]),
            leads("changed", &past, set(3), vec![fact(3)]),
            leads("removed", &past, remove(), vec![removed()]),
            leads("never set", &planned(), remove(), vec![]),
        ],
    );
}

#[test]
fn what_it_takes_to_be_certified_and_what_is_asked_afterwards_are_set_and_changed() {
    let rule = |least_percent| CertificateRule { least_percent, signatory: Some(person("signatory")) };
    let certify = |percent| Command::SetCertificateRule(rule(percent));
    let fact = |percent| Event::CertificateRuleSet(rule(percent));
    let mut pairs = form();
    pairs.least_group = 2;
    let asked = after(vec![Event::EvaluationFormSet(form())]);
    let ask = Command::SetEvaluationForm;
    hold::<Programme>(
        NOW,
        vec![
            leads("certified", &planned(), certify(80), vec![fact(80)]),
            leads("certified before", &after(vec![fact(80)]), certify(80), vec![]),
            leads("certified otherwise", &after(vec![fact(80)]), certify(50), vec![fact(50)]),
            leads("asked", &planned(), ask(form()), asked.clone().split_off(1)),
            leads("asked before", &asked, ask(form()), vec![]),
            leads("asked otherwise", &asked, ask(pairs.clone()), vec![Event::EvaluationFormSet(pairs)]),
        ],
    );
}

#[test]
fn a_programme_is_completed_and_put_away_and_then_stays_as_it_is() {
    let is_open = [ready(), vec![opened()]].concat();
    let completed = [is_open.clone(), vec![Event::Completed]].concat();
    let archived = [completed.clone(), vec![Event::Archived]].concat();
    let is_closed = [is_open.clone(), vec![Event::EnrolmentClosed]].concat();
    let off = Event::SeminarCancelled { seminar: seminar().id, reason: value("Snöstorm") };
    let change = || Command::JoinPartner(partner("12", 20));
    hold::<Programme>(
        "2018-05-30T16:00:00Z",
        vec![
            leads(
                "completed when everything is called off",
                &[is_open.clone(), vec![off.clone()]].concat(),
                Command::Complete,
                vec![Event::Completed],
            ),
            leads("completed on the last day", &is_open, Command::Complete, vec![Event::Completed]),
            leads("completed before", &completed, Command::Complete, vec![]),
            leads("put away", &completed, Command::Archive, vec![Event::Archived]),
            leads("put away before", &archived, Command::Archive, vec![]),
            leads("put away cannot be completed any more", &archived, Command::Complete, vec![]),
            leads(
                "put away, everything called off",
                &[is_open.clone(), vec![off, Event::Completed]].concat(),
                Command::Archive,
                vec![Event::Archived],
            ),
            refused("put away while it is open", &is_open, Command::Archive, Rejection::NotCompleted),
            refused("put away before its seminars", &is_closed, Command::Archive, Rejection::NotCompleted),
            leads("put away unfinished", &planned(), Command::Archive, vec![Event::Archived]),
            refused("completed, never opened", &planned(), Command::Complete, Rejection::NeverOpened),
            refused("completed, then changed", &completed, change(), Rejection::Finished(Stage::Completed)),
            refused("put away, then opened", &archived, open(), Rejection::Finished(Stage::Archived)),
        ],
    );
    // 23:59 in Stockholm, the day before the last.
    hold::<Programme>(
        "2018-05-29T21:59:00Z",
        vec![refused(
            "a seminar is still to come",
            &is_open,
            Command::Complete,
            Rejection::NotOver { last: value("2018-05-30") },
        )],
    );
}
