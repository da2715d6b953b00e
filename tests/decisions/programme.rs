//! `programme-{id}`: planning a programme, its partners, seminars and rules.

mod seminars;

use parvis_events::letter::LetterKind;
use parvis_events::participation::{ParticipationRule, Requirement};
use parvis_events::programme::{
    Anchor, AnswerKind, CertificateRule, Command, EvaluationForm, Event, Participation, Plan, Programme,
    Rejection, ReminderRule, Stage,
};
use parvis_events::testing::given;
use parvis_events::time::DayOffset;
use parvis_events::{Stream, values};

use crate::samples::{NOW, form, participation, partner, period, person, plan, seminar, terms, value};
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
            refused("no places", &[], with(|plan| plan.places = 0), Rejection::NoPlaces),
            refused("no language", &[], with(|plan| plan.languages.clear()), Rejection::NoLanguage),
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
fn who_may_take_part_is_decided_if_somebody_can() {
    let set = |change: fn(&mut Participation)| {
        let mut wanted = participation();
        change(&mut wanted);
        Command::SetParticipationRule(wanted)
    };
    let unusable = |fault| Rejection::UnusableParticipationRule(fault);
    fn only(wanted: &mut Participation, any_of: Vec<values::RoleCode>) {
        let requirement = |name: &str| Requirement { name: value(name), any_of: any_of.clone() };
        wanted.rule = ParticipationRule::Pair { requirements: vec![requirement("a"), requirement("b")] };
    }
    let decided = after(vec![Event::ParticipationRuleSet(participation())]);
    let mut alone = participation();
    alone.rule = ParticipationRule::Individual;
    hold::<Programme>(
        NOW,
        vec![
            leads("decided", &planned(), set(|_| ()), decided.clone().split_off(1)),
            leads("decided before", &decided, set(|_| ()), vec![]),
            leads(
                "decided otherwise",
                &decided,
                set(|wanted| wanted.rule = ParticipationRule::Individual),
                vec![Event::ParticipationRuleSet(alone)],
            ),
            refused(
                "one requirement",
                &planned(),
                set(|wanted| wanted.rule = ParticipationRule::Pair { requirements: vec![] }),
                unusable("a pair has at least two requirements"),
            ),
            refused(
                "a requirement nobody fills",
                &planned(),
                set(|wanted| only(wanted, vec![])),
                unusable("a requirement names no role that fills it"),
            ),
            refused(
                "a requirement of an unknown role",
                &planned(),
                set(|wanted| only(wanted, vec![value("sports")])),
                unusable("a requirement names a role the programme does not have"),
            ),
            refused(
                "no roles at all",
                &planned(),
                set(|wanted| {
                    wanted.rule = ParticipationRule::Individual;
                    wanted.roles.clear();
                }),
                unusable("nobody can take part without a role; name at least one"),
            ),
            refused(
                "an empty team",
                &planned(),
                set(|wanted| wanted.rule = ParticipationRule::Team { min: 0, max: 3 }),
                unusable("a team has at least one member and min ≤ max"),
            ),
            refused(
                "a team upside down",
                &planned(),
                set(|wanted| wanted.rule = ParticipationRule::Team { min: 3, max: 2 }),
                unusable("a team has at least one member and min ≤ max"),
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
        enrolment: period("2018-02-01", "2018-05-31"),
        withdrawal_deadline: value("2018-05-15"),
    };
    let reopened = || Event::EnrolmentOpened {
        enrolment: period("2018-02-01", "2018-05-31"),
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
            refused("no rule", &no_rule, open(), Rejection::NoParticipationRule),
            refused("no seminar", &no_seminar, open(), Rejection::NoSeminars),
            refused(
                "no seminar that is held",
                &[ready(), vec![cancelled]].concat(),
                open(),
                Rejection::NoSeminars,
            ),
        ],
    );
}

#[test]
fn allocations_that_do_not_sum_are_refused_saying_by_how_many() {
    for (allocated, advice) in [
        (17, "the allocations sum to 17 of 20 places: share out 3 more"),
        (25, "the allocations sum to 25 of 20 places: take away 5"),
        (0, "the allocations sum to 0 of 20 places: share out 20 more"),
    ] {
        let past = [ready(), vec![joined("12", allocated)]].concat();
        let rejection = Rejection::AllocationsDoNotSum { places: 20, allocated };
        assert_eq!(rejection.to_string(), advice);
        given::<Programme>(NOW, past).when(open()).then_rejected(&rejection);
    }
    let vast = [ready(), vec![joined("12", u32::MAX), joined("13", u32::MAX)]].concat();
    let rejection = Rejection::AllocationsDoNotSum { places: 20, allocated: u32::MAX };
    given::<Programme>(NOW, vast).when(open()).then_rejected(&rejection);
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
    let state = Programme::fold(&[shared, vec![opened()]].concat());
    assert_eq!(state.terms(), Some(terms(20, &[("12", 12), ("13", 8)])));
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
fn a_certificate_rule_asks_for_a_share_of_one_to_a_hundred_per_cent() {
    let rule = |least_percent| CertificateRule { least_percent, signatory: person("signatory") };
    let set = |percent| Command::SetCertificateRule(rule(percent));
    let fact = |percent| Event::CertificateRuleSet(rule(percent));
    hold::<Programme>(
        NOW,
        vec![
            leads("least", &planned(), set(1), vec![fact(1)]),
            leads("most", &planned(), set(100), vec![fact(100)]),
            leads("set before", &after(vec![fact(80)]), set(80), vec![]),
            leads("changed", &after(vec![fact(80)]), set(50), vec![fact(50)]),
            refused("none", &planned(), set(0), Rejection::PercentOutOfRange(0)),
            refused("too much", &planned(), set(101), Rejection::PercentOutOfRange(101)),
        ],
    );
}

#[test]
fn an_evaluation_form_asks_something_and_protects_those_who_answer() {
    let set = |change: fn(&mut EvaluationForm)| {
        let mut wanted = form();
        change(&mut wanted);
        Command::SetEvaluationForm(wanted)
    };
    let unusable = |fault| Rejection::UnusableEvaluationForm(fault);
    let past = after(vec![Event::EvaluationFormSet(form())]);
    let mut pairs = form();
    pairs.least_group = 2;
    hold::<Programme>(
        NOW,
        vec![
            leads("set", &planned(), set(|_| ()), past.clone().split_off(1)),
            leads("set before", &past, set(|_| ()), vec![]),
            leads("changed", &past, set(|form| form.least_group = 2), vec![Event::EvaluationFormSet(pairs)]),
            refused(
                "no question",
                &planned(),
                set(|form| form.questions.clear()),
                unusable("has no question"),
            ),
            refused(
                "a question twice",
                &planned(),
                set(|form| form.questions.push(form.questions[0].clone())),
                unusable("has two questions with the same code"),
            ),
            refused(
                "a scale of one step",
                &planned(),
                set(|form| {
                    let word = || value("Bra");
                    form.questions[0].answer = AnswerKind::Scale { highest: 1, low: word(), high: word() };
                }),
                unusable("has a scale of one step"),
            ),
            refused(
                "groups of one",
                &planned(),
                set(|form| form.least_group = 1),
                unusable("would show single answers; the least group is 2 or more"),
            ),
        ],
    );
}

#[test]
fn a_programme_is_completed_and_put_away_and_then_stays_as_it_is() {
    let completed = after(vec![Event::Completed]);
    let archived = after(vec![Event::Completed, Event::Archived]);
    let change = || Command::JoinPartner(partner("12", 20));
    hold::<Programme>(
        NOW,
        vec![
            leads("completed", &planned(), Command::Complete, vec![Event::Completed]),
            leads("completed before", &completed, Command::Complete, vec![]),
            leads("put away", &completed, Command::Archive, vec![Event::Archived]),
            leads("put away before", &archived, Command::Archive, vec![]),
            leads("put away cannot be completed any more", &archived, Command::Complete, vec![]),
            leads("put away unfinished", &planned(), Command::Archive, vec![Event::Archived]),
            refused("completed, then changed", &completed, change(), Rejection::Finished(Stage::Completed)),
            refused("put away, then opened", &archived, open(), Rejection::Finished(Stage::Archived)),
        ],
    );
}
