//! `evaluation-{id}`: ballots in batches, and what may be told of groups. Source: rule "Anonymous evaluation".

use std::collections::BTreeMap;

use parvis_events::Stream;
use parvis_events::evaluation::{
    Answer, Ballot, Command, Evaluation, Event, Facet, GroupTally, Rejection, check_ballot, tellable,
};
use parvis_events::testing::given;

use crate::samples::{NOW, form, person, programme, seminar_id, value};
use crate::table::{hold, leads, refused};

fn open(invited: u32) -> Command {
    let closes = value("2018-06-13T21:59:59Z");
    Command::Open { programme: programme(), seminar: Some(seminar_id(1)), form: form(), invited, closes }
}

fn opened() -> Vec<Event> {
    let closes = value("2018-06-13T21:59:59Z");
    vec![Event::Opened {
        programme: programme(),
        seminar: Some(seminar_id(1)),
        form: form(),
        invited: 20,
        closes,
    }]
}

fn ballot(answers: &[(&str, Answer)]) -> Ballot {
    Ballot(answers.iter().map(|(question, answer)| (value(question), answer.clone())).collect())
}

fn graded(grade: u8) -> Ballot {
    ballot(&[("usefulness", Answer::Grade(grade))])
}

fn batch(size: usize) -> Vec<Ballot> {
    vec![graded(4); size]
}

fn counted(size: usize) -> Event {
    Event::BallotsCounted { ballots: batch(size) }
}

fn group(facet: Facet, code: &str, ballots: u32) -> GroupTally {
    GroupTally { facet, group: code.into(), ballots, grades: BTreeMap::new() }
}

/// Regions with so many ballots each, named by letters.
fn regions(sizes: &[u32]) -> Vec<GroupTally> {
    sizes.iter().zip('a'..).map(|(size, name)| group(Facet::Region, &name.to_string(), *size)).collect()
}

fn close(remainder: usize, groups: Vec<GroupTally>) -> Command {
    Command::Close { remainder: batch(remainder), groups }
}

#[test]
fn an_evaluation_opens_once() {
    hold::<Evaluation>(
        NOW,
        vec![
            leads("opened", &[], open(20), opened()),
            leads("opened before", &opened(), open(20), vec![]),
            refused("with other particulars", &opened(), open(21), Rejection::AlreadyOpen),
        ],
    );
}

#[test]
fn ballots_enter_in_batches_of_at_least_k() {
    let count = |size| Command::CountBallots { ballots: batch(size) };
    given::<Evaluation>(NOW, opened()).when(count(5)).then(&[counted(5)]);
    given::<Evaluation>(NOW, opened()).when(count(20)).then(&[counted(20)]);
    let closed = [opened(), vec![Event::Closed { groups: vec![] }]].concat();
    let full = [opened(), vec![counted(16)]].concat();
    hold::<Evaluation>(
        NOW,
        vec![
            refused("too few", &opened(), count(4), Rejection::BatchTooSmall { found: 4, least: 5 }),
            refused("none", &opened(), count(0), Rejection::BatchTooSmall { found: 0, least: 5 }),
            refused("not open", &[], count(5), Rejection::NotOpen),
            refused("closed", &closed, count(5), Rejection::IsClosed),
            refused("too many", &opened(), count(21), Rejection::MoreBallotsThanInvited { invited: 20 }),
            refused("too many in all", &full, count(5), Rejection::MoreBallotsThanInvited { invited: 20 }),
        ],
    );
}

#[test]
fn a_ballot_answers_the_questions_of_the_form_within_their_scales() {
    let question = |code| Rejection::AnswerNotOnForm { question: value(code) };
    let long = |length| Answer::Text("å".repeat(length));
    for right in [
        ballot(&[]),
        graded(1),
        graded(5),
        ballot(&[("usefulness", Answer::DontKnow), ("other", long(4000))]),
    ] {
        assert_eq!(check_ballot(&form(), &right), Ok(()), "{right:?}");
    }
    for (wrong, code) in [
        (graded(0), "usefulness"),
        (graded(6), "usefulness"),
        (ballot(&[("usefulness", Answer::Text("4".into()))]), "usefulness"),
        (ballot(&[("other", Answer::Grade(3))]), "other"),
        (ballot(&[("other", Answer::DontKnow)]), "other"),
        (ballot(&[("other", long(4001))]), "other"),
        (ballot(&[("food", Answer::Grade(3))]), "food"),
    ] {
        assert_eq!(check_ballot(&form(), &wrong), Err(question(code)), "{wrong:?}");
        let ballots = [batch(4), vec![wrong.clone()]].concat();
        given::<Evaluation>(NOW, opened())
            .when(Command::CountBallots { ballots })
            .then_rejected(&question(code));
        let close = Command::Close { remainder: vec![wrong], groups: vec![] };
        given::<Evaluation>(NOW, opened()).when(close).then_rejected(&question(code));
    }
}

#[test]
fn closing_counts_the_remainder_however_small_and_tells_only_groups_that_are_large_enough() {
    let past = [opened(), vec![counted(10)]].concat();
    let groups = regions(&[8, 4]);
    let told = vec![group(Facet::Region, "a", 8)];
    let closed = || Event::Closed { groups: vec![] };
    let is_closed = [past.clone(), vec![closed()]].concat();
    hold::<Evaluation>(
        NOW,
        vec![
            leads("no remainder", &past, close(0, vec![]), vec![closed()]),
            leads("a remainder of one", &past, close(1, vec![]), vec![counted(1), closed()]),
            leads("nobody answered", &opened(), close(0, vec![]), vec![closed()]),
            leads(
                "the small group is part of a large enough rest",
                &past,
                close(3, groups.clone()),
                vec![counted(3), Event::Closed { groups: told }],
            ),
            leads(
                "the small group is all the rest, so the large one is left out too",
                &past,
                close(2, groups),
                vec![counted(2), closed()],
            ),
            leads("closed before", &is_closed, close(0, vec![]), vec![]),
            refused("not open", &[], close(0, vec![]), Rejection::NotOpen),
            refused("too many", &past, close(11, vec![]), Rejection::MoreBallotsThanInvited { invited: 20 }),
        ],
    );
}

#[test]
fn nothing_below_k_is_told_nor_can_it_be_computed_by_subtraction() {
    for (says, sizes, ballots, told) in [
        ("all are large enough", vec![5, 6], 11, "ab"),
        ("one is too small, and its rest too", vec![7, 6, 2], 15, "a"),
        ("two small ones hide each other", vec![7, 3, 3], 13, "a"),
        ("two small ones do not", vec![7, 2, 2], 11, ""),
        ("ballots of no group count to the rest", vec![7, 6], 15, "a"),
        ("one ballot of no group", vec![10], 11, ""),
        ("few in all", vec![4], 4, ""),
        ("equal sizes leave the same one out each time", vec![6, 6, 1], 13, "a"),
        ("nobody", vec![], 0, ""),
        ("an empty group", vec![6, 0], 6, "a"),
        ("groups that claim more than there are", vec![6, 6], 6, "a"),
        ("groups that claim far too much", vec![u32::MAX, u32::MAX, 6], 6, ""),
    ] {
        let groups = tellable(regions(&sizes), ballots, 5);
        let names: String = groups.iter().map(|group| group.group.as_str()).collect();
        assert_eq!(names, told, "{says}");
    }
}

#[test]
fn each_facet_is_judged_by_itself() {
    let groups =
        [vec![group(Facet::Role, "development", 6), group(Facet::Role, "culture", 6)], regions(&[10, 2])]
            .concat();
    let told: Vec<String> = tellable(groups, 12, 5).into_iter().map(|group| group.group).collect();
    assert_eq!(told, ["culture", "development"]);
}

#[test]
fn a_summary_is_approved_when_everything_is_counted() {
    let approve = || Command::ApproveSummary { approver: person("coordinator") };
    let approved = || Event::SummaryApproved { approver: person("coordinator") };
    let closed = [opened(), vec![Event::Closed { groups: vec![] }]].concat();
    hold::<Evaluation>(
        NOW,
        vec![
            leads("closed", &closed, approve(), vec![approved()]),
            leads("approved before", &[closed, vec![approved()]].concat(), approve(), vec![]),
            refused("open", &opened(), approve(), Rejection::StillOpen),
            refused("never opened", &[], approve(), Rejection::NotOpen),
        ],
    );
}

#[test]
fn what_is_stored_of_a_ballot_names_neither_person_nor_time_nor_group() {
    let facts = given::<Evaluation>(NOW, opened()).when(Command::CountBallots { ballots: batch(5) });
    let stored = parvis_events::codec::encode(&facts.result.unwrap()[0]).unwrap().data;
    let one = r#"{"usefulness":{"grade":4}}"#;
    assert_eq!(String::from_utf8(stored).unwrap(), format!("{{\"ballots\":[{}]}}", [one; 5].join(",")));
    assert_eq!(Evaluation::fold(&[opened(), vec![counted(5)]].concat()).counted, 5);
}
