//! The summary tells what may be told, and nothing else.

use chrono::{DateTime, NaiveDate, Utc};
use parvis_events::evaluation::Facet;
use parvis_events::ids::{EvaluationId, PersonId, ProgrammeId, SeminarId};
use parvis_events::programme::Stage;
use parvis_events::values::{Country, Language};
use uuid::Uuid;

use super::figures::{mean, median};
use super::{EvaluationSummary, Outcome, evaluation};
use crate::House;
use crate::evaluations::{EvaluationRow, GradeRow, GroupGradeRow, QuestionRow, TextRow};
use crate::people::PersonRow;
use crate::programmes::{ProgrammeRow, SeminarRow};

const PROGRAMME: ProgrammeId = ProgrammeId::new(Uuid::from_u128(1));
const PERSON: PersonId = PersonId::new(Uuid::from_u128(2));

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn house() -> House {
    let mut house = House::default();
    house.programmes.programmes.put(ProgrammeRow {
        programme: PROGRAMME,
        code: "KKN-2018".parse().unwrap(),
        name: "KKN".into(),
        purpose: String::new(),
        organiser: "Region Skåne".into(),
        country: Country::Sweden,
        zone: chrono_tz::Europe::Stockholm,
        languages: "sv en".into(),
        stage: Stage::Closed,
        period_from: on(2018, 1, 1),
        period_to: on(2019, 6, 30),
        places: 20,
        seats_per_place: 2,
        case_number: None,
        coordinator: PERSON,
        test_data: true,
        enrolment_from: None,
        enrolment_to: None,
        withdrawal_deadline: None,
        least_percent: None,
        evaluation_days: None,
        signatory: None,
        participation: None,
        participation_kind: None,
    });
    house.people.people.put(PersonRow {
        person: PERSON,
        reference: String::new(),
        given_name: "Anna".into(),
        family_name: "Ek".into(),
        title: String::new(),
        email: String::new(),
        phone: String::new(),
        language: Language::Swedish,
        protected: false,
        erased: false,
    });
    house
}

/// Adds a seminar whose question `helhet` got so many of each grade, "don't know" first.
fn evaluate(house: &mut House, number: u8, grades: &[u32]) -> EvaluationId {
    let id = Uuid::from_u128(100 + u128::from(number));
    let (evaluation, seminar) = (EvaluationId::new(id), SeminarId::new(id));
    house.programmes.seminars.put(SeminarRow {
        seminar,
        programme: PROGRAMME,
        number,
        theme: format!("Tema {number}"),
        starts_on: on(2018, 5, number.into()),
        ends_on: on(2018, 5, u32::from(number) + 1),
        venue: "Sal".into(),
        place: "Malmö".into(),
        address: String::new(),
        host: None,
        access: String::new(),
        capacity: None,
        online: None,
        areas: String::new(),
        cancelled: false,
        sequence: 0,
        changed_at: None,
        was_from: None,
        was_to: None,
        was_venue: None,
        was_place: None,
    });
    house.evaluations.evaluations.put(EvaluationRow {
        evaluation,
        programme: PROGRAMME,
        seminar: Some(seminar),
        invited: 20,
        counted: grades.iter().sum(),
        least_group: 5,
        closes: DateTime::<Utc>::UNIX_EPOCH,
        closed: true,
        approver: Some(PERSON),
        approved_at: Some("2018-06-30T22:30:00Z".parse().unwrap()),
    });
    for (question, number, highest) in [("helhet", 1, Some(5)), ("kommentar", 2, None)] {
        house.evaluations.questions.put(QuestionRow {
            evaluation,
            question: question.parse().unwrap(),
            programme: PROGRAMME,
            number,
            text: "Hur var det?".into(),
            highest,
            low: String::new(),
            high: String::new(),
        });
    }
    for (grade, ballots) in (0_u8..).zip(grades) {
        let question = "helhet".parse().unwrap();
        house.evaluations.grades.put(GradeRow {
            evaluation,
            question,
            grade,
            programme: PROGRAMME,
            ballots: *ballots,
        });
    }
    evaluation
}

fn group(house: &mut House, evaluation: EvaluationId, name: &str, ballots: u32) {
    house.evaluations.groups.put(GroupGradeRow {
        evaluation,
        facet: Facet::Region,
        group: name.into(),
        question: "helhet".parse().unwrap(),
        grade: 4,
        programme: PROGRAMME,
        group_ballots: ballots,
        ballots,
    });
}

fn summary(house: &House) -> EvaluationSummary {
    evaluation(house, PROGRAMME).unwrap()
}

#[test]
fn means_and_medians_are_those_of_the_grades_given() {
    assert!((mean(&[0, 0, 1, 1, 1]) - 4.0).abs() < f64::EPSILON);
    assert!((mean(&[1, 0, 2]) - 2.33).abs() < f64::EPSILON);
    assert!((median(&[0, 0, 1, 1, 1]) - 4.0).abs() < f64::EPSILON);
    assert!((median(&[1, 1, 1, 1]) - 2.5).abs() < f64::EPSILON);
    assert!((median(&[3]) - 1.0).abs() < f64::EPSILON);
}

#[test]
fn a_seminar_is_summed_up_with_its_approver_and_local_date() {
    let mut house = house();
    evaluate(&mut house, 1, &[1, 0, 1, 2, 4, 3]);
    let all = summary(&house);
    let seminar = &all.seminars[0];
    assert_eq!((all.invited, all.answered), (20, 11));
    assert!((all.percent - 55.0).abs() < f64::EPSILON);
    let figures = seminar.questions[0].told.as_ref().unwrap();
    assert_eq!((figures.n, figures.dont_know, figures.distribution.clone()), (10, 1, vec![0, 1, 2, 4, 3]));
    assert_eq!(seminar.approver.as_deref(), Some("Anna Ek"));
    assert_eq!(seminar.approved_on, Some(on(2018, 7, 1)), "half past midnight in Stockholm");
}

#[test]
fn a_seminar_with_too_few_or_still_open_tells_nothing() {
    let mut house = house();
    evaluate(&mut house, 1, &[0, 0, 0, 0, 4, 0]);
    let open = evaluate(&mut house, 2, &[0, 0, 0, 0, 9, 0]);
    evaluate(&mut house, 3, &[0, 0, 0, 0, 0, 8]);
    house.evaluations.evaluations.update(&(open,), |row| row.closed = false);
    let all = summary(&house);
    let outcomes: Vec<Outcome> = all.seminars.iter().map(|seminar| seminar.outcome).collect();
    assert_eq!(outcomes, [Outcome::TooFew, Outcome::Open, Outcome::Told]);
    for hidden in &all.seminars[..2] {
        assert!(hidden.answered.is_none() && hidden.questions.is_empty() && hidden.texts.is_empty());
    }
    assert_eq!((all.invited, all.answered), (20, 8), "hidden answers cannot be found by subtraction");
    assert_eq!(all.trends[0].points.iter().map(|point| point.seminar).collect::<Vec<_>>(), [3]);
}

#[test]
fn a_question_few_graded_is_not_told() {
    let mut house = house();
    evaluate(&mut house, 1, &[6, 0, 0, 0, 4, 0]);
    assert_eq!(summary(&house).seminars[0].questions[0].told, None);
}

#[test]
fn groups_are_told_until_the_rest_would_be_too_small() {
    let mut house = house();
    let id = evaluate(&mut house, 1, &[0, 0, 0, 0, 16, 0]);
    group(&mut house, id, "12", 7);
    group(&mut house, id, "13", 6);
    group(&mut house, id, "10", 3);
    let told: Vec<String> =
        summary(&house).seminars[0].questions[0].groups.iter().map(|group| group.group.clone()).collect();
    assert_eq!(told, ["12"], "13 would leave a rest of 3");
}

#[test]
fn free_texts_are_masked_merged_and_alphabetical() {
    let mut house = house();
    let id = evaluate(&mut house, 1, &[0, 0, 0, 0, 9, 0]);
    for (text, ballots) in [("Tack Anna!", 1), ("bra", 2), ("Tack Ek!", 1), (" ", 1)] {
        let question = "kommentar".parse().unwrap();
        house.evaluations.texts.put(TextRow {
            evaluation: id,
            question,
            text: text.into(),
            programme: PROGRAMME,
            ballots,
        });
    }
    let all = summary(&house);
    let answers: Vec<(&str, u32)> =
        all.seminars[0].texts[0].answers.iter().map(|answer| (answer.text.as_str(), answer.times)).collect();
    assert_eq!(answers, [("bra", 2), ("Tack [namn]!", 2)]);
}

#[test]
fn a_programme_without_evaluations_has_no_summary() {
    assert_eq!(evaluation(&house(), PROGRAMME), None);
    assert_eq!(evaluation(&House::default(), PROGRAMME), None);
}
