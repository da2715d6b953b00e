//! What those who enrol are asked, what they need, and who answers for them.

use std::collections::{BTreeMap, BTreeSet};

use parvis_events::Stream;
use parvis_events::ids::PersonId;
use parvis_events::participation::{
    Answer, Answers, Asked, EnrolmentQuestion, Needs, QuestionKind, RequiredBefore,
};
use parvis_events::personal::{HasPersonal, Personal, PersonalVisitor};
use parvis_events::register::{Channel, Command, Event, Register, Rejection, Submission, Terms, needs_key};
use parvis_events::testing::given;

use super::{full_with_a_queue, granted, held, pair, with};
use crate::samples::{NOW, business_of, culture_of, enrolment, person, submission, terms, value};
use crate::table::{hold, leads, refused};

fn question(code: &str, kind: QuestionKind) -> EnrolmentQuestion {
    EnrolmentQuestion {
        code: value(code),
        text: value("?"),
        kind,
        asked_of: Asked::Member,
        required: false,
        required_before: None,
    }
}

/// One question of each kind; the group is asked of the enrolment.
fn asking() -> Terms {
    let mut terms = terms(1, &[]);
    terms.questions = vec![
        question("title", QuestionKind::Text),
        question("dinner", QuestionKind::YesNo),
        question("nights", QuestionKind::Number { least: 0, most: 2 }),
        EnrolmentQuestion {
            asked_of: Asked::Enrolment,
            required: true,
            ..question("group", QuestionKind::Choice { choices: vec![value("Design"), value("Film")] })
        },
        question("food", QuestionKind::Diet),
        question("access", QuestionKind::AccessNeeds),
    ];
    terms
}

fn enrolled() -> Vec<Event> {
    [with(asking()), vec![pair("Malmö"), granted("Malmö")]].concat()
}

fn answers(said: &[(&str, Answer)]) -> Answers {
    said.iter().map(|(code, answer)| (value(code), answer.clone())).collect()
}

fn text(words: &str) -> Answer {
    Answer::Text(value(words))
}

fn answer(who: &str, said: &[(&str, Answer)]) -> Command {
    Command::GiveAnswers { enrolment: enrolment("Malmö"), person: person(who), answers: answers(said) }
}

fn answered(who: &str, said: &[(&str, Answer)]) -> Event {
    Event::AnswersGiven {
        enrolment: enrolment("Malmö"),
        person: person(who),
        answered: said.iter().map(|(code, _)| value(code)).collect(),
        answers: Personal::Clear(answers(said)),
    }
}

const CULTURE: &str = "Malmö, culture";
const CONTACT: &str = "Malmö, contact";

fn needs(diet: Option<&str>, access: Option<&str>) -> Needs {
    Needs { diet: diet.map(value), access: access.map(value) }
}

fn state_needs(who: &str, needs: Needs) -> Command {
    Command::StateNeeds { enrolment: enrolment("Malmö"), person: person(who), needs }
}

fn stated(who: &str, round: u32, needs: Needs) -> Event {
    let needs = Personal::Clear(needs);
    Event::NeedsStated { enrolment: enrolment("Malmö"), person: person(who), round, needs }
}

#[test]
fn answers_of_every_kind_are_taken_within_their_bounds() {
    let all = [
        ("title", text("Kulturchef")),
        ("dinner", Answer::YesNo(false)),
        ("nights", Answer::Number(2)),
        ("group", text("Film")),
    ];
    let some = [("nights", Answer::Number(0))];
    hold::<Register>(
        NOW,
        vec![
            leads("all", &enrolled(), answer(CULTURE, &all), vec![answered(CULTURE, &all)]),
            leads("none, where there were none", &enrolled(), answer(CULTURE, &[]), vec![]),
            leads(
                "fewer than before: the others are taken back",
                &[enrolled(), vec![answered(CULTURE, &all)]].concat(),
                answer(CULTURE, &some),
                vec![answered(CULTURE, &some)],
            ),
            leads(
                "the contact for the enrolment",
                &enrolled(),
                answer(CONTACT, &[("group", text("Design"))]),
                vec![answered(CONTACT, &[("group", text("Design"))])],
            ),
        ],
    );
}

#[test]
fn an_answer_that_does_not_fit_says_what_would() {
    let unfit = |question: &str, wanted: &str| Rejection::AnswerDoesNotFit {
        question: value(question),
        wanted: wanted.to_owned(),
    };
    let apart = "stated among the needs, which are kept apart";
    hold::<Register>(
        NOW,
        vec![
            refused(
                "too many nights",
                &enrolled(),
                answer(CULTURE, &[("nights", Answer::Number(3))]),
                unfit("nights", "a whole number from 0 to 2"),
            ),
            refused(
                "a word for a number",
                &enrolled(),
                answer(CULTURE, &[("nights", text("two"))]),
                unfit("nights", "a whole number from 0 to 2"),
            ),
            refused(
                "no choice",
                &enrolled(),
                answer(CULTURE, &[("group", text("Musik"))]),
                unfit("group", "one of: Design, Film"),
            ),
            refused(
                "a word for yes",
                &enrolled(),
                answer(CULTURE, &[("dinner", text("ja"))]),
                unfit("dinner", "yes or no (true or false)"),
            ),
            refused(
                "a number for a text",
                &enrolled(),
                answer(CULTURE, &[("title", Answer::Number(1))]),
                unfit("title", "a text"),
            ),
            refused(
                "what is kept apart",
                &enrolled(),
                answer(CULTURE, &[("food", text("Nötter"))]),
                unfit("food", apart),
            ),
            refused(
                "never asked",
                &enrolled(),
                answer(CULTURE, &[("shoes", text("42"))]),
                Rejection::UnknownQuestion(value("shoes")),
            ),
            refused(
                "the contact for a member",
                &enrolled(),
                answer(CONTACT, &[("dinner", Answer::YesNo(true))]),
                Rejection::AskedOfMembers(value("dinner")),
            ),
            refused(
                "a stranger",
                &enrolled(),
                answer("Anna", &[]),
                Rejection::NotConcerned { reference: value("Malmö") },
            ),
        ],
    );
}

#[test]
fn a_missing_answer_is_seen_and_costs_nobody_the_place() {
    let state = Register::fold(&enrolled());
    let found = state.enrolment(enrolment("Malmö")).unwrap();
    assert_eq!(found.missing_answers(&asking()), [(None, value("group"))]);
    let past = [enrolled(), vec![answered(CONTACT, &[("group", text("Film"))])]].concat();
    let state = Register::fold(&past);
    assert_eq!(state.enrolment(enrolment("Malmö")).unwrap().missing_answers(&asking()), []);
    let mut of_each = asking();
    of_each.questions[1].required = true;
    let missing = state.enrolment(enrolment("Malmö")).unwrap().missing_answers(&of_each);
    let people: Vec<Option<PersonId>> = missing.into_iter().map(|(whose, _)| whose).collect();
    assert_eq!(people, [Some(person(CULTURE)), Some(person("Malmö, business"))]);
}

#[test]
fn what_must_be_answered_before_handing_in_is_unless_it_came_on_paper() {
    let mut strict = asking();
    strict.questions[3].required_before = Some(RequiredBefore::Submission);
    strict.questions[4].required_before = Some(RequiredBefore::Submission);
    let sent = |via| Submission { via, ..submission("Malmö", vec![culture_of("Malmö")]) };
    let draft = Event::Drafted(sent(Channel::Member));
    let begun = [with(strict.clone()), vec![draft]].concat();
    let missing =
        |codes: &[&str]| Rejection::AnswersMissing { questions: codes.iter().map(|c| value(c)).collect() };
    let submit = |via| Command::Submit(sent(via));
    let grouped = answered(CULTURE, &[("group", text("Film"))]);
    let fed = stated(CULTURE, 0, needs(None, None));
    hold::<Register>(
        NOW,
        vec![
            refused("nothing answered", &begun, submit(Channel::Member), missing(&["group", "food"])),
            refused(
                "no draft at all",
                &with(strict.clone()),
                submit(Channel::Contact),
                missing(&["group", "food"]),
            ),
            refused(
                "one of two",
                &[begun.clone(), vec![grouped.clone()]].concat(),
                submit(Channel::Member),
                missing(&["food"]),
            ),
            leads(
                "both; that nothing is needed is an answer",
                &[begun, vec![grouped, fed]].concat(),
                submit(Channel::Member),
                vec![Event::Submitted(sent(Channel::Member)), held("Malmö")],
            ),
            leads(
                "on paper",
                &with(strict.clone()),
                submit(Channel::Paper),
                vec![Event::Submitted(sent(Channel::Paper)), held("Malmö")],
            ),
            leads(
                "in a file",
                &with(strict),
                submit(Channel::File),
                vec![Event::Submitted(sent(Channel::File)), held("Malmö")],
            ),
        ],
    );
}

#[test]
fn needs_are_stated_by_members_disposed_of_and_stated_anew_with_another_key() {
    let nuts = || needs(Some("Nötter"), None);
    let with_needs = [enrolled(), vec![stated(CULTURE, 0, nuts())]].concat();
    let disposed = Event::NeedsDisposed { people: 1 };
    let afterwards = [with_needs.clone(), vec![disposed.clone()]].concat();
    let mut unasked = terms(1, &[]);
    unasked.questions = vec![question("food", QuestionKind::Diet)];
    let only_food = [with(unasked), vec![pair("Malmö"), granted("Malmö")]].concat();
    hold::<Register>(
        NOW,
        vec![
            leads("stated", &enrolled(), state_needs(CULTURE, nuts()), vec![stated(CULTURE, 0, nuts())]),
            leads("as before", &with_needs, state_needs(CULTURE, nuts()), vec![]),
            leads(
                "nothing, which is an answer",
                &enrolled(),
                state_needs(CULTURE, needs(None, None)),
                vec![stated(CULTURE, 0, needs(None, None))],
            ),
            leads("disposed of", &with_needs, Command::DisposeNeeds, vec![disposed]),
            leads("nothing to dispose of", &enrolled(), Command::DisposeNeeds, vec![]),
            leads("anew", &afterwards, state_needs(CULTURE, nuts()), vec![stated(CULTURE, 1, nuts())]),
            refused(
                "by the contact, who does not come",
                &enrolled(),
                state_needs(CONTACT, nuts()),
                Rejection::NotAMember { reference: value("Malmö") },
            ),
            refused(
                "what nobody asks for",
                &only_food,
                state_needs(CULTURE, needs(None, Some("Ramp"))),
                Rejection::NotAsked("access needs"),
            ),
            refused(
                "where nothing is asked",
                &full_with_a_queue(),
                state_needs(CULTURE, nuts()),
                Rejection::NotAsked("diet"),
            ),
        ],
    );
    let state = Register::fold(&afterwards);
    assert!(state.enrolment(enrolment("Malmö")).unwrap().needs.is_empty());
    assert_eq!((state.needs_round, state.needs_known().len()), (1, 0));
}

#[test]
fn whoever_leaves_takes_their_answers_along_and_their_needs_are_still_disposed_of() {
    let left = Event::MemberWithdrawn {
        enrolment: enrolment("Malmö"),
        person: person(CULTURE),
        late: true,
        reason: None,
    };
    let said = answered(CULTURE, &[("dinner", Answer::YesNo(true))]);
    let past = [enrolled(), vec![said, stated(CULTURE, 0, needs(Some("Nötter"), None)), left]].concat();
    let state = Register::fold(&past);
    let found = state.enrolment(enrolment("Malmö")).unwrap();
    assert!(found.answers.is_empty() && found.needs.is_empty());
    given::<Register>(NOW, past).when(Command::DisposeNeeds).then(&[Event::NeedsDisposed { people: 1 }]);
}

#[test]
fn a_draft_takes_what_was_answered_along_when_it_is_handed_in() {
    let sent = Submission {
        via: Channel::Member,
        ..submission("Malmö", vec![culture_of("Malmö"), business_of("Malmö")])
    };
    let said = answered(CULTURE, &[("group", text("Film"))]);
    let past =
        [with(asking()), vec![Event::Drafted(sent.clone()), said, Event::Submitted(sent), granted("Malmö")]]
            .concat();
    let state = Register::fold(&past);
    let found = state.enrolment(enrolment("Malmö")).unwrap();
    assert_eq!(found.answers.keys().copied().collect::<Vec<_>>(), [person(CULTURE)]);
    assert!(found.missing_answers(&asking()).is_empty());
}

/// Under whose keys a fact's personal fields lie.
fn owners(event: &Event) -> BTreeSet<PersonId> {
    struct Owners(BTreeSet<PersonId>);
    impl PersonalVisitor for Owners {
        type Error = std::convert::Infallible;
        fn visit<T: serde::Serialize + serde::de::DeserializeOwned>(
            &mut self,
            owner: PersonId,
            _: &mut Personal<T>,
        ) -> Result<(), Self::Error> {
            self.0.insert(owner);
            Ok(())
        }
    }
    let mut owners = Owners(BTreeSet::new());
    let Ok(()) = event.clone().visit_personal(&mut owners);
    owners.0
}

#[test]
fn needs_lie_under_a_key_of_their_own_and_answers_under_the_persons() {
    let own = |round| needs_key(enrolment("Malmö"), person(CULTURE), round);
    assert_eq!(owners(&stated(CULTURE, 0, needs(None, None))), BTreeSet::from([own(0)]));
    assert_eq!(owners(&stated(CULTURE, 1, needs(None, None))), BTreeSet::from([own(1)]));
    assert_ne!(own(0), own(1));
    assert_ne!(own(0), person(CULTURE));
    assert_eq!(owners(&answered(CULTURE, &[])), BTreeSet::from([person(CULTURE)]));
}

#[test]
fn the_contact_person_changes_and_may_be_a_member() {
    let change = |to: &str| Command::ChangeContact { enrolment: enrolment("Malmö"), contact: person(to) };
    let changed = |to: &str| Event::ContactChanged {
        enrolment: enrolment("Malmö"),
        former: person(CONTACT),
        contact: person(to),
    };
    let draft = Event::Drafted(submission("Malmö", vec![]));
    let gone = Event::Withdrawn { enrolment: enrolment("Malmö"), late: false };
    hold::<Register>(
        NOW,
        vec![
            leads("somebody else", &enrolled(), change("Anna"), vec![changed("Anna")]),
            leads("a member", &enrolled(), change(CULTURE), vec![changed(CULTURE)]),
            leads("who it is already", &enrolled(), change(CONTACT), vec![]),
            leads(
                "of a draft",
                &[with(asking()), vec![draft]].concat(),
                change("Anna"),
                vec![changed("Anna")],
            ),
            refused(
                "of one that is over",
                &[enrolled(), vec![gone]].concat(),
                change("Anna"),
                Rejection::NotActive { reference: value("Malmö") },
            ),
        ],
    );
    let state = Register::fold(&[enrolled(), vec![changed("Anna")]].concat());
    let found = state.enrolment(enrolment("Malmö")).unwrap();
    assert_eq!((found.contact, found.submission.contact), (person("Anna"), person(CONTACT)));
}

#[test]
fn a_question_is_read_and_written_with_its_kind_beside_it() {
    let read: BTreeMap<&str, EnrolmentQuestion> = [
        ("plain", r#"{"code":"dinner","text":"Middag?","kind":"yes-no"}"#),
        ("bounded", r#"{"code":"nights","text":"Nätter?","kind":"number","least":0,"most":2,"required":true}"#),
        ("early", r#"{"code":"group","text":"Grupp?","kind":"choice","choices":["A","B"],"asked_of":"enrolment","required_before":"submission"}"#),
    ]
    .into_iter()
    .map(|(name, json)| (name, serde_json::from_str(json).unwrap()))
    .collect();
    assert_eq!(read["plain"].asked_of, Asked::Member);
    assert!(read["bounded"].required && read["bounded"].required_before.is_none());
    assert_eq!(read["early"].required_before, Some(RequiredBefore::Submission));
    for question in read.values() {
        let written = serde_json::to_string(question).unwrap();
        assert_eq!(serde_json::from_str::<EnrolmentQuestion>(&written).unwrap(), *question);
    }
    let said: Answers = serde_json::from_str(r#"{"a":true,"b":2,"c":"Film"}"#).unwrap();
    assert_eq!(said, answers(&[("a", Answer::YesNo(true)), ("b", Answer::Number(2)), ("c", text("Film"))]));
    assert!(serde_json::from_str::<Answers>(r#"{"a":""}"#).is_err());
    assert!(serde_json::from_str::<Answers>(r#"{"a":-1}"#).is_err());
}
