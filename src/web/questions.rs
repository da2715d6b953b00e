//! What the programme asks those who enrol, and what somebody needs in order to take part.
//!
//! What is needed is sealed apart, shown to nobody but its person and whoever makes the list for the host, and disposed of
//! after the last seminar. Source: "Diet and access needs are a separate, restricted file".

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use parvis_events::ids::EnrolmentId;
use parvis_events::participation::{Answer, Answers, Asked, EnrolmentQuestion, Needs, QuestionKind};
use parvis_events::register::{Command, Register};
use parvis_events::values::Paragraph;
use parvis_projections::House;
use parvis_projections::programmes::ProgrammeRow;
use uuid::Uuid;

use super::Web;
use super::deeds::{Outcome, back};
use super::enrolment::Found;
use super::failure::Failure;
use super::fields::{Filled, Problem};
use super::mine::signed_in;
use super::page::{Page, Reader, show, show_as};
use super::programme::language_mark;
use super::rights::Deed;
use super::{people, standing};

/// A question as it is shown.
pub(super) struct Item {
    /// Its name in the form.
    pub name: String,
    pub text: String,
    pub shape: Shape,
    pub required: bool,
    /// Whether the answer is disposed of after the last seminar.
    pub sensitive: bool,
    pub value: String,
    pub problem: String,
}

/// What a field looks like.
pub(super) enum Shape {
    /// Several lines of text.
    Text,
    /// A whole number between two.
    Number(u32, u32),
    /// One of these: what is sent, and what is shown.
    Choice(Vec<(String, String)>),
}

#[derive(Template)]
#[template(path = "questions.html")]
struct QuestionsPage {
    page: Page,
    id: EnrolmentId,
    municipality: String,
    programme: String,
    lang: String,
    items: Vec<Item>,
    sensitive: bool,
    problems: Vec<Problem>,
}

/// The questions of a programme, in order.
pub(super) fn asked(house: &House, programme: &ProgrammeRow) -> Vec<EnrolmentQuestion> {
    let mut rows: Vec<_> = house
        .programmes
        .enrolment_questions
        .rows()
        .filter(|row| row.programme == programme.programme)
        .collect();
    rows.sort_by_key(|row| row.number);
    rows.into_iter().filter_map(|row| serde_json::from_value(row.question.clone()).ok()).collect()
}

/// The field of a question in a form; those of several people on one page differ by their ending.
fn name_of(question: &EnrolmentQuestion, ending: &str) -> String {
    format!("fraga-{}{ending}", question.code)
}

impl Item {
    /// A question as it is shown again, with what was typed.
    pub(super) fn of(page: &Page, question: &EnrolmentQuestion, filled: &Filled, ending: &str) -> Self {
        let name = name_of(question, ending);
        let yes_no =
            || vec![("ja".to_owned(), page.t("question-yes")), ("nej".to_owned(), page.t("question-no"))];
        let shape = match &question.kind {
            QuestionKind::Text | QuestionKind::Diet | QuestionKind::AccessNeeds => Shape::Text,
            QuestionKind::Number { least, most } => Shape::Number(*least, *most),
            QuestionKind::YesNo => Shape::Choice(yes_no()),
            QuestionKind::Choice { choices } => {
                Shape::Choice(choices.iter().map(|one| (one.to_string(), one.to_string())).collect())
            }
        };
        Self {
            text: question.text.to_string(),
            shape,
            required: question.required || question.required_before.is_some(),
            sensitive: question.kind.sensitive(),
            value: filled.text(&name).to_owned(),
            problem: filled.problem(&name),
            name,
        }
    }
}

/// The questions a reader is asked: those of the enrolment, and of members if they are one.
fn for_reader(found: &Found) -> Vec<EnrolmentQuestion> {
    let member = found.is_member(found.reader);
    let mut questions = asked(found.house, found.programme);
    questions
        .retain(|question| member || question.asked_of == Asked::Enrolment && !question.kind.sensitive());
    questions
}

/// `GET /min-sida/anmalan/{id}/fragor`.
pub(super) async fn form(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let kept = web.house();
    let found = Found::of(&kept.house, &id, &reader)?;
    let filled = said_before(&web, &found).await?;
    Ok(show(&built(page, &found, &filled)?))
}

fn built(page: Page, found: &Found, filled: &Filled) -> Result<QuestionsPage, Failure> {
    if !found.can(Deed::AnswerQuestions) {
        return Err(Failure::Forbidden);
    }
    let items: Vec<Item> =
        for_reader(found).iter().map(|question| Item::of(&page, question, filled, "")).collect();
    Ok(QuestionsPage {
        id: found.row.enrolment,
        municipality: standing::municipality(found.programme, found.row),
        programme: found.programme.name.clone(),
        lang: language_mark(&page, found.programme),
        sensitive: items.iter().any(|item| item.sensitive),
        items,
        problems: filled.problems.clone(),
        page,
    })
}

/// What the reader answered before, as if it had been typed just now.
async fn said_before(web: &Web, found: &Found<'_>) -> Result<Filled, Failure> {
    let (state, _) = web.office().handle.look::<Register>(found.row.register.uuid()).await?;
    let mut pairs = Vec::new();
    let Some(enrolment) = state.enrolment(found.row.enrolment) else { return Ok(Filled::default()) };
    let answers = enrolment.answers.get(&found.reader).and_then(|given| given.answers.clear());
    let needs = enrolment.needs.get(&found.reader).and_then(|needs| needs.clear());
    for question in for_reader(found) {
        let need = |pick: fn(&Needs) -> &Option<Paragraph>| needs.and_then(|needs| pick(needs).clone());
        let value = match &question.kind {
            QuestionKind::Diet => need(|needs| &needs.diet).map(String::from),
            QuestionKind::AccessNeeds => need(|needs| &needs.access).map(String::from),
            QuestionKind::Text
            | QuestionKind::Choice { .. }
            | QuestionKind::Number { .. }
            | QuestionKind::YesNo => answers.and_then(|answers| answers.get(&question.code)).map(typed),
        };
        pairs.extend(value.map(|value| (name_of(&question, ""), value)));
    }
    Ok(Filled::new(pairs))
}

/// An answer as it is typed.
fn typed(answer: &Answer) -> String {
    match answer {
        Answer::YesNo(true) => "ja".to_owned(),
        Answer::YesNo(false) => "nej".to_owned(),
        Answer::Number(number) => number.to_string(),
        Answer::Text(text) => text.to_string(),
    }
}

/// `POST /min-sida/anmalan/{id}/fragor`.
pub(super) async fn answer(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let mut filled = Filled::new(pairs);
    let (enrolment, register, commands) = read(&web, &id, &page, &reader, &mut filled)?;
    if filled.problems.is_empty() {
        match people::decide_all(&web, &page, &reader, &[], register, &commands).await? {
            Outcome::Done => return Ok(back(page, enrolment, Outcome::Done)),
            Outcome::Refused(text) => {
                let first = filled.first().to_owned();
                filled.complain(&first, text);
            }
        }
    }
    let kept = web.house();
    let found = Found::of(&kept.house, &id, &reader)?;
    Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &built(page, &found, &filled)?))
}

fn read(
    web: &Web,
    id: &str,
    page: &Page,
    reader: &Reader,
    filled: &mut Filled,
) -> Result<(EnrolmentId, Uuid, Vec<Command>), Failure> {
    let kept = web.house();
    let found = Found::of(&kept.house, id, reader)?;
    if !found.can(Deed::AnswerQuestions) {
        return Err(Failure::Forbidden);
    }
    let (enrolment, person) = (found.row.enrolment, reader.person);
    let (mut answers, mut needs) = (Answers::new(), Needs { diet: None, access: None });
    let questions = for_reader(&found);
    for question in &questions {
        match &question.kind {
            QuestionKind::Diet => needs.diet = paragraph(page, filled, question),
            QuestionKind::AccessNeeds => needs.access = paragraph(page, filled, question),
            QuestionKind::Text
            | QuestionKind::Choice { .. }
            | QuestionKind::Number { .. }
            | QuestionKind::YesNo => {
                let answer = given(page, filled, question, "");
                answers.extend(answer.map(|answer| (question.code.clone(), answer)));
            }
        }
    }
    let mut commands = Vec::new();
    if questions.iter().any(|question| !question.kind.sensitive()) {
        commands.push(Command::GiveAnswers { enrolment, person, answers });
    }
    if questions.iter().any(|question| question.kind.sensitive()) {
        commands.push(Command::StateNeeds { enrolment, person, needs });
    }
    Ok((enrolment, found.row.register.uuid(), commands))
}

fn paragraph(page: &Page, filled: &mut Filled, question: &EnrolmentQuestion) -> Option<Paragraph> {
    let name = name_of(question, "");
    let said = filled.text(&name).to_owned();
    if said.is_empty() {
        return None;
    }
    let read = said.parse().ok();
    if read.is_none() {
        filled.complain(&name, page.t("question-unreadable"));
    }
    read
}

/// What was answered; a problem is noted when it does not fit, or is missing where it is required.
pub(super) fn given(
    page: &Page,
    filled: &mut Filled,
    question: &EnrolmentQuestion,
    ending: &str,
) -> Option<Answer> {
    let name = name_of(question, ending);
    let said = filled.text(&name).to_owned();
    if said.is_empty() {
        if question.required || question.required_before.is_some() {
            filled.complain(&name, page.t1("question-required", "question", question.text.as_str()));
        }
        return None;
    }
    let answer = match &question.kind {
        QuestionKind::YesNo => match said.as_str() {
            "ja" => Some(Answer::YesNo(true)),
            "nej" => Some(Answer::YesNo(false)),
            _ => None,
        },
        QuestionKind::Number { .. } => said.parse().ok().map(Answer::Number),
        QuestionKind::Text | QuestionKind::Choice { .. } | QuestionKind::Diet | QuestionKind::AccessNeeds => {
            said.parse().ok().map(Answer::Text)
        }
    };
    let fits = answer.filter(|answer| question.kind.takes(answer));
    if fits.is_none() {
        let text = match &question.kind {
            QuestionKind::Number { least, most } => {
                page.t2("question-number", "least", &least.to_string(), "most", &most.to_string())
            }
            QuestionKind::Choice { .. } | QuestionKind::YesNo => page.t("ballot-choose"),
            QuestionKind::Text | QuestionKind::Diet | QuestionKind::AccessNeeds => {
                page.t("question-unreadable")
            }
        };
        filled.complain(&name, text);
    }
    fits
}
