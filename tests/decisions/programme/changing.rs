//! Changing what is planned, several things at once, and beginning next year's programme.

use parvis_events::Stream;
use parvis_events::ids::ProgrammeId;
use parvis_events::programme::{
    Command, CopyAs, Event, Plan, Problem, Programme, Rejection, Stage, check, copy,
};
use parvis_events::values::Country;

use super::{after, joined, not_ready, open, opened, planned, ready};
use crate::samples::{NOW, form, participation, partner, period, person, plan, seminar, seminar_id, value};
use crate::table::{hold, leads, refused};

fn changed(change: fn(&mut Plan)) -> Plan {
    let mut wanted = plan();
    change(&mut wanted);
    wanted
}

#[test]
fn a_plan_is_changed_as_long_as_nothing_depends_on_it() {
    let published = [ready(), vec![opened()]].concat();
    let rename = || changed(|plan| plan.name = value("KKN"));
    let recode = || changed(|plan| plan.code = value("KKN-2019"));
    let move_out = || changed(|plan| plan.country = Country::Norway);
    let another = || changed(|plan| plan.programme = ProgrammeId::named(&["another"]));
    hold::<Programme>(
        NOW,
        vec![
            leads("a draft", &planned(), Command::ChangePlan(rename()), vec![Event::PlanChanged(rename())]),
            leads(
                "the code of a draft",
                &planned(),
                Command::ChangePlan(recode()),
                vec![Event::PlanChanged(recode())],
            ),
            leads("as it was", &planned(), Command::ChangePlan(plan()), vec![]),
            leads("published", &published, Command::ChangePlan(rename()), vec![Event::PlanChanged(rename())]),
            refused("its code", &published, Command::ChangePlan(recode()), Rejection::Published("code")),
            refused(
                "its country",
                &published,
                Command::ChangePlan(move_out()),
                Rejection::Published("country"),
            ),
            refused("another's", &planned(), Command::ChangePlan(another()), Rejection::AnotherProgramme),
            refused("not planned", &[], Command::ChangePlan(plan()), Rejection::NotPlanned),
            refused(
                "no place left, once published",
                &published,
                Command::ChangePlan(changed(|plan| plan.places = 0)),
                not_ready(&[Problem::NoPlaces]),
            ),
            refused(
                "a period without the seminar, once published",
                &published,
                Command::ChangePlan(changed(|plan| plan.period = period("2018-05-30", "2019-05-31"))),
                not_ready(&[Problem::OutsidePeriod {
                    seminar: 1,
                    session: value("Dag 1"),
                    date: value("2018-05-29"),
                }]),
            ),
        ],
    );
}

#[test]
fn a_region_leaves_with_its_council_members() {
    let appointed = Event::CouncilMemberAppointed { person: person("Anna"), county: value("13") };
    let other = Event::CouncilMemberAppointed { person: person("Bo"), county: value("12") };
    let past = after(vec![joined("12", 12), joined("13", 8), appointed, other]);
    let remove = |county| Command::RemovePartner { county: value(county) };
    let left = || Event::PartnerLeft { county: value("13") };
    hold::<Programme>(
        NOW,
        vec![
            leads(
                "leaves",
                &past,
                remove("13"),
                vec![Event::CouncilMemberLeft { person: person("Anna") }, left()],
            ),
            leads("was never there", &planned(), remove("13"), vec![]),
            refused("not planned", &[], remove("13"), Rejection::NotPlanned),
        ],
    );
    let state =
        Programme::fold(&[past, vec![Event::CouncilMemberLeft { person: person("Anna") }, left()]].concat());
    assert_eq!((state.partners.len(), state.council.len()), (1, 1));
}

#[test]
fn places_and_allocations_of_a_published_programme_change_together() {
    let past = [ready(), vec![joined("12", 12), joined("13", 8), opened()]].concat();
    let more = || Command::ChangePlan(changed(|plan| plan.places = 22));
    let share = || Command::JoinPartner(partner("13", 10));
    let leave = || Command::RemovePartner { county: value("13") };
    let short =
        |places, allocated| Problem::AllocationsTooSmall { places, allocated, missing: places - allocated };
    hold::<Programme>(
        NOW,
        vec![
            refused("places alone", &past, more(), not_ready(&[short(22, 20)])),
            refused(
                "an allocation alone",
                &past,
                share(),
                not_ready(&[Problem::AllocationsTooLarge { places: 20, allocated: 22, excess: 2 }]),
            ),
            refused("a region leaves alone", &past, leave(), not_ready(&[short(20, 12)])),
            leads(
                "both",
                &past,
                Command::Together(vec![more(), share()]),
                vec![
                    Event::PlanChanged(changed(|plan| plan.places = 22)),
                    Event::PartnerJoined(partner("13", 10)),
                ],
            ),
            leads(
                "a region leaves, another takes over",
                &past,
                Command::Together(vec![leave(), Command::JoinPartner(partner("12", 20))]),
                vec![Event::PartnerLeft { county: value("13") }, joined("12", 20)],
            ),
            leads("nothing at all", &past, Command::Together(vec![]), vec![]),
            leads(
                "one that undoes the other",
                &past,
                Command::Together(vec![Command::CloseEnrolment, open()]),
                vec![],
            ),
            refused(
                "one that cannot be",
                &past,
                Command::Together(vec![
                    share(),
                    Command::RescheduleSeminar { seminar: seminar_id(9), sessions: vec![] },
                ]),
                Rejection::UnknownSeminar,
            ),
        ],
    );
}

/// A programme with everything there can be, opened.
fn whole() -> Vec<Event> {
    let appointed = Event::CouncilMemberAppointed { person: person("Anna"), county: value("12") };
    let mut second = seminar();
    (second.id, second.number) = (seminar_id(2), 2);
    second.sessions = vec![crate::samples::session("Dag 3", "2018-10-03", "09:00:00", "15:00:00")];
    let off = Event::SeminarCancelled { seminar: seminar_id(2), reason: value("Snöstorm") };
    let facts = vec![
        joined("12", 12),
        joined("13", 8),
        appointed,
        Event::SeminarScheduled(second),
        off,
        Event::EvaluationFormSet(form()),
        opened(),
    ];
    [ready(), facts].concat()
}

#[test]
fn next_years_programme_begins_as_a_copy_with_the_same_weekdays_and_ids_of_its_own() {
    let old = Programme::fold(&whole());
    let wanted = CopyAs {
        programme: ProgrammeId::named(&["KKN-2019"]),
        code: value("KKN-2019"),
        name: value("KKN igen"),
        period: period("2019-05-01", "2020-05-31"),
        weeks: 52,
    };
    let commands = copy(&old, wanted.clone());
    assert_eq!(commands, copy(&old, wanted.clone()));
    let now = value(NOW);
    let new = commands.into_iter().fold(parvis_events::programme::State::default(), |state, command| {
        Programme::decide(&state, command, now).unwrap().iter().fold(state, Programme::evolve)
    });
    assert_eq!((new.stage, new.enrolment, new.withdrawal_deadline), (Stage::Draft, None, None));
    let plan = new.plan.clone().unwrap();
    assert_eq!((plan.programme, plan.code, plan.period), (wanted.programme, wanted.code, wanted.period));
    assert_eq!((plan.case_number, plan.places), (None, 20));
    assert_eq!(
        (&new.partners, &new.council, &new.evaluation),
        (&old.partners, &old.council, &old.evaluation)
    );
    let release = participation().release.unwrap() + chrono::TimeDelta::weeks(52);
    assert_eq!(new.participation.as_ref().unwrap().release, Some(release));
    let [copied] = new.seminars_in_order()[..] else {
        panic!("the seminar that was called off is not copied")
    };
    assert_ne!(copied.id, seminar_id(1));
    for (new, old) in copied.sessions.iter().zip(&seminar().sessions) {
        use chrono::Datelike;
        assert_eq!((new.date - old.date).num_days(), 364);
        assert_eq!(
            (new.date.weekday(), new.starts, &new.title),
            (old.date.weekday(), old.starts, &old.title)
        );
        assert_ne!(new.id, old.id);
    }
    assert_eq!(check(&new), []);
}

#[test]
fn what_was_never_planned_cannot_be_copied() {
    let wanted = CopyAs {
        programme: ProgrammeId::named(&["x"]),
        code: value("X"),
        name: value("X"),
        period: period("2019-05-01", "2020-05-31"),
        weeks: 52,
    };
    assert_eq!(copy(&parvis_events::programme::State::default(), wanted), []);
}
