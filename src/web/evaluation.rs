//! The form in which participants say what they thought of a seminar, and never who thought it.
//!
//! Whoever is signed in and was there is given a form with a token that names nobody. The form is sent without looking at
//! who is signed in, so that the answers never meet a person, not even in memory.
//! Source: rule "Anonymous evaluation".

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use parvis_events::evaluation::{Answer, Ballot};
use parvis_events::ids::{PersonId, SeminarId};
use parvis_events::participation::ParticipationRule;
use parvis_events::programme::Participation;
use parvis_projections::House;
use parvis_projections::evaluations::{EvaluationRow, QuestionRow};
use parvis_projections::programmes::{ProgrammeRow, SeminarRow};
use parvis_words::collation::Collator;
use parvis_words::names;

use super::failure::Failure;
use super::fields::{Filled, Problem};
use super::mine::signed_in;
use super::page::{Nobody, Page, show, show_as};
use super::programme::language_mark;
use super::{Web, WebError};
use crate::ballots::{BallotError, BoxedBallot, Posted};

/// The most characters of a free text. Source: `evaluation::check_ballot`.
const LONGEST: usize = 4_000;
/// What stands for "don't know" among the grades.
const DONT_KNOW: &str = "vet-ej";

/// Groups by code and name.
type Groups = Vec<(String, String)>;

/// A question as it is asked.
struct Asked {
    /// Its name in the form.
    name: String,
    text: String,
    /// The grades there are; none for a free text.
    grades: Vec<Grade>,
    low: String,
    high: String,
    /// What was written.
    written: String,
    /// Whether "don't know" was chosen.
    dont_know: bool,
    problem: String,
}

/// A grade that can be given.
struct Grade {
    grade: u8,
    chosen: bool,
}

/// A group somebody may say they belong to.
struct Group {
    code: String,
    name: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "evaluation.html")]
struct EvaluationPage {
    page: Page,
    seminar: SeminarId,
    number: u8,
    theme: String,
    programme: String,
    lang: String,
    /// How many answers are shown together at least, in a sentence.
    least: String,
    until: String,
    token: String,
    questions: Vec<Asked>,
    roles: Vec<Group>,
    regions: Vec<Group>,
    problems: Vec<Problem>,
}

#[derive(Template)]
#[template(path = "evaluation_over.html")]
struct OverPage {
    page: Page,
    title: String,
    text: String,
}

/// An evaluation with what belongs to it.
pub(super) struct Found<'a> {
    pub house: &'a House,
    pub evaluation: &'a EvaluationRow,
    pub seminar: &'a SeminarRow,
    pub programme: &'a ProgrammeRow,
}

impl<'a> Found<'a> {
    fn of(house: &'a House, seminar: &str) -> Result<Self, Failure> {
        let seminar: SeminarId = seminar.parse().map_err(|_| Failure::NotFound)?;
        let evaluation = crate::evaluate::of_seminar(seminar);
        let evaluation = house.evaluations.evaluations.get(&(evaluation,)).ok_or(Failure::NotFound)?;
        let seminar = house.programmes.seminars.get(&(seminar,)).ok_or(Failure::NotFound)?;
        let programme = house.programmes.programmes.get(&(seminar.programme,)).ok_or(Failure::NotFound)?;
        Ok(Self { house, evaluation, seminar, programme })
    }

    /// Whether ballots are taken.
    pub(super) fn is_open(&self, now: DateTime<Utc>) -> bool {
        !self.evaluation.closed && now < self.evaluation.closes
    }

    /// Whether somebody is asked: those who have a place and are not known to have been absent.
    pub(super) fn asks(&self, person: PersonId) -> bool {
        let (programme, seminar) = (self.programme.programme, self.seminar.seminar);
        self.house.register.expected_at(programme, seminar).any(|row| row.person == person)
            && !self.house.attendance.absent_throughout(&self.house.programmes, seminar, person)
    }

    fn questions(&self) -> Vec<&'a QuestionRow> {
        let mut rows: Vec<&QuestionRow> =
            self.house.evaluations.questions.of(self.evaluation.evaluation).collect();
        rows.sort_by_key(|row| row.number);
        rows
    }

    /// The groups that answers are broken down by: requirements or roles, and regions.
    fn groups(&self, page: &Page) -> (Groups, Groups) {
        let stored = self.programme.participation.clone();
        let participation: Option<Participation> =
            stored.and_then(|value| serde_json::from_value(value).ok());
        let roles = participation.map(|found| roles(page, &found)).unwrap_or_default();
        let partners = self.house.programmes.partners.rows();
        let partners = partners.filter(|row| row.programme == self.programme.programme);
        let mut regions: Groups = partners.map(|row| (row.county.to_string(), row.region.clone())).collect();
        Collator::new(page.language).sort_by_key(&mut regions, |(_, name)| name);
        (roles, regions)
    }
}

fn roles(page: &Page, participation: &Participation) -> Groups {
    let name =
        |code: &_| participation.roles.iter().find(|role| role.code == *code).map(|role| role.name.as_str());
    match &participation.rule {
        ParticipationRule::Pair { requirements } => requirements
            .iter()
            .map(|requirement| {
                let names: Vec<&str> = requirement.any_of.iter().filter_map(name).collect();
                (requirement.name.to_string(), names::choice(page.language, &names))
            })
            .collect(),
        ParticipationRule::Team { .. } | ParticipationRule::Individual | ParticipationRule::OpenMeeting => {
            participation.roles.iter().map(|role| (role.code.to_string(), role.name.to_string())).collect()
        }
    }
}

/// The evaluations that somebody is asked to fill in and has not, with the address of each.
///
/// # Errors
/// When the database fails.
pub(super) async fn open_to(
    web: &Web,
    page: &Page,
    person: PersonId,
) -> Result<Vec<(String, SeminarId)>, WebError> {
    let (now, kept) = (web.now(), web.house());
    let mut open = Vec::new();
    for evaluation in kept.house.evaluations.evaluations.rows().filter(|row| !row.closed) {
        let Some(seminar) = evaluation.seminar else { continue };
        let Ok(found) = Found::of(&kept.house, &seminar.to_string()) else { continue };
        if found.is_open(now) && found.asks(person) && !web.has_answered(&found, person).await? {
            let number = page.t1("enrolment-next-seminar", "number", &found.seminar.number.to_string());
            open.push((format!("{number}: {}, {}", found.seminar.theme, found.programme.name), seminar));
        }
    }
    Ok(open)
}

impl Web {
    async fn has_answered(&self, found: &Found<'_>, person: PersonId) -> Result<bool, WebError> {
        let (links, evaluation) = (&self.office().links, found.evaluation.evaluation);
        let number = links.read_ballot(evaluation, &links.ballot(evaluation, person)).unwrap_or_default();
        Ok(self.office().ballots.used(evaluation, number).await?)
    }
}

/// `GET /utvardering/{seminar}`: the form, for whoever was there.
pub(super) async fn form(
    State(web): State<Web>,
    Path(seminar): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let kept = web.house();
    let found = Found::of(&kept.house, &seminar)?;
    if !found.asks(reader.person) {
        return Err(Failure::Forbidden);
    }
    if !found.is_open(web.now()) {
        return Ok(over(page, "ballot-closed"));
    }
    if web.has_answered(&found, reader.person).await? {
        return Ok(over(page, "ballot-answered"));
    }
    let token = web.office().links.ballot(found.evaluation.evaluation, reader.person);
    Ok(show(&built(page, &found, token, &Filled::default())))
}

fn over(page: Page, key: &str) -> Response {
    let (title, text) = (page.t(&format!("{key}-title")), page.t(key));
    show(&OverPage { page, title, text })
}

/// `POST /utvardering/{seminar}/svar`: a ballot, from nobody.
pub(super) async fn answer(
    State(web): State<Web>,
    Path(seminar): Path<String>,
    Nobody(page): Nobody,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let kept = web.house();
    let found = Found::of(&kept.house, &seminar)?;
    let evaluation = found.evaluation.evaluation;
    let mut filled = Filled::new(pairs);
    let token = filled.text("token").to_owned();
    let number = web.office().links.read_ballot(evaluation, &token).ok_or(Failure::Unreadable)?;
    if !found.is_open(web.now()) {
        return Ok(over(page, "ballot-closed"));
    }
    let ballot = read(&page, &found, &mut filled);
    if !filled.problems.is_empty() {
        let built = built(page, &found, token, &filled);
        return Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &built));
    }
    match web.office().ballots.post(evaluation, number, ballot).await {
        Ok(Posted::In) => Ok(Redirect::to(&format!("/utvardering/{seminar}/tack")).into_response()),
        Ok(Posted::UsedBefore) => Ok(over(page, "ballot-answered")),
        // Closed in this very moment, or more people than were invited.
        Err(BallotError::Handle(error))
            if error.rejection::<parvis_events::evaluation::Rejection>().is_some() =>
        {
            Ok(over(page, "ballot-closed"))
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /utvardering/{seminar}/tack`.
pub(super) async fn thanks(Nobody(page): Nobody) -> Response {
    over(page, "ballot-thanks")
}

fn read(page: &Page, found: &Found, filled: &mut Filled) -> BoxedBallot {
    let mut answers = BTreeMap::new();
    for question in found.questions() {
        let name = name_of(question);
        let said = filled.text(&name).to_owned();
        let answer = match question.highest {
            _ if said.is_empty() => continue,
            None if said.chars().count() > LONGEST => {
                filled.complain(&name, page.count("ballot-too-long", "limit", LONGEST as u32));
                continue;
            }
            None => Answer::Text(said),
            Some(_) if said == DONT_KNOW => Answer::DontKnow,
            Some(highest) => match said.parse::<u8>() {
                Ok(grade) if (1..=highest).contains(&grade) => Answer::Grade(grade),
                Ok(_) | Err(_) => {
                    filled.complain(&name, page.t("ballot-choose"));
                    continue;
                }
            },
        };
        answers.insert(question.question.clone(), answer);
    }
    if answers.is_empty() && filled.problems.is_empty() {
        let first = found.questions().first().map(|question| name_of(question)).unwrap_or_default();
        filled.complain(&first, page.t("ballot-empty"));
    }
    let (roles, regions) = found.groups(page);
    let stated = |name: &str, groups: &[(String, String)]| {
        groups.iter().map(|(code, _)| code).find(|code| *code == filled.text(name)).cloned()
    };
    BoxedBallot { ballot: Ballot(answers), role: stated("roll", &roles), region: stated("region", &regions) }
}

fn name_of(question: &QuestionRow) -> String {
    format!("fraga-{}", question.question)
}

fn built(page: Page, found: &Found, token: String, filled: &Filled) -> EvaluationPage {
    let questions = found.questions().into_iter().map(|question| asked(question, filled)).collect();
    let groups = |name: &str, groups: Groups| {
        let groups = groups.into_iter();
        groups
            .map(|(code, name_of)| Group { chosen: filled.text(name) == code, code, name: name_of })
            .collect()
    };
    let (roles, regions) = found.groups(&page);
    EvaluationPage {
        seminar: found.seminar.seminar,
        number: found.seminar.number,
        theme: found.seminar.theme.clone(),
        programme: found.programme.name.clone(),
        lang: language_mark(&page, found.programme),
        least: page.count("ballot-least", "least", found.evaluation.least_group),
        until: page.last_day(found.programme.zone, found.evaluation.closes),
        token,
        questions,
        roles: groups("roll", roles),
        regions: groups("region", regions),
        problems: filled.problems.clone(),
        page,
    }
}

fn asked(question: &QuestionRow, filled: &Filled) -> Asked {
    let name = name_of(question);
    let said = filled.text(&name);
    Asked {
        text: question.text.clone(),
        grades: (1..=question.highest.unwrap_or_default())
            .map(|grade| Grade { grade, chosen: said == grade.to_string() })
            .collect(),
        low: question.low.clone(),
        high: question.high.clone(),
        written: said.to_owned(),
        dont_know: said == DONT_KNOW,
        problem: filled.problem(&name),
        name,
    }
}
